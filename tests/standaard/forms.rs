//! Forms and fixtures as the tests of filling need them: read, filled, and read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::fill::{Blank, Filled, Filler};
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};
use eenvorm::mapping::spec::form_spec::{Mapping, Per};
use eenvorm::record::answer::{self, Key, Record};
use eenvorm::record::value::Reading;
use walkdir::WalkDir;

pub(crate) const STANDARD: &str = "standaard/plan";

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::load(&[]).expect("the mappings are right")
}

/// The record of a form of one client; none where it is no such form.
pub(crate) fn read(name: &str, bytes: &[u8], catalogue: &Catalogue) -> Option<Record> {
    let source = Source::bytes(name, bytes.to_vec());
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).ok()?;
    let mapping = catalogue.recognise(&document).ok().filter(|mapping| mapping.per == Per::Document)?;
    Some(crate::reading::record(name, &document, &mapping))
}

/// The fixtures of one client a file, with the records they hold.
pub(crate) fn fixtures(catalogue: &Catalogue) -> Vec<(PathBuf, Record)> {
    let beside = |path: &Path| PathBuf::from(format!("{}.json", path.display())).is_file();
    let files = WalkDir::new("fixtures").sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && beside(path));
    let record = |path: PathBuf| {
        let bytes = std::fs::read(&path).expect("bytes");
        let record = read(&path.to_string_lossy(), &bytes, catalogue)?;
        Some((path, record))
    };
    files.filter_map(record).collect()
}

/// The blanks of a form that can be filled.
pub(crate) fn blanks(catalogue: &Catalogue, known: &CatalogueEntry) -> Vec<Blank> {
    let blanks = catalogue.blanks(known).expect("the blanks are there").into_iter();
    blanks.filter_map(|(name, bytes)| Blank::read(&name, bytes, &known.mapping).ok()).collect()
}

/// A record in a blank: what filling came to.
pub(crate) fn fill(blank: &Blank, mapping: &Mapping, record: &Record) -> Filled {
    Filler::new(blank, mapping).fill(record).expect("filled")
}

/// What a record says, by key; what is not understood by its text.
pub(crate) fn said(record: &Record) -> BTreeMap<Key, (Reading, String)> {
    let text = |answer: &answer::Answer| match answer.reading {
        Reading::AsWritten => answer.text.to_string(),
        _ => String::new(),
    };
    record.answers.iter().map(|answer| (answer.key, (answer.reading.clone(), text(answer)))).collect()
}
