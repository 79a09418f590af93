//! Words that were read in a picture, set on a page as if they were printed there: levelled where the paper lay askew, with
//! the lines of tables as lines.

use crate::document::external::tesseract::{Page as Read, Word};
use crate::document::pdf::content::content_stream::Drawn;
use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::document::pdf::structure::matrix::Matrix;

/// How high capitals are, small letters, and how far letters hang below the line, in sizes of the letters: those of Helvetica
/// (718, 523 and 207 thousandths), for the faces of prints differ little in them.
const CAPITAL: f64 = 0.72;
const SMALL: f64 = 0.53;
const BELOW: f64 = 0.21;

/// Dots that a drawn line is thick at the most: 0.7 mm at 300 dots an inch. Chosen; measured by nobody.
const THIN: f64 = 8.0;

/// A line along at least so many dots is drawn, and no dash or letter: 3.4 mm at 300 dots an inch, more than an em dash of
/// nine points. Chosen; measured by nobody.
const LONG: f64 = 40.0;

/// Puts the words on the page; `place` takes the picture, as a square of one by one with its origin at the lower left, to
/// the page.
pub(in crate::document::pdf) fn set(read: &Read, place: Matrix, drawn: &mut Drawn) {
    if read.wide < 1.0 || read.high < 1.0 {
        return;
    }
    let slope = slope(&read.words);
    let to_page = |x: f64, y: f64| {
        // A small turn about the middle of the picture.
        let (cx, cy) = (x - read.wide / 2.0, y - read.high / 2.0);
        let (x, y) = (x + cy * slope, y - cx * slope);
        place.apply((x / read.wide, 1.0 - y / read.high))
    };
    let plain = usual_height(&read.words);
    for line in read.words.chunk_by(|a, b| a.line == b.line) {
        let words: Vec<Set> = line.iter().filter_map(|word| setting(word, slope, plain)).collect();
        let size = median(words.iter().map(|word| word.size).collect());
        for Set { text, left, right, base, .. } in words {
            let middle = f64::midpoint(left, right);
            let ((x0, _), (x1, _)) = (to_page(left, base), to_page(right, base));
            let (_, y) = to_page(middle, base);
            let (_, top) = to_page(middle, base - size);
            drawn.chars.push(PositionedChar {
                text,
                left: x0.min(x1),
                right: x0.max(x1),
                base: y,
                size: (y - top).abs(),
                font: 0,
            });
        }
    }
    for word in read.words.iter().filter(|word| is_rule(word)) {
        let middle = (word.left + word.wide / 2.0, word.top + word.high / 2.0);
        let ((left, top), (right, bottom)) = (to_page(word.left, middle.1), to_page(word.left + word.wide, middle.1));
        if word.wide > word.high {
            drawn.strokes.drawn([left.min(right), top, left.max(right), bottom]);
        } else {
            let ((x, top), (_, bottom)) = (to_page(middle.0, word.top), to_page(middle.0, word.top + word.high));
            drawn.strokes.drawn([x, top.min(bottom), x, top.max(bottom)]);
        }
    }
}

/// Whether it is a line that somebody drew: the program gives such a one as a word without letters, or as a bar.
fn is_rule(word: &Word) -> bool {
    let lettered = word.text.chars().any(char::is_alphanumeric);
    let level = word.high <= THIN && word.wide >= LONG;
    let upright = word.wide <= THIN && word.high >= LONG / 2.0;
    !lettered && (level || upright)
}

/// A word with the line it stands on, still in dots.
struct Set {
    text: String,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
}

fn setting(word: &Word, slope: f64, plain: f64) -> Option<Set> {
    let text = without_border(&word.text, word.high > 1.5 * plain);
    if is_rule(word) || !text.chars().any(|c| c.is_alphanumeric() || "☐☑☒□■".contains(c)) && text.chars().count() < 2
    {
        return None;
    }
    let high = (word.high - word.wide * slope.abs()).clamp(4.0, 1.5 * plain.max(4.0));
    let middle = word.top + word.high / 2.0;
    let tall = text.chars().any(|c| c.is_uppercase() || c.is_ascii_digit() || "bdfhklßt€/()".contains(c));
    let hangs = text.chars().any(|c| "gjpqyQ,;()/".contains(c));
    let share = if tall { CAPITAL } else { SMALL } + if hangs { BELOW } else { 0.0 };
    let size = high / share;
    let base = middle + high / 2.0 - if hangs { BELOW * size } else { 0.0 };
    Some(Set { text: text.to_owned(), left: word.left, right: word.left + word.wide, base, size })
}

/// A word without the border that touches it, which is taken for a bar, or for a bracket that nothing closes.
fn without_border(word: &str, tall: bool) -> &str {
    let pairs = [('[', ']'), ('(', ')'), ('{', '}')];
    let alone = |c: char, other: char| tall || !word.contains(other) && word.contains(c);
    let opens = |c: char| c == '|' || pairs.iter().any(|(open, close)| c == *open && alone(*open, *close));
    let closes = |c: char| c == '|' || pairs.iter().any(|(open, close)| c == *close && alone(*close, *open));
    word.trim_start_matches(opens).trim_end_matches(closes)
}

/// How high most words are.
fn usual_height(words: &[Word]) -> f64 {
    median(words.iter().filter(|word| word.text.chars().any(char::is_alphabetic)).map(|word| word.high).collect())
}

/// How many dots the lines of print rise or fall along one dot: the slope of most of them.
fn slope(words: &[Word]) -> f64 {
    let mut slopes: Vec<f64> = Vec::new();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let lettered = |word: &&Word| word.text.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        let words: Vec<&Word> = line.iter().filter(lettered).collect();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let along = (last.left + last.wide / 2.0) - (first.left + first.wide / 2.0);
        if along < 150.0 {
            continue;
        }
        let middle = |word: &Word| word.top + word.high / 2.0;
        // A longer line says it more exactly.
        let times = if along > 600.0 { 3 } else { 1 };
        slopes.extend(std::iter::repeat_n((middle(last) - middle(first)) / along, times));
    }
    let slope = median(slopes);
    // Less than a fifth of a degree is the height of letters; more than ten is no paper that somebody laid down.
    if slope.abs() < 0.0035 || slope.abs() > 0.18 { 0.0 } else { slope }
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f64, top: f64, line: u32) -> Word {
        let wide = 20.0 * f64::from(u32::try_from(text.len()).unwrap_or(1));
        Word { text: text.into(), left, top, wide, high: 30.0, line: (1, 1, line) }
    }

    /// A page that lies askew by two degrees: words of one line come out at one height.
    #[test]
    fn a_page_that_lies_askew_is_levelled() {
        let fall = 2.0_f64.to_radians().tan();
        let mut read = Read { wide: 2480.0, high: 3508.0, words: Vec::new() };
        for line in 0..4 {
            let top = 400.0 + 100.0 * f64::from(line);
            for left in [200.0, 900.0, 1900.0] {
                read.words.push(word("Naamloos", left, top + fall * (left + 80.0), line));
            }
        }
        let mut drawn = Drawn::default();
        set(
            &read,
            Matrix([595.0, 0.0, 0.0, 842.0, 0.0, 0.0]).then(Matrix::page([0.0, 0.0, 595.0, 842.0], 0)),
            &mut drawn,
        );
        for line in drawn.chars.chunks(3) {
            let heights: Vec<f64> = line.iter().map(|chars| chars.base).collect();
            assert!(heights.iter().all(|height| (height - heights[0]).abs() < 1.5), "{heights:?}");
        }
        assert!(drawn.chars[3].base - drawn.chars[0].base > 15.0);
    }

    #[test]
    fn a_bracket_that_nothing_closes_is_a_border() {
        for (word, text) in
            [("[Sanne", "Sanne"), ("|J.", "J."), ("huid]", "huid"), ("(06)", "(06)"), ("[x]", "[x]"), ("a(b", "a(b")]
        {
            assert_eq!(without_border(word, false), text, "{word}");
        }
        assert_eq!(without_border("(06-12345678", true), "06-12345678");
    }

    #[test]
    fn lines_of_tables_are_drawn_and_borders_are_no_letters() {
        let rule = |wide, high| Word { text: String::new(), left: 100.0, top: 300.0, wide, high, line: (9, 1, 1) };
        let mut glued = word("[Jansen", 600.0, 600.0, 2);
        glued.high = 60.0;
        let words = vec![
            word("Naam", 200.0, 600.0, 1),
            word("Adres", 200.0, 700.0, 3),
            glued,
            rule(900.0, 2.0),
            rule(2.0, 60.0),
        ];
        let read = Read { wide: 1000.0, high: 1000.0, words };
        let mut drawn = Drawn::default();
        set(&read, Matrix([500.0, 0.0, 0.0, -500.0, 0.0, 500.0]), &mut drawn);
        assert_eq!(
            drawn.chars.iter().map(|chars| chars.text.as_str()).collect::<Vec<_>>(),
            ["Naam", "Adres", "Jansen"]
        );
        assert_eq!((drawn.strokes.level.len(), drawn.strokes.upright.len()), (1, 1));
    }
}
