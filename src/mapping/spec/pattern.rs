//! Several fields in one cell: a text with the fields between braces, split and joined exactly.

use std::ops::Range;

use crate::mapping::spec::target::Target;
use crate::record::schema::Schema;
use crate::record::value::Notation;

/// A field of a pattern, with the text that stands before it.
#[derive(Clone, Debug)]
pub struct Piece {
    pub before: String,
    pub target: Target,
    pub notation: Notation,
}

/// `van {begeleiding.begin} tot {begeleiding.einde}`
#[derive(Clone, Debug)]
pub struct Pattern {
    pub pieces: Vec<Piece>,
    /// The text after the last field.
    pub after: String,
}

impl Pattern {
    /// Reads `written`; `notation` compiles the notation of a field, `target` finds it.
    pub fn parse(
        written: &str,
        mut target: impl FnMut(&str) -> Result<Target, String>,
        mut notation: impl FnMut(Target) -> Result<Notation, String>,
    ) -> Result<Self, String> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = written;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').ok_or("a `{` is not closed")? + open;
            let before = &rest[..open];
            if !pieces.is_empty() && before.is_empty() {
                return Err("two fields need a text between them, else they cannot be told apart".into());
            }
            let target = target(&rest[open + 1..close])?;
            pieces.push(Piece { before: before.to_owned(), target, notation: notation(target)? });
            rest = &rest[close + 1..];
        }
        match pieces.len() {
            0 | 1 => Err("a pattern names two fields or more, as `{begeleiding.begin} t/m {begeleiding.einde}`".into()),
            _ => Ok(Self { pieces, after: rest.to_owned() }),
        }
    }

    /// The ways in which `text` can be split over the fields, as byte ranges, the shortest first pieces first.
    pub fn splits(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        let mut found = Vec::new();
        // a line to write on that is still empty is read as a tab
        let text = &text.replace(['\t', '\n'], " ");
        let Some(start) = matched(&text.to_lowercase(), 0, &self.pieces[0].before, text) else { return found };
        self.split_from(text, start, 0, &mut Vec::new(), &mut found);
        found
    }

    fn split_from(
        &self,
        text: &str,
        from: usize,
        piece: usize,
        done: &mut Vec<Range<usize>>,
        found: &mut Vec<Vec<Range<usize>>>,
    ) {
        if found.len() >= 64 {
            return;
        }
        let last = piece + 1 == self.pieces.len();
        let separator = if last { self.after.trim() } else { self.pieces[piece + 1].before.as_str() };
        if last && separator.is_empty() {
            done.push(trimmed(text, from..text.len()));
            found.push(done.clone());
            done.pop();
            return;
        }
        for (at, end) in occurrences(text, from, separator) {
            done.push(trimmed(text, from..at));
            if last && text[end..].trim().is_empty() {
                found.push(done.clone());
            } else if !last {
                self.split_from(text, end, piece + 1, done, found);
            }
            done.pop();
        }
    }

    /// The fields joined; `said` gives the words of each, none where they cannot be said.
    pub fn join(&self, mut said: impl FnMut(&Piece) -> Option<String>) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(&piece.before);
            text.push_str(&said(piece)?);
        }
        text.push_str(&self.after);
        Some(text.trim().to_owned())
    }

    /// The pattern as its author wrote it.
    pub fn written(&self) -> String {
        let schema = Schema::common();
        let mut text = String::new();
        for piece in &self.pieces {
            let field = schema.field(piece.target.field);
            text.push_str(&piece.before);
            text.push('{');
            text.push_str(&field.id);
            if let Some(part) = piece.target.part {
                text.push('.');
                text.push_str(field.kind.parts()[usize::from(part)]);
            }
            text.push('}');
        }
        text + &self.after
    }
}

/// What is written for a field that has no answer, as a line of dots on paper.
pub const OPEN: &str = "…";

/// Where `before` ends when the text begins with it, white space aside.
fn matched(lower: &str, from: usize, before: &str, text: &str) -> Option<usize> {
    let wanted = before.trim().to_lowercase();
    if wanted.is_empty() {
        return Some(from);
    }
    let start = from + (text[from..].len() - text[from..].trim_start().len());
    (lower.len() == text.len() && lower[start..].starts_with(&wanted)).then_some(start + wanted.len())
}

/// Where `separator` stands after `from`, case aside: its begin and its end. At the begin and the end of the text it
/// stands without its outer space.
fn occurrences(text: &str, from: usize, separator: &str) -> Vec<(usize, usize)> {
    let lower = text.to_lowercase();
    let wanted = separator.to_lowercase();
    // A text whose lower case has other lengths is compared as it stands.
    let haystack = if lower.len() == text.len() { lower.as_str() } else { text };
    let mut found = Vec::new();
    let first = wanted.trim_start();
    if from == 0 && first.len() < wanted.len() && haystack.starts_with(first) {
        found.push((0, first.len()));
    }
    for wanted in dashes(&wanted) {
        let mut at = from;
        while let Some(next) = haystack.get(at..).and_then(|rest| rest.find(&wanted)) {
            found.push((at + next, at + next + wanted.len()));
            at += next + wanted.chars().next().map_or(1, char::len_utf8);
        }
    }
    let last = wanted.trim_end();
    if last.len() < wanted.len() && haystack.get(from..).is_some_and(|rest| rest.ends_with(last)) {
        found.push((haystack.len() - last.len(), haystack.len()));
    }
    found
}

/// A separator, and where it is a hyphen the dashes that word processors make of it.
fn dashes(separator: &str) -> Vec<String> {
    let mut all = vec![separator.to_owned()];
    if separator.trim() == "-" {
        all.extend(["–", "—"].map(|dash| separator.replace('-', dash)));
    }
    all
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::gap::is_open;

    #[test]
    fn an_open_half_stands_at_the_begin_or_the_end() {
        for (text, separator, found) in [
            ("1-1-2025 t/m …", " t/m ", vec![(8, 13)]),
            ("1-1-2025 t/m", " t/m ", vec![(8, 12)]),
            ("t/m 31-12-2025", " t/m ", vec![(0, 4)]),
            ("… t/m 1-1-2025", " T/M ", vec![(3, 8)]),
            ("A. Bakker,", ", ", vec![(9, 10)]),
            ("A. Bakker", ", ", vec![]),
            ("juli 2025 – mei 2026", " - ", vec![(9, 14)]),
        ] {
            assert_eq!(occurrences(text, 0, separator), found, "{text}");
        }
        assert!(["", " ... ", "…", "____"].iter().all(|text| is_open(text)));
        assert!(["-", "1...", "n.v.t."].iter().all(|text| !is_open(text)));
    }
}
