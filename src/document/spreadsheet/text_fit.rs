//! How much text shows in a cell that does not grow with it.

/// The room of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellSize {
    /// The letters on one line, of usual width.
    pub letters: f64,
    pub lines: usize,
}

/// How far a text must be over before it is said: widths are those of usual letters, not of these. Chosen; measured by nobody.
const SURE: f64 = 1.1;

/// How wide a letter of a Dutch text is beside a digit, spaces included. The pages of `docs/nl` are 0.80 (Helvetica) to 0.86
/// (its bold) of a digit wide a letter; answers have more capitals and digits than prose, so it was chosen above these.
const LETTER_PER_DIGIT: f64 = 0.9;

/// How far one line of text is below another, in sizes of its letters: that of Helvetica and Arial.
const LINE: f64 = 1.15;

/// How much of the last line may be cut off below before a reader misses anything, in sizes of the letters: the space below a
/// line (0.15) and the tails of its letters (0.2). Chosen; measured by nobody.
const TAIL: f64 = 0.35;

/// A cell, before it is known how much text it holds.
#[derive(Clone, Copy, Debug)]
pub struct CellBox {
    /// How many digits stand beside each other in it.
    pub digits: f64,
    /// The size of those digits, in points.
    pub digit_size: f64,
    /// In points.
    pub height: f64,
    /// The size of its letters, in points.
    pub letter_size: f64,
    /// It breaks text into lines.
    pub wraps: bool,
}

impl CellSize {
    pub fn of(cell: CellBox) -> Self {
        let CellBox { digits, digit_size, height, letter_size: size, wraps } = cell;
        let letters = digits * digit_size / size / LETTER_PER_DIGIT;
        let lines = (1..=1000_u16).take_while(|n| f64::from(*n) * size * LINE <= height + TAIL * size).count();
        Self { letters, lines: if wraps { lines.max(1) } else { 1 } }
    }

    /// Whether a text shows as a whole, as far as can be told without its letters.
    pub fn holds(self, text: &str) -> bool {
        let on_a_line = self.letters * SURE;
        text.split('\n').map(|line| lines(line, on_a_line)).sum::<usize>() <= self.lines
    }
}

/// The lines that one line takes when it is broken between its words.
fn lines(text: &str, on_a_line: f64) -> usize {
    let long = |word: &str| f64::from(u32::try_from(word.chars().count()).unwrap_or(u32::MAX));
    let (mut lines, mut at) = (1, 0.0);
    for word in text.split_whitespace() {
        let word = long(word);
        if at > 0.0 && at + 1.0 + word > on_a_line {
            lines += 1;
            at = word;
        } else {
            at += word + if at > 0.0 { 1.0 } else { 0.0 };
        }
        // A word longer than the line is broken too.
        while at > on_a_line && on_a_line >= 1.0 {
            lines += 1;
            at -= on_a_line;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_as_long_as_its_lines_fit() {
        let room =
            CellSize::of(CellBox { digits: 18.0, digit_size: 11.0, height: 31.0, letter_size: 11.0, wraps: true });
        assert_eq!((format!("{:.0}", room.letters), room.lines), ("20".to_owned(), 2));
        assert!(room.holds("twee regels van ruim twintig letters"));
        assert!(!room.holds("drie regels van twintig letters is er in dit vak een te veel"));
        assert!(!room.holds("a\nb\nc"), "lines of its own");
        assert!(!room.holds(&"x".repeat(60)), "one long word");
        assert!(!CellSize { lines: 1, ..room }.holds("twee regels van ruim twintig letters"));
    }
}
