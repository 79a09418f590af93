//! File names made from a pattern and a record: safe on every system, and never outside their folder.

use unicode_normalization::UnicodeNormalization;

use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::record::value::{Reading, Value};

/// The words that may stand between braces in a pattern.
pub const WORDS: [&str; 6] = ["achternaam", "voorletters", "form", "gemeente", "bron", "nr"];

/// The longest name, in bytes, without its extension: file systems take 255, and a number may follow.
const MAX_NAME_BYTES: usize = 200;

/// A pattern such as `{achternaam}-{form}`, or what is wrong with it.
pub fn pattern(text: &str) -> Result<String, String> {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').ok_or("a `{` is not closed")? + open;
        let word = &rest[open + 1..close];
        if !WORDS.contains(&word) {
            return Err(format!("`{{{word}}}` is no part of a name; known are {}", WORDS.join(", ")));
        }
        rest = &rest[close + 1..];
    }
    if text.trim().is_empty() { Err("a name is not empty".to_owned()) } else { Ok(text.to_owned()) }
}

/// The name of the file for a record, the `nr`th of the run, without its extension.
pub fn name(pattern: &str, record: &Record, form: &str, nr: usize) -> String {
    let part = |position: u8| part_of_name(record, position);
    let mut text = pattern.to_owned();
    for word in WORDS {
        let hole = format!("{{{word}}}");
        if !text.contains(&hole) {
            continue;
        }
        let said = match word {
            "achternaam" => [part(4).or_else(|| part(5)), part(3)].into_iter().flatten().collect::<Vec<_>>().join(" "),
            "voorletters" => part(2).or_else(|| part(1)).unwrap_or_default(),
            "form" => form.replace('/', "-"),
            "gemeente" => text_of(record, "gemeente.naam").unwrap_or_else(|| record.form.body.clone()),
            "bron" => stem(&record.source.file),
            _ => nr.to_string(),
        };
        let said = if said.is_empty() { "client".to_owned() } else { said };
        text = text.replace(&hole, &joined(&said));
    }
    safe(&text)
}

/// Words as one: `Vries-de`, so that the files of a folder sort as a telephone book does.
fn joined(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join("-")
}

fn part_of_name(record: &Record, part: u8) -> Option<String> {
    let field = Schema::common().id("client.naam")?;
    let mut answers = record.answers_to(field).iter().filter(|answer| answer.key.part == Some(part));
    answers.find_map(|answer| text(&answer.reading))
}

fn text_of(record: &Record, id: &str) -> Option<String> {
    record.answers_to(Schema::common().id(id)?).iter().find_map(|answer| text(&answer.reading))
}

fn text(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Value(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\', '>']).next().unwrap_or(file).trim();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// A name that Windows, macOS and Linux all take, and that stays in its folder.
fn safe(text: &str) -> String {
    // One way to write an `é`: macOS takes both for the same file.
    let clean: String = text.nfc().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '-' } else { c }).collect();
    let clean = clean[..clean.floor_char_boundary(MAX_NAME_BYTES)]
        .trim_matches(|c: char| c == '.' || c.is_whitespace())
        .to_owned();
    let first = clean.split('.').next().unwrap_or("").to_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&first.as_str())
        || (first.chars().count() == 4 && (first.starts_with("COM") || first.starts_with("LPT")));
    if clean.is_empty() || device { format!("formulier-{clean}") } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder_on_every_system() {
        for (text, name) in [
            ("Jansen-utrecht", "Jansen-utrecht"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("C:\\Jansen", "C--Jansen"),
            ("CON", "formulier-CON"),
            ("com1.xlsx", "formulier-com1.xlsx"),
            ("Jansen. ", "Jansen"),
            ("..", "formulier-"),
            ("Yılmaz\u{7}", "Yılmaz-"),
            ("lpt¹", "formulier-lpt¹"),
            ("Zoe\u{308}", "Zo\u{eb}"),
        ] {
            assert_eq!(safe(text), name, "{text}");
        }
        assert_eq!(safe(&"é".repeat(300)).len(), MAX_NAME_BYTES);
    }

    #[test]
    fn the_surname_comes_first_and_holds_no_space() {
        assert_eq!(joined("Vries  de"), "Vries-de");
        assert_eq!(joined(" Jansen de Boer van der"), "Jansen-de-Boer-van-der");
    }

    #[test]
    fn a_pattern_names_known_parts_only() {
        assert!(pattern("{achternaam}-{form}").is_ok());
        for wrong in ["{naam}", "{achternaam", "", "  "] {
            assert!(pattern(wrong).is_err(), "{wrong}");
        }
    }
}
