//! What there is to do for each client, by date: what to ask, what to evaluate, what to add, what to look over.

mod coaching;
mod forms;
mod hours;
mod uid;

use std::collections::HashSet;

use jiff::civil;

use crate::dossier::Dossier;
use crate::dossier::differences::Difference;
use crate::record::value::date::{Date, days_between};
use crate::report::view::action::Urgency;
use crate::rules::catalogue::Rules;

use crate::report::client::deadlines::{LINGERS, urgency, when};
use crate::report::input::batch::KnownForms;
use crate::report::input::privacy::Redaction;
use crate::report::view::account::ClientRef;
use crate::report::view::action::Action;
use crate::report::view::chart::Hours;

/// What is to be done, before its client is filled in.
struct Found {
    kind: &'static str,
    title: String,
    why: String,
    day: Option<civil::Date>,
    /// What tells two actions of one kind apart.
    which: String,
    /// Which of several coachings asks it, and the body that decides there.
    coaching: Option<(String, Option<String>)>,
}

/// What the actions of a client follow from.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) dossier: &'a Dossier<'a>,
    pub(super) client: &'a ClientRef,
    /// Where the forms contradict each other.
    pub(super) differences: &'a [Difference],
    /// The body that decides, in words.
    pub(super) gemeente: Option<&'a str>,
    pub(super) hours: Option<Hours>,
    /// The coachings that run side by side, where there are several.
    pub(super) coachings: &'a [Watched<'a>],
    /// Names of clients that may be the same.
    pub(super) possibly: &'a [String],
    pub(super) today: civil::Date,
    pub(super) rules: &'a Rules,
    pub(super) known_forms: &'a KnownForms,
    pub(super) redaction: Redaction,
}

/// One of several coachings, which is watched by itself.
pub(super) struct Watched<'a> {
    pub(super) dossier: &'a Dossier<'a>,
    pub(super) gemeente: Option<String>,
    pub(super) hours: Option<Hours>,
    /// What it is called in the report, and what its actions are told apart by in every run; the one that began first
    /// has the identifiers that it had when it was the only one.
    pub(super) called: String,
    pub(super) which: String,
}

/// All that is to be done for a client, the earliest first; what has no day comes last.
pub(super) fn actions_for(case: &Case<'_>) -> Vec<Action> {
    let mut found: Vec<Found> = case.coachings.iter().flat_map(|watched| of_one_of_several(case, watched)).collect();
    if case.coachings.is_empty() {
        found.extend(of_coaching(case));
    }
    if !has_ended(case) {
        found.extend(forms::missing(case));
        found.extend(forms::unsigned(case));
    }
    found.extend(forms::of_later(case));
    found.extend(forms::differing(case));
    found.extend(forms::several(case));
    found.extend(forms::possibly(case));
    found.retain(|found| found.day.is_none_or(|day| days_between(case.today, day) >= -LINGERS));
    let mut actions: Vec<Action> = found.into_iter().map(|found| action(case, found)).collect();
    sort(&mut actions);
    actions
}

/// What one coaching asks, as long as it lasts.
fn of_coaching(case: &Case<'_>) -> Vec<Found> {
    if has_ended(case) {
        return coaching::after_end(case).into_iter().collect();
    }
    if case.dossier.is_refused() {
        return vec![coaching::refused(case)];
    }
    let once = [coaching::extension(case), coaching::contract(case), hours::running_out(case)];
    once.into_iter().flatten().chain(coaching::evaluation(case)).collect()
}

/// The same of one of several, each told with what it is called.
fn of_one_of_several<'a>(case: &Case<'a>, watched: &'a Watched<'a>) -> Vec<Found> {
    let own = Case { dossier: watched.dossier, gemeente: watched.gemeente.as_deref(), hours: watched.hours, ..*case };
    let called = |found: Found| Found {
        title: format!("{} ({})", found.title, watched.called),
        which: [watched.which.as_str(), &found.which]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("|"),
        coaching: Some((watched.called.clone(), watched.gemeente.clone())),
        ..found
    };
    of_coaching(&own).into_iter().map(called).collect()
}

/// Gives the actions of a client an identifier of their own where they have that of another client.
pub(super) fn set_apart(actions: &mut [Action], dossier: &Dossier, known: &mut HashSet<String>) {
    for action in actions.iter_mut() {
        if known.contains(&action.uid) {
            action.uid = uid::of_namesake(dossier, &action.uid);
        }
    }
    known.extend(actions.iter().map(|action| action.uid.clone()));
}

/// By day; what has none comes last.
pub(super) fn sort(actions: &mut [Action]) {
    actions.sort_by_key(|action| (action.days.is_none(), action.days));
}

/// The trajectory is over: a form says so, or its last day passed longer ago than deadlines are shown.
fn has_ended(case: &Case<'_>) -> bool {
    let day = Date::last_day;
    let told = case.dossier.date("uitkomst.datum_einde").and_then(day);
    let over = |end: civil::Date| days_between(case.today, end) < -LINGERS;
    told.is_some_and(|end| end <= case.today) || case.dossier.end_of_coaching().is_some_and(|end| over(end.day))
}

fn action(case: &Case<'_>, found: Found) -> Action {
    let days = found.day.map(|day| days_between(case.today, day));
    let (coaching, gemeente) = found.coaching.unzip();
    Action {
        client: case.client.clone(),
        gemeente: gemeente.unwrap_or_else(|| case.gemeente.map(str::to_owned)),
        coaching,
        kind: found.kind,
        title: found.title,
        why: found.why,
        date: found.day.map(|day| day.to_string()),
        days,
        when: days.map(when),
        urgency: days.map_or(Urgency::Undated, urgency),
        uid: uid::uid(case.dossier, found.kind, &found.which),
    }
}
