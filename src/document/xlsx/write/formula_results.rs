//! The results of formulas that follow from cells that changed: they are taken out, so that no program shows old ones.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::xlsx::sheet::layout::used_area;
use crate::document::xlsx::sheet::sheet_around_rows::address;
use crate::document::xlsx::write::precedents::{FormulaCell, precedents};
use crate::document::xml;
use crate::document::xml::patch::{Splices, set};
use crate::text::place::Spot;

/// Beyond this many formulas all of them count as following from the cells that changed.
const MOST: usize = 5_000;

/// A cell of a sheet, by the position of the sheet.
pub type At = (usize, Spot);

/// A formula, and where its results stand in the text of its sheet.
struct Formula {
    sheet: usize,
    /// The cells it fills.
    fills: Area,
    /// The areas it works with; none where they cannot be told.
    from: Option<Vec<(usize, Area)>>,
    results: Vec<Range<usize>>,
    /// The tags of cells that say of which type the result is.
    tags: Vec<Range<usize>>,
}

/// The texts of the sheets whose formulas follow from `changed`, without those results; none for the other sheets.
/// Also says whether there are such formulas, with a result or without.
pub fn without(texts: &[Option<String>], names: &[String], changed: &[At]) -> (Vec<Option<String>>, bool) {
    let mut formulas: Vec<Formula> = Vec::new();
    for (sheet, text) in texts.iter().enumerate() {
        if let Some(text) = text {
            scan(text, sheet, names, &mut formulas);
        }
    }
    let stale = following(&formulas, changed);
    let mut splices: Vec<Splices> = texts.iter().map(|_| Splices::default()).collect();
    for formula in stale.iter().map(|n| &formulas[*n]) {
        let Some(text) = &texts[formula.sheet] else { continue };
        for result in &formula.results {
            splices[formula.sheet].put(result.clone(), String::new());
        }
        for tag in &formula.tags {
            splices[formula.sheet].put(tag.clone(), set(&text[tag.clone()], "t", None));
        }
    }
    let new = texts.iter().zip(splices);
    let new = new.map(|(text, splices)| text.as_ref().filter(|_| !splices.is_empty()).map(|text| splices.apply(text)));
    (new.collect(), !stale.is_empty())
}

/// The areas that the formulas of these sheets work with; none where some do not tell.
pub fn worked_with(texts: &[Option<String>], names: &[String]) -> Option<Vec<(usize, Area)>> {
    let mut formulas: Vec<Formula> = Vec::new();
    for (sheet, text) in texts.iter().enumerate() {
        if let Some(text) = text {
            scan(text, sheet, names, &mut formulas);
        }
    }
    let areas: Option<Vec<Vec<(usize, Area)>>> = formulas.into_iter().map(|formula| formula.from).collect();
    areas.map(|areas| areas.concat())
}

/// The formulas that follow from cells that changed, or from each other.
fn following(formulas: &[Formula], changed: &[At]) -> Vec<usize> {
    if changed.is_empty() || formulas.len() > MOST {
        return if changed.is_empty() { Vec::new() } else { (0..formulas.len()).collect() };
    }
    let mut stale = vec![false; formulas.len()];
    let mut news: Vec<(usize, Area)> =
        changed.iter().map(|(sheet, at)| (*sheet, Area { from: *at, to: *at })).collect();
    while let Some((sheet, area)) = news.pop() {
        for (n, formula) in formulas.iter().enumerate().filter(|(n, _)| !stale[*n]).collect::<Vec<_>>() {
            let meets = |(other, reach): &(usize, Area)| *other == sheet && reach.overlaps(&area);
            if formula.from.as_ref().is_none_or(|from| from.iter().any(meets)) {
                stale[n] = true;
                news.push((formula.sheet, formula.fills));
            }
        }
    }
    (0..formulas.len()).filter(|n| stale[*n]).collect()
}

/// Walks through a sheet part from formula to formula.
struct Scan<'a> {
    text: &'a str,
    sheet: usize,
    names: &'a [String],
    formulas: &'a mut Vec<Formula>,
    /// The text of a formula that several cells share, and the cell it was written for.
    shared: HashMap<String, (Spot, String)>,
    /// Formulas of this sheet that fill more than their own cell.
    arrays: Vec<usize>,
    next: Spot,
    cell: Option<(Spot, Range<usize>, bool)>,
    /// The formula of the cell that is open.
    own: Option<usize>,
}

/// Adds the formulas of a sheet.
fn scan(text: &str, sheet: usize, names: &[String], formulas: &mut Vec<Formula>) {
    let (shared, arrays, next) = (HashMap::new(), Vec::new(), Spot { row: 0, col: 0 });
    let mut scan = Scan { text, sheet, names, formulas, shared, arrays, next, cell: None, own: None };
    let mut reader = xml::reader(text);
    let mut begun: Option<(usize, BytesStart<'_>)> = None;
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let event = reader.read_event();
        let to = usize::try_from(reader.buffer_position()).unwrap_or_default();
        match event {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "row" => scan.row(&tag),
                "c" => scan.begin(&tag, from..to),
                "f" => begun = Some((to, tag)),
                "v" | "is" => begun = Some((from, tag)),
                _ => {}
            },
            Ok(Event::Empty(tag)) => match tag.local_name().as_ref() {
                "row" => scan.row(&tag),
                "c" => {
                    scan.begin(&tag, from..to);
                    scan.end();
                }
                "f" => scan.formula(&tag, ""),
                "v" => scan.result(from..to),
                _ => {}
            },
            Ok(Event::End(tag)) => match (tag.local_name().as_ref(), begun.take()) {
                ("f", Some((start, tag))) => scan.formula(&tag, &text[start..from]),
                ("v" | "is", Some((start, _))) => scan.result(start..to),
                ("c", _) => scan.end(),
                ("sheetData", _) => break,
                (_, kept) => begun = kept,
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

impl Scan<'_> {
    fn row(&mut self, tag: &BytesStart<'_>) {
        let row = xml::number::<u32>(tag, "r").and_then(|r| r.checked_sub(1));
        self.next = Spot { row: row.unwrap_or(self.next.row + 1), col: 0 };
    }

    fn begin(&mut self, tag: &BytesStart<'_>, at: Range<usize>) {
        let spot = xml::attr(tag, "r").and_then(|r| address(&r)).unwrap_or(self.next);
        self.next = Spot { row: spot.row, col: spot.col.saturating_add(1) };
        self.cell = Some((spot, at, xml::attr(tag, "t").is_some()));
        let within = |area: &Area| area.contains(spot);
        self.own = self.arrays.iter().copied().find(|n| within(&self.formulas[*n].fills));
    }

    fn end(&mut self) {
        (self.cell, self.own) = (None, None);
    }

    fn formula(&mut self, tag: &BytesStart<'_>, written: &str) {
        let Some((spot, ..)) = self.cell else { return };
        let kind = xml::attr(tag, "t").unwrap_or_default().into_owned();
        let own = Area { from: spot, to: spot };
        let fills = xml::attr(tag, "ref").filter(|_| kind == "array" || kind == "dataTable");
        let fills = fills.and_then(|range| used_area(&range)).unwrap_or(own);
        let group = xml::attr(tag, "si").map(Cow::into_owned).filter(|_| kind == "shared");
        let mut text = quick_xml::escape::unescape(written).map_or_else(|_| written.to_owned(), Cow::into_owned);
        let mut home = FormulaCell { sheet: self.sheet, sheets: self.names, shift: (0, 0) };
        if let Some(group) = group {
            if text.is_empty() {
                let Some((first, shared)) = self.shared.get(&group) else { return };
                home.shift = (distance(spot.row, first.row), distance(spot.col, first.col));
                text.clone_from(shared);
            } else {
                self.shared.insert(group, (spot, text.clone()));
            }
        }
        let from = if kind == "dataTable" { None } else { precedents(&text, &home) };
        self.own = Some(self.formulas.len());
        self.arrays.extend(self.own.filter(|_| fills != own));
        self.formulas.push(Formula { sheet: self.sheet, fills, from, results: Vec::new(), tags: Vec::new() });
    }

    fn result(&mut self, at: Range<usize>) {
        let (Some(own), Some((_, tag, typed))) = (self.own, &self.cell) else { return };
        if self.text[at.clone()].contains("</") {
            self.formulas[own].tags.extend(typed.then(|| tag.clone()));
            self.formulas[own].results.push(at);
        }
    }
}

fn distance(to: u32, from: u32) -> i64 {
    i64::from(to) - i64::from(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(at: &str) -> At {
        (0, at.parse().expect("a cell"))
    }

    fn cleared(sheets: &[&str], changed: &[At]) -> Vec<Option<String>> {
        let texts: Vec<Option<String>> =
            sheets.iter().map(|rows| Some(format!("<sheetData>{rows}</sheetData>"))).collect();
        let names: Vec<String> = (1..=sheets.len()).map(|n| format!("Blad{n}")).collect();
        let (new, _) = without(&texts, &names, changed);
        let inner = |text: String| text["<sheetData>".len()..text.len() - "</sheetData>".len()].to_owned();
        new.into_iter().map(|text| text.map(inner)).collect()
    }

    #[test]
    fn only_what_follows_from_a_changed_cell_is_taken_out() {
        let own = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>SUM(A1:A9)</f><v>1</v></c>\
                   <c r=\"C1\" t=\"str\"><f>IF(B1&gt;0,&quot;ja&quot;,&quot;&quot;)</f><v>ja</v></c><c r=\"D1\"><f>Z9*2</f><v>4</v></c></row>";
        let other = "<row r=\"1\"><c r=\"A1\"><f>Blad1!C1</f><v>0</v></c><c r=\"B1\"><f>A2</f><v>7</v></c></row>";
        let new = cleared(&[own, other], &[cell("A5")]);
        let without = own.replace("</f><v>1</v>", "</f>").replace("<v>ja</v>", "").replace(" t=\"str\"", "");
        assert_eq!(new, [Some(without), Some(other.replace("<v>0</v>", ""))]);
        assert_eq!(cleared(&[own, other], &[cell("Q5")]), [None, None]);
        assert_eq!(cleared(&[own, other], &[]), [None, None]);
    }

    #[test]
    fn shared_formulas_and_arrays_are_seen_through() {
        let shared = "<row r=\"1\"><c r=\"B1\"><f t=\"shared\" ref=\"B1:B2\" si=\"0\">A1*2</f><v>2</v></c></row>\
                      <row r=\"2\"><c r=\"B2\"><f t=\"shared\" si=\"0\"/><v>4</v></c></row>";
        assert_eq!(cleared(&[shared], &[cell("A2")]), [Some(shared.replace("<v>4</v>", ""))]);
        let array =
            "<row r=\"1\"><c r=\"C1\"><f t=\"array\" ref=\"C1:D1\">A1:B1</f><v>1</v></c><c r=\"D1\"><v>2</v></c></row>";
        assert_eq!(cleared(&[array], &[cell("B1")]), [Some(array.replace("<v>1</v>", "").replace("<v>2</v>", ""))]);
    }
}
