//! Reads a marked form with the mapping that was made of it: each mark has to be found where it was typed.

use crate::document::cells::model::Document;
use crate::finding::Finding;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::Mapping;
use crate::text::content::Content;
use crate::text::place::Place;

use super::confirm::UnderstoodMark;
use super::names::name;

/// What of the marks the mapping does not find back on the marked form itself, each a finding.
pub fn read_back(marked: &Document, mapping: &Mapping, meant: &[UnderstoodMark]) -> Vec<Finding> {
    let form::FormAnswers { answers, findings, .. } = form::read(&with_plain_marks(marked), mapping);
    // a field or control within the text of a cell stands in that cell
    let bare = |place: &Place| {
        let place = match place {
            Place::After { place, .. } => &**place,
            other => other,
        };
        let within = marked.sheets.iter().find_map(|sheet| {
            let named = sheet.named.iter().find(|named| named.place == *place)?;
            sheet.place(named.spot)
        });
        within.unwrap_or_else(|| place.clone())
    };
    let found = |one: &&UnderstoodMark| {
        let targets = &one.slot.targets;
        if one.boxes {
            return targets.iter().all(|target| mapping.asks(target.field));
        }
        // the halves of an address on two lines: the second was found, and says something else than the first
        let place = one.place.to_string();
        let differs = |finding: &Finding| {
            finding.code == "answers-differ" && finding.with.iter().any(|(_, other)| other.starts_with(&place))
        };
        targets.iter().take(1).all(|target| {
            answers.iter().any(|answer| answer.key.field == target.field && bare(&answer.place) == bare(&one.place))
        }) || findings.iter().any(differs)
    };
    let lost = meant.iter().filter(|one| !found(one));
    lost.map(|one| Finding::new("mark-not-read-back").with("name", name(&one.slot)).place(one.place.clone())).collect()
}

/// The marked form with its marks as plain words: `«werknemer: naam»` under a label is no label of its own.
fn with_plain_marks(marked: &Document) -> Document {
    let mut plain = marked.clone();
    let contents = plain.sheets.iter_mut().flat_map(|sheet| {
        let cells = sheet.cells.iter_mut().map(|cell| &mut cell.content);
        cells.chain(sheet.named.iter_mut().map(|named| &mut named.content))
    });
    for content in contents {
        if let Content::Text(text) = content
            && text.contains('«')
        {
            let mut within = false;
            let plain = text.chars().map(|c| {
                within = if c == '«' { true } else { within && c != '»' };
                if within && matches!(c, ':' | '?') { ' ' } else { c }
            });
            *text = plain.collect::<String>().into();
        }
    }
    plain
}
