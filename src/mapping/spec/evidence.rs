//! On what it rests that a form asks a field: on the form itself, on a published text, or on usual practice.

use serde::{Deserialize, Serialize};

use crate::mapping::spec::form_info::Basis;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::FieldId;

/// How well it is known that a form asks a field, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Usual practice: the source does not ask it.
    Practice,
    /// A draft of the body's own form says so, and nobody looked the draft over.
    Drafted,
    /// The published source of a reconstruction asks it.
    Printed,
    /// It stands on the body's own form.
    Confirmed,
}

impl Evidence {
    /// Whether something was read that asks it.
    pub fn is_sourced(self) -> bool {
        self > Self::Drafted
    }
}

impl Mapping {
    /// On what it rests that this form asks a field.
    pub fn evidence(&self, field: FieldId) -> Evidence {
        match self.about.basis {
            Basis::Draft if self.about.is_unreviewed() => Evidence::Drafted,
            Basis::Original | Basis::Draft => Evidence::Confirmed,
            Basis::Reconstruction if self.about.practice.contains(&field) => Evidence::Practice,
            Basis::Reconstruction => Evidence::Printed,
        }
    }
}
