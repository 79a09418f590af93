//! The periods of coaching that the forms of a batch tell of one client, added up with every day counted once.

use jiff::civil;

use crate::record::value::date::Date;

use super::known::whole_months;
use super::named::Named;
use super::subject::Subject;

static PERIODS: [[Named; 2]; 2] = [
    [Named::new("begeleiding.begin"), Named::new("begeleiding.einde")],
    [Named::new("voortgang.begin"), Named::new("voortgang.einde")],
];

/// Periods that do not touch each other, in their order.
#[derive(Default)]
pub(super) struct Periods(Vec<(civil::Date, civil::Date)>);

impl Periods {
    /// Adds the periods that a record tells to the day, those of coaching and those reported on; whether it told any.
    pub(super) fn add(&mut self, record: &Subject<'_>) -> bool {
        let told = PERIODS.iter().filter_map(|[begin, end]| match (begin.date(record)?.1, end.date(record)?.1) {
            (Date::Day(begin), Date::Day(end)) if begin <= end => Some((begin, end)),
            _ => None,
        });
        let before = self.0.len();
        self.0.extend(told);
        let added = self.0.len() > before;
        self.join();
        added
    }

    fn join(&mut self) {
        self.0.sort_unstable();
        let mut joined: Vec<(civil::Date, civil::Date)> = Vec::with_capacity(self.0.len());
        for (begin, end) in self.0.drain(..) {
            match joined.last_mut() {
                Some((_, last)) if last.tomorrow().is_ok_and(|next| begin <= next) => *last = end.max(*last),
                _ => joined.push((begin, end)),
            }
        }
        self.0 = joined;
    }

    /// The whole months of each, together.
    pub(super) fn months(&self) -> u32 {
        self.0.iter().filter_map(|(begin, end)| whole_months(*begin, *end)).sum()
    }
}
