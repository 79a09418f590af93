//! One row of a table, read cell by cell.

use compact_str::CompactString;

use crate::document::cells::model::{Cell, Sheet};
use crate::finding::Finding;
use crate::mapping::read::date_order::DateOrder;
use crate::mapping::read::form::FormAnswers;
use crate::mapping::read::shifted_row;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::target::Target;
use crate::record::answer::{Answer, Key, Ledger, Unmapped};
use crate::record::schema::Schema;
use crate::record::value::{self, Notation, Reading, Understood, Value, many};
use crate::text::content::Content;
use crate::text::place::Spot;

/// What one column of the table asks.
#[derive(Clone)]
pub(super) struct ColumnQuestion {
    pub(super) target: Target,
    /// Which row of its group, where the columns of a group count: `doel_2` is the second goal.
    pub(super) row: u32,
    pub(super) notation: Notation,
    /// Takes several values in one cell.
    pub(super) many: bool,
    /// Is kept by its parts: a name or an address.
    pub(super) parted: bool,
    /// The first date in it that can only be written with the month first.
    pub(super) month_first: Option<Spot>,
    /// What its dates show of the order of day and month.
    pub(super) dates: DateOrder,
}

impl ColumnQuestion {
    pub(super) fn new(target: Target, row: u32, notation: Notation, (many, parted): (bool, bool)) -> Self {
        Self { target, row, notation, many, parted, month_first: None, dates: DateOrder::default() }
    }
}

/// The columns of a table as a row needs them.
#[derive(Clone, Copy)]
pub(super) struct Columns<'r> {
    pub(super) mapping: &'r Mapping,
    /// By column.
    pub(super) asked: &'r [Option<ColumnQuestion>],
    /// The printed headings by column.
    pub(super) headings: &'r [Option<String>],
    pub(super) dates: &'r DateOrder,
}

/// A row while it is read.
pub(super) struct Row<'r> {
    pub(super) form: Columns<'r>,
    pub(super) sheet: &'r Sheet,
    pub(super) answers: Vec<Answer>,
    /// Of each answer, the column it stands in.
    pub(super) columns: Vec<u32>,
    pub(super) unmapped: Vec<Unmapped>,
    /// The same of each text that belongs to no field.
    pub(super) unmapped_columns: Vec<u32>,
    pub(super) ledger: Ledger,
    /// With their columns.
    pub(super) findings: Vec<(u32, Finding)>,
}

impl<'r> Row<'r> {
    pub(super) fn new(form: Columns<'r>, sheet: &'r Sheet) -> Self {
        Self {
            form,
            sheet,
            answers: Vec::new(),
            columns: Vec::new(),
            unmapped: Vec::new(),
            unmapped_columns: Vec::new(),
            ledger: Ledger::default(),
            findings: Vec::new(),
        }
    }

    /// What is said of a row whose answers stand a column beside their own.
    pub(super) fn shifted(&self) -> Option<Finding> {
        let answers = || self.columns.iter().copied().zip(&self.answers);
        let odd = answers().filter(|(_, answer)| answer.reading == Reading::AsWritten);
        let asked = odd.filter_map(|(col, _)| Some((col, &self.form.asked.get(col as usize)?.as_ref()?.notation)));
        let misfits: Vec<_> = asked.collect();
        if misfits.len() < shifted_row::LEAST {
            return None;
        }
        let unmapped = self.unmapped_columns.iter().copied().zip(&self.unmapped);
        let texts = answers().map(|(col, answer)| (col, &*answer.text));
        let texts = texts.chain(unmapped.map(|(col, unmapped)| (col, &*unmapped.text))).collect();
        let first = answers().find(|(_, answer)| answer.reading == Reading::AsWritten)?.1;
        let shifted = shifted_row::is_shifted(&texts, &misfits);
        shifted.then(|| Finding::new("row-shifted").with("count", misfits.len()).place(first.place.clone()))
    }

    /// The row as one of which no cell is read.
    pub(super) fn all_unmapped(mut self, finding: Finding) -> FormAnswers {
        let mut seen = None;
        for (col, answer) in self.columns.into_iter().zip(self.answers) {
            if seen != Some(col) {
                let label = self.form.headings.get(col as usize).cloned().flatten();
                self.unmapped.push(Unmapped { place: answer.place, label, text: answer.text });
                self.unmapped_columns.push(col);
                seen = Some(col);
            }
        }
        let mut unmapped: Vec<_> = self.unmapped_columns.into_iter().zip(self.unmapped).collect();
        unmapped.sort_by_key(|(col, _)| *col);
        let unmapped: Vec<Unmapped> = unmapped.into_iter().map(|(_, unmapped)| unmapped).collect();
        let labels = self.ledger.labels;
        let ledger =
            Ledger { cells: self.ledger.cells, labels, unmapped: self.ledger.cells - labels, ..Ledger::default() };
        FormAnswers { answers: Vec::new(), unmapped, ledger, findings: vec![finding] }
    }

    pub(super) fn unasked(&mut self, cell: &mut Cell) {
        self.ledger.unmapped += 1;
        let label = self.form.headings.get(cell.spot.col as usize).cloned().flatten();
        if let Some(place) = self.sheet.place(cell.spot) {
            self.unmapped.push(Unmapped { place, label, text: std::mem::take(&mut cell.content).into_shown() });
            self.unmapped_columns.push(cell.spot.col);
        }
    }

    /// Whether a date can be read two ways, by its own column or by the others of the file.
    fn is_date_in_doubt(&self, asked: &ColumnQuestion, content: &Content) -> bool {
        asked.notation.is_day_first() && self.form.dates.doubts_in(&asked.dates, content)
    }

    pub(super) fn asked(&mut self, asked: &ColumnQuestion, spot: Spot, content: Content) {
        let held = self.answers.len();
        if !content.as_text().is_some_and(|text| self.form.mapping.is_prompt(text)) {
            if asked.many {
                for (turn, one) in (0..).zip(many::parse_all(&content, &asked.notation)) {
                    self.understood(asked, turn, spot, one);
                }
            } else if self.is_date_in_doubt(asked, &content) {
                self.understood(
                    asked,
                    asked.row,
                    spot,
                    Understood { reading: Some(Reading::AsWritten), remarks: Vec::new() },
                );
            } else if asked.target.part.is_some() && value::refers(&content) {
                let as_written = Understood { reading: Some(Reading::AsWritten), remarks: Vec::new() };
                self.understood(asked, asked.row, spot, as_written);
            } else {
                self.understood(asked, asked.row, spot, value::parse(&content, &asked.notation));
            }
        }
        let Some((last, others)) = self.answers[held..].split_last_mut() else {
            self.ledger.labels += 1;
            return;
        };
        let text = content.into_shown();
        others.iter_mut().for_each(|answer| answer.text.clone_from(&text));
        last.text = text;
        if self.answers[held..].iter().any(|answer| answer.reading == Reading::AsWritten) {
            self.ledger.as_written += 1;
        } else {
            self.ledger.answers += 1;
        }
    }

    /// Keeps the answers of one reading; their words come later.
    pub(super) fn understood(&mut self, asked: &ColumnQuestion, row: u32, spot: Spot, understood: Understood) {
        let (Some(reading), Some(place)) = (understood.reading, self.sheet.place(spot)) else { return };
        let key = Key { field: asked.target.field, row, part: asked.target.part };
        let held = self.answers.len();
        let field = Schema::common().field(asked.target.field);
        for code in understood.remarks.into_iter().filter(|code| field.is_remarkable(code)) {
            self.remark(Finding::new(code).field(key.to_string()), spot);
        }
        let answer = |key, reading, place| Answer { key, reading, place, text: CompactString::default() };
        match reading {
            Reading::Value(whole) if asked.parted => {
                for (n, part) in value::into_parts(whole) {
                    let key = Key { part: Some(n), ..key };
                    self.answers.push(answer(key, Reading::Value(Value::Text(part)), place.clone()));
                }
            }
            reading => {
                if reading == Reading::AsWritten {
                    let kind = Schema::common().field(key.field).kind;
                    let finding = Finding::new("answer-not-understood").field(key.to_string());
                    self.remark(finding.with("kind", kind.word()), spot);
                }
                self.answers.push(answer(key, reading, place));
            }
        }
        self.columns.extend(self.answers[held..].iter().map(|_| spot.col));
    }

    pub(super) fn remark(&mut self, finding: Finding, spot: Spot) {
        let finding = match self.sheet.place(spot) {
            Some(place) => finding.place(place),
            None => finding,
        };
        self.findings.push((spot.col, finding));
    }
}
