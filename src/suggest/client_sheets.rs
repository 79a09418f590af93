//! A workbook with a client a sheet: the sheets that ask the same, and what holds for each of them.

use std::collections::BTreeSet;

use crate::document::model::{Document, Sheet};
use crate::text::normalize::fold;

use super::printed_form::PrintedForm;

/// The sheets that ask what another one asks; none where each asks something of its own.
pub(super) fn find(document: &Document, printed: impl Fn(&Sheet) -> BTreeSet<String>) -> Vec<usize> {
    if document.sheets.len() < 2 {
        return Vec::new();
    }
    let texts: Vec<BTreeSet<String>> = document.sheets.iter().map(printed).collect();
    for (n, own) in texts.iter().enumerate() {
        let alike = |other: &usize| texts[*other].len() > 4 && is_alike(&texts[*other], own);
        let others: Vec<usize> = (n + 1..texts.len()).filter(alike).collect();
        if !others.is_empty() {
            return std::iter::once(n).chain(others).collect();
        }
    }
    Vec::new()
}

/// Whether two sheets ask the same.
fn is_alike(texts: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
    let both = texts.intersection(others).count();
    both * 5 >= texts.len().max(others.len()) * 4
}

/// Sheets beside those of the clients that ask nothing are fixed ones, such as an explanation; and what tells the form
/// stands on the sheet of every client.
pub(super) fn set_apart(form: &mut PrintedForm, document: &Document, clients: Vec<usize>) {
    if clients.is_empty() {
        return;
    }
    for (n, sheet) in document.sheets.iter().enumerate().filter(|(n, _)| !clients.contains(n)) {
        let asks =
            form.questions.iter().any(|asked| asked.at.0 == n) || form.tables.iter().any(|table| table.sheet == n);
        if asks || form.lists.iter().any(|name| **name == *sheet.name) {
            continue;
        }
        form.lists.push(sheet.name.to_string());
        form.headings.retain(|(at, _)| at.0 != n);
        form.fixed.retain(|(at, _)| at.0 != n);
    }
    form.client_sheets = clients;
    if !form.stands_for_each_client(document, &form.title) {
        let headings = form.headings.iter().map(|(_, text)| text);
        form.title =
            headings.filter(|text| form.stands_for_each_client(document, text)).next().cloned().unwrap_or_default();
    }
}

impl PrintedForm {
    /// Whether a text stands on the sheet of every client, where each has one.
    pub(super) fn stands_for_each_client(&self, document: &Document, text: &str) -> bool {
        let folded = fold(text);
        let on = |sheet: &Sheet| {
            sheet.cells.iter().filter_map(|cell| cell.content.as_text()).any(|own| fold(own).contains(&folded))
        };
        self.client_sheets.iter().all(|n| on(&document.sheets[*n]))
    }
}

/// Names the sheets of clients by their turn: the name of a sheet is often that of a client, or a number.
pub fn number(document: &mut Document, form: &PrintedForm) {
    for n in &form.client_sheets {
        document.sheets[*n].name = format!("blad {}", n + 1).into();
    }
}
