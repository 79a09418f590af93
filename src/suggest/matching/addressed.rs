//! Whom a form speaks to: `uw werkgever` is said to the werknemer, `uw medewerker` to the werkgever.
//!
//! `Wat is uw achternaam?` asks the name of whoever the form speaks to, and no heading has to say so.

use std::collections::BTreeSet;

use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::words::{Party, Words};

/// The words with which a form speaks to its reader.
const YOU: [&str; 5] = ["u", "uw", "je", "jij", "jouw"];
/// What an employer calls its people, and the colleague who coaches the one that is coached.
const COLLEAGUE: &str = "collega";
/// What only an employer calls people its own; a coach says cliënt or kandidaat.
const STAFF: [&str; 3] = ["werknemer", "medewerker", "personeelslid"];

/// How the words begin with which the title of a form says that an employer asks for something.
const REQUESTS: [&str; 4] = ["aanvra", "subsidie", "vergoeding", "verzoek"];

/// Whom a form speaks to, and what it calls others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Addressed {
    /// None where the questions speak to nobody, or to several.
    pub reader: Option<Party>,
    /// `je collega` stands in more than one question: the werknemer is a colleague of the reader.
    pub colleague: bool,
}

/// Whom the questions of a form speak to.
pub(super) fn addressed(all: &[Question], title: &str, lexicon: &Lexicon) -> Addressed {
    let mut seen = BTreeSet::new();
    let mut colleague = 0;
    let headings: BTreeSet<&str> =
        all.iter().flat_map(|asked| &asked.sections).map(|(_, text)| text.as_str()).collect();
    for text in all.iter().map(|asked| asked.text.as_str()).chain(headings) {
        let words = words(text);
        seen.extend(named_as_reader(text, lexicon));
        for pair in words.windows(2).filter(|pair| YOU[1..].contains(&pair[0].as_str())) {
            colleague += usize::from(pair[1] == COLLEAGUE);
            let owned = lexicon.vocabulary.words(&pair[1]).about;
            match owned.first().filter(|_| owned.len() == 1) {
                Some(Party::Werkgever) => seen.insert(Party::Client),
                Some(Party::Client) if STAFF.contains(&pair[1].as_str()) => seen.insert(Party::Werkgever),
                _ => continue,
            };
        }
    }
    if seen.is_empty() && colleague > 0 {
        // an employer says it as well as the colleague who coaches: the title tells them apart
        let asks = self::words(title).iter().any(|word| REQUESTS.iter().any(|begin| word.starts_with(begin)));
        let coach = !asks && lexicon.vocabulary.words(title).about == BTreeSet::from([Party::Jobcoach]);
        seen.insert(if coach { Party::Jobcoach } else { Party::Werkgever });
    }
    let reader = seen.pop_first().filter(|_| seen.is_empty());
    Addressed { reader, colleague: colleague > 1 }
}

/// `Jouw naam (de begeleider)`, `Uw telefoon als jobcoach`: the label says who its reader is.
fn named_as_reader(label: &str, lexicon: &Lexicon) -> Option<Party> {
    let (before, role) = label.split_once('(').or_else(|| label.split_once(" als "))?;
    let speaks = words(before).iter().any(|word| YOU.contains(&word.as_str()));
    let role = lexicon.vocabulary.words(role);
    let only_a_role = role.stems.len() <= 1 && lexicon.vocabulary.words(before).about.is_empty();
    role.about.first().copied().filter(|_| speaks && only_a_role && role.about.len() == 1)
}

impl Addressed {
    /// A label taken apart; where it names nobody, it is about whom the form speaks to or about as this form does.
    pub(super) fn about(self, mut words: Words, text: &str) -> Words {
        if !words.about.is_empty() {
            return words;
        }
        let said = self::words(text);
        let says = |word: &str| said.iter().any(|said| said == word);
        if says(COLLEAGUE) && says("begeleidt") {
            words.about.insert(Party::Jobcoach);
        } else if says(COLLEAGUE) && (self.colleague || says("begeleid")) {
            words.about.insert(Party::Client);
        } else if YOU.into_iter().any(says) {
            words.about.extend(self.reader);
        }
        words
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::spec::mapping_line::Direction;

    #[test]
    fn the_questions_say_whom_they_speak_to() {
        let lexicon = Lexicon::new(std::iter::empty());
        let spoken = |title: &str, texts: &[&str]| {
            let questions: Vec<Question> =
                texts.iter().map(|text| Question::new((0, 0), (*text).to_owned(), Direction::Right)).collect();
            addressed(&questions, title, &lexicon)
        };
        for (title, texts, reader, colleague) in [
            ("Aanvraag jobcoach", &["Wie is uw werkgever?"][..], Some(Party::Client), false),
            ("Aanvraag jobcoach", &["Naam van uw werknemer"], Some(Party::Werkgever), false),
            ("Plan van aanpak", &["Jouw naam (de begeleider)"], Some(Party::Jobcoach), false),
            (
                "Plan interne begeleider",
                &["Wat kan je collega al?", "Hoe leert je collega?"],
                Some(Party::Jobcoach),
                true,
            ),
            ("Aanvraag jobcoach", &["Wat doet uw collega?"], Some(Party::Werkgever), false),
            ("Aanvraag jobcoach", &["Naam van uw werknemer", "Wie is uw werkgever?"], None, false),
            ("Aanvraag jobcoach", &["Naam", "Wat vindt u van de jobcoach?"], None, false),
        ] {
            assert_eq!(spoken(title, texts), Addressed { reader, colleague }, "{texts:?}");
        }
    }

    #[test]
    fn a_colleague_coaches_or_is_coached() {
        let lexicon = Lexicon::new(std::iter::empty());
        let about = |text: &str| {
            let words = lexicon.vocabulary.words(text);
            Addressed::default().about(words, text).about.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(about("De collega die begeleidt"), [Party::Jobcoach]);
        assert_eq!(about("De collega die wordt begeleid"), [Party::Client]);
        assert_eq!(about("Naam van een collega"), []);
    }
}
