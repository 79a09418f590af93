//! The validations of a spreadsheet: the answers a drop-down allows, wherever they are listed.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::{Area, Document};
use crate::document::filling::constraints::Rule;
use crate::document::spreadsheet::condition::{Condition, Operator, Subject, custom};
use crate::document::xml;
use crate::text::place::Spot;

/// The validations by name, and the ranges that have one.
#[derive(Debug, Default)]
pub struct Rules {
    rules: HashMap<String, Written>,
    /// The name of a range in lower case, and its address.
    names: HashMap<String, String>,
}

/// A validation as it is written.
#[derive(Debug, Default)]
struct Written {
    condition: String,
    strict: bool,
    /// A cell of the sheet it holds for.
    base: String,
}

impl Rules {
    /// Reads them from the text with the cells.
    pub fn of(text: &str) -> Self {
        let mut rules = Self::default();
        let mut open = String::new();
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) if tag.name().0 == "table:table-row" => {
                    if reader.read_to_end(tag.name()).is_err() {
                        return rules;
                    }
                }
                Ok(Event::Start(tag) | Event::Empty(tag)) => rules.tag(&tag, &mut open),
                Ok(Event::Eof) | Err(_) => return rules,
                Ok(_) => {}
            }
        }
    }

    fn tag(&mut self, tag: &BytesStart<'_>, open: &mut String) {
        let word = |name| xml::attr(tag, name).unwrap_or_default().into_owned();
        match tag.name().0 {
            "table:content-validation" => {
                *open = word("table:name");
                let (condition, base) = (word("table:condition"), word("table:base-cell-address"));
                self.rules.insert(open.clone(), Written { condition, strict: true, base });
            }
            "table:error-message" => {
                if let Some(rule) = self.rules.get_mut(open) {
                    let shown = xml::attr(tag, "table:display").is_none_or(|shown| shown == "true");
                    rule.strict = shown && matches!(&*word("table:message-type"), "" | "stop");
                }
            }
            "table:named-range" => {
                self.names.insert(word("table:name").to_lowercase(), word("table:cell-range-address"));
            }
            _ => {}
        }
    }

    /// What the validation with this name asks.
    pub fn rule(&self, name: &str, document: &Document) -> Rule {
        let Some(written) = self.rules.get(name) else { return Rule::default() };
        let condition = written.condition.as_str();
        let list = condition.split_once("cell-content-is-in-list(").and_then(|(_, rest)| rest.strip_suffix(')'));
        Rule {
            list: list.and_then(|list| self.list(list.trim(), &written.base, document, 0)),
            strict: written.strict,
            conditions: conditions(condition),
        }
    }

    /// The answers listed, between quotes or in a range; none where they have to be calculated.
    fn list(&self, list: &str, base: &str, document: &Document, depth: u8) -> Option<Vec<String>> {
        if list.starts_with('"') {
            return Some(quoted(list));
        }
        let address = list.trim_matches(['[', ']']);
        if let Some((sheet, area)) = range(address) {
            let sheet = if sheet.is_empty() { range(base).map(|(sheet, _)| sheet)? } else { sheet };
            return Some(answers(document, &sheet, area));
        }
        let named = self.names.get(&address.to_lowercase()).filter(|_| depth < 8)?;
        self.list(named, base, document, depth + 1)
    }
}

/// The words between quotes; a quote within is doubled.
fn quoted(list: &str) -> Vec<String> {
    let mut answers = vec![String::new()];
    let mut within = false;
    let mut chars = list.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if within && chars.next_if_eq(&'"').is_some() => {
                answers.last_mut().into_iter().for_each(|a| a.push('"'));
            }
            '"' => within = !within,
            ';' if !within => answers.push(String::new()),
            c if within => answers.last_mut().into_iter().for_each(|a| a.push(c)),
            _ => {}
        }
    }
    answers
}

/// The sheet and the cells of an address such as `$Lijsten.$A$1:.$A$5`, `$'Mijn lijst'.A1` or `.A1:.A5`.
pub(super) fn range(address: &str) -> Option<(String, Area)> {
    let (from, to) = address.split_once(':').unwrap_or((address, address));
    let (sheet, from) = from.rsplit_once('.').unwrap_or(("", from));
    let to = to.rsplit_once('.').map_or(to, |(_, to)| to);
    let (from, to): (Spot, Spot) = (from.parse().ok()?, to.parse().ok()?);
    Some((sheet.trim_start_matches('$').trim_matches('\'').replace("''", "'"), Area { from, to }))
}

fn answers(document: &Document, sheet: &str, area: Area) -> Vec<String> {
    let sheets = document.sheets.iter().filter(|found| found.name.eq_ignore_ascii_case(sheet));
    let cells =
        sheets.flat_map(|sheet| &sheet.cells).filter(|cell| area.contains(cell.spot) && !cell.content.is_empty());
    cells.map(|cell| cell.content.shown().into_owned()).collect()
}

/// What a condition asks: `of:cell-content-is-decimal-number() and cell-content-is-between(0,10)`.
fn conditions(condition: &str) -> Vec<Condition> {
    let condition = condition.split_once(':').map_or(condition, |(_, own)| own).trim();
    if let Some(formula) = condition.strip_prefix("is-true-formula(").and_then(|rest| rest.strip_suffix(')')) {
        return custom(formula);
    }
    let mut subject = Subject::Decimal;
    let mut all = Vec::new();
    for part in condition.split(" and ").map(str::trim) {
        match part {
            "cell-content-is-whole-number()" => subject = Subject::Whole,
            "cell-content-is-decimal-number()" => subject = Subject::Decimal,
            "cell-content-is-date()" => subject = Subject::Date,
            "cell-content-is-time()" => subject = Subject::Time,
            part => all.extend(compared(part, subject)),
        }
    }
    all
}

/// One comparison: of the content, or of its length.
fn compared(part: &str, subject: Subject) -> Option<Condition> {
    let rest = part.strip_prefix("cell-content")?;
    let (subject, rest) = rest.strip_prefix("-text-length").map_or((subject, rest), |rest| (Subject::Length, rest));
    for (name, operator) in [("-is-between(", Operator::Between), ("-is-not-between(", Operator::NotBetween)] {
        if let Some((first, second)) = rest.strip_prefix(name).and_then(|rest| rest.strip_suffix(')')?.split_once(','))
        {
            return Some(Condition {
                subject,
                operator,
                bounds: [first, second].map(|bound| bound.trim().parse().ok()),
            });
        }
    }
    let (operator, bound) = Operator::sign(rest.strip_prefix("()")?.trim())?;
    Some(Condition { subject, operator, bounds: [bound.parse().ok(), None] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::Content;

    #[test]
    fn lists_and_lengths_are_read() {
        assert_eq!(quoted("\"ja\";\"nee; \"\"nog\"\" niet\""), ["ja", "nee; \"nog\" niet"]);
        let (sheet, area) = range("$'Mijn ''lijst'.$A$2:.$B$5").expect("a range");
        assert_eq!(
            (sheet.as_str(), area.from.to_string(), area.to.to_string()),
            ("Mijn 'lijst", "A2".into(), "B5".into())
        );
        let number = |n: f64| Content::Number(n);
        for (condition, content, holds) in [
            ("of:cell-content-text-length()<=3", Content::Text("vier".into()), Some(false)),
            ("of:cell-content-text-length-is-between(1,9)", Content::Text("vier".into()), Some(true)),
            ("of:cell-content-is-whole-number() and cell-content()>3", number(3.0), Some(false)),
            ("of:cell-content-is-whole-number() and cell-content()>3", number(4.5), Some(false)),
            ("of:cell-content-is-decimal-number() and cell-content-is-between(0,10)", number(4.5), Some(true)),
            ("of:cell-content-is-date() and cell-content()>=[.B2]", number(4.0), None),
            ("of:is-true-formula(ISNUMBER([.B2]))", Content::Text("vier".into()), Some(false)),
        ] {
            let judged: Vec<Option<bool>> = conditions(condition).iter().map(|one| one.holds(&content)).collect();
            assert_eq!(judged, [holds], "{condition}");
        }
    }
}
