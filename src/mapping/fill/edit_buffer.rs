//! What is written where: the places of answers, and what stands there while a document is being filled.

use compact_str::format_compact;
use foldhash::{HashMap, HashMapExt};

use crate::document::cells::model::{Document, Edit, Grid};
use crate::text::content::Content;
use crate::text::label;
use crate::text::place::{Place, Spot};

use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::locate::label_index::{Label, LabelIndex};
use crate::mapping::locate::location::{BoxAt, Location};
use crate::mapping::locate::split_cells;

/// What is written on a form.
pub(crate) struct EditBuffer<'p, 'd> {
    document: &'d Document,
    printed: &'p LabelIndex<'d>,
    /// The places that were written to, with what stands there now, and the position of each.
    contents: Vec<(Place, Content)>,
    written: HashMap<Place, usize>,
}

impl<'p, 'd> EditBuffer<'p, 'd> {
    /// Nothing written yet.
    pub(crate) fn on(form: &'p LocatedForm<'d>) -> Self {
        Self { document: form.document, printed: &form.printed, contents: Vec::new(), written: HashMap::new() }
    }

    /// All that was written, in that order.
    pub(crate) fn edits(self) -> Vec<Edit> {
        self.contents.into_iter().map(|(place, content)| Edit { place, content }).collect()
    }

    /// Each place that was written to, with what stands there now.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&Place, &Content)> {
        self.contents.iter().map(|(place, content)| (place, content))
    }

    /// The place of an answer, and what stands there now.
    pub(crate) fn place_of(&self, found: &Location) -> Option<(Place, Content)> {
        let document = self.document;
        match found {
            Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot } => {
                let sheet = &document.sheets[*sheet];
                let cell = sheet.at(*spot);
                let place = cell.map_or_else(|| sheet.place(*spot), |cell| sheet.place_of(cell))?;
                let old = || cell.map_or(Content::Empty, |cell| cell.content.clone());
                let now = self.now(&place).unwrap_or_else(old);
                Some((place, now))
            }
            Location::After(label) => {
                let cell = self.printed.cell(label.at);
                let place = self.printed.sheet(label.at).place(cell.spot)?;
                let text = cell.content.as_text()?;
                let old = Content::Text(text.get(label.after.clone())?.trim().into());
                Some((place, old))
            }
            Location::Named { sheet, named } => {
                let named = &document.sheets[*sheet].named[*named];
                Some((named.place.clone(), self.now(&named.place).unwrap_or(named.content.clone())))
            }
            Location::Spread { sheet, spots, .. } => {
                let place = document.sheets[*sheet].place(*spots.first()?)?;
                Some((place, Content::Empty))
            }
            Location::Prose { label, spots } => {
                let place = document.sheets[label.sheet].place(*spots.first()?)?;
                Some((place, Content::Empty))
            }
            Location::Sentence(at) => {
                let cell = self.printed.cell(*at);
                let place = self.printed.sheet(*at).place(cell.spot)?;
                Some((place.clone(), self.now(&place).unwrap_or_else(|| cell.content.clone())))
            }
            Location::Boxes(_) => None,
        }
    }

    /// All that will stand up to the end of an answer: its label too, where that is in the same cell.
    pub(crate) fn shown(&self, found: &Location, content: &Content) -> String {
        let before = match found {
            Location::After(label) => {
                self.printed.cell(label.at).content.as_text().and_then(|text| text.get(..label.after.start))
            }
            _ => None,
        };
        let before = before.map_or("", str::trim);
        format!("{before} {}", content.shown()).trim_start().to_owned()
    }

    /// What was written at a place before, by another line.
    fn now(&self, place: &Place) -> Option<Content> {
        self.written.get(place).map(|at| self.contents[*at].1.clone())
    }

    /// Writes an answer where its line was found.
    pub(crate) fn put(&mut self, found: &Location, place: &Place, content: Content) {
        let (place, content) = match found {
            Location::After(label) => self.behind(label, place, &content),
            _ => (place.clone(), content),
        };
        if let Location::Prose { label, spots } = found {
            self.clear(label.sheet, spots.get(1..).unwrap_or_default());
        }
        self.set(place, content);
    }

    /// Writes one answer over cells beside each other; false where it has not as many parts.
    pub(crate) fn spread(&mut self, sheet: usize, spots: &[Spot], text: &str) -> bool {
        let places: Option<Vec<Place>> = spots.iter().map(|spot| self.document.sheets[sheet].place(*spot)).collect();
        let Some((places, parts)) = places.zip(split_cells::parts(text, spots.len())) else { return false };
        places.into_iter().zip(parts).for_each(|(place, part)| self.set(place, Content::Text(part.into())));
        true
    }

    /// Takes away what stood in the later paragraphs of a prose that is written anew.
    fn clear(&mut self, sheet: usize, spots: &[Spot]) {
        let sheet = &self.document.sheets[sheet];
        let full = spots.iter().filter(|spot| sheet.at(**spot).is_some_and(|cell| !cell.content.is_empty()));
        for place in full.filter_map(|spot| sheet.place(*spot)).collect::<Vec<_>>() {
            self.set(place, Content::Empty);
        }
    }

    /// Writes a content at a place; what was written there before goes.
    pub(crate) fn set(&mut self, place: Place, content: Content) {
        if let Some(at) = self.written.get(&place) {
            self.contents[*at].1 = content;
        } else {
            self.written.insert(place.clone(), self.contents.len());
            self.contents.push((place, content));
        }
    }

    /// An answer behind its label: in a spreadsheet the whole text of the cell, elsewhere a place of its own.
    fn behind(&self, label: &Label, place: &Place, content: &Content) -> (Place, Content) {
        let cell = self.printed.cell(label.at);
        let text = cell.content.as_text().unwrap_or_default();
        if self.printed.sheet(label.at).grid == Grid::Flow {
            let named = text.get(label.text.clone()).unwrap_or_default().trim();
            return (place.clone().after(named), content.clone());
        }
        // Another label of the same cell may have been answered before: what stands there now counts.
        let now = self.now(place).map_or_else(|| text.to_owned(), |now| now.shown().into_owned());
        let shifted = |at: usize| {
            let before = text.get(..at).and_then(|before| now.starts_with(before).then_some(at));
            before.unwrap_or(now.len() - (text.len() - at).min(now.len()))
        };
        let before = now.get(..shifted(label.after.start)).unwrap_or(text).trim_end();
        let rest = now.get(shifted(label.after.end)..).unwrap_or_default();
        let gap = if rest.is_empty() { "" } else { "\t" };
        let space = if rest.is_empty() && label::takes_next_line(text, &label.text, &label.after) { '\n' } else { ' ' };
        (place.clone(), Content::Text(format_compact!("{before}{space}{}{gap}{rest}", content.shown())))
    }

    /// The place of a box, and what stands there now.
    pub(crate) fn box_place(&self, at: &BoxAt) -> Option<(Place, Content)> {
        let spot = at.spot.unwrap_or(self.printed.cell(at.label).spot);
        let sheet = &self.document.sheets[at.label.sheet];
        let place = sheet.place(spot)?;
        let old = sheet.at(spot).map_or(Content::Empty, |cell| cell.content.clone());
        Some((place.clone(), self.now(&place).unwrap_or(old)))
    }
}
