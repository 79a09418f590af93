//! What a report is made of: the records of a run, what became of each file, and the remarks that no record holds.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::Finding;
use crate::record::answer::{FormHead, Record};
use crate::record::schema::FieldId;

/// What is known of each form there is a mapping of, by its id.
pub type KnownForms = HashMap<String, KnownForm>;

/// What a mapping says of its form that the records do not.
#[derive(Clone, Debug, Default)]
pub struct KnownForm {
    /// The signature fields that it asks.
    pub signatures: Vec<FieldId>,
    /// `extern`, `intern` or `werkfit`, where the form is for one of the body's schemes only.
    pub scheme: Option<&'static str>,
}

/// Everything one run read.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// In the order of the input.
    pub records: Vec<Record>,
    /// Remarks on files and on the run; those on a record are in the record.
    pub findings: Vec<Finding>,
    /// Every other file that was asked for, in the order of the input.
    pub files: Vec<FileRead>,
    /// How many files of the folders are no forms, or were made by the tool itself.
    pub passed_over: usize,
    /// The forms that there are mappings of: a report without persons names these only, for a record can be made up.
    pub known: Vec<Arc<FormHead>>,
    pub known_forms: KnownForms,
}

/// One file and what became of it.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// The path as the user gave it; it equals the [`crate::record::answer::Source::file`] of its records.
    pub file: Arc<str>,
    /// `xlsx`, `docx`, `pdf`, `csv`, `json`
    pub format: String,
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// So many records were read.
    Records(u32),
    /// A known form that nobody has filled in.
    Blank,
    /// Not read; the findings with this file say why.
    NotRead,
}
