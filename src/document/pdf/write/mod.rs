//! Fills the fields of a pdf: what was in the file stays as it is, and the changed objects follow it.

mod answer;
mod appearance;
mod letters;
pub(super) mod limits;
mod text_layout;
mod typeface;
mod update;
mod widget_box;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, IncrementalDocument, Object, ObjectId};

use crate::document::cells::model::Edit;
use crate::document::filling::filled_file::FilledFile;
use crate::document::pdf::content::content_stream::Show;
use crate::document::pdf::fields::shown_values;
use crate::document::pdf::fields::{self, Field, Kind};
use crate::document::pdf::layout::cells;
use crate::document::pdf::structure::load::load;
use crate::document::pdf::structure::pages;
use crate::document::pdf::write::update::Update;
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// Fills fields of a pdf. An edit that says what already stands there changes nothing.
pub fn write(bytes: &[u8], edits: &[Edit]) -> Result<FilledFile, Finding> {
    let pdf = load(bytes)?;
    let mut fields = fields::fields(&pdf, &pages::pages(&pdf).list).0;
    let mut findings = Vec::new();
    let changed = enter(&mut fields, edits, &mut findings);
    if changed.is_empty() {
        return Ok(FilledFile { bytes: bytes.to_vec(), findings });
    }
    let signed = fields.iter().filter(|field| field.kind == Kind::Signature && !field.values.is_empty());
    findings.extend(signed.map(|field| Finding::new("pdf-signed").place(cells::place(field))));
    findings.extend(unprinted(changed.iter().map(|at| &fields[*at])));
    let (mut update, mut show) = (Update::new(&pdf), Show::new(&pdf));
    for (at, field) in fields.iter().enumerate() {
        if changed.contains(&at) {
            update.field(field);
        } else if field.values.is_empty() && shown_values::differs(&mut show, &pdf, field) {
            // what somebody cleared without drawing it anew would still be seen
            update.looks(field);
        } else if update.redraws && matches!(field.kind, Kind::Text | Kind::Choice) && !field.values.is_empty() {
            update.looks(field);
        }
    }
    update.form();
    findings.append(&mut update.findings);
    let objects = update.done();
    save(bytes, pdf, objects).map(|bytes| FilledFile { bytes, findings })
}

/// Fields that paper does not show: none of their boxes is marked to be printed.
fn unprinted<'f>(changed: impl Iterator<Item = &'f Field>) -> Option<Finding> {
    let unprinted: Vec<Place> = changed
        .filter(|field| {
            !field.widgets.is_empty() && !field.widgets.iter().any(|widget| widget.printed || widget.hidden)
        })
        .map(cells::place)
        .collect();
    let first = unprinted.first()?.clone();
    Some(Finding::new("place-not-printed").with("count", unprinted.len()).place(first))
}

/// Gives the fields their new values; answers which ones changed.
fn enter(fields: &mut [Field], edits: &[Edit], findings: &mut Vec<Finding>) -> BTreeSet<usize> {
    let (mut changed, mut taken) = (BTreeSet::new(), BTreeMap::new());
    for edit in edits {
        let found = target(&edit.place).and_then(|(name, word)| {
            let at = fields.iter().position(|field| field.name == name)?;
            Some((at, word))
        });
        let entered = match found {
            Some((at, Some(word)))
                if edit.content == Content::Tick(true) && *taken.entry(at).or_insert(word) != word =>
            {
                Err(Finding::new("pdf-group-taken"))
            }
            Some((at, word)) => set_all(fields, at, word, &edit.content),
            None => Err(Finding::new("pdf-no-field")),
        };
        match entered {
            Ok(new) => changed.extend(new),
            Err(finding) => findings.push(finding.place(edit.place.clone())),
        }
    }
    changed
}

/// Sets a field and the others of its name and kind; answers which are new.
///
/// Field objects of one full name are one field in several places (ISO 32000-1, 12.7.3.2) and have to say the same, or a
/// reader shows one of them blank.
fn set_all(fields: &mut [Field], first: usize, word: Option<&str>, content: &Content) -> Result<Vec<usize>, Finding> {
    let (name, kind) = (fields[first].name.clone(), fields[first].kind);
    let mut new = Vec::new();
    for (at, field) in fields.iter_mut().enumerate().skip(first) {
        if field.name == name && field.kind == kind && answer::set(field, word, content)? {
            new.push(at);
        }
    }
    Ok(new)
}

/// The name of the field at a place, and the word of one of its buttons.
pub(super) fn target(place: &Place) -> Option<(&str, Option<&str>)> {
    match place {
        Place::Field(name) => Some((name, None)),
        Place::After { place, label } => target(place).map(|(name, _)| (name, Some(&**label))),
        Place::Inside { part, place } if part.starts_with("herhaling ") => target(place),
        _ => None,
    }
}

/// The original followed by the changed objects; a file whose table of objects is broken is written anew.
fn save(bytes: &[u8], mut pdf: Document, objects: BTreeMap<ObjectId, Object>) -> Result<Vec<u8>, Finding> {
    let broken = pdf.xref_recovery.is_some() || pdf.xref_start == 0;
    let last = objects.keys().map(|id| id.0).max().unwrap_or(0).max(pdf.max_id);
    let mut filled = Vec::new();
    let saved = if broken && pdf.was_encrypted() {
        return Err(Finding::new("damaged"));
    } else if broken {
        pdf.objects.extend(objects);
        pdf.max_id = last;
        pdf.save_to(&mut filled)
    } else {
        let mut update = IncrementalDocument::create_from(bytes.to_vec(), pdf);
        update.new_document.objects.extend(objects);
        update.new_document.max_id = last;
        update.save_to(&mut filled)
    };
    saved.map(|()| filled).map_err(|_| Finding::new("damaged"))
}
