//! What the forms of a client say of another coaching than the one that counts, and that the record of the dossier lacks.

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::schema::Schema;

use super::Dossier;
use super::same_subject::{FieldSubject, about};

impl Dossier<'_> {
    /// One remark a field that no form of the coaching that counts says and a form of another one does, or a form that does not
    /// say of which it is; of a group with rows one. It stands at the answer that is left out.
    pub(super) fn of_other_coachings(&self, answers: &[Answer]) -> Vec<Finding> {
        let schema = Schema::common();
        let mut groups: Vec<&str> = answers.iter().filter_map(|answer| schema.field(answer.key.field).rows()).collect();
        let mut left_out = Vec::new();
        for (id, field) in schema.all() {
            let of_client = matches!(about(field), FieldSubject::Client | FieldSubject::Gemeente);
            // what came of an ended coaching is of no other
            let of_form = matches!(field.group(), "formulier" | "ondertekening" | "uitkomst");
            let known = answers.iter().any(|answer| answer.key.field == id)
                || field.rows().is_some_and(|group| groups.contains(&group));
            if of_client || of_form || known {
                continue;
            }
            let others = (0..self.forms.len()).filter(|form| self.same_subject.is_of_other_coaching(*form));
            let mut told = others.filter_map(|form| Some((form, self.forms[form].answers_to(id).first()?)));
            if let Some((form, answer)) = told.next() {
                groups.extend(field.rows());
                let finding = Finding::new("van-andere-begeleiding").field(&field.id);
                left_out.push(finding.file(&self.forms[form].source.file).place(answer.place.clone()));
            }
        }
        left_out
    }
}
