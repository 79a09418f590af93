//! The goals of the period that counts. A newer version of a plan takes the place of the older one: what it leaves out was
//! withdrawn.

use crate::finding::Finding;
use crate::record::log;
use crate::record::schema::Schema;
use crate::record::value::Value;

use super::Dossier;
use super::asked::PLANS;
use super::logs::{Row, same_goal};
use super::recency::recency;
use super::same_subject::FieldSubject;

const GOAL: &str = "doelen[].doel";
const HOURS: &str = "doelen[].uren";
const ASKED: &str = "begeleiding.uren_aangevraagd";

impl<'a> Dossier<'a> {
    /// The goals of the period that counts, the newest form's first; a goal that several forms name stands once.
    pub fn goals(&self) -> Vec<Row<'a>> {
        self.goals_and_withdrawn().0
    }

    /// With those that stand only on an older version of a plan.
    fn goals_and_withdrawn(&self) -> (Vec<Row<'a>>, Vec<Row<'a>>) {
        let told = (0..self.forms.len()).filter(|form| self.same_subject.is_current_for(*form, FieldSubject::Period));
        let goals = self.joined("doelen", told, same_goal);
        goals.into_iter().partition(|row| !row.answers.iter().all(|(form, _)| self.is_replaced(*form)))
    }

    /// Whether a newer version of a plan with goals takes the place of this one.
    fn is_replaced(&self, form: usize) -> bool {
        let older = self.forms[form];
        let has_goals = |newer: usize| self.forms[newer].rows("doelen") > 0;
        let replaces = |newer: &usize| {
            let record = self.forms[*newer];
            record.form.id == older.form.id
                && recency(record) != recency(older)
                && self.same_subject.is_current_for(*newer, FieldSubject::Period)
                && has_goals(*newer)
        };
        PLANS.contains(&older.form.kind.as_str()) && (0..form).any(|newer| replaces(&newer))
    }

    /// That goals were withdrawn, and that those of several forms need more hours than are asked.
    pub(super) fn goals_remarks(&self) -> Vec<Finding> {
        let (goals, withdrawn) = self.goals_and_withdrawn();
        let at = |row: &Row<'_>, id: &str, finding: Finding| {
            let field = Schema::common().id(id);
            let (form, answer) = row.answers.iter().find(|(_, answer)| Some(answer.key.field) == field)?;
            Some(finding.field(id).file(&self.forms[*form].source.file).place(answer.place.clone()))
        };
        let gone = || {
            let finding = Finding::new("doelen-van-ouder-plan").with("count", withdrawn.len());
            at(withdrawn.first()?, GOAL, finding)
        };
        let sum = || {
            let minutes = |row: &Row<'_>| match row.value(HOURS) {
                Some(Value::Hours(minutes)) => Some(*minutes),
                _ => None,
            };
            let mut with_hours = goals.iter().filter(|row| minutes(row).is_some());
            let first = with_hours.next()?;
            let of = |row: &Row<'_>| row.answers.first().map(|(form, _)| *form);
            let several = with_hours.any(|row| of(row) != of(first));
            let asked = self.minutes(ASKED)?;
            let sum: i64 = goals.iter().filter_map(minutes).sum();
            let finding = Finding::new("doelen-uren-som").with("sum", log::format_hours(sum));
            let finding = finding.with("asked", log::format_hours(asked));
            (several && sum > asked).then(|| at(first, HOURS, finding)).flatten()
        };
        gone().into_iter().chain(sum()).collect()
    }
}
