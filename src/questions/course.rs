//! The forms that one person goes through at one body, in their order, and what each asks that an earlier one asked.
//!
//! A person comes in by one provision: what is external, internal or for another provision is a course of its own,
//! which the forms of the body that say nothing of it belong to as well. Of forms of one kind one is filled in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::questions::effort::minutes;
use crate::questions::form::Compared;
use crate::record::schema::{FieldId, Schema};

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

/// The forms of one body for one provision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trajectory {
    pub body: String,
    /// `UWV (extern)`
    pub name: String,
    pub steps: Vec<Step>,
    /// Questions on the forms of all steps.
    pub questions: usize,
    /// Of those, the ones of which every field is sourced.
    pub questions_sourced: usize,
    pub minutes: u32,
    /// Of those, what the sourced questions take.
    pub minutes_sourced: u32,
    /// Of the questions, those that would go if what is known were filled in beforehand.
    pub known_questions: usize,
    /// Of those, the ones that are sourced here and on an earlier form.
    pub known_sourced: usize,
    /// Forms on which every question would go.
    pub known_forms: Vec<String>,
}

/// One kind of form of a trajectory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Of several forms of one kind the one with the most questions, as a person fills in one of them.
    pub form: String,
    /// The others of its kind.
    pub instead: Vec<String>,
    pub kind: String,
    pub questions: usize,
    /// Questions of which every field was asked in an earlier step.
    pub known_questions: usize,
    pub known_sourced: usize,
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

/// Of every body, by the order of its id, a trajectory for each of its provisions; forms of practice belong to no body.
pub fn trajectories(forms: &[Compared]) -> Vec<Trajectory> {
    let of_bodies: Vec<&Compared> = forms.iter().filter(|form| !form.form.of_practice).collect();
    let bodies: BTreeSet<&str> = of_bodies.iter().map(|form| form.form.body.as_str()).collect();
    let of_body =
        |body| -> Vec<&Compared> { of_bodies.iter().copied().filter(|form| form.form.body == body).collect() };
    bodies.into_iter().flat_map(|body| of_provisions(&of_body(body))).collect()
}

fn of_provisions(own: &[&Compared]) -> Vec<Trajectory> {
    let schemes: BTreeSet<&str> = own.iter().filter_map(|form| form.mapping.about.scheme).collect();
    if schemes.is_empty() {
        return vec![trajectory(own, None)];
    }
    let of_scheme = |scheme: &str| -> Vec<&Compared> {
        own.iter().copied().filter(|form| form.mapping.about.scheme.is_none_or(|own| own == scheme)).collect()
    };
    schemes.into_iter().map(|scheme| trajectory(&of_scheme(scheme), Some(scheme))).collect()
}

fn trajectory(own: &[&Compared], scheme: Option<&str>) -> Trajectory {
    let filled = one_of_each_kind(own);
    let steps: Vec<Step> = filled.iter().map(|form| step(form, &filled, own)).collect();
    let all_known = |step: &&Step| step.questions > 0 && step.questions == step.known_questions;
    let (body, name) =
        own.first().map(|form| (form.form.body.clone(), form.form.body_name.clone())).unwrap_or_default();
    Trajectory {
        body,
        name: scheme.map_or_else(|| name.clone(), |scheme| format!("{name} ({scheme})")),
        questions: steps.iter().map(|step| step.questions).sum(),
        questions_sourced: filled.iter().map(|form| form.form.questions_sourced).sum(),
        minutes: filled.iter().map(|form| minutes(&form.questions)).sum(),
        minutes_sourced: filled.iter().map(|form| minutes(form.sourced_questions())).sum(),
        known_questions: steps.iter().map(|step| step.known_questions).sum(),
        known_sourced: steps.iter().map(|step| step.known_sourced).sum(),
        known_forms: steps.iter().filter(all_known).map(|step| step.form.clone()).collect(),
        steps,
    }
}

/// The form with the most questions of each kind, in the order of the course; of equals the first.
fn one_of_each_kind<'a>(own: &[&'a Compared]) -> Vec<&'a Compared> {
    let mut filled: Vec<&Compared> = Vec::new();
    for form in own {
        match filled.iter_mut().find(|known| known.form.kind == form.form.kind) {
            Some(known) if known.questions.len() < form.questions.len() => *known = form,
            Some(_) => {}
            None => filled.push(form),
        }
    }
    filled.sort_by_key(|form| turn(&form.form.kind));
    filled
}

/// Where a kind of form comes in the course; one that is not in it comes last.
fn turn(kind: &str) -> usize {
    COURSE.iter().position(|known| *known == kind).unwrap_or(COURSE.len())
}

fn step(form: &Compared, filled: &[&Compared], own: &[&Compared]) -> Step {
    let is_earlier = |other: &&&Compared| turn(&other.form.kind) < turn(&form.form.kind);
    let earlier: Vec<&Compared> = filled.iter().filter(is_earlier).copied().collect();
    let asked = |id: FieldId| earlier.iter().filter(move |other| other.asked.contains(&id));
    let known = |id: &FieldId| !is_new_each_time(*id) && asked(*id).next().is_some();
    let sourced = |id: &FieldId| known(id) && form.is_sourced(*id) && asked(*id).any(|other| other.is_sourced(*id));
    let again = form.asked.iter().filter(|id| known(id)).map(|id| {
        let field = Schema::common().field(*id);
        let before = asked(*id).map(|other| other.form.id.clone()).collect();
        Again { field: field.id.clone(), label: field.label.nl.clone(), before }
    });
    let is_instead = |other: &&&Compared| other.form.kind == form.form.kind && other.form.id != form.form.id;
    Step {
        form: form.form.id.clone(),
        instead: own.iter().filter(is_instead).map(|other| other.form.id.clone()).collect(),
        kind: form.form.kind.clone(),
        questions: form.questions.len(),
        known_questions: form.questions.iter().filter(|q| q.fields().iter().all(&known)).count(),
        known_sourced: form.questions.iter().filter(|q| q.fields().iter().all(&sourced)).count(),
        again: again.collect(),
    }
}

/// Whether an answer is new on every form.
pub fn is_new_each_time(id: FieldId) -> bool {
    NEW_EACH_TIME.contains(&Schema::common().field(id).group())
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
