//! A zipped office file (xlsx, xlsb, docx, ods, odt): its parts within limits, and put back with only the changed ones new.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Take, Write};

use encoding_rs::Encoding;
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::document::file::limits::Limits;
use crate::document::file::source::{Opened, Source};
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
pub struct Package {
    archive: ZipArchive<Opened>,
    part: u64,
    whole: u64,
}

impl Package {
    /// A text document (docx, odt) of these bytes.
    pub(crate) fn text_document(bytes: &[u8]) -> Result<Self, Finding> {
        Self::open(&Source::bytes("", bytes), &Limits::text_document())
    }

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
        let known = [CompressionMethod::Stored, CompressionMethod::Deflated, CompressionMethod::Bzip2];
        if !known.contains(&file.compression()) {
            return Err(Finding::new("archive-method"));
        }
        Ok(file.take(self.whole))
    }

    /// A part held whole, as text; one that is no text in its own encoding is damaged, for its words are answers.
    pub fn text(&mut self, name: &str) -> Result<String, Finding> {
        self.coded(name).map(|coded| coded.text)
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
        self.repack(&new, &BTreeSet::new()).map_err(|_| Finding::new("damaged"))
    }

    /// The file without some of its parts, and with others that say something else.
    pub(crate) fn without(
        mut self,
        dropped: &BTreeSet<String>,
        texts: BTreeMap<String, String>,
    ) -> Result<Vec<u8>, Finding> {
        let mut new: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (name, text) in texts {
            let bytes = self.coded(&name)?.encode(text);
            new.extend(self.index(&name).map(|index| (index, bytes)));
        }
        let gone = dropped.iter().filter_map(|name| self.archive.index_for_name(name)).collect();
        let new = new.iter().map(|(index, bytes)| (*index, bytes.as_slice())).collect();
        self.repack(&new, &gone).map_err(|_| Finding::new("damaged"))
    }

    /// The same, of parts as text, each in the encoding that it had.
    pub(crate) fn patched_texts(mut self, parts: BTreeMap<String, String>) -> Result<Vec<u8>, Finding> {
        let encoded = parts.into_iter().map(|(name, text)| Ok((self.coded(&name)?.encode(text), name)));
        let encoded: BTreeMap<String, Vec<u8>> =
            encoded.map(|part| part.map(|(bytes, name)| (name, bytes))).collect::<Result<_, Finding>>()?;
        self.patched(&encoded)
    }

    fn repack(&mut self, new: &BTreeMap<usize, &[u8]>, gone: &BTreeSet<usize>) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(self.archive.comment().into())?;
        for i in (0..self.archive.len()).filter(|i| !gone.contains(i)) {
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
fn refused(error: &ZipError, name: &str) -> Finding {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Finding::new("encrypted"),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Finding::new("archive-method"),
        _ => Finding::new("damaged-part").with("part", name),
    }
}

/// The encoding of a part that is not plain UTF-8, with the length of its byte order mark: by that mark, else by the look
/// of its first bytes, else by what it declares. See appendix F of XML 1.0.
fn encoding(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = Encoding::for_bom(bytes) {
        return Some(marked);
    }
    match bytes {
        [b'<', 0, ..] => Some((encoding_rs::UTF_16LE, 0)),
        [0, b'<', ..] => Some((encoding_rs::UTF_16BE, 0)),
        _ if std::str::from_utf8(bytes).is_ok() => None,
        _ => declared(bytes).map(|encoding| (encoding, 0)),
    }
}

/// Whether a part, by its beginning, is in another encoding than UTF-8.
pub(crate) fn is_other_encoding(beginning: &[u8]) -> bool {
    let looks = encoding(&beginning[..beginning.len().min(4)]).map(|(encoding, _)| encoding);
    looks.or_else(|| declared(beginning)).is_some_and(|encoding| encoding != encoding_rs::UTF_8)
}

/// The encoding that the first line of an xml declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let line = bytes.get(..bytes.iter().position(|byte| *byte == b'>')?)?;
    let name = std::str::from_utf8(line).ok()?.split_once("encoding=")?.1;
    Encoding::for_label(name.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?.as_bytes())
}

/// Xml as text that goes back to bytes as it came.
#[derive(Debug)]
pub struct Coded {
    pub text: String,
    /// Its encoding and whether a byte order mark stands in front; none for plain UTF-8.
    encoding: Option<(&'static Encoding, bool)>,
}

impl Coded {
    /// None where the bytes are no text.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        let Some((encoding, mark)) = encoding(&bytes) else {
            return Some(Self { text: String::from_utf8(bytes).ok()?, encoding: None });
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?.into_owned();
        Some(Self { text, encoding: Some((encoding, mark > 0)) })
    }

    /// Another text in the same encoding, with the same mark.
    pub fn encode(&self, text: String) -> Vec<u8> {
        let Some((encoding, marked)) = self.encoding else { return text.into_bytes() };
        let text = if marked { format!("\u{feff}{text}") } else { text };
        if encoding == encoding_rs::UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == encoding_rs::UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        // What the encoding lacks becomes a character reference, which any reader of xml understands.
        encoding.encode(&text).0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Coded;

    #[test]
    fn a_part_goes_back_in_the_encoding_that_it_came_in() {
        let xml = "<?xml version=\"1.0\"?><p>Zoë</p>";
        let utf16: Vec<u8> = xml.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE][..], &xml.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat();
        let utf8 = [&[0xEF, 0xBB, 0xBF], xml.as_bytes()].concat();
        for bytes in [xml.as_bytes().to_vec(), utf16, marked, utf8] {
            let coded = Coded::new(bytes.clone()).expect("text");
            assert_eq!(coded.text, xml);
            assert_eq!(coded.encode(xml.to_owned()), bytes);
        }
    }

    #[test]
    fn a_declared_encoding_is_believed_where_the_bytes_are_no_utf_8() {
        let coded = Coded::new(b"<?xml version='1.0' encoding='ISO-8859-1'?><p>Zo\xEB</p>".to_vec()).expect("text");
        assert!(coded.text.ends_with("<p>Zoë</p>"), "{}", coded.text);
        assert!(coded.encode("Zoë ☒".to_owned()).ends_with(b"Zo\xEB &#9746;"));
    }
}
