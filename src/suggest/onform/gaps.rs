//! The gap of a running sentence in which a mark stands.

use crate::suggest::matching::MatchedQuestion;
use crate::suggest::page::printed_form::PrintedForm;
use crate::text::normalize::fold;

use super::read::TypedName;

/// The question of the gap in which a mark stands: the first without a mark behind these printed words.
pub(super) fn gap_of(form: &PrintedForm, placed: &[MatchedQuestion], one: &TypedName) -> Option<usize> {
    let at = (one.sheet, one.cell?);
    let sentence = form.sentences.get(&at)?;
    let before = fold(&one.before);
    let fits = |placed: &MatchedQuestion| {
        let gap = placed.asked.gap.filter(|_| placed.asked.at == at && placed.slot.is_none())?;
        let words = fold(&sentence.literals[gap.number]);
        before.ends_with(&words).then_some((words.len(), std::cmp::Reverse(gap.number)))
    };
    let fitting = placed.iter().enumerate().filter_map(|(n, placed)| Some((fits(placed)?, n)));
    fitting.max().map(|(_, n)| n)
}
