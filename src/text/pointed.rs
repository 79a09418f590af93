//! Words of a choice of which somebody set one apart: by signs around it, by a sign beside it, by capitals. In a form
//! that nobody touched all of them look alike.

use std::ops::Range;

use crate::text::checkbox;
use crate::text::normalize::fold;

/// What sets a word apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// This one was chosen, by its position.
    One(usize),
    /// Something stands out that chooses nothing plainly.
    Unclear,
}

/// How a word stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    /// Between brackets, stars or strokes, or in capitals where the form has none.
    Chosen,
    /// With a sign on one side, or struck out by strokes.
    Beside,
}

/// Signs around a word that choose it.
const AROUND: [(char, char); 8] =
    [('(', ')'), ('[', ']'), ('{', '}'), ('*', '*'), ('_', '_'), ('<', '>'), ('>', '<'), ('«', '»')];

/// Signs around a word that strike it out.
const STRIKES: [char; 3] = ['-', '–', '~'];

/// Which of several words stands out, each with the signs around it; `capitals` says of a word whether the form writes it
/// without.
pub fn pointed(words: &[&str], capitals: impl Fn(usize) -> bool) -> Option<Pointed> {
    let look = |n: usize| {
        let word = words[n].trim();
        match look(word) {
            Look::Plain if is_capitals(word) && capitals(n) => Look::Chosen,
            // behind the last word it is the form's own footnote: `ja / nee*`
            Look::Beside if n + 1 == words.len() && word.ends_with('*') && !word.starts_with('*') => Look::Plain,
            look => look,
        }
    };
    let looks: Vec<Look> = (0..words.len()).map(look).collect();
    if looks.windows(2).all(|pair| pair[0] == pair[1]) {
        return None;
    }
    let chosen: Vec<usize> = (0..looks.len()).filter(|n| looks[*n] == Look::Chosen).collect();
    match (chosen.as_slice(), looks.contains(&Look::Beside)) {
        ([one], false) => Some(Pointed::One(*one)),
        _ => Some(Pointed::Unclear),
    }
}

fn look(word: &str) -> Look {
    let mut letters = word.chars();
    let (Some(first), Some(last)) = (letters.next(), letters.next_back()) else { return Look::Plain };
    let inner = letters.as_str();
    let within = !inner.contains([first, last]) || inner.starts_with(first) && inner.ends_with(last);
    if within && AROUND.contains(&(first, last)) {
        return Look::Chosen;
    }
    if STRIKES.contains(&first) && STRIKES.contains(&last) || first == '*' || last == '*' {
        return Look::Beside;
    }
    Look::Plain
}

fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
}

/// Where the words of each choice stand in a text, the first time, with the signs that touch them and a star behind them.
pub fn choices(text: &str, labels: &[&str]) -> Vec<(usize, Range<usize>)> {
    let words: Vec<(Range<usize>, String)> = words(text);
    let boxes: Vec<Range<usize>> = checkbox::boxes(text).map(|one| one.range).collect();
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let of_label = |(n, label): (usize, &&str)| {
            let own: Vec<String> = self::words(label).into_iter().map(|(_, word)| word).collect();
            let here = words.get(at..at + own.len())?;
            let same = !own.is_empty() && here.iter().zip(&own).all(|((_, word), own)| word == own);
            same.then_some((n, own.len()))
        };
        match labels.iter().enumerate().filter_map(of_label).max_by_key(|(_, length)| *length) {
            Some((n, length)) => {
                found.push((n, words[at].0.start..words[at + length - 1].0.end));
                at += length;
            }
            None => at += 1,
        }
    }
    let ends = |from: usize| boxes.iter().map(|one| one.start).filter(move |start| *start >= from).min();
    let starts: Vec<usize> = found.iter().map(|(_, range)| range.start).collect();
    for (n, (_, range)) in found.iter_mut().enumerate() {
        let before = boxes.iter().map(|one| one.end).filter(|end| *end <= range.start).max().unwrap_or(0);
        let next = starts.get(n + 1).copied().unwrap_or(text.len()).min(ends(range.end).unwrap_or(text.len()));
        *range = with_signs(text, range.clone(), before, next, !boxes.is_empty());
    }
    found
}

/// The range with the signs that touch it, within its bounds; where boxes are drawn, a star behind it too.
fn with_signs(text: &str, range: Range<usize>, before: usize, next: usize, boxed: bool) -> Range<usize> {
    let sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !"/|,;.:…•·".contains(c);
    let lead: usize = text[before..range.start].chars().rev().take_while(|c| sign(*c)).map(char::len_utf8).sum();
    let trail: usize = text[range.end..next].chars().take_while(|c| sign(*c)).map(char::len_utf8).sum();
    let rest = &text[range.end..next];
    let star = boxed && rest.trim() == "*";
    range.start - lead..range.end + if star { rest.trim_end().len() } else { trail }
}

/// The words of a text, folded, with where they stand.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() {
            from = from.or(Some(at));
        } else if let Some(from) = from.take() {
            words.push((from..at, fold(&text[from..at])));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, labels: &[&str]) -> Option<Pointed> {
        let found = choices(text, labels);
        let segments: Vec<&str> = found.iter().map(|(_, range)| &text[range.clone()]).collect();
        pointed(&segments, |n| segments[n].trim() != labels[found[n].0])
    }

    #[test]
    fn one_word_of_several_stands_out() {
        let labels = ["Man", "Vrouw", "Anders"];
        for text in [
            "(Man) Vrouw Anders",
            "(man) / vrouw / anders",
            "*Man* Vrouw Anders",
            "_Man_ Vrouw Anders",
            "MAN vrouw anders",
            "**man**/vrouw/anders",
        ] {
            assert_eq!(read(text, &labels), Some(Pointed::One(0)), "{text}");
        }
        for text in ["*Man Vrouw Anders", "☐ Man *  ☐ Vrouw  ☐ Anders", "Man -Vrouw- Anders", "(Man) (Vrouw) Anders"]
        {
            assert_eq!(read(text, &labels), Some(Pointed::Unclear), "{text}");
        }
        for text in [
            "Man / Vrouw / Anders",
            "MAN / VROUW / ANDERS",
            "☐ Man ☐ Vrouw ☐ Anders *",
            "( ) Man ( ) Vrouw ( ) Anders",
            "[ ]Man [ ]Vrouw [ ]Anders",
            "* Man\n* Vrouw\n* Anders",
            "(Man / Vrouw / Anders)",
            "__ Man __ Vrouw __ Anders",
            "(man) (vrouw) (anders)",
        ] {
            assert_eq!(read(text, &labels), None, "{text}");
        }
        assert_eq!(read("☐ Participatiewet ☐ WIA", &["Participatiewet", "WIA"]), None);
    }
}
