//! By what the words that a form has of itself are told from those that somebody left in it.

/// What tells the words of a form from those of somebody.
#[derive(Clone, Copy)]
pub struct WordTests<'t> {
    /// The form prints these words.
    pub is_printed: &'t dyn Fn(&str) -> bool,
    /// These words name a person.
    pub names_somebody: &'t dyn Fn(&str) -> bool,
}
