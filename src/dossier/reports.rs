//! Reports that each tell the hours of their own period, and no running total.

use super::Dossier;
use super::hours::USED;
use super::hours_lists::DateRange;
use super::same_subject::dated;
use crate::record::value::Value;
use crate::record::value::date::Date;

/// What a report that is no hours list says of hours used.
pub(super) struct HoursReport {
    /// Its position in the dossier.
    pub form: usize,
    pub days: DateRange,
    pub minutes: i64,
}

impl Dossier<'_> {
    /// The reports of the coaching that counts that tell their days and the hours used, the earliest first.
    pub(super) fn hours_reports(&self) -> Vec<HoursReport> {
        let one = |form: usize| {
            let record = self.forms[form];
            let days = dated(record, "voortgang.begin")
                .and_then(Date::first_day)
                .zip(dated(record, "voortgang.einde").and_then(Date::last_day))?;
            let Some(Value::Hours(minutes)) = record.value(USED) else { return None };
            (days.0 <= days.1).then_some(HoursReport { form, days, minutes: *minutes })
        };
        let mut reports: Vec<HoursReport> =
            (0..self.forms.len()).filter(|form| self.tells_of_hours(*form)).filter_map(one).collect();
        reports.sort_by_key(|report| (report.days, report.form));
        reports
    }

    /// Whether the reports tell each of their own days only: a later one says less than one of the days before it, which no
    /// running total does.
    pub(super) fn reports_by_period(&self) -> bool {
        *self.remembered.reports_by_period.get_or_init(|| {
            let reports = self.hours_reports();
            // by their last days, with the most hours that any up to there tells
            let mut ended: Vec<_> = reports.iter().map(|report| (report.days.1, report.minutes)).collect();
            ended.sort_unstable();
            let mut most = i64::MIN;
            ended.iter_mut().for_each(|(_, minutes)| {
                most = most.max(*minutes);
                *minutes = most;
            });
            let before = |report: &HoursReport| ended[..ended.partition_point(|(end, _)| *end < report.days.0)].last();
            reports.iter().any(|report| before(report).is_some_and(|(_, most)| *most > report.minutes))
        })
    }

    /// The last report, and the one before it, where nothing tells whether the last says a running total: it counts as one.
    pub(super) fn total_or_part(&self) -> Option<(HoursReport, usize)> {
        let mut reports = self.hours_reports();
        let last = reports.pop().filter(|_| !self.reports_by_period())?;
        let before = reports.iter().rfind(|one| one.days.1 < last.days.0)?;
        Some((last, before.form))
    }
}
