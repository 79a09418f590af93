//! The flow of an odt as one sheet: a row for each paragraph and for each table row, from top to bottom.

use std::sync::Arc;

use crate::document::cells::model::{Area, Cell, Grid, Named, Sheet};
use crate::document::odt::inline::{Lines, PartStyles, gather};
use crate::document::odt::table;
use crate::document::text_document::field_names::Naming;
use crate::document::text_document::placeholder::TidyContent;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// The most cells of one sheet.
const MOST: usize = 1_000_000;

/// Sheets, and what had to be remarked.
type Sheets = (Vec<Sheet>, Vec<Finding>);

/// The body and its text boxes; none when there is no body.
pub(super) fn body(tree: &Tree<'_>, named: Option<&Tree<'_>>) -> Result<Option<Sheets>, Finding> {
    let text = |root: NodeId| {
        let body = tree.children(root).find(|&c| tree.expanded_name(c) == (Ns::OdOffice, "body"))?;
        tree.children(body).find(|&c| tree.expanded_name(c) == (Ns::OdOffice, "text"))
    };
    let Some(text) = tree.root().and_then(text) else { return Ok(None) };
    lay_all((tree, named), vec![(text, "tekst".to_owned(), false)]).map(Some)
}

/// Headers and footers that say something, and their text boxes.
pub(super) fn surroundings(tree: &Tree<'_>) -> Result<Sheets, Finding> {
    let mut counts = [0, 0];
    let mut roots = Vec::new();
    for id in tree.root().map(|root| tree.within(root)).unwrap_or_default() {
        let (index, word) = match tree.expanded_name(id).1 {
            "header" | "header-left" | "header-first" => (0, "koptekst"),
            "footer" | "footer-left" | "footer-first" => (1, "voettekst"),
            _ => continue,
        };
        counts[index] += 1;
        roots.push((id, format!("{word} {}", counts[index]), true));
    }
    let (sheets, findings) = lay_all((tree, None), roots)?;
    let says = |s: &Sheet| !s.named.is_empty() || s.cells.iter().any(|c| !c.content.is_empty());
    Ok((sheets.into_iter().filter(says).collect(), findings))
}

/// Lays out each root, then the text boxes that hang in them; the second tree holds the styles that have names.
fn lay_all(
    (tree, named): (&Tree<'_>, Option<&Tree<'_>>),
    mut roots: Vec<(NodeId, String, bool)>,
) -> Result<Sheets, Finding> {
    let looks = PartStyles::of(tree, named);
    let mut naming = Naming::default();
    let (mut sheets, mut findings) = (Vec::new(), Vec::new());
    let (mut at, mut boxes, mut notes) = (0, 0, 0);
    while let Some((root, name, inside)) = roots.get(at).cloned() {
        at += 1;
        let parts = if inside { vec![Arc::from(name.as_str())] } else { Vec::new() };
        let sheet = Sheet::new(&name, Grid::Flow);
        let mut layer = Layer {
            tree,
            looks: &looks,
            naming: &mut naming,
            sheet,
            row: 0,
            counts: [0, 0],
            parts,
            aside: FloatingContent::default(),
        };
        layer.blocks(root)?;
        let Layer { mut sheet, aside, .. } = layer;
        let spans = |c: &&Cell| c.rows > 1 || c.cols > 1;
        sheet.merged = sheet.cells.iter().filter(spans).map(|c| Area { from: c.spot, to: c.end() }).collect();
        sheets.push(sheet);
        notes += aside.notes;
        findings.extend(aside.beside);
        findings.extend(aside.hides.into_iter().map(|p| Finding::new("hidden-text").place(p)));
        for boxed in aside.boxes {
            boxes += 1;
            roots.push((boxed, format!("tekstvak {boxes}"), true));
        }
    }
    if notes > 0 {
        findings.push(Finding::new("footnotes-ignored").with("count", notes));
    }
    Ok((sheets, findings))
}

/// What stands beside the flow.
#[derive(Default)]
struct FloatingContent {
    boxes: Vec<NodeId>,
    notes: usize,
    hides: Vec<Place>,
    /// What stands in it that is not read, each with its place.
    beside: Vec<Finding>,
}

/// What is needed to lay out one sheet.
pub(super) struct Layer<'t, 'x> {
    pub(super) tree: &'t Tree<'x>,
    pub(super) looks: &'t PartStyles,
    naming: &'t mut Naming,
    pub(super) sheet: Sheet,
    pub(super) row: u32,
    /// Paragraphs and tables so far.
    counts: [u32; 2],
    parts: Vec<Arc<str>>,
    aside: FloatingContent,
}

impl Layer<'_, '_> {
    fn blocks(&mut self, id: NodeId) -> Result<(), Finding> {
        let tree = self.tree;
        for child in tree.children(id) {
            match tree.expanded_name(child) {
                (Ns::OdText, "p" | "h") => {
                    self.counts[0] += 1;
                    let lines = gather(tree, self.looks, child);
                    let cell = Cell::new(self.row, 0, Content::Empty);
                    self.cell(cell, lines, &self.parts.clone(), Place::Paragraph(self.counts[0]))?;
                    self.row += 1;
                }
                (Ns::OdTable, "table") => {
                    self.counts[1] += 1;
                    let (number, parts) = (self.counts[1], self.parts.clone());
                    table::lay(self, child, number, &parts)?;
                }
                (Ns::OdText, "tracked-changes" | "sequence-decls") | (Ns::OdOffice, _) => {}
                (Ns::OdText, _) => self.blocks(child)?,
                (Ns::OdDraw, _) => {
                    let lines = gather(tree, self.looks, child);
                    self.aside.boxes.extend(lines.boxes);
                    let place = self.parts.iter().rev().fold(Place::Paragraph(self.counts[0].max(1)), Place::inside);
                    self.aside
                        .beside
                        .extend(lines.beside.into_iter().map(|code| Finding::new(code).place(place.clone())));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds a cell with what its lines say.
    pub(super) fn cell(
        &mut self,
        mut cell: Cell,
        lines: Lines,
        parts: &[Arc<str>],
        place: Place,
    ) -> Result<(), Finding> {
        if self.sheet.cells.len() >= MOST {
            return Err(Finding::new("too-many-cells").with("limit", MOST));
        }
        let mut place = parts.iter().rev().fold(place, Place::inside);
        let alone = lines.only().is_some();
        (cell.content, cell.room) = if let Some(only) = lines.only() {
            (only.content.clone(), false)
        } else {
            let chosen = lines.looks.choice_words(&lines.raw, || 0);
            let tidy = TidyContent::of(chosen.as_deref().unwrap_or(&lines.raw));
            (tidy.content, tidy.has_room)
        };
        cell.italic_from = lines.looks.italic_tail(&lines.raw);
        for shown in lines.shown {
            let [first, second] = &shown.control.names;
            let (names, own) = self.naming.name(shown.control.word, [first.as_deref(), second.as_deref()]);
            let own = if shown.control.is_field { Place::Field(own) } else { Place::Control(own) };
            if alone {
                place = own.clone();
            }
            let options = shown.control.options;
            self.sheet.named.push(Named { names, spot: cell.spot, place: own, content: shown.content, options });
        }
        if lines.hides {
            self.aside.hides.push(place.clone());
        }
        self.aside.beside.extend(lines.beside.iter().map(|code| Finding::new(code).place(place.clone())));
        cell.hidden |= lines.hides && !lines.shows;
        cell.own_place = place.into();
        self.aside.boxes.extend(lines.boxes);
        self.aside.notes += lines.notes;
        self.sheet.cells.push(cell);
        Ok(())
    }
}
