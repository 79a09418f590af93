//! A new version of a mapped form: what is gone, new, reworded or moved, and the author's mapping brought up to date.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::document::cell::Document;
use crate::fold::fold_label;
use crate::mapping::declaration::{Line, Mapping};
use crate::mapping::stands::stands;
use crate::record::schema::Schema;

use super::line::{self, Precision};
use super::place::Placed;
use super::slot::id_of;

/// What became of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Gone { field: String, label: String },
    New { field: String, label: String, place: String },
    Reworded { field: String, old: String, new: String, place: String },
    Moved { field: String, label: String, from: Option<String>, to: Option<String>, place: String },
}

/// Compares a mapping with the new version of its form.
pub fn changes(document: &Document, mapping: &Mapping, placed: &[Placed]) -> Vec<Change> {
    let (standing, _) = stands(document, mapping);
    let mut changes = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (n, line) in mapping.lines.iter().enumerate() {
        let fields: Vec<String> = line.targets().iter().map(|target| id_of(*target)).collect();
        fields.iter().for_each(|field| _ = known.insert(field.clone(), n));
        let stand = standing.iter().find(|stand| stand.line == Some(n));
        let drafted = placed
            .iter()
            .find(|p| p.slot.as_ref().is_some_and(|s| s.targets.iter().any(|t| line.targets().contains(t))));
        let field = fields.first().cloned().unwrap_or_default();
        let label = line.labels().first().map(|wording| wording.text.clone()).unwrap_or_default();
        match (stand, drafted) {
            (Some(_), _) => {}
            (None, Some(draft)) if names(line, &draft.asked.text) => {
                let from = line.section.last().map(|wording| wording.text.clone());
                let to = draft.asked.sections.last().map(|(_, text)| text.clone());
                changes.push(Change::Moved { field, label, from, to, place: place(document, draft) });
            }
            (None, Some(draft)) => {
                changes.push(Change::Reworded {
                    field,
                    old: label,
                    new: draft.asked.text.clone(),
                    place: place(document, draft),
                });
            }
            (None, None) => changes.push(Change::Gone { field, label }),
        }
    }
    let groups =
        |field: &str| mapping.rows.iter().any(|rows| rows.targets().iter().any(|target| id_of(*target) == field));
    for draft in placed {
        let Some(slot) = draft.slot.as_ref().filter(|_| draft.confidence >= super::draft::DOUBT) else { continue };
        let field = line::key(slot);
        let asked_before =
            known.keys().any(|known| *known == field || known.starts_with(&format!("{field}."))) || groups(&field);
        let standing_label = standing.iter().any(|stand| stand.label == draft.asked.at);
        if !asked_before && !standing_label {
            changes.push(Change::New { field, label: draft.asked.text.clone(), place: place(document, draft) });
        }
    }
    changes
}

fn names(line: &Line, text: &str) -> bool {
    line.labels().iter().any(|wording| wording.folded == fold_label(text))
}

fn place(document: &Document, placed: &Placed) -> String {
    let sheet = &document.sheets[placed.asked.at.0];
    sheet.place(sheet.cells[placed.asked.at.1].spot).map(|place| place.to_string()).unwrap_or_default()
}

/// The author's own file with every line kept, the new wordings put first, and the new questions at the end of
/// `[answers]`; what changed stands above it as comments.
pub fn updated(text: &str, document: &Document, changes: &[Change], placed: &[Placed]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for change in changes {
        if let Change::Reworded { old, new, .. } = change {
            reword(&mut lines, old, new);
        }
        if let Change::Moved { from: Some(from), to: Some(to), field, .. } = change {
            let (old, new) = (line::quoted(from), line::quoted(to));
            let of_field = lines.iter_mut().filter(|line| line.trim_start().starts_with(&format!("\"{field}\"")));
            of_field
                .for_each(|line| *line = line.replacen(&format!("section = {old}"), &format!("section = {new}"), 1));
        }
    }
    let news: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            Change::New { field, .. } => addition(field, document, placed),
            _ => None,
        })
        .collect();
    let end = end_of_answers(&lines);
    for (n, new) in news.into_iter().enumerate() {
        lines.insert(end + n, new);
    }
    let gone = |field: &str| changes.iter().any(|change| matches!(change, Change::New { field: f, .. } if f == field));
    lines.retain(|line| !explains(line).is_some_and(|field| gone(&field)));
    let said: String = changes.iter().map(|change| format!("# {}\n", sentence(change))).collect();
    format!("{said}{}\n", lines.join("\n"))
}

/// Adds a wording before the one that was on the form until now.
fn reword(lines: &mut [String], old: &str, new: &str) {
    let (old, new) = (line::quoted(old), line::quoted(new));
    for line in lines.iter_mut() {
        for (from, to) in [
            (format!("label = {old}"), format!("label = [{new}, {old}]")),
            (format!("label = [{old}"), format!("label = [{new}, {old}")),
        ] {
            if line.contains(&from) {
                *line = line.replacen(&from, &to, 1);
                return;
            }
        }
    }
}

/// The line of a field that the form did not ask before; fields of groups are for the author.
fn addition(field: &str, document: &Document, placed: &[Placed]) -> Option<String> {
    let draft = placed.iter().find(|p| p.slot.as_ref().is_some_and(|slot| line::key(slot) == field))?;
    let slot = draft.slot.as_ref().filter(|slot| slot.rows.is_none() && !slot.is_pair())?;
    let once = placed.iter().filter(|p| fold_label(&p.asked.text) == fold_label(&draft.asked.text)).count() < 2;
    let precision = if once { Precision::Label } else { Precision::Section };
    let body = line::body(&draft.asked, slot, slot.notation.as_deref(), precision, document)?;
    Some(format!("\"{field}\" = {{ {body} }} # new, {:.2}", draft.confidence))
}

/// The line after the last one of `[answers]`.
fn end_of_answers(lines: &[String]) -> usize {
    let begin = lines.iter().position(|line| line.trim() == "[answers]").map_or(lines.len(), |n| n + 1);
    let end = lines[begin.min(lines.len())..]
        .iter()
        .position(|line| line.trim_start().starts_with('['))
        .map_or(lines.len(), |n| begin + n);
    let blank = |n: &usize| lines[*n - 1].trim().is_empty();
    (begin..=end).rev().find(|n| *n == begin || !blank(n)).unwrap_or(end)
}

/// The field that a line of `[not_asked]` explains.
fn explains(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let field = key.trim().trim_matches('"');
    (value.trim().starts_with('"') && Schema::common().id(field).is_some()).then(|| field.to_owned())
}

/// A change in words.
pub fn sentence(change: &Change) -> String {
    match change {
        Change::Gone { field, label } => format!("gone: \"{field}\", {}", line::quoted(label)),
        Change::New { field, label, place } => format!("new: \"{field}\", {} at {place}", line::quoted(label)),
        Change::Reworded { field, old, new, place } => {
            format!("reworded: \"{field}\", {} is {} at {place}", line::quoted(old), line::quoted(new))
        }
        Change::Moved { field, label, from, to, place } => {
            let under =
                |heading: &Option<String>| heading.as_deref().map_or_else(|| "no heading".to_owned(), line::quoted);
            format!("moved: \"{field}\", {} from {} to {} at {place}", line::quoted(label), under(from), under(to))
        }
    }
}

/// A change for programs.
pub fn as_json(change: &Change) -> Value {
    match change {
        Change::Gone { field, label } => json!({ "change": "gone", "field": field, "label": label }),
        Change::New { field, label, place } => {
            json!({ "change": "new", "field": field, "label": label, "place": place })
        }
        Change::Reworded { field, old, new, place } => {
            json!({ "change": "reworded", "field": field, "old": old, "label": new, "place": place })
        }
        Change::Moved { field, label, from, to, place } => {
            json!({ "change": "moved", "field": field, "label": label, "from": from, "to": to, "place": place })
        }
    }
}
