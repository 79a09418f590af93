//! Lines about a list itself, as exports print them above or below their rows: when it was made, by whom, how many it holds.

use crate::document::cells::model::Cell;
use crate::text::content::Content;
use crate::text::normalize::fold;

/// With what such a line begins, folded.
const BEGINS: [&str; 34] = [
    "aangemaakt",
    "aantal",
    "afdruk",
    "afdrukdatum",
    "afgedrukt",
    "bestand",
    "bron",
    "copyright",
    "datumexport",
    "einde",
    "export",
    "exportdatum",
    "filter",
    "gebruiker",
    "gefilterd",
    "gegenereerd",
    "geexporteerd",
    "gemaakt",
    "geprint",
    "laatstbijgewerkt",
    "lijst",
    "overzicht",
    "pagina",
    "peildatum",
    "periode",
    "printdatum",
    "rapport",
    "rapportage",
    "rapportdatum",
    "selectie",
    "uitdraai",
    "versie",
    "vertrouwelijk",
    "printedon",
];

/// What a list counts, folded, in one and in several.
const COUNTED: [&str; 22] = [
    "client",
    "clienten",
    "klant",
    "klanten",
    "kandidaat",
    "kandidaten",
    "deelnemer",
    "deelnemers",
    "werknemer",
    "werknemers",
    "persoon",
    "personen",
    "trajecten",
    "dossiers",
    "rij",
    "rijen",
    "regel",
    "regels",
    "record",
    "records",
    "resultaten",
    "rows",
];

/// The first cell of a row that holds nothing but such a line.
pub(super) fn about_list(cells: &[Cell]) -> Option<&Cell> {
    let mut filled = cells.iter().filter(|cell| !cell.content.is_empty());
    let first = filled.next()?;
    let text = first.content.as_text()?;
    let begins = begins(text);
    match (filled.next(), filled.next()) {
        (None, None) => {
            let words = text.split_whitespace().count();
            let says = is_count(text) || begins || is_numbered(text) || words > 2;
            (says && (first.spot.col == 0 || is_count(text) || begins && words > 1)).then_some(first)
        }
        (Some(second), None) => (begins && is_value(&second.content)).then_some(first),
        _ => None,
    }
}

/// Whether a line begins with such a word, in one or two words.
fn begins(text: &str) -> bool {
    let mut words = text.split([' ', ':', '\t']).map(fold).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let two = format!("{first}{}", words.next().unwrap_or_default());
    [first, two].iter().any(|word| BEGINS.contains(&word.as_str()))
}

/// `3 cliënten`, `Cliënten: 3`, `(12 rijen)`
fn is_count(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let [one, other] = words.as_slice() else { return false };
    let counts = |number, word: &String| is_number(number) && COUNTED.contains(&word.as_str());
    counts(one, other) || counts(other, one)
}

/// Whether a line of several words holds a number: a name in the first column has none.
fn is_numbered(text: &str) -> bool {
    text.split_whitespace().count() > 1 && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a cell holds a number, a date or a moment.
fn is_value(content: &Content) -> bool {
    content.as_text().is_none_or(|text| text.trim().starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Vec<Cell> {
        let cells = (0..).zip(texts).filter(|(_, text)| !text.is_empty());
        cells.map(|(col, text)| Cell::new(4, col, Content::Text((*text).into()))).collect()
    }

    #[test]
    fn lines_about_the_list_are_no_clients() {
        for (texts, is) in [
            (vec!["Afdrukdatum 1-10-2025"], true),
            (vec!["Afdrukdatum:", "1-10-2025"], true),
            (vec!["Afgedrukt", "", "", "01-10-2025 14:33"], true),
            (vec!["", "", "", "3 cliënten"], true),
            (vec!["Cliënten: 3"], true),
            (vec!["(12 rijen)"], true),
            (vec!["Gefilterd op: actief"], true),
            (vec!["01-10-2025 14:33"], true),
            (vec!["Einde"], true),
            (vec!["C-0004"], false),
            (vec!["Jan Jansen"], false),
            (vec!["Bron", "J."], false),
            (vec!["", "", "", "Bron"], false),
            (vec!["", "", "", "de Vries"], false),
            (vec!["", "Werkt op dinsdag en donderdag 4 uur"], false),
            (vec!["Bron", "J.", "999100129"], false),
        ] {
            assert_eq!(about_list(&row(&texts)).is_some(), is, "{texts:?}");
        }
    }
}
