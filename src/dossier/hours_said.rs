//! What is remarked on the hours of a client: lists that are not counted, totals that the lists contradict, entries
//! without a length. Nothing of it holds more than hours and the names of files.

use std::sync::Arc;

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::log;
use crate::record::schema::Schema;
use crate::record::value::Value;

use super::Dossier;
use super::hours::{Basis, HoursAccount, LEFT, USED, Used};
use super::hours_lists::{HoursList, Role};
use super::logs::coach;
use super::statement::{Statement, statement};

impl Dossier<'_> {
    /// The remarks on hours, those of the lists first.
    pub(super) fn hours_remarks(&self) -> Vec<Finding> {
        let account = self.hours_account();
        let used = account.hours_used();
        let lists = account.lists.iter().filter_map(|list| self.list_left_out(list));
        let of_others = self.lists_of_other_coaches(&account);
        let overlapping = account.parts.iter().filter(|part| part.doubtful).filter_map(|part| {
            let (first, rest) = part.lists.split_first()?;
            let others = rest.iter().map(|n| self.file(account.lists[*n].form)).collect::<Vec<_>>().join(", ");
            let finding = Finding::new("uren-lijsten-overlappen").with("other", others);
            Some(self.at_list(&account.lists[*first], finding.with("sum", log::format_hours(part.minutes))))
        });
        let uncounted = used.as_ref().filter(|used| used.uncounted > 0).and_then(|used| self.uncounted(&account, used));
        let total = used.as_ref().and_then(|used| self.total_contradicted(&account, used));
        let left = used.as_ref().and_then(|used| self.left_is_of_before(used));
        let doubt = self.total_or_part().and_then(|(last, before)| {
            let is_list = account.lists.iter().any(|list| list.form == last.form);
            let counts = !is_list && account.total.is_some_and(|total| total.form == last.form);
            let answer = self.answer(last.form, USED).filter(|_| counts)?;
            let finding =
                Finding::new("uren-totaal-of-deel").field(USED).with("stated", log::format_hours(last.minutes));
            Some(self.at(last.form, answer, finding.with("other", self.file(before))))
        });
        let unread = used.as_ref().and_then(|used| self.totals_not_understood(&account, used));
        let partly = account.lists.iter().filter_map(|list| self.partly_outside(list));
        lists
            .chain(of_others)
            .chain(overlapping)
            .chain(partly)
            .chain(unread)
            .chain(uncounted)
            .chain(total)
            .chain(left)
            .chain(doubt)
            .collect()
    }

    /// A remark on the hours used, at the newest of the lists that count, else at the total.
    pub fn at_hours(&self, finding: Finding) -> Finding {
        let account = self.hours_account();
        if let Some(list) = account.lists.iter().find(|list| list.role == Role::Counts) {
            return self.at_list(list, finding);
        }
        let total = account.total.and_then(|total| Some((total.form, self.answer(total.form, USED)?)));
        match total {
            Some((form, answer)) => self.at(form, answer, finding.field(USED)),
            None => finding,
        }
    }

    /// That hours are more than one form states: how they are added up.
    pub(super) fn added_up(&self, minutes: &[i64]) -> Finding {
        let parts: Vec<String> = minutes.iter().map(|minutes| log::format_hours(*minutes)).collect();
        let finding = Finding::new("uren-opgeteld").field(USED).with("parts", parts.join(" + "));
        finding.with("sum", log::format_hours(minutes.iter().sum()))
    }

    fn list_left_out(&self, list: &HoursList<'_>) -> Option<Finding> {
        let hours = log::format_hours(list.minutes()?);
        let finding = match list.role {
            Role::OtherEmployer => Finding::new("uren-andere-werkgever").with("hours", hours),
            Role::Replaced { differs: false, .. } | Role::Counts | Role::OtherPeriod => return None,
            Role::Replaced { by, tied, .. } => {
                let code = if tied { "uren-lijst-even-nieuw" } else { "uren-lijst-vervangen" };
                Finding::new(code).with("hours", hours).with("other", self.file(by))
            }
        };
        Some(self.at_list(list, finding))
    }

    /// That lists which count are of other coaches than the one that counts, whom another form may name: one remark, at the
    /// first. A form of one coach takes the visits of all.
    fn lists_of_other_coaches(&self, account: &HoursAccount<'_>) -> Option<Finding> {
        let counted = account.lists.iter().filter(|list| list.role == Role::Counts && !list.entries.is_empty());
        let names = self.deciding_form(Schema::common().id("jobcoach.naam")?)?;
        let coach = coach(self.forms[names])?;
        let others: Vec<&HoursList<'_>> = counted.filter(|list| !list.is_of(&coach)).collect();
        let first = others.first()?;
        let minutes = others.iter().filter_map(|list| list.minutes()).sum();
        let finding = Finding::new("uren-andere-coach").with("hours", log::format_hours(minutes));
        Some(self.at_list(first, finding.with("other", self.file(names))))
    }

    /// That entries of a list lie outside the period that counts, and so do not count.
    fn partly_outside(&self, list: &HoursList<'_>) -> Option<Finding> {
        let is_of_several = self.forms.len() > 1 && list.role == Role::Counts && list.clipped;
        let finding = Finding::new("uren-lijst-deels").with("hours", log::format_hours(list.outside));
        is_of_several.then(|| self.at_list(list, finding))
    }

    /// That forms state a total in words that are not understood, so that the hours used are those of entries or of an older
    /// form: one remark, at the first.
    fn totals_not_understood(&self, account: &HoursAccount<'_>, used: &Used) -> Option<Finding> {
        let field = Schema::common().id(USED).filter(|_| self.forms.len() > 1)?;
        let states = |form: usize| matches!(statement(self.forms[form], field), Some(Statement::Written(_)));
        let is_passed_over = |form: &usize| match account.lists.iter().find(|list| list.form == *form) {
            Some(list) => list.role == Role::Counts && !matches!(used.basis, Basis::Stated(_)),
            None => self.tells_of_hours(*form) && account.total.is_none_or(|total| total.form > *form),
        };
        let forms: Vec<usize> = (0..self.forms.len()).filter(|form| states(*form)).filter(is_passed_over).collect();
        let answer = self.answer(*forms.first()?, USED)?;
        let finding = Finding::new("uren-totaal-niet-begrepen").field(USED).with("count", forms.len());
        Some(self.at(forms[0], answer, finding.with("sum", log::format_hours(used.minutes))))
    }

    /// That the total of a form is not what the lists say.
    fn total_contradicted(&self, account: &HoursAccount<'_>, used: &Used) -> Option<Finding> {
        let (total, sum) = account.contradiction()?;
        let answer = self.answer(total.form, USED)?;
        let newest = account.lists.iter().find(|list| list.role == Role::Counts && list.form != total.form)?;
        let finding =
            Finding::new("uren-totaal-en-lijsten").field(USED).with("stated", log::format_hours(total.minutes));
        let finding = finding.with("sum", log::format_hours(sum)).with("used", log::format_hours(used.minutes));
        Some(self.at(total.form, answer, finding.with("other", self.file(newest.form))))
    }

    /// That entries have a length that is not known, so that the sum is not whole.
    fn uncounted(&self, account: &HoursAccount<'_>, used: &Used) -> Option<Finding> {
        let counting = account.lists.iter().filter(|list| list.role == Role::Counts);
        let mut open =
            counting.filter_map(|list| Some((list.form, list.entries.iter().find(|e| e.is_uncounted())?.row)));
        let (form, row) = open.next()?;
        let [first, .., last] = log::group() else { return None };
        let answer = self.forms[form].answers_between(*first, *last).iter().find(|answer| answer.key.row == row)?;
        let finding = Finding::new("uren-niet-geteld").field(log::LENGTH).with("count", used.uncounted);
        Some(self.at(form, answer, finding.with("sum", log::format_hours(used.minutes))))
    }

    /// That the hours left are from before the hours that are used by now: fewer may be left, for the lists need not
    /// tell of all that was used. What one form says of both is looked at as one form.
    fn left_is_of_before(&self, used: &Used) -> Option<Finding> {
        let field = Schema::common().id(LEFT)?;
        let form = self.deciding_form(field)?;
        let own = Schema::common().id(USED).and_then(|used| statement(self.forms[form], used));
        let Statement::Value(Value::Hours(left)) = statement(self.forms[form], field)? else { return None };
        let difference = self.hours_of_period("begeleiding.uren_toegekend")? - used.minutes;
        let fits = left <= difference || (left == 0 && difference < 0);
        if fits || own == Some(Statement::Value(Value::Hours(used.minutes))) {
            return None;
        }
        let finding = Finding::new("uren-resterend").field(LEFT).with("left", log::format_hours(left));
        Some(self.at(form, self.answer(form, LEFT)?, finding.with("difference", log::format_hours(difference))))
    }

    fn file(&self, form: usize) -> &str {
        &self.forms[form].source.file
    }

    fn answer(&self, form: usize, id: &str) -> Option<&Answer> {
        self.forms[form].answers_to(Schema::common().id(id)?).first()
    }

    /// A remark at the total of a list, else at its entries.
    fn at_list(&self, list: &HoursList<'_>, finding: Finding) -> Finding {
        let [first, .., last] = log::group() else { return finding };
        let entries = self.forms[list.form].answers_between(*first, *last);
        match (self.answer(list.form, USED), entries.first()) {
            (Some(total), _) => self.at(list.form, total, finding.field(USED)),
            (None, Some(entry)) => self.at(list.form, entry, finding.field(log::LENGTH)),
            (None, None) => finding,
        }
    }

    fn at(&self, form: usize, answer: &Answer, finding: Finding) -> Finding {
        let file: &Arc<str> = &self.forms[form].source.file;
        finding.file(file).place(answer.place.clone())
    }
}
