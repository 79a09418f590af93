//! The tables of a comparison as csv files: the forms in the file named, every other table beside it.

use std::io::Write;

use anyhow::{Context as _, Result, bail};

use crate::output::cell::as_text;
use crate::output::destination::Output;

use crate::sections::table::{Section, Table};

/// What tells Excel that a file is UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes `OUT.csv` and `OUT.<table>.csv`.
pub fn write(sections: &[Section], mut output: Output) -> Result<()> {
    let mut tables = sections.iter().flat_map(|section| &section.tables);
    let Some(first) = tables.next() else { bail!("there is nothing to write") };
    let mut beside = Vec::new();
    for table in tables {
        let Some(other) = output.beside(table.id, BOM) else {
            bail!("a comparison is several csv files: name the first one with `-o vergelijking.csv`");
        };
        let mut other = other?;
        lines(table, &mut other)?;
        beside.push(other);
    }
    lines(first, &mut output)?;
    output.finish()?;
    beside.into_iter().try_for_each(Output::finish)
}

fn lines(table: &Table, output: &mut Output) -> Result<()> {
    let doing = || format!("writing the table `{}`", table.id);
    output.write_all(BOM).with_context(doing)?;
    let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(output);
    csv.write_record(table.columns.iter().map(|column| safe(&column.name))).with_context(doing)?;
    for row in &table.rows {
        csv.write_record(row.iter().map(|cell| safe(&cell.text))).with_context(doing)?;
    }
    csv.flush().with_context(doing)
}

/// Text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    as_text(text).into_owned()
}
