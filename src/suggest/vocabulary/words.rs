//! The words of a Dutch label as they compare: stems, compounds taken apart, words that say the same, and about whom.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use foldhash::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whom a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Party {
    Client,
    Werkgever,
    Jobcoach,
    Gemeente,
}

/// A label taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The stems that say what is asked, in order, each once.
    pub stems: Vec<String>,
    /// Whom the words name.
    pub about: BTreeSet<Party>,
}

/// The vocabulary with which labels are taken apart.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Stem to the stem that stands for all that say the same.
    same: HashMap<String, String>,
    about: HashMap<String, Party>,
    /// Words for an organisation of coaches.
    organisations: HashSet<String>,
    filler: HashSet<String>,
    /// The stems that compounds are made of.
    known: HashSet<String>,
    /// The words of the known wordings with their stems: each stands in many of them, and is taken apart once.
    apart: HashMap<String, Vec<String>>,
}

/// The shortest piece of a compound.
const SHORTEST: usize = 2;

impl Vocabulary {
    /// From the words of `labels.toml`; `wordings` give the pieces of which compounds are made.
    pub fn new(
        about: impl IntoIterator<Item = (Party, String)>,
        same: &[(String, Vec<String>)],
        filler: &[String],
        organisations: &[String],
        wordings: &[&str],
    ) -> Self {
        let filler = filler.iter().flat_map(|word| raw(word)).map(|word| stem(&word)).collect();
        let mut vocabulary = Self { filler, ..Self::default() };
        for (who, word) in about {
            vocabulary.about.insert(joined(&word), who);
        }
        vocabulary.organisations = organisations.iter().map(|word| joined(word)).collect();
        for (one, others) in same {
            let one = joined(one);
            vocabulary.known.insert(one.clone());
            for other in others {
                let other = joined(other);
                if other.len() > 3 {
                    vocabulary.known.insert(other.clone());
                }
                vocabulary.same.insert(other, one.clone());
            }
        }
        let words: HashSet<String> = wordings.iter().flat_map(|text| raw(text)).collect();
        let stems = words.iter().map(|word| stem(word));
        vocabulary.known.extend(stems.filter(|stem| (4..=9).contains(&stem.len())));
        vocabulary.known.extend(vocabulary.about.keys().cloned());
        vocabulary.known.retain(|stem| stem.len() >= SHORTEST);
        let apart = words.into_iter().map(|word| (vocabulary.take_apart(&word), word));
        vocabulary.apart = apart.map(|(stems, word)| (word, stems)).collect();
        vocabulary
    }

    /// Takes a label apart.
    pub fn words(&self, text: &str) -> Words {
        let mut words = Words::default();
        for word in raw(text) {
            match self.apart.get(&word) {
                Some(stems) => stems.iter().for_each(|stem| self.take(&mut words, stem)),
                None => self.take_apart(&word).iter().for_each(|stem| self.take(&mut words, stem)),
            }
        }
        words
    }

    /// The stems of a word, those of its pieces where it is a compound; none of a word without weight.
    fn take_apart(&self, word: &str) -> Vec<String> {
        let whole = stem(word);
        if self.filler.contains(&whole) {
            return Vec::new();
        }
        if self.known_whole(&whole) {
            return vec![whole];
        }
        self.split(&whole).unwrap_or_else(|| vec![whole])
    }

    /// The words of a text that have weight, as they are written.
    pub(in crate::suggest) fn telling(&self, text: &str) -> Vec<String> {
        let mut words = raw(text);
        let all = words.clone();
        words.retain(|word| self.apart.get(word).map_or_else(|| !self.filler.contains(&stem(word)), |s| !s.is_empty()));
        if words.is_empty() { all } else { words }
    }

    fn known_whole(&self, stem: &str) -> bool {
        self.about.contains_key(stem) || self.same.contains_key(stem) || self.organisations.contains(stem)
    }

    fn take(&self, words: &mut Words, stem: &str) {
        if self.organisations.contains(stem) {
            words.about.insert(Party::Jobcoach);
            return self.take(words, "organisati");
        }
        if let Some(who) = self.about.get(stem) {
            words.about.insert(*who);
            return;
        }
        let stem = self.same.get(stem).map_or(stem, String::as_str);
        if !self.filler.contains(stem) && !words.stems.iter().any(|known| known == stem) {
            words.stems.push(stem.to_owned());
        }
    }

    /// The pieces of a compound, with or without an `s` or `e` between them.
    fn split(&self, stem: &str) -> Option<Vec<String>> {
        if stem.len() < 2 * SHORTEST || !stem.is_ascii() {
            return None;
        }
        for at in (SHORTEST..=stem.len() - SHORTEST).rev() {
            let (head, tail) = stem.split_at(at);
            let Some(head) = self.piece(head) else { continue };
            if let Some(tail) = self.piece(tail) {
                return Some(vec![head, tail]);
            }
            if let Some(rest) = self.split(tail) {
                return Some(std::iter::once(head).chain(rest).collect());
            }
        }
        None
    }

    /// The known stem that a piece is, when the joint is taken off.
    fn piece(&self, piece: &str) -> Option<String> {
        let bare = [Some(piece), piece.strip_suffix('s'), piece.strip_suffix('e'), piece.strip_suffix("en")];
        let stems = bare.into_iter().flatten().flat_map(|bare| [bare.to_owned(), self::stem(bare)]);
        stems.into_iter().find(|stem| stem.len() >= SHORTEST && self.known.contains(stem))
    }
}

/// What is written in several ways, and the words by which it is known.
const WRITINGS: [(&str, &str); 21] = [
    ("e-mail", "email"),
    ("e mail", "email"),
    ("tot en met", "einde"),
    ("t/m", " einde "),
    ("p/w", " week "),
    ("p/m", " maand "),
    ("p.w.", " week "),
    ("p.w", " week "),
    ("p.m.", " maand "),
    ("06-nummer", "telefoonnummer"),
    ("06 nummer", "telefoonnummer"),
    ("op welk nummer", "telefoonnummer"),
    ("op welk nr", "telefoonnummer"),
    ("nummer waarop", "telefoonnummer"),
    ("d.d.", " datum "),
    ("re-integratie", "reintegratie"),
    ("kamer van koophandel", "kvk"),
    ("kv k", "kvk"),
    ("(s)", "s"),
    ("(en)", "en"),
    ("m/v", "geslacht"),
];

const REPLACED: [&str; WRITINGS.len()] = {
    let mut words = [""; WRITINGS.len()];
    let mut n = 0;
    while n < words.len() {
        words[n] = WRITINGS[n].1;
        n += 1;
    }
    words
};

/// Finds all of them in one pass: thousands of wordings are read when a form is drafted.
static SAME_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let builder =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(WRITINGS.map(|(writing, _)| writing));
    builder.expect("few short words")
});

/// The words of a text in lower case, without accents; a `/` or a hyphen parts them, "d.d." and "p.w." stay whole.
pub(in crate::suggest) fn raw(text: &str) -> Vec<String> {
    let parted = parted(text);
    // Nearly every label is of plain letters, and thousands are read when a form is drafted.
    let lower: String = if parted.is_ascii() {
        parted.to_ascii_lowercase()
    } else {
        parted.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
    };
    let lower = SAME_WORDS.replace_all(&lower, &REPLACED);
    // `Gereed op`, `Vastgesteld op:` ask for a day, `Bereikbaar op` for a number
    let lower = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    let lower = lower
        .strip_suffix(" op")
        .filter(|rest| !rest.contains("bereik"))
        .map_or_else(|| lower.to_owned(), |rest| format!("{rest} datum"));
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '%');
    words.filter(|word| !word.is_empty() && !word.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned).collect()
}

/// `kandidaatBsn` as two words, as the columns of an export are named.
fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len() + 4);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        parted.push(letter);
        if letter.is_lowercase() && letters.peek().is_some_and(|next| next.is_uppercase()) {
            parted.push(' ');
        }
    }
    parted
}

/// The words of a phrase stemmed and written together.
fn joined(phrase: &str) -> String {
    raw(phrase).iter().map(|word| stem(word)).collect()
}

/// A word without its ending; doubled letters once, so that `uren` and `uur` are one.
pub fn stem(word: &str) -> String {
    let mut word = word.strip_suffix("tjes").or_else(|| word.strip_suffix("tje")).unwrap_or(word).to_owned();
    if let Some(root) = word.strip_suffix("heden") {
        word = format!("{root}heid");
    }
    let letters = |w: &str| w.chars().count();
    for ending in ["en", "s", "e"] {
        if let Some(root) = word.strip_suffix(ending)
            && letters(root) >= if ending == "en" { 2 } else { 3 }
            && !(ending == "s" && root.ends_with(['s', 'i', 'u', 'e']) && letters(root) < 5)
        {
            word = root.to_owned();
            break;
        }
    }
    let mut single = String::with_capacity(word.len());
    for letter in word.chars() {
        if !single.ends_with(letter) || letter.is_ascii_digit() {
            single.push(letter);
        }
    }
    match single.pop() {
        Some('v') => single.push('f'),
        Some('z') => single.push('s'),
        Some(last) => single.push(last),
        None => {}
    }
    single
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_root_have_one_stem() {
        for (one, other) in [
            ("uren", "uur"),
            ("doelen", "doel"),
            ("namen", "naam"),
            ("jaren", "jaar"),
            ("afspraken", "afspraak"),
            ("werknemers", "werknemer"),
            ("beperkingen", "beperking"),
            ("mogelijkheden", "mogelijkheid"),
            ("contactpersonen", "contactpersoon"),
            ("brieven", "brief"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("adres"), stem("ad"));
    }

    #[test]
    fn compounds_come_apart_and_synonyms_together() {
        let same = [
            ("uur".to_owned(), vec!["u".to_owned()]),
            ("begeleiding".to_owned(), vec!["coaching".to_owned()]),
            ("begin".to_owned(), vec!["start".to_owned()]),
        ];
        let known = ["begeleiding", "uren", "datum", "geboorte", "contract"];
        let about = [(Party::Client, "werknemer".to_owned()), (Party::Client, "cliënt".to_owned())];
        let vocabulary = Vocabulary::new(about, &same, &["van".to_owned(), "de".to_owned()], &[], &known);
        let sorted = |text: &str| {
            let mut stems = vocabulary.words(text).stems;
            stems.sort();
            stems
        };
        assert_eq!(sorted("Begeleidingsuren"), sorted("uren begeleiding"));
        assert_eq!(
            sorted("Startdatum contract"),
            sorted("Begin datum van het contract").into_iter().filter(|s| s != "het").collect::<Vec<_>>()
        );
        assert_eq!(vocabulary.words("Geboortedatum van de werknemer").about, BTreeSet::from([Party::Client]));
        assert_eq!(vocabulary.words("Cliënt").stems, Vec::<String>::new());
    }
}
