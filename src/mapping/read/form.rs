//! A document understood by a mapping: read to the answers of a record.

mod beside;
mod boxes;
mod options;
mod sentences;
mod tables;

use compact_str::CompactString;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::cells::model::{Document, Format};
use crate::finding::Finding;
use crate::mapping::locate::label_index::{At, Label, LabelIndex};
use crate::mapping::locate::locate;
use crate::mapping::locate::location::Location;
use crate::mapping::read::at_answers;
use crate::mapping::read::cell_ledger::{CellLedger, Mark};
use crate::mapping::read::cell_reader::{CellReader, Words};
use crate::mapping::read::combined::{split, split_loosely};
use crate::mapping::read::not_read::{choices_not_told, is_beside_answer};
use crate::mapping::read::relabelled::{in_pieces, relabelled};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, Line, Locator, Rows, Shape, TickBox};
use crate::mapping::spec::pattern::Pattern;
use crate::mapping::spec::target::Target;
use crate::record::answer::{Answer, Key, Ledger, Unmapped};
use crate::record::schema::{Field, Kind, Schema};
use crate::record::value::{self, Notation, Reading, Value, many};
use crate::text::checkbox;
use crate::text::content;
use crate::text::label;
use crate::text::normalize::fold_label;
use crate::text::place::{Place, Spot};

/// What a form says of one client, before it is known where the form came from.
pub struct FormAnswers {
    /// In the order of their keys.
    pub answers: Vec<Answer>,
    pub unmapped: Vec<Unmapped>,
    pub ledger: Ledger,
    pub findings: Vec<Finding>,
}

impl FormAnswers {
    /// Whether nobody filled the form in.
    pub fn is_blank(&self) -> bool {
        self.answers.is_empty()
    }
}

/// Reads all answers of a document that holds one client.
pub fn read(document: &Document, mapping: &Mapping) -> FormAnswers {
    read_printed(&LabelIndex::of(document), mapping)
}

/// As [`read`], of a document that is folded already.
pub fn read_printed(printed: &LabelIndex<'_>, mapping: &Mapping) -> FormAnswers {
    let located = locate(printed, mapping);
    let mut reader = Reader {
        printed,
        mapping,
        account: CellLedger::of(printed, &located.labels),
        labels: &located.labels,
        asked: &located.answers,
        standing: CellReader { printed, mapping, labels: &located.labels },
        answers: Vec::with_capacity(128),
        known: HashMap::with_capacity(128),
        findings: Vec::new(),
        beside: Vec::new(),
    };
    for (line, found) in mapping.lines.iter().zip(&located.lines) {
        if let Some(found) = found {
            reader.line(line, found);
        }
    }
    for table in &located.tables {
        reader.table(table);
    }
    let behind_unnamed = reader.behind_unnamed(&located.unnamed);
    let (ledger, mut unmapped) = reader.account.close(mapping);
    unmapped.extend(behind_unnamed.into_iter().chain(reader.beside));
    let mut answers = reader.answers;
    let mut findings = reader.findings;
    if !answers.is_empty() {
        findings.extend(choices_not_told(printed, mapping, &located));
        findings.extend(relabelled(printed, mapping, &located));
        findings.extend(in_pieces(printed, mapping, &located));
    }
    findings.splice(..0, located.findings.iter().cloned());
    // An old result matters where it is an answer.
    let matters = |finding: &&Finding| {
        let beside = || is_beside_answer(printed.document, (&located.labels, &located.answers), finding.place.as_ref());
        match finding.code.as_ref() {
            code if at_answers::CODES.contains(&code) => at_answers::stands_at(finding, &answers).is_some(),
            "picture-ignored" => beside(),
            _ => true,
        }
    };
    let of_document = printed.document.findings.iter().filter(matters).cloned();
    findings.extend(at_answers::at_fields(of_document, &answers));
    let beside = hidden_beside(&answers, &findings);
    findings.extend(beside);
    answers.sort_unstable_by_key(|answer| answer.key);
    FormAnswers { answers, unmapped, ledger, findings }
}

struct Reader<'r, 'd> {
    printed: &'r LabelIndex<'d>,
    mapping: &'r Mapping,
    standing: CellReader<'r, 'd>,
    account: CellLedger<'r, 'd>,
    labels: &'r HashSet<At>,
    /// Where lines of the mapping were found.
    asked: &'r HashSet<(usize, Spot)>,
    answers: Vec<Answer>,
    /// The positions of the answers.
    known: HashMap<Key, usize>,
    findings: Vec<Finding>,
    /// What was typed where nothing is asked, in a cell that holds answers too.
    beside: Vec<Unmapped>,
}

impl<'d> Reader<'_, 'd> {
    fn line(&mut self, line: &Line, found: &Location) {
        if let Location::Boxes(found) = found {
            if let (Asks::One { target, .. }, Locator::Ticks { boxes, .. } | Locator::Marks { boxes, .. }) =
                (&line.asks, &line.by)
            {
                self.boxes(*target, 0, boxes, found);
            }
            return;
        }
        if let Location::Sentence(at) = found {
            return self.sentence(line.sentences(), *at);
        }
        let Some(words) = self.words(found) else { return };
        if let (Asks::One { target, .. }, Locator::Marks { label, boxes, .. }) = (&line.asks, &line.by) {
            // which of several cells a mark belongs to is plain only where boxes are drawn
            return match self.with_list_beside(boxes, found, &words) {
                Some(list) if !checkbox::has_certain_box(&list.content.shown()) => {
                    let key = Key { field: target.field, row: 0, part: None };
                    self.keep(key, Reading::AsWritten, list);
                }
                Some(list) => self.marks(*target, (label, boxes), &list),
                None => self.marks(*target, (label, boxes), &words),
            };
        }
        match &line.asks {
            Asks::One { target, notation, .. } => {
                if let Some(words) = self.with_options_beside(notation, found, words) {
                    let words = self.with_unit_beside(*target, found, words);
                    self.answer(*target, 0, notation, words);
                }
            }
            Asks::Combined(patterns) => self.combined(patterns, words),
            Asks::Sentence(_) => {}
        }
    }

    /// What stands where a line was found; the cells that it takes along are accounted for.
    fn words(&mut self, found: &Location) -> Option<Words<'d>> {
        let mut along = Vec::new();
        let words = self.standing.words(found, &mut along);
        along.into_iter().for_each(|(at, mark)| self.account.mark(at, mark));
        words
    }

    /// What stands behind labels that the mapping does not name, in a text that holds an answer too.
    fn behind_unnamed(&self, unnamed: &[Label]) -> Vec<Unmapped> {
        let words = unnamed.iter().filter_map(|label| Some((label, self.standing.after(label)?)));
        let unmapped = words.map(|(label, words)| {
            let printed = self.printed.cell(label.at).content.as_text().and_then(|text| text.get(label.text.clone()));
            let label = printed.map(|printed| printed.trim().to_owned());
            Unmapped { place: words.place, label, text: words.content.into_owned().into_shown() }
        });
        unmapped.collect()
    }

    fn mark(&mut self, at: Option<At>, mark: Mark) {
        if let Some(at) = at {
            self.account.mark(at, mark);
        }
    }

    /// Reads one answer, or the several answers of a field that takes them.
    fn answer(&mut self, target: Target, row: u32, notation: &Notation, words: Words<'_>) {
        let field = Schema::common().field(target.field);
        if field.many && target.part.is_none() {
            self.several(target, notation, &words);
            return;
        }
        let understood = value::parse(&words.content, notation);
        let reading = match understood.reading {
            Some(reading) => reading,
            None if self.is_several_of_one(field, &words) => Reading::AsWritten,
            None => return self.mark(words.at, Mark::Label),
        };
        let key = Key { field: target.field, row, part: target.part };
        let reading = self.with_label_within(key, reading, &words);
        let refers = target.part.is_some() && value::refers(&words.content);
        let reading = if refers || self.is_of_the_form(field.kind, &words) { Reading::AsWritten } else { reading };
        for code in understood.remarks.into_iter().filter(|code| field.is_remarkable(code)) {
            self.findings.push(Finding::new(code).field(key.to_string()).place(words.place.clone()));
        }
        match reading {
            Reading::Value(whole) if target.part.is_none() && !field.kind.parts().is_empty() => {
                self.parts(key, whole, words);
            }
            reading => self.keep(key, reading, words),
        }
    }

    /// Whether a web form hands over several choices where one is asked. No prompt stands there that would list them all.
    fn is_several_of_one(&self, field: &Field, words: &Words<'_>) -> bool {
        let text = words.content.as_text().unwrap_or_default();
        let chosen = text.lines().filter(|line| !line.trim().is_empty()).count();
        self.printed.document.format == Format::Json
            && chosen > 1
            && matches!(field.kind, Kind::Choice | Kind::YesNo)
            && !text.contains(checkbox::glyph(false))
    }

    /// Whether what stands for a name or an address is a label of this form, which slipped into the place of an answer; or
    /// what stands for any answer is a field that a merge of letters left open: `«Functie»`.
    fn is_of_the_form(&self, kind: Kind, words: &Words<'_>) -> bool {
        let Some(text) = words.content.as_text().map(str::trim) else { return false };
        let open = [("«", "»"), ("{{", "}}"), ("${", "}")];
        let within = |(begin, end): &(&str, &str)| text.starts_with(begin) && text.ends_with(end);
        open.iter().any(within)
            || matches!(kind, Kind::Name | Kind::Address) && self.mapping.declares(&fold_label(text))
    }

    /// The reading of an answer in which something stands that looks like another label: said, and in a field that takes no
    /// sentences kept as written.
    fn with_label_within(&mut self, key: Key, reading: Reading, words: &Words<'_>) -> Reading {
        let kind = Schema::common().field(key.field).kind;
        let sentences = matches!(kind, Kind::Text | Kind::Prose);
        let is_within = if sentences { label::is_within_sentences } else { label::is_within_words };
        let holds = words.content.as_text().is_some_and(is_within);
        if !holds {
            return reading;
        }
        let finding = Finding::new("answer-holds-label").field(key.to_string()).place(words.place.clone());
        self.findings.push(finding);
        if sentences { reading } else { Reading::AsWritten }
    }

    /// A name or an address is kept by its parts, so that forms that ask it otherwise agree.
    fn parts(&mut self, key: Key, whole: Value, words: Words<'_>) {
        let text = CompactString::from(words.content.shown());
        let (mut adds, mut differs) = (false, false);
        for (n, part) in value::into_parts(whole) {
            let key = Key { part: Some(n), ..key };
            if let Some(known) = self.known.get(&key).map(|n| &self.answers[*n]) {
                if !differs && contradicts(known, &part) {
                    differs = true;
                    let finding = Finding::new("answers-differ").field(key.to_string()).place(known.place.clone());
                    self.findings.push(finding.with("other", &words.place));
                }
                continue;
            }
            adds = true;
            let reading = Reading::Value(Value::Text(part));
            self.push(Answer { key, reading, place: words.place.clone(), text: text.clone() });
        }
        self.hidden(&words, key);
        // What says nothing but another answer stays among what belongs to no question.
        if adds || !differs {
            self.mark(words.at, Mark::Answer);
        }
    }

    fn several(&mut self, target: Target, notation: &Notation, words: &Words<'_>) {
        let taken = self.answers.iter().filter(|a| a.key.field == target.field).count();
        for (turn, understood) in many::parse_all(&words.content, notation).into_iter().enumerate() {
            let Some(reading) = understood.reading else { continue };
            let row = u32::try_from(taken + turn).unwrap_or(u32::MAX);
            let key = Key { field: target.field, row, part: None };
            self.keep(key, reading, words.clone());
        }
        self.mark(words.at, Mark::Label);
    }

    fn keep(&mut self, key: Key, reading: Reading, words: Words<'_>) {
        if let Some(known) = self.known.get(&key).map(|n| &self.answers[*n]) {
            // Of two that were not understood the words tell whether they say the same.
            let is_other_text = reading == Reading::AsWritten && known.text != words.content.shown();
            if known.reading != reading || is_other_text {
                let finding = Finding::new("answers-differ").field(key.to_string()).place(known.place.clone());
                self.findings.push(finding.with("other", &words.place));
                return;
            }
            return self.mark(words.at, Mark::Answer);
        }
        let as_written = reading == Reading::AsWritten;
        if as_written && !self.is_said(key, &words.place) {
            let kind = Schema::common().field(key.field).kind;
            let finding = Finding::new("answer-not-understood").field(key.to_string()).place(words.place.clone());
            self.findings.push(finding.with("kind", kind.word()));
        }
        self.hidden(&words, key);
        self.mark(words.at, if as_written { Mark::AsWritten } else { Mark::Answer });
        let text = words.content.into_owned().into_shown();
        self.push(Answer { key, reading, place: words.place, text });
    }

    /// Whether it is said already that this answer holds another label.
    fn is_said(&self, key: Key, place: &Place) -> bool {
        let own = |finding: &&Finding| finding.code == "answer-holds-label" && finding.place.as_ref() == Some(place);
        let field = key.to_string();
        self.findings.iter().rev().filter(own).any(|finding| finding.field.as_deref() == Some(&*field))
    }

    fn push(&mut self, answer: Answer) {
        self.known.insert(answer.key, self.answers.len());
        self.answers.push(answer);
    }

    fn hidden(&mut self, words: &Words<'_>, key: Key) {
        if words.hidden {
            self.findings.push(Finding::new("answer-hidden").field(key.to_string()).place(words.place.clone()));
        }
    }

    fn combined(&mut self, patterns: &[Pattern], words: Words<'_>) {
        let shown = content::seen(&words.content.shown()).into_owned();
        let exact = patterns.iter().find_map(|pattern| Some((pattern, split(pattern, &shown)?)));
        let read =
            exact.or_else(|| patterns.iter().find_map(|pattern| Some((pattern, split_loosely(pattern, &shown)?))));
        let Some((pattern, readings)) = read else {
            if let Some(first) = patterns.first().and_then(|pattern| pattern.pieces.first()) {
                let key = Key { field: first.target.field, row: 0, part: first.target.part };
                self.keep(key, Reading::AsWritten, words);
            }
            return;
        };
        if readings.iter().all(Option::is_none) {
            self.mark(words.at, Mark::Label);
        }
        for (piece, reading) in pattern.pieces.iter().zip(readings) {
            let Some(reading) = reading else { continue };
            let field = Schema::common().field(piece.target.field);
            let key = Key { field: piece.target.field, row: 0, part: piece.target.part };
            let words = words.clone();
            match reading {
                Reading::Value(whole) if key.part.is_none() && !field.kind.parts().is_empty() => {
                    self.parts(key, whole, words);
                }
                reading => self.keep(key, reading, words),
            }
        }
    }
}

/// Whether a part of a name or an address says something else than the answer that is known; how somebody is addressed
/// (`mevr.`, `mevrouw`) does not.
fn contradicts(known: &Answer, part: &str) -> bool {
    let kind = Schema::common().field(known.key.field).kind;
    let addressed = kind == Kind::Name && known.key.part == Some(0);
    let other = |text: &str| fold_label(text) != fold_label(part);
    !addressed && matches!(&known.reading, Reading::Value(Value::Text(text)) if other(text))
}

/// Answers in whose place hidden text stands besides, which is not read.
fn hidden_beside(answers: &[Answer], said: &[Finding]) -> Vec<Finding> {
    let hidden = said.iter().filter(|finding| finding.code == "hidden-text");
    // where nothing is shown, what is hidden was read, and that is said already
    let is_read = |place: &Place| said.iter().any(|f| f.code == "answer-hidden" && f.place.as_ref() == Some(place));
    let of_place = |place: &Place| {
        let holds = |own: &Place| own == place || matches!(own, Place::After { place: cell, .. } if **cell == *place);
        let answer = answers.iter().find(|answer| holds(&answer.place)).filter(|answer| !is_read(&answer.place))?;
        let finding = Finding::new("hidden-beside-answer").field(answer.key.to_string());
        Some(finding.place(answer.place.clone()))
    };
    hidden.filter_map(|finding| of_place(finding.place.as_ref()?)).collect()
}

/// The column of a group: its target, notation and boxes.
pub(crate) fn column(rows: &Rows, n: usize) -> (Target, &Notation, &[TickBox]) {
    match &rows.shape {
        Shape::Table { columns, .. } => (columns[n].target, &columns[n].notation, &columns[n].ticks),
        Shape::Blocks { lines, .. } => (lines[n].target, &lines[n].notation, &[]),
    }
}
