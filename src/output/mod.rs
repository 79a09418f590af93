//! Sets records down as data, one after another, in memory that does not grow with their number.

pub mod cell;
mod columns;
pub mod csv;
pub mod destination;
pub mod eenvorm_workbook;
mod json;
pub mod lines;
mod long_path;
mod nameless;
mod ndjson;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod temporary;
pub mod terminal;
pub mod xlsx;

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::finding::{Finding, Lang};
use crate::output::destination::Output;
use crate::output::lines::{Batch, Format, Lines};
use crate::record::answer::Record;
use crate::record::json::write::Provenance;
use crate::record::schema::FieldId;

/// Parquet is left out of a plain build, for its libraries are larger than the rest of the program.
const NO_PARQUET: &str = "parquet is written by a program that is built with `--features parquet`";

/// What records are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Target {
    /// A record a line.
    #[default]
    Ndjson,
    /// An array of records.
    Json,
    /// A row a record, and a second file for each repeating group.
    Csv,
    /// A workbook for people.
    Xlsx,
    /// Typed columns.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Target {
    /// All of them, in the order in which they are named to users.
    pub const ALL: &[Self] = &[
        Self::Ndjson,
        Self::Json,
        Self::Csv,
        Self::Xlsx,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The word of the command line, which is the usual extension too.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// The target that a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.to_lowercase().replace("jsonl", "ndjson").parse().ok()
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = || Self::ALL.iter().map(|t| t.word()).collect::<Vec<_>>().join(", ");
        let found = Self::ALL.iter().copied().find(|t| t.word() == word);
        found.ok_or_else(|| match word {
            "parquet" => format!("{NO_PARQUET}; this one writes {}", known()),
            _ => format!("`{word}` is none of {}", known()),
        })
    }
}

/// How records are written.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of findings in JSON; workbooks are Dutch.
    pub lang: Lang,
    /// What separates the columns of a csv.
    pub delimiter: u8,
    /// The fields that get a column: those that any of the forms can answer; none for the whole schema.
    pub fields: Option<Vec<FieldId>>,
    /// Of which answers JSON and Parquet say where they stand.
    pub provenance: Provenance,
}

impl Default for Options {
    /// The whole schema, with the `;` that a Dutch Excel expects.
    fn default() -> Self {
        Self { lang: Lang::default(), delimiter: b';', fields: None, provenance: Provenance::Full }
    }
}

/// Writes records, in the order in which they come.
pub struct Writer(Kind);

enum Kind {
    Lines(Lines),
    Xlsx(Box<crate::output::xlsx::WorkbookWriter>),
    #[cfg(feature = "parquet")]
    Parquet(Box<crate::output::parquet::Table>),
}

impl Writer {
    /// Begins the product at `output`.
    pub fn begin(target: Target, options: Options, output: Output) -> Result<Self> {
        let kind = match target {
            Target::Ndjson => Kind::Lines(Lines::begin(Format::ndjson(options), output)?),
            Target::Json => Kind::Lines(Lines::begin(Format::json(options), output)?),
            Target::Csv => Kind::Lines(Lines::begin(Format::csv(options), output)?),
            Target::Xlsx => Kind::Xlsx(Box::new(crate::output::xlsx::WorkbookWriter::begin(&options, output)?)),
            #[cfg(feature = "parquet")]
            Target::Parquet => Kind::Parquet(Box::new(crate::output::parquet::Table::begin(&options, output)?)),
        };
        Ok(Self(kind))
    }

    /// Sets down the next record.
    pub fn record(&mut self, record: &Record) -> Result<()> {
        match &mut self.0 {
            Kind::Lines(lines) => lines.record(record),
            Kind::Xlsx(book) => book.record(record),
            #[cfg(feature = "parquet")]
            Kind::Parquet(table) => table.record(record),
        }
    }

    /// What other threads may format records with, where the target is made of lines; the batches are then handed to
    /// [`Writer::batch`] in order.
    pub fn format(&self) -> Option<Arc<Format>> {
        match &self.0 {
            Kind::Lines(lines) => Some(lines.format()),
            Kind::Xlsx(_) => None,
            #[cfg(feature = "parquet")]
            Kind::Parquet(_) => None,
        }
    }

    /// Sets down records that [`Writer::format`] formatted; trouble for a target without a format.
    pub fn batch(&mut self, batch: &Batch) -> Result<()> {
        match &mut self.0 {
            Kind::Lines(lines) => lines.batch(batch),
            Kind::Xlsx(_) => bail!("a workbook is written a record at a time"),
            #[cfg(feature = "parquet")]
            Kind::Parquet(_) => bail!("a Parquet file is written a record at a time"),
        }
    }

    /// Ends the product and renames it into place; `rest` are the findings that belong to no record. Says what had no
    /// room.
    pub fn end(self, rest: &[Finding]) -> Result<Vec<Finding>> {
        match self.0 {
            Kind::Lines(lines) => lines.end(),
            Kind::Xlsx(book) => book.end(rest),
            #[cfg(feature = "parquet")]
            Kind::Parquet(table) => table.end(),
        }
    }
}
