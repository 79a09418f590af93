//! Forms of other hands, in the layout of `tests/hands/drafting`: a blank, a filled form and what asks what, by name.
//! `--hands DIR` scores such a folder elsewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::suggest::draft::json;
use eenvorm::suggest::draft::mapping_head::MappingHead;
use eenvorm::suggest::matching;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;
use eenvorm::text::normalize::fold_label;

use crate::{forms, ratio};

const FOLDER: &str = "tests/hands/drafting";

/// What was asked and found, by wordings that are known and that are not; what was drafted, and how much of it is right.
#[derive(Default)]
struct Counts {
    forms: usize,
    known: (usize, usize),
    unknown: (usize, usize),
    drafted: (usize, usize),
    /// From 0.9.
    sure: (usize, usize),
}

/// Prints how the drafts of these forms do.
pub(crate) fn print(catalogue: &Catalogue) {
    let lexicon = Lexicon::new(catalogue.all().map(|known| &*known.mapping));
    println!("\n| other hands | forms | recall | known wording | unknown wording | precision | from 0.9 |");
    println!("|---|---|---|---|---|---|---|");
    let own = (PathBuf::from(FOLDER), "of the tests".to_owned());
    let given = std::env::args().skip_while(|arg| arg != "--hands").nth(1);
    let given = given.map(|folder| (PathBuf::from(&folder), folder));
    for (folder, name) in std::iter::once(own).chain(given) {
        for which in ["blank", "filled"] {
            let mut counts = Counts::default();
            files(&folder, which).iter().for_each(|(form, path)| counts.take(&lexicon, &folder, form, path));
            counts.row(&format!("{name}, {which}"));
        }
    }
}

/// The forms of a folder, blank or filled in, each with its name.
fn files(folder: &Path, which: &str) -> Vec<(String, PathBuf)> {
    let all = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<(String, PathBuf)> = all
        .filter_map(|path| {
            let (form, rest) = path.file_name()?.to_str()?.split_once('.')?;
            rest.starts_with(which).then(|| (form.to_owned(), path.clone()))
        })
        .collect();
    files.sort();
    files
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The fields that an answer is of; a notation behind one is none.
fn fields(asked: &Value) -> BTreeSet<&str> {
    text(asked, "field").split(' ').filter(|part| !part.starts_with('{')).collect()
}

/// Whether a drafted line stands where a question is answered: by its place, or where that has no name, by its label.
fn stands_at(line: &Value, asked: &Value) -> bool {
    let place = text(asked, "place");
    let by_label = place.is_empty() || place.starts_with("rij ");
    if by_label { text(line, "label") == text(asked, "label") } else { text(line, "place") == place }
}

fn is_right(line: &Value, asked: &Value) -> bool {
    stands_at(line, asked) && fields(asked).contains(text(line, "field"))
}

/// Whether a label is a wording that is known for one of the fields.
fn knows(lexicon: &Lexicon, fields: &BTreeSet<&str>, label: &str) -> bool {
    let folded = fold_label(label);
    let of_field = |slot: usize| fields.iter().any(|field| lexicon.slots[slot].id.split(' ').any(|id| id == *field));
    lexicon.entries.iter().any(|entry| entry.folded == folded && entry.slot.is_some_and(of_field))
}

impl Counts {
    fn take(&mut self, lexicon: &Lexicon, folder: &Path, form: &str, path: &Path) {
        let truth = std::fs::read_to_string(folder.join(form).with_extension("json")).unwrap_or_default();
        let Ok(truth) = serde_json::from_str::<Value>(&truth) else { return };
        let Some((source, document)) = forms::read(path) else { return };
        let (printed_form, placed) = matching::read(&document, &source, lexicon);
        let about = MappingHead::of(&document, &printed_form, "form");
        let Ok(written) = json::text("x/x", &about, &document, &printed_form, &placed) else { return };
        let Ok(lines) = serde_json::from_str::<Value>(&written) else { return };
        let lines = lines["answers"].as_array().cloned().unwrap_or_default();
        let asked = truth["answers"].as_array().cloned().unwrap_or_default();
        self.forms += 1;
        for question in &asked {
            let known = knows(lexicon, &fields(question), text(question, "label"));
            let count = if known { &mut self.known } else { &mut self.unknown };
            count.0 += 1;
            count.1 += usize::from(lines.iter().any(|line| is_right(line, question)));
        }
        for line in &lines {
            let right = usize::from(asked.iter().any(|question| is_right(line, question)));
            self.drafted = (self.drafted.0 + 1, self.drafted.1 + right);
            if line["confidence"].as_f64().is_some_and(|sure| sure >= 0.9) {
                self.sure = (self.sure.0 + 1, self.sure.1 + right);
            }
        }
    }

    fn row(&self, name: &str) {
        let share = |(all, part): (usize, usize)| format!("{:.3} ({part} of {all})", ratio(part, all));
        let all = (self.known.0 + self.unknown.0, self.known.1 + self.unknown.1);
        let shares = [all, self.known, self.unknown, self.drafted, self.sure].map(share);
        println!("| {name} | {} | {} |", self.forms, shares.join(" | "));
    }
}
