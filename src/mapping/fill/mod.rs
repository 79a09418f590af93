//! A record put into a document: the mapping walked backwards, from values to edits.

pub(crate) mod edit_buffer;
pub(crate) mod form_writer;
mod free_place;
pub mod located_form;
pub(crate) mod missing_blocks;
pub(crate) mod printed_rows;
pub(crate) mod row_gaps;
pub(crate) mod row_shift;
mod sentences;
pub(crate) mod shown;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::cells::model::Area;
use crate::document::filling::constraints::{Constraints as Takes, NumberShape};
use crate::finding::Finding;
use crate::mapping::fill::form_writer::{Filling, FormWriter};
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::{BoxAt, Location};
use crate::mapping::locate::table::{GroupPlace, GroupRow, Table};
use crate::mapping::read::answer_text::{self, Slot};
use crate::mapping::read::form;
use crate::mapping::spec::mapping_line::Rows;
use crate::record::answer::{Key, Record};
use crate::record::schema::{Field, FieldId, Schema};
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// The edits that make the form say what the record says; `takes` tells what each place is shaped for.
pub(crate) fn fill(form: &LocatedForm<'_>, record: &Record, takes: &HashMap<Place, Takes>) -> Filling {
    let mut writer = FormWriter::new(form, takes, &record.answers);
    // what the office fills in itself is read, and left to it
    for (line, found) in form.mapping.lines.iter().zip(&form.located.lines).filter(|(line, _)| !line.office) {
        if let Some(found) = found {
            writer.line(line, found);
        }
    }
    for table in &form.located.tables {
        writer.table(table, &form.mapping.rows[table.rows]);
    }
    writer.finish(record)
}

impl FormWriter<'_, '_> {
    fn table(&mut self, table: &Table, rows: &Rows) {
        let count = self.rows_wanted(rows);
        let places: Vec<GroupRow>;
        let entries: &[GroupRow] = match &table.body {
            Some(_) => {
                places = self.form.rows_of(table, count);
                &places
            }
            None => &table.entries,
        };
        let mut above: HashMap<Spot, u32> = HashMap::new();
        let mut added = 0;
        for row in 0..count {
            match entries.get(row as usize) {
                Some(entry) => self.row(table, rows, entry, row, &mut above),
                None => added += u32::from(self.beyond(table, rows, entries, row)),
            }
        }
        let last = entries.last().and_then(|entry| self.place_in(table, &entry.cells.first()?.stands));
        if let Some(place) = last.filter(|_| added > 0) {
            let finding = Finding::new("rows-added").field(format!("{}[]", rows.group)).place(place);
            self.done.findings.push(finding.with("rows", entries.len()).with("count", added));
        }
    }

    /// How many rows the record has in the columns that the form asks.
    fn rows_wanted(&self, rows: &Rows) -> u32 {
        let targets = rows.targets();
        let of_group = self.answers.keys().filter(|key| targets.iter().any(|target| target.field == key.field));
        of_group.map(|key| key.row + 1).max().unwrap_or(0)
    }

    fn row(&mut self, table: &Table, rows: &Rows, entry: &GroupRow, row: u32, above: &mut HashMap<Spot, u32>) {
        for cell in &entry.cells {
            let (target, notation, ticks) = form::column(rows, cell.column);
            let key = Key { field: target.field, row, part: target.part };
            let keys: Vec<Key> = answer_text::keys_of_row(key, &self.answers);
            let slot = Slot { target, notation };
            match &cell.stands {
                GroupPlace::Cell(spot) => {
                    if let Some(first) = above.get(spot).copied() {
                        self.carried(&keys, first, table, *spot);
                        continue;
                    }
                    above.insert(*spot, row);
                    let at = self.form.document.sheets[table.sheet].corner(*spot);
                    let found = Location::Address { sheet: table.sheet, spot: at };
                    self.answer(&keys, &slot, &found);
                }
                GroupPlace::After(label) => self.answer(&keys, &slot, &Location::After(label.clone())),
                GroupPlace::Boxes(boxes) => {
                    let at: Vec<BoxAt> = boxes
                        .iter()
                        .map(|(turn, spot)| BoxAt {
                            turn: *turn,
                            label: At { sheet: table.sheet, cell: 0 },
                            spot: Some(*spot),
                        })
                        .collect();
                    self.boxes(target, row, ticks, &at);
                }
            }
        }
    }

    /// A merged cell that was written for a row above holds for this row too, when both say the same.
    fn carried(&mut self, keys: &[Key], first: u32, table: &Table, spot: Spot) {
        for key in keys {
            self.asked.insert(*key);
            let above = Key { row: first, ..*key };
            let same = |k: &Key| self.answers.get(k).map(|answer| &answer.reading);
            if same(key) == same(&above) {
                self.promise(&[*key]);
            } else if let Some(place) = self.form.document.sheets[table.sheet].place(spot) {
                self.unsaid(&[*key], &place, "answer-not-written");
            }
        }
    }

    /// A row for which the table has no place of its own: one may be added in a text document, and below a table with
    /// which its sheet ends.
    fn beyond(&mut self, table: &Table, rows: &Rows, entries: &[GroupRow], row: u32) -> bool {
        let added = u32::try_from(entries.len()).map_or(0, |n| row + 1 - n);
        let mut lost = Vec::new();
        // a row under a cell that goes on over several rows would belong to that cell
        let tall =
            entries.last().is_some_and(|last| entries.iter().rev().nth(1).is_some_and(|above| share(last, above)));
        for (n, target) in rows.targets().into_iter().enumerate() {
            let key = Key { field: target.field, row, part: target.part };
            let keys = answer_text::keys_of_row(key, &self.answers);
            let Some(answer) = keys.first().and_then(|key| self.answers.get(key)).copied() else { continue };
            self.asked.extend(&keys);
            let (_, notation, _) = form::column(rows, n);
            let last = entries.last().and_then(|entry| entry.cells.iter().find(|cell| cell.column == n));
            let last = last.and_then(|cell| self.place_in(table, &cell.stands));
            let place = last.as_ref().filter(|_| !tall).and_then(|last| self.below(table, last, added));
            let slot = Slot { target, notation };
            let takes = last.as_ref().and_then(|last| self.takes.get(last));
            let shape = takes.map_or(NumberShape::Any, |takes| takes.like);
            match (place, answer_text::content(&[answer], &slot, &Content::Empty, shape)) {
                (Some(place), Some(content)) => {
                    let content = match takes {
                        Some(takes) => shown::suited(&[answer], &slot, content, takes),
                        None => content,
                    };
                    if takes.is_some_and(|takes| takes.counted) {
                        self.passed_over.push(place.clone());
                    }
                    self.edits.set(place, content);
                    self.promise(&keys);
                }
                _ => lost.push(key),
            }
        }
        if let Some(first) = lost.first() {
            let finding = Finding::new("rows-do-not-fit").field(first.to_string()).with("rows", entries.len());
            self.done.findings.push(finding.with("row", row + 1).with("count", lost.len()));
            return false;
        }
        if let Some(entry) = entries.last() {
            let formats = entry.cells.iter().filter_map(|cell| {
                let last = self.place_in(table, &cell.stands)?;
                Some((last.clone(), self.below(table, &last, added)?))
            });
            self.done.copies.extend(formats.collect::<Vec<_>>());
        }
        true
    }

    /// The place of a cell of a table.
    fn place_in(&self, table: &Table, stands: &GroupPlace) -> Option<Place> {
        match stands {
            GroupPlace::Cell(spot) => self.form.document.sheets[table.sheet].place(*spot),
            _ => None,
        }
    }

    /// The place so many rows below another, where a row may be added.
    fn below(&self, table: &Table, place: &Place, rows: u32) -> Option<Place> {
        let sheet = &self.form.document.sheets[table.sheet];
        match place {
            Place::Cell { at, .. } => {
                let spot = Spot { row: at.row.checked_add(rows)?, col: at.col };
                let free = sheet.area(spot) == Area { from: spot, to: spot }
                    && sheet.at(spot).is_none_or(|cell| cell.content.is_empty() && !cell.formula);
                let open = table.body.as_ref().is_some_and(|body| body.open);
                (open && free).then(|| sheet.place(spot)).flatten()
            }
            _ => row_below(place, rows),
        }
    }

    fn finish(mut self, record: &Record) -> Filling {
        let schema = Schema::common();
        for answer in &record.answers {
            let known = self.form.mapping.knows_by_itself(&schema.field(answer.key.field).id);
            if !self.asked.contains(&answer.key) && !known {
                self.done.not_asked.push(answer.key);
            }
        }
        let answered: HashSet<FieldId> = self.done.says.keys().chain(self.form.known.keys()).map(|k| k.field).collect();
        let unsaid: HashSet<&str> = self.done.findings.iter().filter_map(|finding| finding.field.as_deref()).collect();
        let open = |id: &FieldId| {
            let field: &Field = schema.field(*id);
            !answered.contains(id) && !unsaid.contains(field.id.as_str())
        };
        self.done.left_blank = self.form.mapping.asked().into_iter().filter(open).collect();
        if let Some(first) = self.cut.first() {
            let places = self.cut.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let finding = Finding::new("text-may-be-cut").with("count", self.cut.len()).with("places", places);
            self.done.findings.push(finding.place(first.clone()));
        }
        self.done.findings.extend(shown::remarks(self.edits.written(), self.takes, &self.passed_over));
        self.done.edits = self.edits.edits();
        self.done
    }
}

/// Whether two rows of a table have a cell in common, as under a merged one.
fn share(row: &GroupRow, above: &GroupRow) -> bool {
    let spot = |entry: &GroupRow, n: usize| match entry.cells.get(n)?.stands {
        GroupPlace::Cell(spot) => Some(spot),
        _ => None,
    };
    (0..row.cells.len()).any(|n| spot(row, n).is_some() && spot(row, n) == spot(above, n))
}

/// The cell of a table that stands so many rows below another; only text documents take new rows.
fn row_below(place: &Place, rows: u32) -> Option<Place> {
    match place {
        Place::TableCell { table, row, cell } => Some(Place::TableCell { table: *table, row: row + rows, cell: *cell }),
        Place::Inside { part, place } => {
            Some(Place::Inside { part: part.clone(), place: Box::new(row_below(place, rows)?) })
        }
        _ => None,
    }
}
