//! Finds where each line of a mapping stands in a document, by printed labels alone; the same for reading and filling.

use foldhash::{HashSet, HashSetExt};

use crate::document::cell::{Area, Format, Sheet};
use crate::finding::Finding;
use crate::place::{Place, Spot};
use crate::record::schema::Schema;

use super::boxes::has_box;
use super::buttons;
use super::declaration::{Asks, By, Line, Look, Mapping, Target, TickBox, Wording};
use super::printed::{At, Label, Printed, Region, up_to_next};
use super::prose;
use super::sections::{Sections, at_two};
use super::tables::{self, Table};

/// An answer's place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A cell of its own; where that is empty, what follows the label in the label's cell.
    Cell { sheet: usize, spot: Spot, label: Label },
    /// What follows the label in its cell.
    After(Label),
    /// All cells below a label, up to the next label or heading; the first takes what is written.
    Prose { label: At, spots: Vec<Spot> },
    /// Boxes, by their position in the line.
    Boxes(Vec<BoxAt>),
    /// Something the source itself names.
    Named { sheet: usize, named: usize },
    /// An address given by the mapping.
    Address { sheet: usize, spot: Spot },
}

/// A box of a line: in the cell of its label, or in a cell of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BoxAt {
    /// Which of the line's boxes.
    pub turn: usize,
    pub label: At,
    /// The cell of the box; none when the box stands in the label's cell.
    pub spot: Option<Spot>,
}

/// Everything that a mapping finds in a document.
pub(super) struct Located {
    /// For each line of the mapping, where its answer stands.
    pub lines: Vec<Option<Found>>,
    pub tables: Vec<Table>,
    /// The cells that are labels or headings.
    pub labels: HashSet<At>,
    pub findings: Vec<Finding>,
}

/// Finds all lines and groups of `mapping`.
pub(super) fn locate(printed: &Printed<'_>, mapping: &Mapping) -> Located {
    let sections = Sections::find(printed, mapping);
    let mut search = Search {
        printed,
        mapping,
        sections: &sections,
        lines: vec![None; mapping.lines.len()],
        answers: HashSet::new(),
        labels: sections.headings.iter().copied().collect(),
        findings: Vec::new(),
    };
    let tables = search.tables();
    let mut open = search.first_pass();
    while search.narrow(&mut open) {}
    search.report(open);
    search.alternatives();
    Located { lines: search.lines, tables, labels: search.labels, findings: search.findings }
}

/// A line whose label stands more than once, or not at all.
struct Open {
    line: usize,
    candidates: Vec<Label>,
}

struct Search<'s, 'd> {
    printed: &'s Printed<'d>,
    mapping: &'s Mapping,
    sections: &'s Sections<'s>,
    lines: Vec<Option<Found>>,
    /// The cells in which answers stand: no label is looked for there.
    answers: HashSet<(usize, Spot)>,
    labels: HashSet<At>,
    findings: Vec<Finding>,
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
        for (n, line) in self.mapping.lines.iter().enumerate() {
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
                By::Label { wordings: label, .. } | By::Marks { label, .. } => {
                    let candidates = self.printed.within(label, &region);
                    match candidates.as_slice() {
                        [only] => self.settle(n, only.clone(), &region),
                        _ => open.push(Open { line: n, candidates }),
                    }
                }
                By::Ticks { label, boxes, look, skip } => {
                    let found = self.boxes(label, boxes, (*look, *skip), &region);
                    self.settle_boxes(n, found);
                }
                By::At(place) => self.lines[n] = self.address(place),
                By::Named(names) => self.lines[n] = self.named(names),
                By::Column(_) => {}
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
    fn answers_of(&self, item: &Open) -> Vec<(usize, Spot)> {
        let By::Label { look: look @ (Look::Right | Look::Below | Look::Left), skip, .. } =
            self.mapping.lines[item.line].by
        else {
            return Vec::new();
        };
        let beside = |label: &Label| {
            let spot = step(self.printed.sheet(label.at), self.printed, label.at, look, skip)?;
            Some((label.at.sheet, spot))
        };
        item.candidates.iter().filter_map(beside).collect()
    }

    /// The line's label stands at `label`.
    fn settle(&mut self, n: usize, label: Label, region: &Region) {
        let (look, skip, column) = match &self.mapping.lines[n].by {
            By::Label { look, skip, column, .. } => (look, skip, column.as_slice()),
            By::Marks { skip, .. } => (&Look::Right, skip, [].as_slice()),
            _ => return,
        };
        self.labels.insert(label.at);
        let label = self.alone(label);
        let found = match self.beside(&label, *look, *skip, column, region) {
            Ok(found) => found,
            Err(finding) => {
                let finding = finding.field(self.name(n));
                self.findings.push(finding);
                return;
            }
        };
        if let (Found::Cell { spot, .. }, By::Marks { boxes, .. }) = (&found, &self.mapping.lines[n].by)
            && let Some(boxes) = buttons::of_question(self.printed, label.at, *spot, boxes).transpose()
        {
            return self.settle_boxes(n, boxes);
        }
        match &found {
            Found::Cell { sheet, spot, .. } => _ = self.answers.insert((*sheet, *spot)),
            Found::Prose { label, spots } => self.answers.extend(spots.iter().map(|spot| (label.sheet, *spot))),
            _ => {}
        }
        self.lines[n] = Some(found);
    }

    /// A label with what follows it in its cell, up to the next label of the form.
    fn alone(&self, label: Label) -> Label {
        let text = self.printed.cell(label.at).content.as_text().unwrap_or_default();
        let after = up_to_next(text, &label.after, |next| self.mapping.declares(next));
        Label { after, ..label }
    }

    fn settle_boxes(&mut self, n: usize, found: Result<Vec<BoxAt>, Finding>) {
        match found {
            Ok(boxes) => {
                self.labels.extend(boxes.iter().map(|b| b.label));
                self.answers.extend(boxes.iter().filter_map(|b| Some((b.label.sheet, b.spot?))));
                self.lines[n] = Some(Found::Boxes(boxes));
            }
            Err(finding) => {
                let finding = finding.field(self.name(n));
                self.findings.push(finding);
            }
        }
    }

    /// The place that `look` points to from the label.
    fn beside(
        &mut self,
        label: &Label,
        look: Look,
        skip: u32,
        column: &[Wording],
        region: &Region,
    ) -> Result<Found, Finding> {
        let sheet = self.printed.sheet(label.at);
        let spot = match look {
            Look::After => match self.field_after(label) {
                None => return Ok(Found::After(label.clone())),
                field => field,
            },
            Look::In => return Ok(Found::After(label.clone())),
            Look::Prose => {
                let spots = prose::below(self.printed, self.mapping, label.at, region);
                return Ok(Found::Prose { label: label.at, spots });
            }
            Look::Row => {
                let heading = self.heading_above(label, column, region)?;
                self.labels.insert(heading);
                let spot = Spot { row: self.printed.cell(label.at).spot.row, col: self.printed.cell(heading).spot.col };
                Some(sheet.corner(spot))
            }
            _ => step(sheet, self.printed, label.at, look, skip),
        };
        match spot.filter(|spot| sheet.place(*spot).is_some()) {
            Some(spot) => Ok(Found::Cell { sheet: label.at.sheet, spot, label: label.clone() }),
            None => Ok(Found::After(label.clone())),
        }
    }

    /// The form field right of a label that ends its own cell: on that paper it is what follows the label.
    fn field_after(&self, label: &Label) -> Option<Spot> {
        let sheet = self.printed.sheet(label.at);
        let text = self.printed.cell(label.at).content.as_text()?;
        let spot = step(sheet, self.printed, label.at, Look::Right, 0)?;
        let field = matches!(sheet.at(spot)?.own_place.as_deref(), Some(Place::Field(_)));
        (field && text.get(label.after.clone())?.trim().is_empty()).then_some(spot)
    }

    /// The heading of a column: the nearest one above the label within the region.
    fn heading_above(&self, label: &Label, column: &[Wording], region: &Region) -> Result<At, Finding> {
        let row = self.printed.cell(label.at).spot.row;
        let above = self.printed.within(column, region);
        let mut above: Vec<At> = above
            .iter()
            .map(|l| l.at)
            .filter(|at| at.sheet == label.at.sheet && self.printed.cell(*at).spot.row < row)
            .collect();
        above.sort_by_key(|at| std::cmp::Reverse(self.printed.cell(*at).spot.row));
        let named = || column.first().map_or("", |w| w.text.as_str());
        match above.as_slice() {
            [] => Err(Finding::new("label-missing").with("label", named())),
            [first, second, ..] if self.printed.cell(*first).spot.row == self.printed.cell(*second).spot.row => {
                let finding = Finding::new("label-ambiguous").with("label", named());
                Err(at_two(finding, self.printed, *first, *second))
            }
            [nearest, ..] => Ok(*nearest),
        }
    }

    /// The boxes of a line, each beside its own label.
    fn boxes(
        &mut self,
        label: &[Wording],
        boxes: &[TickBox],
        (look, skip): (Look, u32),
        region: &Region,
    ) -> Result<Vec<BoxAt>, Finding> {
        let row = match (look, label) {
            (Look::Row, [first, ..]) => Some(self.only(label, first, region)?),
            _ => None,
        };
        let mut found = Vec::new();
        for (turn, tick) in boxes.iter().enumerate() {
            let wording = std::slice::from_ref(&tick.label);
            let (at, spot) = match &row {
                Some(row) => {
                    let heading = self.heading_above(row, wording, region)?;
                    let spot =
                        Spot { row: self.printed.cell(row.at).spot.row, col: self.printed.cell(heading).spot.col };
                    self.labels.insert(row.at);
                    (heading, Some(self.printed.sheet(row.at).corner(spot)))
                }
                None => {
                    let label = self.only(wording, &tick.label, region)?;
                    let sheet = self.printed.sheet(label.at);
                    let beside = match look {
                        Look::In if has_box(&self.printed.cell(label.at).content) => None,
                        Look::In => buttons::of_word(self.printed, label.at),
                        _ => step(sheet, self.printed, label.at, look, skip),
                    };
                    (label.at, beside)
                }
            };
            found.push(BoxAt { turn, label: at, spot });
        }
        Ok(found)
    }

    /// The one place where a label stands.
    fn only(&self, wordings: &[Wording], named: &Wording, region: &Region) -> Result<Label, Finding> {
        let mut found = self.printed.within(wordings, region);
        found.retain(|label| !self.answers.contains(&(label.at.sheet, self.printed.cell(label.at).spot)));
        match found.as_slice() {
            [] => Err(Finding::new("label-missing").with("label", &named.text)),
            [only] => Ok(only.clone()),
            [first, second, ..] => {
                let finding = Finding::new("label-ambiguous").with("label", &named.text);
                Err(at_two(finding, self.printed, first.at, second.at))
            }
        }
    }

    fn address(&mut self, place: &Place) -> Option<Found> {
        for (n, sheet) in self.printed.document.sheets.iter().enumerate() {
            match place {
                Place::Cell { sheet: name, at, .. } if **name == *sheet.name => {
                    let spot = sheet.corner(*at);
                    self.answers.insert((n, spot));
                    return Some(Found::Address { sheet: n, spot });
                }
                Place::Record { row, col } => {
                    return Some(Found::Address { sheet: n, spot: Spot { row: row - 1, col: col - 1 } });
                }
                _ => {}
            }
            if let Some(cell) = sheet.cells.iter().find(|cell| cell.own_place.as_deref() == Some(place)) {
                self.answers.insert((n, cell.spot));
                return Some(Found::Address { sheet: n, spot: cell.spot });
            }
        }
        None
    }

    fn named(&mut self, names: &[String]) -> Option<Found> {
        for (n, sheet) in self.printed.document.sheets.iter().enumerate() {
            let hit =
                sheet.named.iter().position(|named| named.names.iter().any(|name| names.iter().any(|w| **w == **name)));
            if let Some(hit) = hit {
                let spot = sheet.named[hit].spot;
                self.answers.insert((n, spot));
                if self.printed.document.format == Format::Json {
                    self.labels.extend(label_of(sheet, n, spot));
                }
                return Some(Found::Named { sheet: n, named: hit });
            }
        }
        None
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
            let label = line.labels().first().map(|w| w.text.clone()).unwrap_or_default();
            let finding = match item.candidates.as_slice() {
                [first, second, ..] => {
                    let finding = Finding::new("label-ambiguous").with("label", label);
                    at_two(finding, self.printed, first.at, second.at)
                }
                _ => Finding::new("label-missing").with("label", label),
            };
            self.findings.push(finding.field(self.name(item.line)));
        }
    }

    fn settled_targets(&self) -> HashSet<Target> {
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

    /// The field of a line, as it is named in a finding.
    fn name(&self, n: usize) -> String {
        let schema = Schema::common();
        self.mapping.lines[n].targets().first().map(|t| schema.field(t.field).id.clone()).unwrap_or_default()
    }
}

/// The label of an answer in a web form: the cell before it.
fn label_of(sheet: &Sheet, n: usize, spot: Spot) -> Option<At> {
    let beside = Spot { col: spot.col.checked_sub(1)?, ..spot };
    let cell = sheet.cells.binary_search_by_key(&beside, |cell| cell.spot).ok()?;
    let named = sheet.named.iter().any(|named| named.spot == beside);
    (!named).then_some(At { sheet: n, cell })
}

/// The cell reached from a label; merged areas count as one cell.
pub(super) fn step(sheet: &Sheet, printed: &Printed<'_>, label: At, look: Look, skip: u32) -> Option<Spot> {
    let cell = printed.cell(label);
    let mut area = Area { from: cell.spot, to: cell.end() };
    for _ in 0..=skip {
        let next = match look {
            Look::Left => Spot { row: area.from.row, col: area.from.col.checked_sub(1)? },
            Look::Below => Spot { row: area.to.row + 1, col: area.from.col },
            _ => Spot { row: area.from.row, col: area.to.col + 1 },
        };
        area = sheet.area(next);
    }
    Some(area.from)
}

impl Line {
    /// The one field of the line, where lines of the same field are alternatives and not parts or several values.
    fn alternative(&self, schema: &Schema) -> Option<Target> {
        let Asks::One { target, .. } = self.asks else { return None };
        let field = schema.field(target.field);
        (!field.many && (target.part.is_some() || field.kind.parts().is_empty())).then_some(target)
    }
}
