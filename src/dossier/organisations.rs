//! The organisations that forms name: one by its number, else by its name.

use std::collections::HashMap;

use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::record::value::Value;
use crate::text::organisation::known_by;

use super::statement::{Statement, statement};

/// What a form names an organisation by.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    /// Without its legal form, as names compare.
    name: Option<String>,
    kvk: Option<String>,
}

impl Organisation {
    /// Those that forms name in a group of fields, the newest form first. One without a number that has the name of a
    /// numbered one has that number, of the newest form that says it.
    pub(super) fn of_all(forms: &[&Record], group: &str) -> Vec<Self> {
        let name = if group == "werkgever" { "werkgever.naam" } else { "jobcoach.organisatie" };
        let kvk = format!("{group}.kvk");
        let of = |form: &&Record| Self { name: text(form, name).map(|name| known_by(&name)), kvk: text(form, &kvk) };
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
            (.., Some(own), Some(theirs)) => own == theirs,
            _ => true,
        }
    }
}

fn text(form: &Record, id: &str) -> Option<String> {
    match statement(form, Schema::common().id(id)?)? {
        Statement::Value(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    }
}
