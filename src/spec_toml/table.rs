//! Reads a TOML table strictly: every key is asked for, and what nobody asked for is a flaw.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::spec_toml::diagnostic::{Diagnostic, did_you_mean};

/// The flaws of one file, collected while it is read.
pub type Flaws = Rc<RefCell<Vec<Diagnostic>>>;

/// A value with its place in the file.
pub type Value<'t> = Spanned<DeValue<'t>>;

/// A table of which every key must be asked for.
pub struct Strict<'t> {
    table: &'t DeTable<'t>,
    /// Of the table, for what is missing from it.
    pub span: Range<usize>,
    /// A handful, each once.
    asked: RefCell<Vec<&'static str>>,
    pub flaws: Flaws,
}

/// The table that is the whole file, or what is no TOML in it.
pub fn document(text: &str) -> Result<Spanned<DeTable<'_>>, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    Err(errors.iter().map(|e| Diagnostic::new(e.span().unwrap_or(0..0), e.message().replace('\n', ", "))).collect())
}

impl<'t> Strict<'t> {
    /// A table of which nothing is asked for yet.
    pub fn new(table: &'t DeTable<'t>, span: Range<usize>, flaws: &Flaws) -> Self {
        Self { table, span, asked: RefCell::default(), flaws: Rc::clone(flaws) }
    }

    /// The table in `value`, or a flaw.
    pub fn of(value: &'t Value<'t>, flaws: &Flaws) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Self::new(table, value.span(), flaws)),
            other => {
                let message = format!("a table is expected here, not {}", named(other));
                flaws.borrow_mut().push(Diagnostic::new(value.span(), message));
                None
            }
        }
    }

    /// Notes a mistake at a place.
    pub fn flaw(&self, span: Range<usize>, message: impl Into<String>) {
        self.flaws.borrow_mut().push(Diagnostic::new(span, message));
    }

    /// All keys and values, none of which need be asked for by name.
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Value<'t>)> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
    }

    /// The value under `key`, which is now asked for.
    pub fn get(&self, key: &'static str) -> Option<&'t Value<'t>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.iter().find(|(k, _)| k.get_ref() == key).map(|(_, value)| value)
    }

    /// The table under `key`.
    pub fn table(&self, key: &'static str) -> Option<Strict<'t>> {
        Strict::of(self.get(key)?, &self.flaws)
    }

    /// The text under `key`.
    pub fn text(&self, key: &'static str) -> Option<&'t str> {
        self.spanned_text(key).map(|(text, _)| text)
    }

    /// The text under `key`, with its place.
    pub fn spanned_text(&self, key: &'static str) -> Option<(&'t str, Range<usize>)> {
        let value = self.get(key)?;
        text_of(value, &self.flaws).map(|text| (text, value.span()))
    }

    /// The text under `key`, which must be there.
    pub fn must(&self, key: &'static str) -> String {
        if self.get(key).is_none() {
            self.flaw(self.span.clone(), format!("`{key}` is missing here"));
        }
        self.text(key).unwrap_or_default().to_owned()
    }

    /// The text or the list of texts under `key`; empty when there is none.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        self.get(key).map(|value| texts_of(value, &self.flaws)).unwrap_or_default()
    }

    /// A whole number from zero.
    pub fn count(&self, key: &'static str) -> Option<u32> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|i| i.as_str().parse().ok());
        if number.is_none() {
            self.flaw(value.span(), format!("`{key}` is a whole number from 0, not {}", named(value.get_ref())));
        }
        number
    }

    /// True or false; false when there is none.
    pub fn truth(&self, key: &'static str) -> bool {
        self.get(key).is_some_and(|value| {
            value.get_ref().as_bool().unwrap_or_else(|| {
                self.flaw(value.span(), format!("`{key}` is true or false, not {}", named(value.get_ref())));
                false
            })
        })
    }

    /// One of a closed set of words.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let (text, span) = self.spanned_text(key)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("`{text}` is no `{key}`; known are {}", listed(&all));
            self.flaws.borrow_mut().push(Diagnostic::new(span, message).hint(did_you_mean(text, all)));
        }
        found
    }

    /// Says which keys nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, span, _) in self.entries().filter(|(key, ..)| !asked.contains(key)) {
            let known: Vec<&str> = asked.clone();
            let mut sorted = known.clone();
            sorted.sort_unstable();
            let message = format!("`{key}` is no key here; known are {}", listed(&sorted));
            self.flaws.borrow_mut().push(Diagnostic::new(span, message).hint(did_you_mean(key, known)));
        }
    }
}

/// `a`, `b` and `c`
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}

/// The text in `value`, or a flaw.
pub fn text_of<'t>(value: &'t Value<'t>, flaws: &Flaws) -> Option<&'t str> {
    let text = value.get_ref().as_str();
    if text.is_none() {
        let message = format!("a text is expected here, not {}", named(value.get_ref()));
        flaws.borrow_mut().push(Diagnostic::new(value.span(), message));
    }
    text
}

/// The text or the texts in `value`.
pub fn texts_of(value: &Value<'_>, flaws: &Flaws) -> Vec<String> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(|v| text_of(v, flaws).map(str::to_owned)).collect(),
        _ => text_of(value, flaws).map(str::to_owned).into_iter().collect(),
    }
}

/// What stands there, for a message: `a whole number`.
pub fn named(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
