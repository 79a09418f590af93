//! Settles where the answer of one line stands, seen from its label, its boxes, its address or its name.

use foldhash::HashSet;

use crate::document::cells::model::{Format, Sheet};
use crate::finding::Finding;
use crate::record::schema::Schema;
use crate::text::label::{self, Labelled, up_to_next};
use crate::text::normalize::fold_label;
use crate::text::place::{Place, Spot};

use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::checkbox_cells;
use crate::mapping::locate::checkboxes::has_box;
use crate::mapping::locate::label_index::{At, Label, LabelIndex, Region};
use crate::mapping::locate::location::{BoxAt, Location};
use crate::mapping::locate::paragraphs_below;
use crate::mapping::locate::sections::{Sections, at_two};
use crate::mapping::locate::split_cells;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Direction, Locator, TickBox};
use crate::mapping::spec::wording::Wording;

/// What was found so far.
pub(crate) struct Search<'s, 'd> {
    pub(crate) printed: &'s LabelIndex<'d>,
    pub(crate) mapping: &'s Mapping,
    pub(crate) sections: &'s Sections<'s>,
    pub(crate) lines: Vec<Option<Location>>,
    /// The cells in which answers stand: no label is looked for there.
    pub(crate) answers: HashSet<(usize, Spot)>,
    pub(crate) labels: HashSet<At>,
    /// Labels that stand behind an answer and that the mapping does not name.
    pub(crate) unnamed: Vec<Label>,
    pub(crate) findings: Vec<Finding>,
}

impl Search<'_, '_> {
    /// The line's label stands at `label`.
    pub(crate) fn settle(&mut self, n: usize, label: Label, region: &Region) {
        let (look, skip, column) = match &self.mapping.lines[n].by {
            Locator::Label { look, skip, column, .. } => (look, skip, column.as_slice()),
            Locator::Marks { skip, .. } => (&Direction::Right, skip, [].as_slice()),
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
        if let Locator::Marks { boxes, .. } = &self.mapping.lines[n].by
            && let Some(boxes) = checkbox_cells::of_question(self.printed, label.at, boxes).transpose()
        {
            return self.settle_boxes(n, boxes);
        }
        let found = match found {
            Location::Cell { sheet, spot, .. } if self.mapping.lines[n].cells > 1 => {
                let cells = &self.printed.document.sheets[sheet];
                let spots = split_cells::cells(cells, spot, self.mapping.lines[n].cells);
                self.labels
                    .extend(split_cells::marks_between(cells, &spots).into_iter().map(|cell| At { sheet, cell }));
                Location::Spread { sheet, spots, label: label.at }
            }
            found => found,
        };
        match &found {
            Location::Cell { sheet, spot, .. } => _ = self.answers.insert((*sheet, *spot)),
            Location::Spread { sheet, spots, .. } => self.answers.extend(spots.iter().map(|spot| (*sheet, *spot))),
            Location::Prose { label, spots } => self.answers.extend(spots.iter().map(|spot| (label.sheet, *spot))),
            _ => {}
        }
        self.lines[n] = Some(found);
    }

    /// A label with what follows it in its cell, up to the next label of the form.
    fn alone(&mut self, label: Label) -> Label {
        let text = self.printed.cell(label.at).content.as_text().unwrap_or_default();
        let own = fold_label(&text[label.text.clone()]);
        let after = up_to_next(text, &label.after, |next| self.ends_answer(text, &own, next));
        self.unnamed_behind(text, &own, &Label { after: after.end..label.after.end, ..label.clone() });
        Label { after, ..label }
    }

    /// Whether a text behind a label is another one: the mapping names it, or the form's blank prints it there.
    fn ends_answer(&self, text: &str, own: &str, next: &Labelled) -> bool {
        let folded = fold_label(&text[next.label.clone()]);
        let named = self.mapping.declares(&folded) && (!next.run_on || self.printed.stands_only_run_on(&folded));
        named || self.mapping.blank_labels.print(own, &folded)
    }

    /// The labels in the rest of a text, up to the first that the mapping names: what stands behind them is nobody's answer.
    fn unnamed_behind(&mut self, text: &str, own: &str, rest: &Label) {
        let mut from = rest.after.start;
        while let Some(next) = label::all(text).find(|next| from < rest.after.end && next.label.start == from) {
            if self.mapping.declares(&fold_label(&text[next.label.clone()])) {
                return;
            }
            let after = up_to_next(text, &next.after, |next| self.ends_answer(text, own, next));
            from = after.end;
            let unnamed = Label { at: rest.at, after, text: next.label, run_on: next.run_on };
            if !self.unnamed.contains(&unnamed) {
                self.unnamed.push(unnamed);
            }
        }
    }

    /// The line's boxes stand there, or the finding says why not.
    pub(crate) fn settle_boxes(&mut self, n: usize, found: Result<Vec<BoxAt>, Finding>) {
        match found {
            Ok(boxes) => {
                self.labels.extend(boxes.iter().map(|b| b.label));
                self.answers.extend(boxes.iter().filter_map(|b| Some((b.label.sheet, b.spot?))));
                self.lines[n] = Some(Location::Boxes(boxes));
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
        look: Direction,
        skip: u32,
        column: &[Wording],
        region: &Region,
    ) -> Result<Location, Finding> {
        let sheet = self.printed.sheet(label.at);
        let spot = match look {
            Direction::After => match self.field_after(label) {
                None => return Ok(Location::After(label.clone())),
                field => field,
            },
            Direction::In => return Ok(Location::After(label.clone())),
            Direction::Prose => {
                let spots = paragraphs_below::below(self.printed, self.mapping, label.at, region);
                return Ok(Location::Prose { label: label.at, spots });
            }
            Direction::Row => {
                let heading = self.heading_above(label, column, region)?;
                self.labels.insert(heading);
                let spot = Spot { row: self.printed.cell(label.at).spot.row, col: self.printed.cell(heading).spot.col };
                Some(sheet.corner(spot))
            }
            _ => step(sheet, self.printed.cell(label.at), look, skip),
        };
        match spot.filter(|spot| sheet.place(*spot).is_some()) {
            Some(spot) => Ok(Location::Cell { sheet: label.at.sheet, spot, label: label.clone() }),
            None => Ok(Location::After(label.clone())),
        }
    }

    /// The form field right of a label that ends its own cell: there it is what follows the label.
    fn field_after(&self, label: &Label) -> Option<Spot> {
        let sheet = self.printed.sheet(label.at);
        let text = self.printed.cell(label.at).content.as_text()?;
        let spot = step(sheet, self.printed.cell(label.at), Direction::Right, 0)?;
        let field = matches!(sheet.at(spot)?.own_place.get().as_deref(), Some(Place::Field(_)));
        (field && text.get(label.after.clone())?.trim().is_empty()).then_some(spot)
    }

    /// The heading of a column: the nearest one above the label within the region.
    fn heading_above(&self, label: &Label, column: &[Wording], region: &Region) -> Result<At, Finding> {
        let row = self.printed.cell(label.at).spot.row;
        let above = self.printed.headings(column, region);
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
    pub(crate) fn boxes(
        &mut self,
        label: &[Wording],
        boxes: &[TickBox],
        (look, skip): (Direction, u32),
        region: &Region,
    ) -> Result<Vec<BoxAt>, Finding> {
        let row = match (look, label) {
            (Direction::Row, [first, ..]) => Some(self.only(label, first, region)?),
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
                        Direction::In if has_box(&self.printed.cell(label.at).content) => None,
                        Direction::In => checkbox_cells::of_word(self.printed, label.at),
                        _ => step(sheet, self.printed.cell(label.at), look, skip),
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

    /// The place that the mapping gives.
    pub(crate) fn address(&mut self, place: &Place) -> Option<Location> {
        for (n, sheet) in self.printed.document.sheets.iter().enumerate() {
            match place {
                Place::Cell { sheet: name, at, .. } if **name == *sheet.name => {
                    let spot = sheet.corner(*at);
                    self.answers.insert((n, spot));
                    return Some(Location::Address { sheet: n, spot });
                }
                Place::Record { row, col } => {
                    return Some(Location::Address { sheet: n, spot: Spot { row: row - 1, col: col - 1 } });
                }
                _ => {}
            }
            if let Some(cell) = sheet.cells.iter().find(|cell| cell.own_place.is(place)) {
                self.answers.insert((n, cell.spot));
                return Some(Location::Address { sheet: n, spot: cell.spot });
            }
        }
        None
    }

    /// The first place that the source calls by one of these names.
    pub(crate) fn named(&mut self, names: &[String]) -> Option<Location> {
        for (n, sheet) in self.printed.document.sheets.iter().enumerate() {
            let hit =
                sheet.named.iter().position(|named| named.names.iter().any(|name| names.iter().any(|w| **w == **name)));
            if let Some(hit) = hit {
                let spot = sheet.named[hit].spot;
                self.answers.insert((n, spot));
                if self.printed.document.format == Format::Json {
                    self.labels.extend(label_of(sheet, n, spot));
                }
                return Some(Location::Named { sheet: n, named: hit });
            }
        }
        None
    }

    /// The field of a line, as it is named in a finding.
    pub(crate) fn name(&self, n: usize) -> String {
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
