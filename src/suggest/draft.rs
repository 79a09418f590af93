//! The drafted mapping file: every line that was placed, checked against the form itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::cell::Document;
use crate::fold::{fold, fold_label};
use crate::mapping::declaration::Mapping;
use crate::mapping::parse;
use crate::mapping::stands::{Stand, stands};
use crate::record::schema::{Kind, Schema};
use crate::strict::flaw::Flaw;

use super::about::About;
use super::asked::{Asked, Within};
use super::blocks::counted;
use super::choices;
use super::lexicon::Slot;
use super::line::{self, Precision, listed, quoted};
use super::paper::Paper;
use super::place::Placed;

/// Lines less sure than this are written as comments.
pub const DOUBT: f64 = 0.5;

/// A drafted mapping.
pub struct Draft {
    pub text: String,
    pub mapping: Mapping,
}

/// A line that is written.
struct Written<'p> {
    placed: &'p Placed,
    slot: &'p Slot,
    notation: Option<String>,
    precision: Precision,
}

/// Drafts the mapping of a form with this id; each line finds its own answer on the form, or is left out.
pub fn draft(
    id: &str,
    about: &About,
    document: &Document,
    paper: &Paper,
    placed: &[Placed],
) -> Result<Draft, Vec<Flaw>> {
    let mut lines = chosen(document, placed);
    loop {
        let text = text(about, document, paper, placed, &lines);
        let mapping = parse::mapping(id, &text, choices::lists())?;
        let (standing, _) = stands(document, &mapping);
        let mut better = false;
        for line in &mut lines {
            if !line.stands(&standing, about.per_row) && line.precision != Precision::Lost {
                line.precision = line.precision.next();
                better = true;
            }
        }
        if !better {
            return Ok(Draft { text, mapping });
        }
    }
}

/// The lines that are sure enough, each naming as much of its surroundings as its label needs.
fn chosen<'p>(document: &Document, placed: &'p [Placed]) -> Vec<Written<'p>> {
    let mut labels: HashMap<String, usize> = HashMap::new();
    for cell in document.sheets.iter().flat_map(|sheet| &sheet.cells) {
        if let Some(text) = cell.content.as_text() {
            *labels.entry(fold_label(super::texts::split(text).0)).or_default() += 1;
        }
    }
    let sure = placed.iter().filter(|placed| placed.confidence >= DOUBT);
    let with_slot = sure.filter_map(|placed| placed.slot.as_ref().map(|slot| (placed, slot)));
    let all: Vec<(&Placed, &Slot)> = with_slot.collect();
    all.iter()
        .map(|(placed, slot)| {
            let once = labels.get(&fold_label(&placed.asked.text)).is_none_or(|n| *n < 2);
            let precision =
                if once || placed.asked.sections.is_empty() { Precision::Label } else { Precision::Section };
            let shared = |other: &Slot| other.id != slot.id && other.targets[0].field == slot.targets[0].field;
            let split =
                slot.kind == Kind::Address && slot.notation.is_none() && all.iter().any(|(_, other)| shared(other));
            let notation =
                if split { Some("{straat} {huisnummer}{toevoeging}".to_owned()) } else { slot.notation.clone() };
            Written { placed, slot, notation, precision }
        })
        .collect()
}

impl Written<'_> {
    /// Whether the mapping finds this answer where it stands.
    fn stands(&self, standing: &[Stand], per_row: bool) -> bool {
        let asked = &self.placed.asked;
        if per_row || asked.within != Within::Form || self.precision == Precision::Address {
            return true;
        }
        let target = self.slot.targets[0];
        let boxed = asked.hints.boxes;
        standing.iter().any(|stand| {
            let place = stand.answer == asked.answer || boxed || asked.answer.is_none();
            let label = stand.label == asked.at || boxed;
            stand.target == target && stand.line.is_some() && label && place
        })
    }
}

fn text(about: &About, document: &Document, paper: &Paper, placed: &[Placed], lines: &[Written<'_>]) -> String {
    let mut text = about.text();
    text.push_str(&printed(document, paper, lines));
    text.push_str(&answers(document, lines));
    text.push_str(&combined(document, lines));
    text.push_str(&rows(document, paper, lines));
    text.push_str(&not_asked(lines, about));
    text.push_str(&doubtful(document, placed));
    text
}

/// Headings, placeholders, and, from a blank, the printed text that is neither label nor answer.
fn printed(document: &Document, paper: &Paper, lines: &[Written<'_>]) -> String {
    let mut text = String::from("\n[printed]\n");
    let mut block = |key: &str, texts: Vec<String>| {
        let mut seen = BTreeSet::new();
        let once: Vec<String> =
            texts.into_iter().filter(|text| !fold(text).is_empty() && seen.insert(fold(text))).collect();
        if !once.is_empty() {
            let items: String = once.iter().map(|text| format!("  {},\n", quoted(text))).collect();
            text.push_str(&format!("{key} = [\n{items}]\n"));
        }
    };
    let used = |text: &String| {
        lines
            .iter()
            .any(|line| line.placed.asked.sections.iter().any(|(_, s)| s == text) && line.precision > Precision::Label)
    };
    block("headings", paper.headings.iter().map(|(_, text)| text.clone()).filter(|text| !used(text)).collect());
    if !paper.filled {
        block("fixed", paper.fixed.iter().map(|(_, text)| beginning(text)).collect());
    }
    block("placeholders", paper.placeholders.iter().cloned().collect());
    block("sheets", paper.lists.clone());
    let _ = document;
    if text.ends_with("[printed]\n") { String::new() } else { text }
}

/// The whole of a short text, and how a long one begins.
fn beginning(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 16 { format!("{} *", words[..12].join(" ")) } else { words.join(" ") }
}

/// The lines of `[answers]`, in the order of the form; those of one field together.
fn answers(document: &Document, lines: &[Written<'_>]) -> String {
    let mut text = String::from("\n[answers]\n");
    let mut done: BTreeSet<String> = BTreeSet::new();
    let single = |line: &&Written<'_>| {
        matches!(line.placed.asked.within, Within::Form | Within::Clients) && !line.slot.is_pair()
    };
    for line in lines.iter().filter(single) {
        let key = line::key(line.slot);
        if !done.insert(key.clone()) {
            continue;
        }
        let same = lines.iter().filter(single).filter(|other| line::key(other.slot) == key);
        let bodies: Vec<(String, f64)> =
            same.filter_map(|line| Some((line.body(document)?, line.placed.confidence))).collect();
        match bodies.as_slice() {
            [] => {}
            [(body, sure)] => text.push_str(&format!("\"{key}\" = {{ {body} }} # {sure:.2}\n")),
            several => {
                let items: String =
                    several.iter().map(|(body, sure)| format!("  {{ {body} }}, # {sure:.2}\n")).collect();
                text.push_str(&format!("\"{key}\" = [\n{items}]\n"));
            }
        }
    }
    text
}

impl Written<'_> {
    fn body(&self, document: &Document) -> Option<String> {
        line::body(&self.placed.asked, self.slot, self.notation.as_deref(), self.precision, document)
    }
}

/// Two fields in one cell.
fn combined(document: &Document, lines: &[Written<'_>]) -> String {
    let mut text = String::new();
    for line in lines.iter().filter(|line| line.slot.is_pair()) {
        let Some(body) = line.body(document) else { continue };
        let pairs = split_pairs(&body);
        text.push_str(&format!("\n[[combined]] # {:.2}\n", line.placed.confidence));
        pairs.iter().for_each(|pair| text.push_str(&format!("{pair}\n")));
        text.push_str(&format!("pattern = {}\n", listed(&line::patterns(&line.placed.asked, line.slot))));
    }
    text
}

/// The pairs of an inline table, each for a line of its own.
fn split_pairs(body: &str) -> Vec<String> {
    let table: Result<toml::Table, _> = toml::from_str(&format!("x = {{ {body} }}"));
    let inner =
        table.ok().and_then(|table| table.get("x").and_then(toml::Value::as_table).cloned()).unwrap_or_default();
    inner.iter().map(|(key, value)| format!("{key} = {value}")).collect()
}

/// The repeating groups: tables, and blocks with a number.
fn rows(document: &Document, paper: &Paper, lines: &[Written<'_>]) -> String {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (n, table) in paper.tables.iter().enumerate() {
        let Some(group) = table.group.as_deref() else { continue };
        let within =
            |line: &&Written<'_>| matches!(&line.placed.asked.within, Within::Rows { table, .. } if *table == n);
        let columns: Vec<&Written<'_>> = lines.iter().filter(within).collect();
        if columns.is_empty() {
            continue;
        }
        let mut text = around_group(document, columns[0]);
        let of = |line: &&Written<'_>| {
            let field = Schema::common().field(line.slot.targets[0].field);
            let asked = &line.placed.asked;
            format!(
                "{} = {} # {:.2}\n",
                field.name(),
                line::column(&asked.text, asked, line.slot),
                line.placed.confidence
            )
        };
        if let Some((sheet, cell)) = table.total {
            text.push_str(&format!("end = {}\n", quoted(&document.sheets[sheet].cells[cell].content.shown())));
        }
        text.push_str(&format!("\n[rows.\"{group}\".columns]\n{}", columns.iter().map(of).collect::<String>()));
        groups.entry(group).or_default().push(text);
    }
    for group in ["doelen", "uren"] {
        if let Some(text) = block(group, lines).filter(|_| !groups.contains_key(group)) {
            groups.entry(group).or_default().push(text);
        }
    }
    groups.iter().map(|(group, texts)| format!("\n[rows.\"{group}\"]\n{}", texts[0])).collect()
}

fn around_group(document: &Document, first: &Written<'_>) -> String {
    let asked = &first.placed.asked;
    let precision = match (asked.sections.is_empty(), document.sheets.len() > 1) {
        (_, true) => Precision::Sheet,
        (false, false) => Precision::Section,
        (true, false) => Precision::Label,
    };
    line::around(asked, precision, document).iter().map(|pair| format!("{pair}\n")).collect()
}

/// `block = "Doel {n}"`, with the labels under it.
fn block(group: &str, lines: &[Written<'_>]) -> Option<String> {
    let within =
        |line: &&Written<'_>| matches!(&line.placed.asked.within, Within::Block { group: g, .. } if g == group);
    let labels: Vec<&Written<'_>> = lines.iter().filter(within).collect();
    let first = labels.first()?;
    let template = |text: &str| counted(text).map_or_else(|| text.to_owned(), |(template, _)| template);
    let heading = match &first.placed.asked.within {
        Within::Block { heading: Some(_), .. } => first.placed.asked.sections.last().map(|(_, text)| template(text))?,
        _ => template(&first.placed.asked.text),
    };
    let answer = |line: &&Written<'_>| {
        let field = Schema::common().field(line.slot.targets[0].field);
        let asked = &line.placed.asked;
        let label = line::column(&template(&asked.text), asked, line.slot);
        let label = if label.starts_with('{') { label } else { format!("{{ label = {label} }}") };
        format!("{} = {label} # {:.2}\n", field.name(), line.placed.confidence)
    };
    Some(format!(
        "block = {}\n\n[rows.\"{group}\".answers]\n{}",
        quoted(&heading),
        labels.iter().map(answer).collect::<String>()
    ))
}

/// The core fields that no line asks.
fn not_asked(lines: &[Written<'_>], about: &About) -> String {
    let asked: BTreeSet<_> = lines
        .iter()
        .filter(|l| l.precision != Precision::Lost)
        .flat_map(|line| line.slot.targets.iter().map(|t| t.field))
        .collect();
    let known = |id: &str| id == "formulier.soort" || (id == "gemeente.naam" && about.body.starts_with("GM"));
    let missing = Schema::common().all().filter(|(id, field)| field.core && !asked.contains(id) && !known(&field.id));
    let lines: String = missing.map(|(_, field)| format!("\"{}\" = \"not found on the form\"\n", field.id)).collect();
    if lines.is_empty() { lines } else { format!("\n[not_asked]\n{lines}") }
}

/// What a person has to look at: the lines in doubt with their two best fields, and the labels without one.
fn doubtful(document: &Document, placed: &[Placed]) -> String {
    let mut text = String::new();
    let place = |asked: &Asked| {
        document.sheets[asked.at.0]
            .place(document.sheets[asked.at.0].cells[asked.at.1].spot)
            .map(|p| p.to_string())
            .unwrap_or_default()
    };
    let doubt: Vec<&Placed> = placed.iter().filter(|p| p.slot.is_some() && p.confidence < DOUBT).collect();
    if !doubt.is_empty() {
        text.push_str("\n# In doubt: choose, and move the line to its table above.\n");
    }
    for placed in doubt {
        let Some(slot) = &placed.slot else { continue };
        let other = placed
            .others
            .first()
            .map(|(slot, sure)| format!(", or \"{}\" {sure:.2}", line::key(slot)))
            .unwrap_or_default();
        let body =
            line::body(&placed.asked, slot, slot.notation.as_deref(), Precision::Section, document).unwrap_or_default();
        text.push_str(&format!(
            "# \"{}\" = {{ {body} }} # {:.2}{other}; {}\n",
            line::key(slot),
            placed.confidence,
            place(&placed.asked)
        ));
    }
    let none: Vec<&Placed> = placed.iter().filter(|p| p.slot.is_none()).collect();
    if !none.is_empty() {
        text.push_str("\n# Unplaced: what stands there is told as unmapped.\n");
    }
    for placed in none {
        text.push_str(&format!("# {} at {}\n", quoted(&placed.asked.full_text()), place(&placed.asked)));
    }
    text
}
