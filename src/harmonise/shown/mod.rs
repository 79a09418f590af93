//! The proposal and its effects in sections: a page for who decides, one for the workshop, one for each body, and
//! drift.

mod body;
mod director;
mod drifted;
mod workshop;

pub use body::body;
pub use director::director;
pub use drifted::drifted;
pub use workshop::workshop;

use super::proposal::Entry;
use crate::record::schema::{FieldId, Schema};
use crate::sections::table::Cell;

/// Fields by their labels; folded where they are many.
fn fields(ids: &[FieldId]) -> Cell {
    let ids: Vec<String> = ids.iter().map(|id| Schema::common().field(*id).id.clone()).collect();
    Cell::fields(&ids)
}

/// What is asked, of numbered blocks as in the first.
fn question(entry: &Entry) -> String {
    entry.decision.wording.replace("{n}", "1")
}

/// `Cliënt: Naam`
fn label(id: FieldId) -> String {
    crate::sections::table::labels(&[Schema::common().field(id).id.clone()])
}

/// `31 → 35`
fn change(change: super::effects::Change) -> Cell {
    Cell { text: format!("{} → {}", change.before, change.after), ..Cell::count(change.after) }
}
