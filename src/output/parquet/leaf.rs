//! One column of a Parquet file: the values that are held, and at which level each is there.

use anyhow::Result;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::writer::SerializedColumnWriter;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value as Json};

use crate::output::cell::{canonical, ymd};
use crate::output::columns::Cell;
use crate::record::answer::Answer;
use crate::record::value::{Reading, Value};

/// A column. `def` is the level at which a value is there, `rep` the depth of the list it stands in.
pub(crate) struct Leaf {
    values: Values,
    def: i16,
    rep: i16,
    defs: Vec<i16>,
    reps: Vec<i16>,
}

enum Values {
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Double(Vec<f64>),
    Text(Vec<ByteArray>),
}

impl Leaf {
    fn new(values: Values, def: i16, rep: i16) -> Self {
        Self { values, def, rep, defs: Vec::new(), reps: Vec::new() }
    }

    pub(crate) fn bool(def: i16, rep: i16) -> Self {
        Self::new(Values::Bool(Vec::new()), def, rep)
    }

    pub(crate) fn int32(def: i16, rep: i16) -> Self {
        Self::new(Values::Int32(Vec::new()), def, rep)
    }

    pub(crate) fn int64(def: i16, rep: i16) -> Self {
        Self::new(Values::Int64(Vec::new()), def, rep)
    }

    pub(crate) fn double(def: i16, rep: i16) -> Self {
        Self::new(Values::Double(Vec::new()), def, rep)
    }

    pub(crate) fn text(def: i16, rep: i16) -> Self {
        Self::new(Values::Text(Vec::new()), def, rep)
    }

    /// Nothing, known down to level `def`.
    pub(crate) fn put_nothing(&mut self, def: i16, rep: i16) {
        self.defs.push(def);
        self.reps.push(rep);
    }

    pub(crate) fn put_text(&mut self, text: &str, def: i16, rep: i16) {
        if let Values::Text(texts) = &mut self.values {
            texts.push(ByteArray::from(text));
            self.put_nothing(def, rep);
        }
    }

    /// Bytes that are text, or nothing.
    pub(crate) fn put_bytes(&mut self, bytes: Option<Vec<u8>>) {
        match (&mut self.values, bytes) {
            (Values::Text(texts), Some(bytes)) => {
                texts.push(ByteArray::from(bytes));
                self.put_nothing(self.def, 0);
            }
            _ => self.put_nothing(0, 0),
        }
    }

    /// The number of a row.
    pub(crate) fn put_number(&mut self, number: u32, rep: i16) {
        if let Values::Int32(numbers) = &mut self.values {
            numbers.push(i32::try_from(number).unwrap_or(i32::MAX));
            self.put_nothing(self.def, rep);
        }
    }

    /// The values of a cell.
    pub(crate) fn put_cell(&mut self, cell: Cell, misfits: &mut Map<String, Json>) {
        if cell.is_empty() {
            return self.put_nothing(0, 0);
        }
        for (answer, again) in cell.iter().zip([0].into_iter().chain(std::iter::repeat(self.rep))) {
            self.put_one(Some(answer), again, misfits);
        }
    }

    /// One value, or nothing in its place; a value that the column cannot hold is remembered apart.
    pub(crate) fn put_one(&mut self, answer: Option<&Answer>, rep: i16, misfits: &mut Map<String, Json>) {
        let value = answer.and_then(|answer| match &answer.reading {
            Reading::Value(value) => Some((answer, value)),
            _ => None,
        });
        let there = match value {
            Some((answer, value)) if !self.push(value) => {
                misfits.insert(answer.key.to_string(), Json::from(text(value)));
                false
            }
            Some(_) => true,
            None => false,
        };
        self.put_nothing(if there { self.def } else { self.def - 1 }, rep);
    }

    /// Whether the column can hold the value, which it then does.
    fn push(&mut self, value: &Value) -> bool {
        match &mut self.values {
            Values::Bool(held) => keep(held, if let Value::YesNo(yes) = value { Some(*yes) } else { None }),
            Values::Int32(held) => keep(held, int32(value)),
            Values::Int64(held) => keep(held, int64(value)),
            Values::Double(held) => keep(held, double(value)),
            Values::Text(held) => keep(held, Some(ByteArray::from(text(value).into_bytes()))),
        }
    }

    /// Sets down what is held.
    pub(crate) fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let defs = (self.def > 0).then_some(&*self.defs);
        let reps = (self.rep > 0).then_some(&*self.reps);
        match (&mut self.values, column.untyped()) {
            (Values::Bool(held), ColumnWriter::BoolColumnWriter(out)) => out.write_batch(held, defs, reps)?,
            (Values::Int32(held), ColumnWriter::Int32ColumnWriter(out)) => out.write_batch(held, defs, reps)?,
            (Values::Int64(held), ColumnWriter::Int64ColumnWriter(out)) => out.write_batch(held, defs, reps)?,
            (Values::Double(held), ColumnWriter::DoubleColumnWriter(out)) => out.write_batch(held, defs, reps)?,
            (Values::Text(held), ColumnWriter::ByteArrayColumnWriter(out)) => out.write_batch(held, defs, reps)?,
            _ => anyhow::bail!("a Parquet column is not of the kind of its values"),
        };
        self.clear();
        Ok(())
    }

    fn clear(&mut self) {
        self.defs.clear();
        self.reps.clear();
        match &mut self.values {
            Values::Bool(held) => held.clear(),
            Values::Int32(held) => held.clear(),
            Values::Int64(held) => held.clear(),
            Values::Double(held) => held.clear(),
            Values::Text(held) => held.clear(),
        }
    }
}

fn keep<T>(held: &mut Vec<T>, value: Option<T>) -> bool {
    let fits = value.is_some();
    held.extend(value);
    fits
}

/// Days since 1970 of a date known to the day; milliseconds of a time of day.
fn int32(value: &Value) -> Option<i32> {
    match value {
        Value::Time(minutes) => Some(i32::from(*minutes) * 60_000),
        Value::Date(_) => {
            let (year, month, day) = ymd(value)?;
            let day = jiff::civil::date(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
        }
        _ => None,
    }
}

fn int64(value: &Value) -> Option<i64> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Money(cents) => Some(*cents),
        _ => None,
    }
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Decimal(n) | Value::Percentage(n) => n.to_f64(),
        Value::Hours(minutes) => minutes.to_f64().map(|n| n / 60.0),
        _ => None,
    }
}

fn text(value: &Value) -> String {
    let mut bytes = Vec::new();
    canonical(value, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}
