//! The box of a field: how large it is, how it is turned, its ground and its border.

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, dictionary};

use crate::document::pdf::structure::objects;

/// The box in which is drawn: its breadth, height and border in points, and by how many degrees it is turned.
pub(super) struct Frame<'a> {
    pdf: &'a Document,
    marks: Option<&'a Dictionary>,
    pub(in crate::document::pdf) wide: f64,
    pub(in crate::document::pdf) high: f64,
    pub(in crate::document::pdf) border: f64,
    underlined: bool,
    turn: i64,
}

/// A rectangle as a step of a path.
pub(in crate::document::pdf) fn rectangle(x: f64, y: f64, wide: f64, high: f64) -> Operation {
    Operation::new("re", [x, y, wide, high].map(objects::real).to_vec())
}

impl<'a> Frame<'a> {
    /// The box of this widget.
    pub(in crate::document::pdf) fn read(pdf: &'a Document, widget: &'a Dictionary) -> Self {
        let [left, bottom, right, top] = objects::rect(pdf, widget, "Rect").unwrap_or_default();
        let marks = objects::dict(pdf, widget, "MK");
        let style = objects::dict(pdf, widget, "BS");
        let old = objects::array(pdf, widget, "Border").get(2).and_then(objects::float);
        let border = style.and_then(|style| objects::number(pdf, style, "W")).or(old).unwrap_or(1.0);
        let turn = marks.and_then(|marks| objects::integer(pdf, marks, "R")).unwrap_or(0).rem_euclid(360);
        let (wide, high) = if turn % 180 == 90 { (top - bottom, right - left) } else { (right - left, top - bottom) };
        let bordered = marks.is_some_and(|marks| !objects::array(pdf, marks, "BC").is_empty());
        let underlined = style.and_then(|style| objects::name(pdf, style, "S")) == Some(b"U");
        Self { pdf, marks, wide, high, border: if bordered { border.clamp(0.0, 20.0) } else { 0.0 }, underlined, turn }
    }

    /// The dictionary of the drawing.
    pub(in crate::document::pdf) fn dict(&self) -> Dictionary {
        let (w, h) = (self.wide, self.high);
        let matrix = match self.turn {
            90 => [0.0, 1.0, -1.0, 0.0, h, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, w, h],
            270 => [0.0, -1.0, 1.0, 0.0, 0.0, w],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        };
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => [0.0, 0.0, w, h].map(objects::real).to_vec(), "Matrix" => matrix.map(objects::real).to_vec(),
        }
    }

    /// The ground and the border of the box.
    pub(super) fn ground(&self) -> Vec<Operation> {
        let mut steps = vec![Operation::new("q", vec![])];
        if let Some(colour) = self.colour("BG", ["g", "rg", "k"]) {
            steps.extend([colour, rectangle(0.0, 0.0, self.wide, self.high), Operation::new("f", vec![])]);
        }
        if let Some(colour) = self.colour("BC", ["G", "RG", "K"]).filter(|_| self.border > 0.0) {
            let half = self.border / 2.0;
            steps.extend([colour, Operation::new("w", vec![objects::real(self.border)])]);
            if self.underlined {
                steps.push(Operation::new("m", vec![objects::real(0.0), objects::real(half)]));
                steps.push(Operation::new("l", vec![objects::real(self.wide), objects::real(half)]));
            } else {
                steps.push(rectangle(half, half, self.wide - self.border, self.high - self.border));
            }
            steps.push(Operation::new("S", vec![]));
        }
        steps.push(Operation::new("Q", vec![]));
        steps
    }

    fn colour(&self, key: &str, operators: [&str; 3]) -> Option<Operation> {
        let given = objects::array(self.pdf, self.marks?, key);
        let operator = match given.len() {
            1 => operators[0],
            3 => operators[1],
            4 => operators[2],
            _ => return None,
        };
        Some(Operation::new(operator, given.to_vec()))
    }

    pub(in crate::document::pdf) fn clip(&self) -> [Operation; 3] {
        let edge = self.border;
        let inside = rectangle(edge, edge, (self.wide - 2.0 * edge).max(0.0), (self.high - 2.0 * edge).max(0.0));
        [inside, Operation::new("W", vec![]), Operation::new("n", vec![])]
    }

    /// How far text stays from the sides.
    pub(in crate::document::pdf) fn margin(&self) -> f64 {
        2.0 + self.border
    }

    pub(in crate::document::pdf) fn breadth(&self) -> f64 {
        (self.wide - 2.0 * self.margin()).max(1.0)
    }

    /// Where a line of this width begins.
    pub(in crate::document::pdf) fn begin(&self, align: i64, width: f64) -> f64 {
        match align {
            1 => (self.wide - width) / 2.0,
            2 => self.wide - self.margin() - width,
            _ => self.margin(),
        }
    }
}
