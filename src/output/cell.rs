//! What the cells of tables have in common: canonical text, and text that a spreadsheet would take for a formula.

use std::borrow::Cow;

use crate::record::value::Value;
use crate::text::visible::steers;

/// Appends the canonical writing of a value, as text.
pub(crate) fn canonical(value: &Value, out: &mut Vec<u8>) {
    if let Value::Text(text) = value {
        return out.extend_from_slice(text.as_bytes());
    }
    let from = out.len();
    let _ = serde_json::to_writer(&mut *out, value); // a vector takes every byte
    if out[from..].starts_with(b"\"") {
        out.pop();
        out.remove(from);
    }
}

/// Whether a spreadsheet that opens this text would calculate with it. A sign with nothing but digits behind it (a
/// phone number, a negative amount) calculates nothing and stays as it is. Signs that are not seen are passed over, for
/// programs leave them out.
pub fn is_formula(text: &str) -> bool {
    formula_in(text).is_some()
}

/// Where the sign stands that would make a formula of this text.
fn formula_in(text: &str) -> Option<usize> {
    // a tab or the end of a line in front is taken for the begin of a formula by some programs, whatever follows
    if text.starts_with(['\t', '\r']) {
        return Some(0);
    }
    let unseen =
        |c: char| steers(c) || c.is_whitespace() || matches!(c, '"' | '\u{200b}'..='\u{200d}' | '\u{ad}' | '\u{2060}');
    let bare = text.trim_start_matches(unseen);
    let mut chars = bare.chars();
    let calculates = match chars.next()? {
        '+' | '-' => !(chars.clone().any(|c| c.is_ascii_digit()) && chars.all(is_of_number)),
        sign => is_equal_sign(sign),
    };
    calculates.then(|| text.len() - bare.len())
}

/// A sign that begins a formula whatever follows.
fn is_equal_sign(c: char) -> bool {
    matches!(c, '=' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫')
}

/// The text of a cell of a csv in which nothing is a formula: an apostrophe stands before each sign that would make
/// one.
///
/// A cell may be cut elsewhere than it was meant: a program that takes another sign for the delimiter begins a new cell
/// behind each of those, and one that knows no quotes behind the end of each line. So what stands behind any sign
/// counts.
pub fn as_text(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // 0xef begins the signs of other widths
    let begins = matches!(bytes.first(), Some(b'\t' | b'\r'));
    if !begins && memchr::memchr3(b'=', b'@', 0xef, bytes).is_none() && memchr::memchr2(b'+', b'-', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let signs = formulas(text);
    if signs.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut safe, mut from) = (String::with_capacity(text.len() + signs.len()), 0);
    for at in signs {
        safe.push_str(&text[from..at]);
        safe.push('\'');
        from = at;
    }
    safe.push_str(&text[from..]);
    Cow::Owned(safe)
}

/// The same of a cell that holds JSON, which stays what it says: such a sign within a string is escaped.
pub(crate) fn json_as_text(json: &str) -> Cow<'_, str> {
    let (mut safe, mut from) = (String::new(), 0);
    for at in formulas(json) {
        let Some(sign) = json[at..].chars().next() else { continue };
        // a number stands outside strings and calculates nothing
        if matches!(sign, '+' | '-')
            && !json[..at].ends_with('"')
            && json[at + 1..].starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        safe.push_str(&json[from..at]);
        safe.push_str(&format!("\\u{:04x}", u32::from(sign)));
        from = at + sign.len_utf8();
    }
    if from == 0 { Cow::Borrowed(json) } else { Cow::Owned(safe + &json[from..]) }
}

/// Where the signs stand that would make a formula of the text, or of what stands behind some sign in it.
fn formulas(text: &str) -> Vec<usize> {
    let mut found: Vec<usize> = formula_in(text).into_iter().collect();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let parted = |parts: fn(char) -> bool| before.is_some_and(parts);
        let begins = match c {
            '+' | '-' => parted(is_delimiter) && begins_a_sum(&text[at..]),
            sign => is_equal_sign(sign) && parted(|c| !c.is_alphanumeric() && !is_equal_sign(c) && c != '\''),
        };
        if begins && !found.contains(&at) {
            found.push(at);
        }
        // spaces between a delimiter and what follows are left out by many programs
        before = if c == ' ' && before.is_some_and(is_delimiter) { before } else { Some(c) };
    }
    found
}

/// Whether some program takes this sign for the end of a cell.
fn is_delimiter(c: char) -> bool {
    matches!(c, ',' | ';' | '|' | ':' | '\t' | '\r' | '\n' | '"' | '^' | '~' | '&' | '#' | '!' | '\\' | '/')
}

/// Whether a sign is followed by more than a number, up to where the cell may end.
fn begins_a_sum(text: &str) -> bool {
    let cell = text[1..].split(is_delimiter).next().unwrap_or_default();
    cell.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '+' | '-' | '=' | '@'))
        && !cell.trim_end().chars().all(is_of_number)
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ' ' | '.' | ',')
}

/// The year, month and day of a date that is known to the day.
pub(crate) fn ymd(value: &Value) -> Option<(i16, u8, u8)> {
    let mut bytes = Vec::new();
    canonical(value, &mut bytes);
    let day: jiff::civil::Date = str::from_utf8(&bytes).ok().filter(|text| text.len() == 10)?.parse().ok()?;
    Some((day.year(), day.month().unsigned_abs(), day.day().unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_numbers_and_words() {
        for text in ["=1+1", "+31+1", "-2-3", "@SUM(A1)", "\t=1", "\r=1", "+", "-a", "＝1", "+31612345678*1", "--1"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["\0=1", "\u{feff}=1", " =1", "\u{1b}@A1", "\n=1", "\"=1", "﹦1"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "a=b", "+31612345678", "-12.50", "-3", "06-12345678", "1=1", "'=1"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }

    #[test]
    fn no_part_of_a_cell_is_a_formula_wherever_it_is_cut() {
        for (text, safe) in [
            ("a,=1+1,b", "a,'=1+1,b"),
            ("=1", "'=1"),
            ("\0=1", "\0'=1"),
            ("x;@SUM(A1)", "x;'@SUM(A1)"),
            ("x\t+cmd|' /C calc'!A0", "x\t'+cmd|' /C calc'!A0"),
            ("regel\n-2+3", "regel\n'-2+3"),
            ("a | =1", "a | '=1"),
            ("a =1", "a '=1"),
            ("a ^=1", "a ^'=1"),
            ("jan@voorbeeld.nl, piet@voorbeeld.nl", "jan@voorbeeld.nl, piet@voorbeeld.nl"),
            ("tel:+31612345678", "tel:+31612345678"),
            ("€ 10,-; bedrag -12,50", "€ 10,-; bedrag -12,50"),
            ("plannen, - bellen", "plannen, - bellen"),
            ("zie https://voorbeeld.nl/?a=b&c=d", "zie https://voorbeeld.nl/?a=b&c=d"),
            ("2026-03-14", "2026-03-14"),
            ("één – twee", "één – twee"),
        ] {
            assert_eq!(as_text(text), safe, "{text:?}");
            assert_eq!(as_text(safe), safe, "once is enough: {text:?}");
        }
    }

    #[test]
    fn json_in_a_cell_says_the_same_and_holds_no_formula() {
        for json in [
            r#"{"a":"=1+1","b":"x,=2","c":-3,"d":[-4.5],"e":"-2+3","f":"+x"}"#,
            r#"["@A1","\"=1\"",{"k":"a | +cmd"}]"#,
            "{}",
        ] {
            let safe = json_as_text(json);
            let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("json");
            assert_eq!(parsed(&safe), parsed(json));
            for delimiter in [',', ';', '\t', '|', ':', ' '] {
                for cell in safe.split(delimiter) {
                    let bare = cell.trim_matches(['{', '}', '[', ']']);
                    // a number of the json itself stands outside quotes
                    assert!(!is_formula(bare) || bare.trim_start().starts_with('-'), "{cell:?}");
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_delimiter_no_cell_is_an_equation(text in "[a=@,;|: \t\n'\"1+-]{0,16}") {
            let safe = as_text(&text);
            proptest::prop_assert_eq!(safe.replace('\'', ""), text.replace('\'', ""));
            for delimiter in [',', ';', '\t', '|', ':', '\n', ' ', '"'] {
                for cell in safe.split(delimiter) {
                    let first = cell.trim_start_matches(['"', ' ', '\t', '\n']).chars().next();
                    proptest::prop_assert!(!matches!(first, Some('=' | '@')), "{:?} in {:?}", cell, safe);
                }
            }
        }
    }
}
