//! IBAN: letters and digits without spaces, with check digits that are right.

use ::iban::{Iban, IbanLike};
use compact_str::CompactString;

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// Whether spaces stand between fours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IbanNotation {
    Fours,
    Joined,
}

pub(super) fn compile(written: Option<&str>) -> Result<IbanNotation, String> {
    match written {
        None | Some("NL00 BANK 0000 0000 00") => Ok(IbanNotation::Fours),
        Some("NL00BANK0000000000") => Ok(IbanNotation::Joined),
        Some(other) => {
            Err(format!("`{other}` is no notation of an IBAN: `NL00 BANK 0000 0000 00` or `NL00BANK0000000000`"))
        }
    }
}

/// A valid IBAN in any grouping and case; one with wrong check digits stays as written.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = words::kept_words(content) else { return Understood::as_written() };
    let bare = text.strip_prefix("IBAN").unwrap_or(&text).trim_start_matches([':', ' ']);
    let odd = |c: char| c.is_whitespace() || matches!(c, '.' | '-');
    let joined: String = bare.chars().filter(|c| !odd(*c)).map(|c| c.to_ascii_uppercase()).collect();
    let iban = joined.parse::<Iban>().ok();
    Understood::from(iban.map(|iban| Value::Text(iban.electronic_str().into())))
}

pub(super) fn print(iban: &str, form: IbanNotation) -> CompactString {
    if form == IbanNotation::Joined {
        return iban.into();
    }
    let mut grouped = CompactString::with_capacity(iban.len() + iban.len() / 4);
    for (n, c) in iban.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans() {
        let cases = [
            ("NL91 ABNA 0417 1643 00", Some("NL91ABNA0417164300")),
            ("nl91abna0417164300", Some("NL91ABNA0417164300")),
            ("IBAN: NL91ABNA0417164300", Some("NL91ABNA0417164300")),
            ("NL92 ABNA 0417 1643 00", None),
            ("DE44 5001 0517 5407 3249 31", Some("DE44500105175407324931")),
            ("417164300", None),
        ];
        for (text, iban) in cases {
            let wanted = Understood::from(iban.map(|i| Value::Text(i.into())));
            assert_eq!(parse(&Content::Text(text.into())), wanted, "{text}");
        }
        assert_eq!(print("NL91ABNA0417164300", IbanNotation::Fours), "NL91 ABNA 0417 1643 00");
    }
}
