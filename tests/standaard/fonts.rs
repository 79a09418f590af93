//! The standard pdf brings the letters of every word along, also of the answers that are filled in.

use eenvorm::mapping::catalogue::CatalogueEntry;
use lopdf::{Document, Object};

use crate::forms::{STANDARD, blanks, catalogue, fill, read};

/// The names of the fonts that are not embedded.
fn absent(pdf: &Document) -> Vec<String> {
    let dicts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let fonts = dicts.filter(|dict| dict.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"Font"));
    // Of a font of two parts the inner one is looked at by itself.
    let own = fonts.filter(|font| !font.has(b"DescendantFonts"));
    let embedded = |font: &&lopdf::Dictionary| {
        let about = font.get(b"FontDescriptor").and_then(|about| pdf.dereference(about)).ok();
        let about = about.and_then(|(_, about)| about.as_dict().ok());
        about.is_some_and(|about| about.has(b"FontFile2"))
    };
    let name = |font: &lopdf::Dictionary| font.get(b"BaseFont").and_then(Object::as_name).map(<[u8]>::to_vec);
    own.filter(|font| !embedded(font))
        .map(|font| String::from_utf8_lossy(&name(font).unwrap_or_default()).into())
        .collect()
}

#[test]
fn every_font_is_embedded_before_and_after_filling() {
    let catalogue = catalogue();
    let known: &CatalogueEntry = catalogue.get(STANDARD).expect("the standard plan");
    let bytes = std::fs::read("mappings/standaard/plan.pdf").expect("a blank");
    assert_eq!(absent(&Document::load_mem(&bytes).expect("a pdf")), Vec::<String>::new());
    let path = "fixtures/standaard/plan/volledig.docx";
    let record = read(path, &std::fs::read(path).expect(path), &catalogue).expect("a record");
    let blanks = blanks(&catalogue, known);
    let pdf = blanks.iter().find(|blank| blank.extension() == "pdf").expect("a pdf");
    let filled = fill(pdf, &known.mapping, &record).bytes.expect("filled");
    // whoever made a blank is written over with spaces where it stands
    let author = bytes.windows(8).position(|part| part == b"/Author(").expect("an author");
    assert!(filled[author..].starts_with(b"/Author(       )"), "nobody's name goes along");
    let same = |range: std::ops::Range<usize>| filled[range.clone()] == bytes[range];
    assert!(same(0..author) && same(author + 16..bytes.len()), "an update after the original");
    assert_eq!(absent(&Document::load_mem(&filled).expect("a pdf")), Vec::<String>::new());
}
