//! An XML part as a flat list of its elements with their bytes, to be read and to be patched in place.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::{Reader, XmlVersion};

use crate::document::xml::namespace::Ns;

/// The number of an element, in the order of the part.
pub(crate) type NodeId = usize;

/// A position in the source or the number of an element, in half the room.
pub(crate) type Offset = u32;

/// An element; positions are bytes of the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'x> {
    pub(crate) name: &'x str,
    pub(crate) ns: Ns,
    /// Where its start tag begins, the name in that ends, and the tag ends.
    pub(crate) start: Offset,
    pub(crate) name_end: Offset,
    pub(crate) start_tag_end: Offset,
    /// Where its end tag begins and ends; both equal to `start_tag_end` when it is written as `<x/>`.
    pub(crate) end_tag_start: Offset,
    pub(crate) end_tag_end: Offset,
    /// The first element after it and all it holds.
    pub(crate) next_after: Offset,
    pub(crate) parent: Offset,
}

impl Node<'_> {
    /// The bytes of its name as it is written, with its prefix.
    pub(crate) fn written(&self) -> Range<usize> {
        self.start as usize + 1..self.name_end as usize
    }
}

/// A piece of what stands in an element.
pub(crate) enum MixedContent<'x> {
    Text(Cow<'x, str>),
    Element(NodeId),
}

/// The elements of one part.
pub(crate) struct Tree<'x> {
    pub(crate) source: &'x str,
    pub(crate) nodes: Vec<Node<'x>>,
}

impl<'x> Tree<'x> {
    /// The root element.
    pub(crate) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// Its vocabulary and its name without prefix.
    pub(crate) fn expanded_name(&self, id: NodeId) -> (Ns, &'x str) {
        let node = &self.nodes[id];
        (node.ns, node.name)
    }

    /// Its name when it is one of Word's own elements, or nothing.
    pub(crate) fn w_name(&self, id: NodeId) -> &'x str {
        let node = &self.nodes[id];
        if node.ns == Ns::Word { node.name } else { "" }
    }

    /// The elements directly in it.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.nodes[id].next_after as usize;
        let mut at = id + 1;
        std::iter::from_fn(move || {
            let here = (at < end).then_some(at)?;
            at = self.nodes[here].next_after as usize;
            Some(here)
        })
    }

    /// All elements in it, at any depth, in order.
    pub(crate) fn within(&self, id: NodeId) -> Range<NodeId> {
        id + 1..self.nodes[id].next_after as usize
    }

    /// The first Word element of this name directly in it.
    pub(crate) fn child(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.children(id).find(|&c| self.w_name(c) == name)
    }

    /// The element that holds it; the root holds itself.
    pub(crate) fn parent(&self, id: NodeId) -> NodeId {
        self.nodes[id].parent as usize
    }

    /// The nearest Word element of this name around it.
    pub(crate) fn around(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let mut at = id;
        while self.parent(at) != at {
            at = self.parent(at);
            if self.w_name(at) == name {
                return Some(at);
            }
        }
        None
    }

    /// The bytes of the whole element.
    pub(crate) fn span(&self, id: NodeId) -> Range<usize> {
        self.nodes[id].start as usize..self.nodes[id].end_tag_end as usize
    }

    /// The bytes between its tags; empty when it is written as `<x/>`.
    pub(crate) fn inner(&self, id: NodeId) -> Range<usize> {
        self.nodes[id].start_tag_end as usize..self.nodes[id].end_tag_start as usize
    }

    /// Whether it is written as `<x/>`.
    pub(crate) fn is_closed(&self, id: NodeId) -> bool {
        self.nodes[id].end_tag_end == self.nodes[id].start_tag_end
    }

    /// Its name as it is written, with its prefix.
    pub(crate) fn written(&self, id: NodeId) -> &'x str {
        &self.source[self.nodes[id].written()]
    }

    /// The value of an attribute by its name without prefix.
    pub(crate) fn attr(&self, id: NodeId, name: &str) -> Option<Cow<'x, str>> {
        let found = self.attributes(id).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(match found.normalized_value(XmlVersion::Implicit1_0) {
            Ok(Cow::Borrowed(_)) | Err(_) => found.value,
            Ok(Cow::Owned(value)) => Cow::Owned(value),
        })
    }

    /// All attributes: their local names and values.
    pub(crate) fn attrs(&self, id: NodeId) -> impl Iterator<Item = (String, String)> + '_ {
        let value = |found: &Attribute<'_>| {
            found.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| found.value.to_string(), Cow::into_owned)
        };
        self.attributes(id).flatten().map(move |found| (found.key.local_name().as_ref().to_owned(), value(&found)))
    }

    /// The bytes of an attribute's value, without its quotes.
    pub(crate) fn attr_span(&self, id: NodeId, name: &str) -> Option<Range<usize>> {
        let found = self.attributes(id).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        let Cow::Borrowed(value) = found.value else { return None };
        let start = (value.as_ptr() as usize).checked_sub(self.source.as_ptr() as usize)?;
        Some(start..start + value.len())
    }

    fn attributes(&self, id: NodeId) -> Attributes<'x> {
        let node = &self.nodes[id];
        let tag = self.source[node.start as usize + 1..node.start_tag_end as usize - 1].trim_end_matches('/');
        let mut attributes = Attributes::new(tag, self.written(id).len());
        attributes.with_checks(false);
        attributes
    }

    /// Whether an on/off element such as `<w:strike/>` says on.
    pub(crate) fn is_on(&self, id: NodeId) -> bool {
        self.attr(id, "val").is_none_or(|v| !matches!(&*v, "0" | "false" | "off"))
    }

    /// What stands directly in an element, in order: text between its elements, and the elements.
    pub(crate) fn mixed(&self, id: NodeId) -> impl Iterator<Item = MixedContent<'x>> + '_ {
        let inner = self.inner(id);
        let mut at = inner.start;
        let mut children = self.children(id).peekable();
        std::iter::from_fn(move || {
            let next = children.peek().copied();
            let end = next.map_or(inner.end, |c| self.nodes[c].start as usize);
            if at < end {
                let text = plain(&self.source[at..end]);
                at = end;
                return Some(MixedContent::Text(text));
            }
            let child = children.next()?;
            at = self.nodes[child].end_tag_end as usize;
            Some(MixedContent::Element(child))
        })
    }

    /// The text directly in an element that holds only text.
    pub(crate) fn text(&self, id: NodeId) -> Cow<'x, str> {
        plain(&self.source[self.inner(id)])
    }
}

/// XML text without its entities, sections and comments.
fn plain(raw: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'<', b'\r', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut reader = Reader::from_str(raw);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Text(t)) => text.push_str(&t.xml10_content()),
            Ok(Event::CData(t)) => text.push_str(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => match r.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(quick_xml::escape::resolve_predefined_entity(&r).unwrap_or_default()),
            },
            Ok(Event::Eof) | Err(_) => return Cow::Owned(text),
            Ok(_) => {}
        }
    }
}
