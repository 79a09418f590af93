//! The columns of tables of records: one table with a row a record, and one for each repeating group.

use crate::record::answer::Answer;
use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::Reading;

/// One column: a field, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) field: FieldId,
    pub(crate) part: Option<u8>,
    /// `client.naam.achternaam`, `doelen[].uren`
    pub(crate) id: String,
}

impl Column {
    /// The field itself.
    pub(crate) fn of(&self) -> &'static Field {
        Schema::common().field(self.field)
    }
}

/// The columns of one repeating group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// `doelen`
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
}

/// All columns, in the order of the schema.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) record: Vec<Column>,
    pub(crate) groups: Vec<Group>,
    /// The table (0 for the record's own) and the first column of each field.
    at: Vec<Option<(usize, usize)>>,
}

/// The answers of a cell: one, none, or the several values of a field that takes them.
pub(crate) type Cell<'r> = &'r [Answer];

/// A row of a repeating group, with its number from zero.
pub(crate) struct Row<'r> {
    pub(crate) number: u32,
    pub(crate) cells: Vec<Cell<'r>>,
}

/// A record laid out in its columns.
pub(crate) struct Laid<'r> {
    pub(crate) record: Vec<Cell<'r>>,
    /// By group.
    pub(crate) groups: Vec<Vec<Row<'r>>>,
    /// How many answers have no column.
    pub(crate) homeless: u32,
}

impl Columns {
    /// Those of `fields`, or of the whole schema.
    pub(crate) fn new(fields: Option<&[FieldId]>) -> Self {
        let schema = Schema::common();
        let mut columns = Self { record: Vec::new(), groups: Vec::new(), at: vec![None; schema.fields.len()] };
        for (id, field) in schema.all().filter(|(id, _)| fields.is_none_or(|chosen| chosen.contains(id))) {
            columns.add(id, field);
        }
        columns
    }

    fn add(&mut self, id: FieldId, field: &Field) {
        let (table, columns) = match field.rows() {
            None => (0, &mut self.record),
            Some(name) => {
                if self.groups.last().is_none_or(|group| group.name != name) {
                    self.groups.push(Group { name: name.to_owned(), columns: Vec::new() });
                }
                let table = self.groups.len();
                (table, &mut self.groups[table - 1].columns)
            }
        };
        self.at[id.index()] = Some((table, columns.len()));
        match field.kind.parts() {
            [] => columns.push(Column { field: id, part: None, id: field.id.clone() }),
            parts => columns.extend((0..).zip(parts).map(|(n, part)| Column {
                field: id,
                part: Some(n),
                id: format!("{}.{part}", field.id),
            })),
        }
    }

    /// The record's answers in their columns.
    pub(crate) fn lay<'r>(&self, answers: &'r [Answer]) -> Laid<'r> {
        let groups = self.groups.iter().map(|_| Vec::new()).collect();
        let mut laid = Laid { record: vec![&[]; self.record.len()], groups, homeless: 0 };
        for of_field in answers.chunk_by(|a, b| a.key.field == b.key.field) {
            match self.at[of_field[0].key.field.index()] {
                None => laid.homeless += u32::try_from(of_field.len()).unwrap_or(u32::MAX),
                Some((0, first)) => place(of_field, &self.record, first, &mut laid.record, &mut laid.homeless),
                Some((table, first)) => {
                    let columns = &self.groups[table - 1].columns;
                    for of_row in of_field.chunk_by(|a, b| a.key.row == b.key.row) {
                        let row = row(&mut laid.groups[table - 1], of_row[0].key.row, columns.len());
                        place(of_row, columns, first, &mut row.cells, &mut laid.homeless);
                    }
                }
            }
        }
        laid
    }
}

/// The answers to one field in its column or columns. Words for the whole of a field that has parts have no column,
/// but are no value either: they are written beside the values.
fn place<'r>(answers: Cell<'r>, columns: &[Column], first: usize, cells: &mut [Cell<'r>], homeless: &mut u32) {
    if columns[first].part.is_none() {
        cells[first] = answers;
        return;
    }
    for answer in answers.chunks(1) {
        match answer[0].key.part {
            Some(part) => cells[first + usize::from(part)] = answer,
            None if matches!(answer[0].reading, Reading::Value(_)) => *homeless += 1,
            None => {}
        }
    }
}

/// The row with this number, in order.
fn row<'a, 'r>(rows: &'a mut Vec<Row<'r>>, number: u32, width: usize) -> &'a mut Row<'r> {
    let at = match rows.binary_search_by_key(&number, |row| row.number) {
        Ok(at) => at,
        Err(at) => {
            rows.insert(at, Row { number, cells: vec![&[]; width] });
            at
        }
    };
    &mut rows[at]
}
