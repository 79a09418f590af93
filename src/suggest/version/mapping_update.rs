//! A mapping on its way to a newer version of its form: the text so far, and where each of its lines stands there.

use std::collections::{BTreeMap, HashSet};

use crate::document::cells::model::Document;
use crate::mapping::locate::question_locations::{QuestionLocation, found_by_name, stands};
use crate::mapping::spec::context::ChoiceLists;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Line, Locator};
use crate::mapping::spec::parse;
use crate::mapping::spec::sentence::Sentence;
use crate::spec_toml::diagnostic::Diagnostic;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{At, Question, Within};
use crate::suggest::vocabulary::slot::id_of;
use crate::text::normalize::fold_label;

use super::change::{Change, Spot};

/// A form as it was understood.
#[derive(Clone, Copy)]
pub struct Form<'f> {
    pub document: &'f Document,
    pub printed_form: &'f PrintedForm,
    pub placed: &'f [MatchedQuestion],
}

impl Form<'_> {
    /// The question whose label stands in a cell.
    pub(super) fn question(&self, at: At) -> Option<&Question> {
        self.placed.iter().map(|placed| &placed.asked).find(|asked| asked.at == at)
    }

    /// The place of a cell in words.
    pub(super) fn place(&self, at: At) -> String {
        let sheet = &self.document.sheets[at.0];
        sheet.place(sheet.cells[at.1].spot).map(|place| place.to_string()).unwrap_or_default()
    }

    /// Where a question stands: the heading above it and the place of its label.
    pub(super) fn spot(&self, at: At) -> Spot {
        let heading = self.question(at).and_then(|asked| asked.sections.last()).map(|(_, text)| text.clone());
        Spot { heading, place: Some(self.place(at)) }
    }
}

/// A mapping that is brought up to date step by step.
pub(super) struct MappingUpdate<'w> {
    pub id: &'w str,
    pub lists: &'w ChoiceLists,
    pub new: Form<'w>,
    /// The blank of the mapping as it was.
    pub old: Option<Form<'w>>,
    pub text: String,
    pub mapping: Mapping,
    pub standing: Vec<QuestionLocation>,
    /// The lines that stand by a name or an address.
    pub named: HashSet<usize>,
    /// The lines with an address at which nothing is asked any more.
    pub lost: HashSet<usize>,
    pub changes: Vec<Change>,
}

impl<'w> MappingUpdate<'w> {
    pub(super) fn begin(
        id: &'w str,
        text: &str,
        lists: &'w ChoiceLists,
        new: Form<'w>,
        old: Option<Form<'w>>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mapping = parse::mapping(id, text, lists)?;
        let (standing, named) = found(&new, &mapping);
        let text = text.to_owned();
        Ok(Self { id, lists, new, old, text, mapping, standing, named, lost: HashSet::new(), changes: Vec::new() })
    }

    /// Takes a changed text where it is well formed and what it finds holds; false where it is left.
    pub(super) fn take(&mut self, text: String, holds: impl Fn(&[QuestionLocation], &HashSet<usize>) -> bool) -> bool {
        let Ok(mapping) = parse::mapping(self.id, &text, self.lists) else { return false };
        let (standing, named) = found(&self.new, &mapping);
        if !holds(&standing, &named) {
            return false;
        }
        (self.text, self.mapping, self.standing, self.named) = (text, mapping, standing, named);
        true
    }

    /// The cell of a line's label on the new form.
    pub(super) fn label_of(&self, line: usize) -> Option<At> {
        self.standing.iter().find(|stand| stand.line == Some(line)).map(|stand| stand.label)
    }

    /// Whether a line finds its answer on the new form.
    pub(super) fn finds(&self, line: usize) -> bool {
        !self.lost.contains(&line) && (self.named.contains(&line) || self.label_of(line).is_some())
    }

    /// The labels that lines of the mapping found.
    pub(super) fn taken(&self) -> HashSet<At> {
        self.standing.iter().map(|stand| stand.label).collect()
    }

    /// Where the labels of the lines stand on the blank as it was, by the number of the line.
    pub(super) fn old_labels(&self) -> BTreeMap<usize, At> {
        let Some(old) = self.old else { return BTreeMap::new() };
        let (standing, _) = found(&old, &self.mapping);
        let mut labels = BTreeMap::new();
        for stand in standing {
            if let Some(line) = stand.line {
                labels.entry(line).or_insert(stand.label);
            }
        }
        labels
    }
}

/// What a mapping finds on a form, by labels and by the names of columns; and the lines that it finds by a name or an
/// address.
fn found(form: &Form<'_>, mapping: &Mapping) -> (Vec<QuestionLocation>, HashSet<usize>) {
    let mut standing = stands(form.document, mapping).0;
    let columns = || form.placed.iter().map(|placed| &placed.asked).filter(|asked| asked.within == Within::Clients);
    for (n, line) in mapping.lines.iter().enumerate().filter(|(_, line)| matches!(line.by, Locator::Column(_))) {
        let Some(asked) = columns().find(|asked| names(line, &asked.text)) else { continue };
        let stand = |target| QuestionLocation { target, label: asked.at, answer: None, line: Some(n) };
        standing.extend(line.targets().into_iter().map(stand));
    }
    (standing, found_by_name(form.document, mapping).into_iter().collect())
}

/// The field of a line, as it is written as a key.
pub(super) fn field(line: &Line) -> String {
    line.targets().first().map(|target| id_of(*target)).unwrap_or_default()
}

/// The label of a line as it was first printed.
pub(super) fn label(line: &Line) -> String {
    let sentence = || line.sentences().first().map(Sentence::beginning);
    line.labels().next().map(|wording| wording.text.clone()).or_else(sentence).unwrap_or_default()
}

/// Whether a line looks for this label.
pub(super) fn names(line: &Line, text: &str) -> bool {
    let folded = fold_label(text);
    line.labels().any(|wording| wording.folded == folded)
}
