//! How well a draft does on forms whose body it has never seen: `cargo bench --bench suggest`.
//!
//! Each form is drafted without the mappings of its own body, and the draft is compared with the mapping that a person
//! wrote. Beside it, on the same forms, plain edit distance between labels.
//!
//! Forms of other hands, and labels in known and in unknown words, are counted apart.
//!
//! `--train` trains the model of labels and learns the order of fields, `--verbose` shows each miss, `--fit` prints the points for `calibrate.py`, `--dump` the questions for `peer.py`.

#![allow(clippy::print_stdout, reason = "a table on standard output is the product of a bench")]

mod forms;
mod hands;
mod order;
mod outside;
mod plain;
mod shown;
mod tally;
mod train;

use std::collections::BTreeMap;
use std::time::Instant;

use eenvorm::document::cells::model::Format;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::suggest::matching;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;

use crate::tally::{ByWording, Tally, lines, score};

/// Bodies at which nobody looked while the rules were made.
const KEPT_APART: [&str; 2] = ["trajectplan", "werkzaak-rivierenland"];

/// All that is counted.
#[derive(Default)]
struct Counts {
    drafted: [Tally; 2],
    plain: [Tally; 2],
    by_form: BTreeMap<String, Tally>,
    wordings: [ByWording; 2],
    /// Milliseconds for each form: to read it, and to draft it.
    millis: Vec<(f64, f64)>,
    /// Milliseconds to learn the wordings.
    learnt: f64,
}

fn main() {
    if std::env::args().any(|argument| argument == "--train") {
        order::train();
        return train::train();
    }
    let catalogue = Catalogue::load(&[]).expect("the mappings are well formed");
    let mut counts = Counts::default();
    for body in bodies(&catalogue) {
        let of_body = |id: &str| id.split('/').next() == Some(body.as_str());
        let others: Vec<&Mapping> =
            catalogue.all().map(|known| &*known.mapping).filter(|m| !of_body(&m.head.id)).collect();
        let begin = Instant::now();
        let lexicon = Lexicon::new(others.iter().copied());
        counts.learnt = counts.learnt.max(since(begin));
        for (id, path) in forms::forms(&catalogue).into_iter().filter(|(id, _)| of_body(id)) {
            counts.take(&catalogue, &lexicon, &others, &id, &path);
        }
    }
    counts.print();
    hands::print(&catalogue);
    let (asked, guessed) = outside::outside(&catalogue);
    println!(
        "\nGuessed on questions outside the schema (`outside.txt`): {guessed} of {asked}, {:.3}",
        ratio(guessed, asked)
    );
}

fn bodies(catalogue: &Catalogue) -> Vec<String> {
    let body = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
    let mut bodies: Vec<String> = catalogue.all().map(|known| body(&known.mapping.head.id)).collect();
    bodies.sort();
    bodies.dedup();
    bodies
}

/// Whether an option was given.
fn option(name: &str) -> bool {
    std::env::args().any(|arg| arg == name)
}

fn since(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64() * 1000.0
}

fn ratio(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Counts {
    /// Drafts one form and counts.
    fn take(
        &mut self,
        catalogue: &Catalogue,
        lexicon: &Lexicon,
        others: &[&Mapping],
        id: &str,
        path: &std::path::Path,
    ) {
        let mapping = &catalogue.get(id).expect("a known form").mapping;
        let apart = KEPT_APART.contains(&id.split('/').next().unwrap_or_default());
        let begin = Instant::now();
        // what a web form sends says its fields by name, not by printed labels
        let Some((source, document)) = forms::read(path).filter(|(_, document)| document.format != Format::Json) else {
            return;
        };
        let read = since(begin);
        let begin = Instant::now();
        let (paper, drafted) = matching::read(&document, &source, lexicon);
        self.millis.push((read, since(begin)));
        let truth = forms::truth(&document, mapping);
        let show = option("--verbose") && (!apart || option("--apart"));
        if show {
            if paper.filled == path.starts_with("mappings") {
                println!("FILLED {} taken as {}", path.display(), if paper.filled { "filled" } else { "blank" });
            }
            shown::explain(path, &document, &truth, &drafted);
        }
        let found = lines(&drafted);
        tally::by_wording(&mut self.wordings[usize::from(apart)], lexicon, &document, &truth, &found);
        score(&mut self.drafted[usize::from(apart)], &document, &truth, &found, show.then_some(path));
        score(self.by_form.entry(id.to_owned()).or_default(), &document, &truth, &found, None);
        let plain = plain::plain(&drafted, others);
        score(&mut self.plain[usize::from(apart)], &document, &truth, &plain, None);
        if option("--fit") && !apart {
            for line in &found {
                let (score, margin) = line.strength;
                println!("POINT {score:.4} {margin:.4} {} {id}", u8::from(tally::right(&document, &truth, line)));
            }
        }
        if option("--dump") {
            shown::dump(path, apart, &truth, &drafted, others);
        }
    }

    fn print(&self) {
        println!("| | forms | recall | precision | precision from 0.8 | lines from 0.8 | guessed outside |");
        println!("|---|---|---|---|---|---|---|");
        for (name, tally) in [
            ("drafted", &self.drafted[0]),
            ("drafted, kept apart", &self.drafted[1]),
            ("edit distance", &self.plain[0]),
            ("edit distance, kept apart", &self.plain[1]),
        ] {
            row(name, tally);
        }
        println!("\n| form | files | recall | precision | precision from 0.8 | lines from 0.8 | guessed outside |");
        println!("|---|---|---|---|---|---|---|");
        self.by_form.iter().for_each(|(id, tally)| row(&format!("`{id}`"), tally));
        self.print_wordings();
        self.print_means();
        self.print_bins();
        self.print_time();
    }

    /// Each form counts once, however many files it has.
    fn print_means(&self) {
        let apart = |id: &str| KEPT_APART.contains(&id.split('/').next().unwrap_or_default());
        let mean = |of: &dyn Fn(&Tally) -> f64| {
            let all: Vec<f64> = self.by_form.iter().filter(|(id, _)| !apart(id)).map(|(_, tally)| of(tally)).collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        println!(
            "\nMean over forms, kept apart left out: recall {:.3}, precision {:.3}",
            mean(&|t| ratio(t.found, t.asked)),
            mean(&|t| ratio(t.right, t.drafted))
        );
    }

    /// How many fields were found, by whether a label of theirs is a wording that the other forms and lists have.
    fn print_wordings(&self) {
        println!("\n| fields asked | known wording | unknown wording |\n|---|---|---|");
        for (name, counts) in ["not kept apart", "kept apart"].iter().zip(&self.wordings) {
            let share = |(all, found): (usize, usize)| format!("{:.3} ({found} of {all})", ratio(found, all));
            println!("| {name} | {} | {} |", share(counts.known), share(counts.unknown));
        }
    }

    fn print_bins(&self) {
        println!("\n| confidence | lines | right | lines, kept apart | right |\n|---|---|---|---|---|");
        let [tuned, apart] = &self.drafted;
        for bin in 5..10 {
            let (right, all) = tuned.bins.get(&bin).copied().unwrap_or_default();
            let (right_apart, all_apart) = apart.bins.get(&bin).copied().unwrap_or_default();
            let (from, to) = (f64::from(bin) / 10.0, f64::from(bin + 1) / 10.0);
            let share = |part, whole| if whole == 0 { String::new() } else { format!("{:.2}", ratio(part, whole)) };
            println!(
                "| {from:.1} to {to:.1} | {all} | {} | {all_apart} | {} |",
                share(right, all),
                share(right_apart, all_apart)
            );
        }
    }

    fn print_time(&self) {
        let mut draft: Vec<f64> = self.millis.iter().map(|(_, draft)| *draft).collect();
        draft.sort_by(f64::total_cmp);
        let whole = self.millis.iter().map(|(read, draft)| read + draft).fold(0.0, f64::max);
        println!(
            "\nA draft takes {:.1} ms in the middle and {:.1} ms at most; with the reading of the file at most {whole:.1} ms. \
             The wordings are learnt in {:.1} ms, once a run.",
            draft.get(draft.len() / 2).copied().unwrap_or_default(),
            draft.last().copied().unwrap_or_default(),
            self.learnt
        );
    }
}

fn row(name: &str, t: &Tally) {
    println!(
        "| {name} | {} | {:.3} ({} of {}) | {:.3} ({} of {}) | {:.3} | {} | {} |",
        t.forms,
        ratio(t.found, t.asked),
        t.found,
        t.asked,
        ratio(t.right, t.drafted),
        t.right,
        t.drafted,
        ratio(t.sure_right, t.sure),
        t.sure,
        t.guessed
    );
}
