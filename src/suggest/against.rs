//! A new version of a mapped form: what is gone, new, reworded or moved, and the author's mapping brought up to date.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::document::model::Document;
use crate::mapping::locate::question_locations::{QuestionLocation, stands};
use crate::mapping::spec::form_spec::{Line, Mapping, Rows, Shape};
use crate::mapping::spec::target::Target;
use crate::text::normalize::fold_label;

use super::line;
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
        let label = line.labels().next().map(|wording| wording.text.clone()).unwrap_or_default();
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
    changes.extend(of_groups(document, mapping, &standing, placed));
    let groups =
        |field: &str| mapping.rows.iter().any(|rows| rows.targets().iter().any(|target| id_of(*target) == field));
    for draft in placed {
        let Some(slot) = draft.slot.as_ref().filter(|_| draft.confidence >= super::sure::DOUBT) else { continue };
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

/// What became of the columns and labels of repeating groups.
fn of_groups(document: &Document, mapping: &Mapping, standing: &[QuestionLocation], placed: &[Placed]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (target, label) in mapping.rows.iter().flat_map(columns) {
        if standing.iter().any(|stand| stand.line.is_none() && stand.target == target) {
            continue;
        }
        let asks = |p: &&Placed| p.slot.as_ref().is_some_and(|slot| slot.targets.contains(&target));
        let field = id_of(target);
        changes.push(match placed.iter().find(asks) {
            Some(draft) => {
                Change::Reworded { field, old: label, new: draft.asked.text.clone(), place: place(document, draft) }
            }
            None => Change::Gone { field, label },
        });
    }
    changes
}

/// The fields of a group, each with its first label.
fn columns(rows: &Rows) -> Vec<(Target, String)> {
    let first = |texts: Option<&String>| texts.cloned().unwrap_or_default();
    match &rows.shape {
        Shape::Table { columns, .. } => columns
            .iter()
            .map(|column| (column.target, first(column.headings.first().map(|wording| &wording.text))))
            .collect(),
        Shape::Blocks { lines, .. } => lines.iter().map(|line| (line.target, first(line.labels.first()))).collect(),
    }
}

fn names(line: &Line, text: &str) -> bool {
    line.labels().any(|wording| wording.folded == fold_label(text))
}

fn place(document: &Document, placed: &Placed) -> String {
    let sheet = &document.sheets[placed.asked.at.0];
    sheet.place(sheet.cells[placed.asked.at.1].spot).map(|place| place.to_string()).unwrap_or_default()
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
