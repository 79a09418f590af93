//! What a form says, read for a test.

use std::sync::Arc;

use eenvorm::document::cells::model::Document;
use eenvorm::mapping::read::form;
use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::record::answer::{Record, Source};

/// The record of a document with one client, without a checksum.
pub(crate) fn record(path: &str, document: &Document, mapping: &Mapping) -> Record {
    let read = form::read(document, mapping);
    Record {
        id: None,
        made_with: None,
        pseudonym: None,
        source: Source { file: path.into(), sha256: "".into() },
        form: Arc::clone(&mapping.head),
        answers: read.answers,
        unmapped: read.unmapped,
        ledger: read.ledger,
        findings: read.findings,
    }
}
