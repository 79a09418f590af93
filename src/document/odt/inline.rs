//! The text of a cell or paragraph of an odt, with the answer places in it.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::odt::bullets::Bullets;
use crate::document::odt::control::{self, Control};
use crate::document::text_document::placeholder::Tidy;
use crate::document::text_document::symbol_font;
use crate::document::text_document::text_style::TextStyle;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{MixedContent, NodeId, Tree};
use crate::text::content::{Content, strike};
use crate::text::{letter_format, raised};

/// What holds for a whole part: what its styles say, its form controls, and the boxes of its lists.
pub(super) struct PartStyles {
    styles: HashMap<String, TextStyle>,
    forms: HashMap<String, Control>,
    bullets: Bullets,
}

impl PartStyles {
    /// Collects them from a part; `named` holds the styles of which its own are made.
    pub(super) fn of(tree: &Tree<'_>, named: Option<&Tree<'_>>) -> Self {
        let mut looks = Self { styles: HashMap::new(), forms: control::forms(tree), bullets: Bullets::default() };
        named.into_iter().chain([tree]).for_each(|tree| looks.add(tree));
        looks
    }

    fn add(&mut self, tree: &Tree<'_>) {
        self.bullets.add(tree);
        let all = tree.root().map(|root| tree.within(root)).unwrap_or_default();
        for id in all.filter(|&id| tree.expanded_name(id).1 == "style") {
            let Some(name) = tree.attr(id, "name") else { continue };
            let parent = tree.attr(id, "parent-style-name").and_then(|parent| self.styles.get(&*parent).copied());
            let own = child(tree, id, "text-properties").map(|properties| {
                let local = |name: &'static str| name.split_once(':').map_or(name, |(_, local)| local);
                TextStyle::of(|names| names.map(|name| tree.attr(properties, local(name))))
            });
            let mut style = own.unwrap_or_default().or(parent.unwrap_or_default());
            for name in ["table-cell-properties", "table-row-properties", "table-properties", "paragraph-properties"] {
                if let Some(properties) = child(tree, id, name) {
                    let local = |name: &'static str| name.split_once(':').map_or(name, |(_, local)| local);
                    style.take_cell(|names| names.map(|name| tree.attr(properties, local(name))));
                }
            }
            if style != TextStyle::default() {
                self.styles.insert(name.into_owned(), style);
            }
        }
    }
}

/// The first child of this local name.
fn child(tree: &Tree<'_>, id: NodeId, name: &str) -> Option<NodeId> {
    tree.children(id).find(|child| tree.expanded_name(*child).1 == name)
}

/// An answer place, and the range of raw text that it shows.
pub(super) struct AnswerRange {
    pub(super) control: Control,
    pub(super) range: Range<usize>,
    pub(super) content: Content,
}

/// The text of one cell or paragraph.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) raw: String,
    /// How the text looks, where it stands out.
    pub(super) looks: letter_format::LetterFormats,
    pub(super) shown: Vec<AnswerRange>,
    pub(super) paragraphs: usize,
    pub(super) boxes: Vec<NodeId>,
    pub(super) notes: usize,
    /// What stands here that is not read, by the code of what is said of it.
    pub(super) beside: Vec<&'static str>,
    pub(super) hides: bool,
    pub(super) shows: bool,
}

impl Lines {
    /// The only answer place, when nothing else stands here.
    pub(super) fn only(&self) -> Option<&AnswerRange> {
        let [shown] = self.shown.as_slice() else { return None };
        let outside = [&self.raw[..shown.range.start], &self.raw[shown.range.end..]];
        outside.iter().all(|text| text.trim().is_empty()).then_some(shown)
    }
}

/// Reads the text of a paragraph, or of all paragraphs directly in a cell. Hidden text is passed over where other text is
/// shown; where all of it is hidden, it is read.
pub(super) fn gather(tree: &Tree<'_>, looks: &PartStyles, host: NodeId) -> Lines {
    let gathered = |only_shown| {
        let mut gatherer = Gatherer {
            tree,
            looks,
            lines: Lines::default(),
            only_shown,
            style: TextStyle::default(),
            span: TextStyle::default(),
            in_hidden: 0,
            open: None,
        };
        (gatherer.style.backed, gatherer.style.ground) = ground(tree, looks, host);
        gatherer.element(host);
        gatherer.lines
    };
    let lines = gathered(true);
    if lines.shows || !lines.hides { lines } else { gathered(false) }
}

/// Whether another colour than white lies behind a cell or paragraph, by what stands around it, and which; a shape may have
/// any.
fn ground(tree: &Tree<'_>, looks: &PartStyles, host: NodeId) -> (bool, u32) {
    let mut at = host;
    while tree.parent(at) != at {
        at = tree.parent(at);
        let style = tree.attr(at, "style-name").and_then(|name| looks.styles.get(&*name));
        if tree.expanded_name(at).0 == Ns::OdDraw {
            return (true, 0);
        }
        if let Some(style) = style.filter(|style| style.backed) {
            return (true, style.ground);
        }
    }
    (false, 0)
}

struct Gatherer<'t, 'x> {
    tree: &'t Tree<'x>,
    looks: &'t PartStyles,
    lines: Lines,
    /// Hidden text is passed over.
    only_shown: bool,
    /// What the styles say that are open.
    style: TextStyle,
    /// What the spans among them say, whose looks set their text apart.
    span: TextStyle,
    /// How deep the reader stands in what is hidden by more than a style.
    in_hidden: u32,
    /// The number of the text field that has begun.
    open: Option<usize>,
}

impl Gatherer<'_, '_> {
    fn inside(&mut self, id: NodeId) {
        let tree = self.tree;
        for piece in tree.mixed(id) {
            match piece {
                MixedContent::Text(text) => self.text(&text),
                MixedContent::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, id: NodeId) {
        let before = self.style;
        if self.is_hidden(id) {
            (self.style.hidden, self.in_hidden) = (Some(true), self.in_hidden + 1);
            self.visible_or_not(id);
            self.in_hidden -= 1;
            self.style = before;
        } else {
            self.visible_or_not(id);
        }
    }

    /// Whether Writer hides a section, a field or a paragraph by more than its style.
    fn is_hidden(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let said = |id: NodeId| {
            tree.attr(id, "display").is_some_and(|display| display == "none")
                || tree.attr(id, "is-hidden").is_some_and(|hidden| hidden == "true")
        };
        match tree.expanded_name(id) {
            (Ns::OdText, "section" | "hidden-text" | "variable-set" | "conditional-text") => said(id),
            (Ns::OdText, "p") => child(tree, id, "hidden-paragraph").is_some_and(said),
            _ => false,
        }
    }

    fn visible_or_not(&mut self, id: NodeId) {
        match self.tree.expanded_name(id) {
            (Ns::OdText, "p" | "h") => self.paragraph(id),
            (Ns::OdTable, "table-cell") => {
                let TextStyle { backed, crossed, ground, .. } = self.style_of(id);
                let before = self.style;
                let ground = if backed { ground } else { before.ground };
                self.style = TextStyle { backed: before.backed || backed, crossed, ground, ..before };
                let tree = self.tree;
                for child in tree.children(id) {
                    self.element(child);
                }
                self.style = before;
            }
            (Ns::OdText, "list" | "list-item" | "list-header" | "section") => {
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
            (Ns::OdText, "date" | "time" | "modification-date" | "print-date") => {
                if self.tree.attr(id, "fixed").is_none_or(|fixed| fixed != "true") {
                    self.lines.beside.push("renews-itself");
                }
                self.inside(id);
            }
            (Ns::OdText, "text-input" | "placeholder" | "drop-down") | (_, "content-control") => self.control(id),
            (Ns::OdText, "span") => {
                let before = self.span;
                self.span = self.style_of(id).or(before);
                self.styled(id);
                self.span = before;
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

    fn paragraph(&mut self, id: NodeId) {
        if self.lines.paragraphs > 0 {
            self.push("\n");
        }
        self.lines.paragraphs += 1;
        if let Some(glyph) = self.looks.bullets.of(self.tree, id) {
            self.push(&format!("{glyph} "));
        }
        self.styled(id);
    }

    /// What stands in an element with a style of its own.
    fn styled(&mut self, id: NodeId) {
        let before = self.style;
        self.style = self.style_of(id).or(before);
        self.inside(id);
        self.style = before;
    }

    /// What the style of an element says.
    fn style_of(&self, id: NodeId) -> TextStyle {
        let name = self.tree.attr(id, "style-name");
        name.and_then(|name| self.looks.styles.get(&*name).copied()).unwrap_or_default()
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
        let TextStyle { struck, hidden, raised, symbol, crossed, .. } = self.style;
        let is = |said: Option<bool>| said == Some(true);
        let struck = if crossed { Some(true) } else { struck };
        let hidden = if self.in_hidden > 0 || self.style.is_unseen() { Some(true) } else { hidden };
        if !text.trim().is_empty() {
            self.lines.hides |= is(hidden);
            self.lines.shows |= !is(hidden);
        }
        if is(hidden) && self.only_shown && text != "\n" {
            return;
        }
        let from = self.lines.raw.len();
        let drawn = symbol.map(|font| symbol_font::text(font, text));
        let text = drawn.as_deref().unwrap_or(text);
        match (is(struck), is(raised)) {
            (false, false) => self.lines.raw.push_str(text),
            (false, true) => self.lines.raw.push_str(&raised::raise(text)),
            (true, _) => self.lines.raw.push_str(&strike(text)),
        }
        let TextStyle { marked, look, .. } = self.span;
        self.lines.looks.add(from..self.lines.raw.len(), marked && !is(struck), look);
    }

    fn control(&mut self, id: NodeId) {
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
        self.lines.shown.push(AnswerRange { control, range: start..self.lines.raw.len(), content });
    }

    fn form(&mut self, id: NodeId) {
        let form = self.tree.attr(id, "control").and_then(|name| self.looks.forms.get(&*name).cloned());
        let Some(control) = form else { return };
        self.lines.beside.extend(control.untouched);
        let start = self.lines.raw.len();
        if let Some(said) = &control.said {
            self.push(&said.shown());
        }
        self.close(control, start);
    }

    fn field(&mut self, id: NodeId) {
        let Some(control) = Control::field(self.tree, id) else { return };
        self.lines.beside.extend(control.untouched);
        let start = self.lines.raw.len();
        if let Some(said) = &control.said {
            self.push(&said.shown());
        }
        let content = control.said.clone().unwrap_or_default();
        if control.said.is_none() {
            self.open = Some(self.lines.shown.len());
        }
        self.lines.shown.push(AnswerRange { control, range: start..self.lines.raw.len(), content });
    }

    fn end(&mut self) {
        let length = self.lines.raw.len();
        let Some(shown) = self.open.take().and_then(|i| self.lines.shown.get_mut(i)) else { return };
        shown.range.end = length;
        let text = Tidy::of(&self.lines.raw[shown.range.clone()]).text;
        shown.content = if text.is_empty() { Content::Empty } else { Content::Text(text.into()) };
    }

    /// The boxes of a drawing that hold paragraphs; a picture or a file within another is only said.
    fn drawing(&mut self, id: NodeId) {
        let tree = self.tree;
        let before = self.lines.boxes.len();
        let holds =
            |d: NodeId| tree.children(d).any(|c| matches!(tree.expanded_name(c), (Ns::OdText, "p" | "h" | "list")));
        let mut at = id;
        while at < tree.within(id).end {
            if tree.expanded_name(at).0 == Ns::OdDraw && holds(at) {
                self.lines.boxes.push(at);
                at = tree.within(at).end;
            } else {
                at += 1;
            }
        }
        let holds = |names: &[&str]| {
            tree.within(id).any(|n| tree.expanded_name(n).0 == Ns::OdDraw && names.contains(&tree.expanded_name(n).1))
        };
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
