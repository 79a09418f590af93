//! Takes one source: its document is recognised and read to records, whole or piece by piece.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::cells::model::{Cell, Document, Format, Sheet};
use crate::document::file::source::Source;
use crate::document::pdf::Recognised;
use crate::finding::Finding;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::read::date_order::DateOrder;
use crate::mapping::read::fixed_sheet;
use crate::mapping::read::form::{self, FormAnswers};
use crate::mapping::read::row_form::{RowForm, RowRead};
use crate::mapping::spec::form_info::MAPPING_NOT_REVIEWED;
use crate::mapping::spec::form_spec::{Mapping, Per};
use crate::pipeline::chunks::{Chunk, Rows, below_headings};
use crate::pipeline::drafted::Drafted;
use crate::pipeline::job::Job;
use crate::record::answer::{self, Answer, Record};
use crate::record::identity;
use crate::suggest::onform::read::is_marked;

/// What became of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Records,
    /// A form that nobody filled in.
    Blank,
    NotRead,
    /// A file of the tool's own or one that is no form, found in a folder.
    PassedOver,
}

impl Outcome {
    /// Its word in manifests and logs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Blank => "blank",
            Self::NotRead => "not-read",
            Self::PassedOver => "passed-over",
        }
    }
}

/// What a source, or a piece of a large one, gave.
pub struct SourceRead {
    pub file: Arc<str>,
    /// The checksum of the input that it is, or lies in where that is an archive; empty where it could not be opened.
    pub input_sha256: Arc<str>,
    pub format: Option<Format>,
    pub outcome: Outcome,
    pub records: Vec<Record>,
    /// Those that belong to no record.
    pub findings: Vec<Finding>,
}

impl SourceRead {
    /// A source of which nothing is read yet.
    pub(crate) fn new(origin: &Origin, outcome: Outcome) -> Self {
        Self {
            file: Arc::clone(&origin.file),
            input_sha256: Arc::clone(&origin.input_sha256),
            format: None,
            outcome,
            records: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// The name and the checksum of a source, for its records.
pub(crate) struct Origin {
    pub file: Arc<str>,
    pub sha256: Arc<str>,
    /// The checksum of the input that it is, or lies in.
    pub input_sha256: Arc<str>,
}

/// Reads a chunk to records.
pub(crate) fn read_chunk(job: &Job<'_>, source: &Source, origin: &Origin, chunk: Chunk) -> SourceRead {
    let mut read = match chunk {
        Chunk::NotRead(finding) => not_read(origin, finding),
        Chunk::Rows(rows, cells) => read_rows(origin, &rows, cells),
        Chunk::Whole(document) => read_document(job, source, origin, document),
        Chunk::Recognised(Recognised { document, pages }) => {
            let mut read = read_document(job, source, origin, document);
            read.records.iter_mut().for_each(|record| doubt(record, &pages));
            read
        }
    };
    for finding in &mut read.findings {
        finding.file = Some(Arc::clone(&origin.file));
    }
    read
}

/// Marks every answer that was read from a picture: a program took dots for letters, and may have read wrong ones.
fn doubt(record: &mut Record, pages: &BTreeSet<u32>) {
    let doubtful =
        |answer: &&Answer| !answer.place.is_field() && answer.place.page().is_none_or(|page| pages.contains(&page));
    let told = record.answers.iter().filter(doubtful).map(|answer| {
        let finding = Finding::new("answer-from-picture").field(answer.key.to_string()).place(answer.place.clone());
        let file = Some(Arc::clone(&record.source.file));
        Finding { file, form: Some(Arc::clone(&record.form.id)), ..finding }
    });
    let told: Vec<Finding> = if pages.is_empty() { Vec::new() } else { told.collect() };
    record.findings.extend(told);
}

pub(crate) fn not_read(origin: &Origin, finding: Finding) -> SourceRead {
    SourceRead { findings: vec![finding], ..SourceRead::new(origin, Outcome::NotRead) }
}

fn read_rows(origin: &Origin, rows: &Rows, mut cells: Vec<Cell>) -> SourceRead {
    let mut read = SourceRead { format: rows.format, ..SourceRead::new(origin, Outcome::Records) };
    // a name of its own for each piece: threads that count the places of one name wait for each other
    let sheet = Sheet { name: Arc::from(&*rows.sheet.name), ..rows.sheet.clone() };
    let begun = |pair: &[Cell]| pair[0].spot.row != pair[1].spot.row;
    read.records.reserve(cells.windows(2).filter(|pair| begun(pair)).count() + 1);
    if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
        let doubts = rows.form.doubts(&sheet, first.spot.row..=last.spot.row);
        read.findings.extend(doubts.map(|finding| about(&rows.mapping, finding)));
    }
    for row in cells.chunk_by_mut(|a, b| a.spot.row == b.spot.row) {
        let number = row[0].spot.row;
        let place = sheet.place_of(&row[0]);
        if number == rows.form.heading_row {
            read.findings.extend(rows.form.findings.iter().cloned());
            read.findings.extend(unreviewed(&rows.mapping));
        }
        if number > rows.form.heading_row {
            match rows.form.read(&sheet, row) {
                RowRead::Client(answers) if !answers.is_blank() || answers.ledger.cells > 0 => {
                    let key = place.and_then(|place| place.row_key()).unwrap_or_else(|| (number + 1).to_string());
                    read.records.push(record(origin, &rows.mapping, *answers, &key));
                }
                RowRead::Client(_) => {}
                RowRead::Nobody(said) => read.findings.extend(said.map(|finding| about(&rows.mapping, finding))),
            }
        }
    }
    read
}

/// Whether a text file holds no table: its name does not say that it is one, and most lines are not cut in the same number of
/// pieces, for sentences have commas too.
fn is_prose(document: &Document, file: &str) -> bool {
    let named = [".csv", ".tsv", ".tab"].iter().any(|end| file.to_lowercase().ends_with(end));
    if document.format != Format::Csv || named {
        return false;
    }
    let cells = document.sheets.iter().flat_map(|sheet| &sheet.cells);
    let cells: Vec<u32> = cells.map(|cell| cell.spot.row).collect();
    let mut rows = 0;
    let mut of_width: BTreeMap<usize, usize> = BTreeMap::new();
    for row in cells.chunk_by(|one, other| one == other) {
        rows += 1;
        *of_width.entry(row.len()).or_default() += usize::from(row.len() > 1);
    }
    // one line is no row under a heading
    rows < 2 || of_width.into_values().max().unwrap_or(0) * 2 < rows
}

fn read_document(job: &Job<'_>, source: &Source, origin: &Origin, document: Document) -> SourceRead {
    let printed = LabelIndex::of(&document);
    let mapping = match &job.form {
        Some(mapping) => Ok(Arc::clone(mapping)),
        None => job.catalogue.recognise_printed(&printed),
    };
    let drafted = match (&mapping, &job.draft) {
        (Err(_), Some(lexicon)) => Drafted::of(&document, source, &origin.file, lexicon),
        _ => None,
    };
    let mapping = match &drafted {
        Some(drafted) => Ok(Arc::clone(&drafted.mapping)),
        None => mapping,
    };
    let format = Some(document.format);
    let mut read = match mapping {
        Err(finding) => {
            let prose = finding.code == "form-unknown" && is_prose(&document, &origin.file);
            let mut read = not_read(origin, if prose { Finding::new("not-a-form-file") } else { finding });
            read.findings.extend(document.findings);
            read
        }
        Ok(mapping) => match mapping.per {
            Per::Document if document.format == Format::Json && document.sheets.len() > 1 => {
                read_sheets(origin, &mapping, document)
            }
            Per::Document => read_client(origin, &mapping, &printed, ("", &DateOrder::of(&document))),
            Per::Sheet => read_sheets(origin, &mapping, document),
            Per::Row => read_tables(origin, &mapping, document),
        },
    };
    read.format = format;
    if let Some(drafted) = drafted {
        read.records.iter_mut().for_each(|record| drafted.tell(record));
    }
    read
}

/// A document with one client; `key` tells it apart from the others of its source, in whose dates an order shows.
fn read_client(
    origin: &Origin,
    mapping: &Arc<Mapping>,
    printed: &LabelIndex<'_>,
    (key, order): (&str, &DateOrder),
) -> SourceRead {
    let mut answers = form::read_printed(printed, mapping);
    order.doubt(printed.document, mapping, &mut answers);
    let mut read = SourceRead::new(origin, Outcome::Records);
    let untouched = answers.is_blank() && answers.unmapped.is_empty();
    let marked = places(&answers);
    if untouched || is_of_marks(&marked) {
        read.outcome = Outcome::Blank;
        let answered = marked.iter().filter(|(_, marked)| !**marked).count();
        let finding = match answered {
            _ if untouched => Finding::new("form-blank"),
            0 => Finding::new("form-of-marks"),
            count => Finding::new("form-of-marks-and-answers").with("count", count),
        };
        read.findings.push(about(mapping, finding));
        // what is remarked on a name of a field is said of nobody's answer
        let remarks = if untouched { answers.findings } else { Vec::new() };
        read.findings.extend(remarks.into_iter().map(|finding| about(mapping, finding)));
    } else {
        let mut record = record(origin, mapping, answers, key);
        let file = Some(Arc::clone(&origin.file));
        record.findings.extend(unreviewed(mapping).map(|finding| Finding { file, ..finding }));
        read.records.push(record);
    }
    read
}

/// Fewer names of fields than this on a form may be what a merge of letters left open in one of a client.
const FEWEST_MARKS: usize = 3;

/// By place whether the name of a field stands there.
fn places(answers: &FormAnswers) -> BTreeMap<String, bool> {
    let told = answers.answers.iter().map(|answer| (&answer.place, &answer.text));
    let left = answers.unmapped.iter().map(|unmapped| (&unmapped.place, &unmapped.text));
    told.chain(left).map(|(place, text)| (place.to_string(), is_marked(text))).collect()
}

/// Whether nearly all that stands on the form are names of fields, as `suggest --on-form` and a merge of letters put them
/// there: it is the form that was taught, and of no client.
fn is_of_marks(places: &BTreeMap<String, bool>) -> bool {
    let marked = places.values().filter(|marked| **marked).count();
    marked >= FEWEST_MARKS && marked * 3 >= places.len() * 2
}

/// A workbook with a client a sheet; a sheet that is no such form is said.
fn read_sheets(origin: &Origin, mapping: &Arc<Mapping>, document: Document) -> SourceRead {
    let mut read = SourceRead::new(origin, Outcome::Records);
    read.findings.extend(on_list_sheets(mapping, &document.sheets));
    let order = DateOrder::of(&document);
    let mut rest = document.findings;
    for sheet in document.sheets {
        if mapping.fixed_sheets.iter().any(|name| **name == *sheet.name) {
            continue;
        }
        let name = Arc::clone(&sheet.name);
        let of_sheet = |finding: &Finding| finding.place.as_ref().is_some_and(|place| place.is_on(&name));
        let (own, others) = rest.into_iter().partition(of_sheet);
        rest = others;
        let alone = Document { format: document.format, sheets: vec![sheet], findings: own };
        let empty = alone.sheets[0].cells.iter().all(|cell| cell.content.is_empty());
        let printed = LabelIndex::of(&alone);
        if !empty && !mapping.fits_printed(&printed) {
            read.findings.push(about(mapping, Finding::new("sheet-not-read").with("sheet", &name)));
            continue;
        }
        let of_sheet = read_client(origin, mapping, &printed, (&name, &order));
        read.records.extend(of_sheet.records);
        read.findings.extend(of_sheet.findings);
    }
    read.findings.extend(rest);
    if read.records.is_empty() {
        read.outcome = Outcome::Blank;
    }
    read
}

/// A table with a client a row, small enough to be held whole.
fn read_tables(origin: &Origin, mapping: &Arc<Mapping>, document: Document) -> SourceRead {
    let mut read = SourceRead::new(origin, Outcome::Records);
    read.findings = document.findings;
    read.findings.extend(on_list_sheets(mapping, &document.sheets));
    for mut sheet in document.sheets {
        if mapping.fixed_sheets.iter().any(|name| **name == *sheet.name) {
            continue;
        }
        let cells = std::mem::take(&mut sheet.cells);
        match RowForm::find(mapping, &cells) {
            Some(form) => {
                let rows = Arc::new(Rows { form, mapping: Arc::clone(mapping), sheet, format: None });
                for (rows, cells) in below_headings(&rows, cells) {
                    let of_sheet = read_rows(origin, &rows, cells);
                    read.records.extend(of_sheet.records);
                    read.findings.extend(of_sheet.findings);
                }
            }
            None if cells.is_empty() => {}
            None => read.findings.push(about(mapping, Finding::new("sheet-not-read").with("sheet", &sheet.name))),
        }
    }
    if read.records.is_empty() {
        read.outcome = Outcome::Blank;
        read.findings.push(about(mapping, Finding::new("form-blank")));
    }
    read
}

/// What is said of sheets that hold no client, and more than the form's blank has there.
fn on_list_sheets(mapping: &Mapping, sheets: &[Sheet]) -> Vec<Finding> {
    let names: Vec<&str> = sheets.iter().map(|sheet| &*sheet.name).collect();
    let listed = sheets.iter().filter(|sheet| mapping.fixed_sheets.iter().any(|name| **name == *sheet.name));
    listed.filter_map(|sheet| fixed_sheet::typed(sheet, &names, mapping)).map(|said| about(mapping, said)).collect()
}

/// That a form is read as a draft says at which nobody has looked.
fn unreviewed(mapping: &Mapping) -> Option<Finding> {
    mapping.about.is_unreviewed().then(|| about(mapping, Finding::new(MAPPING_NOT_REVIEWED)))
}

fn about(mapping: &Mapping, finding: Finding) -> Finding {
    Finding { form: Some(Arc::clone(&mapping.head.id)), ..finding }
}

fn record(origin: &Origin, mapping: &Mapping, answers: FormAnswers, key: &str) -> Record {
    let code = if answers.is_blank() { "form-unanswered" } else { "unmapped-answers" };
    let left = answers
        .unmapped
        .first()
        .map(|first| Finding::new(code).with("count", answers.unmapped.len()).place(first.place.clone()));
    let findings = answers.findings.into_iter().chain(left).map(|finding| {
        let finding = about(mapping, finding);
        Finding { file: Some(Arc::clone(&origin.file)), ..finding }
    });
    Record {
        id: identity::id(&origin.sha256, &mapping.head.id, key),
        made_with: Some(mapping.made_with()),
        pseudonym: None,
        source: answer::Source { file: Arc::clone(&origin.file), sha256: Arc::clone(&origin.sha256) },
        form: Arc::clone(&mapping.head),
        findings: findings.collect(),
        answers: answers.answers,
        unmapped: answers.unmapped,
        ledger: answers.ledger,
    }
}
