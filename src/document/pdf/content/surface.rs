//! What lies on a page below and above its letters: whether a reader sees them, or they are covered, cut off, or in the colour
//! of the paper.

use lopdf::{Dictionary, Document, Object};

use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::objects;

/// The most surfaces that are kept of one page, and how often letters are held against them.
const MOST: usize = 4_000;
const TESTS: usize = 40_000_000;

/// The part of a page from which a picture is a scan of it, whose letters lie beneath or are not drawn.
const SCAN: f64 = 0.4;

/// An area: `[left, top, right, bottom]`.
type Area = [f64; 4];

/// Something painted.
#[derive(Clone, Copy, Debug)]
struct Painted {
    area: Area,
    white: bool,
    /// Hides all of the letters beneath: a rectangle, or a picture without holes.
    covers: bool,
    /// How many letters were drawn before it.
    after: usize,
}

/// The surfaces of a page, and the letters that are not drawn.
#[derive(Debug, Default)]
pub(super) struct Surfaces {
    painted: Vec<Painted>,
    pictures: Vec<Area>,
    /// Letters that nobody sees.
    unseen: Vec<PositionedChar>,
    /// Letters that are placed and not drawn: the text that a program recognised in a scan.
    undrawn: Vec<PositionedChar>,
}

/// How letters and areas are painted.
#[derive(Clone, Debug)]
pub(super) struct Paint {
    white: bool,
    /// Nothing of it is seen.
    clear: bool,
    /// All of it hides what lies beneath.
    solid: bool,
    /// The colour is counted in the plain way: grey, or red, green and blue, or inks.
    plain: bool,
    /// How letters are drawn: 3 is not at all.
    mode: i64,
    clip: Option<Area>,
    /// On a layer that is off.
    off: bool,
    /// Letters outside a clip are kept: what a field shows of a long text.
    unclipped: bool,
}

impl Paint {
    pub(in crate::document::pdf) fn new(unclipped: bool) -> Self {
        Self { white: false, clear: false, solid: true, plain: true, mode: 0, clip: None, off: false, unclipped }
    }

    /// Takes in an operator that says how is painted.
    pub(in crate::document::pdf) fn step(&mut self, operator: &str, given: &[Object]) {
        let numbers = || given.iter().filter_map(objects::float);
        match operator {
            "g" | "rg" => {
                self.plain = true;
                self.white = numbers().all(|n| n > 0.995);
            }
            "k" => self.white = numbers().all(|n| n < 0.005),
            "cs" => {
                let name = given.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                self.plain = name != b"Pattern";
                self.white = false;
            }
            "sc" | "scn" => {
                self.white = match numbers().count() {
                    // one number may be an ink of its own, of which 1 is all of it
                    3 => self.plain && numbers().all(|n| n > 0.995),
                    4 => self.plain && numbers().all(|n| n < 0.005),
                    _ => false,
                }
            }
            "Tr" => self.mode = given.first().and_then(|o| o.as_i64().ok()).unwrap_or(0),
            _ => {}
        }
    }

    /// Takes in settings that a drawing names: `gs`.
    pub(super) fn settings(&mut self, pdf: &Document, settings: &Dictionary) {
        if let Some(alpha) = objects::get(pdf, settings, "ca").and_then(objects::float) {
            self.clear = alpha < 0.02;
            self.solid = alpha > 0.98;
        }
        if let Some(mode) = objects::name(pdf, settings, "BM") {
            self.solid &= matches!(mode, b"Normal" | b"Compatible");
        }
    }

    /// What is painted from here on lies on a layer that is off.
    pub(super) fn turn_off(&mut self) {
        self.off = true;
    }

    /// Nothing is seen outside this area from here on.
    pub(in crate::document::pdf) fn clip(&mut self, area: Area) {
        let whole = self.clip.unwrap_or(area);
        self.clip = Some([whole[0].max(area[0]), whole[1].max(area[1]), whole[2].min(area[2]), whole[3].min(area[3])]);
    }
}

impl Surfaces {
    /// Notes filled areas, the letters drawn so far being `after`; only a rectangle hides what lies beneath it.
    pub(super) fn fill(&mut self, areas: &[(Area, bool)], paint: &Paint, after: usize) {
        for (area, rectangle) in areas.iter().take(MOST.saturating_sub(self.painted.len())) {
            let covers = *rectangle && paint.solid && !paint.clear;
            if !paint.clear && !paint.off {
                self.painted.push(Painted { area: cut(*area, paint), white: paint.white, covers, after });
            }
        }
    }

    /// Notes a picture; one with holes lets through what lies beneath.
    pub(in crate::document::pdf) fn picture(&mut self, area: Area, holes: bool, paint: &Paint, after: usize) {
        if self.painted.len() < MOST && !paint.clear && !paint.off {
            let covers = !holes && paint.solid;
            self.painted.push(Painted { area: cut(area, paint), white: false, covers, after });
            self.pictures.push(area);
        }
    }

    /// Gives a letter back where it is drawn so that it may be seen.
    pub(in crate::document::pdf) fn letter(
        &mut self,
        letter: PositionedChar,
        paint: &Paint,
        off: bool,
    ) -> Option<PositionedChar> {
        if letter.text.trim().is_empty() {
            return Some(letter);
        }
        let (x, y) = middle(&letter);
        let outside = paint.clip.filter(|_| !paint.unclipped).is_some_and(|clip| !holds(&clip, x, y, 1.0));
        if matches!(paint.mode, 3 | 7) {
            self.undrawn.push(letter);
        } else if off
            || paint.off
            || paint.clear
            || outside
            || paint.white && matches!(paint.mode, 0 | 4) && self.is_on_white(x, y)
        {
            self.unseen.push(letter);
        } else {
            return Some(letter);
        }
        None
    }

    /// Whether the last thing painted here is white, or nothing is.
    fn is_on_white(&self, x: f64, y: f64) -> bool {
        self.painted.iter().rev().find(|painted| holds(&painted.area, x, y, 0.0)).is_none_or(|painted| painted.white)
    }

    /// Takes out the letters that something drawn later covers, and adds those of a scan; whether some are left that nobody
    /// sees.
    pub(super) fn settle(self, chars: &mut Vec<PositionedChar>, (wide, high): (f64, f64)) -> bool {
        let large = |area: &Area| (area[2] - area[0]) * (area[3] - area[1]) > SCAN * wide * high;
        let scan = self.pictures.iter().any(large);
        let mut unseen = self.unseen;
        if scan || chars.is_empty() {
            chars.extend(self.undrawn);
        } else {
            unseen.extend(self.undrawn);
        }
        let is_cover = |painted: &&Painted| painted.covers && painted.after > 0 && !(scan && large(&painted.area));
        let covers: Vec<Painted> = self.painted.iter().filter(is_cover).copied().collect();
        let mut tests = TESTS;
        let mut at = 0;
        chars.retain(|letter| {
            let number = at;
            at += 1;
            tests = tests.saturating_sub(covers.len());
            let covered =
                tests > 0 && covers.iter().any(|cover| number < cover.after && is_covered(letter, &cover.area));
            if covered && !letter.text.trim().is_empty() {
                unseen.push(letter.clone());
            }
            !covered
        });
        let on_page = |letter: &PositionedChar| {
            letter.right > 0.0 && letter.left < wide && letter.base > 0.0 && letter.base < high
        };
        unseen.iter().any(on_page)
    }
}

/// What is left of an area within the clip.
fn cut(area: Area, paint: &Paint) -> Area {
    let clip = paint.clip.unwrap_or(area);
    [area[0].max(clip[0]), area[1].max(clip[1]), area[2].min(clip[2]), area[3].min(clip[3])]
}

/// Where a letter has its middle.
fn middle(letter: &PositionedChar) -> (f64, f64) {
    (f64::midpoint(letter.left, letter.right), letter.base - 0.3 * letter.size)
}

fn holds(area: &Area, x: f64, y: f64, beyond: f64) -> bool {
    area[0] - beyond <= x && x <= area[2] + beyond && area[1] - beyond <= y && y <= area[3] + beyond
}

/// Whether an area hides a letter: the middle of it, from near its line to the height of a small letter.
fn is_covered(letter: &PositionedChar, area: &Area) -> bool {
    let (x, _) = middle(letter);
    holds(area, x, letter.base - 0.1 * letter.size, 0.0) && holds(area, x, letter.base - 0.45 * letter.size, 0.0)
}

/// The path that is being made, as far as it is filled or clips.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Each part of it, and whether that is a rectangle along the page.
    parts: Vec<(Area, bool)>,
    /// The corners of the part that is not closed yet.
    points: Vec<(f64, f64)>,
    bends: bool,
    clips: bool,
}

impl Path {
    /// Takes in an operator that makes the path.
    pub(in crate::document::pdf) fn step(&mut self, operator: &str, given: &[Object], ctm: Matrix) {
        let n = |at: usize| given.get(at).and_then(objects::float).unwrap_or(0.0);
        let at = |from: usize| ctm.apply((n(from), n(from + 1)));
        match operator {
            "m" => {
                self.close();
                self.points.push(at(0));
            }
            "l" if self.points.len() < MOST => self.points.push(at(0)),
            "c" if self.points.len() < MOST => {
                self.bends = true;
                self.points.extend([at(0), at(2), at(4)]);
            }
            "v" | "y" if self.points.len() < MOST => {
                self.bends = true;
                self.points.extend([at(0), at(2)]);
            }
            "re" if self.parts.len() < MOST => {
                let corner = [n(0), n(1), n(0) + n(2), n(1) + n(3)];
                let level = ctm.0[1].abs() + ctm.0[2].abs() < 0.001 || ctm.0[0].abs() + ctm.0[3].abs() < 0.001;
                self.parts.push((ctm.bounds(corner), level));
            }
            "W" | "W*" => self.clips = true,
            _ => {}
        }
    }

    fn close(&mut self) {
        let points = std::mem::take(&mut self.points);
        let bends = std::mem::take(&mut self.bends);
        if points.len() < 2 || self.parts.len() >= MOST {
            return;
        }
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let area = [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)];
        let near = |one: f64, other: f64| (one - other).abs() < 0.5;
        let corner =
            |(x, y): &(f64, f64)| (near(*x, area[0]) || near(*x, area[2])) && (near(*y, area[1]) || near(*y, area[3]));
        self.parts.push((area, !bends && (4..=5).contains(&points.len()) && points.iter().all(corner)));
    }

    /// The path is painted, or only clips: what it fills, and the area to which it cuts what follows.
    pub(in crate::document::pdf) fn end(&mut self, operator: &str) -> (Vec<(Area, bool)>, Option<Area>) {
        self.close();
        let mut parts = std::mem::take(&mut self.parts);
        let around = |parts: &[(Area, bool)]| {
            parts
                .iter()
                .map(|part| part.0)
                .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
        };
        let clip = std::mem::take(&mut self.clips).then(|| around(&parts)).flatten();
        // one rectangle within another may be a hole in it
        if parts.len() > 1 {
            let whole: Vec<Area> = parts.iter().map(|part| part.0).collect();
            for (n, part) in parts.iter_mut().enumerate().take(64) {
                let apart = |(m, other): (usize, &Area)| {
                    m == n
                        || other[2] <= part.0[0]
                        || part.0[2] <= other[0]
                        || other[3] <= part.0[1]
                        || part.0[3] <= other[1]
                };
                part.1 &= whole.len() <= 64 && whole.iter().enumerate().all(apart);
            }
            parts.iter_mut().skip(64).for_each(|part| part.1 = false);
        }
        let fills = matches!(operator, "f" | "F" | "f*" | "B" | "B*" | "b" | "b*");
        (if fills { parts } else { Vec::new() }, clip)
    }
}
