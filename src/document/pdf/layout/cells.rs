//! Makes cells of texts and fields, each with a place of its own.

use std::collections::HashMap;
use std::sync::Arc;

use crate::document::cells::model::{Area, Cell, Named};
use crate::document::pdf::fields::{Field, Kind};
use crate::document::pdf::layout::items::CellSource;
use crate::document::text_document::placeholder::asks;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// Makes the cells of one sheet.
pub(in crate::document::pdf) struct Cells<'a> {
    fields: &'a [Field],
    /// How often each place was given.
    given: HashMap<Place, u32>,
}

impl<'a> Cells<'a> {
    /// For a sheet with these fields.
    pub(in crate::document::pdf) fn new(fields: &'a [Field]) -> Self {
        Self { fields, given: HashMap::new() }
    }

    /// The cell of what stands in an area.
    pub(in crate::document::pdf) fn cell(&mut self, what: &CellSource, area: Area) -> Cell {
        let (content, place, hidden) = match what {
            CellSource::Gap => return Self::gap(area),
            CellSource::Text(text, place) => (Content::Text(text.as_str().into()), place.clone(), false),
            CellSource::Tip(at) => {
                let field = &self.fields[*at];
                let tip = field.tooltip.clone().unwrap_or_default();
                (Content::Text(tip.into()), place(field).inside(&Arc::from("tooltip")), false)
            }
            CellSource::Box(field, widget) => boxed(&self.fields[*field], *widget),
        };
        let mut cell = Cell::new(area.from.row, area.from.col, content);
        (cell.rows, cell.cols) = extent(area);
        cell.own_place = self.unique(place).into();
        cell.hidden = hidden;
        cell
    }

    /// A cell in which nothing stands: it has no place, for nothing can be written there.
    fn gap(area: Area) -> Cell {
        let (rows, cols) = extent(area);
        Cell { rows, cols, ..Cell::new(area.from.row, area.from.col, Content::Empty) }
    }

    /// The field as an answer place that the source itself names.
    pub(in crate::document::pdf) fn named(&self, field: usize, spot: Spot) -> Named {
        let field = &self.fields[field];
        let mut names: Vec<Arc<str>> = Vec::new();
        for name in [Some(&field.name), Some(&field.partial), field.tooltip.as_ref()].into_iter().flatten() {
            if !name.is_empty() && !names.iter().any(|known| **known == **name) {
                names.push(name.as_str().into());
            }
        }
        Named { names, spot, place: place(field), content: content(field), options: offered(field) }
    }

    /// The place, with a mark when it was given before: `herhaling 2 > veld naam`.
    fn unique(&mut self, place: Place) -> Place {
        let times = self.given.entry(place.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { place } else { place.inside(&Arc::from(format!("herhaling {times}"))) }
    }
}

/// How many rows and columns an area spans.
fn extent(area: Area) -> (u32, u32) {
    (area.to.row - area.from.row + 1, area.to.col - area.from.col + 1)
}

/// The place of a field.
pub(in crate::document::pdf) fn place(field: &Field) -> Place {
    Place::Field(field.name.as_str().into())
}

/// What a field says, as typed.
pub(in crate::document::pdf) fn content(field: &Field) -> Content {
    let said = || field.values.iter().map(|value| field.shown(value)).collect::<Vec<_>>().join("\n");
    match field.kind {
        Kind::Signature => match field.values.first() {
            Some(signed) if !signed.is_empty() => Content::Text(signed.as_str().into()),
            signed => Content::Tick(signed.is_some()),
        },
        Kind::Button if field.is_group() => {
            let ticked = field.widgets.iter().position(|widget| widget.ticked);
            ticked.and_then(|at| field.word(at)).map_or(Content::Empty, |word| Content::Text(word.into()))
        }
        Kind::Button => Content::Tick(field.widgets.iter().any(|widget| widget.ticked)),
        Kind::Text | Kind::Choice if field.values.is_empty() => Content::Empty,
        Kind::Choice if is_prompt(field) => Content::Empty,
        Kind::Text | Kind::Choice => Content::Text(said().into()),
    }
}

/// Whether a list says no more than that one of its answers is to be chosen.
fn is_prompt(field: &Field) -> bool {
    let (first, said) = (field.options.first().map(|(stored, _)| stored), field.values.first());
    first.is_some() && first == said && said.is_some_and(|stored| asks(&field.shown(stored)))
}

/// The words of the answers that a field offers.
pub(super) fn offered(field: &Field) -> Vec<String> {
    if field.kind == Kind::Choice {
        return field.options.iter().map(|(_, shown)| shown.clone()).collect();
    }
    let mut words: Vec<String> = Vec::new();
    for word in (0..field.widgets.len()).filter_map(|at| field.word(at)).filter(|_| field.is_group()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// One box of a field; a button of a group stands after the group's word for it.
fn boxed(field: &Field, at: usize) -> (Content, Place, bool) {
    let Some(widget) = field.widgets.get(at) else { return (content(field), place(field), true) };
    match field.word(at).filter(|_| field.is_group()) {
        Some(word) => (Content::Tick(widget.ticked), place(field).after(&word), widget.hidden),
        None => (content(field), place(field), widget.hidden),
    }
}
