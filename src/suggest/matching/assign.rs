//! The best assignment as a whole: each question at most one slot, each slot at most one question.
//!
//! A form asks some hundred questions at most, yet a file may hold as many as it likes: what can change nothing is left
//! out beforehand, so that the time grows with the number of questions and not with its cube.

use std::collections::BTreeMap;

/// Rows up to which the rows themselves are assigned; of more of them the columns are, which are fewer.
const FEW: usize = 200;

/// For each row the column it gets, so that the sum of the profits is largest. A row names the columns that bring it
/// something, with how much; one that names none gets none. The same profits always give the same answer.
pub fn assign(rows: &[Vec<(usize, i64)>]) -> Vec<Option<usize>> {
    let mut found = vec![None; rows.len()];
    for part in parts(rows) {
        for (row, column) in part.assigned() {
            found[row] = Some(column);
        }
    }
    found
}

/// Rows and columns that compete with each other and with no others.
struct Part {
    rows: Vec<usize>,
    columns: Vec<usize>,
    profits: Vec<Vec<i64>>,
}

/// The number of a row, with the columns that it may take and the profit of each.
type NumberedRow = (usize, Vec<(usize, i64)>);

/// The rows with any profit, in parts that have no column in common.
fn parts(rows: &[Vec<(usize, i64)>]) -> Vec<Part> {
    let paying = |row: &[(usize, i64)]| row.iter().copied().filter(|(_, profit)| *profit > 0).collect::<Vec<_>>();
    let wide = rows.iter().flatten().map(|(column, _)| column + 1).max().unwrap_or(0);
    let mut joined: Vec<usize> = (0..wide).collect();
    for row in rows {
        let columns: Vec<usize> = paying(row).iter().map(|(column, _)| root(&mut joined, *column)).collect();
        for column in &columns {
            let (a, b) = (root(&mut joined, columns[0]), root(&mut joined, *column));
            joined[a.max(b)] = a.min(b);
        }
    }
    let mut by_root: BTreeMap<usize, Vec<NumberedRow>> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        let row = paying(row);
        if let Some((column, _)) = row.first() {
            by_root.entry(root(&mut joined, *column)).or_default().push((n, row));
        }
    }
    by_root.into_values().map(part).collect()
}

fn root(joined: &mut [usize], column: usize) -> usize {
    let mut at = column;
    while joined[at] != at {
        joined[at] = joined[joined[at]];
        at = joined[at];
    }
    at
}

/// A part of these rows. A column is best given to one of its best rows, as many of them as there are columns: the
/// other columns cannot take all of these. So no other row of it matters.
fn part(rows: Vec<NumberedRow>) -> Part {
    let mut by_column: BTreeMap<usize, Vec<(i64, usize)>> = BTreeMap::new();
    for (n, (_, row)) in rows.iter().enumerate() {
        row.iter().for_each(|(column, profit)| by_column.entry(*column).or_default().push((*profit, n)));
    }
    let columns: Vec<usize> = by_column.keys().copied().collect();
    let mut kept: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for (at, mut best) in by_column.into_values().enumerate() {
        best.sort_by_key(|(profit, n)| (std::cmp::Reverse(*profit), *n));
        for (profit, n) in best.into_iter().take(columns.len()) {
            let row = kept.entry(n).or_insert_with(|| vec![0; columns.len()]);
            row[at] = profit.max(row[at]);
        }
    }
    let rows = kept.keys().map(|n| rows[*n].0).collect();
    Part { rows, columns, profits: kept.into_values().collect() }
}

impl Part {
    /// The rows that get a column, with that column.
    fn assigned(&self) -> Vec<(usize, usize)> {
        let pairs = if self.rows.len() <= FEW {
            hungarian(&self.profits).into_iter().enumerate().filter_map(|(row, column)| Some((row, column?))).collect()
        } else {
            let turned: Vec<Vec<i64>> =
                (0..self.columns.len()).map(|column| self.profits.iter().map(|row| row[column]).collect()).collect();
            let of_columns = hungarian(&turned).into_iter().enumerate();
            of_columns.filter_map(|(column, row)| Some((row?, column))).collect::<Vec<_>>()
        };
        pairs.into_iter().map(|(row, column)| (self.rows[row], self.columns[column])).collect()
    }
}

/// The assignment by the Hungarian method, of rows that are few.
fn hungarian(profits: &[Vec<i64>]) -> Vec<Option<usize>> {
    let rows = profits.len();
    let wide = profits.first().map_or(0, Vec::len);
    let columns = wide + rows;
    let cost = |row: usize, col: usize| if col < wide { -profits[row][col].max(0) } else { 0 };
    // the Hungarian method with potentials, positions counted from one
    let (mut of_row, mut of_col) = (vec![0i64; rows + 1], vec![0i64; columns + 1]);
    let (mut taken, mut way) = (vec![0usize; columns + 1], vec![0usize; columns + 1]);
    for row in 1..=rows {
        taken[0] = row;
        let mut at = 0;
        let mut least = vec![i64::MAX; columns + 1];
        let mut used = vec![false; columns + 1];
        while taken[at] != 0 {
            used[at] = true;
            let (mut delta, mut next) = (i64::MAX, 0);
            for col in 1..=columns {
                if used[col] {
                    continue;
                }
                let reduced = cost(taken[at] - 1, col - 1) - of_row[taken[at]] - of_col[col];
                if reduced < least[col] {
                    least[col] = reduced;
                    way[col] = at;
                }
                if least[col] < delta {
                    delta = least[col];
                    next = col;
                }
            }
            for col in 0..=columns {
                if used[col] {
                    of_row[taken[col]] += delta;
                    of_col[col] -= delta;
                } else {
                    least[col] = least[col].saturating_sub(delta);
                }
            }
            at = next;
        }
        while at != 0 {
            taken[at] = taken[way[at]];
            at = way[at];
        }
    }
    let mut found = vec![None; rows];
    for col in 1..=wide {
        if taken[col] != 0 && profits[taken[col] - 1][col - 1] > 0 {
            found[taken[col] - 1] = Some(col - 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row with the columns that it names.
    fn assign(profits: &[Vec<i64>]) -> Vec<Option<usize>> {
        let rows: Vec<Vec<(usize, i64)>> =
            profits.iter().map(|row| row.iter().copied().enumerate().collect()).collect();
        super::assign(&rows)
    }

    #[test]
    fn the_whole_is_best_not_each_by_itself() {
        assert_eq!(assign(&[vec![9, 8], vec![9, 1]]), [Some(1), Some(0)]);
        assert_eq!(assign(&[vec![5], vec![7], vec![6]]), [None, Some(0), None]);
        assert_eq!(assign(&[vec![0, -3], vec![4, 3]]), [None, Some(0)]);
        assert_eq!(assign(&[]), []);
    }

    /// All assignments, tried one by one.
    fn best(profits: &[Vec<i64>], row: usize, used: &mut Vec<bool>) -> i64 {
        if row == profits.len() {
            return 0;
        }
        let mut most = best(profits, row + 1, used);
        for col in 0..used.len() {
            if !used[col] && profits[row][col] > 0 {
                used[col] = true;
                most = most.max(profits[row][col] + best(profits, row + 1, used));
                used[col] = false;
            }
        }
        most
    }

    #[test]
    fn many_rows_that_want_the_same_leave_the_best_of_them() {
        let rows: Vec<Vec<i64>> = (0..20_000).map(|n| vec![n % 7, (n * 31) % 11, 0, i64::from(n == 777) * 9]).collect();
        let found = assign(&rows);
        let given: Vec<(usize, usize)> = (0..).zip(&found).filter_map(|(n, column)| Some((n, (*column)?))).collect();
        assert_eq!(given.iter().map(|(row, column)| rows[*row][*column]).sum::<i64>(), 6 + 10 + 9);
        assert_eq!(given.len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn rows_and_columns_turned_give_as_much(profits in proptest::collection::vec(proptest::collection::vec(0i64..20, 5), 1..9)) {
            let turned: Vec<Vec<i64>> = (0..5).map(|column| profits.iter().map(|row| row[column]).collect()).collect();
            let sum = |profits: &[Vec<i64>]| -> i64 {
                hungarian(profits).iter().enumerate().filter_map(|(row, col)| Some(profits[row][(*col)?])).sum()
            };
            proptest::prop_assert_eq!(sum(&profits), sum(&turned));
        }

        #[test]
        fn no_other_assignment_is_better(profits in proptest::collection::vec(proptest::collection::vec(-5i64..20, 4), 0..7)) {
            let found = assign(&profits);
            let sum: i64 = found.iter().enumerate().filter_map(|(row, col)| Some(profits[row][(*col)?])).sum();
            let mut columns: Vec<usize> = found.iter().flatten().copied().collect();
            columns.sort_unstable();
            columns.dedup();
            proptest::prop_assert_eq!(columns.len(), found.iter().flatten().count());
            proptest::prop_assert_eq!(sum, best(&profits, 0, &mut vec![false; 4]));
        }
    }
}
