//! How far two forms are apart: by the fields that both ask, and by the words in which they ask them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::questions::form::Compared;
use crate::record::schema::FieldId;

/// Two forms side by side.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pair {
    pub one: String,
    pub other: String,
    /// Fields that both ask.
    pub both: usize,
    /// Of those, the ones that a source or an original asks on both sides.
    pub both_sourced: usize,
    /// Fields that at least one of them asks.
    pub either: usize,
    /// Of those both ask, the ones in the same words.
    pub same_words: usize,
    /// Of those, the ones that are sourced on both sides: the others are in the same words because we wrote them.
    pub same_words_sourced: usize,
    /// From 0 (one form) to 1 (nothing shared): a field that both ask counts whole in the same words and half in
    /// others. None where of one of them no field is compared.
    pub distance: Option<f64>,
}

impl Pair {
    /// Whether fields are shared, and none of them by a source or an original on both sides.
    pub fn is_unsourced(&self) -> bool {
        self.both > 0 && self.both_sourced == 0
    }
}

/// The pair at the smallest distance, of those that have one.
pub fn nearest(pairs: &[Pair]) -> Option<(&Pair, f64)> {
    let measured = pairs.iter().filter_map(|pair| Some((pair, pair.distance?)));
    measured.min_by(|(_, one), (_, other)| one.total_cmp(other))
}

/// Two forms side by side.
pub fn pair(one: &Compared, other: &Compared) -> Pair {
    let both: Vec<FieldId> = one.asked.intersection(&other.asked).copied().collect();
    let either = one.asked.union(&other.asked).count();
    let same: Vec<FieldId> = both.iter().copied().filter(|field| in_same_words(*field, one, other)).collect();
    let sourced =
        |fields: &[FieldId]| fields.iter().filter(|id| one.is_sourced(**id) && other.is_sourced(**id)).count();
    Pair {
        one: one.form.id.clone(),
        other: other.form.id.clone(),
        both: both.len(),
        both_sourced: sourced(&both),
        either,
        same_words: same.len(),
        same_words_sourced: sourced(&same),
        distance: (one.is_measured() && other.is_measured()).then(|| distance(both.len(), same.len(), either)),
    }
}

/// A figure in whole parts, rounded half up, from none to `most`.
pub fn whole_parts(parts: f64, most: u32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is out of range becomes its end")]
    let rounded = parts.round() as u32;
    rounded.min(most)
}

/// Whether one printed wording of a field stands on both forms.
pub fn in_same_words(field: FieldId, one: &Compared, other: &Compared) -> bool {
    let words = |form: &Compared| -> BTreeSet<String> {
        let folded = form.asking(field).map(|question| Wording::new(&question.wording).folded);
        folded.filter(|folded| !folded.is_empty()).collect()
    };
    words(one).intersection(&words(other)).next().is_some()
}

/// In ten thousandths, rounded half up, computed in whole numbers so that the figure in print is the figure in the
/// data.
pub fn ten_thousandths(both: usize, same_words: usize, either: usize) -> u64 {
    let count = |n: usize| u64::try_from(n).unwrap_or(0);
    let (alike, all) = (count(both + same_words), count(either));
    (20_000 * all + all).saturating_sub(10_000 * alike).checked_div(2 * all).unwrap_or(0)
}

/// From 0 to 1.
pub fn distance(both: usize, same_words: usize, either: usize) -> f64 {
    decimals(ten_thousandths(both, same_words, either))
}

/// Ten thousandths as a fraction.
pub fn decimals(ten_thousandths: u64) -> f64 {
    f64::from(u32::try_from(ten_thousandths).unwrap_or(u32::MAX)) / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::{distance, whole_parts};

    /// In a picture as in print: 692.5 of a thousand is 693.
    #[test]
    fn a_half_goes_up_and_nothing_goes_beyond_its_end() {
        let cases = [(692.4, 692), (692.5, 693), (0.4, 0), (1000.7, 1000), (-3.0, 0)];
        assert!(cases.iter().all(|(parts, whole)| whole_parts(*parts, 1000) == *whole));
    }

    #[test]
    fn a_field_in_other_words_counts_half() {
        for (both, same, either, expected) in [(0, 0, 5, 1.0), (5, 5, 5, 0.0), (5, 0, 5, 0.5), (2, 1, 6, 0.75)] {
            assert!((distance(both, same, either) - expected).abs() < 1e-9);
        }
        assert!(distance(0, 0, 0).abs() < 1e-9, "two forms that ask nothing are alike");
    }
}
