//! What the reader of a filled form will see: a content is chosen that shows as it was meant, and what does not is said.
//!
//! Reading a form back by program is not enough: a cell keeps 12,5 and shows 13, and a rule of the form does not stop who
//! writes the file.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::document::cells::model::Document;
use crate::document::filling::constraints::{Constraints as Takes, NumberShape};
use crate::document::spreadsheet::edits_by_sheet::cell_of;
use crate::finding::Finding;
use crate::mapping::read::answer_text::{self, Slot};
use crate::record::answer::Answer;
use crate::record::schema::{Kind, Schema};
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// The content, or another writing of the same answer that shows better at a place that takes this.
pub(super) fn suited(answers: &[&Answer], slot: &Slot<'_>, content: Content, takes: &Takes) -> Content {
    let mut content = content;
    if is_refused(takes, &content)
        && let Some(other) =
            answer_text::rewritten(answers, slot, &content).into_iter().find(|other| !is_refused(takes, other))
    {
        content = other;
    }
    // A formula would pass over words: there the number stays, and it is said.
    let is_money = |answer: &&Answer| Schema::common().field(answer.key.field).kind == Kind::Money;
    // `€ 24,00` is no number of hours
    let other_unit = takes.precision.money && matches!(content, Content::Number(_)) && !answers.iter().all(is_money);
    if takes.counted || takes.precision.shows(&content) && !other_unit {
        return content;
    }
    let words = answer_text::content(answers, slot, &Content::Empty, NumberShape::Text);
    words.filter(|words| !is_refused(takes, words)).unwrap_or(content)
}

/// Whether a rule of the form refuses a content, as far as that can be told.
fn is_refused(takes: &Takes, content: &Content) -> bool {
    takes.conditions.iter().any(|condition| condition.holds(content) == Some(false))
}

/// What is to be said of the contents that were written: each kind once, with its places.
pub(super) fn remarks<'w>(
    written: impl Iterator<Item = (&'w Place, &'w Content)>,
    takes: &HashMap<Place, Takes>,
    passed_over: &'w [Place],
) -> Vec<Finding> {
    let mut remarks: BTreeMap<&'static str, Vec<&Place>> = BTreeMap::new();
    remarks.insert("sum-passes-over", passed_over.iter().collect());
    for (place, content) in written {
        let Some(takes) = takes.get(place) else { continue };
        let codes: [(&'static str, bool); 6] = [
            ("place-locked", takes.locked),
            ("place-not-printed", takes.unprinted),
            ("sum-passes-over", takes.counted && is_number_in_words(content)),
            ("rule-refuses", !takes.judged_on_writing && is_refused(takes, content)),
            ("shown-otherwise", !takes.precision.shows(content)),
            ("shown-as-hashes", takes.digits.is_some_and(|digits| !takes.precision.fits(content, digits))),
        ];
        for (code, _) in codes.iter().filter(|(_, holds)| *holds && !content.is_empty()) {
            remarks.entry(code).or_default().push(place);
        }
    }
    remarks.into_iter().filter_map(|(code, places)| of_places(code, &places)).collect()
}

/// Whether a number stands in words, which a sum passes over: `12 uur`.
fn is_number_in_words(content: &Content) -> bool {
    let Content::Text(text) = content else { return false };
    let unit = text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | ' '));
    text.trim().starts_with(|c: char| c.is_ascii_digit()) && matches!(unit, "" | "u" | "uur" | "uren" | "%")
}

/// What is said of the `written` places that the form hides: rows, columns, sheets, fields and text that nobody sees; of
/// those that a condition may hide; and of one that stands beside the form. `read` are the findings of reading the filled
/// form back.
pub(crate) fn unseen(document: &Document, read: &[Finding], written: &[&Place]) -> Vec<Finding> {
    let sheets: Vec<_> = document.sheets.iter().filter(|sheet| sheet.hidden).map(|sheet| &sheet.name).collect();
    let said = |code: &str| -> Vec<&Place> {
        read.iter().filter(|finding| finding.code == code).filter_map(|finding| finding.place.as_ref()).collect()
    };
    let (hidden, in_doubt) = (said("answer-hidden"), said("looks-by-condition"));
    let is_hidden =
        |place: &&&Place| hidden.contains(*place) || cell_of(place).is_some_and(|(sheet, _)| sheets.contains(&sheet));
    let of = |code, is: &dyn Fn(&&&Place) -> bool| {
        let mut places: Vec<&Place> = written.iter().filter(is).copied().collect();
        places.sort_by_cached_key(ToString::to_string);
        places.dedup();
        of_places(code, &places)
    };
    let found = [
        of("place-hidden", &is_hidden),
        of("place-hidden-by-condition", &|place| in_doubt.contains(*place)),
        of("place-outside-form", &|place| is_outside(document, place, written)),
    ];
    found.into_iter().flatten().collect()
}

/// Whether an answer stands right of everything else on its sheet, beside a label that fills several columns: a label that
/// somebody merged over its own place.
fn is_outside(document: &Document, place: &Place, written: &[&Place]) -> bool {
    let Some((name, spot)) = cell_of(place) else { return false };
    let Some(sheet) = document.sheets.iter().find(|sheet| sheet.name == *name) else { return false };
    let Some(left) = spot.col.checked_sub(1).map(|col| sheet.area(Spot { col, ..spot })) else { return false };
    let others = written.iter().filter(|other| **other != place).filter_map(|other| cell_of(other));
    let others = others.filter(|(sheet, _)| *sheet == name).map(|(_, other)| sheet.area(other).to.col);
    let cells = sheet.cells.iter().filter(|cell| cell.spot != spot && !cell.content.is_empty());
    let widest =
        cells.map(|cell| cell.end().col).chain(sheet.merged.iter().map(|area| area.to.col)).chain(others).max();
    left.to.col > left.from.col && widest.is_some_and(|widest| widest < spot.col)
}

/// Places that are named in one finding; more are counted.
const SAID: usize = 12;

/// One finding of several places.
pub(super) fn of_places(code: &'static str, places: &[&Place]) -> Option<Finding> {
    let rest = if places.len() > SAID { ", …" } else { "" };
    let named = places.iter().take(SAID).map(ToString::to_string).collect::<Vec<_>>().join(", ") + rest;
    let first = (*places.first()?).clone();
    Some(Finding::new(code).with("count", places.len()).with("places", named).place(first))
}
