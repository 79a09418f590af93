//! What only the records of one batch together show: a client told in two ways, a form that came in twice, and coaching
//! that lasts longer over several forms than its body gives.

use std::collections::HashMap;
use std::collections::hash_map::{Entry, RandomState};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use crate::finding::Finding;
use crate::record::answer::{Answer, Record};
use crate::record::value::Value;
use crate::record::value::date::Date;
use crate::rules::catalogue::Rules;
use crate::text::normalize::fold;

use super::check::about;
use super::known::after;
use super::named::{Named, value};
use super::periods::Periods;
use super::regels;
use super::subject::Subject;

/// The codes of its findings, each with a Dutch title.
pub const CODES: [(&str, &str); 2] = [
    ("dubbel-formulier", "Hetzelfde formulier is twee keer ingediend"),
    ("zelfde-client-verschilt", "Twee formulieren zeggen iets anders over dezelfde cliënt"),
];

static BSN: Named = Named::new("client.bsn");
static NAME: Named = Named::new("client.naam");
static BIRTH: Named = Named::new("client.geboortedatum");
static EMPLOYER: Named = Named::new("werkgever.naam");
static FORM_DATE: Named = Named::new("formulier.datum");
static PERIOD: [Named; 4] = [
    Named::new("begeleiding.begin"),
    Named::new("begeleiding.einde"),
    Named::new("voortgang.begin"),
    Named::new("voortgang.einde"),
];

/// The position of `achternaam` among the parts of a name.
const SURNAME: u8 = 4;

/// The records seen so far, by keys that only this run can make; no name or number is kept.
#[derive(Default)]
pub struct Batch {
    keys: RandomState,
    clients: HashMap<u64, Client>,
    forms: HashMap<u64, Arc<str>>,
    /// Of a client with one employer, by one body.
    coached: HashMap<u64, Periods>,
}

/// What the first form that tells it says of a client.
#[derive(Default)]
struct Client {
    birth: Option<(Date, Arc<str>)>,
    surname: Option<(u64, Arc<str>)>,
}

impl Batch {
    /// What a record shows beside those before it.
    pub fn see(&mut self, record: &Record, rules: &Rules) -> Vec<Finding> {
        let record = &Subject::of(record);
        let mut found = self.told_otherwise(record);
        let again = self.again(record);
        if again.is_none() {
            found.extend(self.too_long(record, rules));
        }
        found.extend(again);
        found.into_iter().map(|finding| finding.file(&record.source.file)).collect()
    }

    /// The same number with another date of birth or another surname.
    fn told_otherwise(&mut self, record: &Subject<'_>) -> Vec<Finding> {
        let Some((_, bsn)) = BSN.text(record) else { return Vec::new() };
        let surname = surname(record).map(|(answer, name)| (answer, self.keys.hash_one(name)));
        let client = self.clients.entry(self.keys.hash_one(bsn)).or_default();
        let file = &record.source.file;
        let differs = |one: &Date, other: &Date| after(*one, *other) || after(*other, *one);
        let birth = otherwise(&mut client.birth, BIRTH.date(record), file, differs);
        let name = otherwise(&mut client.surname, surname, file, |one, other| one != other);
        birth.into_iter().chain(name).collect()
    }

    /// The same form for the same client and period.
    fn again(&mut self, record: &Subject<'_>) -> Option<Finding> {
        let (answer, client) = self.client(record)?;
        let key = self.keys.hash_one((&record.form.id, client, self.period(record)));
        match self.forms.entry(key) {
            Entry::Vacant(first) => {
                first.insert(Arc::clone(&record.source.file));
                None
            }
            Entry::Occupied(first) => Some(about("dubbel-formulier", answer).with("other", first.get())),
        }
    }

    /// The period of this form with those of the forms before it, of the same client, employer and body.
    fn too_long(&mut self, record: &Subject<'_>, rules: &Rules) -> Vec<Finding> {
        let Some(((_, client), (_, employer))) = self.client(record).zip(EMPLOYER.text(record)) else {
            return Vec::new();
        };
        let key = self.keys.hash_one((client, fold(employer), &record.form.body));
        let periods = self.coached.entry(key).or_default();
        let (alone, told) = (periods.months() == 0, periods.add(record));
        if alone || !told { Vec::new() } else { regels::too_long(record, periods.months(), rules) }
    }

    /// Who it is about, by number, else by surname and date of birth.
    fn client<'a>(&self, record: &'a Subject<'_>) -> Option<(&'a Answer, u64)> {
        let by_bsn = BSN.text(record).map(|(answer, bsn)| (answer, self.keys.hash_one(bsn)));
        by_bsn.or_else(|| {
            let ((answer, name), (_, birth)) = (surname(record)?, BIRTH.date(record)?);
            Some((answer, self.keys.hash_one((name, birth))))
        })
    }

    /// What it is about: its period, else its date, else all that it says.
    fn period(&self, record: &Subject<'_>) -> u64 {
        let dates = PERIOD.each_ref().map(|date| date.date(record).map(|(_, date)| date));
        match FORM_DATE.date(record) {
            _ if dates.iter().any(Option::is_some) => self.hash(0, dates),
            Some((_, date)) => self.hash(1, date),
            None => self.hash(2, record.answers.iter().map(|a| (a.key, a.text.as_str())).collect::<Vec<_>>()),
        }
    }

    fn hash(&self, sort: u8, what: impl Hash) -> u64 {
        self.keys.hash_one((sort, what))
    }
}

/// Keeps what is said first, and finds what is said otherwise after it.
fn otherwise<T>(
    known: &mut Option<(T, Arc<str>)>,
    said: Option<(&Answer, T)>,
    file: &Arc<str>,
    differs: impl Fn(&T, &T) -> bool,
) -> Option<Finding> {
    let (answer, said) = said?;
    match known {
        Some((first, other)) if differs(first, &said) => {
            Some(about("zelfde-client-verschilt", answer).with("other", other))
        }
        Some(_) => None,
        None => {
            *known = Some((said, Arc::clone(file)));
            None
        }
    }
}

/// The client's surname as it compares, where it is told apart from the other names.
fn surname<'a>(record: &'a Subject<'_>) -> Option<(&'a Answer, String)> {
    NAME.answers(record).iter().find_map(|answer| {
        let name = match value(answer)? {
            Value::Name(name) => name.part(SURNAME)?,
            Value::Text(part) if answer.key.part == Some(SURNAME) => part,
            _ => return None,
        };
        Some((answer, fold(name)))
    })
}
