//! A workbook with a client a sheet: the sheets that ask the same, and what holds for each of them.

use std::collections::BTreeSet;

use crate::document::cells::model::{Document, Grid, Sheet};
use crate::text::normalize::fold;

use super::printed_form::PrintedForm;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::phrases::Phrases;

/// The sheets that ask what another one asks; none where each asks something of its own.
pub(in crate::suggest) fn find(document: &Document, printed: impl Fn(&Sheet) -> BTreeSet<String>) -> Vec<usize> {
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
pub(in crate::suggest) fn set_apart(form: &mut PrintedForm, document: &Document, clients: Vec<usize>) {
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
        let mut headings = form.headings.iter().map(|(_, text)| text);
        form.title = headings.find(|text| form.stands_for_each_client(document, text)).cloned().unwrap_or_default();
    }
}

impl PrintedForm {
    /// Whether a text stands on the sheet of every client, where each has one.
    pub(in crate::suggest) fn stands_for_each_client(&self, document: &Document, text: &str) -> bool {
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
        document.sheets[*n].name = by_turn(*n).into();
    }
}

/// A copy of the document in which the sheets whose names may be answers go by their turn.
pub fn without_private_names(document: &Document, form: &PrintedForm) -> Document {
    let mut copy = document.clone();
    for n in &form.private_sheets {
        copy.sheets[*n].name = by_turn(*n).into();
    }
    copy
}

/// Whether a sheet goes by its turn, so that its name is not written down.
pub(in crate::suggest) fn is_by_turn(document: &Document, n: usize) -> bool {
    *document.sheets[n].name == by_turn(n)
}

fn by_turn(n: usize) -> String {
    format!("blad {}", n + 1)
}

/// The sheets of a filled workbook that are called by words that no form uses.
pub(in crate::suggest) fn private(document: &Document, lexicon: &Lexicon) -> BTreeSet<usize> {
    let known = |word: &str| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(|c: char| c.is_ascii_digit());
        bare.is_empty() && word.len() < 5
            || Phrases::common().tell("sheet", bare)
            || lexicon.vocabulary.words(bare).stems.iter().all(|stem| lexicon.knows(stem))
    };
    let says = |name: &str| name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(known);
    let sheets = document.sheets.iter().enumerate();
    sheets.filter(|(_, sheet)| sheet.grid == Grid::Sheet && !says(&sheet.name)).map(|(n, _)| n).collect()
}
