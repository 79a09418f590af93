//! How well a draft does on forms whose body it has never seen: `cargo bench --bench suggest`.
//!
//! Each form is drafted without the mappings of its own body, and the draft is compared with the mapping that a person
//! wrote. Beside it, on the same forms, plain edit distance between labels.

#![allow(clippy::print_stdout, reason = "a table on standard output is the product of a bench")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use eenvorm::document::cell::{Document, Format};
use eenvorm::document::guard::Guard;
use eenvorm::document::limits::Limits;
use eenvorm::document::source::Source;
use eenvorm::fold::fold_label;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::declaration::{By, Column, Mapping, Per};
use eenvorm::mapping::stands::stands;
use eenvorm::place::Spot;
use eenvorm::record::schema::Schema;
use eenvorm::suggest::draft::DOUBT;
use eenvorm::suggest::lexicon::Lexicon;
use eenvorm::suggest::paper::Paper;
use eenvorm::suggest::place::{Placed, place};

/// Bodies at which nobody looked while the rules were made.
const KEPT_APART: [&str; 2] = ["trajectplan", "werkzaak-rivierenland"];

type Label = (usize, usize);

/// What a person mapped: for each label the fields it asks.
type Truth = BTreeMap<Label, BTreeSet<String>>;

#[derive(Default, Clone)]
struct Tally {
    forms: usize,
    asked: usize,
    found: usize,
    drafted: usize,
    right: usize,
    sure: usize,
    sure_right: usize,
    guessed: usize,
    bins: BTreeMap<u32, (usize, usize)>,
    millis: f64,
}

fn main() {
    let verbose = std::env::args().any(|arg| arg == "--verbose");
    let fit = std::env::args().any(|arg| arg == "--fit");
    let catalogue = Catalogue::load(&[]).expect("the mappings are well formed");
    let (mut tuned, mut apart, mut plain_tuned, mut plain_apart) = <(Tally, Tally, Tally, Tally)>::default();
    let mut points = Vec::new();
    for (id, path) in forms(&catalogue) {
        let mapping = &catalogue.get(&id).expect("a known form").mapping;
        let body = id.split('/').next().unwrap_or_default();
        let held = KEPT_APART.contains(&body);
        // what a web form sends says its fields by name, not by printed labels
        let Some(document) = read(&path).filter(|document| document.format != Format::Json) else { continue };
        let others: Vec<&Mapping> =
            catalogue.all().map(|k| &*k.mapping).filter(|m| m.head.id.split('/').next() != Some(body)).collect();
        let lexicon = Lexicon::new(others.iter().copied());
        let truth = truth(&document, mapping);
        let begin = Instant::now();
        let paper = Paper::of(&document, &lexicon);
        let drafted = place(&paper, &lexicon);
        let millis = begin.elapsed().as_secs_f64() * 1000.0;
        let tally = if held { &mut apart } else { &mut tuned };
        tally.millis = tally.millis.max(millis);
        let show = verbose && (!held || std::env::args().any(|arg| arg == "--apart"));
        if show {
            explain(&path, &document, &truth, &drafted);
        }
        score(tally, &document, &truth, &lines(&drafted), show.then_some(path.as_path()));
        if !held {
            points.extend(lines(&drafted).into_iter().map(|line| (line.strength, right(&document, &truth, &line))));
        }
        if std::env::args().any(|arg| arg == "--dump") {
            dump(&path, held, &truth, &drafted, &others);
        }
        let plain = plain(&drafted, &others);
        score(if held { &mut plain_apart } else { &mut plain_tuned }, &document, &truth, &plain, None);
    }
    println!("| | forms | recall | precision | precision from 0.8 | lines from 0.8 | guessed outside | slowest |");
    println!("|---|---|---|---|---|---|---|---|");
    for (name, tally) in [
        ("drafted", &tuned),
        ("drafted, kept apart", &apart),
        ("edit distance", &plain_tuned),
        ("edit distance, kept apart", &plain_apart),
    ] {
        row(name, tally);
    }
    let (asked, guessed) = outside(&catalogue);
    println!(
        "\nGuessed on questions outside the schema (`benches/outside.txt`): {guessed} of {asked}, {:.3}",
        ratio(guessed, asked)
    );
    println!("\n| confidence | lines | right |\n|---|---|---|");
    let mut bins = tuned.bins.clone();
    for (bin, (right, all)) in &apart.bins {
        let known = bins.entry(*bin).or_default();
        *known = (known.0 + right, known.1 + all);
    }
    for (bin, (right, all)) in &bins {
        println!(
            "| {:.1} to {:.1} | {all} | {:.2} |",
            f64::from(*bin) / 10.0,
            f64::from(*bin + 1) / 10.0,
            ratio(*right, *all)
        );
    }
    if fit {
        for ((score, margin), right) in points {
            println!("POINT {score:.4} {margin:.4} {}", u8::from(right));
        }
    }
}

/// Questions that the schema has no field for, ten by ten on a form of their own: how many get a field all the same.
fn outside(catalogue: &Catalogue) -> (usize, usize) {
    let lexicon = Lexicon::new(catalogue.all().map(|known| &*known.mapping));
    let questions: Vec<&str> = include_str!("outside.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let (mut asked, mut guessed) = (0, 0);
    for ten in questions.chunks(10) {
        let mut text = String::from("Plan van aanpak jobcoaching;\nNaam werknemer;\nBSN;\n");
        ten.iter().for_each(|question| text.push_str(&format!("{question};\n")));
        let source = Source::bytes("outside.csv", text.into_bytes());
        let Ok(document) = eenvorm::document::read(&source, &Limits::default(), &Guard::in_process()) else { continue };
        let placed = place(&Paper::of(&document, &lexicon), &lexicon);
        asked += ten.len();
        for line in
            lines(&placed).iter().filter(|line| ten.iter().any(|q| q.starts_with(line.text.trim_end_matches('?'))))
        {
            guessed += 1;
            if std::env::args().any(|arg| arg == "--verbose") {
                println!("OUTSIDE {:?} for `{}` {:.2}", line.fields, line.text, line.confidence);
            }
        }
    }
    (asked, guessed)
}

/// The blanks and the filled fixtures, each with the id of its form.
fn forms(catalogue: &Catalogue) -> Vec<(String, PathBuf)> {
    let mut forms = Vec::new();
    for known in catalogue.all() {
        let id = known.mapping.head.id.to_string();
        let folder = Path::new("fixtures").join(&id);
        let mut filled: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e != "json"))
            .collect();
        filled.sort();
        if let Some(blank) = known.mapping.about.blank.first() {
            forms.push((id.clone(), Path::new("mappings").join(&id).with_file_name(blank)));
        }
        forms.extend(filled.into_iter().map(|path| (id.clone(), path)));
    }
    forms
}

fn read(path: &Path) -> Option<Document> {
    let source = Source::open(path).ok()?;
    eenvorm::document::read(&source, &Limits::default(), &Guard::in_process()).ok()
}

fn truth(document: &Document, mapping: &Mapping) -> Truth {
    let schema = Schema::common();
    let mut truth = Truth::new();
    let mut first = document.clone();
    if mapping.per == Per::Sheet {
        // a client a sheet: one of them stands for all
        let fits =
            |s: &usize| mapping.fits(&Document { sheets: vec![document.sheets[*s].clone()], ..document.clone() });
        let keep = (0..document.sheets.len()).find(fits).unwrap_or(0);
        (0..first.sheets.len()).filter(|s| *s != keep).for_each(|s| first.sheets[s].cells.clear());
    }
    for stand in stands(&first, mapping).0 {
        truth.entry(stand.label).or_default().insert(schema.field(stand.target.field).id.clone());
    }
    if mapping.per == Per::Row {
        for (c, cell) in document.sheets[0].cells.iter().enumerate() {
            let folded = fold_label(&cell.content.shown());
            let named = mapping.lines.iter().filter(
                |line| matches!(&line.by, By::Column(Column::Heading(w)) if w.iter().any(|w| w.folded == folded)),
            );
            for line in named.filter(|_| cell.spot.row == document.sheets[0].cells[0].spot.row) {
                let ids = line.targets().into_iter().map(|target| schema.field(target.field).id.clone());
                truth.entry((0, c)).or_default().extend(ids);
            }
        }
    }
    truth
}

/// The cell of an answer: a box that carries its own label.
fn cell_at(document: &Document, sheet: usize, spot: Spot) -> Option<Label> {
    let cells = &document.sheets[sheet].cells;
    cells.binary_search_by_key(&spot, |cell| cell.spot).ok().map(|cell| (sheet, cell))
}

/// A drafted line: its label, its fields, how sure it is.
struct Line {
    label: Label,
    fields: BTreeSet<String>,
    confidence: f64,
    strength: (f64, f64),
    answer: Option<Spot>,
    text: String,
}

fn lines(drafted: &[Placed]) -> Vec<Line> {
    let schema = Schema::common();
    let line = |placed: &Placed| {
        let slot = placed.slot.as_ref().filter(|_| placed.confidence >= DOUBT)?;
        Some(Line {
            label: placed.asked.at,
            fields: slot.targets.iter().map(|target| schema.field(target.field).id.clone()).collect(),
            confidence: placed.confidence,
            strength: placed.strength,
            answer: placed.asked.answer.filter(|_| placed.asked.hints.boxes),
            text: placed.asked.full_text(),
        })
    };
    drafted.iter().filter_map(line).collect()
}

/// The label of a line; where it has boxes that a person mapped by their own labels, the first of those.
fn label_of(document: &Document, truth: &Truth, line: &Line) -> Label {
    let own = line.answer.and_then(|spot| cell_at(document, line.label.0, spot));
    own.filter(|own| !truth.contains_key(&line.label) && truth.contains_key(own)).unwrap_or(line.label)
}

fn right(document: &Document, truth: &Truth, line: &Line) -> bool {
    truth
        .get(&label_of(document, truth, line))
        .is_some_and(|fields| line.fields.iter().any(|field| fields.contains(field)))
}

fn score(tally: &mut Tally, document: &Document, truth: &Truth, lines: &[Line], show: Option<&Path>) {
    tally.forms += 1;
    let text = |at: &Label| document.sheets[at.0].cells[at.1].content.shown().trim().replace('\n', " ");
    // boxes of one question are one question: a field counts once for each way it is asked
    let mut fields: BTreeMap<&String, Vec<&Label>> = BTreeMap::new();
    for (label, ids) in truth {
        ids.iter().for_each(|id| fields.entry(id).or_default().push(label));
    }
    for (field, labels) in &fields {
        tally.asked += 1;
        let found =
            lines.iter().any(|line| line.fields.contains(*field) && labels.contains(&&label_of(document, truth, line)));
        tally.found += usize::from(found);
        if let (false, Some(path)) = (found, show) {
            println!(
                "MISS {} {field}: {}",
                path.display(),
                labels.iter().map(|l| text(l)).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    for line in lines {
        let right = right(document, truth, line);
        tally.drafted += 1;
        tally.right += usize::from(right);
        tally.sure += usize::from(line.confidence >= 0.8);
        tally.sure_right += usize::from(right && line.confidence >= 0.8);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bin = tally.bins.entry((line.confidence * 10.0).min(9.0) as u32).or_default();
        *bin = (bin.0 + usize::from(right), bin.1 + 1);
        if let (false, Some(path)) = (right, show) {
            println!("WRONG {} {:?} for `{}` {:.2}", path.display(), line.fields, line.text, line.confidence);
        }
        tally.guessed += usize::from(!truth.contains_key(&label_of(document, truth, line)));
    }
}

/// Says of each label that a person mapped what was made of it, where that is not the same.
fn explain(path: &Path, document: &Document, truth: &Truth, drafted: &[Placed]) {
    for (label, fields) in truth {
        let all: Vec<&Placed> = drafted.iter().filter(|placed| placed.asked.at == *label).collect();
        let text = document.sheets[label.0].cells[label.1].content.shown().replace('\n', " ");
        let told = |placed: &&Placed| {
            let id = placed.slot.as_ref().map_or("-", |slot| slot.id.as_str());
            let others: Vec<String> =
                placed.others.iter().map(|(slot, sure)| format!("{} {sure:.2}", slot.id)).collect();
            format!(
                "[{}] {id} {:.2} {} {:?}",
                placed.asked.full_text(),
                placed.strength.0,
                others.join(", "),
                placed.evidence
            )
        };
        let right = all.iter().any(|p| p.slot.as_ref().is_some_and(|s| fields.iter().any(|f| s.id.starts_with(f))));
        if !right {
            let made: Vec<String> = all.iter().map(told).collect();
            println!(
                "WHY {} `{}` {fields:?}: {}",
                path.display(),
                text.trim(),
                if made.is_empty() { "no question".to_owned() } else { made.join(" ; ") }
            );
        }
    }
}

/// The questions and the known wordings, for `benches/peer.py`.
fn dump(path: &Path, held: bool, truth: &Truth, drafted: &[Placed], others: &[&Mapping]) {
    let schema = Schema::common();
    let mut wordings: BTreeMap<String, BTreeSet<String>> =
        schema.all().map(|(_, field)| (field.id.clone(), BTreeSet::from([field.label.nl.clone()]))).collect();
    for line in others.iter().flat_map(|m| &m.lines) {
        for target in line.targets() {
            let known = wordings.entry(schema.field(target.field).id.clone()).or_default();
            known.extend(line.labels().into_iter().map(|wording| wording.text));
        }
    }
    let questions: Vec<String> = drafted.iter().map(|placed| placed.asked.full_text()).collect();
    let none = BTreeSet::new();
    let fields: Vec<&BTreeSet<String>> = drafted.iter().map(|p| truth.get(&p.asked.at).unwrap_or(&none)).collect();
    let form = serde_json::json!({
        "form": path.display().to_string(), "apart": held, "questions": questions, "truth": fields, "wordings": wordings,
    });
    println!("DUMP {form}");
}

/// The nearest wording by edit distance, one field once, the nearest first.
fn plain(drafted: &[Placed], others: &[&Mapping]) -> Vec<Line> {
    let schema = Schema::common();
    let mut wordings: Vec<(String, String)> =
        schema.all().map(|(_, f)| (fold_label(&f.label.nl), f.id.clone())).collect();
    for line in others.iter().flat_map(|m| &m.lines) {
        for (wording, target) in
            line.labels().into_iter().flat_map(|w| line.targets().into_iter().map(move |t| (w.clone(), t)))
        {
            wordings.push((wording.folded, schema.field(target.field).id.clone()));
        }
    }
    let mut pairs: Vec<(f64, usize, &String)> = Vec::new();
    for (n, placed) in drafted.iter().enumerate() {
        let folded = fold_label(&placed.asked.full_text());
        let mut best: BTreeMap<&String, f64> = BTreeMap::new();
        for (wording, field) in &wordings {
            let like = strsim::normalized_levenshtein(&folded, wording);
            let known = best.entry(field).or_default();
            *known = known.max(like);
        }
        pairs.extend(best.into_iter().filter(|(_, like)| *like >= 0.7).map(|(field, like)| (like, n, field)));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    let (mut taken, mut used) = (BTreeSet::new(), BTreeSet::new());
    let mut lines = Vec::new();
    for (like, n, field) in pairs {
        if taken.contains(&n) || used.contains(field) {
            continue;
        }
        taken.insert(n);
        used.insert(field.clone());
        let asked = &drafted[n].asked;
        lines.push(Line {
            label: asked.at,
            fields: BTreeSet::from([field.clone()]),
            confidence: like,
            strength: (like, 0.0),
            answer: None,
            text: asked.full_text(),
        });
    }
    lines
}

fn ratio(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn row(name: &str, t: &Tally) {
    println!(
        "| {name} | {} | {:.3} ({} of {}) | {:.3} ({} of {}) | {:.3} | {} | {} | {:.0} ms |",
        t.forms,
        ratio(t.found, t.asked),
        t.found,
        t.asked,
        ratio(t.right, t.drafted),
        t.right,
        t.drafted,
        ratio(t.sure_right, t.sure),
        t.sure,
        t.guessed,
        t.millis
    );
}
