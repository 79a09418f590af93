//! The evaluations that a client's forms tell of: that of the period that counts, and that of the one before it for as long
//! as it runs. A form that asks the next period says nothing of the evaluation of this one.

use jiff::civil;

use crate::dossier::Dossier;
use crate::dossier::recency::form_date;
use crate::record::schema::Schema;
use crate::record::value::date::Date;

const ON: &str = "voortgang.evaluatiedatum";
const UNTIL: &str = "voortgang.einde";
const NEXT: &str = "voortgang.volgende_evaluatie";
/// What a plan tells of progress before there is any.
const OF_PLANS: [&str; 4] = [ON, NEXT, "voortgang.overdracht", "voortgang.afspraken"];

/// A period of coaching in which something is evaluated.
pub(super) struct Period<'a> {
    pub dossier: Dossier<'a>,
    /// How many periods were before it: its number stays when a later one is asked.
    pub number: usize,
}

/// The periods before the one that counts that still run, the last of them first, and the number of the one that counts.
pub(super) fn running_before<'a>(dossier: &Dossier<'a>, today: civil::Date) -> (Vec<Period<'a>>, usize) {
    let mut before = Vec::new();
    let mut next = dossier.previous_period();
    while let Some(period) = next {
        next = period.previous_period();
        // an hours list of earlier days tells of no period of coaching
        if period.date("begeleiding.begin").is_some() {
            before.push(period);
        }
    }
    let count = before.len();
    let runs = |period: &Period| {
        let closed = period.dossier.date("uitkomst.datum_einde").and_then(Date::last_day);
        closed.is_none_or(|day| day > today) && period.dossier.end_of_coaching().is_some_and(|end| end.day >= today)
    };
    let periods = before.into_iter().enumerate().map(|(n, dossier)| Period { dossier, number: count - 1 - n });
    (periods.filter(runs).collect(), count)
}

/// The day of the next evaluation as the forms of a period tell it.
pub(super) fn next(dossier: &Dossier<'_>) -> Option<civil::Date> {
    dossier.date(NEXT).filter(|_| !dossier.is_refused()).and_then(Date::first_day)
}

/// The day for which an evaluation is planned: it is still to come, or it is later than the form that tells it, which says
/// nothing of how it went.
pub(super) fn planned(dossier: &Dossier<'_>, today: civil::Date) -> Option<civil::Date> {
    let schema = Schema::common();
    // of what was refused nothing is evaluated
    let day = dossier.date(ON).filter(|_| !dossier.is_refused()).and_then(Date::first_day)?;
    if day > today {
        return Some(day);
    }
    let form = dossier.forms[dossier.deciding_form(schema.id(ON)?)?];
    let reports = schema
        .of_group("voortgang")
        .any(|(id, field)| !OF_PLANS.contains(&field.id.as_str()) && !form.answers_to(id).is_empty());
    let written = form_date(form).and_then(Date::last_day)?;
    (!reports && written < day).then_some(day)
}

/// The day of a conversation after the coaching ended, as a form tells it that was written after the end.
pub(super) fn after_end(dossier: &Dossier<'_>) -> Option<civil::Date> {
    let ended = dossier.closed_on()?;
    let at = dossier.deciding_form(Schema::common().id(NEXT)?)?;
    let form = dossier.forms[at];
    let written = form_date(form).and_then(Date::first_day);
    // what tells a period too is a plan of before that came in late
    let later = dossier.is_after_care(at) && written.is_some_and(|written| written >= ended);
    next(dossier).filter(|day| later && form.value("uitkomst.datum_einde").is_none() && *day > ended)
}

/// The last day up to which a period was evaluated, as its own forms or the newest tell: what was due by then is done.
pub(super) fn done(period: &Dossier<'_>, newest: &Dossier<'_>, today: civil::Date) -> Option<civil::Date> {
    [period, newest].into_iter().filter_map(|told| last(told, today)).max()
}

/// The last day that was evaluated or reported on.
pub(super) fn last(dossier: &Dossier<'_>, today: civil::Date) -> Option<civil::Date> {
    let held = if planned(dossier, today).is_some() { None } else { dossier.date(ON) };
    // that visits were added up to a day evaluates nothing
    let reports = Schema::common()
        .id(UNTIL)
        .and_then(|field| dossier.deciding_form(field))
        .is_some_and(|form| dossier.forms[form].form.kind != "urenverantwoording");
    [held, dossier.date(UNTIL).filter(|_| reports)].into_iter().flatten().filter_map(Date::first_day).max()
}
