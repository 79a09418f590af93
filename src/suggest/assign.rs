//! The best assignment as a whole: each question at most one slot, each slot at most one question.

/// For each row the column it gets, so that the sum of the profits is largest; a row whose profits are all zero or
/// less gets none. The same profits always give the same answer.
pub fn assign(profits: &[Vec<i64>]) -> Vec<Option<usize>> {
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

    proptest::proptest! {
        #[test]
        fn no_other_assignment_is_better(profits in proptest::collection::vec(proptest::collection::vec(-5i64..20, 4), 0..6)) {
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
