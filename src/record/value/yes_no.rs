//! Yes or no.

use compact_str::CompactString;

use crate::record::value::marks::{self, Marking};
use crate::record::value::wordings::{Choices, Chosen};
use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// What is read as yes and as no whatever the notation, unless it takes the word for the other.
const YES: [&str; 6] = ["ja", "j", "waar", "true", "yes", "akkoord"];
const NO: [&str; 6] = ["nee", "n", "onwaar", "false", "no", "neen"];

/// From the two words as they are written: `ja/nee`, `J/N`, `1/2`, `x` (no is left empty), `☒ ja ☐ nee`, `ja ☒ nee ☐`,
/// or how they are marked: `aankruisen`, `doorhalen`.
pub(super) fn compile(written: Option<&str>, choices: &[(String, Vec<String>)]) -> Result<Choices, String> {
    let (marking, pair) = match written {
        None => (None, None),
        Some(written) => style(written)?,
    };
    let wordings = |n: usize, word: &str| {
        let written = pair.as_ref().map(|pair: &[String; 2]| pair[n].clone());
        let given = choices.iter().find(|(w, _)| w == word).map(|(_, wordings)| wordings.clone()).unwrap_or_default();
        (word.to_owned(), written.into_iter().chain(given).collect::<Vec<_>>())
    };
    if let Some((odd, _)) = choices.iter().find(|(word, _)| word != "ja" && word != "nee") {
        return Err(format!("`{odd}` is neither `ja` nor `nee`"));
    }
    let mut choices = Choices::new(&[wordings(0, "ja"), wordings(1, "nee")], marking)?;
    choices.also(0, &YES);
    choices.also(1, &NO);
    Ok(choices)
}

type Style = (Option<Marking>, Option<[String; 2]>);

fn style(written: &str) -> Result<Style, String> {
    if let Some(marking) = Marking::from_word(written) {
        return Ok((Some(marking), None));
    }
    if let Some(&[(true, yes), (false, no)]) = marks::boxes(written).as_deref() {
        let behind = written.starts_with(yes);
        let marking = if behind { Marking::BoxBehind(" ") } else { Marking::BoxBefore(" ") };
        return Ok((Some(marking), Some([yes.to_owned(), no.to_owned()])));
    }
    match written.split_once('/') {
        Some((yes, no)) if !yes.is_empty() && !no.is_empty() && yes != no => {
            Ok((None, Some([yes.trim().to_owned(), no.trim().to_owned()])))
        }
        None if matches!(written, "x" | "X" | "v" | "✓") => Ok((None, Some([written.to_owned(), String::new()]))),
        _ => {
            Err(format!("`{written}` is no notation of yes and no: `ja/nee`, `J/N`, `x`, `☒ ja ☐ nee` or `doorhalen`"))
        }
    }
}

/// A tick, a word, a mark alone, or the one of two alternatives that is ticked or left unstruck; both stay as written,
/// and neither is no answer.
pub(super) fn parse(content: &Content, choices: &Choices) -> Understood {
    if let Content::Tick(ticked) = content {
        return Understood::value(Value::YesNo(*ticked));
    }
    match choices.chosen(content) {
        Chosen::One(one) => Understood::value(Value::YesNo(one == 0)),
        Chosen::These(_) => Understood::as_written(),
        Chosen::None => Understood::blank(),
        Chosen::Unknown => Understood::from(alone(&words::kept_words(content).unwrap_or_default()).map(Value::YesNo)),
    }
}

/// A mark with nothing beside it.
fn alone(text: &str) -> Option<bool> {
    match (text, marks::boxes(text).as_deref()) {
        ("x" | "X" | "v" | "V" | "√", _) => Some(true),
        (_, Some(&[(ticked, "")])) => Some(ticked),
        _ => None,
    }
}

pub(super) fn print(yes: bool, choices: &Choices) -> Option<CompactString> {
    choices.print(&[if yes { "ja" } else { "nee" }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::strike;

    fn read(text: &str, notation: Option<&str>) -> Understood {
        parse(&Content::Text(text.into()), &compile(notation, &[]).expect("a notation"))
    }

    #[test]
    fn yes_and_no_in_every_body() {
        let yes = [
            "ja",
            "Ja",
            "JA",
            "J",
            "ja.",
            "true",
            "WAAR",
            "x",
            "X",
            "v",
            "✓",
            "✔",
            "[x]",
            "[X]",
            "☒",
            "☑",
            "☒ ja ☐ nee",
            "ja ☒ nee ☐",
            "☑ Ja\n☐ Nee",
            "[x] ja [ ] nee",
            "☒ ja",
            "ja / n̶e̶e̶",
            "(x) ja ( ) nee",
            "Afgerond? ☒ ja ☐ nee",
            "\u{f0fe} ja \u{f0a8} nee",
        ];
        let no = [
            "nee",
            "Nee",
            "N",
            "neen",
            "false",
            "ONWAAR",
            "☐",
            "[ ]",
            "☐ ja ☒ nee",
            "ja ☐ nee ☒",
            "☐ ja / ☒ nee",
            "j̶a̶ / nee",
            "j̶a̶/nee",
        ];
        for text in yes {
            assert_eq!(read(text, None), Understood::value(Value::YesNo(true)), "{text}");
        }
        for text in no {
            assert_eq!(read(text, None), Understood::value(Value::YesNo(false)), "{text}");
        }
        for text in ["ja / nee", "ja/nee", "☐ ja ☐ nee", "J/N"] {
            assert_eq!(read(text, None), Understood::blank(), "{text}");
        }
        let both_struck = strike("ja / nee");
        for text in ["☒ ja ☒ nee", "Ja, formeel", "Vermoedelijk", "1", "2", "ja en nee", &both_struck, "xx"] {
            assert_eq!(read(text, None), Understood::as_written(), "{text}");
        }
        let choices = compile(None, &[]).expect("the default");
        assert_eq!(parse(&Content::Tick(false), &choices), Understood::value(Value::YesNo(false)));
        assert_eq!(parse(&Content::Number(1.0), &choices), Understood::as_written());
    }

    #[test]
    fn numbers_only_where_the_notation_says_so() {
        assert_eq!(read("2", Some("1/2")), Understood::value(Value::YesNo(false)));
        let choices = compile(Some("1/2"), &[]).expect("a notation");
        assert_eq!(parse(&Content::Number(1.0), &choices), Understood::value(Value::YesNo(true)));
    }

    #[test]
    fn written_as_the_notation() {
        let cases = [
            ("ja/nee", "ja", "nee"),
            ("J/N", "J", "N"),
            ("☒/☐", "☒", "☐"),
            ("☒ ja ☐ nee", "☒ ja ☐ nee", "☐ ja ☒ nee"),
            ("ja ☒ nee ☐", "ja ☒ nee ☐", "ja ☐ nee ☒"),
            ("[x]/[ ]", "[x]", "[ ]"),
            ("doorhalen", "ja / n̶e̶e̶", "j̶a̶ / nee"),
        ];
        for (notation, yes, no) in cases {
            let choices = compile(Some(notation), &[]).expect("a notation");
            assert_eq!((print(true, &choices).as_deref(), print(false, &choices).as_deref()), (Some(yes), Some(no)));
        }
        assert!(compile(Some("misschien"), &[]).is_err());
    }
}
