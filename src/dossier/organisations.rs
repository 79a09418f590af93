//! The organisations that forms name: one by its number, else by its name.

use std::collections::HashMap;

use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::record::value::Value;
use crate::record::value::date::Date;
use crate::text::organisation::{known_by, may_be_longer};

use super::statement::{Statement, statement, whole};

/// What a form names an organisation by.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    /// Without its legal form, as names compare.
    name: Option<String>,
    kvk: Option<String>,
    /// The name as it is written, and what tells an employer beside it.
    written: Option<String>,
    contract: Option<Date>,
    address: Option<Value>,
}

impl Organisation {
    /// Those that forms name in a group of fields, the newest form first. One without a number that has the name of a
    /// numbered one has that number, of the newest form that says it.
    pub(super) fn of_all(forms: &[&Record], group: &str) -> Vec<Self> {
        let name = if group == "werkgever" { "werkgever.naam" } else { "jobcoach.organisatie" };
        let kvk = format!("{group}.kvk");
        let of = |form: &&Record| {
            let written = text(form, name);
            let begin = || form.date("dienstverband.begin").filter(|_| group == "werkgever");
            Self {
                name: written.as_deref().map(known_by),
                kvk: text(form, &kvk),
                contract: begin(),
                address: whole(form, &format!("{group}.adres")),
                written,
            }
        };
        let mut all: Vec<Self> = forms.iter().map(of).collect();
        let mut numbers: HashMap<String, String> = HashMap::new();
        for one in &all {
            if let (Some(name), Some(kvk)) = (&one.name, &one.kvk) {
                numbers.entry(name.clone()).or_insert_with(|| kvk.clone());
            }
        }
        for one in all.iter_mut().filter(|one| one.kvk.is_none()) {
            one.kvk = one.name.as_ref().and_then(|name| numbers.get(name)).cloned();
        }
        all
    }

    pub(super) fn is_unnamed(&self) -> bool {
        self.name.is_none() && self.kvk.is_none()
    }

    /// Whether both can be one: by their number where both have one, else by their names.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        match (&self.kvk, &other.kvk, &self.name, &other.name) {
            (Some(own), Some(theirs), ..) => own == theirs,
            (.., Some(own), Some(theirs)) => own == theirs || self.is_longer(other),
            _ => true,
        }
    }

    /// Whether one name is the other with words behind it, and the contract began on the same day or the address is the
    /// same: a second writing of one name. That the names differ is said all the same.
    fn is_longer(&self, other: &Self) -> bool {
        let names = self.written.as_deref().zip(other.written.as_deref());
        let same_day = || self.contract.and_then(Date::day).is_some_and(|day| other.contract == Some(Date::Day(day)));
        let same_address = || self.address.is_some() && self.address == other.address;
        names.is_some_and(|(one, other)| may_be_longer(one, other)) && (same_day() || same_address())
    }
}

fn text(form: &Record, id: &str) -> Option<String> {
    match statement(form, Schema::common().id(id)?)? {
        Statement::Value(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
