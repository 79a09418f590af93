//! Tick boxes as a text draws them: which glyph is a box, and whether it is ticked.
//!
//! Reading, filling and drafting ask here, so that what one of them ticks the others see as ticked. What the codes of
//! a symbol font show is another question, which each format answers for itself.
//!
//! ```
//! use eenvorm::text::checkbox;
//!
//! let ticked: Vec<bool> = checkbox::boxes("✔ ja [ ] nee").map(|one| one.ticked).collect();
//! assert_eq!(ticked, [true, false]);
//! ```

use std::ops::Range;

/// What is nothing but a tick or a ticked box, among them those of the Wingdings fonts.
const TICKS: [char; 17] =
    ['☒', '☑', '✅', '✓', '✔', '✗', '✘', '✕', '✖', '⊠', '🗹', '🗷', '◉', '⦿', '\u{f0fe}', '\u{f0fd}', '\u{f078}'];

/// Filled shapes: ticked among boxes, and in other texts a bullet.
const FILLED: [char; 5] = ['■', '▣', '◼', '⬛', '●'];

/// Empty boxes and circles, among them those of the Wingdings fonts.
const OPEN: [char; 14] = ['☐', '□', '▢', '◻', '⬜', '❏', '❐', '❑', '❒', '○', '◯', '\u{f0a8}', '\u{f06f}', '\u{f072}'];

/// A box written with letters, and whether it is ticked.
const WRITTEN: [(&str, bool); 16] = [
    ("[x]", true),
    ("[X]", true),
    ("[v]", true),
    ("[V]", true),
    ("(x)", true),
    ("(X)", true),
    ("(v)", true),
    ("(V)", true),
    ("{x}", true),
    ("{X}", true),
    ("[*]", true),
    ("[ ]", false),
    ("[]", false),
    ("( )", false),
    ("()", false),
    ("{ }", false),
];

/// What people type in a box of its own, in small letters, and whether that ticks it.
const TYPED: [(&str, bool); 14] = [
    ("x", true),
    ("v", true),
    ("ja", true),
    ("j", true),
    ("1", true),
    ("waar", true),
    ("true", true),
    ("+", true),
    ("nee", false),
    ("n", false),
    ("0", false),
    ("onwaar", false),
    ("false", false),
    ("-", false),
];

/// What stands in the place of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxState {
    Ticked,
    Empty,
    /// Something that neither ticks a box nor leaves it empty: other words, or no box at all.
    Other,
}

impl From<bool> for BoxState {
    fn from(ticked: bool) -> Self {
        if ticked { Self::Ticked } else { Self::Empty }
    }
}

/// A box in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkbox {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// The box that is drawn where nothing else says how.
pub fn glyph(ticked: bool) -> &'static str {
    if ticked { "☒" } else { "☐" }
}

/// Whether a character draws a box, ticked or not.
pub fn is_box(c: char) -> bool {
    state_of(c).is_some()
}

/// Whether the box that a character draws is ticked; none where it draws no box.
fn state_of(c: char) -> Option<bool> {
    match c {
        _ if c.is_ascii() => None,
        _ if OPEN.contains(&c) => Some(false),
        _ => (TICKS.contains(&c) || FILLED.contains(&c)).then_some(true),
    }
}

/// A box at the begin of the text: whether it is ticked, and its length in bytes.
pub fn leading(text: &str) -> Option<(bool, usize)> {
    let first = text.chars().next()?;
    match first {
        '[' | '(' | '{' => {
            let written = WRITTEN.iter().find(|(written, _)| text.starts_with(written));
            written.map(|(written, ticked)| (*ticked, written.len()))
        }
        _ => state_of(first).map(|ticked| (ticked, first.len_utf8())),
    }
}

/// The boxes of a text in their order.
pub fn boxes(text: &str) -> impl Iterator<Item = Checkbox> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += text.as_bytes()[at..].iter().position(|byte| may_begin_box(*byte))?;
            let from = at;
            if let Some((ticked, length)) = leading(&text[from..]) {
                at += length;
                return Some(Checkbox { range: from..at, ticked });
            }
            at += text[from..].chars().next().map_or(1, char::len_utf8);
        }
    })
}

/// Whether a box may begin with this byte: a bracket, or the first byte of a character far from the Latin letters.
fn may_begin_box(byte: u8) -> bool {
    byte >= 0xE2 || matches!(byte, b'[' | b'(' | b'{')
}

/// Whether a box stands anywhere in the text.
pub fn has_box(text: &str) -> bool {
    boxes(text).next().is_some()
}

/// Whether the text has a box that cannot be a bullet.
pub fn has_certain_box(text: &str) -> bool {
    boxes(text).any(|one| !text[one.range].starts_with(FILLED))
}

/// Whether a box of the text is ticked. A filled shape is a tick beside an empty box only: elsewhere it may be a
/// bullet.
pub fn has_ticked(text: &str) -> bool {
    let (mut open, mut filled) = (false, false);
    for one in boxes(text) {
        match (one.ticked, text[one.range].starts_with(FILLED)) {
            (true, false) => return true,
            (true, true) => filled = true,
            (false, _) => open = true,
        }
    }
    open && filled
}

/// The state of a box of which this is all: one box, or a word typed in the place of one. An empty text is no box.
pub fn state(text: &str) -> BoxState {
    let text = text.trim();
    let ticked = match leading(text) {
        Some((ticked, length)) if text[length..].trim_start_matches('\u{fe0f}').is_empty() => Some(ticked),
        _ => {
            let lower = text.to_lowercase();
            TYPED.iter().find(|(word, _)| *word == lower).map(|(_, ticked)| *ticked)
        }
    };
    ticked.map_or(BoxState::Other, BoxState::from)
}

/// The text with each of its boxes ticked or cleared, by its number, in the way it is drawn.
pub fn redrawn(text: &str, ticked: impl Fn(usize) -> bool) -> String {
    let mut drawn = String::with_capacity(text.len() + 4);
    let mut from = 0;
    for (n, one) in boxes(text).enumerate() {
        let old = &text[one.range.clone()];
        drawn.push_str(&text[from..one.range.start]);
        drawn.push_str(if ticked(n) == one.ticked { old } else { other(old, ticked(n)) });
        from = one.range.end;
    }
    drawn.push_str(&text[from..]);
    drawn
}

/// The text with its ticks cleared; bullets stay.
pub fn cleared(text: &str) -> String {
    let filled = |one: &Checkbox| text[one.range.clone()].starts_with(FILLED);
    let beside_open = boxes(text).any(|one| !one.ticked);
    let bullets: Vec<bool> = boxes(text).map(|one| !beside_open && filled(&one)).collect();
    redrawn(text, |n| bullets[n])
}

/// The same kind of box in its other state.
fn other(old: &str, ticked: bool) -> &'static str {
    match (old.chars().next(), ticked) {
        (Some('['), true) => "[x]",
        (Some('('), true) => "(x)",
        (Some('{'), true) => "{x}",
        (Some('○' | '◯'), true) => "●",
        (Some('['), false) => "[ ]",
        (Some('('), false) => "( )",
        (Some('{'), false) => "{ }",
        (Some('●' | '◉' | '⦿'), false) => "○",
        _ => glyph(ticked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_glyph_of_a_box_has_one_state() {
        for c in TICKS.into_iter().chain(FILLED) {
            assert_eq!(leading(&c.to_string()), Some((true, c.len_utf8())), "{c}");
            assert!(!OPEN.contains(&c), "{c}");
        }
        for c in OPEN {
            assert_eq!(state(&c.to_string()), BoxState::Empty, "{c}");
        }
        for (written, ticked) in WRITTEN.into_iter().chain(TYPED) {
            assert_eq!(state(written), BoxState::from(ticked), "{written}");
        }
    }

    #[test]
    fn boxes_are_ticked_or_not() {
        for (text, ticked, state) in [
            ("☐ Vast ☒ Tijdelijk", vec![false, true], BoxState::Other),
            ("[x] ja\n[ ] nee", vec![true, false], BoxState::Other),
            ("ja ✖ nee ❏", vec![true, false], BoxState::Other),
            ("{x} ja () nee", vec![true, false], BoxState::Other),
            ("☑\u{fe0f}", vec![true], BoxState::Ticked),
            (" X ", vec![], BoxState::Ticked),
            ("Onwaar", vec![], BoxState::Empty),
            ("Telefoon (vast) [optie]", vec![], BoxState::Other),
            ("€ 5 – “prijs” …", vec![], BoxState::Other),
            ("", vec![], BoxState::Other),
        ] {
            assert_eq!(boxes(text).map(|one| one.ticked).collect::<Vec<_>>(), ticked, "{text}");
            assert_eq!(super::state(text), state, "{text}");
        }
    }

    #[test]
    fn a_filled_shape_is_a_tick_beside_an_empty_box_only() {
        for (text, ticked) in [
            ("● ja ○ nee", true),
            ("● eerst\n● dan", false),
            ("✓ ja", true),
            ("☐ ja ☐ nee", false),
            ("■ ja □ nee", true),
        ] {
            assert_eq!(has_ticked(text), ticked, "{text}");
        }
    }

    #[test]
    fn a_box_is_drawn_in_its_own_kind() {
        for (text, ticked, empty) in [
            ("[ ] ja", "[x] ja", "[ ] ja"),
            ("○ ja ● nee", "● ja ● nee", "○ ja ○ nee"),
            ("□ ja ☑ nee", "☒ ja ☑ nee", "□ ja ☐ nee"),
            ("() ja", "(x) ja", "() ja"),
        ] {
            assert_eq!(redrawn(text, |_| true), ticked);
            assert_eq!(redrawn(text, |_| false), empty);
            assert_eq!(cleared(text), empty);
        }
        assert_eq!(cleared("● Let op ☒"), "● Let op ☐");
    }

    proptest::proptest! {
        #[test]
        fn what_is_ticked_reads_as_ticked(text in "([☐○□\\[\\](x) a]|\\PC){0,12}", ticked: bool) {
            let drawn = redrawn(&text, |_| ticked);
            proptest::prop_assert!(boxes(&drawn).all(|one| one.ticked == ticked), "{}", drawn);
        }
    }
}
