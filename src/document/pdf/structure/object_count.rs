//! How many objects a pdf would become, estimated from its bytes before they are parsed: an empty list of two bytes
//! takes some six hundred in memory, so a small file may ask for more than a machine has.

use lopdf::{DecompressError, Dictionary, Object, Stream};
use memchr::memmem;

/// The heaviest file that is parsed; a unit is some hundred bytes of memory, and a form of twenty pages has thousands.
pub(in crate::document::pdf) const MOST: usize = 1_000_000;

/// The heaviest single operation of a drawing.
const OPERATION: usize = 100_000;

/// What a list or a dictionary weighs, in words.
const LIST: usize = 6;

/// The weight of a file: of what stands outside its streams, and of the objects packed into streams; none where those
/// unpack to more than is allowed.
pub(in crate::document::pdf) fn file(bytes: &[u8]) -> Option<usize> {
    let (mut weight, mut from) = (0, 0);
    let mut room = crate::document::pdf::LONGEST_STREAM;
    for (begin, end) in streams(bytes) {
        weight += words(&bytes[from..begin]);
        if memmem::find(own(&bytes[from..begin]), b"ObjStm").is_some() {
            let (heavy, length) = packed(&bytes[begin + 6..end], room)?;
            weight += heavy;
            room -= length;
        }
        from = end;
    }
    Some(weight + words(&bytes[from..]))
}

/// Whether a stream claims to be longer than the rest of the file.
pub(in crate::document::pdf) fn is_torn(bytes: &[u8]) -> bool {
    let mut from = 0;
    streams(bytes).into_iter().any(|(begin, end)| {
        let dict = own(&bytes[std::mem::replace(&mut from, end)..begin]);
        claimed(dict).is_some_and(|length| length > bytes.len() - begin)
    })
}

/// Where the streams of a file begin and end.
fn streams(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in memmem::find_iter(bytes, b"stream") {
        if found.last().is_none_or(|last| at >= last.1) && is_stream(&bytes[..at], &bytes[at + 6..]) {
            let end = memmem::find(&bytes[at..], b"endstream").map_or(bytes.len(), |length| at + length);
            found.push((at, end));
        }
    }
    found
}

/// The drawing up to an operation that is heavier than any of a form; whether that cut it short.
pub(in crate::document::pdf) fn drawing(bytes: &[u8]) -> (&[u8], bool) {
    let (mut weight, mut depth) = (0, 0_usize);
    let mut words = Words { bytes, at: 0 };
    while let Some((at, word)) = words.next() {
        match word {
            b'(' => words.at = at + string(&bytes[at..]),
            b'I' if bytes[at..].starts_with(b"ID") => words.at = at + memmem::find(&bytes[at..], b"EI").unwrap_or(2),
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let operator = depth == 0 && (word.is_ascii_alphabetic() || word == b'\'' || word == b'"');
        weight = if operator { 0 } else { weight + weight_of(word) };
        if weight > OPERATION {
            return (&bytes[..at], true);
        }
    }
    (bytes, false)
}

/// The length of the string in brackets that these bytes begin with.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => at += 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

/// Whether the word `stream` between these bytes begins one.
fn is_stream(before: &[u8], after: &[u8]) -> bool {
    before.trim_ascii_end().ends_with(b">>") && matches!(after.first(), Some(b'\r' | b'\n'))
}

/// The dictionary of the stream that these bytes lead up to.
fn own(before: &[u8]) -> &[u8] {
    &before[memmem::rfind(before, b"obj").unwrap_or(0)..]
}

/// The length that a dictionary itself says its stream has; none where it refers to another place.
fn claimed(dict: &[u8]) -> Option<usize> {
    let at = memmem::find(dict, b"/Length ")? + 8;
    let rest = dict[at..].trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let refers = rest[digits..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit);
    if refers { None } else { std::str::from_utf8(&rest[..digits]).ok()?.parse().ok() }
}

/// The weight and the length of objects packed into a stream; none where they take more than there is room for.
fn packed(content: &[u8], room: usize) -> Option<(usize, usize)> {
    let content = content.strip_prefix(b"\r").unwrap_or(content);
    let content = content.strip_prefix(b"\n").unwrap_or(content);
    let dict = Dictionary::from_iter([("Filter", Object::Name(b"FlateDecode".to_vec()))]);
    let stream = Stream::new(dict, content.to_vec());
    match stream.get_plain_content_with_limit(room) {
        Ok(unpacked) => Some((words(&unpacked), unpacked.len())),
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => None,
        Err(_) => Some((0, 0)),
    }
}

fn words(bytes: &[u8]) -> usize {
    Words { bytes, at: 0 }.map(|(_, word)| weight_of(word)).sum()
}

fn weight_of(word: u8) -> usize {
    if matches!(word, b'[' | b'<') { LIST } else { 1 }
}

/// The words of some bytes: where each begins, and its first byte.
struct Words<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<(usize, u8)> {
        let blank = |byte: &u8| matches!(byte, 0 | b'\t' | b'\n' | b'\r' | 0x0C | b' ');
        let ends = |byte: &u8| blank(byte) || b"[]<>(){}/%".contains(byte);
        let begin = self.at + self.bytes[self.at..].iter().position(|byte| !blank(byte))?;
        let first = self.bytes[begin];
        let rest = &self.bytes[begin + 1..];
        let length = if b"[]<>(){}".contains(&first) { 0 } else { rest.iter().position(ends).unwrap_or(rest.len()) };
        self.at = begin + 1 + length;
        Some((begin, first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_lists_are_counted_outside_streams() {
        assert_eq!(words(b"1 0 obj\n<< /Kids [3 0 R] >>"), 3 + 2 * LIST + 1 + LIST + 3 + 1 + 2);
        assert_eq!(file(b"<< /Length 9 >>\nstream\n[ [ [ [ [\nendstream 1"), Some(words(b"<< /Length 9 >>") + 2));
        assert_eq!(file(b"a stream of words"), Some(4));
    }

    #[test]
    fn a_stream_that_claims_more_than_there_is_is_torn() {
        assert!(is_torn(b"4 0 obj << /Length 900 >>\nstream\nBT ET\nendstream"));
        assert!(!is_torn(b"4 0 obj << /Length 900 0 R >>\nstream\nBT ET\nendstream"));
        assert!(!is_torn(b"4 0 obj << /Length 5 >>\nstream\nBT ET\nendstream"));
    }

    #[test]
    fn a_drawing_is_cut_before_an_operation_that_is_too_heavy() {
        let light = b"[(a[[\\() -20 (b(<))] TJ BI /W 1 ID [[[[ EI ".repeat(30_000);
        assert_eq!(drawing(&light), (&light[..], false));
        let heavy = [b"BT [".to_vec(), b"[]".repeat(50_000), b"] TJ ET".to_vec()].concat();
        let (kept, cut) = drawing(&heavy);
        assert!(cut && kept.len() < heavy.len());
    }
}
