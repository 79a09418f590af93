//! The whole report and its totals.

use serde::Serialize;

use super::account::{File, FormKind, Remark, RemarkGroup};
use super::action::Action;
use super::chart::{Deadline, HoursChart, Timeline};
use super::client::Client;
use crate::record::answer::Ledger;

/// The whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub title: &'static str,
    /// The reference date, ISO 8601.
    pub date: String,
    /// `eenvorm 0.2.0`
    pub made_with: &'static str,
    pub pseudonym: bool,
    pub counts: Counts,
    pub files: Vec<File>,
    pub form_kinds: Vec<FormKind>,
    /// Remarks on files and on the run.
    pub remarks: Vec<Remark>,
    /// All remarks, those on records too, by code.
    pub remark_groups: Vec<RemarkGroup>,
    pub clients: Vec<Client>,
    /// What is to be done, the earliest first; what has no day comes last.
    pub actions: Vec<Action>,
    pub deadlines: Vec<Deadline>,
    /// None where nobody has a deadline within its window.
    pub timeline: Option<Timeline>,
    /// None where no form says any hours.
    pub hours: Option<HoursChart>,
}

/// The totals.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    /// The sum of the next four.
    pub files: usize,
    /// Those that gave a record.
    pub files_read: usize,
    /// Known forms that nobody filled in.
    pub files_blank: usize,
    /// No known form, or damaged.
    pub files_not_read: usize,
    /// Of the folders: no forms, or made by the tool itself.
    pub files_passed_over: usize,
    /// Records: a file may hold several.
    pub forms: usize,
    pub clients: usize,
    pub ledger: Ledger,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Actions whose day passed, those within the next 30 days, and those without a day.
    pub actions_late: usize,
    pub actions_soon: usize,
    pub actions_undated: usize,
    /// Deadlines within the next 30 days.
    pub due_soon: usize,
    /// Deadlines that passed at most 90 days ago.
    pub overdue: usize,
    /// Deadlines that passed longer ago; they are not listed.
    pub long_past: usize,
    /// Answers that hold special personal data, such as a diagnosis.
    pub special: usize,
}
