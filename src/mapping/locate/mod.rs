//! Finds where each line of a mapping stands in a document, by printed labels alone; the same for reading and filling.

pub mod adjacent;
pub(crate) mod checkbox_cells;
pub(crate) mod checkboxes;
pub mod label_index;
pub(crate) mod location;
pub(crate) mod numbered_blocks;
pub(crate) mod outline;
pub(crate) mod paragraphs_below;
pub(crate) mod question_at_answer;
pub mod question_locations;
pub(crate) mod row_kinds;
pub(crate) mod search;
pub(crate) mod sections;
pub(crate) mod sentences;
pub(crate) mod shared_places;
pub(crate) mod split_cells;
pub(crate) mod table;
pub(crate) mod tables;

use foldhash::{HashSet, HashSetExt};

use crate::document::cells::model::Grid;
use crate::finding::Finding;
use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::label_index::{At, Label, LabelIndex};
use crate::mapping::locate::location::Location;
use crate::mapping::locate::search::Search;
use crate::mapping::locate::sections::{Sections, at_two};
use crate::mapping::locate::table::Table;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, Direction, Line, Locator};
use crate::mapping::spec::target::Target;
use crate::record::schema::Schema;
use crate::text::place::Spot;

/// Everything that a mapping finds in a document.
pub(crate) struct Located {
    /// For each line of the mapping, where its answer stands.
    pub lines: Vec<Option<Location>>,
    pub tables: Vec<Table>,
    /// The cells that are labels or headings.
    pub labels: HashSet<At>,
    /// The cells in which answers stand.
    pub answers: HashSet<(usize, Spot)>,
    /// Labels that stand behind an answer and that the mapping does not name.
    pub unnamed: Vec<Label>,
    pub findings: Vec<Finding>,
}

/// Finds all lines and groups of `mapping`.
pub(super) fn locate(printed: &LabelIndex<'_>, mapping: &Mapping) -> Located {
    let sections = Sections::find(printed, mapping);
    let mut search = Search {
        printed,
        mapping,
        sections: &sections,
        lines: vec![None; mapping.lines.len()],
        answers: HashSet::with_capacity(2 * mapping.lines.len()),
        labels: HashSet::with_capacity(2 * mapping.lines.len()),
        unnamed: Vec::new(),
        findings: Vec::new(),
    };
    search.labels.extend(&sections.headings);
    let tables = search.tables();
    let lost = search.sentences();
    let mut open = search.first_pass();
    while search.narrow(&mut open) {}
    search.report(open);
    search.report_sentences(lost);
    search.alternatives();
    search.questions_at_answers();
    search.one_line_a_place(&tables);
    Located {
        lines: search.lines,
        tables,
        labels: search.labels,
        answers: search.answers,
        unnamed: search.unnamed,
        findings: search.findings,
    }
}

/// A line whose label stands more than once, or not at all.
struct Open {
    line: usize,
    candidates: Vec<Label>,
}

impl Search<'_, '_> {
    /// The repeating groups; their rows hold answers only.
    fn tables(&mut self) -> Vec<Table> {
        let mut found = Vec::new();
        for (n, rows) in self.mapping.rows.iter().enumerate() {
            let region = match self.sections.region(self.printed, &rows.section, rows.sheet.as_deref()) {
                Ok(region) => region,
                Err(finding) => {
                    self.findings.push(finding.field(format!("{}[]", rows.group)));
                    continue;
                }
            };
            let (table, findings) = tables::find(self.printed, self.mapping, n, &region);
            self.findings.extend(findings);
            let Some(table) = table else { continue };
            self.labels.extend(&table.labels);
            self.answers.extend(table.cells().map(|spot| (table.sheet, spot)));
            found.push(table);
        }
        found
    }

    /// Finds the lines whose label stands once; the others stay open.
    fn first_pass(&mut self) -> Vec<Open> {
        let mut open = Vec::new();
        let mut said = HashSet::new();
        for (n, line) in self.mapping.lines.iter().enumerate().filter(|(_, line)| line.sentences().is_empty()) {
            let region = match self.sections.region(self.printed, &line.section, line.sheet.as_deref()) {
                Ok(region) => region,
                Err(finding) => {
                    if said.insert(format!("{:?}", finding.with)) {
                        self.findings.push(finding);
                    }
                    continue;
                }
            };
            match &line.by {
                Locator::Label { wordings: label, .. } | Locator::Marks { label, .. } => {
                    let mut candidates = self.printed.within(label, &region);
                    candidates.retain(|label| !self.lines.contains(&Some(Location::Sentence(label.at))));
                    match candidates.as_slice() {
                        [only] => self.settle(n, only.clone(), &region),
                        _ => open.push(Open { line: n, candidates }),
                    }
                }
                Locator::Ticks { label, boxes, look, skip } => {
                    let found = self.boxes(label, boxes, (*look, *skip), &region);
                    self.settle_boxes(n, found);
                }
                Locator::At(place) => self.lines[n] = self.address(place),
                Locator::Named(names) => self.lines[n] = self.named(names),
                Locator::Column(_) | Locator::Sentence => {}
            }
        }
        open
    }

    /// Drops the candidates that are answers of lines already found, or of each other; true when that settled a line.
    fn narrow(&mut self, open: &mut Vec<Open>) -> bool {
        let before = open.len();
        for mut item in std::mem::take(open) {
            let own = self.answers_of(&item);
            item.candidates.retain(|label| {
                let cell = self.printed.cell(label.at);
                let place = (label.at.sheet, cell.spot);
                !self.answers.contains(&place) && !own.contains(&place)
            });
            let line = &self.mapping.lines[item.line];
            let region = self.sections.region(self.printed, &line.section, line.sheet.as_deref());
            match (item.candidates.as_slice(), region) {
                ([only], Ok(region)) => self.settle(item.line, only.clone(), &region),
                _ => open.push(item),
            }
        }
        open.len() < before
    }

    /// Where the answers would stand if each of the candidates were the label: an answer may read like its own label.
    fn answers_of(&self, item: &Open) -> HashSet<(usize, Spot)> {
        let Locator::Label { look: look @ (Direction::Right | Direction::Below | Direction::Left), skip, .. } =
            self.mapping.lines[item.line].by
        else {
            return HashSet::new();
        };
        let beside = |label: &Label| {
            let spot = step(self.printed.sheet(label.at), self.printed.cell(label.at), look, skip)?;
            Some((label.at.sheet, spot))
        };
        let again = |label: &&Label| self.is_printed_again(label, look, skip);
        let place = |label: &Label| (label.at.sheet, self.printed.cell(label.at).spot);
        let again: HashSet<_> = item.candidates.iter().filter(again).map(place).collect();
        item.candidates.iter().filter_map(beside).filter(|place| !again.contains(place)).collect()
    }

    /// Says of each open line what is wrong, unless another line of the same field was found.
    fn report(&mut self, open: Vec<Open>) {
        if open.is_empty() {
            return;
        }
        let found: HashSet<_> = self.settled_targets();
        for item in open {
            let line = &self.mapping.lines[item.line];
            if line.targets().iter().all(|target| found.contains(target)) {
                continue;
            }
            let label = line.labels().next().map(|w| w.text.clone()).unwrap_or_default();
            let finding = match item.candidates.as_slice() {
                [first, second, ..] => {
                    let apart = first.at.sheet != second.at.sheet && self.printed.sheet(first.at).grid == Grid::Sheet;
                    let code = if apart { "label-on-two-sheets" } else { "label-ambiguous" };
                    let finding = Finding::new(code).with("label", label);
                    at_two(finding, self.printed, first.at, second.at)
                }
                _ => Finding::new("label-missing").with("label", label),
            };
            self.findings.push(finding.field(self.name(item.line)));
        }
    }

    pub(super) fn settled_targets(&self) -> HashSet<Target> {
        let lines = self.mapping.lines.iter().zip(&self.lines);
        lines.filter(|(_, found)| found.is_some()).flat_map(|(line, _)| line.targets()).collect()
    }

    /// Of several lines that are alternatives for one field, only the first that stands on the form is kept.
    fn alternatives(&mut self) {
        let schema = Schema::common();
        let mut seen: HashSet<Target> = HashSet::with_capacity(self.lines.len());
        for (line, found) in self.mapping.lines.iter().zip(&mut self.lines) {
            if found.is_some() && line.alternative(schema).is_some_and(|target| !seen.insert(target)) {
                *found = None;
            }
        }
    }
}

impl Line {
    /// The one field of the line, where lines of the same field are alternatives and not parts or several values.
    fn alternative(&self, schema: &Schema) -> Option<Target> {
        let Asks::One { target, .. } = self.asks else { return None };
        let field = schema.field(target.field);
        (!field.many && (target.part.is_some() || field.kind.parts().is_empty())).then_some(target)
    }
}
