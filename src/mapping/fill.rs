//! A record put into a document: the mapping walked backwards, from values to edits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::content::Content;
use crate::document::block::Block;
use crate::document::cell::{Document, Edit, Grid};
use crate::document::target::{Shape, Target as Takes};
use crate::finding::Finding;
use crate::place::{Place, Spot};
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::{Reading, Value};

use super::boxes;
use super::declaration::{Asks, By, Line, Mapping, Rows, Target, TickBox};
use super::form;
use super::locate::{BoxAt, Found, Located, locate};
use super::pattern::Pattern;
use super::printed::{At, Label, Printed};
use super::short;
use super::tables::{Entry, Stands, Table};
use super::words::{self, Slot};

/// A blank, or a form with answers, that a mapping knows its way in.
pub struct Paper<'d> {
    document: &'d Document,
    mapping: &'d Mapping,
    printed: Printed<'d>,
    located: Located,
    /// What stands on it already.
    known: HashMap<Key, Reading>,
}

/// What filling a form comes to.
#[derive(Debug, Default)]
pub struct Filling {
    pub edits: Vec<Edit>,
    /// What the form says when it is read again.
    pub says: BTreeMap<Key, Reading>,
    /// Where it was written, for what stands in a place of its own.
    pub wrote: BTreeMap<Key, Place>,
    /// Answers of the record that the form does not ask.
    pub not_asked: Vec<Key>,
    /// Fields that the form asks and the record cannot answer.
    pub left_blank: Vec<FieldId>,
    pub findings: Vec<Finding>,
}

impl<'d> Paper<'d> {
    /// Finds every place of the mapping in the document.
    pub fn of(document: &'d Document, mapping: &'d Mapping) -> Self {
        let printed = Printed::of(document);
        let located = locate(&printed, mapping);
        let known = form::read(document, mapping).answers.into_iter().map(|a| (a.key, a.reading)).collect();
        Self { document, mapping, printed, located, known }
    }

    /// What the mapping looks for and does not find: the form is another version, or another form.
    pub fn missing(&self) -> &[Finding] {
        &self.located.findings
    }

    /// The last of the blocks of a group that is short of some for a record, where nothing stands in it yet.
    pub fn short(&self, record: &Record) -> Option<Block> {
        let (schema, printed) = (Schema::common(), &self.printed);
        self.located.tables.iter().filter(|table| table.body.is_none()).find_map(|table| {
            let group = &self.mapping.rows[table.rows].group;
            let has = u32::try_from(table.starts.len()).ok()?;
            let times = record.rows(group).checked_sub(has).filter(|times| *times > 0)?;
            let of_last = |key: &Key| key.row + 1 == has && schema.field(key.field).rows() == Some(group);
            if self.known.keys().any(of_last) { None } else { short::block(printed, self.mapping, table, times) }
        })
    }

    /// The places in which answers may be written, for a record with so many rows in its largest group.
    pub fn places(&self, rows: u32) -> Vec<Place> {
        let mut spots: BTreeSet<(usize, Spot)> = BTreeSet::new();
        for found in self.located.lines.iter().flatten() {
            spots.extend(self.spots_of(found));
        }
        for table in &self.located.tables {
            let added = self.rows_of(table, rows);
            let blocks: &[Entry] = if table.body.is_none() { &table.entries } else { &[] };
            for row in added.iter().chain(blocks) {
                spots.extend(row.cells.iter().flat_map(|cell| match &cell.stands {
                    Stands::Cell(spot) => vec![(table.sheet, *spot)],
                    Stands::Boxes(boxes) => boxes.iter().map(|(_, spot)| (table.sheet, *spot)).collect(),
                    Stands::After(label) => vec![(label.at.sheet, self.printed.cell(label.at).spot)],
                }));
            }
        }
        spots.into_iter().filter_map(|(sheet, spot)| self.document.sheets[sheet].place(spot)).collect()
    }

    fn spots_of(&self, found: &Found) -> Vec<(usize, Spot)> {
        let cell_of = |at: At| (at.sheet, self.printed.cell(at).spot);
        match found {
            Found::Cell { sheet, spot, .. } | Found::Address { sheet, spot } => vec![(*sheet, *spot)],
            Found::After(label) => vec![cell_of(label.at)],
            Found::Prose { label, spots } => spots.iter().map(|spot| (label.sheet, *spot)).collect(),
            Found::Boxes(boxes) => {
                boxes.iter().map(|b| b.spot.map_or_else(|| cell_of(b.label), |spot| (b.label.sheet, spot))).collect()
            }
            Found::Named { .. } => Vec::new(),
        }
    }

    /// The rows of a table that may be filled: as many as the form has, or as the record needs where nothing ends it.
    fn rows_of(&self, table: &Table, wanted: u32) -> Vec<Entry> {
        let sheet = &self.document.sheets[table.sheet];
        let Some(body) = &table.body else { return Vec::new() };
        let last = if body.open { body.to.max(body.from.saturating_add(wanted * 4)) } else { body.to };
        let rows = (body.from..=last).filter_map(|row| body.row(sheet, row));
        if body.open { rows.take(wanted as usize).collect() } else { rows.collect() }
    }

    /// The edits that make the form say what the record says; `takes` tells what each place is shaped for.
    pub fn fill(&self, record: &Record, takes: &HashMap<Place, Takes>) -> Filling {
        let answers: HashMap<Key, &Answer> = record.answers.iter().map(|answer| (answer.key, answer)).collect();
        let mut pen = Pen {
            paper: self,
            takes,
            answers,
            contents: Vec::new(),
            written: HashMap::new(),
            asked: BTreeSet::new(),
            turns: HashMap::new(),
            done: Filling::default(),
        };
        for (line, found) in self.mapping.lines.iter().zip(&self.located.lines) {
            if let Some(found) = found {
                pen.line(line, found);
            }
        }
        for table in &self.located.tables {
            pen.table(table, &self.mapping.rows[table.rows]);
        }
        pen.finish(record)
    }
}

/// What is being written.
struct Pen<'p, 'd> {
    paper: &'p Paper<'d>,
    takes: &'p HashMap<Place, Takes>,
    answers: HashMap<Key, &'p Answer>,
    /// The places that were written to, with what stands there now, and the position of each.
    contents: Vec<(Place, Content)>,
    written: HashMap<Place, usize>,
    /// The answers that the form has a place for.
    asked: BTreeSet<Key>,
    /// Of fields whose values stand on several lines, how many lines were filled.
    turns: HashMap<FieldId, usize>,
    done: Filling,
}

impl Pen<'_, '_> {
    fn line(&mut self, line: &Line, found: &Found) {
        match (&line.asks, &line.by, found) {
            (Asks::One { target, .. }, By::Ticks { boxes, .. } | By::Marks { boxes, .. }, Found::Boxes(at)) => {
                self.boxes(*target, 0, boxes, at);
            }
            (Asks::One { target, .. }, By::Marks { boxes, .. }, _) => self.marks(*target, boxes, found),
            (Asks::One { target, notation }, ..) => {
                let keys = words::keys(*target, notation, &self.answers);
                let keys = self.share(*target, keys);
                let slot = Slot { target: *target, notation };
                self.answer(&keys, &slot, found);
            }
            (Asks::Combined(patterns), ..) => self.combined(patterns, found),
        }
    }

    /// Of the values of a field that stand on lines of their own, those for the next line; the last line takes all
    /// that are left.
    fn share(&mut self, target: Target, keys: Vec<Key>) -> Vec<Key> {
        let of_field = |(line, found): &(&Line, &Option<Found>)| {
            found.is_some() && matches!(line.by, By::Label { .. } | By::Named(_)) && line.targets() == [target]
        };
        let lines = self.paper.mapping.lines.iter().zip(&self.paper.located.lines).filter(of_field).count();
        if lines < 2 || !Schema::common().field(target.field).many {
            return keys;
        }
        let turn = self.turns.entry(target.field).or_default();
        let from = (*turn).min(keys.len());
        *turn += 1;
        let to = if *turn == lines { keys.len() } else { keys.len().min(from + 1) };
        keys[from..to].to_vec()
    }

    /// Whether the form says already what the record says; if so it is left as its author wrote it.
    fn is_said(&mut self, keys: &[Key]) -> bool {
        self.asked.extend(keys);
        let known = |key: &Key| self.paper.known.get(key) == self.answers.get(key).map(|answer| &answer.reading);
        if !keys.is_empty() && keys.iter().all(known) {
            self.promise(keys);
            return true;
        }
        false
    }

    /// The form will say this of these keys.
    fn promise(&mut self, keys: &[Key]) {
        for key in keys {
            if let Some(answer) = self.answers.get(key) {
                self.done.says.insert(*key, answer.reading.clone());
            }
        }
    }

    fn answer(&mut self, keys: &[Key], slot: &Slot<'_>, found: &Found) {
        if keys.is_empty() || self.is_said(keys) {
            return;
        }
        let Some((place, old)) = self.place_of(found) else { return };
        let answers: Vec<&Answer> = keys.iter().filter_map(|key| self.answers.get(key).copied()).collect();
        let takes = self.takes.get(&place);
        if takes.is_some_and(|takes| takes.formula) {
            return self.unsaid(keys, &place, "formula-computes");
        }
        let shape = takes.map_or(Shape::Text, |takes| takes.like);
        let content = match takes.and_then(|takes| takes.list.as_ref().map(|list| (list, takes.only_list))) {
            Some((list, only)) => match words::of_list(&answers, slot, list) {
                // What nobody understood is handed on as it was written, also where a list would not offer it.
                None if only && answers.iter().all(|answer| answer.reading != Reading::AsWritten) => None,
                None => words::content(&answers, slot, &old, shape),
                found => found,
            },
            None => words::content(&answers, slot, &old, shape),
        };
        match content {
            Some(content) => {
                self.put(found, &place, content);
                self.promise(keys);
                self.done.wrote.extend(keys.iter().map(|key| (*key, place.clone())));
            }
            None => self.unsaid(keys, &place, "answer-not-written"),
        }
    }

    /// Says that an answer cannot be written at its place.
    fn unsaid(&mut self, keys: &[Key], place: &Place, code: &'static str) {
        let field = keys.first().map(ToString::to_string).unwrap_or_default();
        self.done.findings.push(Finding::new(code).field(field).place(place.clone()));
    }

    /// The place of an answer, and what stands there now.
    fn place_of(&self, found: &Found) -> Option<(Place, Content)> {
        let document = self.paper.document;
        match found {
            Found::Cell { sheet, spot, .. } | Found::Address { sheet, spot } => {
                let place = document.sheets[*sheet].place(*spot)?;
                let old = document.sheets[*sheet].at(*spot).map_or(Content::Empty, |cell| cell.content.clone());
                Some((place.clone(), self.now(&place).unwrap_or(old)))
            }
            Found::After(label) => {
                let cell = self.paper.printed.cell(label.at);
                let place = self.paper.printed.sheet(label.at).place(cell.spot)?;
                let text = cell.content.as_text()?;
                let old = Content::Text(text.get(label.after.clone())?.trim().to_owned());
                Some((place, old))
            }
            Found::Named { sheet, named } => {
                let named = &document.sheets[*sheet].named[*named];
                Some((named.place.clone(), self.now(&named.place).unwrap_or(named.content.clone())))
            }
            Found::Prose { label, spots } => {
                let place = document.sheets[label.sheet].place(*spots.first()?)?;
                Some((place, Content::Empty))
            }
            Found::Boxes(_) => None,
        }
    }

    /// What was written at a place before, by another line.
    fn now(&self, place: &Place) -> Option<Content> {
        self.written.get(place).map(|at| self.contents[*at].1.clone())
    }

    fn put(&mut self, found: &Found, place: &Place, content: Content) {
        let (place, content) = match found {
            Found::After(label) => self.behind(label, place, &content),
            _ => (place.clone(), content),
        };
        if let Found::Prose { label, spots } = found {
            self.clear(label.sheet, spots.get(1..).unwrap_or_default());
        }
        self.set(place, content);
    }

    /// Takes away what stood in the later paragraphs of a prose that is written anew.
    fn clear(&mut self, sheet: usize, spots: &[Spot]) {
        let sheet = &self.paper.document.sheets[sheet];
        let full = spots.iter().filter(|spot| sheet.at(**spot).is_some_and(|cell| !cell.content.is_empty()));
        for place in full.filter_map(|spot| sheet.place(*spot)).collect::<Vec<_>>() {
            self.set(place, Content::Empty);
        }
    }

    fn set(&mut self, place: Place, content: Content) {
        if let Some(at) = self.written.get(&place) {
            self.contents[*at].1 = content;
        } else {
            self.written.insert(place.clone(), self.contents.len());
            self.contents.push((place, content));
        }
    }

    /// An answer behind its label: in a spreadsheet the whole text of the cell, elsewhere a place of its own.
    fn behind(&self, label: &Label, place: &Place, content: &Content) -> (Place, Content) {
        let cell = self.paper.printed.cell(label.at);
        let text = cell.content.as_text().unwrap_or_default();
        if self.paper.printed.sheet(label.at).grid == Grid::Flow {
            let named = text.get(label.text.clone()).unwrap_or_default().trim();
            return (place.clone().after(named), content.clone());
        }
        // Another label of the same cell may have been answered before: what stands there now counts.
        let now = self.now(place).map_or_else(|| text.to_owned(), |now| now.shown().into_owned());
        let shifted = |at: usize| {
            let before = text.get(..at).and_then(|before| now.starts_with(before).then_some(at));
            before.unwrap_or(now.len() - (text.len() - at).min(now.len()))
        };
        let before = now.get(..shifted(label.after.start)).unwrap_or(text).trim_end();
        let rest = now.get(shifted(label.after.end)..).unwrap_or_default();
        let gap = if rest.is_empty() { "" } else { "\t" };
        (place.clone(), Content::Text(format!("{before} {}{gap}{rest}", content.shown())))
    }

    fn combined(&mut self, patterns: &[Pattern], found: &Found) {
        let mut keys: Vec<Key> = Vec::new();
        for pattern in patterns.iter().take(1) {
            keys.extend(pattern.pieces.iter().flat_map(|p| words::keys(p.target, &p.notation, &self.answers)));
        }
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let Some((place, _)) = self.place_of(found) else { return };
        match patterns.iter().find_map(|pattern| words::joined(pattern, &self.answers)) {
            Some(text) => {
                self.put(found, &place, Content::Text(text));
                self.promise(&keys);
            }
            None => self.unsaid(&keys, &place, "answer-not-written"),
        }
    }

    /// The words of a field that is asked with boxes.
    fn wanted(&mut self, target: Target, row: u32) -> (Vec<Key>, Vec<String>) {
        let field = Schema::common().field(target.field);
        let turns = if field.many { 0..=u32::from(u16::MAX) } else { row..=row };
        let keys: Vec<Key> = turns
            .map(|row| Key { field: target.field, row, part: target.part })
            .take_while(|key| self.answers.contains_key(key))
            .collect();
        let words = keys.iter().filter_map(|key| word_of(&self.answers[key].reading)).collect();
        (keys, words)
    }

    fn boxes(&mut self, target: Target, row: u32, boxes: &[TickBox], found: &[BoxAt]) {
        let (keys, wanted) = self.wanted(target, row);
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let known = |word: &String| boxes.iter().any(|tick| tick.word == *word);
        if wanted.len() < keys.len() || !wanted.iter().all(known) {
            if let Some(place) = found.first().and_then(|b| self.box_place(b)) {
                self.unsaid(&keys, &place.0, "answer-not-written");
            }
            return;
        }
        for at in found {
            let Some((place, old)) = self.box_place(at) else { continue };
            let ticked = wanted.contains(&boxes[at.turn].word);
            let takes = self.takes.get(&place).map(|takes| takes.like);
            if ticked {
                self.done.wrote.extend(keys.iter().map(|key| (*key, place.clone())));
            }
            if let Some(new) = boxes::set(&old, ticked, at.spot.is_none(), takes == Some(Shape::Tick)) {
                self.set(place, new);
            }
        }
        self.promise(&keys);
    }

    fn box_place(&self, at: &BoxAt) -> Option<(Place, Content)> {
        let spot = at.spot.unwrap_or(self.paper.printed.cell(at.label).spot);
        let sheet = &self.paper.document.sheets[at.label.sheet];
        let place = sheet.place(spot)?;
        let old = sheet.at(spot).map_or(Content::Empty, |cell| cell.content.clone());
        Some((place.clone(), self.now(&place).unwrap_or(old)))
    }

    /// Ticks the words of an answer such as `☐ Vast ☐ Tijdelijk`; what other lines ticked there stays.
    fn marks(&mut self, target: Target, boxes: &[TickBox], found: &Found) {
        let (keys, wanted) = self.wanted(target, 0);
        if keys.is_empty() || self.is_said(&keys) {
            return;
        }
        let Some((place, old)) = self.place_of(found) else { return };
        let known = |word: &String| boxes.iter().any(|tick| tick.word == *word);
        let text = old.shown().into_owned();
        let marked = boxes::marked(&text, boxes, &wanted);
        match marked.filter(|_| wanted.len() == keys.len() && wanted.iter().all(known)) {
            Some(marked) => {
                self.put(found, &place, Content::Text(marked));
                self.promise(&keys);
            }
            None => self.unsaid(&keys, &place, "answer-not-written"),
        }
    }

    fn table(&mut self, table: &Table, rows: &Rows) {
        let count = self.rows_wanted(rows);
        let places: Vec<Entry>;
        let entries: &[Entry] = match &table.body {
            Some(_) => {
                places = self.paper.rows_of(table, count);
                &places
            }
            None => &table.entries,
        };
        let mut above: HashMap<Spot, u32> = HashMap::new();
        for row in 0..count {
            match entries.get(row as usize) {
                Some(entry) => self.row(table, rows, entry, row, &mut above),
                None => self.beyond(table, rows, entries, row),
            }
        }
    }

    /// How many rows the record has in the columns that the form asks.
    fn rows_wanted(&self, rows: &Rows) -> u32 {
        let targets = rows.targets();
        let of_group = self.answers.keys().filter(|key| targets.iter().any(|target| target.field == key.field));
        of_group.map(|key| key.row + 1).max().unwrap_or(0)
    }

    fn row(&mut self, table: &Table, rows: &Rows, entry: &Entry, row: u32, above: &mut HashMap<Spot, u32>) {
        for cell in &entry.cells {
            let (target, notation, ticks) = form::column(rows, cell.column);
            let key = Key { field: target.field, row, part: target.part };
            let keys: Vec<Key> = words::keys_of_row(key, &self.answers);
            let slot = Slot { target, notation };
            match &cell.stands {
                Stands::Cell(spot) => {
                    if let Some(first) = above.get(spot).copied() {
                        self.carried(&keys, first, table, *spot);
                        continue;
                    }
                    above.insert(*spot, row);
                    let at = self.paper.document.sheets[table.sheet].corner(*spot);
                    let found = Found::Address { sheet: table.sheet, spot: at };
                    self.answer(&keys, &slot, &found);
                }
                Stands::After(label) => self.answer(&keys, &slot, &Found::After(label.clone())),
                Stands::Boxes(boxes) => {
                    let at: Vec<BoxAt> = boxes
                        .iter()
                        .map(|(turn, spot)| BoxAt {
                            turn: *turn,
                            label: At { sheet: table.sheet, cell: 0 },
                            spot: Some(*spot),
                        })
                        .collect();
                    self.boxes(target, row, ticks, &at);
                }
            }
        }
    }

    /// A merged cell that was written for a row above holds for this row too, when both say the same.
    fn carried(&mut self, keys: &[Key], first: u32, table: &Table, spot: Spot) {
        for key in keys {
            self.asked.insert(*key);
            let above = Key { row: first, ..*key };
            let same = |k: &Key| self.answers.get(k).map(|answer| &answer.reading);
            if same(key) == same(&above) {
                self.promise(&[*key]);
            } else if let Some(place) = self.paper.document.sheets[table.sheet].place(spot) {
                self.unsaid(&[*key], &place, "answer-not-written");
            }
        }
    }

    /// A row for which the table has no place of its own: one may be added in a text document.
    fn beyond(&mut self, table: &Table, rows: &Rows, entries: &[Entry], row: u32) {
        let sheet = &self.paper.document.sheets[table.sheet];
        let added = u32::try_from(entries.len()).map_or(0, |n| row + 1 - n);
        let mut lost = Vec::new();
        for (n, target) in rows.targets().into_iter().enumerate() {
            let key = Key { field: target.field, row, part: target.part };
            let keys = words::keys_of_row(key, &self.answers);
            let Some(answer) = keys.first().and_then(|key| self.answers.get(key)).copied() else { continue };
            self.asked.extend(&keys);
            let (_, notation, _) = form::column(rows, n);
            let last = entries.last().and_then(|entry| entry.cells.iter().find(|cell| cell.column == n));
            let place = last.and_then(|cell| match &cell.stands {
                Stands::Cell(spot) => row_below(&sheet.place(*spot)?, added),
                _ => None,
            });
            let slot = Slot { target, notation };
            match (place, words::content(&[answer], &slot, &Content::Empty, Shape::Any)) {
                (Some(place), Some(content)) => {
                    self.set(place, content);
                    self.promise(&keys);
                }
                _ => lost.push(key),
            }
        }
        if let Some(first) = lost.first() {
            let finding = Finding::new("rows-do-not-fit").field(first.to_string()).with("rows", entries.len());
            self.done.findings.push(finding.with("row", row + 1).with("count", lost.len()));
        }
    }

    fn finish(mut self, record: &Record) -> Filling {
        let schema = Schema::common();
        for answer in &record.answers {
            let known = self.paper.mapping.knows_by_itself(&schema.field(answer.key.field).id);
            if !self.asked.contains(&answer.key) && !known {
                self.done.not_asked.push(answer.key);
            }
        }
        let answered: BTreeSet<FieldId> =
            self.done.says.keys().chain(self.paper.known.keys()).map(|k| k.field).collect();
        let unsaid: BTreeSet<String> = self.done.findings.iter().filter_map(|finding| finding.field.clone()).collect();
        let open = |id: &FieldId| {
            let field: &Field = schema.field(*id);
            !answered.contains(id) && !unsaid.contains(&field.id)
        };
        self.done.left_blank = self.paper.mapping.asked().into_iter().filter(open).collect();
        self.done.edits = self.contents.into_iter().map(|(place, content)| Edit { place, content }).collect();
        self.done
    }
}

/// The word of a choice or of yes and no.
fn word_of(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Value(Value::Text(word)) => Some(word.clone()),
        Reading::Value(Value::YesNo(yes)) => Some(if *yes { "ja" } else { "nee" }.to_owned()),
        _ => None,
    }
}

/// The cell of a table that stands so many rows below another; only text documents take new rows.
fn row_below(place: &Place, rows: u32) -> Option<Place> {
    match place {
        Place::TableCell { table, row, cell } => Some(Place::TableCell { table: *table, row: row + rows, cell: *cell }),
        Place::Inside { part, place } => {
            Some(Place::Inside { part: part.clone(), place: Box::new(row_below(place, rows)?) })
        }
        _ => None,
    }
}
