//! Where in the XML of a Word document the place of an answer is.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::document::docx::flow::PartSheet;
use crate::document::docx::read::DocumentPart;
use crate::document::xml::tree::NodeId;
use crate::text::place::Place;

/// Where an edit goes: the part, the host there, and which of its answer places, if it is one.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) part: usize,
    pub(super) host: NodeId,
    pub(super) answer: Option<usize>,
}

/// The hosts of all places.
pub(super) fn hosts(laid_out: &[DocumentPart<'_>]) -> HashMap<Place, Vec<Target>> {
    let mut hosts = HashMap::new();
    for (part, laid_part) in laid_out.iter().enumerate() {
        for laid in laid_part.sheets.iter().chain(&laid_part.twins) {
            note(&mut hosts, part, laid);
        }
    }
    hosts
}

/// Notes the places of a sheet.
fn note(targets: &mut HashMap<Place, Vec<Target>>, part: usize, laid: &PartSheet) {
    let mut add = |place: &Place, host: NodeId, answer: Option<usize>| {
        targets.entry(place.clone()).or_default().push(Target { part, host, answer });
    };
    for (named, &(host, answer)) in laid.sheet.named.iter().zip(&laid.answers) {
        add(&named.place, host, Some(answer));
    }
    let alone: HashSet<usize> = laid.others.iter().map(|o| o.1).collect();
    for (index, (cell, &host)) in laid.sheet.cells.iter().zip(&laid.hosts).enumerate() {
        if let (false, Some(place)) = (alone.contains(&index), cell.own_place.get()) {
            add(&place, host, None);
        }
    }
    for (place, index) in &laid.others {
        add(place, laid.hosts[*index], None);
    }
}

/// A place, and the label after which the answer stands there.
pub(super) fn apart(place: &Place) -> (Place, Option<Arc<str>>) {
    match place {
        Place::After { place, label } => ((**place).clone(), Some(Arc::clone(label))),
        Place::Inside { part, place } => {
            let (place, label) = apart(place);
            (place.inside(part), label)
        }
        place => (place.clone(), None),
    }
}
