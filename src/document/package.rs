//! A zipped document: its parts as text within limits, and put back with only the changed parts new.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter};

use crate::document::source::Opened;
use crate::document::xml;
use crate::document::zip_parts::{Coded, refused};
use crate::finding::Finding;

/// The largest part that is unzipped, in bytes.
const PART: u64 = 32 << 20;
/// The most that all parts together may claim to be, in bytes.
const WHOLE: u64 = 1 << 30;

/// An opened zip file.
pub(crate) struct Package {
    zip: ZipArchive<Opened>,
}

impl Package {
    /// Reads the directory; nothing is unzipped yet.
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Finding> {
        let opened = Opened::Memory(Cursor::new(bytes.into()));
        Self::of(ZipArchive::new(opened).map_err(|_| Finding::new("damaged"))?)
    }

    /// A file of which the directory was read, where the sizes that it claims are not too large together.
    pub(crate) fn of(zip: ZipArchive<Opened>) -> Result<Self, Finding> {
        if zip.decompressed_size().is_some_and(|size| size > u128::from(WHOLE)) {
            return Err(Finding::new("too-large").with("size", WHOLE >> 20));
        }
        Ok(Self { zip })
    }

    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The names of all parts, in the order of the file.
    pub(crate) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.zip.file_names().flatten()
    }

    /// The text of a part; none when there is no such part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Finding> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = Coded::new(bytes).map(|coded| coded.text);
        text.map(Some).ok_or_else(|| Finding::new("damaged-part").with("part", name))
    }

    /// The bytes of a part; none when there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Finding> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let damaged = || Finding::new("damaged-part").with("part", name);
        let file = self.zip.by_index(index).map_err(|error| refused(&error, name))?;
        let claimed = file.size();
        let mut bytes = Vec::with_capacity(usize::try_from(claimed.min(PART >> 4)).unwrap_or(0));
        let read = file.take(PART + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if claimed > PART || read as u64 > PART {
            return Err(Finding::new("too-large").with("size", PART >> 20));
        }
        Ok(Some(bytes))
    }

    /// The file with these parts changed; every other part is copied as it stands, without unzipping.
    pub(crate) fn with(&mut self, changed: &BTreeMap<String, String>) -> Result<Vec<u8>, Finding> {
        // A part that no program opens would pass the reader here, which forgives; one that was so already stays so.
        for (name, _) in changed.iter().filter(|(_, text)| !xml::is_strict(text)) {
            if self.text(name)?.is_some_and(|old| xml::is_strict(&old)) {
                return Err(Finding::new("written-part-broken").with("part", name));
            }
        }
        let mut coded = BTreeMap::new();
        for (name, text) in changed {
            let old = self.bytes(name)?.and_then(Coded::new);
            let bytes = old.map_or_else(|| text.clone().into_bytes(), |old| old.encode(text.clone()));
            coded.insert(name.as_str(), bytes);
        }
        self.copy(&coded).map_err(|_| Finding::new("damaged"))
    }

    fn copy(&mut self, changed: &BTreeMap<&str, Vec<u8>>) -> anyhow::Result<Vec<u8>> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.set_raw_comment(self.zip.comment().into())?;
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index)?;
            let name = file.name()?.into_owned();
            match changed.get(name.as_str()) {
                None => out.raw_copy_file(file)?,
                Some(bytes) => {
                    out.start_file(name, file.options())?;
                    out.write_all(bytes)?;
                }
            }
        }
        Ok(out.finish()?.into_inner())
    }
}
