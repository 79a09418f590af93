//! Values that content controls show from a part of their own (`w:dataBinding`): the part wins over what is shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::document::docx::bullets::Bullets;
use crate::document::docx::styles::Styles;
use crate::document::file::package::Package;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;

/// The parts that Word itself keeps properties in, by the id under which controls name them.
const PROPERTIES: [(&str, &str); 2] = [
    ("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "docProps/core.xml"),
    ("{6668398D-A668-4E3E-A5EB-62B293D839F1}", "docProps/app.xml"),
];

/// The longest path and the most values of one part: a form has hundreds.
const LONGEST: usize = 1024;
const MOST: usize = 20_000;

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
    pub(super) fn of(tree: &Tree<'_>, element: NodeId) -> Option<Self> {
        let path = tree.attr(element, "xpath")?.into_owned();
        Some(Self { store: tree.attr(element, "storeItemID").unwrap_or_default().into_owned(), path })
    }

    /// Whether it names the store with this id, or none at all.
    fn fits(&self, id: &str) -> bool {
        self.store.is_empty() || id.eq_ignore_ascii_case(&self.store)
    }
}

/// What other parts say of a text: the values that its controls show, its styles, and the boxes before items of its lists.
#[derive(Default)]
pub(super) struct Stores {
    pub(super) styles: Styles,
    pub(super) bullets: Bullets,
    parts: Vec<Store>,
    changed: BTreeSet<String>,
}

/// A part that values are kept in.
struct Store {
    /// The id under which controls name it.
    id: String,
    part: String,
    text: String,
    /// Its values by their full paths, so that a thousand controls do not ask for a thousand readings.
    values: HashMap<String, String>,
}

impl Store {
    fn new(id: String, part: String, text: String) -> Self {
        let values = Tree::parse(&text, &part).map(|tree| values(&tree)).unwrap_or_default();
        Self { id, part, text, values }
    }

    /// The full path that a path leads to; of one that may begin anywhere (`//uren`) the only value that it fits.
    fn led_to(&self, path: &str) -> Option<String> {
        let plain = without_local_names(path);
        let Some(rest) = plain.strip_prefix("//") else { return Some(full(&plain)) };
        let tail = full(rest);
        let mut fitting = self.values.keys().filter(|path| path.ends_with(&tail));
        fitting.next().filter(|_| fitting.next().is_none()).cloned()
    }
}

impl Stores {
    /// All stores of a document.
    pub(super) fn load(package: &mut Package) -> Result<Self, Finding> {
        let names: Vec<String> = package.names().collect();
        let mut stores = Self::default();
        for name in names {
            let Some(number) = name.strip_prefix("customXml/itemProps").and_then(|n| n.strip_suffix(".xml")) else {
                continue;
            };
            let part = format!("customXml/item{number}.xml");
            let (Some(text), Some(properties)) = (package.text_if_any(&part)?, package.text_if_any(&name)?) else {
                continue;
            };
            let tree = Tree::parse(&properties, &name)?;
            let id = tree.root().and_then(|root| tree.attr(root, "itemID")).unwrap_or_default().into_owned();
            stores.parts.push(Store::new(id, part, text));
        }
        for (id, part) in PROPERTIES {
            if let Some(text) = package.text_if_any(part)? {
                stores.parts.push(Store::new(id.to_owned(), part.to_owned(), text));
            }
        }
        Ok(stores)
    }

    /// The value that is kept under a binding.
    pub(super) fn value(&self, binding: &Binding) -> Option<String> {
        let stores = self.parts.iter().filter(|store| binding.fits(&store.id));
        stores.into_iter().find_map(|store| store.values.get(&store.led_to(&binding.path)?).cloned())
    }

    /// Keeps a value under a binding; one that has no place is passed over.
    pub(super) fn put(&mut self, binding: &Binding, value: &str) {
        for store in self.parts.iter_mut().filter(|store| binding.fits(&store.id)) {
            let path = store.led_to(&binding.path);
            if let Some(text) = path.and_then(|path| replaced(&store.text, &store.part, &path, value)) {
                *store = Store::new(std::mem::take(&mut store.id), std::mem::take(&mut store.part), text);
                self.changed.insert(store.part.clone());
                return;
            }
        }
    }

    /// The parts that changed, by name.
    pub(super) fn changed(self) -> BTreeMap<String, String> {
        let Self { parts, changed, .. } = self;
        parts.into_iter().filter(|store| changed.contains(&store.part)).map(|store| (store.part, store.text)).collect()
    }
}

/// A path with its elements by their names: `*[local-name()='uren'][1]` is `uren[1]`.
fn without_local_names(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once("*[local-name()=") {
        plain.push_str(before);
        let named = behind.get(1..).and_then(|named| named.split_once(['\'', '"']));
        let Some((name, after)) = named.and_then(|(name, after)| Some((name, after.strip_prefix(']')?))) else {
            return path.to_owned();
        };
        plain.push_str(name);
        rest = after;
    }
    plain + rest
}

/// A path with local names alone and a number for every step: `/plan[1]/naam[1]`, `/plan[1]/@akkoord`.
fn full(path: &str) -> String {
    let steps = path.split('/').filter(|step| !step.is_empty() && *step != "text()");
    let step = |step: &str| match step.strip_prefix('@') {
        Some(name) => format!("/@{}", local(name)),
        None if step.ends_with(']') => format!("/{}", local(step)),
        None => format!("/{}[1]", local(step)),
    };
    steps.map(step).collect()
}

/// The values of a part: of its elements that hold no others, and of all attributes.
fn values(tree: &Tree<'_>) -> HashMap<String, String> {
    let mut values = HashMap::new();
    let mut open: Vec<(NodeId, String)> =
        tree.root().map(|root| (root, format!("/{}[1]", tree.expanded_name(root).1))).into_iter().collect();
    while let Some((id, path)) = open.pop() {
        if path.len() > LONGEST || values.len() + open.len() > MOST {
            continue;
        }
        for (name, value) in tree.attrs(id) {
            values.insert(format!("{path}/@{name}"), value);
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for child in tree.children(id) {
            let name = tree.expanded_name(child).1;
            let count = counts.entry(name).or_default();
            *count += 1;
            open.push((child, format!("{path}/{name}[{count}]")));
        }
        if counts.is_empty() {
            values.insert(path, tree.text(id).into_owned());
        }
    }
    values
}

/// What a path leads to.
enum BindingTarget {
    Element(NodeId),
    Attribute(NodeId, String),
}

/// Follows a path of element names, each with an optional number, and an attribute at its end.
fn find(tree: &Tree<'_>, path: &str) -> Option<BindingTarget> {
    let mut here: Option<NodeId> = None;
    for step in path.split('/').filter(|s| !s.is_empty() && *s != "text()") {
        if let Some(name) = step.strip_prefix('@') {
            return Some(BindingTarget::Attribute(here?, local(name).to_owned()));
        }
        let (name, number) = step.split_once('[').unwrap_or((step, "1]"));
        let number: usize = number.trim_end_matches(']').parse().ok()?;
        let named = |id: &NodeId| tree.expanded_name(*id).1 == local(name);
        here = match here {
            None => tree.root().filter(named),
            Some(parent) => tree.children(parent).filter(named).nth(number.checked_sub(1)?),
        };
        here?;
    }
    here.map(BindingTarget::Element)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |n| n.1)
}

/// The part with another value at `path`.
fn replaced(text: &str, part: &str, path: &str, value: &str) -> Option<String> {
    let tree = Tree::parse(text, part).ok()?;
    let value = quick_xml::escape::escape(value);
    let (range, new): (Range<usize>, String) = match find(&tree, path)? {
        BindingTarget::Attribute(id, name) => (tree.attr_span(id, &name)?, value.into_owned()),
        BindingTarget::Element(id) if tree.is_closed(id) => {
            let tag = &text[tree.span(id)];
            let open = tag.trim_end_matches("/>").trim_end();
            (tree.span(id), format!("{open}>{value}</{}>", tree.written(id)))
        }
        BindingTarget::Element(id) => (tree.inner(id), value.into_owned()),
    };
    Some(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
}
