//! Which hours lists have a day or a period in common: only those are compared.

use std::collections::{BTreeSet, HashMap};

use jiff::civil;

type DateRange = (civil::Date, civil::Date);

/// The days of the entries of a list, and the period that it is of.
#[derive(Clone, Copy)]
pub(super) struct Days<'l> {
    pub(super) days: &'l BTreeSet<civil::Date>,
    pub(super) span: Option<DateRange>,
}

/// Lists by position.
#[derive(Default)]
pub(super) struct Meeting {
    by_day: HashMap<civil::Date, Vec<usize>>,
    by_span: HashMap<DateRange, Vec<usize>>,
    without_days: Vec<usize>,
    all: usize,
}

impl Meeting {
    pub(super) fn of<'l>(lists: impl Iterator<Item = Days<'l>>) -> Self {
        let mut meeting = Self::default();
        lists.for_each(|list| meeting.add(list));
        meeting
    }

    /// Adds a list behind those that are known.
    pub(super) fn add(&mut self, list: Days<'_>) {
        let at = self.all;
        list.days.iter().for_each(|day| self.by_day.entry(*day).or_default().push(at));
        list.span.iter().for_each(|span| self.by_span.entry(*span).or_default().push(at));
        if list.days.is_empty() {
            self.without_days.push(at);
        }
        self.all += 1;
    }

    /// Those that may overlap with a list, in their order: of one without days nothing tells which those are.
    pub(super) fn with(&self, list: Days<'_>) -> impl Iterator<Item = usize> + use<> {
        let mut others: Vec<usize> = if list.days.is_empty() {
            (0..self.all).collect()
        } else {
            let of_days = list.days.iter().filter_map(|day| self.by_day.get(day)).flatten();
            of_days.chain(self.of_span(list)).chain(&self.without_days).copied().collect()
        };
        others.sort_unstable();
        others.dedup();
        others.into_iter()
    }

    /// Those that may take the place of a list: of the same period, or with all its days and so with its first.
    pub(super) fn for_place_of(&self, list: Days<'_>) -> impl Iterator<Item = usize> + use<> {
        let of_day = list.days.first().and_then(|day| self.by_day.get(day)).into_iter().flatten();
        let mut others: Vec<usize> = of_day.chain(self.of_span(list)).copied().collect();
        others.sort_unstable();
        others.dedup();
        others.into_iter()
    }

    fn of_span(&self, list: Days<'_>) -> impl Iterator<Item = &usize> {
        list.span.and_then(|span| self.by_span.get(&span)).into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_a_day_or_a_period_is_among_those_that_are_compared() {
        let day = |n: i8| civil::date(2025, 1, n);
        let lists: Vec<(BTreeSet<civil::Date>, Option<DateRange>)> = [
            (vec![1, 2], None),
            (vec![2, 9], Some((1, 31))),
            (vec![20], Some((1, 31))),
            (vec![], Some((5, 6))),
            (vec![], None),
            (vec![1, 2, 30], None),
        ]
        .into_iter()
        .map(|(days, span)| (days.into_iter().map(day).collect(), span.map(|(begin, end)| (day(begin), day(end)))))
        .collect();
        let times = |n: usize| Days { days: &lists[n].0, span: lists[n].1 };
        let meeting = Meeting::of((0..lists.len()).map(times));
        let with = |n: usize| meeting.with(times(n)).collect::<Vec<_>>();
        let places = |n: usize| meeting.for_place_of(times(n)).collect::<Vec<_>>();
        assert_eq!(with(0), [0, 1, 3, 4, 5]);
        assert_eq!(with(2), [1, 2, 3, 4], "of one period");
        assert_eq!(with(3), [0, 1, 2, 3, 4, 5], "it has no days");
        assert_eq!(places(0), [0, 5], "they have its first day");
        assert_eq!(places(2), [1, 2]);
        assert_eq!(places(3), [3]);
        assert!(places(4).is_empty());
    }
}
