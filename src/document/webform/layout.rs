//! Rows of labels and answers as a sheet, each answer named by the keys that lead to it.

use std::collections::HashMap;

use crate::document::cells::model::{Cell, Named};
use crate::document::webform::component::Printed;
use crate::document::webform::pointer;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// An answer, and where the json has it or would have it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub content: Content,
    pub pointer: String,
    /// The keys that lead to it, from where the answers begin.
    pub path: Vec<String>,
    /// The labels of the answers that are offered.
    pub options: Vec<String>,
    /// Parts that have a pointer of their own: those of an address, the boxes of a list.
    pub parts: Vec<(String, Content)>,
}

/// A sheet in the making.
#[derive(Debug, Default)]
pub struct Layout {
    cells: Vec<Cell>,
    named: Vec<(Vec<String>, Named)>,
    row: u32,
    /// Columns to the right of the first two that tables take up so far.
    tables: u32,
}

impl Layout {
    /// A row with text alone.
    pub fn heading(&mut self, printed: &Printed) {
        self.label(0, printed);
        self.row += 1;
    }

    /// A row with a label and its answer.
    pub fn question(&mut self, label: &Printed, answer: Answer) {
        self.label(0, label);
        self.answer(1, answer);
        self.row += 1;
    }

    /// A row of column headings, and a row for each entry. Each table has columns of its own, so that what comes
    /// after it is not taken for an entry.
    pub fn table(&mut self, headings: &[Printed], entries: Vec<Vec<Answer>>) {
        let first = 2 + self.tables;
        (first..).zip(headings).for_each(|(col, heading)| self.label(col, heading));
        for entry in entries {
            self.row += 1;
            (first..).zip(entry).for_each(|(col, answer)| self.answer(col, answer));
        }
        self.row += 1;
        self.tables += u32::try_from(headings.len()).unwrap_or(0);
    }

    fn label(&mut self, col: u32, printed: &Printed) {
        let mut cell = Cell::new(self.row, col, Content::Text(printed.text.as_str().into()));
        cell.own_place = Place::Pointer(printed.pointer.as_str().into()).into();
        self.cells.push(cell);
    }

    fn answer(&mut self, col: u32, answer: Answer) {
        let spot = Spot { row: self.row, col };
        for (part, content) in answer.parts {
            let path = [&answer.path[..], std::slice::from_ref(&part)].concat();
            self.name(spot, pointer::step(&answer.pointer, &part), path, content, Vec::new());
        }
        let mut cell = Cell::new(spot.row, spot.col, answer.content.clone());
        cell.own_place = Place::Pointer(answer.pointer.as_str().into()).into();
        self.cells.push(cell);
        self.name(spot, answer.pointer, answer.path, answer.content, answer.options);
    }

    fn name(&mut self, spot: Spot, pointer: String, path: Vec<String>, content: Content, options: Vec<String>) {
        let place = Place::Pointer(pointer.as_str().into());
        self.named.push((path, Named { names: vec![pointer.into()], spot, place, content, options }));
    }

    /// The cells, and the answers with their names: the whole path of each, and every end of it that no other has.
    pub fn into_parts(self) -> (Vec<Cell>, Vec<Named>) {
        let mut ends: HashMap<String, u32> = HashMap::new();
        for end in self.named.iter().flat_map(|(path, _)| path_ends(path)) {
            *ends.entry(end).or_default() += 1;
        }
        let named = self.named.into_iter().map(|(path, mut named)| {
            for (n, end) in path_ends(&path).enumerate() {
                if n == 0 || ends.get(&end) == Some(&1) {
                    named.names.push(pointer::steps("", &path[n..]).into());
                    named.names.push(end.into());
                }
            }
            named
        });
        (self.cells, named.collect())
    }
}

/// `a.b.c`, `b.c`, `c`; of an entry in a table only the whole.
fn path_ends(path: &[String]) -> impl Iterator<Item = String> + '_ {
    let counted = path.iter().any(|key| key.bytes().all(|b| b.is_ascii_digit()));
    let ends = if counted { 1 } else { path.len() };
    (0..ends).map(|n| path[n..].join("."))
}
