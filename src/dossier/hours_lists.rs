//! The hours lists among the forms of a client: which of them count, and which a newer one of the same days replaces.

use std::collections::BTreeSet;

use jiff::civil;

use crate::record::answer::Record;
use crate::record::log::{Entry, entries};
use crate::record::schema::Schema;
use crate::record::value::Value;
use crate::record::value::date::{Date, days_between};

use crate::text::normalize::fold;

use super::Dossier;
use super::agreement::is_same;
use super::logs::coach;
use super::meeting::{Days, Meeting};
use super::periods::CountingPeriod;
use super::recency::recency;
use super::same_subject::FieldSubject;
use super::statement::{Statement, statement};

/// From the first day to the last.
pub(super) type DateRange = (civil::Date, civil::Date);

/// A form with a log, or an hours list that says its period and a total.
pub(super) struct HoursList<'a> {
    /// Its position in the dossier.
    pub form: usize,
    /// The total that it states, in minutes.
    pub stated: Option<i64>,
    /// Its entries within the period that counts.
    pub entries: Vec<Entry<'a>>,
    /// Some of its entries lie outside that period.
    pub clipped: bool,
    /// The minutes of those.
    pub outside: i64,
    /// The days of its entries.
    pub days: BTreeSet<civil::Date>,
    /// The weeks of its entries, where each is of a week by its number.
    weeks: Option<BTreeSet<String>>,
    /// The period that it says it is of, else that of its entries.
    pub span: Option<DateRange>,
    /// The list itself says that period.
    told: bool,
    /// How recent it is.
    written: (Option<civil::Date>, Option<civil::Date>),
    pub role: Role,
    coach: Option<Statement>,
}

/// The days from the first to the last of a month.
const MONTH: i32 = 31;

/// What a list is for the hours that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Counts,
    OtherEmployer,
    OtherPeriod,
    /// A newer one is of the same days.
    Replaced {
        /// The position of the form that replaces it.
        by: usize,
        /// No date says which of both is newer.
        tied: bool,
        /// It says other hours.
        differs: bool,
    },
}

impl HoursList<'_> {
    /// When it tells of.
    pub(super) fn times(&self) -> Days<'_> {
        Days { days: &self.days, span: self.span }
    }

    /// The minutes of its entries; none where no entry has a length.
    pub(super) fn logged(&self) -> Option<i64> {
        let minutes: Vec<i64> = self.entries.iter().filter_map(Entry::minutes).collect();
        if minutes.is_empty() { None } else { Some(minutes.iter().sum()) }
    }

    /// What it adds: the total that it states, else its entries; of a list that is only partly of the period its
    /// entries there.
    pub(super) fn minutes(&self) -> Option<i64> {
        if self.clipped { self.logged() } else { self.stated.or_else(|| self.logged()) }
    }

    /// The minutes of the entries on some days.
    fn minutes_on(&self, days: &BTreeSet<civil::Date>) -> i64 {
        let on = |entry: &&Entry<'_>| exact(entry).is_some_and(|day| days.contains(&day));
        self.entries.iter().filter(on).filter_map(Entry::minutes).sum()
    }

    /// Whether both may tell of the same hours: of one coach, and of a day that both have, or without days of periods
    /// that meet.
    pub(super) fn may_overlap(&self, other: &Self) -> bool {
        let of_one_time = if self.days.is_empty() || other.days.is_empty() {
            match (self.span, other.span) {
                (Some((begin, end)), Some((first, last))) => begin <= last && first <= end,
                _ => !self.has_other_weeks(other),
            }
        } else {
            !self.days.is_disjoint(&other.days) || self.is_of_the_period_of(other)
        };
        of_one_time && self.is_of_the_coach_of(other)
    }

    /// Whether every entry of both is of a week by its number, and no week is of both.
    fn has_other_weeks(&self, other: &Self) -> bool {
        let all = |list: &Self| list.weeks.as_ref().filter(|weeks| !weeks.is_empty()).cloned();
        all(self).zip(all(other)).is_some_and(|(own, theirs)| own.is_disjoint(&theirs))
    }

    /// Whether both say that they are of one period, and the days of the one lie between those of the other or the one is a
    /// newer list of that month: a visit of which the day was corrected stands on both.
    fn is_of_the_period_of(&self, other: &Self) -> bool {
        let days = |list: &Self| list.days.first().copied().zip(list.days.last().copied());
        let meet = || days(self).zip(days(other)).is_some_and(|((a, b), (c, d))| a <= d && c <= b);
        let month = || self.span.is_some_and(|(begin, end)| days_between(begin, end) <= MONTH);
        self.told && other.told && self.span == other.span && (meet() || self.written != other.written && month())
    }

    /// Whether it takes the place of an older one: both are of one period and most of the days are the same, or it has
    /// all days of the older one.
    fn replaces(&self, older: &Self) -> bool {
        if self.minutes().is_none() || !self.may_overlap(older) {
            return false;
        }
        let shared = self.days.intersection(&older.days).count();
        let same_span = self.span.is_some() && self.span == older.span;
        let most = shared * 2 >= self.days.len().min(older.days.len());
        same_span && most || !older.days.is_empty() && shared == older.days.len()
    }

    /// Whether an older one, which this one replaces, says other hours for its days.
    fn differs_from(&self, older: &Self) -> bool {
        let same_span = self.span == older.span;
        same_span && self.stated.is_some() && older.stated.is_some() && self.stated != older.stated
            || self.minutes_on(&older.days) != older.minutes_on(&older.days)
    }

    fn is_of_the_coach_of(&self, other: &Self) -> bool {
        other.coach.as_ref().is_none_or(|coach| self.is_of(coach))
    }

    /// Whether it names no other coach than this one.
    pub(super) fn is_of(&self, coach: &Statement) -> bool {
        self.coach.as_ref().is_none_or(|own| is_same(own, coach))
    }
}

impl<'a> Dossier<'a> {
    /// All hours lists, the newest first.
    pub(super) fn hours_lists(&self) -> Vec<HoursList<'a>> {
        let period = self.period_that_counts();
        let by_period = self.reports_by_period();
        let mut lists: Vec<HoursList<'a>> =
            (0..self.forms.len()).filter_map(|form| self.hours_list(form, period, by_period)).collect();
        let mut newer = Meeting::default();
        for older in 0..lists.len() {
            let places = newer.for_place_of(lists[older].times());
            newer.add(lists[older].times());
            if lists[older].role != Role::Counts {
                continue;
            }
            let mut others = places.map(|n| &lists[n]);
            let by = others.find(|newer| newer.role == Role::Counts && newer.replaces(&lists[older]));
            let role = by.map(|by| Role::Replaced {
                by: by.form,
                tied: recency(self.forms[by.form]) == recency(self.forms[lists[older].form]),
                differs: by.differs_from(&lists[older]),
            });
            lists[older].role = role.unwrap_or(Role::Counts);
        }
        lists
    }

    /// The forms of which the entries are not of the hours that count: of another employer, or replaced by a newer
    /// list.
    pub(super) fn lists_left_out(&self) -> BTreeSet<usize> {
        let lists = self.hours_lists();
        let left_out = lists.iter().filter(|list| matches!(list.role, Role::OtherEmployer | Role::Replaced { .. }));
        left_out.map(|list| list.form).collect()
    }

    /// Whether a form is an hours list.
    pub(super) fn is_hours_list(&self, form: usize) -> bool {
        let record = self.forms[form];
        !entries(record).is_empty() || is_bare_list(record, told(record), self.reports_by_period())
    }

    fn hours_list(&self, form: usize, period: CountingPeriod, by_period: bool) -> Option<HoursList<'a>> {
        let record = self.forms[form];
        let mut all = entries(record);
        let told = told(record);
        if all.is_empty() && !is_bare_list(record, told, by_period) {
            return None;
        }
        let of_entries: BTreeSet<civil::Date> = all.iter().filter_map(exact).collect();
        let span = told.or_else(|| of_entries.first().copied().zip(of_entries.last().copied()));
        let whole = all.len();
        let minutes = |entries: &[Entry<'_>]| entries.iter().filter_map(Entry::minutes).sum::<i64>();
        let logged = minutes(&all);
        all.retain(|entry| period.holds(entry.date.map(|(_, date)| date)));
        let outside = if whole == 0 { span.is_some_and(|span| !period.meets(span)) } else { all.is_empty() };
        let role = if outside || whole == 0 && self.same_subject.is_of_other_period(form) {
            Role::OtherPeriod
        } else if self.same_subject.is_current_for(form, FieldSubject::Employer) {
            Role::Counts
        } else {
            Role::OtherEmployer
        };
        let statement = |id: &str| statement(record, Schema::common().id(id)?);
        Some(HoursList {
            form,
            stated: match statement("begeleiding.uren_besteed") {
                Some(Statement::Value(Value::Hours(minutes))) => Some(minutes),
                _ => None,
            },
            days: all.iter().filter_map(exact).collect(),
            weeks: weeks(record, &all),
            clipped: all.len() < whole,
            outside: logged - minutes(&all),
            entries: all,
            span,
            told: told.is_some(),
            written: recency(record),
            role,
            coach: coach(record),
        })
    }
}

/// The period that a form says it tells of.
fn told(record: &Record) -> Option<DateRange> {
    let begin = record.date("voortgang.begin").and_then(Date::first_day);
    let end = record.date("voortgang.einde").and_then(Date::last_day);
    begin.zip(end).filter(|(begin, end)| begin <= end)
}

/// Whether a form without entries is a list: one of hours, or a report that tells the hours of its own days only.
fn is_bare_list(record: &Record, told: Option<DateRange>, by_period: bool) -> bool {
    let is_report = || by_period && record.value("begeleiding.uren_besteed").is_some();
    told.is_some() && (record.form.kind == "urenverantwoording" || is_report())
}

/// The weeks of all entries, as they are written: `week 38`. None where an entry says no week.
fn weeks(record: &Record, entries: &[Entry<'_>]) -> Option<BTreeSet<String>> {
    let field = Schema::common().id("uren[].datum")?;
    let answers = record.answers_to(field);
    let week = |entry: &Entry<'_>| {
        let answer = answers.iter().find(|answer| answer.key.row == entry.row)?;
        let folded = fold(&answer.text);
        let number = folded.strip_prefix("week").or_else(|| folded.strip_prefix("wk"))?;
        let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| number.trim_start_matches('0').to_owned())
    };
    entries.iter().map(week).collect()
}

/// The day of an entry, where it is known to the day.
pub(super) fn exact(entry: &Entry<'_>) -> Option<civil::Date> {
    match entry.date?.1 {
        Date::Day(day) => Some(day),
        _ => None,
    }
}
