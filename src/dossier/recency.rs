//! How recent a form is: by its date, then by its signatures, and where these say the same by what is in the file.

use std::cmp::Reverse;

use jiff::civil;

use crate::record::answer::Record;
use crate::record::value::date::Date;

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

/// The date of a form.
pub fn form_date(record: &Record) -> Option<Date> {
    DATES.iter().find_map(|id| record.date(id))
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
    use crate::record::schema::{Kind, Schema};

    #[test]
    fn the_fields_of_dates_are_in_the_schema() {
        let schema = Schema::common();
        for id in DATES {
            assert_eq!(schema.id(id).map(|field| schema.field(field).kind), Some(Kind::Date), "{id}");
        }
        assert!(DATES[SIGNED].iter().all(|id| id.starts_with("ondertekening.")));
    }
}
