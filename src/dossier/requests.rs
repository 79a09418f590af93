//! What of a dossier is no period: a request that was refused, one for the next period that tells no dates, and the end that a
//! closing form tells without a day.

use crate::finding::Finding;
use crate::record::answer::Record;
use crate::record::log;
use crate::record::schema::Schema;

use super::Dossier;
use super::asked::{DECISION, GRANTED, REQUEST, is_follow_up, is_refused, says};
use super::same_subject::{FieldSubject, period};
use super::statement::{Statement, statement};

const END: &str = "uitkomst.datum_einde";

impl Dossier<'_> {
    /// Whether what was asked for the period that counts was refused, and nothing is granted for it.
    pub fn is_refused(&self) -> bool {
        let tells = |id| Schema::common().id(id).and_then(|field| self.deciding_form(field));
        let form = tells("begeleiding.begin").or_else(|| tells(DECISION));
        form.is_some_and(|form| is_refused(self.forms[form]))
            && self.hours_of_period(GRANTED).is_none_or(|minutes| minutes == 0)
    }

    /// The newest request for another period than the one that counts that was refused.
    pub fn refused_request(&self) -> Option<usize> {
        self.requests_left_out().find(|form| is_refused(self.forms[*form]))
    }

    /// The newest request for a next period that tells no dates and was not refused.
    pub fn request_without_period(&self) -> Option<usize> {
        let open = |form: &usize| is_follow_up(self.forms[*form]) && period(self.forms[*form]).is_none();
        self.requests_left_out().find(|form| open(form) && !is_refused(self.forms[*form]))
    }

    /// The requests newer than the period that counts that are of another one.
    fn requests_left_out(&self) -> impl Iterator<Item = usize> {
        let begin = Schema::common().id("begeleiding.begin").and_then(|field| self.deciding_form(field));
        let left_out = move |form: &usize| {
            !self.same_subject.is_of_other_coaching(*form)
                && !self.same_subject.is_current_for(*form, FieldSubject::Period)
        };
        (0..begin.unwrap_or_default()).filter(left_out)
    }

    /// The form that closes the coaching that counts and tells no day on which it ended.
    pub fn closed_without_day(&self) -> Option<usize> {
        let field = Schema::common().id(END)?;
        let ends = |form: &usize| match statement(self.forms[*form], field) {
            Some(Statement::Value(_)) => false,
            Some(Statement::Written(_)) => true,
            Some(Statement::None) | None => closes(self.forms[*form]),
        };
        let last = (0..self.forms.len()).find(|form| period(self.forms[*form]).is_some());
        let newer = (0..self.forms.len()).take_while(|form| last.is_none_or(|last| *form <= last));
        let newer = newer.filter(|form| !self.same_subject.is_of_other_coaching(*form));
        newer.into_iter().find(ends).filter(|form| self.ended_on(*form).is_none())
    }

    /// What is remarked of all these.
    pub(super) fn of_requests(&self) -> Vec<Finding> {
        let at = |form: usize, code: &'static str, ids: [&str; 3]| {
            let record = self.forms[form];
            let answer = |id: &str| record.answers_to(Schema::common().id(id)?).first();
            let known = ids.iter().find_map(|id| Some((*id, answer(id)?)));
            let finding = Finding::new(code).file(&record.source.file);
            match known {
                Some((id, answer)) => finding.field(id).place(answer.place.clone()),
                None => finding,
            }
        };
        let refused = self.refused_request().map(|form| at(form, "aanvraag-afgewezen", [DECISION, REQUEST, REQUEST]));
        let undated = self.request_without_period().map(|form| {
            at(form, "vervolg-zonder-periode", [REQUEST, "begeleiding.uren_aangevraagd", "formulier.datum"])
        });
        let closed = self
            .closed_without_day()
            .filter(|_| self.forms.len() > 1)
            .map(|form| at(form, "afsluiting-zonder-dag", [END, "uitkomst.reden_einde", "formulier.datum"]));
        refused.into_iter().chain(undated).chain(closed).collect()
    }

    /// That one form says that the request was refused, and another grants hours for the same period.
    pub(super) fn decision_contradicted(&self) -> Option<Finding> {
        let schema = Schema::common();
        let decides = schema.id(DECISION)?;
        let grants = self.deciding_form(schema.id(GRANTED)?)?;
        let form = self.deciding_form(decides).filter(|form| *form != grants)?;
        let refused = says(self.forms[form], DECISION, "afgewezen");
        let minutes = self.hours_of_period(GRANTED).filter(|minutes| refused && *minutes > 0)?;
        let answer = self.forms[form].answers_to(decides).first()?;
        let finding = Finding::new("besluit-tegenstrijdig").field(DECISION).with("granted", log::format_hours(minutes));
        Some(finding.file(&self.forms[form].source.file).place(answer.place.clone()))
    }
}

/// Whether a form says that the coaching is over: by what it is, or by how or why it ended.
fn closes(form: &Record) -> bool {
    let told = |id: &str| form.value(id).is_some();
    form.form.kind == "eindrapport"
        || told("uitkomst.reden_einde")
        || says(form, "uitkomst.resultaat", "niet_meer_werkzaam")
}
