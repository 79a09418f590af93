//! Whatever a form asks: a draft that is well formed, never a panic. The bytes are the table that the form is.
#![no_main]

use std::sync::LazyLock;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::file::source::Source;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::suggest::lexicon::Lexicon;
use eenvorm::suggest::{draft, mapping_head::MappingHead, matching};
use libfuzzer_sys::fuzz_target;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    Lexicon::new(catalogue.all().map(|known| &*known.mapping))
});

fuzz_target!(|bytes: &[u8]| {
    let source = Source::bytes("vorm.csv", bytes.to_vec());
    let Ok(document) = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()) else { return };
    let (paper, placed) = matching::read(&document, &source, &LEXICON);
    let about = MappingHead::of(&document, &paper, "vorm.csv");
    assert!(draft::draft("vorm/vorm", &about, &document, &paper, &placed).is_ok(), "a draft is well formed");
});
