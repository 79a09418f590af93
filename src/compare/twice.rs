//! What one body asks again in the course of a trajectory, though it knows it already.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::record::schema::{FieldId, Schema};

use super::forms::Compared;

/// The course of a trajectory: an earlier kind of form is filled before a later one.
const COURSE: [&str; 10] = [
    "aanmelding",
    "aanvraag",
    "advies",
    "gesprek",
    "plan_van_aanpak",
    "urenverantwoording",
    "voortgang",
    "vervolgaanvraag",
    "wijziging",
    "eindrapport",
];

/// The groups whose answers are new on every form: signatures, dates of the paper, the hours log, progress, outcome.
const NEW_EACH_TIME: [&str; 5] = ["formulier", "ondertekening", "uren", "voortgang", "uitkomst"];

/// The forms of one body in the course of a trajectory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trajectory {
    pub body: String,
    pub body_name: String,
    pub steps: Vec<Step>,
    /// Questions on all forms together.
    pub questions: usize,
    /// Of those, the questions that would go if what is known were filled in beforehand.
    pub known_questions: usize,
    /// Forms on which every question would go.
    pub known_forms: Vec<String>,
}

/// One form of a trajectory. Forms of one kind are alternatives: none of them comes before the other.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    pub form: String,
    pub kind: String,
    pub questions: usize,
    /// Questions of which every field was asked in an earlier step.
    pub known_questions: usize,
    pub again: Vec<Again>,
}

/// A fact that was asked before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Again {
    pub field: String,
    pub label: String,
    /// The earlier forms that asked it.
    pub before: Vec<String>,
}

/// What a gemeente and UWV both ask.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WithUwv {
    pub body: String,
    pub body_name: String,
    pub asked: usize,
    /// The facts of its forms that UWV's forms ask too.
    pub both: Vec<String>,
}

/// One trajectory for every body that has forms of two kinds or more.
pub(super) fn trajectories(forms: &[Compared]) -> Vec<Trajectory> {
    let bodies: BTreeSet<&str> = forms.iter().map(|form| form.form.body.as_str()).collect();
    let trajectories = bodies.into_iter().map(|body| trajectory(body, forms));
    trajectories.filter(|found| found.steps.iter().any(|step| step.kind != found.steps[0].kind)).collect()
}

fn trajectory(body: &str, forms: &[Compared]) -> Trajectory {
    let mut own: Vec<&Compared> = forms.iter().filter(|form| form.form.body == body).collect();
    own.sort_by_key(|form| turn(&form.form.kind));
    let steps: Vec<Step> = own.iter().map(|form| step(form, &own)).collect();
    let all_known = |step: &&Step| step.questions > 0 && step.questions == step.known_questions;
    Trajectory {
        body: body.to_owned(),
        body_name: own.first().map(|form| form.form.body_name.clone()).unwrap_or_default(),
        questions: steps.iter().map(|step| step.questions).sum(),
        known_questions: steps.iter().map(|step| step.known_questions).sum(),
        known_forms: steps.iter().filter(all_known).map(|step| step.form.clone()).collect(),
        steps,
    }
}

/// Where a kind of form comes in the course; one that is not in it comes last.
fn turn(kind: &str) -> usize {
    COURSE.iter().position(|known| *known == kind).unwrap_or(COURSE.len())
}

fn step(form: &Compared, own: &[&Compared]) -> Step {
    let earlier: Vec<&&Compared> = own.iter().filter(|other| turn(&other.form.kind) < turn(&form.form.kind)).collect();
    let known = |id: FieldId| !is_new_each_time(id) && earlier.iter().any(|other| other.asked.contains(&id));
    let again = form.asked.iter().filter(|id| known(**id)).map(|id| {
        let field = Schema::common().field(*id);
        let before =
            earlier.iter().filter(|other| other.asked.contains(id)).map(|other| other.form.id.clone()).collect();
        Again { field: field.id.clone(), label: field.label.nl.clone(), before }
    });
    Step {
        form: form.form.id.clone(),
        kind: form.form.kind.clone(),
        questions: form.questions.len(),
        known_questions: form.questions.iter().filter(|q| q.fields().iter().all(|id| known(*id))).count(),
        again: again.collect(),
    }
}

fn is_new_each_time(id: FieldId) -> bool {
    NEW_EACH_TIME.contains(&Schema::common().field(id).group())
}

/// What each other body asks that UWV asks too, where UWV's forms are among those compared.
pub(super) fn with_uwv(forms: &[Compared]) -> Vec<WithUwv> {
    let asked_by = |body: &str| -> BTreeSet<FieldId> {
        let own = forms.iter().filter(|form| form.form.body == body).flat_map(|form| &form.asked);
        own.copied().filter(|id| !is_new_each_time(*id)).collect()
    };
    let uwv = asked_by("uwv");
    if uwv.is_empty() {
        return Vec::new();
    }
    let others = forms.iter().filter(|form| form.form.body != "uwv");
    let bodies: BTreeSet<(&str, &str)> =
        others.map(|form| (form.form.body.as_str(), form.form.body_name.as_str())).collect();
    let of_body = |(body, name): (&str, &str)| {
        let asked = asked_by(body);
        let both = asked.intersection(&uwv).map(|id| Schema::common().field(*id).id.clone()).collect();
        WithUwv { body: body.to_owned(), body_name: name.to_owned(), asked: asked.len(), both }
    };
    bodies.into_iter().map(of_body).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_form_has_its_turn() {
        let schema = Schema::common();
        let kinds = schema.id("formulier.soort").map(|id| schema.field(id).choices.clone()).unwrap_or_default();
        for kind in &kinds {
            assert!(turn(kind) < COURSE.len(), "{kind}");
        }
        for group in NEW_EACH_TIME {
            assert!(schema.group_names().contains(&group), "{group}");
        }
    }
}
