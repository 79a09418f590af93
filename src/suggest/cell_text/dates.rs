//! Dates within a text.

use std::ops::Range;

use crate::record::schema::Kind;
use crate::record::value::{self, Notation, Reading, Value};
use crate::text::content::Content;

/// The first date in a text, however it is written: `1-2-2026`, `1 februari 2026`.
pub(super) fn first(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let written = |c: char| c.is_ascii_digit() || c.is_alphabetic() || matches!(c, '-' | '/' | '.' | ' ' | '\u{a0}');
    let most = text[start..].find(|c: char| !written(c)).map_or(text.len(), |end| start + end);
    // the longest beginning that is a date: what follows may be words of the line
    let ends = text[start..most].char_indices().map(|(at, c)| start + at + c.len_utf8()).rev();
    ends.map(|end| start..end).find(|range| is_date(text[range.clone()].trim_end()))
}

fn is_date(text: &str) -> bool {
    let Ok(notation) = Notation::compile(Kind::Date, None, &[]) else { return false };
    let read = value::parse(&Content::Text(text.into()), &notation).reading;
    matches!(read, Some(Reading::Value(Value::Date(_))))
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_date_is_found_however_it_is_written() {
        for (text, date) in [
            ("geboren op 22-7-1994, BSN", Some("22-7-1994")),
            ("werkt sinds 9 februari 2026 als kok", Some("9 februari 2026")),
            ("1. Naam", None),
            ("voor 24 uur per week", None),
        ] {
            assert_eq!(first(text).map(|at| text[at].trim()), date, "{text}");
        }
    }
}
