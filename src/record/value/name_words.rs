//! The words of a plain name, each looked at once, shared out over the parts of a pattern.

use crate::record::value::aanhef::begins_aanhef;
use crate::record::value::name_line::{between, ends_in_between, ends_in_initial, fits, shouted, words};
use crate::record::value::pattern::{Parts, Pattern, Share};

/// Takes a name apart by a pattern; of one in which no marks stand each word is looked at once, however many ways there
/// are to share them.
pub(super) fn take_apart<'a>(text: &'a str, pattern: &Pattern) -> Option<Parts<'a>> {
    match Line::of(text).filter(|_| pattern.is_spaced()) {
        Some(line) => {
            let shared = pattern.share(line.count, |part, share| line.fits(part, share))?;
            Some(shared.map(|share| share.map(|share| line.text(share))))
        }
        None => pattern.take_apart(text, fits),
    }
}

/// The words of a name in which no mark stands.
struct Line<'a> {
    text: &'a str,
    words: [Word; MOST_WORDS],
    count: usize,
}

const MOST_WORDS: usize = 10;

#[derive(Clone, Copy, Default)]
struct Word {
    from: usize,
    to: usize,
    between: bool,
    initials: bool,
    /// An aanhef may begin here.
    aanhef: bool,
}

impl<'a> Line<'a> {
    /// None where a mark stands in it or it has more words than a name.
    fn of(text: &'a str) -> Option<Self> {
        if text.bytes().any(|byte| matches!(byte, b',' | b'(' | b')' | b'.')) {
            return None;
        }
        let mut line = Self { text, words: [Word::default(); MOST_WORDS], count: 0 };
        for (from, word) in words(text) {
            *line.words.get_mut(line.count)? = Word {
                from,
                to: from + word.len(),
                between: between(word),
                initials: shouted(word),
                aanhef: begins_aanhef(word),
            };
            line.count += 1;
        }
        Some(line)
    }

    fn text(&self, (first, behind): Share) -> &'a str {
        &self.text[self.words[first].from..self.words[behind - 1].to]
    }

    /// As [`fits`].
    fn fits(&self, part: u8, share: Share) -> bool {
        let words = &self.words[share.0..share.1];
        match part {
            0 => fits(part, self.text(share)),
            1 | 2 if words[0].aanhef => fits(part, self.text(share)),
            1 => !words.iter().any(|word| word.between) && !words.iter().all(|word| word.initials),
            2 => words.iter().all(|word| word.initials),
            3 => words.iter().all(|word| word.between),
            4 => {
                let text = self.text(share);
                !words[0].between && !words[0].initials && !ends_in_initial(text) && !ends_in_between(text)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, prop_assert_eq, prop_oneof, proptest};

    use super::*;
    use crate::record::schema::Kind;
    use crate::record::value::pattern::compile;

    fn word() -> impl Strategy<Value = &'static str> {
        prop_oneof![
            Just("Jan"),
            Just("Daan"),
            Just("Hendriks"),
            Just("de"),
            Just("De"),
            Just("heer"),
            Just("van"),
            Just("der"),
            Just("El"),
            Just("el"),
            Just("AC"),
            Just("J"),
            Just("mw"),
            Just("Mulder-Smit"),
            Just("Ülkü"),
        ]
    }

    proptest! {
        #[test]
        fn words_are_shared_as_texts_are_taken_apart(words in proptest::collection::vec(word(), 1..7)) {
            let text = words.join(" ");
            for written in [
                "{voornaam} {tussenvoegsel} {achternaam}",
                "{aanhef} {voorletters} {tussenvoegsel} {achternaam}",
                "{achternaam} {voorletters} {tussenvoegsel}",
                "{voorletters} {voornaam} {achternaam}",
                "{achternaam}",
            ] {
                let pattern = compile(Some(written), Kind::Name.parts()).expect("well formed").expect("written");
                prop_assert_eq!(take_apart(&text, &pattern), pattern.take_apart(&text, fits), "{} by {}", text, written);
            }
        }
    }
}
