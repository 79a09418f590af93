//! Digits that stand together in a text, in any script.

use std::ops::Range;

/// Digits that stand together, or a word that says some.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub at: Range<usize>,
    pub digits: Vec<u8>,
    pub word: bool,
    /// The sign between this group and the one before; a space where only spaces stand there, none for the first.
    pub before: Option<char>,
}

/// The value of a decimal digit of any script that is met in files.
pub(super) fn digit(c: char) -> Option<u8> {
    const ZEROS: [u32; 9] = [0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7f6];
    let code = u32::from(c);
    let of = |zero: &u32| code.checked_sub(*zero).filter(|value| *value < 10);
    ZEROS.iter().find_map(of).or_else(|| of_other_form(c)).and_then(|value| u8::try_from(value).ok())
}

/// The value of a digit that is raised, lowered or in a circle.
fn of_other_form(c: char) -> Option<u32> {
    match c {
        '⁰' | '₀' | '⓪' => Some(0),
        '¹' => Some(1),
        '²' | '³' => Some(u32::from(c) - 0xb0),
        '⁴'..='⁹' => Some(u32::from(c) - 0x2070),
        '₁'..='₉' => Some(u32::from(c) - 0x2080),
        '①'..='⑨' => Some(u32::from(c) - 0x2460 + 1),
        '❶'..='❾' => Some(u32::from(c) - 0x2776 + 1),
        _ => None,
    }
}
