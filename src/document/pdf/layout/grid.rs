//! Gives everything on the pages a row and a column, so that right of, below and under a heading work as in a table.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::document::cells::model::Area;
use crate::text::place::Spot;

/// How far apart the beginnings of one column may lie, in points.
const ALIGNED: f64 = 4.0;

/// Something that takes a cell; heights count on over the pages.
#[derive(Clone, Debug)]
pub(in crate::document::pdf) struct Item<T> {
    pub(in crate::document::pdf) what: T,
    pub(in crate::document::pdf) left: f64,
    pub(in crate::document::pdf) right: f64,
    /// The first and the last of the lines it stands on.
    pub(in crate::document::pdf) first: u32,
    pub(in crate::document::pdf) last: u32,
}

impl<T> Item<T> {
    fn beside(&self, other: &Self) -> bool {
        self.right <= other.left + 1.0 || other.right <= self.left + 1.0
    }

    fn level(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Each item's area. `wide` is the breadth from which a text says nothing of columns: a title, a paragraph.
pub(in crate::document::pdf) fn lay<T>(items: &mut [Item<T>], wide: f64) -> Vec<Area> {
    hoist(items);
    close(items);
    let cols = columns(items, wide);
    spread(items, &cols)
}

/// An answer in the middle beside a label of several lines moves up to the label's first line.
fn hoist<T>(items: &mut [Item<T>]) {
    let mut by_line: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        for line in item.first..=item.last {
            by_line.entry(line).or_default().push(at);
        }
    }
    let tall: Vec<usize> = (0..items.len()).filter(|&at| items[at].last > items[at].first).collect();
    for at in tall {
        let near: BTreeSet<usize> =
            (items[at].first..=items[at].last).filter_map(|line| by_line.get(&line)).flatten().copied().collect();
        for &other in &near {
            let (label, answer) = (&items[at], &items[other]);
            let inside = label.first < answer.first && answer.last <= label.last && label.beside(answer);
            let alone = || near.iter().all(|&n| n == other || items[n].beside(answer) || !items[n].level(label));
            if inside && alone() {
                items[other].first = items[at].first;
            }
        }
    }
}

/// Takes out the lines on which nothing begins.
fn close<T>(items: &mut [Item<T>]) {
    let begun: BTreeSet<u32> = items.iter().map(|item| item.first).collect();
    let rows: BTreeMap<u32, u32> = begun.into_iter().zip(0..).collect();
    for item in items {
        let row = |line: u32| rows.range(..=line).next_back().map_or(0, |(_, row)| *row);
        (item.first, item.last) = (row(item.first), row(item.last));
    }
}

/// Beginnings that lie on one line down the pages.
#[derive(Default)]
struct Column {
    items: Vec<usize>,
    rows: HashSet<u32>,
    begin: f64,
    left: f64,
    right: f64,
}

impl Column {
    fn takes<T>(&self, item: &Item<T>) -> bool {
        (item.first..=item.last).all(|row| !self.rows.contains(&row))
    }

    fn push<T>(&mut self, at: usize, item: &Item<T>, wide: f64) {
        if self.items.is_empty() {
            (self.begin, self.left, self.right) = (item.left, f64::MAX, f64::MIN);
        }
        self.items.push(at);
        self.rows.extend(item.first..=item.last);
        if item.right - item.left < wide {
            (self.left, self.right) = (self.left.min(item.left), self.right.max(item.right));
        }
    }

    /// Whether two columns are one: never both in a row, and standing above each other.
    fn is_one_with(&self, next: &Self) -> bool {
        let above = next.left > next.right || self.left < next.right && next.left < self.right;
        above && self.rows.is_disjoint(&next.rows)
    }
}

/// The number of each item's column.
fn columns<T>(items: &[Item<T>], wide: f64) -> Vec<u32> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| items[a].left.total_cmp(&items[b].left));
    let mut aligned: Vec<Column> = Vec::new();
    for at in order {
        let item = &items[at];
        let near = aligned.iter().rposition(|column| column.begin < item.left - ALIGNED).map_or(0, |at| at + 1);
        let free = (near..aligned.len()).find(|&c| aligned[c].takes(item) && later_are_free(&aligned[c + 1..], item));
        let column = free.unwrap_or_else(|| {
            aligned.push(Column::default());
            aligned.len() - 1
        });
        aligned[column].push(at, item, wide);
    }
    let mut numbers = vec![0; items.len()];
    for (number, column) in (0..).zip(merged(aligned)) {
        for at in column.items {
            numbers[at] = number;
        }
    }
    numbers
}

/// Whether the columns further on hold nothing of this item's rows, so that the order in a row is kept.
fn later_are_free<T>(later: &[Column], item: &Item<T>) -> bool {
    later.iter().all(|column| column.takes(item))
}

/// Puts neighbouring columns together where no row has both.
fn merged(aligned: Vec<Column>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for next in aligned {
        match columns.last_mut() {
            Some(last) if last.is_one_with(&next) => {
                last.items.extend(next.items);
                last.rows.extend(next.rows);
                (last.left, last.right) = (last.left.min(next.left), last.right.max(next.right));
            }
            _ => columns.push(next),
        }
    }
    columns
}

/// The area of each item: on the right it reaches to the next one, so that neighbours touch.
fn spread<T>(items: &[Item<T>], cols: &[u32]) -> Vec<Area> {
    let mut taken: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (item, col) in items.iter().zip(cols) {
        for row in item.first..=item.last {
            taken.entry(row).or_default().insert(*col);
        }
    }
    let next = |row: u32, col: u32| taken.get(&row).and_then(|cols| cols.range(col + 1..).next()).copied();
    let area = |item: &Item<T>, col: u32| {
        let until = (item.first..=item.last).filter_map(|row| next(row, col)).min().unwrap_or(col + 1);
        Area { from: Spot { row: item.first, col }, to: Spot { row: item.last, col: until - 1 } }
    };
    items.iter().zip(cols).map(|(item, col)| area(item, *col)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(placed: &[(&'static str, f64, f64, u32, u32)]) -> Vec<String> {
        let item = |&(what, left, right, first, last)| Item { what, left, right, first, last };
        let mut items: Vec<_> = placed.iter().map(item).collect();
        let areas = lay(&mut items, 250.0);
        items.iter().zip(areas).map(|(item, area)| format!("{} {}:{}", item.what, area.from, area.to)).collect()
    }

    #[test]
    fn two_pairs_side_by_side_and_a_wide_pair_touch_their_neighbours() {
        let page = [
            ("titel", 180.0, 440.0, 0, 0),
            ("Naam", 50.0, 80.0, 1, 1),
            ("Jan", 220.0, 240.0, 1, 1),
            ("Tel", 50.0, 66.0, 2, 2),
            ("06", 150.0, 200.0, 2, 2),
            ("Mail", 300.0, 320.0, 2, 2),
            ("@", 400.0, 410.0, 2, 2),
        ];
        let cells = ["titel B1:B1", "Naam A2:B2", "Jan C2:C2", "Tel A3:A3", "06 B3:C3", "Mail D3:D3", "@ E3:E3"];
        assert_eq!(laid(&page), cells);
    }

    #[test]
    fn numbers_to_the_right_stand_under_their_heading() {
        let page = [
            ("Doel", 50.0, 90.0, 0, 0),
            ("Uren", 300.0, 330.0, 0, 0),
            ("werk", 50.0, 80.0, 1, 1),
            ("8", 322.0, 328.0, 1, 1),
            ("wonen", 50.0, 90.0, 2, 2),
            ("12,5", 309.0, 328.0, 2, 2),
        ];
        assert_eq!(laid(&page), ["Doel A1:A1", "Uren B1:B1", "werk A2:A2", "8 B2:B2", "wonen A3:A3", "12,5 B3:B3"]);
    }

    #[test]
    fn an_answer_beside_the_middle_of_a_label_stands_right_of_it() {
        let page = [("label", 50.0, 150.0, 0, 2), ("ja", 200.0, 210.0, 1, 1), ("BSN", 50.0, 70.0, 3, 3)];
        assert_eq!(laid(&page), ["label A1:A1", "ja B1:B1", "BSN A2:A2"]);
    }
}
