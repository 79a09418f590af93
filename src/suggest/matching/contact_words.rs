//! Words that leave no choice of kind: whoever says `telefoon` asks for a number to call, whosever it is.

use crate::record::schema::Kind;

use super::candidate::Candidate;
use super::question_context::{QuestionContext, whom};
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::phrases::{Phrases, words};
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::words::{Party, Words, stem};

/// The stems of `labels.toml` that name a thing, with the kind of its fields.
const THINGS: [(&str, Kind); 5] =
    [("telefon", Kind::Phone), ("email", Kind::Email), ("iban", Kind::Iban), ("kvk", Kind::Kvk), ("bsn", Kind::Bsn)];
/// The same, as labels begin to call it.
const CALLED: [(&str, Kind); 9] = [
    ("telefoon", Kind::Phone),
    ("mobiel", Kind::Phone),
    ("e mail", Kind::Email),
    ("email", Kind::Email),
    ("mailadres", Kind::Email),
    ("iban", Kind::Iban),
    ("kvk", Kind::Kvk),
    ("bsn", Kind::Bsn),
    ("burgerservice", Kind::Bsn),
];
/// How well a question fits a field of which it names the thing and no more.
const NAMED: f64 = 0.86;

/// The fields of the thing that a label names, by whom it is about.
pub(super) fn candidates(lexicon: &Lexicon, asked: &Question, around: &QuestionContext, text: &str) -> Vec<Candidate> {
    let said = lexicon.question(text);
    let mut named = THINGS.iter().filter(|(stem, _)| said.stems.iter().any(|known| known == stem));
    let (Some((_, kind)), None) = (named.next(), named.next()) else { return Vec::new() };
    let said = of_whom(said);
    let fits = |slot: &Slot| slot.kind == *kind && !slot.is_pair() && asked.may_ask(slot);
    let candidate = |(n, slot): (usize, &Slot)| {
        let mut evidence = vec![format!("it asks a {kind:?}")];
        let whom = whom(&said, around, slot.about, false, true, &mut evidence);
        Candidate { slot: n, score: NAMED * whom, evidence }
    };
    lexicon.slots.iter().enumerate().filter(|(_, slot)| fits(slot)).map(candidate).collect()
}

/// Whom the words name; a manager or somebody of the shop floor is of the employer.
fn of_whom(mut said: Words) -> Words {
    let floor = ["leidinggevende", "voorman", "werkvloer"].map(stem);
    if said.stems.iter().any(|known| floor.contains(known)) {
        said.about.retain(|who| *who == Party::Werkgever);
        said.about.insert(Party::Werkgever);
    }
    said
}

/// Whether a field is of the thing that a label names; a label with two things may ask either.
pub(super) fn fits(text: &str, slot: &Slot) -> bool {
    const PERSONAL: [Kind; 8] =
        [Kind::Name, Kind::Address, Kind::Phone, Kind::Email, Kind::Iban, Kind::Kvk, Kind::Bsn, Kind::Postcode];
    if slot.is_pair() || !PERSONAL.contains(&slot.kind) {
        return true;
    }
    let label = words(text).join(" ");
    let named: Vec<Kind> = CALLED.iter().filter(|(word, _)| begins_word(&label, word)).map(|(_, kind)| *kind).collect();
    let one = named.iter().all(|kind| *kind == named[0]);
    let both = text.contains(['/', '+', ',']) || label.contains(" en ") || Phrases::common().tell("several", text);
    named.is_empty() || !one || both || named[0] == slot.kind
}

fn begins_word(label: &str, word: &str) -> bool {
    label.starts_with(word) || label.contains(&format!(" {word}"))
}
