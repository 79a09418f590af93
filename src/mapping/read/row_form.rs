//! A table with a client a row: its columns are found once, then each row is read by itself.

use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::finding::Finding;
use crate::mapping::locate::row_kinds::{is_instruction, total};
use crate::mapping::read::about_list::about_list;
use crate::mapping::read::date_order::{DateOrder, is_only_month_first, shows_order};
use crate::mapping::read::form::FormAnswers;
use crate::mapping::read::row_columns::{self, Wanted, score, wanted};
use crate::mapping::read::table_row::{ColumnQuestion, Columns, Row};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Column, Shape};
use crate::mapping::spec::target::Target;
use crate::record::schema::Schema;
use crate::record::value::Notation;
use crate::text::normalize::fold_label;

/// What a row turned out to be.
pub enum RowRead {
    /// Somebody's answers.
    Client(Box<FormAnswers>),
    /// Nobody's: a sum, or how the columns are filled in.
    Nobody(Option<Finding>),
}

/// The columns of a table, found in its row of headings.
#[derive(Clone)]
pub struct RowForm {
    mapping: Arc<Mapping>,
    /// By column.
    columns: Vec<Option<ColumnQuestion>>,
    /// The columns that ask something, in the order of their fields.
    by_field: Vec<usize>,
    /// How many answers a row has at the most, as a rule.
    most: usize,
    /// Columns of a group count.
    counts: bool,
    /// The printed headings by column.
    headings: Vec<Option<String>>,
    /// What the dates of the rows so far show of the order of their day and month.
    dates: DateOrder,
    /// The row of headings; the clients follow it.
    pub heading_row: u32,
    /// What the headings lack.
    pub findings: Vec<Finding>,
}

impl RowForm {
    /// Finds the row of headings among the first cells of a sheet: the first in which most of the columns stand.
    pub fn find(mapping: &Arc<Mapping>, cells: &[Cell]) -> Option<Self> {
        let wanted = wanted(mapping);
        let rows = cells.chunk_by(|a, b| a.spot.row == b.spot.row);
        let (best, row) = rows.map(|row| (score(&wanted, row), row)).reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        (best > 0).then(|| Self::with_headings(mapping, row, &wanted))
    }

    /// The row in which a table of other columns begins, or the same headings stand again; none where no such row comes.
    pub fn next_headings(&self, cells: &[Cell]) -> Option<usize> {
        let mut at = 0;
        for row in cells.chunk_by(|a, b| a.spot.row == b.spot.row) {
            if row[0].spot.row > self.heading_row && self.is_heading_row(row) {
                return Some(at);
            }
            at += row.len();
        }
        None
    }

    /// Whether at least half of the columns have their headings in a row.
    fn is_heading_row(&self, row: &[Cell]) -> bool {
        let first = row.first().and_then(|cell| cell.content.as_text());
        let declared = first.is_some_and(|text| text.len() < 80 && self.mapping.declares(&fold_label(text)));
        let columns = self.by_field.len();
        declared && columns > 1 && 2 * score(&wanted(&self.mapping), row) >= columns.max(4)
    }

    /// The form with what the dates in these cells show of the order of day and month, in each column and in the file; none
    /// where they show nothing.
    pub fn seeing_dates(&self, cells: &[Cell]) -> Option<Self> {
        let mut noted: Option<Self> = None;
        for cell in cells.iter().filter(|cell| cell.spot.row > self.heading_row) {
            let col = cell.spot.col as usize;
            let asked = noted.as_ref().unwrap_or(self).columns.get(col).and_then(Option::as_ref);
            let Some(asked) = asked.filter(|asked| asked.notation.is_day_first()) else { continue };
            if !shows_order(&cell.content) || asked.dates.has_enough(&cell.content) {
                continue;
            }
            let form = noted.get_or_insert_with(|| self.clone());
            form.dates.see(&cell.content);
            if let Some(asked) = &mut form.columns[col] {
                asked.dates.see(&cell.content);
                if asked.month_first.is_none() && is_only_month_first(&cell.content) {
                    asked.month_first = Some(cell.spot);
                }
            }
        }
        noted
    }

    /// What is said of the columns of dates that were found doubtful in these rows.
    pub fn doubts<'f>(&'f self, sheet: &'f Sheet, rows: RangeInclusive<u32>) -> impl Iterator<Item = Finding> + 'f {
        let doubtful = self.columns.iter().flatten().filter(|asked| self.dates.is_doubtful(&asked.dates));
        let doubtful = doubtful.filter_map(|asked| Some((asked, asked.month_first?)));
        doubtful.filter(move |(_, spot)| rows.contains(&spot.row)).map(|(asked, spot)| {
            let finding = Finding::new("dates-month-first").field(&Schema::common().field(asked.target.field).id);
            sheet.place(spot).into_iter().fold(finding, Finding::place)
        })
    }

    fn with_headings(mapping: &Arc<Mapping>, row: &[Cell], wanted: &[Wanted<'_>]) -> Self {
        let width = row.iter().map(|cell| cell.spot.col + 1).max().unwrap_or(0) as usize;
        let mut form = Self {
            mapping: Arc::clone(mapping),
            columns: std::iter::repeat_with(|| None).take(width).collect(),
            by_field: Vec::new(),
            most: 0,
            counts: mapping.rows.iter().any(|rows| matches!(rows.shape, Shape::Blocks { .. })),
            headings: vec![None; width],
            dates: DateOrder::default(),
            heading_row: row.first().map_or(0, |cell| cell.spot.row),
            findings: Vec::new(),
        };
        for cell in row {
            form.headings[cell.spot.col as usize] = Some(cell.content.shown().trim().to_owned());
        }
        let folded: Vec<(String, u32)> =
            row.iter().map(|cell| (fold_label(&cell.content.shown()), cell.spot.col)).collect();
        for (column, target, notation) in wanted {
            form.place(column, *target, notation, &folded);
        }
        form.place_groups(&folded);
        form.order();
        form
    }

    /// Sets the order in which a row is read, which is that of its answers.
    fn order(&mut self) {
        let asked = self.columns.iter().enumerate().filter_map(|(col, asked)| Some((col, asked.as_ref()?)));
        let mut by_field: Vec<(usize, &ColumnQuestion)> = asked.collect();
        by_field.sort_by_key(|(_, asked)| (asked.target.field, asked.row, asked.target.part));
        self.most = by_field.iter().map(|(_, asked)| if asked.parted { 3 } else { 1 }).sum();
        self.by_field = by_field.into_iter().map(|(col, _)| col).collect();
    }

    /// Puts one line of the mapping at its column.
    fn place(&mut self, column: &Column, target: Target, notation: &Notation, folded: &[(String, u32)]) {
        let schema = Schema::common();
        let field = schema.field(target.field);
        let (found, label) = match column {
            Column::Number(n) => (vec![*n], String::new()),
            Column::Heading(wordings) => {
                let hits = folded.iter().filter(|(text, _)| wordings.iter().any(|w| w.folded == *text));
                (hits.map(|(_, col)| *col).collect(), wordings.first().map(|w| w.text.clone()).unwrap_or_default())
            }
        };
        match found.as_slice() {
            [only] => {
                let many = field.many && target.part.is_none();
                let parted = target.part.is_none() && !field.kind.parts().is_empty();
                let asked = ColumnQuestion::new(target, 0, notation.clone(), (many, parted));
                self.put(*only as usize, asked);
            }
            [] => self.findings.push(Finding::new("label-missing").with("label", label).field(&field.id)),
            _ => self.findings.push(Finding::new("column-twice").with("label", label).field(&field.id)),
        }
    }

    fn put(&mut self, col: usize, asked: ColumnQuestion) {
        if col >= self.columns.len() {
            self.columns.resize_with(col + 1, || None);
            self.headings.resize(col + 1, None);
        }
        self.columns[col] = Some(asked);
    }

    /// Puts the columns of groups that count.
    fn place_groups(&mut self, folded: &[(String, u32)]) {
        let (found, findings) = row_columns::find(&self.mapping, folded);
        for row_columns::GroupColumn { col, target, notation, row } in found {
            let parted = target.part.is_none() && !Schema::common().field(target.field).kind.parts().is_empty();
            self.put(col as usize, ColumnQuestion::new(target, row, notation, (false, parted)));
        }
        self.findings.extend(findings);
    }

    /// Reads one row and takes what stands in its cells; `sheet` says how its places are printed.
    pub fn read(&self, sheet: &Sheet, cells: &mut [Cell]) -> RowRead {
        if is_instruction(cells) {
            return RowRead::Nobody(None);
        }
        if let Some(word) = total(cells) {
            let finding = Finding::new("total-row");
            return RowRead::Nobody(Some(sheet.place(word.spot).into_iter().fold(finding, Finding::place)));
        }
        if let Some(line) = self.line_beside(cells) {
            let finding = Finding::new("row-of-no-client");
            return RowRead::Nobody(Some(sheet.place(line.spot).into_iter().fold(finding, Finding::place)));
        }
        RowRead::Client(Box::new(match self.broken(sheet, cells).or_else(|| self.too_long(sheet, cells)) {
            Some(finding) => self.unread(sheet, cells, finding),
            None => self.answers(sheet, cells),
        }))
    }

    /// A line that an export prints above or below its rows: `Gefilterd op: actief`, `Afdrukdatum 1-10-2025`, `3 cliënten`.
    fn line_beside<'c>(&self, cells: &'c [Cell]) -> Option<&'c Cell> {
        about_list(cells).filter(|_| self.by_field.len() >= Self::COLUMNS)
    }

    /// With fewer columns that ask something a row with one answer may be somebody's.
    const COLUMNS: usize = 6;

    /// A delimited row that a line end in a text broke in pieces: its reader leaves an empty cell behind the last column.
    fn broken(&self, sheet: &Sheet, cells: &[Cell]) -> Option<Finding> {
        let last = cells.last().filter(|last| last.content.is_empty() && sheet.grid == Grid::Delimited)?;
        let is_behind = last.spot.col as usize >= self.headings.len();
        is_behind.then(|| sheet.place(last.spot).into_iter().fold(Finding::new("row-broken"), Finding::place))
    }

    /// Of a delimited row with more in it than the headings ask, it cannot be told which text is of which column.
    fn too_long(&self, sheet: &Sheet, cells: &[Cell]) -> Option<Finding> {
        let last = cells.iter().rev().find(|cell| !cell.content.is_empty())?;
        let longer = sheet.grid == Grid::Delimited && last.spot.col as usize >= self.headings.len();
        let count = last.spot.col as usize + 1;
        let finding = || Finding::new("row-longer").with("count", count).with("headings", self.headings.len());
        longer.then(|| sheet.place(last.spot).into_iter().fold(finding(), Finding::place))
    }

    /// What a row of the table needs to know of it.
    fn asked(&self) -> Columns<'_> {
        Columns { mapping: &self.mapping, asked: &self.columns, headings: &self.headings, dates: &self.dates }
    }

    /// A row of which no cell is read: all of it is kept as unmapped.
    fn unread(&self, sheet: &Sheet, cells: &mut [Cell], finding: Finding) -> FormAnswers {
        let mut row = Row::new(self.asked(), sheet);
        for cell in cells.iter_mut().filter(|cell| !cell.content.is_empty()) {
            row.ledger.cells += 1;
            row.unasked(cell);
        }
        FormAnswers { answers: Vec::new(), unmapped: row.unmapped, ledger: row.ledger, findings: vec![finding] }
    }

    fn answers(&self, sheet: &Sheet, cells: &mut [Cell]) -> FormAnswers {
        let mut row = Row::new(self.asked(), sheet);
        row.answers.reserve(self.most);
        let mut by_column = vec![None; self.columns.len()];
        for (n, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| !cell.content.is_empty()) {
            row.ledger.cells += 1;
            match by_column.get_mut(cell.spot.col as usize) {
                // of two cells at one spot, in a damaged file, the second belongs to no field
                Some(at) if at.is_none() && self.columns[cell.spot.col as usize].is_some() => *at = Some(n),
                _ => row.unasked(cell),
            }
        }
        for col in &self.by_field {
            if let (Some(asked), Some(n)) = (&self.columns[*col], by_column[*col]) {
                let content = std::mem::take(&mut cells[n].content);
                row.asked(asked, cells[n].spot, content);
            }
        }
        if let Some(finding) = row.shifted() {
            return row.all_unmapped(finding);
        }
        if self.counts {
            row_columns::close_gaps(&mut row.answers);
        }
        if !row.answers.is_sorted_by_key(|answer| answer.key) {
            row.answers.sort_unstable_by_key(|answer| answer.key);
        }
        row.findings.sort_by_key(|(col, _)| *col);
        let findings = row.findings.into_iter().map(|(_, finding)| finding).collect();
        FormAnswers { answers: row.answers, unmapped: row.unmapped, ledger: row.ledger, findings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cells::model::Grid;
    use crate::mapping::catalogue::Catalogue;
    use crate::mapping::spec::mapping_line::Locator;
    use crate::text::content::Content;

    #[test]
    fn of_two_cells_at_one_spot_neither_is_lost() {
        let catalogue = Catalogue::load(&[]).expect("the mappings in the binary");
        let mapping = &catalogue.get("clientvolgsysteem/export").expect("a form with a client a row").mapping;
        let by = mapping.lines.iter().map(|line| &line.by);
        let mut headings =
            by.filter_map(|by| if let Locator::Column(Column::Heading(all)) = by { all.first() } else { None });
        let heading = headings.next().expect("a heading").text.as_str();
        let text = |row, text: &str| Cell::new(row, 0, Content::Text(text.into()));
        let form = RowForm::find(mapping, &[text(0, heading)]).expect("found");
        let RowRead::Client(read) =
            form.read(&Sheet::new("Blad1", Grid::Sheet), &mut [text(1, "een"), text(1, "twee")])
        else {
            panic!("somebody's answers")
        };
        let said = (read.answers.len().min(1), read.unmapped.len(), read.ledger.cells);
        assert_eq!(said, (1, 1, 2));
        let sum = read.ledger.labels + read.ledger.answers + read.ledger.as_written + read.ledger.unmapped;
        assert_eq!(sum, read.ledger.cells);
    }
}
