//! Gathers the characters of a page into lines, and each line into the texts that stand apart on it.

use crate::document::pdf::content::content_stream::Drawn;
use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::text::raised;

/// A gap of this many times the size of the letters sets two texts apart.
const APART: f64 = 1.0;

/// A gap of this many times the size of the letters is a space.
const SPACE: f64 = 0.17;

/// A text that stands on its own on a line; lengths are in points from the page's top left corner.
#[derive(Clone, Debug)]
pub(in crate::document::pdf) struct Segment {
    pub(in crate::document::pdf) text: String,
    pub(in crate::document::pdf) left: f64,
    pub(in crate::document::pdf) right: f64,
    pub(in crate::document::pdf) base: f64,
    pub(in crate::document::pdf) size: f64,
    pub(in crate::document::pdf) font: u16,
    /// How wide its first word is.
    pub(in crate::document::pdf) word: f64,
    /// Its line on the page and its part of that line, from one.
    pub(in crate::document::pdf) line: u32,
    pub(in crate::document::pdf) part: u32,
    /// How many of its letters stand over the one before.
    pub(in crate::document::pdf) over: usize,
}

impl Segment {
    /// Where its letters begin.
    pub(in crate::document::pdf) fn top(&self) -> f64 {
        self.base - 0.75 * self.size
    }

    /// Where its letters end.
    pub(in crate::document::pdf) fn bottom(&self) -> f64 {
        self.base + 0.2 * self.size
    }

    fn begin(chars: &PositionedChar) -> Self {
        let PositionedChar { text, left, right, base, size, font } = chars.clone();
        Self { text, left, right, base, size, font, word: right - left, line: 0, part: 0, over: 0 }
    }

    fn push(&mut self, chars: &PositionedChar, space: bool) {
        if space {
            self.text.push(' ');
        } else if !self.text.contains(' ') {
            self.word = chars.right - self.left;
        }
        let small = chars.size < 0.8 * self.size && chars.base < self.base - 0.2 * self.size;
        if small && !space {
            self.text.push_str(&raised::raise(&chars.text));
        } else {
            self.text.push_str(&chars.text);
        }
        self.over += usize::from(!space && chars.left < self.right - 0.5 * (chars.right - chars.left));
        self.right = self.right.max(chars.right);
        self.size = self.size.max(chars.size);
    }
}

/// The texts of a page, line by line and from left to right. `boxes` are the form fields: `[left, top, right, bottom]`.
pub(in crate::document::pdf) fn segments(drawn: &Drawn, boxes: &[[f64; 4]]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut line = 0;
    for inks in lines(&drawn.chars) {
        let parts = apart(&inks, drawn, boxes);
        if parts.is_empty() {
            continue;
        }
        line += 1;
        for (part, mut segment) in (1..).zip(parts) {
            (segment.line, segment.part) = (line, part);
            segments.push(segment);
        }
    }
    segments
}

/// The characters of each line, from top to bottom.
fn lines(chars: &[PositionedChar]) -> Vec<Vec<&PositionedChar>> {
    let mut sorted: Vec<&PositionedChar> = chars.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Vec<&PositionedChar>> = Vec::new();
    let (mut base, mut size) = (f64::MIN, 0.0);
    for chars in sorted {
        match lines.last_mut() {
            Some(line) if chars.base - base <= 0.35 * chars.size.max(size) => line.push(chars),
            _ => {
                lines.push(vec![chars]);
                (base, size) = (chars.base, 0.0);
            }
        }
        if chars.size > size {
            (base, size) = (chars.base, chars.size);
        }
    }
    lines
}

/// The texts of one line.
fn apart(inks: &[&PositionedChar], drawn: &Drawn, boxes: &[[f64; 4]]) -> Vec<Segment> {
    let mut sorted = inks.to_vec();
    sorted.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut segments: Vec<Segment> = Vec::new();
    let mut letters: Vec<Vec<&PositionedChar>> = Vec::new();
    let mut space = false;
    for chars in sorted {
        if chars.text.trim().is_empty() {
            space = true;
            continue;
        }
        match segments.last_mut() {
            Some(last) if again(last, chars) => {}
            Some(last) if !parted(last, chars, drawn, boxes) => {
                let gap = chars.left - last.right;
                last.push(chars, gap > 0.01 * chars.size && space || gap > SPACE * chars.size);
                letters.last_mut().into_iter().for_each(|own| own.push(chars));
            }
            _ => {
                segments.push(Segment::begin(chars));
                letters.push(vec![chars]);
            }
        }
        space = false;
    }
    for (segment, letters) in segments.iter_mut().zip(letters) {
        if segment.over > 1 {
            segment.text = as_drawn(letters);
        }
        segment.text = segment.text.trim().to_owned();
    }
    take_colons(&mut segments);
    segments
}

/// Texts that stand over each other, one after the other as they were drawn: their letters side by side would make another
/// text.
fn as_drawn(mut letters: Vec<&PositionedChar>) -> String {
    // all of them are letters of one page, in the order in which they were drawn
    letters.sort_by_key(|letter| std::ptr::from_ref(*letter));
    let (mut text, mut right) = (String::new(), f64::NEG_INFINITY);
    for letter in letters {
        let (back, gap) = (letter.left < right - letter.size, letter.left - right);
        text.push_str(if back {
            " | "
        } else if gap > SPACE * letter.size && !text.is_empty() {
            " "
        } else {
            ""
        });
        text.push_str(&letter.text);
        right = letter.right;
    }
    text
}

/// A colon that begins a text belongs to the label before it: `Naam      : Jan`.
fn take_colons(segments: &mut Vec<Segment>) {
    for n in 1..segments.len() {
        let Some(rest) = segments[n].text.strip_prefix(':').filter(|rest| !rest.starts_with(':')) else { continue };
        let rest = rest.trim_start().to_owned();
        let by =
            (segments[n].right - segments[n].left) * share(segments[n].text.len() - rest.len(), segments[n].text.len());
        segments[n].left += by;
        segments[n].text = rest;
        if !segments[n - 1].text.ends_with(':') {
            segments[n - 1].text.push(':');
        }
    }
    segments.retain(|segment| !segment.text.is_empty());
}

/// How much of a text a part of it is.
fn share(part: usize, whole: usize) -> f64 {
    let length = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    length(part) / length(whole.max(1))
}

/// Whether this is the last character once more, set a hair aside to look bold.
fn again(last: &Segment, chars: &PositionedChar) -> bool {
    last.text.ends_with(&chars.text) && (last.right - chars.right).abs() < 0.1 * chars.size && chars.left < chars.right
}

/// Whether a wide gap, a form field or an upright line stands between a text and the next character.
fn parted(last: &Segment, chars: &PositionedChar, drawn: &Drawn, boxes: &[[f64; 4]]) -> bool {
    let gap = chars.left - last.right;
    let (top, bottom) = (chars.base - 0.7 * chars.size, chars.base);
    let middle = f64::midpoint(top, bottom);
    let held = |b: &[f64; 4]| b[1] <= middle && middle <= b[3] && last.right <= b[0] + 2.0 && b[2] - 2.0 <= chars.left;
    gap > APART * chars.size
        || gap > 0.05 * chars.size
            && (boxes.iter().any(held) || drawn.strokes.parts(last.right - 0.5, chars.left + 0.5, top, bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(drawn: &mut Drawn, at: (f64, f64), text: &str) {
        for (i, c) in (0u32..).zip(text.chars()) {
            let left = at.0 + 5.0 * f64::from(i);
            let text = c.to_string();
            drawn.chars.push(PositionedChar { text, left, right: left + 5.0, base: at.1, size: 10.0, font: 0 });
        }
    }

    #[test]
    fn a_line_falls_apart_at_wide_gaps_and_at_fields() {
        let mut drawn = Drawn::default();
        write(&mut drawn, (50.0, 100.0), "Naam kind");
        write(&mut drawn, (120.0, 101.0), "Ja");
        write(&mut drawn, (138.0, 100.0), "Nee");
        write(&mut drawn, (50.0, 120.0), "Onder");
        let found: Vec<_> =
            segments(&drawn, &[[130.5, 92.0, 138.0, 100.0]]).into_iter().map(|s| (s.text, s.line, s.part)).collect();
        let expected = [("Naam kind", 1, 1), ("Ja", 1, 2), ("Nee", 1, 3), ("Onder", 2, 1)];
        assert_eq!(found, expected.map(|(text, line, part)| (text.to_owned(), line, part)));
    }

    #[test]
    fn text_printed_twice_to_look_bold_is_read_once() {
        let mut drawn = Drawn::default();
        write(&mut drawn, (50.0, 100.0), "BSN");
        write(&mut drawn, (50.3, 100.0), "BSN");
        assert_eq!(segments(&drawn, &[]).len(), 1);
        assert_eq!(segments(&drawn, &[])[0].text, "BSN");
    }
}
