//! What the cells of tables have in common: canonical text, and text that a spreadsheet would take for a formula.

use crate::record::value::Value;

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
/// phone number, a negative amount) calculates nothing and stays as it is.
pub fn is_formula(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('+' | '-') => !(chars.clone().any(|c| c.is_ascii_digit()) && chars.all(is_of_number)),
        Some('=' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') => true,
        _ => false,
    }
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
        for text in ["", "a=b", "+31612345678", "-12.50", "-3", "06-12345678", "1=1", "'=1"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }
}
