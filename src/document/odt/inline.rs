//! The text of a cell or paragraph of an odt, with the answer places in it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::field_names::{STANDING_OUT, line_through, stands_out};
use crate::document::odt::control::{self, Control};
use crate::document::placeholder::Tidy;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{Id, Mixed, Tree};
use crate::text::content::{Content, STRUCK};

/// What holds for a whole part: which styles strike out, stand out or hide, and its form controls.
pub(super) struct Looks {
    struck: HashSet<String>,
    stands_out: HashSet<String>,
    hidden: HashSet<String>,
    forms: HashMap<String, Control>,
}

impl Looks {
    /// Collects them from a part.
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut looks = Self {
            struck: HashSet::new(),
            stands_out: HashSet::new(),
            hidden: HashSet::new(),
            forms: control::forms(tree),
        };
        let all = tree.root().map(|root| tree.within(root)).unwrap_or_default();
        for id in all.filter(|&id| tree.kind(id).1 == "text-properties") {
            let Some(name) = tree.attr(tree.parent(id), "name") else { continue };
            let said = ["text-line-through-style", "text-line-through-type"].map(|name| tree.attr(id, name));
            if line_through(said.iter().flatten().map(|line| &**line)) == Some(true) {
                looks.struck.insert(name.to_string());
            }
            let said = STANDING_OUT.map(|name| tree.attr(id, name.split_once(':').map_or(name, |(_, local)| local)));
            if stands_out(said.each_ref().map(Option::as_deref)) {
                looks.stands_out.insert(name.to_string());
            }
            if tree.attr(id, "display").is_some_and(|v| v == "none") {
                looks.hidden.insert(name.into_owned());
            }
        }
        looks
    }
}

/// An answer place, and the range of raw text that it shows.
pub(super) struct Shown {
    pub(super) control: Control,
    pub(super) range: Range<usize>,
    pub(super) content: Content,
}

/// The text of one cell or paragraph.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) raw: String,
    /// Where the text stands out.
    pub(super) marked: Vec<Range<usize>>,
    pub(super) shown: Vec<Shown>,
    pub(super) paragraphs: usize,
    pub(super) boxes: Vec<Id>,
    pub(super) notes: usize,
    /// What stands here that is not read, by the code of what is said of it.
    pub(super) beside: Vec<&'static str>,
    pub(super) hides: bool,
    pub(super) shows: bool,
}

impl Lines {
    /// The only answer place, when nothing else stands here.
    pub(super) fn only(&self) -> Option<&Shown> {
        let [shown] = self.shown.as_slice() else { return None };
        let outside = [&self.raw[..shown.range.start], &self.raw[shown.range.end..]];
        outside.iter().all(|text| text.trim().is_empty()).then_some(shown)
    }
}

/// Reads the text of a paragraph, or of all paragraphs directly in a cell.
pub(super) fn gather(tree: &Tree<'_>, looks: &Looks, host: Id) -> Lines {
    let mut gatherer =
        Gatherer { tree, looks, lines: Lines::default(), struck: false, marked: false, hidden: false, open: None };
    gatherer.element(host);
    gatherer.lines
}

struct Gatherer<'t, 'x> {
    tree: &'t Tree<'x>,
    looks: &'t Looks,
    lines: Lines,
    struck: bool,
    /// Within a span that stands out.
    marked: bool,
    hidden: bool,
    /// The number of the text field that has begun.
    open: Option<usize>,
}

impl Gatherer<'_, '_> {
    fn inside(&mut self, id: Id) {
        let tree = self.tree;
        for piece in tree.mixed(id) {
            match piece {
                Mixed::Text(text) => self.text(&text),
                Mixed::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, id: Id) {
        match self.tree.kind(id) {
            (Ns::OdText, "p" | "h") => self.paragraph(id),
            (Ns::OdTable, "table-cell") | (Ns::OdText, "list" | "list-item" | "list-header" | "section") => {
                let tree = self.tree;
                for child in tree.children(id) {
                    self.element(child);
                }
            }
            (Ns::OdText, "s") => {
                let count = self.tree.attr(id, "c").and_then(|c| c.parse().ok()).unwrap_or(1_usize);
                self.push(&" ".repeat(count.min(1000)));
            }
            (Ns::OdText, "tab") => self.push("\t"),
            (Ns::OdText, "line-break") => self.push("\n"),
            (Ns::OdText, "note") => self.lines.notes += 1,
            (Ns::OdText, "text-input" | "placeholder" | "drop-down") | (_, "content-control") => self.control(id),
            (Ns::OdText, "span") => {
                let before = self.marked;
                let style = self.tree.attr(id, "style-name");
                self.marked |= style.is_some_and(|style| self.looks.stands_out.contains(&*style));
                self.styled(id);
                self.marked = before;
            }
            (Ns::OdDraw, "control") => self.form(id),
            (Ns::OdDraw, _) => self.drawing(id),
            (Ns::OdOffice, "annotation") => self.lines.beside.push("comment-ignored"),
            (Ns::OdText, "tracked-changes" | "ruby-text" | "label") | (Ns::OdOffice | Ns::OdTable, _) => {}
            (_, "fieldmark" | "fieldmark-start") => self.field(id),
            (_, "fieldmark-end") => self.end(),
            (Ns::OdText, _) => self.inside(id),
            _ => {}
        }
    }

    fn paragraph(&mut self, id: Id) {
        if self.lines.paragraphs > 0 {
            self.push("\n");
        }
        self.lines.paragraphs += 1;
        self.styled(id);
    }

    /// What stands in an element with a style of its own.
    fn styled(&mut self, id: Id) {
        let before = (self.struck, self.hidden);
        if let Some(style) = self.tree.attr(id, "style-name") {
            self.struck |= self.looks.struck.contains(&*style);
            self.hidden |= self.looks.hidden.contains(&*style);
        }
        self.inside(id);
        (self.struck, self.hidden) = before;
    }

    /// Text, in which any white space is one space.
    fn text(&mut self, text: &str) {
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !space {
                plain.push(c);
            } else if !(plain.ends_with(' ') || plain.is_empty() && self.lines.raw.ends_with([' ', '\n'])) {
                plain.push(' ');
            }
        }
        self.push(&plain);
    }

    fn push(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.lines.hides |= self.hidden;
            self.lines.shows |= !self.hidden;
        }
        let from = self.lines.raw.len();
        if self.marked && !self.struck {
            self.lines.marked.push(from..from + text.len());
        }
        for c in text.chars() {
            self.lines.raw.push(c);
            if self.struck && !c.is_whitespace() {
                self.lines.raw.push(STRUCK);
            }
        }
    }

    fn control(&mut self, id: Id) {
        let Some(control) = Control::of(self.tree, id) else { return };
        let start = self.lines.raw.len();
        match &control.said {
            Some(said) => self.push(&said.shown()),
            None if control.prompt => {}
            None => self.inside(id),
        }
        self.close(control, start);
    }

    /// Notes an answer place that shows the text from `start` on; a prompt is taken back.
    fn close(&mut self, control: Control, start: usize) {
        let shown = Tidy::of(&self.lines.raw[start..]).text;
        let content = control.content(&shown);
        if content.is_empty() {
            self.lines.raw.truncate(start);
        }
        self.lines.shown.push(Shown { control, range: start..self.lines.raw.len(), content });
    }

    fn form(&mut self, id: Id) {
        let form = self.tree.attr(id, "control").and_then(|name| self.looks.forms.get(&*name).cloned());
        let Some(control) = form else { return };
        let start = self.lines.raw.len();
        if let Some(said) = &control.said {
            self.push(&said.shown());
        }
        self.close(control, start);
    }

    fn field(&mut self, id: Id) {
        let Some(control) = Control::field(self.tree, id) else { return };
        let start = self.lines.raw.len();
        if let Some(said) = &control.said {
            self.push(&said.shown());
        }
        let content = control.said.clone().unwrap_or_default();
        if control.said.is_none() {
            self.open = Some(self.lines.shown.len());
        }
        self.lines.shown.push(Shown { control, range: start..self.lines.raw.len(), content });
    }

    fn end(&mut self) {
        let length = self.lines.raw.len();
        let Some(shown) = self.open.take().and_then(|i| self.lines.shown.get_mut(i)) else { return };
        shown.range.end = length;
        let text = Tidy::of(&self.lines.raw[shown.range.clone()]).text;
        shown.content = if text.is_empty() { Content::Empty } else { Content::Text(text.into()) };
    }

    /// The boxes of a drawing that hold paragraphs; a picture or a file within another is only said.
    fn drawing(&mut self, id: Id) {
        let tree = self.tree;
        let before = self.lines.boxes.len();
        let holds = |d: Id| tree.children(d).any(|c| matches!(tree.kind(c), (Ns::OdText, "p" | "h" | "list")));
        let mut at = id;
        while at < tree.within(id).end {
            if tree.kind(at).0 == Ns::OdDraw && holds(at) {
                self.lines.boxes.push(at);
                at = tree.within(at).end;
            } else {
                at += 1;
            }
        }
        let holds =
            |names: &[&str]| tree.within(id).any(|n| tree.kind(n).0 == Ns::OdDraw && names.contains(&tree.kind(n).1));
        if self.lines.boxes.len() > before {
            return;
        }
        if holds(&["object", "object-ole"]) {
            self.lines.beside.push("embedded-ignored");
        } else if holds(&["image"]) {
            self.lines.beside.push("picture-ignored");
        }
    }
}
