//! How far forms are apart, which of them are one template that travelled, and how far each is from the standard.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::record::schema::{FieldId, Schema};

use super::cluster::{self, Merge, decimals};
use super::coverage::is_shared;
use super::forms::Compared;

/// Two forms side by side.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pair {
    pub one: String,
    pub other: String,
    /// Fields that both ask.
    pub both: usize,
    /// Fields that at least one of them asks.
    pub either: usize,
    /// Of those both ask, the ones in the same words.
    pub same_words: usize,
    /// From 0 (one form) to 1 (nothing shared): a field that both ask counts whole in the same words and half in others.
    pub distance: f64,
}

/// How far a form is from what would be the standard.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ToStandard {
    pub form: String,
    /// Asked by both.
    pub both: Vec<String>,
    /// Of those, printed in other words than the standard's; none where that is the shared core, which has no words.
    pub reworded: Vec<String>,
    /// Asked by the standard only.
    pub missing: Vec<String>,
    /// Of those, the ones that the standard marks as required or that belong to every complete plan: to be added.
    pub must_add: Vec<String>,
    /// Asked by this form only: to be dropped, or kept as its own question.
    pub extra: Vec<String>,
    pub distance: f64,
}

/// All distances.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Distances {
    /// The form ids in an order in which near forms stand together.
    pub order: Vec<String>,
    pub pairs: Vec<Pair>,
    /// How groups form, the nearest first: the last one holds all forms in their order.
    pub merges: Vec<Merge>,
    /// Groups that form at less than six tenths: a template that may have travelled.
    pub families: Vec<Vec<String>>,
    /// `standaard/…`, or `kern`: the core fields of the common schema and those that nearly all forms ask.
    pub standard: String,
    pub to_standard: Vec<ToStandard>,
}

/// Groups that form nearer than this are taken for one template.
pub const FAMILY: f64 = 0.6;

pub(super) fn distances(forms: &[Compared], standard: Option<&Compared>) -> Distances {
    let mut pairs = Vec::new();
    for (n, one) in forms.iter().enumerate() {
        pairs.extend(forms[n + 1..].iter().map(|other| pair(one, other)));
    }
    let names: Vec<String> = forms.iter().map(|form| form.form.id.clone()).collect();
    let merges = merges(&names, &pairs);
    let order = merges.last().map_or(names, |last| last.one.iter().chain(&last.other).cloned().collect());
    let families = families(&merges);
    let core = core(forms);
    let name = standard.map_or_else(|| "kern".to_owned(), |standard| standard.form.id.clone());
    let others = forms.iter().filter(|form| form.form.id != name);
    let to_standard = others.map(|form| to_standard(form, standard, &core)).collect();
    Distances { order, pairs, merges, families, standard: name, to_standard }
}

fn pair(one: &Compared, other: &Compared) -> Pair {
    let both: Vec<FieldId> = one.asked.intersection(&other.asked).copied().collect();
    let either = one.asked.union(&other.asked).count();
    let same_words = both.iter().filter(|field| in_same_words(**field, one, other)).count();
    let (one, other) = (one.form.id.clone(), other.form.id.clone());
    Pair { one, other, both: both.len(), either, same_words, distance: distance(both.len(), same_words, either) }
}

/// Whether one printed wording of a field stands on both forms.
pub(super) fn in_same_words(field: FieldId, one: &Compared, other: &Compared) -> bool {
    let words = |form: &Compared| -> BTreeSet<String> {
        let folded = form.asking(field).map(|question| Wording::new(&question.wording).folded);
        folded.filter(|folded| !folded.is_empty()).collect()
    };
    words(one).intersection(&words(other)).next().is_some()
}

/// In ten thousandths, a half up, reckoned in whole numbers so that the figure in print is the figure in the data.
fn ten_thousandths(both: usize, same_words: usize, either: usize) -> u64 {
    let count = |n: usize| u64::try_from(n).unwrap_or(0);
    let (alike, all) = (count(both + same_words), count(either));
    (20_000 * all + all).saturating_sub(10_000 * alike).checked_div(2 * all).unwrap_or(0)
}

fn distance(both: usize, same_words: usize, either: usize) -> f64 {
    decimals(ten_thousandths(both, same_words, either))
}

/// The groups of forms by the distances of their pairs.
fn merges(names: &[String], pairs: &[Pair]) -> Vec<Merge> {
    let at = |id: &String| names.iter().position(|name| name == id).unwrap_or(0);
    let mut table = vec![vec![0; names.len()]; names.len()];
    for pair in pairs {
        let (one, other) = (at(&pair.one), at(&pair.other));
        let distance = ten_thousandths(pair.both, pair.same_words, pair.either);
        (table[one][other], table[other][one]) = (distance, distance);
    }
    cluster::merges(names, &|one, other| table[one][other])
}

/// The largest groups that form below the limit.
fn families(merges: &[Merge]) -> Vec<Vec<String>> {
    let mut families: Vec<Vec<String>> = Vec::new();
    for merge in merges.iter().filter(|merge| merge.distance < FAMILY) {
        let members: Vec<String> = merge.one.iter().chain(&merge.other).cloned().collect();
        families.retain(|family| !family.iter().all(|form| members.contains(form)));
        families.push(members);
    }
    families
}

/// The core fields of the schema, and those that nearly all forms ask.
fn core(forms: &[Compared]) -> BTreeSet<FieldId> {
    let asked_by = |id: FieldId| forms.iter().filter(|form| form.asked.contains(&id)).count();
    let all = Schema::common().all();
    all.filter(|(id, field)| field.core || is_shared(asked_by(*id), forms.len())).map(|(id, _)| id).collect()
}

fn to_standard(form: &Compared, standard: Option<&Compared>, core: &BTreeSet<FieldId>) -> ToStandard {
    let wanted = standard.map_or(core, |standard| &standard.asked);
    let ids = |fields: Vec<FieldId>| -> Vec<String> {
        fields.into_iter().map(|id| Schema::common().field(id).id.clone()).collect()
    };
    let known = |id: &FieldId| form.mapping.knows_by_itself(&Schema::common().field(*id).id);
    let both: Vec<FieldId> = wanted.intersection(&form.asked).copied().collect();
    let missing: Vec<FieldId> = wanted.difference(&form.asked).copied().filter(|id| !known(id)).collect();
    let is_wanted =
        |id: &FieldId| Schema::common().field(*id).core || standard.is_some_and(|s| s.mapping.requires(*id));
    let must_add: Vec<FieldId> = missing.iter().copied().filter(is_wanted).collect();
    let extra: Vec<FieldId> = form.asked.difference(wanted).copied().collect();
    let same = |field: &FieldId| standard.is_none_or(|standard| in_same_words(*field, form, standard));
    let is_worded = |field: FieldId| form.asking(field).any(|question| !question.wording.is_empty());
    let reworded: Vec<FieldId> = both.iter().copied().filter(|field| !same(field) && is_worded(*field)).collect();
    let same_words = both.iter().filter(|field| same(field)).count();
    let distance = distance(both.len(), same_words, both.len() + missing.len() + extra.len());
    ToStandard {
        form: form.form.id.clone(),
        both: ids(both),
        reworded: ids(reworded),
        missing: ids(missing),
        must_add: ids(must_add),
        extra: ids(extra),
        distance,
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_field_in_other_words_counts_half() {
        for (both, same, either, expected) in [(0, 0, 5, 1.0), (5, 5, 5, 0.0), (5, 0, 5, 0.5), (2, 1, 6, 0.75)] {
            assert!((distance(both, same, either) - expected).abs() < 1e-9);
        }
        assert!(distance(0, 0, 0).abs() < 1e-9, "two forms that ask nothing are alike");
    }
}
