//! Letters of a print that a line is drawn through: struck out, where the line is as long as they are.

use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::document::pdf::content::strokes::Strokes;
use crate::text::content::strike;

/// How high above the line on which letters stand, in their size, a line strikes them out.
const LOW: f64 = 0.18;
const HIGH: f64 = 0.42;

/// How far a line that strikes out letters goes on beside them, in their size.
const BESIDE: f64 = 1.2;

/// The largest letters of a form, in points.
const LARGE: f64 = 60.0;

/// Strikes out the letters that a level line of their own length goes through; whether another line goes over letters.
pub(in crate::document::pdf) fn strike_out(chars: &mut [PositionedChar], strokes: &Strokes) -> bool {
    if strokes.level.is_empty() && strokes.slanted.is_empty() {
        return false;
    }
    let mut order: Vec<usize> = (0..chars.len()).filter(|at| !chars[*at].text.trim().is_empty()).collect();
    order.sort_by(|a, b| chars[*a].base.total_cmp(&chars[*b].base));
    let mut over = strokes.slanted.iter().any(|line| crosses(line, chars, &order));
    let mut struck: Vec<usize> = Vec::new();
    for line in &strokes.level {
        let from = order.partition_point(|at| chars[*at].base <= line.at);
        let near = order[from..].iter().copied().take_while(|at| chars[*at].base <= line.at + HIGH * LARGE);
        let through: Vec<usize> = near.filter(|at| is_through(&chars[*at], line.at, line.from, line.to)).collect();
        let of = |at: &usize| &chars[*at];
        let left = through.iter().map(|at| of(at).left).fold(f64::INFINITY, f64::min);
        let right = through.iter().map(|at| of(at).right).fold(f64::NEG_INFINITY, f64::max);
        let size = through.iter().map(|at| of(at).size).fold(0.0, f64::max);
        let words = through.iter().filter(|at| of(at).text.chars().any(char::is_alphanumeric)).count();
        if words == 0 {
        } else if line.from >= left - BESIDE * size && line.to <= right + BESIDE * size {
            struck.extend(through);
        } else {
            over |= words > 1;
        }
    }
    struck.sort_unstable();
    struck.dedup();
    for at in struck {
        chars[at].text = strike(&chars[at].text);
    }
    over
}

/// Whether a level line goes through the middle of a letter.
fn is_through(letter: &PositionedChar, at: f64, from: f64, to: f64) -> bool {
    let middle = f64::midpoint(letter.left, letter.right);
    let above = letter.base - at;
    (LOW * letter.size..=HIGH * letter.size).contains(&above) && from <= middle && middle <= to
}

/// Whether a slanted line goes over some letters.
fn crosses([x0, y0, x1, y1]: &[f64; 4], chars: &[PositionedChar], order: &[usize]) -> bool {
    let (low, high) = (y0.min(*y1), y0.max(*y1));
    let from = order.partition_point(|at| chars[*at].base < low);
    let near = order[from..].iter().take_while(|at| chars[**at].base <= high + LARGE);
    let over = |letter: &PositionedChar| {
        let x = f64::midpoint(letter.left, letter.right);
        let part = (x - x0) / (x1 - x0);
        let y = y0 + part * (y1 - y0);
        (0.0..=1.0).contains(&part) && (letter.base - 0.6 * letter.size..=letter.base).contains(&y)
    };
    let letters = near.map(|at| &chars[*at]).filter(|letter| letter.text.chars().any(char::is_alphanumeric));
    letters.filter(|letter| over(letter)).take(2).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::pdf::content::strokes::Stroke;

    fn letters(text: &str) -> Vec<PositionedChar> {
        let letter = |(n, c): (u32, char)| {
            let left = 50.0 + 5.0 * f64::from(n);
            PositionedChar { text: c.to_string(), left, right: left + 5.0, base: 100.0, size: 10.0, font: 0 }
        };
        (0..).zip(text.chars()).map(letter).collect()
    }

    fn said(strokes: &Strokes) -> (String, bool) {
        let mut chars = letters("24 uur");
        let over = strike_out(&mut chars, strokes);
        (chars.into_iter().map(|letter| letter.text).collect(), over)
    }

    #[test]
    fn a_line_of_their_own_length_strikes_letters_out() {
        let level = |at: f64, from: f64, to: f64| {
            let mut strokes = Strokes::default();
            strokes.level.push(Stroke { at, from, to });
            strokes
        };
        assert_eq!(said(&level(97.0, 49.0, 60.0)), ("2\u{336}4\u{336} uur".to_owned(), false));
        assert_eq!(said(&level(101.0, 49.0, 82.0)), ("24 uur".to_owned(), false));
        assert_eq!(said(&level(97.0, 0.0, 500.0)), ("24 uur".to_owned(), true));
        let mut slanted = Strokes::default();
        slanted.slanted.push([49.0, 101.0, 81.0, 93.0]);
        assert_eq!(said(&slanted), ("24 uur".to_owned(), true));
    }
}
