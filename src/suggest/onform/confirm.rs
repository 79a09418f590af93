//! What was written on a copy of a form, as questions: the label of each mark is found, and what it says is certain.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::cells::model::{Document, Sheet};
use crate::finding::Finding;
use crate::mapping::spec::mapping_line::Direction;
use crate::record::schema::Schema;
use crate::suggest::cell_text::counted::counted;
use crate::suggest::cell_text::hints::{Hints, placeholder};
use crate::suggest::cell_text::texts::split;
use crate::suggest::draft::examples;
use crate::suggest::draft::review::SURE;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::example_rows;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::page::table::{Column, Table};
use crate::suggest::vocabulary::slot::Slot;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::normalize::{fold, fold_label};
use crate::text::place::{Place, Spot};

use super::gaps::gap_of;
use super::mark_text::{chosen, label_before, second_choice};
use super::names::{Names, Unclear, both, name};
use super::read::TypedName;

/// A mark that was understood, with its place on the marked form.
#[derive(Clone, Debug)]
pub struct UnderstoodMark {
    pub place: Place,
    pub slot: Slot,
    pub boxes: bool,
}

/// The questions of a form as somebody confirmed them.
pub struct Confirmed {
    pub placed: Vec<MatchedQuestion>,
    pub meant: Vec<UnderstoodMark>,
    pub findings: Vec<Finding>,
}

/// A doubt that was left standing is no certainty.
const LEFT: f64 = 0.6;

/// Takes what was written for certain; what the draft had besides is taken away, but for boxes that take no text.
pub fn confirm(
    document: &Document,
    printed_form: &mut PrintedForm,
    placed: &[MatchedQuestion],
    written: &[TypedName],
    names: &Names<'_>,
) -> Confirmed {
    let mut confirmation = Confirmation {
        document,
        printed_form,
        drafted: placed,
        placed: placed.to_vec(),
        loose: BTreeMap::new(),
        certain: certain_fields(written, names),
        meant: Vec::new(),
        findings: Vec::new(),
    };
    confirmation.take_away();
    let mut n = 0;
    while n < written.len() {
        let pair = written.get(n + 1).filter(|next| {
            let (here, there) = (&written[n], *next);
            let same = (here.sheet, here.spot) == (there.sheet, there.spot);
            same && fold(&there.before).is_empty() && !there.bare && !confirmation.is_sentence(here)
        });
        confirmation.take(&written[n], pair, names);
        n += if pair.is_some() { 2 } else { 1 };
    }
    confirmation.tables();
    confirmation.same_twice();
    confirmation.placed.sort_by_key(|placed| (placed.asked.at, placed.asked.answer));
    Confirmed { placed: confirmation.placed, meant: confirmation.meant, findings: confirmation.findings }
}

/// A mark of a repeating group that stands in no known table.
struct UnplacedMark {
    one: TypedName,
    slot: Slot,
}

struct Confirmation<'f> {
    document: &'f Document,
    printed_form: &'f mut PrintedForm,
    drafted: &'f [MatchedQuestion],
    placed: Vec<MatchedQuestion>,
    /// Marks of a repeating group that stand in no known table, by sheet, row and group.
    loose: BTreeMap<(usize, u32, String), Vec<UnplacedMark>>,
    /// The fields that stand once and are named somewhere without a question mark.
    certain: BTreeSet<String>,
    meant: Vec<UnderstoodMark>,
    findings: Vec<Finding>,
}

impl Confirmation<'_> {
    /// Takes away what the draft thought; of boxes that take no text it stays where it was sure.
    fn take_away(&mut self) {
        for n in 0..self.placed.len() {
            let asked = &self.placed[n].asked;
            let sheet = &self.document.sheets[asked.at.0];
            let box_only = asked.answer.and_then(|spot| sheet.at(spot)).is_some_and(|cell| is_box(&cell.content));
            // without the words beside its boxes an empty box would be read as a no
            let worded = asked.hints.boxes && !asked.hints.options.is_empty() && self.placed[n].confidence >= SURE;
            let slot = self.placed[n].slot.as_ref().filter(|_| box_only);
            if let Some(slot) = slot {
                let code = if worded { "boxes-not-marked" } else { "boxes-left-out" };
                let finding = Finding::new(code).with("name", name(slot));
                let place = asked.answer.and_then(|spot| sheet.place(spot));
                self.findings.push(place.map_or(finding.clone(), |place| finding.place(place)));
            }
            if slot.is_none() || !worded {
                self.placed[n].slot = None;
            }
        }
    }

    fn take(&mut self, one: &TypedName, pair: Option<&TypedName>, names: &Names<'_>) {
        let at = self.position(one);
        let thought: Vec<&Slot> = at
            .and_then(|at| self.drafted.get(at))
            .map(|placed| placed.slot.iter().chain(placed.others.iter().map(|(slot, _)| slot)).collect())
            .unwrap_or_default();
        let (text, doubtful) = chosen(&one.text);
        let understood = names.understand(text, &thought, &|_| true);
        let joined = pair.map(|pair| {
            let (text, _) = chosen(&pair.text);
            names.understand(text, &[], &|_| true)
        });
        let slot = match (understood, joined) {
            (Ok(slot), None) => slot,
            (Ok(slot), Some(Ok(other))) => match both(&slot, &other) {
                Some(slot) => slot,
                None => return self.unclear(one, Unclear::Unknown(vec![name(&slot), name(&other)])),
            },
            (Err(unclear), _) | (_, Some(Err(unclear))) => return self.unclear(one, unclear),
        };
        let Some(slot) = self.undisputed(slot, one, doubtful, names) else { return };
        if doubtful {
            self.findings.push(Finding::new("mark-in-doubt").with("name", name(&slot)).place(one.place.clone()));
        }
        let boxes = has_certain_box(&one.before);
        self.meant.push(UnderstoodMark { place: one.place.clone(), slot: slot.clone(), boxes });
        self.set(at, one, slot, if doubtful { LEFT } else { 1.0 });
    }

    /// What a doubtful mark says where its field is named elsewhere without a doubt: its second choice, or nothing. A
    /// person who typed a name knows better than the draft, which had the same field at another place.
    fn undisputed(&mut self, slot: Slot, one: &TypedName, doubtful: bool, names: &Names<'_>) -> Option<Slot> {
        if !doubtful || !self.certain.contains(&slot.id) {
            return Some(slot);
        }
        let second = second_choice(&one.text).and_then(|text| names.understand(text, &[], &|_| true).ok());
        let second = second.filter(|second| !self.certain.contains(&second.id));
        if second.is_none() {
            self.findings.push(Finding::new("mark-gives-way").with("name", name(&slot)).place(one.place.clone()));
        }
        second
    }

    fn unclear(&mut self, one: &TypedName, unclear: Unclear) {
        // what stands there without the signs of a mark may be an answer: it is not repeated
        let text = if one.bare { "…" } else { &one.text };
        let listed = |names: Vec<String>| names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
        let finding = match unclear {
            Unclear::Unknown(near) => Finding::new("mark-unknown").with("near", listed(near)),
            Unclear::Several(several) => Finding::new("mark-ambiguous").with("names", listed(several)),
        };
        self.findings.push(finding.with("text", text).place(one.place.clone()));
    }

    /// Whether a mark stands in a gap of a running sentence.
    fn is_sentence(&self, one: &TypedName) -> bool {
        one.cell.is_some_and(|cell| self.printed_form.sentences.contains_key(&(one.sheet, cell)))
    }

    /// The question that is answered where a mark stands.
    fn position(&self, one: &TypedName) -> Option<usize> {
        let sheet = &self.document.sheets[one.sheet];
        let here = |asked: &Question| asked.at.0 == one.sheet;
        let own = |asked: &Question| here(asked) && one.cell == Some(asked.at.1);
        let find = |is: &dyn Fn(&Question) -> bool| self.placed.iter().position(|placed| is(&placed.asked));
        if self.is_sentence(one) {
            return gap_of(self.printed_form, &self.placed, one);
        }
        if let Some(label) = label_before(&one.before) {
            let folded = fold_label(label);
            return find(&|asked| own(asked) && asked.answer.is_none() && fold_label(&asked.text) == folded);
        }
        let in_rows = |asked: &Question| matches!(asked.within, Within::Rows { .. });
        find(&|asked| here(asked) && !in_rows(asked) && asked.answer.map(|spot| sheet.corner(spot)) == Some(one.spot))
            .or_else(|| {
                find(&|asked| {
                    let count = u32::try_from(asked.hints.options.len()).unwrap_or(0);
                    let column =
                        |spot: Spot| spot.col == one.spot.col && (spot.row..spot.row + count).contains(&one.spot.row);
                    here(asked) && asked.hints.apart && asked.answer.is_some_and(column)
                })
            })
            .or_else(|| find(&|asked| own(asked) && has_certain_box(&one.before)))
            .or_else(|| {
                self.placed.iter().position(|placed| {
                    let asked = &placed.asked;
                    here(asked) && in_rows(asked) && examples::heads(self.document, &self.placed, placed, one.spot)
                })
            })
    }

    /// Gives a question its field.
    fn set(&mut self, at: Option<usize>, one: &TypedName, slot: Slot, sure: f64) {
        match (at.map(|at| self.placed[at].asked.within.clone()), slot.rows.clone()) {
            (Some(Within::Form | Within::Clients), None) => {}
            (Some(Within::Rows { table, .. }), Some(group)) => self.regroup(table, &group),
            (Some(Within::Block { .. }), Some(group)) => {
                if let Some(Within::Block { group: own, .. }) = at.map(|at| &mut self.placed[at].asked.within) {
                    *own = group;
                }
            }
            (Some(Within::Block { .. }), None) => {
                if let Some(at) = at {
                    self.placed[at].asked.within = Within::Form;
                }
            }
            (Some(Within::Form), Some(group)) if self.in_block(at, &group) => {}
            (Some(Within::Rows { .. }) | None, None) => return self.add(one, slot, sure),
            (_, Some(group)) => {
                let row = (one.sheet, one.spot.row, group);
                return self.loose.entry(row).or_default().push(UnplacedMark { one: one.clone(), slot });
            }
        }
        let Some(placed) = at.map(|at| &mut self.placed[at]) else { return };
        if placed.slot.as_ref().is_some_and(|known| known.id != slot.id) && placed.confidence >= LEFT {
            self.findings.push(Finding::new("mark-twice").with("name", name(&slot)).place(one.place.clone()));
            return;
        }
        (placed.slot, placed.confidence) = (Some(slot), sure);
    }

    /// Whether a question counts, `Wat is doel 1?`, or its heading does; then it is of a block that repeats.
    fn in_block(&mut self, at: Option<usize>, group: &str) -> bool {
        let Some(asked) = at.map(|at| &mut self.placed[at].asked) else { return false };
        let heading = asked.sections.last().filter(|(_, text)| counted(text).is_some()).map(|(at, _)| *at);
        let counts = counted(&asked.text).is_some() || heading.is_some();
        if counts {
            asked.within = Within::Block { group: group.to_owned(), heading };
        }
        counts
    }

    /// A table is of the group that is written in it.
    fn regroup(&mut self, table: usize, group: &str) {
        self.printed_form.tables[table].group = Some(group.to_owned());
        for placed in &mut self.placed {
            if let Within::Rows { table: n, group: own } = &mut placed.asked.within
                && *n == table
            {
                group.clone_into(own);
            }
        }
    }

    /// A question that the draft did not see: with the label nearest to the mark.
    fn add(&mut self, one: &TypedName, slot: Slot, sure: f64) {
        let sheet = &self.document.sheets[one.sheet];
        let within = label_before(&one.before).zip(one.cell);
        let (cell, text, look, answer) = match within {
            Some((label, cell)) => (cell, label.to_owned(), Direction::After, None),
            None => match self.label_of(sheet, one) {
                Some((cell, look)) => {
                    let text = sheet.cells[cell].content.shown();
                    (cell, split(&text).0.to_owned(), look, Some(one.spot))
                }
                None => return self.findings.push(Finding::new("mark-nowhere").place(one.place.clone())),
            },
        };
        let mut before =
            self.placed.iter().filter(|placed| placed.asked.at.0 == one.sheet && placed.asked.at.1 <= cell);
        let sections = before.next_back().map(|placed| placed.asked.sections.clone()).unwrap_or_default();
        let sections = sections.into_iter().filter(|(at, _)| at.1 < cell).collect();
        let old = one.cell.and_then(|cell| sheet.cells[cell].content.as_text());
        let hints = old.filter(|_| answer.is_some()).and_then(placeholder).unwrap_or_default();
        let asked = asked((one.sheet, cell), text, look, answer, sections, hints);
        self.placed.push(certain(asked, slot, sure));
    }

    /// The label nearest to a place: left of it, else above it; one that is answered elsewhere comes last.
    fn label_of(&self, sheet: &Sheet, one: &TypedName) -> Option<(usize, Direction)> {
        let words =
            |cell: &usize| sheet.cells[*cell].content.as_text().is_some_and(|text| text.contains(char::is_alphabetic));
        let all = || (0..sheet.cells.len()).filter(words).filter(|cell| Some(*cell) != one.cell);
        let left = all()
            .filter(|c| sheet.cells[*c].spot.row <= one.spot.row && one.spot.row <= sheet.cells[*c].end().row)
            .rfind(|c| sheet.cells[*c].end().col < one.spot.col);
        let above = all().rfind(|c| {
            let cell = &sheet.cells[*c];
            cell.end().row < one.spot.row && cell.spot.col <= one.spot.col && one.spot.col <= cell.end().col
        });
        let before = all().rfind(|c| sheet.cells[*c].spot < one.spot);
        let near = left.map(|c| (c, Direction::Right)).into_iter().chain(above.map(|c| (c, Direction::Below)));
        let mut near: Vec<(usize, Direction)> = near.chain(before.map(|c| (c, Direction::Below))).collect();
        let taken = |cell: usize| {
            self.placed.iter().any(|placed| placed.slot.is_some() && placed.asked.at == (one.sheet, cell))
        };
        near.sort_by_key(|(cell, _)| taken(*cell));
        near.first().copied()
    }

    /// Makes tables of the marks that stand beside each other under headings.
    fn tables(&mut self) {
        for ((sheet_at, row, group), marks) in std::mem::take(&mut self.loose) {
            let sheet = &self.document.sheets[sheet_at];
            let known = self.printed_form.tables.iter().any(|table| table.group.as_deref() == Some(&*group))
                && self
                    .placed
                    .iter()
                    .any(|p| p.slot.as_ref().is_some_and(|slot| slot.rows.as_deref() == Some(&*group)));
            if known || marks.len() < 2 {
                self.alone(&marks);
                continue;
            }
            let mut columns = Vec::new();
            for UnplacedMark { one: TypedName { spot, .. }, slot } in marks {
                let heading = (0..row).rev().filter(|above| !example_rows::says(sheet, *above)).find_map(|above| {
                    let cell = sheet.position(Spot { row: above, col: spot.col })?;
                    sheet.cells[cell].content.as_text().filter(|text| text.contains(char::is_alphabetic))?;
                    Some(cell)
                });
                match heading {
                    Some(cell) => columns.push((cell, spot, slot)),
                    None => {
                        let finding = Finding::new("mark-nowhere");
                        let place = sheet.place(spot);
                        self.findings.push(place.map_or(finding.clone(), |place| finding.place(place)));
                    }
                }
            }
            let Some((first, ..)) = columns.first() else { continue };
            let table = self.printed_form.tables.len();
            let text = |cell: usize| sheet.cells[cell].content.shown().trim().to_owned();
            let made = columns.iter().map(|(cell, spot, _)| Column {
                at: (sheet_at, *cell),
                text: text(*cell),
                col: spot.col,
                contents: Vec::new(),
                hints: Hints::default(),
            });
            let row = sheet.cells[*first].spot.row;
            let columns_made = made.collect();
            self.printed_form.tables.push(Table {
                group: Some(group.clone()),
                sheet: sheet_at,
                row,
                columns: columns_made,
                sections: Vec::new(),
                total: None,
            });
            for (cell, _, slot) in columns {
                self.placed.retain(|placed| placed.asked.at != (sheet_at, cell) || placed.slot.is_some());
                let mut asked =
                    asked((sheet_at, cell), text(cell), Direction::Below, None, Vec::new(), Hints::default());
                asked.within = Within::Rows { table, group: group.clone() };
                self.placed.push(certain(asked, slot, 1.0));
            }
        }
    }
}

impl Confirmation<'_> {
    /// Says of each field that is written at two places.
    fn same_twice(&mut self) {
        for (n, one) in self.meant.iter().enumerate() {
            let once = one.slot.rows.is_none() && !Schema::common().field(one.slot.targets[0].field).many;
            let before = self.meant[..n].iter().find(|other| once && other.slot.id == one.slot.id);
            if let Some(other) = before {
                let finding = Finding::new("mark-same-field").with("name", name(&one.slot)).with("other", &other.place);
                self.findings.push(finding.place(one.place.clone()));
            }
        }
    }

    /// Marks of a group that stand neither in a table nor in a block with a number, and are not in one elsewhere.
    fn alone(&mut self, marks: &[UnplacedMark]) {
        for UnplacedMark { one, slot } in marks {
            let known = |placed: &MatchedQuestion| placed.slot.as_ref().is_some_and(|other| other.id == slot.id);
            if !self.placed.iter().any(known) {
                self.meant.retain(|meant| meant.place != one.place);
                let finding = Finding::new("mark-not-repeated").with("name", name(slot));
                self.findings.push(finding.place(one.place.clone()));
            }
        }
    }
}

fn certain_fields(written: &[TypedName], names: &Names<'_>) -> BTreeSet<String> {
    let sure = written.iter().map(|one| chosen(&one.text)).filter(|(_, doubtful)| !doubtful);
    let named = sure.filter_map(|(text, _)| names.understand(text, &[], &|_| true).ok());
    let once = |slot: &Slot| slot.rows.is_none() && slot.targets.iter().all(|t| !Schema::common().field(t.field).many);
    named.filter(once).map(|slot| slot.id).collect()
}

fn asked(
    at: (usize, usize),
    text: String,
    look: Direction,
    answer: Option<Spot>,
    sections: Vec<((usize, usize), String)>,
    hints: Hints,
) -> Question {
    Question { answer, sections, hints, ..Question::new(at, text, look) }
}

fn certain(asked: Question, slot: Slot, sure: f64) -> MatchedQuestion {
    let evidence = vec!["written on the form".to_owned()];
    MatchedQuestion {
        asked,
        slot: Some(slot),
        confidence: sure.max(DOUBT),
        strength: (1.0, 1.0),
        evidence,
        others: Vec::new(),
    }
}

/// A box of its own, which takes no text.
fn is_box(content: &Content) -> bool {
    matches!(content, Content::Tick(_))
}
