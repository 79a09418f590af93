//! Alternatives in one text: boxes ticked or not, each beside its label, and words of which the wrong ones are struck out.

use crate::text::content::{self, STRUCK};

/// Ticked bodies of a box, among them those of the Wingdings fonts.
const TICKED: [char; 20] = [
    '☒', '☑', '✓', '✔', '✗', '✘', '✕', '✖', '⊠', '🗹', '🗷', '■', '▣', '◼', '●', '◉', '⦿', '\u{f0fe}', '\u{f0fd}',
    '\u{f078}',
];

/// Bodies of an empty box.
const OPEN: [char; 10] = ['☐', '□', '▢', '◻', '❏', '❑', '○', '◯', '\u{f0a8}', '\u{f06f}'];

/// A box written with letters, and whether it is ticked.
const WRITTEN: [(&str, bool); 14] = [
    ("[x]", true),
    ("[X]", true),
    ("[v]", true),
    ("[V]", true),
    ("(x)", true),
    ("(X)", true),
    ("(v)", true),
    ("{x}", true),
    ("[*]", true),
    ("[ ]", false),
    ("[]", false),
    ("( )", false),
    ("()", false),
    ("{ }", false),
];

/// A box at the start of the text: whether it is ticked, and its length in bytes.
fn mark(text: &str) -> Option<(bool, usize)> {
    let first = text.chars().next()?;
    if TICKED.contains(&first) {
        return Some((true, first.len_utf8()));
    }
    if OPEN.contains(&first) {
        return Some((false, first.len_utf8()));
    }
    WRITTEN.iter().find(|(written, _)| text.starts_with(written)).map(|(written, ticked)| (*ticked, written.len()))
}

/// Whether a box stands anywhere; quick where none does.
pub(super) fn has_box(text: &str) -> bool {
    let likely = |b: u8| b >= 0xe2 || matches!(b, b'[' | b'(' | b'{');
    text.bytes().any(likely) && text.char_indices().any(|(at, _)| mark(&text[at..]).is_some())
}

/// The boxes of a text with their labels: all before them or all behind. None where it has no box, or where it cannot
/// be said which label is whose.
pub(super) fn boxes(text: &str) -> Option<Vec<(bool, &str)>> {
    let (ticks, texts) = parted(text);
    let (first, last) = (texts.first()?, texts.last()?);
    let inner = texts.get(1..texts.len() - 1)?;
    if ticks.is_empty() || inner.iter().any(|label| label.is_empty()) {
        return None;
    }
    let question = first.ends_with([':', '?']);
    match (first.is_empty() || question, last.is_empty()) {
        (true, false) => Some(ticks.into_iter().zip(texts.into_iter().skip(1)).collect()),
        (false, true) => Some(ticks.into_iter().zip(texts).collect()),
        (true, true) if ticks.len() == 1 => Some(vec![(ticks[0], "")]),
        _ => None,
    }
}

/// The ticks, and the texts before, between and behind them.
fn parted(text: &str) -> (Vec<bool>, Vec<&str>) {
    let (mut ticks, mut texts) = (Vec::new(), Vec::new());
    let (mut from, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        match mark(&text[at..]) {
            Some((ticked, length)) => {
                ticks.push(ticked);
                texts.push(label(&text[from..at]));
                at += length;
                from = at;
            }
            None => at += c.len_utf8(),
        }
    }
    texts.push(label(&text[from..]));
    (ticks, texts)
}

fn label(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | '|' | '•' | '·' | '\u{fe0f}'))
}

/// Whether some of the text is struck out.
pub(super) fn has_struck(text: &str) -> bool {
    text.contains(STRUCK)
}

/// The alternatives between slashes, bars or line breaks.
pub(super) fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '|', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// How alternatives are marked when they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marking {
    /// `☒ ja ☐ nee`, with this between the pairs
    BoxBefore(&'static str),
    /// `ja ☒ nee ☐`
    BoxBehind(&'static str),
    /// `ja / n̶e̶e̶`
    Strike,
}

impl Marking {
    /// The alternatives, of which some are chosen.
    pub(super) fn print<'a>(self, alternatives: impl Iterator<Item = (&'a str, bool)>) -> String {
        let between = match self {
            Self::BoxBefore(between) | Self::BoxBehind(between) => between,
            Self::Strike => " / ",
        };
        let one = |(word, chosen): (&str, bool)| {
            let tick = if chosen { '☒' } else { '☐' };
            match self {
                Self::BoxBefore(_) => format!("{tick} {word}"),
                Self::BoxBehind(_) => format!("{word} {tick}"),
                Self::Strike if chosen => word.to_owned(),
                Self::Strike => content::strike(word),
            }
        };
        alternatives.map(one).collect::<Vec<_>>().join(between)
    }

    /// `aankruisen`, `aankruisen per regel`, `aankruisen erachter`, `doorhalen`
    pub(super) fn from_word(written: &str) -> Option<Self> {
        match written {
            "aankruisen" => Some(Self::BoxBefore("  ")),
            "aankruisen per regel" => Some(Self::BoxBefore("\n")),
            "aankruisen erachter" => Some(Self::BoxBehind("  ")),
            "aankruisen erachter per regel" => Some(Self::BoxBehind("\n")),
            "doorhalen" => Some(Self::Strike),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_with_their_labels() {
        let cases = [
            ("☒ ja ☐ nee", Some(vec![(true, "ja"), (false, "nee")])),
            ("☐ ja / ☒ nee", Some(vec![(false, "ja"), (true, "nee")])),
            ("ja ☐ nee ☒", Some(vec![(false, "ja"), (true, "nee")])),
            ("[x] ja\n[ ] nee", Some(vec![(true, "ja"), (false, "nee")])),
            ("Afgerond? ☒ ja ☐ nee", Some(vec![(true, "ja"), (false, "nee")])),
            ("● ja ○ nee", Some(vec![(true, "ja"), (false, "nee")])),
            ("☒", Some(vec![(true, "")])),
            ("[ ]", Some(vec![(false, "")])),
            ("ja", None),
            ("ja ☒ nee ☐ anders", None),
            ("☐ ja ☒", None),
            ("☒☐ ja nee", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(boxes(text), wanted, "{text}");
        }
    }
}
