//! Whole number.

use rust_decimal::prelude::ToPrimitive;

use crate::record::value::{Understood, Value, numeral, words};
use crate::text::content::Content;

pub(super) fn compile(written: Option<&str>) -> Result<(), String> {
    match written {
        None | Some("0") => Ok(()),
        Some(other) => Err(format!("`{other}` is no notation of a whole number: `0`")),
    }
}

/// A whole number; one with a fraction stays as written.
pub(super) fn parse(content: &Content) -> Understood {
    let number = match content {
        Content::Number(n) => numeral::from_f64(*n),
        Content::Text(_) => words::kept_words(content).and_then(|text| numeral::grouped(&text)),
        _ => None,
    };
    Understood::from(number.filter(|n| n.fract().is_zero()).and_then(|n| n.to_i64()).map(Value::Number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers() {
        let text = |t: &str| Content::Text(t.into());
        let cases = [
            (text("12"), Some(12)),
            (text("1.200"), Some(1200)),
            (text("2,0"), Some(2)),
            (text("-4"), Some(-4)),
            (Content::Number(3.0), Some(3)),
            (Content::Number(3.5), None),
            (text("3,5"), None),
            (text("drie"), None),
            (text("2 of 3"), None),
            (Content::Percent(1.0), None),
        ];
        for (content, number) in cases {
            assert_eq!(parse(&content), Understood::from(number.map(Value::Number)), "{content:?}");
        }
    }
}
