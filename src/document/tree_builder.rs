//! Builds the tree of an XML part, within limits, with the vocabulary of every element.

use std::ops::Range;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

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
        Self { tree: Tree { source, nodes }, open: Vec::new(), prefixes: Vec::new(), last: ("", Ns::Other) }
    }

    pub(super) fn run(mut self, part: &str) -> Result<Tree<'x>, Finding> {
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
