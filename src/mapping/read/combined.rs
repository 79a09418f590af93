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

/// What a part of a combined text says; nothing where it is still to be written.
fn of_piece(piece: &Piece, text: &str) -> Option<Reading> {
    if is_open(text) {
        return None;
    }
    let kind = Schema::common().field(piece.target.field).kind;
    if kind == Kind::Text && piece.target.part.is_none() && (is_of_another(text) || is_of_name(text)) {
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
