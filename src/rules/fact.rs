//! Which facts a file of rules may state: one table of keys, with the kind and the Dutch label of each.

use rust_decimal::Decimal;

/// What kind of thing is said under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Texts,
    YesNo,
    /// A number from zero, with its unit in Dutch.
    Number(&'static str),
    /// A number per regime, with its unit in Dutch.
    ByRegime(&'static str),
}

/// What is said. A fact that is not there was not seen, which is never "no".
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    Text(String),
    Texts(Vec<String>),
    YesNo(bool),
    Number(Decimal),
    /// By the schema word of the regime: `zeer_licht`.
    ByRegime(Vec<(String, Decimal)>),
}

/// A key of a file of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    pub section: &'static str,
    pub key: &'static str,
    pub kind: Kind,
    /// In Dutch, for the reader of a comparison.
    pub label: &'static str,
}

const fn fact(section: &'static str, key: &'static str, kind: Kind, label: &'static str) -> Fact {
    Fact { section, key, kind, label }
}

const HOURS: Kind = Kind::Number("uur per week");
const MONTHS: Kind = Kind::Number("maanden");
const WEEKS: Kind = Kind::Number("weken");
const PERCENT: Kind = Kind::Number("%");
const EURO: Kind = Kind::Number("euro");

pub const REGISTER: Fact = fact("entry", "doelgroepregister_required", Kind::YesNo, "Doelgroepregister verplicht");
pub const MIN_HOURS: Fact = fact("entry", "min_hours_per_week", HOURS, "Contracturen ten minste");
pub const MORE_THAN_HOURS: Fact = fact("entry", "more_than_hours_per_week", HOURS, "Contracturen meer dan");
pub const MIN_CONTRACT: Fact = fact("entry", "min_contract_months", MONTHS, "Contract ten minste");
pub const MIN_LOONWAARDE: Fact = fact("entry", "min_loonwaarde_percent", PERCENT, "Loonwaarde ten minste");
pub const FLOOR_HOURS: Fact = fact("entry", "floor_hours_per_week", HOURS, "Contracturen bij uitzondering ten minste");
pub const FLOOR_LOONWAARDE: Fact =
    fact("entry", "floor_loonwaarde_percent", PERCENT, "Bij uitzondering loonwaarde ten minste");
pub const FLOOR_CONDITION: Fact = fact("entry", "floor_condition", Kind::Text, "Voorwaarde voor de uitzondering");
pub const TRIAL_MONTHS: Fact = fact("proefplaatsing", "standard_months", MONTHS, "Proefplaatsing meestal");
pub const TRIAL_PERCENT: Fact =
    fact("proefplaatsing", "percent", Kind::ByRegime("%"), "Percentage tijdens proefplaatsing");
pub const TRIAL_AMOUNTS: Fact =
    fact("proefplaatsing", "amount_by_regime", Kind::ByRegime("euro"), "Bedrag voor de hele proefplaatsing");
pub const TRIAL_AMOUNT: Fact = fact("proefplaatsing", "amount", EURO, "Bedrag voor de hele proefplaatsing");
pub const MAX_MONTHS: Fact = fact("duration", "max_months", MONTHS, "Duur ten hoogste");
pub const GRANT_PERIOD: Fact = fact("duration", "grant_period_months", MONTHS, "Toekenning per");
/// How long before the begin, or before the end of what is extended, is to be asked.
pub const DEADLINE_WEEKS: Fact =
    fact("procedure", "application_deadline_weeks", WEEKS, "Aanvragen vóór begin, ten minste");
pub const REPORT_MONTHS: Fact = fact("evaluation", "report_every_months", MONTHS, "Verslag van de jobcoach elke");
pub const EXTENSION: Fact = fact("duration", "extension", Kind::Text, "Verlenging");
const REQUIRED_DOCUMENTS: Fact = fact("documents", "required", Kind::Texts, "Vereiste stukken en gegevens");
pub const ATTACHMENTS: Fact = fact("documents", "attachments", Kind::Texts, "Bijlagen bij de aanvraag");

/// All facts, in the order in which a comparison shows them.
pub static FACTS: &[Fact] = &[
    fact("entry", "applicant", Kind::Texts, "Wie vraagt aan"),
    fact("entry", "target_group", Kind::Texts, "Doelgroep"),
    REGISTER,
    MIN_HOURS,
    MORE_THAN_HOURS,
    MIN_CONTRACT,
    MIN_LOONWAARDE,
    FLOOR_HOURS,
    FLOOR_LOONWAARDE,
    FLOOR_CONDITION,
    fact("entry", "allowed_contracts", Kind::Texts, "Soort dienstverband"),
    fact("entry", "excluded", Kind::Texts, "Uitgesloten"),
    fact("entry", "delivery_forms", Kind::Texts, "Vorm"),
    fact("intensity", "basis", Kind::Text, "Grondslag van de omvang"),
    fact("intensity", "pro_rata_note", Kind::Text, "Naar rato"),
    fact("intensity", "switch_regime", Kind::Text, "Wisselen van regime"),
    fact("intensity", "group_rule", Kind::Text, "Groepsbegeleiding"),
    fact("intensity", "carry_forward_max_hours", Kind::ByRegime("uur"), "Uren meenemen naar later, ten hoogste"),
    fact("intensity", "carry_forward_condition", Kind::Text, "Voorwaarde voor meenemen"),
    fact("intensity", "carry_backward_max_hours", Kind::ByRegime("uur"), "Uren naar voren halen, ten hoogste"),
    fact("proefplaatsing", "covered", Kind::YesNo, "Jobcoach bij proefplaatsing"),
    TRIAL_MONTHS,
    fact("proefplaatsing", "max_months", MONTHS, "Proefplaatsing ten hoogste"),
    fact("proefplaatsing", "counts_towards_max_duration", Kind::YesNo, "Proefplaatsing telt mee voor de duur"),
    fact("proefplaatsing", "condition", Kind::Text, "Voorwaarde voor proefplaatsing"),
    TRIAL_PERCENT,
    TRIAL_AMOUNTS,
    TRIAL_AMOUNT,
    MAX_MONTHS,
    GRANT_PERIOD,
    fact("duration", "max_periods", Kind::Number("perioden"), "Aantal perioden ten hoogste"),
    EXTENSION,
    fact("duration", "new_term_on_new_employer", Kind::YesNo, "Nieuwe termijn bij nieuwe werkgever"),
    fact("duration", "deduct_earlier_periods", Kind::Text, "Eerdere perioden"),
    fact("evaluation", "review_every_months", MONTHS, "Nieuw besluit elke"),
    REPORT_MONTHS,
    fact("evaluation", "frequency", Kind::Text, "Hoe vaak geëvalueerd"),
    fact("evaluation", "as_agreed", Kind::YesNo, "Evaluatie naar afspraak"),
    fact("evaluation", "reports", Kind::Texts, "Verslagen"),
    fact("evaluation", "hour_registration", Kind::Text, "Urenregistratie"),
    REQUIRED_DOCUMENTS,
    ATTACHMENTS,
    fact("documents", "plan_name", Kind::Text, "Naam van het plan"),
    fact("documents", "plan_contents", Kind::Texts, "Inhoud van het plan"),
    fact("tariff", "currency", Kind::Text, "Munt"),
    fact("tariff", "per", Kind::Text, "Tarief per"),
    fact("tariff", "vat", Kind::Text, "Btw"),
    fact("tariff", "code", Kind::Text, "Code van het tarief"),
    fact("tariff", "includes_travel", Kind::YesNo, "Reistijd inbegrepen"),
    fact("tariff", "index", Kind::Text, "Indexering volgt"),
    fact("tariff", "indexed_yearly", Kind::YesNo, "Jaarlijks geïndexeerd"),
    fact("tariff", "indexed_on", Kind::Text, "Geïndexeerd per"),
    fact("tariff", "index_source", Kind::Text, "Bron van de index"),
    fact("subsidy", "code", Kind::Text, "Code van de subsidie"),
    fact("subsidy", "year", Kind::Number(""), "Subsidiebedragen van"),
    fact("subsidy", "source", Kind::Text, "Bron van de subsidiebedragen"),
    fact("subsidy", "amounts", Kind::Text, "Subsidiebedragen"),
    fact("subsidy", "first_6_months", EURO, "Subsidie eerste zes maanden"),
    fact("subsidy", "extension_period", EURO, "Subsidie per verlenging"),
    fact("subsidy", "proefplaats", EURO, "Subsidie proefplaats"),
    fact("werkbegeleiding", "amount_per_year", Kind::Number("euro per jaar"), "Interne werkbegeleiding"),
    fact("werkbegeleiding", "loonwaarde_percent_from", PERCENT, "Werkbegeleiding: loonwaarde vanaf"),
    fact("werkbegeleiding", "loonwaarde_percent_to", PERCENT, "Werkbegeleiding: loonwaarde tot"),
    fact("werkbegeleiding", "min_guidance", Kind::Text, "Werkbegeleiding: omvang ten minste"),
    fact("werkbegeleiding", "min_contract_months", MONTHS, "Werkbegeleiding: contract ten minste"),
    fact("werkbegeleiding", "min_hours_per_week", HOURS, "Werkbegeleiding: ten minste"),
    fact("werkbegeleiding", "full_amount_from_contract_months", MONTHS, "Werkbegeleiding: hele bedrag vanaf"),
    fact("werkbegeleiding", "pro_rata_from_contract_months", MONTHS, "Werkbegeleiding: naar rato vanaf"),
    fact("werkbegeleiding", "pro_rata_to_contract_months", MONTHS, "Werkbegeleiding: naar rato tot"),
    fact("werkbegeleiding", "first_contract_after", Kind::Text, "Werkbegeleiding: eerste contract na"),
    fact("werkbegeleiding", "cumulation", Kind::Text, "Werkbegeleiding naast jobcoaching"),
    fact("quality", "organisation_recognised_by", Kind::Text, "Organisatie erkend door"),
    fact("quality", "hired_coach", Kind::Text, "Ingehuurde jobcoach"),
    fact("quality", "employed_coach", Kind::Text, "Jobcoach in dienst"),
    fact("quality", "education", Kind::Text, "Opleiding"),
    fact("quality", "training", Kind::Text, "Training"),
    fact("quality", "experience", Kind::Texts, "Ervaring"),
    fact("quality", "time", Kind::Text, "Tijd voor de begeleiding"),
    fact("quality", "certification_required", Kind::YesNo, "Certificaat verplicht"),
    fact("quality", "min_staff_fte", Kind::Number("fte"), "Personeel ten minste"),
    fact("quality", "sole_traders_allowed", Kind::YesNo, "Zelfstandigen toegelaten"),
    fact("quality", "liability_insurance", Kind::Number("euro per jaar"), "Aansprakelijkheidsverzekering"),
    fact("quality", "general", Kind::Text, "Algemene eis"),
    fact("quality", "consent", Kind::Text, "Instemming"),
    fact("quality", "other", Kind::Texts, "Overige eisen"),
    fact("quality", "source", Kind::Text, "Bron van de kwaliteitseisen"),
    fact("process", "signals", Kind::Texts, "Wie signaleert"),
    fact("process", "assesses", Kind::Texts, "Wie beoordeelt"),
    fact("process", "decides", Kind::Texts, "Wie besluit"),
    fact("process", "instruments", Kind::Texts, "Instrumenten"),
    fact("process", "information_sources", Kind::Texts, "Informatiebronnen"),
    fact("process", "coaches", Kind::Texts, "Eigen of ingehuurde jobcoaches"),
    fact("process", "stricter_at_reassessment", Kind::YesNo, "Strenger bij herbeoordeling"),
    fact("process", "reassessment", Kind::Text, "Herbeoordeling"),
    fact("process", "views", Kind::Texts, "Opvattingen"),
    fact("procedure", "payment", Kind::Text, "Betaling"),
    fact("procedure", "decision_weeks", WEEKS, "Besluit binnen"),
    fact("procedure", "decision_weeks_max", WEEKS, "Besluit wettelijk binnen"),
    fact("procedure", "decision_weeks_extension", WEEKS, "Verlenging van de beslistermijn"),
    DEADLINE_WEEKS,
    fact("procedure", "retroactive_weeks", WEEKS, "Terugwerkend ten hoogste"),
];

/// The sections of a file that hold facts, with what they are called in Dutch.
pub static SECTIONS: &[(&str, &str)] = &[
    ("entry", "Toegang"),
    ("intensity", "Omvang"),
    ("proefplaatsing", "Proefplaatsing"),
    ("duration", "Duur"),
    ("evaluation", "Evaluatie"),
    ("documents", "Stukken"),
    ("tariff", "Tarief"),
    ("subsidy", "Subsidie"),
    ("werkbegeleiding", "Interne werkbegeleiding"),
    ("quality", "Kwaliteit"),
    ("process", "Proces"),
    ("procedure", "Procedure"),
];

/// A number as Dutch writes it: `7,5`, `1.000.000`.
pub fn dutch(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, part) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let mut grouped = whole.to_owned();
    if whole.len() > 4 {
        (1..whole.len()).filter(|n| n % 3 == 0).for_each(|n| grouped.insert(whole.len() - n, '.'));
    }
    part.map_or(grouped.clone(), |part| format!("{grouped},{part}"))
}

impl FactValue {
    /// What is said, in Dutch, with the unit of its kind.
    pub fn dutch(&self, kind: Kind) -> String {
        let unit = match kind {
            Kind::Number(unit) | Kind::ByRegime(unit) if !unit.is_empty() => format!(" {unit}"),
            _ => String::new(),
        };
        match self {
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join("; "),
            Self::YesNo(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
            Self::Number(number) => format!("{}{unit}", dutch(*number)),
            Self::ByRegime(numbers) => {
                let each =
                    numbers.iter().map(|(regime, n)| format!("{} {}{unit}", regime.replace('_', " "), dutch(*n)));
                each.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{FACTS, FactValue, Kind, SECTIONS, dutch};

    #[test]
    fn every_key_stands_once_in_a_known_section() {
        let mut seen = HashSet::new();
        for fact in FACTS {
            assert!(seen.insert((fact.section, fact.key)), "{}.{}", fact.section, fact.key);
            assert!(SECTIONS.iter().any(|(section, _)| *section == fact.section), "{}", fact.section);
        }
    }

    #[test]
    fn what_is_said_reads_as_dutch() {
        let number = |text: &str| text.parse().expect("a number");
        assert_eq!(FactValue::Number(number("7.50")).dutch(Kind::Number("%")), "7,5 %");
        assert_eq!([dutch(number("2700")), dutch(number("1000000"))], ["2700", "1.000.000"]);
        assert_eq!(FactValue::YesNo(false).dutch(Kind::YesNo), "nee");
        let by_regime = FactValue::ByRegime(vec![("zeer_licht".into(), number("3")), ("licht".into(), number("6"))]);
        assert_eq!(by_regime.dutch(Kind::ByRegime("%")), "zeer licht 3 %; licht 6 %");
    }
}
