//! Every wording that is known for a field: of the schema, of `labels.toml` and of the mapped forms.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::fold::fold_label;
use crate::mapping::declaration::{Asks, Line, Mapping, Shape, Target, Wording, numbered};
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::Notation;

use super::labels::Labels;
use super::words::{About, Vocabulary, Words};

/// Something that a question may ask: a field, a part of one, a field in a notation, or two fields in one cell.
#[derive(Clone, Debug)]
pub struct Slot {
    /// As a key of `labels.toml`: `client.naam.achternaam`, `client.adres {postcode} {plaats}`.
    pub id: String,
    pub targets: Vec<Target>,
    pub notation: Option<String>,
    pub kind: Kind,
    pub group: String,
    /// The repeating group it stands in.
    pub rows: Option<String>,
    pub about: Option<About>,
}

/// Where a wording is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
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
    pub known: Known,
}

/// The wordings, and how telling each word is.
#[derive(Debug)]
pub struct Lexicon {
    pub slots: Vec<Slot>,
    pub entries: Vec<Entry>,
    pub vocabulary: Vocabulary,
    by_stem: HashMap<String, Vec<usize>>,
    by_text: HashMap<String, Vec<usize>>,
    weights: HashMap<String, f64>,
    unknown: f64,
    /// By group, the words that name it, each as its stems.
    topics: BTreeMap<String, Vec<Vec<String>>>,
    /// What is asked in the same words, of how many and where.
    shared: HashMap<Vec<String>, Users>,
}

/// Whom the same words are about, and in which groups.
type Users = (BTreeSet<Option<About>>, BTreeSet<String>);

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
            entries: Vec::new(),
            vocabulary,
            by_stem: HashMap::new(),
            by_text: HashMap::new(),
            weights: HashMap::new(),
            unknown: 0.0,
            topics: BTreeMap::new(),
            shared: HashMap::new(),
        };
        for (group, words) in labels.topics() {
            let stems =
                words.iter().map(|word| lexicon.vocabulary.words(word).stems).filter(|s| !s.is_empty()).collect();
            lexicon.topics.insert(group, stems);
        }
        lexicon.take_labels(&wordings);
        let schema = Schema::common();
        for (_, field) in schema.all() {
            lexicon.take(&field.id, &field.label.nl, "", Known::Schema);
        }
        for text in &outside {
            lexicon.entry(None, text, "", Known::Labels);
        }
        for mapping in mappings {
            lexicon.take_mapping(mapping);
        }
        lexicon.index();
        lexicon
    }

    /// The curated wordings; those of the parts of a name or an address hold whoever it is about.
    fn take_labels(&mut self, wordings: &[(String, Vec<String>)]) {
        const NAMES: [&str; 3] = ["client.naam", "jobcoach.naam", "werkgever.contactpersoon"];
        for (id, texts) in wordings {
            let others: Vec<String> = if let Some(part) = id.strip_prefix("client.naam.") {
                NAMES.iter().map(|field| format!("{field}.{part}")).collect()
            } else if let Some(part) = id.strip_prefix("client.adres").filter(|part| !part.is_empty()) {
                ["client.adres", "werkgever.adres"].iter().map(|field| format!("{field}{part}")).collect()
            } else {
                vec![id.clone()]
            };
            for id in others {
                texts.iter().for_each(|text| self.take(&id, text, "", Known::Labels));
            }
        }
    }

    fn take(&mut self, id: &str, text: &str, section: &str, known: Known) {
        if let Some(slot) = self.slot(id) {
            self.entry(Some(slot), text, section, known);
        }
    }

    /// The position of a slot, made when it is new.
    fn slot(&mut self, id: &str) -> Option<usize> {
        if let Some(known) = self.slots.iter().position(|slot| slot.id == id) {
            return Some(known);
        }
        self.slots.push(Slot::parse(id)?);
        Some(self.slots.len() - 1)
    }

    fn entry(&mut self, slot: Option<usize>, text: &str, section: &str, known: Known) {
        let folded = fold_label(text);
        if let Some(slot) = slot
            && section.is_empty()
            && self.entries.iter().any(|e| e.slot == Some(slot) && e.folded == folded)
        {
            return;
        }
        let mut words = self.vocabulary.words(text);
        if words.stems.is_empty() && !words.about.is_empty() && slot.is_some() && text.split_whitespace().count() < 3 {
            words.stems.push(NAME.to_owned());
        }
        let section = self.vocabulary.words(section);
        self.entries.push(Entry { slot, text: text.to_owned(), folded, words, section, known });
    }

    fn take_mapping(&mut self, mapping: &Mapping) {
        let known = Known::Form(Arc::clone(&mapping.head.id));
        let section = |path: &[Wording]| path.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
        for line in &mapping.lines {
            let Some(id) = slot_of(line).filter(|_| matches!(line.asks, Asks::One { .. })) else { continue };
            let path = format!("{} {}", section(&line.section), section(&line.columns()));
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
        let mut slots: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (n, entry) in self.entries.iter().enumerate() {
            for stem in &entry.words.stems {
                self.by_stem.entry(stem.clone()).or_default().push(n);
                slots.entry(stem).or_default().insert(entry.slot.unwrap_or(self.slots.len() + n));
            }
            self.by_text.entry(entry.folded.clone()).or_default().push(n);
            if let Some(slot) = entry.slot.map(|slot| &self.slots[slot]) {
                let (whom, groups) = self.shared.entry(sorted(&entry.words.stems)).or_default();
                whom.insert(entry.about(slot));
                groups.insert(slot.group.clone());
            }
        }
        let all = real(self.slots.len());
        self.weights = slots
            .iter()
            .map(|(stem, in_slots)| ((*stem).to_owned(), (1.0 + all / real(in_slots.len())).ln()))
            .collect();
        self.unknown = (1.0 + all).ln();
    }

    /// How telling a stem is.
    pub fn weight(&self, stem: &str) -> f64 {
        self.weights.get(stem).copied().unwrap_or(self.unknown)
    }

    /// The entries that share a word with the text, by position; words that are one slip apart count as shared.
    pub fn near(&self, words: &mut Words, folded: &str) -> Vec<usize> {
        for stem in &mut words.stems {
            if !self.by_stem.contains_key(stem)
                && let Some(near) = self.misspelt(stem)
            {
                near.clone_into(stem);
            }
        }
        let mut found: Vec<usize> = self.by_text.get(folded).cloned().unwrap_or_default();
        found.extend(words.stems.iter().filter_map(|stem| self.by_stem.get(stem)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }

    fn misspelt(&self, stem: &str) -> Option<&str> {
        if stem.len() < 6 {
            return None;
        }
        let near = |known: &&String| {
            known.get(..3) == stem.get(..3)
                && known.len().abs_diff(stem.len()) < 2
                && strsim::damerau_levenshtein(known, stem) == 1
        };
        self.by_stem.keys().filter(near).min().map(String::as_str)
    }

    /// The words of a question; one that names nothing but a person asks for the name.
    pub fn question(&self, text: &str) -> Words {
        let mut words = self.vocabulary.words(text);
        if words.stems.is_empty() && !words.about.is_empty() {
            words.stems.push(NAME.to_owned());
        }
        words
    }

    /// Whether the same words are used about others, and in other groups.
    pub fn shared(&self, stems: &[String]) -> (bool, bool) {
        self.shared.get(&sorted(stems)).map_or((false, false), |(whom, groups)| (whom.len() > 1, groups.len() > 1))
    }

    /// The groups of the schema that a heading is about.
    pub fn topics(&self, words: &Words) -> BTreeSet<String> {
        let named = |stems: &&Vec<String>| stems.iter().all(|stem| words.stems.contains(stem));
        let exact = |all: &[Vec<String>]| all.iter().filter(named).map(Vec::len).max().unwrap_or(0);
        let best = self.topics.values().map(|all| exact(all)).max().unwrap_or(0);
        self.topics.iter().filter(|(_, all)| best > 0 && exact(all) == best).map(|(group, _)| group.clone()).collect()
    }

    /// How much of what a text says is whom or what a part of a form is about, from 0 to 1.
    pub fn heading(&self, text: &str) -> f64 {
        let words = self.vocabulary.words(text);
        let topical = |stem: &String| self.topics.values().flatten().flatten().any(|topic| topic == stem);
        let all: f64 = words.stems.iter().map(|stem| self.weight(stem)).sum();
        let topic: f64 = words.stems.iter().filter(|stem| topical(stem)).map(|stem| self.weight(stem)).sum();
        match (words.stems.is_empty(), words.about.is_empty()) {
            (true, true) => 0.0,
            (true, false) => 1.0,
            _ => topic / all,
        }
    }

    /// How much a text looks like a question, whatever it asks: the nearest wording, from 0 to 1.
    pub fn question_like(&self, text: &str) -> f64 {
        self.nearest(text, |_| true)
    }

    /// The same for the columns of one repeating group.
    pub fn column_like(&self, text: &str, group: &str) -> f64 {
        self.nearest(text, |entry| entry.slot.is_some_and(|slot| self.slots[slot].rows.as_deref() == Some(group)))
    }

    fn nearest(&self, text: &str, of: impl Fn(&Entry) -> bool) -> f64 {
        let folded = fold_label(text);
        let mut words = self.question(text);
        let near = self.near(&mut words, &folded);
        let none = Words::default();
        let scores = near
            .iter()
            .map(|n| &self.entries[*n])
            .filter(|e| of(e))
            .map(|e| if e.folded == folded { 1.0 } else { self.likeness(&words, &none, e) * 0.98 });
        scores.fold(0.0, f64::max)
    }

    /// How much of the words of a question and of a wording are the same, from 0 to 1; what the heading above the
    /// question says already need not be said again.
    pub fn likeness(&self, words: &Words, above: &Words, entry: &Entry) -> f64 {
        let sum = |stems: &mut dyn Iterator<Item = &String>| -> f64 { stems.map(|stem| self.weight(stem)).sum() };
        let own = sum(&mut words.stems.iter());
        let wording = sum(&mut entry.words.stems.iter());
        let both = sum(&mut words.stems.iter().filter(|stem| entry.words.stems.contains(stem)));
        let said = sum(&mut entry.words.stems.iter().filter(|s| !words.stems.contains(s) && above.stems.contains(s)));
        if both == 0.0 {
            return 0.0;
        }
        let shared = both + 0.4 * said;
        // what the question leaves out weighs more than what it adds
        shared / (shared + 0.5 * (own - both) + 0.65 * (wording - both - 0.8 * said))
    }
}

impl Entry {
    /// Whom it is about: whom it names, else whom its field is about.
    pub fn about(&self, slot: &Slot) -> Option<About> {
        match slot.about {
            Some(who) if self.words.about.is_empty() || self.words.about.contains(&who) => Some(who),
            _ => self.words.about.first().copied(),
        }
    }
}

impl Slot {
    fn parse(id: &str) -> Option<Self> {
        let schema = Schema::common();
        let whole = |text: &str| Some(Target { field: schema.id(text)?, part: None });
        let (targets, notation) = match id.split_once(' ') {
            Some((field, notation)) if notation.starts_with('{') => (vec![whole(field)?], Some(notation.to_owned())),
            Some((one, other)) => (vec![whole(one)?, whole(other)?], None),
            None => (vec![whole(id).or_else(|| part(id))?], None),
        };
        let field = schema.field(targets[0].field);
        let kind = targets[0].part.map_or(field.kind, |part| crate::record::value::kind_of_part(field.kind, part));
        Some(Self {
            id: id.to_owned(),
            notation,
            kind,
            group: field.group().to_owned(),
            rows: field.rows().map(str::to_owned),
            about: about(&field.id),
            targets,
        })
    }

    /// Whether two fields are asked in one cell.
    pub fn is_pair(&self) -> bool {
        self.targets.len() > 1
    }
}

fn part(id: &str) -> Option<Target> {
    let (field, name) = id.rsplit_once('.')?;
    let schema = Schema::common();
    let field: FieldId = schema.id(field)?;
    let position = schema.field(field).kind.parts().iter().position(|part| *part == name)?;
    Some(Target { field, part: u8::try_from(position).ok() })
}

/// Whom a field is about.
fn about(id: &str) -> Option<About> {
    let (group, name) = id.split_once('.')?;
    match group {
        "client" => Some(About::Client),
        "werkgever" => Some(About::Werkgever),
        "jobcoach" => Some(About::Jobcoach),
        "gemeente" => Some(About::Gemeente),
        "ondertekening" | "voortgang" => match name {
            _ if name.contains("client") => Some(About::Client),
            _ if name.contains("werkgever") && name != "overdracht" => Some(About::Werkgever),
            _ if name.contains("jobcoach") => Some(About::Jobcoach),
            _ => None,
        },
        _ => None,
    }
}

/// The slot that a line of a mapping asks.
pub fn slot_of(line: &Line) -> Option<String> {
    let schema = Schema::common();
    let ids: Vec<String> = line.targets().iter().map(|target| id_of(*target)).collect();
    match &line.asks {
        Asks::Combined(patterns) => {
            let pieces = &patterns.first()?.pieces;
            let pair: Vec<String> = pieces.iter().map(|piece| id_of(piece.target)).collect();
            (pair.len() == 2).then(|| pair.join(" "))
        }
        Asks::One { target, notation } if target.part.is_none() && schema.field(target.field).kind == Kind::Address => {
            Some(format!("{}{}", ids.first()?, address_shape(notation)))
        }
        Asks::One { .. } => ids.first().cloned(),
    }
}

fn address_shape(notation: &Notation) -> &'static str {
    match (notation.asks(0), notation.asks(4)) {
        (true, false) => " {straat} {huisnummer}{toevoeging}",
        (false, true) => " {postcode} {plaats}",
        _ => "",
    }
}

/// `client.naam.achternaam`
pub fn id_of(target: Target) -> String {
    let field = Schema::common().field(target.field);
    match target.part {
        Some(part) => format!("{}.{}", field.id, field.kind.parts()[usize::from(part)]),
        None => field.id.clone(),
    }
}

/// The labels of the question itself, without those of its boxes.
pub fn question_of(line: &Line) -> Vec<Wording> {
    use crate::mapping::declaration::By;
    match &line.by {
        By::Ticks { label, .. } => label.clone(),
        _ => line.labels(),
    }
}

/// A count as a number to reckon with.
pub(super) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn sorted(stems: &[String]) -> Vec<String> {
    let mut sorted = stems.to_vec();
    sorted.sort();
    sorted
}
