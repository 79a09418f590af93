//! New contents for cells of one sheet part: only those cells change.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::cell_stream::ticked_by;
use crate::document::cells::model::Area;
use crate::document::spreadsheet::edits_by_sheet::{Numbered, SheetEdits, outcome};
use crate::document::xlsx::sheet::cell_value::said;
use crate::document::xlsx::sheet::controls::Controls;
use crate::document::xlsx::sheet::layout::{Cell, Layout, Row};
use crate::document::xlsx::sheet::sheet_around_rows::LAST;
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xlsx::write::rich_text::{Own, Wording};
use crate::document::xlsx::write::value::Value;
use crate::document::xml::patch::{Splices, opened, set};
use crate::finding::Finding;
use crate::text::content::{Content, without_struck};
use crate::text::place::{Place, Spot};

/// The most UTF-16 units that a cell holds.
const LONGEST: usize = 32_767;

/// A sheet part while it changes.
pub struct Patch<'a> {
    name: &'a Arc<str>,
    text: &'a str,
    layout: &'a Layout,
    shared: &'a Shared,
    controls: &'a Controls,
    /// Cells that get the format of others.
    like: BTreeMap<Spot, Spot>,
    splices: Splices,
    /// The cells that were added.
    added: Vec<Spot>,
    /// The cells that say something else now.
    pub changed: Vec<Spot>,
    /// The linked boxes that change, by cell.
    pub ticks: Vec<(Spot, bool)>,
    pub findings: Vec<Finding>,
}

impl<'a> Patch<'a> {
    /// Over the text of the sheet called `name`, laid out for the cells that are wanted.
    pub fn new(
        name: &'a Arc<str>,
        (text, layout): (&'a str, &'a Layout),
        shared: &'a Shared,
        controls: &'a Controls,
    ) -> Self {
        let (splices, added, changed) = (Splices::default(), Vec::new(), Vec::new());
        let (ticks, findings) = (Vec::new(), Vec::new());
        let like = BTreeMap::new();
        Self { name, text, layout, shared, controls, like, splices, added, changed, ticks, findings }
    }

    /// The new text; none where nothing changes.
    pub fn apply(mut self, wanted: &SheetEdits<'_>, wording: &mut Wording<'_>) -> (Self, Option<String>) {
        let mut rows: BTreeMap<u32, Vec<(Spot, &[Numbered<'_>])>> = BTreeMap::new();
        for (spot, edits) in &wanted.cells {
            rows.entry(spot.row).or_default().push((*spot, edits));
        }
        self.like.clone_from(&wanted.like);
        let layout = self.layout;
        let mut within = String::new();
        for (number, cells) in rows {
            match layout.row(number) {
                Ok(row) => self.row(layout, row, &cells, wording),
                Err(at) => {
                    let new = self.cells(layout, None, &cells, wording);
                    let inner: String = new.into_iter().map(|(_, cell)| cell).collect();
                    if !inner.is_empty() {
                        let p = &layout.prefix;
                        let tag = self.row_tag(layout, number, &cells);
                        let row = format!("{tag}{inner}</{p}row>");
                        if layout.empty { within.push_str(&row) } else { self.splices.insert(at, row) }
                    }
                }
            }
        }
        if !within.is_empty() {
            let data = layout.data.clone();
            let tag = opened(&self.text[data.clone()]);
            self.splices.put(data, format!("{tag}{within}</{}sheetData>", layout.prefix));
        }
        self.widen(layout);
        let splices = std::mem::take(&mut self.splices);
        let text = (!splices.is_empty()).then(|| splices.apply(self.text));
        (self, text)
    }

    /// The tag of a row that is added: as high as the row whose format its cells get.
    fn row_tag(&self, layout: &Layout, number: u32, cells: &[(Spot, &[Numbered<'_>])]) -> String {
        let tag = format!("<{}row r=\"{}\">", layout.prefix, number + 1);
        let source = cells.iter().find_map(|(spot, _)| self.like.get(spot));
        let Some(row) = source.and_then(|source| layout.row(source.row).ok()) else { return tag };
        let old = &self.text[row.tag.clone()];
        ["ht", "customHeight"].iter().fold(tag, |tag, name| match attribute(old, name) {
            Some(value) => set(&tag, name, Some(value)),
            None => tag,
        })
    }

    /// The style that a cell gets from another.
    fn copied_style(&self, spot: Spot) -> Option<u32> {
        let from = self.like.get(&spot)?;
        let row = self.layout.row(from.row).ok();
        let own = row.and_then(|row| row.cell(from.col).ok()).and_then(|cell| u32::try_from(cell.style).ok());
        own.or_else(|| self.layout.style(row, from.col))
    }

    /// Changes a row that is there.
    fn row(&mut self, layout: &Layout, row: &Row, cells: &[(Spot, &[Numbered<'_>])], wording: &mut Wording<'_>) {
        let new = self.cells(layout, Some(row), cells, wording);
        if new.is_empty() {
            return;
        }
        let old = &self.text[row.tag.clone()];
        let mut tag = spanning(old, &new);
        if row.empty {
            let inner: String = new.into_iter().map(|(_, cell)| cell).collect();
            let p = &layout.prefix;
            tag = format!("{}{inner}</{p}row>", opened(&tag));
            // A row may also be empty between two tags.
            let end = if old.ends_with("/>") { row.tag.end } else { row.end };
            self.splices.put(row.tag.start..end, tag);
            return;
        }
        if tag != old {
            self.splices.put(row.tag.clone(), tag);
        }
        for (col, cell) in new {
            if let Err(at) = row.cell(col) {
                self.splices.insert(at, cell);
            }
        }
    }

    /// Changes the cells that are there and returns those that are not, by column.
    fn cells(
        &mut self,
        layout: &Layout,
        row: Option<&Row>,
        cells: &[(Spot, &[Numbered<'_>])],
        wording: &mut Wording<'_>,
    ) -> Vec<(u32, String)> {
        let mut new = Vec::new();
        for (spot, edits) in cells {
            match row.and_then(|row| row.cell(spot.col).ok()) {
                Some(cell) => self.change(layout, *spot, cell, edits, wording),
                None => new.extend(self.add(layout, row, *spot, edits, wording).map(|cell| (spot.col, cell))),
            }
        }
        new
    }

    fn change(&mut self, layout: &Layout, spot: Spot, cell: &Cell, edits: &[Numbered<'_>], wording: &mut Wording<'_>) {
        let slice = &self.text[cell.all.clone()];
        // A cell of tags alone says nothing.
        let bare = slice[cell.tag.len()..].starts_with("</") || cell.all == cell.tag;
        let now = if bare { Content::Empty } else { said(slice, self.name, self.shared) };
        let now = self.linked(spot, &now);
        let copied = self.copied_style(spot).map(|style| style.to_string());
        let tag = &self.text[cell.tag.clone()];
        let tag = copied.as_ref().map_or_else(|| tag.to_owned(), |style| set(tag, "s", Some(style)));
        let Some(content) = self.asked(&now, edits) else {
            if copied.is_some() {
                self.splices.put(cell.tag.clone(), tag);
            }
            return;
        };
        if cell.formula || layout.fills(spot) {
            self.remark("formula-not-overwritten", spot);
            return;
        }
        let own = if cell.shared { Own::Shared(slice) } else { Own::Inline(slice) };
        let style = copied.and_then(|style| style.parse().ok()).unwrap_or(cell.style);
        let value = wording.dress(self.value(&content, style, spot), own, style, self.shared);
        let kept = memchr::memmem::find(slice.as_bytes(), b"extLst")
            .and_then(|_| slice.find(&format!("<{}extLst", layout.prefix)))
            .and_then(|at| slice[at..].strip_suffix(&format!("</{}c>", layout.prefix)));
        let new = value.element(&tag, &layout.prefix, kept.unwrap_or_default());
        self.splices.put(cell.all.clone(), new);
        self.changed.push(spot);
    }

    fn add(
        &mut self,
        layout: &Layout,
        row: Option<&Row>,
        spot: Spot,
        edits: &[Numbered<'_>],
        wording: &mut Wording<'_>,
    ) -> Option<String> {
        if spot.row > LAST.row || spot.col > LAST.col {
            self.remark("place-not-here", spot);
            return None;
        }
        let now = self.linked(spot, &Content::Empty);
        let copied = self.copied_style(spot);
        let Some(content) = self.asked(&now, edits) else {
            let style = copied?;
            return Some(format!("<{}c r=\"{spot}\" s=\"{style}\"/>", layout.prefix));
        };
        if layout.fills(spot) {
            self.remark("formula-not-overwritten", spot);
            return None;
        }
        let style = copied.or_else(|| layout.style(row, spot.col));
        let number = style.map_or(0, |style| style as usize);
        let value = wording.dress(self.value(&content, number, spot), Own::Inline(""), number, self.shared);
        if value == Value::Nothing {
            return None;
        }
        self.added.push(spot);
        self.changed.push(spot);
        let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
        let tag = format!("<{}c r=\"{spot}\"{style}/>", layout.prefix);
        Some(value.element(&tag, &layout.prefix, ""))
    }

    /// What a cell is to say; none where it says so already, or where that cannot be.
    fn asked(&mut self, now: &Content, edits: &[Numbered<'_>]) -> Option<Content> {
        match outcome(now, edits) {
            Ok(None) => None,
            Ok(Some(content)) => {
                let long = content.as_text().is_some_and(|text| without_struck(text).encode_utf16().count() > LONGEST);
                if let Some((_, edit)) = edits.last().filter(|_| long) {
                    self.findings.push(Finding::new("text-too-long").place(edit.place.clone()).with("most", LONGEST));
                }
                (!long).then_some(content)
            }
            Err(finding) => {
                self.findings.push(finding);
                None
            }
        }
    }

    fn value(&mut self, content: &Content, style: usize, spot: Spot) -> Value {
        let boxed = self.controls.linked_to(self.name, spot).next().is_some();
        let value = Value::of(content, self.shared.styles.look(style), boxed, self.shared.since_1904);
        if let Value::Truth(ticked) = value
            && boxed
        {
            self.ticks.push((spot, ticked));
        }
        value
    }

    fn linked(&self, spot: Spot, content: &Content) -> Content {
        match self.controls.linked_to(self.name, spot).next() {
            Some(control) => Content::Tick(ticked_by(content).unwrap_or(control.ticked)),
            None => content.clone(),
        }
    }

    /// Lets the sheet say that it uses the cells that were added.
    fn widen(&mut self, layout: &Layout) {
        let Some((at, used)) = &layout.dimension else { return };
        let wide = self.added.iter().fold(*used, |area, spot| Area {
            from: Spot { row: area.from.row.min(spot.row), col: area.from.col.min(spot.col) },
            to: Spot { row: area.to.row.max(spot.row), col: area.to.col.max(spot.col) },
        });
        if wide != *used {
            let range = format!("{}:{}", wide.from, wide.to);
            self.splices.put(at.clone(), set(&self.text[at.clone()], "ref", Some(&range)));
        }
    }

    fn remark(&mut self, code: &'static str, spot: Spot) {
        self.findings.push(Finding::new(code).place(Place::cell(self.name, spot)));
    }
}

/// The tag of a row whose hint of the columns it uses includes the new cells.
fn spanning(tag: &str, new: &[(u32, String)]) -> String {
    let spans = tag.split_once(" spans=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(spans, _)| spans);
    let ends = spans.and_then(|spans| spans.split_once(':')).map(|(a, b)| (a.parse::<u32>(), b.parse::<u32>()));
    let (Some((Ok(from), Ok(to))), Some((first, _)), Some((last, _))) = (ends, new.first(), new.last()) else {
        return tag.to_owned();
    };
    let (wide_from, wide_to) = (from.min(first + 1), to.max(last + 1));
    if (wide_from, wide_to) == (from, to) {
        tag.to_owned()
    } else {
        set(tag, "spans", Some(&format!("{wide_from}:{wide_to}")))
    }
}

/// The value of an attribute in the text of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next()
}
