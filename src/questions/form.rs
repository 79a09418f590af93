//! The forms that are compared: what each is, whose it is, and the questions it prints.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Lang};
use crate::mapping::spec::evidence::Evidence;
use crate::mapping::spec::form_info::Basis;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::FieldId;
use crate::report::wording::bodies;
use crate::text::place::column_letters;

use crate::questions::question::{Question, questions};

/// A form as a heading of a comparison.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Form {
    /// `utrecht/jobcoachplan`
    pub id: String,
    /// `A`, `B`, … `AA`: its short name in this comparison.
    pub letter: String,
    /// A CBS code, `uwv`, `standaard` or a name.
    pub body: String,
    /// `Utrecht`
    pub body_name: String,
    pub title: String,
    /// A word of `formulier.soort`.
    pub kind: String,
    pub version: String,
    /// Rebuilt from published sources, so that its wordings follow usual practice in part.
    pub reconstruction: bool,
    /// Mapped by a draft that nobody looked over.
    #[serde(default)]
    pub draft: bool,
    /// A form of practice or of a profession: no body decides with it, so that it counts among no bodies.
    pub of_practice: bool,
    /// The standard form, by which the others are measured.
    #[serde(default)]
    pub is_standard: bool,
    pub source: String,
    /// How many common fields it asks.
    pub fields: usize,
    /// Of those, the ones that its source asks, or that stand on an original; the rest is usual practice.
    pub fields_sourced: usize,
    /// Of those, the ones that stand on the body's own form.
    #[serde(default)]
    pub fields_confirmed: usize,
    /// How many questions it prints.
    pub questions: usize,
    /// Of those, the ones of which every field is sourced.
    pub questions_sourced: usize,
}

/// A form with all that is known of it.
#[derive(Clone)]
pub struct Compared {
    pub form: Form,
    pub mapping: Arc<Mapping>,
    pub asked: BTreeSet<FieldId>,
    pub questions: Vec<Question>,
}

impl Compared {
    /// Whether the source of the form, or an original, asks a field.
    pub fn is_sourced(&self, field: FieldId) -> bool {
        self.mapping.evidence(field).is_sourced()
    }

    /// Whether it stands on the body's own form.
    pub fn is_confirmed(&self, field: FieldId) -> bool {
        self.mapping.evidence(field) == Evidence::Confirmed
    }

    /// Whether a field is asked on the form itself, as a draft says that nobody looked over.
    pub fn is_drafted(&self, field: FieldId) -> bool {
        self.mapping.evidence(field) == Evidence::Drafted
    }

    /// Whether all that a question asks is sourced.
    pub fn is_sourced_question(&self, question: &Question) -> bool {
        question.fields().into_iter().all(|field| self.is_sourced(field))
    }

    /// The questions of which every field is sourced.
    pub fn sourced_questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| self.is_sourced_question(question))
    }

    /// The same form with only what is sourced.
    pub fn sourced(mut self) -> Self {
        let mapping = Arc::clone(&self.mapping);
        // The standard form is the measure: it stays whole, though nobody's source asks its questions.
        let is_sourced = |field: FieldId| mapping.is_standard() || mapping.evidence(field).is_sourced();
        self.asked.retain(|field| is_sourced(*field));
        for question in &mut self.questions {
            question.targets.retain(|target| is_sourced(target.field));
        }
        self.questions.retain(|question| !question.targets.is_empty());
        (self.form.fields, self.form.questions) = (self.asked.len(), self.questions.len());
        self.counted()
    }

    /// With how much of it is sourced.
    fn counted(mut self) -> Self {
        self.form.fields_sourced = self.asked.iter().filter(|field| self.is_sourced(**field)).count();
        self.form.fields_confirmed = self.asked.iter().filter(|field| self.is_confirmed(**field)).count();
        self.form.questions_sourced = self.sourced_questions().count();
        self
    }

    /// Whether anything of it is left to compare: a form of which nothing is known is near to and far from none.
    pub fn is_measured(&self) -> bool {
        !self.asked.is_empty()
    }

    /// The questions that ask a field.
    pub fn asking(&self, field: FieldId) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.asks(field))
    }
}

/// The forms with their letters, in the order given.
pub fn compared(mappings: &[Arc<Mapping>]) -> Vec<Compared> {
    mappings.iter().enumerate().map(|(n, mapping)| one(n, mapping)).collect()
}

/// Findings about forms before they are counted: forms whose body is unknown, and drafts that nobody reviewed.
pub fn form_findings(forms: &[Compared]) -> Vec<Finding> {
    let finding = |code: &'static str, is_meant: &dyn Fn(&Compared) -> bool| {
        let ids: Vec<&str> = forms.iter().filter(|form| is_meant(form)).map(|form| form.form.id.as_str()).collect();
        let said = Finding::new(code).with("count", ids.len()).with("forms", ids.join(", "));
        (!ids.is_empty()).then_some(said)
    };
    let unknown = finding("body-unknown", &|form| form.mapping.head.body == UNKNOWN);
    unknown.into_iter().chain(finding("draft-not-reviewed", &|form| form.mapping.about.is_unreviewed())).collect()
}

/// What a draft says of whose a form is that does not name it.
const UNKNOWN: &str = "onbekend";

/// The body of a form, and its name: each form of which it is not known has one of its own.
fn body(mapping: &Mapping) -> (String, String) {
    let (head, id) = (&mapping.head, mapping.head.id.replace('/', "-"));
    if head.body == UNKNOWN {
        return (format!("{UNKNOWN}-{id}"), format!("Onbekend ({})", head.id));
    }
    (head.body.clone(), bodies::name(&head.body))
}

fn one(n: usize, mapping: &Arc<Mapping>) -> Compared {
    let (asked, questions) = (mapping.asked(), questions(mapping));
    let head = &mapping.head;
    let (body, body_name) = body(mapping);
    let form = Form {
        id: head.id.to_string(),
        letter: letter(n),
        body,
        body_name,
        title: mapping.about.title.clone(),
        kind: head.kind.clone(),
        version: head.version.clone(),
        reconstruction: mapping.about.basis == Basis::Reconstruction,
        draft: mapping.about.is_unreviewed(),
        of_practice: bodies::is_of_practice(&head.body),
        is_standard: mapping.is_standard(),
        source: mapping.about.provenance(Lang::Nl),
        fields: asked.len(),
        fields_sourced: 0,
        fields_confirmed: 0,
        questions: questions.len(),
        questions_sourced: 0,
    };
    Compared { form, mapping: Arc::clone(mapping), asked, questions }.counted()
}

/// `A` … `Z`, `AA`, `AB`, …
fn letter(n: usize) -> String {
    column_letters(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
