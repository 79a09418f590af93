//! Builds the tree of an XML part, within limits, with the vocabulary of every element.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::attributes::{Attribute, Attributes};

use crate::document::tag::{Broken, Tag, TagKind, is_name};
use crate::document::tree::{Id, Node, Ns, Tree};
use crate::finding::Finding;

/// The deepest nesting that is read; Word and `LibreOffice` stay under a hundred.
const DEEPEST: usize = 200;
/// The most elements of one part.
const MOST: usize = 600_000;

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

/// A tree that grows.
pub(super) struct Builder<'x> {
    tree: Tree<'x>,
    open: Vec<Id>,
    /// Prefixes in force: how deep they were declared, the prefix, and its vocabulary.
    prefixes: Vec<(usize, &'x str, Ns)>,
    /// The prefix met last.
    last: (&'x str, Ns),
}

impl<'x> Builder<'x> {
    pub(super) fn new(source: &'x str) -> Self {
        let nodes = Vec::with_capacity(source.len() / 48);
        let tree = Tree { source, nodes };
        Self { tree, open: Vec::new(), prefixes: Vec::new(), last: ("", Ns::Other) }
    }

    pub(super) fn run(mut self, part: &str) -> Result<Tree<'x>, Finding> {
        let damaged = || Finding::new("damaged-part").with("part", part);
        let mut at = 0;
        while let Some(tag) = Tag::next(self.tree.source, at).map_err(|Broken| damaged())? {
            at = tag.span.end;
            match tag.kind {
                TagKind::Start => {
                    let id = self.push(&tag);
                    self.open.push(id);
                }
                TagKind::Empty => {
                    self.push(&tag);
                    self.forget(self.open.len());
                }
                TagKind::End => self.end(&tag).ok_or_else(damaged)?,
                TagKind::DocType => return Err(Finding::new("xml-doctype").with("part", part)),
                TagKind::Aside => {}
            }
            if self.open.len() > DEEPEST || self.tree.nodes.len() > MOST {
                return Err(Finding::new("too-deep").with("part", part));
            }
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() { Ok(self.tree) } else { Err(damaged()) }
    }

    /// Adds the element that begins with this tag.
    fn push(&mut self, tag: &Tag<'x>) -> Id {
        if tag.declares {
            self.declare(tag.attributes);
        }
        let id = self.tree.nodes.len();
        let (prefix, name) = match tag.name.bytes().position(|byte| byte == b':') {
            Some(colon) => (&tag.name[..colon], &tag.name[colon + 1..]),
            None => ("", tag.name),
        };
        let ns = self.vocabulary(prefix);
        let parent = self.open.last().copied().unwrap_or(id);
        let Range { start, end } = tag.span;
        self.tree.nodes.push(Node { name, ns, start, open: end, close: end, end, next: id + 1, parent });
        id
    }

    /// Notes the prefixes that a tag declares.
    fn declare(&mut self, attributes: &'x str) {
        let depth = self.open.len() + 1;
        for (key, value) in declarations(attributes) {
            let prefix = key.trim_start_matches(':');
            let ns = KNOWN.iter().find(|(uri, _)| *uri == value).map_or(Ns::Other, |k| k.1);
            self.prefixes.push((depth, prefix, ns));
            self.last = ("", Ns::Other);
        }
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

    /// Closes the innermost open element, whose name the end tag must have.
    fn end(&mut self, tag: &Tag<'x>) -> Option<()> {
        let id = self.open.pop()?;
        self.forget(self.open.len());
        let next = self.tree.nodes.len();
        let node = &mut self.tree.nodes[id];
        node.close = tag.span.start;
        node.end = tag.span.end;
        node.next = next;
        let begun = &self.tree.source[node.start + 1..node.open];
        let rest = begun.strip_prefix(tag.name)?;
        rest.bytes().next().is_none_or(|byte| !is_name(byte)).then_some(())
    }
}

/// The namespaces that attributes declare: what follows `xmlns` in the name, and the name of the vocabulary.
fn declarations<'x>(attributes: &'x str) -> impl Iterator<Item = (&'x str, Cow<'x, str>)> {
    let declared = |attribute: Attribute<'x>| {
        let key = attribute.key.into_inner().strip_prefix("xmlns")?;
        Some((key, attribute.value))
    };
    let mut attributes = Attributes::new(attributes, 0);
    attributes.with_checks(false);
    attributes.flatten().filter_map(declared)
}
