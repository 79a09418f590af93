//! Builds the tree of an XML part, within limits, with the vocabulary of every element.

use std::borrow::Cow;

use quick_xml::events::attributes::{Attribute, Attributes};

use crate::document::xml::known_tags::{KnownTag, KnownTags};
use crate::document::xml::namespace::Ns;
use crate::document::xml::scanner::{Begin, Broken, Tag, opening, tag};
use crate::document::xml::tree::{Node, NodeId, Offset, Tree};
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

impl<'x> Tree<'x> {
    /// The tree of a part; `part` is its name, for the finding.
    pub(crate) fn parse(source: &'x str, part: &str) -> Result<Self, Finding> {
        Builder::new(source).run(part)
    }
}

/// A tree that grows.
struct Builder<'x> {
    tree: Tree<'x>,
    open: Vec<NodeId>,
    /// Prefixes in force: how deep they were declared, the prefix, and its vocabulary.
    prefixes: Vec<(usize, &'x str, Ns)>,
    met: KnownTags<'x>,
}

impl<'x> Builder<'x> {
    pub(crate) fn new(source: &'x str) -> Self {
        let nodes = Vec::with_capacity((source.len() / 16).min(MOST));
        let tree = Tree { source, nodes };
        Self { tree, open: Vec::new(), prefixes: Vec::new(), met: KnownTags::new() }
    }

    pub(crate) fn run(mut self, part: &str) -> Result<Tree<'x>, Finding> {
        let damaged = || Finding::new("damaged-part").with("part", part);
        let bytes = self.tree.source.as_bytes();
        if Offset::try_from(bytes.len()).is_err() {
            return Err(Finding::new("too-large").with("size", Offset::MAX >> 20));
        }
        let mut at = 0;
        while let Some(start) = opening(bytes, at).map_err(|Broken| damaged())? {
            let plain = match bytes.get(start + 1) {
                Some(b'/') => self.ends_plainly(start),
                _ => self.begins_as_before(start),
            };
            at = match plain {
                Some(end) => end,
                None => self.any_tag(start, part)?,
            };
            if self.open.len() > DEEPEST || self.tree.nodes.len() > MOST {
                return Err(Finding::new("too-deep").with("part", part));
            }
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() { Ok(self.tree) } else { Err(damaged()) }
    }

    /// Reads the tag that begins there, whatever it is, and says where it ends.
    fn any_tag(&mut self, start: usize, part: &str) -> Result<usize, Finding> {
        let damaged = || Finding::new("damaged-part").with("part", part);
        let bytes = self.tree.source.as_bytes();
        match tag(bytes, start).map_err(|Broken| damaged())? {
            Tag::Begin(begin) => {
                self.begin(start, &begin);
                Ok(begin.end)
            }
            Tag::End { named, end } => {
                let name = self.open.last().map(|id| self.written(*id)).ok_or_else(damaged)?;
                if bytes[start + 2..named] != *name {
                    return Err(damaged());
                }
                self.close(start, end);
                Ok(end)
            }
            Tag::DocType => Err(Finding::new("xml-doctype").with("part", part)),
            Tag::Aside(end) => Ok(end),
        }
    }

    /// The name of an element as it is written, with its prefix.
    fn written(&self, id: NodeId) -> &'x [u8] {
        &self.tree.source.as_bytes()[self.tree.nodes[id].written()]
    }

    /// Closes the innermost open element where its end tag stands there as nearly all do: `</w:p>`.
    fn ends_plainly(&mut self, start: usize) -> Option<usize> {
        let name = self.written(*self.open.last()?);
        let end = start + 2 + name.len();
        let stands = self.tree.source.as_bytes().get(start + 1..=end)?;
        let (name_stands, ends) = (&stands[1..=name.len()], stands[stands.len() - 1] == b'>');
        // names are too short to compare in strides
        if !ends || !name_stands.iter().zip(name).all(|(a, b)| a == b) {
            return None;
        }
        self.close(start, end + 1);
        Some(end + 1)
    }

    /// Closes the innermost open element with the end tag between these bytes.
    fn close(&mut self, start: usize, end: usize) {
        let Some(id) = self.open.pop() else { return };
        self.forget(self.open.len());
        let next = short(self.tree.nodes.len());
        let node = &mut self.tree.nodes[id];
        (node.end_tag_start, node.end_tag_end, node.next_after) = (short(start), short(end), next);
    }

    /// Begins the element of which the tag stands there when the same tag was met before, and says where it ends.
    fn begins_as_before(&mut self, start: usize) -> Option<usize> {
        let met = self.met.find(self.tree.source, start)?;
        self.push(start, &met);
        Some(start + met.length())
    }

    /// Begins the element that begins with this tag.
    fn begin(&mut self, start: usize, begin: &Begin) {
        let source = self.tree.source;
        if begin.declares {
            self.declare(&source[begin.named..begin.end - if begin.empty { 2 } else { 1 }]);
        }
        let prefix = begin.colon.map_or("", |colon| &source[start + 1..colon]);
        let known = self.prefixes.iter().rev().find(|p| p.1 == prefix);
        let met = self.met.keep(source, start, begin, known.map_or(Ns::Other, |p| p.2));
        self.push(start, &met);
        if begin.empty {
            self.forget(self.open.len());
        }
    }

    fn push(&mut self, start: usize, tag: &KnownTag<'x>) {
        let id = self.tree.nodes.len();
        let parent = short(self.open.last().copied().unwrap_or(id));
        let start_tag_end = short(start + tag.length());
        self.tree.nodes.push(Node {
            name: tag.name,
            ns: tag.ns,
            start: short(start),
            name_end: short(start + tag.named),
            start_tag_end,
            end_tag_start: start_tag_end,
            end_tag_end: start_tag_end,
            next_after: short(id + 1),
            parent,
        });
        if !tag.empty {
            self.open.push(id);
        }
    }

    /// Notes the prefixes that a tag declares.
    fn declare(&mut self, attributes: &'x str) {
        let depth = self.open.len() + 1;
        for (key, value) in declarations(attributes) {
            let prefix = key.trim_start_matches(':');
            let ns = KNOWN.iter().find(|(uri, _)| *uri == value).map_or(Ns::Other, |k| k.1);
            self.prefixes.push((depth, prefix, ns));
        }
        self.met.forget();
    }

    /// Drops the prefixes declared deeper than this.
    fn forget(&mut self, depth: usize) {
        while self.prefixes.pop_if(|p| p.0 > depth).is_some() {
            self.met.forget();
        }
    }
}

/// The length of a part was looked at, and no number here is larger.
fn short(n: usize) -> Offset {
    Offset::try_from(n).unwrap_or(Offset::MAX)
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
