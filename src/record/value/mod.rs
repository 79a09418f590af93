//! A value and how a form writes it: content to value and back, given a notation.

mod aanhef;
pub mod address;
mod address_line;
pub mod bsn;
pub mod canonical;
mod choice;
pub mod date;
mod date_text;
pub mod duration;
mod email;
pub mod gemeente;
mod hours;
mod iban;
mod kvk;
pub mod many;
mod marks;
mod money;
pub mod name;
mod name_line;
mod name_words;
mod non_answer;
mod notation;
mod number;
mod numeral;
mod pattern;
mod percentage;
mod phone;
mod postcode;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod wordings;
mod words;
mod yes_no;

pub use non_answer::NonAnswer;
pub use notation::Notation;

use std::borrow::Cow;

use notation::How;

use compact_str::{CompactString, ToCompactString};
use rust_decimal::Decimal;

use crate::record::schema::Kind;
use crate::text::content::{self, Content, MARKED};
use crate::text::emphasis::{self, Signs};
use crate::text::garbled;
use crate::text::raised;

/// The meaning of one answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text and prose as written; a choice by its schema word; a bsn, phone, e-mail address, postcode, `kvk` number,
    /// IBAN or gemeente in its canonical writing.
    Text(CompactString),
    Name(Box<name::Name>),
    Address(Box<address::Address>),
    Date(date::Date),
    /// Minutes after midnight, up to and with 24:00.
    Time(u16),
    YesNo(bool),
    Number(i64),
    Decimal(Decimal),
    /// Whole minutes.
    Hours(i64),
    /// From 0 to 100.
    Percentage(Decimal),
    /// Eurocents.
    Money(i64),
    Duration(duration::Duration),
}

/// What was made of the words of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Understood.
    Value(Value),
    /// An answer that is no value: not applicable, unknown, see the attachment.
    NonAnswer(NonAnswer),
    /// Not understood, so kept as it was written.
    AsWritten,
}

/// What was read at one place, and what is to be remarked about it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Understood {
    /// None where nothing was answered: an empty place, or printed alternatives of which none is chosen.
    pub reading: Option<Reading>,
    /// Codes of findings, such as `bsn-zero-added`.
    pub remarks: Vec<&'static str>,
}

impl Understood {
    fn value(value: Value) -> Self {
        Self { reading: Some(Reading::Value(value)), remarks: Vec::new() }
    }

    fn blank() -> Self {
        Self::default()
    }

    fn as_written() -> Self {
        Self { reading: Some(Reading::AsWritten), remarks: Vec::new() }
    }

    fn remark(mut self, code: &'static str) -> Self {
        self.remarks.push(code);
        self
    }

    fn is(&self, value: &Value) -> bool {
        matches!(&self.reading, Some(Reading::Value(read)) if read == value)
    }
}

impl From<Option<Value>> for Understood {
    /// As written where there is no value.
    fn from(value: Option<Value>) -> Self {
        value.map_or_else(Self::as_written, Self::value)
    }
}

/// What the place of an answer is shaped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Like {
    #[default]
    Text,
    Number,
    Percent,
    Date,
    Clock,
    Tick,
}

/// Whether a text refers to something else on the form: `idem`, `zie werkgever`. It is no part of a name or an address
/// either.
pub fn refers(content: &Content) -> bool {
    non_answer::refers(content)
}

/// Reads what stands at a place, as it is seen there.
pub fn parse(content: &Content, notation: &Notation) -> Understood {
    let free = matches!(notation.how, How::Text);
    if let Some(text) = content.as_text().filter(|text| !free && raised::holds(text)) {
        return without_raised(text, notation);
    }
    let understood = match content.as_text().map(content::seen) {
        Some(Cow::Owned(seen)) => parse_seen(&Content::Text(seen.into()), notation),
        _ => parse_seen(content, notation),
    };
    let understood = if becomes_date(content, notation) { understood.remark("date-for-text") } else { understood };
    if content.as_text().is_some_and(garbled::holds) { understood.remark("letters-garbled") } else { understood }
}

/// Whether a date stands where a text is asked: a spreadsheet makes one of `9-12` (hours), of `1-2` (a number) and of
/// `12-3` (a house).
fn becomes_date(content: &Content, notation: &Notation) -> bool {
    if !matches!(notation.how, How::Text | How::Address(_) | How::Name(_)) {
        return false;
    }
    match content {
        Content::Date(_) => true,
        Content::Text(text) => text::is_day_and_month(text.split_whitespace().next_back().unwrap_or(text)),
        _ => false,
    }
}

/// Reads a text without the marks of footnotes that stand raised in it. Behind the number of a house it may be a floor.
fn without_raised(text: &str, notation: &Notation) -> Understood {
    let rest = raised::without(text);
    if rest.trim().is_empty() || matches!(notation.how, How::Address(_)) {
        return Understood::as_written();
    }
    parse(&Content::Text(rest.into()), notation).remark("raised-left-out")
}

/// What signs around the words of a choice say: `ja / --nee--`.
fn chosen_by_signs(content: &Content, notation: &Notation) -> Option<Signs> {
    let text = content.as_text().filter(|_| matches!(notation.kind, Kind::YesNo | Kind::Choice))?;
    // `ja?` is what somebody asks; `ja / nee?` is what the form prints.
    let asked = text.trim().strip_suffix('?').is_some_and(|rest| !rest.is_empty() && !text.contains('/'));
    if asked || text.contains(MARKED) { Some(Signs::Doubtful) } else { emphasis::written(text) }
}

fn parse_seen(content: &Content, notation: &Notation) -> Understood {
    if content.is_empty() || non_answer::is_open_place(content) {
        return Understood::blank();
    }
    // in these kinds anything is a value, so "n.v.t." is looked for first
    if matches!(notation.how, How::Text | How::Name(_) | How::Address(_))
        && let Some(said) = crate::record::value::non_answer::parse(content)
    {
        return Understood { reading: Some(Reading::NonAnswer(said)), remarks: Vec::new() };
    }
    if matches!(notation.how, How::Name(_) | How::Address(_)) && non_answer::refers(content) {
        return Understood::as_written();
    }
    if matches!(notation.how, How::Name(_)) && non_answer::names_nobody(content) {
        return Understood::as_written();
    }
    let understood = match chosen_by_signs(content, notation) {
        Some(Signs::Chosen(said)) => understand(&Content::Text(said.into()), notation),
        Some(Signs::Doubtful) => Understood::as_written(),
        None => understand(content, notation),
    };
    if understood.reading == Some(Reading::AsWritten)
        && let Some(said) = crate::record::value::non_answer::parse(content)
    {
        return Understood { reading: Some(Reading::NonAnswer(said)), remarks: Vec::new() };
    }
    understood
}

fn understand(content: &Content, notation: &Notation) -> Understood {
    let unit = notation.unit.as_ref();
    match &notation.how {
        How::Text => text::parse(content),
        How::Name(pattern) => name::parse(content, pattern.as_ref()),
        How::Address(pattern) => address::parse(content, pattern.as_ref()),
        How::Bsn(_) => bsn::parse(content),
        How::Date(form) => date::parse(content, form),
        How::Time(_) => time::parse(content),
        How::YesNo(choices) => yes_no::parse(content, choices),
        How::Choice(choices) => choice::parse(content, choices),
        How::Number => number::parse(content),
        How::Decimal(_) => numeral::parse(content),
        How::Hours(form) => hours::parse(content, form, unit),
        How::Percentage(form) => percentage::parse(content, *form, &notation.of),
        How::Money(form) => money::parse(content, *form, unit),
        How::Duration(form) => duration::parse(content, *form),
        How::Phone(_) => phone::parse(content),
        How::Email => email::parse(content),
        How::Postcode(_) => postcode::parse(content),
        How::Kvk => kvk::parse(content),
        How::Iban(_) => iban::parse(content),
        How::Gemeente(_) => gemeente::parse(content),
    }
}

/// The value as text in this notation; none where the text would not be read back as the same value.
pub fn print(value: &Value, notation: &Notation) -> Option<CompactString> {
    let written = Content::Text(write(value, notation)?);
    parse(&written, notation).is(value).then(|| written.into_shown())
}

fn write(value: &Value, notation: &Notation) -> Option<CompactString> {
    let unit = notation.unit.as_ref();
    match (value, &notation.how) {
        (Value::Text(text), How::Text | How::Email | How::Kvk) => Some(text.clone()),
        (Value::Text(text), How::Bsn(grouping)) => bsn::print(text, *grouping),
        (Value::Text(text), How::Choice(choices)) => choice::print(text, choices),
        (Value::Text(text), How::Phone(form)) => phone::print(text, *form),
        (Value::Text(text), How::Postcode(form)) => Some(postcode::print(text, *form)),
        (Value::Text(text), How::Iban(form)) => Some(iban::print(text, *form)),
        (Value::Text(text), How::Gemeente(form)) => gemeente::print(text, form),
        (Value::Name(name), How::Name(pattern)) => name::print(name, pattern.as_ref()),
        (Value::Address(address), How::Address(pattern)) => address::print(address, pattern.as_ref()),
        (Value::Date(date), How::Date(form)) => date::print(*date, form),
        (Value::Time(minutes), How::Time(form)) => Some(time::print(*minutes, *form)),
        (Value::YesNo(yes), How::YesNo(choices)) => yes_no::print(*yes, choices),
        (Value::Number(n), How::Number) => Some(n.to_compact_string()),
        (Value::Decimal(n), How::Decimal(decimals)) => Some(numeral::print(*n, *decimals)),
        (Value::Hours(minutes), How::Hours(form)) => hours::print(*minutes, form, unit),
        (Value::Percentage(p), How::Percentage(form)) => Some(percentage::print(*p, *form)),
        (Value::Money(cents), How::Money(form)) => money::print(*cents, *form, unit),
        (Value::Duration(duration), How::Duration(form)) => duration::print(*duration, *form),
        _ => None,
    }
}

/// The value as the place is shaped for, else as text; none where neither would be read back as the same value.
pub fn content(value: &Value, notation: &Notation, like: Like) -> Option<Content> {
    let shaped = shape(value, notation, like).filter(|shaped| parse(shaped, notation).is(value));
    shaped.or_else(|| print(value, notation).map(Content::Text))
}

fn shape(value: &Value, notation: &Notation, like: Like) -> Option<Content> {
    match (value, like) {
        (Value::Date(date::Date::Day(day)), Like::Date) => Some(Content::Date(*day)),
        (Value::Time(minutes), Like::Clock) => Some(Content::Clock(i64::from(*minutes) * 60)),
        (Value::Hours(minutes), Like::Clock) => Some(Content::Clock(*minutes * 60)),
        (Value::YesNo(yes), Like::Tick) => Some(Content::Tick(*yes)),
        (Value::Percentage(p), Like::Percent) => numeral::to_f64(*p / Decimal::ONE_HUNDRED).map(Content::Percent),
        (_, Like::Number) => count(value, notation).and_then(numeral::to_f64).map(Content::Number),
        _ => None,
    }
}

/// The value as a bare number in the notation's unit.
fn count(value: &Value, notation: &Notation) -> Option<Decimal> {
    let unit = notation.unit.as_ref();
    match (value, &notation.how) {
        (Value::Number(n), _) => Some(Decimal::from(*n)),
        (Value::Decimal(n), _) => Some(*n),
        (Value::Percentage(p), How::Percentage(form)) => Some(percentage::count(*p, *form)),
        (Value::Hours(minutes), How::Hours(form)) => hours::count(*minutes, form, unit),
        (Value::Money(cents), How::Money(form)) => money::count(*cents, *form, unit),
        (Value::Duration(duration), How::Duration(form)) => duration::count(*duration, *form).map(Decimal::from),
        _ => None,
    }
}

/// The kind of a part of a name or an address, for forms that ask it apart.
pub fn kind_of_part(kind: Kind, part: u8) -> Kind {
    match (kind, kind.parts().get(usize::from(part))) {
        (Kind::Address, Some(&"postcode")) => Kind::Postcode,
        _ => Kind::Text,
    }
}

/// A part of a name or an address; none where it has no such part.
pub fn part(value: &Value, part: u8) -> Option<&str> {
    match value {
        Value::Name(name) => name.part(part),
        Value::Address(address) => address.part(part),
        _ => None,
    }
}

/// The parts that are there of a name or an address, with their positions.
pub fn into_parts(value: Value) -> impl Iterator<Item = (u8, CompactString)> {
    let parts = match value {
        Value::Name(name) => name.into_parts(),
        Value::Address(address) => address.into_parts(),
        _ => [const { None }; 6],
    };
    (0..).zip(parts).filter_map(|(n, part)| Some((n, part?)))
}

/// A name or an address from its parts, as forms ask them apart.
pub fn join<'a>(kind: Kind, parts: impl IntoIterator<Item = (u8, &'a str)>) -> Option<Value> {
    let parts = parts.into_iter();
    match kind {
        Kind::Name => Some(Value::Name(Box::new(name::Name::from_parts(parts)))),
        Kind::Address => Some(Value::Address(Box::new(address::Address::from_parts(parts)))),
        _ => None,
    }
}
