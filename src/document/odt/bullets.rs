//! The boxes that lists of an odt put before their items: `☐` or `☒` as a bullet, which no text of the document holds.

use std::collections::HashMap;

use crate::document::text_document::symbol_font;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::checkbox::{self, BoxState};

/// A style of lists and the level in it, from 1.
type ListLevel = (String, usize);

/// The bullets that are boxes.
#[derive(Default)]
pub(super) struct Bullets {
    boxes: HashMap<ListLevel, char>,
    any_open: bool,
}

impl Bullets {
    /// Takes in the styles of lists in a part.
    pub(super) fn add(&mut self, tree: &Tree<'_>) {
        let all = tree.root().map(|root| tree.within(root)).unwrap_or_default();
        for style in all.filter(|id| tree.expanded_name(*id) == (Ns::OdText, "list-style")) {
            let Some(name) = tree.attr(style, "name") else { continue };
            for level in tree.children(style) {
                if let Some((number, glyph)) = bullet(tree, level).filter(|(_, glyph)| checkbox::is_box(*glyph)) {
                    self.any_open |= is_open(glyph);
                    self.boxes.insert((name.clone().into_owned(), number), glyph);
                }
            }
        }
    }

    /// The box before a paragraph. A tick without a box is a usual bullet of prose; it counts where others are empty boxes.
    pub(super) fn of(&self, tree: &Tree<'_>, paragraph: NodeId) -> Option<char> {
        let item = tree.parent(paragraph);
        let is_item =
            tree.expanded_name(item) == (Ns::OdText, "list-item") && tree.children(item).next() == Some(paragraph);
        if self.boxes.is_empty() || !is_item {
            return None;
        }
        let (level, style) = list_level(tree, item);
        let glyph = self.boxes.get(&(style?, level)).copied();
        glyph.filter(|glyph| is_open(*glyph) || matches!(glyph, '☒' | '☑') || self.any_open)
    }
}

fn is_open(glyph: char) -> bool {
    checkbox::state(glyph.encode_utf8(&mut [0; 4])) == BoxState::Empty
}

/// How deep an item stands, and the style of the list around it: its own, else that of the list around that.
fn list_level(tree: &Tree<'_>, item: NodeId) -> (usize, Option<String>) {
    let (mut level, mut style, mut at) = (0, None, item);
    while tree.parent(at) != at {
        at = tree.parent(at);
        match tree.expanded_name(at) {
            (Ns::OdText, "list") => {
                level += 1;
                style = style.or_else(|| tree.attr(at, "style-name"));
            }
            (Ns::OdText, "list-item" | "list-header") => {}
            _ => break,
        }
    }
    (level, style.map(Into::into))
}

/// The number of a level, and the sign of its bullet.
fn bullet(tree: &Tree<'_>, level: NodeId) -> Option<(usize, char)> {
    let sign = tree.attr(level, "bullet-char")?.chars().next()?;
    let properties = tree.children(level).find(|child| tree.expanded_name(*child).1 == "text-properties");
    let font = properties.and_then(|own| tree.attr(own, "font-name").or_else(|| tree.attr(own, "font-family")));
    let font = font.as_deref().map(|font| font.trim_matches(['\'', '"']));
    // A second font of a name is kept as `Wingdings1`.
    let known =
        font.and_then(|font| symbol_font::named(font).or_else(|| symbol_font::named(font.trim_end_matches('1'))));
    let glyph = known.map_or(sign, |font| symbol_font::shown(font, u32::from(sign)));
    Some((tree.attr(level, "level")?.parse().ok()?, glyph))
}
