//! What lies behind the letters of a Word document: a colour that hides letters of the same, and borders that cross a cell.

use crate::document::docx::styles::Format;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::letter_format::LetterFormat;

/// The colours with which Word highlights, by their names.
const HIGHLIGHTS: [(&str, &str); 16] = [
    ("black", "000000"),
    ("blue", "0000ff"),
    ("cyan", "00ffff"),
    ("green", "00ff00"),
    ("magenta", "ff00ff"),
    ("red", "ff0000"),
    ("yellow", "ffff00"),
    ("white", "ffffff"),
    ("darkBlue", "000080"),
    ("darkCyan", "008080"),
    ("darkGreen", "008000"),
    ("darkMagenta", "800080"),
    ("darkRed", "800000"),
    ("darkYellow", "808000"),
    ("darkGray", "808080"),
    ("lightGray", "c0c0c0"),
];

/// Styles of tables that colour nothing.
const PLAIN: [&str; 5] = ["TableGrid", "Tabelraster", "TableNormal", "Standaardtabel", "TableGridLight"];

/// Whether nobody sees these letters: too small, or in the colour of what lies behind them.
pub(super) fn hides(tree: &Tree<'_>, node: NodeId, format: Format) -> bool {
    let shade = format.shade.unwrap_or(0);
    format.look().is_tiny() || shade != 0 && behind(tree, node) == Some(shade)
}

/// The colour behind a node; none where it cannot be told.
fn behind(tree: &Tree<'_>, node: NodeId) -> Option<u32> {
    let white = LetterFormat::shade("ffffff");
    let mut at = node;
    while tree.parent(at) != at {
        at = tree.parent(at);
        let properties = match tree.w_name(at) {
            "r" => "rPr",
            "p" => "pPr",
            "tc" => "tcPr",
            "tbl" => "tblPr",
            // the shape around a text box may have any colour
            "txbxContent" => return None,
            "document" if tree.child(at, "background").is_some() => return None,
            _ => continue,
        };
        let Some(properties) = tree.child(at, properties) else { continue };
        if let Some(style) = tree.child(properties, "tblStyle").and_then(|style| tree.attr(style, "val"))
            && !PLAIN.contains(&&*style)
        {
            return None;
        }
        if let Some(marked) = tree.child(properties, "highlight").and_then(|marked| tree.attr(marked, "val"))
            && marked != "none"
        {
            return HIGHLIGHTS.iter().find(|(name, _)| *name == marked).map(|(_, rgb)| LetterFormat::shade(rgb));
        }
        let Some(shading) = tree.child(properties, "shd") else { continue };
        let fill = match tree.attr(shading, "val").as_deref() {
            None | Some("clear" | "nil" | "none") => tree.attr(shading, "fill"),
            Some("solid") => tree.attr(shading, "color"),
            Some(_) => return None,
        };
        if let Some(fill) = fill.filter(|fill| !fill.eq_ignore_ascii_case("auto")) {
            return Some(LetterFormat::shade(&fill)).filter(|fill| *fill != 0);
        }
    }
    Some(white)
}

/// Whether a cell is crossed through by a border from corner to corner.
pub(super) fn is_crossed(tree: &Tree<'_>, cell: NodeId) -> bool {
    let borders = tree.child(cell, "tcPr").and_then(|properties| tree.child(properties, "tcBorders"));
    let mut lines = borders.into_iter().flat_map(|borders| ["tl2br", "tr2bl"].map(|name| tree.child(borders, name)));
    lines.any(|line| {
        let kind = line.and_then(|line| tree.attr(line, "val"));
        kind.is_some_and(|kind| !matches!(&*kind, "nil" | "none"))
    })
}
