//! The font that is embedded for names outside Windows-1252: Latin of all of Europe and Vietnam, Greek and Cyrillic.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::document::pdf::structure::objects;

/// The number of a character's shape in the font, and its width in thousandths.
pub(in crate::document::pdf) fn glyph(c: char) -> Option<(u16, f64)> {
    static TABLE: OnceLock<HashMap<char, (u16, f64)>> = OnceLock::new();
    TABLE.get_or_init(table).get(&c).copied()
}

fn table() -> HashMap<char, (u16, f64)> {
    let line = |line: &str| {
        let mut words = line.split(' ');
        let c = u32::from_str_radix(words.next()?, 16).ok().and_then(char::from_u32)?;
        Some((c, (words.next()?.parse().ok()?, words.next()?.parse().ok()?)))
    };
    include_str!("../../../../assets/letters/letters.txt").lines().filter_map(line).collect()
}

/// The objects of the font, the first of which is the font itself; they are numbered from `first`.
pub(in crate::document::pdf) fn objects(first: u32) -> Vec<(ObjectId, Object)> {
    static STREAMS: OnceLock<[Stream; 2]> = OnceLock::new();
    let id = |at: u32| (first + at, 0);
    let streams = STREAMS.get_or_init(streams).clone().map(Object::Stream);
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "EenvormLetters", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Reference(id(1))], "ToUnicode" => Object::Reference(id(4)),
    };
    let inner = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "EenvormLetters", "CIDToGIDMap" => "Identity",
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"), "Supplement" => 0,
        },
        "DW" => 556, "W" => widths(), "FontDescriptor" => Object::Reference(id(2)),
    };
    let about = dictionary! {
        "Type" => "FontDescriptor", "FontName" => "EenvormLetters", "Flags" => 32, "ItalicAngle" => 0, "StemV" => 80,
        "FontBBox" => [-482, -222, 1302, 979].map(Object::from).to_vec(),
        "Ascent" => 905, "Descent" => -212, "CapHeight" => 688, "FontFile2" => Object::Reference(id(3)),
    };
    let dicts = [font, inner, about].map(Object::Dictionary);
    (0..).map(id).zip(dicts.into_iter().chain(streams)).collect()
}

/// The font file, and which characters its shapes stand for.
fn streams() -> [Stream; 2] {
    let file = include_bytes!("../../../../assets/letters/letters.ttf");
    let program = Stream::new(dictionary! { "Length1" => i64::try_from(file.len()).unwrap_or(0) }, file.to_vec());
    let mut streams = [program, Stream::new(Dictionary::new(), unicode().into_bytes())];
    for stream in &mut streams {
        let _ = stream.compress();
    }
    streams
}

/// The shapes in order, each once, with their characters and widths.
fn shapes() -> Vec<(u16, char, f64)> {
    let mut shapes: Vec<_> = table().into_iter().map(|(c, (shape, width))| (shape, c, width)).collect();
    shapes.sort_by_key(|(shape, c, _)| (*shape, *c));
    shapes.dedup_by_key(|(shape, _, _)| *shape);
    shapes
}

fn widths() -> Vec<Object> {
    let entry = |(shape, _, width): (u16, char, f64)| {
        [Object::from(i64::from(shape)), Object::Array(vec![objects::real(width)])]
    };
    shapes().into_iter().flat_map(entry).collect()
}

/// Which characters the shapes stand for.
fn unicode() -> String {
    let mut cmap = String::from(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /EenvormLetters def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n",
    );
    for part in shapes().chunks(100) {
        let _ = writeln!(cmap, "{} beginbfchar", part.len());
        for (shape, c, _) in part {
            let _ = writeln!(cmap, "<{shape:04X}> <{:04X}>", u32::from(*c));
        }
        cmap.push_str("endbfchar\n");
    }
    cmap.push_str("endcmap CMapName currentdict /CMap defineresource pop end end\n");
    cmap
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_of_europe_can_be_drawn() {
        for c in "ŞşĞğİıŁłĆćŚśŹźŻżŐőŰűČčŠšŽžĐđŃńĄąĘęȘșȚțẞάЖяNguyễnẠ–€".chars()
        {
            assert!(glyph(c).is_some_and(|(shape, width)| shape > 0 && width > 0.0), "{c}");
        }
        assert_eq!(glyph('漢'), None);
    }
}
