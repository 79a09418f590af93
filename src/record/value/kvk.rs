//! Number in the trade register (`kvk`): eight digits as text, the leading zero kept.

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

pub(super) fn compile(written: Option<&str>) -> Result<(), String> {
    match written {
        None | Some("00000000") => Ok(()),
        Some(other) => Err(format!("`{other}` is no notation of a KvK number: `00000000`")),
    }
}

/// Eight digits, or seven whose leading zero was lost in a number; an establishment number of twelve is none.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = words::kept_words(content) else { return Understood::as_written() };
    let bare = text.trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ':' | ' ' | '-'));
    let introduced = bare.len() < text.len();
    if introduced && !text.get(..3).is_some_and(|kvk| kvk.eq_ignore_ascii_case("kvk")) {
        return Understood::as_written();
    }
    match (words::digits::<8>(bare), content) {
        (Some((digits, 8)), _) => Understood::value(Value::Text(String::from_utf8_lossy(&digits).into())),
        (Some((digits, 7)), Content::Number(_)) => {
            let kvk = format!("0{}", String::from_utf8_lossy(&digits[..7]));
            Understood::value(Value::Text(kvk.into())).remark("kvk-zero-added")
        }
        _ => Understood::as_written(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_eight() {
        let text = |t: &str| Content::Text(t.into());
        let cases = [
            (text("12345678"), Some("12345678")),
            (text("1234 5678"), Some("12345678")),
            (text("KvK: 12345678"), Some("12345678")),
            (text("KvK-nummer 12345678"), Some("12345678")),
            (Content::Number(1_234_567.0), Some("01234567")),
            (text("1234567"), None),
            (text("000012345678"), None),
            (text("btw 12345678"), None),
        ];
        for (content, kvk) in cases {
            let read = parse(&content);
            assert_eq!(read.reading, Understood::from(kvk.map(|k| Value::Text(k.into()))).reading, "{content:?}");
        }
    }
}
