//! What of a dossier is asked for every form again: found once, for it follows from all forms.

use std::sync::OnceLock;

use crate::record::schema::{FieldId, Schema};

use super::periods::CountingPeriod;

#[derive(Debug, Default)]
pub(super) struct Remembered {
    pub(super) period: OnceLock<CountingPeriod>,
    pub(super) reports_by_period: OnceLock<bool>,
    newest_saying: OnceLock<Vec<OnceLock<Option<usize>>>>,
}

impl Remembered {
    /// The newest form that says a field, as `find` finds it.
    pub(super) fn newest_saying(&self, field: FieldId, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        let fields = || (0..Schema::common().all().count()).map(|_| OnceLock::new()).collect();
        *self.newest_saying.get_or_init(fields)[field.index()].get_or_init(find)
    }
}
