//! What the newer form asks that the old one did not, and what it prints.

use std::collections::HashSet;

use crate::finding::Lang;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::locate::question_locations::QuestionLocation;
use crate::mapping::spec::mapping_line::{Line, Rows};
use crate::record::schema::Schema;
use crate::suggest::cell_text::counted::counted;
use crate::suggest::draft::line::{self, LocatorScope, quoted};
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::vocabulary::slot::{Slot, id_of};
use crate::text::normalize::{fold, fold_label};

use super::change::Change;
use super::mapping_text::{line_after, place_of, unset};
use super::mapping_update::MappingUpdate;
use super::sentences;

/// Adds the new questions at the end of `[answers]`, or in their group.
pub(super) fn add(work: &mut MappingUpdate<'_>, lang: Lang) {
    let new = if lang == Lang::Nl { "nieuw" } else { "new" };
    for placed in work.new.placed {
        let Some(slot) = placed.slot.as_ref().filter(|_| placed.confidence >= DOUBT && !placed.asked.of_office) else {
            continue;
        };
        let known = asked_before(work, slot) || work.taken().contains(&placed.asked.at) || stood(work, &placed.asked);
        if slot.is_pair() || known {
            continue;
        }
        if placed.asked.gap.is_some() {
            sentence(work, placed, new);
            continue;
        }
        let field = line::key(slot);
        if added(work, placed, slot, new) {
            let (label, place) = (placed.asked.text.clone(), work.new.place(placed.asked.at));
            work.changes.push(Change::New { field, label, place });
        }
    }
    if !work.new.printed_form.filled {
        unplaced(work);
    }
}

/// Adds a running sentence with all that it asks.
fn sentence(work: &mut MappingUpdate<'_>, placed: &MatchedQuestion, new: &str) {
    let at = placed.asked.at;
    let known = |slot: &Slot| asked_before(work, slot);
    let Some((line, asked)) = sentences::added(work, at, known, new) else { return };
    let free = asked.iter().fold(work.text.clone(), |text, (_, slot)| unset(&text, &["not_asked", &line::key(slot)]));
    let end = free.find("\n[rows.").or_else(|| free.find("\n[not_asked]")).unwrap_or(free.len());
    let mut text = free;
    text.insert_str(end, &line);
    if work.take(text, |standing, _| standing.iter().any(|stand| stand.label == at)) {
        for (placed, slot) in asked {
            let (label, place) = (placed.asked.text.clone(), work.new.place(at));
            work.changes.push(Change::New { field: line::key(slot), label, place });
        }
    }
}

/// Whether the old blank asked it in the same words under the same heading: who made the mapping left it out.
fn stood(work: &MappingUpdate<'_>, asked: &Question) -> bool {
    let key = |asked: &Question| (fold_label(&asked.text), asked.sections.last().map(|(_, text)| fold_label(text)));
    work.old.iter().flat_map(|old| old.placed).any(|placed| key(&placed.asked) == key(asked))
}

/// Whether the mapping asks the field, or a part of it, already.
fn asked_before(work: &MappingUpdate<'_>, slot: &Slot) -> bool {
    let own = id_of(slot.targets[0]);
    let lines = work.mapping.lines.iter().flat_map(Line::targets);
    let rows = work.mapping.rows.iter().flat_map(Rows::targets);
    lines.chain(rows).map(id_of).any(|known| known == own || known.starts_with(&format!("{own}.")))
}

/// Writes the question with as little of its surroundings as it takes to find it.
fn added(work: &mut MappingUpdate<'_>, placed: &MatchedQuestion, slot: &Slot, new: &str) -> bool {
    let field = line::key(slot);
    let free = unset(&work.text, &["not_asked", &field]);
    let target = slot.targets[0];
    let (at, boxed) = (placed.asked.at, placed.asked.hints.boxes);
    let before = work.standing.len();
    let holds = |standing: &[QuestionLocation], named: &HashSet<usize>, by_name: usize| {
        let here = standing.iter().any(|stand| stand.target == target && (stand.label == at || boxed));
        (here && standing.len() > before) || named.len() > by_name
    };
    let names = work.named.len();
    if let Within::Rows { group, .. } | Within::Block { group, .. } = &placed.asked.within {
        let Some(line) = column_line(placed, slot) else { return false };
        let block = matches!(placed.asked.within, Within::Block { .. });
        let text = into_group(&free, group, if block { "answers" } else { "columns" }, &line, new);
        return work.take(text, |standing, named| holds(standing, named, names));
    }
    let scopes = [
        LocatorScope::Label,
        LocatorScope::Section,
        LocatorScope::Path,
        LocatorScope::Sheet,
        LocatorScope::SheetAndSection,
        LocatorScope::Address,
    ];
    scopes.into_iter().any(|scope| {
        let body = line::body(&placed.asked, slot, slot.notation.as_deref(), scope, work.new.document);
        let Some(body) = body else { return false };
        let line = format!("\"{field}\" = {{ {body} }} # {new}, {:.2}\n", placed.confidence);
        let Some(at) = end_of_table(&free, "[answers]") else { return false };
        let mut text = free.clone();
        text.insert_str(at, &line);
        work.take(text, |standing, named| holds(standing, named, names))
    })
}

/// A column of a group, or a label of a block.
fn column_line(placed: &MatchedQuestion, slot: &Slot) -> Option<String> {
    let text = counted(&placed.asked.text).map_or_else(|| placed.asked.text.clone(), |(template, _)| template);
    let label = line::column(&text, &placed.asked, slot);
    let in_block = matches!(placed.asked.within, Within::Block { .. }) && !label.starts_with('{');
    let label = if in_block { format!("{{ label = {label} }}") } else { label };
    Some(format!("{} = {label}", Schema::common().field(slot.targets.first()?.field).name()))
}

/// The text with a line in a group: in its table, in the author's inline table, or in a new one at the end.
fn into_group(text: &str, group: &str, kind: &str, line: &str, word: &str) -> String {
    let mut new = text.to_owned();
    let inline = place_of(text, &["rows", group, kind]).filter(|(_, value)| text[value.clone()].starts_with('{'));
    if let Some((_, value)) = inline {
        let brace = value.end - 1;
        let before = new[..brace].trim_end().trim_end_matches(',').len();
        new.replace_range(before..brace, &format!(", {line} "));
        return new;
    }
    if let Some(at) = end_of_table(text, &format!("[rows.\"{group}\".{kind}]")) {
        new.insert_str(at, &format!("{line} # {word}\n"));
        return new;
    }
    if let Some(at) = end_of_table(text, &format!("[rows.\"{group}\"]")) {
        new.insert_str(at, &format!("{kind} = {{ {line} }} # {word}\n"));
        return new;
    }
    format!("{new}\n[rows.\"{group}\"]\n\n[rows.\"{group}\".{kind}]\n{line} # {word}\n")
}

/// The line after the last one of a table.
pub(super) fn end_of_table(text: &str, header: &str) -> Option<usize> {
    let begin = line_after(text, header)?;
    let (mut end, mut at) = (begin, begin);
    for line in text[begin..].split_inclusive('\n') {
        if line.starts_with('[') {
            break;
        }
        at += line.len();
        if !line.trim().is_empty() && !line.starts_with('#') {
            end = at;
        }
    }
    Some(end)
}

/// Questions that got no field and that the old form did not ask.
fn unplaced(work: &mut MappingUpdate<'_>) {
    let before: HashSet<String> =
        work.old.iter().flat_map(|old| old.placed).map(|placed| fold_label(&placed.asked.text)).collect();
    let printed = work.old.map(|old| LabelIndex::of(old.document));
    let taken = work.taken();
    let mut seen = HashSet::new();
    for placed in work.new.placed {
        let folded = fold_label(&placed.asked.text);
        let known = work.mapping.declares(&folded)
            || work.mapping.is_fixed(&fold(&placed.asked.text))
            || before.contains(&folded)
            || printed.as_ref().is_some_and(|old| old.phrases().contains(&fold(&placed.asked.text)))
            || taken.contains(&placed.asked.at);
        if !known && seen.insert(folded) {
            let (label, place) = (placed.asked.text.clone(), work.new.place(placed.asked.at));
            work.changes.push(Change::Unplaced { label, place });
        }
    }
}

/// The texts of a list under `[printed]` with new ones behind them.
pub(super) fn printed(text: &str, key: &str, texts: &[String]) -> String {
    let mut seen = HashSet::new();
    let fresh = texts.iter().filter(|text| !fold(text).is_empty() && seen.insert(fold(text)));
    let lines: String = fresh.map(|text| format!("  {},\n", quoted(text))).collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let mut new = text.to_owned();
    if let Some((_, value)) = place_of(text, &["printed", key]) {
        let list = &text[value.clone()];
        let own = list.trim_start_matches('[').trim_end_matches(']').trim_end().trim_end_matches(',').to_owned();
        let own = if own.trim().is_empty() { String::new() } else { format!("{own},\n") };
        let own = if own.is_empty() || own.starts_with('\n') { own } else { format!("\n  {}", own.trim_start()) };
        let own = if own.is_empty() { "\n".to_owned() } else { own };
        new.replace_range(value, &format!("[{own}{lines}]"));
        return new;
    }
    let list = format!("{key} = [\n{lines}]\n");
    if let Some(at) = line_after(text, "[printed]") {
        new.insert_str(at, &list);
        return new;
    }
    let at = ["[notation]", "[answers]"].iter().filter_map(|header| line_after(text, header)).min();
    let at = at.and_then(|at| text[..at - 1].rfind('\n').map(|end| end + 1)).unwrap_or(text.len());
    new.insert_str(at, &format!("[printed]\n{list}\n"));
    new
}
