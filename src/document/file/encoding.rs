//! Text in whatever encoding an export was written in, decoded as it is read.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are read at a time.
const STEP: usize = 64 * 1024;

/// How bytes become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// UTF-8; a byte that cannot be is taken as Windows-1252, as where exports were pasted together.
    Utf8,
    Other(&'static Encoding),
}

impl Writing {
    /// Found out from the first bytes of a file, with the length of its byte order mark.
    pub fn of(head: &[u8]) -> (Self, usize) {
        if let Some((encoding, mark)) = Encoding::for_bom(head) {
            return (if encoding == encoding_rs::UTF_8 { Self::Utf8 } else { Self::Other(encoding) }, mark);
        }
        if let Some(encoding) = utf_16(head) {
            return (Self::Other(encoding), 0);
        }
        match std::str::from_utf8(head) {
            Ok(_) => return (Self::Utf8, 0),
            Err(cut) if cut.error_len().is_none() => return (Self::Utf8, 0),
            Err(_) => {}
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(head, true);
        let guessed = detector.guess(Some(b"nl"), Utf8Detection::Deny);
        (Self::Other(if guessed.is_single_byte() { guessed } else { WINDOWS_1252 }), 0)
    }

    /// The first bytes of a file as text.
    pub fn text(head: &[u8]) -> String {
        let (writing, mark) = Self::of(head);
        match writing {
            Self::Utf8 => String::from_utf8_lossy(&head[mark..]).into_owned(),
            Self::Other(encoding) => encoding.decode_without_bom_handling(&head[mark..]).0.into_owned(),
        }
    }
}

/// UTF-16 without a mark: in western text every other byte is zero.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let mostly = |many: usize, few: usize| many * 10 > half * 7 && few * 20 < half;
    match half {
        0 | 1 => None,
        _ if mostly(odd, even) => Some(UTF_16LE),
        _ if mostly(even, odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// Decoded text as UTF-8 bytes, without NUL.
pub struct Decoded<R> {
    reader: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    text: Vec<u8>,
    used: usize,
    ended: bool,
    /// Bytes that may be handed on before the next beginning, and how many were.
    most: usize,
    since: usize,
    /// Whether a NUL was passed over.
    pub nul: bool,
    /// Whether the number of quotes so far is odd.
    pub odd_quotes: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes from where `reader` stands, after a byte order mark.
    pub fn new(reader: R, writing: Writing) -> Self {
        let decoder = match writing {
            Writing::Utf8 => None,
            Writing::Other(encoding) => Some(encoding.new_decoder_without_bom_handling()),
        };
        let (raw, text) = (Vec::new(), Vec::new());
        Self {
            reader,
            decoder,
            raw,
            text,
            used: 0,
            ended: false,
            most: usize::MAX,
            since: 0,
            nul: false,
            odd_quotes: false,
        }
    }

    /// Hands on no more than this many bytes between two beginnings.
    #[must_use]
    pub fn within(self, most: usize) -> Self {
        Self { most, ..self }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.used = 0;
        let before = self.raw.len();
        self.reader.by_ref().take(STEP as u64).read_to_end(&mut self.raw)?;
        self.ended = self.raw.len() == before;
        if self.decoder.is_some() {
            self.decode();
        } else {
            self.mend();
        }
        if memchr::memchr(0, &self.text).is_some() {
            self.nul = true;
            self.text.retain(|byte| *byte != 0);
        }
        self.odd_quotes ^= memchr::memchr_iter(b'"', &self.text).count() % 2 == 1;
        Ok(())
    }

    fn decode(&mut self) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut text = String::new();
        let mut from = 0;
        loop {
            text.reserve(self.raw.len() * 3 + 16);
            let (result, read, _) = decoder.decode_to_string(&self.raw[from..], &mut text, self.ended);
            from += read;
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        self.raw.clear();
        self.text = text.into_bytes();
    }

    fn mend(&mut self) {
        let mut from = 0;
        loop {
            match std::str::from_utf8(&self.raw[from..]) {
                Ok(_) if from == 0 => {
                    std::mem::swap(&mut self.text, &mut self.raw);
                    return;
                }
                Ok(_) => {
                    self.text.extend_from_slice(&self.raw[from..]);
                    from = self.raw.len();
                    break;
                }
                Err(wrong) => {
                    let good = from + wrong.valid_up_to();
                    self.text.extend_from_slice(&self.raw[from..good]);
                    from = good;
                    if wrong.error_len().is_none() && !self.ended {
                        break;
                    }
                    let (letter, ..) = WINDOWS_1252.decode_without_bom_handling(&self.raw[from..=from]);
                    self.text.extend_from_slice(letter.as_bytes());
                    from += 1;
                }
            }
        }
        self.raw.drain(..from);
    }
}

impl<R> Decoded<R> {
    /// Something new begins, such as a row.
    pub fn begin(&mut self) {
        self.since = 0;
    }

    /// Whether more was asked since the last beginning than is handed on.
    pub fn is_over(&self) -> bool {
        self.since > self.most
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.used == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        if self.is_over() {
            return Err(io::Error::other("too much"));
        }
        let n = buf.len().min(self.text.len() - self.used);
        self.since += n;
        buf[..n].copy_from_slice(&self.text[self.used..self.used + n]);
        self.used += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_writing_is_found_out_and_decoded() {
        let text = "Naam;Bedrag\r\nFrançoise Ëlise;€ 12,50\r\n";
        let (latin, ..) = WINDOWS_1252.encode(text);
        let units = |swap: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(swap).collect::<Vec<u8>>();
        let marked = |mark: &[u8], rest: Vec<u8>| [mark.to_vec(), rest].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
            latin.to_vec(),
            units(u16::to_le_bytes),
            units(u16::to_be_bytes),
            marked(b"\xFF\xFE", units(u16::to_le_bytes)),
            marked(b"\xFE\xFF", units(u16::to_be_bytes)),
        ] {
            let (writing, mark) = Writing::of(&bytes);
            let mut decoded = String::new();
            Decoded::new(&bytes[mark..], writing).read_to_string(&mut decoded).expect("decoded");
            assert_eq!(decoded, text, "{writing:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_taken_as_windows_1252() {
        let bytes = [b"a".repeat(70_000), b"\xC3\xAB Fran\xE7ois \xE2\x82".to_vec()].concat();
        let mut decoded = String::new();
        Decoded::new(&bytes[..], Writing::Utf8).read_to_string(&mut decoded).expect("decoded");
        assert!(decoded.ends_with("aë François â‚"), "{}", &decoded[69_999..]);
    }
}
