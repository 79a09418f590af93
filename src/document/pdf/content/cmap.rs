//! Which characters the codes of a font stand for: a `ToUnicode` table.

use std::collections::HashMap;

/// The most characters that one table may name.
const MOST: usize = 70_000;

/// Characters by code, and how many bytes a code takes.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct CMap {
    chars: HashMap<u32, String>,
    ranges: Vec<(u32, u32, Vec<u16>)>,
    /// Bytes of each code; 0 when the table does not say it.
    pub(in crate::document::pdf) bytes: usize,
}

/// A word of the table.
#[derive(Debug, PartialEq)]
enum Word<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Other(&'a [u8]),
}

impl CMap {
    /// Reads a table; what is not understood is passed over.
    pub(in crate::document::pdf) fn parse(table: &[u8]) -> Self {
        let mut cmap = Self::default();
        let mut held: Vec<Word<'_>> = Vec::new();
        for word in words(table) {
            match word {
                Word::Other(b"endcodespacerange") => cmap.space(&held),
                Word::Other(b"endbfchar") => cmap.singles(&held),
                Word::Other(b"endbfrange") => cmap.spans(&held),
                Word::Other(_) => {}
                other => {
                    held.push(other);
                    continue;
                }
            }
            held.clear();
        }
        cmap
    }

    /// What `code` stands for.
    pub(in crate::document::pdf) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.chars.get(&code) {
            return Some(text.clone());
        }
        let (from, _, first) = self.ranges.iter().rev().find(|(from, to, _)| (*from..=*to).contains(&code))?;
        Some(counted(first, code - from))
    }

    fn space(&mut self, held: &[Word<'_>]) {
        if let Some(Word::Hex(low)) = held.first() {
            self.bytes = low.len().clamp(1, 2);
        }
    }

    fn singles(&mut self, held: &[Word<'_>]) {
        for pair in held.chunks_exact(2) {
            if let [Word::Hex(code), Word::Hex(text)] = pair
                && self.chars.len() < MOST
            {
                self.chars.insert(number(code), String::from_utf16_lossy(&units(text)));
            }
        }
    }

    fn spans(&mut self, held: &[Word<'_>]) {
        let mut rest = held;
        while let [Word::Hex(from), Word::Hex(to), tail @ ..] = rest {
            let (from, to) = (number(from), number(to));
            match tail {
                [Word::Hex(first), after @ ..] => {
                    self.span(from, to, units(first));
                    rest = after;
                }
                [Word::Open, after @ ..] => {
                    let end = after.iter().position(|word| *word == Word::Close).unwrap_or(after.len());
                    for (code, word) in (from..=to).zip(&after[..end]) {
                        if let (Word::Hex(text), true) = (word, self.chars.len() < MOST) {
                            self.chars.insert(code, String::from_utf16_lossy(&units(text)));
                        }
                    }
                    rest = after.get(end + 1..).unwrap_or(&[]);
                }
                _ => return,
            }
        }
    }
}

impl CMap {
    /// Short ranges are written out; long ones are few.
    fn span(&mut self, from: u32, to: u32, first: Vec<u16>) {
        if from > to {
            return;
        }
        if to - from > 256 || self.chars.len() > MOST {
            if self.ranges.len() < 256 {
                self.ranges.push((from, to, first));
            }
            return;
        }
        for code in from..=to {
            let text = counted(&first, code - from);
            self.chars.insert(code, text);
        }
    }
}

/// The text of the code that is `by` further than that of `first`.
fn counted(first: &[u16], by: u32) -> String {
    let mut units = first.to_vec();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(u16::try_from(by & 0xFFFF).unwrap_or(0));
    }
    String::from_utf16_lossy(&units)
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |sum: u32, &byte| (sum << 8) | u32::from(byte))
}

fn units(text: &[u8]) -> Vec<u16> {
    match text {
        [one] => vec![u16::from(*one)],
        _ => text.as_chunks::<2>().0.iter().map(|&pair| u16::from_be_bytes(pair)).collect(),
    }
}

fn words(table: &[u8]) -> impl Iterator<Item = Word<'_>> {
    let mut rest = table;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_ascii_start();
            let (first, tail) = rest.split_first()?;
            let (word, after) = match first {
                b'%' => {
                    let end = tail.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(tail.len());
                    rest = &tail[end..];
                    continue;
                }
                b'<' if tail.first() != Some(&b'<') => {
                    let end = tail.iter().position(|b| *b == b'>').unwrap_or(tail.len());
                    (Word::Hex(hex(&tail[..end])), tail.get(end + 1..).unwrap_or(&[]))
                }
                b'[' => (Word::Open, tail),
                b']' => (Word::Close, tail),
                _ => {
                    let stop = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'<' | b'[' | b']' | b'%');
                    let end = tail.iter().position(stop).map_or(rest.len(), |at| at + 1);
                    (Word::Other(&rest[..end]), &rest[end..])
                }
            };
            rest = after;
            return Some(word);
        }
    })
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        digits.iter().filter_map(|b| char::from(*b).to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect();
    digits.chunks(2).map(|pair| (pair[0] << 4) | pair.get(1).unwrap_or(&0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_characters_singly_and_in_ranges() {
        let table = b"/CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar % ligature\n\
            2 beginbfrange <0024><0026><0041> <0030> <0031> [<20AC> <D83DDE00>] endbfrange";
        let cmap = CMap::parse(table);
        assert_eq!(cmap.bytes, 2);
        let cases = [(3, " "), (0x10, "fi"), (0x24, "A"), (0x26, "C"), (0x30, "\u{20ac}"), (0x31, "\u{1f600}")];
        for (code, text) in cases {
            assert_eq!(cmap.get(code).as_deref(), Some(text), "{code:x}");
        }
        assert_eq!(cmap.get(0x27), None);
    }

    #[test]
    fn a_range_of_everything_costs_nothing() {
        let cmap = CMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange");
        assert_eq!(cmap.get(65).as_deref(), Some("A"));
    }
}
