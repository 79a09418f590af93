//! The forms that are compared: what each is, whose it is, and the questions it prints.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::finding::Lang;
use crate::mapping::spec::form_spec::{Basis, Mapping};
use crate::record::schema::FieldId;
use crate::report::bodies;

use super::question::{Question, questions};

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
    pub source: String,
    /// How many common fields it asks.
    pub fields: usize,
    /// How many questions it prints.
    pub questions: usize,
}

/// A form with all that is known of it.
pub(super) struct Compared {
    pub(super) form: Form,
    pub(super) mapping: Arc<Mapping>,
    pub(super) asked: BTreeSet<FieldId>,
    pub(super) questions: Vec<Question>,
}

impl Compared {
    /// The questions that ask a field.
    pub(super) fn asking(&self, field: FieldId) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.asks(field))
    }
}

/// The forms with their letters, in the order given.
pub(super) fn compared(mappings: &[Arc<Mapping>]) -> Vec<Compared> {
    mappings.iter().enumerate().map(|(n, mapping)| one(n, mapping)).collect()
}

fn one(n: usize, mapping: &Arc<Mapping>) -> Compared {
    let (asked, questions) = (mapping.asked(), questions(mapping));
    let head = &mapping.head;
    let form = Form {
        id: head.id.to_string(),
        letter: letter(n),
        body: head.body.clone(),
        body_name: bodies::name(&head.body),
        title: mapping.about.title.clone(),
        kind: head.kind.clone(),
        version: head.version.clone(),
        reconstruction: mapping.about.basis == Basis::Reconstruction,
        source: mapping.about.provenance(Lang::Nl),
        fields: asked.len(),
        questions: questions.len(),
    };
    Compared { form, mapping: Arc::clone(mapping), asked, questions }
}

/// `A` … `Z`, `AA`, `AB`, …
fn letter(n: usize) -> String {
    let last = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if n < 26 { last.to_string() } else { format!("{}{last}", letter(n / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
