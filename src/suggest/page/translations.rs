//! Forms in two languages: `Functie / Position`. What is asked is said by the half in Dutch.

use crate::suggest::cell_text::likeness::QuestionLikeness;
use crate::suggest::cell_text::texts::halves;
use crate::suggest::page::question::Question;

/// Fewer labels in two halves than this are no habit.
const FEWEST: usize = 5;

/// Gives the questions of a form in two languages what their Dutch half says; half of all labels show that it is one.
pub(in crate::suggest) fn mean(all: &mut [Question], likes: &QuestionLikeness<'_>) {
    let both: Vec<(f64, f64)> = all
        .iter()
        .filter_map(|asked| halves(&asked.text))
        .map(|(first, second)| (likes.of(first), likes.of(second)))
        .collect();
    if both.len() < FEWEST || both.len() * 2 < all.len() {
        return;
    }
    let sum = |of: fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>();
    let first_is_dutch = sum(|both| both.0) >= sum(|both| both.1);
    let dutch = |text: &str| halves(text).map(|(first, second)| if first_is_dutch { first } else { second }.to_owned());
    for asked in all.iter_mut() {
        if asked.meaning.is_none() {
            asked.meaning = dutch(&asked.text);
        }
    }
}
