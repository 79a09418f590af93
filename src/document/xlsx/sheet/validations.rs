//! The data validations of a sheet: the answers a drop-down allows, wherever they are listed.

use quick_xml::events::Event;

use crate::document::cells::model::{Area, Document};
use crate::document::filling::constraints::Rule;
use crate::document::spreadsheet::condition::{Condition, Operator, Subject, custom};
use crate::document::xlsx::sheet::layout::used_area;
use crate::document::xlsx::sheet::sheet_after_rows::Written;
use crate::document::xlsx::sheet::sheet_around_rows::LAST;
use crate::document::xml;
use crate::text::place::Spot;

/// A defined name: the name in lower case, the number of the sheet that it holds for, and what it stands for.
pub type Name = (String, Option<usize>, String);

/// The names that the text of a workbook part defines.
pub fn names(workbook: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut within = false;
    let mut reader = xml::reader(workbook);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "definedName" => {
                let name = xml::attr(&tag, "name").unwrap_or_default().to_lowercase();
                names.push((name, xml::number(&tag, "localSheetId"), String::new()));
                within = true;
            }
            Ok(Event::End(_)) => within = false,
            Ok(Event::Eof) | Err(_) => return names,
            Ok(event) if within => {
                if let Some((.., formula)) = names.last_mut() {
                    xml::push_text(formula, &event);
                }
            }
            Ok(_) => {}
        }
    }
}

/// Where the lists of a workbook stand.
pub struct Lists<'a> {
    pub document: &'a Document,
    pub names: &'a [Name],
}

impl Lists<'_> {
    /// The cells that a validation of the sheet `on` holds for, and what it asks of them.
    pub fn rule(&self, written: &Written, on: usize) -> (Vec<Area>, Rule) {
        let areas = written.cells.split_whitespace().filter_map(used_area).collect();
        let formula = written.formula[0].trim();
        let mut rule = Rule { strict: written.strict, ..Rule::default() };
        match written.kind.as_str() {
            "list" => rule.list = self.list(formula, on, 0),
            "custom" => rule.conditions = custom(formula),
            kind => rule.conditions.extend(condition(kind, written)),
        }
        (areas, rule)
    }

    /// The answers that a formula lists; none where it has to be calculated.
    fn list(&self, formula: &str, on: usize, depth: u8) -> Option<Vec<String>> {
        if let Some(inline) = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return Some(inline.replace("\"\"", "\"").split(',').map(|answer| answer.trim().to_owned()).collect());
        }
        let formula = formula.trim_start_matches('=');
        let (sheet, range) = match formula.rsplit_once('!') {
            Some((sheet, range)) => (self.sheet(sheet)?, range),
            None => (on, formula),
        };
        if let Some(area) = range_of(range) {
            return Some(self.answers(sheet, area));
        }
        let named = |local: Option<usize>| {
            self.names.iter().find(|(name, on, _)| *on == local && *name == range.to_lowercase())
        };
        let (.., formula) = named(Some(sheet)).or_else(|| named(None)).filter(|_| depth < 8)?;
        self.list(formula, on, depth + 1)
    }

    fn sheet(&self, written: &str) -> Option<usize> {
        let name = written.trim_matches('\'').replace("''", "'");
        self.document.sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(&name))
    }

    fn answers(&self, sheet: usize, area: Area) -> Vec<String> {
        let cells = self.document.sheets.get(sheet).map(|sheet| sheet.cells.as_slice()).unwrap_or_default();
        let answers = cells.iter().filter(|cell| area.contains(cell.spot) && !cell.content.is_empty());
        answers.map(|cell| cell.content.shown().into_owned()).collect()
    }
}

/// What a validation asks of a number, a day or a length.
fn condition(kind: &str, written: &Written) -> Option<Condition> {
    let subject = match kind {
        "whole" => Subject::Whole,
        "decimal" => Subject::Decimal,
        "date" => Subject::Date,
        "time" => Subject::Time,
        "textLength" => Subject::Length,
        _ => return None,
    };
    let operator = Operator::named(&written.operator)?;
    Some(Condition { subject, operator, bounds: written.formula.each_ref().map(|bound| bound.trim().parse().ok()) })
}

/// A range of cells, or of whole columns.
pub fn range_of(range: &str) -> Option<Area> {
    let plain = range.replace('$', "");
    let column = |letters: &str| format!("{letters}1").parse::<Spot>().ok().map(|spot| spot.col);
    used_area(&plain).or_else(|| {
        let (from, to) = plain.split_once(':')?;
        let (from, to) = (column(from)?, column(to)?);
        Some(Area { from: Spot { row: 0, col: from }, to: Spot { row: LAST.row, col: to } })
    })
}
