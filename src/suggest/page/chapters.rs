//! What begins a part of a form: its title, its chapters, a heading after an empty row.

use std::collections::BTreeSet;

use crate::document::cells::model::{Cell, Grid, OwnPlace};
use crate::mapping::spec::mapping_line::Direction;
use crate::text::checkbox::has_certain_box;

use super::question::Question;
use super::sheet_classifier::SheetClassifier;
use crate::suggest::cell_text::counted::counted;
use crate::suggest::cell_text::gap_sentence::{self, GapSentence};
use crate::suggest::cell_text::texts::{about_only, is_chapter, is_name_of_gemeente, is_sentence, split};
use crate::suggest::vocabulary::form_kind;

/// A printed sentence of more words under a question is no prompt for its answer.
const MOST_PROMPT: usize = 12;

impl SheetClassifier<'_> {
    /// The texts that begin a chapter, `2. De cliënt`, or one of a series, `Doel 1`, `Stap 2: de werkgever`.
    pub(super) fn chapters(&self) -> BTreeSet<usize> {
        let mut found = self.headed(|text| is_chapter(text) && !text.ends_with('?'));
        // `Doel 1`, `Stap 2: de werkgever`: what stands before the number is what makes a series
        let begin = |text: &str| {
            let (template, _) = counted(text)?;
            let begin =
                template.split(["{n}", "{a}"].into_iter().find(|sign| template.contains(sign))?).next()?.to_owned();
            // a question that counts, `Wat is doel 2?`, is no heading; `Deel 5 Wat gaan we doen?` is one
            let asks = text.ends_with('?') && begin.split_whitespace().count() > 1;
            (!begin.contains(':') && !asks).then_some(begin)
        };
        let texts = self.sheet.cells.iter().filter_map(|cell| cell.content.as_text());
        let begins: Vec<String> = texts.filter_map(begin).collect();
        let series =
            |text: &str| begin(text).is_some_and(|begin| begins.iter().filter(|other| **other == begin).count() > 1);
        found.extend(self.headed(series));
        found
    }

    /// The texts over a table of questions, where a form has more than one. An empty paragraph that sets them apart from their
    /// table is no room for an answer.
    pub(super) fn over_tables(&self) -> BTreeSet<usize> {
        /// A text of more words is a question.
        const LONGEST: usize = 10;
        if self.sheet.grid != Grid::Flow {
            return BTreeSet::new();
        }
        let cells = &self.sheet.cells;
        let is_paragraph = |c: usize| matches!(cells[c].own_place, OwnPlace::Paragraph(_));
        let over = |c: usize| {
            let gap = (c + 1..cells.len()).take_while(|n| is_paragraph(*n) && cells[*n].content.is_empty()).count();
            let first = c + 1 + gap;
            let in_row = || cells[first..].iter().take_while(|cell| cell.spot.row == cells[first].spot.row).count();
            let questions = |cell: &Cell| {
                let columns = in_row() > 1;
                // a table of one cell right below a text is the box for its answer
                if gap > 0 { !cell.content.is_empty() || columns } else { !cell.content.is_empty() && columns }
            };
            cells.get(first).is_some_and(|cell| !is_paragraph(first) && questions(cell))
        };
        let text = |c: usize| cells[c].content.as_text().map_or("", str::trim);
        let short = |c: usize| (1..=LONGEST).contains(&text(c).split_whitespace().count()) && !text(c).ends_with(':');
        let found: BTreeSet<usize> =
            (0..cells.len()).filter(|c| is_paragraph(*c) && short(*c) && !cells[*c].room && over(*c)).collect();
        if found.len() > 1 { found } else { BTreeSet::new() }
    }

    /// The texts of a kind that stand alone in their row with two labels or more before the next one.
    fn headed(&self, of_kind: impl Fn(&str) -> bool) -> BTreeSet<usize> {
        let text = |c: usize| self.sheet.cells[c].content.as_text().map(str::trim);
        let is_head = |text: &str| of_kind(text) && !text.ends_with(':');
        let cells = 0..self.sheet.cells.len();
        let all: Vec<usize> =
            cells.filter(|c| text(*c).is_some_and(is_head) && self.is_alone(*c) && !self.has_room(*c)).collect();
        let ends = all.iter().skip(1).copied().chain([self.sheet.cells.len()]);
        let labels = |from: usize, to: usize| {
            (from + 1..to).filter_map(text).filter(|text| self.like(split(text).0) >= 0.6).take(2).count()
        };
        let found = all.iter().zip(ends).filter(|(from, to)| labels(**from, *to) > 1);
        let found: BTreeSet<usize> = found.map(|(from, _)| *from).collect();
        if found.len() > 1 { found } else { BTreeSet::new() }
    }

    /// Whether a question stands right under the heading of a chapter, with the labels of the chapter below it.
    pub(super) fn is_subtitle(&self, c: usize, text: &str) -> bool {
        let printed = |c: &usize| !self.sheet.cells[*c].content.is_empty();
        let before = (0..c).rev().find(printed);
        let next = (c + 1..self.sheet.cells.len()).find(printed);
        text.ends_with('?')
            && self.is_alone(c)
            && before.is_some_and(|before| self.chapters.contains(&before))
            && next.is_some_and(|next| {
                let label = self.sheet.cells[next].content.as_text().map(|text| self.like(split(text).0));
                label.is_some_and(|like| like >= 0.8) && !self.is_alone(next)
            })
    }

    /// Whether what could be a question is the heading of what is printed under it.
    pub(super) fn heads_text(&self, c: usize, question: &Question) -> bool {
        self.heads_gaps(c, question) || self.heads_prose(c, question)
    }

    /// Whether a text stands alone over a running sentence with gaps, and leaves no room for an answer of its own.
    fn heads_gaps(&self, c: usize, question: &Question) -> bool {
        let own = &self.sheet.cells[c];
        let next = self.sheet.cells.get(c + 1).filter(|cell| cell.spot.row > own.end().row);
        let sentence = next.and_then(|cell| gap_sentence::of(cell, self.filled));
        // beside a heading of a sheet stands an empty cell too
        let beside = self.sheet.grid == Grid::Sheet && self.places.claim(c).is_none();
        let place = question.answer.is_none() || question.look == Direction::Below || beside;
        let asks = own.content.shown().trim_end().ends_with([':', '?']);
        // `Waarom dit besluit?` over a sentence that says in brackets what belongs in it
        let told = |sentence: &GapSentence| !asks || sentence.prompts.iter().any(Option::is_some);
        sentence.is_some_and(|sentence| told(&sentence)) && place && question.contents.is_empty() && self.is_alone(c)
    }

    /// Whether a question of a blank stands alone over a printed sentence that leaves no room for an answer: `Niet eens met
    /// dit besluit?` over how to object.
    fn heads_prose(&self, c: usize, question: &Question) -> bool {
        let cells = &self.sheet.cells;
        let paragraph = |n: usize| cells.get(n).is_some_and(|cell| matches!(cell.own_place, OwnPlace::Paragraph(_)));
        let prose = |n: usize| {
            let text = cells[n].content.as_text().unwrap_or_default();
            is_sentence(text) && text.split_whitespace().count() > MOST_PROMPT && !has_certain_box(text)
        };
        let printed = |n: usize| paragraph(n) && prose(n) && !cells[n].room;
        let follows = (c + 1..cells.len()).find(|n| !printed(*n));
        let goes_on = follows.is_some_and(|n| paragraph(n) && !cells[n].content.is_empty());
        let place = question.answer.is_none() && question.contents.is_empty();
        !self.filled && place && self.is_alone(c) && paragraph(c) && printed(c + 1) && goes_on
    }

    /// Whether a text stands alone after an empty row with a label right under it, and says nothing but whom or what
    /// a part of the form is about.
    pub(super) fn is_gap_heading(&self, c: usize, text: &str) -> bool {
        let row = self.sheet.cells[c].spot.row;
        let last =
            (0..c).rev().map(|n| &self.sheet.cells[n]).find(|cell| !cell.content.is_empty() && cell.spot.row < row);
        let gap = last.is_none_or(|cell| self.sheet.area(cell.spot).to.row.max(cell.end().row) + 1 < row);
        gap && !text.ends_with([':', '?', '*'])
            && self.sheet.grid == Grid::Sheet
            && self.is_alone(c)
            && self.label_follows(c)
            && self.lexicon.heading(text) >= 0.99
            && !about_only(self.lexicon, text)
    }

    pub(super) fn is_title(&self, c: usize, text: &str) -> bool {
        let row = self.sheet.cells[c].spot.row;
        let first = row < 6 && self.is_alone_but_for_name(c) && !text.ends_with(':') && !is_instruction(text);
        // the name of a gemeente stands above the title
        let names_form = || self.sheet.grid == Grid::Flow && self.names_form(c, text);
        first && !is_name_of_gemeente(text) && (self.like(text) < 0.9 || self.is_under_name(c) || names_form())
    }

    /// `PLAN VAN AANPAK - begeleiding op de werkvloer` in a paragraph of its own, without room for an answer.
    fn names_form(&self, c: usize, text: &str) -> bool {
        let cell = &self.sheet.cells[c];
        let paragraph = matches!(cell.own_place, OwnPlace::Paragraph(_));
        let words = text.split_whitespace().count();
        paragraph
            && !cell.room
            && (2..=9).contains(&words)
            && !text.ends_with('?')
            && form_kind::by_word(text).is_some()
    }

    /// Whether nothing stands in the row but the name of a gemeente.
    fn is_alone_but_for_name(&self, c: usize) -> bool {
        let row = self.sheet.cells[c].spot.row;
        let beside = self.sheet.cells.iter().enumerate().filter(|(n, cell)| *n != c && cell.spot.row == row);
        beside
            .filter_map(|(_, cell)| cell.content.as_text())
            .all(|text| text.trim().is_empty() || is_name_of_gemeente(text))
            && beside_is_text(self, c)
    }

    /// Whether the text right above is the name of a gemeente, at the top of the sheet.
    fn is_under_name(&self, c: usize) -> bool {
        let above = (0..c).rev().find(|n| !self.sheet.cells[*n].content.is_empty());
        above.is_some_and(|n| n == 0 && self.sheet.cells[n].content.as_text().is_some_and(is_name_of_gemeente))
    }
}

/// Whether no number, date or box stands in the row.
fn beside_is_text(walk: &SheetClassifier<'_>, c: usize) -> bool {
    let row = walk.sheet.cells[c].spot.row;
    walk.sheet
        .cells
        .iter()
        .filter(|cell| cell.spot.row == row)
        .all(|cell| cell.content.is_empty() || cell.content.as_text().is_some())
}

/// `Lees eerst de toelichting.`: a sentence that tells somebody what to do is no title.
fn is_instruction(text: &str) -> bool {
    text.ends_with('.') && text.split_whitespace().count() > 3
}
