//! Blocks of which a form has fewer than a record needs: what to print once more.

use crate::document::filling::repeated_block::Block;
use crate::mapping::locate::label_index::{At, LabelIndex};
use crate::mapping::locate::table::{GroupPlace, Table};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Shape;
use crate::mapping::spec::wording::{is_counting, numbered};
use crate::text::place::{Place, Spot};

/// The last block of a group, to be printed so many `times` more.
pub(crate) fn block(printed: &LabelIndex<'_>, mapping: &Mapping, table: &Table, times: u32) -> Option<Block> {
    let Shape::Blocks { heading, lines } = &mapping.rows[table.rows].shape else { return None };
    let own = table.starts.len().checked_sub(1)?;
    let number = u32::try_from(own + 1).ok()?;
    let place = |at: At| printed.sheet(at).place(printed.cell(at).spot);
    let wanted: Vec<String> = std::iter::once(heading)
        .chain(lines.iter().flat_map(|line| &line.labels))
        .filter(|label| is_counting(label))
        .map(|label| numbered(label, number).folded)
        .collect();
    let is_numbered = |at: &At| {
        let label = printed.folded_label(*at);
        is_counting(heading) && *at == table.starts[own]
            || label.is_some_and(|label| wanted.iter().any(|wanted| *wanted == *label))
    };
    Some(Block {
        before: match own.checked_sub(1) {
            Some(before) => Some((place(table.starts[before])?, last(printed, table, before)?)),
            None => None,
        },
        first: place(table.starts[own])?,
        last: last(printed, table, own)?,
        numbered: labels(printed, table, own).filter(is_numbered).map(place).collect::<Option<_>>()?,
        number,
        times,
    })
}

/// The headings and labels of a block.
fn labels<'t>(printed: &'t LabelIndex<'_>, table: &'t Table, block: usize) -> impl Iterator<Item = At> + 't {
    let row = |at: At| printed.cell(at).spot.row;
    let from = row(table.starts[block]);
    let to = table.starts.get(block + 1).map_or(u32::MAX, |next| row(*next));
    table.labels.iter().copied().filter(move |at| (from..to).contains(&row(*at)))
}

/// The last place of a block: of its labels and its answers.
fn last(printed: &LabelIndex<'_>, table: &Table, block: usize) -> Option<Place> {
    let answers = table.entries.get(block).into_iter().flat_map(|entry| &entry.cells);
    let answers = answers.filter_map(|cell| match &cell.stands {
        GroupPlace::Cell(spot) => Some(*spot),
        _ => None,
    });
    let spot: Spot = labels(printed, table, block).map(|at| printed.cell(at).spot).chain(answers).max()?;
    printed.document.sheets[table.sheet].place(spot)
}
