//! Values as a Dutch reader sees them: `14 maart 2026`, `57,5 uur`, `€ 1.125,00`, `40%`.

use crate::record::log::decimal_hours;
use crate::record::schema::{Field, Kind};
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::{self, NonAnswer, Notation, Value};
use crate::text::dutch::{self, counted, listed};

/// The choices that are abbreviations or proper names.
const PROPER: [(&str, &str); 14] = [
    ("participatiewet", "Participatiewet"),
    ("wajong", "Wajong"),
    ("ioaw", "IOAW"),
    ("ioaz", "IOAZ"),
    ("anw", "Anw"),
    ("bbz", "Bbz"),
    ("wia", "WIA"),
    ("wao", "WAO"),
    ("waz", "WAZ"),
    ("ww", "WW"),
    ("zw", "ZW"),
    ("wsw", "Wsw"),
    ("nug", "niet-uitkeringsgerechtigd"),
    ("uwv", "UWV"),
];

/// A value of this field in words.
pub fn value(value: &Value, field: &Field) -> String {
    match value {
        Value::Text(text) => written(text, field.kind),
        Value::Name(_) => name(value),
        Value::Address(_) => address(value),
        Value::Date(date) => long_date(*date),
        Value::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Value::YesNo(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Decimal(n) => comma(&n.normalize().to_string()),
        Value::Hours(minutes) => hours(*minutes),
        Value::Percentage(p) => format!("{}%", comma(&p.normalize().to_string())),
        Value::Money(cents) => euro(*cents),
        Value::Duration(length) => duration(*length),
    }
}

/// A value of this field in the little room of a table: `14-03-2026`.
pub(in crate::report) fn brief(value: &Value, field: &Field) -> String {
    match value {
        Value::Date(date) => short_date(*date),
        _ => self::value(value, field),
    }
}

fn written(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Choice => choice(text),
        Kind::Phone | Kind::Iban => {
            let notation = Notation::compile(kind, None, &[]).ok();
            let printed = notation.and_then(|n| value::print(&Value::Text(text.into()), &n));
            printed.map_or_else(|| text.to_owned(), String::from)
        }
        _ => text.to_owned(),
    }
}

/// The word of a choice as it is said: `deels toegekend`.
pub(in crate::report) fn choice(word: &str) -> String {
    let proper = PROPER.iter().find(|(known, _)| *known == word);
    proper.map_or_else(|| word.replace('_', " "), |(_, said)| (*said).to_owned())
}

/// A BSN of which only the last four digits are seen.
pub fn masked(bsn: &str) -> String {
    crate::report::input::privacy::last_four(bsn)
}

/// An answer that is no value.
pub fn format_non_answer(said: NonAnswer, text: &str) -> String {
    match said {
        NonAnswer::NotApplicable => "n.v.t.".to_owned(),
        NonAnswer::Unknown => "onbekend".to_owned(),
        NonAnswer::Nothing => "geen".to_owned(),
        NonAnswer::Elsewhere => text.trim().to_owned(),
    }
}

/// A part of a name or an address by its name.
pub(in crate::report) fn part<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    let kind = if matches!(value, Value::Name(_)) { Kind::Name } else { Kind::Address };
    let position = kind.parts().iter().position(|part| *part == name)?;
    value::part(value, u8::try_from(position).ok()?)
}

fn parts<'a>(value: &'a Value, names: &[&str]) -> Vec<&'a str> {
    names.iter().filter_map(|name| part(value, name)).collect()
}

/// A name as it is said: `mevr. A.C. (Anna) van der Berg`.
pub(in crate::report) fn name(value: &Value) -> String {
    let given = match (part(value, "voorletters"), part(value, "voornaam")) {
        (Some(letters), Some(first)) => Some(format!("{letters} ({first})")),
        (letters, first) => letters.or(first).map(str::to_owned),
    };
    let mut words: Vec<&str> = parts(value, &["aanhef"]);
    words.extend(given.as_deref());
    words.extend(parts(value, &["tussenvoegsel", "achternaam", "volledig"]));
    words.join(" ")
}

/// A name as in a list: `Berg, A.C. van der`.
pub(in crate::report) fn name_in_list(value: &Value) -> String {
    let Some(surname) = part(value, "achternaam") else { return name(value) };
    let mut rest = parts(value, &["voorletters"]);
    if rest.is_empty() {
        rest = parts(value, &["voornaam"]);
    }
    rest.extend(part(value, "tussenvoegsel"));
    if rest.is_empty() { surname.to_owned() } else { format!("{surname}, {}", rest.join(" ")) }
}

fn address(value: &Value) -> String {
    let street = parts(value, &["volledig", "straat", "huisnummer", "toevoeging"]).join(" ");
    let town = parts(value, &["postcode", "plaats"]).join(" ");
    let lines: Vec<String> = [street, town].into_iter().filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

/// `14 maart 2026`, `maart 1998`, `1998`
pub fn long_date(date: Date) -> String {
    match date {
        Date::Day(day) => format!("{} {} {}", day.day(), month(day.month()), day.year()),
        Date::Month(year, number) => format!("{} {year}", month(number)),
        Date::Year(year) => year.to_string(),
    }
}

/// `14-03-2026`, `03-1998`, `1998`
pub(in crate::report) fn short_date(date: Date) -> String {
    match date {
        Date::Day(day) => format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year()),
        Date::Month(year, number) => format!("{number:02}-{year:04}"),
        Date::Year(year) => year.to_string(),
    }
}

/// The name of a month from 1 to 12.
pub(in crate::report) fn month(number: i8) -> &'static str {
    dutch::month_name(number).unwrap_or_default()
}

/// `57,5 uur`, in two decimals at most: one notation, so that hours can be compared and added up by eye.
pub(in crate::report) fn hours(minutes: i64) -> String {
    format!("{} uur", decimal_hours(minutes, grouped))
}

/// `€ 1.125,00`, with a space that does not break
pub(in crate::report) fn euro(cents: i64) -> String {
    let (sign, rest) = if cents < 0 { ("-", -cents) } else { ("", cents) };
    format!("€\u{a0}{sign}{},{:02}", grouped(rest / 100), rest % 100)
}

/// `12.500`
pub(in crate::report) fn grouped(n: i64) -> String {
    let digits = n.abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// `1 jaar, 2 maanden en 1 dag`, `26 weken`, `10 dagen`
fn duration(length: Duration) -> String {
    let (years, months) = (length.months / 12, length.months % 12);
    let (weeks, days) = if length.days.is_multiple_of(7) { (length.days / 7, 0) } else { (0, length.days) };
    let said: Vec<String> =
        [(years, "jaar", "jaar"), (months, "maand", "maanden"), (weeks, "week", "weken"), (days, "dag", "dagen")]
            .into_iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, more)| counted(n, one, more))
            .collect();
    listed(&said.iter().map(String::as_str).collect::<Vec<_>>())
}

fn comma(number: &str) -> String {
    number.replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_one_notation() {
        let cases =
            [(3450, "57,5 uur"), (60, "1 uur"), (0, "0 uur"), (140, "2,33 uur"), (15, "0,25 uur"), (-90, "-1,5 uur")];
        for (minutes, text) in cases {
            assert_eq!(hours(minutes), text);
        }
        assert_eq!(hours(90_000), "1.500 uur");
        assert_eq!(hours(63), "1,05 uur");
    }

    #[test]
    fn money_and_numbers_are_grouped() {
        assert_eq!(euro(112_500), "€\u{a0}1.125,00");
        assert_eq!(euro(-5), "€\u{a0}-0,05");
        assert_eq!(grouped(1_234_567), "1.234.567");
        assert_eq!(grouped(-999), "-999");
    }

    #[test]
    fn dates_go_as_far_as_they_are_known() {
        let cases = [
            ("2026-03-14", "14 maart 2026", "14-03-2026"),
            ("1998-03", "maart 1998", "03-1998"),
            ("1998", "1998", "1998"),
        ];
        for (iso, long, short) in cases {
            let date = Date::from_iso(iso).expect(iso);
            assert_eq!((long_date(date).as_str(), short_date(date).as_str()), (long, short));
        }
    }

    #[test]
    fn durations_are_said() {
        let cases = [
            (14, 0, "1 jaar en 2 maanden"),
            (6, 0, "6 maanden"),
            (0, 14, "2 weken"),
            (0, 10, "10 dagen"),
            (1, 7, "1 maand en 1 week"),
        ];
        for (months, days, text) in cases {
            assert_eq!(duration(Duration { months, days }), text);
        }
    }

    #[test]
    fn names_are_said_and_listed() {
        let parts =
            [("aanhef", "mevr."), ("voorletters", "A.C."), ("tussenvoegsel", "van der"), ("achternaam", "Berg")];
        let position = |name| Kind::Name.parts().iter().position(|part| *part == name);
        let parts = parts.iter().filter_map(|(name, text)| Some((u8::try_from(position(*name)?).ok()?, *text)));
        let berg = value::join(Kind::Name, parts).expect("a name");
        assert_eq!(name(&berg), "mevr. A.C. van der Berg");
        assert_eq!(name_in_list(&berg), "Berg, A.C. van der");
    }
}
