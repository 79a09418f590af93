//! A suggestion as JSON, for programs.

use serde_json::{Map, Value, json};

use crate::document::cells::model::{Document, Format, Grid};
use crate::record::schema::Schema;
use crate::text::place::{Place, Spot};

use super::mapping_head::MappingHead;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::vocabulary::slot::id_of;

/// The form, its answers, its groups, and the labels that are not placed.
pub fn text(
    id: &str,
    about: &MappingHead,
    document: &Document,
    printed_form: &PrintedForm,
    placed: &[MatchedQuestion],
) -> serde_json::Result<String> {
    let (sure, rest): (Vec<&MatchedQuestion>, Vec<&MatchedQuestion>) =
        placed.iter().partition(|p| p.slot.is_some() && p.confidence >= DOUBT);
    let within = |p: &&&MatchedQuestion| matches!(p.asked.within, Within::Form | Within::Clients);
    let answers: Vec<Value> = sure.iter().filter(within).flat_map(|placed| answer(document, placed)).collect();
    let mut unplaced: Vec<Value> = rest
        .iter()
        .map(|p| json!({ "place": label_place(document, &p.asked), "label": p.asked.full_text() }))
        .collect();
    unplaced.extend(keys_of_repeats(document, placed));
    let suggestion = json!({
        "form": { "id": id, "body": about.body, "title": about.title, "kind": about.kind, "version": about.version },
        "verdict": { "kind": printed_form.verdict.kind.word(), "reasons": printed_form.verdict.reasons },
        "answers": answers,
        "rows": rows(document, printed_form, &sure),
        "unplaced": unplaced,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&suggestion)?))
}

/// One entry for each field of a line.
fn answer(document: &Document, placed: &MatchedQuestion) -> Vec<Value> {
    let asked = &placed.asked;
    let label_place = label_place(document, asked);
    let targets = placed.slot.iter().flat_map(|slot| &slot.targets);
    targets
        .map(|target| {
            json!({
                "field": id_of(*target), "place": place(document, asked), "label": asked.full_text(),
                "label_place": label_place, "confidence": placed.confidence,
            })
        })
        .collect()
}

/// The keys of entries that a web form repeats, where nothing is known of the group: they are its columns all the same.
fn keys_of_repeats(document: &Document, placed: &[MatchedQuestion]) -> Vec<Value> {
    if document.format != Format::Json {
        return Vec::new();
    }
    let cells = document.sheets.iter().enumerate().flat_map(|(s, sheet)| (0..sheet.cells.len()).map(move |c| (s, c)));
    let key = |(s, c): (usize, usize)| {
        let sheet = &document.sheets[s];
        let place = sheet.place_of(&sheet.cells[c])?.to_string();
        let repeats = place.ends_with('#') && place.contains("/0/");
        let known = placed.iter().any(|placed| placed.asked.at == (s, c));
        (repeats && !known).then(|| json!({ "place": place, "label": sheet.cells[c].content.shown() }))
    };
    cells.filter_map(key).collect()
}

fn label_place(document: &Document, asked: &Question) -> Option<String> {
    let sheet = &document.sheets[asked.at.0];
    sheet.place(sheet.cells[asked.at.1].spot).map(|place| place.to_string())
}

/// The place of the answer: its cell, or what follows its label.
fn place(document: &Document, asked: &Question) -> Option<String> {
    let sheet = &document.sheets[asked.at.0];
    if let Some(field) = &asked.field {
        return Some(field.place.to_string());
    }
    let place = match asked.answer {
        // of the buttons of one group the field they share
        Some(spot) => sheet.place(spot).map(|place| if asked.hints.options.len() > 1 { place.whole() } else { place }),
        // of a client a row, the first row under the heading
        None if asked.within == Within::Clients && sheet.grid == Grid::Sheet => {
            let head = &sheet.cells[asked.at.1];
            sheet.place(Spot { row: head.end().row + 1, col: head.spot.col })
        }
        None => sheet.place(sheet.cells[asked.at.1].spot).map(|place| place.after(&asked.text)),
    };
    place.map(|place| place.to_string())
}

/// The repeating groups with their columns.
fn rows(document: &Document, printed_form: &PrintedForm, sure: &[&MatchedQuestion]) -> Vec<Value> {
    let schema = Schema::common();
    let name = |placed: &MatchedQuestion| {
        placed.slot.as_ref().map(|slot| schema.field(slot.targets[0].field).name().to_owned())
    };
    let mut all = Vec::new();
    for (n, table) in printed_form.tables.iter().enumerate() {
        let Some(group) = &table.group else { continue };
        let of = |p: &&&MatchedQuestion| matches!(&p.asked.within, Within::Rows { table, .. } if *table == n);
        let mut columns = Map::new();
        for placed in sure.iter().filter(of) {
            let col = document.sheets[placed.asked.at.0].cells[placed.asked.at.1].spot.col;
            columns.extend(name(placed).map(|name| (name, Value::String(letters(col)))));
        }
        // A table of which no column found its field proposes nothing: on a form of another field none may.
        if columns.is_empty() {
            continue;
        }
        let ends = table.columns.first().zip(table.columns.last());
        let place = ends.and_then(|(first, last)| header(document, table.sheet, table.row, first.col, last.col));
        all.push(json!({ "group": group, "header_place": place, "columns": columns }));
    }
    for group in ["doelen", "uren"] {
        let of = |p: &&&MatchedQuestion| matches!(&p.asked.within, Within::Block { group: g, .. } if g == group);
        let labels: Vec<&&MatchedQuestion> = sure.iter().filter(of).collect();
        let Some(first) = labels.first() else { continue };
        let columns: Map<String, Value> =
            labels.iter().filter_map(|p| Some((name(p)?, Value::String(place(document, &p.asked)?)))).collect();
        all.push(json!({ "group": group, "header_place": label_place(document, &first.asked), "columns": columns }));
    }
    all
}

fn header(document: &Document, sheet: usize, row: u32, from: u32, to: u32) -> Option<String> {
    let sheet = &document.sheets[sheet];
    match sheet.place(Spot { row, col: from })? {
        Place::Cell { sheet, at, .. } => Some(Place::Cell { sheet, at, to: Some(Spot { row, col: to }) }.to_string()),
        other => Some(other.to_string()),
    }
}

/// `A`, `B`, … `AA`
fn letters(col: u32) -> String {
    Spot { row: 0, col }.to_string().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}
