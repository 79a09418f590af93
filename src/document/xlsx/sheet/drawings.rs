//! What lies over the cells of a sheet: text boxes, which are read, and what is only said: comments, pictures, embedded files.

use std::sync::Arc;

use quick_xml::events::Event;

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::file::package::Package;
use crate::document::spreadsheet::text_boxes::{self, MOST};
use crate::document::xlsx::workbook::{Workbook, relations};
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::{Place, Spot};

/// Says what lies over the cells and hands on the text boxes, as one more sheet.
pub fn read(zipped: &mut Package, workbook: &Workbook, feed: &mut CellStream<'_>) -> Step {
    let over = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["drawings/", "comments", "embeddings/", "activex/"].iter().any(|folder| name.contains(folder))
    };
    if !zipped.names().any(|name| over(&name)) {
        return Ok(());
    }
    let mut boxes: Vec<(Place, String)> = Vec::new();
    for listed in &workbook.sheets {
        let name: Arc<str> = listed.name.as_str().into();
        for relation in listed.part.as_deref().map(|part| relations(zipped, part)).transpose()?.unwrap_or_default() {
            match relation.kind.as_str() {
                "drawing" => {
                    let text = zipped.text_if_any(&relation.target)?.unwrap_or_default();
                    let (texts, pictures) = drawn(&text);
                    boxes.extend(texts.into_iter().map(|(spot, text)| (Place::cell(&name, spot), text)));
                    for spot in pictures {
                        feed.finding(Finding::new("picture-ignored").place(Place::cell(&name, spot)))?;
                    }
                }
                "comments" | "threadedComment" => {
                    let text = zipped.text_if_any(&relation.target)?.unwrap_or_default();
                    for spot in commented(&text) {
                        feed.finding(Finding::new("comment-ignored").place(Place::cell(&name, spot)))?;
                    }
                }
                "package" | "oleObject" => feed.finding(Finding::new("embedded-ignored").with("where", &name))?,
                "control" => feed.finding(Finding::new("activex-ignored").with("where", &name))?,
                _ => {}
            }
        }
    }
    text_boxes::hand_on(boxes, feed)
}

/// The texts of the shapes of a drawing, each with the cell at its top left corner; and the corners of its pictures.
fn drawn(drawing: &str) -> (Vec<(Spot, String)>, Vec<Spot>) {
    let (mut found, mut pictures) = (Vec::new(), Vec::new());
    let (mut spot, mut text) = (Spot { row: 0, col: 0 }, String::new());
    let (mut from, mut number, mut within) = (false, String::new(), false);
    let mut reader = xml::reader(drawing);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return (found, pictures),
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "from" => from = true,
                "sp" => text.clear(),
                "p" if !text.is_empty() => text.push('\n'),
                "t" => within = true,
                "row" | "col" => number.clear(),
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "from" => from = false,
                "row" if from => spot.row = number.trim().parse().unwrap_or(0),
                "col" if from => spot.col = number.trim().parse().unwrap_or(0),
                "t" => within = false,
                "pic" if pictures.len() < MOST => pictures.push(spot),
                "sp" if !text.trim().is_empty() => found.push((spot, std::mem::take(&mut text).trim().to_owned())),
                _ => {}
            },
            Ok(event) if within => xml::push_text(&mut text, &event),
            Ok(event) if from => xml::push_text(&mut number, &event),
            Ok(_) => {}
        }
    }
}

/// The cells that comments hang on.
fn commented(comments: &str) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut reader = xml::reader(comments);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => return spots,
            Ok(Event::Start(tag) | Event::Empty(tag))
                if matches!(tag.local_name().as_ref(), "comment" | "threadedComment") && spots.len() < MOST =>
            {
                let spot = xml::attr(&tag, "ref").and_then(|spot| spot.parse().ok());
                spots.extend(spot.filter(|spot| !spots.contains(spot)));
            }
            Ok(_) => {}
        }
    }
}
