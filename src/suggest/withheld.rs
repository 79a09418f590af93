//! What of a filled form stays out of its draft: it may be an answer of whoever filled the form in.

use super::place::Placed;
use super::printed_form::PrintedForm;
use super::sure::DOUBT;

/// Takes out the questions in words that no form uses and that got no field, and headings in such words above the others.
/// How many questions that were.
pub fn withhold(form: &PrintedForm, placed: &mut Vec<Placed>) -> usize {
    let before = placed.len();
    let sure = |placed: &Placed| placed.slot.is_some() && placed.confidence >= DOUBT;
    placed.retain(|placed| sure(placed) || !form.unlike.contains(&placed.asked.text));
    for placed in placed.iter_mut() {
        placed.asked.sections.retain(|(_, text)| !form.doubtful.contains(text));
    }
    before - placed.len()
}
