//! Gaps: where a printed sentence leaves room to write, as lines of dots, underscores, tabs or wide spaces; or says in brackets
//! what belongs there: `[naam werknemer]`.
//!
//! ```
//! use eenvorm::text::gap;
//!
//! let text = "van ______ tot ......, voor 12 uur";
//! let gaps: Vec<&str> = gap::all(text).into_iter().map(|gap| &text[gap]).collect();
//! assert_eq!(gaps, ["______", "......"]);
//! assert_eq!(gap::typed("…… De Linde ………"), "De Linde");
//! ```

use std::ops::Range;

/// The gaps of a text, from left to right, without the blanks around them.
pub fn all(text: &str) -> Vec<Range<usize>> {
    let prompts = prompts(text);
    let beside = |gap: &Range<usize>| !prompts.iter().any(|prompt| gap.start < prompt.end && prompt.start < gap.end);
    let mut gaps: Vec<Range<usize>> = lined(text).into_iter().filter(beside).collect();
    gaps.extend(prompts.iter().cloned());
    gaps.sort_unstable_by_key(|gap| gap.start);
    gaps
}

/// What stands in brackets to be replaced: `[naam bedrijf]`, `<datum>`; not the box `[x]` nor the note `[1]`.
fn prompts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '<']).map(|i| at + i) {
        let close = if text[open..].starts_with('[') { ']' } else { '>' };
        let inner = open + 1..text[open..].find(close).map_or(open + 1, |i| open + i);
        let said = &text[inner.clone()];
        let letters = said.chars().filter(|c| c.is_alphabetic()).count();
        let words = letters > 1 && said.len() <= LONGEST_PROMPT && !said.contains(['\n', '[', '<', '@']);
        // `< 5 en > 10 minuten` compares
        let words = words && (close == ']' || said.starts_with(char::is_alphabetic) && !said.ends_with(' '));
        if words {
            found.push(open..inner.end + 1);
        }
        at = if words { inner.end + 1 } else { open + 1 };
    }
    found
}

/// What a text that is a prompt and nothing else says.
pub fn whole_prompt(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = prompts(text).first().is_some_and(|prompt| *prompt == (0..text.len()));
    whole.then(|| prompt(text)).flatten()
}

/// What a gap with prompts says, without their brackets: `[postcode] [plaats]`; none of a gap that says nothing.
pub fn prompt(gap: &str) -> Option<String> {
    let gap = gap.trim();
    let is_prompt = gap.starts_with(['[', '<']) && gap.ends_with([']', '>']) && !prompts(gap).is_empty();
    is_prompt
        .then(|| gap.split(['[', ']', '<', '>']).filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(" "))
}

/// The lines of dots and other blanks to write on.
fn lined(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(is_blank).map(|i| at + i) {
        let end = text[begin..].find(|c| !is_blank(c)).map_or(text.len(), |i| begin + i);
        found.extend(within(text, begin..end));
        at = end;
    }
    found
}

/// More bytes between brackets are a remark, and no prompt.
const LONGEST_PROMPT: usize = 120;

/// Whether nothing stands in a gap, or in a part of a text, but what is there to write on.
pub fn is_open(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '…' | '_'))
}

/// What somebody typed in a gap, without what is left of it on both sides.
pub fn typed(text: &str) -> &str {
    if is_open(text) {
        return "";
    }
    let text = text.trim();
    let begin = text.find(|c| !is_blank(c)).unwrap_or(0);
    let end =
        text.rfind(|c| !is_blank(c)).map_or(text.len(), |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let from = if is_line(&text[..begin]) { begin } else { 0 };
    let to = if is_line(&text[end..]) { end } else { text.len() };
    text[from..to].trim()
}

/// Whether signs beside an answer are a line to write on; a full stop and an ellipsis right behind a word are its own.
fn is_line(signs: &str) -> bool {
    let apart = signs.contains(char::is_whitespace) && signs.chars().any(|c| !c.is_whitespace() && c != '.');
    apart || signs.contains('_') || dots(signs) > 3
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace() || matches!(c, '_' | '.' | '…')
}

fn dots(text: &str) -> usize {
    text.chars().map(|c| if c == '.' { 1 } else { 3 * usize::from(c == '…') }).sum()
}

/// The gap in a stretch of blanks and signs, if there is one.
fn within(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let mut gap = stretch;
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // a full stop that ends the sentence before or around a gap is no part of it
    if text[gap.clone()].starts_with(". ") && word(text[..gap.start].chars().next_back()) {
        gap.start += 1;
    }
    if text[gap.clone()].trim_end().ends_with(" .") && dots(&text[gap.clone()]) > 2 {
        gap.end = gap.start + text[gap.clone()].rfind(" .").unwrap_or(0);
    }
    let signs = &text[gap.clone()];
    let own = signs.trim_matches(' ');
    let bare = own.trim();
    let attached = word(text[..gap.start].chars().next_back()) && !signs.starts_with(char::is_whitespace);
    let behind = word(text[gap.end..].chars().next()) && !signs.ends_with(char::is_whitespace);
    let lined = match bare {
        "" => own.contains('\t') || signs.chars().count() > 2,
        _ if bare.chars().all(|c| c == '_') => bare.len() > 1 && !(attached && behind),
        // `enz…` and `wacht... even` leave nothing to write
        _ => own.contains('\t') || bare.contains('_') || dots(bare) > if attached { 3 } else { 2 },
    };
    if !lined {
        return None;
    }
    if bare.is_empty() {
        return Some(gap);
    }
    let start = gap.start + (signs.len() - signs.trim_start_matches(' ').len());
    Some(start..start + own.len())
}

/// Which gaps of a text another one fills: the bytes between the printed words in the one and in the other. None where the
/// other does not hold the same printed words in their order.
pub fn changes(old: &str, gaps: &[Range<usize>], new: &str) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let literals = literals(old, gaps);
    let worded = |literal: &Range<usize>| old[literal.clone()].chars().filter(|c| c.is_alphabetic()).count() > 1;
    if gaps.is_empty() || !literals.iter().any(worded) {
        return None;
    }
    let words: Vec<&str> = literals.iter().map(|literal| &old[literal.clone()]).collect();
    let starts = aligned(&words, new)?;
    let pairs = literals.windows(2).zip(starts.windows(2)).zip(&words);
    let between = pairs.map(|((own, at), word)| (own[0].end..own[1].start, at[0] + word.len()..at[1]));
    Some(between.filter(|(from, to)| old[from.clone()] != new[to.clone()]).collect())
}

/// What is printed between the gaps, without white space at its ends: one more than there are gaps with words between them.
fn literals(text: &str, gaps: &[Range<usize>]) -> Vec<Range<usize>> {
    let begins = std::iter::once(0).chain(gaps.iter().map(|gap| gap.end));
    let ends = gaps.iter().map(|gap| gap.start).chain([text.len()]);
    let all: Vec<Range<usize>> = begins.zip(ends).map(|(from, to)| trimmed(text, from..to.max(from))).collect();
    let last = all.len() - 1;
    all.into_iter()
        .enumerate()
        .filter(|(n, own)| *n == 0 || *n == last || !own.is_empty())
        .map(|(_, own)| own)
        .collect()
}

/// Where each of these words stands in a text, the first at its begin and the last at its end.
fn aligned(words: &[&str], text: &str) -> Option<Vec<usize>> {
    let (first, rest) = words.split_first()?;
    let (last, inner) = rest.split_last()?;
    let trimmed = trimmed(text, 0..text.len());
    text[trimmed.clone()].starts_with(first).then_some(())?;
    let mut starts = vec![if first.is_empty() { 0 } else { trimmed.start }];
    let mut from = starts[0] + first.len();
    for word in inner {
        let at = from + text.get(from..)?.find(word)?;
        starts.push(at);
        from = at + word.len();
    }
    let end = if last.is_empty() { text.len() } else { trimmed.end };
    let at = end.checked_sub(last.len()).filter(|at| *at >= from)?;
    starts.push(at);
    text.get(at..end).is_some_and(|own| own == *last).then_some(starts)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told_from_signs_of_a_sentence() {
        for (text, gaps) in [
            ("van ______ tot ______, voor ..... uur", vec!["______", "______", "....."]),
            ("Ondergetekende\t, als jobcoach", vec!["\t"]),
            ("op … te …, en zo … voort", vec!["…", "…", "…"]),
            ("op ... en heeft", vec!["..."]),
            ("enz… en zo. wacht... even", vec![]),
            ("jan__jansen@voorbeeld.nl", vec![]),
            ("Dat klopt. ........ is geboren", vec!["........"]),
            ("geboren ……… . Het gesprek", vec!["………"]),
            ("B.V. De Linde, nr. 4", vec![]),
            ("naam     en datum   ", vec!["     ", "   "]),
            ("een\n\ntwee", vec![]),
            ("voor [naam ...] van <datum> tot ....", vec!["[naam ...]", "<datum>", "...."]),
            ("[x] ja [1] [ ] nee < 5 jaar", vec![]),
            ("reistijd < 5 en > 10 minuten", vec![]),
        ] {
            let found: Vec<&str> = all(text).into_iter().map(|gap| &text[gap]).collect();
            assert_eq!(found, gaps, "{text}");
        }
    }

    #[test]
    fn what_is_left_of_a_gap_is_no_answer() {
        for (gap, answer) in [
            ("…… De Linde ………", "De Linde"),
            ("....Jan....", "Jan"),
            ("__ 5 __", "5"),
            ("De Linde B.V.", "De Linde B.V."),
            ("enz…", "enz…"),
            (" …… . ", ""),
            ("12", "12"),
            ("J. de Wit\t", "J. de Wit"),
        ] {
            assert_eq!(typed(gap), answer, "{gap}");
        }
    }
    #[test]
    fn what_is_filled_in_is_told_from_what_is_printed() {
        let changed = |old: &str, new: &str| {
            let own = |(from, to): (Range<usize>, Range<usize>)| (old[from].to_owned(), new[to].to_owned());
            changes(old, &all(old), new).map(|all| all.into_iter().map(own).collect::<Vec<_>>())
        };
        let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
        assert_eq!(
            changed("van\t, tot ..... op\t", "van 1-1, tot ..... op Ede"),
            Some(vec![pair("\t", " 1-1"), pair("\t", " Ede")])
        );
        assert_eq!(changed("......, hierna werkgever", "Bos, hierna werkgever"), Some(vec![pair("......", "Bos")]));
        assert_eq!(changed("van\ttot\t", "sinds 1-1 tot 2-2"), None);
        assert_eq!(changed("\t", "Jan"), None);
    }
}
