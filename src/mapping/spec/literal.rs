//! The printed parts of a sentence with gaps, compared as labels are: without case, accents and white space, with every kind
//! of dash and quotation mark the same.

use std::ops::Range;

use crate::text::content::{MARKED, STRUCK, seen};
use crate::text::normalize::fold;

/// What is printed between two gaps.
#[derive(Clone, Debug)]
pub(super) struct Literal {
    /// As the mapping writes it.
    pub(super) text: String,
    /// Folded, without the full stops at its ends, which a line of dots swallows.
    folded: Vec<char>,
    /// Whether a full stop begins or ends it.
    stops: (bool, bool),
}

impl Literal {
    pub(super) fn new(text: &str) -> Self {
        let all = Folded::of(text).chars;
        let stop = |c: &char| matches!(c, '.' | '…' | '_');
        let from = all.iter().take_while(|c| stop(c)).count();
        let to = all.len() - all[from..].iter().rev().take_while(|c| stop(c)).count();
        Self { text: text.to_owned(), folded: all[from..to].to_vec(), stops: (from > 0, to < all.len() && to > from) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.folded.len()
    }

    /// Whether a full stop of the sentence before it begins it.
    pub(super) fn begins_with_stop(&self) -> bool {
        self.stops.0
    }

    pub(super) fn first(&self) -> Option<char> {
        self.folded.first().copied()
    }

    /// Where it stands in a text, by the positions of what is folded: the first literal at the begin, the last at the end.
    pub(super) fn stands(&self, text: &Folded, first: bool, last: bool) -> Vec<Range<usize>> {
        let (len, whole) = (self.folded.len(), text.chars.len());
        if len == 0 {
            return if last { std::iter::once(whole..whole).collect() } else { std::iter::once(0..0).collect() };
        }
        let here = |at: &usize| text.chars[*at..].starts_with(&self.folded) && text.is_apart(*at..*at + len);
        let range = |at: usize| at..at + len;
        if first {
            return Some(0).filter(here).map(range).into_iter().collect();
        }
        if last {
            let end = whole - text.chars.iter().rev().take_while(|c| matches!(c, '.' | '…' | '_')).count();
            return end.checked_sub(len).filter(here).map(range).into_iter().collect();
        }
        (0..whole).filter(here).map(range).collect()
    }
}

/// A text as it compares, with the place of each letter in it.
pub(super) struct Folded<'t> {
    text: &'t str,
    pub(super) chars: Vec<char>,
    /// The bytes of the text that each is.
    bytes: Vec<Range<usize>>,
}

impl<'t> Folded<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut folded = Self { text, chars: Vec::with_capacity(text.len()), bytes: Vec::with_capacity(text.len()) };
        let mut room = [0; 4];
        for (at, c) in text.char_indices() {
            let letter: &str = c.encode_utf8(&mut room);
            if c.is_whitespace() || matches!(c, STRUCK | MARKED) || seen(letter).is_empty() {
                continue;
            }
            let own = fold(letter);
            let chars = if own.is_empty() { vec![sign(c)] } else { own.chars().collect() };
            for c in chars {
                folded.chars.push(c);
                folded.bytes.push(at..at + letter.len());
            }
        }
        folded
    }

    /// Whether no word goes on over the ends of a range.
    fn is_apart(&self, range: Range<usize>) -> bool {
        let (from, to) = (self.bytes[range.start].start, self.bytes[range.end - 1].end);
        let joins = |a: Option<char>, b: char| {
            a.is_some_and(|a| a.is_alphabetic() && b.is_alphabetic() || a.is_numeric() && b.is_numeric())
        };
        !joins(self.text[..from].chars().next_back(), self.chars[range.start])
            && !joins(self.text[to..].chars().next(), self.chars[range.end - 1])
    }

    /// The bytes between two literals, without the full stops that are the literals' own.
    pub(super) fn between(
        &self,
        a: &Range<usize>,
        b: &Range<usize>,
        before: &Literal,
        behind: &Literal,
    ) -> Range<usize> {
        let from = a.end.checked_sub(1).map_or(0, |last| self.bytes[last].end);
        let to = self.bytes.get(b.start).map_or(self.text.len(), |first| first.start).max(from);
        let gap = &self.text[from..to];
        let from = if before.stops.1 && gap.starts_with('.') { from + 1 } else { from };
        let gap = self.text[from..to].trim_end();
        let to = if behind.stops.0 && ends_sentence(gap) { from + gap.len() - 1 } else { to };
        from..to
    }
}

/// Whether the full stop at the end of an answer is the sentence's: that of `B.V.` is not.
pub(super) fn ends_sentence(answer: &str) -> bool {
    let Some(answer) = answer.strip_suffix('.') else { return false };
    let last = answer.split_whitespace().next_back().unwrap_or_default();
    let short = |part: &str| (1..=3).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
    !(last.contains('.') && last.split('.').all(short))
}

/// A sign, of which every kind of dash and quotation mark is one.
fn sign(c: char) -> char {
    match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '“' | '”' | '„' | '"' => '\'',
        _ => c,
    }
}
