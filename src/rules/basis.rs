//! What a figure rests on as one line, in the language of a finding.

use crate::finding::Lang;

use super::outcome::{Assumption, Formula, Hours, Origin};

impl Hours {
    /// The formula and all that is assumed: `F1: percentage × jaaruren / 2; een maximum`.
    pub fn basis(&self, lang: Lang) -> String {
        let told: Vec<String> = match lang {
            Lang::Nl => {
                let assumed = self.assumptions.iter().map(Assumption::dutch);
                std::iter::once(self.formula.dutch().to_owned()).chain(assumed).collect()
            }
            Lang::En => {
                let assumed = self.assumptions.iter().map(english);
                std::iter::once(formula(self.formula).to_owned()).chain(assumed).collect()
            }
        };
        told.join("; ")
    }
}

fn formula(formula: Formula) -> &'static str {
    match formula {
        Formula::F1 => "F1: percentage × hours of work a year / 2",
        Formula::F2 => "F2: hours a year × share of the full hours / 2",
        Formula::F3 => "F3: amount a year × share of the full hours / (2 × rate)",
        Formula::F4 => "F4: amount / rate × 6 / months of the period",
        Formula::F5 => "F5: hours a week × weeks a year / 2",
        Formula::F6 => "F6: hours a month × 6",
        Formula::F7 => "F7: hours of the period × 6 / months of the period",
        Formula::F8 => "F8: hours per workday of 8 hours / 8 × hours of work a year / 2",
        Formula::F9 => "F9: percentage × hours of work a year × months / 12",
        Formula::F10 => "F10: minutes / number of people",
        Formula::Amount => "amount / rate",
    }
}

fn english(assumption: &Assumption) -> String {
    let said = |origin: &Origin| match origin {
        Origin::Ruling => "by the ruling",
        Origin::Given => "chosen, the ruling does not name it",
    };
    match assumption {
        Assumption::Weeks { per_year, origin } => format!("{per_year} weeks a year ({})", said(origin)),
        Assumption::Tariff { amount, origin, .. } => format!("a rate of € {amount:.2} an hour ({})", said(origin)),
        Assumption::Reference { hours } => format!("in full from {hours} contract hours a week, in proportion below"),
        Assumption::Months { months, origin } => format!("a period of {months} months ({})", said(origin)),
        Assumption::Regime { used } => format!("regime {used}, as none is named"),
        Assumption::RegimesUnknownHere { asked, used } => {
            format!("this ruling has no regimes such as {asked}; counted with {used}")
        }
        Assumption::FirstPeriodOnly => "for the first period only".to_owned(),
        Assumption::Ceiling => "a maximum".to_owned(),
        Assumption::Entitlement => "a fixed budget, no maximum".to_owned(),
        Assumption::SecondHand { .. } => "second-hand figures: check them at the source".to_owned(),
        Assumption::Follows { body, lapsed } => {
            let ended = lapsed.map_or_else(String::new, |day| format!(", whose text no longer holds after {day}"));
            format!("follows {body}{ended}")
        }
        Assumption::NotInForce { .. } => "not in force on this day".to_owned(),
        Assumption::Undated => "from when it holds was not seen".to_owned(),
    }
}
