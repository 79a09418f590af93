//! An XML part as a flat list of its elements with their bytes, to be read and to be patched in place.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesStart, Event};

use crate::finding::Finding;

/// The deepest nesting that is read; Word and `LibreOffice` stay under a hundred.
const DEEPEST: usize = 200;
/// The most elements of one part.
const MOST: usize = 4_000_000;

/// The vocabularies that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// Word's own, transitional and strict.
    Word,
    /// Word 2010: check boxes.
    Word14,
    /// Word 2012: repeating sections.
    Word15,
    /// Alternatives for older and newer programs.
    Compat,
    /// `OpenDocument` text, tables, drawings, office and forms.
    OdText,
    OdTable,
    OdDraw,
    OdOffice,
    OdForm,
    Other,
}

const KNOWN: [(&str, Ns); 10] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", Ns::Word),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", Ns::Word),
    ("http://schemas.microsoft.com/office/word/2010/wordml", Ns::Word14),
    ("http://schemas.microsoft.com/office/word/2012/wordml", Ns::Word15),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", Ns::Compat),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", Ns::OdText),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", Ns::OdTable),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", Ns::OdDraw),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", Ns::OdOffice),
    ("urn:oasis:names:tc:opendocument:xmlns:form:1.0", Ns::OdForm),
];

/// The number of an element, in the order of the part.
pub(crate) type Id = usize;

/// An element; positions are bytes of the source.
#[derive(Clone, Copy, Debug)]
struct Node<'x> {
    name: &'x str,
    ns: Ns,
    /// Where its tag begins and ends.
    start: usize,
    open: usize,
    /// Where its end tag begins and ends; equal to `open` when it is written as `<x/>`.
    close: usize,
    end: usize,
    /// The first element after it and all it holds.
    next: Id,
    parent: Id,
}

/// A piece of what stands in an element.
pub(crate) enum Mixed<'x> {
    Text(Cow<'x, str>),
    Element(Id),
}

/// The elements of one part.
pub(crate) struct Tree<'x> {
    pub(crate) source: &'x str,
    nodes: Vec<Node<'x>>,
}

impl<'x> Tree<'x> {
    /// The tree of a part; `part` is its name, for the finding.
    pub(crate) fn parse(source: &'x str, part: &str) -> Result<Self, Finding> {
        Builder::new(source).run(part)
    }

    /// The root element.
    pub(crate) fn root(&self) -> Option<Id> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// Its vocabulary and its name without prefix.
    pub(crate) fn kind(&self, id: Id) -> (Ns, &'x str) {
        let node = &self.nodes[id];
        (node.ns, node.name)
    }

    /// Its name when it is one of Word's own elements, or nothing.
    pub(crate) fn word(&self, id: Id) -> &'x str {
        let node = &self.nodes[id];
        if node.ns == Ns::Word { node.name } else { "" }
    }

    /// The elements directly in it.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.nodes[id].next;
        let mut at = id + 1;
        std::iter::from_fn(move || {
            let here = (at < end).then_some(at)?;
            at = self.nodes[here].next;
            Some(here)
        })
    }

    /// All elements in it, at any depth, in order.
    pub(crate) fn within(&self, id: Id) -> Range<Id> {
        id + 1..self.nodes[id].next
    }

    /// The first Word element of this name directly in it.
    pub(crate) fn child(&self, id: Id, name: &str) -> Option<Id> {
        self.children(id).find(|&c| self.word(c) == name)
    }

    /// The element that holds it; the root holds itself.
    pub(crate) fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent
    }

    /// The nearest Word element of this name around it.
    pub(crate) fn around(&self, id: Id, name: &str) -> Option<Id> {
        let mut at = id;
        while self.parent(at) != at {
            at = self.parent(at);
            if self.word(at) == name {
                return Some(at);
            }
        }
        None
    }

    /// The bytes of the whole element.
    pub(crate) fn span(&self, id: Id) -> Range<usize> {
        self.nodes[id].start..self.nodes[id].end
    }

    /// The bytes between its tags; empty when it is written as `<x/>`.
    pub(crate) fn inner(&self, id: Id) -> Range<usize> {
        self.nodes[id].open..self.nodes[id].close
    }

    /// Whether it is written as `<x/>`.
    pub(crate) fn is_closed(&self, id: Id) -> bool {
        self.nodes[id].end == self.nodes[id].open
    }

    /// Its name as it is written, with its prefix.
    pub(crate) fn written(&self, id: Id) -> &'x str {
        let node = &self.nodes[id];
        let tag = &self.source[node.start + 1..node.open];
        &tag[..tag.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(tag.len())]
    }

    /// The value of an attribute by its name without prefix.
    pub(crate) fn attr(&self, id: Id, name: &str) -> Option<Cow<'x, str>> {
        let found = self.attributes(id).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        Some(match found.normalized_value(XmlVersion::Implicit1_0) {
            Ok(Cow::Borrowed(_)) | Err(_) => found.value,
            Ok(Cow::Owned(value)) => Cow::Owned(value),
        })
    }

    /// The bytes of an attribute's value, without its quotes.
    pub(crate) fn attr_span(&self, id: Id, name: &str) -> Option<Range<usize>> {
        let found = self.attributes(id).flatten().find(|a| a.key.local_name().as_ref() == name)?;
        let Cow::Borrowed(value) = found.value else { return None };
        let start = (value.as_ptr() as usize).checked_sub(self.source.as_ptr() as usize)?;
        Some(start..start + value.len())
    }

    fn attributes(&self, id: Id) -> Attributes<'x> {
        let node = &self.nodes[id];
        let tag = self.source[node.start + 1..node.open - 1].trim_end_matches('/');
        let mut attributes = Attributes::new(tag, self.written(id).len());
        attributes.with_checks(false);
        attributes
    }

    /// Whether an on/off element such as `<w:strike/>` says on.
    pub(crate) fn is_on(&self, id: Id) -> bool {
        self.attr(id, "val").is_none_or(|v| !matches!(&*v, "0" | "false" | "off"))
    }

    /// What stands directly in an element, in order: text between its elements, and the elements.
    pub(crate) fn mixed(&self, id: Id) -> impl Iterator<Item = Mixed<'x>> + '_ {
        let inner = self.inner(id);
        let mut at = inner.start;
        let mut children = self.children(id).peekable();
        std::iter::from_fn(move || {
            let next = children.peek().copied();
            let end = next.map_or(inner.end, |c| self.nodes[c].start);
            if at < end {
                let text = plain(&self.source[at..end]);
                at = end;
                return Some(Mixed::Text(text));
            }
            let child = children.next()?;
            at = self.nodes[child].end;
            Some(Mixed::Element(child))
        })
    }

    /// The text directly in an element that holds only text.
    pub(crate) fn text(&self, id: Id) -> Cow<'x, str> {
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

/// A tree that grows.
struct Builder<'x> {
    tree: Tree<'x>,
    open: Vec<Id>,
    /// Prefixes in force: how deep they were declared, the prefix, and its vocabulary.
    prefixes: Vec<(usize, &'x str, Ns)>,
    /// The prefix met last.
    last: (&'x str, Ns),
}

impl<'x> Builder<'x> {
    fn new(source: &'x str) -> Self {
        let nodes = Vec::with_capacity(source.len() / 48);
        Self { tree: Tree { source, nodes }, open: Vec::new(), prefixes: Vec::new(), last: ("", Ns::Other) }
    }

    fn run(mut self, part: &str) -> Result<Tree<'x>, Finding> {
        let damaged = || Finding::new("damaged-part").with("part", part);
        let mut reader = Reader::from_str(self.tree.source);
        loop {
            let start = position(&reader);
            let event = reader.read_event().map_err(|_| damaged())?;
            let end = position(&reader);
            match event {
                Event::Start(tag) => {
                    let id = self.push(&tag, start..end);
                    self.open.push(id);
                }
                Event::Empty(tag) => {
                    let id = self.push(&tag, start..end);
                    self.forget(self.open.len());
                    self.tree.nodes[id].next = id + 1;
                }
                Event::End(_) => self.end(start..end).ok_or_else(damaged)?,
                Event::DocType(_) => return Err(Finding::new("xml-doctype").with("part", part)),
                Event::Eof => break,
                _ => {}
            }
            if self.open.len() > DEEPEST || self.tree.nodes.len() > MOST {
                return Err(Finding::new("too-deep").with("part", part));
            }
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() { Ok(self.tree) } else { Err(damaged()) }
    }

    /// Adds the element whose tag stands at `at`.
    fn push(&mut self, tag: &BytesStart<'_>, at: Range<usize>) -> Id {
        if tag.len() > tag.name().as_ref().len() && memmem::find(tag.as_bytes(), b"xmlns").is_some() {
            self.declare(tag);
        }
        let id = self.tree.nodes.len();
        let length = tag.name().as_ref().len();
        let written = &self.tree.source[at.start + 1..at.start + 1 + length];
        let (prefix, name) = written.split_once(':').unwrap_or(("", written));
        let ns = self.vocabulary(prefix);
        let parent = self.open.last().copied().unwrap_or(id);
        let (start, end) = (at.start, at.end);
        self.tree.nodes.push(Node { name, ns, start, open: end, close: end, end, next: id + 1, parent });
        id
    }

    /// Notes the prefixes that a tag declares.
    fn declare(&mut self, tag: &BytesStart<'_>) {
        let depth = self.open.len() + 1;
        for Attribute { key, value } in tag.attributes().with_checks(false).flatten() {
            let name = key.as_ref();
            let Some(prefix) = name.strip_prefix("xmlns").map(|p| p.trim_start_matches(':')) else { continue };
            let ns = KNOWN.iter().find(|(uri, _)| *uri == value).map_or(Ns::Other, |k| k.1);
            if let Some(kept) = self.kept(tag, prefix) {
                self.prefixes.push((depth, kept, ns));
                self.last = ("", Ns::Other);
            }
        }
    }

    /// A prefix as it stands in the source, near the tag that declares it.
    fn kept(&self, tag: &BytesStart<'_>, prefix: &str) -> Option<&'x str> {
        let inside: &str = tag;
        let base = inside.as_ptr() as usize - self.tree.source.as_ptr() as usize;
        let at = base + prefix.as_ptr() as usize - inside.as_ptr() as usize;
        self.tree.source.get(at..at + prefix.len())
    }

    /// Drops the prefixes declared deeper than this.
    fn forget(&mut self, depth: usize) {
        while self.prefixes.pop_if(|p| p.0 > depth).is_some() {
            self.last = ("", Ns::Other);
        }
    }

    /// The vocabulary of a prefix; most elements have the same one as the element before.
    fn vocabulary(&mut self, prefix: &'x str) -> Ns {
        if prefix != self.last.0 || prefix.is_empty() {
            let known = self.prefixes.iter().rev().find(|p| p.1 == prefix);
            self.last = (prefix, known.map_or(Ns::Other, |p| p.2));
        }
        self.last.1
    }

    /// Closes the innermost open element with the end tag at `at`.
    fn end(&mut self, at: Range<usize>) -> Option<()> {
        let id = self.open.pop()?;
        let depth = self.open.len();
        self.forget(depth);
        let next = self.tree.nodes.len();
        let node = &mut self.tree.nodes[id];
        node.close = at.start;
        node.end = at.end;
        node.next = next;
        Some(())
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
