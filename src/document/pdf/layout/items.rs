//! Sets the texts and the form fields of one page on its lines.

use std::collections::BTreeMap;

use crate::document::pdf::content::content_stream::Drawn;
use crate::document::pdf::fields::{Field, Kind};
use crate::document::pdf::layout::grid::Item;
use crate::document::pdf::layout::lines::{self, Segment};
use crate::document::pdf::layout::ruled_cells::{self, Ruled};
use crate::document::pdf::layout::wrap::{self, Continuation, WrapContext};
use crate::document::pdf::structure::pages::Page;
use crate::text::place::Place;

/// Fields up to this height are written on one line, in points.
const ONE_LINE: f64 = 26.0;

/// What takes a cell.
#[derive(Clone, Debug)]
pub(in crate::document::pdf) enum CellSource {
    /// A printed text.
    Text(String, Place),
    /// A box of a field: the field's number and the box's.
    Box(usize, usize),
    /// The tooltip of a field that has no printed label.
    Tip(usize),
    /// A cell of a printed table in which nothing stands: it keeps its column and its row.
    Gap,
}

/// A box of a field on this page.
struct PageWidget {
    field: usize,
    widget: usize,
    /// `[left, top, right, bottom]`
    area: [f64; 4],
}

impl PageWidget {
    fn middle(&self) -> f64 {
        f64::midpoint(self.area[1], self.area[3])
    }

    /// Whether the other box lies at its height.
    fn level(&self, other: &Self) -> bool {
        let holds = |area: [f64; 4], y: f64| area[1] <= y && y <= area[3];
        holds(self.area, other.middle()) || holds(other.area, self.middle())
    }

    /// Whether the other box has the same edges, as in the column of a table.
    fn is_as_wide(&self, other: &Self) -> bool {
        (self.area[0] - other.area[0]).abs() < 4.0 && (self.area[2] - other.area[2]).abs() < 4.0
    }

    /// Whether the stretch from `left` to `right` lies above or below it.
    fn under(&self, left: f64, right: f64) -> bool {
        left < self.area[2] && self.area[0] < right
    }
}

/// A page with its texts in cells and its fields in boxes.
pub(in crate::document::pdf) struct Leaf {
    number: usize,
    pub(in crate::document::pdf) breadth: f64,
    pub(in crate::document::pdf) high: f64,
    pub(in crate::document::pdf) segments: Vec<Segment>,
    /// The segments of each cell, and how each goes on from the one above.
    pub(super) blocks: Vec<Vec<(usize, Continuation)>>,
    /// The cell of a printed table in which each segment stands.
    pub(super) ruled: Vec<Option<Ruled>>,
    shown: Vec<PageWidget>,
    /// The cells of printed tables in which nothing stands: `[left, top, right, bottom]`.
    pub(in crate::document::pdf) empty: Vec<[f64; 4]>,
    /// The blocks of a heading that stands here once more.
    pub(super) repeats: Vec<usize>,
    /// The lines on a later page with which a block goes on, and the blocks here that an earlier page has taken.
    pub(in crate::document::pdf) carried: BTreeMap<usize, Vec<(String, Continuation)>>,
    pub(super) gone: Vec<usize>,
}

impl Leaf {
    /// The page with this number, from zero.
    pub(in crate::document::pdf) fn new(number: usize, page: &Page<'_>, drawn: &Drawn, fields: &[Field]) -> Self {
        let shown = shown(number, page, fields);
        let boxes: Vec<[f64; 4]> = shown.iter().map(|shown| shown.area).collect();
        let segments = lines::segments(drawn, &boxes);
        let (breadth, high) = page.size();
        let ruled_cells::Table { of_text: ruled, empty } = ruled_cells::table(&segments, &boxes, &drawn.strokes);
        let strokes = &drawn.strokes;
        let around = WrapContext { segments: &segments, boxes: &boxes, strokes, ruled: &ruled, size: (breadth, high) };
        let blocks = around.blocks();
        let (repeats, carried, gone) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { number, breadth, high, segments, blocks, ruled, shown, empty, repeats, carried, gone }
    }

    /// Whether a field stands at a height.
    pub(super) fn has_field_at(&self, y: f64) -> bool {
        self.shown.iter().any(|shown| shown.area[1] <= y && y <= shown.area[3])
    }

    /// Adds what stands on the page, its first line being `from`; texts on the lines in `later` are handed back.
    pub(in crate::document::pdf) fn items(
        &self,
        from: u32,
        later: &[u32],
        fields: &[Field],
        items: &mut Vec<Item<CellSource>>,
    ) -> Vec<Item<CellSource>> {
        let mut marks = marks(&self.segments, &self.shown);
        own_marks(&mut marks, &self.empty);
        let line = |y: f64| from + nearest(&marks, y);
        let mut put_off = Vec::new();
        for (n, block) in self.blocks.iter().enumerate().filter(|(n, _)| !self.gone.contains(n)) {
            let lines: Vec<&Segment> = block.iter().map(|(at, _)| &self.segments[*at]).collect();
            let Some((first, last)) = lines.first().zip(lines.last()) else { continue };
            let right = lines.iter().map(|s| s.right).fold(first.right, f64::max);
            let (begin, end) = (line(middle(first)), line(middle(last)));
            let left = self.ruled[block[0].0].map_or(first.left, |cell| cell.left + 1.0);
            let item = Item { what: self.text(n), left, right, first: begin, last: end };
            if later.contains(&first.line) || self.repeats.contains(&n) { put_off.push(item) } else { items.push(item) }
        }
        for field in &self.shown {
            let [left, top, right, bottom] = field.area;
            let held = |y: &&f64| bottom - top > ONE_LINE && top <= **y && **y <= bottom;
            let first = line(marks.iter().find(held).copied().unwrap_or(field.middle()));
            let last = line(marks.iter().rfind(held).copied().unwrap_or(field.middle()));
            if unlabelled(field, &self.shown, &self.segments, fields) {
                items.push(Item { what: CellSource::Tip(field.field), left, right: left + 1.0, first, last: first });
            }
            let what = CellSource::Box(field.field, field.widget);
            items.push(Item { what, left: left + 1.0, right: right.max(left + 2.0), first, last });
        }
        for [left, top, right, bottom] in &self.empty {
            let within = |y: &&f64| top <= *y && *y <= bottom;
            let (Some(first), Some(last)) = (marks.iter().find(within), marks.iter().rfind(within)) else { continue };
            let (first, last) = (line(*first), line(*last));
            items.push(Item { what: CellSource::Gap, left: left + 1.0, right: right - 1.0, first, last });
        }
        put_off
    }

    /// The text of a cell, at the place where it begins.
    fn text(&self, block: usize) -> CellSource {
        let page = u32::try_from(self.number + 1).unwrap_or(u32::MAX);
        let first = &self.segments[self.blocks[block][0].0];
        CellSource::Text(self.words(block), Place::Line { page, line: first.line, part: first.part })
    }

    /// The text of a cell, with what was carried to it from a later page.
    pub(in crate::document::pdf) fn words(&self, block: usize) -> String {
        let mut lines = self.lines(block);
        lines.extend(self.carried.get(&block).into_iter().flatten().cloned());
        let lines: Vec<(&str, Continuation)> = lines.iter().map(|(text, turn)| (text.as_str(), *turn)).collect();
        wrap::text(&lines)
    }

    /// The lines of a cell on this page, and how each goes on from the one above.
    pub(in crate::document::pdf) fn lines(&self, block: usize) -> Vec<(String, Continuation)> {
        self.blocks[block].iter().map(|(at, turn)| (self.segments[*at].text.clone(), *turn)).collect()
    }

    /// Whether a cell has several lines.
    pub(super) fn has_lines(&self, block: usize) -> bool {
        self.blocks[block].len() > 1
    }

    /// Whether the first word of a block on another page would not have fitted on the last line of a cell.
    pub(super) fn is_full_before(&self, block: usize, below: &Self, other: usize) -> bool {
        let (Some((last, _)), Some((first, _))) = (self.blocks[block].last(), below.blocks[other].first()) else {
            return false;
        };
        let (a, b) = (&self.segments[*last], &below.segments[*first]);
        self.ruled[*last].is_some_and(|cell| a.right + 0.25 * a.size + b.word > cell.limit)
    }
}

/// The boxes of fields on the page; fields that no page shows follow on the last line of the first one.
fn shown(number: usize, page: &Page<'_>, fields: &[Field]) -> Vec<PageWidget> {
    let upright = page.upright();
    let mut shown = Vec::new();
    for (field, known) in fields.iter().enumerate() {
        for (widget, one) in known.widgets.iter().enumerate().filter(|(_, one)| one.page == number) {
            shown.push(PageWidget { field, widget, area: upright.bounds(one.rect) });
        }
        if known.widgets.is_empty() && number == 0 {
            let top = page.size().1 + 20.0 * f64::from(u16::try_from(shown.len()).unwrap_or(u16::MAX));
            shown.push(PageWidget { field, widget: 0, area: [0.0, top, 10.0, top + 10.0] });
        }
    }
    shown
}

pub(in crate::document::pdf) fn middle(segment: &Segment) -> f64 {
    segment.base - 0.3 * segment.size
}

/// The heights of the lines: those of the texts, and of fields beside which no text stands.
fn marks(segments: &[Segment], shown: &[PageWidget]) -> Vec<f64> {
    let mut marks: Vec<f64> = Vec::new();
    let mut line = 0;
    for segment in segments {
        if segment.line != line {
            marks.push(middle(segment));
            line = segment.line;
        }
    }
    let beside = |shown: &&PageWidget| !marks.iter().any(|y| shown.area[1] <= *y && *y <= shown.area[3]);
    let mut single: Vec<&PageWidget> = shown.iter().filter(beside).collect();
    single.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut head: Option<&PageWidget> = None;
    for field in single {
        if !head.is_some_and(|head| head.level(field)) {
            marks.push(field.middle());
            head = Some(field);
        }
    }
    marks.sort_by(f64::total_cmp);
    marks
}

/// A line of its own for each row of empty cells.
fn own_marks(marks: &mut Vec<f64>, empty: &[[f64; 4]]) {
    for [_, top, _, bottom] in empty {
        if !marks.iter().any(|y| top <= y && y <= bottom) {
            marks.push(f64::midpoint(*top, *bottom));
        }
    }
    marks.sort_by(f64::total_cmp);
}

/// The number of the mark nearest to `y`.
fn nearest(marks: &[f64], y: f64) -> u32 {
    let after = marks.partition_point(|mark| *mark < y);
    let closer = after > 0 && marks.get(after).is_none_or(|mark| y - marks[after - 1] <= mark - y);
    u32::try_from(if closer { after - 1 } else { after }).unwrap_or(u32::MAX)
}

/// Whether a field has a tooltip and no printed text to its left or above it, nor (for a box to tick) to its right.
fn unlabelled(field: &PageWidget, shown: &[PageWidget], segments: &[Segment], fields: &[Field]) -> bool {
    let known = &fields[field.field];
    if known.tooltip.is_none() || known.widgets.first().is_some_and(|_| field.widget > 0) {
        return false;
    }
    let [left, top, right, bottom] = field.area;
    let level = |s: &&Segment| top - 1.0 <= middle(s) && middle(s) <= bottom + 1.0;
    let before =
        segments.iter().filter(level).filter(|s| s.right <= left + 2.0).map(|s| s.right).max_by(f64::total_cmp);
    let between =
        |from: f64| shown.iter().any(|o| o.level(field) && o.area[0] >= from - 2.0 && o.area[2] <= left + 1.0);
    let after = segments.iter().filter(level).any(|s| s.left >= right - 2.0 && s.left < right + 25.0);
    let beside = before.is_some_and(|from| !between(from)) || after && known.kind == Kind::Button;
    !beside && !labelled_above(field, shown, segments)
}

/// Whether the nearest thing above, box after box as wide in the same column, is a text.
fn labelled_above(field: &PageWidget, shown: &[PageWidget], segments: &[Segment]) -> bool {
    let mut top = field.area[1];
    for _ in 0..60 {
        let texts = segments.iter().filter(|s| field.under(s.left, s.right) && s.base <= top + 3.0);
        let text = texts.map(|s| s.base).max_by(f64::total_cmp).unwrap_or(f64::MIN);
        let boxes =
            shown.iter().filter(|o| field.under(o.area[0], o.area[2]) && o.area[3] <= top + 2.0 && o.area[1] < top);
        match boxes.max_by(|a, b| a.area[3].total_cmp(&b.area[3])) {
            Some(above) if above.area[3] > text && top - above.area[3] < 10.0 && field.is_as_wide(above) => {
                top = above.area[1];
            }
            Some(above) if above.area[3] > text => return false,
            _ => return top - text < 16.0,
        }
    }
    false
}
