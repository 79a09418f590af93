//! A table of a text document: each of its rows is a row of the flow, its cells at their grid columns.

use std::sync::Arc;

use crate::document::cells::model::Cell;
use crate::document::docx::control::Control;
use crate::document::docx::elements::is_transparent_block;
use crate::document::docx::flow::{Layer, Parts, Rows, within};
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// The widest table; Word stops at 63 columns.
const WIDEST: u32 = 1024;

/// A vertically merged cell that may go on: its column, its width, and its number among the cells.
type Going = (u32, u32, usize);

/// What is kept from row to row.
struct Walk<'p> {
    number: u32,
    parts: &'p [Arc<str>],
    going: Vec<Going>,
    /// Nested tables that wait until no merged cell passes by.
    nested: Vec<(Parts, u32, NodeId)>,
}

/// Lays out a table, and after each row (or merged group of rows) the tables that stand in it.
pub(super) fn lay(layer: &mut Layer<'_, '_>, table: NodeId, number: u32, parts: &[Arc<str>]) -> Result<(), Finding> {
    let tree = layer.tree;
    let mut rows = Vec::new();
    collect(tree, table, &mut rows);
    let mut walk = Walk { number, parts, going: Vec::new(), nested: Vec::new() };
    let mut cells = Vec::new();
    for (index, &row) in rows.iter().enumerate() {
        cells.clear();
        fill(tree, row, &mut cells);
        if !cells.iter().any(|cell| cell.merged == Some(false)) {
            nested(layer, &mut walk)?;
        }
        walk_row(layer, &mut walk, (row, u32::try_from(index + 1).unwrap_or(u32::MAX)), &cells)?;
        layer.row += 1;
    }
    nested(layer, &mut walk)?;
    layer.laid.tables.push(Rows { parts: parts.to_vec(), number, ids: rows });
    Ok(())
}

/// The tables that stand in cells passed by.
fn nested(layer: &mut Layer<'_, '_>, walk: &mut Walk<'_>) -> Result<(), Finding> {
    for (parts, number, table) in std::mem::take(&mut walk.nested) {
        lay(layer, table, number, &parts)?;
    }
    Ok(())
}

fn walk_row(
    layer: &mut Layer<'_, '_>,
    walk: &mut Walk<'_>,
    (row, index): (NodeId, u32),
    cells: &[RowCell],
) -> Result<(), Finding> {
    let tree = layer.tree;
    let properties = tree.child(row, "trPr");
    let hidden = properties.and_then(|p| tree.child(p, "hidden")).is_some_and(|h| tree.is_on(h));
    let mut col = properties.and_then(|p| said(tree, tree.child(p, "gridBefore")?)).unwrap_or(0).min(WIDEST);
    let mut going = Vec::new();
    for (cell_index, cell) in (1u32..).zip(cells) {
        let (span, merged) = (cell.span, cell.merged);
        let above = walk.going.iter().find(|g| merged == Some(false) && g.0 == col && g.1 == span).copied();
        if let Some(above) = above {
            let upper = &mut layer.laid.sheet.cells[above.2];
            upper.rows = layer.row + 1 - upper.spot.row;
            going.push(above);
        } else {
            if merged.is_some() {
                going.push((col, span, layer.laid.hosts.len()));
            }
            let place = Place::TableCell { table: walk.number, row: index, cell: cell_index };
            queue(tree, cell.id, walk, &place);
            let blank = Cell { cols: span, hidden, ..Cell::new(layer.row, col, Content::Empty) };
            layer.gather(cell.host);
            layer.cell(blank, cell.host, within(walk.parts, place))?;
        }
        col += span;
        if col > WIDEST {
            return Err(Finding::new("too-many-cells").with("limit", WIDEST));
        }
    }
    walk.going = going;
    Ok(())
}

/// Keeps the tables that stand in a cell for later.
fn queue(tree: &Tree<'_>, cell: NodeId, walk: &mut Walk<'_>, place: &Place) {
    let mut tables = Vec::new();
    inner(tree, cell, &mut tables);
    for (number, table) in (1u32..).zip(tables) {
        let mut parts = walk.parts.to_vec();
        parts.push(within(&[], place.clone()).to_string().into());
        walk.nested.push((parts, number, table));
    }
}

/// The tables directly in a cell, also where something merely wraps them.
fn inner(tree: &Tree<'_>, id: NodeId, tables: &mut Vec<NodeId>) {
    for child in tree.children(id) {
        match tree.w_name(child) {
            "tbl" => tables.push(child),
            name if name == "sdt" || is_transparent_block(name) => inner(tree, child, tables),
            _ => {}
        }
    }
}

/// The rows of a table that were not taken out, also in repeating sections.
fn collect(tree: &Tree<'_>, id: NodeId, rows: &mut Vec<NodeId>) {
    for child in tree.children(id) {
        match tree.w_name(child) {
            "tr" => {
                let properties = tree.child(child, "trPr");
                if properties.is_none_or(|p| tree.child(p, "del").is_none()) {
                    rows.push(child);
                }
            }
            name if name == "sdt" || is_transparent_block(name) => collect(tree, child, rows),
            _ => {}
        }
    }
}

/// A cell as it stands in its row.
pub(super) struct RowCell {
    /// Itself, or the control around it.
    host: NodeId,
    id: NodeId,
    /// How many columns of the grid it takes.
    pub(super) span: u32,
    /// Whether it begins (true) or continues (false) a vertical merge.
    merged: Option<bool>,
}

impl RowCell {
    pub(super) fn of(tree: &Tree<'_>, host: NodeId, id: NodeId) -> Self {
        let mut cell = Self { host, id, span: 1, merged: None };
        for property in tree.child(id, "tcPr").into_iter().flat_map(|p| tree.children(p)) {
            match tree.w_name(property) {
                "gridSpan" => cell.span = said(tree, property).unwrap_or(1).clamp(1, WIDEST),
                "vMerge" => cell.merged = Some(tree.attr(property, "val").as_deref() == Some("restart")),
                _ => {}
            }
        }
        cell
    }
}

/// Adds the cells of a row.
fn fill(tree: &Tree<'_>, id: NodeId, found: &mut Vec<RowCell>) {
    for child in tree.children(id) {
        match tree.w_name(child) {
            "tc" => found.push(RowCell::of(tree, child, child)),
            "sdt" => {
                let cell = tree.within(child).find(|&c| tree.w_name(c) == "tc");
                match cell.filter(|_| Control::of(tree, child).is_some()) {
                    Some(cell) => found.push(RowCell::of(tree, child, cell)),
                    None => fill(tree, child, found),
                }
            }
            name if is_transparent_block(name) => fill(tree, child, found),
            _ => {}
        }
    }
}

/// The number that an element says.
fn said(tree: &Tree<'_>, id: NodeId) -> Option<u32> {
    tree.attr(id, "val")?.parse().ok()
}
