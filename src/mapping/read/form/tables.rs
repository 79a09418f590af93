//! The rows of a repeating group, read from the table or the blocks in which they stand.

use foldhash::{HashSet, HashSetExt};

use crate::finding::Finding;
use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::BoxAt;
use crate::mapping::locate::row_kinds::{is_either, is_month_first};
use crate::mapping::locate::table::{GroupPlace, GroupRow, Table};
use crate::mapping::read::cell_reader::Words;
use crate::mapping::read::date_order::DateOrder;
use crate::mapping::spec::mapping_line::Rows;
use crate::mapping::spec::target::Target;
use crate::record::answer::Key;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::Reading;
use crate::text::place::Spot;

use super::{Reader, column};

/// The cells in which an amount of an earlier row stands.
type Amounts = HashSet<(FieldId, Spot)>;

impl Reader<'_, '_> {
    pub(super) fn table(&mut self, table: &Table) {
        let rows = &self.mapping.rows[table.rows];
        let doubtful = self.month_first_columns(table, rows);
        let mut read = HashSet::new();
        for (row, entry) in (0..).zip(&table.entries) {
            self.entry(table, rows, entry, (row, &doubtful, &mut read));
        }
    }

    /// Whether an amount stands in a cell that an earlier row has too: it is of these rows together, and counts at the
    /// first of them.
    fn is_of_row_above(&mut self, table: &Table, target: Target, row: u32, spot: Spot, read: &mut Amounts) -> bool {
        let kind = Schema::common().field(target.field).kind;
        if !matches!(kind, Kind::Hours | Kind::Number | Kind::Decimal | Kind::Money)
            || read.insert((target.field, spot))
        {
            return false;
        }
        if let Some(words) = self.standing.cell(table.sheet, spot) {
            let key = Key { field: target.field, row, part: target.part };
            self.findings.push(Finding::new("amount-of-rows").field(key.to_string()).place(words.place));
        }
        true
    }

    /// The columns in which a date can only be written with the month first, and is no slip among others of its document:
    /// others are not read either way there.
    fn month_first_columns(&mut self, table: &Table, rows: &Rows) -> Vec<usize> {
        let mut doubtful = Vec::new();
        for cell in table.entries.iter().flat_map(|entry| &entry.cells) {
            let (target, notation, _) = column(rows, cell.column);
            let GroupPlace::Cell(spot) = cell.stands else { continue };
            if doubtful.contains(&cell.column) || !notation.is_day_first() {
                continue;
            }
            let words = self.standing.cell(table.sheet, spot);
            let month_first = |words: &Words<'_>| words.content.as_text().is_some_and(is_month_first);
            let is_slip = |words: &Words<'_>| DateOrder::of(self.printed.document).is_slip(&words.content);
            if let Some(words) = words.filter(|words| month_first(words) && !is_slip(words)) {
                let finding = Finding::new("dates-month-first").field(&Schema::common().field(target.field).id);
                self.findings.push(finding.place(words.place));
                doubtful.push(cell.column);
            }
        }
        doubtful
    }

    fn entry(&mut self, table: &Table, rows: &Rows, entry: &GroupRow, at: (u32, &[usize], &mut Amounts)) {
        let (row, doubtful, read) = at;
        for cell in &entry.cells {
            let (target, notation, ticks) = column(rows, cell.column);
            let words = match &cell.stands {
                GroupPlace::Cell(spot) if self.is_of_row_above(table, target, row, *spot, read) => None,
                GroupPlace::Cell(spot) => self.standing.cell(table.sheet, *spot),
                GroupPlace::After(label) => self.standing.after(label),
                GroupPlace::Boxes(places) => {
                    let found: Vec<BoxAt> = places
                        .iter()
                        .map(|(turn, spot)| {
                            let label = At { sheet: table.sheet, cell: 0 };
                            BoxAt { turn: *turn, label, spot: Some(*spot) }
                        })
                        .collect();
                    self.boxes(target, row, ticks, &found);
                    None
                }
            };
            match words {
                Some(words) if doubtful.contains(&cell.column) && is_either(&words.content) => {
                    let key = Key { field: target.field, row, part: target.part };
                    self.keep(key, Reading::AsWritten, words);
                }
                Some(words) => self.answer(target, row, notation, words),
                None => {}
            }
        }
    }
}
