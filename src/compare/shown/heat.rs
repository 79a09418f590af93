//! Distances as a heat map, with the tree of how the groups form beside it.

use std::collections::{BTreeSet, HashMap};

use crate::compare::comparison::Comparison;
use crate::compare::distance::FAMILY;
use crate::questions::distance::{Pair, whole_parts};

use super::names::Names;
use crate::sections::picture::{Branch, Heat, Square, shade};
use crate::sections::table::decimals;

pub(super) fn heat(comparison: &Comparison, names: &Names) -> Heat {
    let order = &comparison.distance.order;
    let between = |one: &str, other: &str| {
        let is = |a: &str, b: &str| (a == one && b == other) || (a == other && b == one);
        comparison.distance.pairs.iter().find(|pair| is(&pair.one, &pair.other))
    };
    let is_measured = |id: &str| comparison.forms.iter().any(|form| form.id == id && form.fields > 0);
    let square = |(row, one): (usize, &'_ String), (column, other): (usize, &'_ String)| {
        let pair = between(one, other);
        // a form is itself, unless nothing is known of it
        let itself = (one == other && is_measured(one)).then_some(0.0);
        let distance = pair.map_or(itself, |pair| pair.distance);
        let text = distance.map_or_else(|| "–".to_owned(), decimals);
        let doubt =
            if distance.is_some() && pair.is_some_and(Pair::is_unsourced) { " (niet uit een bron)" } else { "" };
        Square {
            row,
            column,
            shade: distance.map_or(0, shade),
            title: format!("{} en {}: {text}{doubt}", names.both(one), names.both(other)),
            text,
        }
    };
    let squares = order.iter().enumerate().flat_map(|one| order.iter().enumerate().map(move |other| (one, other)));
    Heat {
        title: "Afstand tussen elk tweetal formulieren; hoe sterker de kleur, hoe meer zij op elkaar lijken".to_owned(),
        names: order.iter().map(|id| names.both(id)).collect(),
        letters: order.iter().map(|id| names.letter(id).to_owned()).collect(),
        squares: squares.map(|(one, other)| square(one, other)).collect(),
        tree: tree(comparison, names),
        limit: thousandths(FAMILY),
    }
}

/// The merges as branches: each group stands in the middle of the two it is made of.
fn tree(comparison: &Comparison, names: &Names) -> Vec<Branch> {
    let row = |id: &String| comparison.distance.order.iter().position(|known| known == id).unwrap_or(0);
    let leaf = |id: &String| (u32::try_from(row(id)).unwrap_or(0) * 1000 + 500, 0);
    let mut groups: HashMap<BTreeSet<&String>, (u32, u32)> = HashMap::new();
    let mut branches = Vec::new();
    for merge in &comparison.distance.merges {
        let place = |group: &[String], groups: &HashMap<BTreeSet<&String>, (u32, u32)>| {
            groups.get(&group.iter().collect()).copied().or_else(|| group.first().map(leaf)).unwrap_or_default()
        };
        let (one, other) = (place(&merge.one, &groups), place(&merge.other, &groups));
        let ((top, top_from), (bottom, bottom_from)) = (one.min(other), one.max(other));
        let at = thousandths(merge.distance);
        groups.insert(merge.one.iter().chain(&merge.other).collect(), (u32::midpoint(top, bottom), at));
        let title =
            format!("{} met {}: {}", names.letters(&merge.one), names.letters(&merge.other), decimals(merge.distance));
        branches.push(Branch { top, top_from, bottom, bottom_from, at, family: merge.distance < FAMILY, title });
    }
    branches
}

/// A distance from 0 to 1 in thousandths.
fn thousandths(distance: f64) -> u32 {
    whole_parts(distance * 1000.0, 1000)
}
