//! How a form differs from what was agreed: what it should ask and does not, what it asks besides, and in other words.

use crate::mapping::spec::wording::{Wording, unnumbered};
use crate::questions::form::Compared;
use crate::record::schema::{FieldId, Schema};

use super::decisions::Earlier;
use super::layout::Layout;
use super::proposal::FieldDecision;

/// One form beside the agreement.
#[derive(Clone, Debug)]
pub struct Drift {
    pub form: String,
    pub body_name: String,
    /// How much of what was agreed for this body stands on the form.
    pub agreed: usize,
    pub kept: usize,
    /// Agreed, and not asked.
    pub missing: Vec<FieldId>,
    /// Asked, and not agreed for this body: with what was agreed of it.
    pub extra: Vec<(FieldId, Option<FieldDecision>)>,
    /// Asked in other words: the agreed ones, and those of the form.
    pub reworded: Vec<(FieldId, String, String)>,
    /// Words of a choice that were agreed and that the form does not offer.
    pub choices_missing: Vec<(FieldId, Vec<String>)>,
}

impl Drift {
    /// Whether the form is what was agreed.
    pub fn is_none(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && self.reworded.is_empty() && self.choices_missing.is_empty()
    }
}

/// Lays a form beside the agreement.
pub fn drift(form: &Compared, agreed: &Earlier) -> Drift {
    let schema = Schema::common();
    let is_for = |id: FieldId| {
        agreed.get(&schema.field(id).id).is_some_and(|read| match read.decision.verdict {
            FieldDecision::Kern => true,
            FieldDecision::Eigen => read.decision.of.contains(&form.form.body),
            FieldDecision::Vervalt => false,
        })
    };
    // A block of signatures stands on the common form as a whole.
    let agreed_for = |field: &str| schema.id(field).is_some_and(&is_for);
    let signed: Vec<String> = Layout::standard().signed_with(agreed_for);
    let is_for = |id: FieldId| is_for(id) || signed.contains(&schema.field(id).id);
    let wanted: Vec<FieldId> = schema.all().map(|(id, _)| id).filter(|id| is_for(*id)).collect();
    let known_by_itself = |id: &FieldId| form.mapping.knows_by_itself(&schema.field(*id).id);
    let kept: Vec<FieldId> = wanted.iter().copied().filter(|id| form.asked.contains(id)).collect();
    let missing = wanted.iter().copied().filter(|id| !form.asked.contains(id) && !known_by_itself(id)).collect();
    let besides = form
        .asked
        .iter()
        .copied()
        .filter(|id| !is_for(*id))
        .map(|id| (id, agreed.get(&schema.field(id).id).map(|read| read.decision.verdict)));
    Drift {
        form: form.form.id.clone(),
        body_name: form.form.body_name.clone(),
        agreed: wanted.iter().filter(|id| !known_by_itself(id)).count(),
        missing,
        extra: besides.collect(),
        reworded: kept.iter().filter_map(|id| reworded(*id, form, agreed)).collect(),
        choices_missing: kept.iter().filter_map(|id| choices_missing(*id, form, agreed)).collect(),
        kept: kept.iter().filter(|id| !known_by_itself(id)).count(),
    }
}

/// A field that is asked in one question of its own, and in none of the agreed words.
fn reworded(id: FieldId, form: &Compared, agreed: &Earlier) -> Option<(FieldId, String, String)> {
    let wording = &agreed.get(&Schema::common().field(id).id)?.decision.wording;
    // In a table the heading of the column is half of the question, and the standard's block of signatures keeps its
    // own.
    let alone = form.asking(id).filter(|question| question.under.len() < 2);
    let asked: Vec<&str> = alone.map(|question| question.wording.as_str()).filter(|text| !text.is_empty()).collect();
    let [one] = asked.as_slice() else { return None };
    let folded = |text: &str| Wording::new(&unnumbered(text)).folded;
    (folded(one) != folded(wording)).then(|| (id, wording.clone(), (*one).to_owned()))
}

fn choices_missing(id: FieldId, form: &Compared, agreed: &Earlier) -> Option<(FieldId, Vec<String>)> {
    let wanted = &agreed.get(&Schema::common().field(id).id)?.decision.choices;
    let offered: Vec<&String> =
        form.asking(id).flat_map(super::super::questions::question::Question::choices).map(|(word, _)| word).collect();
    let missing: Vec<String> = wanted.iter().filter(|word| !offered.contains(word)).cloned().collect();
    (!offered.is_empty() && !missing.is_empty()).then_some((id, missing))
}
