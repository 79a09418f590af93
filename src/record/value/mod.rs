//! A value and how a form writes it: content to value and back, given a notation.

use rust_decimal::Decimal;

/// The meaning of one answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text and prose as written; a choice by its schema word; a bsn, phone, e-mail address, postcode, KvK number,
    /// IBAN or gemeente in its canonical writing.
    Text(String),
    Name(Box<name::Name>),
    Address(Box<address::Address>),
    Date(date::Date),
    /// Minutes after midnight.
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

/// An answer that is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// `n.v.t.`, `niet van toepassing`
    NotApplicable,
    /// `onbekend`, `?`
    Unknown,
    /// `-`, `geen`
    Nothing,
    /// `zie bijlage`, `volgt`
    Elsewhere,
}

pub mod address;
pub mod date;
pub mod duration;
pub mod name;
