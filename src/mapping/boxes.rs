//! Tick boxes beside their labels: ticked, not ticked, or something else.

use crate::content::Content;
use crate::record::schema::Kind;

/// What stands in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Ticked,
    /// An empty box, or nothing.
    Empty,
    /// Something that is no tick.
    Other,
}

/// The state of a box; `with_label` when the box stands in the cell of its label.
pub(super) fn state(content: &Content, with_label: bool) -> State {
    match content {
        Content::Empty => State::Empty,
        Content::Tick(true) => State::Ticked,
        Content::Tick(false) => State::Empty,
        Content::Number(n) if (n - 1.0).abs() < f64::EPSILON => State::Ticked,
        Content::Text(text) => of_text(text.trim(), with_label),
        _ => State::Other,
    }
}

fn of_text(text: &str, with_label: bool) -> State {
    let ticked = ["☒", "☑", "■", "✓", "✔", "✗", "✘", "[x]", "[X]", "(x)", "(X)"];
    let empty = ["☐", "□", "[ ]", "[]", "( )", "()", "_"];
    let holds = |marks: &[&str]| marks.iter().any(|mark| if with_label { text.contains(mark) } else { text == *mark });
    if holds(&ticked) {
        return State::Ticked;
    }
    if text.is_empty() || holds(&empty) {
        return State::Empty;
    }
    if with_label {
        let first_or_last = text.split_whitespace().next().into_iter().chain(text.split_whitespace().next_back());
        return if first_or_last.into_iter().any(|word| word == "x" || word == "X") {
            State::Ticked
        } else {
            State::Empty
        };
    }
    match text.to_lowercase().as_str() {
        "x" | "v" | "ja" | "j" | "1" | "waar" | "true" | "+" => State::Ticked,
        "nee" | "n" | "0" | "onwaar" | "false" | "-" => State::Empty,
        _ => State::Other,
    }
}

/// What a kind expects, in the words of a message.
pub(super) fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Prose => "tekst",
        Kind::Name => "naam",
        Kind::Address => "adres",
        Kind::Bsn => "burgerservicenummer",
        Kind::Date => "datum",
        Kind::Time => "tijd",
        Kind::YesNo => "ja/nee",
        Kind::Choice => "keuze",
        Kind::Number => "geheel getal",
        Kind::Decimal => "getal",
        Kind::Hours => "uren",
        Kind::Percentage => "percentage",
        Kind::Money => "bedrag",
        Kind::Duration => "duur",
        Kind::Phone => "telefoonnummer",
        Kind::Email => "e-mailadres",
        Kind::Postcode => "postcode",
        Kind::Kvk => "KvK-nummer",
        Kind::Iban => "IBAN",
        Kind::Gemeente => "gemeente",
    }
}
