//! Dutch words that say numbers: the months and weekdays, and how many.

use std::fmt::Display;

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The days of the week, Monday first.
pub const WEEKDAYS: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// Names that are no prefix of the Dutch one: English ones, and `mrt`.
const OTHER_MONTH_NAMES: [(&str, i8); 9] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("october", 10),
    ("mrt", 3),
];

const NUMBERS: [&str; 20] = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
];

const TENS: [(&str, u32); 8] = [
    ("twintig", 20),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
];

/// The month that a word names, whole or cut short to three letters or more: `maart`, `mrt`, `febr.`, `sept`, `Oct`.
///
/// ```
/// # use eenvorm::text::dutch::month;
/// assert_eq!(month("febr."), Some(2));
/// assert_eq!(month("maandag"), None);
/// ```
pub fn month(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let dutch = || (1..).zip(MONTHS).find(|(_, name)| name.starts_with(&lower)).map(|(n, _)| n);
    let english = || OTHER_MONTH_NAMES.iter().find(|(name, _)| name.starts_with(&lower)).map(|(_, n)| *n);
    dutch().or_else(english)
}

/// The name of a month, January being 1.
pub fn month_name(month: i8) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month - 1).ok()?).copied()
}

/// The name of a month in three letters: `jan`, `mrt`.
pub fn short_month(month: i8) -> Option<&'static str> {
    if month == 3 { Some("mrt") } else { month_name(month)?.get(..3) }
}

/// The number that a word in small letters says, to ninety-nine: `een`, `twaalf`, `zesentwintig`, `tweeënvijftig`.
pub fn number(word: &str) -> Option<u32> {
    let small = |word: &str| (1..).zip(NUMBERS).find(|(_, name)| *name == word).map(|(n, _)| n);
    let tens = |word: &str| TENS.iter().find(|(name, _)| *name == word).map(|(_, n)| *n);
    if word == "één" {
        return Some(1);
    }
    small(word).or_else(|| tens(word)).or_else(|| {
        let mut parts = TENS.iter().filter_map(|(name, n)| Some((word.strip_suffix(name)?, *n)));
        let (units, tens) = parts.next()?;
        let units = units.strip_suffix("en").or_else(|| units.strip_suffix("ën"))?;
        small(units).filter(|units| *units < 10).map(|units| units + tens)
    })
}

/// The one word for one, the other for none and for more.
pub fn noun<'w, N: From<u8> + PartialEq>(n: N, one: &'w str, more: &'w str) -> &'w str {
    if n == N::from(1) { one } else { more }
}

/// `1 veld`, `2 velden`
pub fn counted<N: From<u8> + PartialEq + Copy + Display>(n: N, one: &str, more: &str) -> String {
    format!("{n} {}", noun(n, one, more))
}

/// `A`, `A en B`, `A, B en C`
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_whole_and_cut_short() {
        for (n, name) in (1..).zip(MONTHS) {
            assert_eq!((month(name), month_name(n)), (Some(n), Some(name)));
            assert_eq!(short_month(n).and_then(month), Some(n));
        }
        for (word, n) in [
            ("febr", Some(2)),
            ("febr.", Some(2)),
            ("Mrt.", Some(3)),
            ("March", Some(3)),
            ("maa", Some(3)),
            ("MAY", Some(5)),
            ("sept", Some(9)),
            ("okt", Some(10)),
            ("oct", Some(10)),
            ("augu", Some(8)),
            ("maandag", None),
            ("ma", None),
            ("meiden", None),
            ("juno", None),
            ("12", None),
            ("ééé", None),
            ("", None),
        ] {
            assert_eq!(month(word), n, "{word}");
        }
    }

    #[test]
    fn number_words() {
        for (word, n) in [
            ("een", Some(1)),
            ("één", Some(1)),
            ("twaalf", Some(12)),
            ("dertien", Some(13)),
            ("twintig", Some(20)),
            ("zesentwintig", Some(26)),
            ("tweeënvijftig", Some(52)),
            ("drieëntwintig", Some(23)),
            ("negentig", Some(90)),
            ("elfentwintig", None),
            ("veel", None),
            ("", None),
        ] {
            assert_eq!(number(word), n, "{word}");
        }
    }
}
