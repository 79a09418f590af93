//! Turns the bytes of a pdf into its objects, or says why that cannot be done.

use lopdf::{Document, Error, LoadOptions};

use crate::document::pdf::object_count;
use crate::finding::Finding;

/// Opens a pdf; one that only its owner's password protects is open to all.
pub(super) fn load(bytes: &[u8]) -> Result<Document, Finding> {
    if bytes.len() as u64 > crate::document::pdf::LONGEST {
        return Err(Finding::new("too-large").with("size", bytes.len() >> 20));
    }
    if object_count::file(bytes).is_none_or(|weight| weight > object_count::MOST) {
        return Err(Finding::new("pdf-too-heavy"));
    }
    let options =
        LoadOptions { max_decompressed_size: Some(crate::document::pdf::LONGEST_STREAM), ..LoadOptions::default() };
    let pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Finding::new("encrypted")
        }
        _ => Finding::new("damaged"),
    })?;
    if pdf.is_encrypted() {
        return Err(Finding::new("encrypted"));
    }
    if pdf.catalog().is_err() {
        return Err(Finding::new("damaged"));
    }
    Ok(pdf)
}
