//! A sentence of which gaps are filled in: only these change, each in the run where its line stands; a tab that aligns or draws
//! a line stays behind what is written on it.

use std::ops::Range;

use crate::document::docx::fill_text::Sheet;
use crate::document::docx::lines::FragmentKind;
use crate::document::text_document::placeholder::Tidy;
use crate::text::gap;

impl Sheet<'_, '_> {
    /// Fills the gaps in which `new` differs; false where it is not the same sentence, or where a gap cannot be written alone.
    pub(super) fn set_gaps(&mut self, tidy: &Tidy<'_>, new: &str) -> bool {
        let Some(changes) = gap::changes(&tidy.text, &tidy.gaps(), new) else { return false };
        let raw = &self.lines.raw;
        let change =
            |(old, filled): (Range<usize>, Range<usize>)| shortened(raw, tidy.original_lines(raw, &old), &new[filled]);
        let changes: Vec<(Range<usize>, String)> = changes.into_iter().map(change).collect();
        let meets = |range: &Range<usize>| {
            let fixed = |n: &usize| matches!(self.lines.bits[*n].kind, FragmentKind::Paragraph | FragmentKind::Bullet);
            let mut bits = (0..self.lines.bits.len())
                .filter(|n| self.range(*n).start < range.end && self.range(*n).end > range.start);
            let shown = self.lines.shown.iter().any(|s| s.range.start <= range.end && range.start <= s.range.end);
            shown || bits.any(|n| fixed(&n))
        };
        if changes.is_empty() || changes.iter().any(|(range, _)| meets(range)) {
            return false;
        }
        for n in 0..self.lines.bits.len() {
            if let Some(text) = self.with_changes(n, &changes) {
                let bit = self.lines.bits[n];
                self.patch.put(self.tree.span(bit.node), self.drawn(bit, &text));
            }
        }
        for (range, text) in changes.iter().filter(|(range, _)| range.is_empty()) {
            self.insert(range.start, text);
        }
        true
    }

    /// The text of a bit with its changes; none where it has none.
    fn with_changes(&self, n: usize, changes: &[(Range<usize>, String)]) -> Option<String> {
        let own = self.range(n);
        let meets = |(range, _): &&(Range<usize>, String)| range.start < own.end && range.end > own.start;
        let mut meeting = changes.iter().filter(meets).peekable();
        meeting.peek()?;
        let (mut text, mut at) = (String::new(), own.start);
        for (range, filled) in meeting {
            text.push_str(&self.lines.raw[at..range.start.max(at)]);
            if range.start >= own.start {
                text.push_str(filled);
            }
            at = range.end.min(own.end);
        }
        text.push_str(&self.lines.raw[at..own.end]);
        Some(text)
    }
}

/// What is written where `range` of the raw text stands, without what stays: the space before and behind, and a tab.
fn shortened(raw: &str, range: Range<usize>, filled: &str) -> (Range<usize>, String) {
    let old = &raw[range.clone()];
    let lead = old.chars().zip(filled.chars()).take_while(|(a, b)| a == b && *a == ' ').count();
    let (old, filled, start) = (&old[lead..], &filled[lead..], range.start + lead);
    let ends = |c: char| c == ' ' || c == '.';
    let same = old.chars().rev().zip(filled.chars().rev()).take_while(|(a, b)| a == b && ends(*a)).count();
    let (old, filled) = (&old[..old.len() - same], &filled[..filled.len() - same]);
    let range = start..start + old.len();
    match old.find('\t') {
        Some(at) if !old.contains(['.', '…', '_']) => (range, format!("{}{}", filled.trim_end(), &old[at..])),
        Some(0) => (range, format!("\t{}", filled.trim_start())),
        _ => (range, filled.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_around_an_answer_is_left() {
        for (raw, filled, range, text) in [
            (" ………", " Jan", 1..10, "Jan"),
            (" ......  ", " Jan ", 1..8, "Jan"),
            (" ........ ", " Jan. ", 1..8, "Jan"),
            (" \t ", " Jan ", 1..2, "Jan\t"),
            ("\t______", " Jan", 0..7, "\tJan"),
            ("", " Jan", 0..0, " Jan"),
        ] {
            assert_eq!(shortened(raw, 0..raw.len(), filled), (range, text.to_owned()), "{raw:?}");
        }
    }
}
