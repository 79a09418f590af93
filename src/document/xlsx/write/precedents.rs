//! The cells that a formula works with, as far as its text tells.

use crate::document::cells::model::Area;
use crate::document::xlsx::sheet::sheet_around_rows::LAST;
use crate::text::place::Spot;

/// Functions that reach cells which the text does not name.
const REACHING: [&str; 4] = ["INDIRECT", "OFFSET", "CELL", "GETPIVOTDATA"];

/// Where a formula stands, and what its words mean there.
pub struct FormulaCell<'a> {
    /// The sheet it stands on.
    pub sheet: usize,
    /// The names of all sheets.
    pub sheets: &'a [String],
    /// How far it stands from the cell for which its text was written: rows and columns.
    pub shift: (i64, i64),
}

/// One word of a formula.
#[derive(Debug, PartialEq)]
enum Word<'f> {
    /// Letters, digits, dots and dollars: a cell, a name, a function, a number.
    Plain(&'f str),
    /// A sheet between quotes.
    Quoted(String),
    /// One sign.
    Sign(char),
}

/// One end of a range: the row and the column, whichever it names, from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
struct RangeEnd {
    row: Option<u32>,
    col: Option<u32>,
}

/// The areas that the formula works with, each with its sheet; none where the text does not tell them all.
pub fn precedents(formula: &str, home: &FormulaCell<'_>) -> Option<Vec<(usize, Area)>> {
    let words = words(formula)?;
    let mut areas = Vec::new();
    let mut at = 0;
    let mut sheet = home.sheet;
    while at < words.len() {
        let after = words.get(at + 1);
        match &words[at] {
            Word::Quoted(name) if after == Some(&Word::Sign('!')) => (sheet, at) = (home.named(name)?, at + 2),
            Word::Plain(name) if after == Some(&Word::Sign('!')) => (sheet, at) = (home.named(name)?, at + 2),
            Word::Plain(name) if after == Some(&Word::Sign('(')) => {
                if REACHING.iter().any(|function| function.eq_ignore_ascii_case(name)) {
                    return None;
                }
                at += 2;
            }
            Word::Plain(word) => {
                let ranges = after == Some(&Word::Sign(':'));
                let other = if ranges { words.get(at + 2) } else { Some(&words[at]) };
                let Some(Word::Plain(other)) = other else { return None };
                match (home.end(word), home.end(other)) {
                    (Some(from), Some(to)) if ranges || from.row.is_some() && from.col.is_some() => {
                        areas.push((sheet, area(from, to)));
                    }
                    _ if !ranges && is_constant(word) => {}
                    _ => return None,
                }
                (sheet, at) = (home.sheet, at + if ranges { 3 } else { 1 });
            }
            // A table, another workbook or an unnamed rest.
            Word::Sign('[') | Word::Quoted(_) => return None,
            Word::Sign(_) => at += 1,
        }
    }
    Some(areas)
}

fn words(formula: &str) -> Option<Vec<Word<'_>>> {
    let mut words = Vec::new();
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => rest[1..].find('"')? + 2,
            '\'' => {
                let (name, length) = quoted(rest)?;
                words.push(Word::Quoted(name));
                length
            }
            // An error value, or the sign of a spilled range.
            '#' => 1 + rest[1..].bytes().take_while(|b| b.is_ascii_uppercase() || b"/!?0".contains(b)).count(),
            c if is_letter(c) => {
                let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
                words.push(Word::Plain(&rest[..length]));
                length
            }
            c if c.is_whitespace() => c.len_utf8(),
            c => {
                words.push(Word::Sign(c));
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Some(words)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\')
}

/// A name between quotes, in which a quote stands twice, and its length in the text.
fn quoted(text: &str) -> Option<(String, usize)> {
    let mut at = 1;
    loop {
        at += text[at..].find('\'')? + 1;
        if !text[at..].starts_with('\'') {
            return Some((text[1..at - 1].replace("''", "'"), at));
        }
        at += 1;
    }
}

fn is_constant(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '.') || ["TRUE", "FALSE"].contains(&word)
}

impl FormulaCell<'_> {
    fn named(&self, name: &str) -> Option<usize> {
        self.sheets.iter().position(|sheet| sheet.to_lowercase() == name.to_lowercase())
    }

    /// `B7`, `$B$7`, `B` or `7`, moved along with the formula but for what has a dollar.
    fn end(&self, word: &str) -> Option<RangeEnd> {
        let fixed_col = word.starts_with('$');
        let letters = word.trim_start_matches('$');
        let count = letters.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, digits) = letters.split_at(count);
        let fixed_row = digits.starts_with('$') || letters.is_empty() && fixed_col;
        let digits = digits.strip_prefix('$').unwrap_or(digits);
        if letters.len() > 3 || letters.is_empty() && digits.is_empty() {
            return None;
        }
        let col = letters.bytes().fold(0, |col, b| col * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        let col = (!letters.is_empty()).then(|| moved(col - 1, if fixed_col { 0 } else { self.shift.1 }));
        let row = if digits.is_empty() { None } else { Some(digits.parse::<u32>().ok()?.checked_sub(1)?) };
        Some(RangeEnd { row: row.map(|row| moved(row, if fixed_row { 0 } else { self.shift.0 })), col })
    }
}

fn moved(at: u32, by: i64) -> u32 {
    u32::try_from(i64::from(at) + by).unwrap_or(0)
}

fn area(a: RangeEnd, b: RangeEnd) -> Area {
    let low = |a: Option<u32>, b: Option<u32>| a.unwrap_or(0).min(b.unwrap_or(0));
    let high = |a: Option<u32>, b: Option<u32>, last: u32| a.unwrap_or(last).max(b.unwrap_or(last));
    Area {
        from: Spot { row: low(a.row, b.row), col: low(a.col, b.col) },
        to: Spot { row: high(a.row, b.row, LAST.row), col: high(a.col, b.col, LAST.col) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(formula: &str, shift: (i64, i64)) -> Option<String> {
        let sheets = ["Uren".to_owned(), "Jan's blad".to_owned()];
        let areas = precedents(formula, &FormulaCell { sheet: 0, sheets: &sheets, shift })?;
        let shown = areas.iter().map(|(sheet, area)| format!("{sheet}!{}:{}", area.from, area.to));
        Some(shown.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_formula_names_the_cells_it_works_with() {
        for (formula, areas) in [
            ("SUM(F10:F21)", "0!F10:F21"),
            ("IF(COUNT(F10:F21)=0,\"\",SUM($F$10:F21)*1.5)", "0!F10:F21 0!F10:F21"),
            ("A1+'Jan''s blad'!B2-uren!C3:C4", "0!A1:A1 1!B2:B2 0!C3:C4"),
            ("SUM(B:B)+SUM(2:3)", "0!B1:B1048576 0!A2:XFD3"),
            ("IF(A1=\"B2 \"\"C3\"\"\",TRUE,1E5)+#REF!", "0!A1:A1"),
            ("LOG10(A1)+{1,2;3,4}", "0!A1:A1"),
            ("TODAY()", ""),
        ] {
            assert_eq!(shown(formula, (0, 0)).as_deref(), Some(areas), "{formula}");
        }
        assert_eq!(shown("$A1+B$2+$C$3", (2, 1)).as_deref(), Some("0!A3:A3 0!C2:C2 0!C3:C3"));
    }

    #[test]
    fn what_the_text_does_not_tell_is_not_guessed() {
        for formula in ["INDIRECT(\"A1\")", "Tarief*2", "SUM(Uren[Duur])", "[1]Blad1!A1", "Weg!A1", "A1:INDEX(B:B,2)"] {
            assert_eq!(shown(formula, (0, 0)), None, "{formula}");
        }
    }
}
