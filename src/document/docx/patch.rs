//! Changes to a part, gathered first and made at once; every byte outside them stays as it is.

use std::ops::Range;

use crate::document::xml::tree::Tree;

/// Byte ranges of a part, and what is to stand there instead.
#[derive(Default)]
pub(super) struct Patch {
    changes: Vec<(Range<usize>, String)>,
}

impl Patch {
    /// Puts `text` where `range` stands.
    pub(super) fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.changes.push((range, text.into()));
    }

    /// Puts `text` at a place.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.put(at..at, text);
    }

    /// Whether nothing changes.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The bytes of `range` with the changes made; a change inside an earlier, larger one is left out.
    pub(super) fn apply(mut self, source: &str, range: Range<usize>) -> String {
        self.changes.sort_by_key(|(r, _)| (r.start, r.end != r.start, usize::MAX - r.end));
        let mut out = String::with_capacity(range.len());
        let mut at = range.start;
        for (change, text) in self.changes {
            if change.start < at || change.end > range.end {
                continue;
            }
            out.push_str(&source[at..change.start]);
            out.push_str(&text);
            at = change.end;
        }
        out.push_str(&source[at..range.end]);
        out
    }

    /// The whole part with the changes made.
    pub(super) fn whole(self, tree: &Tree<'_>) -> String {
        self.apply(tree.source, 0..tree.source.len())
    }
}
