//! The text of a cell or paragraph, bit by bit, each bit with the element it comes from.

use std::ops::Range;

use crate::document::docx::control::Control;
use crate::document::docx::field::Field;
use crate::document::xml::tree::NodeId;
use crate::text::content::Content;
use crate::text::letter_format::LetterFormats;

/// What a bit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FragmentKind {
    /// A `w:t`.
    Text,
    /// A `w:tab`.
    Tab,
    /// A `w:br` or `w:cr`.
    Break,
    /// A `w:sym`, or any other single sign.
    Sign,
    /// The box that a list puts before its item.
    Bullet,
    /// The step to a next paragraph.
    Paragraph,
    /// A value that a control or field shows as a whole.
    Shown,
}

/// A bit of text, from `start` up to the start of the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fragment {
    pub(super) kind: FragmentKind,
    pub(super) node: NodeId,
    /// Where it begins in the raw text.
    pub(super) start: usize,
}

/// A content control or a legacy field.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Control(Control),
    Field(Field),
}

/// An answer place within the text, and the range of raw text that it shows.
#[derive(Clone, Debug)]
pub(super) struct AnswerRange {
    pub(super) answer: Answer,
    pub(super) range: Range<usize>,
    pub(super) content: Content,
}

/// The text of one cell or paragraph.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) raw: String,
    pub(super) bits: Vec<Fragment>,
    pub(super) shown: Vec<AnswerRange>,
    /// The paragraphs, from top to bottom.
    pub(super) paragraphs: Vec<NodeId>,
    /// Whether some text is hidden, and whether some is not.
    pub(super) hides: bool,
    pub(super) shows: bool,
    /// How the raw text looks, where it stands out.
    pub(super) looks: LetterFormats,
    /// Text boxes that hang in it, each with its second wording for older programs.
    pub(super) boxes: Vec<(NodeId, Option<NodeId>)>,
    /// References to footnotes and endnotes.
    pub(super) notes: usize,
    /// What stands here that is no text, by the code of what is said of it.
    pub(super) beside: Vec<&'static str>,
    /// Where in the raw text dates stand that Word fills in anew.
    pub(super) renews: Vec<usize>,
}

impl Lines {
    /// Empties them, to be filled again.
    pub(super) fn clear(&mut self) {
        self.raw.clear();
        self.bits.clear();
        self.shown.clear();
        self.paragraphs.clear();
        self.boxes.clear();
        self.beside.clear();
        self.renews.clear();
        self.looks.clear();
        (self.hides, self.shows, self.notes) = (false, false, 0);
    }

    /// The only control or field, when nothing else stands here.
    pub(super) fn only(&self) -> Option<&AnswerRange> {
        let [shown] = self.shown.as_slice() else { return None };
        let outside = [&self.raw[..shown.range.start], &self.raw[shown.range.end..]];
        outside.iter().all(|text| text.trim().is_empty()).then_some(shown)
    }
}
