//! Rows of which a merged cell of the form says something else already: they go on to the next row that is free for them.

use foldhash::{HashMap, HashMapExt};

use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::locate::table::{GroupPlace, Table};
use crate::mapping::read::form;
use crate::mapping::spec::mapping_line::Rows;
use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};
use crate::text::place::Spot;

impl LocatedForm<'_> {
    /// The record with its rows where the form can say them; none where they stand well as they are.
    pub fn onward(&self, record: &Record) -> Option<Record> {
        let mut moved: Option<Record> = None;
        let tables = self.located.tables.iter().filter(|table| table.body.is_some() && self.has_tall_cells(table));
        for table in tables {
            let rows = &self.mapping.rows[table.rows];
            if let Some(slots) = self.slots(table, rows, moved.as_ref().unwrap_or(record)) {
                moved = Some(put(moved.as_ref().unwrap_or(record), &rows.group, &slots));
            }
        }
        moved
    }

    /// Whether any cell of the sheet stands beside several rows: else no row can say something of another.
    fn has_tall_cells(&self, table: &Table) -> bool {
        let sheet = &self.document.sheets[table.sheet];
        sheet.merged.iter().any(|area| area.from.row < area.to.row) || sheet.cells.iter().any(|cell| cell.rows > 1)
    }

    /// The row of the form for each row of the record, where any of them has to go on.
    fn slots(&self, table: &Table, rows: &Rows, record: &Record) -> Option<Vec<u32>> {
        let targets = rows.targets();
        let asked = |answer: &&Answer| targets.iter().any(|target| target.field == answer.key.field);
        let count = record.answers.iter().filter(asked).map(|answer| answer.key.row + 1).max()?;
        let entries = self.rows_of(table, count);
        let mut above: HashMap<(usize, Spot), u32> = HashMap::new();
        let mut slots = Vec::new();
        let mut beyond = u32::try_from(entries.len()).ok()?;
        let mut free = entries.iter().zip(0_u32..);
        for row in 0..count {
            let next = free.by_ref().find_map(|(entry, slot)| {
                let stands = entry.cells.iter().filter_map(|cell| cell_of(cell.column, &cell.stands));
                let cells: Vec<(usize, Spot)> = stands.collect();
                let other = |cell: &(usize, Spot)| {
                    let field = form::column(rows, cell.0).0.field;
                    above.get(cell).is_some_and(|first| says_other(record, field, row, *first))
                };
                (!cells.iter().any(other)).then_some((cells, slot))
            });
            // Behind the last: it does not fit, and is said so, or a text document gets a row for it.
            let (cells, slot) = next.unwrap_or_else(|| (Vec::new(), beyond));
            beyond = beyond.max(slot + 1);
            for cell in cells {
                above.entry(cell).or_insert(row);
            }
            slots.push(slot);
        }
        slots.iter().zip(0..).any(|(slot, row)| *slot != row).then_some(slots)
    }
}

fn cell_of(column: usize, stands: &GroupPlace) -> Option<(usize, Spot)> {
    match stands {
        GroupPlace::Cell(spot) => Some((column, *spot)),
        _ => None,
    }
}

/// Whether a row says anything of a field, and something else than an earlier one.
fn says_other(record: &Record, field: FieldId, row: u32, first: u32) -> bool {
    let said = |row: u32| {
        let of_row = record.answers_to(field).iter().filter(move |answer| answer.key.row == row);
        of_row.map(|answer| (answer.key.part, &answer.reading)).collect::<Vec<_>>()
    };
    !said(row).is_empty() && said(row) != said(first)
}

/// The record with the rows of a group at these slots; rows after them stay behind them.
fn put(record: &Record, group: &str, slots: &[u32]) -> Record {
    let schema = Schema::common();
    let (count, last) = (slots.len(), slots.last().copied().unwrap_or(0));
    let slot = |row: u32| {
        let beyond = || last + 1 + row - u32::try_from(count).unwrap_or(row);
        slots.get(row as usize).copied().unwrap_or_else(beyond)
    };
    let mut record = record.clone();
    for answer in &mut record.answers {
        if schema.field(answer.key.field).rows() == Some(group) {
            answer.key.row = slot(answer.key.row);
        }
    }
    record.answers.sort_by_key(|answer| answer.key);
    record
}
