//! What a form asks of those who fill it: questions, minutes, reading, and what it asks of a person.

use serde::{Deserialize, Serialize};

use crate::questions::course::Trajectory;
use crate::questions::effort::{is_free, minutes};
use crate::questions::form::Compared;
use crate::questions::reading_level::{Level, of_questions};
use crate::record::schema::{Field, FieldId, Schema};

/// The burden of one form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Burden {
    pub form: String,
    pub questions: usize,
    /// Of those, the ones of which every field is sourced.
    pub questions_sourced: usize,
    /// Those that are marked as required; none where nothing on the form is known to be, which is never "none of them".
    pub required: Option<usize>,
    /// Answered in a line or more of one's own words.
    pub free_text: usize,
    /// By the rule of `docs/compare.md`: rows of groups counted as often as they are usually filled.
    pub minutes: u32,
    /// Of those, what the sourced questions take, a begun minute counted whole.
    pub minutes_sourced: u32,
    pub reading: Option<Level>,
    pub sensitive: Vec<String>,
    /// Of those, how many are sourced.
    pub sensitive_sourced: usize,
    /// Of the sensitive ones, those that belong to no complete plan.
    pub beyond_plan: Vec<String>,
    /// Of those, how many are sourced.
    pub beyond_plan_sourced: usize,
    /// Special categories of personal data in the sense of the AVG.
    pub special: Vec<String>,
    /// Of those, how many are sourced.
    pub special_sourced: usize,
}

/// What the forms cost that one person goes through at one body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TrajectoryBurden {
    pub body: String,
    /// `UWV (extern)`
    pub name: String,
    pub forms: usize,
    pub questions: usize,
    /// Of those, the ones of which every field is sourced.
    pub questions_sourced: usize,
    pub minutes: u32,
    pub minutes_sourced: u32,
}

pub(super) fn burdens(forms: &[Compared]) -> Vec<Burden> {
    forms.iter().map(burden).collect()
}

/// The sums of each course, in the order of the bodies.
pub(super) fn of_trajectories(trajectories: &[Trajectory]) -> Vec<TrajectoryBurden> {
    let one = |trajectory: &Trajectory| TrajectoryBurden {
        body: trajectory.body.clone(),
        name: trajectory.name.clone(),
        forms: trajectory.steps.len(),
        questions: trajectory.questions,
        questions_sourced: trajectory.questions_sourced,
        minutes: trajectory.minutes,
        minutes_sourced: trajectory.minutes_sourced,
    };
    trajectories.iter().map(one).collect()
}

fn burden(form: &Compared) -> Burden {
    let schema = Schema::common();
    let asked = |wanted: fn(&Field) -> bool| -> Vec<FieldId> {
        form.asked.iter().copied().filter(|id| wanted(schema.field(*id))).collect()
    };
    let ids = |fields: &[FieldId]| fields.iter().map(|id| schema.field(*id).id.clone()).collect();
    let sourced = |fields: &[FieldId]| fields.iter().filter(|id| form.is_sourced(**id)).count();
    let sensitive = asked(|field| field.sensitive);
    let (beyond, special) = (asked(|field| field.sensitive && !field.core), asked(|field| field.special));
    let required = form.questions.iter().filter(|question| question.required).count();
    Burden {
        form: form.form.id.clone(),
        questions: form.questions.len(),
        questions_sourced: form.form.questions_sourced,
        required: (required > 0).then_some(required),
        free_text: form.questions.iter().filter(|question| is_free(question)).count(),
        minutes: minutes(&form.questions),
        minutes_sourced: minutes(form.sourced_questions()),
        reading: of_questions(&form.questions),
        sensitive: ids(&sensitive),
        sensitive_sourced: sourced(&sensitive),
        beyond_plan: ids(&beyond),
        beyond_plan_sourced: sourced(&beyond),
        special: ids(&special),
        special_sourced: sourced(&special),
    }
}
