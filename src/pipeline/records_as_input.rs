//! Files of the tool's own: records are read back where the user names them, and passed over in a folder.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::document::file::source::Source;
use crate::finding::Finding;
use crate::mapping::catalogue::Catalogue;
use crate::mapping::spec::form_spec::Per;
use crate::output::csv::is_own;
use crate::record::answer::{self, Record};
use crate::record::identity;
use crate::record::json::read;
use crate::text::place::Place;

use crate::pipeline::inputs::InputOrigin;
use crate::pipeline::read_source::{Origin, Outcome, SourceRead};

/// Bytes in which a file shows whose it is.
const HEAD: u64 = 4096;

/// Whether this tool made the file at `path`, as far as its beginning shows.
pub fn is_own_output(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && (holds_records(&head) || is_own(&head) || is_report(&head))
}

/// What a file of the tool's own gives; none for any other file.
pub(crate) fn read_records(
    source: &Source,
    origin: &Origin,
    asked: InputOrigin,
    catalogue: &Catalogue,
) -> Option<SourceRead> {
    let head = source.head(HEAD).ok()?;
    let records = holds_records(&head);
    let named = asked != InputOrigin::Found;
    // a table of records is a table like any other where it is named
    let table = !named && is_own(&head);
    if !records && !table && !is_report(&head) {
        return None;
    }
    let mut read = SourceRead::new(origin, Outcome::PassedOver);
    if named && records {
        read.outcome = Outcome::Records;
        read_back(source, origin, catalogue, &mut read);
    } else {
        read.findings.push(Finding::new("own-output-skipped").file(&origin.file));
    }
    Some(read)
}

fn read_back(source: &Source, origin: &Origin, catalogue: &Catalogue, read: &mut SourceRead) {
    let mut bytes = Vec::new();
    let from = answer::Source { file: Arc::clone(&origin.file), sha256: Arc::clone(&origin.sha256) };
    match source.reader().and_then(|mut reader| reader.read_to_end(&mut bytes)) {
        Ok(_) => read::records(&bytes, &from, |record| match record {
            Ok(mut record) => {
                for finding in &mut record.findings {
                    finding.file = Some(Arc::clone(&record.source.file));
                    finding.form = Some(Arc::clone(&record.form.id)).filter(|id| !id.is_empty());
                }
                record.id = record.id.take().or_else(|| name(&record, catalogue));
                read.records.push(record);
            }
            Err(finding) => read.findings.push(finding.file(&origin.file)),
        }),
        Err(error) => read.findings.push(Finding::new("cannot-open").with("reason", error).file(&origin.file)),
    }
    if read.records.is_empty() {
        read.outcome = Outcome::NotRead;
    }
}

/// The name of a record that was written before records had names: the one that its form gives today. A client a sheet
/// or a row is told by its places; a record of a form that is not known stays without.
fn name(record: &Record, catalogue: &Catalogue) -> Option<Arc<str>> {
    let place = &record.answers.first()?.place;
    let key = match catalogue.get(&record.form.id)?.mapping.per {
        Per::Document if matches!(place, Place::Pointer(_)) => return None,
        Per::Document => String::new(),
        Per::Sheet => place.sheet()?.to_owned(),
        Per::Row => place.row_key()?,
    };
    identity::id(&record.source.sha256, &record.form.id, &key)
}

/// Whether JSON begins as a record or a list of records does.
fn holds_records(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let start = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    start.strip_prefix(b"{").is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\"schema\""))
}

/// Whether a page says that this tool made it.
fn is_report(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"<")
        && memchr::memmem::find(head, b"name=\"generator\" content=\"eenvorm").is_some()
}
