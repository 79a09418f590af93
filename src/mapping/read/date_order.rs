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

/// What the dates of a file show of their order, by how they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateOrder {
    month_first: [bool; WRITINGS.len()],
    day_first: [bool; WRITINGS.len()],
    /// The first date that can only be written with its month first.
    place: Option<Place>,
}

impl DateOrder {
    /// What the cells of a document show that hold a date and nothing else.
    pub fn of(document: &Document) -> Self {
        let mut order = Self::default();
        for sheet in &document.sheets {
            for cell in &sheet.cells {
                if order.see(&cell.content) && order.place.is_none() && order.is_month_first() {
                    order.place = sheet.place_of(cell);
                }
            }
        }
        order
    }

    /// Takes up what a date shows; whether that is new.
    pub(super) fn see(&mut self, content: &Content) -> bool {
        let Some((writing, first, second)) = numbers(content) else { return false };
        let list = match (first, second) {
            (1..=12, 13..=31) => &mut self.month_first,
            (13..=31, 1..=12) => &mut self.day_first,
            _ => return false,
        };
        !std::mem::replace(&mut list[writing], true)
    }

    fn is_month_first(&self) -> bool {
        self.month_first.contains(&true)
    }

    /// Whether a date can be read either way in this file. Those written in another way than the one with its month
    /// first are certain where one of them can only be written with its day first.
    pub(super) fn doubts(&self, content: &Content) -> bool {
        let own = |(writing, ..): (usize, u8, u8)| self.month_first[writing] || !self.day_first[writing];
        self.is_month_first() && is_either(content) && numbers(content).is_some_and(own)
    }

    /// Keeps the dates of a form as they were written that can be read either way in its file.
    pub fn doubt(&self, document: &Document, mapping: &Mapping, read: &mut FormAnswers) {
        if writes_month_first(mapping) {
            return;
        }
        let mut order = self.clone();
        for answer in read.answers.iter().filter(|answer| is_date(answer)) {
            for date in dates(&answer.text) {
                if order.see(&date) && order.place.is_none() && order.is_month_first() {
                    order.place = Some(answer.place.clone());
                }
            }
        }
        if order.is_month_first() {
            order.keep_as_written(document, read);
        }
    }

    fn keep_as_written(&self, document: &Document, read: &mut FormAnswers) {
        let cells = document.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |cell| (sheet, cell)));
        let typed = cells.filter(|(_, cell)| matches!(cell.content, Content::Date(_)));
        let typed: Vec<(Place, &Content)> =
            typed.filter_map(|(sheet, cell)| Some((sheet.place_of(cell)?, &cell.content))).collect();
        let doubtful = |answer: &Answer| match typed.iter().find(|(place, _)| *place == answer.place) {
            Some((_, content)) => self.doubts(content),
            None => dates(&answer.text).any(|date| self.doubts(&date)),
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
        let mut typed = american;
        typed.see(&Content::Date(jiff::civil::date(2025, 9, 15)));
        assert!(!typed.doubts(&day));
    }
}
