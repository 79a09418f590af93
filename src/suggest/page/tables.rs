//! Tables on a form: a row of headings with free rows under it, for goals, hours, or a client a row.

use std::collections::BTreeSet;

use crate::document::cells::model::{Grid, OwnPlace};
use crate::mapping::spec::mapping_line::Direction;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::normalize::fold;
use crate::text::place::Spot;

use super::example_rows;
use super::headings::Headings;
use super::question::Question;
use super::sheet_classifier::Role;
use super::sheet_classifier::SheetClassifier;
use super::table::{Column, Table};
use crate::suggest::cell_text::counted::{self, counted};
use crate::suggest::cell_text::hints::Hints;
use crate::suggest::cell_text::own_cell_answers;
use crate::suggest::cell_text::texts::{is_chapter, is_value, split};
use crate::suggest::vocabulary::phrases::Phrases;

/// How much a heading must look like a column of a group.
const LIKE: f64 = 0.7;

/// What the row of sums asks.
pub(super) fn totals(table: &Table, walk: &SheetClassifier<'_>, headings: &Headings) -> Option<Question> {
    let at = table.total?;
    let counts = |text: &str| {
        let stems = walk.lexicon.vocabulary.words(text).stems;
        stems.iter().any(|stem| matches!(stem.as_str(), "ur" | "minut" | "dur" | "tijd"))
    };
    let column = table.columns.iter().find(|column| counts(&column.text))?;
    let label = &walk.sheet.cells[at.1];
    // hours that are accounted for are spent, those of goals are asked for
    let meaning =
        if table.group.as_deref() == Some("uren") { "totaal bestede uren" } else { "totaal aantal uren begeleiding" };
    let spot = walk.sheet.corner(Spot { row: label.spot.row, col: column.col });
    let content = walk.position(spot).map(|c| walk.sheet.cells[c].content.clone()).filter(|c| !c.is_empty());
    let text = label.content.shown().trim().trim_end_matches(':').to_owned();
    Some(Question {
        answer: Some(spot),
        column: Some((column.at, column.text.clone())),
        sections: headings.above(label.spot),
        contents: content.into_iter().collect(),
        meaning: Some(meaning.to_owned()),
        ..Question::new(at, text, Direction::Row)
    })
}

/// Finds the tables of a sheet, and marks what belongs to them.
pub(super) fn find(walk: &mut SheetClassifier<'_>) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for run in runs(walk) {
        if walk.roles[run[0]] != Role::Open {
            continue;
        }
        let Some(group) = group(walk, &run) else { continue };
        let table = lay_out(walk, &run, group);
        tables.push(table);
    }
    tables
}

/// The stretches of texts that stand next to each other in a row.
pub(super) fn runs(walk: &SheetClassifier<'_>) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for c in 0..walk.sheet.cells.len() {
        if walk.roles[c] != Role::Open {
            continue;
        }
        let spot = walk.sheet.cells[c].spot;
        let continues = |run: &&mut Vec<usize>| run.last().is_some_and(|last| is_next(walk, *last, spot));
        match runs.last_mut().filter(continues) {
            Some(run) => run.push(c),
            None => runs.push(vec![c]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// Whether a text stands right beside another, or behind a narrow gap where the looks of the cells tell gaps from answers.
fn is_next(walk: &SheetClassifier<'_>, last: usize, spot: Spot) -> bool {
    let next = walk.right(last);
    let gap = |col: u32| {
        let between = Spot { col, ..spot };
        !walk.places.holds(walk.sheet.corner(between)) && walk.position(between).is_none()
    };
    next == spot
        || walk.places.are_known()
            && next.row == spot.row
            && spot.col > next.col
            && spot.col - next.col <= 2
            && (next.col..spot.col).all(gap)
}

/// Whether rows for answers stand under the headings, cell under cell: of a sheet as its cells look, of a text as its
/// table is.
fn is_grid(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    let deep = |c: &&usize| {
        let first = walk.sheet.corner(walk.below(**c));
        let second = walk.sheet.corner(Spot { row: walk.sheet.area(first).to.row + 1, ..first });
        if walk.sheet.grid == Grid::Flow {
            let head = table_of(walk, walk.sheet.cells[**c].spot);
            let top = matches!(walk.sheet.cells[**c].own_place, OwnPlace::TableCell { row: 1, .. });
            // one row of fields is enough: Word adds the others at the press of a button
            let rows = [first, second].iter().all(|spot| table_of(walk, *spot) == head);
            return top && head.is_some() && (walk.is_field(first) || rows);
        }
        walk.places.holds(first) && walk.places.holds(second)
    };
    run.len() > 2 && run.iter().filter(deep).count() * 4 >= run.len() * 3
}

/// The table of a text in which a cell stands.
pub(super) fn table_of(walk: &SheetClassifier<'_>, spot: Spot) -> Option<u32> {
    match walk.sheet.cells[walk.position(spot)?].own_place {
        OwnPlace::TableCell { table, .. } => Some(table),
        _ => None,
    }
}

/// The group that the heading above a row of headings names, or the sheet.
fn topical(walk: &SheetClassifier<'_>, first: usize) -> Option<String> {
    let texts = walk.sheet.cells[..first].iter().filter_map(|cell| cell.content.as_text());
    let short: Vec<&str> = texts.filter(|text| text.split_whitespace().count() <= 8).collect();
    let above = short.iter().rev().take(2).copied().chain(std::iter::once(&*walk.sheet.name));
    let topics = |text: &str| walk.lexicon.topics(&walk.lexicon.vocabulary.words(text));
    above.flat_map(topics).find(|topic| topic == "doelen" || topic == "uren")
}

/// What the rows under a run of headings are: `Some(Some(group))`, or `Some(None)` for a client a row.
#[allow(clippy::option_option, reason = "no table, a table of clients, a table of a group")]
fn group(walk: &SheetClassifier<'_>, run: &[usize]) -> Option<Option<String>> {
    let texts: Vec<String> = run.iter().map(|c| walk.sheet.cells[*c].content.shown().into_owned()).collect();
    let answered =
        |text: &String| is_value(split(text).1) || own_cell_answers::is_taken(text) && walk.like(split(text).0) >= LIKE;
    let marked = texts.iter().any(|text| text.trim_end().ends_with(':') || has_certain_box(text) || answered(text))
        || run.iter().any(|c| walk.has_room(*c));
    // `Naam` beside `Naam`: the first questions of two blocks side by side
    let different: BTreeSet<String> = texts.iter().map(|text| fold(text)).collect();
    let repeats = different.len() * 2 <= texts.len();
    let whom = |text: &&String| crate::suggest::cell_text::texts::about_only(walk.lexicon, text);
    let like =
        |group: &str| texts.iter().filter(|text| !whom(text) && walk.lexicon.column_like(text, group) >= LIKE).count();
    let (goals, hours) = (like("doelen"), like("uren"));
    // where nearly all headings are those of a group, its rows may well hold words that could be labels
    let plain = run.len() > 2 && goals.max(hours) * 10 >= run.len() * 8;
    // `Doel 1` beside `Doel 2`: a goal a column, or blocks side by side
    let counts = counted::series(texts.iter().map(|text| text.trim())).is_some()
        || counted::series(texts.iter().skip(1).map(|text| text.trim())).is_some();
    // a row of labels over a row of fields, where labels stand over their fields, is no table with rows
    let deep = |c: &usize| {
        let first = walk.below(*c);
        let second = Spot { row: walk.sheet.area(walk.sheet.corner(first)).to.row + 1, ..first };
        walk.is_field(first) && walk.is_field(second)
    };
    let captions = walk.captioned
        && run.iter().filter(|c| deep(c)).count() * 2 < run.len()
        && !(goals.max(hours) > 0 && is_grid(walk, run) && topical(walk, run[0]).is_some());
    if marked
        || captions
        || counts
        || repeats
        || is_matrix(walk, run)
        || !stands_above_cells(walk, run)
        || !(plain || is_grid(walk, run) || is_free_below(walk, run))
    {
        return None;
    }
    if is_grid(walk, run) && !names_only_whom(walk, &texts) {
        let by_words = if hours > goals { "uren" } else { "doelen" };
        let named = (goals.max(hours) > 1 && goals != hours).then(|| by_words.to_owned());
        if let Some(group) = topical(walk, run[0]).or(named) {
            return Some(Some(group));
        }
    } else if walk.places.are_known() {
        return None;
    }
    let asked = texts.iter().filter(|text| walk.like(text) >= LIKE).count();
    let best = goals.max(hours);
    // a delimited file is a table by its nature: fewer of its headings need to be known words
    let least_known = if walk.sheet.grid == Grid::Delimited { 4 } else { 2 };
    let of_clients = asked > best + 2 && (is_at_top(walk, run) || is_register(walk, run));
    if run.len() >= 6 && of_clients && asked * least_known > run.len() {
        return Some(None);
    }
    // on a filled form labels and answers stand next to each other as well
    let least = if walk.filled { 8 } else { 6 };
    let enough = best >= 2 && best * 2 >= run.len() && asked * 10 >= run.len() * least;
    enough
        .then(|| Some(if hours > goals || (hours == goals && has_date(&texts)) { "uren" } else { "doelen" }.to_owned()))
}

/// Whether the rows under the headings have labels of their own, and the headings say whom or what the answers are about.
pub(super) fn is_matrix(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    let printed = |c: usize| walk.sheet.cells[c].content.shown().trim().to_owned();
    let says = |text: &str| {
        crate::suggest::cell_text::texts::about_only(walk.lexicon, text)
            || walk.lexicon.heading(text) >= 0.99
            || is_score(text)
    };
    let whom = run[1..].iter().filter(|c| says(&printed(**c))).count();
    let mut rows = 0;
    let mut at = walk.below(run[0]);
    while let Some(label) = walk.position(at).filter(|_| rows < 3) {
        let text = printed(label);
        let is_label = text.chars().filter(|c| c.is_alphabetic()).count() > 2
            && crate::suggest::cell_text::hints::placeholder(&text).is_none();
        let own = |c: &usize| walk.position(Spot { col: walk.sheet.cells[*c].spot.col, ..at });
        let free = run[1..].iter().all(|c| {
            own(c).is_none_or(|own| walk.sheet.cells[own].content.is_empty() || walk.roles[own] == Role::Empty)
        });
        if !is_label || counted(&text).is_some() || !(free || walk.filled && walk.like(&text) >= 0.6) {
            break;
        }
        rows += 1;
        at = walk.below(label);
    }
    run.len() > 2 && rows > 1 && (whom > 1 || whom == 1 && run.len() == 3)
}

/// Whether a heading says that its column holds scores.
pub(super) fn is_scored(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    run[1..].iter().any(|c| is_score(&walk.sheet.cells[*c].content.shown()))
}

/// `Score`, `Cijfer (1-10)`: what is given to each row.
fn is_score(text: &str) -> bool {
    let phrases = Phrases::common();
    phrases.tell("score", text) || text.split_whitespace().count() < 4 && phrases.tell("rating", text)
}

/// Whether most headings say nothing but whom they are about, as where people sign.
fn names_only_whom(walk: &SheetClassifier<'_>, texts: &[String]) -> bool {
    texts.iter().filter(|text| crate::suggest::cell_text::texts::about_only(walk.lexicon, text)).count() * 2
        >= texts.len()
}

fn has_date(texts: &[String]) -> bool {
    texts.iter().any(|text| fold(text) == "datum")
}

fn is_at_top(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    let row = walk.sheet.cells[run[0]].spot.row;
    let above = walk.sheet.cells.iter().filter(|cell| cell.spot.row < row && !cell.content.is_empty()).count();
    above <= 4
}

/// Whether many headings stand over several rows of which most cells are filled: a register, whatever is printed over it.
fn is_register(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    /// Fewer headings than this stand over the answers to a form as well.
    const WIDE: usize = 10;
    let row = walk.sheet.cells[run[0]].spot.row;
    let filled = |row: u32| {
        let holds = |c: &&usize| {
            let at = walk.position(Spot { row, col: walk.sheet.cells[**c].spot.col });
            at.is_some_and(|at| !walk.sheet.cells[at].content.is_empty())
        };
        run.iter().filter(holds).count() * 3 >= run.len() * 2
    };
    walk.sheet.grid == Grid::Sheet && run.len() >= WIDE && (1..=2).all(|n| filled(row + n))
}

/// Whether no printed label stands under most of the headings.
fn is_free_below(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    let printed = |c: &&usize| {
        walk.position(walk.below(**c))
            .is_some_and(|b| walk.roles[b] == Role::Open && walk.like(&walk.sheet.cells[b].content.shown()) >= 0.85)
    };
    run.iter().filter(printed).count() * 3 < run.len()
}

/// Whether there are cells under all headings, each its own.
fn stands_above_cells(walk: &SheetClassifier<'_>, run: &[usize]) -> bool {
    let exists = |c: &usize| walk.sheet.grid != Grid::Flow || walk.position(walk.below(*c)).is_some();
    let below: Vec<Spot> = run.iter().map(|c| walk.sheet.corner(walk.below(*c))).collect();
    run.iter().all(exists) && below.windows(2).all(|pair| pair[0] != pair[1])
}

/// Marks the headings and what stands under them.
fn lay_out(walk: &mut SheetClassifier<'_>, run: &[usize], group: Option<String>) -> Table {
    let row = walk.sheet.cells[run[0]].spot.row;
    let top = run.iter().map(|c| walk.below(*c).row).max().unwrap_or(row + 1);
    let (left, right) = (walk.sheet.cells[run[0]].spot.col, walk.right(run[run.len() - 1]).col - 1);
    run.iter().for_each(|c| walk.roles[*c] = Role::Label);
    let mut columns: Vec<Column> = run
        .iter()
        .map(|c| {
            let cell = &walk.sheet.cells[*c];
            let text = cell.content.shown().trim().to_owned();
            Column { at: (walk.n, *c), text, col: cell.spot.col, contents: Vec::new(), hints: Hints::default() }
        })
        .collect();
    let mut sums = None;
    let per_client = group.is_none();
    let examples = if per_client { 0 } else { example_rows::on_sheet(walk.sheet, run, walk.filled) };
    for c in 0..walk.sheet.cells.len() {
        let cell = &walk.sheet.cells[c];
        let spot = cell.spot;
        if spot.row < top || spot.col > right || spot.col < left {
            continue;
        }
        if spot.row < top + examples {
            walk.roles[c] = Role::Answer;
            continue;
        }
        let first = spot.col == left;
        let total = cell.content.as_text().is_some_and(|text| fold(text).starts_with("totaal"));
        if !per_client && !total && is_beyond(walk, run, spot.row) {
            break;
        }
        if first
            && !per_client
            && let Content::Text(text) = &cell.content
        {
            if total {
                walk.roles[c] = Role::Label;
                sums = Some((walk.n, c));
                break;
            }
            if ends(walk, c, text, right) {
                break;
            }
        }
        if walk.roles[c] == Role::Open || walk.roles[c] == Role::Fixed {
            walk.roles[c] = Role::Answer;
        }
        if let Some(column) = columns.iter_mut().find(|column| column.col == spot.col)
            && column.contents.len() < 5
            && !cell.content.is_empty()
            && walk.roles[c] == Role::Answer
        {
            // `(1)`, `(2)`: the numbers of the columns
            if !cell.content.as_text().is_some_and(is_number_of_column) {
                column.contents.push(cell.content.clone());
            }
        }
    }
    Table { group, sheet: walk.n, row, columns, sections: Vec::new(), total: sums }
}

/// `(3)`
fn is_number_of_column(text: &str) -> bool {
    let inside = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inside.is_some_and(|inside| !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a row has no place under any of the headings, where it is known what a place looks like.
fn is_beyond(walk: &SheetClassifier<'_>, run: &[usize], row: u32) -> bool {
    let under = |c: &usize| walk.sheet.corner(Spot { row, col: walk.sheet.cells[*c].spot.col });
    if walk.sheet.grid == Grid::Flow {
        let head = table_of(walk, walk.sheet.cells[run[0]].spot);
        let fields = run.iter().all(|c| walk.is_field(under(c)));
        return head.is_some() && !fields && run.iter().all(|c| table_of(walk, under(c)) != head);
    }
    walk.places.are_known() && !run.iter().any(|c| walk.places.holds(under(c)))
}

/// Whether a text in the first column stands below the table: a heading or a label, and no entry.
fn ends(walk: &SheetClassifier<'_>, c: usize, text: &str, right: u32) -> bool {
    let cell = &walk.sheet.cells[c];
    let text = text.trim();
    let alone = walk.is_alone(c);
    let wide = cell.cols > 1 && cell.end().col >= right;
    let printed = walk.like(text) >= 0.85 || walk.lexicon.heading(text) > 0.5 || is_chapter(text);
    let beyond = !walk.filled || text.ends_with(':');
    beyond || wide || (alone && printed) || (printed && text.ends_with('?'))
}
