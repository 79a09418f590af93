//! How far forms are apart, which of them are one template that travelled, and how far each is from the standard.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::questions::distance::{Pair, distance, in_same_words, pair, ten_thousandths};
use crate::questions::form::Compared;
use crate::record::schema::{FieldId, Schema};

use super::cluster::{self, Merge};
use super::coverage::KindCoverage;

/// How far a form is from what would be the standard.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ToStandard {
    pub form: String,
    /// Asked by both.
    pub both: Vec<String>,
    /// Of those, how many the form asks by its source or on its original.
    pub both_sourced: usize,
    /// Of those, printed in other words than the standard's; none where that is the shared core, which has no words.
    pub reworded: Vec<String>,
    /// Asked by the standard only.
    pub missing: Vec<String>,
    /// Of those, the ones that the standard marks as required or that belong to every complete plan: to be added.
    pub must_add: Vec<String>,
    /// Asked by this form only: to be dropped, or kept as its own question.
    pub extra: Vec<String>,
    /// None where no field of the form is compared.
    pub distance: Option<f64>,
}

/// Forms that may be one template.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Family {
    pub forms: Vec<String>,
    /// Fields in the same words, over all pairs of its forms.
    pub same_words: usize,
    /// Of those, the ones that are sourced on both sides: without any, the likeness is of our own making.
    pub same_words_sourced: usize,
}

/// All distances.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Distances {
    /// The form ids in an order in which near forms stand together; those without a distance stand last.
    pub order: Vec<String>,
    pub pairs: Vec<Pair>,
    /// How groups form, the nearest first: the last one holds all forms that have a distance, in their order.
    pub merges: Vec<Merge>,
    /// Groups that form at less than six tenths: a template that may have travelled.
    pub families: Vec<Family>,
    /// `standaard/…`, or `kern`: the core fields of the common schema and those that nearly all forms ask.
    pub standard: String,
    pub to_standard: Vec<ToStandard>,
}

/// Groups that form nearer than this are taken for one template.
pub const FAMILY: f64 = 0.6;

pub(super) fn distances(forms: &[Compared], standard: Option<&Compared>, kinds: &[KindCoverage]) -> Distances {
    let mut pairs = Vec::new();
    for (n, one) in forms.iter().enumerate() {
        pairs.extend(forms[n + 1..].iter().map(|other| pair(one, other)));
    }
    let (measured, others): (Vec<&Compared>, Vec<&Compared>) = forms.iter().partition(|form| form.is_measured());
    let names = |forms: Vec<&Compared>| -> Vec<String> { forms.into_iter().map(|form| form.form.id.clone()).collect() };
    let (names, unmeasured) = (names(measured), names(others));
    let merges = merges(&names, &pairs);
    let mut order = merges.last().map_or(names, |last| last.one.iter().chain(&last.other).cloned().collect());
    order.extend(unmeasured);
    let families = families(&merges, &pairs);
    let core = core(kinds);
    let name = standard.map_or_else(|| "kern".to_owned(), |standard| standard.form.id.clone());
    let others = forms.iter().filter(|form| form.form.id != name);
    let to_standard = others.map(|form| to_standard(form, standard, &core)).collect();
    Distances { order, pairs, merges, families, standard: name, to_standard }
}

/// The groups of forms by the distances of their pairs.
fn merges(names: &[String], pairs: &[Pair]) -> Vec<Merge> {
    let at = |id: &String| names.iter().position(|name| name == id).unwrap_or(0);
    let mut table = vec![vec![0; names.len()]; names.len()];
    for pair in pairs.iter().filter(|pair| pair.distance.is_some()) {
        let (one, other) = (at(&pair.one), at(&pair.other));
        let distance = ten_thousandths(pair.both, pair.same_words, pair.either);
        (table[one][other], table[other][one]) = (distance, distance);
    }
    cluster::merges(names, &|one, other| table[one][other])
}

/// The largest groups that form below the limit.
fn families(merges: &[Merge], pairs: &[Pair]) -> Vec<Family> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    for merge in merges.iter().filter(|merge| merge.distance < FAMILY) {
        let members: Vec<String> = merge.one.iter().chain(&merge.other).cloned().collect();
        groups.retain(|family| !family.iter().all(|form| members.contains(form)));
        groups.push(members);
    }
    groups.into_iter().map(|forms| family(forms, pairs)).collect()
}

fn family(forms: Vec<String>, pairs: &[Pair]) -> Family {
    let within = || pairs.iter().filter(|pair| forms.contains(&pair.one) && forms.contains(&pair.other));
    let same_words = within().map(|pair| pair.same_words).sum();
    let same_words_sourced = within().map(|pair| pair.same_words_sourced).sum();
    Family { forms, same_words, same_words_sourced }
}

/// The core fields of the schema, and those that nearly all forms of one kind ask.
fn core(kinds: &[KindCoverage]) -> BTreeSet<FieldId> {
    let is_shared = |id: &String| kinds.iter().any(|kind| kind.core.contains(id));
    Schema::common().all().filter(|(_, field)| field.core || is_shared(&field.id)).map(|(id, _)| id).collect()
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
    let distance =
        form.is_measured().then(|| distance(both.len(), same_words, both.len() + missing.len() + extra.len()));
    ToStandard {
        form: form.form.id.clone(),
        both_sourced: both.iter().filter(|field| form.is_sourced(**field)).count(),
        both: ids(both),
        reworded: ids(reworded),
        missing: ids(missing),
        must_add: ids(must_add),
        extra: ids(extra),
        distance,
    }
}
