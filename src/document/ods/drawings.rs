//! What lies over the cells of an ods: text boxes, which are read, and what is only said: comments, pictures, objects.

use quick_xml::events::{BytesStart, Event};

use crate::document::spreadsheet::text_boxes::MOST;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::Place;

/// A drawing or a comment as it comes by.
#[derive(Debug, Default)]
pub struct Drawings {
    /// The text boxes that came by, each with the cell over which it lies.
    pub boxes: Vec<(Place, String)>,
    /// How deep the reader stands within one.
    depth: u32,
    /// What is to be said where nothing of it is read.
    said: Option<&'static str>,
    text: String,
    within: bool,
}

impl Drawings {
    /// A tag begins; what stands in a cell or among the shapes of a sheet may be a drawing.
    pub fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().0;
        if self.depth == 0 {
            let begins = name == "office:annotation" || (name.starts_with("draw:") && name != "draw:control");
            if !begins {
                return;
            }
            (self.said, self.within) = ((name == "office:annotation").then_some("comment-ignored"), false);
            self.text.clear();
        }
        self.depth += 1;
        match name {
            "draw:image" => self.said = self.said.or(Some("picture-ignored")),
            "draw:object" | "draw:object-ole" => self.said = Some("embedded-ignored"),
            "text:p" | "text:h" => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.within = true;
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            "text:s" => self.text.push(' '),
            _ => {}
        }
    }

    /// Text between tags.
    pub fn take(&mut self, event: &Event<'_>) {
        if self.depth > 0 && self.within {
            xml::push_text(&mut self.text, event);
        }
    }

    /// A tag ends; where it ends a drawing at `place` that is not read, that is said.
    pub fn end(&mut self, name: &str, place: impl FnOnce() -> Option<Place>) -> Option<Finding> {
        if self.depth == 0 {
            return None;
        }
        self.depth -= 1;
        self.within &= !matches!(name, "text:p" | "text:h");
        if self.depth > 0 {
            return None;
        }
        let place = place()?;
        let said = self.said.take();
        let text = self.text.trim();
        if said != Some("comment-ignored") && !text.is_empty() {
            if self.boxes.len() < MOST {
                self.boxes.push((place, text.to_owned()));
            }
            return None;
        }
        said.map(|code| Finding::new(code).place(place))
    }
}
