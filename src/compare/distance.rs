//! How far forms are apart, which of them are one template that travelled, and how far each is from the standard.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::mapping::declaration::Wording;
use crate::record::schema::{FieldId, Schema};

use super::coverage::is_shared;
use super::forms::Compared;

/// Two forms side by side.
#[derive(Clone, Debug, Serialize)]
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

/// Two groups of forms that become one, at the distance of their two nearest members.
#[derive(Clone, Debug, Serialize)]
pub struct Merge {
    pub one: Vec<String>,
    pub other: Vec<String>,
    pub distance: f64,
}

/// How far a form is from what would be the standard.
#[derive(Clone, Debug, Serialize)]
pub struct ToStandard {
    pub form: String,
    /// Asked by both.
    pub both: Vec<&'static str>,
    /// Of those, in other words than the standard's; none where the standard is the shared core, which has no words.
    pub reworded: Vec<&'static str>,
    /// Asked by the standard only: to be added.
    pub missing: Vec<&'static str>,
    /// Asked by this form only: to be dropped, or kept as its own question.
    pub extra: Vec<&'static str>,
    pub distance: f64,
}

/// All distances.
#[derive(Clone, Debug, Serialize)]
pub struct Distances {
    /// The form ids in an order in which near forms stand together.
    pub order: Vec<String>,
    pub pairs: Vec<Pair>,
    pub merges: Vec<Merge>,
    /// Groups of forms that are nearer than six tenths to a next one: a template that travelled.
    pub families: Vec<Vec<String>>,
    /// `standaard/…`, or `kern`: the core fields of the common schema and those that nearly all forms ask.
    pub standard: String,
    pub to_standard: Vec<ToStandard>,
}

/// Nearer than this, forms are taken to be one template.
const FAMILY: f64 = 0.6;

pub(super) fn distances(forms: &[Compared], standard: Option<&Compared>) -> Distances {
    let mut pairs = Vec::new();
    for (n, one) in forms.iter().enumerate() {
        pairs.extend(forms[n + 1..].iter().map(|other| pair(one, other)));
    }
    let merges = merges(forms, &pairs);
    let order = merges.last().map_or_else(
        || forms.iter().map(|form| form.form.id.clone()).collect(),
        |last| last.one.iter().chain(&last.other).cloned().collect(),
    );
    let families = families(forms, &merges);
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

/// To four decimals, so that the figure in print is the figure in the data.
fn distance(both: usize, same_words: usize, either: usize) -> f64 {
    if either == 0 {
        return 0.0;
    }
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let alike = f64::midpoint(count(both), count(same_words)) / count(either);
    ((1.0 - alike) * 10_000.0).round() / 10_000.0
}

/// Single linkage: the two nearest groups become one, until one is left.
fn merges(forms: &[Compared], pairs: &[Pair]) -> Vec<Merge> {
    let mut groups: Vec<Vec<String>> = forms.iter().map(|form| vec![form.form.id.clone()]).collect();
    let mut sorted: Vec<&Pair> = pairs.iter().collect();
    sorted.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    let mut merges = Vec::new();
    for pair in sorted {
        let of = |id: &String, groups: &[Vec<String>]| groups.iter().position(|group| group.contains(id));
        let (Some(first), Some(second)) = (of(&pair.one, &groups), of(&pair.other, &groups)) else { continue };
        if first == second {
            continue;
        }
        let other = groups.remove(first.max(second));
        let one = groups[first.min(second)].clone();
        groups[first.min(second)].extend(other.clone());
        merges.push(Merge { one, other, distance: pair.distance });
    }
    merges
}

fn families(forms: &[Compared], merges: &[Merge]) -> Vec<Vec<String>> {
    let mut families: Vec<Vec<String>> = forms.iter().map(|form| vec![form.form.id.clone()]).collect();
    for merge in merges.iter().filter(|merge| merge.distance < FAMILY) {
        families.retain(|family| family != &merge.one && family != &merge.other);
        families.push(merge.one.iter().chain(&merge.other).cloned().collect());
    }
    families.retain(|family| family.len() > 1);
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
    let ids = |fields: Vec<FieldId>| -> Vec<&'static str> {
        fields.into_iter().map(|id| Schema::common().field(id).id.as_str()).collect()
    };
    let known = |id: &FieldId| form.mapping.knows_by_itself(&Schema::common().field(*id).id);
    let both: Vec<FieldId> = wanted.intersection(&form.asked).copied().collect();
    let missing: Vec<FieldId> = wanted.difference(&form.asked).copied().filter(|id| !known(id)).collect();
    let extra: Vec<FieldId> = form.asked.difference(wanted).copied().collect();
    let differs = |standard: &Compared| -> Vec<FieldId> {
        both.iter().copied().filter(|field| !in_same_words(*field, form, standard)).collect()
    };
    let reworded = standard.map(differs).unwrap_or_default();
    let distance = distance(both.len(), both.len() - reworded.len(), both.len() + missing.len() + extra.len());
    let (both, reworded) = (ids(both), ids(reworded));
    ToStandard { form: form.form.id.clone(), both, reworded, missing: ids(missing), extra: ids(extra), distance }
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
