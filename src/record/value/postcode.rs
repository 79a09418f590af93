//! Postcode: `1234 AB`.

use compact_str::CompactString;

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// Whether a space stands between digits and letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostcodeNotation {
    Spaced,
    Joined,
}

pub(super) fn compile(written: Option<&str>) -> Result<PostcodeNotation, String> {
    match written {
        None | Some("1234 AB" | "0000 AA") => Ok(PostcodeNotation::Spaced),
        Some("1234AB" | "0000AA") => Ok(PostcodeNotation::Joined),
        Some(other) => Err(format!("`{other}` is no notation of a postcode: `1234 AB` or `1234AB`")),
    }
}

pub(super) fn parse(content: &Content) -> Understood {
    let text = content.as_text().and_then(|_| words::kept_words(content));
    Understood::from(text.and_then(|text| canonical(&text)).map(Value::Text))
}

/// `1234ab` as `1234 AB`; none for what is no Dutch postcode.
pub(super) fn canonical(text: &str) -> Option<CompactString> {
    kept(text).map(|kept| String::from_utf8_lossy(&kept).into())
}

/// Whether a text is a Dutch postcode.
pub(super) fn is_one(text: &str) -> bool {
    kept(text).is_some()
}

/// The bytes of `1234 AB`.
fn kept(text: &str) -> Option<[u8; 7]> {
    let mut kept = [0_u8; 7];
    let mut count = 0;
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii_alphanumeric() && count < 7 => {
                kept[count] = byte.to_ascii_uppercase();
                count += 1 + usize::from(count == 3);
            }
            _ if c.is_whitespace() && (count == 0 || count == 5) => {}
            _ => return None,
        }
    }
    kept[4] = b' ';
    let well = count == 7
        && matches!(kept[0], b'1'..=b'9')
        && kept[1..4].iter().all(u8::is_ascii_digit)
        && kept[5..].iter().all(u8::is_ascii_uppercase)
        && !matches!(&kept[5..], b"SA" | b"SD" | b"SS");
    well.then_some(kept)
}

pub(super) fn print(postcode: &str, form: PostcodeNotation) -> CompactString {
    match form {
        PostcodeNotation::Spaced => postcode.into(),
        PostcodeNotation::Joined => postcode.replace(' ', "").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes() {
        let cases = [
            ("1234AB", Some("1234 AB")),
            ("1234 ab", Some("1234 AB")),
            ("1234\u{a0}AB", Some("1234 AB")),
            (" 1234  AB ", Some("1234 AB")),
            ("0234 AB", None),
            ("1234 SS", None),
            ("1234", None),
            ("1234 A", None),
            ("12 34 AB", None),
            ("1234 A B", None),
            ("1011AB Amsterdam", None),
            ("1234 ABC", None),
        ];
        for (text, postcode) in cases {
            let wanted = Understood::from(postcode.map(|p| Value::Text(p.into())));
            assert_eq!(parse(&Content::Text(text.into())), wanted, "{text}");
        }
    }
}
