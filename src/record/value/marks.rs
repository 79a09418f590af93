//! Alternatives in one text: boxes ticked or not, each beside its label, and words of which the wrong ones are struck
//! out.

use crate::text::checkbox;
use crate::text::content::{self, STRUCK};

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
    let mut from = 0;
    for one in checkbox::boxes(text) {
        ticks.push(one.ticked);
        texts.push(label(&text[from..one.range.start]));
        from = one.range.end;
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
            let tick = checkbox::glyph(chosen);
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
