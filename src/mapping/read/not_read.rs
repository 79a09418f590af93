//! What a form holds that is not read, as far as it could be an answer: pictures, and choices that a format cannot tell.

use foldhash::HashSet;

use crate::document::cells::model::{Document, Format};
use crate::finding::Finding;
use crate::mapping::locate::Located;
use crate::mapping::locate::label_index::{At, LabelIndex};
use crate::mapping::locate::location::Location;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Asks;
use crate::record::schema::{Kind, Schema};
use crate::text::place::{Place, Spot};

/// Whether a picture lies in or on the cell of a label or an answer: a logo says nothing of a client.
pub(crate) fn is_beside_answer(
    document: &Document,
    (labels, answers): (&HashSet<At>, &HashSet<(usize, Spot)>),
    place: Option<&Place>,
) -> bool {
    let Some(place) = place else { return true };
    if document.sheets.iter().all(|sheet| sheet.cells.iter().all(|cell| cell.content.is_empty())) {
        return true;
    }
    let of_label = |at: &At| {
        let sheet = &document.sheets[at.sheet];
        sheet.place_of(&sheet.cells[at.cell])
    };
    let of_answer = |(sheet, spot): &(usize, Spot)| {
        let sheet = &document.sheets[*sheet];
        sheet.at(*spot).map_or_else(|| sheet.place(*spot), |cell| sheet.place_of(cell))
    };
    labels.iter().filter_map(of_label).any(|own| own == *place)
        || answers.iter().filter_map(of_answer).any(|own| own == *place)
}

/// The questions whose alternatives stand there as printed, in a format that does not tell which one was struck out.
pub(crate) fn choices_not_told(printed: &LabelIndex<'_>, mapping: &Mapping, located: &Located) -> Vec<Finding> {
    if !matches!(printed.document.format, Format::Xlsb | Format::Pdf | Format::Csv) {
        return Vec::new();
    }
    let lines = mapping.lines.iter().zip(&located.lines);
    let choice = lines.filter_map(|(line, found)| {
        let Asks::One { target, .. } = &line.asks else { return None };
        let field = Schema::common().field(target.field);
        let Some(Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot }) = found else { return None };
        let paper = &printed.document.sheets[*sheet];
        let cell = paper.at(*spot)?;
        let text = cell.content.as_text()?;
        let offers =
            matches!(field.kind, Kind::YesNo | Kind::Choice) && text.contains('/') && mapping.is_placeholder(text);
        let finding = Finding::new("choice-not-told").field(&field.id);
        offers.then(|| paper.place_of(cell).into_iter().fold(finding, Finding::place))
    });
    choice.collect()
}
