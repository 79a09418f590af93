//! A table of an odt: each of its rows is a row of the flow, its cells at their columns.

use std::sync::Arc;

use crate::document::cells::model::Cell;
use crate::document::odt::flow::Layer;
use crate::document::odt::inline::gather;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// The widest table, and the most rows that one element may stand for.
const WIDEST: u32 = 1024;

/// Tables that stand in cells, with the parts around them, until no merged cell passes by.
struct Nested {
    tables: Vec<(Vec<Arc<str>>, u32, NodeId)>,
    /// The first row of the flow that no merged cell reaches.
    free: u32,
}

/// Lays out a table, and after each row (or merged group of rows) the tables that stand in it.
pub(super) fn lay(layer: &mut Layer<'_, '_>, table: NodeId, number: u32, parts: &[Arc<str>]) -> Result<(), Finding> {
    let tree = layer.tree;
    let mut rows = Vec::new();
    collect(tree, table, &mut rows);
    let mut nested = Nested { tables: Vec::new(), free: layer.row };
    let mut index = 0;
    for row in rows {
        for _ in 0..repeated(tree, row, "number-rows-repeated") {
            if layer.row >= nested.free {
                flush(layer, &mut nested)?;
            }
            index += 1;
            walk(layer, &mut nested, (row, number, index), parts)?;
            layer.row += 1;
        }
    }
    flush(layer, &mut nested)
}

fn flush(layer: &mut Layer<'_, '_>, nested: &mut Nested) -> Result<(), Finding> {
    for (parts, number, table) in std::mem::take(&mut nested.tables) {
        lay(layer, table, number, &parts)?;
    }
    Ok(())
}

fn walk(
    layer: &mut Layer<'_, '_>,
    nested: &mut Nested,
    (row, number, index): (NodeId, u32, u32),
    parts: &[Arc<str>],
) -> Result<(), Finding> {
    let tree = layer.tree;
    let (mut col, mut count, mut covered) = (0, 0, 0);
    for cell in tree.children(row) {
        let is_cell = tree.expanded_name(cell) == (Ns::OdTable, "table-cell");
        for _ in 0..repeated(tree, cell, "number-columns-repeated") {
            if col >= WIDEST {
                return Err(Finding::new("too-many-cells").with("limit", WIDEST));
            }
            // A cell that a wider one covers is no cell of its own; one below a taller cell is.
            count += u32::from(is_cell || covered == 0);
            covered = u32::saturating_sub(covered, 1);
            if is_cell {
                let span = |name: &str| number_of(tree, cell, name).unwrap_or(1).clamp(1, WIDEST);
                let (cols, rows) = (span("number-columns-spanned"), span("number-rows-spanned"));
                covered = cols - 1;
                nested.free = nested.free.max(layer.row + rows);
                let place = Place::TableCell { table: number, row: index, cell: count };
                queue(tree, cell, nested, parts, &place);
                let lines = gather(tree, layer.looks, cell);
                let blank = Cell { rows, cols, ..Cell::new(layer.row, col, Content::Empty) };
                layer.cell(blank, lines, parts, place)?;
            }
            col += 1;
        }
    }
    Ok(())
}

/// Keeps the tables that stand in a cell for later.
fn queue(tree: &Tree<'_>, cell: NodeId, nested: &mut Nested, parts: &[Arc<str>], place: &Place) {
    let tables = tree.children(cell).filter(|&c| tree.expanded_name(c) == (Ns::OdTable, "table"));
    for (number, table) in (1u32..).zip(tables) {
        let mut parts = parts.to_vec();
        parts.push(place.to_string().into());
        nested.tables.push((parts, number, table));
    }
}

/// The rows of a table, also in its header and groups.
fn collect(tree: &Tree<'_>, id: NodeId, rows: &mut Vec<NodeId>) {
    for child in tree.children(id) {
        match tree.expanded_name(child) {
            (Ns::OdTable, "table-row") => rows.push(child),
            (Ns::OdTable, "table-header-rows" | "table-rows" | "table-row-group") => collect(tree, child, rows),
            _ => {}
        }
    }
}

fn repeated(tree: &Tree<'_>, id: NodeId, name: &str) -> u32 {
    number_of(tree, id, name).unwrap_or(1).clamp(1, WIDEST)
}

fn number_of(tree: &Tree<'_>, id: NodeId, name: &str) -> Option<u32> {
    tree.attr(id, name)?.parse().ok()
}
