//! What a mapping's own blank prints as labels beside each other in one text, so that one that the mapping does not name
//! ends an answer all the same.

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

/// The labels, folded, each with one that stands before it in the same text.
pub type Pairs = HashSet<(String, String)>;

/// What blanks print.
#[derive(Clone, Debug, Default)]
pub struct BlankTexts {
    pub pairs: Pairs,
    /// The texts of whole cells and paragraphs, folded.
    pub whole: HashSet<String>,
    /// What a web form prints beside each answer, by the names of the answer.
    pub by_name: HashMap<String, String>,
}

/// The labels of the blanks, read once and only where a form holds a label that the mapping does not name.
#[derive(Clone, Default)]
pub struct BlankLabels {
    read: Option<Arc<dyn Fn() -> BlankTexts + Send + Sync>>,
    texts: OnceLock<BlankTexts>,
}

impl BlankLabels {
    pub fn read_by(read: impl Fn() -> BlankTexts + Send + Sync + 'static) -> Self {
        Self { read: Some(Arc::new(read)), texts: OnceLock::new() }
    }

    /// Whether a blank prints one folded label in a text behind another.
    pub fn print(&self, before: &str, label: &str) -> bool {
        self.texts().is_some_and(|texts| texts.pairs.contains(&(before.to_owned(), label.to_owned())))
    }

    /// Whether a blank has a cell or a paragraph with this folded text and no other; none where the mapping has no blank.
    pub fn print_whole(&self, folded: &str) -> Option<bool> {
        Some(self.texts()?.whole.contains(folded))
    }

    /// What a blank prints for the answer of this name.
    pub fn of_name(&self, name: &str) -> Option<String> {
        self.texts()?.by_name.get(name).cloned()
    }

    fn texts(&self) -> Option<&BlankTexts> {
        let read = self.read.as_ref()?;
        Some(self.texts.get_or_init(|| read()))
    }
}

impl fmt::Debug for BlankLabels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlankLabels").field("texts", &self.texts).finish_non_exhaustive()
    }
}
