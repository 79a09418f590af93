//! What the parts of a binary workbook are made of: records, texts, colours.

use crate::document::xls::numbers::{half, word};

/// White and black, and a colour that is told from both.
pub(super) const WHITE: u32 = 0x00FF_FFFF;
pub(super) const BLACK: u32 = 0;
pub(super) const OTHER: u32 = 0x0100_0000;

/// A colour; one that a theme or a shade makes is another than white and black, but for those of the theme.
pub(super) fn color(data: &[u8], automatic: u32) -> u32 {
    let (Some(kind), Some(index), Some(shade)) = (data.first().map(|kind| kind >> 1), data.get(1), half(data, 2))
    else {
        return automatic;
    };
    match (kind, index) {
        (0, _) => automatic,
        _ if shade != 0 => OTHER,
        (1, 1 | 9 | 65) | (3, 0) => WHITE,
        (1, 0 | 8) | (3, 1) => BLACK,
        (1, 64) => automatic,
        (2, _) => data.get(4..7).map_or(OTHER, |rgb| rgb.iter().fold(0, |all, part| all << 8 | u32::from(*part))),
        _ => OTHER,
    }
}

/// A text with its length before it, and where it ends.
pub(super) fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(word(data, at)?).ok().filter(|count| *count < 40_000)?;
    let end = at + 4 + 2 * count;
    let units: Vec<u16> = data.get(at + 4..end)?.chunks_exact(2).filter_map(|pair| half(pair, 0)).collect();
    Some((String::from_utf16_lossy(&units), end))
}

/// Kind and data of each record, as far as they go: both kind and length are written seven bits a byte.
pub(super) fn records(bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut number = |most: u32| {
            let mut value = 0;
            for turn in 0..most {
                let byte = *bytes.get(at)?;
                at += 1;
                value |= u32::from(byte & 0x7F) << (7 * turn);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            Some(value)
        };
        let kind = number(2)?;
        let length = usize::try_from(number(4)?).ok()?;
        let data = bytes.get(at..at.checked_add(length)?)?;
        at += length;
        Some((kind, data))
    })
}
