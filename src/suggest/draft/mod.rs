//! The drafted mapping file: every line that was placed, checked against the form itself.

pub mod examples;
pub mod explain;
mod gap_lines;
mod groups;
pub mod json;
pub mod line;
pub mod mapping_head;
mod notations;
pub mod review;
mod undecided;
pub mod withheld;
mod written;

use std::collections::{BTreeSet, HashMap};

use crate::document::cells::model::{Document, Grid};
use crate::mapping::locate::question_locations::stands;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::parse;
use crate::pseudonym::prose::names_somebody;
use crate::record::schema::Kind;
use crate::spec_toml::diagnostic::Diagnostic;
use crate::text::checkbox::{cleared, has_certain_box};
use crate::text::gap;
use crate::text::normalize::{fold, fold_label};

use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::vocabulary::choices;
use crate::suggest::vocabulary::slot::Slot;
use groups::{Tables, rows};
use line::{LocatorScope, listed, quoted};
use mapping_head::MappingHead;
use undecided::{Undecided, not_asked};
use written::DraftLine;

/// A drafted mapping.
pub struct Draft {
    /// The mapping as toml.
    pub text: String,
    pub mapping: Mapping,
    /// What goes below it as comments.
    pub undecided: Undecided,
}

/// Drafts the mapping of a form with this id; each line finds its own answer on the form, or is left out.
pub fn draft(
    id: &str,
    about: &MappingHead,
    document: &Document,
    printed_form: &PrintedForm,
    placed: &[MatchedQuestion],
) -> Result<Draft, Vec<Diagnostic>> {
    let one_client = about.per_sheet.then(|| of_one_client(document, placed));
    let document = one_client.as_ref().unwrap_or(document);
    let mut lines = chosen(document, placed, about.per_sheet);
    loop {
        let text = text(about, document, printed_form, placed, &lines, &[]);
        let mapping = parse::mapping(id, &text, choices::lists())?;
        let (standing, _) = stands(document, &mapping);
        let mut better = false;
        for line in &mut lines {
            if !line.stands(&standing, about.per_row) {
                line.scope = line.scope.next();
                if line.scope == LocatorScope::Address && line.body(document).is_none() {
                    line.scope = LocatorScope::Lost;
                }
                better = true;
            }
        }
        if !better {
            let rest = if printed_form.filled { Vec::new() } else { unaccounted(document, &mapping) };
            let whole = self::text(about, document, printed_form, placed, &lines, &rest);
            let whole_mapping = parse::mapping(id, &whole, choices::lists())?;
            let kept = stands(document, &whole_mapping).0.len() == standing.len();
            let undecided = Undecided::of(document, placed, &lines, &Tables::of(printed_form, &lines));
            let (text, mapping) = if kept { (whole, whole_mapping) } else { (text, mapping) };
            return Ok(Draft { text, mapping, undecided });
        }
    }
}

/// A workbook with a client a sheet, with the cells of the sheet that was read alone: the mapping is of each of them, and
/// the name of a sheet, which is often that of a client, tells no label from another.
fn of_one_client(document: &Document, placed: &[MatchedQuestion]) -> Document {
    let mut one = document.clone();
    let read: BTreeSet<usize> = placed.iter().map(|placed| placed.asked.at.0).collect();
    for (_, sheet) in one.sheets.iter_mut().enumerate().filter(|(n, _)| !read.contains(n)) {
        (sheet.cells, sheet.named) = (Vec::new(), Vec::new());
    }
    one
}

/// The printed texts of a blank that no line of its mapping accounts for, such as what its pages repeat.
pub(in crate::suggest) fn unaccounted(document: &Document, mapping: &Mapping) -> Vec<String> {
    let unmapped = form::read(document, mapping).unmapped;
    let left = unmapped.iter().flat_map(|unmapped| unmapped.text.split('\t')).map(paged);
    let number = |text: &str| text.len() < 3 && text.bytes().all(|b| b.is_ascii_digit());
    left.filter(|text| (text.chars().any(char::is_alphabetic) || number(text)) && !has_certain_box(text)).collect()
}

/// `Pagina 1 van 2` without its numbers, which differ from page to page.
fn paged(text: &str) -> String {
    let text = text.trim();
    let page = ["Pagina ", "pagina ", "Blz. ", "blz. ", "Bladzijde "].iter().find(|word| text.starts_with(**word));
    match page.filter(|word| text[word.len()..].starts_with(|c: char| c.is_ascii_digit())) {
        Some(word) => format!("{word}*"),
        None => text.to_owned(),
    }
}

/// The lines that are sure enough, each naming as much of its surroundings as its label needs.
fn chosen<'p>(document: &Document, placed: &'p [MatchedQuestion], per_sheet: bool) -> Vec<DraftLine<'p>> {
    let mut labels: HashMap<String, usize> = HashMap::new();
    for cell in document.sheets.iter().flat_map(|sheet| &sheet.cells) {
        if let Some(text) = cell.content.as_text() {
            *labels.entry(fold_label(crate::suggest::cell_text::texts::split(text).0)).or_default() += 1;
        }
    }
    let several = !per_sheet && document.sheets.iter().filter(|sheet| sheet.grid == Grid::Sheet).count() > 1;
    let sure = placed.iter().filter(|placed| placed.confidence >= DOUBT);
    let with_slot = sure.filter_map(|placed| placed.slot.as_ref().map(|slot| (placed, slot)));
    let all: Vec<(&MatchedQuestion, &Slot)> = with_slot.collect();
    all.iter()
        .map(|(placed, slot)| {
            let once = labels.get(&fold_label(&placed.asked.text)).is_none_or(|n| *n < 2);
            let keyed = placed.asked.within == Within::Form
                && (line::keyed(document, &placed.asked).is_some() || placed.asked.field.is_some());
            let scope = match placed.asked.within {
                _ if placed.asked.gap.is_some() => LocatorScope::Label,
                // its words are gone where it is filled in
                _ if gap::whole_prompt(&placed.asked.text).is_some() => LocatorScope::Address,
                _ if keyed => LocatorScope::Address,
                Within::Rows { .. } if several => LocatorScope::Sheet,
                Within::Rows { .. } | Within::Block { .. } => LocatorScope::Label,
                _ if once || placed.asked.sections.is_empty() => LocatorScope::Label,
                _ => LocatorScope::Section,
            };
            let shared = |other: &Slot| other.id != slot.id && other.targets[0].field == slot.targets[0].field;
            let split =
                slot.kind == Kind::Address && slot.notation.is_none() && all.iter().any(|(_, other)| shared(other));
            let notation = if split { Some(line_of_address(&placed.asked.text)) } else { slot.notation.clone() };
            let notation = notation.or_else(|| notations::name(&placed.asked, slot));
            let notation = notation.or_else(|| line::hours(&placed.asked.text, slot).map(str::to_owned));
            DraftLine { placed, slot, notation, scope }
        })
        .collect()
}

/// What one line of an address holds that stands on several.
fn line_of_address(label: &str) -> String {
    let label = fold(label);
    let second = label.contains("postcode") || label.contains("plaats");
    if second { "{postcode} {plaats}" } else { "{straat} {huisnummer}{toevoeging}" }.to_owned()
}

fn text(
    about: &MappingHead,
    document: &Document,
    printed_form: &PrintedForm,
    placed: &[MatchedQuestion],
    lines: &[DraftLine<'_>],
    rest: &[String],
) -> String {
    let asked = answers(document, lines)
        + &combined(document, lines)
        + &gap_lines::text(document, printed_form, lines)
        + &rows(document, printed_form, lines);
    let mut text = about.text();
    text.push_str(&printed((document, printed_form), placed, lines, &asked, rest));
    text.push_str(&notations::block(lines));
    text.push_str(&asked);
    text.push_str(&not_asked(lines, &Tables::of(printed_form, lines), about));
    text
}

/// Headings, placeholders, and, from a blank, the printed text that is neither label nor answer.
fn printed(
    (document, printed_form): (&Document, &PrintedForm),
    placed: &[MatchedQuestion],
    lines: &[DraftLine<'_>],
    asked: &str,
    rest: &[String],
) -> String {
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
    let used = |text: &String| asked.contains(&quoted(text));
    let of_somebody = |text: &String| printed_form.filled && names_somebody(text);
    let headings = printed_form.known_headings().filter(|text| !used(text) && !of_somebody(text));
    block("headings", headings.collect());
    if !printed_form.filled {
        let notes = printed_form.fixed.iter().map(|(_, text)| beginning(text));
        block(
            "fixed",
            notes.chain(unasked(document, placed, lines)).chain(rest.iter().map(|text| beginning(text))).collect(),
        );
    }
    // which boxes somebody ticked is an answer
    let as_printed = |text: &String| if printed_form.filled { cleared(text) } else { text.clone() };
    block("placeholders", printed_form.placeholders.iter().map(as_printed).collect());
    block("sheets", printed_form.lists.clone());
    if text.ends_with("[printed]\n") { String::new() } else { text }
}

/// The labels of a blank that no line asks, and the boxes to tick there, so that they are not taken for answers.
fn unasked(document: &Document, placed: &[MatchedQuestion], lines: &[DraftLine<'_>]) -> Vec<String> {
    let folded: BTreeSet<String> = lines.iter().map(|line| fold_label(&line.placed.asked.text)).collect();
    let left = placed.iter().filter(|p| p.slot.is_none() || p.confidence < DOUBT);
    let own = left.filter(|p| p.asked.gap.is_none() && !folded.contains(&fold_label(&p.asked.text)));
    let boxes = |asked: &Question| {
        let sheet = &document.sheets[asked.at.0];
        let text = sheet.at(sheet.corner(asked.answer?))?.content.as_text()?;
        has_certain_box(text).then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    own.flat_map(|p| [Some(beginning(&p.asked.text)), boxes(&p.asked)]).flatten().collect()
}

/// The whole of a short text, and how a long one begins.
fn beginning(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 16 { format!("{} *", words[..12].join(" ")) } else { words.join(" ") }
}

/// The lines of `[answers]`, in the order of the form; those of one field together.
fn answers(document: &Document, lines: &[DraftLine<'_>]) -> String {
    let mut text = String::from("\n[answers]\n");
    let mut done: BTreeSet<String> = BTreeSet::new();
    let single = |line: &&DraftLine<'_>| {
        matches!(line.placed.asked.within, Within::Form | Within::Clients)
            && !line.slot.is_pair()
            && line.placed.asked.gap.is_none()
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

/// Two fields in one cell.
fn combined(document: &Document, lines: &[DraftLine<'_>]) -> String {
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
