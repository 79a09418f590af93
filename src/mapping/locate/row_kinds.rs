//! What a row below the headings of a table is: somebody's answers, a sum of them, or printed text.

use std::ops::RangeInclusive;

use crate::document::cells::model::{Cell, Sheet};
use crate::document::text_document::placeholder;
use crate::text::content::Content;
use crate::text::normalize::{fold, fold_label};

/// How a row of sums begins, folded.
const TOTALS: [&str; 10] =
    ["totaal", "totalen", "subtotaal", "eindtotaal", "total", "grandtotal", "som", "gemiddelde", "gemiddeld", "aantal"];

/// Words that say a sum with nothing beside them but [`BESIDE_SUM`], folded: `Samen`, `Uren samen`, `Alle doelen bij elkaar`.
/// A goal may begin with them: `Samen boodschappen doen`.
const SUMS: [&str; 10] =
    ["samen", "tezamen", "tesamen", "opgeteld", "optelling", "optelsom", "elkaar", "totale", "totaal", "σ"];

/// Words with which a row of a list begins that says how many hours there were or are left, folded.
const STANDINGS: [&str; 14] = [
    "saldo",
    "beginsaldo",
    "eindsaldo",
    "overgebracht",
    "overdracht",
    "meegenomen",
    "beschikbaar",
    "toegekend",
    "toegekende",
    "resterend",
    "resterende",
    "restant",
    "tegoed",
    "urenbudget",
];

/// The same where the row says nothing else.
const STANDINGS_ALONE: [&str; 4] = ["transport", "rest", "over", "budget"];

/// What may stand beside them, folded.
const BESIDE_SUM: [&str; 16] = [
    "uren",
    "uur",
    "aantal",
    "alle",
    "alles",
    "al",
    "doelen",
    "activiteiten",
    "bij",
    "in",
    "van",
    "voor",
    "het",
    "de",
    "is",
    "begeleiding",
];

/// What a remark below a table begins with, before a colon, folded.
const REMARKS: [&str; 9] =
    ["toelichting", "opmerking", "opmerkingen", "nb", "letop", "letwel", "ps", "noot", "bijzonderheden"];

/// What a row under the headings calls the kinds of its columns by, folded.
const KINDS: [&str; 20] = [
    "datum",
    "tekst",
    "getal",
    "nummer",
    "bedrag",
    "euro",
    "uur",
    "uren",
    "janee",
    "jn",
    "verplicht",
    "optioneel",
    "ddmmjjjj",
    "ddmmyyyy",
    "keuze",
    "mv",
    "text",
    "date",
    "number",
    "vrijetekst",
];

/// The word by which a row of a table is a sum of others: beside it stand numbers, or nothing.
pub(crate) fn total(row: &[Cell]) -> Option<&Cell> {
    let mut filled = row.iter().filter(|cell| !cell.content.is_empty());
    if filled.clone().all(|cell| cell.formula) {
        return filled.next();
    }
    let first = filled.next()?;
    let word = first.content.as_text().is_some_and(is_total);
    (word && filled.all(|cell| cell.formula || is_number(&cell.content))).then_some(first)
}

/// Whether a row of a table on a form is such a sum: its word stands anywhere in it, left of the columns too.
pub(crate) fn is_total_row<'c>(row: impl Iterator<Item = &'c Cell>) -> bool {
    let mut word = false;
    for cell in row.filter(|cell| !cell.content.is_empty()) {
        match &cell.content {
            Content::Text(text) if is_total(text) => word = true,
            content if cell.formula || is_number(content) || is_dash(content) => {}
            _ => return false,
        }
    }
    word
}

/// The words by which a row of a list of visits is none: a balance, what is left, or the sum of a week. Nothing but numbers
/// stands beside them.
pub(crate) fn standing<'c>(row: impl Iterator<Item = &'c Cell>) -> Option<&'c Cell> {
    let mut word = None;
    for cell in row.filter(|cell| !cell.content.is_empty()) {
        match &cell.content {
            Content::Text(text) if word.is_none() && says_standing(text) => word = Some(cell),
            content if cell.formula || is_number(content) || is_dash(content) => {}
            _ => return None,
        }
    }
    word
}

/// `Saldo vorige maand`, `Nog beschikbaar`, `Toegekend`, `Week 36`.
fn says_standing(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    let first = words.first().map_or("", String::as_str);
    let begins = STANDINGS.contains(&first) || first == "nog" && words.iter().any(|w| STANDINGS.contains(&w.as_str()));
    let alone = words.len() == 1 && STANDINGS_ALONE.contains(&first);
    (begins || week(text).is_some() || alone) && text.len() < 40
}

/// The number of `Week 36`.
pub(crate) fn week(text: &str) -> Option<i8> {
    let words: Vec<String> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [week, n] if matches!(week.as_str(), "week" | "wk" | "weeknr") => n.parse().ok(),
        _ => None,
    }
}

/// Whether the one text of a row says itself that it is a remark: `Toelichting: de uren zijn een schatting`
pub(crate) fn is_remark(row: &[Cell]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.content.is_empty() && !cell.formula);
    let (Some(only), None) = (filled.next(), filled.next()) else { return false };
    let told = only.content.as_text().and_then(|text| text.split_once(':'));
    told.is_some_and(|(label, rest)| REMARKS.contains(&fold(label).as_str()) && !rest.trim().is_empty())
}

/// The rows of a sheet with their cells.
pub(crate) fn rows_of(sheet: &Sheet, rows: RangeInclusive<u32>) -> impl Iterator<Item = (u32, &[Cell])> {
    let from = sheet.cells.partition_point(|cell| cell.spot.row < *rows.start());
    let to = sheet.cells.partition_point(|cell| cell.spot.row <= *rows.end());
    let cells = sheet.cells.get(from..to).unwrap_or_default();
    cells.chunk_by(|a, b| a.spot.row == b.spot.row).map(|row| (row[0].spot.row, row))
}

/// Whether a row holds more than formulas that wait for answers.
pub(crate) fn has_words(row: &[Cell]) -> bool {
    row.iter().any(|cell| !cell.content.is_empty() && !cell.formula)
}

/// `Totaal`, `Totaal uren:`, `Subtotaal Ede`; `Samen`, `Uren bij elkaar`, `Σ`.
fn is_total(text: &str) -> bool {
    let mut words = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).peekable();
    let begins = words.peek().is_some_and(|first| TOTALS.contains(&first.as_str())) && text.len() < 40;
    let mut sum = false;
    let only = words.all(|word| {
        let says = SUMS.contains(&word.as_str());
        sum |= says;
        says || BESIDE_SUM.contains(&word.as_str())
    });
    begins || sum && only
}

/// A cell that is crossed out with a dash: nothing is asked there.
fn is_dash(content: &Content) -> bool {
    content.as_text().is_some_and(|text| matches!(text.trim(), "-" | "–" | "—" | "--" | "/" | "x" | "X"))
}

fn is_number(content: &Content) -> bool {
    match content {
        Content::Text(text) => {
            let digits = text.bytes().any(|byte| byte.is_ascii_digit());
            digits && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,-+€%:".contains(c))
        }
        Content::Number(_) => true,
        _ => false,
    }
}

/// Whether a row only says how the columns are filled in: `tekst`, `dd-mm-jjjj`, `ja/nee`.
pub(crate) fn is_instruction(row: &[Cell]) -> bool {
    let mut texts = row.iter().filter(|cell| !cell.content.is_empty()).map(|cell| cell.content.as_text());
    let told = |text: &str| KINDS.contains(&fold_label(text).as_str()) || placeholder::is_prompt(text);
    texts.clone().count() > 1 && texts.all(|text| text.is_some_and(told))
}

/// Whether a text is a date in digits of which the second number is no month: `07/30/1989`.
pub(crate) fn is_month_first(text: &str) -> bool {
    day_and_month(text).is_some_and(|(first, second)| (1..=12).contains(&first) && (13..=31).contains(&second))
}

/// Whether a date would be another one with its month before its day.
pub(crate) fn is_either(content: &Content) -> bool {
    let both = |first: u8, second: u8| first != second && (1..=12).contains(&first) && (1..=12).contains(&second);
    match content {
        Content::Text(text) => day_and_month(text).is_some_and(|(first, second)| both(first, second)),
        Content::Date(day) => both(day.day().unsigned_abs(), day.month().unsigned_abs()),
        _ => false,
    }
}

/// The first two numbers of a date in digits that ends with its year.
pub(crate) fn day_and_month(text: &str) -> Option<(u8, u8)> {
    let mut numbers = text.trim().split(['/', '-', '.']);
    let mut next = || numbers.next().filter(|number| number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit()));
    let (first, second, year) = (next()?, next()?, next()?);
    let short = |number: &str| if number.len() <= 2 { number.parse().ok() } else { None };
    (matches!(year.len(), 2 | 4) && numbers.next().is_none()).then_some((short(first)?, short(second)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> Vec<Cell> {
        (0..).zip(texts).map(|(col, text)| Cell::new(4, col, Content::Text((*text).into()))).collect()
    }

    #[test]
    fn a_row_of_sums_is_told_by_its_word_and_its_numbers() {
        for (texts, is) in [
            (vec!["Totaal", "42", "40,00"], true),
            (vec!["Totaal uren:", "€ 1.200,50"], true),
            (vec!["Subtotaal Ede", "", "12"], true),
            (vec!["Totaal", "A.", "42"], false),
            (vec!["Totaal"], true),
            (vec!["12", "14"], false),
            (vec!["Som", "S.", "999100129"], false),
            (vec!["Samen", "11"], true),
            (vec!["Tezamen:", "11"], true),
            (vec!["Uren bij elkaar", "11 "], true),
            (vec!["Alle doelen samen", "11"], true),
            (vec!["Σ", "11"], true),
            (vec!["Samen boodschappen doen", "11"], false),
            (vec!["Samen uren verdelen", "11"], false),
        ] {
            assert_eq!(total(&row(&texts)).is_some(), is, "{texts:?}");
        }
    }

    #[test]
    fn a_remark_says_itself_that_it_is_one() {
        for (texts, is) in [
            (vec!["Toelichting: de uren zijn een schatting"], true),
            (vec!["", "N.B.: in overleg"], true),
            (vec!["Toelichting: vraagt uitleg", "12,5"], false),
            (vec!["Toelichting:"], false),
            (vec!["Toelichting vragen aan de leiding"], false),
        ] {
            assert_eq!(is_remark(&row(&texts)), is, "{texts:?}");
        }
    }

    #[test]
    fn a_standing_is_no_visit() {
        for (texts, is) in [
            (vec!["Week 36", "1:30"], true),
            (vec!["", "Saldo vorige maand", "10:00"], true),
            (vec!["Nog beschikbaar", "36:30"], true),
            (vec!["Toegekend", "40:00", "-"], true),
            (vec!["Week 36", "Bezoek", "1:30"], false),
            (vec!["Week van de zorg", "1:30"], false),
            (vec!["2-9-2025", "Transport", "0:30"], true),
            (vec!["Nog een keer geoefend", "1:30"], false),
            (vec!["Transport"], true),
            (vec!["Transport van de cliënt", "1:30"], false),
        ] {
            assert_eq!(standing(row(&texts).iter()).is_some(), is, "{texts:?}");
        }
    }

    #[test]
    fn a_row_of_kinds_is_an_instruction() {
        assert!(is_instruction(&row(&["tekst", "dd-mm-jjjj", "ja/nee"])));
        assert!(!is_instruction(&row(&["tekst", "Jansen"])));
        assert!(!is_instruction(&row(&["datum"])));
    }

    #[test]
    fn dates_that_can_be_read_two_ways() {
        for (text, month_first, either) in [
            ("07/30/1989", true, false),
            ("03/04/1998", false, true),
            ("30-07-1989", false, false),
            ("4-4-1998", false, false),
            ("1998-03-04", false, false),
            ("12-13-25", true, false),
            ("10:30", false, false),
            ("06-12345678", false, false),
        ] {
            let content = Content::Text(text.into());
            assert_eq!((is_month_first(text), is_either(&content)), (month_first, either), "{text}");
        }
    }
}
