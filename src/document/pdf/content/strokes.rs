//! The straight lines of a page: borders of tables, rules between rows, boxes around answers.

use lopdf::Object;

use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::objects;

/// How thick a filled rectangle may be to count as a line, in points.
const THIN: f64 = 2.5;

/// The most lines that are kept of one page.
const MOST: usize = 4_000;

/// The most slanted ones, which charts and drawings are full of.
const MOST_SLANTED: usize = 200;

/// How many times wider than high a curve is that goes along the page.
const FLAT: f64 = 6.0;

/// A line along the page: where it runs across, and from where to where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::document::pdf) struct Stroke {
    pub(in crate::document::pdf) at: f64,
    pub(in crate::document::pdf) from: f64,
    pub(in crate::document::pdf) to: f64,
}

/// The lines drawn, and the path that is being made.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Strokes {
    /// Upright lines: `at` is x.
    pub(in crate::document::pdf) upright: Vec<Stroke>,
    /// Level lines: `at` is y.
    pub(in crate::document::pdf) level: Vec<Stroke>,
    /// Slanted ones, by their ends: x and y of both.
    pub(super) slanted: Vec<[f64; 4]>,
    lines: Vec<[f64; 4]>,
    curves: Vec<[f64; 4]>,
    boxes: Vec<[f64; 4]>,
    start: (f64, f64),
    pen: (f64, f64),
}

impl Strokes {
    /// Takes one step of making or painting a path.
    pub(in crate::document::pdf) fn step(&mut self, operator: &str, given: &[Object], ctm: Matrix) {
        let n = |at: usize| given.get(at).and_then(objects::float).unwrap_or(0.0);
        match operator {
            "m" => {
                self.pen = ctm.apply((n(0), n(1)));
                self.start = self.pen;
            }
            "l" => self.line_to(ctm.apply((n(0), n(1)))),
            "c" => self.curve_to(ctm.apply((n(4), n(5)))),
            "v" | "y" => self.curve_to(ctm.apply((n(2), n(3)))),
            "h" => self.line_to(self.start),
            "re" if self.boxes.len() < MOST => self.boxes.push(ctm.bounds([n(0), n(1), n(0) + n(2), n(1) + n(3)])),
            "S" | "s" | "B" | "B*" | "b" | "b*" => self.paint(true),
            "f" | "F" | "f*" => self.paint(false),
            "n" => self.forget(),
            _ => {}
        }
    }

    /// Whether an upright line passes between `left` and `right` at the height from `top` to `bottom`.
    pub(in crate::document::pdf) fn parts(&self, left: f64, right: f64, top: f64, bottom: f64) -> bool {
        crosses(&self.upright, left, right, top, bottom)
    }

    /// Whether a level line passes between `top` and `bottom`, over the breadth from `left` to `right`.
    pub(in crate::document::pdf) fn rules(&self, top: f64, bottom: f64, left: f64, right: f64) -> bool {
        crosses(&self.level, top, bottom, left, right)
    }

    fn line_to(&mut self, to: (f64, f64)) {
        if self.lines.len() < MOST {
            self.lines.push([self.pen.0, self.pen.1, to.0, to.1]);
        }
        self.pen = to;
    }

    /// A curve along the page may be drawn by hand over letters; the arcs of a circle are not so flat.
    fn curve_to(&mut self, to: (f64, f64)) {
        let (wide, high) = ((to.0 - self.pen.0).abs(), (to.1 - self.pen.1).abs());
        if wide > FLAT * high.max(1.0) && self.slanted.len() + self.curves.len() < MOST_SLANTED {
            self.curves.push([self.pen.0, self.pen.1, to.0, to.1]);
        }
        self.pen = to;
    }

    fn paint(&mut self, stroked: bool) {
        let curves = std::mem::take(&mut self.curves);
        if stroked {
            self.slanted.extend(curves);
        }
        for [x0, y0, x1, y1] in std::mem::take(&mut self.lines) {
            if stroked {
                self.add([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]);
                if (x1 - x0).abs() > THIN && (y1 - y0).abs() > THIN && self.slanted.len() < MOST_SLANTED {
                    self.slanted.push([x0, y0, x1, y1]);
                }
            }
        }
        for [l, t, r, b] in std::mem::take(&mut self.boxes) {
            if r - l < THIN || b - t < THIN {
                self.add([l, t, r, b]);
            } else if stroked {
                for side in [[l, t, r, t], [l, b, r, b], [l, t, l, b], [r, t, r, b]] {
                    self.add(side);
                }
            }
        }
    }

    /// Adds a line that is known already: `[left, top, right, bottom]`.
    pub(in crate::document::pdf) fn drawn(&mut self, area: [f64; 4]) {
        self.add(area);
    }

    fn add(&mut self, [left, top, right, bottom]: [f64; 4]) {
        let (wide, high) = (right - left, bottom - top);
        if wide < THIN && high > THIN && self.upright.len() < MOST {
            self.upright.push(Stroke { at: f64::midpoint(left, right), from: top, to: bottom });
        } else if high < THIN && wide > THIN && self.level.len() < MOST {
            self.level.push(Stroke { at: f64::midpoint(top, bottom), from: left, to: right });
        }
    }

    fn forget(&mut self) {
        self.lines.clear();
        self.curves.clear();
        self.boxes.clear();
    }
}

/// Whether one of the lines lies between `low` and `high` and covers the middle of `from` to `to`.
fn crosses(strokes: &[Stroke], low: f64, high: f64, from: f64, to: f64) -> bool {
    let middle = f64::midpoint(from, to);
    strokes.iter().any(|s| low <= s.at && s.at <= high && s.from <= middle && middle <= s.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_boxes_and_stroked_lines_are_lines_and_clipped_ones_are_not() {
        let mut strokes = Strokes::default();
        let numbers = |list: [f32; 4]| list.map(Object::Real).to_vec();
        for (paint, rect) in
            [("f", [10.0, 0.0, 0.5, 100.0]), ("S", [0.0, 0.0, 50.0, 20.0]), ("n", [30.0, 0.0, 0.5, 9.0])]
        {
            strokes.step("re", &numbers(rect), Matrix::ONE);
            strokes.step(paint, &[], Matrix::ONE);
        }
        assert!(strokes.parts(5.0, 15.0, 40.0, 60.0));
        assert!(strokes.parts(45.0, 55.0, 5.0, 15.0));
        assert!(!strokes.parts(25.0, 35.0, 1.0, 8.0));
        assert!(strokes.rules(15.0, 25.0, 10.0, 20.0) && !strokes.rules(25.0, 95.0, 10.0, 20.0));
    }
}
