//! What the period of coaching asks: an extension to be asked in time, an evaluation, a contract that ends first.

use jiff::ToSpan;
use jiff::civil;
use rust_decimal::prelude::ToPrimitive;

use crate::dossier::Dossier;
use crate::dossier::chosen::EndOfCoaching;
use crate::dossier::days::end_after;
use crate::record::value::date::Date;
use crate::record::value::{Value, gemeente};
use crate::report::evaluations;
use crate::report::wording::shown::long_date;
use crate::rules::fact;
use crate::rules::ruling::{Ruling, Scheme};
use crate::text::dutch::counted;

use super::{Case, Found};

/// How long before the end an extension is asked where no rule of the body says so.
const USUAL_WEEKS: u32 = 8;

/// The extension is to be asked so many weeks before the end, by the body's rule where it has one.
pub(super) fn extension(case: &Case<'_>) -> Option<Found> {
    let EndOfCoaching { day: end, computed } = case.dossier.end_of_coaching()?;
    if case.dossier.closed_without_day().is_some() {
        return Some(undated("Nakijken: op welke dag eindigde de begeleiding?", CLOSED_WITHOUT_DAY.to_owned()));
    }
    let asked = || case.dossier.request_without_period().is_some() && end >= case.today;
    if case.dossier.closed_on().is_some() || asked() {
        return None;
    }
    let ruling = ruling(case, end);
    let stated = ruling.filter(|ruling| ruling.number(fact::DEADLINE_WEEKS).is_some());
    let stated = stated.or_else(|| last_stated(case, end));
    let ruled = stated.and_then(|ruling| Some((ruling.number(fact::DEADLINE_WEEKS)?.to_u32()?, ruling)));
    let weeks = ruled.map_or(USUAL_WEEKS, |(weeks, _)| weeks);
    let mut why = format!("De begeleiding eindigt op {}", words(end));
    if computed {
        why.push_str(" (berekend uit begin en duur)");
    }
    match ruled {
        Some((weeks, ruling)) => {
            why.push_str(&format!(
                "; aanvragen ten minste {} vooraf volgens {}.",
                counted(weeks, "week", "weken"),
                dated(ruling, case.today)
            ));
        }
        None => why.push_str(&format!(
            "; {} vooraf aangehouden, een termijn van deze instantie is niet bekend.",
            counted(weeks, "week", "weken")
        )),
    }
    if let Some(most) = ruling.and_then(|ruling| reached(case, ruling)) {
        why.push_str(&most);
    }
    if case.dossier.refused_request().is_some() {
        why.push_str(" Een eerdere aanvraag hiervoor is afgewezen.");
    }
    let body = case.gemeente.map(|body| format!(" bij {body}")).unwrap_or_default();
    if end < case.today {
        return Some(Found {
            kind: "verlenging",
            title: format!("Afsluiten{body}, of alsnog verlengen"),
            why: format!(
                "De begeleiding eindigde op {}; geen formulier zegt dat zij is afgesloten of verlengd.",
                words(end)
            ),
            day: Some(end),
            which: String::new(),
            coaching: None,
        });
    }
    Some(Found {
        kind: "verlenging",
        title: format!("Verlenging aanvragen{body}, of afsluiten"),
        why,
        day: end.checked_sub(i64::from(weeks).weeks()).ok(),
        which: String::new(),
        coaching: None,
    })
}

const CLOSED_WITHOUT_DAY: &str =
    "Een formulier sluit de begeleiding af en zegt niet op welke dag; een verlenging wordt daarom niet genoemd.";

/// Something about the extension that has no day.
fn undated(title: &str, why: String) -> Found {
    Found { kind: "verlenging", title: title.to_owned(), why, day: None, which: String::new(), coaching: None }
}

/// What is left to do about a request that was refused.
pub(super) fn refused(case: &Case<'_>) -> Found {
    let body = case.gemeente.map(|body| format!(" bij {body}")).unwrap_or_default();
    let decided = case.dossier.date("begeleiding.besluit_datum").map(long_date);
    let on = decided.map(|day| format!(" (besluit van {day})")).unwrap_or_default();
    undated(
        &format!("Bezwaar maken of opnieuw aanvragen{body}, of afsluiten"),
        format!("De aanvraag is afgewezen{on}; daarom staan hier geen termijnen."),
    )
}

/// A conversation that was agreed on after the end.
pub(super) fn after_end(case: &Case<'_>) -> Option<Found> {
    Some(Found {
        kind: "evaluatie",
        title: "Gesprek na afloop".to_owned(),
        why: "Op een formulier van na de begeleiding staat dat er op deze dag een gesprek is.".to_owned(),
        day: Some(evaluations::after_end(case.dossier)?),
        which: "na afloop".to_owned(),
        coaching: None,
    })
}

/// That the longest time of the body is reached.
fn reached(case: &Case<'_>, ruling: &Ruling) -> Option<String> {
    let most = ruling.number(fact::MAX_MONTHS)?.to_u32()?;
    let months = case.dossier.periods().months();
    (months >= most).then(|| {
        format!(
            " Let op: de formulieren tellen {months} maanden begeleiding, en {} geeft er ten hoogste {most}.",
            ruling.name
        )
    })
}

/// The evaluations that are due, of the period that counts and of the one before it while that runs: as a form says, else by
/// the body's rule.
pub(super) fn evaluation(case: &Case<'_>) -> Vec<Found> {
    let (running, number) = evaluations::running_before(case.dossier, case.today);
    let mut found = of_period(case, case.dossier, number);
    for period in &running {
        let own = of_period(&Case { dossier: &period.dossier, ..*case }, case.dossier, period.number);
        let known: Vec<_> = found.iter().map(|one| one.day).collect();
        found.extend(own.into_iter().filter(|one| !known.contains(&one.day)));
    }
    // of one that was said to end there is none after that day
    let closed = case.dossier.closed_on();
    found.retain(|one| closed.is_none_or(|closed| one.day.is_none_or(|day| day <= closed)));
    found
}

/// The evaluations of one period; `newest` may tell that it was evaluated.
fn of_period(case: &Case<'_>, newest: &Dossier<'_>, number: usize) -> Vec<Found> {
    let next = evaluations::next(case.dossier).map(|day| (day, "Zo staat het op het formulier.".to_owned()));
    let planned = evaluations::planned(case.dossier, case.today);
    let planned = planned.map(|day| (day, "Op het formulier staat dat er op deze dag wordt geëvalueerd.".to_owned()));
    let next = next.or_else(|| if planned.is_some() { None } else { ruled_evaluation(case) });
    let done = evaluations::done(case.dossier, newest, case.today);
    let same = next.as_ref().map(|(day, _)| *day);
    // the first period has the identifiers that it had when it was the only one
    let period = if number == 0 { String::new() } else { format!("periode {}", number + 1) };
    let one = |(day, why), which: String| Found {
        kind: "evaluatie",
        title: "Evalueren".to_owned(),
        why,
        day: Some(day),
        which,
        coaching: None,
    };
    let next = next.map(|told| one(told, period.clone()));
    let planned = planned.filter(|(day, _)| same != Some(*day)).map(|told| one(told, format!("gepland {period}")));
    let open = |found: &Found| found.day.is_some_and(|due| done.is_none_or(|done| done < due));
    [next, planned].into_iter().flatten().filter(open).collect()
}

/// So many months after the last one, or after the begin, where that is before the end.
fn ruled_evaluation(case: &Case<'_>) -> Option<(civil::Date, String)> {
    let begin = case.dossier.date("begeleiding.begin").and_then(Date::first_day)?;
    let end = case.dossier.end_of_coaching()?.day;
    let ruling = ruling(case, begin)?;
    let months = ruling.number(fact::REPORT_MONTHS)?.to_u32()?;
    let from =
        evaluations::last(case.dossier, case.today).filter(|last| *last >= begin && *last <= end).unwrap_or(begin);
    let due = from.checked_add(i64::from(months).months()).ok()?.yesterday().ok()?;
    let why = format!("{} vraagt elke {months} maanden een verslag; gerekend vanaf {}.", ruling.name, words(from));
    (due <= end).then_some((due, why))
}

/// A contract that ends before the coaching does.
pub(super) fn contract(case: &Case<'_>) -> Option<Found> {
    let dossier = case.dossier;
    let written = dossier.date("dienstverband.einde").and_then(Date::last_day);
    let counted = || {
        let begin = dossier.date("dienstverband.begin")?.day()?;
        let Value::Duration(length) = dossier.newest("dienstverband.duur")? else { return None };
        end_after(begin, length)
    };
    let contract = written.or_else(counted)?;
    let end = dossier.end_of_coaching()?.day;
    (contract < end && contract >= dossier.date("begeleiding.begin").and_then(Date::first_day).unwrap_or(contract))
        .then(|| Found {
            kind: "dienstverband",
            title: "Vragen of het dienstverband wordt verlengd".to_owned(),
            why: format!("Het dienstverband eindigt op {}, vóór de begeleiding ({}).", words(contract), words(end)),
            day: Some(contract),
            which: String::new(),
            coaching: None,
        })
}

/// For how many years a ruling without an end is taken to hold without a word.
const UNSEEN_YEARS: i16 = 2;

/// A ruling by its name, with its date where it is not sure that it still holds: `UWV - interne jobcoach (2015, niet gezien of
/// die nog geldt)`
fn dated(ruling: &Ruling, today: civil::Date) -> String {
    let Some(from) = ruling.validity.from() else { return ruling.name.clone() };
    match ruling.validity.in_force_until.filter(|until| *until < today) {
        Some(until) => format!(
            "{} ({} tot en met {}; niet gezien of die termijn nog geldt)",
            ruling.name,
            from.year(),
            words(until)
        ),
        None if today.year() - from.year() > UNSEEN_YEARS => {
            format!("{} ({}, niet gezien of die nog geldt)", ruling.name, from.year())
        }
        None => ruling.name.clone(),
    }
}

/// The bodies that may decide, by their codes: a gemeente that is named decides before the body whose form it was written on.
fn bodies(case: &Case<'_>) -> impl Iterator<Item = String> {
    let named = match case.dossier.newest("gemeente.naam") {
        Some(Value::Text(name)) => gemeente::code(&name).map(str::to_owned),
        _ => None,
    };
    let of_forms: Vec<String> = case.dossier.forms.iter().map(|form| form.form.body.clone()).collect();
    named.into_iter().chain(of_forms)
}

/// The last ruling of the body that decides which states when to ask, of the scheme where that is known.
fn last_stated<'r>(case: &Case<'r>, on: civil::Date) -> Option<&'r Ruling> {
    let scheme = match coaching(case) {
        Coaching::None => return None,
        Coaching::OfAnyScheme => None,
        Coaching::Of(scheme) => Some(scheme),
    };
    let day = on.min(case.today);
    let body = bodies(case).next()?;
    case.rules.last_to_state(&body, scheme, fact::DEADLINE_WEEKS, day)
}

/// What the body that decides ruled for a day.
fn ruling<'r>(case: &Case<'r>, on: civil::Date) -> Option<&'r Ruling> {
    let day = on.min(case.today);
    let scheme = match coaching(case) {
        Coaching::None => return None,
        Coaching::OfAnyScheme => None,
        Coaching::Of(scheme) => Some(scheme),
    };
    let of = |body: String| {
        let all = case.rules.all_for(&body, day);
        all.iter().find(|ruling| scheme.is_some() && ruling.scheme == scheme).or(all.first()).copied()
    };
    bodies(case).find_map(of)
}

/// Which rules for jobcoaching apply.
enum Coaching {
    /// It is no jobcoaching: none.
    None,
    OfAnyScheme,
    Of(Scheme),
}

/// The scheme that the coaching falls under: of the newest form that is for one scheme only, else of who hires the
/// coach.
fn coaching(case: &Case<'_>) -> Coaching {
    let of_form = case.dossier.forms.iter().find_map(|form| case.known_forms.get(&*form.form.id)?.scheme);
    let hires = ["jobcoach.georganiseerd_door", "jobcoach.in_dienst_van"];
    let hired = || match hires.iter().find_map(|id| case.dossier.newest(id))? {
        Value::Text(word) => Some(word.to_string()),
        _ => None,
    };
    match of_form.map(str::to_owned).or_else(hired).as_deref() {
        Some("werkfit") => Coaching::None,
        Some("werkgever" | "intern") => Coaching::Of(Scheme::Intern),
        Some(_) => Coaching::Of(Scheme::Extern),
        None => Coaching::OfAnyScheme,
    }
}

fn words(day: civil::Date) -> String {
    long_date(Date::Day(day))
}
