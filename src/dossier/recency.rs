//! How recent a form is: by its date, then by its signatures, and where these say the same by what is in the file.

use std::cmp::Reverse;

use jiff::civil;

use crate::record::answer::Record;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::{Date, days_between};

/// The fields that tell how recent a form is, the best first.
const DATES: [&str; 7] = [
    "formulier.datum",
    "formulier.ontvangen",
    "ondertekening.jobcoach_datum",
    "ondertekening.client_datum",
    "ondertekening.werkgever_datum",
    "voortgang.evaluatiedatum",
    "voortgang.einde",
];

/// Where the signatures begin and end in [`DATES`].
const SIGNED: std::ops::Range<usize> = 2..5;

/// Other dates that tell of which time a form is.
const OTHERS: [&str; 4] = ["begeleiding.begin", "begeleiding.einde", "begeleiding.besluit_datum", "voortgang.begin"];

/// Days between a date and all others of its form from which its year is a slip: no coaching lasts so long.
const FAR: i32 = 5 * 366;

/// The date of a form: not one that lies years from all others of the form, which would place it before or behind all.
pub fn form_date(record: &Record) -> Option<Date> {
    let told = || DATES.iter().filter_map(|id| Some((*id, record.date(id)?)));
    let is_slip = |id: &str| Schema::common().id(id).is_some_and(|field| is_far_from_others(record, field));
    let likely = told().find(|(id, _)| !is_slip(id));
    likely.or_else(|| told().next()).map(|(_, date)| date)
}

/// Whether a date lies years from every other that tells of which time its form is. Of two that lie so far apart, the first
/// is doubted.
pub fn is_far_from_others(record: &Record, field: FieldId) -> bool {
    let schema = Schema::common();
    let id = schema.field(field).id.as_str();
    let Some(day) = record.date(id).and_then(Date::first_day) else { return false };
    let others = DATES.iter().chain(&OTHERS).filter(|other| **other != id);
    let others: Vec<(&str, civil::Date)> =
        others.filter_map(|other| Some((*other, record.date(other)?.first_day()?))).collect();
    let rank = |id: &str| DATES.iter().position(|one| *one == id).unwrap_or(usize::MAX);
    let doubted = match others.as_slice() {
        [] => false,
        [(other, _)] => rank(id) < rank(other),
        _ => true,
    };
    doubted && others.iter().all(|(_, other)| days_between(*other, day).abs() > FAR)
}

/// The first day that the form can be of, and the day on which it was last signed: forms of which both are the same
/// are equally new.
pub fn recency(record: &Record) -> (Option<civil::Date>, Option<civil::Date>) {
    let signed = DATES[SIGNED].iter().filter_map(|id| record.date(id)?.first_day()).max();
    (form_date(record).and_then(Date::first_day), signed)
}

/// Sorts forms, the newest first. Of forms that are equally new the order is that of the digests of their files, for
/// neither a name nor a position says which of them counts: what they say differently is said.
pub fn newest_first(forms: &mut [&Record]) {
    forms.sort_by_cached_key(|record| {
        let place = record.answers.first().map(|answer| answer.place.to_string());
        (Reverse(recency(record)), record.source.sha256.to_string(), record.source.file.to_string(), place)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Kind;

    #[test]
    fn the_fields_of_dates_are_in_the_schema() {
        let schema = Schema::common();
        for id in DATES.into_iter().chain(OTHERS) {
            assert_eq!(schema.id(id).map(|field| schema.field(field).kind), Some(Kind::Date), "{id}");
        }
        assert!(DATES[SIGNED].iter().all(|id| id.starts_with("ondertekening.")));
    }
}
