//! What is printed on a form nobody has mapped: its headings, and its questions with the places of their answers.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{At, Question};
use super::table::Table;
use crate::suggest::cell_text::gap_sentence::GapSentence;
use crate::suggest::vocabulary::phrases::words;
use crate::suggest::vocabulary::verdict::Verdict;

/// A form as it was understood.
#[derive(Debug, Default)]
pub struct PrintedForm {
    pub questions: Vec<Question>,
    pub tables: Vec<Table>,
    /// The running sentences with gaps.
    pub sentences: BTreeMap<At, GapSentence>,
    pub headings: Vec<(At, String)>,
    /// Of a filled form, the headings in words that no form uses: they may be answers.
    pub doubtful: BTreeSet<String>,
    /// Of a filled form, the questions in words that no form uses: they may be answers.
    pub unlike: BTreeSet<String>,
    /// Printed text that is neither.
    pub fixed: Vec<(At, String)>,
    pub placeholders: BTreeSet<String>,
    /// The first text that stands alone.
    pub title: String,
    /// Sheets of lists.
    pub lists: Vec<String>,
    pub filled: bool,
    /// What kind of form it is.
    pub verdict: Verdict,
    /// Several sheets ask the same: a client a sheet.
    pub per_sheet: bool,
    /// Of a filled form, the sheets of which the name may be an answer.
    pub private_sheets: BTreeSet<usize>,
    /// The sheets of clients.
    pub client_sheets: Vec<usize>,
}

impl PrintedForm {
    /// The headings that are surely printed: no answer of a filled form goes into its mapping.
    pub(in crate::suggest) fn known_headings(&self) -> impl Iterator<Item = String> {
        self.headings.iter().map(|(_, text)| text).filter(|text| !self.doubtful.contains(*text)).cloned()
    }

    /// The words of all that is printed, in the order of its parts.
    pub(in crate::suggest) fn words(&self) -> Vec<String> {
        let labels = self.questions.iter().flat_map(|question| {
            let column = question.column.iter().map(|(_, text)| text.as_str());
            let options = question.hints.options.iter().map(String::as_str);
            std::iter::once(question.text.as_str()).chain(column).chain(options)
        });
        let columns = self.tables.iter().flat_map(|table| &table.columns).map(|column| column.text.as_str());
        let rest = self.headings.iter().chain(&self.fixed).map(|(_, text)| text.as_str());
        let all = std::iter::once(self.title.as_str()).chain(labels).chain(columns).chain(rest);
        all.flat_map(words).collect()
    }
}
