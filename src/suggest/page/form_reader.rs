//! Reads a form that nobody has mapped: what is printed on its sheets, and whether somebody filled it in.

use std::collections::BTreeSet;

use crate::document::cells::model::{Cell, Document, Sheet};
use crate::document::filling::formatting::SheetFormat;
use crate::text::bsn;
use crate::text::checkbox::{has_certain_box, has_ticked};
use crate::text::content::Content;

use super::client_sheets;
use super::printed_form::PrintedForm;
use super::question::LONGEST_LABEL;
use super::sheet_classifier::SheetClassifier;
use crate::suggest::cell_text::gap_sentence;
use crate::suggest::cell_text::hints;
use crate::suggest::cell_text::likeness::QuestionLikeness;
use crate::suggest::cell_text::texts::{holds_day, holds_number, is_name_of_gemeente, is_telling, is_value, split};
use crate::suggest::vocabulary::lexicon::Lexicon;

/// Understands a document: each sheet in turn, those that repeat another and those of lists left out.
pub(in crate::suggest) fn read(document: &Document, formats: &[SheetFormat], lexicon: &Lexicon) -> PrintedForm {
    let likes = QuestionLikeness::new(lexicon);
    let mut form = PrintedForm { filled: is_filled(document, lexicon, &likes), ..PrintedForm::default() };
    let clients = client_sheets::find(document, |sheet| printed_texts(sheet, &likes));
    let first = clients.first().copied();
    // the sheet of a client is the form: what it says first is its title
    let others = (0..document.sheets.len()).filter(|n| !clients.contains(n));
    for n in first.into_iter().chain(others) {
        let sheet = &document.sheets[n];
        if is_list(sheet, document) {
            form.lists.push(sheet.name.to_string());
            continue;
        }
        SheetClassifier::new(sheet, n, lexicon, &likes, form.filled, formats.get(n)).take(&mut form);
    }
    form.per_sheet = !clients.is_empty();
    client_sheets::set_apart(&mut form, document, clients);
    if form.filled {
        form.private_sheets = client_sheets::private(document, lexicon);
        let texts = form.headings.iter().map(|(_, text)| text);
        let known = |text: &&String| is_known(text, lexicon, &likes);
        form.doubtful = texts.filter(|text| !known(text) || holds_number(text)).cloned().collect();
        let asks = |text: &&String| text.trim_end().ends_with([':', '?']) || likes.of(text) >= 0.75;
        let texts = form.questions.iter().map(|question| &question.text);
        form.unlike = texts.filter(|text| !asks(text) && !known(text)).cloned().collect();
    }
    form
}

/// Whether forms use these words: a heading of theirs, a question, or the name of a gemeente at the head.
fn is_known(text: &str, lexicon: &Lexicon, likes: &QuestionLikeness<'_>) -> bool {
    lexicon.heading(text) >= 0.6 || likes.of(text) >= 0.9 || is_name_of_gemeente(text)
}

/// The texts of a sheet that look like labels.
fn printed_texts(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> BTreeSet<String> {
    let texts = sheet.cells.iter().filter_map(|cell| cell.content.as_text()).filter(|text| text.len() < LONGEST_LABEL);
    texts.filter(|text| likes.of(text) > 0.8).map(crate::text::normalize::fold_label).collect()
}

/// A sheet of a column or two of words behind drop-down choices.
fn is_list(sheet: &Sheet, document: &Document) -> bool {
    let name = crate::text::normalize::fold(&sheet.name);
    let named = ["lijsten", "lijst", "keuzelijsten", "keuzelijst", "lists", "hulpblad", "data", "waarden"]
        .contains(&name.as_str());
    document.sheets.len() > 1 && (named || sheet.hidden)
}

/// Whether numbers, dates or marks show that somebody answered, or words where only an answer stands.
fn is_filled(document: &Document, lexicon: &Lexicon, likes: &QuestionLikeness<'_>) -> bool {
    let typed = |cell: &Cell| {
        matches!(cell.content, Content::Date(_) | Content::Moment(_) | Content::Tick(true))
            || gap_sentence::is_written_in(cell)
            || cell
                .content
                .as_text()
                .is_some_and(|text| text.contains('@') && !text.contains(' ') || has_ticked(text) || is_telling(text))
    };
    let sheets = || document.sheets.iter();
    let typed = sheets().flat_map(|sheet| &sheet.cells).filter(|cell| typed(cell)).take(2).count();
    // `Datum: 1-7-2026`; one or two such lines may be of the gemeente itself, at the foot of a blank
    let behind = |cell: &Cell| {
        let text = cell.content.as_text().filter(|text| text.len() < LONGEST_LABEL);
        text.map(split).is_some_and(|(label, after)| !after.is_empty() && is_value(after) && likes.of(label) >= 0.9)
    };
    let behind = sheets().flat_map(|sheet| &sheet.cells).filter(|cell| behind(cell)).take(3).count();
    // days and numbers within the sentences of a form; one or two may be of its notes
    let day = |cell: &Cell| cell.content.as_text().is_some_and(holds_day);
    let days = sheets().flat_map(|sheet| &sheet.cells).filter(|cell| day(cell)).take(3).count();
    names_somebody(document)
        || typed > 1
        || behind > 2
        || days > 2
        || typed + sheets().map(|sheet| worded(sheet, lexicon, likes)).sum::<usize>() > 2
}

/// Whether a citizen number stands in a text, and not as an example or as the number of an organisation.
fn names_somebody(document: &Document) -> bool {
    const OTHERS: [&str; 5] = ["bijv", "voorbeeld", "bv.", "rsin", "btw"];
    let mut texts = document.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text());
    texts.any(|text| bsn::holds(text) && !OTHERS.iter().any(|word| text.to_lowercase().contains(word)))
}

/// How many texts stand right of a label, are no label, and wait for nothing.
fn worded(sheet: &Sheet, lexicon: &Lexicon, likes: &QuestionLikeness<'_>) -> usize {
    let is_label = |cell: &Cell| {
        cell.content.as_text().is_some_and(|text| text.len() < LONGEST_LABEL && likes.of(split(text).0) >= 0.95)
    };
    let is_answer = |cell: &Cell| {
        cell.content.as_text().is_some_and(|text| {
            let short = text.split_whitespace().count() <= 5 && !text.trim().ends_with(['?', ':', '.', ')']);
            let said = hints::placeholder(text).is_none() && !has_certain_box(text);
            short && said && likes.of(text) < 0.4 && lexicon.heading(text) < 0.4
        })
    };
    let beside = |pair: &[Cell]| {
        let next = pair[0].end().col + 1;
        pair[0].spot.row == pair[1].spot.row && pair[1].spot.col == next && is_label(&pair[0]) && is_answer(&pair[1])
    };
    sheet.cells.windows(2).filter(|pair| beside(pair)).count()
}
