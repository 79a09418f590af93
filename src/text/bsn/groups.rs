//! The digits of a text in groups, and what stands between them; number words count as digits.

use crate::text::dutch;
use crate::text::normalize::fold;

use super::group::{Group, digit};
use super::other_numbers;

/// The fewest number words that say nine digits: `eenenveertig tien nul nul negentien`.
const FEWEST_WORDS: usize = 5;
/// The shortest that nine number words can be, written as one.
const GLUED: usize = 27;
/// Spaces and signs between two groups of one number; a form may print its digits far apart.
const FARTHEST: usize = 12;

/// Whether there are digits or number words enough for a BSN; quick, for nearly no text has them.
pub(super) fn may_hold(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 8 {
        return true;
    }
    let others = || text.chars().filter(|c| !c.is_ascii() && digit(*c).is_some()).count();
    if !text.is_ascii() && digits + others() >= 8 {
        return true;
    }
    let counts = |word: &str| word.len() >= GLUED || (word.len() >= 3 && !spelled_digits(word).is_empty());
    text.len() >= GLUED - 1
        && text.split(|c: char| !c.is_alphabetic()).filter(|word| counts(word)).take(FEWEST_WORDS).count()
            + digits
            + usize::from(text.split(|c: char| !c.is_alphabetic()).any(|word| word.len() >= GLUED)) * FEWEST_WORDS
            >= FEWEST_WORDS
}

/// The groups that may belong to one number, in the order of the text.
pub(super) fn runs(text: &str) -> Vec<Vec<Group>> {
    let mut runs: Vec<Vec<Group>> = vec![Vec::new()];
    for mut group in groups(text) {
        let run = runs.last_mut().filter(|run| !run.is_empty());
        let between = run.as_ref().and_then(|run| parting(&text[run[run.len() - 1].at.end..group.at.start]));
        match (run, between) {
            (Some(run), Some(sign)) => {
                group.before = Some(sign);
                run.push(group);
            }
            _ => runs.push(vec![group]),
        }
    }
    runs.into_iter().flat_map(other_numbers::without_dates).collect()
}

/// The sign that parts two groups of one number; none where anything else stands between them.
fn parting(between: &str) -> Option<char> {
    let mut sign = ' ';
    for (n, c) in between.chars().filter(|c| !is_invisible(*c)).enumerate() {
        match c {
            _ if n >= FARTHEST => return None,
            c if c.is_whitespace() => {}
            '.' | ',' | '_' | '/' | '\'' | '’' | '·' | '•' | '|' | ':' | '*' | '(' | ')' if sign == ' ' => {
                sign = c
            }
            c if is_dash(c) && sign == ' ' => sign = '-',
            _ => return None,
        }
    }
    Some(sign)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '⁃' | '﹣' | '－')
}

/// Marks of no width, and those on the letter before, such as the line of struck-out text: they part nothing that a
/// reader sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// All digits and number words, but those of an IBAN or of a telephone number with the number of its country.
fn groups(text: &str) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = other_numbers::iban_or_phone(text, at) {
            at = end;
        } else if digit(c).is_some() {
            let end = at + length(&text[at..], |c| digit(c).is_some());
            let digits = text[at..end].chars().filter_map(digit).collect();
            groups.push(Group { at: at..end, digits, word: false, before: None });
            at = end;
        } else if c.is_alphabetic() {
            let end = at + length(&text[at..], char::is_alphabetic);
            let digits = spelled_digits(&text[at..end]);
            // letters stand on either side of a number, but a word that says nothing parts two of them
            if !digits.is_empty() {
                groups.push(Group { at: at..end, digits, word: true, before: None });
            }
            at = end.max(at + c.len_utf8());
        } else {
            at += c.len_utf8();
        }
    }
    groups
}

fn length(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// The digits that a word says: `vier` one, `negentien` two, `vieréénéén` three; none for any other word.
fn spelled_digits(word: &str) -> Vec<u8> {
    if !word.starts_with(['n', 'e', 'é', 'E', 'É', 't', 'd', 'v', 'z', 'a', 'N', 'T', 'D', 'V', 'Z', 'A']) {
        return Vec::new();
    }
    // small letters first: a capital within a word begins another one for `fold`
    let folded = fold(&word.to_lowercase());
    match folded.as_str() {
        "nul" => vec![0],
        other => match dutch::number(other).and_then(|number| u8::try_from(number).ok()) {
            Some(number) if number < 10 => vec![number],
            Some(number) => vec![number / 10, number % 10],
            None => glued(other).unwrap_or_default(),
        },
    }
}

/// Digits said one after another in one word.
fn glued(word: &str) -> Option<Vec<u8>> {
    const DIGITS: [&str; 10] = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"];
    let (mut rest, mut digits) = (word, Vec::new());
    while !rest.is_empty() {
        let (value, behind) = (0..).zip(DIGITS).find_map(|(value, name)| Some((value, rest.strip_prefix(name)?)))?;
        digits.push(value);
        rest = behind;
    }
    Some(digits)
}
