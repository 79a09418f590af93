//! A record a line, as JSON.

use crate::finding::Lang;
use crate::record::answer::Record;
use crate::record::json;
use crate::record::json::write::Provenance;

/// Appends the record, without its line break.
pub(crate) fn format(record: &Record, lang: Lang, provenance: Provenance, out: &mut Vec<u8>) {
    json::write::lean(record, lang, provenance, out);
}
