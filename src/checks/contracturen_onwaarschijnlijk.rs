//! A working week of no hours, or of more than the law allows over time: most often hours a month, or a slip.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "contracturen-onwaarschijnlijk",
    title: "Het aantal werkuren per week is onwaarschijnlijk",
    question: Question::OfRecord(ask),
};

/// Arbeidstijdenwet, article 5:7: 48 hours a week on average.
const MAX_MINUTES_A_WEEK: i64 = 48 * 60;

static WEEKS: [Named; 2] = [Named::new("dienstverband.uren_per_week"), Named::new("dienstverband.uren_werkelijk")];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let weeks = WEEKS.iter().filter_map(|week| week.hours(record));
    let unlikely = weeks.filter(|(_, minutes)| *minutes <= 0 || *minutes > MAX_MINUTES_A_WEEK);
    unlikely.map(|(answer, minutes)| about(CHECK.code, answer).with("hours", format_hours(minutes))).collect()
}
