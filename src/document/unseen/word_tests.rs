//! Predicates that separate the printed text of a form from text that a person left in it.

/// How a format asks whose words a text is, without knowing mappings.
#[derive(Clone, Copy)]
pub struct WordTests<'t> {
    /// The form prints these words.
    pub is_printed: &'t dyn Fn(&str) -> bool,
    /// These words name a person.
    pub names_somebody: &'t dyn Fn(&str) -> bool,
}
