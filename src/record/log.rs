//! The entries of an hours log: when each was, and how long it lasted.

use std::sync::OnceLock;

use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::{NonAnswer, Reading, Value};

/// The field of the length of an entry.
pub const LENGTH: &str = "uren[].duur";

/// An answer and the value read from it.
pub type Read<'a, T> = (&'a Answer, T);

/// One entry, as far as it was understood; times and lengths in minutes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry<'a> {
    pub row: u32,
    pub date: Option<Read<'a, Date>>,
    pub from: Option<Read<'a, i64>>,
    pub to: Option<Read<'a, i64>>,
    pub length: Option<Read<'a, i64>>,
    pub travel: Option<Read<'a, i64>>,
    /// The length is said not to be there: `n.v.t.`
    none: bool,
    /// What it is called where it has no day: `Subtotaal`, `Totaal week 36`.
    total: Option<&'a Answer>,
}

impl<'a> Entry<'a> {
    /// From the answers of one row.
    pub fn of(answers: impl IntoIterator<Item = &'a Answer>) -> Self {
        let mut entry = Self::default();
        answers.into_iter().for_each(|answer| entry.take(answer));
        entry
    }

    fn take(&mut self, answer: &'a Answer) {
        let columns = columns();
        let field = answer.key.field;
        match &answer.reading {
            Reading::Value(Value::Date(day)) if field == columns.date => self.date = Some((answer, *day)),
            Reading::Value(Value::Time(minutes)) if field == columns.from => {
                self.from = Some((answer, i64::from(*minutes)));
            }
            Reading::Value(Value::Time(minutes)) if field == columns.to => {
                self.to = Some((answer, i64::from(*minutes)))
            }
            Reading::Value(Value::Hours(minutes)) if field == columns.length => self.length = Some((answer, *minutes)),
            Reading::Value(Value::Hours(minutes)) if field == columns.travel => self.travel = Some((answer, *minutes)),
            Reading::NonAnswer(NonAnswer::NotApplicable | NonAnswer::Nothing) if field == columns.length => {
                self.none = true;
            }
            Reading::AsWritten if field == columns.date && names_total(&answer.text) => self.total = Some(answer),
            Reading::Value(Value::Text(_)) if field == columns.activity && names_total(&answer.text) => {
                self.total = Some(answer);
            }
            _ => {}
        }
    }

    /// From the first to the last minute; past midnight where the end is before the begin.
    pub fn span(&self) -> Option<i64> {
        let (from, to) = (self.from?.1, self.to?.1);
        Some(if to < from { to + 24 * 60 - from } else { to - from })
    }

    /// What calls it a total of the entries above it: it has no day and no times, and is none itself.
    pub fn total(&self) -> Option<&'a Answer> {
        self.total.filter(|_| self.date.is_none() && self.from.is_none() && self.to.is_none())
    }

    /// The length as written, else what the times say; none of a total.
    pub fn minutes(&self) -> Option<i64> {
        if self.total().is_some() {
            return None;
        }
        self.length.map(|(_, minutes)| minutes).or_else(|| self.span())
    }

    /// Whether it has a length that is not known: a sum does not count it, and is not whole.
    pub fn is_uncounted(&self) -> bool {
        self.minutes().is_none() && !self.none && self.total().is_none()
    }

    /// An answer to point at.
    pub fn answer(&self) -> Option<&'a Answer> {
        [self.length, self.from, self.to].into_iter().flatten().map(|(answer, _)| answer).next()
    }
}

/// The entries in their order, each row in which a day, a time or a length is answered; none where the record has no
/// log.
pub fn entries(record: &Record) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let of_log = group();
    let [first, .., last] = of_log else { return entries };
    let columns = columns();
    let known = [columns.date, columns.from, columns.to, columns.length, columns.travel];
    let all = record.answers_between(*first, *last);
    for answer in all.iter().filter(|answer| known.contains(&answer.key.field)) {
        let row = answer.key.row;
        let at = entries.binary_search_by_key(&row, |entry| entry.row).unwrap_or_else(|at| {
            entries.insert(at, Entry { row, ..Entry::default() });
            at
        });
        entries[at].take(answer);
    }
    for answer in all.iter().filter(|answer| answer.key.field == columns.activity) {
        if let Ok(at) = entries.binary_search_by_key(&answer.key.row, |entry| entry.row) {
            entries[at].take(answer);
        }
    }
    entries
}

/// Whether words begin as a row does that adds up those above it: `Totaal week 36`, `Sub-totaal`, `Weektotaal:`.
fn names_total(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let first: String = first.chars().filter(|c| c.is_alphabetic()).collect();
    first.ends_with("totaal") || ["totalen", "totale", "total", "subtotal"].contains(&&*first)
}

/// The fields of a log.
pub fn group() -> &'static [FieldId] {
    static FIELDS: OnceLock<Vec<FieldId>> = OnceLock::new();
    FIELDS.get_or_init(|| Schema::common().of_group("uren").map(|(field, _)| field).collect())
}

/// Minutes as they are said in hours, in the notation of the report: `12`, `12,5`.
pub fn format_hours(minutes: i64) -> String {
    decimal_hours(minutes, |hours| hours.to_string())
}

/// Minutes as hours in two decimals at most, rounded half up, with a comma: `27,5`; `whole` writes the whole hours.
pub fn decimal_hours(minutes: i64, whole: impl Fn(i64) -> String) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let hundredths = (minutes.abs() * 100 + 30) / 60;
    let decimals = format!("{:02}", hundredths % 100);
    let decimals = decimals.trim_end_matches('0');
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{decimals}", whole(hundredths / 100))
}

/// The columns that say when and how long.
struct Columns {
    date: FieldId,
    from: FieldId,
    to: FieldId,
    length: FieldId,
    travel: FieldId,
    activity: FieldId,
}

fn columns() -> &'static Columns {
    static COLUMNS: OnceLock<Columns> = OnceLock::new();
    let field = |id: &str| Schema::common().id(id).expect("a test holds every column of a log to the schema");
    COLUMNS.get_or_init(|| Columns {
        date: field("uren[].datum"),
        from: field("uren[].van"),
        to: field("uren[].tot"),
        length: field(LENGTH),
        travel: field("uren[].reistijd"),
        activity: field("uren[].activiteit"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_one_notation() {
        let cases = [(0, "0"), (60, "1"), (750, "12,5"), (135, "2,25"), (5, "0,08"), (6000, "100")];
        for (minutes, decimal) in cases {
            assert_eq!(format_hours(minutes), decimal);
        }
    }

    /// Less than nothing is said with its sign: `-0,5`, and not `-1,50` of a division that rounds down.
    #[test]
    fn hours_below_nothing_have_one_sign() {
        assert_eq!((format_hours(-30), format_hours(-750)), ("-0,5".into(), "-12,5".into()));
    }

    #[test]
    fn a_row_that_adds_up_those_above_it_is_known_by_its_first_word() {
        assert!(
            ["Totaal week 36-37", "Subtotaal", "sub-totaal:", "Weektotaal", "TOTAAL", "Totale uren"]
                .iter()
                .all(|w| names_total(w))
        );
        assert!(!["Totaalbeeld besproken", "Bezoek, totaal", "", "12-09-2025"].iter().any(|w| names_total(w)));
    }

    #[test]
    fn the_columns_of_a_log_are_in_the_schema() {
        let columns = columns();
        assert!(
            [columns.date, columns.from, columns.to, columns.length, columns.travel, columns.activity]
                .iter()
                .all(|id| group().contains(id))
        );
    }
}
