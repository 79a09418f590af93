//! For whom it is asked: hours of work, coaching year and regime, and what the asker supplies where a text is silent.

use jiff::civil;
use rust_decimal::Decimal;

/// Contract hours of work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WorkHours {
    PerWeek(Decimal),
    PerYear(Decimal),
}

/// A year of coaching at this employer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum CoachingYear {
    #[default]
    First,
    Second,
    ThirdOrLater,
}

impl CoachingYear {
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::ThirdOrLater];

    /// From the number of the year, from 1.
    pub fn from_number(year: i64) -> Option<Self> {
        match year {
            1 => Some(Self::First),
            2 => Some(Self::Second),
            3.. => Some(Self::ThirdOrLater),
            _ => None,
        }
    }

    /// 0, 1 or 2.
    pub fn index(self) -> usize {
        self as usize
    }

    /// In Dutch: `jaar 3 en later`.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::First => "jaar 1",
            Self::Second => "jaar 2",
            Self::ThirdOrLater => "jaar 3 en later",
        }
    }
}

/// Somebody who is coached, as far as a ruling asks.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Person {
    pub work: Option<WorkHours>,
    pub year: CoachingYear,
    /// The regime as a word of the schema or of the body; none for the body's default.
    pub regime: Option<String>,
    /// The months of the period it is asked for, where the text does not say how long a period is.
    pub months: Option<u32>,
}

/// What the asker supplies beside the person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given {
    /// The day for which tariffs and validity count.
    pub date: civil::Date,
    /// Weeks of work in a year, for texts that do not say.
    pub weeks: Option<Decimal>,
    /// An hourly rate, for texts that give amounts and no rate.
    pub tariff: Option<Decimal>,
}

impl Given {
    /// A day, and nothing else supplied.
    pub fn on(date: civil::Date) -> Self {
        Self { date, weeks: None, tariff: None }
    }

    /// With so many weeks of work in a year.
    #[must_use]
    pub fn weeks(self, weeks: impl Into<Decimal>) -> Self {
        Self { weeks: Some(weeks.into()), ..self }
    }

    /// With an hourly rate.
    #[must_use]
    pub fn tariff(self, tariff: Decimal) -> Self {
        Self { tariff: Some(tariff), ..self }
    }
}
