//! Puts records into blanks, reads each filled form back, and believes only what it reads.

pub mod name;
pub mod next;
pub mod own;
mod tidy;
pub mod todo;

use std::sync::{Arc, RwLock};

use foldhash::HashMap;

use crate::document::constraints::Constraints;
use crate::document::limits::Limits;
use crate::document::model::{Document, Format};
use crate::document::opened_blank::OpenedBlank;
use crate::document::sandbox::Sandbox;
use crate::document::source::Source;
use crate::finding::{Finding, Severity};
use crate::mapping::fill;
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::{Mapping, Per};
use crate::record::answer::{Key, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Reading;
use crate::text::place::Place;

/// A blank as it was read: its bytes, and the document in them.
pub struct Blank {
    name: String,
    bytes: Arc<[u8]>,
    format: Format,
    document: Document,
    master: OpenedBlank,
}

/// A form that was filled in and read back.
#[derive(Debug)]
pub struct Filled {
    /// None where the form does not say what it should: then the findings say why.
    pub bytes: Option<Arc<[u8]>>,
    pub findings: Vec<Finding>,
    pub not_asked: Vec<Key>,
    pub left_blank: Vec<FieldId>,
}

/// Findings of answers that a form has a place for and cannot take: the rest of it is filled in.
const UNWRITTEN: [&str; 9] = [
    "answer-not-written",
    "choice-not-offered",
    "formula-not-overwritten",
    "not-writable",
    "pdf-choice-unknown",
    "pdf-field-locked",
    "pdf-group-taken",
    "pdf-value-too-long",
    "rows-do-not-fit",
];

/// Whether a finding tells of an answer that is still to be written by hand.
pub fn unwritten(finding: &Finding) -> bool {
    UNWRITTEN.contains(&finding.code.as_ref())
}

/// Labels that are named of a blank that is another form; more are counted.
const SAID: usize = 8;

impl Blank {
    /// Reads a blank and sees whether it is the form that the mapping knows.
    pub fn read(name: &str, bytes: Vec<u8>, mapping: &Mapping) -> Result<Self, Finding> {
        let bytes: Arc<[u8]> = bytes.into();
        let source = Source::bytes(name, Arc::clone(&bytes));
        let document = crate::document::read(&source, &Limits::default(), &Sandbox::in_process())?;
        let format = document.format;
        if mapping.per == Per::Row || !matches!(format, Format::Xlsx | Format::Ods | Format::Docx | Format::Pdf) {
            let said = format!("{format:?}").to_lowercase();
            return Err(Finding::new("format-not-filled").with("format", said));
        }
        // A pdf of printed text alone has no place to write in.
        if format == Format::Pdf && document.sheets.iter().all(|sheet| sheet.named.is_empty()) {
            return Err(Finding::new("pdf-without-fields"));
        }
        let document = one_client(document, mapping);
        let master = OpenedBlank::open(Arc::clone(&bytes), format)?;
        let blank = Self { name: name.to_owned(), bytes, format, document, master };
        let paper = LocatedForm::of(&blank.document, mapping);
        if mapping.fits(&blank.document) && paper.found_most() {
            return Ok(blank);
        }
        let missing: Vec<String> = paper.missing().iter().filter_map(named).collect();
        let rest = if missing.len() > SAID { ", …" } else { "" };
        let said = missing.iter().take(SAID).map(String::as_str).collect::<Vec<_>>().join(", ") + rest;
        Err(Finding::new("blank-differs").with("count", missing.len()).with("labels", said))
    }

    /// The extension of the files that are made of it.
    pub fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("xlsx", |(_, end)| end)
    }

    /// What the mapping looks for and does not find on it.
    pub fn missing(&self, mapping: &Mapping) -> Vec<Finding> {
        LocatedForm::of(&self.document, mapping).missing().to_vec()
    }
}

/// The label or the heading that a finding names.
fn named(finding: &Finding) -> Option<String> {
    let names = ["label", "section", "sheet"];
    finding.with.iter().find(|(name, _)| names.contains(&name.as_ref())).map(|(_, what)| format!("`{what}`"))
}

/// The blank with as many blocks as the record needs; none where it has them, or cannot get them.
fn longer(
    paper: &LocatedForm<'_>,
    blank: &Blank,
    mapping: &Mapping,
    record: &Record,
) -> Result<Option<Blank>, Finding> {
    let Some(block) = paper.short(record) else { return Ok(None) };
    let Some(bytes) = crate::document::repeat(&blank.bytes, blank.format, &block)? else { return Ok(None) };
    let bytes: Arc<[u8]> = bytes.into();
    let source = Source::bytes(&blank.name, Arc::clone(&bytes));
    let document = crate::document::read(&source, &Limits::default(), &Sandbox::in_process())?;
    let master = OpenedBlank::open(Arc::clone(&bytes), blank.format)?;
    let longer = Blank { name: blank.name.clone(), bytes, format: blank.format, document, master };
    let paper = LocatedForm::of(&longer.document, mapping);
    // A copy that is not found again is no place for an answer.
    if paper.short(record).is_some_and(|still| still.first == block.first || still.number <= block.number) {
        return Ok(None);
    }
    let further = self::longer(&paper, &longer, mapping, record)?;
    Ok(Some(further.unwrap_or(longer)))
}

/// The one sheet that is filled, where a workbook has a client a sheet.
fn one_client(document: Document, mapping: &Mapping) -> Document {
    if mapping.per != Per::Sheet {
        return document;
    }
    let format = document.format;
    let alone = |sheet| Document { format, sheets: vec![sheet], findings: Vec::new() };
    let fitting = document.sheets.iter().position(|sheet| mapping.fits(&alone(sheet.clone())));
    match fitting {
        Some(n) => alone(document.sheets[n].clone()),
        None => document,
    }
}

/// Fills one blank for one record after another.
pub struct Filler<'b> {
    blank: &'b Blank,
    mapping: &'b Mapping,
    paper: LocatedForm<'b>,
    /// What each place is shaped for, by the number of rows that were asked for.
    shapes: RwLock<HashMap<u32, Arc<Shapes>>>,
}

/// What each place of a blank is shaped for.
type Shapes = HashMap<Place, Constraints>;

impl<'b> Filler<'b> {
    /// Finds the places of the mapping in the blank, once for all records.
    pub fn of(blank: &'b Blank, mapping: &'b Mapping) -> Self {
        Self { blank, mapping, paper: LocatedForm::of(&blank.document, mapping), shapes: RwLock::default() }
    }

    /// Fills the blank with a record, and reads the result back. Where the record has more rows of a group than the
    /// blank has blocks, and the format allows it, the last block is printed once more first.
    pub fn fill(&self, record: &Record) -> Result<Filled, Finding> {
        let record = tidy::tidy(record);
        let record = self.paper.onward(&record).map_or(record, std::borrow::Cow::Owned);
        match longer(&self.paper, self.blank, self.mapping, &record)? {
            Some(longer) => Filler::of(&longer, self.mapping).fill_in(&record),
            None => self.fill_in(&record),
        }
    }

    fn fill_in(&self, record: &Record) -> Result<Filled, Finding> {
        let takes = self.takes(record)?;
        let filling = fill::fill(&self.paper, record, &takes);
        let written = self.blank.master.write(&filling.edits)?;
        let mut findings = filling.findings;
        findings.extend(written.findings);
        let bytes: Arc<[u8]> = written.bytes.into();
        let unread = self.read_back(&bytes, &filling.says, &filling.wrote, &findings)?;
        let bytes = unread.is_empty().then_some(bytes);
        findings.extend(unread);
        Ok(Filled { bytes, findings, not_asked: filling.not_asked, left_blank: filling.left_blank })
    }

    /// What each place is shaped for; found once for records of one size.
    fn takes(&self, record: &Record) -> Result<Arc<Shapes>, Finding> {
        let schema = Schema::common();
        let in_rows = record.answers.iter().filter(|answer| schema.field(answer.key.field).rows().is_some());
        let rows = in_rows.map(|answer| answer.key.row + 1).max().unwrap_or(0);
        let known = self.shapes.read().ok().and_then(|shapes| shapes.get(&rows).cloned());
        if let Some(known) = known {
            return Ok(known);
        }
        let places = self.paper.places(rows);
        let targets = crate::document::targets(&self.blank.bytes, self.blank.format, &places)?;
        let shapes = Arc::new(places.into_iter().zip(targets).collect::<Shapes>());
        if let Ok(mut all) = self.shapes.write() {
            all.insert(rows, Arc::clone(&shapes));
        }
        Ok(shapes)
    }

    /// What does not come back as it was meant: each an error, unless it was said before.
    fn read_back(
        &self,
        bytes: &Arc<[u8]>,
        says: &HashMap<Key, Reading>,
        wrote: &HashMap<Key, Place>,
        said: &[Finding],
    ) -> Result<Vec<Finding>, Finding> {
        let source = Source::bytes(&self.blank.name, Arc::clone(bytes));
        let document = crate::document::read(&source, &Limits::default(), &Sandbox::in_process())?;
        let document = one_client(document, self.mapping);
        let read = form::read(&document, self.mapping);
        let found: HashMap<Key, &Reading> = read.answers.iter().map(|answer| (answer.key, &answer.reading)).collect();
        let refused = said.iter().filter(|finding| finding.severity == Severity::Error || unwritten(finding));
        let refused: Vec<&Place> = refused.filter_map(|finding| finding.place.as_ref()).collect();
        let wrong = says.iter().filter(|(key, reading)| found.get(key) != Some(reading));
        let mut wrong: Vec<&Key> = wrong.map(|(key, _)| key).collect();
        wrong.sort_unstable();
        let wrong = wrong.into_iter().map(|key| {
            let place = read.answers.iter().find(|answer| answer.key == *key).map(|answer| answer.place.clone());
            let place = place.or_else(|| wrote.get(key).cloned());
            let finding = Finding::new("not-read-back").field(key.to_string());
            match place {
                Some(place) => finding.place(place),
                None => finding,
            }
        });
        Ok(wrong.filter(|finding| finding.place.as_ref().is_none_or(|place| !refused.contains(&place))).collect())
    }
}
