//! Rows of printed tables that break over a page: the rest of a row is no row of its own, and the headings that the next page
//! repeats are no headings once more.
//!
//! Nothing on paper says that a row goes on. It surely does where the first row of a page has the columns of the last one of
//! the page before, nothing in cells that were empty there, and a text in small letters behind a line that was full. Where
//! only some of that holds, both rows stay and it is said.

use crate::document::pdf::layout::items::Leaf;
use crate::document::pdf::layout::wrap::Continuation;
use crate::finding::Finding;

/// How far apart two walls may lie to be one, in points.
const NEAR: f64 = 3.0;

/// The part of a page, at its head and at its foot, where other things than the table may stand.
const EDGE: f64 = 0.05;

/// Pages with more cells than this are left alone: no form has so many.
const MOST: usize = 1_000;

/// A cell of a table: its walls, and the block of text in it.
#[derive(Clone, Copy)]
struct RowCell {
    rect: [f64; 4],
    block: Option<usize>,
}

type Row = Vec<RowCell>;

/// What a row at the head of a page is to the last one before it.
#[derive(Debug, PartialEq, Eq)]
enum Rest {
    Surely,
    Perhaps,
    No,
}

/// Joins rows that break over pages; `repeated` holds the lines of each page that every page repeats.
pub(in crate::document::pdf) fn join(leaves: &mut [Leaf], repeated: &[Vec<u32>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let tables: Vec<Vec<Row>> = leaves.iter().zip(repeated).map(|(leaf, lines)| rows(leaf, lines)).collect();
    // the blocks that a row broken over several pages began with
    let mut open: Option<(usize, Row)> = None;
    for at in 1..leaves.len() {
        let before = at - 1;
        let last = tables[before].last().cloned().filter(|row| is_edge(&leaves[before], &repeated[before], row, false));
        let Some(last) = last else {
            open = None;
            continue;
        };
        let heads = headings(leaves, &tables, &last, (before, at));
        let Some(first) = tables[at].get(heads).filter(|_| is_edge(&leaves[at], &repeated[at], &tables[at][0], true))
        else {
            open = None;
            continue;
        };
        for block in tables[at][..heads].iter().flatten().filter_map(|cell| cell.block) {
            leaves[at].repeats.push(block);
        }
        let said = match rest(&leaves[before], &last, &leaves[at], first) {
            Rest::No => {
                open = None;
                continue;
            }
            Rest::Perhaps => {
                open = None;
                "row-over-pages"
            }
            Rest::Surely => {
                let (head, row) = open.take().unwrap_or((before, last.clone()));
                carry(leaves, (before, &last), (head, &row), (at, first));
                open = (tables[at].len() == heads + 1).then_some((head, row));
                "row-joined"
            }
        };
        findings.push(Finding::new(said).with("page", at + 1));
    }
    findings
}

/// The rows of the tables on a page, from top to bottom, their cells from left to right.
fn rows(leaf: &Leaf, repeated: &[u32]) -> Vec<Row> {
    let mut cells: Row = leaf.empty.iter().map(|rect| RowCell { rect: *rect, block: None }).collect();
    for (n, block) in leaf.blocks.iter().enumerate() {
        let Some((first, _)) = block.first() else { continue };
        if let Some(cell) = leaf.ruled[*first].filter(|_| !repeated.contains(&leaf.segments[*first].line)) {
            cells.push(RowCell { rect: cell.rect, block: Some(n) });
        }
    }
    if cells.len() > MOST {
        return Vec::new();
    }
    cells.sort_by(|a, b| a.rect[1].total_cmp(&b.rect[1]).then(a.rect[0].total_cmp(&b.rect[0])));
    let mut rows: Vec<Row> = Vec::new();
    for cell in cells {
        let level = |row: &Row| near(row[0].rect[1], cell.rect[1]) && near(row[0].rect[3], cell.rect[3]);
        match rows.iter_mut().rev().find(|row| level(row)) {
            Some(row) => row.push(cell),
            None => rows.push(vec![cell]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.rect[0].total_cmp(&b.rect[0])));
    rows.retain(|row| row.iter().any(|cell| cell.block.is_some()));
    rows
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < NEAR
}

/// Whether two rows have the same columns.
fn same_columns(one: &Row, other: &Row) -> bool {
    let same = |(a, b): (&RowCell, &RowCell)| near(a.rect[0], b.rect[0]) && near(a.rect[2], b.rect[2]);
    one.len() > 1 && one.len() == other.len() && one.iter().zip(other).all(same)
}

/// Whether nothing but what the edge of the page has stands over a first row, or under a last one.
fn is_edge(leaf: &Leaf, repeated: &[u32], row: &Row, first: bool) -> bool {
    let [_, top, _, bottom] = row[0].rect;
    !leaf.segments.iter().filter(|segment| !repeated.contains(&segment.line)).any(|segment| {
        let beyond = if first { segment.base < top } else { segment.top() > bottom };
        beyond && EDGE * leaf.high < segment.base && segment.base < (1.0 - EDGE) * leaf.high
    })
}

/// How many rows at the head of a page are the headings of a table of the page before once more.
fn headings(leaves: &[Leaf], tables: &[Vec<Row>], last: &Row, (before, at): (usize, usize)) -> usize {
    let texts = |leaf: &Leaf, row: &Row| -> Vec<Option<String>> {
        row.iter().map(|cell| cell.block.map(|block| leaf.words(block))).collect()
    };
    let is_head = |row: &Row, rows: &[Row]| {
        let over = |other: &Row| near(other[0].rect[3], row[0].rect[1]) && same_columns(other, row);
        !rows.iter().any(over)
    };
    let same = |row: &Row| {
        tables[before].iter().any(|head| {
            same_columns(head, row)
                && is_head(head, &tables[before])
                && texts(&leaves[before], head) == texts(&leaves[at], row)
        })
    };
    tables[at].iter().take(1).take_while(|row| same_columns(last, row) && same(row)).count()
}

/// Whether a row is the rest of the last one of the page before.
fn rest(above: &Leaf, last: &Row, below: &Leaf, first: &Row) -> Rest {
    let field = |leaf: &Leaf, row: &Row| leaf.has_field_at(f64::midpoint(row[0].rect[1], row[0].rect[3]));
    if !same_columns(last, first) || field(above, last) || field(below, first) {
        return Rest::No;
    }
    let pairs = || last.iter().zip(first);
    if pairs().any(|(a, b)| b.block.is_some() && a.block.is_none()) {
        return Rest::No;
    }
    let both = || pairs().filter_map(|(a, b)| Some((a.block?, b.block?)));
    let ended = pairs().any(|(a, b)| a.block.is_some() && b.block.is_none());
    let full = |(a, b): (usize, usize)| above.is_full_before(a, below, b);
    let small = |b: usize| below.words(b).starts_with(char::is_lowercase);
    let closed = |a: usize| above.words(a).ends_with(['.', '!', '?', ';', ':']);
    let numbers = both().any(|(_, b)| !below.words(b).contains(char::is_alphabetic));
    let each = both().all(|(a, b)| full((a, b)) || closed(a));
    let runs_on = both().any(|(a, b)| small(b) && full((a, b)) && !closed(a));
    if each && runs_on && !numbers && (ended || both().all(|(_, b)| small(b))) {
        Rest::Surely
    } else if ended && both().any(|(a, b)| !closed(a) && (small(b) || full((a, b)) && above.has_lines(a))) {
        Rest::Perhaps
    } else {
        Rest::No
    }
}

/// Puts the texts of the rest of a row behind those with which it began.
fn carry(leaves: &mut [Leaf], (before, last): (usize, &Row), (head, row): (usize, &Row), (at, first): (usize, &Row)) {
    for (n, cell) in first.iter().enumerate() {
        let Some(block) = cell.block else {
            leaves[at].empty.retain(|rect| !rect.iter().zip(cell.rect).all(|(a, b)| near(*a, b)));
            continue;
        };
        let (Some(over), Some(begun)) = (last[n].block, row[n].block) else { continue };
        let full = leaves[before].is_full_before(over, &leaves[at], block);
        let turn = if full { Continuation::Full } else { Continuation::New };
        let mut lines = leaves[at].lines(block);
        lines.iter_mut().take(1).for_each(|line| line.1 = turn);
        leaves[head].carried.entry(begun).or_default().append(&mut lines);
        leaves[at].gone.push(block);
    }
}
