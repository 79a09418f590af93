//! Drafts of forms of other hands: how many lines are right, that each printed text stands in the draft, and that no answer of a
//! filled form stands in its draft.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::Document;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::finding::Lang;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::suggest::draft;
use eenvorm::suggest::draft::json;
use eenvorm::suggest::draft::mapping_head::MappingHead;
use eenvorm::suggest::matching::{self, MatchedQuestion};
use eenvorm::suggest::page::printed_form::PrintedForm;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;
use eenvorm::text::normalize::fold;
use serde_json::Value;

const FOLDER: &str = "tests/hands/drafting";

/// A form as it was drafted.
struct Drafted {
    document: Document,
    printed_form: PrintedForm,
    placed: Vec<MatchedQuestion>,
    about: MappingHead,
}

fn lexicon() -> Lexicon {
    let catalogue = Catalogue::load(&[]).expect("the mappings are well formed");
    Lexicon::new(catalogue.all().map(|known| &*known.mapping))
}

fn drafted(path: &Path, lexicon: &Lexicon) -> Drafted {
    let source = Source::open(path).expect("a form");
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).expect("it is read");
    let (printed_form, placed) = matching::read(&document, &source, lexicon);
    let about = MappingHead::of(&document, &printed_form, "formulier");
    Drafted { document, printed_form, placed, about }
}

/// The forms, blank or filled in, each with its name.
fn forms(which: &str) -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(FOLDER).expect("the forms").map(|entry| entry.expect("a file").path());
    let mut forms: Vec<(String, PathBuf)> = files
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let (form, rest) = name.split_once('.')?;
            rest.starts_with(which).then(|| (form.to_owned(), path.clone()))
        })
        .collect();
    forms.sort();
    forms
}

fn truth(form: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(format!("{FOLDER}/{form}.json")).expect("what asks what");
    let truth: Value = serde_json::from_str(&text).expect("json");
    truth["answers"].as_array().expect("a list").clone()
}

/// The texts of a row that shows how a table is filled in.
fn examples(form: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(format!("{FOLDER}/{form}.json")).expect("what asks what");
    let truth: Value = serde_json::from_str(&text).expect("json");
    let texts = truth["examples"].as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// Whether a drafted line stands where a question is answered: by its place, or where that has no name, by its label.
fn stands_at(line: &Value, asked: &Value) -> bool {
    let place = text(asked, "place");
    let by_label = place.is_empty() || place.starts_with("rij ");
    if by_label { text(line, "label") == text(asked, "label") } else { text(line, "place") == place }
}

/// How many lines are right, and how many are wrong.
fn tally(form: &str, drafted: &Drafted) -> (usize, usize) {
    let printed = json::text("x/x", &drafted.about, &drafted.document, &drafted.printed_form, &drafted.placed)
        .expect("json is written");
    let lines: Value = serde_json::from_str(&printed).expect("json");
    let lines = lines["answers"].as_array().expect("a list");
    let truth = truth(form);
    let right = |line: &&Value| {
        truth.iter().any(|asked| {
            let field = text(asked, "field");
            // a field in a notation is told as the field; of two in one cell each is
            let fields: BTreeSet<&str> = field.split(' ').filter(|part| !part.starts_with('{')).collect();
            stands_at(line, asked) && fields.contains(text(line, "field"))
        })
    };
    let right = lines.iter().filter(right).count();
    (right, lines.len() - right)
}

#[test]
fn drafts_are_as_good_as_they_were() {
    let lexicon = lexicon();
    let known = std::fs::read_to_string(format!("{FOLDER}/counts.txt")).expect("the counts");
    let known: BTreeMap<String, (usize, usize)> = known
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let count = |word: &str| word.parse().expect("a count");
            (format!("{} {}", words[0], words[1]), (count(words[2]), count(words[3])))
        })
        .collect();
    let mut worse = Vec::new();
    for which in ["blank", "filled"] {
        for (form, path) in forms(which) {
            let (right, wrong) = tally(&form, &drafted(&path, &lexicon));
            let (least, most) = known[&format!("{form} {which}")];
            if right < least || wrong > most {
                worse.push(format!("{form} {which}: {right} right and {wrong} wrong, were {least} and {most}"));
            }
        }
    }
    assert!(worse.is_empty(), "{worse:#?}");
}

/// What is printed on the blank of a form, in small letters.
fn printed_texts(form: &str) -> Vec<String> {
    let (_, path) = forms("blank").into_iter().find(|(blank, _)| blank == form).expect("its blank");
    let source = Source::open(&path).expect("a form");
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).expect("it is read");
    let cells = document.sheets.iter().flat_map(|sheet| &sheet.cells);
    cells.filter_map(|cell| cell.content.as_text()).map(str::to_lowercase).collect()
}

#[test]
fn no_answer_of_a_filled_form_stands_in_its_draft() {
    let lexicon = lexicon();
    let mut leaks = Vec::new();
    for (form, path) in forms("filled") {
        let drafted = drafted(&path, &lexicon);
        let draft = draft::draft("x/x", &drafted.about, &drafted.document, &drafted.printed_form, &drafted.placed)
            .unwrap_or_else(|_| panic!("{form}: the draft is no mapping"));
        let draft = (draft.text + &draft.undecided.text(Lang::En)).to_lowercase();
        let truth = truth(&form);
        let labels: Vec<String> = truth.iter().map(|asked| text(asked, "label").to_lowercase()).collect();
        let answers = truth.iter().map(|asked| text(asked, "text").to_lowercase());
        // what is printed as well, such as the name of the gemeente or a choice, tells nothing
        let blank = printed_texts(&form);
        let printed = |answer: &String| labels.iter().chain(&blank).any(|printed| printed.contains(answer.as_str()));
        let telling = answers.filter(|answer| answer.chars().count() > 3 && !printed(answer));
        let told: Vec<String> = telling.filter(|answer| draft.contains(answer.as_str())).collect();
        leaks.extend(told.into_iter().map(|answer| format!("{form}: {answer}")));
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn each_printed_text_of_a_blank_stands_in_its_draft() {
    let lexicon = lexicon();
    let mut missing = Vec::new();
    for (form, path) in forms("blank") {
        let drafted = drafted(&path, &lexicon);
        let draft = draft::draft("x/x", &drafted.about, &drafted.document, &drafted.printed_form, &drafted.placed)
            .unwrap_or_else(|_| panic!("{form}: the draft is no mapping"));
        let draft = fold(&(draft.text + &draft.undecided.text(Lang::En)));
        let cells = drafted.document.sheets.iter().flat_map(|sheet| &sheet.cells);
        // the draft names the beginning of a long text
        let begin = |text: &str| fold(&text.split_whitespace().take(12).collect::<Vec<_>>().join(" "));
        let long = |text: &&str| text.split_whitespace().count() > 16 && draft.contains(&begin(text));
        let cells = cells.filter_map(|cell| cell.content.as_text()).filter(|text| !long(text));
        let texts = cells.flat_map(str::lines).flat_map(|line| line.split('\t'));
        // a row that shows how a table is filled in is counted, and not named
        let examples = examples(&form);
        let texts = texts.filter(|text| !examples.contains(text.trim()));
        // the row of a total is known to whatever reads a table
        let total = |text: &str| text.to_lowercase().starts_with("totaal");
        let left = texts.filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !total(text));
        missing.extend(left.filter(|text| !draft.contains(&begin(text))).map(|text| format!("{form}: {text}")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
