//! What a mapping says of one form: how it is recognised and where each field stands.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use foldhash::HashSet;

use crate::document::placeholder;
use crate::finding::Lang;
use crate::mapping::spec::blank_labels::BlankLabels;
use crate::mapping::spec::pattern::Pattern;
use crate::mapping::spec::placeholder::Placeholder;
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::{Wording, numbered, unnumbered};
use crate::record::answer::FormHead;
use crate::record::identity::{MadeWith, fingerprint};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Notation;
use crate::text::content::{MARKED, STRUCK};
use crate::text::normalize::fold;
use crate::text::place::Place;
use crate::text::{checkbox, emphasis};

/// Whether a mapping was made from the body's own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Original,
    /// From the body's own form, by `suggest`: as good as an original once somebody looked it over.
    Draft,
    Reconstruction,
}

/// How many clients a source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    Document,
    Sheet,
    Row,
}

/// Where an answer is, seen from its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Below,
    /// All text below the label, up to the next label or heading.
    Prose,
    After,
    Left,
    /// In the label's row, under a heading.
    Row,
    /// In the label's own cell, as a box.
    In,
}

/// What a line asks.
#[derive(Clone, Debug)]
pub enum Asks {
    One {
        target: Target,
        notation: Notation,
        /// The line itself says in which words it is answered.
        worded: bool,
    },
    /// Several fields in one cell; the first pattern is the one that is written.
    Combined(Vec<Pattern>),
}

/// A box beside its own label: the schema word it stands for, and the label.
#[derive(Clone, Debug)]
pub struct TickBox {
    pub word: String,
    pub label: Wording,
}

/// How the answer is found.
#[derive(Clone, Debug)]
pub enum Locator {
    Label {
        wordings: Vec<Wording>,
        look: Direction,
        skip: u32,
        column: Vec<Wording>,
    },
    Ticks {
        label: Vec<Wording>,
        boxes: Vec<TickBox>,
        look: Direction,
        skip: u32,
    },
    /// Boxes with their words in the answer to one label.
    Marks {
        label: Vec<Wording>,
        boxes: Vec<TickBox>,
        skip: u32,
    },
    At(Place),
    /// A control, a field or a json member, by name.
    Named(Vec<String>),
    Column(Column),
}

/// A column of a table with a client a row.
#[derive(Clone, Debug)]
pub enum Column {
    Heading(Vec<Wording>),
    /// Counted from zero.
    Number(u32),
}

/// One line of a mapping.
#[derive(Clone, Debug)]
pub struct Line {
    pub asks: Asks,
    pub by: Locator,
    /// Over how many cells beside each other the answer is spread; one where it stands in one.
    pub cells: u32,
    /// The path of headings under which it stands.
    pub section: Vec<Wording>,
    pub sheet: Option<String>,
    pub required: bool,
    /// The office fills it in itself: it is read, and never written.
    pub office: bool,
}

/// A repeating group.
#[derive(Clone, Debug)]
pub struct Rows {
    /// `doelen`, `uren`
    pub group: String,
    pub section: Vec<Wording>,
    pub sheet: Option<String>,
    /// Rows under the headings that show how the table is filled in: neither read nor written.
    pub example_rows: u32,
    pub shape: Shape,
}

/// The two shapes of a repeating group.
#[derive(Clone, Debug)]
pub enum Shape {
    Table {
        columns: Vec<RowColumn>,
        end: Vec<Wording>,
    },
    /// `{n}` counts in the heading and in the labels of the lines.
    Blocks {
        heading: String,
        lines: Vec<BlockLine>,
    },
}

/// A column of a repeating table.
#[derive(Clone, Debug)]
pub struct RowColumn {
    pub target: Target,
    pub notation: Notation,
    pub headings: Vec<Wording>,
    /// Several columns with a box in one of them.
    pub ticks: Vec<TickBox>,
    /// The column itself says in which words it is answered.
    pub worded: bool,
}

/// A label of a block; `{n}` may stand in its wordings.
#[derive(Clone, Debug)]
pub struct BlockLine {
    pub target: Target,
    pub notation: Notation,
    pub labels: Vec<String>,
    pub look: Direction,
    pub skip: u32,
    /// The line itself says in which words it is answered.
    pub worded: bool,
}

/// A path of headings.
#[derive(Clone, Debug)]
pub struct Heading {
    /// From the outermost heading to its own.
    pub path: Vec<Wording>,
    /// The position of the path that it stands directly under.
    pub parent: Option<usize>,
    /// The labels expected under it, at any depth.
    pub labels: Vec<Wording>,
}

/// Printed text that is no label: the whole of it, or how it begins.
#[derive(Clone, Debug)]
pub struct Fixed {
    pub folded: String,
    pub begins: bool,
}

/// What a form says of itself.
#[derive(Clone, Debug)]
pub struct About {
    pub title: String,
    pub gemeenten: Vec<String>,
    /// `extern`, `intern` or `werkfit`, where the form is for one of the body's schemes only.
    pub scheme: Option<&'static str>,
    pub basis: Basis,
    pub source: String,
    /// The fields whose question follows usual practice, not the source.
    pub practice: Vec<FieldId>,
    pub send_to: Option<String>,
    /// The blanks' file names, beside the mapping; the first that can be filled is, unless another is asked for.
    pub blank: Vec<String>,
    pub note: Option<String>,
    /// Who made the mapping, who looked it over, and when.
    pub author: Option<String>,
    pub reviewed: Option<String>,
    pub date: Option<String>,
}

/// How a form is told from all others.
#[derive(Clone, Debug)]
pub struct Recognise {
    pub printed: Vec<Wording>,
    pub absent: Vec<Wording>,
}

/// How the form asks a field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question {
    pub asked: bool,
    pub required: bool,
}

/// The longest printed text that may be taken for an answer, in bytes.
const LONGEST_PRINTED: usize = 400;

/// One mapping file.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub head: Arc<FormHead>,
    pub about: About,
    pub per: Per,
    pub recognise: Recognise,
    pub fixed: Vec<Fixed>,
    /// Headings under which no line looks, but at which a section ends.
    pub headings: Vec<Wording>,
    /// Sheets that hold lists or instructions only.
    pub fixed_sheets: Vec<String>,
    /// What stands in an empty answer place.
    pub placeholders: Vec<Placeholder>,
    pub lines: Vec<Line>,
    pub rows: Vec<Rows>,
    pub not_asked: Vec<(FieldId, String)>,
    /// The title, folded.
    pub title_folded: String,
    /// Every label and heading that the mapping names, folded.
    pub declared: HashSet<String>,
    /// Locator field: whether the form asks it or a part of it, and whether it must be answered.
    pub questions: Vec<Question>,
    /// Every path of headings that it names, and the paths that lead there; parents come first.
    pub outline: Vec<Heading>,
    /// What the mapping was written as, and the lists of wordings that it may name.
    pub written: Written,
    /// What its own blanks print as labels beside each other.
    pub blank_labels: BlankLabels,
}

/// The texts that a mapping was made of.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub text: Arc<str>,
    pub lists: Arc<str>,
    /// Computed for a mapping that reads a form, and not for all that are known.
    made_with: OnceLock<Arc<MadeWith>>,
}

impl Written {
    pub fn new(text: &str, lists: &Arc<str>) -> Self {
        Self { text: text.into(), lists: Arc::clone(lists), made_with: OnceLock::new() }
    }
}

impl Mapping {
    /// What its records are made with: this program and this very mapping.
    pub fn made_with(&self) -> Arc<MadeWith> {
        let made = || Arc::new(MadeWith::mapping(fingerprint(&[&self.written.text, &self.written.lists])));
        Arc::clone(self.written.made_with.get_or_init(made))
    }

    /// Whether a folded text is a label or a heading of this form.
    pub fn declares(&self, folded: &str) -> bool {
        self.declared.contains(folded)
    }

    /// Whether a folded text is printed text that is no label.
    pub fn is_fixed(&self, folded: &str) -> bool {
        let is = |fixed: &Fixed| {
            if fixed.begins { folded.starts_with(&fixed.folded) } else { folded == fixed.folded }
        };
        self.fixed.iter().any(is)
    }

    /// Whether a text is what stands in an empty answer place; with something struck out or ticked it is an answer.
    pub fn is_placeholder(&self, text: &str) -> bool {
        if self.placeholders.is_empty() || text.contains([STRUCK, MARKED]) || checkbox::has_ticked(text) {
            return false;
        }
        let folded = fold(text);
        let says = |own: &Placeholder| own.folded == folded && !own.is_marked_in(text);
        self.placeholders
            .iter()
            .any(|own| says(own) && (emphasis::written(text).is_none() || own.text.trim() == text.trim()))
    }

    /// Whether a text at the place of an answer is none: it asks for one, in the words of this form or of a word processor.
    pub fn is_prompt(&self, text: &str) -> bool {
        self.is_placeholder(text) || placeholder::is_prompt(text) || self.is_printed_line(text)
    }

    /// Whether a text is, whole, a printed text of several words.
    fn is_printed_line(&self, text: &str) -> bool {
        if self.fixed.is_empty() || text.len() > LONGEST_PRINTED || !text.trim().contains(' ') {
            return false;
        }
        let folded = fold(text);
        let lettered = folded.bytes().any(|byte| byte.is_ascii_alphabetic());
        lettered && self.fixed.iter().any(|fixed| !fixed.begins && fixed.folded == folded)
    }

    /// Collects what [`Self::declares`], [`Self::asks`] and [`Self::requires`] answer from.
    pub fn collect(&mut self) {
        let lines = self.lines.iter().flat_map(|line| line.labels().chain(&line.section).chain(line.columns()));
        let sections = self.rows.iter().flat_map(|rows| &rows.section);
        let printed = lines.chain(sections).chain(&self.headings).map(|wording| wording.folded.clone());
        let groups = self.rows.iter().flat_map(Rows::labels).map(|wording| wording.folded);
        self.declared = printed.chain(groups).collect();
        let of_lines =
            self.lines.iter().flat_map(|line| line.targets().into_iter().map(|target| (target, line.required)));
        let of_rows = self.rows.iter().flat_map(Rows::targets).map(|target| (target, false));
        self.questions = Vec::new();
        for (target, required) in of_lines.chain(of_rows) {
            let at = target.field.index();
            self.questions.resize(self.questions.len().max(at + 1), Question::default());
            let before = self.questions[at];
            self.questions[at] = Question { asked: true, required: required || before.required };
        }
    }

    /// The fields that the form asks, in the order of the schema.
    pub fn asked(&self) -> BTreeSet<FieldId> {
        Schema::common().all().map(|(field, _)| field).filter(|field| self.asks(*field)).collect()
    }

    /// Whether the form asks a field, or a part of it.
    pub fn asks(&self, field: FieldId) -> bool {
        self.questions.get(field.index()).is_some_and(|question| question.asked)
    }

    /// Whether the form marks the question of a field as required.
    pub fn requires(&self, field: FieldId) -> bool {
        self.questions.get(field.index()).is_some_and(|question| question.required)
    }

    /// Whether the form's own head answers a core field: its kind, and the gemeente whose form it is.
    pub fn knows_by_itself(&self, id: &str) -> bool {
        id == "formulier.soort" || (id == "gemeente.naam" && self.head.body.starts_with("GM"))
    }
}

impl About {
    /// Whether it is a draft that nobody looked over.
    pub fn is_unreviewed(&self) -> bool {
        self.basis == Basis::Draft && self.reviewed.is_none()
    }

    /// Whether it is known what the body's own form prints.
    pub fn is_original(&self) -> bool {
        self.basis != Basis::Reconstruction && !self.is_unreviewed()
    }

    /// The source, with who made the mapping and who looked it over, as far as it says.
    pub fn provenance(&self, lang: Lang) -> String {
        let (made, looked, unreviewed) = match lang {
            Lang::Nl => ("gemaakt door", "nagekeken door", "ontwerp, niet nagekeken"),
            Lang::En => ("made by", "looked over by", "a draft, not looked over"),
        };
        let who = [(made, &self.author), (looked, &self.reviewed)];
        let who = who.into_iter().filter_map(|(did, who)| Some(format!("{did} {}", who.as_ref()?)));
        let unreviewed = self.is_unreviewed().then(|| unreviewed.to_owned());
        let said: Vec<String> = unreviewed.into_iter().chain(who).chain(self.date.clone()).collect();
        if said.is_empty() { self.source.clone() } else { format!("{}; {}", self.source, said.join(", ")) }
    }
}

impl Line {
    /// The fields, or parts of fields, that the line asks.
    pub fn targets(&self) -> Vec<Target> {
        match &self.asks {
            Asks::One { target, .. } => vec![*target],
            Asks::Combined(patterns) => patterns.iter().flat_map(|p| &p.pieces).map(|piece| piece.target).collect(),
        }
    }

    /// The headings of the column in which the answer stands.
    pub fn columns(&self) -> &[Wording] {
        match &self.by {
            Locator::Label { column, .. } => column,
            _ => &[],
        }
    }

    /// The labels that the line looks for.
    pub fn labels(&self) -> impl Iterator<Item = &Wording> {
        let (labels, boxes): (&[Wording], &[TickBox]) = match &self.by {
            Locator::Label { wordings, .. } | Locator::Column(Column::Heading(wordings)) => (wordings, &[]),
            Locator::Marks { label, .. } => (label, &[]),
            Locator::Ticks { label, boxes, .. } => (label, boxes),
            Locator::At(_) | Locator::Named(_) | Locator::Column(Column::Number(_)) => (&[], &[]),
        };
        labels.iter().chain(boxes.iter().map(|tick| &tick.label))
    }
}

impl Rows {
    /// The fields of the group that the form asks.
    pub fn targets(&self) -> Vec<Target> {
        match &self.shape {
            Shape::Table { columns, .. } => columns.iter().map(|column| column.target).collect(),
            Shape::Blocks { lines, .. } => lines.iter().map(|line| line.target).collect(),
        }
    }

    /// The first label of a field of the group.
    pub fn label_of(&self, field: FieldId) -> Option<String> {
        match &self.shape {
            Shape::Table { columns, .. } => {
                let column = columns.iter().find(|column| column.target.field == field)?;
                Some(column.labels().next()?.text.clone())
            }
            Shape::Blocks { lines, .. } => {
                let line = lines.iter().find(|line| line.target.field == field)?;
                Some(unnumbered(line.labels.first()?).trim().to_owned())
            }
        }
    }

    /// The labels that the group looks for; those of blocks with their first number.
    pub fn labels(&self) -> Vec<Wording> {
        match &self.shape {
            Shape::Table { columns, .. } => columns.iter().flat_map(RowColumn::labels).cloned().collect(),
            Shape::Blocks { lines, heading } => {
                let labels = lines.iter().flat_map(|line| &line.labels);
                std::iter::once(heading).chain(labels).map(|text| numbered(text, 1)).collect()
            }
        }
    }
}

impl RowColumn {
    /// The headings that the column looks for.
    pub fn labels(&self) -> impl Iterator<Item = &Wording> {
        self.headings.iter().chain(self.ticks.iter().map(|tick| &tick.label))
    }
}
