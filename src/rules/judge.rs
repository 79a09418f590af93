//! A plan against the rules of its body: what goes beyond them, each with the rule and its source.

use jiff::civil;
use rust_decimal::Decimal;

use crate::finding::{Finding, Lang, Severity};
use crate::text::normalize::fold;

use super::convert::{Base, Notation, to_half_year};
use super::fact::{self, Fact, FactValue, dutch};
use super::outcome::{Assumption, Hours, Refusal};
use super::person::{CoachingYear, Given, Person, WorkHours};
use super::ruling::{Ruling, same_regime};

/// What a plan says, as far as it says it.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub work: Option<WorkHours>,
    pub contract_months: Option<u32>,
    /// From 0 to 100.
    pub loonwaarde: Option<Decimal>,
    pub year: Option<CoachingYear>,
    pub regime: Option<String>,
    /// Whether the plan says why this regime.
    pub regime_motivated: Option<bool>,
    /// The coaching that is asked.
    pub asked: Option<Notation>,
    /// The hourly rate in the plan, in euros.
    pub tariff: Option<Decimal>,
    /// The months for which it is asked.
    pub months: Option<u32>,
    /// At least so many months of coaching at this employer in all, these included.
    pub months_in_all: Option<u32>,
    /// The documents that are attached, in the words of the form.
    pub documents: Option<Vec<String>>,
}

/// Something of a plan that goes beyond a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Breach {
    /// A code of the findings: `regel-uren-te-weinig`.
    pub code: &'static str,
    /// The field of the common schema it is about.
    pub field: &'static str,
    pub with: Vec<(&'static str, String)>,
    /// What the rule is cited as.
    pub rule: String,
    pub source: String,
    /// The rule is known from somebody else's account.
    pub second_hand: bool,
}

impl Breach {
    /// Whether both go beyond the same thing, though perhaps in another rule.
    pub fn is_like(&self, other: &Self) -> bool {
        let document = |breach: &Self| breach.with.iter().find(|(name, _)| *name == "document").cloned();
        self.code == other.code && document(self) == document(other)
    }

    /// As a finding; no more than a note where the rule is second-hand.
    pub fn finding(&self) -> Finding {
        let mut finding = Finding::new(self.code).field(self.field);
        for (name, what) in &self.with {
            finding = finding.with(name, what);
        }
        if self.second_hand {
            finding.severity = Severity::Note;
        }
        finding.with("rule", &self.rule).with("source", &self.source)
    }
}

/// The fewest and the most weeks of work that a year is taken to have: a text that names none may mean either.
const WEEKS: [u32; 2] = [48, 52];

/// Forms count in whole minutes: so much above a maximum, a minute and a hundredth of an hour, is no breach.
fn tolerance() -> Decimal {
    Decimal::new(27, 3)
}

/// All in which the plan goes beyond a ruling on a date: nothing where the ruling does not hold then, and nothing about
/// what the plan does not say or what was not seen of the rule.
pub fn judge(plan: &Plan, ruling: &Ruling, date: civil::Date) -> Vec<Breach> {
    if !ruling.validity.holds_on(date) {
        return Vec::new();
    }
    let given = Given::on(date);
    let mut breaches = Vec::new();
    breaches.extend(work_hours(plan, ruling, &given));
    breaches.extend(loonwaarde(plan, ruling));
    breaches.extend(contract(plan, ruling));
    breaches.extend(amount(plan, ruling, &given));
    breaches.extend(unmotivated(plan, ruling));
    breaches.extend(too_long(plan, ruling));
    breaches.extend(period(plan, ruling));
    breaches.extend(documents(plan, ruling));
    breaches
}

fn breach(
    ruling: &Ruling,
    code: &'static str,
    field: &'static str,
    with: impl IntoIterator<Item = (&'static str, String)>,
) -> Breach {
    Breach {
        code,
        field,
        with: with.into_iter().collect(),
        rule: ruling.cited().to_owned(),
        source: ruling.evidence.source.clone(),
        second_hand: ruling.evidence.level.second_hand(),
    }
}

fn work_hours(plan: &Plan, ruling: &Ruling, given: &Given) -> Option<Breach> {
    const FIELD: &str = "dienstverband.uren_per_week";
    let base = ruling.base(&Person { work: plan.work, ..Person::default() }, given);
    let hours = match (plan.work?, base.weeks) {
        (WorkHours::PerWeek(hours), _) => hours,
        (WorkHours::PerYear(hours), Some(weeks)) => hours.checked_div(weeks.per_year)?,
        (WorkHours::PerYear(_), None) => return None,
    };
    if let Some(over) = ruling.number(fact::MORE_THAN_HOURS).filter(|over| hours <= *over) {
        let with = [("is", dutch(hours)), ("least", format!("> {}", dutch(over)))];
        return Some(breach(ruling, "regel-uren-te-weinig", FIELD, with));
    }
    let minimum = Minimum {
        least: fact::MIN_HOURS,
        floor: fact::FLOOR_HOURS,
        too_low: "regel-uren-te-weinig",
        exception: "regel-uren-uitzondering",
        field: FIELD,
    };
    let mut breach = below(ruling, hours, &minimum)?;
    breach.with.push(("is", dutch(hours)));
    Some(breach)
}

fn loonwaarde(plan: &Plan, ruling: &Ruling) -> Option<Breach> {
    let minimum = Minimum {
        least: fact::MIN_LOONWAARDE,
        floor: fact::FLOOR_LOONWAARDE,
        too_low: "regel-loonwaarde-te-laag",
        exception: "regel-loonwaarde-uitzondering",
        field: "doelgroep.loonwaarde",
    };
    below(ruling, plan.loonwaarde?, &minimum)
}

/// The least that a body asks of a field, the floor to which it makes exceptions, and the findings on what is below
/// either.
struct Minimum {
    least: Fact,
    floor: Fact,
    too_low: &'static str,
    exception: &'static str,
    field: &'static str,
}

/// Below the least (how far is not said: a wage value is nobody's business), with another code where the floor for
/// exceptions is still kept.
fn below(ruling: &Ruling, is: Decimal, minimum: &Minimum) -> Option<Breach> {
    let least = ruling.number(minimum.least).filter(|least| is < *least)?;
    let with = [("least", dutch(least))];
    if ruling.number(minimum.floor).is_none_or(|floor| is < floor) {
        return Some(breach(ruling, minimum.too_low, minimum.field, with));
    }
    let condition = match ruling.fact(fact::FLOOR_CONDITION) {
        Some(FactValue::Text(condition)) => condition.clone(),
        _ => "niet gezien".to_owned(),
    };
    Some(breach(ruling, minimum.exception, minimum.field, with.into_iter().chain([("condition", condition)])))
}

fn contract(plan: &Plan, ruling: &Ruling) -> Option<Breach> {
    let months = Decimal::from(plan.contract_months?);
    let least = ruling.number(fact::MIN_CONTRACT).filter(|least| months < *least)?;
    let with = [("months", dutch(months)), ("least", dutch(least))];
    Some(breach(ruling, "regel-contract-te-kort", "dienstverband.einde", with))
}

/// More than the regime's maximum, or a regime that the body does not know.
fn amount(plan: &Plan, ruling: &Ruling, given: &Given) -> Option<Breach> {
    let given = Given { tariff: plan.tariff, ..*given };
    let people = people(plan, ruling);
    if let Some(Err(Refusal::RegimeUnknown { asked, known })) = people.first().map(|p| ruling.half_year(p, &given)) {
        let with = [("regime", asked), ("known", known.join(", "))];
        return Some(breach(ruling, "regel-regime-onbekend", "begeleiding.regime", with));
    }
    let asked = plan.asked?;
    let over =
        people.iter().flat_map(|person| WEEKS.map(|weeks| over_maximum(asked, person, ruling, &given.weeks(weeks))));
    let over: Option<Vec<(Hours, Hours)>> = over.collect();
    let (asked, most) = over?.into_iter().max_by_key(|(_, most)| most.hours)?;
    let figure = |hours: &Hours| dutch(hours.rounded());
    let with = [
        ("asked", figure(&asked)),
        ("most", figure(&most)),
        ("basis", most.basis(Lang::Nl)),
        ("basis_en", most.basis(Lang::En)),
    ];
    Some(breach(ruling, "regel-boven-maximum", "begeleiding.uren_aangevraagd", with))
}

/// All whom the plan may mean where it names no year or no regime: only what is too much for each of them is a breach.
fn people(plan: &Plan, ruling: &Ruling) -> Vec<Person> {
    let years = plan.year.map_or(CoachingYear::ALL.to_vec(), |year| vec![year]);
    let intensity = ruling.intensity.as_ref().filter(|intensity| intensity.method.by_regime());
    let regimes: Vec<Option<String>> = match (&plan.regime, intensity) {
        (None, Some(intensity)) => intensity.regimes.iter().map(|regime| Some(regime.name.clone())).collect(),
        (regime, _) => vec![regime.clone()],
    };
    let person =
        |year, regime: &Option<String>| Person { work: plan.work, year, regime: regime.clone(), months: plan.months };
    years.iter().flat_map(|year| regimes.iter().map(|regime| person(*year, regime))).collect()
}

/// What is asked and the most that is given, where the one is more than the other.
fn over_maximum(asked: Notation, person: &Person, ruling: &Ruling, given: &Given) -> Option<(Hours, Hours)> {
    let most = ruling.half_year(person, given).ok()?;
    let is_maximum = most.assumptions.contains(&Assumption::Ceiling);
    let asked = to_half_year(asked, &Base { reference: None, ..ruling.base(person, given) }).ok()?;
    (is_maximum && asked.hours > most.hours + tolerance()).then_some((asked, most))
}

fn unmotivated(plan: &Plan, ruling: &Ruling) -> Option<Breach> {
    let exceptional = ruling.intensity.as_ref()?.exceptional_regime.as_ref()?;
    let asked = plan.regime.as_ref().filter(|asked| same_regime(asked, exceptional))?;
    let with = [("regime", asked.replace('_', " "))];
    (plan.regime_motivated == Some(false))
        .then(|| breach(ruling, "regel-regime-zonder-motivatie", "begeleiding.regime_motivatie", with))
}

fn too_long(plan: &Plan, ruling: &Ruling) -> Option<Breach> {
    let months = Decimal::from(plan.months_in_all?);
    let most = ruling.number(fact::MAX_MONTHS).filter(|most| months > *most)?;
    let extension = match ruling.fact(fact::EXTENSION) {
        Some(FactValue::Text(extension)) => extension.clone(),
        _ => "niet gezien".to_owned(),
    };
    let with = [("months", dutch(months)), ("most", dutch(most)), ("extension", extension)];
    Some(breach(ruling, "regel-te-lang", "begeleiding.einde", with))
}

fn period(plan: &Plan, ruling: &Ruling) -> Option<Breach> {
    let months = Decimal::from(plan.months?);
    let most = ruling.number(fact::GRANT_PERIOD).filter(|most| months > *most)?;
    let with = [("months", dutch(months)), ("most", dutch(most))];
    Some(breach(ruling, "regel-periode-te-lang", "begeleiding.einde", with))
}

/// The attachments that are missing: of each the rule names what it may be called, with "of" between.
fn documents(plan: &Plan, ruling: &Ruling) -> Vec<Breach> {
    let Some(there) = &plan.documents else { return Vec::new() };
    let there: Vec<String> = there.iter().map(|name| fold(name)).collect();
    let is_there =
        |names: &&String| names.split(" of ").any(|name| there.iter().any(|told| told.contains(&fold(name))));
    let missing = ruling.texts(fact::ATTACHMENTS).iter().filter(|names| !is_there(names));
    missing
        .map(|name| breach(ruling, "regel-stuk-ontbreekt", "formulier.bijlagen", [("document", name.clone())]))
        .collect()
}
