//! The shared strings of a binary workbook that have letters of several fonts, which calamine leaves out.

use std::collections::HashMap;

use crate::document::xls::binary_records::{records, wide};
use crate::document::xls::numbers::{half, word};

/// A shared string.
const STRING: u32 = 19;

/// Of each string in several fonts, by its number, from which letter on it has which font.
pub(super) fn of(bytes: &[u8]) -> HashMap<u32, Vec<(usize, u16)>> {
    let strings = records(bytes).filter(|(kind, _)| *kind == STRING).map(|(_, data)| runs(data));
    (0..).zip(strings).filter_map(|(number, runs)| Some((number, runs?))).collect()
}

fn runs(data: &[u8]) -> Option<Vec<(usize, u16)>> {
    if data.first()? & 1 == 0 {
        return None;
    }
    let (_, end) = wide(data, 1)?;
    let count = usize::try_from(word(data, end)?).ok()?;
    let (runs, _) = data.get(end + 4..)?.as_chunks::<4>();
    // of the old workbooks the fonts have no number 4, and these do
    let number = |font: u16| if font > 3 { font.saturating_add(1) } else { font };
    let run = |run: &[u8; 4]| Some((usize::from(half(run, 0)?), number(half(run, 2)?)));
    let runs: Vec<_> = runs.iter().take(count).filter_map(run).collect();
    (!runs.is_empty()).then_some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_a_string_have_the_fonts_that_it_says() {
        let mut string = vec![19, 0, 1, 3, 0, 0, 0, b'a', 0, b'b', 0, b'c', 0, 2, 0, 0, 0, 1, 0, 2, 0, 2, 0, 4, 0];
        string[1] = u8::try_from(string.len() - 2).unwrap_or(0);
        assert_eq!(of(&string), HashMap::from([(0, vec![(1, 2), (2, 5)])]));
        string.truncate(15);
        assert!(of(&string).is_empty());
    }
}
