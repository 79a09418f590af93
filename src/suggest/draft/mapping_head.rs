//! What a form says of itself: whose it is, what it is called, which kind and version.

use crate::document::cells::model::Document;
use crate::record::value::gemeente;
use crate::text::normalize::fold;

use super::line::{listed, quoted};
use crate::suggest::page::form_questions;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{Question, Within};
use crate::suggest::vocabulary::form_kind;

/// The head of a drafted mapping.
#[derive(Clone, Debug)]
pub struct MappingHead {
    pub body: String,
    pub title: String,
    pub kind: String,
    pub version: String,
    pub source: String,
    pub blank: Option<String>,
    /// Each row is a client.
    pub per_row: bool,
    /// Each sheet is a client.
    pub per_sheet: bool,
    pub recognise: Vec<String>,
}

/// What a draft says of whose a form is that does not name it.
pub const UNKNOWN: &str = "onbekend";

impl MappingHead {
    /// Reads it from the printed text; `file` is the name of the file.
    pub fn of(document: &Document, printed_form: &PrintedForm, file: &str) -> Self {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let untitled = if printed_form.filled { UNKNOWN } else { stem };
        let title = if printed_form.title.is_empty() { untitled.to_owned() } else { printed_form.title.clone() };
        let all = form_questions::of(printed_form);
        let per_row = all.iter().any(|asked| asked.within == Within::Clients);
        Self {
            body: body(document, printed_form),
            kind: form_kind::by_word(&title).or_else(|| on_head(document)).unwrap_or(USUAL).to_owned(),
            version: version(document).unwrap_or_else(|| "onbekend".to_owned()),
            // a form that somebody filled in is often called by the client
            source: if printed_form.filled { filled_in(name) } else { name.to_owned() },
            blank: (!printed_form.filled && !per_row).then(|| name.to_owned()),
            recognise: recognise(document, printed_form, &all, per_row),
            title,
            per_row,
            per_sheet: printed_form.per_sheet,
        }
    }

    /// An id by the body and the title: `gm0344/jobcoachplan`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.body.to_lowercase(), fold(&self.title))
    }

    /// The tables `[form]` and `[recognise]`.
    pub fn text(&self) -> String {
        let mut text = String::from("[form]\n");
        let mut pair = |key: &str, value: &str| text.push_str(&format!("{key:<7} = {}\n", quoted(value)));
        pair("body", &self.body);
        pair("title", &self.title);
        pair("kind", &self.kind);
        pair("version", &self.version);
        pair("basis", "draft");
        pair("source", &self.source);
        if let Some(blank) = &self.blank {
            pair("blank", blank);
        }
        if self.per_row {
            pair("per", "row");
        } else if self.per_sheet {
            pair("per", "sheet");
        }
        let printed =
            if let [one] = self.recognise.as_slice() { format!("[{}]", quoted(one)) } else { listed(&self.recognise) };
        text.push_str(&format!("\n[recognise]\nprinted = {printed}\n"));
        text
    }
}

/// What is said of a form that somebody filled in, of which the name is not told: `een ingevuld formulier (docx)`.
fn filled_in(name: &str) -> String {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.len() < 5);
    format!("een ingevuld formulier ({})", ending.unwrap_or("zonder formaat").to_lowercase())
}

/// The gemeente that the printed text names, by its code where it has one; or UWV, or nobody known.
fn body(document: &Document, printed_form: &PrintedForm) -> String {
    let head =
        document.sheets.iter().flat_map(|sheet| sheet.cells.iter().take(40)).filter_map(|cell| cell.content.as_text());
    let printed: Vec<&str> = head.filter(|text| text.len() < 300).collect();
    for text in &printed {
        let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
        for (n, _) in words.iter().enumerate().filter(|(_, word)| matches!(fold(word).as_str(), "gemeente" | "gem")) {
            let codes = (1..=4).rev().filter_map(|long| words.get(n + 1..n + 1 + long));
            let code = codes
                .map(|name| name.join(" "))
                .find_map(|name| gemeente::code(name.trim_end_matches(['.', ':', ';'])));
            if let Some(code) = code {
                return code.to_owned();
            }
        }
    }
    let uwv = printed.iter().any(|text| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "UWV"));
    if uwv && (printed_form.title.contains("UWV") || printed.iter().take(8).any(|text| text.contains("UWV"))) {
        return "uwv".to_owned();
    }
    let named = printed.iter().take(8).find_map(|text| text.trim().strip_prefix("Gemeente "));
    let name = named.filter(|name| name.split_whitespace().count() <= 3).map(fold).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The kind of form where nothing on it tells another.
const USUAL: &str = "plan_van_aanpak";

/// The kind that a line at the head of the form names beside what the form is about: `Verzoek om verlenging jobcoach`, where
/// something else was taken for the title.
fn on_head(document: &Document) -> Option<&'static str> {
    const ABOUT: [&str; 5] = ["coach", "begeleid", "ondersteun", "werkplek", "verslag"];
    let head = document.sheets.iter().flat_map(|sheet| sheet.cells.iter().take(12));
    let lines = head.filter_map(|cell| cell.content.as_text()).flat_map(|text| text.split(['\t', '\n']));
    let is_title = |line: &&str| {
        let folded = fold(line);
        line.split_whitespace().count() <= 9
            && !line.trim_end().ends_with(['?', ':', '.'])
            && ABOUT.iter().any(|word| folded.contains(word))
    };
    lines.filter(is_title).find_map(form_kind::by_word)
}

/// What follows the word `versie`, or a year that stands with a month or alone.
fn version(document: &Document) -> Option<String> {
    let texts = document.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text());
    for text in texts.filter(|text| text.len() < 200) {
        let lower = text.to_lowercase();
        if let Some(at) = lower.find("versie") {
            let rest = text.get(at + 6..)?.trim_start_matches([':', ' ', '.']);
            let word: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ' ')).take(24).collect();
            if word.chars().any(|c| c.is_ascii_digit()) {
                return Some(word.trim().to_owned());
            }
        }
    }
    None
}

/// The gemeente as the head of the form names it: `Gemeente Utrecht`.
fn name(document: &Document) -> Option<String> {
    let head = document.sheets.iter().flat_map(|sheet| sheet.cells.iter().take(12));
    let texts = head.filter_map(|cell| cell.content.as_text()).flat_map(|text| text.split(['\t', '\n', '–', '|', ',']));
    let short = |text: &&str| (2..=4).contains(&text.split_whitespace().count());
    texts.map(str::trim).filter(short).find(|text| text.to_lowercase().starts_with("gemeente ")).map(str::to_owned)
}

/// The phrases that tell the form: its title and first headings, or the names of columns.
fn recognise(document: &Document, printed_form: &PrintedForm, all: &[Question], per_row: bool) -> Vec<String> {
    let columns = all.iter().filter(|asked| asked.within == Within::Clients).map(|asked| asked.text.clone());
    let labels = all.iter().filter(|asked| asked.within == Within::Form).map(|asked| asked.text.clone());
    let headings = name(document).into_iter().chain(printed_form.known_headings());
    let title = Some(printed_form.title.clone()).filter(|title| !title.is_empty());
    let mut phrases: Vec<String> =
        if per_row { columns.take(6).collect() } else { title.into_iter().chain(headings.take(2)).collect() };
    phrases.retain(|phrase| printed_form.stands_for_each_client(document, phrase));
    if phrases.len() < 3 {
        phrases.extend(labels.take(3 - phrases.len()));
    }
    phrases.retain(|phrase| !fold(phrase).is_empty() && printed_form.stands_for_each_client(document, phrase));
    let mut seen = std::collections::BTreeSet::new();
    phrases.retain(|phrase| seen.insert(fold(phrase)));
    if phrases.is_empty() { vec![printed_form.title.clone()] } else { phrases }
}
