//! The hours used of the coaching that counts, each once: the hours lists of a client added up, with the total of a
//! form that is no list for what they do not tell.

use std::collections::BTreeSet;

use jiff::civil;

use crate::record::log::Entry;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Value;
use crate::record::value::date::Date;

use super::Dossier;
use super::asked::GRANTED;
use super::hours_lists::{DateRange, HoursList, Role, exact};
use super::logs::Row;
use super::meeting::Meeting;
use super::pairs::Pairs;
use super::recency::form_date;
use super::same_subject::{FieldSubject, dated};
use super::statement::{Statement, statement};

pub(super) const USED: &str = "begeleiding.uren_besteed";
pub(super) const LEFT: &str = "begeleiding.uren_resterend";

/// Hours used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    pub minutes: i64,
    pub basis: Basis,
    /// So many entries that it is made of have a length that is not known.
    pub uncounted: usize,
    /// The last day that it covers.
    pub until: Option<civil::Date>,
}

/// What the figure of hours used is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One form, by position, states them.
    Stated(usize),
    /// These are added up: totals of lists, and the entries of those that state none.
    Summed(Vec<i64>),
    /// The entries of logs; no form states a total.
    Logged,
}

/// Lists that are added as one: alone, or several of the same days.
pub(super) struct Part {
    /// The positions of the lists among all, the newest first.
    pub lists: Vec<usize>,
    pub minutes: i64,
    /// It is no total that a list states.
    pub logged: bool,
    pub uncounted: usize,
    pub span: Option<DateRange>,
    /// Several lists cover the same days, and do not agree.
    pub doubtful: bool,
    /// Its entries, by day.
    entries: Vec<(Option<civil::Date>, i64)>,
}

/// The total that a form states which is no list, or a list that counts on from those before it.
#[derive(Clone, Copy)]
pub(super) struct RunningTotal {
    pub form: usize,
    pub minutes: i64,
    /// The last day that it counts; none where nothing says it.
    pub day: Option<civil::Date>,
}

/// All that the forms of a client say of hours used.
pub(super) struct HoursAccount<'a> {
    pub lists: Vec<HoursList<'a>>,
    /// The earliest first.
    pub parts: Vec<Part>,
    pub total: Option<RunningTotal>,
    /// The first day of the period that counts.
    begin: Option<civil::Date>,
    /// Some form states a total.
    stated: bool,
}

impl<'a> Dossier<'a> {
    /// The forms that tell of the period before the one that counts, as a dossier of their own; none where none does.
    pub fn previous_period(&self) -> Option<Dossier<'a>> {
        let begin = self.period_that_counts().begin?;
        let lists = self.hours_lists();
        let other = |form: &usize| {
            self.same_subject.is_of_other_period(*form)
                || lists.iter().any(|list| list.form == *form && list.role == Role::OtherPeriod)
        };
        let forms: Vec<_> = (0..self.forms.len()).filter(other).map(|form| self.forms[form]).collect();
        if forms.is_empty() || forms.len() == self.forms.len() {
            return None;
        }
        let before = Self::new(forms);
        let from = before.period_that_counts().begin.or_else(|| before.hours_used().and_then(|used| used.until))?;
        (from < begin).then_some(before)
    }
}

impl Dossier<'_> {
    /// The total up to the period that counts, as the newest form states it, in minutes.
    pub fn used_before(&self) -> Option<i64> {
        let account = self.hours_account();
        account.total.filter(|total| account.is_early(*total)).map(|total| total.minutes)
    }

    /// The last day that this total covers.
    pub fn used_before_until(&self) -> Option<civil::Date> {
        let account = self.hours_account();
        account.total.filter(|total| account.is_early(*total)).and_then(|total| total.day)
    }

    /// The hours used; none where no form mentions any.
    pub fn hours_used(&self) -> Option<Used> {
        self.hours_account().hours_used()
    }

    /// Hours that are asked or granted for the period and the employer that count, in minutes.
    pub fn hours_of_period(&self, id: &str) -> Option<i64> {
        self.told_of_period(id).map(|(_, minutes)| minutes)
    }

    /// The same, with the form, by position, that says it.
    pub fn told_of_period(&self, id: &str) -> Option<(usize, i64)> {
        let field = Schema::common().id(id)?;
        let understood = |form: usize| {
            let said = statement(self.forms[form], field).filter(|said| !matches!(said, Statement::Written(_)))?;
            Some((form, said))
        };
        let tells = |form: &usize| {
            self.tells_of_hours(*form)
                && !(id == GRANTED && self.grants_before(*form))
                && self.goes_with_what_counts(*form, field)
        };
        match (0..self.forms.len()).filter(tells).find_map(understood)? {
            (form, Statement::Value(Value::Hours(minutes))) => Some((form, minutes)),
            _ => None,
        }
    }

    /// What a form that asks for the period that counts says was granted for the one before it, in minutes.
    pub fn granted_before(&self) -> Option<i64> {
        let field = Schema::common().id(GRANTED)?;
        let before = (0..self.forms.len()).filter(|form| self.tells_of_hours(*form) && self.grants_before(*form));
        before.into_iter().find_map(|form| match statement(self.forms[form], field)? {
            Statement::Value(Value::Hours(minutes)) => Some(minutes),
            _ => None,
        })
    }

    /// Whether the grant that a form tells is of the period before the one that it asks for. The days that it reports on
    /// decide; a first request has no period before it. Else it was written before the period begins, and tells hours used by
    /// then or the decision on which it follows.
    fn grants_before(&self, form: usize) -> bool {
        let record = self.forms[form];
        // the period that counts is looked up among all forms: only for a form of which it matters
        if let Some(reported) = record.date("voortgang.einde").and_then(Date::last_day) {
            return record.value(USED).is_some()
                && self.period_that_counts().begin.is_some_and(|begin| reported < begin);
        }
        if self.is_first(form) {
            return false;
        }
        let used = matches!(record.value(USED), Some(Value::Hours(minutes)) if *minutes > 0);
        let follows = matches!(record.value("begeleiding.aanvraag"), Some(Value::Text(word)) if word == "vervolg");
        if !used && !follows {
            return false;
        }
        let written = form_date(record).and_then(Date::last_day);
        let Some((written, begin)) = written.zip(self.period_that_counts().begin) else { return false };
        let decided =
            dated(record, "begeleiding.besluit_datum").and_then(Date::last_day).is_some_and(|on| on < written);
        written < begin && (used || follows && decided)
    }

    /// Whether the hours that a form tells in a field are of the period before the one that counts: an application for the next
    /// period tells what was granted and used in the one that ends.
    pub(super) fn tells_of_before(&self, form: usize, field: FieldId) -> bool {
        let id = Schema::common().field(field).id.as_str();
        if self.forms.len() < 2 || ![USED, GRANTED, LEFT].contains(&id) {
            return false;
        }
        let used_before = || self.used_before_of(form).is_some();
        match id {
            USED => used_before(),
            GRANTED => self.grants_before(form),
            _ => used_before() || self.grants_before(form),
        }
    }

    /// The hours used that a form which is no list tells up to the begin of the period that counts.
    fn used_before_of(&self, form: usize) -> Option<i64> {
        let Some(Value::Hours(minutes)) = self.forms[form].value(USED) else { return None };
        if self.is_first(form) {
            return None;
        }
        let (begin, day) = (self.period_that_counts().begin?, self.total_until(form)?);
        (*minutes > 0 && day < begin && !self.is_hours_list(form)).then_some(*minutes)
    }

    /// Whether a form says that it is the first application: there is no period before.
    fn is_first(&self, form: usize) -> bool {
        matches!(self.forms[form].value("begeleiding.aanvraag"), Some(Value::Text(word)) if word == "eerste")
    }

    /// The last day that the total of a form counts: of what it reports on, else the day that it is of.
    fn total_until(&self, form: usize) -> Option<civil::Date> {
        let reported = self.forms[form].date("voortgang.einde");
        reported.or_else(|| form_date(self.forms[form])).and_then(Date::last_day)
    }

    pub(super) fn tells_of_hours(&self, form: usize) -> bool {
        [FieldSubject::Period, FieldSubject::Employer]
            .iter()
            .all(|about| self.same_subject.is_current_for(form, *about))
    }

    pub(super) fn hours_account(&self) -> HoursAccount<'_> {
        let lists = self.hours_lists();
        let mut parts = self.parts(&lists);
        parts.sort_by_key(|part| part.span);
        let running = running_total_of_lists(&lists, &mut parts);
        // of both the one that covers the later day
        let total = self.running_total(&lists).into_iter().chain(running).max_by_key(|total| total.day);
        let stated = total.is_some() || lists.iter().any(|list| list.role == Role::Counts && list.stated.is_some());
        HoursAccount { lists, parts, total, begin: self.period_that_counts().begin, stated }
    }

    /// The total of the newest form that states one and is no list.
    fn running_total(&self, lists: &[HoursList<'_>]) -> Option<RunningTotal> {
        let field = Schema::common().id(USED)?;
        let tells = |form: &usize| self.tells_of_hours(*form) && !lists.iter().any(|list| list.form == *form);
        (0..self.forms.len()).filter(tells).find_map(|form| {
            let Statement::Value(Value::Hours(minutes)) = statement(self.forms[form], field)? else { return None };
            let (reported, day) = (self.forms[form].date("voortgang.einde"), self.total_until(form));
            // what a first request says was used is of its own period, whenever it was written
            let of_own_period = reported.is_none() && minutes > 0 && self.is_first(form);
            let day =
                day.filter(|day| !of_own_period || self.period_that_counts().begin.is_none_or(|begin| *day > begin));
            Some(RunningTotal { form, minutes, day })
        })
    }

    /// The lists that count, those of the same days together.
    fn parts(&self, lists: &[HoursList<'_>]) -> Vec<Part> {
        let counts = |n: &usize| lists[*n].role == Role::Counts && lists[*n].minutes().is_some();
        let counting: Vec<usize> = (0..lists.len()).filter(counts).collect();
        let mut pairs = Pairs::new(counting.len());
        let meeting = Meeting::of(counting.iter().map(|n| lists[*n].times()));
        for (one, own) in counting.iter().map(|n| &lists[*n]).enumerate() {
            for other in meeting.with(own.times()).filter(|other| *other > one) {
                if own.may_overlap(&lists[counting[other]]) {
                    pairs.join(one, other);
                }
            }
        }
        let together = pairs.groups();
        let joined: BTreeSet<usize> = together.iter().flatten().copied().collect();
        let alone = (0..counting.len()).filter(|n| !joined.contains(n));
        let groups = alone.map(|n| vec![n]).chain(together.iter().cloned());
        groups.map(|group| self.part(lists, group.into_iter().map(|n| counting[n]).collect())).collect()
    }

    fn part(&self, lists: &[HoursList<'_>], own: Vec<usize>) -> Part {
        let of = || own.iter().map(|n| &lists[*n]);
        let dated = |minutes: i64, entry: &Entry<'_>| (exact(entry), minutes);
        let span = of().filter_map(|list| list.span).reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
        let alone = if let [only] = own[..] { Some(&lists[only]) } else { None };
        if let Some(list) = alone {
            let logged = list.clipped || list.stated.is_none();
            return Part {
                minutes: list.minutes().unwrap_or_default(),
                logged,
                uncounted: if logged { list.entries.iter().filter(|entry| entry.is_uncounted()).count() } else { 0 },
                span,
                doubtful: false,
                entries: list.entries.iter().filter_map(|entry| Some(dated(entry.minutes()?, entry))).collect(),
                lists: own,
            };
        }
        let period = self.period_that_counts();
        let rows = self.entries_of(of().map(|list| list.form));
        let rows: Vec<_> = rows.iter().map(Row::entry).filter(|e| period.holds(e.date.map(|(_, date)| date))).collect();
        let entries: Vec<_> = rows.iter().filter_map(|entry| Some(dated(entry.minutes()?, entry))).collect();
        let union: i64 = entries.iter().map(|(_, minutes)| minutes).sum();
        let slack = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let whole =
            of().find(|list| list.span.is_some() && list.span == span && !list.clipped && list.stated.is_some());
        let whole = whole.and_then(|list| list.stated).filter(|stated| *stated >= union - slack);
        // a list without entries adds its total, where no list covers all the days
        let bare: i64 = of().filter(|list| list.entries.is_empty()).filter_map(|list| list.stated).sum();
        Part {
            minutes: whole.unwrap_or(union + bare),
            logged: whole.is_none(),
            uncounted: if whole.is_none() { rows.iter().filter(|entry| entry.is_uncounted()).count() } else { 0 },
            span,
            doubtful: whole.is_none(),
            entries,
            lists: own,
        }
    }
}

/// The total of the last list that states no less than the sum of the lists before it and its own entries: it counts
/// on, and its entries are what it adds.
fn running_total_of_lists(lists: &[HoursList<'_>], parts: &mut [Part]) -> Option<RunningTotal> {
    let mut running = None;
    let mut before = 0;
    for part in parts.iter_mut() {
        if let [only] = part.lists[..]
            && let list = &lists[only]
            && let (Some(stated), Some(logged), Some((_, end))) = (list.stated, list.logged(), list.span)
            && before > 0
            && !list.clipped
            && stated >= before + logged
        {
            running = Some(RunningTotal { form: list.form, minutes: stated, day: Some(end) });
            part.minutes = logged;
        }
        before += part.minutes;
    }
    running
}

impl HoursAccount<'_> {
    /// The sum of all lists, and how much of it is after a day.
    fn sums(&self, day: Option<civil::Date>) -> (i64, i64) {
        let sum = self.parts.iter().map(|part| part.minutes).sum();
        let Some(day) = day else { return (sum, 0) };
        let after = self.parts.iter().map(|part| match part.span {
            Some((_, end)) if end <= day => 0,
            Some((begin, _)) if begin > day => part.minutes,
            Some(_) => {
                let later = part.entries.iter().filter(|(on, _)| on.is_some_and(|on| on > day));
                later.map(|(_, minutes)| minutes).sum::<i64>().min(part.minutes)
            }
            None => 0,
        });
        (sum, after.sum())
    }

    /// Whether a total is from before the period that counts: nothing is used on its first day or earlier.
    pub(super) fn is_early(&self, total: RunningTotal) -> bool {
        let Some((day, begin)) = total.day.zip(self.begin) else { return false };
        day < begin || day == begin && !self.parts.is_empty()
    }

    /// Minutes that rounding may make between a total and its entries.
    fn slack(&self) -> i64 {
        let entries: usize = self.parts.iter().map(|part| part.entries.len()).sum();
        i64::try_from(entries).unwrap_or(i64::MAX)
    }

    pub(super) fn hours_used(&self) -> Option<Used> {
        let ends = self.parts.iter().filter_map(|part| part.span.map(|(_, end)| end)).max();
        let total = self.total.filter(|total| !self.is_early(*total));
        let (sum, after) = self.sums(total.and_then(|total| total.day));
        let stated = |total: RunningTotal| Used {
            minutes: total.minutes,
            basis: Basis::Stated(total.form),
            uncounted: 0,
            until: total.day,
        };
        let uncounted = self.parts.iter().map(|part| part.uncounted).sum();
        let added = |minutes: i64, basis: Basis| Used { minutes, basis, uncounted, until: ends };
        match total {
            Some(total) if after == 0 && (total.day.is_some() || total.minutes >= sum - self.slack()) => {
                Some(stated(total))
            }
            Some(total) if after > 0 && total.minutes > sum - after => {
                let minutes = total.minutes + after;
                Some(added(minutes, Basis::Summed(vec![total.minutes, after])))
            }
            _ if self.parts.is_empty() => None,
            _ => Some(added(sum, self.basis())),
        }
    }

    /// What the sum of the lists is made of.
    fn basis(&self) -> Basis {
        match self.parts.as_slice() {
            [Part { lists, logged: false, .. }] if lists.len() == 1 => Basis::Stated(self.lists[lists[0]].form),
            _ if !self.stated => Basis::Logged,
            parts => Basis::Summed(parts.iter().map(|part| part.minutes).collect()),
        }
    }

    /// The total that the lists contradict or go on after, with their sum: they are more up to its day, there is
    /// more after it than it can count, or it is from before the period.
    pub(super) fn contradiction(&self) -> Option<(RunningTotal, i64)> {
        let total = self.total.filter(|_| !self.parts.is_empty())?;
        let (sum, after) = self.sums(total.day);
        let slack = self.slack();
        let before = sum - after;
        let differs = total.minutes < before - slack || after > 0 && (total.minutes - before).abs() > slack;
        differs.then_some((total, sum))
    }
}
