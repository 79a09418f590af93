//! Turns the bytes of a shown string into characters and their widths, as the font says.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use crate::document::pdf::content::cmap::CMap;
use crate::document::pdf::content::glyphs;
use crate::document::pdf::content::widths::Widths;
use crate::document::pdf::structure::objects;

/// Bytes that one table of a font may unpack to: 8 MiB.
const TABLE: usize = 8 << 20;

/// A font as far as reading needs it.
#[derive(Debug)]
pub(in crate::document::pdf) struct Font {
    /// Its name, without the mark of a subset.
    pub(in crate::document::pdf) name: String,
    codes: Codes,
    /// What a width of 1 is of the font's size.
    unit: f64,
}

#[derive(Debug)]
enum Codes {
    /// One byte a character.
    Single(Vec<(String, f64)>),
    /// Two bytes a character.
    Double { text: CMap, utf16: bool, widths: HashMap<u32, f64>, other: f64 },
}

/// A character as shown.
#[derive(Debug)]
pub(super) struct Glyph {
    /// Its text; none where the font does not say it.
    pub(in crate::document::pdf) text: Option<String>,
    /// Its width, as part of the font's size.
    pub(in crate::document::pdf) width: f64,
    /// Whether the space between words is added to it.
    pub(in crate::document::pdf) space: bool,
}

impl Font {
    /// The font that `dict` describes.
    pub(in crate::document::pdf) fn read(pdf: &Document, dict: &Dictionary) -> Self {
        let full = String::from_utf8_lossy(objects::name(pdf, dict, "BaseFont").unwrap_or_default()).into_owned();
        let name = full.split_once('+').map_or(full.as_str(), |(_, name)| name).to_owned();
        let kind = objects::name(pdf, dict, "Subtype").unwrap_or_default();
        let text = objects::get(pdf, dict, "ToUnicode")
            .and_then(|object| object.as_stream().ok())
            .and_then(|stream| stream.get_plain_content_with_limit(TABLE).ok())
            .map(|table| CMap::parse(&table));
        // a name in place of a table says that the codes are the characters
        let itself = objects::name(pdf, dict, "ToUnicode").is_some_and(|name| name.starts_with(b"Identity"));
        let unit = match objects::numbers::<6>(pdf, dict, "FontMatrix") {
            Some(matrix) if kind == b"Type3" => matrix[0].abs(),
            _ => 0.001,
        };
        let codes = if kind == b"Type0" {
            double(pdf, dict, text.unwrap_or_default(), itself)
        } else {
            Codes::Single(single(pdf, dict, &name, text.as_ref()))
        };
        Self { name, codes, unit }
    }

    /// The characters of a shown string.
    pub(in crate::document::pdf) fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        match &self.codes {
            Codes::Single(codes) => bytes.iter().map(|byte| self.single(codes, *byte)).collect(),
            Codes::Double { text, utf16, widths, other } => {
                let size = if text.bytes == 1 && !utf16 { 1 } else { 2 };
                let code = |pair: &[u8]| pair.iter().fold(0, |sum: u32, byte| (sum << 8) | u32::from(*byte));
                bytes.chunks(size).map(code).map(|code| self.double(code, text, *utf16, widths, *other)).collect()
            }
        }
    }

    fn single(&self, codes: &[(String, f64)], byte: u8) -> Glyph {
        let (text, width) = &codes[usize::from(byte)];
        let text = (!text.is_empty()).then(|| text.clone());
        Glyph { text, width: width * self.unit, space: byte == 32 }
    }

    fn double(&self, code: u32, text: &CMap, utf16: bool, widths: &HashMap<u32, f64>, other: f64) -> Glyph {
        let itself = || if utf16 { char::from_u32(code).map(String::from) } else { None };
        let text = text.get(code).or_else(itself).map(|text| glyphs::plain(&text, &self.name));
        Glyph { text, width: widths.get(&code).unwrap_or(&other) * self.unit, space: false }
    }
}

/// The text and the width of each code of a font with one byte a character.
fn single(pdf: &Document, dict: &Dictionary, name: &str, text: Option<&CMap>) -> Vec<(String, f64)> {
    let coded = encoded(pdf, dict);
    let first = objects::integer(pdf, dict, "FirstChar").unwrap_or(0);
    let given = objects::array(pdf, dict, "Widths");
    let missing = objects::dict(pdf, dict, "FontDescriptor").and_then(|d| objects::number(pdf, d, "MissingWidth"));
    let standard = Widths::of(name);
    (0..=255u8)
        .map(|code| {
            let told = text.and_then(|text| text.get(u32::from(code))).filter(|text| !text.is_empty());
            let own = glyphs::sign(name, code).map(String::from);
            let text = told.or(own).unwrap_or_else(|| coded[usize::from(code)].clone());
            let at = usize::try_from(i64::from(code) - first).ok();
            let width = at.and_then(|at| given.get(at)).and_then(|o| objects::deref(pdf, o)).and_then(objects::float);
            let usual = || text.chars().next().map_or(0.0, |c| standard.width(c));
            let width = width.or(missing.filter(|_| !given.is_empty())).unwrap_or_else(usual);
            (glyphs::plain(&text, name), width)
        })
        .collect()
}

/// The text of each code as `/Encoding` says it.
fn encoded(pdf: &Document, dict: &Dictionary) -> Vec<String> {
    let named = |name: &str| glyphs::coded(&Object::Name(name.into())).unwrap_or_else(|| vec![String::new(); 256]);
    let standard = || {
        named(if objects::name(pdf, dict, "Subtype") == Some(b"TrueType") {
            "WinAnsiEncoding"
        } else {
            "StandardEncoding"
        })
    };
    let object = objects::get(pdf, dict, "Encoding");
    let known = |name: &[u8]| match name {
        b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding" | b"MacExpertEncoding" => {
            Some(named(&String::from_utf8_lossy(name)))
        }
        _ => None,
    };
    match object {
        Some(Object::Name(name)) => known(name).unwrap_or_else(standard),
        Some(Object::Dictionary(encoding)) => {
            let base = objects::name(pdf, encoding, "BaseEncoding").and_then(known).unwrap_or_else(standard);
            with_differences(base, objects::array(pdf, encoding, "Differences"))
        }
        _ => standard(),
    }
}

fn with_differences(mut codes: Vec<String>, differences: &[Object]) -> Vec<String> {
    let mut at = 0usize;
    for object in differences.iter().take(1024) {
        match object {
            Object::Integer(code) => at = usize::try_from(*code).unwrap_or(usize::MAX - 1024),
            Object::Name(name) => {
                if let Some(code) = codes.get_mut(at) {
                    *code = glyphs::named(name).unwrap_or_default();
                }
                at += 1;
            }
            _ => {}
        }
    }
    codes
}

/// A font with two bytes a character.
fn double(pdf: &Document, dict: &Dictionary, text: CMap, itself: bool) -> Codes {
    let encoding = objects::name(pdf, dict, "Encoding").unwrap_or_default();
    let utf16 = itself || encoding.windows(5).any(|part| part == b"-UCS2" || part == b"UTF16");
    let inner = objects::array(pdf, dict, "DescendantFonts").first();
    let Some(inner) = inner.and_then(|o| objects::deref(pdf, o)).and_then(objects::as_dict) else {
        return Codes::Double { text, utf16, widths: HashMap::new(), other: 1000.0 };
    };
    let other = objects::number(pdf, inner, "DW").unwrap_or(1000.0);
    Codes::Double { text, utf16, widths: wide(pdf, objects::array(pdf, inner, "W")), other }
}

/// The widths by code of an array such as `[3 [250 333] 10 20 500]`.
fn wide(pdf: &Document, array: &[Object]) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut rest = array;
    while let [first, second, tail @ ..] = rest {
        let Some(first) = first.as_i64().ok().and_then(|n| u32::try_from(n).ok()) else { break };
        if let Some(Object::Array(list)) = objects::deref(pdf, second) {
            widths.extend((first..).zip(list.iter().filter_map(objects::float)).take(1 << 16));
            rest = tail;
        } else if let ([width, tail @ ..], Ok(last)) = (tail, second.as_i64()) {
            let last = u32::try_from(last).unwrap_or(0).min(first.saturating_add(1 << 16));
            let width = objects::float(width).unwrap_or(1000.0);
            widths.extend((first..=last).map(|code| (code, width)));
            rest = tail;
        } else {
            break;
        }
        if widths.len() > 1 << 17 {
            break;
        }
    }
    widths
}
