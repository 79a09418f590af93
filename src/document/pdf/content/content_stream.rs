//! Walks the drawing of a page and writes down every character with its place, and the lines that are drawn.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::document::pdf::content::font::Font;
use crate::document::pdf::content::positioned_char::PositionedChar;
use crate::document::pdf::content::strokes::Strokes;
use crate::document::pdf::content::surface::{Paint, Path, Surfaces};
use crate::document::pdf::structure::layers;
use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::object_count;
use crate::document::pdf::structure::objects;

/// How deep drawings may stand in drawings.
const DEPTH: usize = 12;

/// The most pictures that are kept of one page.
const MOST_PICTURES: usize = 64;

/// What was drawn on a page.
#[derive(Debug, Default)]
pub(in crate::document::pdf) struct Drawn {
    pub(in crate::document::pdf) chars: Vec<PositionedChar>,
    pub(in crate::document::pdf) strokes: Strokes,
    /// A picture stands on it.
    pub(in crate::document::pdf) pictures: bool,
    /// The pictures, and where each stands: a square of one by one is set there.
    pub(in crate::document::pdf) images: Vec<(ObjectId, Matrix)>,
    /// Text that does not run from left to right was passed over.
    pub(in crate::document::pdf) turned: bool,
    /// Characters whose text the file does not say.
    pub(in crate::document::pdf) nameless: usize,
    /// What lies below and above the letters.
    surfaces: Surfaces,
}

impl Drawn {
    /// Leaves out the letters that nobody sees on a page of this size; whether there are any.
    pub(in crate::document::pdf) fn leave_out_unseen(&mut self, size: (f64, f64)) -> bool {
        std::mem::take(&mut self.surfaces).settle(&mut self.chars, size)
    }

    /// Adds what was typed onto the page, on the printed line at whose height it stands, where there is one.
    pub(in crate::document::pdf) fn typed(&mut self, chars: Vec<PositionedChar>) {
        let lines: Vec<f64> = self.chars.iter().map(|printed| printed.base).collect();
        for mut chars in chars {
            let away = |base: &f64| (base - chars.base).abs();
            let near =
                lines.iter().filter(|base| away(base) <= 0.6 * chars.size).min_by(|a, b| away(a).total_cmp(&away(b)));
            chars.base = near.copied().unwrap_or(chars.base);
            self.chars.push(chars);
        }
    }
}

/// The fonts met, and how much drawing is still allowed.
pub(in crate::document::pdf) struct Show<'a> {
    pdf: &'a Document,
    fonts: HashMap<*const Dictionary, (Rc<Font>, u16)>,
    names: HashMap<String, u16>,
    /// The form objects that are being drawn.
    open: Vec<*const Stream>,
    /// Operations and characters that may still be walked.
    pub(in crate::document::pdf) budget: usize,
}

/// The settings of the drawing, as `q` keeps them and `Q` gives them back.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<(Rc<Font>, u16)>,
    size: f64,
    between: f64,
    words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    paint: Paint,
}

impl State {
    fn new(ctm: Matrix, unclipped: bool) -> Self {
        Self {
            ctm,
            font: None,
            size: 0.0,
            between: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            paint: Paint::new(unclipped),
        }
    }
}

/// One drawing being walked.
struct Walk<'s, 'a, 'd> {
    show: &'s mut Show<'a>,
    drawn: &'d mut Drawn,
    resources: Option<&'a Dictionary>,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    depth: usize,
    path: Path,
    /// Of each stretch of marked content that is open, whether it lies on a layer that is off.
    marked: Vec<bool>,
}

impl<'a> Show<'a> {
    /// With nothing to walk yet.
    pub(in crate::document::pdf) fn new(pdf: &'a Document) -> Self {
        Self { pdf, fonts: HashMap::new(), names: HashMap::new(), open: Vec::new(), budget: 0 }
    }

    /// Walks a drawing that `ctm` sets on the page.
    pub(in crate::document::pdf) fn draw(
        &mut self,
        drawing: &[u8],
        resources: Option<&'a Dictionary>,
        ctm: Matrix,
        drawn: &mut Drawn,
    ) {
        self.walk(drawing, resources, State::new(ctm, false), drawn, 0);
    }

    /// Walks a form object, its own matrix applied.
    pub(in crate::document::pdf) fn form(&mut self, form: &'a Stream, ctm: Matrix, drawn: &mut Drawn) {
        self.nested(form, None, State::new(ctm, true), drawn, 0);
    }

    fn nested(
        &mut self,
        form: &'a Stream,
        outer: Option<&'a Dictionary>,
        mut state: State,
        drawn: &mut Drawn,
        depth: usize,
    ) {
        if depth > DEPTH || self.open.contains(&std::ptr::from_ref(form)) {
            return;
        }
        let Ok(drawing) = form.get_plain_content_with_limit(crate::document::pdf::LONGEST_STREAM) else { return };
        let own = objects::numbers(self.pdf, &form.dict, "Matrix").map_or(Matrix::ONE, Matrix);
        state.ctm = own.then(state.ctm);
        if layers::is_off(self.pdf, &form.dict) {
            state.paint.turn_off();
        }
        if let Some(frame) = objects::rect(self.pdf, &form.dict, "BBox") {
            state.paint.clip(state.ctm.bounds(frame));
        }
        let resources = objects::dict(self.pdf, &form.dict, "Resources").or(outer);
        self.budget = self.budget.saturating_sub(100 + drawing.len() / 64);
        self.open.push(std::ptr::from_ref(form));
        self.walk(&drawing, resources, state, drawn, depth);
        self.open.pop();
    }

    fn walk(
        &mut self,
        drawing: &[u8],
        resources: Option<&'a Dictionary>,
        state: State,
        drawn: &mut Drawn,
        depth: usize,
    ) {
        let (text, line) = (Matrix::ONE, Matrix::ONE);
        let mut walk = Walk {
            show: self,
            drawn,
            resources,
            state,
            kept: Vec::new(),
            text,
            line,
            depth,
            path: Path::default(),
            marked: Vec::new(),
        };
        let (drawing, cut) = object_count::drawing(drawing);
        for operation in Content::decode_iter(drawing).flatten() {
            let Some(left) = walk.show.budget.checked_sub(1) else { return };
            walk.show.budget = left;
            walk.step(&operation);
        }
        if cut {
            walk.show.budget = 0;
        }
    }

    fn font(&mut self, dict: &'a Dictionary) -> (Rc<Font>, u16) {
        if let Some(known) = self.fonts.get(&std::ptr::from_ref(dict)) {
            return known.clone();
        }
        let font = Font::read(self.pdf, dict);
        let next = u16::try_from(self.names.len()).unwrap_or(u16::MAX);
        let id = *self.names.entry(font.name.clone()).or_insert(next);
        let found = (Rc::new(font), id);
        self.fonts.insert(std::ptr::from_ref(dict), found.clone());
        found
    }
}

impl Walk<'_, '_, '_> {
    fn step(&mut self, operation: &Operation) {
        let given = &operation.operands;
        let n = |at: usize| given.get(at).and_then(objects::float).unwrap_or(0.0);
        let six = || Matrix([n(0), n(1), n(2), n(3), n(4), n(5)]);
        match operation.operator.as_str() {
            "q" if self.kept.len() < 256 => self.kept.push(self.state.clone()),
            "Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.ctm = six().then(self.state.ctm),
            "BT" => (self.text, self.line) = (Matrix::ONE, Matrix::ONE),
            "Tc" => self.state.between = n(0),
            "Tw" => self.state.words = n(0),
            "Tz" => self.state.stretch = n(0) / 100.0,
            "TL" => self.state.leading = n(0),
            "Ts" => self.state.rise = n(0),
            "Tf" => self.set_font(given.first(), n(1)),
            "Td" => self.next_line(n(0), n(1)),
            "TD" => {
                self.state.leading = -n(1);
                self.next_line(n(0), n(1));
            }
            "Tm" => (self.text, self.line) = (six(), six()),
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.string(given.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.string(given.first());
            }
            "\"" => {
                (self.state.words, self.state.between) = (n(0), n(1));
                self.next_line(0.0, -self.state.leading);
                self.string(given.get(2));
            }
            "TJ" => self.strings(given.first()),
            "Do" => self.object(given.first()),
            "BI" => self.inline_picture(given.first()),
            "gs" => self.settings(given.first()),
            "BDC" => self.begin_marked(given),
            "BMC" => self.marked.push(false),
            "EMC" => drop(self.marked.pop()),
            "g" | "rg" | "k" | "cs" | "sc" | "scn" | "Tr" => self.state.paint.step(&operation.operator, given),
            operator => {
                self.path.step(operator, given, self.state.ctm);
                if matches!(operator, "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n") {
                    self.paint(operator);
                }
                self.drawn.strokes.step(operator, given, self.state.ctm);
            }
        }
    }

    /// A path is filled, drawn or clips.
    fn paint(&mut self, operator: &str) {
        let (areas, clip) = self.path.end(operator);
        if !self.marked.contains(&true) {
            self.drawn.surfaces.fill(&areas, &self.state.paint, self.drawn.chars.len());
        }
        if let Some(clip) = clip {
            self.state.paint.clip(clip);
        }
    }

    fn settings(&mut self, name: Option<&Object>) {
        let pdf = self.show.pdf;
        let name = name.and_then(|o| o.as_name().ok()).map(String::from_utf8_lossy);
        let all = self.resources.and_then(|r| objects::dict(pdf, r, "ExtGState"));
        let settings = all.zip(name).and_then(|(all, name)| objects::dict(pdf, all, &name));
        settings.into_iter().for_each(|settings| self.state.paint.settings(pdf, settings));
    }

    /// Marked content begins: `/OC /Name BDC` lies on a layer.
    fn begin_marked(&mut self, given: &[Object]) {
        let pdf = self.show.pdf;
        let on_layer = given.first().and_then(|o| o.as_name().ok()) == Some(b"OC");
        let name = given.get(1).and_then(|o| o.as_name().ok()).filter(|_| on_layer);
        let all = self.resources.and_then(|r| objects::dict(pdf, r, "Properties"));
        let off = all.zip(name).is_some_and(|(all, name)| layers::is_off_by(pdf, all, &String::from_utf8_lossy(name)));
        self.marked.push(off);
    }

    fn set_font(&mut self, name: Option<&Object>, size: f64) {
        let pdf = self.show.pdf;
        let name = name.and_then(|o| o.as_name().ok()).map(String::from_utf8_lossy);
        let fonts = self.resources.and_then(|r| objects::dict(pdf, r, "Font"));
        let dict = fonts.zip(name).and_then(|(fonts, name)| objects::dict(pdf, fonts, &name));
        self.state.font = dict.map(|dict| self.show.font(dict));
        self.state.size = size;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn strings(&mut self, array: Option<&Object>) {
        for object in array.and_then(|o| o.as_array().ok()).into_iter().flatten() {
            if let Some(back) = objects::float(object) {
                let by = -back / 1000.0 * self.state.size * self.state.stretch;
                self.text = Matrix::shift(by, 0.0).then(self.text);
            } else {
                self.string(Some(object));
            }
        }
    }

    fn string(&mut self, object: Option<&Object>) {
        let Some((font, id)) = self.state.font.clone() else { return };
        let bytes = object.and_then(|o| o.as_str().ok()).unwrap_or_default();
        for glyph in bytes.chunks(4096).flat_map(|part| font.glyphs(part)) {
            let Some(left) = self.show.budget.checked_sub(1) else { return };
            self.show.budget = left;
            let State { size, between, words, stretch, .. } = self.state;
            let width = glyph.width * size;
            match glyph.text {
                Some(text) => self.chars(text, width * stretch, id),
                None => self.drawn.nameless += 1,
            }
            let by = (width + between + if glyph.space { words } else { 0.0 }) * stretch;
            self.text = Matrix::shift(by, 0.0).then(self.text);
        }
    }

    /// Writes a character down where the text stands now.
    fn chars(&mut self, text: String, width: f64, font: u16) {
        let at = self.text.then(self.state.ctm);
        let (left, base) = at.apply((0.0, self.state.rise));
        let (right, end) = at.apply((width, self.state.rise));
        let (x, y) = at.apply((0.0, self.state.rise + self.state.size));
        let size = (x - left).hypot(y - base);
        if ![left, right, base, size].iter().all(|n| n.is_finite() && n.abs() < 1e5) {
            return;
        }
        if (end - base).abs() > 0.3 * (right - left).abs() + 0.01 || right < left || y > base {
            self.drawn.turned |= !text.trim().is_empty();
            return;
        }
        let letter = PositionedChar { text, left, right, base, size, font };
        let off = self.marked.contains(&true);
        let seen = self.drawn.surfaces.letter(letter, &self.state.paint, off);
        self.drawn.chars.extend(seen);
    }

    /// A picture that stands in the drawing itself.
    fn inline_picture(&mut self, picture: Option<&Object>) {
        self.drawn.pictures = true;
        let is_mask = |dict: &Dictionary| {
            let said = ["IM", "ImageMask"].into_iter().find_map(|key| dict.get(key.as_bytes()).ok());
            said.is_some_and(|said| said.as_bool().unwrap_or(true))
        };
        let holes = picture.and_then(objects::as_dict).is_some_and(is_mask);
        let area = self.state.ctm.bounds([0.0, 0.0, 1.0, 1.0]);
        if !self.marked.contains(&true) {
            self.drawn.surfaces.picture(area, holes, &self.state.paint, self.drawn.chars.len());
        }
    }

    /// A picture, or a drawing in this drawing.
    fn object(&mut self, name: Option<&Object>) {
        let pdf = self.show.pdf;
        let Some(name) = name.and_then(|o| o.as_name().ok()).map(String::from_utf8_lossy) else { return };
        let objects = self.resources.and_then(|r| objects::dict(pdf, r, "XObject"));
        let found = objects.and_then(|objects| objects::get(pdf, objects, &name));
        let Some(Object::Stream(stream)) = found else { return };
        match objects::name(pdf, &stream.dict, "Subtype") {
            Some(b"Image") => {
                self.drawn.pictures = true;
                let holes = ["SMask", "Mask", "ImageMask"].iter().any(|key| stream.dict.has(key.as_bytes()));
                let area = self.state.ctm.bounds([0.0, 0.0, 1.0, 1.0]);
                if !self.marked.contains(&true) && !layers::is_off(pdf, &stream.dict) {
                    self.drawn.surfaces.picture(area, holes, &self.state.paint, self.drawn.chars.len());
                }
                let id =
                    objects.and_then(|objects| objects.get(name.as_bytes()).ok()).and_then(|o| o.as_reference().ok());
                if let Some(id) = id.filter(|_| self.drawn.images.len() < MOST_PICTURES) {
                    self.drawn.images.push((id, self.state.ctm));
                }
            }
            _ => {
                let mut state = self.state.clone();
                if self.marked.contains(&true) {
                    state.paint.turn_off();
                }
                self.show.nested(stream, self.resources, state, self.drawn, self.depth + 1);
            }
        }
    }
}
