//! What a sheet part says before and after its rows: hidden columns, merged areas, the corners of controls.

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::spreadsheet::print_header;
use crate::document::xml;
use crate::text::place::Spot;

/// Where the reader of a sheet stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Head,
    Rows,
    Value,
    Inline,
    Formula,
    Tail,
}

/// The last row and column that a sheet can have, counted from zero.
pub const LAST: Spot = Spot { row: 1_048_575, col: 16_383 };

/// What stands around the rows.
#[derive(Debug, Default)]
pub struct Frame {
    /// The merged areas met so far.
    pub merged: Vec<Area>,
    /// The controls met so far: the id of their relation and the cell at their top-left corner.
    pub controls: Vec<(String, Spot)>,
    hidden_columns: Vec<(u32, u32)>,
    /// What is printed above and below its pages, as it is written.
    pub headers: Vec<String>,
    within_header: bool,
    within_corner: bool,
    axis: Option<Axis>,
}

#[derive(Clone, Copy, Debug)]
enum Axis {
    Row,
    Col,
}

impl Frame {
    /// Takes in an event before the rows, and says where the reader stands after it.
    pub fn head(&mut self, event: &Event<'_>) -> State {
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "sheetData" => return State::Rows,
            Event::Empty(tag) if tag.local_name().as_ref() == "sheetData" => return State::Tail,
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "col" => self.column(tag),
            _ => {}
        }
        State::Head
    }

    fn column(&mut self, tag: &BytesStart<'_>) {
        let no_width = xml::number::<f64>(tag, "width").is_some_and(|width| width <= 0.0);
        if xml::flag(tag, "hidden") == Some(true) || no_width {
            let number = |name| xml::number::<u32>(tag, name).and_then(|n| n.checked_sub(1));
            self.hidden_columns.extend(number("min").zip(number("max")));
        }
    }

    /// Whether this column is hidden.
    pub fn hides(&self, col: u32) -> bool {
        self.hidden_columns.iter().any(|(min, max)| (*min..=*max).contains(&col))
    }

    /// Takes in an event after the rows.
    pub fn tail(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) if print_header::OF_SHEETS.contains(&tag.local_name().as_ref()) => {
                self.headers.push(String::new());
                self.within_header = true;
            }
            Event::End(_) | Event::Start(_) if self.within_header => self.within_header = false,
            event if self.within_header => {
                if let Some(header) = self.headers.last_mut() {
                    xml::push_text(header, event);
                }
            }
            Event::Start(tag) | Event::Empty(tag) => self.tail_tag(tag),
            Event::Text(text) => self.corner(text),
            Event::End(tag) => {
                self.axis = None;
                self.within_corner &= tag.local_name().as_ref() != "from";
            }
            _ => {}
        }
    }

    fn tail_tag(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "mergeCell" => self.merged.extend(xml::attr(tag, "ref").and_then(|range| area(&range))),
            "control" => {
                let id = xml::attr(tag, "r:id").or_else(|| xml::attr(tag, "id")).unwrap_or_default();
                self.controls.push((id.into_owned(), Spot { row: 0, col: 0 }));
            }
            "from" => self.within_corner = true,
            "col" if self.within_corner => self.axis = Some(Axis::Col),
            "row" if self.within_corner => self.axis = Some(Axis::Row),
            _ => {}
        }
    }

    fn corner(&mut self, text: &str) {
        if let (Some((_, spot)), Some(axis), Ok(n)) = (self.controls.last_mut(), self.axis, text.trim().parse()) {
            match axis {
                Axis::Row => spot.row = n,
                Axis::Col => spot.col = n,
            }
        }
    }
}

/// An address in capitals without dollars, as sheets write it, read without a detour.
pub fn address(text: &str) -> Option<Spot> {
    let (mut col, mut row) = (0u32, 0u32);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' if row == 0 => col = col.checked_mul(26)?.checked_add(u32::from(byte - b'A') + 1)?,
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return text.parse().ok(),
        }
    }
    Some(Spot { row: row.checked_sub(1)?, col: col.checked_sub(1)? })
}

/// A range of more than one cell.
pub fn area(range: &str) -> Option<Area> {
    let (from, to) = range.split_once(':')?;
    let (a, b) = (address(from)?, address(to)?);
    let from = Spot { row: a.row.min(b.row), col: a.col.min(b.col) };
    let to = Spot { row: a.row.max(b.row).min(LAST.row), col: a.col.max(b.col).min(LAST.col) };
    (from != to && from.row <= to.row && from.col <= to.col).then_some(Area { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_places_read_them() {
        for text in ["A1", "Z9", "AB104", "XFD1048576", "$C$7", "c7"] {
            assert_eq!(address(text), text.parse().ok(), "{text}");
        }
        for text in ["", "A", "7", "A0", "7A", "AAAAAAAAAA1", "A99999999999"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
