//! Mutated forms and mappings, of every format: a record or a finding, never a panic, and never slow; and forms of any words,
//! which are drafted.
//!
//! `EENVORM_MUTATE_SECONDS=300 cargo test --test mutations` goes on for so long instead of a few rounds a file.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::read::form;
use eenvorm::mapping::spec::parse::{choice_lists, mapping};
use eenvorm::suggest::draft;
use eenvorm::suggest::draft::mapping_head::MappingHead;
use eenvorm::suggest::matching;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;
use walkdir::WalkDir;

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        let length = dice.roll(24).min(bytes.len() - at);
        match dice.roll(5) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes[at] = u8::try_from(dice.roll(256)).expect("a byte"),
            2 => _ = bytes.drain(at..at + length),
            3 => {
                let copy = bytes[at..at + length].to_vec();
                let to = dice.roll(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => bytes[at..at + length].fill(0xFF),
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
}

/// The smallest files of each ending under a folder.
fn seeds(folder: &str, endings: &[&str], each: usize) -> Vec<PathBuf> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = files.map(walkdir::DirEntry::into_path).filter(|path| path.is_file()).collect();
    files.sort_by_key(|path| path.metadata().map_or(u64::MAX, |about| about.len()));
    let of = |ending: &&str| {
        let own = files.iter().filter(|path| path.extension().is_some_and(|end| end == *ending));
        own.take(each).cloned().collect::<Vec<_>>()
    };
    endings.iter().flat_map(of).collect()
}

/// Tries files in turn: a few rounds each, or as long as the environment says.
fn rounds(seeds: &[(PathBuf, Vec<u8>)], few: usize, mut attempt: impl FnMut(&PathBuf, Vec<u8>)) {
    let seconds = std::env::var("EENVORM_MUTATE_SECONDS").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice(seconds.unwrap_or(7));
    let begin = Instant::now();
    for round in 0.. {
        let done = seconds.map_or(round >= few, |limit| begin.elapsed() >= Duration::from_secs(limit));
        if done {
            break;
        }
        for (path, bytes) in seeds {
            let mut bytes = bytes.clone();
            mutate(&mut bytes, &mut dice);
            attempt(path, bytes);
        }
    }
}

fn loaded(paths: Vec<PathBuf>) -> Vec<(PathBuf, Vec<u8>)> {
    paths.into_iter().map(|path| (path.clone(), std::fs::read(&path).expect("bytes"))).collect()
}

#[test]
fn mutated_forms_are_read_or_refused() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let mut paths = seeds("fixtures", &["xlsx", "xls", "ods", "csv", "docx", "pdf", "json"], 1);
    paths.extend(seeds("tests/documents", &["odt", "docx", "pdf"], 1));
    paths.extend(seeds("tests/archives", &["zip"], 1));
    let seeds = loaded(paths);
    assert!(seeds.len() > 8, "a file of each format");
    rounds(&seeds, 12, |path, bytes| {
        let begin = Instant::now();
        let source = Source::bytes(&path.to_string_lossy(), bytes);
        if let Ok(document) = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process())
            && let Ok(mapping) = catalogue.recognise(&document)
        {
            form::read(&document, &mapping);
        }
        assert!(begin.elapsed() < Duration::from_secs(20), "{} is slow", path.display());
    });
}

/// Words of forms, and what else may stand in their cells.
const CELLS: [&str; 24] = [
    "Naam werknemer",
    "Achternaam",
    "Naam en adres",
    "Geboortedatum (dd-mm-jjjj)",
    "BSN",
    "Werkgever",
    "Gegevens jobcoach",
    "Begin begeleiding",
    "Einde",
    "Uren per week",
    "Doel 1",
    "Doel",
    "Activiteiten",
    "☐ ja ☐ nee",
    "ja / nee",
    "[x]",
    "......",
    "Handtekening",
    "Datum: ",
    "12-03-2026",
    "\"quoted\" = \\ ''\'",
    "\u{202e}\u{0}",
    "een lange zin die geen vraag is en nergens over gaat, met een komma en een punt.",
    "",
];

#[test]
fn forms_of_any_words_are_drafted() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let lexicon = Lexicon::new(catalogue.all().map(|known| &*known.mapping));
    let seeds = vec![(PathBuf::from("vorm.csv"), b"1".to_vec())];
    let mut dice = Dice(11);
    rounds(&seeds, 40, |path, _| {
        let rows = (0..=dice.roll(60)).map(|_| {
            (0..=dice.roll(4))
                .map(|_| CELLS[dice.roll(CELLS.len())].replace('"', "\"\""))
                .map(|c| format!("\"{c}\""))
                .collect::<Vec<_>>()
        });
        let text = rows.map(|row| row.join(";")).collect::<Vec<_>>().join("\n");
        let source = Source::bytes(&path.to_string_lossy(), text.clone().into_bytes());
        let Ok(document) = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()) else { return };
        let (paper, placed) = matching::read(&document, &source, &lexicon);
        let about = MappingHead::of(&document, &paper, "vorm.csv");
        let drafted = draft::draft("vorm/vorm", &about, &document, &paper, &placed);
        assert!(drafted.is_ok(), "the draft is not well formed of {text}");
    });
}

#[test]
fn mutated_mappings_are_parsed_or_refused() {
    let lists = choice_lists(&std::fs::read_to_string("mappings/choices.toml").expect("lists")).expect("lists");
    let seeds = loaded(seeds("mappings", &["toml"], 12));
    rounds(&seeds, 12, |_, bytes| _ = mapping("vorm/vorm", &String::from_utf8_lossy(&bytes), &lists));
}
