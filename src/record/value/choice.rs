//! Choice: one of the schema's words, in any of the form's wordings.

use compact_str::CompactString;

use crate::record::value::marks::Marking;
use crate::record::value::wordings::{Choices, Chosen};
use crate::record::value::{Understood, Value};
use crate::text::content::Content;

pub(super) fn compile(written: Option<&str>, choices: &[(String, Vec<String>)]) -> Result<Choices, String> {
    let marking = match written {
        None | Some("woord") => None,
        Some(word) => Some(Marking::from_word(word).ok_or_else(|| {
            format!("`{word}` is no way to mark a choice: `woord`, `aankruisen`, `aankruisen per regel` or `doorhalen`")
        })?),
    };
    Choices::new(choices, marking)
}

/// One of the words; several where one is asked stay as written.
pub(super) fn parse(content: &Content, choices: &Choices) -> Understood {
    match choices.chosen(content) {
        Chosen::One(one) => Understood::value(Value::Text(choices.word(one).into())),
        Chosen::None => Understood::blank(),
        _ => Understood::as_written(),
    }
}

pub(super) fn print(word: &str, choices: &Choices) -> Option<CompactString> {
    choices.print(&[word])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::strike;

    fn regime() -> Vec<(String, Vec<String>)> {
        let choice =
            |word: &str, wordings: &[&str]| (word.to_owned(), wordings.iter().map(|w| (*w).to_owned()).collect());
        vec![
            choice("zeer_licht", &[]),
            choice("licht", &["L", "licht"]),
            choice("midden", &["M", "Midden-regime"]),
            choice("intensief", &["Z", "zwaar"]),
        ]
    }

    #[test]
    fn wordings_are_read() {
        let choices = compile(None, &regime()).expect("no double wordings");
        let cases = [
            ("L".to_owned(), Some("licht")),
            ("  LICHT ".into(), Some("licht")),
            ("midden regime".into(), Some("midden")),
            ("Middenregime".into(), Some("midden")),
            ("zwaar".into(), Some("intensief")),
            ("intensief".into(), Some("intensief")),
            ("Zeer licht".into(), Some("zeer_licht")),
            ("☐ L ☒ M ☐ Z".into(), Some("midden")),
            ("L ☐ M ☐ Z ☒".into(), Some("intensief")),
            (format!("licht / {} / {}", strike("midden"), strike("zwaar")), Some("licht")),
            ("☒ licht".into(), Some("licht")),
            ("☒ L ☒ M".into(), None),
            ("anders".into(), None),
            ("licht / midden".into(), None),
            ("licht, midden".into(), None),
            ("☒ anders: veel".into(), None),
            ("☐ anders".into(), None),
        ];
        for (text, word) in cases {
            let wanted = Understood::from(word.map(|w| Value::Text(w.into())));
            assert_eq!(parse(&Content::Text(text.as_str().into()), &choices), wanted, "{text}");
        }
        for text in ["☐ L ☐ M ☐ Z", "zeer licht / licht / midden / intensief"] {
            assert_eq!(parse(&Content::Text(text.into()), &choices), Understood::blank(), "{text}");
        }
    }

    #[test]
    fn the_first_wording_is_written() {
        let cases = [
            (None, "M"),
            (Some("aankruisen"), "☐ zeer_licht  ☐ L  ☒ M  ☐ Z"),
            (Some("aankruisen per regel"), "☐ zeer_licht\n☐ L\n☒ M\n☐ Z"),
        ];
        for (written, wanted) in cases {
            let choices = compile(written, &regime()).expect("a notation");
            assert_eq!(print("midden", &choices).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn a_wording_stands_for_one_word() {
        let mut double = regime();
        double[0].1.push("licht".into());
        assert_eq!(compile(None, &double).err().as_deref(), Some("`licht` stands for both `zeer_licht` and `licht`"));
        assert!(compile(Some("omcirkelen"), &regime()).is_err());
    }
}
