//! Whom a form speaks to: `uw werkgever` is said to the werknemer, `uw medewerker` to the werkgever.
//!
//! `Wat is uw achternaam?` asks the name of whoever the form speaks to, and no heading has to say so.

use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::words::{Party, Words};

/// The words with which a form speaks to its reader.
const YOU: [&str; 5] = ["u", "uw", "je", "jij", "jouw"];
/// What only an employer calls people its own; a coach says cliënt or kandidaat.
const STAFF: [&str; 4] = ["werknemer", "medewerker", "personeelslid", "collega"];

/// Whom the questions of a form speak to; none where they speak to nobody, or to several.
pub(super) fn addressed(all: &[Question], lexicon: &Lexicon) -> Option<Party> {
    let mut seen = Vec::new();
    for asked in all {
        let words = words(&asked.text);
        for pair in words.windows(2).filter(|pair| YOU[1..].contains(&pair[0].as_str())) {
            let owned = lexicon.vocabulary.words(&pair[1]).about;
            let reader = match owned.first().filter(|_| owned.len() == 1) {
                Some(Party::Werkgever) => Party::Client,
                Some(Party::Client) if STAFF.contains(&pair[1].as_str()) => Party::Werkgever,
                _ => continue,
            };
            if !seen.contains(&reader) {
                seen.push(reader);
            }
        }
    }
    match seen[..] {
        [reader] => Some(reader),
        _ => None,
    }
}

/// A label taken apart; where it names nobody and speaks to the reader of the form, it is about that reader.
pub(super) fn about_reader(mut words: Words, text: &str, reader: Option<Party>) -> Words {
    if words.about.is_empty() && self::words(text).iter().any(|word| YOU.contains(&word.as_str())) {
        words.about.extend(reader);
    }
    words
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
