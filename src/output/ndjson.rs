//! A record a line, as JSON.

use crate::finding::Lang;
use crate::record::answer::Record;
use crate::record::json;

/// Appends the record, without its line break.
pub(crate) fn format(record: &Record, lang: Lang, out: &mut Vec<u8>) {
    json::write::write(record, lang, out);
}
