//! A request or a plan against the rules of the body it is for, on the day it begins.

use std::sync::Arc;

use jiff::civil;
use rust_decimal::Decimal;

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::record::value::gemeente;
use crate::rules::catalogue::Rules;
use crate::rules::fact::{MAX_MONTHS, dutch};
use crate::rules::judge::{Breach, Plan, judge};
use crate::rules::ruling::{Ruling, Scheme};

use crate::checks::support::named::Named;
use crate::checks::support::plan::plan;
use crate::checks::support::subject::Subject;

/// The codes of its findings, each with a Dutch title.
pub const CODES: [(&str, &str); 12] = [
    ("regel-boven-maximum", "Er wordt meer begeleiding gevraagd dan de regeling toestaat"),
    ("regel-contract-te-kort", "Het contract is korter dan de regeling vraagt"),
    ("regel-duur-ongekend", "De begeleiding duurt langer dan enige bekende regeling toestaat"),
    ("regel-loonwaarde-te-laag", "De loonwaarde is lager dan de regeling vraagt"),
    ("regel-loonwaarde-uitzondering", "De loonwaarde is alleen bij uitzondering hoog genoeg"),
    ("regel-periode-te-lang", "De periode is langer dan in één keer wordt toegekend"),
    ("regel-regime-onbekend", "De regeling kent dit regime niet"),
    ("regel-regime-zonder-motivatie", "Het zwaarste regime is niet gemotiveerd"),
    ("regel-stuk-ontbreekt", "Een vereist stuk staat niet bij de bijlagen"),
    ("regel-te-lang", "De begeleiding duurt langer dan de regeling toestaat"),
    ("regel-uren-te-weinig", "Er zijn minder contracturen dan de regeling vraagt"),
    ("regel-uren-uitzondering", "De contracturen zijn alleen bij uitzondering genoeg"),
];

/// The kinds of form that ask for coaching.
const ASKING: [&str; 4] = ["aanmelding", "aanvraag", "vervolgaanvraag", "plan_van_aanpak"];

static BEGIN: Named = Named::new("begeleiding.begin");
static FORM_DATE: Named = Named::new("formulier.datum");
static ORGANISER: Named = Named::new("jobcoach.georganiseerd_door");
static EMPLOYER: Named = Named::new("jobcoach.in_dienst_van");
static GEMEENTE: Named = Named::new("gemeente.naam");

/// All in which a form that asks for coaching goes beyond the rules; nothing where its day is not known.
pub(super) fn put(record: &Subject<'_>, mapping: Option<&Mapping>, rules: &Rules) -> Vec<Finding> {
    if !ASKING.contains(&record.form.kind.as_str()) {
        return Vec::new();
    }
    let Some(day) = day(record) else { return Vec::new() };
    let plan = plan(record, mapping);
    let rulings = rulings(record, mapping, day, rules);
    let found = breaches(&plan, &rulings, day).into_iter().chain(longer_than_any(&plan, &rulings, day, rules));
    found.map(|breach| at_its_place(&breach, record)).collect()
}

/// Where the body names no longest duration: longer than any ruling that holds allows.
fn longer_than_any(plan: &Plan, rulings: &[&Ruling], day: civil::Date, rules: &Rules) -> Option<Breach> {
    if rulings.iter().any(|ruling| ruling.number(MAX_MONTHS).is_some()) {
        return None;
    }
    let holding = rules.all().filter(|ruling| ruling.validity.holds_on(day));
    let longest = holding.filter_map(|ruling| Some((ruling.number(MAX_MONTHS)?, ruling)));
    let (most, ruling) = longest.max_by_key(|(most, ruling)| (*most, !ruling.evidence.level.second_hand()))?;
    let months = Decimal::from(plan.months_in_all?);
    (months > most).then(|| Breach {
        code: "regel-duur-ongekend",
        field: "begeleiding.einde",
        with: vec![("months", dutch(months)), ("most", dutch(most))],
        rule: ruling.cited().to_owned(),
        source: ruling.evidence.source.clone(),
        second_hand: false,
    })
}

/// The same for so many months of coaching in all, where the form by itself is not too long already.
pub(super) fn too_long(record: &Subject<'_>, months: u32, rules: &Rules) -> Vec<Finding> {
    const CODES: [&str; 2] = ["regel-te-lang", "regel-duur-ongekend"];
    let is_said = |found: &Finding| CODES.contains(&found.code.as_ref());
    if !ASKING.contains(&record.form.kind.as_str()) || put(record, None, rules).iter().any(is_said) {
        return Vec::new();
    }
    let Some(day) = day(record) else { return Vec::new() };
    let plan = Plan { months_in_all: Some(months), ..Plan::default() };
    let rulings = rulings(record, None, day, rules);
    let found = breaches(&plan, &rulings, day).into_iter().chain(longer_than_any(&plan, &rulings, day, rules));
    found.map(|breach| at_its_place(&breach, record)).collect()
}

/// In what a period that is planned on a form, with all before it, lasts longer than is given: in the words in which a form
/// that asks it is remarked on.
pub fn lasts_too_long(next: &Record, mapping: &Mapping, months: (Option<u32>, u32), rules: &Rules) -> Vec<Finding> {
    const TOO_LONG: [&str; 3] = ["regel-te-lang", "regel-periode-te-lang", "regel-duur-ongekend"];
    let of_form = Record { form: Arc::clone(&mapping.head), ..next.clone() };
    let record = &Subject::of(&of_form);
    let Some(day) = day(record) else { return Vec::new() };
    let plan = Plan { months: months.0, months_in_all: Some(months.1), ..Plan::default() };
    let rulings = rulings(record, Some(mapping), day, rules);
    let found = breaches(&plan, &rulings, day).into_iter().chain(longer_than_any(&plan, &rulings, day, rules));
    found.filter(|breach| TOO_LONG.contains(&breach.code)).map(|breach| breach.finding()).collect()
}

/// The day on which coaching begins, else that of the form.
fn day(record: &Subject<'_>) -> Option<civil::Date> {
    BEGIN.date(record).or_else(|| FORM_DATE.date(record)).and_then(|(_, date)| date.first_day())
}

/// The ruling of the body, or those of its schemes where the form does not say which it is.
fn rulings<'r>(record: &Subject<'_>, mapping: Option<&Mapping>, day: civil::Date, rules: &'r Rules) -> Vec<&'r Ruling> {
    // Werkfit is a provision of its own, under no rules for jobcoaching.
    if mapping.is_some_and(|mapping| mapping.about.scheme == Some("werkfit")) {
        return Vec::new();
    }
    let of = |body: &str| -> Vec<&'r Ruling> {
        let all = rules.all_for(body, day);
        let first = |scheme: &Scheme| all.iter().find(|ruling| ruling.scheme == Some(*scheme)).copied();
        let schemes: Vec<&Ruling> = wanted(record, mapping).iter().filter_map(first).collect();
        if schemes.is_empty() { all.into_iter().take(1).collect() } else { schemes }
    };
    let own = of(&record.form.body);
    match GEMEENTE.text(record).and_then(|(_, name)| gemeente::code(name)) {
        Some(code) if own.is_empty() => of(code),
        _ => own,
    }
}

/// The scheme of the form itself, else internal for who is employed or hired by the employer; either where nothing
/// tells.
fn wanted(record: &Subject<'_>, mapping: Option<&Mapping>) -> &'static [Scheme] {
    let told = ORGANISER.text(record).or_else(|| EMPLOYER.text(record)).map(|(_, word)| word);
    match mapping.and_then(|mapping| mapping.about.scheme).or(told) {
        Some("werkgever" | "intern") => &[Scheme::Intern],
        Some(_) => &[Scheme::Extern],
        None => &[Scheme::Extern, Scheme::Intern],
    }
}

/// What is beyond all rulings that may be meant.
fn breaches(plan: &Plan, rulings: &[&Ruling], day: civil::Date) -> Vec<Breach> {
    let mut each = rulings.iter().map(|ruling| judge(plan, ruling, day));
    let Some(mut found) = each.next() else { return Vec::new() };
    for other in each {
        found.retain(|breach| other.iter().any(|one| one.is_like(breach)));
    }
    found
}

/// At the answer that goes too far; a form that tells no end of the coaching tells its length, or its begin alone.
fn at_its_place(breach: &Breach, record: &Subject<'_>) -> Finding {
    let finding = breach.finding();
    let ends = if breach.field == "begeleiding.einde" { &["begeleiding.duur", "begeleiding.begin"][..] } else { &[] };
    let mut fields = [breach.field].into_iter().chain(ends.iter().copied()).filter_map(|id| Schema::common().id(id));
    match fields.find_map(|field| record.answers_to(field).first()) {
        Some(answer) => finding.place(answer.place.clone()),
        None => finding,
    }
}
