//! Answers that belong to another answer: a job title to its person, a date to its figure, hours to their regime. Where the
//! forms say the other one differently, what belongs to it is of the form on which it stands, and counts only with it.

use jiff::civil;

use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::date::{Date, days_between};
use crate::record::value::{self, Value};
use crate::text::normalize::fold;

use super::Dossier;
use super::agreement::is_same;
use super::days::end_after;
use super::hours::USED;
use super::same_subject::{dated, near};
use super::statement::{Statement, statement, whole};

/// An answer, and what belongs to it.
type Belonging = (&'static str, &'static [&'static str]);

/// What a contract grants, and what another one need not.
const OF_CONTRACT: &[&str] =
    &["dienstverband.uren_per_week", "dienstverband.uren_per_jaar", "dienstverband.loon", "dienstverband.werktijden"];

const BELONGING: [Belonging; 18] = [
    (
        "begeleiding.regime",
        &[
            "begeleiding.regime_motivatie",
            "begeleiding.percentage",
            "begeleiding.uren_per_week",
            "begeleiding.uren_per_maand",
            "begeleiding.uren_aangevraagd",
            "begeleiding.kosten",
        ],
    ),
    (
        "begeleiding.percentage",
        &[
            "begeleiding.uren_per_week",
            "begeleiding.uren_per_maand",
            "begeleiding.uren_aangevraagd",
            "begeleiding.kosten",
        ],
    ),
    (
        "begeleiding.uren_per_week",
        &["begeleiding.percentage", "begeleiding.uren_per_maand", "begeleiding.uren_aangevraagd", "begeleiding.kosten"],
    ),
    (
        "begeleiding.uren_per_maand",
        &["begeleiding.percentage", "begeleiding.uren_per_week", "begeleiding.uren_aangevraagd", "begeleiding.kosten"],
    ),
    (
        "begeleiding.uren_aangevraagd",
        &["begeleiding.percentage", "begeleiding.uren_per_week", "begeleiding.uren_per_maand", "begeleiding.kosten"],
    ),
    ("begeleiding.tarief", &["begeleiding.kosten"]),
    ("begeleiding.uren_toegekend", &["begeleiding.uren_resterend"]),
    ("begeleiding.uren_besteed", &["begeleiding.uren_resterend"]),
    ("begeleiding.besluit", &["begeleiding.besluit_datum"]),
    ("begeleiding.besluit_datum", &["begeleiding.besluit"]),
    ("werkgever.contactpersoon", &["werkgever.contactpersoon_functie", "werkgever.telefoon", "werkgever.email"]),
    ("werkplek.functie", &["werkplek.taken", "werkplek.eisen"]),
    ("doelgroep.loonwaarde", &["doelgroep.loonwaarde_datum", "doelgroep.loonwaarde_methode"]),
    ("doelgroep.loonwaarde_datum", &["doelgroep.loonwaarde", "doelgroep.loonwaarde_methode"]),
    ("dienstverband.begin", OF_CONTRACT),
    ("dienstverband.soort", OF_CONTRACT),
    ("dienstverband.uren_per_week", &["dienstverband.uren_per_jaar", "dienstverband.loon", "dienstverband.werktijden"]),
    ("client.adres", &["client.woongemeente"]),
];

/// Begin, end and length of one period: the end and the length say the same in two ways.
const PERIODS: [[&str; 3]; 2] = [
    ["begeleiding.begin", "begeleiding.einde", "begeleiding.duur"],
    ["dienstverband.begin", "dienstverband.einde", "dienstverband.duur"],
];

const WEEK: &str = "begeleiding.uren_per_week";
const MONTH: &str = "begeleiding.uren_per_maand";
/// Hours a week and hours a month that are less than one part of so many apart are one pace.
const PACE_PARTS: i64 = 5;

/// Half a year is called 26 weeks too.
const SLACK_DAYS: i32 = 7;

impl Dossier<'_> {
    /// Whether what a form says of a field goes with what counts: the form says nothing else of what the field belongs to.
    pub(super) fn goes_with_what_counts(&self, form: usize, field: FieldId) -> bool {
        self.forms.len() < 2 || self.belongs_to_another(form, field).is_none()
    }

    /// The field that counts otherwise than it did on the form, and to which its answer to a field belongs.
    pub(super) fn belongs_to_another(&self, form: usize, field: FieldId) -> Option<&'static str> {
        let id = Schema::common().field(field).id.as_str();
        let of = BELONGING.iter().filter(|(_, belong)| belong.contains(&id)).map(|(of, _)| *of);
        of.into_iter()
            .find(|of| self.counts_otherwise(form, of))
            .or_else(|| self.ends_otherwise(form, id))
            .or_else(|| self.begins_otherwise(form, id))
            .or_else(|| self.is_paced_otherwise(form, id))
    }

    /// Whether a field counts otherwise than when the form was written: what the form says of it, else the form before it.
    fn counts_otherwise(&self, form: usize, id: &str) -> bool {
        let Some(field) = Schema::common().id(id) else { return false };
        let Some(newest) = self.newest_saying(field).filter(|newest| *newest < form) else { return false };
        // what an hours list states is of its own days, and is added up
        if id == USED && self.is_hours_list(newest) {
            return false;
        }
        let counts = statement(self.forms[newest], field);
        let then = self.telling_from(form, field).find_map(|n| statement(self.forms[n], field));
        counts.zip(then).is_some_and(|(counts, then)| !is_as_before(id, &counts, &then))
    }

    /// The other of an end and a length, where a newer form says that one and by it another end than the form does.
    fn ends_otherwise(&self, form: usize, id: &str) -> Option<&'static str> {
        let [begin, end, length] = PERIODS.iter().find(|[_, end, length]| [*end, *length].contains(&id))?;
        let other = if id == *end { length } else { end };
        let newest = self.newest_saying(Schema::common().id(other)?).filter(|newest| *newest < form)?;
        let (counts, then) = (self.last_day(newest, begin, end, length)?, self.last_day(form, begin, end, length)?);
        (days_between(counts, then).abs() > SLACK_DAYS).then_some(*other)
    }

    /// The begin, where a newer form says another one and what a form says of the length leads from there to another end than
    /// the one that counts.
    fn begins_otherwise(&self, form: usize, id: &str) -> Option<&'static str> {
        let [begin, end, length] = PERIODS.iter().find(|[_, _, length]| *length == id)?;
        let newest = |id: &str| self.newest_saying(Schema::common().id(id)?);
        let told = newest(begin).filter(|newest| *newest < form)?;
        let Some(Value::Duration(lasts)) = whole(self.forms[form], length) else { return None };
        let from = dated(self.forms[told], begin).and_then(Date::first_day)?;
        let until = dated(self.forms[newest(end)?], end).and_then(Date::last_day)?;
        (days_between(end_after(from, lasts)?, until).abs() > SLACK_DAYS).then_some(*begin)
    }

    /// The other of hours a week and hours a month, where a newer form says that one and by it another pace.
    fn is_paced_otherwise(&self, form: usize, id: &str) -> Option<&'static str> {
        let other = match id {
            WEEK => MONTH,
            MONTH => WEEK,
            _ => return None,
        };
        let newest = self.newest_saying(Schema::common().id(other)?).filter(|newest| *newest < form)?;
        let minutes = |form: usize, id: &str| match self.forms[form].value(id) {
            Some(Value::Hours(minutes)) => Some(if id == WEEK { minutes * 52 } else { minutes * 12 }),
            _ => None,
        };
        let (counts, then) = (minutes(newest, other)?, minutes(form, id)?);
        // what is rounded to half an hour is the same pace
        ((counts - then).abs() * PACE_PARTS > counts.max(then)).then_some(other)
    }

    /// The end that a form tells, else its length from the begin that it tells or that counts.
    fn last_day(&self, form: usize, begin: &str, end: &str, length: &str) -> Option<civil::Date> {
        let record = self.forms[form];
        let counted = || {
            let counts = || self.forms.get(self.newest_saying(Schema::common().id(begin)?)?).copied();
            let from = dated(record, begin).or_else(|| dated(counts()?, begin)).and_then(Date::first_day)?;
            let Some(Value::Duration(length)) = whole(record, length) else { return None };
            end_after(from, length)
        };
        dated(record, end).and_then(Date::last_day).or_else(counted)
    }
}

/// Whether a newer form says what an older one did. That there is none any more is something else than a value.
fn is_as_before(id: &str, counts: &Statement, then: &Statement) -> bool {
    let plaats = |said: &Statement| match said {
        Statement::Value(address) => part(address, "plaats"),
        _ => None,
    };
    // who moved within a place still lives in the same gemeente
    let same_place =
        || id == "client.adres" && plaats(counts).zip(plaats(then)).is_some_and(|(one, other)| one == other);
    // a begin of the contract that is a little off is a slip
    let same_contract = || id == "dienstverband.begin" && day(counts).zip(day(then)).is_some_and(|(a, b)| near(a, b));
    *then == Statement::None || is_same(counts, then) || same_place() || same_contract()
}

fn day(said: &Statement) -> Option<civil::Date> {
    match said {
        Statement::Value(Value::Date(date)) => date.first_day(),
        _ => None,
    }
}

/// A part of an address, as it compares.
fn part(address: &Value, name: &str) -> Option<String> {
    let at = Kind::Address.parts().iter().position(|part| *part == name)?;
    let text = value::part(address, u8::try_from(at).ok()?)?;
    Some(fold(text)).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_that_belong_together_are_in_the_schema() {
        let named = BELONGING.iter().flat_map(|(of, belong)| std::iter::once(of).chain(belong.iter()));
        for id in named.chain(PERIODS.iter().flatten()) {
            assert!(Schema::common().id(id).is_some_and(|field| !Schema::common().field(field).many), "{id}");
        }
    }
}
