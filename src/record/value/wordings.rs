//! The wordings of a choice: which of them a text chooses, and how the chosen ones are written.

use std::sync::Arc;

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt};

use crate::record::value::marks::{self, Marking};
use crate::record::value::words;
use crate::text::checkbox;
use crate::text::content::Content;
use crate::text::normalize;
use crate::text::pointed::pointed;

/// The words of a choice, the form's wordings of each, and how the chosen one is marked.
#[derive(Clone, Debug)]
pub(super) struct Choices(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Schema words with the wording that is printed.
    printed: Vec<(String, String)>,
    /// Positions in `printed` by folded wording.
    by_wording: HashMap<String, usize>,
    /// None where the wording alone is written.
    marking: Option<Marking>,
}

/// What a text chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Positions among the words, each once.
    One(usize),
    /// Not one.
    These(Vec<usize>),
    /// Printed alternatives, none chosen.
    None,
    /// Something that is no wording.
    Unknown,
}

impl Chosen {
    fn of(all: Vec<usize>) -> Self {
        match once(all) {
            one if one.len() == 1 => Self::One(one[0]),
            these => Self::These(these),
        }
    }
}

impl Choices {
    /// The words, each with the wording that is printed.
    pub(super) fn printed(&self) -> &[(String, String)] {
        &self.0.printed
    }

    /// A wording stands for one word only; the schema's own words are read too, where no wording takes them.
    pub(super) fn new(choices: &[(String, Vec<String>)], marking: Option<Marking>) -> Result<Self, String> {
        let mut printed = Vec::with_capacity(choices.len());
        let mut by_wording = HashMap::new();
        for (n, (word, wordings)) in choices.iter().enumerate() {
            printed.push((word.clone(), wordings.first().unwrap_or(word).clone()));
            for wording in wordings {
                if let Some(other) = by_wording.insert(key(wording), n).filter(|other| *other != n) {
                    return Err(format!("`{wording}` stands for both `{}` and `{word}`", choices[other].0));
                }
                by_wording.entry(wording.clone()).or_insert(n);
            }
        }
        for (n, (word, _)) in choices.iter().enumerate() {
            by_wording.entry(key(word)).or_insert(n);
        }
        Ok(Self(Arc::new(Inner { printed, by_wording, marking })))
    }

    fn position(&self, wording: &str) -> Option<usize> {
        let known = &self.0.by_wording;
        known.get(wording).or_else(|| known.get(&key(wording))).copied()
    }

    /// Further wordings of the word at a position, where no other word has them.
    pub(super) fn also(&mut self, position: usize, wordings: &[&str]) {
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            for wording in wordings {
                inner.by_wording.entry(key(wording)).or_insert(position);
            }
        }
    }

    /// The schema's word at a position.
    pub(super) fn word(&self, position: usize) -> &str {
        &self.0.printed[position].0
    }

    /// What a text chooses: a wording, ticked boxes, or what is left unstruck.
    pub(super) fn chosen(&self, content: &Content) -> Chosen {
        let Some(left) = words::kept_words(content) else { return Chosen::Unknown };
        if let Some(one) = self.0.by_wording.get(&*left) {
            return Chosen::One(*one);
        }
        // an empty box before a wording says that it is not chosen
        if checkbox::has_box(&left) {
            return self.ticked(&left);
        }
        if let Some(one) = self.position(&left) {
            return Chosen::One(one);
        }
        let all: Option<Vec<usize>> = marks::alternatives(&left).map(|word| self.position(word)).collect();
        let struck = content.as_text().is_some_and(marks::has_struck);
        let words: Vec<&str> = marks::alternatives(&left).collect();
        match all {
            Some(all) if all.is_empty() => Chosen::Unknown,
            Some(_) if !struck && self.stands_out(&words) => Chosen::Unknown,
            Some(all) if !struck && all.len() > 1 && all.len() == self.0.printed.len() => Chosen::None,
            Some(all) => Chosen::of(all),
            None => Chosen::Unknown,
        }
    }

    /// Whether a text is nothing but one of the wordings.
    pub(super) fn is_wording(&self, text: &str) -> bool {
        !checkbox::has_box(text) && self.position(text.trim()).is_some()
    }

    /// Whether a text is one of the wordings, with a box or without, or the box or the mark of one.
    pub(super) fn is_option(&self, text: &str) -> bool {
        let bare = text.trim();
        let words: String = bare.chars().filter(|c| !checkbox::is_box(*c)).collect();
        let words = words.trim().trim_start_matches("[ ]").trim_start_matches("[x]").trim_start_matches("[X]").trim();
        matches!(words, "" | "x" | "X" | "v" | "V") && !bare.is_empty() || self.position(words).is_some()
    }

    /// Whether somebody set one of the wordings apart by signs or capitals.
    fn stands_out(&self, words: &[&str]) -> bool {
        let known = &self.0.by_wording;
        pointed(words, |n| !known.contains_key(words[n].trim())).is_some()
    }

    fn ticked(&self, text: &str) -> Chosen {
        let Some(boxes) = marks::boxes(text) else { return Chosen::Unknown };
        let ticked: Vec<&str> = boxes.iter().filter(|(ticked, _)| *ticked).map(|(_, label)| *label).collect();
        if ticked.is_empty() {
            // an open box beside words that are no alternatives may be anything
            let known = boxes.iter().any(|(_, label)| self.position(label).is_some());
            let all: Vec<&str> = boxes.iter().map(|(_, label)| *label).collect();
            return if known && !self.stands_out(&all) { Chosen::None } else { Chosen::Unknown };
        }
        // `☒ ja ☐ nee aangevraagd`: what somebody wrote behind a word may say otherwise
        let remarked = |label: &str| {
            let mut words = label.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
            self.position(label).is_none() && words.any(|at| self.position(&label[..at]).is_some())
        };
        if boxes.iter().any(|(_, label)| remarked(label)) {
            return Chosen::Unknown;
        }
        let all: Option<Vec<usize>> = ticked.into_iter().map(|label| self.position(label)).collect();
        all.map_or(Chosen::Unknown, Chosen::of)
    }

    /// These of the words as the form writes them.
    pub(super) fn print(&self, chosen: &[&str]) -> Option<CompactString> {
        if !chosen.iter().all(|word| self.0.printed.iter().any(|(w, _)| w == word)) {
            return None;
        }
        let marked = self.0.printed.iter().map(|(word, wording)| (wording.as_str(), chosen.contains(&word.as_str())));
        match self.0.marking {
            Some(marking) => Some(marking.print(marked).into()),
            None => Some(marked.filter(|(_, chosen)| *chosen).map(|(w, _)| w).collect::<Vec<_>>().join(", ").into()),
        }
    }
}

/// Wordings of punctuation alone, as `+` and `-`, compare as they are.
fn key(wording: &str) -> String {
    let folded = normalize::fold(wording);
    if folded.is_empty() { wording.trim().to_owned() } else { folded }
}

fn once(mut all: Vec<usize>) -> Vec<usize> {
    let mut seen = Vec::with_capacity(all.len());
    all.retain(|n| {
        !seen.contains(n) && {
            seen.push(*n);
            true
        }
    });
    all
}
