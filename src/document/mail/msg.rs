//! Messages as Outlook saves them: a compound file with a storage for each attachment.

use std::io::Cursor;

use crate::document::file::compound_file::Cfb;
use crate::document::mail::{Attachment, DEEPEST, Enclosed, LONGEST, MOST, message, shown};
use crate::finding::Finding;

/// The storages and streams of an attachment, as MS-OXMSG names them.
const STORAGE: &str = "__attach_version1.0_";
const DATA: &str = "__substg1.0_37010102";
const INNER: &str = "__substg1.0_3701000D";
/// The long name, the short one, and the one that is shown; each in two encodings.
const NAMES: [&str; 3] = ["__substg1.0_3707", "__substg1.0_3704", "__substg1.0_3001"];

/// The text of a message, plain in two encodings, as a page, and as rich text.
const BODIES: [(&str, bool); 2] = [("__substg1.0_1000001F", true), ("__substg1.0_1000001E", false)];
const PAGES: [&str; 4] =
    ["__substg1.0_10130102", "__substg1.0_1013001F", "__substg1.0_1013001E", "__substg1.0_10090102"];

type File<'b> = Cfb<Cursor<&'b [u8]>>;

pub(super) fn attachments(bytes: &[u8]) -> Result<Enclosed, Finding> {
    let mut file = Cfb::open(Cursor::new(bytes)).ok_or_else(|| Finding::new("damaged"))?;
    let mut found = Enclosed::default();
    walk(&mut file, 0, "", 0, &mut found)?;
    Ok(found)
}

/// The attachments in a storage that holds a message.
fn walk(file: &mut File<'_>, storage: usize, within: &str, depth: usize, found: &mut Enclosed) -> Result<(), Finding> {
    if depth > DEEPEST {
        return Err(Finding::new("archive-too-deep"));
    }
    found.says |= says(file, storage);
    let mut own = file.children(storage);
    own.retain(|nth| file.entries[*nth].name.starts_with(STORAGE));
    own.sort_by(|a, b| file.entries[*a].name.cmp(&file.entries[*b].name));
    let mut messages = 0;
    for (nth, attachment) in (1..).zip(own) {
        // A directory of which one storage is listed under many names would hold far more than the file does.
        let count = found.attachments.len();
        if count > MOST {
            return Err(Finding::new("archive-too-many").with("count", count).with("limit", MOST));
        }
        let parts = file.children(attachment);
        let named = |name: &str| parts.iter().copied().find(|part| file.entries[*part].name.eq_ignore_ascii_case(name));
        if let Some(inner) = named(INNER) {
            messages += 1;
            walk(file, inner, &message(messages, within), depth + 1, found)?;
            continue;
        }
        let (data, names) =
            (named(DATA), NAMES.map(|name| [named(&format!("{name}001F")), named(&format!("{name}001E"))]));
        let name = names.into_iter().flat_map(|[wide, narrow]| [(wide, true), (narrow, false)]);
        let name = name.filter_map(|(part, wide)| text(file, part?, wide)).find(|name| !name.trim().is_empty());
        found.attachments.push(Attachment { name: shown(name.as_deref(), nth, within), bytes: bytes_of(file, data) });
    }
    Ok(())
}

/// Whether somebody wrote a text in the message of a storage.
fn says(file: &mut File<'_>, storage: usize) -> bool {
    let parts = file.children(storage);
    let named = |file: &File<'_>, name: &str| {
        parts.iter().copied().find(|part| file.entries[*part].name.eq_ignore_ascii_case(name))
    };
    let plain: Vec<(usize, bool)> =
        BODIES.iter().filter_map(|(name, wide)| Some((named(file, name)?, *wide))).collect();
    if plain.is_empty() {
        return PAGES.iter().any(|name| named(file, name).is_some_and(|part| file.size(part) > 0));
    }
    plain.into_iter().any(|(part, wide)| {
        let bytes = file.bytes(part, LONGEST).unwrap_or_default();
        let blank = |byte: &u8| byte.is_ascii_whitespace() || wide && *byte == 0;
        !bytes.iter().all(blank)
    })
}

fn bytes_of(file: &mut File<'_>, data: Option<usize>) -> Result<Vec<u8>, Finding> {
    let data = data.ok_or_else(|| Finding::new("mail-link"))?;
    let promised = file.size(data);
    let bytes = file.bytes(data, LONGEST).filter(|bytes| bytes.len() as u64 == promised);
    match bytes {
        Some(bytes) if bytes.is_empty() => Err(Finding::new("empty-file")),
        Some(bytes) => Ok(bytes),
        None => Err(Finding::new("damaged")),
    }
}

/// A name of at most 2 KiB, in UTF-16 or in the letters of Windows.
fn text(file: &mut File<'_>, part: usize, wide: bool) -> Option<String> {
    let bytes = file.bytes(part, 2048)?;
    let text =
        if wide { encoding_rs::UTF_16LE } else { encoding_rs::WINDOWS_1252 }.decode_without_bom_handling(&bytes).0;
    Some(text.trim_end_matches('\0').to_owned())
}
