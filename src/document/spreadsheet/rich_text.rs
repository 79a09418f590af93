//! Text in stretches of one font, and how a new text takes over the fonts of an old one.

use crate::text::content::STRUCK;
use crate::text::gap;

/// A stretch of text in one font `F`, struck out or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Run<F> {
    pub font: F,
    pub struck: bool,
    pub text: String,
}

/// Lays out `new`, with its struck-out letters marked, in the fonts of `old`: what begins and ends alike keeps its
/// fonts, and what stands between takes that of what it replaces. `plain` is the font of a cell without any.
pub fn lay<F: Clone + PartialEq>(old: &[(char, F)], plain: &F, new: &str) -> Vec<Run<F>> {
    let letters = letters(new);
    let fonts = of_gaps(old, &letters).unwrap_or_else(|| of_middle(old, &letters));
    let mut runs: Vec<Run<F>> = Vec::new();
    for ((c, struck), at) in letters.iter().zip(fonts) {
        let font = at.and_then(|at| old.get(at)).map_or(plain, |(_, font)| font);
        match runs.last_mut().filter(|run| run.font == *font && run.struck == *struck) {
            Some(run) => run.text.push(*c),
            None => runs.push(Run { font: font.clone(), struck: *struck, text: c.to_string() }),
        }
    }
    runs
}

/// Which old letter gives each new one its font, where only what lies between begin and end differs.
fn of_middle<F>(old: &[(char, F)], letters: &[(char, bool)]) -> Vec<Option<usize>> {
    let same = |(a, b): &(&(char, F), &(char, bool))| a.0 == b.0;
    let head = old.iter().zip(letters).take_while(same).count();
    let most = old.len().min(letters.len()) - head;
    let tail = old.iter().rev().zip(letters.iter().rev()).take(most).take_while(same).count();
    let middle = if head + tail < old.len() { Some(head) } else { head.checked_sub(1) };
    let middle = middle.or(Some(0));
    let of = |at: usize| match at {
        at if at < head => Some(at),
        at if at >= letters.len() - tail => Some(old.len() - (letters.len() - at)),
        _ => middle,
    };
    (0..letters.len()).map(of).collect()
}

/// The same of a sentence of which gaps are filled in: each answer takes the font of its own gap.
fn of_gaps<F>(old: &[(char, F)], letters: &[(char, bool)]) -> Option<Vec<Option<usize>>> {
    let before: String = old.iter().map(|(c, _)| c).collect();
    let after: String = letters.iter().map(|(c, _)| c).collect();
    let changes = gap::changes(&before, &gap::all(&before), &after)?;
    let count = |text: &str| text.chars().count();
    let (mut fonts, mut from, mut at) = (Vec::with_capacity(letters.len()), 0, 0);
    for (gap, filled) in changes {
        let first = count(&before[..gap.start]);
        fonts.extend((at..first).map(Some));
        // the space before an answer is the words'; its own font is that of the first sign of its gap
        let sign = before[gap.clone()].chars().take_while(|c| *c == ' ').count();
        fonts.extend(after[filled.clone()].chars().map(|c| Some(if c == ' ' { first } else { first + sign })));
        (from, at) = (filled.end, count(&before[..gap.end]));
    }
    fonts.extend((at..at + count(&after[from..])).map(Some));
    (fonts.len() == letters.len()).then_some(fonts)
}

/// The letters of a marked text, each with whether it is struck out; white space between struck letters is struck too.
fn letters(marked: &str) -> Vec<(char, bool)> {
    let mut letters: Vec<(char, bool)> = Vec::with_capacity(marked.len());
    let mut white_from = None;
    let mut chars = marked.chars().peekable();
    while let Some(c) = chars.next() {
        let struck = chars.next_if_eq(&STRUCK).is_some();
        if c.is_whitespace() && !struck {
            let after_struck = letters.last().is_some_and(|(_, struck)| *struck);
            white_from = white_from.or(after_struck.then_some(letters.len()));
        } else if let Some(from) = white_from.take().filter(|_| struck) {
            letters[from..].iter_mut().for_each(|(_, struck)| *struck = true);
        }
        letters.push((c, struck));
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::strike;

    #[test]
    fn fonts_stay_with_the_words_they_were_of() {
        let old = |text: &str, bold: usize| -> Vec<(char, u8)> {
            text.chars().enumerate().map(|(at, c)| (c, u8::from(at < bold))).collect()
        };
        let laid = |old: &[(char, u8)], new: &str| -> Vec<(u8, bool, String)> {
            lay(old, &0, new).into_iter().map(|run| (run.font, run.struck, run.text)).collect()
        };
        let own = str::to_owned;
        let (a, b) = (old("Naam: ____", 6), old("ja / nee", 2));
        assert_eq!(laid(&a, "Naam: Jansen"), [(1, false, own("Naam: ")), (0, false, own("Jansen"))]);
        let sentence: Vec<(char, u8)> = [("Wij, .....", 0), (", hierna ", 0), ("werkgever", 1), (", te .....", 0)]
            .into_iter()
            .flat_map(|(t, font)| t.chars().map(move |c| (c, font)))
            .collect();
        assert_eq!(
            laid(&sentence, "Wij, Bos, hierna werkgever, te Ede"),
            [(0, false, own("Wij, Bos, hierna ")), (1, false, own("werkgever")), (0, false, own(", te Ede"))]
        );
        let struck = format!("ja / {}", strike("nee"));
        assert_eq!(laid(&b, &struck), [(1, false, own("ja")), (0, false, own(" / ")), (0, true, own("nee"))]);
        let both = strike("n v t");
        assert_eq!(laid(&[], &both), [(0, true, own("n v t"))]);
        assert_eq!(laid(&old("x", 0), ""), []);
        assert_eq!(laid(&old("aa", 1), "aaa"), [(1, false, own("a")), (0, false, own("aa"))]);
    }
}
