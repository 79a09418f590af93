//! Numbers that are no BSN though they have as many digits: telephone numbers, an IBAN, dates, tax numbers, checksums.

use std::ops::Range;

use iban::Iban;

use super::group::{Group, digit};

/// Where the IBAN or the telephone number with the number of its country ends that begins here.
pub(super) fn iban_or_phone(text: &str, at: usize) -> Option<usize> {
    let glued = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    if glued { None } else { phone(text, at).or_else(|| iban(text, at)) }
}

/// The digits that a number with that of its country has: `+31 6 12345678`.
const PHONE: usize = 11;
/// Signs that such a number is written with at most, spaces and all; a longer text is not searched for each of its
/// signs.
const WRITTEN: usize = 48;

fn phone(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let (plus, zeros) = (rest.starts_with('+'), ["0031", "0032", "0049"].iter().any(|begin| rest.starts_with(begin)));
    if !(plus || zeros) {
        return None;
    }
    let end = rest.char_indices().nth(WRITTEN).map_or(rest.len(), |(end, _)| end);
    let rest = &rest[..end];
    let dialled = rest.trim_start_matches('+').trim_start();
    let first = dialled.chars().take_while(char::is_ascii_digit).count();
    // `0031 41 000` may be a number of nine digits
    let grouped = zeros && first == 4 && dialled.chars().filter(char::is_ascii_digit).count() == super::LENGTH;
    if first == 0 || grouped {
        return None;
    }
    let mut digits = 0;
    for (n, c) in rest.char_indices() {
        let ends = !c.is_ascii_digit() && digits >= PHONE;
        if ends || !(c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '-' | '.' | '(' | ')' | '/')) {
            return (digits >= PHONE - 1).then_some(at + n);
        }
        digits += usize::from(c.is_ascii_digit());
    }
    (digits >= PHONE - 1).then_some(at + end)
}

/// The longest IBAN of any country, and the shortest.
const MAX_IBAN_LETTERS: usize = 34;
const SHORTEST: usize = 15;

fn iban(text: &str, at: usize) -> Option<usize> {
    let begin = text.as_bytes().get(at..at + 4)?;
    if !(begin[..2].iter().all(u8::is_ascii_alphabetic) && begin[2..].iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let mut joined = String::with_capacity(MAX_IBAN_LETTERS);
    for (n, c) in text[at..].char_indices() {
        if c.is_ascii_alphanumeric() {
            joined.push(c.to_ascii_uppercase());
            if joined.len() >= SHORTEST && joined.parse::<Iban>().is_ok() {
                return Some(at + n + 1);
            }
        }
        if joined.len() == MAX_IBAN_LETTERS
            || !(c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '-'))
        {
            break;
        }
    }
    None
}

/// The groups between the dates: `14-03-1998 411000019` holds one number of nine digits.
pub(super) fn without_dates(run: Vec<Group>) -> Vec<Vec<Group>> {
    let mut parts = vec![Vec::new()];
    let mut rest = run.into_iter().collect::<std::collections::VecDeque<_>>();
    while !rest.is_empty() {
        if is_date(rest.make_contiguous()) {
            rest.drain(..3);
            parts.push(Vec::new());
        } else if let (Some(group), Some(part)) = (rest.pop_front(), parts.last_mut()) {
            part.push(group);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a date begins these groups: `14-03-1998`, `1998-03-14`, or `14-03-98` where nothing goes on behind it.
fn is_date(groups: &[Group]) -> bool {
    let [a, b, c, behind @ ..] = groups else { return false };
    let number = |group: &Group| group.digits.iter().fold(0_u32, |number, digit| number * 10 + u32::from(*digit));
    let part = |group: &Group, most: u32| group.digits.len() <= 2 && (1..=most).contains(&number(group));
    let year = |group: &Group| group.digits.len() == 4 && (1900..2100).contains(&number(group));
    let alike = b.before == c.before && matches!(b.before, Some('-' | '.' | '/' | ' '));
    let goes_on = behind.first().is_some_and(|next| next.before == c.before);
    let short = c.digits.len() == 2 && b.before != Some(' ') && !goes_on;
    let plain = [a, b, c].iter().all(|group| !group.word);
    let day_first = part(a, 31) && part(b, 12) && (year(c) || short);
    alike && plain && (day_first || (year(a) && part(b, 12) && part(c, 31) && !goes_on))
}

/// Whether nine digits become the tax number of an employer by what stands behind them: `L01`, `B01`.
pub(super) fn is_tax_number(behind: &str) -> bool {
    let mut signs = behind.chars();
    let letter = signs.next().is_some_and(|c| matches!(c, 'L' | 'B' | 'l' | 'b'));
    letter
        && signs.by_ref().take(2).filter(char::is_ascii_digit).count() == 2
        && !signs.next().is_some_and(char::is_alphanumeric)
}

/// Letters and digits that a checksum has at least.
const HASH: usize = 16;

/// Before the codes that stand for a file, an employer, a coach or a client in records without persons.
const BEFORE_CODES: [&str; 4] = ["formulier-", "werkgever-", "jobcoach-", "cliënt "];

/// Letters and digits of such a code.
const CODE: usize = 12;

/// Whether the digits are part of a code of this program: `formulier-c552423865cf`.
pub(super) fn is_code(text: &str, at: &Range<usize>) -> bool {
    let within = |c: &char| matches!(c, '0'..='9' | 'a'..='f');
    let before: usize = text[..at.start].chars().rev().take(CODE).take_while(within).count();
    let from = at.start - before;
    let code: usize = text[from..].chars().take(CODE + 1).take_while(|c| c.is_alphanumeric()).count();
    let end = from + CODE;
    let named = || BEFORE_CODES.iter().any(|word| text[..from].ends_with(word));
    code == CODE
        && text.get(from..end).is_some_and(|code| code.chars().all(|c| within(&c)))
        && end > at.end - 1
        && named()
}

/// Whether the digits are part of a checksum or another long number in hexadecimals.
pub(super) fn is_hash(text: &str, at: &Range<usize>) -> bool {
    let within = |c: &char| c.is_ascii_hexdigit() || digit(*c).is_some();
    let before = text[..at.start].chars().rev().take(HASH).take_while(within).count();
    let behind = text[at.end..].chars().take(HASH).take_while(within).count();
    before + behind > 0 && before + behind + super::LENGTH >= HASH
}
