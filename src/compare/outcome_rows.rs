//! What tables of outcomes tell of each other: how often coaching ended in one way is the same number in all of them.
//!
//! A table leaves out the forms that are in none of its classes, so what it has of an outcome may be less than there
//! is; by how much is at most its rest. Where that rest is small, the rows of two tables narrow each other down.

use super::disclosure::{DisclosedCount, Range, all_hidden, is_pinned, range};
use super::outcomes::OUTCOMES;

/// Hides tables of which a count could be taken by laying all that are told side by side; `whole` is what is known of
/// the number of forms. The first is of forms that are all in the second too, as far as who sees them may know.
pub(super) fn keep_apart(whole: Range, tables: &mut [Vec<DisclosedCount>]) {
    loop {
        let open: Vec<usize> = (0..tables.len()).filter(|n| !all_hidden(&tables[*n])).collect();
        let Some(last) = open.last().filter(|_| open.len() > 1) else { return };
        let told: Vec<&[DisclosedCount]> = open.iter().map(|n| tables[*n].as_slice()).collect();
        let within = open.starts_with(&[0, 1]);
        if Bounds::of(whole, &told, false).keep_doubt(&told)
            && (!within || Bounds::of(whole, &told, true).keep_doubt(&told))
        {
            return;
        }
        tables[*last].fill(DisclosedCount::Hidden);
    }
}

/// Between what every number must be.
struct Bounds {
    whole: Range,
    /// Forms that tell no outcome.
    none: Range,
    /// Forms of each outcome.
    totals: [Range; OUTCOMES.len()],
    tables: Vec<OfTable>,
}

/// The numbers of one table.
struct OfTable {
    /// Each outcome by class.
    cells: Vec<Range>,
    /// Of each outcome the forms in no class.
    out: [Range; OUTCOMES.len()],
    /// All that is in no cell.
    rest: Range,
}

impl Bounds {
    /// As narrow as they become; `within` says that what the first table has in a class, the second has too.
    fn of(whole: Range, told: &[&[DisclosedCount]], within: bool) -> Self {
        let table = |told: &&[DisclosedCount]| {
            let mut cells: Vec<Range> = told.iter().map(|told| range(*told)).collect();
            let rest = cells.pop().unwrap_or_default();
            OfTable { cells, out: [(0, rest.1); OUTCOMES.len()], rest }
        };
        let totals = [(0, whole.1); OUTCOMES.len()];
        let mut bounds = Self { whole, none: (0, whole.1), totals, tables: told.iter().map(table).collect() };
        for _ in 0..ROUNDS {
            bounds.narrow();
            if let ([first, second, ..], true) = (bounds.tables.as_mut_slice(), within) {
                first.is_within(second);
            }
        }
        bounds
    }

    fn narrow(&mut self) {
        let mut outcomes: Vec<&mut Range> = self.totals.iter_mut().collect();
        outcomes.push(&mut self.none);
        sums_up(&mut self.whole, &mut outcomes);
        for OfTable { cells, out, rest } in &mut self.tables {
            let mut all: Vec<&mut Range> = cells.iter_mut().collect();
            all.push(rest);
            sums_up(&mut self.whole, &mut all);
            for ((classes, out), total) in cells.chunks_mut(2).zip(out.iter_mut()).zip(&mut self.totals) {
                let mut row: Vec<&mut Range> = classes.iter_mut().collect();
                row.push(out);
                sums_up(total, &mut row);
            }
            let mut left: Vec<&mut Range> = out.iter_mut().collect();
            left.push(&mut self.none);
            sums_up(rest, &mut left);
        }
    }

    fn keep_doubt(&self, told: &[&[DisclosedCount]]) -> bool {
        self.tables.iter().zip(told).all(|(table, told)| {
            let ranges = table.cells.iter().chain([&table.rest]);
            ranges.zip(*told).all(|(range, told)| !is_pinned(*told, *range))
        })
    }
}

impl OfTable {
    /// Of each outcome no more than the other table has.
    fn is_within(&mut self, other: &mut Self) {
        for (own, others) in self.cells.chunks_mut(2).zip(other.cells.chunks_mut(2)) {
            let row = |cells: &[Range]| cells.iter().fold((0, 0), |(low, high), (from, to)| (low + from, high + to));
            let (mut less, mut more) = (row(own), row(others));
            (less.1, more.0) = (less.1.min(more.1), more.0.max(less.0));
            sums_up(&mut less, &mut own.iter_mut().collect::<Vec<_>>());
            sums_up(&mut more, &mut others.iter_mut().collect::<Vec<_>>());
        }
    }
}

/// So often all bounds are looked at: they stand still long before.
const ROUNDS: usize = 30;

/// Narrows a number and the parts that it is the sum of.
fn sums_up(whole: &mut Range, parts: &mut [&mut Range]) {
    let (low, high) = parts.iter().fold((0, 0), |(low, high), part| (low + part.0, high + part.1));
    *whole = (whole.0.max(low), whole.1.min(high));
    for part in parts {
        let (from, to) = **part;
        **part = (from.max(whole.0 - (high - to)), to.min(whole.1 - (low - from)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(counts: [u32; 7]) -> Vec<DisclosedCount> {
        counts.map(|n| if n == 0 { DisclosedCount::Hidden } else { DisclosedCount::About(n) }).to_vec()
    }

    #[test]
    fn rows_of_two_tables_that_pin_each_other_down_are_not_both_told() {
        // by the one at most 28 ended lighter and 9 are in no class; by the other at least 37 did
        let mut tables = [told([10, 10, 50, 50, 50, 50, 0]), told([20, 25, 50, 50, 50, 50, 15])];
        let alone = tables.clone();
        keep_apart((150, 400), &mut tables);
        assert!(tables[0] == alone[0] && all_hidden(&tables[1]), "{tables:?}");
    }

    #[test]
    fn small_rests_are_not_computed_from_the_rows_of_another_table() {
        // of two outcomes the second has at least 92, the first at most 88: eight or nine are in none of its classes
        let first = told([40, 40, 40, 40, 40, 40, 0]);
        let mut tables = [first.clone(), told([50, 50, 50, 50, 45, 45, 0])];
        let bounds = Bounds::of((0, 400), &[&tables[0], &tables[1]], false);
        assert_eq!(bounds.tables[0].rest, (8, 9));
        keep_apart((0, 400), &mut tables);
        assert!(tables[0] == first && all_hidden(&tables[1]), "{tables:?}");
    }

    #[test]
    fn who_knows_that_the_forms_of_one_table_are_in_the_other_too_takes_nothing_from_that() {
        // at least 42 in the one, at most 43 in the other
        let first = told([25, 25, 40, 40, 40, 40, 0]);
        let mut tables = [first.clone(), told([20, 15, 40, 40, 40, 40, 0])];
        assert!(Bounds::of((0, 400), &[&tables[0], &tables[1]], false).keep_doubt(&[&tables[0], &tables[1]]));
        keep_apart((0, 400), &mut tables);
        assert!(tables[0] == first && all_hidden(&tables[1]), "{tables:?}");
    }

    #[test]
    fn tables_that_agree_are_told_side_by_side() {
        let alike = || told([60, 80, 120, 90, 70, 40, 0]);
        let mut tables = [alike(), alike(), told([70, 75, 110, 100, 55, 60, 0])];
        let before = tables.clone();
        keep_apart((450, 470), &mut tables);
        assert_eq!(tables, before);
    }

    #[test]
    fn what_counts_truly_lies_within_the_bounds() {
        let (first, second) = (told([10, 15, 20, 20, 30, 10, 0]), told([15, 10, 25, 15, 20, 20, 0]));
        let bounds = Bounds::of((100, 125), &[&first, &second], false);
        let truly = [[12, 13, 20, 19, 28, 11, 3], [14, 11, 24, 15, 21, 18, 3]];
        for (table, counts) in bounds.tables.iter().zip(truly) {
            for (range, count) in table.cells.iter().chain([&table.rest]).zip(counts) {
                assert!(range.0 <= count && count <= range.1, "{range:?} {count}");
            }
        }
    }
}
