//! Burgerservicenummer: nine digits as text, the leading zero kept.

use compact_str::{CompactString, format_compact};

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// How the digits stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    /// `123456782`
    None,
    /// `1234.56.782`
    Dots,
    /// `1234 56 782`
    Spaces,
    /// `123 456 782`
    Threes,
}

pub(super) fn compile(written: Option<&str>) -> Result<Grouping, String> {
    match written {
        None | Some("000000000") => Ok(Grouping::None),
        Some("0000.00.000") => Ok(Grouping::Dots),
        Some("0000 00 000") => Ok(Grouping::Spaces),
        Some("000 000 000") => Ok(Grouping::Threes),
        Some(other) => Err(format!("`{other}` is no notation of a bsn: `000000000`, `0000.00.000` or `000 000 000`")),
    }
}

/// Nine digits, or eight whose leading zero was lost; dots, spaces and hyphens are let be.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = words::kept_words(content) else { return Understood::as_written() };
    match words::digits::<9>(&text) {
        Some((digits, 9)) => Understood::value(Value::Text(String::from_utf8_lossy(&digits).into())),
        Some((digits, 8)) => {
            let bsn = format!("0{}", String::from_utf8_lossy(&digits[..8]));
            Understood::value(Value::Text(bsn.into())).remark("bsn-zero-added")
        }
        _ => Understood::as_written(),
    }
}

pub(super) fn print(bsn: &str, grouping: Grouping) -> Option<CompactString> {
    let (a, b) = bsn.split_at_checked(if grouping == Grouping::Threes { 3 } else { 4 })?;
    let (b, c) = b.split_at_checked(if grouping == Grouping::Threes { 3 } else { 2 })?;
    match grouping {
        Grouping::None => Some(bsn.into()),
        Grouping::Dots => Some(format_compact!("{a}.{b}.{c}")),
        Grouping::Spaces | Grouping::Threes => Some(format_compact!("{a} {b} {c}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_nine() {
        let text = |t: &str| Content::Text(t.into());
        let cases = [
            (text("999990019"), Some("999990019"), false),
            (text("9999.90.019"), Some("999990019"), false),
            (text(" 999 990 019 "), Some("999990019"), false),
            (text("99990019"), Some("099990019"), true),
            (Content::Number(99_990_019.0), Some("099990019"), true),
            (Content::Number(999_990_019.0), Some("999990019"), false),
            (text("9999900190"), None, false),
            (text("99999001"), Some("099999001"), true),
            (text("1234567"), None, false),
            (text("99999001X"), None, false),
            (Content::Number(1.5), None, false),
        ];
        for (content, bsn, added) in cases {
            let mut wanted = Understood::from(bsn.map(|b| Value::Text(b.into())));
            wanted.remarks.extend(added.then_some("bsn-zero-added"));
            assert_eq!(parse(&content), wanted, "{content:?}");
        }
    }
}
