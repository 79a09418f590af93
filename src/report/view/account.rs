//! What was read and what was remarked: files, forms and findings in words.

use serde::Serialize;

use crate::record::answer::Ledger;

/// A file that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    pub name: String,
    pub format: String,
    /// `records`, `blank` or `not_read`
    pub outcome: &'static str,
    pub forms: Vec<FileForm>,
    pub remarks: Vec<Remark>,
}

/// A form that stood in a file.
#[derive(Clone, Debug, Serialize)]
pub struct FileForm {
    pub id: String,
    pub title: String,
    pub client: ClientRef,
    pub ledger: Ledger,
    /// How many remarks there are on it.
    pub remarks: usize,
}

/// A client to point at.
#[derive(Clone, Debug, Serialize)]
pub struct ClientRef {
    /// The id of the client's page.
    pub anchor: String,
    pub name: String,
}

/// All forms of one kind together: what of it was not placed.
#[derive(Clone, Debug, Serialize)]
pub struct FormKind {
    pub id: String,
    pub title: String,
    pub forms: usize,
    pub ledger: Ledger,
    /// The printed questions whose answers no line of the mapping accounts for, the most frequent first.
    pub unmapped: Vec<UnmappedQuestion>,
}

/// A printed question without a place in the schema.
#[derive(Clone, Debug, Serialize)]
pub struct UnmappedQuestion {
    /// None where it is not known to which question the answers belong.
    pub label: Option<String>,
    pub count: usize,
    /// The first three: file and place.
    pub places: Vec<String>,
}

/// A finding in words.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    pub code: String,
    /// `error`, `warning` or `note`
    pub severity: &'static str,
    pub message: String,
    pub hint: Option<String>,
    /// The Dutch label of the field.
    pub field: Option<String>,
    pub file: Option<String>,
    pub place: Option<String>,
}

/// The findings of one code together.
#[derive(Clone, Debug, Serialize)]
pub struct RemarkGroup {
    pub code: String,
    pub severity: &'static str,
    /// Of the first.
    pub message: String,
    pub hint: Option<String>,
    pub count: usize,
    /// The first three: file and place.
    pub places: Vec<String>,
}
