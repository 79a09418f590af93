//! The repeating groups of a mapping on the newer form: columns with other headings, and columns that are gone.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::mapping::spec::mapping_line::{Rows, Shape};
use crate::mapping::spec::target::Target;
use crate::record::schema::Schema;
use crate::suggest::cell_text::counted::counted;
use crate::suggest::draft::line::listed;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::Within;
use crate::suggest::vocabulary::slot::id_of;

use super::change::Change;
use super::mapping_text::{commented, place_of};
use super::mapping_update::MappingUpdate;

/// Gives the columns and the labels of blocks their new words; gives those that are gone.
pub(super) fn renew(work: &mut MappingUpdate<'_>) -> Vec<(String, Target)> {
    let mut gone = Vec::new();
    for (group, target, labels) in all(work) {
        if stands(work, target) {
            continue;
        }
        let old = labels.first().cloned().unwrap_or_default();
        let field = id_of(target);
        let found = by_field(work, &group, target).map(|placed| (placed, false));
        let found = found.or_else(|| by_place(work, &group).map(|placed| (placed, true)));
        let led = found.filter(|(placed, _)| reword(work, &group, target, placed, &labels));
        match led {
            Some((placed, by_place)) => {
                let place = work.new.place(placed.asked.at);
                work.changes.push(Change::Reworded { field, old, new: placed.asked.text.clone(), place, by_place });
            }
            None => {
                work.changes.push(Change::Gone { field, label: old });
                gone.push((group, target));
            }
        }
    }
    gone
}

/// Takes columns out of their tables.
pub(super) fn remove(work: &mut MappingUpdate<'_>, gone: &[(String, Target)]) {
    for (group, target) in gone {
        remove_one(work, group, *target);
    }
    if !gone.is_empty() {
        empty(work);
    }
}

/// Each column and label of a block with the group that it stands in.
fn all(work: &MappingUpdate<'_>) -> Vec<(String, Target, Vec<String>)> {
    let of = |rows: &Rows| -> Vec<(String, Target, Vec<String>)> {
        let group = rows.group.clone();
        match &rows.shape {
            Shape::Table { columns, .. } => {
                let plain = columns.iter().filter(|column| column.ticks.is_empty());
                plain
                    .map(|column| {
                        let labels = column.headings.iter().map(|wording| wording.text.clone()).collect();
                        (group.clone(), column.target, labels)
                    })
                    .collect()
            }
            Shape::Blocks { lines, .. } => {
                lines.iter().map(|line| (group.clone(), line.target, line.labels.clone())).collect()
            }
        }
    };
    work.mapping.rows.iter().flat_map(of).collect()
}

fn stands(work: &MappingUpdate<'_>, target: Target) -> bool {
    work.standing.iter().any(|stand| stand.line.is_none() && stand.target == target)
}

fn is_of(placed: &MatchedQuestion, group: &str) -> bool {
    matches!(&placed.asked.within, Within::Rows { group: own, .. } | Within::Block { group: own, .. } if own == group)
}

fn by_field<'w>(work: &MappingUpdate<'w>, group: &str, target: Target) -> Option<&'w MatchedQuestion> {
    let asks = |placed: &&MatchedQuestion| {
        let slot = placed.slot.as_ref().filter(|_| placed.confidence >= DOUBT);
        is_of(placed, group) && slot.is_some_and(|slot| slot.targets.contains(&target))
    };
    work.new.placed.iter().find(asks)
}

/// The one column of the group's table that no column of the mapping found, where one column is missing.
fn by_place<'w>(work: &MappingUpdate<'w>, group: &str) -> Option<&'w MatchedQuestion> {
    let taken = work.taken();
    let missing = all(work).into_iter().filter(|(own, target, _)| own == group && !stands(work, *target)).count();
    let free: Vec<&MatchedQuestion> =
        work.new.placed.iter().filter(|placed| is_of(placed, group) && !taken.contains(&placed.asked.at)).collect();
    match free.as_slice() {
        [only] if missing == 1 && only.slot.is_none() && !work.new.printed_form.filled => Some(*only),
        _ => None,
    }
}

/// Puts the new wording before the ones that the column had.
fn reword(
    work: &mut MappingUpdate<'_>,
    group: &str,
    target: Target,
    placed: &MatchedQuestion,
    labels: &[String],
) -> bool {
    let text = &placed.asked.text;
    let own = if labels.iter().any(|label| crate::mapping::spec::wording::is_counting(label)) {
        counted(text).map_or_else(|| text.clone(), |(template, _)| template)
    } else {
        text.clone()
    };
    let wordings: Vec<String> = std::iter::once(own).chain(labels.iter().cloned()).collect();
    let Some(span) = label_span(&work.text, group, name(target)) else { return false };
    let mut changed = work.text.clone();
    changed.replace_range(span, &listed(&wordings));
    let at = placed.asked.at;
    work.take(changed, |standing, _| {
        standing.iter().any(|stand| stand.line.is_none() && stand.target == target && stand.label == at)
    })
}

fn name(target: Target) -> &'static str {
    Schema::common().field(target.field).name()
}

/// Where the headings of a column, or the labels of a block, are written.
fn label_span(text: &str, group: &str, name: &str) -> Option<Range<usize>> {
    for kind in ["columns", "answers"] {
        if let Some((_, span)) = place_of(text, &["rows", group, kind, name, "label"]) {
            return Some(span);
        }
        if let Some((_, span)) = place_of(text, &["rows", group, kind, name]) {
            return Some(span);
        }
    }
    None
}

/// Takes a column out of its table: its line, or its part of an inline table.
fn remove_one(work: &mut MappingUpdate<'_>, group: &str, target: Target) {
    let found =
        ["columns", "answers"].iter().find_map(|kind| place_of(&work.text, &["rows", group, kind, name(target)]));
    let Some((start, value)) = found else { return };
    let line = work.text[..start].rfind('\n').map_or(0, |at| at + 1);
    if work.text[line..start].trim().is_empty() && !is_last_of_inline(&work.text, &value) {
        work.text = commented(&work.text, &(start..value.end));
        return;
    }
    let rest = &work.text[value.end..];
    let blank = |text: &str| text.len() - text.trim_start().len();
    let after = match rest.trim_start().strip_prefix(',') {
        Some(next) => rest.len() - next.len() + blank(next),
        None => 0,
    };
    let begin = if after == 0 { work.text[..start].trim_end().trim_end_matches(',').len() } else { start };
    work.text.replace_range(begin..value.end + after, "");
}

/// Whether an inline table goes on behind a value.
fn is_last_of_inline(text: &str, value: &Range<usize>) -> bool {
    let rest = text[value.end..].lines().next().unwrap_or_default().trim_start();
    rest.starts_with(',') || rest.starts_with('}')
}

/// A group of which no column is left, as comments.
fn empty(work: &mut MappingUpdate<'_>) {
    let (table, _) = DeTable::parse_recoverable(&work.text);
    let rows = table.get_ref().iter().find(|(key, _)| key.get_ref() == "rows").map(|(_, value)| value.get_ref());
    let Some(DeValue::Table(rows)) = rows else { return };
    let is_empty = |value: &DeValue<'_>| {
        let DeValue::Table(group) = value else { return false };
        let own = group.iter().find(|(key, _)| key.get_ref() == "columns" || key.get_ref() == "answers");
        own.is_none_or(|(_, value)| value.get_ref().as_table().is_none_or(|columns| columns.iter().next().is_none()))
    };
    let gone: Vec<String> =
        rows.iter().filter(|(_, value)| is_empty(value.get_ref())).map(|(key, _)| key.get_ref().to_string()).collect();
    drop(table);
    for group in gone {
        let header = |line: &str| {
            let line = line.trim();
            line == format!("[rows.\"{group}\"]") || line.starts_with(&format!("[rows.\"{group}\"."))
        };
        let mut within = false;
        let lines = work.text.lines().map(|line| {
            if line.starts_with('[') {
                within = header(line);
            }
            if within && !line.trim().is_empty() && !line.starts_with('#') {
                format!("# {line}")
            } else {
                line.to_owned()
            }
        });
        work.text = lines.collect::<Vec<_>>().join("\n") + "\n";
    }
}
