//! What stands where a line was found: a cell, a part of the text of one, or several paragraphs as one text.

use std::borrow::Cow;

use foldhash::HashSet;

use crate::document::cells::model::Cell;
use crate::text::content::Content;
use crate::text::label as inline_label;
use crate::text::place::{Place, Spot};

use crate::mapping::locate::label_index::{At, Label, LabelIndex};
use crate::mapping::locate::location::Location;
use crate::mapping::locate::split_cells;
use crate::mapping::read::cell_ledger::Mark;
use crate::mapping::spec::form_spec::Mapping;

/// Something that stands at a place: a cell, or a part of the text of one.
#[derive(Clone)]
pub(crate) struct Words<'d> {
    pub at: Option<At>,
    pub place: Place,
    pub content: Cow<'d, Content>,
    pub hidden: bool,
}

/// A document in which lines were found.
pub(crate) struct CellReader<'r, 'd> {
    pub printed: &'r LabelIndex<'d>,
    pub mapping: &'r Mapping,
    /// The cells that are labels or headings.
    pub labels: &'r HashSet<At>,
}

impl<'d> CellReader<'_, 'd> {
    /// What stands where a line was found, none when nothing does; `along` gets the cells that it takes along.
    pub(crate) fn words(&self, found: &Location, along: &mut Vec<(At, Mark)>) -> Option<Words<'d>> {
        match found {
            Location::Cell { sheet, spot, label } => self.cell(*sheet, *spot).or_else(|| self.after(label)),
            Location::Spread { sheet, spots, .. } => self.spread(*sheet, spots, along),
            Location::After(label) => self.after(label),
            Location::Address { sheet, spot } => self.cell(*sheet, *spot),
            Location::Named { sheet, named } => self.named(*sheet, *named, along),
            Location::Prose { label, spots } => self.prose(label.sheet, spots, along),
            Location::Boxes(_) | Location::Sentence(_) => None,
        }
    }

    fn named(&self, sheet_at: usize, named: usize, along: &mut Vec<(At, Mark)>) -> Option<Words<'d>> {
        let sheet = &self.printed.document.sheets[sheet_at];
        let named = &sheet.named[named];
        let at = sheet.position(named.spot).map(|cell| At { sheet: sheet_at, cell });
        along.extend(self.buttons(sheet_at, &named.place));
        let content = Cow::Borrowed(&named.content);
        self.unless_blank(Words { at, place: named.place.clone(), content, hidden: false })
    }

    /// The buttons of a group that is read as one field.
    fn buttons(&self, sheet: usize, group: &Place) -> impl Iterator<Item = (At, Mark)> {
        self.printed.document.sheets[sheet].cells.iter().enumerate().filter_map(move |(cell, grid)| {
            let own = matches!(grid.own_place.get().as_deref(), Some(Place::After { place, .. }) if **place == *group);
            let mark = if grid.content == Content::Tick(true) { Mark::Answer } else { Mark::Label };
            own.then_some((At { sheet, cell }, mark))
        })
    }

    /// The paragraphs of a prose as one text, at the place of the first that says something.
    fn prose(&self, sheet: usize, spots: &[Spot], along: &mut Vec<(At, Mark)>) -> Option<Words<'d>> {
        let mut parts: Vec<Words<'d>> = spots.iter().filter_map(|spot| self.cell(sheet, *spot)).collect();
        if parts.len() > 1 {
            let texts: Vec<String> = parts.iter().map(|words| words.content.shown().trim().to_owned()).collect();
            parts[0].content = Cow::Owned(Content::Text(texts.join("\n").into()));
            along.extend(parts.iter().filter_map(|words| Some((words.at?, Mark::Answer))));
        }
        parts.into_iter().next()
    }

    /// What stands in cells beside each other, as one text.
    fn spread(&self, sheet: usize, spots: &[Spot], along: &mut Vec<(At, Mark)>) -> Option<Words<'d>> {
        let parts: Vec<Option<Words<'d>>> = spots.iter().map(|spot| self.cell(sheet, *spot)).collect();
        let texts: Vec<String> = parts
            .iter()
            .map(|words| words.as_ref().map_or_else(String::new, |w| w.content.shown().trim().to_owned()))
            .collect();
        let text = split_cells::joined(&texts)?;
        along.extend(parts.iter().flatten().filter_map(|words| Some((words.at?, Mark::Answer))));
        let first = parts.into_iter().flatten().next()?;
        Some(Words { content: Cow::Owned(Content::Text(text.into())), ..first })
    }

    /// What stands in a cell that is no label.
    pub(crate) fn cell(&self, sheet: usize, spot: Spot) -> Option<Words<'d>> {
        let grid = &self.printed.document.sheets[sheet];
        let at = At { sheet, cell: grid.position(spot)? };
        if self.labels.contains(&at) {
            return None;
        }
        let cell: &'d Cell = self.printed.cell(at);
        let place = grid.place_of(cell)?;
        self.unless_blank(Words { at: Some(at), place, content: Cow::Borrowed(&cell.content), hidden: cell.hidden })
    }

    /// What follows a label in its own cell.
    pub(crate) fn after(&self, label: &Label) -> Option<Words<'d>> {
        let cell = self.printed.cell(label.at);
        let text = cell.content.as_text()?;
        let answer = inline_label::answer(text.get(label.after.clone())?);
        let place = self.printed.sheet(label.at).place_of(cell)?.after(text.get(label.text.clone())?.trim());
        let content = Cow::Owned(Content::Text(answer.into()));
        self.unless_blank(Words { at: Some(label.at), place, content, hidden: cell.hidden })
    }

    /// Nothing when there is nothing, or only what the blank has there.
    fn unless_blank(&self, words: Words<'d>) -> Option<Words<'d>> {
        let asks = |text: &str| self.mapping.is_prompt(text);
        let blank = words.content.is_empty() || words.content.as_text().is_some_and(asks);
        (!blank).then_some(words)
    }
}
