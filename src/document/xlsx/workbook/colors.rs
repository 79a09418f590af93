//! Colours as the styles of a workbook name them.

use compact_str::CompactString;
use quick_xml::events::BytesStart;

use crate::document::xml;

/// A colour as a style names it.
pub type Color = CompactString;

pub const WHITE: Color = CompactString::const_new("ffffff");
pub const BLACK: Color = CompactString::const_new("000000");

/// The colour that an element names, `automatic` where it leaves that to the program; none for one that cannot be told.
pub fn color(tag: &BytesStart<'_>, automatic: Color) -> Option<Color> {
    let [rgb, theme, indexed, tint] = xml::attrs(tag, ["rgb", "theme", "indexed", "tint"]);
    let tint: f64 = tint.and_then(|tint| tint.trim().parse().ok()).unwrap_or(0.0);
    if tint.abs() > 0.001 {
        return None;
    }
    match (rgb, theme, indexed) {
        (Some(rgb), ..) => Some(rgb[rgb.len().saturating_sub(6)..].to_ascii_lowercase().into()),
        (_, Some(theme), _) => Some(match theme.trim() {
            "0" => WHITE,
            "1" => BLACK,
            theme => format!("theme {theme}").into(),
        }),
        (.., Some(indexed)) => Some(match indexed.trim() {
            "1" | "9" | "65" => WHITE,
            "0" | "8" => BLACK,
            "64" => automatic,
            indexed => format!("indexed {indexed}").into(),
        }),
        _ => Some(automatic),
    }
}
