//! What a mapping says of one form: how it is recognised and where each field stands.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use foldhash::HashSet;

use crate::document::text_document::placeholder;
use crate::mapping::spec::blank_labels::BlankLabels;
use crate::mapping::spec::form_info::FormInfo;
use crate::mapping::spec::mapping_line::{Line, Rows};
use crate::mapping::spec::placeholder::Placeholder;
use crate::mapping::spec::wording::Wording;
use crate::record::answer::FormHead;
use crate::record::identity::{MadeWith, fingerprint};
use crate::record::schema::{FieldId, Schema};
use crate::text::content::{MARKED, STRUCK};
use crate::text::normalize::fold;
use crate::text::{checkbox, emphasis};

/// How many clients a source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    Document,
    Sheet,
    Row,
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
    /// As it is printed.
    pub text: String,
    pub folded: String,
    pub begins: bool,
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
    pub about: FormInfo,
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
    /// By field: whether the form asks it or a part of it, and whether it must be answered.
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

    /// Whether a text is a running sentence that a line looks for, whatever stands in its gaps.
    pub fn is_sentence(&self, text: &str) -> bool {
        self.lines.iter().flat_map(Line::sentences).any(|sentence| sentence.fits(text))
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
