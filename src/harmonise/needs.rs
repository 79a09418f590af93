//! Which fields the rules of bodies cannot do without: what a rule limits, a form must ask.

use jiff::civil::Date;

use crate::rules::catalogue::Rules;
use crate::rules::fact::{ATTACHMENTS, GRANT_PERIOD};
use crate::rules::fact::{
    Fact, FactValue, MAX_MONTHS, MIN_CONTRACT, MIN_HOURS, MIN_LOONWAARDE, MORE_THAN_HOURS, REGISTER,
};
use crate::rules::ruling::Ruling;

/// A rule that a body has, and the fields that it is held against.
const BY_FACT: [(Fact, &str, &[&str]); 8] = [
    (MIN_HOURS, "een minimum aan contracturen", &["dienstverband.uren_per_week"]),
    (MORE_THAN_HOURS, "een minimum aan contracturen", &["dienstverband.uren_per_week"]),
    (MIN_CONTRACT, "een minimum aan contractduur", &["dienstverband.begin", "dienstverband.einde"]),
    (MIN_LOONWAARDE, "een minimum aan loonwaarde", &["doelgroep.loonwaarde"]),
    (REGISTER, "het doelgroepregister", &["doelgroep.doelgroepregister"]),
    (MAX_MONTHS, "een maximale duur", &["begeleiding.begin", "begeleiding.einde"]),
    (GRANT_PERIOD, "een vaste periode per toekenning", &["begeleiding.begin", "begeleiding.einde"]),
    (ATTACHMENTS, "verplichte bijlagen", &["formulier.bijlagen"]),
];

/// The fields that say how much coaching is asked for.
const OF_INTENSITY: [&str; 3] = ["begeleiding.regime", "begeleiding.jaar", "dienstverband.uren_per_week"];

/// A rule that needs a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `een minimum aan contracturen`
    pub rule: &'static str,
    /// The bodies that have it.
    pub bodies: Vec<String>,
}

/// The rules of these bodies that need a field.
pub fn needs(field: &str, bodies: &[String], rules: &Rules, date: Date) -> Vec<Need> {
    let mut found: Vec<Need> = Vec::new();
    for body in bodies {
        for ruling in rules.all_for(body, date) {
            for rule in of_ruling(field, ruling) {
                match found.iter_mut().find(|need| need.rule == rule) {
                    Some(need) if need.bodies.contains(body) => {}
                    Some(need) => need.bodies.push(body.clone()),
                    None => found.push(Need { rule, bodies: vec![body.clone()] }),
                }
            }
        }
    }
    found
}

fn of_ruling(field: &str, ruling: &Ruling) -> Vec<&'static str> {
    // what a rule says it does not require, it needs no field for
    let requires = |fact: Fact| ruling.fact(fact).is_some_and(|said| *said != FactValue::YesNo(false));
    let by_fact = BY_FACT.iter().filter(|(fact, _, fields)| fields.contains(&field) && requires(*fact));
    let mut rules: Vec<&'static str> = by_fact.map(|(_, rule, _)| *rule).collect();
    if let Some(intensity) = &ruling.intensity {
        if OF_INTENSITY.contains(&field) && intensity.regimes.len() > 1 {
            rules.push("een omvang per regime en jaar");
        }
        if field == "begeleiding.regime_motivatie" && intensity.exceptional_regime.is_some() {
            rules.push("een zwaarste regime bij uitzondering");
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::schema::Schema;

    #[test]
    fn what_rules_need_is_in_the_schema() {
        let named = BY_FACT.iter().flat_map(|(.., fields)| *fields).chain(&OF_INTENSITY);
        for id in named {
            assert!(Schema::common().id(id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_limit_on_hours_needs_the_contract_hours() {
        let bodies = ["uwv".to_owned(), "GM0014".to_owned()];
        let needs = needs("dienstverband.uren_per_week", &bodies, Rules::built_in(), date(2026, 11, 29));
        assert!(
            needs.iter().any(|need| need.rule == "een minimum aan contracturen" && need.bodies == ["uwv"]),
            "{needs:?}"
        );
    }
}
