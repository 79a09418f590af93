//! Joins the lines of a text that goes on below itself, so that a wrapped label or answer is one cell.
//!
//! Labels stand as close together as the lines of one label, so nearness alone proves nothing. Two lines are one
//! text when they begin at the same place in the same letters and either an answer goes on (a label stood before its
//! first line and none before this one), or the first word would not have fitted on the line above, or the line
//! above a lower-case word is a label with its answer beside it. The headings of a table may end on one line and begin
//! on different ones; there lower-case words and the lines drawn around a cell tell.

use crate::document::pdf::content::strokes::{Stroke, Strokes};
use crate::document::pdf::layout::lines::Segment;
use crate::document::pdf::layout::ruled_cells::Ruled;

/// How far below each other the lines of one text may stand, in sizes of the letters.
const PITCH: f64 = 1.6;

/// Pages with more texts than this are not joined: no form has them.
const MOST: usize = 4_000;

/// Words after which a label goes on.
const OPEN: [&str; 24] = [
    "de", "het", "een", "van", "en", "of", "voor", "met", "in", "op", "te", "bij", "door", "aan", "om", "tot", "is",
    "uw", "naar", "per", "uit", "over", "welke", "deze",
];

/// The texts around which the lines are judged.
pub(in crate::document::pdf) struct WrapContext<'a> {
    pub(in crate::document::pdf) segments: &'a [Segment],
    /// Form fields: `[left, top, right, bottom]`.
    pub(in crate::document::pdf) boxes: &'a [[f64; 4]],
    pub(in crate::document::pdf) strokes: &'a Strokes,
    /// The cell of a printed table in which each text stands.
    pub(in crate::document::pdf) ruled: &'a [Option<Ruled>],
    /// How wide and how high the page is.
    pub(in crate::document::pdf) size: (f64, f64),
}

/// How a line goes on from the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document::pdf) enum Continuation {
    /// Somebody began a new line.
    New,
    /// The line above was full.
    Full,
    /// The line above was full within a word.
    Cut,
}

/// What stands beside a text.
enum SideText {
    Text(usize),
    Field,
}

impl WrapContext<'_> {
    /// The texts that belong together: for each cell the numbers of its segments, from top to bottom.
    pub(in crate::document::pdf) fn blocks(&self) -> Vec<Vec<(usize, Continuation)>> {
        let mut blocks: Vec<Vec<(usize, Continuation)>> = Vec::new();
        let mut block_of: Vec<usize> = Vec::new();
        let mut joined = vec![false; self.segments.len()];
        for below in 0..self.segments.len() {
            let last = |above: &usize| blocks[block_of[*above]].last().is_some_and(|(last, _)| last == above);
            let above = self.above(below).filter(last);
            let turn = above.and_then(|above| {
                let turn = self.turn(above, below, &joined);
                turn.or_else(|| self.runs_on(&blocks[block_of[above]], below).then_some(Continuation::Full))
            });
            if let Some((above, turn)) = above.zip(turn) {
                joined[below] = true;
                block_of.push(block_of[above]);
                blocks[block_of[above]].push((below, turn));
            } else {
                block_of.push(blocks.len());
                blocks.push(vec![(below, Continuation::New)]);
            }
        }
        blocks
    }

    /// The text right above, in the same letters and beginning at the same place.
    fn above(&self, below: usize) -> Option<usize> {
        if self.segments.len() > MOST {
            return None;
        }
        let b = &self.segments[below];
        if let Some(cell) = self.ruled[below] {
            let inside = |at: &usize| self.ruled[*at].is_some_and(|other| other.number == cell.number);
            return (0..below).rev().find(inside);
        }
        let near = |a: &Segment| {
            let pitch = (b.base - a.base) / b.size;
            pitch > 0.7 && pitch <= PITCH && (a.left - b.left).abs() <= 2.0
        };
        let above = (0..below).rev().find(|&at| near(&self.segments[at]))?;
        let a = &self.segments[above];
        let alike = a.font == b.font && (a.size - b.size).abs() <= 0.05 * b.size;
        let ruled = self.strokes.rules(a.base + 0.17 * a.size, b.top(), b.left, b.left + b.word);
        (alike && !ruled && self.ruled[above].is_none()).then_some(above)
    }

    /// How a text goes on from the one above; none where it begins anew.
    fn turn(&self, above: usize, below: usize, joined: &[bool]) -> Option<Continuation> {
        let (a, b) = (&self.segments[above], &self.segments[below]);
        if let Some(cell) = self.ruled[below] {
            return Some(in_cell(a, b, cell.limit));
        }
        let beside = self.right_of(a.right, a.top(), b.bottom());
        let full = self.full(a, b, beside);
        let carries_on = is_rest(&b.text) || is_open(&a.text);
        let turn = if full || carries_on { Continuation::Full } else { Continuation::New };
        self.goes_on(above, below, joined, (full, beside)).then_some(turn)
    }

    /// Whether a text of several full lines runs on: as far below, beginning at the same place, the line above as long
    /// as the others.
    fn runs_on(&self, block: &[(usize, Continuation)], below: usize) -> bool {
        let [.., (before, _), (above, Continuation::Full)] = block else { return false };
        let (z, a, b) = (&self.segments[*before], &self.segments[*above], &self.segments[below]);
        let longest = block.iter().map(|(at, _)| self.segments[*at].right).fold(0.0, f64::max);
        let as_far = ((b.base - a.base) - (a.base - z.base)).abs() < 0.05 * a.size;
        as_far && a.right - a.left > 0.8 * (longest - a.left) && self.left_of(below).is_none()
    }

    fn goes_on(&self, above: usize, below: usize, joined: &[bool], (full, beside): (bool, Option<f64>)) -> bool {
        let (a, b) = (&self.segments[above], &self.segments[below]);
        let carries_on = is_rest(&b.text) || is_open(&a.text);
        match self.left_of(below) {
            Some(SideText::Text(left)) if joined[left] => full || carries_on || self.is_boxed(a, b),
            Some(SideText::Text(_)) => carries_on && (full || self.is_boxed(a, b)) && !self.is_answer(above),
            Some(SideText::Field) => false,
            None if self.left_of(above).is_some() => {
                full || self.thing_right_of(b.right, b.top(), b.bottom()).is_none()
            }
            None if a.text.ends_with(':') => false,
            None => full || beside.is_some() && carries_on,
        }
    }

    /// Whether a line stands right of a text that does not go on below itself, as an answer does.
    fn is_answer(&self, at: usize) -> bool {
        matches!(self.left_of(at), Some(SideText::Text(left)) if !self.has_below(left))
    }

    /// Whether another line stands right below a text, in the same letters.
    fn has_below(&self, at: usize) -> bool {
        (at + 1..self.segments.len()).any(|below| self.above(below) == Some(at))
    }

    /// Whether two lines stand in one small box.
    fn is_boxed(&self, a: &Segment, b: &Segment) -> bool {
        let (left, right, room) = (a.left.max(b.left), a.right.min(b.right), 3.0 * a.size);
        let around = |s: &&Stroke| s.from <= a.top() + 1.0 && s.to >= b.bottom() - 1.0;
        let wall = |from: f64, to: f64| self.strokes.upright.iter().filter(around).any(|s| from <= s.at && s.at <= to);
        wall(left - room, left)
            && wall(right, right + 100.0)
            && self.strokes.rules(a.top() - room, a.base, left, right)
            && self.strokes.rules(b.base, b.bottom() + room, left, right)
    }

    /// Whether the first word of `b` would not have fitted after `a`.
    fn full(&self, a: &Segment, b: &Segment, beside: Option<f64>) -> bool {
        let (breadth, high) = self.size;
        // what is set in the edges of the page, such as its number, stands outside the margins
        let within = |s: &&Segment| 0.04 * high < s.base && s.base < 0.96 * high;
        let texts = self.segments.iter().filter(within).map(|s| s.right);
        let margin = texts.chain(self.boxes.iter().map(|b| b[2])).fold(0.0, f64::max);
        let limit = beside.map_or(margin.max(0.6 * breadth) + 1.0, |left| left - 0.3 * a.size);
        a.right + 0.25 * a.size + b.word > limit
    }

    /// Where the nearest thing or upright line to the right is, between two heights.
    fn right_of(&self, right: f64, top: f64, bottom: f64) -> Option<f64> {
        let lines = self.strokes.upright.iter().filter(|s| s.from < bottom && s.to > top).map(|s| s.at);
        let line = lines.filter(|at| *at > right - 1.0).min_by(f64::total_cmp);
        [line, self.thing_right_of(right, top, bottom)].into_iter().flatten().min_by(f64::total_cmp)
    }

    /// Where the nearest text or field to the right begins, between two heights.
    fn thing_right_of(&self, right: f64, top: f64, bottom: f64) -> Option<f64> {
        let overlaps =
            |t: f64, b: f64| f64::midpoint(t, b) > top && f64::midpoint(t, b) < bottom || t < top && b > bottom;
        let texts = self.segments.iter().filter(|s| overlaps(s.top(), s.bottom())).map(|s| s.left);
        let fields = self.boxes.iter().filter(|b| overlaps(b[1], b[3])).map(|b| b[0]);
        texts.chain(fields).filter(|left| *left > right - 1.0).min_by(f64::total_cmp)
    }

    /// The nearest thing to the left, at the height of this text.
    fn left_of(&self, at: usize) -> Option<SideText> {
        let own = &self.segments[at];
        let middle = own.base - 0.3 * own.size;
        let level = |top: f64, bottom: f64| top <= middle && middle <= bottom;
        let texts = self.segments.iter().enumerate().filter(|(_, s)| level(s.top(), s.bottom()));
        let texts = texts.map(|(at, s)| (s.right, SideText::Text(at)));
        let fields = self.boxes.iter().filter(|b| level(b[1], b[3])).map(|b| (b[2], SideText::Field));
        let nearest = texts.chain(fields).filter(|(right, _)| *right <= own.left + 1.0);
        nearest.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, beside)| beside)
    }
}

/// How a line goes on from the one above it in a cell whose lines are full at `limit`.
fn in_cell(a: &Segment, b: &Segment, limit: f64) -> Continuation {
    let letters = b.text.split(' ').next().map_or(1, |word| word.chars().count().max(1));
    let letter = b.word / f64::from(u32::try_from(letters).unwrap_or(1));
    let word = b.text.split(' ').next().unwrap_or_default();
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    // a word may as well have ended where the line is full: only a number and an address of mail are surely one
    let one = a.text.contains('@') || word.contains('@') || number(&a.text) && number(word);
    if one && !a.text.contains(' ') && a.right + letter > limit {
        Continuation::Cut
    } else if a.right + 0.25 * a.size + b.word > limit {
        Continuation::Full
    } else {
        Continuation::New
    }
}

/// The text of a cell: what was written on a line of its own stands on one, what ran over does not; a word cut by a
/// hyphen or by the wall of its cell is whole again.
pub(in crate::document::pdf) fn text(lines: &[(&str, Continuation)]) -> String {
    let mut text = String::new();
    for (line, turn) in lines {
        if text.ends_with('\u{AD}') {
            text.pop();
        } else if *turn == Continuation::New && !text.is_empty() {
            text.push('\n');
        } else if *turn == Continuation::Full && !text.is_empty() && !(ends_in_hyphen(&text) && is_compound(line)) {
            text.push(' ');
        }
        text.push_str(line);
    }
    text.replace('\u{AD}', "-")
}

/// Whether a text ends in a word with a hyphen.
fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// Whether a line goes on with the word that a hyphen ended: not where it says `en` or `of`, as in `werk- en leerdoelen`.
fn is_compound(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    word.starts_with(char::is_alphanumeric) && !["en", "of"].contains(&word)
}

/// Whether a line can only be the rest of another: it begins in small letters, or holds no word at all.
fn is_rest(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase) || !text.chars().any(char::is_alphanumeric)
}

fn is_open(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with([',', '/', '-', '(', '\u{AD}']) || OPEN.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(placed: &[(f64, f64, &str)]) -> Vec<String> {
        let mut segments: Vec<Segment> = Vec::new();
        for (left, base, content) in placed {
            let wide = |text: &str| 5.0 * f64::from(u32::try_from(text.chars().count()).unwrap_or(0));
            let word = wide(content.split(' ').next().unwrap_or_default());
            let (text, right) = ((*content).to_owned(), left + wide(content));
            segments.push(Segment {
                text,
                left: *left,
                right,
                base: *base,
                size: 10.0,
                font: 0,
                word,
                line: 1,
                part: 1,
                over: 0,
            });
        }
        let (strokes, ruled) = (Strokes::default(), vec![None; segments.len()]);
        let around =
            WrapContext { segments: &segments, boxes: &[], strokes: &strokes, ruled: &ruled, size: (600.0, 800.0) };
        let lines = |block: &Vec<(usize, Continuation)>| {
            block.iter().map(|(at, turn)| (segments[*at].text.as_str(), *turn)).collect::<Vec<_>>()
        };
        around.blocks().iter().map(|block| text(&lines(block))).collect()
    }

    #[test]
    fn an_answer_of_several_lines_is_one_cell_and_labels_stay_apart() {
        let page = [
            (50.0, 100.0, "Adres"),
            (200.0, 100.0, "Dorpsstraat 1"),
            (200.0, 112.0, "1234 AB Ons Dorp"),
            (50.0, 124.0, "Telefoon"),
            (50.0, 136.0, "BSN"),
            (200.0, 136.0, "geen"),
        ];
        assert_eq!(joined(&page), ["Adres", "Dorpsstraat 1\n1234 AB Ons Dorp", "Telefoon", "BSN", "geen"]);
    }

    #[test]
    fn a_label_goes_on_in_small_letters_or_after_an_open_word() {
        let page = [
            (50.0, 100.0, "Datum waarop het dienst"),
            (200.0, 100.0, "1-2-2026"),
            (50.0, 112.0, "verband begint"),
            (50.0, 124.0, "Naam van de"),
            (200.0, 124.0, "Jansen"),
            (50.0, 136.0, "Gemeente"),
        ];
        let cells = ["Datum waarop het dienst verband begint", "1-2-2026", "Naam van de Gemeente", "Jansen"];
        assert_eq!(joined(&page), cells);
    }

    #[test]
    fn an_answer_under_its_label_stays_its_own_cell_even_in_small_letters() {
        let page = [
            (50.0, 100.0, "Regime"),
            (50.0, 112.0, "midden"),
            (50.0, 130.0, "Een heel lange regel die verder reikt dan alle andere regels van dit blad"),
        ];
        assert_eq!(joined(&page)[..2], ["Regime", "midden"]);
    }

    #[test]
    fn headings_that_end_on_one_line_are_whole() {
        let page = [
            (150.0, 100.0, "Wat doet de"),
            (210.0, 100.0, "Gereed"),
            (50.0, 112.0, "Doel"),
            (150.0, 112.0, "jobcoach?"),
            (210.0, 112.0, "op of voor"),
            (265.0, 112.0, "Uren"),
            (50.0, 130.0, "op tijd"),
            (150.0, 130.0, "bellen"),
        ];
        let cells = ["Wat doet de jobcoach?", "Gereed op of voor", "Doel", "Uren", "op tijd", "bellen"];
        assert_eq!(joined(&page), cells);
    }

    #[test]
    fn a_soft_hyphen_at_the_end_of_a_line_is_taken_back() {
        let text = |above, turn, below| text(&[(above, Continuation::New), (below, turn)]);
        assert_eq!(text("begelei\u{AD}", Continuation::Full, "ding"), "begeleiding");
        assert_eq!(text("job-", Continuation::Full, "coach"), "job-coach");
        assert_eq!(text("werk-", Continuation::Full, "en leerdoelen"), "werk- en leerdoelen");
        assert_eq!(text("job-", Continuation::New, "coach"), "job-\ncoach");
        assert_eq!(text("jan@voorb", Continuation::Cut, "eeld.nl"), "jan@voorbeeld.nl");
    }
}
