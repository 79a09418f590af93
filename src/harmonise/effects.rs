//! What a common form does to each body: what it keeps, gains and loses, and what filling it costs before and after.

use std::sync::Arc;

use crate::questions::course::trajectories;
use crate::questions::distance::{Pair, in_same_words, pair, whole_parts};
use crate::questions::effort::minutes;
use crate::questions::form::Compared;
use crate::record::schema::{FieldId, Schema};

use super::asked::Forms;
use super::proposal::{FieldDecision, Proposal};

/// A figure before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub before: usize,
    pub after: usize,
}

/// How much of what a form asks now is sourced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourcedNow {
    pub questions: usize,
    pub minutes: usize,
    pub sensitive: usize,
    /// Of the questions that are asked again, those that are sourced both times.
    pub again: usize,
}

/// What becomes of one body.
#[derive(Clone, Debug)]
pub struct OfBody {
    pub id: String,
    pub name: String,
    /// Its form as it is now: the one with the most questions of this kind.
    pub form: String,
    /// Other forms of this kind that the common form takes the place of.
    pub others: Vec<String>,
    pub keeps: Vec<FieldId>,
    pub gains: Vec<FieldId>,
    pub loses: Vec<FieldId>,
    /// Of what it loses, what its source asks.
    pub loses_sourced: Vec<FieldId>,
    /// Kept in other words: its own, and the new ones.
    pub reworded: Vec<(FieldId, String, String)>,
    pub questions: Change,
    pub minutes: Change,
    pub sensitive: Change,
    /// Of what it asks now.
    pub sourced: SourcedNow,
    /// Questions in the course of one person that an earlier form asked; none where the body has no other forms.
    pub again: Option<Change>,
    /// Of the fields of its new form: those of the common core, and its own.
    pub core: usize,
    pub own: usize,
}

/// What becomes of all of them.
#[derive(Clone, Debug)]
pub struct Effects {
    pub bodies: Vec<OfBody>,
    /// The mean distance between two bodies' forms, in hundredths.
    pub distance: Change,
    /// Fields that two bodies' forms share now, over all pairs; and how many of those are sourced on both sides.
    pub shared: usize,
    pub shared_sourced: usize,
}

impl OfBody {
    /// Whether its form takes longer to fill.
    pub fn is_heavier(&self) -> bool {
        self.minutes.after > self.minutes.before
    }
}

/// Lays the new form of each body beside its old ones. `known` are all forms that a body may have, of every kind.
pub fn effects(proposal: &Proposal, old: &[Compared], new: &[Compared], known: &[Compared]) -> Effects {
    let forms = Forms::of(old);
    let of = |(body, after): (&super::asked::Body, &Compared)| {
        let before = forms.main(body)?;
        Some(of_body(proposal, before, after, forms.of_body(body), known))
    };
    let bodies = forms.bodies.iter().zip(new).filter_map(of).collect();
    let before: Vec<&Compared> = forms.bodies.iter().filter_map(|body| forms.main(body)).collect();
    let after: Vec<&Compared> = new.iter().collect();
    let shared = pairs(&before);
    Effects {
        bodies,
        distance: Change { before: mean_distance(&before), after: mean_distance(&after) },
        shared: shared.iter().map(|pair| pair.both).sum(),
        shared_sourced: shared.iter().map(|pair| pair.both_sourced).sum(),
    }
}

/// Every two of these forms.
fn pairs(forms: &[&Compared]) -> Vec<Pair> {
    let of = |(n, one): (usize, &&Compared)| forms[n + 1..].iter().map(|other| pair(one, other)).collect::<Vec<_>>();
    forms.iter().enumerate().flat_map(of).collect()
}

/// In hundredths, rounded half up.
fn mean_distance(forms: &[&Compared]) -> usize {
    let distances = pairs(forms).into_iter().filter_map(|pair| pair.distance);
    let (sum, count) = distances.fold((0.0, 0_u32), |(sum, count), distance| (sum + distance, count + 1));
    if count == 0 {
        return 0;
    }
    whole_parts(sum * 100.0 / f64::from(count), 100) as usize
}

fn of_body<'a>(
    proposal: &Proposal,
    before: &Compared,
    after: &Compared,
    all: impl Iterator<Item = &'a Compared>,
    known: &[Compared],
) -> OfBody {
    let only_in = |form: &Compared, other: &Compared| -> Vec<FieldId> {
        form.asked.iter().copied().filter(|id| !other.asked.contains(id)).collect()
    };
    let keeps: Vec<FieldId> = before.asked.iter().copied().filter(|id| after.asked.contains(id)).collect();
    let loses = only_in(before, after);
    let words = |form: &Compared, id: FieldId| {
        let question = form.asking(id).find(|question| !question.wording.is_empty());
        question.map(|question| question.wording.clone()).unwrap_or_default()
    };
    let is_reworded = |id: &&FieldId| !in_same_words(**id, before, after) && !words(before, **id).is_empty();
    let reworded = keeps.iter().filter(is_reworded).map(|id| (*id, words(before, *id), words(after, *id))).collect();
    let is_own = |id: &&FieldId| {
        proposal.entries.iter().any(|entry| entry.field == **id && entry.decision.verdict == FieldDecision::Eigen)
    };
    let own = after.asked.iter().filter(is_own).count();
    let is_sensitive = |id: &&FieldId| Schema::common().field(**id).sensitive;
    let sensitive = |form: &Compared| form.asked.iter().filter(is_sensitive).count();
    let (again, again_sourced) = again(before, after, known);
    let time = |form: &Compared| usize::try_from(minutes(&form.questions)).unwrap_or(0);
    OfBody {
        id: before.form.body.clone(),
        name: before.form.body_name.clone(),
        form: before.form.id.clone(),
        others: all.map(|form| form.form.id.clone()).filter(|id| *id != before.form.id).collect(),
        gains: only_in(after, before),
        loses_sourced: loses.iter().copied().filter(|id| before.is_sourced(*id)).collect(),
        keeps,
        loses,
        reworded,
        questions: Change { before: before.questions.len(), after: after.questions.len() },
        minutes: Change { before: time(before), after: time(after) },
        sensitive: Change { before: sensitive(before), after: sensitive(after) },
        sourced: SourcedNow {
            questions: before.form.questions_sourced,
            minutes: usize::try_from(minutes(before.sourced_questions())).unwrap_or(0),
            sensitive: before.asked.iter().filter(is_sensitive).filter(|id| before.is_sourced(**id)).count(),
            again: again_sourced,
        },
        again,
        core: after.asked.len() - own,
        own,
    }
}

/// The questions that are asked again in the courses of the body, with its old form and with its new one in its place.
/// With how many of those now are sourced.
fn again(before: &Compared, after: &Compared, known: &[Compared]) -> (Option<Change>, usize) {
    let body = before.form.body.as_str();
    let others = || known.iter().filter(|form| form.form.body == body && form.form.kind != before.form.kind);
    if others().next().is_none() {
        return (None, 0);
    }
    let scheme = before.mapping.about.scheme;
    let count = |form: &Compared| -> (usize, usize) {
        let mut all: Vec<Compared> = others().cloned().collect();
        all.push(form.clone());
        let courses = trajectories(&all);
        let of_scheme = courses.iter().filter(|one| scheme.is_none_or(|s| one.name.ends_with(&format!("({s})"))));
        of_scheme.map(|course| (course.known_questions, course.known_sourced)).max().unwrap_or_default()
    };
    let now = count(before);
    (Some(Change { before: now.0, after: count(after).0 }), now.1)
}

/// A form with another body's name and provision in its head: the common form as this body hands it out.
pub fn as_form_of(form: &Compared, like: &Compared) -> Compared {
    let mut form = form.clone();
    form.form.body.clone_from(&like.form.body);
    form.form.body_name.clone_from(&like.form.body_name);
    form.form.of_practice = like.form.of_practice;
    let mut mapping = (*form.mapping).clone();
    mapping.about.scheme = like.mapping.about.scheme;
    form.mapping = Arc::new(mapping);
    form
}
