//! The attachments of a message of mail (`.eml`, `.msg`), also of messages within it. Its text, its subject and its
//! addresses are read by nobody: what people write to each other is no form.

mod eml;
mod msg;

use std::io::Read;

use crate::document::file::compound_file::SIGNATURE;
use crate::document::file::source::Source;
use crate::finding::Finding;

/// Bytes of the largest message that is read.
pub const LONGEST: u64 = 64 << 20;

/// Attachments that one message may have, those of messages within it included.
const MOST: usize = 1_000;

/// How deep messages may lie in messages.
const DEEPEST: usize = 8;

/// A file that came with a message, or why it is not read.
#[derive(Debug)]
pub struct Attachment {
    /// Its own name, behind the numbers of the messages it lies in: `bericht 1 > plan.xlsx`.
    pub name: String,
    pub bytes: Result<Vec<u8>, Finding>,
}

/// What came with a message.
#[derive(Debug, Default)]
pub struct Enclosed {
    /// The attachments, in their order.
    pub attachments: Vec<Attachment>,
    /// Somebody wrote a text, in it or in a message within it, which is not read.
    pub says: bool,
}

/// All that came with a message.
pub fn attachments(source: &Source) -> Result<Enclosed, Finding> {
    if source.len() > LONGEST {
        return Err(Finding::new("too-large").with("size", source.len() >> 20));
    }
    let mut bytes = Vec::new();
    source.reader().and_then(|mut reader| reader.read_to_end(&mut bytes)).map_err(|_| Finding::new("damaged"))?;
    // A reader that trips over a damaged message must not take the run with it; its words might quote the message.
    let read = std::panic::AssertUnwindSafe(|| {
        if bytes.starts_with(&SIGNATURE) { msg::attachments(&bytes) } else { eml::attachments(&bytes) }
    });
    let mut found = std::panic::catch_unwind(read).unwrap_or_else(|_| Err(Finding::new("damaged")))?;
    let count = found.attachments.len();
    if count > MOST {
        return Err(Finding::new("archive-too-many").with("count", count).with("limit", MOST));
    }
    found.attachments.retain(|attachment| !is_passed_over(&attachment.name));
    Ok(found)
}

/// A name as it is shown: without folders before it, and without what would move the writing.
fn shown(name: Option<&str>, nth: usize, within: &str) -> String {
    let own = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
    let name = name.map(own).filter(|name| !name.is_empty());
    let own = name.unwrap_or_else(|| format!("bijlage {nth}"));
    let clean = own.chars().take(200).map(|c| match c {
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    });
    format!("{within}{}", clean.collect::<String>())
}

/// How a message within a message is shown: its subject may say whom it is about.
fn message(nth: usize, within: &str) -> String {
    format!("{within}bericht {nth} > ")
}

/// Hidden files and what office programs leave behind, as in a zip.
fn is_passed_over(name: &str) -> bool {
    let own = name.rsplit(" > ").next().unwrap_or(name);
    own.starts_with('.') || own.starts_with("~$")
}
