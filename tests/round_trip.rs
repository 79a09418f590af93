//! The laws of the bridge, over every fixture and every mapping that can be filled.

#[path = "support/reading.rs"]
mod reading;
#[path = "support/row_order.rs"]
mod row_order;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::Document;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::fill::{Blank, Filler};
use eenvorm::finding::{Finding, Severity};
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};
use eenvorm::mapping::read::form;
use eenvorm::mapping::spec::form_spec::Per;
use eenvorm::mapping::spec::mapping_line::{Asks, Line, Locator};
use eenvorm::record::answer::{FormHead, Key, Record};
use eenvorm::record::schema::{FieldId, Schema};
use eenvorm::record::value::Reading;
use eenvorm::text::place::Place;
use walkdir::WalkDir;

fn catalogue() -> Catalogue {
    Catalogue::load(&[]).expect("the mappings are right")
}

/// The fixtures of one client a file or a sheet, with the records they hold; tables are in `laws_of_rows.rs`.
fn fixtures(catalogue: &Catalogue) -> Vec<(PathBuf, Record)> {
    let beside = |path: &Path| PathBuf::from(format!("{}.json", path.display())).is_file();
    let files = WalkDir::new("fixtures").sort_by_file_name().into_iter().filter_map(Result::ok);
    let files = files.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && beside(path));
    files.filter_map(|path| Some((path.clone(), record(catalogue, &path)?))).collect()
}

fn record(catalogue: &Catalogue, path: &Path) -> Option<Record> {
    let bytes = std::fs::read(path).expect("bytes");
    let source = Source::bytes(&path.to_string_lossy(), bytes.clone());
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).ok()?;
    let mapping = catalogue.recognise(&document).ok()?;
    let alone = |sheet| Document { format: document.format, sheets: vec![sheet], findings: Vec::new() };
    let document = match mapping.per {
        Per::Document => document,
        // the first of its clients: a blank of such a form is one sheet too
        Per::Sheet => document.sheets.iter().cloned().map(alone).find(|alone| mapping.fits(alone))?,
        Per::Row => return None,
    };
    Some(reading::record(&path.to_string_lossy(), &document, &mapping))
}

/// The blanks of a form that can be filled.
fn blanks(catalogue: &Catalogue, known: &CatalogueEntry) -> Vec<Blank> {
    let blanks = catalogue.blanks(known).expect("the blanks are there").into_iter();
    let read = |(name, bytes): (String, Vec<u8>)| match Blank::read(&name, bytes, &known.mapping) {
        Ok(blank) => Some(blank),
        Err(finding) => {
            let known = ["format-not-filled", "pdf-without-fields"];
            assert!(known.contains(&finding.code.as_ref()), "{name}: {finding:?}");
            None
        }
    };
    blanks.filter_map(read).collect()
}

#[test]
fn every_blank_beside_a_mapping_is_named_by_it() {
    let catalogue = catalogue();
    for known in catalogue.all() {
        let (folder, stem) = known.mapping.head.id.split_once('/').expect("a body and a form");
        let files = std::fs::read_dir(format!("mappings/{folder}")).expect("a folder").flatten();
        let names = files.map(|file| file.file_name().to_string_lossy().into_owned());
        for name in names.filter(|name| name.split_once('.').is_some_and(|(own, end)| own == stem && end != "toml")) {
            assert!(known.mapping.about.blank.contains(&name), "{folder}/{name}");
        }
    }
}

#[test]
fn of_a_clean_blank_there_is_nothing_to_say() {
    let catalogue = catalogue();
    let mut remarks = Vec::new();
    for known in catalogue.all() {
        for blank in blanks(&catalogue, known) {
            let of = format!("{}.{}", known.mapping.head.id, blank.extension());
            remarks.extend(blank.remarks(&known.mapping).into_iter().map(|finding| format!("{of}: {finding:?}")));
        }
    }
    assert!(remarks.is_empty(), "{remarks:#?}");
}

fn known<'c>(catalogue: &'c Catalogue, head: &FormHead) -> &'c CatalogueEntry {
    catalogue.get(&head.id).expect("a known form")
}

fn readings(record: &Record) -> BTreeMap<Key, Reading> {
    record.answers.iter().map(|answer| (answer.key, answer.reading.clone())).collect()
}

#[test]
fn filling_what_was_read_changes_nothing() {
    let catalogue = catalogue();
    let mut tried = 0;
    for (path, record) in fixtures(&catalogue) {
        let mapping = &known(&catalogue, &record.form).mapping;
        let bytes = std::fs::read(&path).expect("bytes");
        let Ok(form) = Blank::read_begun(&path.to_string_lossy(), bytes.clone(), mapping) else { continue };
        let filled = Filler::new(&form, mapping).fill(&record).expect("filled");
        assert!(filled.bytes.as_deref() == Some(&bytes[..]), "{}: {:?}", path.display(), filled.findings);
        tried += 1;
    }
    assert!(tried > 20, "{tried} fixtures");
}

#[test]
fn reading_what_was_filled_gives_the_record() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for (path, record) in fixtures(&catalogue) {
        let known = known(&catalogue, &record.form);
        for blank in blanks(&catalogue, known) {
            let into = format!("{} into {}", path.display(), blank.extension());
            wrong.extend(unread(&blank, known, &record).into_iter().map(|what| format!("{into}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong.join("\n"));
}

/// What a blank filled with a record does not say, or says too much.
fn unread(blank: &Blank, known: &CatalogueEntry, record: &Record) -> Vec<String> {
    let filled = Filler::new(blank, &known.mapping).fill(record).expect("filled");
    let computed = filled.findings.iter().filter(|finding| finding.code == "formula-computes");
    let computed: Vec<_> = computed.filter_map(|finding| finding.field.clone()).collect();
    let said = filled.findings.iter().filter(|finding| finding.severity > Severity::Note);
    let place = |finding: &Finding| finding.place.as_ref().map(ToString::to_string);
    let mut wrong: Vec<String> =
        said.map(|finding| format!("{} {:?} {:?}", finding.code, finding.field, place(finding))).collect();
    let Some(bytes) = filled.bytes else { return wrong };
    let source = Source::bytes("gevuld", bytes);
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).expect("read");
    let read = form::read(&document, &known.mapping);
    let found: BTreeMap<Key, Reading> = read.answers.iter().map(|a| (a.key, a.reading.clone())).collect();
    let readings = row_order::closed_up(&readings(record), |key| known.mapping.asks(key.field));
    for (key, reading) in &readings {
        let asked = !filled.not_asked.contains(key) && !computed.contains(&key.to_string());
        if asked && found.get(key) != Some(reading) {
            wrong.push(format!("{key} is not read back"));
        }
    }
    let nowhere = found.keys().filter(|key| !readings.contains_key(key));
    wrong.extend(nowhere.map(|key| format!("{key} came from nowhere")));
    wrong
}

#[test]
fn every_form_is_filled_from_every_other_or_says_why() {
    let catalogue = catalogue();
    let fixtures = fixtures(&catalogue);
    let mut wrong = Vec::new();
    for known in catalogue.all() {
        for blank in blanks(&catalogue, known) {
            let filler = Filler::new(&blank, &known.mapping);
            for (path, record) in &fixtures {
                let filled = filler.fill(record).expect("filled");
                let unread = filled.findings.iter().filter(|finding| finding.code == "not-read-back");
                let fields: Vec<_> = unread.filter_map(|finding| finding.field.clone()).collect();
                if !fields.is_empty() || filled.bytes.is_none() {
                    let form = format!("{}.{}", known.mapping.head.id, blank.extension());
                    wrong.push(format!("{form} from {}: {}", path.display(), fields.join(", ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} pairs\n{}", wrong.len(), wrong.join("\n"));
}

/// The fields that one text of the form may answer together: several in one sentence, or each by boxes of its own.
fn together(known: &CatalogueEntry) -> Vec<BTreeSet<FieldId>> {
    let lines = &known.mapping.lines;
    let fields = |line: &Line| line.targets().iter().map(|target| target.field).collect::<Vec<_>>();
    let combined = lines.iter().filter(|line| matches!(line.asks, Asks::Combined(_)));
    let boxes = lines.iter().filter(|line| matches!(line.by, Locator::Marks { .. } | Locator::Ticks { .. }));
    let boxes = boxes.flat_map(fields).collect();
    combined.map(|line| fields(line).into_iter().collect()).chain([boxes]).collect()
}

#[test]
fn no_place_stands_twice_in_the_provenance_of_one_record() {
    let catalogue = catalogue();
    let folders = ["fixtures", "tests/reading", "tests/faults", "tests/hands", "tests/documents"];
    let files = folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).filter_map(Result::ok);
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for path in files.map(walkdir::DirEntry::into_path).filter(|path| path.is_file()) {
        let Some(record) = record(&catalogue, &path) else { continue };
        seen += 1;
        let together = together(known(&catalogue, &record.form));
        let mut by_place: BTreeMap<String, BTreeSet<FieldId>> = BTreeMap::new();
        for answer in record.answers.iter().filter(|answer| !is_merged(&answer.place)) {
            by_place.entry(answer.place.to_string()).or_default().insert(answer.key.field);
        }
        for (place, fields) in by_place.into_iter().filter(|(_, fields)| fields.len() > 1) {
            if !together.iter().any(|all| fields.is_subset(all)) {
                let fields: Vec<_> = fields.iter().map(|field| &Schema::common().field(*field).id).collect();
                wrong.push(format!("{}: {place} {fields:?}", path.display()));
            }
        }
    }
    assert!(seen > 40, "{seen} records");
    assert!(wrong.is_empty(), "{} places\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether one cell stands beside several labels.
fn is_merged(place: &Place) -> bool {
    matches!(place, Place::Cell { to: Some(_), .. })
}
