//! A blank: the form as a body hands it out, opened once for all records, and refused where somebody filled it in.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::cells::model::{Document, Format, Sheet};
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::filling::formatting::{self, SheetFormat};
use crate::document::filling::opened_blank::OpenedBlank;
use crate::document::sandbox::Sandbox;
use crate::document::unseen::carried;
use crate::document::unseen::left_parts;
use crate::document::unseen::unseen_words;
use crate::document::unseen::word_tests::WordTests;
use crate::finding::Finding;
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::read::form;
use crate::mapping::spec::form_info::MAPPING_NOT_REVIEWED;
use crate::mapping::spec::form_spec::{Mapping, Per};
use crate::pseudonym::prose::names_somebody;
use crate::record::answer::{Answer, Record};
use crate::record::schema::{Kind, Schema};
use crate::record::value::Reading;
use crate::text::content::Content;
use crate::text::normalize::fold;
use crate::text::place::Place;

/// A blank as it was read: its bytes, and the document in them.
pub struct Blank {
    pub(super) name: String,
    pub(super) bytes: Arc<[u8]>,
    pub(super) format: Format,
    pub(super) document: Document,
    pub(super) opened: OpenedBlank,
    /// What its sheets look like, for workbooks with tables.
    pub(super) formats: Vec<SheetFormat>,
}

/// Labels or answers of a refused blank that are named; more are counted.
const MAX_FINDINGS_A_CODE: usize = 8;

impl Blank {
    /// Reads a blank: the form that the mapping knows, of nobody. One with answers is refused.
    pub fn read(name: &str, bytes: Vec<u8>, mapping: &Mapping) -> Result<Self, Finding> {
        // What nothing shows is of whoever had the blank before.
        let bytes = left_parts::without(&bytes.into());
        let (blank, document) = Self::open(name, bytes, mapping)?;
        // What somebody filled in before would stand beside the answers of another client.
        let mut forms = of_clients(&document, mapping);
        forms.extend(earlier_versions(&blank));
        match filled_in(&forms, mapping) {
            Some(finding) => Err(finding),
            None => Ok(blank),
        }
    }

    /// Reads a form that somebody has begun: what stands on it already stays, and is filled in further. No command does
    /// so; the law that filling what was read changes no byte needs it.
    pub fn read_begun(name: &str, bytes: Vec<u8>, mapping: &Mapping) -> Result<Self, Finding> {
        Self::open(name, bytes.into(), mapping).map(|(blank, _)| blank)
    }

    /// The blank, and the whole document that it is of.
    fn open(name: &str, bytes: Arc<[u8]>, mapping: &Mapping) -> Result<(Self, Document), Finding> {
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
        let master = OpenedBlank::open(Arc::clone(&bytes), format)?;
        let alone = one_client(document.clone(), mapping);
        let formats = looks(&source, &alone, mapping);
        let blank = Self { name: name.to_owned(), bytes, format, document: alone, opened: master, formats };
        let paper = LocatedForm::of(&blank.document, mapping);
        if mapping.fits(&blank.document) && paper.found_most() {
            return Ok((blank, document));
        }
        let missing: Vec<String> = paper.missing().iter().filter_map(named).collect();
        let rest = if missing.len() > MAX_FINDINGS_A_CODE { ", …" } else { "" };
        let said = missing.iter().take(MAX_FINDINGS_A_CODE).map(String::as_str).collect::<Vec<_>>().join(", ") + rest;
        Err(Finding::new("blank-differs").with("count", missing.len()).with("labels", said))
    }

    /// The extension of the files that are made of it.
    pub fn extension(&self) -> &str {
        self.name.rsplit_once('.').map_or("xlsx", |(_, end)| end)
    }

    /// What stands on it that the mapping does not know: printed text of another version, or what somebody wrote.
    fn unknown(&self, mapping: &Mapping) -> Option<Finding> {
        let unmapped = form::read(&self.document, mapping).unmapped;
        let first = unmapped.first()?.place.clone();
        Some(Finding::new("blank-has-text").with("count", unmapped.len()).place(first))
    }

    /// What the mapping looks for and does not find on it.
    fn missing(&self, mapping: &Mapping) -> Vec<Finding> {
        LocatedForm::of(&self.document, mapping).missing().to_vec()
    }

    /// What is to be said of it before it is filled.
    pub fn remarks(&self, mapping: &Mapping) -> Vec<Finding> {
        let mut remarks = self.missing(mapping);
        remarks.extend(self.unknown(mapping));
        remarks.extend(mapping.about.is_unreviewed().then(|| Finding::new(MAPPING_NOT_REVIEWED)));
        remarks.extend(carried_along(&self.bytes, &self.document, mapping));
        remarks
    }
}

/// What a user's own copy of a blank says more than the one that the mapping comes with, in texts that count as printed
/// because they hold printed words: `Plan Pieter Lekman` where the form prints `Plan`.
pub fn said_more(given: &Blank, own: &Blank, mapping: &Mapping) -> Vec<Finding> {
    let texts = more_texts(given, own, mapping);
    let known = |sheet: &Sheet| own.document.sheets.iter().any(|other| fold(&other.name) == fold(&sheet.name));
    let named = given.format == own.format && given.document.sheets.iter().any(|sheet| !known(sheet));
    let named = named.then(|| Finding::new("blank-sheet-named"));
    texts.into_iter().chain(named).collect()
}

fn more_texts(given: &Blank, own: &Blank, mapping: &Mapping) -> Option<Finding> {
    let cells = |blank: &Blank| -> BTreeSet<String> {
        let texts =
            blank.document.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text());
        texts.flat_map(str::lines).map(fold).collect()
    };
    let printed = cells(own);
    let known = |text: &str| {
        let folded = fold(text);
        folded.is_empty() || printed.contains(&folded) || mapping.declares(&folded) || folded == mapping.title_folded
    };
    let more = |text: &str| text.lines().any(|line| !known(line) && holds_printed(line, mapping));
    let sheets = given.document.sheets.iter();
    let found = sheets.flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
    let found = found.filter(|(_, cell)| cell.content.as_text().is_some_and(more));
    let places: Vec<Place> = found.filter_map(|(sheet, cell)| sheet.place_of(cell)).collect();
    let first = places.first()?.clone();
    Some(Finding::new("blank-has-text").with("count", places.len()).place(first))
}

/// Whether a text counts as printed for a part of it only.
fn holds_printed(text: &str, mapping: &Mapping) -> bool {
    let folded = fold(text);
    mapping.recognise.printed.iter().any(|phrase| folded.contains(&phrase.folded)) || mapping.is_fixed(&folded)
}

/// What a blank carries along that nobody sees on it, of whoever had it before.
pub fn carried_along(bytes: &Arc<[u8]>, document: &Document, mapping: &Mapping) -> Vec<Finding> {
    let texts = document.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text());
    let printed: Vec<String> = texts.map(fold).collect();
    let is_printed = |text: &str| {
        let folded = fold(text);
        let on_the_form = || printed.iter().any(|own| own.contains(&folded));
        mapping.is_fixed(&folded) || mapping.title_folded.contains(&folded) || on_the_form()
    };
    let kinds = carried::kinds(bytes, document, &is_printed);
    let tests = WordTests { is_printed: &is_printed, names_somebody: &names_somebody };
    let unseen = match document.format {
        Format::Pdf => crate::document::pdf::unseen_words(bytes, tests),
        _ => unseen_words::of(bytes, tests),
    };
    let kinds = kinds.into_iter().map(|kind| Finding::new("blank-carries").with("carried", kind.word()));
    let personal = unseen.personal.iter().map(|part| Finding::new("blank-carries-number").with("part", part));
    let worded = unseen.worded.iter().take(MAX_FINDINGS_A_CODE).map(String::as_str).collect::<Vec<_>>().join(", ");
    let worded = (!worded.is_empty()).then(|| Finding::new("blank-may-carry").with("parts", worded));
    kinds.chain(personal).chain(worded).collect()
}

/// What the sheets look like; nothing where no table is to be filled.
fn looks(source: &Source, document: &Document, mapping: &Mapping) -> Vec<SheetFormat> {
    if mapping.rows.is_empty() { Vec::new() } else { formatting::read(source, document) }
}

/// The forms in a document: one a client, and hidden copies.
fn of_clients(document: &Document, mapping: &Mapping) -> Vec<Document> {
    let alone = |sheet: &Sheet| Document { format: document.format, sheets: vec![sheet.clone()], findings: Vec::new() };
    let fitting = |sheet: &Sheet| Some(alone(sheet)).filter(|alone| mapping.fits(alone));
    if mapping.per == Per::Sheet {
        return document.sheets.iter().filter_map(fitting).collect();
    }
    // A hidden copy of the form is looked at too, though no answer is read from it.
    let hidden = document.sheets.iter().filter(|sheet| sheet.hidden);
    std::iter::once(document.clone()).chain(hidden.filter_map(fitting)).collect()
}

/// What stood on a pdf when it was saved before: who clears its fields leaves that in the file.
fn earlier_versions(blank: &Blank) -> Vec<Document> {
    if blank.format != Format::Pdf {
        return Vec::new();
    }
    let opened = |bytes: &[u8]| {
        let source = Source::bytes(&blank.name, bytes.to_vec());
        crate::document::read(&source, &Limits::default(), &Sandbox::in_process()).ok()
    };
    carried::earlier_versions(&blank.bytes).into_iter().filter_map(opened).collect()
}

/// The answers in a form that somebody gave: the result of a formula is the form's own, and a box that nobody ticked
/// says nothing on a blank.
fn typed(form: &Document, mapping: &Mapping) -> Vec<Answer> {
    let nobodys = |answer: &Answer| {
        let cells = form.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
        let mut own = cells.filter(|(_, cell)| cell.formula || cell.content == Content::Tick(false));
        own.any(|(sheet, cell)| sheet.place_of(cell).as_ref() == Some(&answer.place))
    };
    let mut answers = form::read(form, mapping).answers;
    answers.retain(|answer| !nobodys(answer));
    answers
}

/// That a form is of somebody: a number, a day of birth, a telephone number or an address of mail stands on it, which
/// no blank prints.
pub fn of_somebody(form: &Document, mapping: &Mapping) -> Option<Finding> {
    let personal = |answer: &Answer| {
        let field = Schema::common().field(answer.key.field);
        field.id.starts_with("client.")
            && matches!(field.kind, Kind::Bsn | Kind::Date | Kind::Phone | Kind::Email | Kind::Iban)
            && matches!(answer.reading, Reading::Value(_))
    };
    let forms = of_clients(form, mapping);
    let filled = forms.iter().any(|form| typed(form, mapping).iter().any(personal));
    filled.then(|| filled_in(&forms, mapping)).flatten()
}

/// That somebody filled in some of these forms, with the fields and their places; no answer is named.
fn filled_in(forms: &[Document], mapping: &Mapping) -> Option<Finding> {
    let answers: Vec<Answer> = forms.iter().flat_map(|form| typed(form, mapping)).collect();
    let first = answers.first()?;
    let mut said: Vec<String> = Vec::new();
    for answer in &answers {
        // The parts of a name or an address stand in one place.
        let named = format!("`{}` ({})", Schema::common().field(answer.key.field).id, answer.place);
        if !said.contains(&named) {
            said.push(named);
        }
    }
    let rest = if said.len() > MAX_FINDINGS_A_CODE { ", …" } else { "" };
    let named = said.iter().take(MAX_FINDINGS_A_CODE).map(String::as_str).collect::<Vec<_>>().join(", ") + rest;
    let finding = Finding::new("blank-is-filled").field(first.key.to_string()).place(first.place.clone());
    Some(finding.with("count", said.len()).with("answers", named))
}

/// The label or the heading that a finding names.
fn named(finding: &Finding) -> Option<String> {
    let names = ["label", "section", "sheet"];
    finding.with.iter().find(|(name, _)| names.contains(&name.as_ref())).map(|(_, what)| format!("`{what}`"))
}

/// The blank with as many blocks as the record needs; none where it has them, or cannot get them.
pub(super) fn longer(
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
    let formats = looks(&source, &document, mapping);
    let longer = Blank { name: blank.name.clone(), bytes, format: blank.format, document, opened: master, formats };
    let paper = LocatedForm::of(&longer.document, mapping);
    // A copy that is not found again is no place for an answer.
    if paper.short(record).is_some_and(|still| still.first == block.first || still.number <= block.number) {
        return Ok(None);
    }
    let further = self::longer(&paper, &longer, mapping, record)?;
    Ok(Some(further.unwrap_or(longer)))
}

/// The one sheet that is filled, where a workbook has a client a sheet.
pub(super) fn one_client(document: Document, mapping: &Mapping) -> Document {
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
