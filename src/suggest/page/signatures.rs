//! Names and dates of those who sign, where no heading says that people sign there.

use super::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::phrases::{Phrases, words};
use crate::suggest::vocabulary::words::Party;

/// What a label next to a place for a signature asks, whoever signs.
const SIGNER: [&str; 5] = ["naam", "datum", "plaats", "functie", "d d"];

/// Marks what stands in a block of signing: beside a place for a signature, and `Naam werkgever` with `Datum werkgever`.
pub(in crate::suggest) fn mark(all: &mut [Question], lexicon: &Lexicon) {
    beside_signature(all);
    name_and_date(all, lexicon);
    signer_and_date(all, lexicon);
}

fn beside_signature(all: &mut [Question]) {
    let signature = |asked: &Question| Phrases::common().tell("signing", &asked.text);
    let of_signer = |asked: &Question| SIGNER.contains(&words(&asked.text).join(" ").as_str());
    for n in 0..all.len() {
        if !signature(&all[n]) {
            continue;
        }
        // of those who sign side by side one line holds the labels of all
        let beside = |asked: &Question| of_signer(asked) || signature(asked);
        let from = n - all[..n].iter().rev().take_while(|asked| beside(asked)).count();
        let to = n + 1 + all[n + 1..].iter().take_while(|asked| beside(asked)).count();
        let sections = all[n].sections.clone();
        let own = all[from..to].iter_mut().filter(|asked| asked.sections == sections);
        own.filter(|asked| of_signer(asked) || signature(asked)).for_each(|asked| asked.signs = true);
    }
}

/// `Getekend namens de werkgever: [    ]  datum: [    ]`: the date behind the one who signs is of the signature.
fn signer_and_date(all: &mut [Question], lexicon: &Lexicon) {
    let signer = |asked: &Question| {
        let said = words(&asked.text);
        let signs = said.first().is_some_and(|word| ["getekend", "ondertekend"].contains(&word.as_str()));
        signs
            && said.iter().any(|word| ["door", "namens"].contains(&word.as_str()))
            && !lexicon.vocabulary.words(&asked.text).about.is_empty()
    };
    for n in 1..all.len() {
        let dated = matches!(words(&all[n].text).join(" ").as_str(), "datum" | "d d" | "op");
        if dated && signer(&all[n - 1]) && all[n].sections == all[n - 1].sections {
            all[n - 1..=n].iter_mut().for_each(|asked| asked.signs = true);
        }
    }
}

/// A date that is of a person and of nothing else is the day on which the person signed.
fn name_and_date(all: &mut [Question], lexicon: &Lexicon) {
    let of = |asked: &Question, what: &str| -> Option<Party> {
        let words = lexicon.vocabulary.words(&asked.text);
        let one = words.stems.iter().map(String::as_str).eq([what]) && words.about.len() == 1;
        words.about.first().copied().filter(|_| one)
    };
    for n in 1..all.len() {
        let whom = of(&all[n], "datum");
        if whom.is_some() && of(&all[n - 1], "nam") == whom && all[n].sections == all[n - 1].sections {
            all[n - 1..=n].iter_mut().for_each(|asked| asked.signs = true);
        }
    }
}
