//! Puts records into blanks, reads each filled form back, and believes only what it reads.

pub mod blank;
pub mod blank_choice;
pub mod computed;
pub mod gemeente_of_form;
pub mod name;
pub mod next;
pub mod pictures;
pub mod profile;
pub mod review;
pub mod signatures;
mod tidy;
pub mod todo;

use std::borrow::Cow;
use std::sync::{Arc, RwLock};

use foldhash::HashMap;

use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::filling::constraints::Constraints;
use crate::document::sandbox::Sandbox;
use crate::finding::{Finding, Severity};
use crate::mapping::fill;
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Reading;
use crate::text::place::Place;

use blank::{longer, one_client};

pub use blank::Blank;

/// A form that was filled in and read back.
#[derive(Debug)]
pub struct Filled {
    /// None where the form does not say what it should: then the findings say why.
    pub bytes: Option<Arc<[u8]>>,
    pub findings: Vec<Finding>,
    pub not_asked: Vec<Key>,
    pub left_blank: Vec<FieldId>,
    /// What stands where, in the order of the schema.
    pub stands: Vec<Answer>,
}

/// Findings of answers that a form has a place for and cannot take: the rest of it is filled in.
const UNWRITTEN: [&str; 12] = [
    "answer-not-written",
    "choice-not-offered",
    "field-locked",
    "formula-not-overwritten",
    "not-read-back",
    "not-writable",
    "pdf-choice-unknown",
    "pdf-field-locked",
    "pdf-group-taken",
    "pdf-value-too-long",
    "place-not-free",
    "rows-do-not-fit",
];

/// Whether a finding is about an answer that is still to be written by hand.
pub fn unwritten(finding: &Finding) -> bool {
    UNWRITTEN.contains(&finding.code.as_ref())
}

/// How often a form is filled again without the answers that did not come back.
const ROUNDS: usize = 8;

/// Something that does not come back as it was meant.
struct Unread {
    finding: Finding,
    /// The answers that are left out for it.
    of: Vec<Key>,
}

/// What a filled form says when it is read again.
struct ReadBack {
    unread: Vec<Unread>,
    /// That answers stand where nobody sees them, or may not see them.
    unseen: Vec<Finding>,
    /// What stands where, in the order of the schema.
    stands: Vec<Answer>,
}

/// Fills one blank for one record after another.
pub struct Filler<'b> {
    blank: &'b Blank,
    mapping: &'b Mapping,
    form: LocatedForm<'b>,
    /// What each place is shaped for, by the number of rows that were asked for.
    shapes: RwLock<HashMap<u32, Arc<Shapes>>>,
}

/// What each place of a blank is shaped for.
type Shapes = HashMap<Place, Constraints>;

impl<'b> Filler<'b> {
    /// Finds the places of the mapping in the blank, once for all records.
    pub fn new(blank: &'b Blank, mapping: &'b Mapping) -> Self {
        let form = LocatedForm::of(&blank.document, mapping).between_lines(&blank.formats);
        Self { blank, mapping, form, shapes: RwLock::default() }
    }

    /// Fills the blank with a record, and reads the result back. Where the record has more rows of a group than the
    /// blank has blocks, and the format allows it, the last block is printed once more first.
    pub fn fill(&self, record: &Record) -> Result<Filled, Finding> {
        let record = tidy::tidy(record);
        let record = self.form.without_gaps(&record).map_or(record, Cow::Owned);
        let record = self.form.onward(&record).map_or(record, Cow::Owned);
        match longer(&self.form, self.blank, self.mapping, &record)? {
            Some(longer) => Filler::new(&longer, self.mapping).fill_in(&record),
            None => self.fill_in(&record),
        }
    }

    /// An answer that does not come back leaves its own place blank, and the rest is filled in without it.
    fn fill_in(&self, record: &Record) -> Result<Filled, Finding> {
        let mut record = Cow::Borrowed(record);
        let mut refused: Vec<Finding> = Vec::new();
        for _ in 0..ROUNDS {
            let takes = self.takes(&record)?;
            let filling = fill::fill(&self.form, &record, &takes);
            let written = self.blank.opened.write_with_formats(&filling.edits, &filling.copies)?;
            let bytes: Arc<[u8]> = written.bytes.into();
            let mut findings = filling.findings;
            findings.extend(written.findings);
            let ReadBack { unread, unseen, stands } =
                self.read_back(&bytes, &record, &filling.says, &filling.wrote, &findings)?;
            findings.extend(unseen);
            let wrong: Vec<Key> = unread.iter().flat_map(|unread| unread.of.iter().copied()).collect();
            refused.extend(unread.into_iter().map(|unread| unread.finding));
            if wrong.is_empty() {
                findings.extend(refused);
                findings.extend(review::remarks(&record, &stands, &self.form, self.mapping));
                let (not_asked, left_blank) = (filling.not_asked, filling.left_blank);
                return Ok(Filled { bytes: Some(bytes), findings, not_asked, left_blank, stands });
            }
            without(record.to_mut(), &wrong);
        }
        Ok(Filled { bytes: None, findings: refused, not_asked: Vec::new(), left_blank: Vec::new(), stands: Vec::new() })
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
        let places = self.form.places(rows);
        let targets = crate::document::targets(&self.blank.bytes, self.blank.format, &places)?;
        let shapes = Arc::new(places.into_iter().zip(targets).collect::<Shapes>());
        if let Ok(mut all) = self.shapes.write() {
            all.insert(rows, Arc::clone(&shapes));
        }
        Ok(shapes)
    }

    /// What does not come back as it was meant: each an error, unless it was said before. Beside it what came back and
    /// that nobody sees.
    fn read_back(
        &self,
        bytes: &Arc<[u8]>,
        record: &Record,
        says: &HashMap<Key, Reading>,
        wrote: &HashMap<Key, Place>,
        said: &[Finding],
    ) -> Result<ReadBack, Finding> {
        let source = Source::bytes(&self.blank.name, Arc::clone(bytes));
        let document = crate::document::read(&source, &Limits::default(), &Sandbox::in_process())?;
        let document = one_client(document, self.mapping);
        let read = form::read(&document, self.mapping);
        let unseen = fill::shown::unseen(&document, &read.findings, &wrote.values().collect::<Vec<_>>());
        let found: HashMap<Key, &Answer> = read.answers.iter().map(|answer| (answer.key, answer)).collect();
        let refused = said.iter().filter(|finding| finding.severity == Severity::Error || unwritten(finding));
        let refused: Vec<&Place> = refused.filter_map(|finding| finding.place.as_ref()).collect();
        let lost = says
            .iter()
            .filter(|(key, reading)| !found.get(key).is_some_and(|own| tidy::is_same(&own.reading, reading)));
        let lost = lost.map(|(key, _)| {
            let place = found.get(key).map(|answer| &answer.place).or_else(|| wrote.get(key));
            (*key, place.cloned(), vec![*key])
        });
        // What nobody wrote came with an answer that is read as two, or as the answer to another question.
        let known = |answer: &&Answer| {
            let same = |reading: Option<&Reading>| reading == Some(&answer.reading);
            says.contains_key(&answer.key)
                || same(self.form.reading(answer.key))
                || record.answers.iter().any(|own| own.key == answer.key && same(Some(&own.reading)))
        };
        let extra = read.answers.iter().filter(|answer| !known(answer)).map(|answer| {
            let of = wrote.iter().filter(|(_, place)| **place == answer.place).map(|(key, _)| *key);
            (answer.key, Some(answer.place.clone()), of.collect())
        });
        let mut wrong: Vec<(Key, Option<Place>, Vec<Key>)> = lost.chain(extra).collect();
        wrong.retain(|(_, place, _)| place.as_ref().is_none_or(|place| !refused.contains(&place)));
        wrong.sort_unstable_by_key(|(key, ..)| *key);
        let unread = wrong.into_iter().map(|(key, place, of)| self.unread(key, place, of)).collect();
        let stands = read.answers.iter().filter(|answer| says.contains_key(&answer.key)).cloned().collect();
        Ok(ReadBack { unread, unseen, stands })
    }

    fn unread(&self, key: Key, place: Option<Place>, of: Vec<Key>) -> Unread {
        let finding = Finding::new("not-read-back").field(key.to_string()).with("label", self.form.label_of(key.field));
        Unread { finding: Finding { place, ..finding }, of }
    }
}

/// The record without these answers; a name, an address or a list goes as a whole.
fn without(record: &mut Record, wrong: &[Key]) {
    let schema = Schema::common();
    let of =
        |key: &Key, other: &Key| key.field == other.field && (key.row == other.row || schema.field(key.field).many);
    record.answers.retain(|answer| !wrong.iter().any(|key| of(key, &answer.key)));
}
