//! Sheets of which the cells stand far apart: rows and columns without any value are left out of the copy that calamine reads,
//! which lays a sheet out as one block with a place for every cell.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::place::Spot;

/// Below this many places a block costs little.
const FEW: usize = 2 << 20;

/// The records of one cell, and the one of several numbers beside each other.
const SINGLE: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];
const NUMBERS: u16 = 0x00BD;
const DIMENSIONS: u16 = 0x0200;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// The rows and columns of a sheet that hold values, in their order.
#[derive(Debug, PartialEq, Eq)]
pub struct OccupiedGrid {
    rows: Vec<u16>,
    cols: Vec<u16>,
}

impl OccupiedGrid {
    /// Where a cell of the copy really stands.
    pub fn spot(&self, row: u32, col: u32) -> Option<Spot> {
        let of = |all: &[u16], n: u32| usize::try_from(n).ok().and_then(|n| all.get(n)).map(|n| u32::from(*n));
        Some(Spot { row: of(&self.rows, row)?, col: of(&self.cols, col)? })
    }
}

/// Moves the cells of a sheet that begins at `from` together, where they stand far apart.
pub fn closed_up(stream: &mut [u8], from: usize) -> Option<OccupiedGrid> {
    let records = records(stream, from);
    let (mut rows, mut cols) = (BTreeSet::new(), BTreeSet::new());
    for (kind, data) in &records {
        let (Some(row), Some(col)) = (half(stream, data.start), half(stream, data.start + 2)) else { continue };
        if SINGLE.contains(kind) {
            rows.insert(row);
            cols.insert(col);
        } else if *kind == NUMBERS && data.len() > 6 {
            rows.insert(row);
            cols.extend(col..=half(stream, data.end - 2)?.min(255));
        }
    }
    let breadth = |all: &BTreeSet<u16>| Some(usize::from(all.last()? - all.first()?) + 1);
    if breadth(&rows)? * breadth(&cols)? < FEW || rows.len() * cols.len() >= FEW {
        return None;
    }
    let closer = OccupiedGrid { rows: rows.into_iter().collect(), cols: cols.into_iter().collect() };
    for (kind, data) in records {
        closer.rewrite(stream, kind, data);
    }
    Some(closer)
}

impl OccupiedGrid {
    fn rewrite(&self, stream: &mut [u8], kind: u16, data: Range<usize>) {
        let row = |n: u16| self.rows.binary_search(&n).ok().and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        let col = |n: u16| self.cols.binary_search(&n).ok().and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        let last = |all: &[u16]| u16::try_from(all.len()).unwrap_or(u16::MAX);
        let (from, to) = (data.start, data.end);
        let new: Vec<(usize, u16)> = match (kind, data.len()) {
            (DIMENSIONS, 10) => ends_at(from, &[0, last(&self.rows), 0, last(&self.cols)]),
            (DIMENSIONS, 14..) => ends_at(from, &[0, 0, last(&self.rows), 0, 0, last(&self.cols)]),
            (NUMBERS, 7..) | (0x0006 | 0x00D6 | 0x00FD | 0x0203..=0x0205 | 0x027E, 4..) => {
                let old = |at: usize| half(stream, at).unwrap_or(0);
                let end = (kind == NUMBERS).then(|| (to - 2, col(old(to - 2))));
                [(from, row(old(from))), (from + 2, col(old(from + 2)))].into_iter().chain(end).collect()
            }
            _ => Vec::new(),
        };
        for (at, word) in new {
            stream[at..at + 2].copy_from_slice(&word.to_le_bytes());
        }
    }
}

/// Words beside each other, each with its place.
fn ends_at(from: usize, words: &[u16]) -> Vec<(usize, u16)> {
    words.iter().enumerate().map(|(n, word)| (from + 2 * n, *word)).collect()
}

/// The records of one part of the stream, those of charts within it too.
fn records(stream: &[u8], from: usize) -> Vec<(u16, Range<usize>)> {
    let (mut at, mut depth, mut found) = (from, 0_usize, Vec::new());
    while let (Some(kind), Some(len)) = (half(stream, at), half(stream, at + 2)) {
        let data = at + 4..at + 4 + usize::from(len);
        if data.end > stream.len() {
            break;
        }
        at = data.end;
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth <= 1 => found.push((kind, data)),
            _ => {}
        }
    }
    found
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, words: &[u16]) -> Vec<u8> {
        let len = u16::try_from(words.len() * 2).expect("short");
        [kind, len].iter().chain(words).flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn cells_far_apart_move_together_and_keep_their_places() {
        let sheet = |far: u16| {
            [
                record(BEGIN, &[0x0600, 0x0010]),
                record(DIMENSIONS, &[0, 0, far + 1, 0, 0, 256, 0]),
                record(0x00FD, &[0, 0, 15, 0, 0]),
                record(NUMBERS, &[far, 254, 15, 0, 0, 15, 0, 0, 255]),
                record(END, &[]),
            ]
            .concat()
        };
        let mut stream = sheet(65_535 - 1);
        let closer = closed_up(&mut stream, 0).expect("far apart");
        assert_eq!(closer, OccupiedGrid { rows: vec![0, 65_534], cols: vec![0, 254, 255] });
        let expected = [
            record(BEGIN, &[0x0600, 0x0010]),
            record(DIMENSIONS, &[0, 0, 2, 0, 0, 3, 0]),
            record(0x00FD, &[0, 0, 15, 0, 0]),
            record(NUMBERS, &[1, 1, 15, 0, 0, 15, 0, 0, 2]),
            record(END, &[]),
        ];
        assert_eq!(stream, expected.concat());
        assert_eq!(closer.spot(1, 2), Some(Spot { row: 65_534, col: 255 }));
        assert_eq!(closed_up(&mut sheet(40), 0), None);
    }
}
