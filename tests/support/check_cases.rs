//! Cases of checks as text: a name, answers by field, what the form asks, and the findings that are expected.
//!
//! A case ends at an empty line. `# name` begins it; `form uwv urenverantwoording` says whose form it is and its kind;
//! `asks FIELD` and `requires FIELD` make up a mapping; `FIELD = words` is an answer, at the paragraph of its turn;
//! `unmapped = words` has no field; `---` begins another record of the batch; `-> code field, place` is expected.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::mapping::spec::parse;
use eenvorm::record::answer::{Answer, FormHead, Key, Ledger, Record, Source, Unmapped};
use eenvorm::record::schema::{Kind, Schema};
use eenvorm::record::value::{self, Notation};
use eenvorm::text::content::Content;
use eenvorm::text::place::Place;

/// One case.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) records: Vec<Record>,
    pub(crate) findings: Vec<String>,
    asked: Vec<(String, bool)>,
}

/// The cases of a folder.
pub(crate) fn all(folder: &Path) -> Vec<Case> {
    let files = fs::read_dir(folder).expect("a folder of cases");
    files.flat_map(|file| in_file(&file.expect("a file").path())).collect()
}

/// The cases of one file.
pub(crate) fn in_file(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter(|case| !case.is_empty()).map(|case| case_of(case, path)).collect()
}

fn case_of(text: &str, path: &Path) -> Case {
    let mut case =
        Case { name: path.display().to_string(), records: vec![empty(1)], findings: Vec::new(), asked: Vec::new() };
    let mut turn = 0;
    for line in text.lines() {
        let number = case.records.len();
        let record = case.records.last_mut().expect("a record");
        if let Some(name) = line.strip_prefix("# ") {
            case.name = format!("{}: {name}", path.display());
        } else if line == "---" {
            let next = Record { form: Arc::clone(&record.form), ..empty(number + 1) };
            case.records.push(next);
        } else if let Some(form) = line.strip_prefix("form ") {
            let (body, kind) = form.split_once(' ').expect("a body and a kind");
            record.form = head(body, kind);
        } else if let Some(finding) = line.strip_prefix("-> ") {
            case.findings.push(finding.to_owned());
        } else if let Some(field) = line.strip_prefix("asks ") {
            case.asked.push((field.to_owned(), false));
        } else if let Some(field) = line.strip_prefix("requires ") {
            case.asked.push((field.to_owned(), true));
        } else {
            let (field, words) = line.split_once(" = ").unwrap_or_else(|| panic!("{}: `{line}`", case.name));
            turn += 1;
            answer(record, field, words, Place::Paragraph(turn));
        }
    }
    for record in &mut case.records {
        record.answers.sort_by_key(|answer| answer.key);
    }
    case
}

fn head(body: &str, kind: &str) -> Arc<FormHead> {
    let (body, kind, version) = (body.to_owned(), kind.to_owned(), "1".to_owned());
    Arc::new(FormHead { id: "proef/formulier".into(), body, kind, version })
}

fn empty(number: usize) -> Record {
    Record {
        id: None,
        made_with: None,
        pseudonym: None,
        source: Source { file: format!("formulier-{number}.xlsx").into(), sha256: "00".into() },
        form: head("GM0344", "plan_van_aanpak"),
        answers: Vec::new(),
        unmapped: Vec::new(),
        ledger: Ledger::default(),
        findings: Vec::new(),
    }
}

fn answer(record: &mut Record, field: &str, words: &str, place: Place) {
    let text = words.to_owned();
    if field == "unmapped" {
        record.unmapped.push(Unmapped { place, label: None, text: text.into() });
        return;
    }
    let (key, kind) = key(field);
    let choices: Vec<_> =
        Schema::common().field(key.field).choices.iter().map(|w| (w.clone(), vec![w.clone()])).collect();
    let notation = Notation::compile(kind, None, &choices).expect("the default notation");
    let reading = value::parse(&Content::Text(text.as_str().into()), &notation).reading.expect("an answer");
    record.answers.push(Answer { key, reading, place, text: text.into() });
}

/// `client.bsn`, `uren[2].datum`, `client.naam.achternaam`
fn key(written: &str) -> (Key, Kind) {
    let schema = Schema::common();
    let (id, row) = match written.split_once('[').and_then(|(group, rest)| Some((group, rest.split_once(']')?))) {
        Some((group, (row, rest))) => (format!("{group}[]{rest}"), row.parse().expect("a row")),
        None => (written.to_owned(), 0),
    };
    if let Some(field) = schema.id(&id) {
        return (Key { field, row, part: None }, schema.field(field).kind);
    }
    let (whole, part) = id.rsplit_once('.').expect("a part");
    let field = schema.id(whole).unwrap_or_else(|| panic!("no field `{written}`"));
    let part = schema.field(field).kind.parts().iter().position(|name| *name == part).expect("a part of the kind");
    (Key { field, row, part: u8::try_from(part).ok() }, Kind::Text)
}

impl Case {
    /// What a message must never hold.
    pub(crate) fn private(&self) -> impl Iterator<Item = &str> {
        let answers = self.records.iter().flat_map(|record| &record.answers);
        let private =
            answers.filter(|answer| Schema::common().field(answer.key.field).sensitive && answer.text.len() > 3);
        private.map(|answer| answer.text.as_str())
    }

    /// The mapping of a form that asks what the case says.
    pub(crate) fn mapping(&self) -> Option<Mapping> {
        let text = self.mapping_text()?;
        let lists = parse::choice_lists("").expect("no lists");
        Some(parse::mapping("proef/formulier", &text, &lists).unwrap_or_else(|flaws| {
            panic!("{}: {}", self.name, flaws.iter().map(|flaw| flaw.show("proef", &text)).collect::<String>())
        }))
    }

    fn mapping_text(&self) -> Option<String> {
        if self.asked.is_empty() {
            return None;
        }
        let asked = |id: &str| self.asked.iter().any(|(field, _)| field == id || field.starts_with(&format!("{id}.")));
        let single = self.asked.iter().filter(|(field, _)| !field.contains("[]"));
        let lines =
            single.map(|(field, required)| format!("\"{field}\" = {{ label = \"{field}\", required = {required} }}\n"));
        let mut text = format!("{FORM}[answers]\n{}", lines.collect::<String>());
        for group in ["doelen", "uren"] {
            let names = self.asked.iter().filter_map(|(field, _)| field.strip_prefix(group)?.strip_prefix("[]."));
            let columns: Vec<String> = names.map(|name| format!("{name} = \"{name}\"")).collect();
            if !columns.is_empty() {
                text += &format!("[rows.\"{group}\"]\ncolumns = {{ {} }}\n", columns.join(", "));
            }
        }
        let known = |id: &str| asked(id) || matches!(id, "formulier.soort" | "gemeente.naam");
        let others = Schema::common().fields.iter().filter(|field| field.core && !known(&field.id));
        let reasons: Vec<String> = others.map(|field| format!("\"{}\" = \"elsewhere\"\n", field.id)).collect();
        Some(text + "[not_asked]\n" + &reasons.concat())
    }
}

const FORM: &str = r#"[form]
body    = "GM0344"
title   = "Proefformulier"
kind    = "plan_van_aanpak"
version = "1"
basis   = "reconstruction"
source  = "https://example.org"

[recognise]
printed = ["Proefformulier"]

"#;
