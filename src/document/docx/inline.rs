//! Gathers the text of a cell or paragraph from its runs, controls and fields.

use std::borrow::Cow;

use crate::document::docx::background;
use crate::document::docx::control::{Control, Kind, may_be_answered};
use crate::document::docx::data_binding::Stores;
use crate::document::docx::elements::is_transparent_run;
use crate::document::docx::field::{self, Field};
use crate::document::docx::lines::{Answer, AnswerRange, Fragment, FragmentKind, Lines};
use crate::document::docx::styles::{Format, paragraph_style};
use crate::document::text_document::date_control;
use crate::document::text_document::placeholder::{Tidy, waits};
use crate::document::text_document::symbol_font;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::checkbox;
use crate::text::content::{Content, strike};
use crate::text::raised;

/// Reads the text of `host`: a paragraph, a cell, or a content control around one of these.
pub(super) fn gather(tree: &Tree<'_>, stores: &Stores, host: NodeId) -> Lines {
    let mut lines = Lines::default();
    gather_into(tree, stores, host, &mut lines);
    lines
}

/// The same, in the room of lines that are needed no more. Hidden text is passed over where other text is shown; where all of
/// it is hidden, it is read.
pub(super) fn gather_into(tree: &Tree<'_>, stores: &Stores, host: NodeId, lines: &mut Lines) {
    for only_shown in [true, false] {
        lines.clear();
        let mut gatherer = Gatherer {
            tree,
            stores,
            lines,
            only_shown,
            silent: 0,
            fields: Vec::new(),
            of_paragraph: Format::default(),
            crossed: false,
            run: Run::default(),
        };
        gatherer.element(host);
        if lines.shows || !lines.hides {
            return;
        }
    }
}

/// How a run is formatted, as far as it matters.
#[derive(Clone, Default)]
struct Run {
    format: Format,
    /// The symbol font of the run.
    font: Option<String>,
}

/// A complex field that has begun.
struct Open {
    /// Its number among the answers, when it is a form field.
    answer: Option<usize>,
    /// Whether its code, not its result, is passing by.
    code: bool,
    instruction: String,
    /// Word fills it in anew.
    renews: bool,
}

/// Fields that Word fills in with the day on which the file is opened, saved or printed.
const DATES: [&str; 4] = ["DATE", "TIME", "SAVEDATE", "PRINTDATE"];

/// Whether a field stays as it is.
fn is_locked(tree: &Tree<'_>, field: NodeId) -> bool {
    tree.attr(field, "fldLock").is_some_and(|locked| matches!(&*locked, "1" | "true" | "on"))
}

/// The elements of a formula that hold others; what a formula says is its text in their order.
const MATHS: [&str; 26] = [
    "oMath",
    "oMathPara",
    "r",
    "num",
    "den",
    "e",
    "sup",
    "sub",
    "sSup",
    "sSub",
    "sSubSup",
    "sPre",
    "rad",
    "deg",
    "nary",
    "func",
    "fName",
    "lim",
    "limLow",
    "limUpp",
    "m",
    "mr",
    "eqArr",
    "acc",
    "bar",
    "borderBox",
];

struct Gatherer<'t, 'x> {
    tree: &'t Tree<'x>,
    stores: &'t Stores,
    lines: &'t mut Lines,
    /// Hidden text is passed over.
    only_shown: bool,
    /// Above zero, text is passed over: a prompt, or the inside of what is shown as a whole.
    silent: usize,
    fields: Vec<Open>,
    /// What the style of the paragraph says.
    of_paragraph: Format,
    /// Within a cell that is crossed through by its borders.
    crossed: bool,
    run: Run,
}

impl Gatherer<'_, '_> {
    fn children(&mut self, id: NodeId) {
        let tree = self.tree;
        for child in tree.children(id) {
            self.element(child);
        }
    }

    fn element(&mut self, id: NodeId) {
        match self.tree.expanded_name(id) {
            (Ns::Word, name) => match name {
                "t" => self.text(id),
                "r" => self.run(id),
                "p" => self.paragraph(id),
                "sdt" => self.control(id),
                "tc" => {
                    self.crossed = background::is_crossed(self.tree, id);
                    self.children(id);
                    self.crossed = false;
                }
                "fldSimple" => {
                    let code = self.tree.attr(id, "instr").unwrap_or_default();
                    self.dated(&code, !is_locked(self.tree, id));
                    self.children(id);
                }
                _ if is_transparent_run(name) => self.children(id),
                _ => self.leaf(id, name),
            },
            (Ns::Compat, "AlternateContent") => self.alternate(id),
            (Ns::Other, "f") => self.fraction(id),
            (Ns::Other, "d") => self.bracketed(id),
            (Ns::Other, name) if MATHS.contains(&name) => self.children(id),
            (Ns::Other, "t") => self.text(id),
            _ => {}
        }
    }

    /// A fraction of a formula: `1/2`.
    fn fraction(&mut self, id: NodeId) {
        let tree = self.tree;
        for (n, part) in tree.children(id).filter(|part| matches!(tree.w_name(*part), "num" | "den")).enumerate() {
            if n == 1 {
                self.push(FragmentKind::Sign, id, "/");
            }
            self.children(part);
        }
    }

    /// What stands in brackets in a formula.
    fn bracketed(&mut self, id: NodeId) {
        self.push(FragmentKind::Sign, id, "(");
        self.children(id);
        self.push(FragmentKind::Sign, id, ")");
    }

    /// The words of shapes that hold no paragraphs of the text: `a:t`.
    fn shapes(&mut self, id: NodeId) -> bool {
        let tree = self.tree;
        let before = self.lines.raw.len();
        for part in tree.within(id).filter(|part| tree.expanded_name(*part).0 == Ns::Other) {
            match tree.expanded_name(part).1 {
                "p" if self.lines.raw.len() > before || !self.lines.raw.trim_end().is_empty() => {
                    self.push(FragmentKind::Sign, part, "\n");
                }
                "t" => self.push(FragmentKind::Sign, part, &tree.text(part)),
                _ => {}
            }
        }
        !self.lines.raw[before..].trim().is_empty()
    }

    /// Of two ways to write the same, the newer one; the older holds the same text boxes again.
    fn alternate(&mut self, id: NodeId) {
        let tree = self.tree;
        let first = self.lines.boxes.len();
        let Some(newer) = tree.children(id).next() else { return };
        self.children(newer);
        let older = tree.within(newer).end..tree.within(id).end;
        let mut twins = older.filter(|&n| tree.w_name(n) == "txbxContent");
        for boxed in &mut self.lines.boxes[first..] {
            boxed.1 = twins.next();
        }
    }

    fn paragraph(&mut self, id: NodeId) {
        if !self.lines.paragraphs.is_empty() && self.silent == 0 {
            self.push(FragmentKind::Paragraph, id, "\n");
        }
        self.lines.paragraphs.push(id);
        if let Some(glyph) = self.stores.bullets.of(self.tree, id) {
            self.push(FragmentKind::Bullet, id, &format!("{glyph} "));
        }
        let style = self.style_of(id);
        let outer = std::mem::replace(&mut self.of_paragraph, style);
        self.children(id);
        self.of_paragraph = outer;
        self.fields.retain(|f| !f.code);
    }

    fn run(&mut self, id: NodeId) {
        let tree = self.tree;
        let outer = std::mem::replace(&mut self.run, Run { format: self.of_paragraph, font: None });
        for child in tree.children(id) {
            if tree.w_name(child) == "rPr" {
                self.run = self.formatted(child);
            } else {
                self.element(child);
            }
        }
        self.run = outer;
    }

    /// What the style of a paragraph says of its text.
    fn style_of(&self, paragraph: NodeId) -> Format {
        let styles = &self.stores.styles;
        let style = || paragraph_style(self.tree, paragraph);
        if styles.matter { style().map(|name| styles.of(&name)).unwrap_or_default() } else { Format::default() }
    }

    /// What the properties of a run say, with its styles.
    fn formatted(&self, properties: NodeId) -> Run {
        let tree = self.tree;
        let (mut format, mut of_style, mut font) = (Format::default(), Format::default(), None);
        for child in tree.children(properties) {
            match tree.w_name(child) {
                "rStyle" => {
                    of_style = tree.attr(child, "val").map(|name| self.stores.styles.of(&name)).unwrap_or_default();
                }
                "rFonts" => {
                    font = tree.attr(child, "ascii").filter(|f| symbol_font::is_symbol(f)).map(Cow::into_owned);
                }
                _ => format.take(tree, child),
            }
        }
        Run { format: format.or(of_style).or(self.of_paragraph), font }
    }

    fn leaf(&mut self, id: NodeId, name: &str) {
        match name {
            "tab" | "ptab" => self.push(FragmentKind::Tab, id, "\t"),
            "cr" => self.push(FragmentKind::Break, id, "\n"),
            "br" if !matches!(self.tree.attr(id, "type").as_deref(), Some("page" | "column")) => {
                self.push(FragmentKind::Break, id, "\n");
            }
            "noBreakHyphen" => self.push(FragmentKind::Sign, id, "-"),
            "sym" => self.symbol(id),
            "fldChar" => self.mark(id),
            "instrText" => {
                if let Some(open) = self.fields.last_mut() {
                    open.instruction.push_str(&self.tree.text(id));
                }
                self.overprinted(id);
            }
            "drawing" | "pict" | "object" => {
                let before = self.lines.boxes.len();
                self.drawing(id);
                if self.lines.boxes.len() == before && !self.shapes(id) {
                    self.lines.beside.push(self.drawn(id, name));
                }
            }
            "commentReference" => self.lines.beside.push("comment-ignored"),
            "altChunk" => self.lines.beside.push("chunk-ignored"),
            "footnoteReference" | "endnoteReference" => self.lines.notes += 1,
            _ => {}
        }
    }

    /// What is said of a drawing of which nothing is read: a control of a program, a file within this one, or a picture.
    fn drawn(&self, id: NodeId, name: &str) -> &'static str {
        let tree = self.tree;
        let holds = |word: &str| tree.within(id).any(|part| tree.w_name(part) == word);
        match name {
            _ if holds("control") => "activex-ignored",
            "object" => "embedded-ignored",
            _ => "picture-ignored",
        }
    }

    fn text(&mut self, id: NodeId) {
        let text = self.tree.text(id);
        match &self.run.font {
            Some(font) => {
                let drawn: String = text.chars().map(|c| symbol_font::shown(font, u32::from(c))).collect();
                self.push(FragmentKind::Text, id, &drawn);
            }
            None => self.push(FragmentKind::Text, id, &text),
        }
    }

    fn symbol(&mut self, id: NodeId) {
        let font = self.tree.attr(id, "font").unwrap_or_default();
        let code = self.tree.attr(id, "char").and_then(|c| u32::from_str_radix(&c, 16).ok()).unwrap_or(0xFFFD);
        self.push(FragmentKind::Sign, id, symbol_font::shown(&font, code).encode_utf8(&mut [0; 4]));
    }

    fn push(&mut self, kind: FragmentKind, node: NodeId, text: &str) {
        let code = self.fields.iter().any(|f| f.code);
        if self.silent > 0 || code || text.is_empty() {
            return;
        }
        let Format { struck, hidden, raised, marked, .. } = self.run.format;
        let is = |said: Option<bool>| said.unwrap_or(false);
        let struck = if self.crossed { Some(true) } else { struck };
        let hidden = if background::hides(self.tree, node, self.run.format) { Some(true) } else { hidden };
        if !text.trim().is_empty() {
            self.lines.hides |= is(hidden);
            self.lines.shows |= !is(hidden);
        }
        if is(hidden) && self.only_shown && kind != FragmentKind::Paragraph {
            return;
        }
        let start = self.lines.raw.len();
        self.lines.bits.push(Fragment { kind, node, start });
        match (is(struck), is(raised)) {
            (false, false) => self.lines.raw.push_str(text),
            (false, true) => self.lines.raw.push_str(&raised::raise(text)),
            (true, _) => self.lines.raw.push_str(&strike(text)),
        }
        self.lines.looks.add(start..self.lines.raw.len(), is(marked) && !is(struck), self.run.format.look());
    }

    /// Text boxes in a drawing, in its newer wording when it has two.
    fn drawing(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut at = id + 1;
        let end = tree.within(id).end;
        while at < end {
            if tree.w_name(at) == "txbxContent" {
                self.lines.boxes.push((at, None));
                at = tree.within(at).end;
            } else {
                at += 1;
            }
        }
    }

    fn control(&mut self, id: NodeId) {
        let content = self.tree.child(id, "sdtContent");
        let Some(mut control) = Control::of(self.tree, id) else {
            return content.map_or((), |c| self.children(c));
        };
        if control.prompt && may_be_answered(self.tree, id) {
            self.lines.beside.push("prompt-or-answer");
        }
        let start = self.lines.raw.len();
        let whole = self.whole(&mut control);
        if let Some(text) = &whole {
            self.run = Run::default();
            if self.tree.around(id, "p").is_none() && !self.lines.paragraphs.is_empty() {
                self.push(FragmentKind::Paragraph, id, "\n");
            }
            self.push(FragmentKind::Shown, id, text);
        }
        self.silent += usize::from(whole.is_some() || control.prompt);
        if let Some(content) = content {
            self.children(content);
        }
        self.silent -= usize::from(whole.is_some() || control.prompt);
        let shown = Tidy::of(&self.lines.raw[start..]).text.into_owned();
        if control.is_prompt(&shown) && whole.is_none() {
            self.forget(start);
        }
        let content =
            if control.is_prompt(&shown) && whole.is_none() { Content::Empty } else { control.content(&shown) };
        let range = start..self.lines.raw.len();
        self.lines.shown.push(AnswerRange { answer: Answer::Control(control), range, content });
    }

    /// What a control shows instead of its own text: a box, or a value that is kept elsewhere.
    fn whole(&self, control: &mut Control) -> Option<String> {
        let kept = control.binding.as_ref().and_then(|b| self.stores.value(b)).filter(|v| !v.trim().is_empty());
        match control.kind {
            Kind::Tick => {
                control.ticked = kept.map_or(control.ticked, |v| matches!(v.trim(), "true" | "1"));
                Some(checkbox::glyph(control.ticked).to_owned())
            }
            Kind::Text => kept,
            Kind::Choice { .. } => {
                let shown = |v: String| control.options.iter().find(|o| o.1 == v).map_or(v.clone(), |o| o.0.clone());
                kept.map(shown)
            }
            Kind::Date => self.day(control, &kept?),
        }
    }

    /// The day that is kept elsewhere, unless the control's own text says the same day in its own way.
    fn day(&self, control: &mut Control, kept: &str) -> Option<String> {
        let content = self.tree.child(control.node, "sdtContent");
        let own: String = content
            .into_iter()
            .flat_map(|id| self.tree.within(id))
            .filter(|id| self.tree.w_name(*id) == "t")
            .map(|id| self.tree.text(id))
            .collect();
        let date = kept.get(..10).and_then(|day| day.parse().ok());
        control.day = date;
        match date {
            Some(date) if !control.prompt && date_control::agrees(date, &own) => None,
            Some(date) => Some(date_control::print(date, "dd-MM-yyyy")),
            None => (own.trim() != kept.trim() || control.prompt).then(|| kept.to_owned()),
        }
    }

    /// Letters that Word draws over each other, as the circle around a word: `EQ \o(ja,○)`. Such a field has no result, and who
    /// enclosed a word of a choice chose it.
    fn overprinted(&mut self, id: NodeId) {
        let code = self.tree.text(id);
        let Some(drawn) = code.trim_start().strip_prefix("EQ ").and_then(|code| code.split_once('(')) else { return };
        let words = drawn.1.split([',', ';', ')']).next().unwrap_or_default().trim().to_owned();
        let Some(open) = self.fields.last_mut() else { return };
        open.code = false;
        let marked = self.run.format.marked.replace(true);
        self.push(FragmentKind::Sign, id, &words);
        self.run.format.marked = marked;
        if let Some(open) = self.fields.last_mut() {
            open.code = true;
        }
    }

    /// Takes back the text from `start` on.
    fn forget(&mut self, start: usize) {
        self.lines.raw.truncate(start);
        self.lines.bits.retain(|b| b.start < start);
    }

    /// A mark of a complex field: its begin, the step from code to result, or its end.
    fn mark(&mut self, id: NodeId) {
        match self.tree.attr(id, "fldCharType").as_deref() {
            Some("begin") => self.begin(id),
            Some("separate") => self.separate(id),
            Some("end") => self.end(id),
            _ => {}
        }
    }

    fn begin(&mut self, id: NodeId) {
        let field = Field::of(self.tree, id).filter(|_| self.silent == 0);
        let start = self.lines.raw.len();
        if let Some(field) = field.as_ref().filter(|f| f.kind != field::Kind::Text) {
            self.push(FragmentKind::Shown, id, &field.content.shown());
        }
        let answer = field.map(|field| {
            let content = field.content.clone();
            self.lines.beside.extend(field.untouched);
            let range = start..self.lines.raw.len();
            self.lines.shown.push(AnswerRange { answer: Answer::Field(field), range, content });
            self.lines.shown.len() - 1
        });
        let renews = !is_locked(self.tree, id);
        self.fields.push(Open { answer, code: true, instruction: String::new(), renews });
    }

    /// Notes a field of which the date is not the one that somebody filled in.
    fn dated(&mut self, code: &str, renews: bool) {
        let word = code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        if renews && self.silent == 0 && DATES.contains(&word.as_str()) {
            self.lines.renews.push(self.lines.raw.len());
        }
    }

    /// The field whose mark passes by, when it is a form field.
    fn passing(&mut self) -> Option<&mut AnswerRange> {
        let index = self.fields.last()?.answer?;
        self.lines.shown.get_mut(index)
    }

    fn separate(&mut self, id: NodeId) {
        if let Some(open) = self.fields.last_mut() {
            let (code, renews) = (std::mem::take(&mut open.instruction), open.renews);
            self.dated(&code, renews);
        }
        let text = match self.passing().map(|s| &mut s.answer) {
            Some(Answer::Field(field)) => {
                field.separate = Some(id);
                field.kind == field::Kind::Text
            }
            _ => true,
        };
        if let Some(open) = self.fields.last_mut() {
            open.code = !text;
        }
    }

    fn end(&mut self, id: NodeId) {
        let length = self.lines.raw.len();
        let Some(open) = self.fields.pop() else { return };
        let Some(shown) = open.answer.and_then(|i| self.lines.shown.get_mut(i)) else { return };
        let Answer::Field(field) = &mut shown.answer else { return };
        field.end = Some(id);
        shown.range.end = length;
        if field.kind == field::Kind::Text {
            let text = Tidy::of(&self.lines.raw[shown.range.clone()]).text.into_owned();
            if field.is_default(&text) {
                let start = shown.range.start;
                shown.range.end = start;
                self.forget(start);
                self.lines.beside.extend((!waits(&text)).then_some("text-of-the-form"));
            } else {
                shown.content = if text.is_empty() { Content::Empty } else { Content::Text(text.into()) };
            }
        }
    }
}
