//! What one body asks again in the course of a trajectory, though it knows it already.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::questions::course::{Trajectory, is_new_each_time};
use crate::questions::form::Compared;
use crate::record::schema::{FieldId, Schema};

/// What a gemeente and UWV both ask.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WithUwv {
    pub body: String,
    pub body_name: String,
    pub asked: usize,
    /// The facts of its forms that UWV's forms ask too.
    pub both: Vec<String>,
    /// Of those, the ones that are sourced on both sides.
    pub both_sourced: Vec<String>,
}

/// The courses that have forms of two kinds or more.
pub(super) fn several(all: &[Trajectory]) -> Vec<Trajectory> {
    all.iter().filter(|found| found.steps.len() > 1).cloned().collect()
}

/// What each other body asks that UWV asks too, where UWV's forms are among those compared.
pub(super) fn with_uwv(forms: &[Compared]) -> Vec<WithUwv> {
    let asked_by = |body: &str, sourced: bool| -> BTreeSet<FieldId> {
        let own = forms.iter().filter(|form| form.form.body == body);
        let asked = own.flat_map(|form| form.asked.iter().filter(move |id| !sourced || form.is_sourced(**id)));
        asked.copied().filter(|id| !is_new_each_time(*id)).collect()
    };
    let (uwv, uwv_sourced) = (asked_by("uwv", false), asked_by("uwv", true));
    if uwv.is_empty() {
        return Vec::new();
    }
    let others = forms.iter().filter(|form| form.form.body != "uwv" && !form.form.of_practice);
    let bodies: BTreeSet<(&str, &str)> =
        others.map(|form| (form.form.body.as_str(), form.form.body_name.as_str())).collect();
    let ids = |ids: BTreeSet<&FieldId>| ids.into_iter().map(|id| Schema::common().field(*id).id.clone()).collect();
    let of_body = |(body, name): (&str, &str)| {
        let (asked, sourced) = (asked_by(body, false), asked_by(body, true));
        let both = ids(asked.intersection(&uwv).collect());
        let both_sourced = ids(sourced.intersection(&uwv_sourced).collect());
        WithUwv { body: body.to_owned(), body_name: name.to_owned(), asked: asked.len(), both, both_sourced }
    };
    bodies.into_iter().map(of_body).collect()
}
