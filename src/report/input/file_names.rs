//! The names of files in a report.

use std::collections::HashMap;

use crate::report::input::batch::Batch;
use crate::report::input::privacy::Redaction;

/// The names of files as shown: their own, or without persons `bestand 1`.
#[derive(Debug)]
pub(in crate::report) struct FileNames(Option<HashMap<String, usize>>);

impl FileNames {
    pub(in crate::report) fn new(batch: &Batch, redaction: Redaction) -> Self {
        if !redaction.pseudonym {
            return Self(None);
        }
        let of_records = batch.records.iter().map(|record| &record.source.file);
        let of_findings = batch.findings.iter().filter_map(|finding| finding.file.as_ref());
        let mut numbers = HashMap::new();
        for file in batch.files.iter().map(|file| &file.file).chain(of_records).chain(of_findings) {
            let next = numbers.len() + 1;
            numbers.entry(file.to_string()).or_insert(next);
        }
        Self(Some(numbers))
    }

    pub(in crate::report) fn shown(&self, file: &str) -> String {
        match &self.0 {
            None => file.to_owned(),
            Some(numbers) => numbers.get(file).map_or_else(|| "een bestand".to_owned(), |n| format!("bestand {n}")),
        }
    }
}
