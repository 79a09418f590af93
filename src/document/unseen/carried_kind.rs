//! The kinds of what a file carries along.

/// A kind of what a file carries along without its reader seeing it, in the order of their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CarriedKind {
    Comments,
    /// Values that a field gets back when it is cleared.
    Defaults,
    /// Deleted text that is kept.
    Deleted,
    Files,
    Headers,
    /// Text drawn in an empty field of a pdf.
    Looks,
    Prompts,
    Properties,
    /// Values of other workbooks.
    Values,
}

impl CarriedKind {
    /// Its key in `templates/words.toml`, under `carried`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Defaults => "defaults",
            Self::Deleted => "deleted",
            Self::Files => "files",
            Self::Headers => "headers",
            Self::Looks => "looks",
            Self::Prompts => "prompts",
            Self::Properties => "properties",
            Self::Values => "values",
        }
    }
}
