//! A document with the places of a mapping located in it: where answers may be written, and what stands there already.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::document::cells::model::Document;
use crate::document::filling::formatting::SheetFormat;
use crate::document::filling::repeated_block::Block;
use crate::finding::Finding;
use crate::mapping::fill::{missing_blocks, printed_rows};
use crate::mapping::locate::label_index::{At, Label, LabelIndex};
use crate::mapping::locate::location::Location;
use crate::mapping::locate::table::{GroupPlace, GroupRow, Table};
use crate::mapping::locate::{Located, locate};
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Line;
use crate::record::answer::{Key, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Reading;
use crate::text::place::{Place, Spot};

/// A blank, or a form with answers, with the places of its mapping.
pub struct LocatedForm<'d> {
    pub(crate) document: &'d Document,
    pub(crate) mapping: &'d Mapping,
    pub(crate) printed: LabelIndex<'d>,
    pub(crate) located: Located,
    /// What stands on it already.
    pub(crate) known: HashMap<Key, Reading>,
    /// Where it stands.
    pub(crate) answered: HashSet<Place>,
    /// The last row that the form prints for each table, where its lines tell.
    ruled: Vec<Option<u32>>,
}

impl<'d> LocatedForm<'d> {
    /// Finds every place of the mapping in the document.
    pub fn of(document: &'d Document, mapping: &'d Mapping) -> Self {
        let printed = LabelIndex::of(document);
        let located = locate(&printed, mapping);
        let answers = form::read(document, mapping).answers;
        let answered = answers.iter().map(|answer| answer.place.clone()).collect();
        let known = answers.into_iter().map(|answer| (answer.key, answer.reading)).collect();
        Self { document, mapping, printed, located, known, answered, ruled: Vec::new() }
    }

    /// The same, with what its sheets look like: rows are written between the lines of a table.
    pub fn between_lines(mut self, formats: &[SheetFormat]) -> Self {
        let last = |table: &Table| {
            printed_rows::last_ruled(&self.document.sheets[table.sheet], formats.get(table.sheet)?, table)
        };
        self.ruled = self.located.tables.iter().map(last).collect();
        self
    }

    /// The last row that the form prints for a table, where its lines tell.
    fn last_ruled(&self, table: &Table) -> Option<u32> {
        let at = self.located.tables.iter().position(|own| std::ptr::eq(own, table))?;
        self.ruled.get(at).copied().flatten()
    }

    /// What the mapping looks for and does not find: the form is another version, or another form.
    pub fn missing(&self) -> &[Finding] {
        &self.located.findings
    }

    /// Whether most of what the mapping looks for is there: a version of the form may miss some labels, another form most.
    pub fn found_most(&self) -> bool {
        let lines = &self.located.lines;
        let tables = self.located.tables.len();
        let found = lines.iter().filter(|line| line.is_some()).count() + tables;
        2 * found >= lines.len() + self.mapping.rows.len()
    }

    /// What stands on it already.
    pub fn reading(&self, key: Key) -> Option<&Reading> {
        self.known.get(&key)
    }

    /// The label of a field as it is printed here, else as the mapping or the schema names it.
    pub fn label_of(&self, field: FieldId) -> String {
        let of_field = |line: &Line| line.targets().iter().any(|target| target.field == field);
        let lines = self.mapping.lines.iter().zip(&self.located.lines).filter(|(line, _)| of_field(line));
        let printed = lines.clone().find_map(|(_, found)| self.printed_label(found.as_ref()?));
        let gap = || lines.clone().find_map(|(line, _)| line.gap_label(field));
        let declared = || lines.clone().find_map(|(line, _)| Some(line.labels().next()?.text.clone()));
        let column = || self.mapping.rows.iter().find_map(|rows| rows.label_of(field));
        let own = || Schema::common().field(field).label.nl.clone();
        printed.or_else(gap).or_else(declared).or_else(column).unwrap_or_else(own)
    }

    /// The text of the label by which a line was found.
    fn printed_label(&self, found: &Location) -> Option<String> {
        match found {
            Location::Cell { label, .. } | Location::After(label) => {
                let text = self.printed.cell(label.at).content.as_text()?.get(label.text.clone())?;
                Some(text.trim().to_owned())
            }
            _ => None,
        }
    }

    /// The last of the blocks of a group that is short of some for a record, where nothing stands in it yet.
    pub fn short(&self, record: &Record) -> Option<Block> {
        let (schema, printed) = (Schema::common(), &self.printed);
        self.located.tables.iter().filter(|table| table.body.is_none()).find_map(|table| {
            let group = &self.mapping.rows[table.rows].group;
            let has = u32::try_from(table.starts.len()).ok()?;
            let times = record.rows(group).checked_sub(has).filter(|times| *times > 0)?;
            let of_last = |key: &Key| key.row + 1 == has && schema.field(key.field).rows() == Some(group);
            if self.known.keys().any(of_last) {
                None
            } else {
                missing_blocks::block(printed, self.mapping, table, times)
            }
        })
    }

    /// The places in which answers may be written, for a record with so many rows in its largest group.
    pub fn places(&self, rows: u32) -> Vec<Place> {
        let mut spots: BTreeSet<(usize, Spot)> = BTreeSet::new();
        for found in self.located.lines.iter().flatten() {
            spots.extend(self.spots_of(found));
        }
        for table in &self.located.tables {
            let added = self.rows_of(table, rows);
            let blocks: &[GroupRow] = if table.body.is_none() { &table.entries } else { &[] };
            for row in added.iter().chain(blocks) {
                spots.extend(row.cells.iter().flat_map(|cell| match &cell.stands {
                    GroupPlace::Cell(spot) => vec![(table.sheet, *spot)],
                    GroupPlace::Boxes(boxes) => boxes.iter().map(|(_, spot)| (table.sheet, *spot)).collect(),
                    GroupPlace::After(label) => vec![(label.at.sheet, self.printed.cell(label.at).spot)],
                }));
            }
        }
        let named = self.located.lines.iter().flatten().filter_map(|found| match found {
            Location::Named { sheet, named } => Some(self.document.sheets[*sheet].named[*named].place.clone()),
            _ => None,
        });
        let own = spots.into_iter().filter_map(|(sheet, spot)| self.document.sheets[sheet].place(spot));
        own.chain(named).collect()
    }

    fn spots_of(&self, found: &Location) -> Vec<(usize, Spot)> {
        let cell_of = |at: At| (at.sheet, self.printed.cell(at).spot);
        match found {
            Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot } => vec![(*sheet, *spot)],
            Location::Spread { sheet, spots, .. } => spots.iter().map(|spot| (*sheet, *spot)).collect(),
            Location::After(Label { at, .. }) | Location::Sentence(at) => vec![cell_of(*at)],
            Location::Prose { label, spots } => spots.iter().map(|spot| (label.sheet, *spot)).collect(),
            Location::Boxes(boxes) => {
                boxes.iter().map(|b| b.spot.map_or_else(|| cell_of(b.label), |spot| (b.label.sheet, spot))).collect()
            }
            Location::Named { .. } => Vec::new(),
        }
    }

    /// The rows of a table that may be filled: as many as the form has, or as the record needs where nothing ends it.
    pub(crate) fn rows_of(&self, table: &Table, wanted: u32) -> Vec<GroupRow> {
        let sheet = &self.document.sheets[table.sheet];
        let Some(body) = &table.body else { return Vec::new() };
        let last = if body.open { body.to.max(body.from.saturating_add(wanted * 4)) } else { body.to };
        let last = self.last_ruled(table).map_or(last, |ruled| ruled.min(last));
        let rows = (body.from..=last).filter_map(|row| body.row(sheet, row));
        let mut rows: Vec<GroupRow> = if body.open { rows.take(wanted as usize).collect() } else { rows.collect() };
        if let Some(end) = rows.iter().position(printed_rows::is_one_cell).filter(|end| *end > 0) {
            rows.truncate(end);
        }
        rows
    }
}
