//! In which order a file writes day and month. Where one date of it can only be written with its month first, another
//! that would be a date either way is not read: nobody can tell which of the two it is.

use crate::document::cells::model::Document;
use crate::finding::Finding;
use crate::mapping::locate::row_kinds::{day_and_month, is_either, is_month_first};
use crate::mapping::read::form::FormAnswers;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Asks;
use crate::record::answer::Answer;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{Reading, Value, date::Date};
use crate::text::content::Content;
use crate::text::place::Place;

/// How a date is written: by the mark between its numbers, or as a date of a workbook.
const WRITINGS: [&str; 4] = ["/", "-", ".", ""];

/// How many dates with their day first prove of one with its month first that it is a slip.
const FOR_ONE: u32 = 3;

/// How many they must be for each where there are several.
const FOR_EACH: u32 = 10;

/// So many dates with their day first are counted: a list may be long, and each is told to those who read its rows.
const ENOUGH: u32 = 10_000;

/// What the dates of a file show of their order, by how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateOrder {
    month_first: [u32; WRITINGS.len()],
    day_first: [u32; WRITINGS.len()],
    /// The first date that can only be written with its month first.
    place: Option<Place>,
}

impl DateOrder {
    /// What the cells of a document show that hold a date and nothing else.
    pub fn of(document: &Document) -> Self {
        let mut order = Self::default();
        for sheet in &document.sheets {
            for cell in &sheet.cells {
                if order.see(&cell.content) && order.place.is_none() && order.has_month_first() {
                    order.place = sheet.place_of(cell);
                }
            }
        }
        order
    }

    /// Takes up what a date shows; whether it shows anything.
    pub(super) fn see(&mut self, content: &Content) -> bool {
        let Some((writing, first, second)) = numbers(content) else { return false };
        let count = match (first, second) {
            (1..=12, 13..=31) => &mut self.month_first[writing],
            (13..=31, 1..=12) => &mut self.day_first[writing],
            _ => return false,
        };
        *count = count.saturating_add(1);
        true
    }

    /// Whether so many dates of its writing have their day first that another one changes nothing.
    pub(super) fn has_enough(&self, content: &Content) -> bool {
        numbers(content).is_some_and(|(writing, first, _)| first > 12 && self.day_first[writing] >= ENOUGH)
    }

    fn has_month_first(&self) -> bool {
        self.month_first.iter().any(|count| *count > 0)
    }

    /// Whether the dates of a writing have their day first, but for a slip.
    fn is_proven(&self, writing: usize) -> bool {
        let (month, day) = (self.month_first[writing], self.day_first[writing]);
        let needed = if month > 1 { month.saturating_mul(FOR_EACH) } else { FOR_ONE };
        day >= needed
    }

    /// Whether a date with its month first is a slip among others of its writing.
    pub(super) fn is_slip(&self, content: &Content) -> bool {
        numbers(content).is_some_and(|(writing, ..)| self.is_proven(writing))
    }

    /// Whether dates have their month first that are no slips among others of their writing.
    pub(super) fn is_month_first(&self) -> bool {
        (0..WRITINGS.len()).any(|writing| self.month_first[writing] > 0 && !self.is_proven(writing))
    }

    /// Whether a date can be read either way in this file. Those written in another way than the one with its month
    /// first are certain where one of them can only be written with its day first.
    pub(super) fn doubts(&self, content: &Content) -> bool {
        let own = |(writing, ..): (usize, u8, u8)| match self.month_first[writing] {
            0 => self.day_first[writing] == 0,
            _ => !self.is_proven(writing),
        };
        self.is_month_first() && is_either(content) && numbers(content).is_some_and(own)
    }

    /// The same by the dates of its own column first, and by those of the file where the column has too few.
    pub(super) fn doubts_in(&self, column: &Self, content: &Content) -> bool {
        let Some((writing, ..)) = numbers(content).filter(|_| is_either(content)) else { return false };
        if column.is_proven(writing) {
            return false;
        }
        column.month_first[writing] > 1 || self.doubts(content)
    }

    /// Whether a column has its month first, by its own dates and by those of the file.
    pub(super) fn is_doubtful(&self, column: &Self) -> bool {
        (0..WRITINGS.len()).any(|writing| {
            let month = column.month_first[writing];
            month > 0 && !column.is_proven(writing) && (month > 1 || !self.is_proven(writing))
        })
    }

    /// Keeps the dates of a form as they were written that can be read either way in its file.
    pub fn doubt(&self, document: &Document, mapping: &Mapping, read: &mut FormAnswers) {
        if writes_month_first(mapping) {
            return;
        }
        let mut order = self.clone();
        order.see_answers(document, read);
        if order.is_month_first() {
            order.keep_as_written(document, read);
        }
    }

    /// Takes up the dates that stand with other words in their place; those of a cell of their own are counted already.
    fn see_answers(&mut self, document: &Document, read: &FormAnswers) {
        let date = |answer: &&Answer| is_date(answer) && dates(&answer.text).next().is_some();
        let mut answers = read.answers.iter().filter(date).peekable();
        if answers.peek().is_none() {
            return;
        }
        let cells = document.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
        let own = cells.filter(|(_, cell)| numbers(&cell.content).is_some());
        let mut seen: Vec<Place> = own.filter_map(|(sheet, cell)| sheet.place_of(cell)).collect();
        for answer in answers {
            if seen.contains(&answer.place) {
                continue;
            }
            seen.push(answer.place.clone());
            for date in dates(&answer.text) {
                if self.see(&date) && self.place.is_none() && self.has_month_first() {
                    self.place = Some(answer.place.clone());
                }
            }
        }
    }

    fn keep_as_written(&self, document: &Document, read: &mut FormAnswers) {
        let cells = document.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
        let typed = cells.filter(|(_, cell)| matches!(cell.content, Content::Date(_)));
        let typed: Vec<(Place, &Content)> =
            typed.filter_map(|(sheet, cell)| Some((sheet.place_of(cell)?, &cell.content))).collect();
        let doubtful = |answer: &Answer| match typed.iter().find(|(place, _)| *place == answer.place) {
            Some((_, content)) => self.doubts(content),
            None => self.doubts_text(&answer.text),
        };
        let is_day = |answer: &Answer| matches!(answer.reading, Reading::Value(Value::Date(Date::Day(_))));
        let found: Vec<usize> = (0..read.answers.len())
            .filter(|n| is_date(&read.answers[*n]) && is_day(&read.answers[*n]) && doubtful(&read.answers[*n]))
            .collect();
        let said = read.findings.iter().any(|finding| finding.code == "dates-month-first");
        if !found.is_empty() && !said {
            let finding = Finding::new("dates-month-first");
            read.findings.push(self.place.iter().cloned().fold(finding, Finding::place));
        }
        for n in found {
            let place = read.answers[n].place.clone();
            let first = !read.answers.iter().any(|other| other.place == place && other.reading == Reading::AsWritten);
            if first && read.ledger.answers > 0 {
                read.ledger.answers -= 1;
                read.ledger.as_written += 1;
            }
            let answer = &mut read.answers[n];
            answer.reading = Reading::AsWritten;
            let finding = Finding::new("answer-not-understood").field(answer.key.to_string()).place(place);
            read.findings.push(finding.with("kind", Kind::Date.word()));
        }
    }
}

impl DateOrder {
    /// Whether a date in a text can be read either way: another one in it may show the order of both.
    fn doubts_text(&self, text: &str) -> bool {
        let mut own = Self::default();
        dates(text).for_each(|date| _ = own.see(&date));
        let shown = |writing: usize| own.day_first[writing] > 0 && own.month_first[writing] == 0;
        dates(text).any(|date| self.doubts(&date) && !numbers(&date).is_some_and(|(writing, ..)| shown(writing)))
    }
}

fn is_date(answer: &Answer) -> bool {
    Schema::common().field(answer.key.field).kind == Kind::Date
}

/// Whether a form itself writes dates with their month first.
fn writes_month_first(mapping: &Mapping) -> bool {
    mapping.lines.iter().any(|line| match &line.asks {
        Asks::One { notation, .. } => notation.kind() == Kind::Date && !notation.is_day_first(),
        _ => false,
    })
}

/// The dates in digits of a text.
fn dates(text: &str) -> impl Iterator<Item = Content> + '_ {
    let parts = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':'));
    let parts = parts.map(|part| part.trim_matches(['.', '-', '/']));
    parts.filter(|part| day_and_month(part).is_some()).map(|part| Content::Text(part.into()))
}

/// How a date in digits is written, and its first two numbers.
fn numbers(content: &Content) -> Option<(usize, u8, u8)> {
    match content {
        Content::Text(text) if text.len() < 16 => {
            let (first, second) = day_and_month(text)?;
            let writing = WRITINGS.iter().position(|mark| !mark.is_empty() && text.contains(mark))?;
            Some((writing, first, second))
        }
        Content::Date(day) => Some((WRITINGS.len() - 1, day.day().unsigned_abs(), day.month().unsigned_abs())),
        _ => None,
    }
}

/// Whether a content is a date that shows which of its numbers is the month.
pub(super) fn shows_order(content: &Content) -> bool {
    numbers(content).is_some_and(|(_, first, second)| matches!((first, second), (1..=12, 13..=31) | (13..=31, 1..=12)))
}

/// Whether a content can only be a date with its month first.
pub(super) fn is_only_month_first(content: &Content) -> bool {
    content.as_text().is_some_and(is_month_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_with_its_month_first_makes_others_of_that_writing_doubtful() {
        let text = |text: &str| Content::Text(text.into());
        let day = Content::Date(jiff::civil::date(2025, 9, 1));
        let order = |seen: &[&str]| {
            let mut order = DateOrder::default();
            seen.iter().for_each(|date| _ = order.see(&text(date)));
            order
        };
        let american = order(&["3/14/1998"]);
        assert!(american.doubts(&text("9/1/2025")) && american.doubts(&text("09-01-2025")) && american.doubts(&day));
        assert!(!american.doubts(&text("9/9/2025")) && !american.doubts(&text("8/31/2026")));
        let dutch = order(&["14-3-1998"]);
        assert!(!dutch.doubts(&text("9/1/2025")) && !dutch.doubts(&day));
        let both = order(&["3/14/1998", "15-09-2025"]);
        assert!(both.doubts(&text("9/1/2025")) && !both.doubts(&text("01-09-2025")));
        let slip = order(&["15-09-2025", "14-03-2026", "12-31-2025", "20-01-2026"]);
        assert!(!slip.doubts(&text("01-09-2025")) && !slip.doubts(&text("9/1/2025")));
        let mixed = order(&["15-09-2025", "14-03-2026", "12-31-2025", "20-01-2026", "12-30-2025"]);
        assert!(mixed.doubts(&text("01-09-2025")));
        assert!(american.doubts_text("van 01/09/2025 tot 09/01/2025"));
        assert!(!american.doubts_text("van 01/09/2025 tot 30/09/2025"));
        let mut typed = american;
        typed.see(&Content::Date(jiff::civil::date(2025, 9, 15)));
        assert!(!typed.doubts(&day));
    }
}
