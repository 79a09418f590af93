//! Draws the value of a text or choice field in its box, as a viewer shows it and a printer prints it.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::dig;
use super::face::Face;
use super::fields::{Field, Kind};

/// The distance between two lines, in sizes of the letters.
const LEADING: f64 = 1.15;

/// How far letters reach above their line and below it, in sizes of the letters.
const REACH: (f64, f64) = (0.72, 0.21);

/// The size of letters where the form leaves it open, at most and at least.
const OPEN_SIZE: (f64, f64) = (12.0, 5.0);

/// A drawn value.
pub(super) struct Look {
    pub(super) stream: Stream,
    pub(super) face: Face,
    /// Everything shows.
    pub(super) whole: bool,
    /// The face has all characters.
    pub(super) complete: bool,
}

/// The box in which is drawn: its breadth and height, its border, and how it is turned.
struct Frame<'a> {
    pdf: &'a Document,
    marks: Option<&'a Dictionary>,
    wide: f64,
    high: f64,
    border: f64,
    underlined: bool,
    turn: i64,
}

/// Lines of text with the place of each, and the size of their letters.
struct Setting {
    size: f64,
    lines: Vec<(f64, f64, String)>,
    whole: bool,
}

/// Draws what a field says now in one of its boxes. `widget` is the box's dictionary.
pub(super) fn look(pdf: &Document, field: &Field, widget: &Dictionary) -> Look {
    let frame = Frame::read(pdf, widget);
    let text = shown(field);
    let (face, complete) = Face::of(&text);
    let is_list = field.kind == Kind::Choice && !field.flag(18);
    let setting = match field.longest {
        _ if is_list => frame.list(field, face),
        _ if field.kind == Kind::Text && field.flag(13) => frame.several(&text, field, face),
        Some(cells) if field.flag(25) && cells > 0 => frame.comb(&text, cells, size_of(&field.look), face),
        _ => frame.single(&text.replace('\n', " "), field, face),
    };
    let mut steps = frame.ground();
    steps.push(Operation::new("BMC", vec!["Tx".into()]));
    steps.push(Operation::new("q", vec![]));
    steps.extend(frame.clip());
    if is_list {
        steps.extend(frame.chosen(field, &setting));
    }
    steps.extend(texts(&setting, field, face));
    steps.extend([Operation::new("Q", vec![]), Operation::new("EMC", vec![])]);
    let drawing = Content { operations: steps }.encode().unwrap_or_default();
    Look { stream: Stream::new(frame.dict(), drawing), face, whole: setting.whole, complete }
}

/// What shows of a field's value.
fn shown(field: &Field) -> String {
    let is_list = field.kind == Kind::Choice && !field.flag(18);
    let all = || field.options.iter().map(|(_, shown)| shown.clone()).collect();
    let values: Vec<String> =
        if is_list { all() } else { field.values.iter().map(|value| field.shown(value)).collect() };
    let text = values.join("\n").replace('\t', " ");
    if field.kind == Kind::Text && field.flag(14) { "*".repeat(text.chars().count()) } else { text }
}

/// The size of the letters in a `/DA` such as `/Helv 12 Tf 0 g`; 0 where it is left open.
fn size_of(look: &str) -> f64 {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf").unwrap_or(0);
    at.checked_sub(1).and_then(|at| words[at].parse().ok()).filter(|size| (1.0..=200.0).contains(size)).unwrap_or(0.0)
}

/// The steps of a `/DA` that set the colour.
fn colour_of(look: &str) -> Operation {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    for (operator, count) in [("g", 1), ("rg", 3), ("k", 4)] {
        let Some(at) = words.iter().rposition(|word| *word == operator).filter(|at| *at >= count) else { continue };
        let given: Vec<Object> =
            words[at - count..at].iter().filter_map(|n| n.parse().ok()).map(Object::Real).collect();
        if given.len() == count {
            return Operation::new(operator, given);
        }
    }
    Operation::new("g", vec![0.into()])
}

fn texts(setting: &Setting, field: &Field, face: Face) -> Vec<Operation> {
    let mut steps = vec![Operation::new("BT", vec![]), colour_of(&field.look)];
    steps.push(Operation::new("Tf", vec![face.name().into(), dig::real(setting.size)]));
    for (x, y, text) in &setting.lines {
        let place = [1.0, 0.0, 0.0, 1.0, *x, *y].map(dig::real).to_vec();
        steps.push(Operation::new("Tm", place));
        steps.push(Operation::new("Tj", vec![face.string(text)]));
    }
    steps.push(Operation::new("ET", vec![]));
    steps
}

fn rectangle(x: f64, y: f64, wide: f64, high: f64) -> Operation {
    Operation::new("re", [x, y, wide, high].map(dig::real).to_vec())
}

impl<'a> Frame<'a> {
    fn read(pdf: &'a Document, widget: &'a Dictionary) -> Self {
        let [left, bottom, right, top] = dig::rect(pdf, widget, "Rect").unwrap_or_default();
        let marks = dig::dict(pdf, widget, "MK");
        let style = dig::dict(pdf, widget, "BS");
        let old = dig::array(pdf, widget, "Border").get(2).and_then(dig::float);
        let border = style.and_then(|style| dig::number(pdf, style, "W")).or(old).unwrap_or(1.0);
        let turn = marks.and_then(|marks| dig::integer(pdf, marks, "R")).unwrap_or(0).rem_euclid(360);
        let (wide, high) = if turn % 180 == 90 { (top - bottom, right - left) } else { (right - left, top - bottom) };
        let bordered = marks.is_some_and(|marks| !dig::array(pdf, marks, "BC").is_empty());
        let underlined = style.and_then(|style| dig::name(pdf, style, "S")) == Some(b"U");
        Self { pdf, marks, wide, high, border: if bordered { border.clamp(0.0, 20.0) } else { 0.0 }, underlined, turn }
    }

    /// The dictionary of the drawing.
    fn dict(&self) -> Dictionary {
        let (w, h) = (self.wide, self.high);
        let matrix = match self.turn {
            90 => [0.0, 1.0, -1.0, 0.0, h, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, w, h],
            270 => [0.0, -1.0, 1.0, 0.0, 0.0, w],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        };
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => [0.0, 0.0, w, h].map(dig::real).to_vec(), "Matrix" => matrix.map(dig::real).to_vec(),
        }
    }

    /// The ground and the border of the box.
    fn ground(&self) -> Vec<Operation> {
        let mut steps = vec![Operation::new("q", vec![])];
        if let Some(colour) = self.colour("BG", ["g", "rg", "k"]) {
            steps.extend([colour, rectangle(0.0, 0.0, self.wide, self.high), Operation::new("f", vec![])]);
        }
        if let Some(colour) = self.colour("BC", ["G", "RG", "K"]).filter(|_| self.border > 0.0) {
            let half = self.border / 2.0;
            steps.extend([colour, Operation::new("w", vec![dig::real(self.border)])]);
            if self.underlined {
                steps.push(Operation::new("m", vec![dig::real(0.0), dig::real(half)]));
                steps.push(Operation::new("l", vec![dig::real(self.wide), dig::real(half)]));
            } else {
                steps.push(rectangle(half, half, self.wide - self.border, self.high - self.border));
            }
            steps.push(Operation::new("S", vec![]));
        }
        steps.push(Operation::new("Q", vec![]));
        steps
    }

    fn colour(&self, key: &str, operators: [&str; 3]) -> Option<Operation> {
        let given = dig::array(self.pdf, self.marks?, key);
        let operator = match given.len() {
            1 => operators[0],
            3 => operators[1],
            4 => operators[2],
            _ => return None,
        };
        Some(Operation::new(operator, given.to_vec()))
    }

    fn clip(&self) -> [Operation; 3] {
        let edge = self.border;
        let inside = rectangle(edge, edge, (self.wide - 2.0 * edge).max(0.0), (self.high - 2.0 * edge).max(0.0));
        [inside, Operation::new("W", vec![]), Operation::new("n", vec![])]
    }

    /// How far text stays from the sides.
    fn margin(&self) -> f64 {
        2.0 + self.border
    }

    fn breadth(&self) -> f64 {
        (self.wide - 2.0 * self.margin()).max(1.0)
    }

    /// Where a line of this width begins.
    fn begin(&self, align: i64, width: f64) -> f64 {
        match align {
            1 => (self.wide - width) / 2.0,
            2 => self.wide - self.margin() - width,
            _ => self.margin(),
        }
    }

    fn middle(&self, size: f64) -> f64 {
        (self.high - (REACH.0 + REACH.1) * size) / 2.0 + REACH.1 * size
    }

    fn single(&self, text: &str, field: &Field, face: Face) -> Setting {
        let width = face.width(text);
        let fitting = (self.breadth() / width.max(0.01)).min((self.high - 2.0 * self.border) / LEADING);
        let size = match size_of(&field.look) {
            0.0 => fitting.clamp(OPEN_SIZE.1 - 1.0, OPEN_SIZE.0),
            given => given,
        };
        let whole = width * size <= self.breadth() + 0.5;
        let x = self.begin(if whole { field.align } else { 0 }, width * size);
        Setting { size, lines: vec![(x, self.middle(size), text.to_owned())], whole }
    }

    fn several(&self, text: &str, field: &Field, face: Face) -> Setting {
        let room = self.high - 2.0 * self.border - 2.0;
        let wrapped = |size: f64| face.wrap(text, self.breadth() / size);
        let high =
            |lines: &[String], size: f64| f64::from(u32::try_from(lines.len()).unwrap_or(u32::MAX)) * LEADING * size;
        let mut size = size_of(&field.look);
        if size == 0.0 {
            size = OPEN_SIZE.0;
            while size > OPEN_SIZE.1 && high(&wrapped(size), size) > room {
                size -= 0.5;
            }
        }
        let lines = wrapped(size);
        let whole = high(&lines, size) <= room + 0.3 * size;
        let top = self.high - self.border - 2.0 - REACH.0 * size;
        let ys = std::iter::successors(Some(top), |y| Some(y - LEADING * size));
        let place = |(line, y): (String, f64)| (self.begin(field.align, face.width(&line) * size), y, line);
        Setting { size, lines: lines.into_iter().zip(ys).map(place).collect(), whole }
    }

    /// Each character in a cell of its own.
    fn comb(&self, text: &str, cells: usize, size: f64, face: Face) -> Setting {
        let cell = self.wide / f64::from(u32::try_from(cells).unwrap_or(u32::MAX));
        let size = if size == 0.0 { (self.high * 0.7).min(OPEN_SIZE.0) } else { size };
        let xs = std::iter::successors(Some(cell / 2.0), |x| Some(x + cell));
        let place = |(c, x): (char, f64)| {
            let c = c.to_string();
            (x - face.width(&c) * size / 2.0, self.middle(size), c)
        };
        let whole = text.chars().count() <= cells;
        Setting { size, lines: text.chars().zip(xs).map(place).collect(), whole }
    }

    /// All options below each other, from such a one that the chosen one shows.
    fn list(&self, field: &Field, face: Face) -> Setting {
        let size = match size_of(&field.look) {
            0.0 => OPEN_SIZE.0,
            given => given,
        };
        let fitting = (1..=1000u16).take_while(|n| f64::from(*n) * LEADING * size <= self.high).count().max(1);
        let chosen = field.options.iter().position(|(stored, _)| field.values.contains(stored)).unwrap_or(0);
        let skipped = (chosen + 1).saturating_sub(fitting);
        let top = self.high - self.border - REACH.0 * size - 2.0;
        let ys = std::iter::successors(Some(top), |y| Some(y - LEADING * size));
        let place = |((_, shown), y): (&(String, String), f64)| {
            (self.begin(field.align, face.width(shown) * size), y, shown.clone())
        };
        Setting { size, lines: field.options.iter().skip(skipped).zip(ys).map(place).collect(), whole: true }
    }

    /// The ground under the chosen options of a list.
    fn chosen(&self, field: &Field, setting: &Setting) -> Vec<Operation> {
        let is_chosen = |text: &str| field.values.iter().any(|value| field.shown(value) == text);
        let bar = |y: f64| {
            let colour = [0.6, 0.75, 0.86].map(dig::real).to_vec();
            let bottom = y - (LEADING - REACH.0) * setting.size;
            [
                Operation::new("rg", colour),
                rectangle(0.0, bottom, self.wide, LEADING * setting.size),
                Operation::new("f", vec![]),
            ]
        };
        setting.lines.iter().filter(|(_, _, text)| is_chosen(text)).flat_map(|(_, y, _)| bar(*y)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_says_size_and_colour() {
        let size = |look: &str| format!("{}", size_of(look));
        assert_eq!(size("/Helv 12 Tf 0 g"), "12");
        assert_eq!(size("0 0 1 rg /F1 0 Tf"), "0");
        assert_eq!(size("Tf"), "0");
        assert_eq!(colour_of("0 0 1 rg /F1 9 Tf").operator, "rg");
        assert_eq!(colour_of("/F1 9 Tf").operands, [Object::Integer(0)]);
    }
}
