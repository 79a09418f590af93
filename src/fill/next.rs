//! The next period: what a request for an extension takes over from the last form, and what must be asked again.

use compact_str::CompactString;
use jiff::ToSpan;
use jiff::civil::Date as Day;

use crate::dossier::Dossier;
use crate::dossier::days::end_after;
use crate::dossier::periods::{Periods, whole_months};
use crate::finding::Finding;
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::Schema;
use crate::record::value::date::{Date, days_between};
use crate::record::value::{Reading, Value};

/// Groups and fields of which the last form's answers say nothing about the next period.
const NOT_CARRIED_OVER: [&str; 18] = [
    "formulier.",
    "ondertekening.",
    "uren[].",
    "voortgang.",
    "uitkomst.",
    "doelen[].uren",
    "doelen[].gereed",
    "begeleiding.uren_aangevraagd",
    "begeleiding.uren_toegekend",
    "begeleiding.uren_besteed",
    "begeleiding.uren_resterend",
    "begeleiding.uren_per_maand",
    "begeleiding.uren_per_week",
    "begeleiding.percentage",
    "begeleiding.kosten",
    "begeleiding.besluit",
    "begeleiding.noodzaak",
    "dienstverband.verzuim",
];

/// The record of the next period, and what to know of it.
pub fn next(record: &Record) -> (Record, Vec<Finding>) {
    let schema = Schema::common();
    let mut next = record.clone();
    next.findings.clear();
    next.unmapped.clear();
    next.answers.retain(|answer| {
        let id = &schema.field(answer.key.field).id;
        !NOT_CARRIED_OVER.iter().any(|anew| id.starts_with(anew))
    });
    let mut findings = Vec::new();
    let begin = record.day("begeleiding.begin");
    let end = record.day("begeleiding.einde").or_else(|| by_length(record, begin?));
    let period = (begin, end);
    match period {
        (Some(begin), Some(end)) if end > begin => {
            let (first, last) = following_period(begin, end);
            set(&mut next, "begeleiding.begin", Value::Date(Date::Day(first)));
            set(&mut next, "begeleiding.einde", Value::Date(Date::Day(last)));
            advance_year(&mut next, record, begin, end, &mut findings);
        }
        _ => {
            remove_field(&mut next, "begeleiding.begin");
            remove_field(&mut next, "begeleiding.einde");
            remove_field(&mut next, "begeleiding.jaar");
            findings.push(Finding::new("next-period-unknown").field("begeleiding.begin"));
        }
    }
    set(&mut next, "begeleiding.aanvraag", Value::Text("vervolg".into()));
    (next, findings)
}

/// What tells whether a next period can follow.
pub struct Followed {
    /// The earlier periods.
    pub before: Periods,
    /// The day on which a form says that the coaching was closed.
    pub closed: Option<Day>,
}

impl Followed {
    /// Of the forms of a client.
    pub fn by(dossier: &Dossier<'_>) -> Self {
        let closed = dossier.date("uitkomst.datum_einde").and_then(Date::last_day);
        Self { before: dossier.periods(), closed }
    }

    /// The months of the next period, and those of all periods with it.
    pub fn months_with(&self, next: &Record) -> Option<(Option<u32>, u32)> {
        let (begin, end) = period(next)?;
        let mut all = self.before.clone();
        all.add(next);
        Some((whole_months(begin, end), all.months()))
    }
}

/// Findings about the next period: after a closing form, already over, past the end of the contract.
pub fn period_findings(next: &Record, after: &Followed, today: Day) -> Vec<Finding> {
    let closed = after
        .closed
        .map(|closed| Finding::new("next-after-closing").field("uitkomst.datum_einde").with("closed", closed))
        .into_iter();
    let Some((begin, end)) = period(next) else { return closed.collect() };
    let past = contract_end(next).filter(|contract| end > *contract).map(|contract| {
        Finding::new("next-past-contract").field("begeleiding.einde").with("end", end).with("contract", contract)
    });
    let over = (end < today)
        .then(|| Finding::new("next-is-over").field("begeleiding.einde").with("begin", begin).with("end", end));
    closed.chain(over).chain(past).collect()
}

fn period(next: &Record) -> Option<(Day, Day)> {
    next.day("begeleiding.begin").zip(next.day("begeleiding.einde"))
}

/// The last day of a period of which the length is told.
fn by_length(record: &Record, begin: Day) -> Option<Day> {
    end_after(begin, record.duration("begeleiding.duur")?)
}

/// The last day of the contract, written or counted.
fn contract_end(record: &Record) -> Option<Day> {
    record
        .day("dienstverband.einde")
        .or_else(|| end_after(record.day("dienstverband.begin")?, record.duration("dienstverband.duur")?))
}

/// The period that follows, of the same length: whole months where the last one was whole months, also where its last day
/// has the number of its first (`15-09 t/m 15-03`), or is the last of a month that is shorter (`31-08 t/m 28-02`).
fn following_period(begin: Day, end: Day) -> (Day, Day) {
    let first = end.saturating_add(1.day());
    let after = |day: Day| (1..=60).find(|months: &i32| begin.saturating_add(months.months()) == day);
    let months = after(first).or_else(|| after(end));
    let last = match months {
        Some(months) => first.saturating_add(months.months()).saturating_sub(1.day()),
        None => first.saturating_add(days_between(begin, end).days()),
    };
    (first, last)
}

/// The coaching year goes up after a whole year; after less it cannot be known from one form.
fn advance_year(next: &mut Record, last: &Record, begin: Day, end: Day, findings: &mut Vec<Finding>) {
    let Some(Value::Number(year)) = last.value("begeleiding.jaar").cloned() else { return };
    if days_between(begin, end) >= 360 {
        set(next, "begeleiding.jaar", Value::Number(year + 1));
    } else {
        remove_field(next, "begeleiding.jaar");
        findings.push(Finding::new("next-year-unknown").field("begeleiding.jaar"));
    }
}

fn remove_field(record: &mut Record, id: &str) {
    let field = Schema::common().id(id);
    record.answers.retain(|answer| Some(answer.key.field) != field);
}

/// Sets a value that follows from the last form; its place is that of the answer it follows from.
fn set(record: &mut Record, id: &str, value: Value) {
    let Some(field) = Schema::common().id(id) else { return };
    let old = record.answers_to(field).first().map(|answer| answer.place.clone());
    let Some(place) = old.or_else(|| record.answers.first().map(|answer| answer.place.clone())) else { return };
    remove_field(record, id);
    let key = Key::one(field);
    let answer = Answer { key, reading: Reading::Value(value), place, text: CompactString::default() };
    let at = record.answers.partition_point(|other| other.key < key);
    record.answers.insert(at, answer);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_is_followed_by_one_of_the_same_length() {
        for (begin, end, first, last) in [
            (date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 12, 31)),
            (date(2025, 9, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 8, 31)),
            (date(2025, 3, 15), date(2025, 9, 14), date(2025, 9, 15), date(2026, 3, 14)),
            (date(2025, 1, 6), date(2025, 7, 4), date(2025, 7, 5), date(2025, 12, 31)),
            (date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
            (date(2025, 9, 15), date(2026, 3, 15), date(2026, 3, 16), date(2026, 9, 15)),
            (date(2025, 9, 1), date(2026, 3, 1), date(2026, 3, 2), date(2026, 9, 1)),
            (date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 1), date(2026, 8, 31)),
            (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 28)),
        ] {
            assert_eq!(following_period(begin, end), (first, last), "{begin} {end}");
        }
    }
}
