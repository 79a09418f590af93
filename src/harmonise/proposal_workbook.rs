//! The proposal as a workbook for a meeting: a row a field, with what people may change in white.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Context as _, Result, bail};
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook, Worksheet};

use crate::output::cell::is_formula;
use crate::record::schema::Schema;

use super::decisions::{Earlier, Read, line};
use super::proposal::{Decision, Entry, Proposal};
use super::proposal_file::{body_id, check, verdict};

/// The columns, with their widths: what is asked, what people may change, and the reason. Those behind them are not
/// printed: they say again what the others do, for who filters and for the program.
const COLUMNS: [(&str, f64); 13] = [
    ("Veld", 24.0),
    ("Wat", 8.0),
    ("Van", 13.0),
    ("Vraag", 28.0),
    ("Antwoorden", 20.0),
    ("Opmerking", 18.0),
    ("Besloten", 9.0),
    ("Reden", 30.0),
    ("Vraagt het volgens de bron", 15.0),
    ("Vraagt het volgens gangbare praktijk", 18.0),
    ("Wordt anders gevraagd bij", 34.0),
    ("Groep", 18.0),
    ("Kenmerk", 32.0),
];
const FIRST_OPEN: u16 = 1;
const LAST_OPEN: u16 = 6;
const LAST_PRINTED: u16 = 10;
/// Points of a line of text.
const LINE: f64 = 15.0;
/// The number of A4 in Excel.
const A4: u8 = 9;
const SHEET: &str = "Voorstel";
const WRITTEN: &str = "Geschreven";

/// The workbook as bytes.
pub fn written(proposal: &Proposal) -> Result<Vec<u8>> {
    let mut sheet = Worksheet::new();
    sheet.set_name(SHEET)?;
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_F1F2)).set_text_wrap();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let (locked, open) = (text.clone().set_background_color(Color::RGB(0x00F4_F4F1)), text.set_unlocked());
    for (col, (name, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, col, name, &head)?.set_column_width(col, width)?;
    }
    for (row, entry) in (1..).zip(&proposal.entries) {
        let cells = cells(entry, &proposal.bodies);
        sheet.set_row_height(row, LINE * f64::from(lines(&cells)))?;
        for (col, cell) in (0..).zip(cells) {
            let format = if (FIRST_OPEN..=LAST_OPEN).contains(&col) { &open } else { &locked };
            let format = if is_formula(&cell) { &format.clone().set_quote_prefix() } else { format };
            sheet.write_string_with_format(row, col, &cell, format)?;
        }
    }
    let rows = u32::try_from(proposal.entries.len()).unwrap_or(u32::MAX);
    let words = DataValidation::new().allow_list_strings(&["kern", "eigen", "vervalt"])?;
    sheet.add_data_validation(1, FIRST_OPEN, rows, FIRST_OPEN, &words)?;
    let yes = DataValidation::new().allow_list_strings(&["ja"])?;
    sheet.add_data_validation(1, LAST_OPEN, rows, LAST_OPEN, &yes)?;
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(0);
    sheet.set_row_height(0, 2.0 * LINE)?;
    sheet.set_freeze_panes(1, 1)?.autofilter(0, 0, rows, last)?;
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RBlad &P van &N");
    sheet.set_print_area(0, 0, rows, LAST_PRINTED)?.set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let mut before = Worksheet::new();
    before.set_name(WRITTEN)?.set_hidden(true);
    for (row, entry) in (0..).zip(&proposal.entries) {
        let lines = [entry.schema().id.clone(), line(&entry.decision), line(&entry.proposed)];
        for (col, cell) in (0..).zip(lines) {
            before.write_string(row, col, cell)?;
        }
    }
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.push_worksheet(before);
    Ok(book.save_to_buffer()?)
}

/// The lines that the longest cell of a row takes: heights are written down, for not every program finds them out.
fn lines(cells: &[String; 13]) -> u32 {
    // a word that no longer fits goes to the next line, so a line holds somewhat less than the column is wide
    let taken = |(text, (_, width)): (&String, (&str, f64))| (text.chars().count() as f64 / (width * 0.9)).ceil();
    let most = cells.iter().zip(COLUMNS).map(taken).fold(1.0, f64::max);
    (1..40).find(|lines| f64::from(*lines) >= most).unwrap_or(40)
}

fn cells(entry: &Entry, bodies: &[(String, String)]) -> [String; 13] {
    let name = |body: &String| bodies.iter().find(|(id, _)| id == body).map_or(body, |(_, name)| name).clone();
    let (field, decision) = (entry.schema(), &entry.decision);
    let surprised: Vec<String> = entry.differs_for.iter().map(|(body, words)| format!("{body}: {words}")).collect();
    [
        field.label.nl.clone(),
        decision.verdict.word().to_owned(),
        decision.of.iter().map(name).collect::<Vec<_>>().join(", "),
        decision.wording.clone(),
        decision.choices.join(", "),
        decision.remark.clone(),
        if entry.decided { "ja".to_owned() } else { String::new() },
        entry.reason.clone(),
        entry.sourced.join(", "),
        entry.practice.join(", "),
        surprised.join("; "),
        Schema::common().groups[field.group()].nl.clone(),
        field.id.clone(),
    ]
}

/// Reads a workbook as people left it.
pub fn read(bytes: &[u8], bodies: &BTreeMap<String, String>) -> Result<Earlier> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).context("the workbook cannot be opened")?;
    let before = book.worksheet_range(WRITTEN).with_context(|| format!("it has no sheet `{WRITTEN}`"))?;
    let before: BTreeMap<String, (String, String)> = before
        .rows()
        .map(|row| (cell_text(row.first()), (cell_text(row.get(1)), cell_text(row.get(2)))))
        .filter(|(field, _)| !field.is_empty())
        .collect();
    let sheet = book.worksheet_range(SHEET).with_context(|| format!("it has no sheet `{SHEET}`"))?;
    let mut rows = sheet.rows();
    let heads: Vec<String> = rows.next().unwrap_or_default().iter().map(|cell| cell_text(Some(cell))).collect();
    let at = |name: &str| {
        heads.iter().position(|head| head == name).with_context(|| format!("its sheet has no column `{name}`"))
    };
    let columns = ["Kenmerk", "Wat", "Van", "Vraag", "Antwoorden", "Opmerking", "Besloten"];
    let columns = columns.into_iter().map(at).collect::<Result<Vec<usize>>>()?;
    let [field, wat, van, vraag, antwoorden, opmerking, besloten] = columns.as_slice() else {
        bail!("it has too few columns")
    };
    let mut earlier = Earlier::new();
    for row in rows {
        let cell = |at: &usize| cell_text(row.get(*at));
        let field = cell(field);
        if field.is_empty() {
            continue;
        }
        let decision = Decision {
            verdict: verdict(&field, &cell(wat))?,
            of: listed(&cell(van)).iter().map(|body| body_id(body, bodies)).collect(),
            wording: cell(vraag),
            choices: listed(&cell(antwoorden)),
            remark: cell(opmerking),
        };
        check(&field, &decision, bodies)?;
        let (written, proposed) = before.get(&field).cloned().unwrap_or_default();
        let decided = !cell(besloten).is_empty() && cell(besloten) != "nee";
        earlier.insert(field, Read { decision, decided, written, proposed });
    }
    Ok(earlier)
}

fn cell_text(cell: Option<&Data>) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(Data::Bool(true)) => "ja".to_owned(),
        Some(Data::Bool(false)) => "nee".to_owned(),
        Some(data) => data.to_string().trim().to_owned(),
    }
}

/// Words with commas, semicolons or new lines between.
fn listed(text: &str) -> Vec<String> {
    text.split([',', ';', '\n']).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use crate::harmonise::proposal::FieldDecision;

    #[test]
    fn every_verdict_can_be_chosen_in_the_workbook() {
        for word in ["kern", "eigen", "vervalt"] {
            assert_eq!(FieldDecision::from_word(word).map(FieldDecision::word), Some(word));
        }
    }
}
