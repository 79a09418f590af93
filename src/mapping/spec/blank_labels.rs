//! What a mapping's own blank prints as labels beside each other in one text, so that one that the mapping does not name
//! ends an answer all the same.

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

use foldhash::HashSet;

/// The labels, folded, each with one that stands before it in the same text.
pub type Pairs = HashSet<(String, String)>;

/// The labels of the blanks, read once and only where a form holds a label that the mapping does not name.
#[derive(Clone, Default)]
pub struct BlankLabels {
    read: Option<Arc<dyn Fn() -> Pairs + Send + Sync>>,
    pairs: OnceLock<Pairs>,
}

impl BlankLabels {
    pub fn read_by(read: impl Fn() -> Pairs + Send + Sync + 'static) -> Self {
        Self { read: Some(Arc::new(read)), pairs: OnceLock::new() }
    }

    /// Whether a blank prints one folded label in a text behind another.
    pub fn print(&self, before: &str, label: &str) -> bool {
        let Some(read) = &self.read else { return false };
        self.pairs.get_or_init(|| read()).contains(&(before.to_owned(), label.to_owned()))
    }
}

impl fmt::Debug for BlankLabels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlankLabels").field("pairs", &self.pairs).finish_non_exhaustive()
    }
}
