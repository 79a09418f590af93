//! Every wording that is known for a field: of the schema, of `labels.toml` and of the mapped forms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, Shape};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::{Wording, numbered};
use crate::record::schema::Schema;
use crate::text::normalize::fold_label;

use super::labels::Labels;
use super::numbers::real;
use super::slot::{Slot, question_of, slot_of};
use super::trigrams::Trigrams;
use super::words::{Party, Vocabulary, Words};

/// Where a wording is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingSource {
    Schema,
    Labels,
    /// The id of a mapped form.
    Form(Arc<str>),
}

/// A wording of a slot; none for a question outside the schema.
#[derive(Clone, Debug)]
pub struct Entry {
    pub slot: Option<usize>,
    pub text: String,
    pub folded: String,
    pub words: Words,
    /// The words of the headings above it, where it was seen.
    pub section: Words,
    pub known: WordingSource,
    /// How telling its words are together.
    pub weight: f64,
}

/// Where the words of a slot are used besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct SharedWords {
    /// About other people or organisations.
    pub of_others: bool,
    /// In other groups of the schema.
    pub of_groups: bool,
}

/// The wordings, and how telling each word is.
#[derive(Debug)]
pub struct Lexicon {
    pub slots: Vec<Slot>,
    /// The position of a slot by its id.
    by_id: HashMap<String, usize>,
    pub entries: Vec<Entry>,
    pub vocabulary: Vocabulary,
    /// The wordings that were taken and are no entries yet.
    taken: Vec<TakenWording>,
    /// The wordings that a slot has already: thousands are taken, so they are not looked for one by one.
    known: HashSet<(usize, String)>,
    pub(in crate::suggest) by_stem: HashMap<String, Vec<usize>>,
    pub(in crate::suggest) by_text: HashMap<String, Vec<usize>>,
    /// The entries of each slot.
    pub(in crate::suggest) of_slot: Vec<Vec<usize>>,
    pub(in crate::suggest) trigrams: Trigrams,
    weights: HashMap<String, f64>,
    unknown: f64,
    /// By group, the words that name it, each as its stems.
    pub(in crate::suggest) topics: BTreeMap<String, Vec<Vec<String>>>,
    /// What is asked in the same words, within a repeating group or not, of how many and where.
    shared: HashMap<(bool, Vec<String>), Users>,
}

/// A wording of a slot under the headings where it was seen, its words not yet taken apart.
#[derive(Debug)]
struct TakenWording {
    slot: Option<usize>,
    text: String,
    folded: String,
    section: String,
    known: WordingSource,
}

/// Whom the same words are about, and in which groups.
type Users = (BTreeSet<Option<Party>>, BTreeSet<String>);

/// What a word that no wording has weighs, beside one that a single field has.
const UNKNOWN: f64 = 0.65;

/// The stem that a question is about when it names nothing but a person.
const NAME: &str = "nam";

impl Lexicon {
    /// From the schema, `labels.toml` and the mappings given.
    pub fn new<'m>(mappings: impl Iterator<Item = &'m Mapping>) -> Self {
        let labels = Labels::common();
        let (wordings, outside) = (labels.wordings(), labels.outside());
        let all: Vec<&str> = wordings.iter().flat_map(|(_, texts)| texts).chain(&outside).map(String::as_str).collect();
        let vocabulary =
            Vocabulary::new(labels.about(), &labels.same(), &labels.filler(), &labels.organisations(), &all);
        let mut lexicon = Self {
            slots: Vec::new(),
            by_id: HashMap::default(),
            entries: Vec::new(),
            vocabulary,
            taken: Vec::new(),
            known: HashSet::default(),
            by_stem: HashMap::default(),
            by_text: HashMap::default(),
            of_slot: Vec::new(),
            trigrams: Trigrams::default(),
            weights: HashMap::default(),
            unknown: 0.0,
            topics: BTreeMap::new(),
            shared: HashMap::default(),
        };
        for (group, words) in labels.topics() {
            let stems =
                words.iter().map(|word| lexicon.vocabulary.words(word).stems).filter(|s| !s.is_empty()).collect();
            lexicon.topics.insert(group, stems);
        }
        lexicon.take_labels(&wordings);
        let schema = Schema::common();
        for (_, field) in schema.all() {
            lexicon.take(&field.id, &field.label.nl, "", WordingSource::Schema);
        }
        for text in &outside {
            lexicon.entry(None, text, "", WordingSource::Labels);
        }
        for mapping in mappings {
            lexicon.take_mapping(mapping);
        }
        // taking ten thousand wordings apart is most of the time of a draft, so all cores do it
        let vocabulary = &lexicon.vocabulary;
        let entries: Vec<Entry> =
            std::mem::take(&mut lexicon.taken).into_par_iter().map(|one| one.taken_apart(vocabulary)).collect();
        let texts: Vec<&str> = entries.iter().map(|entry| entry.text.as_str()).collect();
        lexicon.trigrams = Trigrams::of(&texts, vocabulary);
        lexicon.entries = entries;
        lexicon.index();
        lexicon
    }

    /// The curated wordings; those of the parts of a name or an address hold whoever it is about.
    fn take_labels(&mut self, wordings: &[(String, Vec<String>)]) {
        for (id, texts) in wordings {
            for id in shared_by(id) {
                texts.iter().for_each(|text| self.take(&id, text, "", WordingSource::Labels));
            }
        }
    }

    fn take(&mut self, id: &str, text: &str, section: &str, known: WordingSource) {
        if let Some(slot) = self.slot(id) {
            self.entry(Some(slot), text, section, known);
        }
    }

    /// The position of a slot, made when it is new.
    fn slot(&mut self, id: &str) -> Option<usize> {
        if let Some(known) = self.by_id.get(id) {
            return Some(*known);
        }
        self.slots.push(Slot::parse(id)?);
        let slot = self.slots.len() - 1;
        self.by_id.insert(id.to_owned(), slot);
        Some(slot)
    }

    fn entry(&mut self, slot: Option<usize>, text: &str, section: &str, known: WordingSource) {
        let folded = fold_label(text);
        if let Some(slot) = slot {
            let is_new = self.known.insert((slot, folded.clone()));
            if section.is_empty() && !is_new {
                return;
            }
        }
        let (text, section) = (text.to_owned(), section.to_owned());
        self.taken.push(TakenWording { slot, text, folded, section, known });
    }

    fn take_mapping(&mut self, mapping: &Mapping) {
        let known = WordingSource::Form(Arc::clone(&mapping.head.id));
        let section = |path: &[Wording]| path.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        for line in &mapping.lines {
            let Some(id) = slot_of(line).filter(|_| matches!(line.asks, Asks::One { .. })) else { continue };
            let path = format!("{} {}", section(&line.section), section(line.columns()));
            for wording in question_of(line) {
                self.take(&id, &wording.text, path.trim(), known.clone());
            }
        }
        let schema = Schema::common();
        let field = |target: Target| schema.field(target.field).id.clone();
        for rows in &mapping.rows {
            match &rows.shape {
                Shape::Table { columns, .. } => {
                    for column in columns {
                        for wording in &column.headings {
                            self.take(&field(column.target), &wording.text, &section(&rows.section), known.clone());
                        }
                    }
                }
                Shape::Blocks { lines, .. } => {
                    for line in lines {
                        for label in &line.labels {
                            self.take(&field(line.target), &numbered(label, 1).text, "", known.clone());
                        }
                    }
                }
            }
        }
    }

    fn index(&mut self) {
        let mut slots: HashMap<&str, BTreeSet<usize>> = HashMap::default();
        self.of_slot = vec![Vec::new(); self.slots.len()];
        for (n, entry) in self.entries.iter().enumerate() {
            if let Some(slot) = entry.slot {
                self.of_slot[slot].push(n);
            }
            for stem in &entry.words.stems {
                self.by_stem.entry(stem.clone()).or_default().push(n);
                slots.entry(stem).or_default().insert(entry.slot.unwrap_or(self.slots.len() + n));
            }
            self.by_text.entry(entry.folded.clone()).or_default().push(n);
            if let Some(slot) = entry.slot.map(|slot| &self.slots[slot]) {
                let (whom, groups) = self.shared.entry((slot.rows.is_some(), sorted(&entry.words.stems))).or_default();
                whom.insert(entry.about(slot));
                groups.insert(slot.group.clone());
            }
        }
        let all = real(self.slots.len());
        self.weights = slots
            .iter()
            .map(|(stem, in_slots)| ((*stem).to_owned(), (1.0 + all / real(in_slots.len())).ln()))
            .collect();
        // a word that no form used says little of what is asked
        self.unknown = (1.0 + all).ln() * UNKNOWN;
        let weights = &self.weights;
        let weight = |entry: &Entry| entry.words.stems.iter().filter_map(|stem| weights.get(stem)).sum();
        self.entries.iter_mut().for_each(|entry| entry.weight = weight(entry));
    }

    /// The slots that a key of `labels.toml` stands for; none for the class of what is outside.
    pub(in crate::suggest) fn of_class(&self, class: &str) -> Vec<Option<usize>> {
        if class == super::label_model::OUTSIDE {
            return vec![None];
        }
        shared_by(class).iter().filter_map(|id| self.by_id.get(id).copied()).map(Some).collect()
    }

    /// How telling a stem is.
    pub fn weight(&self, stem: &str) -> f64 {
        self.weights.get(stem).copied().unwrap_or(self.unknown)
    }

    /// The words of a question; one that names nothing but a person asks for the name.
    pub fn question(&self, text: &str) -> Words {
        let mut words = self.vocabulary.words(text);
        // `Wat voor bedrijf is het?` asks of what kind it is
        let sort = text.to_lowercase().contains("wat voor");
        if words.stems.is_empty() && !words.about.is_empty() && !sort {
            let bureau = !text.to_lowercase().contains("naam");
            words.stems.push(if bureau { named(&words) } else { NAME.to_owned() });
        }
        words
    }

    /// Where else the same words are used.
    pub fn shared(&self, slot: &Slot, stems: &[String]) -> SharedWords {
        let shared = self.shared.get(&(slot.rows.is_some(), sorted(stems)));
        shared.map_or(SharedWords::default(), |(whom, groups)| SharedWords {
            of_others: whom.len() > 1,
            of_groups: groups.len() > 1,
        })
    }

    /// Whether a text is word for word a question outside the schema, and no other.
    pub(in crate::suggest) fn is_outside(&self, text: &str) -> bool {
        let known = self.by_text.get(&fold_label(text));
        known.is_some_and(|all| all.iter().all(|n| self.entries[*n].slot.is_none()))
    }

    /// Whether a text asks, word for word, what is asked of no one but a client.
    pub(in crate::suggest) fn is_of_client(&self, text: &str) -> bool {
        let known = self.by_text.get(&fold_label(text));
        let slot = |n: &usize| self.entries[*n].slot.map(|slot| self.slots[slot].id.as_str());
        known.is_some_and(|all| all.iter().all(|n| matches!(slot(n), Some("client.bsn" | "client.geboortedatum"))))
    }

    /// The groups of the schema that a heading is about.
    pub fn topics(&self, words: &Words) -> BTreeSet<String> {
        let named = |stems: &&Vec<String>| stems.iter().all(|stem| words.stems.contains(stem));
        let exact = |all: &[Vec<String>]| all.iter().filter(named).map(Vec::len).max().unwrap_or(0);
        let best = self.topics.values().map(|all| exact(all)).max().unwrap_or(0);
        self.topics.iter().filter(|(_, all)| best > 0 && exact(all) == best).map(|(group, _)| group.clone()).collect()
    }
}

impl TakenWording {
    /// The entry of a wording, with its words and those of its headings.
    fn taken_apart(self, vocabulary: &Vocabulary) -> Entry {
        let Self { slot, text, folded, section, known } = self;
        let mut words = vocabulary.words(&text);
        if words.stems.is_empty() && !words.about.is_empty() && slot.is_some() && text.split_whitespace().count() < 3 {
            let stem = named(&words);
            words.stems.push(stem);
        }
        Entry { slot, words, section: vocabulary.words(&section), text, folded, known, weight: 0.0 }
    }
}

impl Entry {
    /// Whether signs that folding takes away are the same: `% begeleiding` is not `Begeleiding`.
    pub fn is_worded_as(&self, text: &str) -> bool {
        self.text.contains('%') == text.contains('%')
    }

    /// Whom it is about: whom it names, else whom its field is about.
    pub fn about(&self, slot: &Slot) -> Option<Party> {
        match slot.about {
            Some(who) if self.words.about.is_empty() || self.words.about.contains(&who) => Some(who),
            _ => self.words.about.first().copied(),
        }
    }
}

/// What is asked by words that name nothing but whom: the name, or of `Bedrijf van de jobcoach` the organisation.
fn named(words: &Words) -> String {
    let bureau = words.about.contains(&Party::Jobcoach) && words.about.contains(&Party::Werkgever);
    if bureau { super::words::stem("organisatie") } else { NAME.to_owned() }
}

/// The ids for which a key of `labels.toml` holds: the parts of a name or an address are those of whoever it is.
fn shared_by(id: &str) -> Vec<String> {
    const NAMES: [&str; 3] = ["client.naam", "jobcoach.naam", "werkgever.contactpersoon"];
    if let Some(part) = id.strip_prefix("client.naam.") {
        NAMES.iter().map(|field| format!("{field}.{part}")).collect()
    } else if let Some(part) = id.strip_prefix("client.adres").filter(|part| !part.is_empty()) {
        ["client.adres", "werkgever.adres"].iter().map(|field| format!("{field}{part}")).collect()
    } else {
        vec![id.to_owned()]
    }
}

fn sorted(stems: &[String]) -> Vec<String> {
    let mut sorted = stems.to_vec();
    sorted.sort();
    sorted
}
