//! Addresses as they are written in one line: which word is which, and in what order they stand.

use crate::record::value::pattern::Parts;
use crate::record::value::postcode;
use crate::record::value::words::between_spaces;

/// What ends the name of a street, where no number tells it from a town.
const STREETS: [&str; 22] = [
    "straat",
    "weg",
    "laan",
    "plein",
    "gracht",
    "kade",
    "singel",
    "dijk",
    "pad",
    "hof",
    "steeg",
    "dreef",
    "markt",
    "park",
    "ring",
    "plantsoen",
    "baan",
    "wal",
    "haven",
    "dam",
    "kamp",
    "lei",
];

fn is_number(word: &str) -> bool {
    (1..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0')
}

fn is_addition(text: &str) -> bool {
    let words = between_spaces(text).count();
    let short = text.chars().count() <= 6 && words <= 2;
    short
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.'))
        && text.contains(char::is_alphanumeric)
}

fn is_town(text: &str) -> bool {
    let first = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '’'));
    first && !text.contains(|c: char| c.is_ascii_digit() || c == ',')
}

/// Whether a text may be this part, as a pattern asks it.
pub(super) fn fits(part: u8, text: &str) -> bool {
    match part {
        0 => {
            let plain = text.contains(char::is_alphabetic) && !text.contains(',');
            plain && !ends_in_number(text) && !goes_on_behind_number(text) || text == "Postbus"
        }
        1 => is_number(text),
        2 => text.starts_with(char::is_alphabetic) && is_addition(text),
        3 => postcode::is_one(text),
        4 => is_town(text),
        _ => false,
    }
}

/// `Dorpsstraat 12` is more than a street, `Plein 1944` is not.
fn ends_in_number(text: &str) -> bool {
    street(text).is_some()
}

/// Whether words stand behind a number in what should be a street: `Vogelkers 12 t/m`, `Vogelkers 12 te Utrecht`.
fn goes_on_behind_number(street: &str) -> bool {
    let mut words = between_spaces(street).skip_while(|word| !is_number(word)).skip(1);
    words.any(|word| !word.is_empty() && !is_number(word))
}

/// Parts by position, taken from a line without a pattern; position 5, the whole, where they are in doubt.
pub(super) fn read(line: &str) -> Vec<(u8, &str)> {
    taken(line).unwrap_or_else(|| vec![(5, line)])
}

fn taken(line: &str) -> Option<Vec<(u8, &str)>> {
    let mut parts = Vec::with_capacity(5);
    let (front, town) = match postcode_in(line) {
        Some((from, to)) => {
            parts.push((3, &line[from..to]));
            (line[..from].trim_end_matches([' ', ',']), line[to..].trim_start_matches([' ', ',']))
        }
        None => match line.rsplit_once(", ") {
            Some((front, town)) if is_town(town) => (front, town),
            Some(_) => return None,
            None if is_town(line) && !is_street(line) => ("", line),
            None => (line, ""),
        },
    };
    if !town.is_empty() {
        parts.extend(Some((4, town)).filter(|(_, town)| is_town(town)).map(Some)?);
    }
    // a web form finds the rest by these two: `12, 3541 AB`
    if let Some(number) = number_alone(front).filter(|_| parts.first().is_some_and(|(part, _)| *part == 3)) {
        parts.extend(number);
    } else if !front.is_empty() {
        parts.extend(street(front).or_else(|| is_street(front).then(|| vec![(0, front)]))?);
    }
    Some(parts)
}

/// `12`, `12a`, `12-3`
fn number_alone(text: &str) -> Option<Vec<(u8, &str)>> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, behind) = text.split_at(digits);
    let addition = behind.trim_start_matches([' ', '-', '/']);
    let well = is_number(number) && (addition.is_empty() || is_addition(addition));
    well.then(|| [(1, number), (2, addition)].into_iter().filter(|(_, part)| !part.is_empty()).collect())
}

fn is_street(text: &str) -> bool {
    let bytes = text.as_bytes();
    let one = !bytes.iter().any(|byte| byte.is_ascii_digit() || *byte == b',');
    let ends = |end: &&str| {
        bytes.len().checked_sub(end.len()).is_some_and(|at| bytes[at..].eq_ignore_ascii_case(end.as_bytes()))
    };
    one && (STREETS.iter().any(ends) || bytes.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"laan ")))
}

/// Where a postcode stands: at the start of a word, and whole.
fn postcode_in(line: &str) -> Option<(usize, usize)> {
    let starts = line
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() && line[..*at].chars().next_back().is_none_or(|b| matches!(b, ' ' | ',')));
    let whole = |to: usize| line[to..].chars().next().is_none_or(|c| matches!(c, ' ' | ','));
    let of = |(at, _)| {
        [6, 7]
            .into_iter()
            .map(|length| at + length)
            .find(|to| line.get(at..*to).is_some_and(postcode::is_one) && whole(*to))
            .map(|to| (at, to))
    };
    starts.filter_map(of).next_back()
}

/// `Dorpsstraat 12-a`, `Plein 1944 nr. 3`, `1e Oosterparkstraat 12 II`: the last number that only an addition follows.
fn street(text: &str) -> Option<Vec<(u8, &str)>> {
    if text.contains(',') || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let numbers = text.match_indices(' ').map(|(at, _)| at + 1);
    let at = numbers.rev().find(|at| text[*at..].starts_with(|c: char| c.is_ascii_digit()))?;
    let (street, number) = (text[..at].trim_end(), &text[at..]);
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let (number, behind) = number.split_at(digits);
    let addition = behind.trim_start_matches([' ', '-', '/']);
    let numbered = ["nr.", "nr", "no.", "no"].iter().find_map(|word| street.strip_suffix(word)?.strip_suffix(' '));
    // "Plein 1944" is a square without a number
    let square = numbered.is_none() && number.len() == 4 && street.to_lowercase().ends_with("plein");
    let street = numbered.unwrap_or(street).trim_end();
    let well = is_number(number) && !square && (addition.is_empty() || is_addition(addition));
    if !well || !street.contains(char::is_alphabetic) || goes_on_behind_number(street) {
        return None;
    }
    let mut parts = vec![(0, street), (1, number)];
    parts.extend(Some((2, addition)).filter(|(_, a)| !a.is_empty()));
    Some(parts)
}

/// `Dorpsstraat 12 a, 1234 AB Utrecht`
pub(super) fn usual(parts: Parts<'_>, hyphen: &str) -> String {
    let [street, number, addition, postcode, town, _] = parts;
    let join = |parts: [Option<&str>; 2], between: &str| parts.into_iter().flatten().collect::<Vec<_>>().join(between);
    let number = join([number, addition], hyphen);
    let front = join([street, Some(number.as_str()).filter(|n| !n.is_empty())], " ");
    let back = join([postcode, town], " ");
    join([Some(front.as_str()).filter(|f| !f.is_empty()), Some(back.as_str()).filter(|b| !b.is_empty())], ", ")
}
