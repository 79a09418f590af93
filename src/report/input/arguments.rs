//! What the user decides about a report.

use jiff::civil;

use crate::finding::Lang;

/// The user's choices; with the same ones, the same batch gives the same bytes.
#[derive(Clone, Copy, Debug)]
pub struct Arguments {
    /// The day against which deadlines are counted.
    pub date: civil::Date,
    /// Leave out every name, sensitive field and free text, and call the clients `cliënt 1`, `cliënt 2`.
    pub pseudonym: bool,
    /// Show a BSN whole instead of its last four digits.
    pub whole_bsn: bool,
    /// The language of the findings; the report itself is Dutch.
    pub lang: Lang,
}

impl Arguments {
    /// The usual report of this day: persons shown, BSNs masked, all Dutch.
    pub fn on(date: civil::Date) -> Self {
        Self { date, pseudonym: false, whole_bsn: false, lang: Lang::Nl }
    }
}
