//! Which boxes of a question are ticked, and what that says.

use std::borrow::Cow;

use compact_str::format_compact;

use crate::mapping::locate::checkboxes;
use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::BoxAt;
use crate::mapping::read::cell_ledger::Mark;
use crate::mapping::read::cell_reader::Words;
use crate::mapping::read::tick_list::{self, TickedOptions};
use crate::mapping::spec::mapping_line::{Locator, TickBox};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::Wording;
use crate::record::answer::Key;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{Reading, Value};
use crate::text::checkbox::BoxState;
use crate::text::content::{self, Content};

use super::Reader;

impl Reader<'_, '_> {
    /// Reads which boxes of a line are ticked.
    pub(super) fn boxes(&mut self, target: Target, row: u32, boxes: &[TickBox], found: &[BoxAt]) {
        let mut ticked: Vec<(&TickBox, &BoxAt, Option<At>)> = Vec::new();
        for place in found {
            let at = match place.spot {
                Some(spot) => self.printed.document.sheets[place.label.sheet]
                    .position(spot)
                    .map(|cell| At { cell, ..place.label }),
                None => Some(place.label),
            };
            let Some(at) = at else { continue };
            match checkboxes::state(&self.printed.cell(at).content, place.spot.is_none()) {
                BoxState::Ticked => ticked.push((&boxes[place.turn], place, Some(at))),
                BoxState::Empty => self.account.mark(at, Mark::Label),
                BoxState::Other => {}
            }
        }
        let field = Schema::common().field(target.field);
        let too_many = ticked.len() > 1 && !field.many;
        for (turn, (tick, _, at)) in (0..).zip(ticked) {
            let Some(at) = at else { continue };
            let cell = self.printed.cell(at);
            let Some(place) = self.printed.sheet(at).place_of(cell) else { continue };
            let key = Key { field: target.field, row: if field.many { turn } else { row }, part: None };
            let reading =
                if too_many { Reading::AsWritten } else { Reading::Value(word_value(field.kind, &tick.word)) };
            let content = Cow::Owned(Content::Text(tick.label.text.as_str().into()));
            if too_many && turn > 0 {
                self.extend_as_written(key, &tick.label.text, at);
                continue;
            }
            self.keep(key, reading, Words { at: Some(at), place, content, hidden: cell.hidden });
        }
    }

    /// Reads which words of an answer are ticked.
    pub(super) fn marks(&mut self, target: Target, (label, boxes): (&[Wording], &[TickBox]), words: &Words<'_>) {
        let shown = words.content.shown();
        let ticked: Vec<&TickBox> = checkboxes::ticked(&shown, boxes);
        let field = Schema::common().field(target.field);
        let labels: Vec<&str> = ticked.iter().map(|tick| tick.label.text.as_str()).collect();
        let place = || words.place.clone();
        let keep = |reader: &mut Self, row, reading, text: &str| {
            let key = Key { field: target.field, row, part: None };
            let content = Cow::Owned(Content::Text(text.into()));
            reader.keep(key, reading, Words { at: words.at, place: place(), content, hidden: words.hidden });
        };
        // who ticked an option and struck it out later did not choose it
        let left = content::without_struck(&shown);
        let struck = !ticked.is_empty() && checkboxes::ticked(&left, boxes).len() != ticked.len();
        match ticked.as_slice() {
            _ if struck => keep(self, 0, Reading::AsWritten, &shown),
            [] => self.unticked(target, (label, boxes), words),
            [_, _, ..] if !field.many => keep(self, 0, Reading::AsWritten, &labels.join(", ")),
            several => {
                let remark = self.remark(&shown, label);
                if remark.is_some() && !field.many {
                    return keep(self, 0, Reading::AsWritten, &shown);
                }
                for (turn, tick) in (0..).zip(several) {
                    keep(self, turn, Reading::Value(word_value(field.kind, &tick.word)), &tick.label.text);
                }
                if let Some(remark) = remark {
                    keep(self, u32::try_from(several.len()).unwrap_or(u32::MAX), Reading::AsWritten, remark);
                }
            }
        }
    }

    /// What somebody wrote beside the boxes of a question; it may say that what is ticked holds in part, or later.
    fn remark<'t>(&self, shown: &'t str, label: &[Wording]) -> Option<&'t str> {
        let choices: Vec<&TickBox> =
            self.mapping.lines.iter().filter_map(|line| offered(&line.by, label)).flatten().collect();
        let is_printed = |folded: &str| self.mapping.is_fixed(folded) || self.mapping.declares(folded);
        checkboxes::remark(shown, &choices, &is_printed)
    }

    /// Reads a list of which no box is ticked in a usual way. What is not plain in it is kept as written, once.
    fn unticked(&mut self, target: Target, (label, boxes): (&[Wording], &[TickBox]), words: &Words<'_>) {
        let shown = words.content.shown();
        if checkboxes::has_ticked(&shown) {
            return;
        }
        let mapping = self.mapping;
        let choices: Vec<&TickBox> =
            mapping.lines.iter().filter_map(|line| offered(&line.by, label)).flatten().collect();
        let own = |tick: &TickBox| boxes.iter().any(|own| std::ptr::eq(own, tick));
        let field = Schema::common().field(target.field);
        let key = Key { field: target.field, row: 0, part: None };
        let is_printed = |folded: &str| mapping.is_fixed(folded) || mapping.declares(folded);
        match tick_list::read(&shown, &choices, &is_printed) {
            TickedOptions::NoList => {}
            // however many words its choices have, a list that nobody touched is printed text
            TickedOptions::Nothing => words.at.into_iter().for_each(|at| self.account.mark(at, Mark::Label)),
            TickedOptions::Unclear if choices.first().is_some_and(|first| own(first)) => {
                self.keep(key, Reading::AsWritten, words.clone());
            }
            TickedOptions::Unclear => {}
            TickedOptions::Chosen(all) => {
                let chosen: Vec<&TickBox> = all.into_iter().map(|n| choices[n]).filter(|tick| own(tick)).collect();
                let too_many = chosen.len() > 1 && !field.many;
                for (row, tick) in (0..).zip(&chosen).take(if too_many { 1 } else { chosen.len() }) {
                    let value = Reading::Value(word_value(field.kind, &tick.word));
                    let reading = if too_many { Reading::AsWritten } else { value };
                    self.keep(Key { row, ..key }, reading, words.clone());
                }
            }
        }
    }

    /// Of several boxes ticked where one is asked, all are kept as written.
    fn extend_as_written(&mut self, key: Key, label: &str, at: At) {
        if let Some(answer) = self.known.get(&key).map(|n| &mut self.answers[*n]) {
            answer.text = format_compact!("{}, {label}", answer.text);
        }
        self.account.mark(at, Mark::AsWritten);
    }
}

/// The boxes that stand in the answer to this label.
fn offered<'m>(by: &'m Locator, label: &[Wording]) -> Option<&'m [TickBox]> {
    match by {
        Locator::Marks { label: own, boxes, .. } if own.first() == label.first() => Some(boxes),
        _ => None,
    }
}

/// The value of a box by its word.
fn word_value(kind: Kind, word: &str) -> Value {
    match kind {
        Kind::YesNo => Value::YesNo(word == "ja"),
        _ => Value::Text(word.into()),
    }
}
