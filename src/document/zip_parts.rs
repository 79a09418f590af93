//! The parts of a zipped office file, never unzipped beyond the limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Take, Write};

use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::document::limits::Limits;
use crate::document::source::{Opened, Source};
use crate::document::xml;
use crate::finding::Finding;

/// Below this many bytes unzipped the ratio is not looked at.
const RATIO_FROM: u64 = 64 << 20;

/// How hard a part that is written anew is packed, from 1 to 9: forms are small, and many are filled at once.
const LEVEL: i64 = 1;

/// Bytes of memory that a part gets on its promise alone.
const ROOM: u64 = 1 << 20;

/// A zipped office file.
#[derive(Debug)]
pub struct ZipParts {
    archive: ZipArchive<Opened>,
    part: u64,
    whole: u64,
}

impl ZipParts {
    /// Reads the directory and adds up what it promises.
    pub fn open(source: &Source, limits: &Limits) -> Result<Self, Finding> {
        Self::directory(source, limits)?.within(source, limits)
    }

    /// The same, where its directory promises no more than the limits.
    pub fn within(self, source: &Source, limits: &Limits) -> Result<Self, Finding> {
        let archive = &self.archive;
        let sizes = (0..archive.len()).filter_map(|i| archive.by_index_data(i).ok()).map(|entry| entry.size());
        let promised = sizes.fold(0, u64::saturating_add);
        let swollen = promised > RATIO_FROM && promised / source.len().max(1) > limits.ratio;
        if promised > limits.unzipped || swollen {
            return Err(Finding::new("too-large").with("size", promised >> 20));
        }
        Ok(Self { part: limits.part, whole: limits.unzipped, ..self })
    }

    /// Reads the directory alone, to see what it is.
    pub fn directory(source: &Source, limits: &Limits) -> Result<Self, Finding> {
        let opened = source.reader().map_err(|_| Finding::new("damaged"))?;
        let archive = ZipArchive::new(opened).map_err(|_| Finding::new("truncated"))?;
        Ok(Self { archive, part: limits.part, whole: limits.unzipped })
    }

    /// The archive itself, to be read within other limits.
    pub(super) fn into_archive(self) -> ZipArchive<Opened> {
        self.archive
    }

    /// The names of all parts, as they are written down.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.archive.file_names().filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
    }

    /// Whether there is a part of exactly this name.
    pub fn names_exactly(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// A part to read bit by bit.
    pub fn reader(&mut self, name: &str) -> Result<Take<ZipFile<'_, Opened>>, Finding> {
        let index = self.index(name).ok_or_else(|| Finding::new("damaged-part").with("part", name))?;
        let file = self.archive.by_index(index).map_err(|error| refused(&error, name))?;
        Ok(file.take(self.whole))
    }

    /// A part held whole, as text.
    pub fn text(&mut self, name: &str) -> Result<String, Finding> {
        self.bytes(name).map(as_text)
    }

    /// A part held whole.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Finding> {
        let limit = self.part;
        let reader = self.reader(name)?;
        let promised = reader.get_ref().size().min(ROOM);
        let mut bytes = Vec::with_capacity(usize::try_from(promised).unwrap_or(0));
        let read = reader.take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(Finding::new("too-large").with("size", limit >> 20));
        }
        read.map_err(|_| Finding::new("damaged-part").with("part", name))?;
        Ok(bytes)
    }

    /// A part held whole, where there is such a part.
    pub fn text_if_any(&mut self, name: &str) -> Result<Option<String>, Finding> {
        if self.has(name) { self.text(name).map(Some) } else { Ok(None) }
    }

    /// A part held whole, to be written back in the same encoding.
    pub fn coded(&mut self, name: &str) -> Result<Coded, Finding> {
        Coded::new(self.bytes(name)?).ok_or_else(|| Finding::new("damaged-part").with("part", name))
    }

    /// The file with new bytes for some parts; all others are copied as they are packed, in the same order.
    pub fn patched(mut self, parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Finding> {
        for (name, bytes) in parts {
            // A part that no program opens would pass the reader here, which forgives; one that was so already stays so.
            let strict = |bytes: &[u8]| Coded::new(bytes.to_vec()).is_some_and(|coded| xml::is_strict(&coded.text));
            if !strict(bytes) && self.coded(name).is_ok_and(|old| xml::is_strict(&old.text)) {
                return Err(Finding::new("written-part-broken").with("part", name));
            }
        }
        let new: BTreeMap<usize, &[u8]> =
            parts.iter().filter_map(|(name, bytes)| Some((self.index(name)?, bytes.as_slice()))).collect();
        self.repack(&new).map_err(|_| Finding::new("damaged"))
    }

    fn repack(&mut self, new: &BTreeMap<usize, &[u8]>) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(self.archive.comment().into())?;
        for i in 0..self.archive.len() {
            let file = self.archive.by_index_raw(i)?;
            if let Some(bytes) = new.get(&i) {
                let (name, options) = (file.name()?.into_owned(), file.options());
                let options = match file.compression() {
                    CompressionMethod::Deflated => options.compression_level(Some(LEVEL)),
                    _ => options,
                };
                drop(file);
                writer.start_file(name, options)?;
                writer.write_all(bytes)?;
            } else {
                writer.raw_copy_file(file)?;
            }
        }
        Ok(writer.finish()?.into_inner())
    }

    /// Some writers use backslashes or another case.
    fn index(&self, name: &str) -> Option<usize> {
        let alike = |(a, b): (u8, u8)| a.eq_ignore_ascii_case(&b) || (a == b'\\' && b == b'/');
        let same = |other: &str| {
            let other = other.trim_start_matches(['/', '\\']);
            other.len() == name.len() && other.bytes().zip(name.bytes()).all(alike)
        };
        self.archive.index_for_name(name).or_else(|| {
            (0..self.archive.len()).find(|i| matches!(self.archive.name_for_index(*i), Some(Ok(n)) if same(&n)))
        })
    }
}

/// Why a part cannot be unpacked.
pub fn refused(error: &ZipError, name: &str) -> Finding {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Finding::new("encrypted"),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Finding::new("archive-method"),
        _ => Finding::new("damaged-part").with("part", name),
    }
}

/// How xml is encoded where that is seen at its begin: by its byte order mark, or by how UTF-16 writes `<`; and how long the
/// mark is.
pub fn marked(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, usize)> {
    let unmarked = || match bytes {
        [b'<', 0, ..] => Some((encoding_rs::UTF_16LE, 0)),
        [0, b'<', ..] => Some((encoding_rs::UTF_16BE, 0)),
        _ => None,
    };
    encoding_rs::Encoding::for_bom(bytes).or_else(unmarked)
}

/// Xml as text: UTF-8 or UTF-16.
pub fn as_text(bytes: Vec<u8>) -> String {
    match marked(&bytes) {
        Some((encoding, bom)) => encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned(),
        None => String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    }
}

/// Xml as text that goes back to bytes as it came.
#[derive(Debug)]
pub struct Coded {
    pub text: String,
    /// Its byte order mark and encoding, where it has one.
    mark: Option<&'static encoding_rs::Encoding>,
}

impl Coded {
    /// None where the bytes are no text.
    pub fn new(mut bytes: Vec<u8>) -> Option<Self> {
        let (mark, text) = match marked(&bytes) {
            Some((encoding, bom)) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..])?.into_owned();
                (Some(encoding), text)
            }
            None => (None, String::from_utf8(std::mem::take(&mut bytes)).ok()?),
        };
        Some(Self { text, mark })
    }

    /// Another text in the same encoding, with the same mark.
    pub fn encode(&self, text: String) -> Vec<u8> {
        let Some(encoding) = self.mark else { return text.into_bytes() };
        let marked = std::iter::once('\u{feff}').chain(text.chars());
        if encoding == encoding_rs::UTF_8 {
            return marked.collect::<String>().into_bytes();
        }
        let units = marked.collect::<String>();
        let little = encoding == encoding_rs::UTF_16LE;
        units.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }
}
