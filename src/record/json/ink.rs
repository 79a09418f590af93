//! JSON set down straight into bytes.

use std::fmt;

use crate::text::place::{Place, letters};

/// Each text it is given, escaped, inside a JSON string.
pub(super) struct Escaped<'a>(pub(super) &'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(text, self.0);
        Ok(())
    }
}

/// A JSON string.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    escape(text, out);
    out.push(b'"');
}

/// A place as it is printed, as a JSON string.
pub(super) fn place(place: &Place, out: &mut Vec<u8>) {
    out.push(b'"');
    printed(place, out);
    out.push(b'"');
}

/// A place inside a JSON string; the kinds that most answers have by the quicker way.
pub(super) fn printed(place: &Place, out: &mut Vec<u8>) {
    match place {
        Place::Cell { sheet, at, to: None } => {
            escape(sheet, out);
            let mut room = [b'!'; 1 + 7 + 10];
            let mut length = 1;
            for some in [letters(at.col, &mut [0; 7]), digits(at.row.saturating_add(1), &mut [0; 10])] {
                room[length..length + some.len()].copy_from_slice(some);
                length += some.len();
            }
            out.extend_from_slice(&room[..length]);
        }
        Place::Record { row, col } => numbered(&[("rij ", *row), (", kolom ", *col)], out),
        Place::TableCell { table, row, cell } => {
            numbered(&[("tabel ", *table), (", rij ", *row), (", cel ", *cell)], out);
        }
        Place::Paragraph(n) => numbered(&[("alinea ", *n)], out),
        Place::After { place, label } => {
            printed(place, out);
            out.extend_from_slice(b" na \\\"");
            escape(label, out);
            out.extend_from_slice(b"\\\"");
        }
        Place::Inside { part, place } => {
            escape(part, out);
            out.extend_from_slice(b" > ");
            printed(place, out);
        }
        other => _ = fmt::Write::write_fmt(&mut Escaped(out), format_args!("{other}")),
    }
}

/// Words, each with a number behind it.
fn numbered(words: &[(&str, u32)], out: &mut Vec<u8>) {
    for (word, n) in words {
        out.extend_from_slice(word.as_bytes());
        number(*n, out);
    }
}

/// The text with what JSON forbids inside a string written as an escape.
pub(super) fn escape(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    if is_plain(bytes) {
        return out.extend_from_slice(bytes);
    }
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !ESCAPED[usize::from(byte)] {
            continue;
        }
        out.extend_from_slice(&bytes[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), HEX[usize::from(byte & 15)]]),
        }
    }
    out.extend_from_slice(&bytes[from..]);
}

/// Whether surely no byte needs an escape, as in nearly every text: told of eight bytes at once.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        if let (Some([a, b, c, d]), Some([e, f, g, h])) = (bytes.first_chunk(), bytes.last_chunk()) {
            return suspects([*a, *b, *c, *d, *e, *f, *g, *h]) == 0;
        }
        return !bytes.iter().any(|byte| ESCAPED[usize::from(*byte)]);
    };
    let any = bytes.as_chunks().0.iter().fold(suspects(*last), |any, eight| any | suspects(*eight));
    any == 0
}

/// Not zero where one of the bytes may be a control character, a quotation mark or a backslash.
fn suspects(eight: [u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let all = u64::from_ne_bytes(eight);
    let below = |bound: u8, bytes: u64| bytes.wrapping_sub(ONES * u64::from(bound)) & !bytes;
    let same = |byte: u8| below(1, all ^ (ONES * u64::from(byte)));
    (below(b' ', all) | same(b'"') | same(b'\\')) & (ONES << 7)
}

/// The bytes that JSON forbids inside a string.
const ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        escaped[byte] = true;
        byte += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

const HEX: [u8; 16] = *b"0123456789abcdef";

/// A number in digits.
pub(super) fn number(n: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(digits(n, &mut [0; 10]));
}

/// The digits of a number, set down at the end of `room`.
fn digits(n: u32, room: &mut [u8; 10]) -> &[u8] {
    let mut at = room.len();
    let mut rest = n;
    loop {
        at -= 1;
        room[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            return &room[at..];
        }
    }
}

/// Ends an object or an array whose every member was followed by a comma.
pub(super) fn close(bracket: u8, out: &mut Vec<u8>) {
    match out.last_mut() {
        Some(last) if *last == b',' => *last = bracket,
        _ => out.push(bracket),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::{any, proptest};

    use crate::text::place::Spot;

    use super::*;

    proptest! {
        #[test]
        fn every_string_and_number_is_json(text in any::<String>(), n in any::<u32>()) {
            let mut out = Vec::new();
            string(&text, &mut out);
            assert_eq!(serde_json::from_slice::<String>(&out).expect("a json string"), text);
            out.clear();
            number(n, &mut out);
            assert_eq!(out, n.to_string().into_bytes());
            let spot = Spot { row: n % 2_000_000, col: n % 20_000 };
            let cell = Place::TableCell { table: n, row: n, cell: n };
            let label: Arc<str> = text.into();
            let after = Place::Paragraph(n).after(&label);
            let line = Place::Line { page: n, line: n, part: 1 };
            for at in [
                Place::cell(&label, spot), Place::Record { row: n, col: n }, after, cell.inside(&label), line,
            ] {
                out.clear();
                place(&at, &mut out);
                assert_eq!(serde_json::from_slice::<String>(&out).expect("a json string"), at.to_string());
            }
        }
    }
}
