//! Turns the bytes of a pdf into its objects, or says why that cannot be done.

use lopdf::{Document, Error, LoadOptions, Object, ObjectId};

use crate::document::pdf::structure::object_count;
use crate::finding::Finding;

/// Opens a pdf; one that only its owner's password protects is open to all.
pub(in crate::document::pdf) fn load(bytes: &[u8]) -> Result<Document, Finding> {
    if bytes.len() as u64 > crate::document::pdf::LONGEST {
        return Err(Finding::new("too-large").with("size", bytes.len() >> 20));
    }
    if object_count::file(bytes).is_none_or(|weight| weight > object_count::MOST) {
        return Err(Finding::new("pdf-too-heavy"));
    }
    let options =
        LoadOptions { max_decompressed_size: Some(crate::document::pdf::LONGEST_STREAM), ..LoadOptions::default() };
    let mut pdf = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
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
    resolve_filters(&mut pdf);
    find_ends(&mut pdf, bytes);
    Ok(pdf)
}

/// Whether a stream does not say how long it is.
pub(in crate::document::pdf) fn is_without_length(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| stream.start_position.is_some() && !stream.dict.has(b"Length"))
}

/// A stream that does not say how long it is ends before the word that ends it.
fn find_ends(pdf: &mut Document, bytes: &[u8]) {
    let begin = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
    for object in pdf.objects.values_mut().filter(|object| is_without_length(object)) {
        let Object::Stream(stream) = object else { continue };
        let rest = stream.start_position.and_then(|at| bytes.get(begin..)?.get(at..)).unwrap_or_default();
        let Some(end) = memchr::memmem::find(rest, b"endstream") else { continue };
        let content = &rest[..end];
        let content = content.strip_suffix(b"\n").unwrap_or(content);
        stream.content = content.strip_suffix(b"\r").unwrap_or(content).to_vec();
    }
}

/// How a stream is packed may stand elsewhere in the file; lopdf looks for it in the stream alone.
fn resolve_filters(pdf: &mut Document) {
    let keys: [&[u8]; 2] = [b"Filter", b"DecodeParms"];
    let mut found: Vec<(ObjectId, &[u8], Object)> = Vec::new();
    for (id, object) in &pdf.objects {
        let Ok(stream) = object.as_stream() else { continue };
        for key in keys {
            let Ok(reference @ Object::Reference(_)) = stream.dict.get(key) else { continue };
            if let Ok((_, said)) = pdf.dereference(reference) {
                found.push((*id, key, said.clone()));
            }
        }
    }
    for (id, key, said) in found {
        if let Some(Object::Stream(stream)) = pdf.objects.get_mut(&id) {
            stream.dict.set(key, said);
        }
    }
}
