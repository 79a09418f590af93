//! A table on a form nobody has mapped: its columns and what it is about.

use crate::text::content::Content;

use super::question::At;
use crate::suggest::cell_text::hints::Hints;

/// A heading of a column.
#[derive(Clone, Debug)]
pub struct Column {
    pub at: At,
    pub text: String,
    pub col: u32,
    /// What somebody wrote in the first rows.
    pub contents: Vec<Content>,
    pub hints: Hints,
}

/// A table as it is printed: the headings of its columns, and where its free rows are.
#[derive(Clone, Debug)]
pub struct Table {
    /// `doelen` or `uren`; none when each row is a client.
    pub group: Option<String>,
    pub sheet: usize,
    pub row: u32,
    pub columns: Vec<Column>,
    pub sections: Vec<(At, String)>,
    /// The row with the sums, where there is one.
    pub total: Option<At>,
}

impl Table {
    /// The cell of the first heading.
    pub fn first(&self) -> usize {
        self.columns[0].at.1
    }
}
