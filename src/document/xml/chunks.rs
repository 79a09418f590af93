//! A large xml part in pieces that end after a closing tag, so that it is parsed without being held whole.

use std::io::Read;

use memchr::memmem::FinderRev;

use crate::document::file::package::{Coded, is_other_encoding};
use crate::finding::Finding;

/// Bytes that are read at a time.
const STEP: usize = 256 * 1024;
/// A single row larger than this is no row.
const LONGEST: usize = 64 << 20;

/// The pieces of one part.
pub struct Chunks<R> {
    reader: R,
    closing: FinderRev<'static>,
    /// What was read and not yet handed on.
    held: Vec<u8>,
    piece: String,
    part: String,
    ended: bool,
}

impl<R: Read> Chunks<R> {
    /// Pieces of the part of this name that end after a closing tag whose name ends in `closing`, given as `row>`.
    pub fn new(reader: R, closing: &'static str, part: &str) -> Self {
        let closing = FinderRev::new(closing);
        Self { reader, closing, held: Vec::new(), piece: String::new(), part: part.to_owned(), ended: false }
    }

    /// The next piece; the last one ends where the part ends.
    pub fn next_piece(&mut self) -> Result<Option<&str>, Finding> {
        let mut scanned = 0;
        while !self.ended {
            self.fill()?;
            if let Some(end) = self.last_closing(scanned) {
                return self.take(end).map(Some);
            }
            scanned = self.held.len().saturating_sub(64);
            if self.held.len() > LONGEST {
                return Err(Finding::new("too-large").with("size", LONGEST >> 20));
            }
        }
        let left = self.held.len();
        if left == 0 { Ok(None) } else { self.take(left).map(Some) }
    }

    /// The first bytes of what was read, as text. Bytes that are no text in the part's encoding end it.
    fn take(&mut self, len: usize) -> Result<&str, Finding> {
        let rest = self.held.split_off(len);
        let piece = std::mem::replace(&mut self.held, rest);
        match String::from_utf8(piece) {
            Ok(piece) => self.piece = piece,
            Err(_) => {
                (self.ended, self.held) = (true, Vec::new());
                return Err(self.damaged());
            }
        }
        Ok(&self.piece)
    }

    fn damaged(&self) -> Finding {
        Finding::new("damaged-part").with("part", &self.part)
    }

    fn fill(&mut self) -> Result<(), Finding> {
        let before = self.held.len();
        let first = before == 0;
        self.reader.by_ref().take(STEP as u64).read_to_end(&mut self.held).map_err(|_| Finding::new("truncated"))?;
        self.ended = self.held.len() - before < STEP;
        if first && is_other_encoding(&self.held) {
            self.reader
                .by_ref()
                .take(LONGEST as u64)
                .read_to_end(&mut self.held)
                .map_err(|_| Finding::new("truncated"))?;
            let coded = Coded::new(std::mem::take(&mut self.held)).ok_or_else(|| self.damaged())?;
            self.held = coded.text.into_bytes();
            self.ended = true;
        }
        Ok(())
    }

    /// Where the last closing tag ends that lies beyond `from`.
    fn last_closing(&self, from: usize) -> Option<usize> {
        if self.ended {
            return Some(self.held.len()).filter(|len| *len > 0);
        }
        let mut until = self.held.len();
        while let Some(at) = self.closing.rfind(&self.held[from..until]) {
            let at = from + at;
            let tag = memchr::memrchr(b'<', &self.held[..at])?;
            let prefix = &self.held[tag + 1..at];
            if prefix == b"/" || (prefix.starts_with(b"/") && prefix.ends_with(b":")) {
                return Some(at + self.closing.needle().len());
            }
            until = at;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_part_and_end_after_rows() {
        let row = "<x:row r=\"1\"><c><v>é arrow></v></c></x:row>";
        let part = format!("<sheetData>{}</sheetData>", row.repeat(20_000));
        let mut chunks = Chunks::new(part.as_bytes(), "row>", "sheet1.xml");
        let mut pieces = Vec::new();
        while let Some(piece) = chunks.next_piece().expect("readable") {
            pieces.push(piece.to_owned());
        }
        assert!(pieces.len() > 3);
        assert!(pieces[..pieces.len() - 1].iter().all(|piece| piece.ends_with("</x:row>")));
        assert_eq!(pieces.concat(), part);
    }

    #[test]
    fn bytes_that_are_no_text_end_the_part_and_a_declared_encoding_is_read() {
        let read = |part: &[u8]| {
            let mut chunks = Chunks::new(part, "row>", "sheet1.xml");
            let piece = chunks.next_piece().map(|piece| piece.map(str::to_owned));
            (piece, chunks.next_piece().map(|piece| piece.map(str::to_owned)))
        };
        let (broken, after) = read(b"<row><t>Zo\xEB</t></row>");
        assert_eq!(broken.expect_err("no text").code, "damaged-part");
        assert_eq!(after.expect("the end"), None);
        let (latin, _) = read(b"<?xml version='1.0' encoding='ISO-8859-1'?><row><t>Zo\xEB</t></row>");
        assert!(latin.expect("text").expect("a piece").contains("Zoë"));
    }
}
