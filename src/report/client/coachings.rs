//! Several coachings of one client side by side: each with its own dates, hours and evaluation.

use jiff::civil;

use crate::dossier::Dossier;
use crate::dossier::coachings::Coaching;
use crate::dossier::differences::Difference;
use crate::text::normalize::fold;

use crate::report::account;
use crate::report::actions::Watched;
use crate::report::client::counting::{iso, person};
use crate::report::client::deadlines;
use crate::report::client::hours;
use crate::report::input::privacy::Redaction;
use crate::report::view;
use crate::report::view::action::Action;

/// The body that decides, in words: the gemeente that a form names, else the body of the form.
pub(in crate::report) fn gemeente(dossier: &Dossier, redaction: Redaction) -> Option<String> {
    person(dossier, "gemeente.naam", redaction)
        .or_else(|| dossier.forms.iter().find_map(|record| account::body(record)))
}

/// What is watched of each; without persons they are called by their number.
pub(in crate::report) fn watched<'c>(several: &'c [Coaching<'c>], redaction: Redaction) -> Vec<Watched<'c>> {
    let one = |(n, coaching): (usize, &'c Coaching<'c>)| Watched {
        dossier: &coaching.dossier,
        gemeente: gemeente(&coaching.dossier, redaction),
        hours: hours::hours_chart(&coaching.dossier),
        called: if redaction.pseudonym { format!("begeleiding {}", n + 1) } else { redaction.text(&coaching.words()) },
        which: if n == 0 { String::new() } else { fold(&coaching.words()) },
    };
    several.iter().enumerate().map(one).collect()
}

/// What the forms contradict each other in; that two coachings have two employers contradicts nothing.
pub(in crate::report) fn differences(dossier: &Dossier, several: &[Watched<'_>]) -> Vec<Difference> {
    match several {
        [] => dossier.differences(),
        several => dossier.differences_within(several.iter().map(|watched| watched.dossier)),
    }
}

/// The deadlines of all of them, the earliest first.
pub(in crate::report) fn deadlines(
    several: &[Watched<'_>],
    client: &view::account::ClientRef,
    today: civil::Date,
) -> Vec<view::chart::Deadline> {
    let one = |watched: &Watched<'_>| {
        let called = |deadline: view::chart::Deadline| view::chart::Deadline {
            label: format!("{} ({})", deadline.label, watched.called),
            ..deadline
        };
        let own = deadlines::deadlines(watched.dossier, client, watched.gemeente.as_deref(), today);
        own.into_iter().map(called).collect::<Vec<_>>()
    };
    let mut all: Vec<view::chart::Deadline> = several.iter().flat_map(one).collect();
    all.sort_by_key(|deadline| deadline.days);
    all
}

/// What the forms of a client, or of one coaching, say of it.
pub(in crate::report) fn details(
    dossier: &Dossier,
    gemeente: Option<String>,
    redaction: Redaction,
) -> view::client::Details {
    let (person, iso) = (|id| person(dossier, id, redaction), |id| iso(dossier, id, redaction));
    view::client::Details {
        gemeente,
        werkgever: person("werkgever.naam"),
        functie: person("werkplek.functie"),
        regime: person("begeleiding.regime"),
        jobcoach: person("jobcoach.naam"),
        contract_hours: dossier.minutes("dienstverband.uren_per_week"),
        contract_end: iso("dienstverband.einde"),
        begin: iso("begeleiding.begin"),
        einde: dossier.end_of_coaching().map(|end| end.day.to_string()),
        evaluation: iso("voortgang.volgende_evaluatie"),
        hours: hours::hours_chart(dossier),
        earlier: hours::earlier(dossier),
    }
}

/// As the report shows them.
pub(in crate::report) fn shown(
    several: &[Watched<'_>],
    actions: &[Action],
    redaction: Redaction,
) -> Vec<view::client::Coaching> {
    let one = |watched: &Watched<'_>| {
        let of = |action: &&Action| action.coaching.as_ref().is_none_or(|coaching| *coaching == watched.called);
        view::client::Coaching {
            name: watched.called.clone(),
            details: details(watched.dossier, watched.gemeente.clone(), redaction),
            first: actions.iter().find(of).cloned(),
            forms: watched.dossier.forms.len(),
        }
    };
    several.iter().map(one).collect()
}

/// Those that run beside the one of which the details are, each with its end: `Bakkerij Smeets (t/m 31-12-2026)`.
pub(in crate::report) fn also(details: &view::client::Details, all: &[view::client::Coaching]) -> Vec<String> {
    let at_employer = |one: &&view::client::Coaching| one.details.werkgever == details.werkgever;
    let is_it = |one: &&view::client::Coaching| at_employer(one) && one.details.gemeente == details.gemeente;
    let counts = all.iter().rfind(is_it).or_else(|| all.iter().rfind(at_employer));
    let said = |one: &view::client::Coaching| {
        let end = one.details.einde.as_deref().and_then(|day| day.parse::<civil::Date>().ok());
        let end = end.map(|end| format!(" (t/m {})", end.strftime("%d-%m-%Y")));
        format!("{}{}", one.name, end.unwrap_or_default())
    };
    all.iter().filter(|one| counts.is_none_or(|counts| !std::ptr::eq(*one, counts))).map(said).collect()
}
