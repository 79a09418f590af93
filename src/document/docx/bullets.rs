//! The boxes that lists of a Word document put before their items: `☐` or `☒` as a bullet, which no text of the document holds.

use std::collections::HashMap;

use crate::document::docx::parts::Part;
use crate::document::docx::styles::paragraph_style;
use crate::document::file::package::Package;
use crate::document::text_document::symbol_font;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::checkbox::{self, BoxState};

/// The part in which lists are kept, and that of the styles, which may name a list.
const PART: &str = "word/numbering.xml";
const STYLES: &str = "word/styles.xml";

/// A list and the level in it; nobody says the level where it is the first.
type ListLevel = (String, u8);

/// The bullets that are boxes.
#[derive(Default)]
pub(super) struct Bullets {
    boxes: HashMap<ListLevel, char>,
    /// Styles of paragraphs that are items of such a list.
    by_style: HashMap<String, ListLevel>,
}

impl Bullets {
    /// Those of a document with these parts; none where it has no lists, or none with boxes.
    pub(super) fn load(package: &mut Package, parts: &[Part]) -> Result<Self, Finding> {
        let lists = parts.iter().any(|part| part.text.contains("numPr") || part.text.contains("pStyle"));
        let text = if lists { package.text_if_any(PART)?.unwrap_or_default() } else { String::new() };
        let boxes = boxes_by_list(&text);
        if boxes.is_empty() {
            return Ok(Self::default());
        }
        let by_style = lists_by_style(&package.text_if_any(STYLES)?.unwrap_or_default(), &boxes);
        Ok(Self { boxes, by_style })
    }

    /// The box before a paragraph.
    pub(super) fn of(&self, tree: &Tree<'_>, paragraph: NodeId) -> Option<char> {
        if self.boxes.is_empty() {
            return None;
        }
        let own = tree.child(paragraph, "pPr").and_then(|properties| list_level(tree, properties));
        let style = || paragraph_style(tree, paragraph).and_then(|name| self.by_style.get(&*name).cloned());
        self.boxes.get(&own.or_else(style)?).copied()
    }
}

/// The list that the properties of a paragraph name.
fn list_level(tree: &Tree<'_>, properties: NodeId) -> Option<ListLevel> {
    let list = tree.child(properties, "numPr")?;
    let number = |name: &str| tree.child(list, name).and_then(|said| tree.attr(said, "val"));
    let level = number("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((number("numId")?.into_owned(), level))
}

/// The boxes of all lists. A tick without a box is a usual bullet of prose; it counts where other lists have empty boxes.
fn boxes_by_list(text: &str) -> HashMap<ListLevel, char> {
    let Ok(tree) = Tree::parse(text, PART) else { return HashMap::new() };
    let all: Vec<NodeId> = tree.root().into_iter().flat_map(|root| tree.children(root)).collect();
    let kind = |id: &NodeId| Some((tree.attr(*id, "abstractNumId")?.into_owned(), *id));
    let kinds: HashMap<String, NodeId> =
        all.iter().filter(|id| tree.w_name(**id) == "abstractNum").filter_map(kind).collect();
    let mut boxes = HashMap::new();
    for list in all.into_iter().filter(|id| tree.w_name(*id) == "num") {
        let Some(name) = tree.attr(list, "numId") else { continue };
        let kind = tree.child(list, "abstractNumId").and_then(|kind| tree.attr(kind, "val"));
        let kind = kind.and_then(|kind| kinds.get(&*kind));
        for level in kind.into_iter().chain([&list]).flat_map(|id| tree.within(*id)) {
            if let Some((number, glyph)) = bullet(&tree, level) {
                boxes.insert((name.clone().into_owned(), number), glyph);
            }
        }
    }
    let any_open = boxes.values().any(|glyph| is_open(*glyph));
    boxes.retain(|_, glyph| is_open(*glyph) || matches!(glyph, '☒' | '☑') || any_open && checkbox::is_box(*glyph));
    boxes
}

fn is_open(glyph: char) -> bool {
    checkbox::is_box(glyph) && checkbox::state(glyph.encode_utf8(&mut [0; 4])) == BoxState::Empty
}

/// The number of a level, and the only sign of its bullet.
fn bullet(tree: &Tree<'_>, level: NodeId) -> Option<(u8, char)> {
    if tree.w_name(level) != "lvl" {
        return None;
    }
    let text = tree.child(level, "lvlText").and_then(|text| tree.attr(text, "val"))?;
    let mut signs = text.trim().chars();
    let (sign, None) = (signs.next()?, signs.next()) else { return None };
    let fonts = tree.child(level, "rPr").and_then(|run| tree.child(run, "rFonts"));
    let font = fonts.and_then(|fonts| tree.attr(fonts, "ascii").or_else(|| tree.attr(fonts, "hAnsi")));
    let glyph = font.map_or(sign, |font| symbol_font::shown(&font, u32::from(sign)));
    Some((tree.attr(level, "ilvl").and_then(|number| number.parse().ok()).unwrap_or(0), glyph))
}

/// The styles whose paragraphs are items of a list with boxes.
fn lists_by_style(text: &str, boxes: &HashMap<ListLevel, char>) -> HashMap<String, ListLevel> {
    let Ok(tree) = Tree::parse(text, STYLES) else { return HashMap::new() };
    let of_style = |id: NodeId| {
        let list = list_level(&tree, tree.child(id, "pPr")?).filter(|list| boxes.contains_key(list))?;
        Some((tree.attr(id, "styleId")?.into_owned(), list))
    };
    tree.root().into_iter().flat_map(|root| tree.children(root)).filter_map(of_style).collect()
}
