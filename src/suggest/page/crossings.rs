//! Questions in rows with their answers in columns: who signs and when, two profiles side by side, ja and nee.

use crate::mapping::spec::mapping_line::Direction;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::headings::Headings;
use super::question::{At, Question};
use super::sheet_classifier::Role;
use super::sheet_classifier::SheetClassifier;
use super::tables::runs;
use crate::suggest::cell_text::counted;
use crate::suggest::cell_text::hints::{self, Hints};
use crate::suggest::cell_text::texts::{about_only, split};
use crate::suggest::vocabulary::offered::yes_no_word;
use crate::suggest::vocabulary::phrases::{Phrases, words};

/// A row of headings, and the labels of the rows under it.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    headings: Vec<usize>,
    rows: Vec<usize>,
    /// The headings are answers to be ticked, not the heads of columns.
    ticks: bool,
    /// The headings count, `Doel 1` beside `Doel 2`: each column is a goal.
    counts: bool,
}

/// Finds them, and marks what belongs to them.
pub(super) fn find(walk: &mut SheetClassifier<'_>) -> Vec<Crossing> {
    let mut found = Vec::new();
    for run in runs(walk) {
        if run.iter().any(|c| walk.roles[*c] != Role::Open || walk.has_room(*c)) {
            continue;
        }
        let Some(crossing) = crossing(walk, &run) else {
            if super::tables::is_matrix(walk, &run) && super::tables::is_scored(walk, &run) {
                set_aside(walk, &run);
            }
            continue;
        };
        crossing.headings.iter().chain(&crossing.rows).for_each(|c| walk.roles[*c] = Role::Label);
        for row in &crossing.rows {
            for heading in &crossing.headings {
                let spot = crossing_spot(walk, *row, *heading);
                if let Some(c) = walk.position(spot)
                    && walk.roles[c] == Role::Open
                {
                    walk.roles[c] = Role::Answer;
                }
            }
        }
        found.push(crossing);
    }
    found
}

/// Aspects with a score each ask nothing that another form does: their labels are printed notes.
fn set_aside(walk: &mut SheetClassifier<'_>, run: &[usize]) {
    let mut at = walk.below(run[0]);
    run.iter().for_each(|c| walk.roles[*c] = Role::Fixed);
    while let Some(label) = walk.position(at).filter(|label| walk.roles[*label] == Role::Open) {
        let own = |c: &usize| walk.position(Spot { col: walk.sheet.cells[*c].spot.col, ..at });
        let answers: Vec<usize> = run[1..].iter().filter_map(own).collect();
        if walk.is_alone(label) && answers.is_empty() && walk.sheet.grid == crate::document::cells::model::Grid::Flow {
            break;
        }
        walk.roles[label] = Role::Fixed;
        for answer in answers {
            if matches!(walk.roles[answer], Role::Open | Role::Empty) {
                walk.roles[answer] = Role::Answer;
            }
        }
        at = walk.below(label);
    }
}

/// A run is a row of headings when the labels under it stand left of it, or under its first text.
fn crossing(walk: &SheetClassifier<'_>, run: &[usize]) -> Option<Crossing> {
    let of = |headings: &[usize]| {
        let texts: Vec<_> = headings.iter().map(|c| walk.sheet.cells[*c].content.shown()).collect();
        let counts = counted::series(texts.iter().map(|text| text.trim().trim_end_matches(':'))).is_some();
        Crossing { headings: headings.to_vec(), rows: Vec::new(), ticks: false, counts }
    };
    let (whole, corner) = (of(run), of(&run[1..]));
    let rest: Vec<String> = run[1..].iter().map(|c| walk.sheet.cells[*c].content.shown().into_owned()).collect();
    let named = rest.iter().filter(|text| names_column(walk, text)).count();
    let named = named > 1 && named * 2 >= rest.len();
    let people = is_of_people(walk, run[0]);
    let headed = corner.counts
        || named
        || people
        || is_over_periods(walk, run[0])
        || hints::yes_no(&rest).is_some()
        || walk.like(&walk.sheet.cells[run[0]].content.shown()) < 0.9;
    [Some(whole), headed.then_some(corner)].into_iter().flatten().find_map(|crossing| fill(walk, crossing))
}

fn fill(walk: &SheetClassifier<'_>, mut crossing: Crossing) -> Option<Crossing> {
    let first = walk.sheet.cells.get(*crossing.headings.first()?)?;
    let texts: Vec<String> =
        crossing.headings.iter().map(|c| walk.sheet.cells[*c].content.shown().trim().to_owned()).collect();
    if !crossing.counts && texts.iter().any(|text| text.ends_with(':')) {
        return None;
    }
    let mut row = walk.below(crossing.headings[0]).row;
    let mut boxed = false;
    while let Some(label) = label_in(walk, row, first.spot.col) {
        let spots: Vec<Spot> = crossing.headings.iter().map(|h| crossing_spot(walk, label, *h)).collect();
        let cells: Vec<_> = spots.iter().filter_map(|spot| walk.position(*spot)).collect();
        let free = |c: &usize| {
            let open = walk.roles[*c] == Role::Open;
            !open
                || (walk.filled && crossing.counts)
                || (walk.filled && walk.like(&walk.sheet.cells[*c].content.shown()) < 0.7)
        };
        let apart = spots.windows(2).all(|pair| pair[0] != pair[1]);
        let boxes = |c: &usize| {
            matches!(&walk.sheet.cells[*c].content, Content::Tick(_)) || is_box(&walk.sheet.cells[*c].content)
        };
        if !cells.iter().all(free) || !apart || (boxed && !cells.iter().any(boxes)) {
            break;
        }
        boxed |= cells.iter().any(boxes);
        crossing.rows.push(label);
        row = walk.below(label).row.max(row + 1);
    }
    let marks = |c: &usize| walk.sheet.cells[*c].content.shown().trim().chars().count() <= 2;
    let alternatives = hints::yes_no(&texts).is_some()
        && !texts.iter().any(|text| yes_no_word(text).is_none() && walk.like(text) >= 0.6)
        && cells_of(walk, &crossing).iter().all(marks);
    if hints::yes_no(&texts).is_some() && !alternatives && !boxed {
        return None;
    }
    crossing.ticks = alternatives || boxed;
    let whom = texts.iter().filter(|text| names_column(walk, text)).count();
    // both of two columns say whom or what they are about; of more, half of them will do
    let headed = whom * 2 >= texts.len() && whom > 1 && texts.iter().all(|text| text.contains(char::is_alphabetic));
    let asked = |c: &usize| walk.like(row_label(&walk.sheet.cells[*c].content.shown())) >= 0.6;
    let rows = crossing.rows.iter().filter(|c| asked(c)).count();
    let people = crossing.rows.iter().filter(|c| is_person(walk, **c)).count();
    // the columns of a row of periods ask nothing by themselves
    let periods =
        crossing.rows.iter().filter(|row| is_part_of_period(&walk.sheet.cells[**row].content.shown())).count();
    if periods > 1 && periods * 3 >= crossing.rows.len() * 2 && crossing.headings.len() > 1 && !crossing.ticks {
        return Some(crossing);
    }
    let turned = people > 1 && people == crossing.rows.len() && texts.iter().any(|text| walk.like(text) >= 0.6);
    let enough = (crossing.ticks && !crossing.rows.is_empty())
        || (crossing.headings.len() > 1 && (headed || crossing.counts) && rows > 0 && crossing.rows.len() > 1)
        || turned;
    (enough && crossing.headings.len() > 1 && rows * 2 >= crossing.rows.len().min(2)).then_some(crossing)
}

/// `3e kw 2026`, `januari`, `Week 12`: a row that is one of several of a period.
fn is_part_of_period(text: &str) -> bool {
    let said = words(text);
    let number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let unit = |word: &String| {
        ["kw", "wk", "week", "mnd", "maand", "jaar", "halfjaar", "fase", "periode", "q"].contains(&word.as_str())
    };
    said.len() < 5
        && (Phrases::common().tell("part_of_period", text) || said.iter().any(unit) && said.iter().any(number))
}

/// `Werknemer`, `De werkgever`: a row of what somebody thinks, or signs with.
fn is_person(walk: &SheetClassifier<'_>, c: usize) -> bool {
    about_only(walk.lexicon, &walk.sheet.cells[c].content.shown())
}

/// Whether the two cells under a text name parts of a period.
fn is_over_periods(walk: &SheetClassifier<'_>, corner: usize) -> bool {
    let names = |c: &usize| is_part_of_period(&walk.sheet.cells[*c].content.shown());
    let first = walk.position(walk.below(corner)).filter(names);
    first.and_then(|first| walk.position(walk.below(first))).is_some_and(|second| names(&second))
}

/// Whether the labels under a text name people and nothing else: `Partij` over `Werknemer`, `Werkgever` and `Jobcoach`.
fn is_of_people(walk: &SheetClassifier<'_>, corner: usize) -> bool {
    let mut at = walk.position(walk.below(corner));
    let mut people = 0;
    while let Some(c) = at.filter(|c| walk.roles[*c] == Role::Open && people < 2) {
        if !is_person(walk, c) {
            return false;
        }
        people += 1;
        at = walk.position(walk.below(c));
    }
    people > 1
}

/// Whether a text says whom or what the answers under it are about: `Werkgever`, `Over het werk`.
fn names_column(walk: &SheetClassifier<'_>, text: &str) -> bool {
    let text = text.strip_prefix("Over ").unwrap_or(text);
    !walk.lexicon.vocabulary.words(text).about.is_empty() || walk.lexicon.heading(text) > 0.4
}

/// The cells in which its rows and columns cross.
fn cells_of(walk: &SheetClassifier<'_>, crossing: &Crossing) -> Vec<usize> {
    let spots = crossing.rows.iter().flat_map(|row| crossing.headings.iter().map(|h| crossing_spot(walk, *row, *h)));
    spots.filter_map(|spot| walk.position(spot)).collect()
}

/// The label of a row, without the dots that lead to its answers.
fn row_label(text: &str) -> &str {
    match split(text) {
        (label, "") => label,
        _ => text.trim().trim_end_matches(':'),
    }
}

fn is_box(content: &Content) -> bool {
    content.as_text().is_some_and(|text| has_certain_box(text) && text.trim().chars().count() <= 3)
}

/// The label that begins a row, left of the columns.
fn label_in(walk: &SheetClassifier<'_>, row: u32, before: u32) -> Option<usize> {
    let c = walk.sheet.cells.iter().position(|cell| cell.spot.row == row && !cell.content.is_empty())?;
    let cell = &walk.sheet.cells[c];
    // `4e kw 2026` may have been taken for a value
    let labels = walk.roles[c] == Role::Open || is_part_of_period(&cell.content.shown());
    (labels && cell.end().col < before).then_some(c)
}

/// Where a row and a column cross.
fn crossing_spot(walk: &SheetClassifier<'_>, row: usize, heading: usize) -> Spot {
    let cells = &walk.sheet.cells;
    walk.sheet.corner(Spot { row: cells[row].spot.row, col: cells[heading].spot.col })
}

impl Crossing {
    /// What is printed over the labels of the rows.
    fn corner(&self, walk: &SheetClassifier<'_>) -> Option<usize> {
        let (label, heading) = (walk.sheet.cells.get(*self.rows.first()?)?, walk.sheet.cells.get(self.headings[0])?);
        let at = walk.position(Spot { row: heading.spot.row, col: label.spot.col })?;
        (!self.headings.contains(&at) && !walk.sheet.cells[at].content.is_empty()).then_some(at)
    }

    /// The headings that count.
    pub(super) fn counted(&self, walk: &SheetClassifier<'_>) -> impl Iterator<Item = (At, String)> {
        let headings = self.headings.iter().filter(|_| self.counts);
        headings.map(|c| ((walk.n, *c), walk.sheet.cells[*c].content.shown().trim().to_owned()))
    }

    /// One question for each answer; one for each row where the columns are to be ticked.
    pub(super) fn questions(&self, walk: &SheetClassifier<'_>, headings: &Headings) -> Vec<Question> {
        let cells = &walk.sheet.cells;
        let text = |c: usize| cells[c].content.shown().trim().to_owned();
        let mut questions = Vec::new();
        let people = self.rows.iter().all(|row| is_person(walk, *row));
        let signing = if people { &self.headings } else { &self.rows };
        let signs = signing.iter().any(|c| Phrases::common().tell("signing", &text(*c)));
        let corner = self.corner(walk).map(text).filter(|corner| walk.like(corner) >= 0.7);
        // of a matrix of quarters or months only the row of sums is asked for
        let asked = self.rows.iter().filter(|row| !is_part_of_period(&text(**row)));
        for row in asked {
            let label = row_label(&text(*row)).to_owned();
            let sums = Phrases::common().tell("sum", &label);
            let sections = headings.above(cells[self.headings[0]].spot);
            // `Wat vindt ieder ervan?` in the corner asks what a row in other words goes on with
            let meaning = corner.clone().filter(|_| !signs && walk.like(&label) < 0.6);
            let question =
                Question { sections, meaning, signs, ..Question::new((walk.n, *row), label, Direction::Row) };
            if self.ticks {
                let options: Vec<String> = self.headings.iter().map(|h| text(*h)).collect();
                let hints = Hints { kind: hints::yes_no(&options), options, boxes: true, ..Hints::default() };
                let answer = Some(crossing_spot(walk, *row, self.headings[0]));
                questions.push(Question { answer, hints, ..question });
                continue;
            }
            for heading in &self.headings {
                let spot = crossing_spot(walk, *row, *heading);
                let mut question = question.clone();
                if self.counts {
                    question.sections.push(((walk.n, *heading), text(*heading)));
                }
                let at = walk.position(spot);
                let content = at.filter(|c| walk.roles[*c] == Role::Answer).map(|c| cells[c].content.clone());
                let waits = at.and_then(|c| cells[c].content.as_text()).and_then(hints::placeholder);
                questions.push(Question {
                    answer: Some(spot),
                    meaning: if sums { Some(text(*heading)) } else { question.meaning.clone() },
                    column: (!self.counts).then(|| ((walk.n, *heading), text(*heading))),
                    contents: content.into_iter().filter(|content| !content.is_empty()).collect(),
                    hints: waits.unwrap_or_default(),
                    ..question
                });
            }
        }
        questions
    }
}
