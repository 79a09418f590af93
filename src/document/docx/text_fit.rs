//! How much text shows in a table cell of which the row has an exact height: Word cuts off what does not fit.

use crate::document::docx::parts::{self, Part};
use crate::document::docx::read::{laid_out, stores};
use crate::document::docx::table::RowCell;
use crate::document::docx::targets::{apart, hosts};
use crate::document::file::package::Package;
use crate::document::filling::constraints::Constraints;
use crate::document::spreadsheet::text_fit::{CellBox, CellSize};
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;

/// Twentieths of a point that Word leaves free at the sides of a cell.
const MARGINS: f64 = 216.0;
/// Points that Word writes in where nothing says it.
const USUAL: f64 = 10.0;
/// How wide a digit is in the faces of forms, in sizes of its letters.
const DIGIT: f64 = 0.507;

/// Sets the room of the places that stand in such a row.
pub(super) fn lay_on(bytes: &[u8], targets: &mut [Constraints]) -> Result<(), Finding> {
    let mut package = Package::text_document(bytes)?;
    let parts = parts::load(&mut package)?;
    if !parts.iter().any(|part| part.text.contains("\"exact\"")) {
        return Ok(());
    }
    let stores = stores(&mut package, &parts)?;
    let usual = usual(&mut package, &parts).unwrap_or(USUAL);
    let laid_out = laid_out(&parts, &stores)?;
    let hosts = hosts(&laid_out);
    for target in targets {
        let (place, _) = apart(&target.place);
        let host = hosts.get(&place).and_then(|hosts| hosts.first());
        target.room = host.and_then(|host| room(&laid_out[host.part].tree, host.host, usual));
    }
    Ok(())
}

/// The room around a paragraph, a cell or a control; none where the row grows.
fn room(tree: &Tree<'_>, host: NodeId, usual: f64) -> Option<CellSize> {
    let row = tree.around(host, "tr")?;
    let properties = tree.child(row, "trPr")?;
    let height = tree.child(properties, "trHeight")?;
    if tree.attr(height, "hRule").as_deref() != Some("exact") {
        return None;
    }
    let inside = || tree.within(host).find(|&id| tree.w_name(id) == "tc");
    let cell = if tree.w_name(host) == "tc" { host } else { tree.around(host, "tc").or_else(inside)? };
    let high = number(tree, height, "val")? / 20.0;
    let wide = (width(tree, row, cell)? - MARGINS).max(0.0) / 20.0;
    let size = tree.within(cell).find(|&id| tree.w_name(id) == "sz").and_then(|id| number(tree, id, "val"));
    let size = size.map_or(usual, |half_points| half_points / 2.0);
    let cell =
        CellBox { digits: wide / (DIGIT * size), digit_size: size, height: high, letter_size: size, wraps: true };
    (size > 0.0).then(|| CellSize::of(cell))
}

/// The width of a cell in twentieths of a point: its own, else that of its columns in the grid.
fn width(tree: &Tree<'_>, row: NodeId, cell: NodeId) -> Option<f64> {
    let own = tree.child(cell, "tcPr").and_then(|p| tree.child(p, "tcW"));
    let own = own.filter(|&id| tree.attr(id, "type").is_none_or(|kind| kind == "dxa"));
    if let Some(own) = own.and_then(|id| number(tree, id, "w")).filter(|width| *width > 0.0) {
        return Some(own);
    }
    let span = |cell: NodeId| RowCell::of(tree, cell, cell).span as usize;
    let cells = tree.within(row).filter(|&id| tree.w_name(id) == "tc" && tree.around(id, "tr") == Some(row));
    let before: usize = cells.take_while(|&id| id != cell).map(span).sum();
    let grid = tree.child(tree.around(row, "tbl")?, "tblGrid")?;
    let columns = tree.children(grid).skip(before).take(span(cell));
    Some(columns.filter_map(|column| number(tree, column, "w")).sum()).filter(|width| *width > 0.0)
}

/// The size of text of which nothing is said, in points: that of the usual paragraph, else of the whole document.
fn usual(package: &mut Package, parts: &[Part]) -> Option<f64> {
    let folder = parts.first().and_then(|part| part.name.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let name = format!("{folder}/styles.xml");
    // without readable styles the form is filled all the same
    let text = package.text_if_any(&name).ok()??;
    let tree = Tree::parse(&text, &name).ok()?;
    let size = |id: NodeId| tree.within(id).find(|&id| tree.w_name(id) == "sz").and_then(|id| number(&tree, id, "val"));
    let is_usual = |id: &NodeId| {
        tree.w_name(*id) == "style"
            && tree.attr(*id, "type").as_deref() == Some("paragraph")
            && tree.attr(*id, "default").is_some_and(|default| matches!(&*default, "1" | "true" | "on"))
    };
    let all = || tree.root().into_iter().flat_map(|root| tree.children(root));
    let of_style = all().find(is_usual).and_then(size);
    let of_all = || all().find(|&id| tree.w_name(id) == "docDefaults").and_then(size);
    of_style.or_else(of_all).map(|half_points| half_points / 2.0)
}

fn number(tree: &Tree<'_>, id: NodeId, name: &str) -> Option<f64> {
    tree.attr(id, name)?.parse().ok()
}
