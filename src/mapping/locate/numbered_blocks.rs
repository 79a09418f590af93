//! Finds a repeating group that stands in blocks: under numbered headings, `Doel 1`, `Doel 2`, or under one that is printed
//! over each of them.

use crate::document::cells::model::{Area, Sheet};
use crate::finding::Finding;
use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::label_index::{Label, LabelIndex, Region};
use crate::mapping::locate::sections::at_two;
use crate::mapping::locate::table::{GroupCell, GroupPlace, GroupRow, Table};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{BlockLine, Direction, Locator, Rows};
use crate::mapping::spec::wording::{Wording, is_counting, numbered};
use crate::record::schema::Schema;
use crate::text::place::Spot;

/// Blocks of which the labels are looked at.
const MOST: u32 = 100;

/// Blocks under `Doel 1`, `Doel 2`, …, as long as the next number stands in the region.
pub(super) fn blocks(
    printed: &LabelIndex<'_>,
    mapping: &Mapping,
    (n, rows): (usize, &Rows),
    (heading, lines): (&str, &[BlockLine]),
    region: &Region,
) -> (Option<Table>, Vec<Finding>) {
    let mut findings = Vec::new();
    let starts = starts(printed, mapping, (heading, lines), region);
    let Some(first) = starts.first() else {
        let finding = Finding::new("table-missing").with("label", numbered(heading, 1).text);
        return (None, vec![finding.field(format!("{}[]", rows.group))]);
    };
    let sheet_at = first.at.sheet;
    let sheet = &printed.document.sheets[sheet_at];
    let ats = starts.iter().map(|label| label.at).collect();
    let mut table =
        Table { rows: n, sheet: sheet_at, labels: Vec::new(), entries: Vec::new(), starts: ats, body: None };
    for (b, start) in starts.iter().enumerate() {
        let block = block_region(printed, &starts, b, region);
        table.labels.push(start.at);
        let number = u32::try_from(b + 1).unwrap_or(u32::MAX);
        let mut cells = Vec::new();
        for (column, line) in lines.iter().enumerate() {
            let wordings: Vec<Wording> = line.labels.iter().map(|label| numbered(label, number)).collect();
            let within = if line.look == Direction::Row { &left_of(printed, first, region) } else { &block };
            let found = apart(sheet, printed, printed.within(&wordings, within), line);
            let [only] = found.as_slice() else {
                findings.push(said(printed, &found, line, number));
                continue;
            };
            table.labels.push(only.at);
            let stands = match line.look {
                Direction::Row => in_column(sheet, printed, only, start),
                _ => beside(sheet, printed, only, line),
            };
            cells.push(GroupCell { column, stands });
        }
        table.entries.push(GroupRow { cells });
    }
    (Some(table), findings)
}

/// The headings of the blocks: every one that stands there where they do not count, as each `Doel` over a table of its own;
/// else `Doel 1`, `Doel 2`, …, as long as each stands once. Where the first stands alone in its cell, so do the
/// others: an answer may begin with `Doel 1:`, or be no more than that beside its label.
fn starts(
    printed: &LabelIndex<'_>,
    mapping: &Mapping,
    (heading, lines): (&str, &[BlockLine]),
    region: &Region,
) -> Vec<Label> {
    let is_alone = |label: &Label| label.after.is_empty();
    if !is_counting(heading) {
        let mut found = printed.within(&[numbered(heading, 1)], region);
        if found.iter().any(is_alone) {
            found.retain(is_alone);
        }
        if found.len() > 1 {
            let answers = answers_to_labels(printed, mapping, lines);
            found.retain(|label| !answers.contains(&(label.at.sheet, printed.cell(label.at).spot)));
        }
        let sheet = found.first().map(|label| label.at.sheet);
        found.retain(|label| Some(label.at.sheet) == sheet);
        return found;
    }
    let mut all_alone = false;
    let start = |number| {
        let mut found = printed.within(&[numbered(heading, number)], region);
        if all_alone || found.iter().any(is_alone) {
            found.retain(is_alone);
        }
        if found.len() > 1 {
            let answers = answers_to_labels(printed, mapping, lines);
            found.retain(|label| !answers.contains(&(label.at.sheet, printed.cell(label.at).spot)));
        }
        let [only] = found.as_slice() else { return None };
        all_alone |= number == 1 && is_alone(only);
        Some(only.clone())
    };
    (1..).map_while(start).collect()
}

/// Where the answers to the labels of a form belong, as far as these stand beside them.
fn answers_to_labels(printed: &LabelIndex<'_>, mapping: &Mapping, lines: &[BlockLine]) -> Vec<(usize, Spot)> {
    let mut spots = Vec::new();
    let mut beside = |wordings: &[Wording], look: Direction, skip: u32| {
        if !matches!(look, Direction::Right | Direction::Below | Direction::Left) {
            return false;
        }
        let labels = wordings.iter().flat_map(|wording| printed.labels(wording));
        let before = spots.len();
        spots.extend(labels.filter_map(|label| {
            Some((label.at.sheet, step(printed.sheet(label.at), printed.cell(label.at), look, skip)?))
        }));
        spots.len() > before
    };
    for line in &mapping.lines {
        if let Locator::Label { wordings, look, skip, .. } = &line.by {
            beside(wordings, *look, *skip);
        }
    }
    for line in lines {
        let wordings = |number| line.labels.iter().map(|label| numbered(label, number)).collect::<Vec<_>>();
        let last = if line.labels.iter().any(|label| label.contains("{n}")) { MOST } else { 1 };
        for number in 1..=last {
            if !beside(&wordings(number), line.look, line.skip) {
                break;
            }
        }
    }
    spots
}

/// The labels that do not stand where the answer to another of them belongs: an answer may read like its own label.
fn apart(sheet: &Sheet, printed: &LabelIndex<'_>, found: Vec<Label>, line: &BlockLine) -> Vec<Label> {
    if found.len() < 2 {
        return found;
    }
    let answers: Vec<Spot> = found
        .iter()
        .filter_map(|label| match beside(sheet, printed, label, line) {
            GroupPlace::Cell(spot) => Some(spot),
            _ => None,
        })
        .collect();
    found.into_iter().filter(|label| !answers.contains(&printed.cell(label.at).spot)).collect()
}

/// That a label of a block stands nowhere, or more than once.
fn said(printed: &LabelIndex<'_>, found: &[Label], line: &BlockLine, number: u32) -> Finding {
    let label = line.labels.first().map(|label| numbered(label, number).text).unwrap_or_default();
    let finding = match found {
        [first, second, ..] => {
            at_two(Finding::new("label-ambiguous").with("label", label), printed, first.at, second.at)
        }
        _ => Finding::new("label-missing").with("label", label),
    };
    finding.field(&Schema::common().field(line.target.field).id)
}

/// From a block's heading to the next block's, below it or to its right.
fn block_region(printed: &LabelIndex<'_>, starts: &[Label], b: usize, region: &Region) -> Region {
    let spot = |label: &Label| printed.cell(label.at).spot;
    let from = spot(&starts[b]);
    let (bottom, right) = match region {
        Region::Part { area, .. } => (area.to.row, area.to.col),
        _ => (u32::MAX, u32::MAX),
    };
    let others = || starts.iter().enumerate().filter(|(o, _)| *o != b).map(|(_, label)| spot(label));
    let below = others().filter(|o| o.row > from.row).map(|o| o.row - 1).min().unwrap_or(bottom);
    let beside = others().filter(|o| o.row == from.row && o.col > from.col).map(|o| o.col - 1).min();
    let left = if others().any(|o| o.row == from.row) { from.col } else { 0 };
    let area = Area {
        from: Spot { row: from.row, col: left },
        to: Spot { row: below.min(bottom), col: beside.unwrap_or(right) },
    };
    Region::Part { sheet: starts[b].at.sheet, area }
}

/// Left of the first heading and below it: there stand the questions of blocks that are columns.
fn left_of(printed: &LabelIndex<'_>, first: &Label, region: &Region) -> Region {
    let spot = printed.cell(first.at).spot;
    let bottom = match region {
        Region::Part { area, .. } => area.to.row,
        _ => u32::MAX,
    };
    let to = Spot { row: bottom, col: spot.col.saturating_sub(1) };
    Region::Part { sheet: first.at.sheet, area: Area { from: Spot { row: spot.row + 1, col: 0 }, to } }
}

/// The cell in the row of a label and the column of a heading.
fn in_column(sheet: &Sheet, printed: &LabelIndex<'_>, label: &Label, heading: &Label) -> GroupPlace {
    let spot = Spot { row: printed.cell(label.at).spot.row, col: printed.cell(heading.at).spot.col };
    let spot = sheet.corner(spot);
    if sheet.place(spot).is_some() { GroupPlace::Cell(spot) } else { GroupPlace::After(label.clone()) }
}

fn beside(sheet: &Sheet, printed: &LabelIndex<'_>, label: &Label, line: &BlockLine) -> GroupPlace {
    let spot = match line.look {
        Direction::After | Direction::In => None,
        look => step(sheet, printed.cell(label.at), look, line.skip),
    };
    match spot.filter(|spot| sheet.place(*spot).is_some()) {
        Some(spot) => GroupPlace::Cell(spot),
        None => GroupPlace::After(label.clone()),
    }
}
