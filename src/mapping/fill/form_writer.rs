//! Answers written at the places of their lines: in words, in boxes, several in one text.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::document::cells::model::Edit;
use crate::document::filling::constraints::{Constraints as Takes, NumberShape};
use crate::finding::Finding;
use crate::mapping::fill::edit_buffer::EditBuffer;
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::fill::shown;
use crate::mapping::locate::checkboxes;
use crate::mapping::locate::location::{BoxAt, Location};
use crate::mapping::read::answer_text::{self, Slot};
use crate::mapping::spec::mapping_line::{Asks, Line, Locator, TickBox};
use crate::mapping::spec::pattern::Pattern;
use crate::mapping::spec::target::Target;
use crate::record::answer::{Answer, Key};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{Reading, Value};
use crate::text::content::Content;
use crate::text::place::Place;

/// What filling a form comes to.
#[derive(Debug, Default)]
pub(crate) struct Filling {
    pub edits: Vec<Edit>,
    /// Places of rows that are added, each behind the place whose format it gets.
    pub copies: Vec<(Place, Place)>,
    /// What the form says when it is read again.
    pub says: HashMap<Key, Reading>,
    /// Where it was written, for what stands in a place of its own.
    pub wrote: HashMap<Key, Place>,
    /// Answers of the record that the form does not ask.
    pub not_asked: Vec<Key>,
    /// Fields that the form asks and the record cannot answer.
    pub left_blank: Vec<FieldId>,
    pub findings: Vec<Finding>,
}

/// What is being written.
pub(crate) struct FormWriter<'p, 'd> {
    pub(crate) form: &'p LocatedForm<'d>,
    pub(crate) takes: &'p HashMap<Place, Takes>,
    pub(crate) answers: HashMap<Key, &'p Answer>,
    pub(crate) edits: EditBuffer<'p, 'd>,
    /// The answers that the form has a place for.
    pub(crate) asked: HashSet<Key>,
    /// Of fields whose values stand on several lines, how many lines were filled.
    turns: HashMap<FieldId, usize>,
    /// Where more is written than shows.
    pub(crate) cut: Vec<Place>,
    /// Where a sum of the form does not reach.
    pub(crate) passed_over: Vec<Place>,
    pub(crate) done: Filling,
}

impl<'p, 'd> FormWriter<'p, 'd> {
    /// Nothing written yet.
    pub(crate) fn new(form: &'p LocatedForm<'d>, takes: &'p HashMap<Place, Takes>, answers: &'p [Answer]) -> Self {
        Self {
            form,
            takes,
            answers: answers.iter().map(|answer| (answer.key, answer)).collect(),
            edits: EditBuffer::on(form),
            asked: HashSet::with_capacity(answers.len()),
            turns: HashMap::new(),
            cut: Vec::new(),
            passed_over: Vec::new(),
            done: Filling::default(),
        }
    }

    /// Writes what the record says of one line.
    pub(crate) fn line(&mut self, line: &Line, found: &Location) {
        if let Location::Sentence(at) = found {
            return self.sentence(line.sentences(), *at);
        }
        match (&line.asks, &line.by, found) {
            (
                Asks::One { target, .. },
                Locator::Ticks { boxes, .. } | Locator::Marks { boxes, .. },
                Location::Boxes(at),
            ) => {
                self.boxes(*target, 0, boxes, at);
            }
            (Asks::One { target, .. }, Locator::Marks { boxes, .. }, _) => self.marks(*target, boxes, found),
            (Asks::One { target, notation, .. }, ..) => {
                let keys = answer_text::keys(*target, notation, &self.answers);
                let keys = self.share(*target, keys);
                let slot = Slot { target: *target, notation };
                self.answer(&keys, &slot, found);
            }
            (Asks::Combined(patterns), ..) => self.combined(patterns, found),
            (Asks::Sentence(_), ..) => {}
        }
    }

    /// Of the values of a field that stand on lines of their own, those for the next line; the last line takes all
    /// that are left.
    fn share(&mut self, target: Target, keys: Vec<Key>) -> Vec<Key> {
        if !Schema::common().field(target.field).many {
            return keys;
        }
        let of_field = |(line, found): &(&Line, &Option<Location>)| {
            found.is_some()
                && matches!(line.by, Locator::Label { .. } | Locator::Named(_))
                && line.targets() == [target]
        };
        let lines = self.form.mapping.lines.iter().zip(&self.form.located.lines).filter(of_field).count();
        if lines < 2 {
            return keys;
        }
        let turn = self.turns.entry(target.field).or_default();
        let from = (*turn).min(keys.len());
        *turn += 1;
        let to = if *turn == lines { keys.len() } else { keys.len().min(from + 1) };
        keys[from..to].to_vec()
    }

    /// Whether the form says already what the record says; if so it is left as its author wrote it.
    pub(crate) fn is_said(&mut self, keys: &[Key]) -> bool {
        self.asked.extend(keys);
        let known = |key: &Key| self.form.known.get(key) == self.answers.get(key).map(|answer| &answer.reading);
        if !keys.is_empty() && keys.iter().all(known) {
            self.promise(keys);
            return true;
        }
        false
    }

    /// The form will say this of these keys.
    pub(crate) fn promise(&mut self, keys: &[Key]) {
        for key in keys {
            if let Some(answer) = self.answers.get(key) {
                self.done.says.insert(*key, answer.reading.clone());
            }
        }
    }

    /// Writes the answers of these keys where they were found.
    pub(crate) fn answer(&mut self, keys: &[Key], slot: &Slot<'_>, found: &Location) {
        if keys.is_empty() || self.is_said(keys) {
            return;
        }
        let Some((place, old)) = self.edits.place_of(found) else { return };
        let answers: Vec<&Answer> = keys.iter().filter_map(|key| self.answers.get(key).copied()).collect();
        if let Location::Spread { sheet, spots, .. } = found {
            if let Some(place) = self.form.printed_among(*sheet, spots) {
                return self.unsaid(keys, &place, "place-not-free");
            }
            let text = answer_text::content(&answers, slot, &old, NumberShape::Text);
            if text.is_some_and(|text| self.edits.spread(*sheet, spots, &text.shown())) {
                return self.promise(keys);
            }
            return self.unsaid(keys, &place, "answer-not-written");
        }
        let takes = self.takes.get(&place);
        if takes.is_some_and(|takes| takes.formula) {
            return self.unsaid(keys, &place, "formula-computes");
        }
        let shape = takes.map_or(NumberShape::Text, |takes| takes.like);
        let content = match takes.and_then(|takes| takes.list.as_ref().map(|list| (list, takes.only_list))) {
            Some((list, only)) => match answer_text::of_list(&answers, slot, list) {
                // What nobody understood is handed on as it was written, also where a list would not offer it.
                None if only && answers.iter().all(|answer| answer.reading != Reading::AsWritten) => None,
                None => answer_text::content(&answers, slot, &old, shape),
                found => found,
            },
            None => answer_text::content(&answers, slot, &old, shape),
        };
        match content {
            Some(content) => {
                let content = match takes {
                    Some(takes) => shown::suited(&answers, slot, content, takes),
                    None => content,
                };
                if !self.form.may_replace(&place, &old, &content) {
                    return self.unsaid(keys, &place, "place-not-free");
                }
                if takes
                    .and_then(|takes| takes.room)
                    .is_some_and(|room| !room.holds(&self.edits.shown(found, &content)))
                {
                    self.cut.push(place.clone());
                }
                self.edits.put(found, &place, content);
                self.promise(keys);
                self.done.wrote.extend(keys.iter().map(|key| (*key, place.clone())));
            }
            None => self.unsaid(keys, &place, "answer-not-written"),
        }
    }

    /// Says that an answer cannot be written at its place.
    pub(crate) fn unsaid(&mut self, keys: &[Key], place: &Place, code: &'static str) {
        let field = keys.first().map(ToString::to_string).unwrap_or_default();
        self.done.findings.push(Finding::new(code).field(field).place(place.clone()));
    }

    fn combined(&mut self, patterns: &[Pattern], found: &Location) {
        let mut keys: Vec<Key> = Vec::new();
        for pattern in patterns.iter().take(1) {
            keys.extend(pattern.pieces.iter().flat_map(|p| answer_text::keys(p.target, &p.notation, &self.answers)));
        }
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let Some((place, old)) = self.edits.place_of(found) else { return };
        match patterns.iter().find_map(|pattern| answer_text::joined(pattern, &self.answers)) {
            Some(text) => {
                let content = Content::Text(text.into());
                if !self.form.may_replace(&place, &old, &content) {
                    return self.unsaid(&keys, &place, "place-not-free");
                }
                self.edits.put(found, &place, content);
                self.promise(&keys);
            }
            None => self.unsaid(&keys, &place, "answer-not-written"),
        }
    }

    /// The words of a field that is asked with boxes.
    fn wanted(&mut self, target: Target, row: u32) -> (Vec<Key>, Vec<String>) {
        let field = Schema::common().field(target.field);
        let turns = if field.many { 0..=u32::from(u16::MAX) } else { row..=row };
        let keys: Vec<Key> = turns
            .map(|row| Key { field: target.field, row, part: target.part })
            .take_while(|key| self.answers.contains_key(key))
            .collect();
        let words = keys.iter().filter_map(|key| word_of(&self.answers[key].reading)).collect();
        (keys, words)
    }

    /// Ticks the boxes that the record chooses.
    pub(crate) fn boxes(&mut self, target: Target, row: u32, boxes: &[TickBox], found: &[BoxAt]) {
        let (keys, wanted) = self.wanted(target, row);
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let known = |word: &String| boxes.iter().any(|tick| tick.word == *word);
        if wanted.len() < keys.len() || !wanted.iter().all(known) {
            if let Some(place) = found.first().and_then(|b| self.edits.box_place(b)) {
                self.unsaid(&keys, &place.0, "answer-not-written");
            }
            return;
        }
        let printed = found.iter().filter(|at| at.spot.is_some()).filter_map(|at| self.edits.box_place(at));
        let mut printed = printed.filter(|(place, old)| !self.form.may_tick(place, old));
        if let Some((place, _)) = printed.next() {
            return self.unsaid(&keys, &place, "place-not-free");
        }
        for at in found {
            let Some((place, old)) = self.edits.box_place(at) else { continue };
            let ticked = wanted.contains(&boxes[at.turn].word);
            let takes = self.takes.get(&place).map(|takes| takes.like);
            if ticked {
                self.done.wrote.extend(keys.iter().map(|key| (*key, place.clone())));
            }
            if let Some(new) = checkboxes::set(&old, ticked, at.spot.is_none(), takes == Some(NumberShape::Tick)) {
                self.edits.set(place, new);
            }
        }
        self.promise(&keys);
    }

    /// Ticks the words of an answer such as `☐ Vast ☐ Tijdelijk`; what other lines ticked there stays.
    fn marks(&mut self, target: Target, boxes: &[TickBox], found: &Location) {
        let (keys, wanted) = self.wanted(target, 0);
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let Some((place, old)) = self.edits.place_of(found) else { return };
        let known = |word: &String| boxes.iter().any(|tick| tick.word == *word);
        let text = old.shown().into_owned();
        let marked = checkboxes::marked(&text, boxes, &wanted);
        match marked.filter(|_| wanted.len() == keys.len() && wanted.iter().all(known)) {
            Some(marked) => {
                self.edits.put(found, &place, Content::Text(marked.into()));
                self.promise(&keys);
            }
            None => self.unsaid(&keys, &place, "answer-not-written"),
        }
    }
}

/// The word of a choice or of yes and no.
fn word_of(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Value(Value::Text(word)) => Some(word.to_string()),
        Reading::Value(Value::YesNo(yes)) => Some(if *yes { "ja" } else { "nee" }.to_owned()),
        _ => None,
    }
}
