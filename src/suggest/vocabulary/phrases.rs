//! Phrases that tell something of a question or a form whatever it asks: another person, the office, a unit.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::labels::Labels;

/// The phrases of `labels.toml` by what they tell.
#[derive(Debug)]
pub(in crate::suggest) struct Phrases {
    by_name: BTreeMap<String, Vec<Vec<String>>>,
}

impl Phrases {
    /// Those in the program.
    pub(in crate::suggest) fn common() -> &'static Self {
        static PHRASES: OnceLock<Phrases> = OnceLock::new();
        PHRASES.get_or_init(|| {
            let listed = Labels::common().phrases();
            let words = |texts: Vec<String>| texts.iter().map(|text| words(text)).collect();
            Self { by_name: listed.into_iter().map(|(name, texts)| (name, words(texts))).collect() }
        })
    }

    /// Whether a text holds a phrase that tells this.
    pub(in crate::suggest) fn tell(&self, name: &str, text: &str) -> bool {
        self.times(name, &words(text)) > 0
    }

    /// The different phrases that tell this among the words of a text.
    pub(in crate::suggest) fn found(&self, name: &str, said: &[String]) -> Vec<String> {
        let holds = |phrase: &&Vec<String>| said.windows(phrase.len()).any(|window| is_phrase(window, phrase));
        let found = self.by_name.get(name).into_iter().flatten().filter(holds);
        found.map(|phrase| phrase.join(" ").replace('*', "")).collect()
    }

    /// How often phrases that tell this stand in a text.
    pub(in crate::suggest) fn times(&self, name: &str, said: &[String]) -> usize {
        let times =
            |phrase: &Vec<String>| said.windows(phrase.len()).filter(|window| is_phrase(window, phrase)).count();
        self.by_name.get(name).into_iter().flatten().map(times).sum()
    }

    /// The names that begin with this.
    pub(in crate::suggest) fn named<'p>(&'p self, begin: &'p str) -> impl Iterator<Item = &'p str> {
        self.by_name.keys().map(String::as_str).filter(move |name| name.starts_with(begin))
    }
}

fn is_phrase(window: &[String], phrase: &[String]) -> bool {
    window.iter().zip(phrase).all(|(word, wanted)| match wanted.strip_suffix('*') {
        Some(begin) => word.starts_with(begin),
        None => word == wanted,
    })
}

/// The words of a text in lower case, without accents and signs.
pub(in crate::suggest) fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '*');
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
