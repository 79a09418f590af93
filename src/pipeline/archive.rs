//! The files in a zip or a message of mail, one at a time and never beyond the limits; nothing of it is written to
//! disk.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::file::limits::Limits;
use crate::document::file::sniff::{Kind, sniff};
use crate::document::file::source::{Opened, Source};
use crate::document::mail::{Attachment, Enclosed, attachments};
use crate::finding::Finding;

/// Files that one archive may hold.
const MAX_ARCHIVE_FILES: usize = 50_000;
/// Bytes that one file of it may have, unzipped: it is held in memory.
const LARGEST: u64 = 128 << 20;
/// Below this many bytes unzipped the ratio is not looked at.
const RATIO_FROM: u64 = 16 << 20;

/// A file that holds others, which are read from the first to the last.
pub(crate) enum Container {
    Zip(Box<Zip>),
    Mail(Mail),
}

impl Container {
    /// Opens it. What all files hold together is taken from `left`, the bytes that may still be held or unzipped.
    pub(crate) fn open(source: &Source, name: &Arc<str>, limits: &Limits, left: &mut u64) -> Result<Self, Finding> {
        match sniff(source)? {
            (Kind::Mail, _) => Mail::open(source, name, left).map(Self::Mail),
            _ => Zip::open(source, name, limits, left).map(|zip| Self::Zip(Box::new(zip))),
        }
    }

    /// The size of the next file.
    pub(crate) fn next_size(&self) -> Option<u64> {
        match self {
            Self::Zip(zip) => zip.entries.last().map(|entry| entry.size),
            Self::Mail(mail) => mail.rest.front().map(|file| file.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
        }
    }

    /// What is to be said of what it holds besides files.
    pub(crate) fn remark(&self) -> Option<Finding> {
        match self {
            Self::Mail(mail) if mail.says => Some(Finding::new("mail-text-not-read").file(&mail.name)),
            _ => None,
        }
    }

    /// The next file.
    pub(crate) fn next_file(&mut self) -> Option<Unzipped> {
        match self {
            Self::Zip(zip) => zip.next_file(),
            Self::Mail(mail) => mail.next_file(),
        }
    }
}

/// A message of which the attachments are read.
pub(crate) struct Mail {
    name: Arc<str>,
    rest: VecDeque<Attachment>,
    /// Somebody wrote a text in it.
    says: bool,
}

impl Mail {
    fn open(source: &Source, name: &Arc<str>, left: &mut u64) -> Result<Self, Finding> {
        let Enclosed { attachments, says } = attachments(source)?;
        let rest: VecDeque<Attachment> = attachments.into();
        if rest.is_empty() {
            return Err(Finding::new("mail-without-attachments"));
        }
        let whole: u64 = rest.iter().filter_map(|file| file.bytes.as_ref().ok()).map(|bytes| bytes.len() as u64).sum();
        *left = left.checked_sub(whole).ok_or_else(|| Finding::new("archive-bomb").with("size", whole >> 20))?;
        Ok(Self { name: Arc::clone(name), rest, says })
    }

    fn next_file(&mut self) -> Option<Unzipped> {
        let file = self.rest.pop_front()?;
        let name: Arc<str> = format!("{} > {}", self.name, file.name).into();
        let source = file.bytes.map(|bytes| Source::bytes(&name, bytes));
        Some(Unzipped { name, source, remark: None })
    }
}

/// A zip that is read from its first file to its last, by name.
pub(crate) struct Zip {
    archive: ZipArchive<Opened>,
    name: Arc<str>,
    /// The files that are still to be read, the last first.
    entries: Vec<Entry>,
    ratio: u64,
}

struct Entry {
    name: Arc<str>,
    index: usize,
    size: u64,
    packed: u64,
    encrypted: bool,
}

/// A file of an archive under its full name, or why it is not read.
pub(crate) struct Unzipped {
    pub name: Arc<str>,
    pub source: Result<Source, Finding>,
    /// What is to be said of the archive, with the first of its files.
    pub remark: Option<Finding>,
}

impl Zip {
    /// Reads the directory. What all files hold together is taken from `left`, the bytes that may still be unzipped.
    fn open(source: &Source, name: &Arc<str>, limits: &Limits, left: &mut u64) -> Result<Self, Finding> {
        let opened = source.reader().map_err(|_| Finding::new("damaged"))?;
        let zip = ZipArchive::new(opened).map_err(|_| Finding::new("truncated"))?;
        if zip.len() > MAX_ARCHIVE_FILES {
            return Err(Finding::new("archive-too-many").with("count", zip.len()).with("limit", MAX_ARCHIVE_FILES));
        }
        let mut entries: Vec<Entry> = (0..zip.len()).filter_map(|index| entry(&zip, index)).collect();
        if entries.is_empty() {
            return Err(Finding::new("archive-empty"));
        }
        let mut archive = Self { archive: zip, name: Arc::clone(name), entries: Vec::new(), ratio: limits.ratio };
        let readable = entries.iter().filter(|entry| !archive.is_bomb(entry)).map(|entry| entry.size);
        let whole = readable.fold(0, u64::saturating_add);
        *left = left.checked_sub(whole).ok_or_else(|| Finding::new("archive-bomb").with("size", whole >> 20))?;
        entries.sort_by(|a, b| b.name.cmp(&a.name));
        archive.entries = entries;
        Ok(archive)
    }

    fn next_file(&mut self) -> Option<Unzipped> {
        let entry = self.entries.pop()?;
        let name: Arc<str> = format!("{} > {}", self.name, entry.name).into();
        let source = self.unzip(&entry).map(|bytes| Source::bytes(&name, bytes));
        Some(Unzipped { name, source, remark: None })
    }

    fn unzip(&mut self, entry: &Entry) -> Result<Vec<u8>, Finding> {
        if entry.encrypted {
            return Err(Finding::new("encrypted"));
        }
        if self.is_bomb(entry) {
            return Err(Finding::new("archive-bomb").with("size", entry.size >> 20));
        }
        let file = self.archive.by_index(entry.index).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) => Finding::new("archive-method"),
            _ => Finding::new("damaged"),
        })?;
        let mut bytes = Vec::new();
        let read = file.take(entry.size + 1).read_to_end(&mut bytes);
        if read.is_err() || bytes.len() as u64 != entry.size {
            return Err(Finding::new("damaged"));
        }
        Ok(bytes)
    }

    fn is_bomb(&self, entry: &Entry) -> bool {
        let swollen = entry.size > RATIO_FROM && entry.size / entry.packed.max(1) > self.ratio;
        swollen || entry.size > LARGEST
    }
}

/// A file of the archive; none for folders, hidden files and what office programs and macOS leave behind.
fn entry(zip: &ZipArchive<Opened>, index: usize) -> Option<Entry> {
    let data = zip.by_index_data(index).ok()?;
    let name = zip.name_for_index(index)?.ok()?.replace('\\', "/");
    let name: String = name.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect();
    let passed_over =
        |part: &str| part.starts_with('.') && !part.trim_matches('.').is_empty() || part.starts_with("~$");
    if name.ends_with('/') || name.split('/').any(|part| passed_over(part) || part == "__MACOSX") {
        return None;
    }
    let (size, packed) = (data.size(), data.compressed_size());
    Some(Entry { name: name.into(), index, size, packed, encrypted: data.encrypted() })
}
