//! Which texts of a sheet are headings: chapters, rows of headings, cells over a table of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::cells::model::Grid;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::normalize::fold;

use super::question::Question;
use super::sheet_classifier::{Role, SheetClassifier};
use crate::suggest::cell_text::counted::{counted, series};
use crate::suggest::cell_text::own_cell_answers;
use crate::suggest::cell_text::texts::{about_only, is_capitals, is_chapter, split};

impl SheetClassifier<'_> {
    /// The cells of a row that each hold a short text over a table of their own, `Werknemer` beside `Werkgever`: each is the
    /// heading of its table. By the position of the cell the rows of that table.
    pub(super) fn hosting(&mut self) -> BTreeMap<usize, Vec<u32>> {
        let mut all: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (row, host) in &self.hosts {
            all.entry(*host).or_default().push(*row);
        }
        let heads = |c: &usize| {
            let text = self.sheet.cells[*c].content.as_text().unwrap_or_default();
            let label = split(text).0;
            self.roles[*c] == Role::Open
                && !label.is_empty()
                && label.split_whitespace().count() <= 8
                && !own_cell_answers::is_taken(text)
        };
        all.retain(|c, _| heads(c));
        all.keys().for_each(|c| self.roles[*c] = Role::Heading);
        all
    }

    /// `Regels` at the head of the sheet `Regels`
    pub(super) fn is_name_of_sheet(&self, c: usize, text: &str) -> bool {
        let head = self.sheet.grid == Grid::Sheet && self.sheet.cells[c].spot.row < 3;
        head && self.n > 0 && self.is_alone(c) && fold(text) == fold(&self.sheet.name)
    }

    /// `COACHEE` beside `WERKPLEK`, with labels under each of them: the headings of blocks side by side.
    fn is_in_row_of_headings(&self, c: usize) -> bool {
        let printed = |n: usize| self.sheet.cells[n].content.as_text().map(str::trim).filter(|text| !text.is_empty());
        let all: Vec<usize> = self.in_row(c).filter(|n| printed(*n).is_some()).collect();
        let heads = |n: usize| printed(n).is_some_and(|text| self.lexicon.heading(text) >= 0.6 && !text.ends_with(':'));
        let labelled = |n: usize| {
            let below = self.position(self.below(n)).filter(|below| *below != n);
            below
                .and_then(printed)
                .is_some_and(|text| self.like(split(text).0) >= 0.6 && self.lexicon.heading(text) < 0.6)
        };
        // `Datum` beside `Datum` are two questions: headings side by side differ
        let texts: BTreeSet<&str> = all.iter().filter_map(|n| printed(*n)).collect();
        all.len() > 1 && texts.len() == all.len() && all.iter().all(|n| heads(*n) && labelled(*n))
    }

    /// `Doel 1` beside `Doel 2`, with labels under each of them: the headings of blocks side by side.
    fn is_in_series(&self, c: usize) -> bool {
        let Some(text) = self.sheet.cells[c].content.as_text() else { return false };
        if counted(text.trim()).is_none() {
            return false;
        }
        let mut row: Vec<usize> = self.in_row(c).filter(|n| !self.sheet.cells[*n].content.is_empty()).collect();
        row.sort_unstable();
        row.dedup();
        let texts = row.iter().filter_map(|n| self.sheet.cells[*n].content.as_text());
        let labelled = |n: &usize| {
            let below = self.position(self.below(*n)).filter(|below| below != n);
            below.is_some_and(|below| self.roles[below] == Role::Open)
        };
        series(texts.map(|text| text.trim().trim_end_matches(':'))).is_some() && row.iter().all(labelled)
    }

    /// Whether what could be a question is a heading all the same.
    pub(super) fn is_heading(&self, c: usize, text: &str, question: &Question) -> bool {
        if self.is_in_series(c)
            || self.chapters.contains(&c)
            || self.is_in_row_of_headings(c) && !self.has_room(c) && !self.is_field(self.right(c))
            || self.over_tables.contains(&c) && question.look != Direction::Right && question.contents.is_empty()
        {
            return true;
        }
        let boxed = question.hints.boxes && question.hints.options.len() > 1;
        let within = question.look == Direction::After && self.has_room(c) && self.like(&question.text) >= 0.5;
        if within
            || !question.contents.is_empty()
            || question.hints.placeholder.is_some()
            || boxed
            || text.ends_with([':', '?', '*'])
        {
            return false;
        }
        let explicit = question.answer.is_some_and(|spot| {
            let area = self.sheet.area(spot);
            area.from != area.to || self.position(spot).is_some()
        });
        // beside a cell that looks like those of the answers stands a question, whatever it says
        let claim = self.places.claim(c).filter(|(look, _)| *look == Direction::Right);
        if claim.is_some_and(|(_, spot)| question.answer == Some(spot)) {
            return false;
        }
        let alone = self.is_alone(c);
        let like = self.like(text);
        let heads = self.lexicon.heading(text);
        let follows = self.label_follows(c);
        let bare = about_only(self.lexicon, text);
        let numbered = is_chapter(text) || is_capitals(text);
        if explicit && !(follows && alone && heads > 0.5 && like < 0.9) {
            return false;
        }
        alone
            && follows
            && ((heads >= 0.5 && (like < 0.9 || bare || numbered)) || (numbered && like < 0.95) || (like < 0.5))
    }

    /// Whether a text may be a heading: short, and no sentence.
    pub(super) fn may_head(&self, c: usize, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let sentence = text.ends_with('.') && words > 4 || text.contains(". ") && words > 6 && !is_chapter(text);
        // `coach voor akkoord [    ] handtekening [    ] d.d.`: what stands behind a label on its line is over nothing
        let behind_label = self.in_row(c).any(|n| n < c && self.roles[n] == Role::Label);
        words <= 14 && !sentence && !text.starts_with(['*', '(']) && self.roles[c] == Role::Open && !behind_label
    }
}
