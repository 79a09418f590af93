//! What a form prints in an empty answer place, and when somebody has pointed out a word of it.

use crate::text::normalize::fold;

/// What stands in an empty answer place.
#[derive(Clone, Debug)]
pub struct Placeholder {
    pub(super) text: String,
    pub(super) folded: String,
}

/// Signs by which somebody points out one of the words of a placeholder: `(ja) / nee`, `ja / --nee--`.
const POINTING: [&str; 13] = ["--", "––", "~~", "[", "]", "(", ")", "*", "_", "<", ">", "✓", "✔"];

impl Placeholder {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), folded: fold(text) }
    }

    /// Whether a text that says the same has signs that this does not have: then it is an answer.
    pub(super) fn is_marked_in(&self, text: &str) -> bool {
        POINTING.iter().any(|sign| text.contains(sign) && !self.text.contains(sign))
    }
}
