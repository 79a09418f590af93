//! Where a label ends and its answer begins, in one text that holds both: `Naam: J. Jansen`, `Datum ....`, `Akkoord ☐
//! ja`.
//!
//! Reading, filling and drafting ask here, so that what one of them takes for the label the others leave alone. Whether
//! a cell is a label at all is another question, which needs the form.
//!
//! ```
//! use eenvorm::text::label;
//!
//! let (name, after) = label::split("Naam : J. Jansen").expect("a label and what follows it");
//! assert_eq!((name, after.start), (0..4, 6));
//! ```

use std::ops::Range;

use crate::text::checkbox;

/// A label in a text, and all that stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The bytes of the label, without its separator.
    pub label: Range<usize>,
    /// From behind the separator to the end of the text.
    pub after: Range<usize>,
    /// Whether nothing but a capital sets it apart from the answer before it: `Naam: Jan Functie: kok`.
    pub run_on: bool,
}

/// Splits "Naam: J. Jansen" into the bytes of its label and of what follows the separator.
pub fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    split_within(text, text.len())
}

/// Bytes of the longest label that stands behind another in one text. Without a bound each word of a long answer would
/// be searched to its end.
const LABEL_WINDOW: usize = 500;

fn split_within(text: &str, longest: usize) -> Option<(Range<usize>, Range<usize>)> {
    let (at, end) = separator_within(text, longest)?;
    let label = text[..at].trim_end().len();
    (label > 0).then_some((0..label, end..text.len()))
}

/// The labels of a text with all that follows each: the first one, those that stand after a tab, a line break or a wide
/// space (`Naam:\tDatum:`), and those that run on after an answer.
pub fn all(text: &str) -> impl Iterator<Item = Labelled> {
    let first = split(text);
    let from = first.as_ref().map(|(_, after)| after.start);
    let later = from.is_some().then(|| breaks(text)).into_iter().flatten().filter_map(|start| {
        let rest = &text[start..];
        let (label, after) = split_within(rest, LABEL_WINDOW)?;
        // `☐ Wajong   ☐ geen`: a word that is chosen with its box, and no label of the box behind it
        let chosen = checkbox::leading(rest).is_some() && checkbox::leading(&rest[after.start..]).is_some();
        (!chosen).then(|| (start + label.start..start + label.end, start + after.start..text.len()))
    });
    let apart = first.into_iter().chain(later).map(|(label, after)| Labelled { label, after, run_on: false });
    apart.chain(from.into_iter().flat_map(|from| run_on(text, from)))
}

/// The labels that run on: each begins at the capital nearest before its colon; a colon without one ends the search.
fn run_on(text: &str, mut from: usize) -> impl Iterator<Item = Labelled> {
    std::iter::from_fn(move || {
        let label = next_capital(text, from)?;
        from = label.end + 1;
        Some(Labelled { label, after: from..text.len(), run_on: true })
    })
    .filter(|found| is_run_on(text, found.label.start))
}

/// Whether a label stands in the middle of a line, one space behind what is before it.
fn is_run_on(text: &str, start: usize) -> bool {
    let before = text[..start].strip_suffix(' ').unwrap_or_default();
    !before.is_empty() && !before.ends_with(|c: char| c.is_whitespace() || c == '_' || c == '…')
}

/// The label before the next colon: from the capital nearest before it.
fn next_capital(text: &str, from: usize) -> Option<Range<usize>> {
    let ends = |at: &usize| text[from..*at].ends_with(|c: char| c.is_alphabetic() || c == ')');
    let colon = text[from..].match_indices(':').map(|(at, _)| from + at).find(ends)?;
    let begins = |at: usize| !text[from..at].ends_with(|c: char| !c.is_whitespace());
    let capital = text[from..colon].char_indices().rfind(|(at, c)| c.is_uppercase() && begins(from + at))?;
    Some(from + capital.0..colon)
}

/// The text after a label without the next label that stands in it, by what the form knows; one with nothing but a line
/// of dots behind it is a label whether it is known or not: `Naam: ......   Paraaf: ......`.
pub fn up_to_next(text: &str, after: &Range<usize>, known: impl Fn(&Labelled) -> bool) -> Range<usize> {
    let labels: Vec<Labelled> = all(text).filter(|next| next.label.start >= after.start).collect();
    let is_open = |next: &&Labelled| {
        // a label that runs on may begin within this one: `2.4 Reistijd (niet declarabel):`
        let end = labels.iter().map(|one| one.label.start).filter(|start| *start >= next.after.start).min();
        let behind = &text[next.after.start..end.unwrap_or(next.after.end)];
        let colon = text[next.label.end..next.after.start].contains(':');
        !next.run_on && colon && is_line_of_dots(behind)
    };
    let next = labels.iter().filter(|next| known(next) || is_open(next)).map(|next| next.label.start).min();
    after.start..next.unwrap_or(after.end)
}

/// Whether something in an answer of sentences looks like another label: a few words that end in a colon, behind a tab or a
/// wide space.
pub fn is_within_sentences(text: &str) -> bool {
    is_within(text, |gap| gap.contains('\t') || gap.chars().count() > 1)
}

/// The same in an answer of a few words, where one space is enough: `Jan Jansen Paraaf: JJ`.
pub fn is_within_words(text: &str) -> bool {
    is_within(text, |_| true)
}

fn is_within(text: &str, is_apart: fn(&str) -> bool) -> bool {
    // Labels that run on are looked for behind a first one.
    let whole = format!("{FIRST}{text}");
    let text = whole.as_str();
    let behind = |label: &Labelled| {
        let before = &text[FIRST.len().min(label.label.start)..label.label.start];
        let gap = &before[before.trim_end().len()..];
        let ends = before.trim_end().ends_with(['.', '!', '?', ':', ';', ',']);
        !before.trim().is_empty() && !gap.contains('\n') && !ends && is_apart(gap)
    };
    let short = |label: &Labelled| {
        let words = &text[label.label.clone()];
        text[label.label.end..label.after.start].contains([':', WIDE_COLON])
            && words.starts_with(char::is_uppercase)
            && words.split_whitespace().count() < 5
    };
    text.contains([':', WIDE_COLON]) && all(text).any(|label| behind(&label) && short(&label))
}

/// Stands in for the label that an answer follows.
const FIRST: &str = "A: ";

/// Whether nothing stands here but what is written on: dots, lines, white space.
fn is_line_of_dots(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '_' | '…'))
}

/// What stands after a label, without the line of dots it may have been written on; a full stop stays.
pub fn answer(text: &str) -> &str {
    let text = text.trim_matches(|c: char| c == '_' || c == '…' || c.is_whitespace());
    let rest = text.trim_start_matches('.');
    let text = if text.len() - rest.len() > 1 { rest } else { text };
    let rest = text.trim_end_matches('.');
    if text.len() - rest.len() > 1 { rest.trim() } else { text.trim() }
}

/// Where this label ends in a text, its separator included; a line of dots stays behind it.
pub fn end_of(text: &str, label: &str) -> Option<usize> {
    let label = label.trim();
    let alone = |at: &usize| {
        let open = |c: char| c.is_alphanumeric();
        !(text[..*at].ends_with(open) || label.ends_with(open) && text[at + label.len()..].starts_with(open))
    };
    let at = text.match_indices(label).map(|(at, _)| at).find(alone)?;
    Some(past_sign(text, at + label.len()))
}

/// Whether a sign at the end of a label parts it from an answer in the same line: `Naam:`, `Naam ....`.
pub fn is_parted(head: &str) -> bool {
    head.trim_end().ends_with([':', '?', WIDE_COLON, '.', '_', '…', '\t'])
}

/// Whether the answer to a label goes on the next line of its cell: a line waits there, or no sign parts the label from
/// what follows it, so that on the same line the two could not be told apart.
///
/// ```
/// use eenvorm::text::label::takes_next_line;
///
/// assert!(takes_next_line("Naam:\n", &(0..4), &(5..6)));
/// assert!(takes_next_line("Naam", &(0..4), &(4..4)));
/// assert!(!takes_next_line("Naam:", &(0..4), &(5..5)));
/// ```
pub fn takes_next_line(text: &str, label: &Range<usize>, after: &Range<usize>) -> bool {
    let between = text.get(label.end..after.start).unwrap_or_default();
    let behind = text.get(after.clone()).unwrap_or_default();
    let line = |c: char| c.is_whitespace() || matches!(c, '_' | '.' | '…');
    let waits = format!("{between}{behind}").trim_start_matches([':', ' ', WIDE_COLON, '?']).starts_with('\n');
    waits
        || !is_parted(text.get(..after.start).unwrap_or_default())
            && behind.chars().all(line)
            && !behind.contains(['.', '_', '…'])
}

/// The answer in the line after a label, where nothing is known of the form: up to a tab, the end of the line, or what
/// looks like the next label.
pub fn answer_in_line(text: &str, from: usize) -> Range<usize> {
    let line = text[from..].find('\n').map_or(text.len(), |at| from + at);
    let start = from + (text[from..line].len() - text[from..line].trim_start().len());
    let end = text[start..line].find('\t').map_or(line, |at| start + at);
    let end = next_capital(&text[..end], start).map_or(end, |next| next.start);
    let end = start + text[start..end].trim_end().len();
    if start == end { from..from } else { start..end }
}

/// Whether an answer is a mark alone, which no fold keeps: `?`, `-`.
pub fn is_mark(answer: &str) -> bool {
    let answer = answer.trim();
    !answer.is_empty() && answer.chars().all(|c| matches!(c, '?' | '-' | '–' | '/'))
}

/// Where a new label may begin within a text.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let mut wide = true;
    let mut white = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if c.is_whitespace() {
            white += 1;
            wide |= white > 1 || matches!(c, '\t' | '\n');
            return None;
        }
        let leads = matches!(c, '_' | '…');
        let begins = std::mem::take(&mut wide) && at > 0 && !leads;
        (wide, white) = (leads, 0);
        begins.then_some(at)
    })
}

/// The first colon, question mark, tick box, line of dots or line break: its begin, and where the answer begins.
pub fn separator(text: &str) -> Option<(usize, usize)> {
    separator_within(text, text.len())
}

/// The same where it begins within so many bytes.
fn separator_within(text: &str, longest: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let longest = longest.min(bytes.len());
    let mut at = text.chars().next().map_or(0, char::len_utf8);
    while let Some(near) = bytes.get(at..longest)?.iter().position(|byte| MARK[usize::from(*byte)]) {
        at += near;
        let rest = &text[at..];
        match bytes[at] {
            b':' | b'?' if !is_between_digits(bytes, at) && !is_in_parentheses(text, at) => {
                return Some((at, past_hint(text, past_colons(text, at + 1))));
            }
            b'\n' | b'\t' => return Some((at, past_sign_if(text, at + 1, ':'))),
            b'_' | b'.' if is_leader(rest) => return Some((at, past_leader(text, at))),
            // `Datum (dd-mm-jjjj)` is no box; one that is drawn with letters stands by itself
            b'[' | b'(' | b'{' if bytes[at - 1].is_ascii_whitespace() && checkbox::leading(rest).is_some() => {
                return Some((at, at));
            }
            0xE2.. if is_leader(rest) => return Some((at, past_leader(text, at))),
            0xE2.. if rest.starts_with(WIDE_COLON) => return Some((at, at + WIDE_COLON.len_utf8())),
            0xE2.. if checkbox::leading(rest).is_some() => return Some((at, at)),
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    None
}

/// Whether a mark stands between parentheses that are closed behind it: `Uitkering (welke?)`.
fn is_in_parentheses(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev().take(LABEL_WINDOW);
    let mut behind = text[at..].chars().take(LABEL_WINDOW);
    before.find(|c| matches!(c, '(' | ')' | '\n' | '\t')) == Some('(')
        && behind.find(|c| matches!(c, '(' | ')' | '\n')) == Some(')')
}

/// The colon of some keyboards, as wide as a letter.
const WIDE_COLON: char = '：';

/// By byte, whether a separator may begin with it: the marks, and the first bytes of boxes and of dots in one
/// character.
const MARK: [bool; 256] = {
    let mut mark = [false; 256];
    let mut n = 0;
    let marks = b":?\n\t[({_.\xE2\xEF\xF0";
    while n < marks.len() {
        mark[marks[n] as usize] = true;
        n += 1;
    }
    mark
};

/// Whether digits stand on both sides, as in a time of day.
fn is_between_digits(bytes: &[u8], at: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    at.checked_sub(1).is_some_and(digit) && digit(at + 1)
}

/// Past the colon or question mark behind a label, also one that stands after spaces or tabs (`Naam\t: Jan`).
fn past_sign(text: &str, from: usize) -> usize {
    let sign = past_sign_if(text, from, ':');
    if sign > from { sign } else { past_hint(text, past_sign_if(text, from, '?')) }
}

/// Past a hint that a colon ends, behind a question mark: `Waar staat de zaak? (adres): Dorpsstraat 1`.
fn past_hint(text: &str, from: usize) -> usize {
    let hint =
        text[from..].trim_start_matches([' ', '\u{A0}']).strip_prefix('(').filter(|_| text[..from].ends_with('?'));
    let colon = hint.and_then(|hint| hint.split_once(')')).map(|(_, rest)| rest.trim_start());
    match colon.filter(|rest| rest.starts_with(':')) {
        Some(rest) => past_colons(text, text.len() - rest.len()),
        None => from,
    }
}

fn past_sign_if(text: &str, from: usize, sign: char) -> usize {
    let rest = text[from..].trim_start_matches([' ', '\t', '\u{A0}']);
    let wide = sign == ':' && rest.starts_with(WIDE_COLON);
    let at = text.len() - rest.len();
    match rest.starts_with(sign) || wide {
        true => past_colons(text, at + rest.chars().next().map_or(0, char::len_utf8)),
        false => from,
    }
}

/// Past colons that were doubled (`Naam:: Jan`).
fn past_colons(text: &str, from: usize) -> usize {
    text.len() - text[from..].trim_start_matches(':').len()
}

/// A line of dots belongs to the answer's place, unless a colon ends it (`Naam......: Jan`).
fn past_leader(text: &str, at: usize) -> usize {
    let rest = text[at..].trim_start_matches(['_', '.', '…']);
    let end = text.len() - rest.len();
    let colon = past_sign_if(text, end, ':');
    if colon > end { colon } else { at }
}

/// Whether a line of dots or underscores begins here.
fn is_leader(rest: &str) -> bool {
    rest.starts_with("__") || rest.starts_with("...") || rest.starts_with("……")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalize::fold_label;

    #[test]
    fn a_label_and_its_answer_part_at_the_separator() {
        for (text, label, answer) in [
            ("Naam: J. Jansen", "Naam", "J. Jansen"),
            ("Naam : J. Jansen", "Naam", "J. Jansen"),
            ("Naam\u{a0}: J", "Naam", "J"),
            ("Naam:", "Naam", ""),
            ("Naam:: Jan", "Naam", "Jan"),
            ("Naam：Jan", "Naam", "Jan"),
            ("Naam ☐ Arts ☒ Anios", "Naam", "☐ Arts ☒ Anios"),
            ("Akkoord ✔ ja ⬜ nee", "Akkoord", "✔ ja ⬜ nee"),
            ("Akkoord (x) ja ( ) nee", "Akkoord", "(x) ja ( ) nee"),
            ("Akkoord [X] ja [ ] nee", "Akkoord", "[X] ja [ ] nee"),
            ("Naam ______", "Naam", ""),
            ("Naam ____: Jan", "Naam", "Jan"),
            ("Naam.......: Jan", "Naam", "Jan"),
            ("Naam:_Jan_", "Naam", "Jan"),
            ("Naam: Jan.", "Naam", "Jan."),
            ("Datum ......", "Datum", ""),
            ("Datum (dd-mm-jjjj): 1-1", "Datum (dd-mm-jjjj)", "1-1"),
            ("Opleiding afgerond? ja", "Opleiding afgerond", "ja"),
            ("Akkoord ? ja", "Akkoord", "ja"),
            ("Waar staat de zaak? (adres): Dorpsstraat 1", "Waar staat de zaak", "Dorpsstraat 1"),
            ("Waar staat de zaak? (adres):", "Waar staat de zaak", ""),
            ("Vervoer? (fiets) en trein", "Vervoer", "(fiets) en trein"),
            ("Akkoord [x] ja", "Akkoord", "[x] ja"),
            ("Bedrijf: De Linde B.V.", "Bedrijf", "De Linde B.V."),
            ("Bedrijf ....De Linde....", "Bedrijf", "De Linde"),
            ("Bedrijf\t: De Linde", "Bedrijf", "De Linde"),
            ("Bedrijf\n: De Linde", "Bedrijf", "De Linde"),
            ("Naam werkgever \t\t:De Linde", "Naam werkgever", "De Linde"),
            ("Datum:20 januari 2026", "Datum", "20 januari 2026"),
            ("Toelichting:\neen\ntwee", "Toelichting", "een\ntwee"),
            ("Website: https://linde.example", "Website", "https://linde.example"),
            ("BSN:999011522", "BSN", "999011522"),
        ] {
            let (l, a) = split(text).expect(text);
            assert_eq!((&text[l.clone()], super::answer(&text[a])), (label, answer), "{text}");
            let end = end_of(text, label).expect(text);
            assert_eq!(
                super::answer(&text[end..]).trim_start_matches(':').trim(),
                answer,
                "{text} is filled elsewhere"
            );
        }
        for text in ["Geb.datum", "Overleg 10:30", "Zie [1] hier", "Naam - Jan", "Naam; Jan", ": Jan", "Begeleider(s)"]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn an_answer_ends_where_the_next_label_of_the_form_begins() {
        for (text, told) in [
            ("Naam:\tDatum:", vec![("Naam", ""), ("Datum", "")]),
            ("Naam:\tJan Jansen\tDatum:\t1-1-2025", vec![("Naam", "Jan Jansen"), ("Datum", "1-1-2025")]),
            ("Naam: Jan   Datum: 1-1-2025", vec![("Naam", "Jan"), ("Datum", "1-1-2025")]),
            ("Naam: ________ Datum: ________", vec![("Naam", ""), ("Datum", "")]),
            ("Naam: Datum:", vec![("Naam", ""), ("Datum", "")]),
            ("Naam: Jan Jansen Datum: 1-1-2025", vec![("Naam", "Jan Jansen"), ("Datum", "1-1-2025")]),
            ("Naam: Jan\nPlaats: Ede", vec![("Naam", "Jan\nPlaats: Ede")]),
            ("Naam: ......   Paraaf: ......", vec![("Naam", "")]),
            ("Naam: Jan\tParaaf:\t____\tStempel:", vec![("Naam", "Jan")]),
            ("Naam: ☐ Jan   ☐ Datum   ☐ Piet", vec![("Naam", "☐ Jan   ☐ Datum   ☐ Piet")]),
            ("Naam: let op: Datum: nee\nLet op: ja", vec![("Naam", "let op: Datum: nee\nLet op: ja")]),
        ] {
            let known = |next: &Labelled| ["naam", "datum"].contains(&&*fold_label(&text[next.label.clone()]));
            let found = all(text).filter(known);
            let found: Vec<(&str, &str)> =
                found.map(|l| (&text[l.label], super::answer(&text[up_to_next(text, &l.after, known)]))).collect();
            assert_eq!(found, told, "{text}");
        }
    }

    #[test]
    fn another_label_within_an_answer_is_seen_and_a_colon_in_a_sentence_is_none() {
        for (answer, holds) in [
            ("Jan Jansen\tParaaf: JJ", true),
            ("Jan Jansen    Paraaf: JJ", true),
            ("Jan Jansen\u{a0}\u{a0}Paraaf stagiair: JJ", true),
            ("Hij werkt goed.  Aandachtspunt: tempo", false),
            ("Zo gaat het\nAandachtspunt: tempo", false),
            ("om 9:30  en 10:30", false),
            ("https://linde.example", false),
            ("zie  bijlage", false),
        ] {
            assert_eq!(is_within_sentences(answer), holds, "{answer}");
        }
        assert!(is_within_words("Jan Jansen Paraaf: JJ"));
        assert!(!is_within_sentences("Jan Jansen Paraaf: JJ"));
    }

    #[test]
    fn an_answer_in_a_line_ends_at_what_looks_like_a_label() {
        for (text, label, expected) in [
            ("Naam: Jan Jansen", "Naam:", "Jan Jansen"),
            ("Naam : Jan Jansen", "Naam", "Jan Jansen"),
            ("Akkoord? ja", "Akkoord", "ja"),
            ("Naam\t: Jan", "Naam", "Jan"),
            ("Naam: Jan Jansen Functie: kok", "Naam", "Jan Jansen"),
            ("Naam: Jan Jansen Functie: kok", "Functie", "kok"),
            ("Naam:\tJan\tDatum:\t1-1", "Naam:", "Jan"),
            ("Naam:\tDatum:", "Naam:", ""),
            ("Achternaam: A Naam: B", "Naam:", "B"),
            ("Naamgever: P\nNaam ? J", "Naam", "J"),
            ("Tijd: 10:30", "Tijd:", "10:30"),
            ("Naam: A\nPlaats: B", "Naam:", "A"),
        ] {
            let end = end_of(text, label).expect(label);
            assert_eq!(&text[answer_in_line(text, end)], expected, "{text}");
        }
    }

    #[test]
    fn a_label_with_a_number_in_front_ends_an_answer_too() {
        let text = "2.3 Saldo uren: 6,75\t2.4 Reistijd (niet declarabel): 9,5 uur";
        let first = all(text).next().expect("a label");
        assert_eq!(
            &text[up_to_next(text, &first.after, |next| text[next.label.clone()].starts_with("2.4"))],
            " 6,75\t"
        );
    }

    proptest::proptest! {
        /// Labels, numbers, gaps and colons in any order: an answer lies in its text.
        #[test]
        fn an_answer_lies_within_its_text(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "2.4 ", "Naam", "Reistijd", " (uur)", ":", ": ", "\t", "   ", " ", "......", "?", "é", "van", "\n", "9,5", "：",
                ]),
                0..14,
            ),
        ) {
            let text = pieces.concat();
            for label in all(&text) {
                for known in [true, false] {
                    let answer = up_to_next(&text, &label.after, |_| known);
                    proptest::prop_assert!(text.get(answer).is_some());
                }
            }
            let _ = is_within_words(&text) || is_within_sentences(&text);
        }
    }
}
