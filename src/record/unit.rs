//! Units: over which period a field counts its hours or its euros, and what its percentages are percentages of.
//!
//! An answer that names another period is converted where that is exact, as from four weeks to one: `40 uur per 4
//! weken` is `10 uur per week`. A month is no number of weeks, and a working day no part of one.

use serde::{Deserialize, Serialize};

use crate::text::normalize::fold;

/// What a field counts, as the schema writes it: `uur per week`, `euro per uur`, `procent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Unit {
    written: String,
    /// The period it is counted over; none for the whole.
    pub per: Option<Period>,
}

impl TryFrom<String> for Unit {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let per = match written.split_once(" per ") {
            Some((_, period)) => Some(Period::parse(period).ok_or_else(|| format!("`{period}` is no period"))?),
            None => None,
        };
        match written.split(' ').next() {
            Some("uur" | "euro") => Ok(Self { written, per }),
            Some("procent") if per.is_none() => Ok(Self { written, per }),
            _ => Err(format!("`{written}` is no unit such as `uur per week`, `euro per uur` or `procent`")),
        }
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> Self {
        unit.written
    }
}

impl Unit {
    /// As the schema writes it.
    pub fn written(&self) -> &str {
        &self.written
    }
}

/// So many hours, days, weeks or months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    count: u32,
    span: Span,
}

/// Spans of which none is a whole number of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Hour,
    /// A working day.
    Day,
    Week,
    Month,
}

/// Before a period.
const MARKERS: [&str; 10] = ["per periode van ", "per ", "p/", "p.", "p ", "/", "in de ", "elke ", "iedere ", "ieder "];

/// Periods in one word.
const ADVERBS: [(&str, &str); 10] = [
    ("dagelijks", "dag"),
    ("wekelijks", "week"),
    ("maandelijks", "maand"),
    ("jaarlijks", "jaar"),
    ("vierwekelijks", "4 weken"),
    ("tweewekelijks", "2 weken"),
    ("pd", "dag"),
    ("pw", "week"),
    ("pm", "maand"),
    ("pj", "jaar"),
];

/// Counts that are written as words.
const COUNTS: [(&str, u32); 7] =
    [("een", 1), ("één", 1), ("twee", 2), ("drie", 3), ("vier", 4), ("zes", 6), ("twaalf", 12)];

impl Period {
    /// What stands behind `per`, in lower case: `week`, `4 weken`, `mnd.`, `kwartaal`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.');
        let (count, word) = match text.rsplit_once([' ', '\u{a0}', '-']) {
            Some((count, word)) => (counted(count.trim_end())?, word),
            None => {
                let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
                (if at == 0 { 1 } else { text[..at].parse().ok()? }, &text[at..])
            }
        };
        let (size, span) = match word {
            "uur" | "uren" | "u" | "h" => (1, Span::Hour),
            "dag" | "dagen" | "werkdag" | "d" | "dgn" => (1, Span::Day),
            "week" | "weken" | "wk" | "wkn" | "w" | "werkweek" | "kalenderweek" => (1, Span::Week),
            "maand" | "maanden" | "mnd" | "mnden" | "m" | "kalendermaand" => (1, Span::Month),
            "kwartaal" => (3, Span::Month),
            "halfjaar" => (6, Span::Month),
            "jaar" | "jr" | "j" | "kalenderjaar" => (12, Span::Month),
            _ => return None,
        };
        let count = if (count, word) == (0, "jaar") { 6 } else { count * size };
        // fourteen days are two weeks, but five of them may be the working days of one
        match (span, count) {
            (_, 0 | 1000..) => None,
            (Span::Day, days) if days % 7 == 0 => Some(Self { count: days / 7, span: Span::Week }),
            _ => Some(Self { count, span }),
        }
    }

    /// How it is written behind `per`.
    pub fn words(self) -> String {
        let (one, more) = match self.span {
            Span::Hour => ("uur", "uur"),
            Span::Day => ("dag", "dagen"),
            Span::Week => ("week", "weken"),
            Span::Month if self.count == 12 => return "jaar".to_owned(),
            Span::Month => ("maand", "maanden"),
        };
        if self.count == 1 { one.to_owned() } else { format!("{} {more}", self.count) }
    }

    /// An amount over this period as an amount over another; none where that is not exact.
    fn convert(self, amount: i64, to: Self) -> Option<i64> {
        let whole = amount.checked_mul(to.count.into()).filter(|_| self.span == to.span)?;
        (whole % i64::from(self.count) == 0).then(|| whole / i64::from(self.count))
    }
}

/// `4`, `vier`, or `half`, which counts nought: it is half of what follows.
fn counted(text: &str) -> Option<u32> {
    if text == "half" {
        return Some(0);
    }
    COUNTS.iter().find(|(word, _)| *word == text).map(|(_, count)| *count).or_else(|| text.parse().ok())
}

/// A text in lower case without the period it names: `32 uur per maand`, `per week: 2 uur`, `2u/wk`.
pub fn without_period(text: &str) -> (&str, Option<Period>) {
    let text = text.trim();
    // a bare number names none, and most are bare
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return (text, None);
    }
    let bare = |rest: &'_ str| rest.trim_end_matches([' ', '\u{a0}', ',', '(']).len();
    let closed = text.strip_suffix(')').filter(|inner| inner.contains('(')).unwrap_or(text);
    for (word, period) in ADVERBS {
        let before = closed.strip_suffix(word).filter(|rest| !rest.ends_with(char::is_alphabetic) && !rest.is_empty());
        if let Some(rest) = before {
            return (&rest[..bare(rest)], Period::parse(period));
        }
        if let Some(rest) = text.strip_prefix(word).filter(|rest| rest.starts_with([' ', ':'])) {
            return (rest.trim_start_matches([' ', ':']), Period::parse(period));
        }
    }
    for marker in MARKERS {
        let Some(at) = closed.rfind(marker) else { continue };
        let glued = marker.starts_with(char::is_alphabetic) && closed[..at].ends_with(char::is_alphabetic);
        if let Some(period) = Period::parse(&closed[at + marker.len()..]).filter(|_| !glued && at > 0) {
            return (&closed[..bare(&closed[..at])], Some(period));
        }
    }
    leading(text).unwrap_or((text, None))
}

/// `per maand 32 uur`, `per 4 weken: 40 uur`
fn leading(text: &str) -> Option<(&str, Option<Period>)> {
    let rest = text.strip_prefix("per ")?;
    let last = rest.rfind(char::is_whitespace)?;
    rest[..=last].match_indices([' ', ':']).find_map(|(at, _)| {
        let period = Period::parse(&rest[..at]).filter(|_| !rest[..at].ends_with(|c: char| c.is_ascii_digit()))?;
        Some((rest[at..].trim_start_matches([' ', ':', ',']), Some(period)))
    })
}

/// Words of which a unit is made, besides numbers.
const UNIT_WORDS: [&str; 36] = [
    "per", "w", "m", "p", "pw", "pm", "pd", "pj", "in", "uur", "uren", "u", "hele", "min", "minuten", "dag", "dagen",
    "werkdag", "week", "weken", "wk", "maand", "maanden", "mnd", "kwartaal", "half", "halfjaar", "jaar", "jr",
    "procent", "fte", "euro", "eur", "cent", "vier", "twee",
];

/// Whether a text is a unit and nothing else: `uur per 4 weken`, `(per maand)`, `%`, `in weken`. A number alone is none.
pub fn is_unit(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let word = |word: &str| UNIT_WORDS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let signs = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '\u{a0}' | '/' | '.' | '(' | ')' | '%' | '€' | '-');
    let names_one = lower.contains(['%', '€']) || lower.contains(|c: char| c.is_alphabetic());
    let starts_alone = !lower.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    lower.chars().count() <= LONGEST && names_one && starts_alone && lower.chars().all(signs) && words.all(word)
}

/// A longer text is a remark, and no unit.
const LONGEST: usize = 30;

/// An answer that stands in the room of a form for it, with the unit behind that: `[ 12 ] uur per maand`, `__40__ uur`. None
/// where there is no such room, or more than a number in it.
pub fn within_room(text: &str) -> Option<String> {
    let room = |c: char| matches!(c, '[' | ']' | '_' | '.' | '…' | ' ' | '\u{a0}');
    let text = text.trim();
    let begin = text.trim_start_matches(room);
    let end = begin.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | ':')).unwrap_or(begin.len());
    let number = begin[..end].trim_end_matches(['.', ',']);
    let rest = &begin[number.len()..];
    let unit = rest.trim_start_matches(room);
    let left = rest.len() - unit.len();
    // dots and spaces alone are also how a number is written
    let drawn =
        text[..text.len() - begin.len()].contains(['[', '_', '…']) || rest[..left].contains([']', '_', '…', '.']);
    let whole = number.starts_with(|c: char| c.is_ascii_digit()) && (unit.is_empty() || is_unit(unit));
    (drawn && whole).then(|| format!("{number} {unit}").trim_end().to_owned())
}

/// An amount as a field counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    AsAsked(i64),
    /// Converted exactly from another period.
    Converted(i64),
    /// It counts over another period, and cannot be converted.
    Other,
}

/// An amount over the period that is `named` with it, or else the one that the form's notation says, in the field's
/// unit. Where the field is not known, the notation's period is what is asked.
pub fn settle(amount: i64, named: Option<Period>, notation: Option<Period>, unit: Option<&Unit>) -> Counted {
    let asked = unit.map_or(notation, |unit| unit.per);
    match (named.or(notation), asked) {
        (None, _) => Counted::AsAsked(amount),
        (Some(_), None) if unit.is_none() => Counted::AsAsked(amount),
        (Some(_), None) => Counted::Other,
        (Some(from), Some(to)) if from == to => Counted::AsAsked(amount),
        (Some(from), Some(to)) => from.convert(amount, to).map_or(Counted::Other, Counted::Converted),
    }
}

/// The amount of a field as a form's notation counts it; none where that is not exact.
pub fn in_notation(amount: i64, notation: Option<Period>, unit: Option<&Unit>) -> Option<i64> {
    match (unit.and_then(|unit| unit.per), notation) {
        (Some(from), Some(to)) if from != to => from.convert(amount, to),
        _ => Some(amount),
    }
}

/// Whether the words behind `van` name one of the wholes that a field's percentages are of.
pub fn names_whole(words: &str, wholes: &[String]) -> bool {
    let bare = |text: &str| {
        let text = text.trim().to_lowercase();
        let text = text.strip_prefix("het ").or_else(|| text.strip_prefix("de ")).unwrap_or(&text);
        fold(text)
    };
    wholes.iter().any(|whole| bare(whole) == bare(words))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    use super::*;

    fn period(words: &str) -> Period {
        Period::parse(words).expect(words)
    }

    #[test]
    fn periods_in_every_usual_writing() {
        let cases = [
            ("32 uur per maand", "32 uur", "maand"),
            ("32 uur/mnd", "32 uur", "maand"),
            ("32 uur (per maand)", "32 uur", "maand"),
            ("32u/m", "32u", "maand"),
            ("32 uur p.m.", "32 uur", "maand"),
            ("32 uur maandelijks", "32 uur", "maand"),
            ("per maand 32 uur", "32 uur", "maand"),
            ("per maand: 32", "32", "maand"),
            ("2u p/w", "2u", "week"),
            ("2 uur pw", "2 uur", "week"),
            ("2 uur, in de week", "2 uur", "week"),
            ("40 uur per 4 weken", "40 uur", "4 weken"),
            ("40 uur per vier weken", "40 uur", "4 weken"),
            ("40u/4wk", "40u", "4 weken"),
            ("40 uur per periode van 4 weken", "40 uur", "4 weken"),
            ("20 uur per 14 dagen", "20 uur", "2 weken"),
            ("6 uur per dag", "6 uur", "dag"),
            ("100 uur per jaar", "100 uur", "jaar"),
            ("30 uur per half jaar", "30 uur", "halfjaar"),
            ("30 uur per kwartaal", "30 uur", "3 maanden"),
        ];
        for (text, bare, wanted) in cases {
            assert_eq!(without_period(text), (bare, Some(period(wanted))), "{text}");
        }
        for text in ["32 uur", "2 uur per keer", "per", "pm", "1/2", "2 à 3 uur", "min/max"] {
            assert_eq!(without_period(text), (text, None), "{text}");
        }
    }

    #[test]
    fn a_unit_alone_is_told_from_other_words() {
        for text in ["uur per 4 weken", "per maand", "(uur/mnd)", "%", "€", "euro per uur", "in weken", "p.w.", "uur"]
        {
            assert!(is_unit(text), "{text}");
        }
        for text in ["Datum", "weekrooster", "uur met Kees", "4", "", "-", "12 uur", "ja", "per direct", "% van WML"] {
            assert!(!is_unit(text), "{text}");
        }
    }

    #[test]
    fn an_answer_is_taken_out_of_the_room_for_it() {
        for (text, wanted) in [
            ("[ 12 ] uur per maand", Some("12 uur per maand")),
            ("[12]", Some("12")),
            ("__40__ uur per 4 weken", Some("40 uur per 4 weken")),
            ("40 ____ uur", Some("40 uur")),
            ("12,5 ...... uur", Some("12,5 uur")),
            ("…12… %", Some("12 %")),
            ("40 uur per 4 weken", None),
            ("12.5", None),
            ("[ x ] ja", None),
            ("[ 12 ] of 14 uur", None),
            ("______ uur", None),
        ] {
            assert_eq!(within_room(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn units_are_read_to_the_letter() {
        assert_eq!(Unit::try_from("uur per week".to_owned()).map(|unit| unit.per), Ok(Some(period("week"))));
        for wrong in ["week", "uur per eeuw", "procent per week", ""] {
            assert!(Unit::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let span = proptest::sample::select(vec![Span::Hour, Span::Day, Span::Week, Span::Month]);
        (1_u32..40, span).prop_map(|(count, span)| Period { count, span })
    }

    proptest! {
        #[test]
        fn a_conversion_is_exact_there_and_back(amount in 0_i64..1_000_000, from in any_period(), to in any_period()) {
            if let Some(converted) = from.convert(amount, to) {
                prop_assert_eq!(to.convert(converted, from), Some(amount));
                // the same share of the time, in whole numbers
                prop_assert_eq!(amount * i64::from(to.count), converted * i64::from(from.count));
            }
        }

        #[test]
        fn only_like_spans_are_converted(amount in 1_i64..1_000_000, from in any_period(), to in any_period()) {
            prop_assert!(from.span == to.span || from.convert(amount, to).is_none());
        }

        #[test]
        fn the_period_named_is_the_one_taken_off(count in 2_u32..7, hours in 1_u32..2000, weeks in any::<bool>()) {
            let word = if weeks { "weken" } else { "maanden" };
            let text = format!("{hours} uur per {count} {word}");
            let wanted = Period { count, span: if weeks { Span::Week } else { Span::Month } };
            let bare = format!("{hours} uur");
            prop_assert_eq!(without_period(&text), (bare.as_str(), Some(wanted)));
        }
    }
}
