//! How a form writes a kind of value: `dd-mm-jjjj`, `{voorletters} {achternaam}`, `uren:minuten`.

use crate::record::schema::{Field, Kind};
use crate::record::unit::Unit;

use super::{
    bsn, choice, date, duration, email, gemeente, hours, iban, kvk, money, number, numeral, pattern, percentage, phone,
    postcode, text, time, wordings, yes_no,
};

/// How a form writes a kind, compiled once per mapping line.
#[derive(Clone, Debug)]
pub struct Notation {
    pub(super) kind: Kind,
    pub(super) how: How,
    /// What the field counts, where it is known for which field the form writes.
    pub(super) unit: Option<Unit>,
    /// What the field's percentages are of.
    pub(super) of: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) enum How {
    Text,
    Name(Option<pattern::Pattern>),
    Address(Option<pattern::Pattern>),
    Bsn(bsn::Grouping),
    Date(date::DateNotation),
    Time(time::TimeNotation),
    YesNo(wordings::Choices),
    Choice(wordings::Choices),
    Number,
    Decimal(numeral::Decimals),
    Hours(hours::HoursNotation),
    Percentage(percentage::PercentageNotation),
    Money(money::MoneyNotation),
    Duration(duration::DurationNotation),
    Phone(phone::PhoneNotation),
    Email,
    Postcode(postcode::PostcodeNotation),
    Kvk,
    Iban(iban::IbanNotation),
    Gemeente(gemeente::GemeenteNotation),
}

impl Notation {
    /// Whether a text is one of the options of a choice: its words, a box before or behind them, or a box or a mark
    /// alone.
    pub fn is_option(&self, text: &str) -> bool {
        self.wordings().is_some_and(|choices| choices.is_option(text))
    }

    /// Whether a text is nothing but the words of one of the options.
    pub fn is_wording(&self, text: &str) -> bool {
        self.wordings().is_some_and(|choices| choices.is_wording(text))
    }

    fn wordings(&self) -> Option<&wordings::Choices> {
        match &self.how {
            How::YesNo(choices) | How::Choice(choices) => Some(choices),
            _ => None,
        }
    }

    /// Compiles a notation as a mapping writes it, or the kind's own where it writes none. `choices` are the schema's
    /// words (for yes and no: `ja` and `nee`), each with the form's wordings, of which the first is printed.
    pub fn compile(kind: Kind, written: Option<&str>, choices: &[(String, Vec<String>)]) -> Result<Self, String> {
        let parts = kind.parts();
        let how = match kind {
            Kind::Text | Kind::Prose => text::compile(written).map(|()| How::Text),
            Kind::Name => pattern::compile(written, parts).map(How::Name),
            Kind::Address => pattern::compile(written, parts).map(How::Address),
            Kind::Bsn => bsn::compile(written).map(How::Bsn),
            Kind::Date => date::compile(written).map(How::Date),
            Kind::Time => time::compile(written).map(How::Time),
            Kind::YesNo => yes_no::compile(written, choices).map(How::YesNo),
            Kind::Choice => choice::compile(written, choices).map(How::Choice),
            Kind::Number => number::compile(written).map(|()| How::Number),
            Kind::Decimal => numeral::compile(written).map(How::Decimal),
            Kind::Hours => hours::compile(written).map(How::Hours),
            Kind::Percentage => percentage::compile(written).map(How::Percentage),
            Kind::Money => money::compile(written).map(How::Money),
            Kind::Duration => duration::compile(written).map(How::Duration),
            Kind::Phone => phone::compile(written).map(How::Phone),
            Kind::Email => email::compile(written).map(|()| How::Email),
            Kind::Postcode => postcode::compile(written).map(How::Postcode),
            Kind::Kvk => kvk::compile(written).map(|()| How::Kvk),
            Kind::Iban => iban::compile(written).map(How::Iban),
            Kind::Gemeente => gemeente::compile(written).map(How::Gemeente),
        };
        Ok(Self { kind, how: how?, unit: None, of: Vec::new() })
    }

    /// As it writes this field, in whose unit its values are.
    #[must_use]
    pub fn of_field(mut self, field: &Field) -> Self {
        self.unit.clone_from(&field.unit);
        self.of.clone_from(&field.of);
        self
    }

    /// The notation of plain text, for a kind whose own could not be compiled.
    pub fn plain(kind: Kind) -> Self {
        Self { kind, how: How::Text, unit: None, of: Vec::new() }
    }

    /// The kind it writes.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it writes dates with the day before the month.
    pub fn is_day_first(&self) -> bool {
        matches!(&self.how, How::Date(form) if !form.is_month_first())
    }

    /// The words of a choice, or of yes and no, that the form knows, each with the wording it prints; none for other
    /// kinds.
    pub fn choices(&self) -> &[(String, String)] {
        match &self.how {
            How::YesNo(choices) | How::Choice(choices) => choices.printed(),
            _ => &[],
        }
    }

    /// Whether it has a place for this part of a name or an address; every part where it names none.
    pub fn asks(&self, part: u8) -> bool {
        match &self.how {
            How::Name(Some(pattern)) | How::Address(Some(pattern)) => pattern.asks(part),
            _ => true,
        }
    }
}
