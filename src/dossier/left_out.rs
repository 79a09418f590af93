//! What the forms of a client say and the record of the dossier lacks, for it is of another coaching, another period,
//! another answer or another form than what counts.

use crate::finding::{Finding, Severity};
use crate::record::answer::Answer;
use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::Reading;

use super::Dossier;
use super::same_subject::{FieldSubject, about};

/// Kinds of form of which the signatures, where there are any, hold for nothing but the hours or the conversation.
const UNSIGNED: [&str; 2] = ["urenverantwoording", "gesprek"];

/// Fields of which one remark is made, the first of them with its form and its answer.
struct LeftOut<'a> {
    fields: Vec<&'static str>,
    form: usize,
    answer: &'a Answer,
}

impl Dossier<'_> {
    /// All that is left out, the remarks on other coachings first.
    pub(super) fn left_out(&self, answers: &[Answer], kind: Option<&str>) -> Vec<Finding> {
        let mut said = self.of_other_coachings(answers);
        let known = |said: &[Finding], id: &str| said.iter().any(|finding| finding.field.as_deref() == Some(id));
        let periods = self.of_other_periods(answers, |id| known(&said, id));
        let others = self.of_other_answers(answers, |id| known(&said, id));
        said.extend(
            periods.into_iter().chain(others).chain(self.of_requests()).chain(self.signatures_of_other_form(kind)),
        );
        said
    }

    /// One remark a field that no form of the coaching that counts says and a form of another one does, or a form that does not
    /// say of which it is; of a group with rows one. It stands at the answer that is left out.
    fn of_other_coachings(&self, answers: &[Answer]) -> Vec<Finding> {
        let mut left_out = Vec::new();
        let is_of = |field: &Field| {
            let of_client = matches!(about(field), FieldSubject::Client | FieldSubject::Gemeente);
            // what came of an ended coaching is of no other
            !of_client && !matches!(field.group(), "formulier" | "ondertekening" | "uitkomst")
        };
        for (id, field) in missing(answers, is_of) {
            let others = (0..self.forms.len()).filter(|form| self.same_subject.is_of_other_coaching(*form));
            let mut told = others.filter_map(|form| Some((form, self.forms[form].answers_to(id).first()?)));
            let known = field.rows().is_some_and(|group| {
                let of_group = |said: &Finding| said.field.as_deref().is_some_and(|id| id.starts_with(group));
                left_out.iter().any(of_group)
            });
            if let Some((form, answer)) = told.next().filter(|_| !known) {
                let finding = Finding::new("van-andere-begeleiding").field(&field.id);
                left_out.push(finding.file(&self.forms[form].source.file).place(answer.place.clone()));
            }
        }
        left_out
    }

    /// One remark on all that only forms of another period of the same coaching say. That a period has gone by is no
    /// fault; where none is known that counts, it is a warning.
    fn of_other_periods(&self, answers: &[Answer], is_said: impl Fn(&str) -> bool) -> Option<Finding> {
        let is_of = |field: &Field| matches!(about(field), FieldSubject::Period | FieldSubject::Rate);
        let mut left_out: Option<LeftOut<'_>> = None;
        for (id, _) in missing(answers, |field| is_of(field) && !is_said(&field.id)) {
            let is_other = |form: &usize| {
                let is_current = self.same_subject.is_current_for(*form, FieldSubject::Period);
                let is_own = !self.same_subject.is_of_other_coaching(*form);
                is_own && (!is_current || self.tells_of_before(*form, id))
            };
            self.add(&mut left_out, id, (0..self.forms.len()).filter(is_other));
        }
        let begin = Schema::common().id("begeleiding.begin");
        let is_known = answers.iter().any(|answer| Some(answer.key.field) == begin);
        let finding = self.remark("van-andere-periode", &left_out?);
        Some(if is_known { Finding { severity: Severity::Note, ..finding } } else { finding })
    }

    /// One remark on all that belongs to an answer which counts otherwise: what a person, a figure or a regime had beside it.
    fn of_other_answers(&self, answers: &[Answer], is_said: impl Fn(&str) -> bool) -> Vec<Finding> {
        let mut left_out: Vec<(&'static str, Option<LeftOut<'_>>)> = Vec::new();
        for (id, _) in missing(answers, |field| field.rows().is_none() && !is_said(&field.id)) {
            let others = self.telling(id).filter_map(|form| Some((form, self.belongs_to_another(form, id)?)));
            let of_subject = || Some((self.telling_of_other_subject(id)?, subject(id)?));
            let says = |(form, _): &(usize, &str)| self.says(*form, id).is_some();
            let Some((form, of)) = others.into_iter().find(says).or_else(of_subject) else { continue };
            let at = left_out.iter().position(|(known, _)| *known == of).unwrap_or_else(|| {
                left_out.push((of, None));
                left_out.len() - 1
            });
            self.add(&mut left_out[at].1, id, std::iter::once(form));
        }
        let remark = |(of, left_out): (&str, Option<LeftOut<'_>>)| {
            Some(self.remark("van-ander-antwoord", &left_out?).with("of", of))
        };
        left_out.into_iter().filter_map(remark).collect()
    }

    /// The newest form of the coaching that counts that says a field of another coach, organisation, gemeente or contract.
    fn telling_of_other_subject(&self, id: FieldId) -> Option<usize> {
        let about = about(Schema::common().field(id));
        let of_gemeente = about == FieldSubject::Gemeente;
        let is_other = |form: &usize| {
            let is_own = of_gemeente || !self.same_subject.is_of_other_coaching(*form);
            // what another period cost is said with that period
            let in_period =
                about != FieldSubject::Rate || self.same_subject.is_current_for(*form, FieldSubject::Period);
            is_own && in_period && !self.same_subject.is_current_for(*form, about)
        };
        (0..self.forms.len()).filter(is_other).find(|form| self.says(*form, id).is_some())
    }

    /// That the form that counts is not signed, or no form of the kind that is asked, and another one is.
    fn signatures_of_other_form(&self, kind: Option<&str>) -> Option<Finding> {
        let own = self.signed_form(kind);
        let signatures = || Schema::common().all().filter(|(_, field)| field.signature).map(|(id, _)| id);
        let first = |form: usize| signatures().find_map(|id| self.says(form, id));
        if own.is_some_and(|own| first(own).is_some()) {
            return None;
        }
        let others = (0..self.forms.len()).filter(|form| !self.same_subject.is_of_other_coaching(*form));
        let (form, answer) = others.into_iter().find_map(|form| Some((form, first(form)?)))?;
        let finding = Finding::new("handtekening-van-ander-formulier");
        let finding = match own {
            Some(own) => {
                let file = &self.forms[own].source.file;
                let said = finding.with("why_nl", format!("het formulier dat telt is niet ondertekend ({file})"));
                said.with("why_en", format!("the form that counts is not signed ({file})"))
            }
            None => {
                let said = finding.with("why_nl", "ze staan op een andere soort formulier");
                said.with("why_en", "they stand on another kind of form")
            }
        };
        let finding = finding.field(&Schema::common().field(answer.key.field).id);
        Some(finding.file(&self.forms[form].source.file).place(answer.place.clone()))
    }

    /// The form of which the signatures count, the newest of the coaching that counts, and of the kind that is asked: who
    /// signed an older one signed that one. A log of hours or of a conversation is not signed for the client's plan.
    pub(super) fn signed_form(&self, kind: Option<&str>) -> Option<usize> {
        let own = || (0..self.forms.len()).filter(|form| !self.same_subject.is_of_other_coaching(*form));
        let of_kind = |form: usize| self.forms[form].form.kind.as_str();
        match kind {
            Some(kind) => own().find(|form| of_kind(*form) == kind),
            None => own().find(|form| !UNSIGNED.contains(&of_kind(*form))).or_else(|| own().next()),
        }
    }

    /// What a form says of a field: an answer that holds something.
    fn says(&self, form: usize, id: FieldId) -> Option<&Answer> {
        let holds = |answer: &&Answer| matches!(answer.reading, Reading::Value(_) | Reading::AsWritten);
        self.forms[form].answers_to(id).iter().find(holds)
    }

    /// Adds a field where one of these forms says it; of a group with rows its first.
    fn add<'s>(&'s self, left_out: &mut Option<LeftOut<'s>>, id: FieldId, mut forms: impl Iterator<Item = usize>) {
        let field = Schema::common().field(id);
        let Some((form, answer)) = forms.find_map(|form| Some((form, self.says(form, id)?))) else { return };
        let fields = &mut left_out.get_or_insert(LeftOut { fields: Vec::new(), form, answer }).fields;
        let is_known = field.rows().is_some_and(|group| fields.iter().any(|known| known.starts_with(group)));
        if !is_known {
            fields.push(&field.id);
        }
    }

    fn remark(&self, code: &'static str, left_out: &LeftOut<'_>) -> Finding {
        let finding = Finding::new(code).field(left_out.fields[0]).with("fields", left_out.fields.join(", "));
        finding.file(&self.forms[left_out.form].source.file).place(left_out.answer.place.clone())
    }
}

/// The fields that nothing of the dossier answers; of a group with rows none where there is a row.
fn missing(answers: &[Answer], is_of: impl Fn(&Field) -> bool) -> Vec<(FieldId, &'static Field)> {
    let schema = Schema::common();
    let groups: Vec<&str> = answers.iter().filter_map(|answer| schema.field(answer.key.field).rows()).collect();
    let known = |id: FieldId, field: &Field| {
        answers.iter().any(|answer| answer.key.field == id) || field.rows().is_some_and(|group| groups.contains(&group))
    };
    schema.all().filter(|(id, field)| is_of(field) && !known(*id, field)).collect()
}

/// What tells that a field is of another coach, gemeente or contract.
fn subject(id: FieldId) -> Option<&'static str> {
    match about(Schema::common().field(id)) {
        FieldSubject::Coach | FieldSubject::Organisation | FieldSubject::Rate => Some("jobcoach.naam"),
        FieldSubject::Gemeente => Some("gemeente.naam"),
        FieldSubject::Contract => Some("dienstverband.begin"),
        _ => None,
    }
}

/// What of a remark is of use to who asks these fields only: what is not asked is not missed.
pub fn asked(mut finding: Finding, asks: impl Fn(&str) -> bool) -> Option<Finding> {
    match &*finding.code {
        "van-andere-begeleiding" | "handtekening-van-ander-formulier" | "doelen-van-ouder-plan" | "doelen-uren-som" => {
            finding.field.as_deref().is_some_and(asks).then_some(finding)
        }
        "van-andere-periode" | "van-ander-antwoord" => {
            let (_, fields) = finding.with.iter_mut().find(|(name, _)| name == "fields")?;
            let kept: Vec<&str> = fields.split(", ").filter(|id| asks(id)).collect();
            let first = (*kept.first()?).to_owned();
            *fields = kept.join(", ");
            Some(finding.field(first))
        }
        _ => Some(finding),
    }
}
