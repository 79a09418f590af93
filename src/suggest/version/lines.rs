//! The lines of a mapping on the newer form: which still stand, and what became of the others.

use std::collections::{BTreeMap, HashSet};

use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::locate::question_locations::QuestionLocation;
use crate::mapping::spec::mapping_line::{Column, Line, Locator};
use crate::mapping::spec::wording::Wording;
use crate::suggest::draft::line::{self, LocatorScope, listed, quoted};
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::{At, Question, Within};
use crate::suggest::vocabulary::slot::slot_of;
use crate::text::normalize::{fold, fold_label};

use super::change::{Change, Spot};
use super::mapping_text::{items, with, with_body, without, without_key};
use super::mapping_update::{MappingUpdate, field, label, names};
use super::sentences;

/// From here a field that the draft gives a question tells that it is no other one.
const SURE: f64 = 0.8;

/// Leads every line that does not stand any more to its question; gives the numbers of those of which it is gone.
pub(super) fn renew(work: &mut MappingUpdate<'_>) -> Vec<usize> {
    let before = work.old_labels();
    addresses(work);
    let mut gone = Vec::new();
    let mut changes = Vec::new();
    for n in 0..work.mapping.lines.len() {
        if work.finds(n) {
            continue;
        }
        let line = work.mapping.lines[n].clone();
        if !line.sentences().is_empty() {
            gone.extend(sentence(work, n, &line, &mut changes).err());
            continue;
        }
        let found = question(work, n, &line, &before);
        match found.filter(|(placed, _)| lead(work, n, &line, placed)) {
            Some((placed, by_place)) => changes.push(told(work, &line, placed, by_place, before.get(&n).copied())),
            None => {
                gone.push(n);
                changes.push(Change::Gone { field: field(&line), label: label(&line) });
            }
        }
    }
    choices(work, &mut changes);
    work.changes.extend(changes);
    gone
}

/// Leads a running sentence that stands in other words to these; else it is gone.
fn sentence(work: &mut MappingUpdate<'_>, n: usize, line: &Line, changes: &mut Vec<Change>) -> Result<(), usize> {
    if let Some((placed, pattern)) = sentences::reworded(work, line)
        && sentences::lead(work, n, placed.asked.at, &pattern)
    {
        work.lost.remove(&n);
        let place = work.new.place(placed.asked.at);
        changes.push(Change::Reworded { field: field(line), old: label(line), new: pattern, place, by_place: false });
        return Ok(());
    }
    changes.push(Change::Gone { field: field(line), label: label(line) });
    Err(n)
}

/// Makes lines comments, the last one first: those before it keep their numbers.
pub(super) fn remove(work: &mut MappingUpdate<'_>, gone: &[usize]) {
    for n in gone.iter().rev() {
        if let Some(text) = without(&work.text, *n) {
            work.text = text;
        }
    }
}

/// What became of a line that was led to a question.
fn told(work: &MappingUpdate<'_>, line: &Line, placed: &MatchedQuestion, by_place: bool, before: Option<At>) -> Change {
    let asked = &placed.asked;
    if names(line, &asked.text) {
        let heading = line.section.last().map(|wording| wording.text.clone());
        let old = before.and_then(|at| work.old.map(|old| old.spot(at))).unwrap_or(Spot { heading, place: None });
        return Change::Moved { field: field(line), label: label(line), from: old, to: work.new.spot(asked.at) };
    }
    let place = work.new.place(asked.at);
    Change::Reworded { field: field(line), old: label(line), new: asked.text.clone(), place, by_place }
}

/// The question of the new form that a line asks, and whether its place alone says so.
fn question<'w>(
    work: &MappingUpdate<'w>,
    n: usize,
    line: &Line,
    before: &BTreeMap<usize, At>,
) -> Option<(&'w MatchedQuestion, bool)> {
    let taken = work.taken();
    let boxed = matches!(line.by, Locator::Ticks { .. } | Locator::Marks { .. });
    let within = within(line);
    let free = |placed: &&MatchedQuestion| {
        placed.asked.within == within && (boxed || column_is(line, placed) && !taken.contains(&placed.asked.at))
            || !line.columns().is_empty() && column_is(line, placed)
    };
    let all = || work.new.placed.iter().filter(free);
    let asks = |placed: &MatchedQuestion| {
        let slot = placed.slot.as_ref().filter(|_| placed.confidence >= DOUBT);
        slot.is_some_and(|slot| slot.targets.iter().any(|target| line.targets().contains(target)))
    };
    let same: Vec<&MatchedQuestion> = all().filter(|placed| names(line, &placed.asked.text)).collect();
    let under =
        |placed: &&&MatchedQuestion| heading(&placed.asked) == line.section.last().map(|own| own.folded.clone());
    let by_label = match same.as_slice() {
        [only] => Some(*only),
        _ => same.iter().find(|placed| asks(placed)).or_else(|| same.iter().find(under)).copied(),
    };
    let slot = slot_of(line);
    let exactly = |placed: &&MatchedQuestion| asks(placed) && placed.slot.as_ref().map(|own| &own.id) == slot.as_ref();
    let by_field = || all().find(exactly).or_else(|| all().find(|placed| asks(placed)));
    by_label
        .or_else(by_field)
        .map(|placed| (placed, false))
        .or_else(|| between(work, *before.get(&n)?, &taken, &within).map(|placed| (placed, true)))
}

/// The one new question between the same neighbours, where one old question stood there.
fn between<'w>(work: &MappingUpdate<'w>, at: At, taken: &HashSet<At>, within: &Within) -> Option<&'w MatchedQuestion> {
    let old = work.old?;
    if work.new.printed_form.filled {
        return None;
    }
    let form = |placed: &&MatchedQuestion| placed.asked.within == *within;
    let old_all: Vec<&Question> = old.placed.iter().filter(form).map(|placed| &placed.asked).collect();
    let new_all: Vec<&'w MatchedQuestion> = work.new.placed.iter().filter(form).collect();
    let own = old_all.iter().position(|asked| asked.at == at)?;
    let key = |asked: &Question| (heading(asked), fold_label(&asked.text));
    let mut stands_now: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, placed) in new_all.iter().enumerate() {
        stands_now.entry(key(&placed.asked)).or_default().push(n);
    }
    let once = |asked: &&&Question| stands_now.get(&key(asked)).is_some_and(|all| all.len() == 1);
    let position = |asked: &&Question| stands_now.get(&key(asked)).and_then(|all| all.first()).copied();
    let (mut from, mut lost) = (None, 1);
    for asked in old_all[..own].iter().rev() {
        if once(&asked) {
            from = position(asked);
            break;
        }
        lost += 1;
    }
    let mut to = None;
    for asked in &old_all[own + 1..] {
        if once(&asked) {
            to = position(asked);
            break;
        }
        lost += 1;
    }
    let (begin, end) = (from.map_or(0, |n| n + 1), to.unwrap_or(new_all.len()));
    let unknown = |placed: &&&MatchedQuestion| {
        let other = placed.slot.is_some() && placed.confidence >= SURE;
        !taken.contains(&placed.asked.at) && !other
    };
    let here: Vec<&&MatchedQuestion> = new_all.get(begin..end)?.iter().filter(unknown).collect();
    match here.as_slice() {
        [only] if lost == 1 && end == begin + 1 => Some(**only),
        _ => None,
    }
}

fn heading(asked: &Question) -> Option<String> {
    asked.sections.last().map(|(_, text)| fold_label(text))
}

/// Writes the line so that it finds the question, with as little change as will do.
fn lead(work: &mut MappingUpdate<'_>, n: usize, line: &Line, placed: &MatchedQuestion) -> bool {
    let asked = &placed.asked;
    let holds = |standing: &[QuestionLocation], _: &HashSet<usize>| {
        standing.iter().any(|stand| {
            let boxed = asked.hints.boxes && stand.answer == asked.answer;
            stand.line == Some(n) && (stand.label == asked.at || boxed)
        })
    };
    let path: Vec<String> = asked.sections.iter().map(|(_, text)| text.clone()).collect();
    let worded = if names(line, &asked.text) || line.labels().next().is_none() {
        work.text.clone()
    } else {
        let own: &[_] = match &line.by {
            Locator::Label { wordings, .. } => wordings,
            Locator::Marks { label, .. } | Locator::Ticks { label, .. } => label,
            Locator::Column(Column::Heading(wordings)) => wordings,
            _ => &[],
        };
        let key = if matches!(line.by, Locator::Column(_)) { "column" } else { "label" };
        let all: Vec<String> =
            std::iter::once(asked.text.clone()).chain(own.iter().map(|wording| wording.text.clone())).collect();
        let Some(text) = with(&work.text, n, key, &listed(&all)) else { return false };
        text
    };
    let last = path.last().and_then(|last| with(&worded, n, "section", &quoted(last)));
    let whole = (path.len() > 1).then(|| with(&worded, n, "section", &listed(&path))).flatten();
    let nowhere = without_key(&worded, n, "section");
    let tries = [Some(worded), last, whole, nowhere];
    if tries.into_iter().flatten().any(|text| work.take(text, holds)) {
        work.lost.remove(&n);
        return true;
    }
    let Some(slot) = placed.slot.as_ref().filter(|slot| !slot.is_pair()) else { return false };
    let scopes = [LocatorScope::Label, LocatorScope::Section, LocatorScope::Path, LocatorScope::SheetAndSection];
    scopes.into_iter().any(|scope| {
        let body = line::body(asked, slot, slot.notation.as_deref(), scope, work.new.document);
        let text = body.and_then(|body| with_body(&work.text, n, &body));
        text.is_some_and(|text| work.take(text, holds)) && {
            work.lost.remove(&n);
            true
        }
    })
}

/// Lines with an address: the question that stood there may stand elsewhere now.
fn addresses(work: &mut MappingUpdate<'_>) {
    for n in 0..work.mapping.lines.len() {
        let line = work.mapping.lines[n].clone();
        let Locator::At(place) = &line.by else { continue };
        let place = place.to_string();
        let answer = |form: &super::Form<'_>, asked: &Question| {
            let sheet = &form.document.sheets[asked.at.0];
            asked.answer.and_then(|spot| sheet.place(spot)).map(|place| place.to_string())
        };
        let old = work.old.and_then(|old| {
            let mut all = old.placed.iter().map(|placed| &placed.asked);
            all.find(|asked| answer(&old, asked).as_ref() == Some(&place)).map(|asked| (asked, old.spot(asked.at)))
        });
        let Some((asked, from)) = old else {
            work.changes.push(Change::Address { field: field(&line), place });
            continue;
        };
        let same = |other: &&Question| fold_label(&other.text) == fold_label(&asked.text);
        let all = || work.new.placed.iter().map(|placed| &placed.asked).filter(same);
        let found = all().find(|other| heading(other) == heading(asked)).or_else(|| all().next());
        let Some((other, now)) = found.and_then(|other| Some((other, answer(&work.new, other)?))) else {
            // nothing stands there any more that was asked: the line is led to another question, or gone
            work.lost.insert(n);
            continue;
        };
        if now == place {
            continue;
        }
        let to = work.new.spot(other.at);
        let text = with(&work.text, n, "at", &quoted(&now));
        let moved = Change::Moved { field: field(&line), label: asked.text.clone(), from, to };
        if text.is_some_and(|text| work.take(text, |_, named| named.contains(&n))) {
            work.changes.push(moved);
        }
    }
}

/// Words of choices that the new form prints no more, and those that it prints now.
fn choices(work: &MappingUpdate<'_>, changes: &mut Vec<Change>) {
    let printed = LabelIndex::of(work.new.document);
    let mut seen = HashSet::new();
    for (n, line) in work.mapping.lines.iter().enumerate() {
        let (Locator::Ticks { boxes, .. } | Locator::Marks { boxes, .. }) = &line.by else { continue };
        let Some(at) = work.label_of(n) else { continue };
        let gone = boxes.iter().filter(|one| !printed.phrases().contains(&fold(&one.label.text)));
        let gone: Vec<String> = gone.map(|one| one.label.text.clone()).collect();
        let asked = work.new.question(at);
        let known = |option: &&String| {
            let folded = fold_label(option);
            let sharing = work.mapping.lines.iter().filter(|other| work.shares(line, other));
            sharing.flat_map(box_words).any(|own| own.folded == folded)
        };
        let options = asked.map(|asked| asked.hints.options.as_slice()).unwrap_or_default();
        let new: Vec<String> = options.iter().filter(|option| !known(option)).cloned().collect();
        let label = asked.map_or_else(|| label(line), |asked| asked.text.clone());
        if (!gone.is_empty() || !new.is_empty()) && seen.insert((label.clone(), gone.clone(), new.clone())) {
            changes.push(Change::Choices { field: field(line), label, gone, new });
        }
    }
}

impl MappingUpdate<'_> {
    /// Whether two lines ask of the boxes of one question.
    fn shares(&self, line: &Line, other: &Line) -> bool {
        let own = |line: &Line| match &line.by {
            Locator::Ticks { label, .. } | Locator::Marks { label, .. } => {
                label.first().map(|label| label.folded.clone())
            }
            _ => None,
        };
        let (one, two) = (own(line), own(other));
        one == two && (one.is_some() || line.targets() == other.targets())
    }
}

/// Where the question of a line stands: on the form, or as a column of a table with a client a row.
fn within(line: &Line) -> Within {
    if matches!(line.by, Locator::Column(_)) { Within::Clients } else { Within::Form }
}

/// The words beside the boxes of a line.
fn box_words(line: &Line) -> impl Iterator<Item = &Wording> {
    let boxes: &[_] = match &line.by {
        Locator::Ticks { boxes, .. } | Locator::Marks { boxes, .. } => boxes,
        _ => &[],
    };
    boxes.iter().map(|one| &one.label)
}

/// Whether a question stands in the column in which the line looks, if it looks in one.
fn column_is(line: &Line, placed: &MatchedQuestion) -> bool {
    let named = placed.asked.column.as_ref().map(|(_, heading)| fold_label(heading));
    match (line.columns(), named) {
        ([], column) => column.is_none(),
        (own, Some(column)) => own.iter().any(|wording| wording.folded == column),
        (_, None) => false,
    }
}

/// Whether the text holds as many lines as its mapping, so that each is found by its number.
pub(super) fn are_all_there(work: &MappingUpdate<'_>) -> bool {
    items(&work.text).len() == work.mapping.lines.len()
}
