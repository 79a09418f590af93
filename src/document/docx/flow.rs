//! The flow of a text document as one sheet: a row for each paragraph and for each table row, from top to bottom.

use std::sync::Arc;

use crate::document::cells::model::{Area, Cell, Grid, Named, Sheet};
use crate::document::docx::control::Control;
use crate::document::docx::data_binding::Stores;
use crate::document::docx::elements::is_transparent_block;
use crate::document::docx::inline::gather_into;
use crate::document::docx::lines::{Answer, Lines};
use crate::document::docx::styles::paragraph_style;
use crate::document::docx::table;
use crate::document::text_document::field_names::Naming;
use crate::document::text_document::placeholder::TidyContent;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// The most cells of one document.
const MOST: usize = 200_000;
/// How many elements a cell has at the least, as a rule.
const NODES: usize = 6;

/// A sheet, and the elements that its cells and named places come from.
pub(super) struct PartSheet {
    pub(super) sheet: Sheet,
    /// For each cell its paragraph, table cell, or content control.
    pub(super) hosts: Vec<NodeId>,
    /// For each named place the host, and its number among the answers there.
    pub(super) answers: Vec<(NodeId, usize)>,
    /// Cells that print the place of the control they hold, by their place in the flow.
    pub(super) others: Vec<(Place, usize)>,
    /// The tables that have rows.
    pub(super) tables: Vec<Rows>,
    pub(super) boxes: Vec<(NodeId, Option<NodeId>)>,
    pub(super) notes: usize,
    pub(super) hides: Vec<Place>,
    /// What stands in it that is not read, each with its place.
    pub(super) beside: Vec<Finding>,
}

/// A table: where it is, and its rows.
pub(super) struct Rows {
    pub(super) parts: Parts,
    pub(super) number: u32,
    pub(super) ids: Vec<NodeId>,
}

/// The parts around a place, from the outside in: `koptekst 1`, `tabel 2, rij 4, cel 2`.
pub(super) type Parts = Vec<Arc<str>>;

/// What is needed to lay out one part of a document.
pub(super) struct Layer<'t, 'x> {
    pub(super) tree: &'t Tree<'x>,
    pub(super) stores: &'t Stores,
    pub(super) naming: &'t mut Naming,
    pub(super) laid: PartSheet,
    pub(super) row: u32,
    /// The lines of the next cell.
    lines: Lines,
    paragraphs: u32,
    tables: u32,
    parts: Parts,
}

/// Lays out the blocks in `root` as the sheet `name`; `inside` says that its places need that name.
pub(super) fn lay(
    tree: &Tree<'_>,
    stores: &Stores,
    naming: &mut Naming,
    (root, name, inside): (NodeId, &str, bool),
) -> Result<PartSheet, Finding> {
    let parts = if inside { vec![Arc::from(name)] } else { Vec::new() };
    let mut layer = Layer {
        tree,
        stores,
        naming,
        laid: PartSheet::new(name),
        row: 0,
        lines: Lines::default(),
        paragraphs: 0,
        tables: 0,
        parts,
    };
    let cells = (tree.within(root).len() / NODES).min(MOST);
    layer.laid.hosts.reserve(cells);
    layer.laid.sheet.cells.reserve(cells);
    layer.blocks(root)?;
    let mut laid = layer.laid;
    let spans = |c: &&Cell| c.rows > 1 || c.cols > 1;
    laid.sheet.merged = laid.sheet.cells.iter().filter(spans).map(|c| Area { from: c.spot, to: c.end() }).collect();
    Ok(laid)
}

impl PartSheet {
    fn new(name: &str) -> Self {
        Self {
            sheet: Sheet::new(name, Grid::Flow),
            hosts: Vec::new(),
            answers: Vec::new(),
            others: Vec::new(),
            tables: Vec::new(),
            boxes: Vec::new(),
            notes: 0,
            hides: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// Whether anything stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.sheet.named.is_empty() && self.sheet.cells.iter().all(|c| c.content.is_empty())
    }
}

impl Layer<'_, '_> {
    /// Lays out the paragraphs and tables directly in `id`, and in what merely wraps them.
    fn blocks(&mut self, id: NodeId) -> Result<(), Finding> {
        let tree = self.tree;
        for child in tree.children(id) {
            match tree.expanded_name(child) {
                (Ns::Word, "p") => self.paragraph(child)?,
                (Ns::Word, "tbl") => {
                    self.tables += 1;
                    let parts = self.parts.clone();
                    table::lay(self, child, self.tables, &parts)?;
                }
                (Ns::Word, "sdt") if Control::of(tree, child).is_some() => self.paragraph(child)?,
                (Ns::Word, "sdt") if is_repeating_item(tree, child) => {
                    let first = self.row;
                    self.blocks(child)?;
                    if let Some(last) = self.row.checked_sub(1).filter(|last| *last >= first) {
                        self.laid.sheet.repeating.push(first..=last);
                    }
                }
                (Ns::Word, name) if name == "sdt" || is_transparent_block(name) => self.blocks(child)?,
                (Ns::Word, "altChunk") => {
                    let place = within(&self.parts, Place::Paragraph(self.paragraphs + 1));
                    self.laid.beside.push(Finding::new("chunk-ignored").place(place));
                }
                (Ns::Compat, "AlternateContent") => {
                    if let Some(newer) = tree.children(child).next() {
                        self.blocks(newer)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A paragraph, or a control around paragraphs, as a row of one cell.
    fn paragraph(&mut self, host: NodeId) -> Result<(), Finding> {
        if self.gather(host).raw.is_empty() && is_deleted(self.tree, host) {
            return Ok(());
        }
        // A control counts as one, so that filling it with fewer or more paragraphs moves no place.
        self.paragraphs += 1;
        let place = Place::Paragraph(self.paragraphs);
        let place = within(&self.parts, place);
        self.cell(Cell::new(self.row, 0, Content::Empty), host, place)?;
        self.row += 1;
        Ok(())
    }

    /// Gathers what a host says into the room for lines.
    pub(super) fn gather(&mut self, host: NodeId) -> &Lines {
        gather_into(self.tree, self.stores, host, &mut self.lines);
        &self.lines
    }

    /// Adds a cell with the lines that were gathered of its host.
    pub(super) fn cell(&mut self, mut cell: Cell, host: NodeId, mut place: Place) -> Result<(), Finding> {
        if self.laid.hosts.len() >= MOST {
            return Err(Finding::new("too-many-cells").with("limit", MOST));
        }
        let lines = &mut self.lines;
        let alone = lines.only().is_some();
        (cell.content, cell.room) = if let Some(only) = lines.only() {
            (only.content.clone(), false)
        } else {
            let style = || paragraph_style(self.tree, *lines.paragraphs.first()?);
            let usual = || self.stores.styles.usual_size(style().as_deref());
            let chosen = lines.looks.choice_words(&lines.raw, usual);
            let tidy = TidyContent::of(chosen.as_deref().unwrap_or(&lines.raw));
            (tidy.content, tidy.has_room)
        };
        cell.italic_from = lines.looks.italic_tail(&lines.raw);
        for (number, shown) in lines.shown.drain(..).enumerate() {
            let (names, own) = name(self.naming, &shown.answer);
            if alone {
                self.laid.others.push((place, self.laid.hosts.len()));
                place = own.clone();
            }
            let options = match shown.answer {
                Answer::Control(control) => control.offers(),
                Answer::Field(field) => field.options,
            };
            if lines.renews.iter().any(|at| (shown.range.start..=shown.range.end).contains(at)) {
                self.laid.beside.push(Finding::new("renews-itself").place(own.clone()));
            }
            let content = shown.content;
            self.laid.sheet.named.push(Named { names, spot: cell.spot, place: own, content, options });
            self.laid.answers.push((host, number));
        }
        if !lines.renews.is_empty() {
            self.laid.beside.push(Finding::new("renews-itself").place(place.clone()));
        }
        if lines.hides {
            self.laid.hides.push(place.clone());
        }
        self.laid.beside.extend(lines.beside.drain(..).map(|code| Finding::new(code).place(place.clone())));
        cell.hidden |= lines.hides && !lines.shows;
        cell.own_place = place.into();
        self.laid.boxes.append(&mut lines.boxes);
        self.laid.notes += lines.notes;
        self.laid.hosts.push(host);
        self.laid.sheet.cells.push(cell);
        Ok(())
    }
}

/// All names of an answer place, and its place.
fn name(naming: &mut Naming, answer: &Answer) -> (Vec<Arc<str>>, Place) {
    match answer {
        Answer::Control(c) => {
            let (names, own) = naming.name(c.kind.word(), [c.tag.as_deref(), c.alias.as_deref()]);
            (names, Place::Control(own))
        }
        Answer::Field(f) => {
            let (names, own) = naming.name(f.kind.word(), [f.name.as_deref(), None]);
            (names, Place::Field(own))
        }
    }
}

/// A place within parts.
pub(super) fn within(parts: &[Arc<str>], place: Place) -> Place {
    parts.iter().rev().fold(place, Place::inside)
}

/// Whether a control is one of the parts that Word repeats as a whole.
pub(super) fn is_repeating_item(tree: &Tree<'_>, control: NodeId) -> bool {
    let properties = tree.child(control, "sdtPr");
    properties.is_some_and(|p| tree.children(p).any(|c| tree.expanded_name(c) == (Ns::Word15, "repeatingSectionItem")))
}

/// Whether a paragraph was taken out with its mark.
fn is_deleted(tree: &Tree<'_>, paragraph: NodeId) -> bool {
    let mark = tree.child(paragraph, "pPr").and_then(|p| tree.child(p, "rPr"));
    mark.is_some_and(|m| tree.children(m).any(|c| matches!(tree.w_name(c), "del" | "moveFrom")))
}
