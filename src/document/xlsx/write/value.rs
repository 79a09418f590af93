//! What a cell of a sheet part is to hold, and its xml.

use std::borrow::Cow;

use crate::document::spreadsheet::number_format;
use crate::document::spreadsheet::rich_text::Run;
use crate::document::xlsx::workbook::fonts::Font;
use crate::document::xlsx::workbook::styles::CellStyle;
use crate::document::xml::patch::{closed, escape, holds, set, set_onto};
use crate::text::content::{Content, STRUCK};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Nothing,
    Number(f64),
    Truth(bool),
    /// Plain, in the font of the cell.
    Text(String),
    Rich(Vec<Run<Font>>),
}

impl Value {
    /// How a cell of this look holds a content: as the number that shows as that, else in words. A box in the cell or
    /// one that is linked to it (`boxed`) is ticked.
    pub fn of(content: &Content, look: CellStyle, boxed: bool, since_1904: bool) -> Self {
        let number =
            || number_format::serial(content, since_1904).filter(|n| look.shows.content(*n, since_1904) == *content);
        match content {
            Content::Empty if boxed => Self::Truth(false),
            Content::Empty => Self::Nothing,
            Content::Text(text) => Self::Text(text.to_string()),
            Content::Tick(ticked) if boxed || look.check_box => Self::Truth(*ticked),
            content => number().map_or_else(|| Self::Text(content.shown().into_owned()), Self::Number),
        }
    }

    /// The cell whose tag is `tag`, with this in it, and `kept` at its end.
    pub fn element(&self, tag: &str, prefix: &str, kept: &str) -> String {
        let mut cell = String::with_capacity(tag.len() + kept.len() + 128);
        let kind = match self {
            Self::Nothing | Self::Number(_) => None,
            Self::Truth(_) => Some("b"),
            Self::Text(_) | Self::Rich(_) => Some("inlineStr"),
        };
        set_onto(&mut cell, tag, "t", kind);
        if tag.contains("vm=") {
            cell = set(&cell, "vm", None);
        }
        if *self == Self::Nothing && kept.is_empty() {
            return closed(&cell);
        }
        if let Some(open) = cell.strip_suffix("/>") {
            cell.truncate(open.trim_end().len());
            cell.push('>');
        }
        match self {
            Self::Nothing => {}
            Self::Number(n) => cell.extend(within(prefix, "v", &number_format::written(*n))),
            Self::Truth(yes) => cell.extend(within(prefix, "v", if *yes { "1" } else { "0" })),
            Self::Text(text) => {
                cell.extend(["<", prefix, "is>"]);
                words(text, prefix, &mut cell);
                cell.extend(["</", prefix, "is>"]);
            }
            Self::Rich(runs) => {
                cell.extend(["<", prefix, "is>"]);
                runs.iter().for_each(|run| stretch(run, prefix, &mut cell));
                cell.extend(["</", prefix, "is>"]);
            }
        }
        cell.extend([kept, "</", prefix, "c>"]);
        cell
    }
}

/// An element with this in it.
fn within<'a>(prefix: &'a str, name: &'a str, inner: &'a str) -> [&'a str; 9] {
    ["<", prefix, name, ">", inner, "</", prefix, name, ">"]
}

/// A run with its font.
fn stretch(run: &Run<Font>, p: &str, cell: &mut String) {
    cell.extend(["<", p, "r>", &run.font.written(run.struck, p)]);
    words(&run.text, p, cell);
    cell.extend(["</", p, "r>"]);
}

fn words(text: &str, p: &str, cell: &mut String) {
    cell.extend(["<", p, "t xml:space=\"preserve\">", &coded(text), "</", p, "t>"]);
}

/// Text as a workbook writes it: what xml cannot hold as `_x000D_`, and what looks like that escaped.
fn coded(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| matches!(b, b' '..=b'~') && !matches!(b, b'_' | b'&' | b'<' | b'>' | b'"');
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut coded = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for (at, c) in text.char_indices().filter(|(_, c)| *c != STRUCK) {
        let looks_coded = c == '_' && is_code(&text.as_bytes()[at + 1..]);
        if looks_coded || c == '\r' || !holds(c) {
            coded.extend(["_x", &format!("{:04X}", u32::from(c)), "_"]);
        } else {
            coded.push(c);
        }
    }
    Cow::Owned(escape(&coded))
}

/// Whether this follows an underscore as `x000D_` does.
fn is_code(rest: &[u8]) -> bool {
    rest.len() > 5 && rest[0] == b'x' && rest[1..5].iter().all(u8::is_ascii_hexdigit) && rest[5] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::xlsx::workbook::strings::unescape;

    #[test]
    fn a_cell_keeps_its_tag_and_takes_its_value() {
        let tag = "<c r=\"B2\" s=\"4\" t=\"s\">";
        for (value, cell) in [
            (Value::Nothing, "<c r=\"B2\" s=\"4\"/>"),
            (Value::Number(24.5), "<c r=\"B2\" s=\"4\"><v>24.5</v></c>"),
            (Value::Truth(true), "<c r=\"B2\" s=\"4\" t=\"b\"><v>1</v></c>"),
            (
                Value::Text("R&D\n".into()),
                "<c r=\"B2\" s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">R&amp;D\n</t></is></c>",
            ),
        ] {
            assert_eq!(value.element(tag, "", ""), cell);
        }
        let kept = Value::Nothing.element("<x:c t=\"b\"/>", "x:", "<x:extLst/>");
        assert_eq!(kept, "<x:c><x:extLst/></x:c>");
    }

    #[test]
    fn what_xml_cannot_hold_comes_back() {
        for text in ["a\u{1}b", "_x000D_", "_x0041_x0041_", "a\rb", "_x12_ _", "\u{ffff}"] {
            assert_eq!(unescape(&coded(text)), text, "{text:?}");
        }
    }
}
