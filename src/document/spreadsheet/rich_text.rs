//! Text in stretches of one font, and how a new text takes over the fonts of an old one.

use crate::text::content::STRUCK;

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
    let same = |(a, b): &(&(char, F), &(char, bool))| a.0 == b.0;
    let head = old.iter().zip(&letters).take_while(same).count();
    let most = old.len().min(letters.len()) - head;
    let tail = old.iter().rev().zip(letters.iter().rev()).take(most).take_while(same).count();
    let middle = if head + tail < old.len() { old.get(head) } else { head.checked_sub(1).and_then(|at| old.get(at)) };
    let middle = middle.or(old.first()).map_or(plain, |(_, font)| font);
    let mut runs: Vec<Run<F>> = Vec::new();
    for (at, (c, struck)) in letters.iter().enumerate() {
        let font = match at {
            at if at < head => &old[at].1,
            at if at >= letters.len() - tail => &old[old.len() - (letters.len() - at)].1,
            _ => middle,
        };
        match runs.last_mut().filter(|run| run.font == *font && run.struck == *struck) {
            Some(run) => run.text.push(*c),
            None => runs.push(Run { font: font.clone(), struck: *struck, text: c.to_string() }),
        }
    }
    runs
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
        let struck = format!("ja / {}", strike("nee"));
        assert_eq!(laid(&b, &struck), [(1, false, own("ja")), (0, false, own(" / ")), (0, true, own("nee"))]);
        let both = strike("n v t");
        assert_eq!(laid(&[], &both), [(0, true, own("n v t"))]);
        assert_eq!(laid(&old("x", 0), ""), []);
        assert_eq!(laid(&old("aa", 1), "aaa"), [(1, false, own("a")), (0, false, own("aa"))]);
    }
}
