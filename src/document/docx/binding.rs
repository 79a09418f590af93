//! Values that content controls show from a part of their own (`w:dataBinding`): the part wins over what is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::package::Package;
use crate::document::tree::{Id, Tree};
use crate::finding::Finding;

/// The parts that Word itself keeps properties in, by the id under which controls name them.
const PROPERTIES: [(&str, &str); 2] = [
    ("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "docProps/core.xml"),
    ("{6668398D-A668-4E3E-A5EB-62B293D839F1}", "docProps/app.xml"),
];

/// Where a control's value is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Binding {
    /// The id of the store, in braces.
    pub(super) store: String,
    /// A path of elements, such as `/ns0:formulier[1]/ns0:bsn[1]`.
    pub(super) path: String,
}

impl Binding {
    /// The binding that a `w:dataBinding` states.
    pub(super) fn of(tree: &Tree<'_>, element: Id) -> Option<Self> {
        let path = tree.attr(element, "xpath")?.into_owned();
        Some(Self { store: tree.attr(element, "storeItemID").unwrap_or_default().into_owned(), path })
    }

    /// Whether it names the store with this id, or none at all.
    fn fits(&self, id: &str) -> bool {
        self.store.is_empty() || id.eq_ignore_ascii_case(&self.store)
    }
}

/// The parts that values are kept in.
#[derive(Default)]
pub(super) struct Stores {
    /// The id of the store, the name of its part, and its text.
    parts: Vec<(String, String, String)>,
    changed: BTreeSet<String>,
}

impl Stores {
    /// All stores of a document.
    pub(super) fn load(package: &mut Package<'_>) -> Result<Self, Finding> {
        let names: Vec<String> = package.names().map(std::borrow::Cow::into_owned).collect();
        let mut stores = Self::default();
        for name in names {
            let Some(number) = name.strip_prefix("customXml/itemProps").and_then(|n| n.strip_suffix(".xml")) else {
                continue;
            };
            let part = format!("customXml/item{number}.xml");
            let (Some(text), Some(properties)) = (package.text(&part)?, package.text(&name)?) else { continue };
            let tree = Tree::parse(&properties, &name)?;
            let id = tree.root().and_then(|root| tree.attr(root, "itemID")).unwrap_or_default().into_owned();
            stores.parts.push((id, part, text));
        }
        for (id, part) in PROPERTIES {
            if let Some(text) = package.text(part)? {
                stores.parts.push((id.to_owned(), part.to_owned(), text));
            }
        }
        Ok(stores)
    }

    /// The value that is kept under a binding.
    pub(super) fn value(&self, binding: &Binding) -> Option<String> {
        self.parts.iter().filter(|(id, ..)| binding.fits(id)).find_map(|(_, part, text)| {
            let tree = Tree::parse(text, part).ok()?;
            Some(match find(&tree, &binding.path)? {
                Kept::Element(id) if tree.within(id).is_empty() => tree.text(id).into_owned(),
                Kept::Element(_) => return None,
                Kept::Attribute(id, name) => tree.attr(id, &name)?.into_owned(),
            })
        })
    }

    /// Keeps a value under a binding; one that has no place is passed over.
    pub(super) fn put(&mut self, binding: &Binding, value: &str) {
        let stores = self.parts.iter_mut().filter(|(id, ..)| binding.fits(id));
        for (_, part, text) in stores {
            if let Some(next) = replaced(text, part, &binding.path, value) {
                *text = next;
                self.changed.insert(part.clone());
                return;
            }
        }
    }

    /// The parts that changed, by name.
    pub(super) fn changed(self) -> BTreeMap<String, String> {
        let Self { parts, changed } = self;
        parts.into_iter().filter(|p| changed.contains(&p.1)).map(|(_, part, text)| (part, text)).collect()
    }
}

/// What a path leads to.
enum Kept {
    Element(Id),
    Attribute(Id, String),
}

/// Follows a path of element names, each with an optional number, and an attribute at its end.
fn find(tree: &Tree<'_>, path: &str) -> Option<Kept> {
    let mut here: Option<Id> = None;
    for step in path.split('/').filter(|s| !s.is_empty() && *s != "text()") {
        if let Some(name) = step.strip_prefix('@') {
            return Some(Kept::Attribute(here?, local(name).to_owned()));
        }
        let (name, number) = step.split_once('[').unwrap_or((step, "1]"));
        let number: usize = number.trim_end_matches(']').parse().ok()?;
        let named = |id: &Id| tree.kind(*id).1 == local(name);
        here = match here {
            None => tree.root().filter(named),
            Some(parent) => tree.children(parent).filter(named).nth(number.checked_sub(1)?),
        };
        here?;
    }
    here.map(Kept::Element)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |n| n.1)
}

/// The part with another value at `path`.
fn replaced(text: &str, part: &str, path: &str, value: &str) -> Option<String> {
    let tree = Tree::parse(text, part).ok()?;
    let value = quick_xml::escape::escape(value);
    let (range, new): (Range<usize>, String) = match find(&tree, path)? {
        Kept::Attribute(id, name) => (tree.attr_span(id, &name)?, value.into_owned()),
        Kept::Element(id) if tree.is_closed(id) => {
            let tag = &text[tree.span(id)];
            let open = tag.trim_end_matches("/>").trim_end();
            (tree.span(id), format!("{open}>{value}</{}>", tree.written(id)))
        }
        Kept::Element(id) => (tree.inner(id), value.into_owned()),
    };
    Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
}
