//! The cells that lines on the page draw around texts: what stands in one cell of a printed table is one text.

use std::collections::{HashMap, HashSet};

use crate::document::pdf::lines::Segment;
use crate::document::pdf::strokes::Strokes;

/// How far apart two walls may lie to be one, in points.
const NEAR: f64 = 3.0;

/// Pages with more cells than this are read without them: no form has so many.
const MOST: usize = 2_000;

/// A cell drawn around texts: `[left, top, right, bottom]`, and where its lines end when they are full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruled {
    pub(super) number: usize,
    pub(super) left: f64,
    pub(super) limit: f64,
}

/// For each text the cell of a table that it stands in; none where no lines enclose it, where no cell of the table stands
/// beside, above or below that one, or where texts stand beside each other within it.
pub(super) fn cells(segments: &[Segment], strokes: &Strokes) -> Vec<Option<Ruled>> {
    let around: Vec<Option<[f64; 4]>> = segments.iter().map(|segment| walls(segment, strokes)).collect();
    let mut numbers: HashMap<[i64; 4], usize> = HashMap::new();
    let mut rects: Vec<[f64; 4]> = Vec::new();
    let number_of: Vec<Option<usize>> = around
        .iter()
        .map(|rect| {
            let rect = (*rect)?;
            Some(*numbers.entry(rect.map(rounded)).or_insert_with(|| {
                rects.push(rect);
                rects.len() - 1
            }))
        })
        .collect();
    if rects.len() > MOST {
        return vec![None; segments.len()];
    }
    let mut padding = vec![f64::MAX; rects.len()];
    let mut lines: HashSet<(usize, u32)> = HashSet::new();
    let split: Vec<bool> = rects.iter().map(|rect| rects.iter().any(|other| is_beside(rect, other))).collect();
    let whole = |rect: &[f64; 4]| rects.iter().zip(&split).any(|(other, split)| *split && is_over(rect, other));
    let mut table: Vec<bool> = rects.iter().zip(&split).map(|(rect, split)| *split || whole(rect)).collect();
    for (segment, number) in segments.iter().zip(&number_of) {
        let Some(n) = *number else { continue };
        table[n] &= lines.insert((n, segment.line));
        padding[n] = padding[n].min(segment.left - rects[n][0]).min(rects[n][2] - segment.right).max(0.0);
    }
    let cell = |n: usize| Ruled { number: n, left: rects[n][0], limit: rects[n][2] - padding[n] };
    number_of.into_iter().map(|number| number.filter(|n| table[*n]).map(cell)).collect()
}

/// The nearest lines left of, above, right of and below a text.
fn walls(segment: &Segment, strokes: &Strokes) -> Option<[f64; 4]> {
    let (x, y) = (f64::midpoint(segment.left, segment.right), segment.base - 0.3 * segment.size);
    let upright = || strokes.upright.iter().filter(|s| s.from <= y && y <= s.to).map(|s| s.at);
    let level = || strokes.level.iter().filter(|s| s.from <= x && x <= s.to).map(|s| s.at);
    Some([
        upright().filter(|at| *at <= segment.left + 1.5).max_by(f64::total_cmp)?,
        level().filter(|at| *at <= segment.base - 0.5 * segment.size).max_by(f64::total_cmp)?,
        upright().filter(|at| *at >= segment.right - 1.5).min_by(f64::total_cmp)?,
        level().filter(|at| *at >= segment.base + 0.12 * segment.size).min_by(f64::total_cmp)?,
    ])
}

/// Whether two cells share a wall, over half the height of the lower one.
fn is_beside(a: &[f64; 4], b: &[f64; 4]) -> bool {
    let share = a[3].min(b[3]) - a[1].max(b[1]);
    let high = (a[3] - a[1]).min(b[3] - b[1]);
    ((a[2] - b[0]).abs() < NEAR || (b[2] - a[0]).abs() < NEAR) && share > 0.5 * high
}

/// Whether a cell spans a row right over or under one that begins at the same wall.
fn is_over(whole: &[f64; 4], part: &[f64; 4]) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < NEAR;
    near(whole[0], part[0]) && part[2] < whole[2] && (near(whole[3], part[1]) || near(part[3], whole[1]))
}

/// A length in steps of two points, so that a hair of difference does not count.
fn rounded(length: f64) -> i64 {
    format!("{:.0}", length / 2.0).parse().unwrap_or(0)
}
