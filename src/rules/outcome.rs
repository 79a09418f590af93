//! A figure in hours with all it assumes, or the reason why there is none: data, with its words in Dutch.

use jiff::civil;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::record::value::date::Date;

use super::fact::dutch;
use super::ruling::Level;

/// By which formula a figure was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    /// A whole amount divided by the tariff.
    Amount,
}

impl Formula {
    /// The name and the sum, in Dutch: `F1: percentage × jaaruren / 2`.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::F1 => "F1: percentage × jaaruren / 2",
            Self::F2 => "F2: uren per jaar × deel van de volle uren / 2",
            Self::F3 => "F3: bedrag per jaar × deel van de volle uren / (2 × tarief)",
            Self::F4 => "F4: bedrag / tarief × 6 / maanden van de periode",
            Self::F5 => "F5: uren per week × weken per jaar / 2",
            Self::F6 => "F6: uren per maand × 6",
            Self::F7 => "F7: uren van de periode × 6 / maanden van de periode",
            Self::F8 => "F8: uren per werkdag van 8 uur / 8 × jaaruren / 2",
            Self::F9 => "F9: percentage × jaaruren × maanden / 12",
            Self::F10 => "F10: minuten / aantal deelnemers",
            Self::Amount => "bedrag / tarief",
        }
    }
}

/// Who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The text of the ruling.
    Ruling,
    /// The asker, because the text is silent.
    Given,
}

impl Origin {
    fn dutch(self) -> &'static str {
        match self {
            Self::Ruling => "volgens de regeling",
            Self::Given => "gekozen, de regeling noemt het niet",
        }
    }
}

/// What a figure rests on, to be printed beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// Weeks of work in a year.
    Weeks { per_year: Decimal, origin: Origin },
    /// Euros an hour, excluding VAT, and the day from which that is so.
    Tariff { amount: Decimal, from: Option<Date>, origin: Origin },
    /// Contract hours a week from which all is given; who works less gets a share.
    Reference { hours: Decimal },
    /// How long the period is over which an amount was spread.
    Months { months: u32, origin: Origin },
    /// Nobody named a regime: the ruling has one for that case, or has only one.
    Regime { used: String },
    /// The ruling tells no regimes apart, so the one that was asked makes no difference.
    RegimesUnknownHere { asked: String, used: String },
    /// The ruling gives amounts for a first period alone.
    FirstPeriodOnly,
    /// The figure is the most that is given.
    Ceiling,
    /// The figure is what one is entitled to.
    Entitlement,
    /// The source is somebody else's account of the ruling.
    SecondHand { level: Level },
    /// What another body rules, as this one follows it; the last day of that text, where it no longer holds.
    Follows { body: String, lapsed: Option<civil::Date> },
    /// On the day that was asked the ruling does not hold; from when it does, and until when.
    NotInForce { from: Option<civil::Date>, until: Option<civil::Date> },
    /// The ruling does not say from when it holds.
    Undated,
}

impl Assumption {
    /// A stable word for it, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Weeks { .. } => "weeks",
            Self::Tariff { .. } => "tariff",
            Self::Reference { .. } => "reference",
            Self::Months { .. } => "months",
            Self::Regime { .. } => "regime",
            Self::RegimesUnknownHere { .. } => "regimes_unknown_here",
            Self::FirstPeriodOnly => "first_period_only",
            Self::Ceiling => "ceiling",
            Self::Entitlement => "entitlement",
            Self::SecondHand { .. } => "second_hand",
            Self::Follows { .. } => "follows",
            Self::NotInForce { .. } => "not_in_force",
            Self::Undated => "undated",
        }
    }

    /// In Dutch, as it stands beside the figure.
    pub fn dutch(&self) -> String {
        match self {
            Self::Weeks { per_year, origin } => format!("{} weken per jaar ({})", dutch(*per_year), origin.dutch()),
            Self::Tariff { amount, from, origin: Origin::Ruling } => {
                let since = from.map_or_else(|| "datum niet gezien".to_owned(), |from| format!("vanaf {from}"));
                format!("tarief € {} per uur, excl. btw ({since})", euros(*amount))
            }
            Self::Tariff { amount, .. } => {
                format!("tarief € {} per uur (gekozen, de regeling noemt er geen: indicatief)", euros(*amount))
            }
            Self::Reference { hours } => {
                format!("volledig vanaf {} contracturen per week, daaronder naar rato", dutch(*hours))
            }
            Self::Follows { body, lapsed } => {
                let ended =
                    lapsed.map_or_else(String::new, |day| format!(", waarvan de tekst na {day} niet meer geldt"));
                format!("volgt {}{ended}", if body == "uwv" { "UWV" } else { body })
            }
            Self::Months { months, origin } => format!("een periode van {months} maanden ({})", origin.dutch()),
            Self::Regime { used } => format!("regime {used}, omdat geen regime is genoemd"),
            Self::RegimesUnknownHere { asked, used } => {
                format!("deze regeling kent geen regimes zoals {asked}; gerekend is met {used}")
            }
            Self::FirstPeriodOnly => "geldt alleen voor de eerste periode".to_owned(),
            Self::Ceiling => "een maximum".to_owned(),
            Self::Entitlement => "een vast budget, geen maximum".to_owned(),
            Self::SecondHand { level } => format!("cijfers uit de tweede hand: {}", level.dutch()),
            Self::NotInForce { from, until } => {
                let day = |day: &Option<civil::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
                format!("geldt niet op deze datum, maar van {} tot en met {}", day(from), day(until))
            }
            Self::Undated => "vanaf wanneer het geldt is niet gezien".to_owned(),
        }
    }
}

/// What a figure in hours is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    HalfYear,
    /// A whole period, not scaled to half a year.
    Whole {
        months: u32,
    },
}

/// Hours of coaching, with all they assume.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// Not rounded.
    pub hours: Decimal,
    pub span: Span,
    pub formula: Formula,
    pub assumptions: Vec<Assumption>,
}

impl Hours {
    /// To two decimals, a half up: no ruling says how to round.
    pub fn rounded(&self) -> Decimal {
        two_decimals(self.hours)
    }

    /// What these hours cost at an hourly rate, in euros.
    pub fn cost(&self, tariff: Decimal) -> Decimal {
        two_decimals(self.hours * tariff)
    }

    /// Whether the figure, or a base of it, is not from the text of a regulation itself.
    pub fn indicative(&self) -> bool {
        self.assumptions.iter().any(|assumption| {
            matches!(assumption, Assumption::SecondHand { .. } | Assumption::Tariff { origin: Origin::Given, .. })
        })
    }
}

/// Rounded to two decimals, a half up, and written with both: `30.00`.
pub fn two_decimals(number: Decimal) -> Decimal {
    let mut rounded = number.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(2);
    rounded
}

/// `74,11`
fn euros(amount: Decimal) -> String {
    format!("{:.2}", two_decimals(amount)).replace('.', ",")
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Nothing on the amount of coaching was seen.
    NotSeen,
    /// The regime is seen, but not for this year.
    YearNotSeen { regime: String, year: &'static str },
    /// The regime that was asked is none of this ruling's.
    RegimeUnknown { asked: String, known: Vec<String> },
    /// The ruling has several regimes, and none was named.
    RegimeMissing { known: Vec<String> },
    /// Amounts of a first period say nothing of a later year.
    NotInThisYear { regime: String },
    /// The figure is a share of the contract hours, which were not given.
    WorkHoursMissing,
    /// Neither the ruling nor the user says how many weeks of work a year has.
    WeeksMissing,
    /// The ruling gives euros, and no hourly rate is known to divide them by.
    TariffMissing,
    /// The ruling gives an amount for a period whose length is not known.
    MonthsMissing,
    /// A number that is no sensible one: what it is, and between what it lies.
    OutOfRange { what: &'static str, most: Decimal },
}

impl Refusal {
    /// A stable word for it, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotSeen => "not_seen",
            Self::YearNotSeen { .. } => "year_not_seen",
            Self::RegimeUnknown { .. } => "regime_unknown",
            Self::RegimeMissing { .. } => "regime_missing",
            Self::NotInThisYear { .. } => "not_in_this_year",
            Self::WorkHoursMissing => "work_hours_missing",
            Self::WeeksMissing => "weeks_missing",
            Self::TariffMissing => "tariff_missing",
            Self::MonthsMissing => "months_missing",
            Self::OutOfRange { .. } => "out_of_range",
        }
    }

    /// In Dutch: why there is no figure, and what would make one.
    pub fn dutch(&self) -> String {
        match self {
            Self::NotSeen => "de omvang is niet gezien in deze bron".to_owned(),
            Self::YearNotSeen { regime, year } => format!("voor regime {regime} in {year} is geen omvang gezien"),
            Self::RegimeUnknown { asked, known } => {
                format!("regime {asked} is in deze regeling niet gezien; wel {}", known.join(", "))
            }
            Self::RegimeMissing { known } => {
                format!("er is geen regime genoemd en de regeling heeft geen standaard; kies uit {}", known.join(", "))
            }
            Self::NotInThisYear { regime } => format!("{regime} geldt niet in dit jaar"),
            Self::WorkHoursMissing => "de contracturen zijn niet bekend".to_owned(),
            Self::WeeksMissing => {
                "de regeling noemt geen aantal weken per jaar; geef het aantal weken of de werkuren per jaar".to_owned()
            }
            Self::TariffMissing => "de regeling geeft een bedrag en geen uurtarief; geef een tarief".to_owned(),
            Self::MonthsMissing => "hoe lang de periode duurt is niet gezien; geef het aantal maanden".to_owned(),
            Self::OutOfRange { what, most } => format!("{what} ligt niet tussen 0 en {}", dutch(*most)),
        }
    }
}
