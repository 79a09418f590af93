//! The form that a region agreed on: the core in the parts of the standard, and an annex with what is a body's own.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::mapping::spec::wording::Wording;
use crate::record::schema::{Kind, Schema};
use crate::text::dutch::listed;

use super::layout::{FormQuestion, Layout, Part, Row, Subject};
use super::proposal::{Entry, FieldDecision, Proposal};

/// The group that is asked as a table.
const HOURS: &str = "uren";

impl Layout {
    /// The part in which most fields of a group stand.
    fn part_of(&self, group: &str) -> Option<usize> {
        let count = |part: &Part| {
            let fields = part.rows.iter().flat_map(Row::fields);
            fields.filter(|field| field.split(['.', '[']).next() == Some(group)).count()
        };
        let (at, most) = self.parts.iter().map(count).enumerate().max_by_key(|(_, n)| *n)?;
        (most > 0).then_some(at)
    }

    /// The form that a region agreed on: the core in the parts of the standard, and an annex with what is a body's own.
    pub fn regional(&self, proposal: &Proposal, title: &str, body: Option<&(String, String)>) -> Result<Self> {
        let entries: BTreeMap<&str, &Entry> = match body {
            Some((id, _)) => proposal.of_body(id).map(|entry| (entry.schema().id.as_str(), entry)).collect(),
            None => proposal.core().map(|entry| (entry.schema().id.as_str(), entry)).collect(),
        };
        let agreed = Agreed { entries, standard: self };
        let mut parts: Vec<Part> = self.parts.iter().map(|part| agreed.part(part)).collect();
        let placed: Vec<String> = parts.iter().flat_map(|part| &part.rows).flat_map(Row::fields).collect();
        let left = || agreed.entries.iter().filter(|(id, _)| !placed.iter().any(|known| known == *id));
        let is_core = |entry: &Entry| entry.decision.verdict == FieldDecision::Kern;
        // A form has one table of hours, with the columns that are agreed, by whomever.
        let is_of_hours = |entry: &Entry| entry.schema().group() == HOURS;
        let hours = left().any(|(_, entry)| is_core(entry) && is_of_hours(entry));
        let (core, own): (Vec<&Entry>, Vec<&Entry>) =
            left().map(|(_, entry)| *entry).partition(|entry| is_core(entry) || (hours && is_of_hours(entry)));
        for (group, rows) in by_group(&core) {
            match self.part_of(group) {
                Some(at) => add(&mut parts[at].rows, rows),
                None => parts.push(Part { title: heading(group), help: String::new(), rows }),
            }
        }
        if let Some((_, name)) = body.filter(|_| !own.is_empty()) {
            let help = format!("Alleen voor {name}: wat deze instantie vraagt naast de gezamenlijke kern.");
            let rows = by_group(&own).into_iter().flat_map(|(_, rows)| rows).map(|row| self.helped(row)).collect();
            parts.push(Part { title: format!("Bijlage {name}"), help, rows });
        }
        parts.retain(|part| !part.rows.is_empty());
        let names: Vec<&str> = proposal.bodies.iter().map(|(_, name)| name.as_str()).collect();
        let with = body.map_or_else(|| "zonder bijlage".to_owned(), |(_, name)| format!("met de bijlage van {name}"));
        let layout = Self {
            title: title.to_owned(),
            intro: format!("Gezamenlijk formulier van {}, {with}", listed(&names)),
            how: self.how.replace("horen in elk compleet plan", "horen in elk compleet formulier"),
            privacy: self.privacy.clone(),
            foot: format!("{title}, {with}"),
            sheet: "Formulier".to_owned(),
            parts,
        };
        layout.is_unambiguous()?;
        Ok(layout)
    }

    /// With the help that the standard gives.
    fn helped(&self, row: Row) -> Row {
        let help = |mut ask: FormQuestion| {
            if let Some(known) = self.rows().flat_map(Row::asks).find(|known| known.field == ask.field) {
                ask.help.clone_from(&known.help);
            }
            ask
        };
        match row {
            Row::Pair(asks) => Row::Pair(asks.into_iter().map(help).collect()),
            Row::Prose(ask, lines) => Row::Prose(help(ask), lines),
            other => other,
        }
    }

    /// That no two questions of one part are asked in the same words.
    fn is_unambiguous(&self) -> Result<()> {
        for part in &self.parts {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for ask in part.rows.iter().filter(|row| !matches!(row, Row::Goals { .. })).flat_map(Row::asks) {
                if let Some(other) = seen.insert(Wording::new(&ask.label).folded, &ask.field) {
                    bail!(
                        "`{}` and `{other}` would both be asked as \"{}\": give one of them other words",
                        ask.field,
                        ask.label
                    );
                }
            }
        }
        Ok(())
    }
}

/// What is agreed, by field.
struct Agreed<'a> {
    entries: BTreeMap<&'a str, &'a Entry>,
    standard: &'a Layout,
}

impl Agreed<'_> {
    fn part(&self, part: &Part) -> Part {
        let rows = part.rows.iter().flat_map(|row| self.row(row)).collect();
        Part { title: part.title.clone(), help: part.help.clone(), rows }
    }

    fn is_core(&self, field: &str) -> bool {
        self.entries.get(field).is_some_and(|entry| entry.decision.verdict == FieldDecision::Kern)
    }

    fn row(&self, row: &Row) -> Vec<Row> {
        match row {
            Row::Pair(asks) => {
                let kept: Vec<FormQuestion> =
                    asks.iter().filter(|ask| self.is_core(&ask.field)).map(|ask| self.ask(ask)).collect();
                if kept.is_empty() { Vec::new() } else { vec![Row::Pair(kept)] }
            }
            Row::Prose(ask, lines) if self.is_core(&ask.field) => vec![Row::Prose(self.ask(ask), *lines)],
            Row::Prose(..) | Row::Table { .. } => Vec::new(),
            Row::Match { subjects, sides } => {
                let both = |s: &&Subject| self.is_core(&s.left) && self.is_core(&s.right);
                let kept: Vec<Subject> = subjects.iter().filter(both).cloned().collect();
                if kept.is_empty() { Vec::new() } else { vec![Row::Match { subjects: kept, sides: sides.clone() }] }
            }
            // One goal has what is agreed of goals, by whomever.
            Row::Goals { count, rows } => {
                let of_goal = |ask: &FormQuestion| self.entries.contains_key(ask.field.as_str());
                let rows: Vec<Row> = rows.iter().filter_map(|row| self.goal_row(row, of_goal)).collect();
                if rows.is_empty() { Vec::new() } else { vec![Row::Goals { count: *count, rows }] }
            }
            Row::Sign { signers, signed } => {
                let has =
                    |who: &str, what: &str| self.entries.contains_key(format!("ondertekening.{who}_{what}").as_str());
                let who = signers.iter().filter(|(who, _)| signed.iter().any(|(what, _)| has(who, what)));
                let what = signed.iter().filter(|(what, _)| signers.iter().any(|(who, _)| has(who, what)));
                let (signers, signed): (Vec<_>, Vec<_>) = (who.cloned().collect(), what.cloned().collect());
                if signers.is_empty() { Vec::new() } else { vec![Row::Sign { signers, signed }] }
            }
        }
    }

    fn goal_row(&self, row: &Row, wanted: impl Fn(&FormQuestion) -> bool) -> Option<Row> {
        match row {
            Row::Pair(asks) => {
                let kept: Vec<FormQuestion> = asks.iter().filter(|ask| wanted(ask)).map(|ask| self.ask(ask)).collect();
                (!kept.is_empty()).then_some(Row::Pair(kept))
            }
            Row::Prose(ask, lines) if wanted(ask) => Some(Row::Prose(self.ask(ask), *lines)),
            _ => None,
        }
    }

    /// A question of the standard in the words and with the choices that are agreed; one that is asked in two keeps its
    /// own.
    fn ask(&self, ask: &FormQuestion) -> FormQuestion {
        let Some(entry) = self.entries.get(ask.field.as_str()) else { return ask.clone() };
        let mut ask = ask.clone();
        // Two questions for one field are told apart by their own words.
        if self.standard.label(&ask.field).is_some() {
            ask.label.clone_from(&entry.decision.wording);
        }
        with_choices(ask, entry)
    }
}

fn with_choices(mut ask: FormQuestion, entry: &Entry) -> FormQuestion {
    if ask.kind() == Kind::Choice && !entry.decision.choices.is_empty() {
        ask.words.retain(|(word, _)| entry.decision.choices.contains(word));
        let known = ask.schema();
        for word in entry.decision.choices.iter().filter(|word| known.choices.contains(word)) {
            if !ask.words.iter().any(|(known, _)| known == word) {
                ask.words.push((word.clone(), vec![word.replace('_', " ")]));
            }
        }
    }
    ask
}

/// Rows for fields that stand nowhere yet, those of one group together: short ones two by two.
fn by_group<'e>(entries: &[&'e Entry]) -> Vec<(&'e str, Vec<Row>)> {
    let mut groups: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let group = entry.schema().group();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, all)) => all.push(entry),
            None => groups.push((group, vec![entry])),
        }
    }
    groups.into_iter().map(|(group, entries)| (group, rows_of(group, &entries))).collect()
}

fn rows_of(group: &str, entries: &[&Entry]) -> Vec<Row> {
    let ask = |entry: &Entry| with_choices(FormQuestion::of(&entry.schema().id, &entry.decision.wording), entry);
    if group == HOURS {
        return vec![Row::Table {
            group: group.to_owned(),
            columns: entries.iter().map(|e| ask(e)).collect(),
            count: 20,
        }];
    }
    let is_prose = |entry: &&&Entry| entry.schema().kind == Kind::Prose || entry.schema().many;
    let short: Vec<FormQuestion> = entries.iter().filter(|e| !is_prose(e)).map(|e| ask(e)).collect();
    let pairs = short.chunks(2).map(|pair| Row::Pair(pair.to_vec()));
    pairs.chain(entries.iter().filter(is_prose).map(|e| Row::Prose(ask(e), 3))).collect()
}

/// Puts rows of a goal into its blocks, and others after what stands there.
fn add(rows: &mut Vec<Row>, more: Vec<Row>) {
    for row in more {
        let in_rows = row.fields().iter().all(|field| field.contains("[]"));
        match rows.iter_mut().find_map(|known| if let Row::Goals { rows, .. } = known { Some(rows) } else { None }) {
            Some(of_goal) if in_rows => of_goal.push(row),
            _ => rows.push(row),
        }
    }
}

fn heading(group: &str) -> String {
    Schema::common().groups.get(group).map_or_else(|| group.to_owned(), |label| label.nl.clone())
}
