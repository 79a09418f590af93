//! Several answers in one text: `Koen Smit (Werk & Co)`.

use crate::mapping::spec::pattern::{Pattern, Piece};
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Reading, name};
use crate::text::content::Content;
use crate::text::gap::is_open;
use crate::text::given_names;
use crate::text::normalize::fold;

/// With what a part begins that says more of the other one, and is no organisation and no function, folded.
const OF_ANOTHER: [&str; 18] = [
    "achtervang",
    "bereikbaar",
    "bgg",
    "email",
    "ivm",
    "mail",
    "mob",
    "mobiel",
    "nb",
    "of",
    "tel",
    "telefoon",
    "telnr",
    "tot",
    "vanaf",
    "vervanger",
    "vervangt",
    "waarnemer",
];

/// The readings of a combined text in the first split in which every field is understood.
pub(crate) fn split(pattern: &Pattern, text: &str) -> Option<Vec<Option<Reading>>> {
    pattern.splits(text).into_iter().find_map(|ranges| {
        let readings: Vec<Option<Reading>> =
            pattern.pieces.iter().zip(ranges).map(|(piece, range)| of_piece(piece, &text[range])).collect();
        (!readings.contains(&Some(Reading::AsWritten))).then_some(readings)
    })
}

/// What may stand between two answers in the place of the printed sign.
const BETWEEN: [&str; 6] = [" - ", " – ", " — ", " / ", " | ", "\n"];

/// The readings of a combined text of two answers that parts them by another sign than the pattern: `15-09-2025 - 14-03-2026`,
/// `Loes Smeets - eigenaar`; or that gives the name alone.
pub(crate) fn split_loosely(pattern: &Pattern, text: &str) -> Option<Vec<Option<Reading>>> {
    let [first, second] = pattern.pieces.as_slice() else { return None };
    let kind = |piece: &Piece| Schema::common().field(piece.target.field).kind;
    let bare = first.target.part.is_none() && second.target.part.is_none();
    let text = text.trim();
    match (kind(first), kind(second)) {
        (Kind::Date, Kind::Date) if bare => {
            let (begin, end) = parted(text)?;
            let readings = vec![of_piece(first, begin), of_piece(second, end)];
            let understood = |reading: &Option<Reading>| matches!(reading, Some(Reading::Value(_)));
            readings.iter().all(understood).then_some(readings)
        }
        (Kind::Name, Kind::Text) if bare => {
            let (name, rest) = parted(text).map_or((text, None), |(name, rest)| (name, Some(rest)));
            let readings = vec![of_piece(first, name), rest.and_then(|rest| of_piece(second, rest))];
            // `Anna Jansen - de Vries`, `Anna Jansen - Vries` may be one name
            let may_be_name = |rest: &str| {
                let first = rest.split_whitespace().next().unwrap_or_default();
                is_capital(first) || SMALL.contains(&first.to_lowercase().as_str())
            };
            let plain = is_person(name) && !rest.is_some_and(|rest| rest.contains([',', '(']) || may_be_name(rest));
            (plain && !readings.contains(&Some(Reading::AsWritten))).then_some(readings)
        }
        _ => None,
    }
}

/// Two texts with one such sign between them.
fn parted(text: &str) -> Option<(&str, &str)> {
    let mut found = BETWEEN.iter().flat_map(|sign| text.match_indices(sign));
    let (at, sign) = found.next()?;
    let (before, behind) = (text[..at].trim(), text[at + sign.len()..].trim());
    (found.next().is_none() && !before.is_empty() && !behind.is_empty()).then_some((before, behind))
}

/// Whether a text is the name of somebody and nothing else: a first name that is known, or initials, and a surname.
fn is_person(text: &str) -> bool {
    let mut words = text.split_whitespace().skip_while(|word| is_address(word));
    let Some(first) = words.next() else { return false };
    let rest: Vec<&str> = words.collect();
    let small = |word: &str| SMALL.contains(&word.to_lowercase().as_str());
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    let begins =
        first.contains('.') && name::are_initials(first) || is_capital(first) && given_names::has_given_name(first);
    let surname = rest.iter().filter(|word| !small(word)).count();
    begins
        && (1..=2).contains(&surname)
        && rest.last().is_some_and(|last| is_capital(last))
        && rest.iter().all(|word| letters(word) && (small(word) || is_capital(word)))
}

/// A capital and small letters: no abbreviation.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// How somebody is addressed before the name.
fn is_address(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    ["dhr", "mevr", "mw", "mevrouw", "meneer", "heer", "de", "drs", "ing", "ir", "mr", "dr"].contains(&word.as_str())
}

/// Words within a surname.
const SMALL: [&str; 14] = ["van", "de", "den", "der", "het", "'t", "’t", "ten", "ter", "te", "la", "el", "al", "in"];

/// What a part of a combined text says; nothing where it is still to be written.
fn of_piece(piece: &Piece, text: &str) -> Option<Reading> {
    if is_open(text) {
        return None;
    }
    let field = Schema::common().field(piece.target.field);
    let (kind, whole) = (field.kind, piece.target.part.is_none());
    if kind == Kind::Text && whole && (is_of_another(text) || is_of_name(text)) {
        return Some(Reading::AsWritten);
    }
    // who works for himself gives an organisation his name, but nobody a function
    if field.id.ends_with("_functie") && names_somebody(text) {
        return Some(Reading::AsWritten);
    }
    // two people, or a name with what is said of it, are no name
    if kind == Kind::Name && whole && text.contains(['(', ';']) {
        return Some(Reading::AsWritten);
    }
    value::parse(&Content::Text(text.into()), &piece.notation).reading
}

/// Whether a part that may be any text says something else than is asked: a phone number, an address of mail, somebody else
/// (`vervanger: P. Vos`); or a bracket closes in it that opened before (`Werk & Co) en P. Vos (Werk & Co`).
fn is_of_another(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let first = text.split_whitespace().next().map(fold).unwrap_or_default();
    !text.contains(char::is_alphabetic)
        || digits > 8
        || text.contains(['@', ':'])
        || !is_balanced(text)
        || OF_ANOTHER.contains(&first.as_str())
}

/// Whether a part that may be any text goes on with the name before it: `Smeets, L.`, `Smeets, Loes, eigenaar`; or with
/// somebody else: `eigenaar; Jan Smeets, bakker`.
fn is_of_name(text: &str) -> bool {
    let first = text.split(',').next().unwrap_or(text).trim();
    let dotted = first.contains('.') && name::are_initials(first);
    let named = !first.contains(' ') && first.starts_with(char::is_uppercase) && given_names::has_given_name(first);
    text.contains([';', '\n']) || dotted || named
}

/// Whether somebody is named in a part: `eigenaar, Loes Smeets`, `bedrijfsleider (ma-wo), Jan Bos (do-vr)`.
fn names_somebody(text: &str) -> bool {
    text.split(',').any(|part| is_person(part.split('(').next().unwrap_or(part).trim()))
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_else_is_no_function() {
        for (text, is) in [
            ("Loes Smeets", true),
            ("Q. Bos", true),
            ("mw. P. van den Berg", true),
            ("bedrijfsleider (ma-wo), Jan Bos (do-vr)", true),
            ("eigenaar", false),
            ("HR adviseur", false),
            ("Directeur", false),
            ("afdeling HR, teamleider", false),
        ] {
            assert_eq!(names_somebody(text), is, "{text}");
        }
    }

    #[test]
    fn a_name_alone_is_one_that_is_known() {
        for (text, is) in [
            ("Loes Smeets", true),
            ("L. Smeets", true),
            ("dhr. ing. J. Bos", true),
            ("Loes Smeets eigenaar", false),
            ("L. Smeets HR adviseur", false),
            ("Smeets", false),
            ("Bedrijfsleider", false),
            ("nog niet bekend", false),
            ("Loes Smeets en Jan Bos", false),
        ] {
            assert_eq!(is_person(text), is, "{text}");
        }
    }

    #[test]
    fn what_is_no_organisation_is_told() {
        for (text, is) in [
            ("Werk & Co", false),
            ("ZZP", false),
            ("4Work B.V.", false),
            ("Werk & Co (Ede)", false),
            ("06-12345678", true),
            ("vervanger: P. Vos", true),
            ("vervanger P. Vos", true),
            ("tel. 06 1234", true),
            ("k.smit@voorbeeld.nl", true),
            ("Werk & Co) en P. Vos (Werk & Co", true),
        ] {
            assert_eq!(is_of_another(text), is, "{text}");
        }
    }
}
