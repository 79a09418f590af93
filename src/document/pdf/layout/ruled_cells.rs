//! The cells that lines on the page draw around texts: what stands in one cell of a printed table is one text.

use std::collections::{HashMap, HashSet};

use crate::document::pdf::content::strokes::{Stroke, Strokes};
use crate::document::pdf::layout::lines::Segment;

/// How far apart two walls may lie to be one, in points.
const NEAR: f64 = 3.0;

/// Pages with more cells than this are read without them: no form has so many.
const MOST: usize = 2_000;

/// How wide and how high an empty cell is at least, in points; what is smaller is the play between two lines.
const LEAST: (f64, f64) = (8.0, 6.0);

/// A cell drawn around texts: its walls (`[left, top, right, bottom]`), and where its lines end when they are full.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ruled {
    pub(in crate::document::pdf) number: usize,
    pub(in crate::document::pdf) left: f64,
    pub(super) limit: f64,
    pub(in crate::document::pdf) rect: [f64; 4],
}

/// What lines draw on a page: for each text its cell, and the cells in which nothing stands.
pub(super) struct Table {
    pub(super) of_text: Vec<Option<Ruled>>,
    /// `[left, top, right, bottom]`
    pub(in crate::document::pdf) empty: Vec<[f64; 4]>,
}

/// The cells that lines draw around texts, and those of the same tables that hold neither a text nor a field.
pub(in crate::document::pdf) fn table(segments: &[Segment], boxes: &[[f64; 4]], strokes: &Strokes) -> Table {
    let mut of_text = cells(segments, strokes);
    let empty = empty(segments, boxes, strokes);
    beside_empty(&mut of_text, segments, &empty, strokes);
    Table { of_text, empty }
}

/// The cells without text or field that share a wall with a cell, or stand right over or under one as wide.
fn empty(segments: &[Segment], boxes: &[[f64; 4]], strokes: &Strokes) -> Vec<[f64; 4]> {
    let (xs, ys) = (apart(&strokes.upright), apart(&strokes.level));
    if xs.len() * ys.len() > MOST {
        return Vec::new();
    }
    let mut known: HashSet<[i64; 4]> = HashSet::new();
    let mut full: Vec<[f64; 4]> = Vec::new();
    for rect in segments.iter().filter_map(|segment| walls(segment, strokes)) {
        if known.insert(rect.map(rounded)) {
            full.push(rect);
        }
    }
    let mut open: Vec<[f64; 4]> = Vec::new();
    for y in ys.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])) {
        for x in xs.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])) {
            let Some(rect) = around(x, y, strokes).filter(|rect| known.insert(rect.map(rounded))) else { continue };
            let taken = boxes.iter().any(|field| overlap(&rect, field))
                || segments.iter().any(|s| overlap(&rect, &[s.left, s.top(), s.right, s.base]));
            if rect[2] - rect[0] > LEAST.0 && rect[3] - rect[1] > LEAST.1 && !taken {
                open.push(rect);
            }
        }
    }
    joined(full, open)
}

/// The empty cells that belong to a table in which something stands, by however many empty ones in between.
fn joined(mut table: Vec<[f64; 4]>, mut open: Vec<[f64; 4]>) -> Vec<[f64; 4]> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < table.len() {
        let reached: Vec<[f64; 4]> = table[from..].to_vec();
        from = table.len();
        let belongs = |rect: &[f64; 4]| reached.iter().any(|other| is_beside(rect, other) || is_stacked(rect, other));
        let (new, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(belongs);
        open = rest;
        table.extend(&new);
        found.extend(new);
    }
    found
}

/// Where lines run, each once.
fn apart(strokes: &[Stroke]) -> Vec<f64> {
    let mut at: Vec<f64> = strokes.iter().map(|stroke| stroke.at).collect();
    at.sort_by(f64::total_cmp);
    at.dedup_by(|later, earlier| *later - *earlier < NEAR);
    at
}

/// The nearest lines around a point.
fn around(x: f64, y: f64, strokes: &Strokes) -> Option<[f64; 4]> {
    let upright = || strokes.upright.iter().filter(|s| s.from <= y && y <= s.to).map(|s| s.at);
    let level = || strokes.level.iter().filter(|s| s.from <= x && x <= s.to).map(|s| s.at);
    Some([
        upright().filter(|at| *at < x).max_by(f64::total_cmp)?,
        level().filter(|at| *at < y).max_by(f64::total_cmp)?,
        upright().filter(|at| *at > x).min_by(f64::total_cmp)?,
        level().filter(|at| *at > y).min_by(f64::total_cmp)?,
    ])
}

/// Whether two areas have more than an edge in common.
fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[2].min(b[2]) - a[0].max(b[0]) > 1.0 && a[3].min(b[3]) - a[1].max(b[1]) > 1.0
}

/// Whether one cell stands right over or under another, as wide as that one or over a part of its breadth.
fn is_stacked(a: &[f64; 4], b: &[f64; 4]) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < NEAR;
    (near(a[0], b[0]) || near(a[2], b[2])) && (near(a[3], b[1]) || near(b[3], a[1]))
}

/// For each text the cell of a table that it stands in; none where no lines enclose it, where no cell of the table stands
/// beside, above or below that one, or where texts stand beside each other within it.
fn cells(segments: &[Segment], strokes: &Strokes) -> Vec<Option<Ruled>> {
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
    let cell = |n: usize| Ruled { number: n, left: rects[n][0], limit: rects[n][2] - padding[n], rect: rects[n] };
    number_of.into_iter().map(|number| number.filter(|n| table[*n]).map(cell)).collect()
}

/// Gives a cell to texts that stand in one of which all others in the row are empty, as where a row goes on from the page
/// before.
fn beside_empty(of_text: &mut [Option<Ruled>], segments: &[Segment], empty: &[[f64; 4]], strokes: &Strokes) {
    let mut number = of_text.iter().flatten().map(|cell| cell.number + 1).max().unwrap_or(0);
    let mut alone: Vec<([f64; 4], Vec<usize>)> = Vec::new();
    for (at, segment) in segments.iter().enumerate().filter(|(at, _)| of_text[*at].is_none()) {
        let Some(rect) = walls(segment, strokes) else { continue };
        match alone.iter_mut().find(|(known, _)| known.map(rounded) == rect.map(rounded)) {
            Some((_, texts)) => texts.push(at),
            None if empty.iter().any(|other| is_beside(&rect, other)) => alone.push((rect, vec![at])),
            None => {}
        }
    }
    for (rect, texts) in alone {
        let lines: HashSet<u32> = texts.iter().map(|at| segments[*at].line).collect();
        if lines.len() < texts.len() {
            continue;
        }
        let gap = |at: &usize| (segments[*at].left - rect[0]).min(rect[2] - segments[*at].right).max(0.0);
        let padding = texts.iter().map(gap).fold(f64::MAX, f64::min);
        for at in texts {
            of_text[at] = Some(Ruled { number, left: rect[0], limit: rect[2] - padding, rect });
        }
        number += 1;
    }
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
