//! What supports the claim that a form asks a field: on the form itself, on a published text, or on usual practice.

use serde::{Deserialize, Serialize};

use crate::mapping::spec::form_info::Basis;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::FieldId;

/// How well it is known that a form asks a field, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The standard form of this program: room for an answer, and no body that asks for it.
    Standard,
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
    /// Whether this is the standard form, the measure of all others and no body's own.
    pub fn is_standard(&self) -> bool {
        self.head.body == "standaard"
    }

    /// On what it rests that this form asks a field.
    pub fn evidence(&self, field: FieldId) -> Evidence {
        if self.is_standard() {
            return Evidence::Standard;
        }
        match self.about.basis {
            Basis::Draft if self.about.is_unreviewed() => Evidence::Drafted,
            Basis::Original | Basis::Draft => Evidence::Confirmed,
            Basis::Reconstruction if self.about.practice.contains(&field) => Evidence::Practice,
            Basis::Reconstruction => Evidence::Printed,
        }
    }
}
