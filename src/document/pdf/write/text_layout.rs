//! Sets the text of a field: on one line, on several, a character a cell, or as the lines of a list.

use crate::document::pdf::fields::Field;
use crate::document::pdf::write::typeface::Face;
use crate::document::pdf::write::widget_box::Frame;

/// The distance between two lines, in sizes of the letters: that of Helvetica and Arial.
pub(super) const LEADING: f64 = 1.15;

/// How far letters reach above their line and below it, in sizes of the letters: capitals and tails of Helvetica.
pub(super) const REACH: (f64, f64) = (0.72, 0.21);

/// The size of letters where the form leaves it open, at most and at least, in points:
/// chosen, and measured by nobody.
const OPEN_SIZE: (f64, f64) = (10.0, 5.0);

/// A line of text, by points to the right of the lower left corner of the frame and above it.
pub(super) struct PlacedLine {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
}

/// Lines of text with the place of each, and the size of their letters.
pub(super) struct Setting {
    /// In points.
    pub(in crate::document::pdf) size: f64,
    pub(in crate::document::pdf) lines: Vec<PlacedLine>,
    /// All of the text shows.
    pub(in crate::document::pdf) whole: bool,
}

/// One line.
pub(in crate::document::pdf) fn single(frame: &Frame<'_>, text: &str, field: &Field, face: Face) -> Setting {
    let width = face.width(text);
    let fitting = (frame.breadth() / width.max(0.01)).min((frame.high - 2.0 * frame.border) / LEADING);
    let size = match size_of(&field.look) {
        0.0 => fitting.clamp(OPEN_SIZE.1 - 1.0, OPEN_SIZE.0),
        given => given,
    };
    let whole = width * size <= frame.breadth() + 0.5;
    let x = frame.begin(if whole { field.align } else { 0 }, width * size);
    Setting { size, lines: vec![PlacedLine { x, y: middle(frame.high, size), text: text.to_owned() }], whole }
}

/// As many lines as it takes.
pub(in crate::document::pdf) fn several(frame: &Frame<'_>, text: &str, field: &Field, face: Face) -> Setting {
    let room = frame.high - 2.0 * frame.border - 2.0;
    let wrapped = |size: f64| face.wrap(text, frame.breadth() / size);
    let high = |lines: &[String], size: f64| f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX)) * LEADING * size;
    let mut size = size_of(&field.look);
    if size == 0.0 {
        size = OPEN_SIZE.0;
        while size > OPEN_SIZE.1 && high(&wrapped(size), size) > room {
            size -= 0.5;
        }
    }
    let lines = wrapped(size);
    let whole = high(&lines, size) <= room + 0.3 * size;
    let top = frame.high - frame.border - 2.0 - REACH.0 * size;
    let ys = std::iter::successors(Some(top), |y| Some(y - LEADING * size));
    let place = |(text, y): (String, f64)| {
        let x = frame.begin(field.align, face.width(&text) * size);
        PlacedLine { x, y, text }
    };
    Setting { size, lines: lines.into_iter().zip(ys).map(place).collect(), whole }
}

/// Each character in a cell of its own.
pub(in crate::document::pdf) fn comb(
    frame: &Frame<'_>,
    text: &str,
    cells: usize,
    field: &Field,
    face: Face,
) -> Setting {
    let cell = frame.wide / f64::from(u32::try_from(cells).unwrap_or(u32::MAX));
    let given = size_of(&field.look);
    let size = if given == 0.0 { (frame.high * 0.7).min(OPEN_SIZE.0) } else { given };
    let xs = std::iter::successors(Some(cell / 2.0), |x| Some(x + cell));
    let place = |(c, x): (char, f64)| {
        let c = c.to_string();
        PlacedLine { x: x - face.width(&c) * size / 2.0, y: middle(frame.high, size), text: c }
    };
    let whole = text.chars().count() <= cells;
    Setting { size, lines: text.chars().zip(xs).map(place).collect(), whole }
}

/// All options below each other, from such a one that the chosen one shows.
pub(in crate::document::pdf) fn list(frame: &Frame<'_>, field: &Field, face: Face) -> Setting {
    let size = match size_of(&field.look) {
        0.0 => OPEN_SIZE.0,
        given => given,
    };
    let fitting = (1..=1000u16).take_while(|n| f64::from(*n) * LEADING * size <= frame.high).count().max(1);
    let chosen = field.options.iter().position(|(stored, _)| field.values.contains(stored)).unwrap_or(0);
    let skipped = (chosen + 1).saturating_sub(fitting);
    let top = frame.high - frame.border - REACH.0 * size - 2.0;
    let ys = std::iter::successors(Some(top), |y| Some(y - LEADING * size));
    let place = |((_, shown), y): (&(String, String), f64)| PlacedLine {
        x: frame.begin(field.align, face.width(shown) * size),
        y,
        text: shown.clone(),
    };
    Setting {
        size,
        lines: field.options.iter().skip(skipped).take(fitting + 1).zip(ys).map(place).collect(),
        whole: true,
    }
}

/// Where a line of this size stands in the middle of a height.
fn middle(high: f64, size: f64) -> f64 {
    (high - (REACH.0 + REACH.1) * size) / 2.0 + REACH.1 * size
}

/// The size of the letters in a `/DA` such as `/Helv 12 Tf 0 g`; 0 where it is left open.
fn size_of(look: &str) -> f64 {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf").unwrap_or(0);
    at.checked_sub(1).and_then(|at| words[at].parse().ok()).filter(|size| (1.0..=200.0).contains(size)).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_says_the_size_or_leaves_it_open() {
        for (look, size) in [("/Helv 12 Tf 0 g", "12"), ("0 0 1 rg /F1 0 Tf", "0"), ("Tf", "0"), ("/F .001 Tf", "0")] {
            assert_eq!(size_of(look).to_string(), size, "{look}");
        }
    }
}
