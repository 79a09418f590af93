//! The shared strings of an old workbook that have letters of several fonts, which calamine leaves out.

use std::collections::HashMap;

/// The strings of the workbook, and a record that goes on with the one before it.
const STRINGS: u16 = 0x00FC;
const FURTHER: u16 = 0x003C;

/// Of each such string, by its number, from which letter on it has which font.
pub(super) fn of<'b>(records: impl Iterator<Item = (u16, &'b [u8])>) -> HashMap<u32, Vec<(usize, u16)>> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for (kind, data) in records {
        match kind {
            STRINGS if parts.is_empty() => parts.push(data),
            FURTHER if !parts.is_empty() => parts.push(data),
            _ if !parts.is_empty() => break,
            _ => {}
        }
    }
    let mut found = HashMap::new();
    let mut reader = Reader { parts, part: 0, at: 8 };
    for number in 0..u32::MAX {
        match reader.string() {
            Some(runs) if runs.is_empty() => {}
            Some(runs) => drop(found.insert(number, runs)),
            None => break,
        }
    }
    found
}

/// The same of a cell of a workbook before Excel 97: its place and style, its letters of a byte each, and their fonts.
pub(super) fn of_cell(data: &[u8]) -> Option<Vec<(usize, u16)>> {
    let letters = usize::from(u16::from_le_bytes([*data.get(6)?, *data.get(7)?]));
    let (runs, _) = data.get(9 + letters..)?.as_chunks::<2>();
    let count = usize::from(*data.get(8 + letters)?);
    Some(runs.iter().take(count).map(|[at, font]| (usize::from(*at), u16::from(*font))).collect())
}

/// Reads on over the ends of records.
struct Reader<'b> {
    parts: Vec<&'b [u8]>,
    part: usize,
    at: usize,
}

impl Reader<'_> {
    /// The fonts of the next string; none at the end, or where the record says something else than it should.
    fn string(&mut self) -> Option<Vec<(usize, u16)>> {
        let letters = usize::from(self.half()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.half()?) } else { 0 };
        let further = if flags & 4 != 0 { usize::from(self.half()?) | usize::from(self.half()?) << 16 } else { 0 };
        self.letters(letters, flags & 1 != 0)?;
        let found: Option<Vec<(usize, u16)>> =
            (0..runs).map(|_| Some((usize::from(self.half()?), self.half()?))).collect();
        self.skip(further)?;
        found
    }

    /// Passes the letters; where a record ends among them, the next one says again how wide they are.
    fn letters(&mut self, count: usize, wide: bool) -> Option<()> {
        let (mut left, mut wide) = (count, wide);
        while left > 0 {
            let here = self.parts.get(self.part)?.len().saturating_sub(self.at);
            let width = if wide { 2 } else { 1 };
            let read = left.min(here / width);
            self.at += read * width;
            left -= read;
            if left > 0 {
                self.part += 1;
                wide = self.parts.get(self.part)?.first()? & 1 != 0;
                self.at = 1;
            }
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        let byte = *self.parts[self.part].get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn half(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        let mut left = count;
        while left > 0 {
            let here = self.parts.get(self.part)?.len().saturating_sub(self.at);
            let read = left.min(here);
            (self.at, left) = (self.at + read, left - read);
            if left > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_found_over_the_ends_of_records() {
        let head = [2, 0, 0, 0, 2, 0, 0, 0];
        let plain = [2, 0, 0, b'j', b'a'];
        let rich = [4, 0, 8, 1, 0, b'n', b'e'];
        let first = [&head[..], &plain, &rich].concat();
        let second = [1, b'e', 0, b'n', 0, 2, 0, 5, 0];
        let records = [(0x0085, &[][..]), (STRINGS, &first[..]), (FURTHER, &second[..]), (0x000A, &[][..])];
        assert_eq!(of(records.into_iter()), HashMap::from([(1, vec![(2, 5)])]));
        assert!(of([(STRINGS, &first[..])].into_iter()).is_empty());
        let cell = [0, 0, 0, 0, 0, 0, 2, 0, b'j', b'a', 1, 1, 6];
        assert_eq!(of_cell(&cell), Some(vec![(1, 6)]));
        assert_eq!(of_cell(&cell[..8]), None);
    }
}
