//! The laws of tables with a client a row: any text in any column comes back, from its own row and from no other place.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};

use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::spec::form_spec::{Mapping, Per};
use eenvorm::mapping::spec::mapping_line::{Asks, Column, Line, Locator};
use serde_json::Value;

/// Texts of other kinds than the columns ask, and such as break tables.
const TEXTS: [&str; 16] = [
    "gewoon",
    "a;b",
    "a,b",
    "zegt \"ja\"",
    "twee\nregels",
    "een\ttab",
    "=1+1",
    "+31612345678",
    "-5",
    "'aanhaling",
    "Naam: Jan",
    "☒ ja ☐ nee",
    "2025-03-04",
    "12,5 uur",
    "שלום",
    "👩‍👩‍👧‍👦",
];

/// The headings of a table, as its mapping first names them.
fn headings(mapping: &Mapping) -> Vec<String> {
    let heading = |line: &Line| match (&line.by, &line.asks) {
        (Locator::Column(Column::Heading(wordings)), Asks::One { .. }) => Some(wordings.first()?.text.clone()),
        _ => None,
    };
    mapping.lines.iter().filter_map(heading).collect()
}

/// The records of a table with these rows, as the program writes them.
fn records(id: &str, rows: &[Vec<String>], ending: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(format!("tabel.{ending}"));
    if ending == "csv" {
        let mut table = csv::WriterBuilder::new().delimiter(b';').from_path(&path).expect("a table");
        rows.iter().for_each(|row| table.write_record(row).expect("a row"));
        table.flush().expect("written");
    } else {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (n, row) in (0..).zip(rows) {
            for (col, text) in (0..).zip(row) {
                sheet.write_string(n, col, text).expect("a cell");
            }
        }
        book.save(&path).expect("a workbook");
    }
    let mut program = eenvorm();
    let run = program.args(["convert", "-q", "--to", "ndjson", "--form", id]).arg(&path).output().expect("it runs");
    let text = String::from_utf8(run.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// What is wrong with the record of one row.
fn faults(record: &Value, row: &[String], number: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut texts: Vec<String> = Vec::new();
    for (key, answer) in record["provenance"].as_object().into_iter().flatten() {
        let place = answer["place"].as_str().unwrap_or_default().to_owned();
        let own = place.starts_with(&format!("rij {number},"))
            || place.trim_end_matches(char::is_numeric).len() < place.len() && place.ends_with(&number.to_string());
        if !own {
            wrong.push(format!("{key} stands at {place}, not in row {number}"));
        }
        texts.extend(answer["text"].as_str().map(str::to_owned));
        let field = ["client.naam", "client.adres", "jobcoach.naam"].iter().find(|whole| key.starts_with(**whole));
        let one = key.split('[').next().unwrap_or(key);
        fields.entry(place).or_default().insert(field.map_or(one, |whole| *whole).to_owned());
    }
    let twice = fields.iter().filter(|(_, fields)| fields.len() > 1);
    wrong.extend(twice.map(|(place, fields)| format!("{place} answers {fields:?}")));
    texts.extend(
        record["unmapped"].as_array().into_iter().flatten().filter_map(|one| Some(one["text"].as_str()?.to_owned())),
    );
    let told = |text: &String| texts.iter().any(|own| own.split_whitespace().eq(text.split_whitespace()));
    wrong.extend(row.iter().filter(|text| !told(text)).map(|text| format!("{text:?} is lost")));
    wrong
}

#[test]
fn any_text_in_any_column_comes_back_from_its_own_row() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let mut tried = 0;
    for known in catalogue.all().filter(|known| known.mapping.per == Per::Row) {
        let headings = headings(&known.mapping);
        assert!(headings.len() > 5, "{}", known.mapping.head.id);
        let row = |n: usize| (0..headings.len()).map(|col| TEXTS[(n + col) % TEXTS.len()].to_owned()).collect();
        let rows: Vec<Vec<String>> = (0..TEXTS.len()).map(row).collect();
        let table: Vec<Vec<String>> = std::iter::once(headings.clone()).chain(rows.iter().cloned()).collect();
        for ending in ["csv", "xlsx"] {
            let read = records(&known.mapping.head.id, &table, ending);
            assert_eq!(read.len(), rows.len(), "{} as {ending}", known.mapping.head.id);
            for (n, (record, row)) in read.iter().zip(&rows).enumerate() {
                let wrong = faults(record, row, n + 2);
                assert!(wrong.is_empty(), "{} as {ending}, row {}: {}", known.mapping.head.id, n + 2, wrong.join("; "));
            }
        }
        tried += 1;
    }
    assert!(tried > 0, "no table with a client a row");
}

#[test]
fn a_row_says_the_same_alone_and_among_others() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    for known in catalogue.all().filter(|known| known.mapping.per == Per::Row) {
        let headings = headings(&known.mapping);
        let row = |n: usize| (0..headings.len()).map(|col| TEXTS[(3 * n + col) % TEXTS.len()].to_owned()).collect();
        let rows: Vec<Vec<String>> = (0..6).map(row).collect();
        let table =
            |rows: &[Vec<String>]| std::iter::once(headings.clone()).chain(rows.iter().cloned()).collect::<Vec<_>>();
        let all = records(&known.mapping.head.id, &table(&rows), "csv");
        for (n, row) in rows.iter().enumerate() {
            let alone = records(&known.mapping.head.id, &table(std::slice::from_ref(row)), "csv");
            assert_eq!(alone[0]["data"], all[n]["data"], "{}, row {n}", known.mapping.head.id);
            assert_eq!(alone[0]["as_written"], all[n]["as_written"], "{}, row {n}", known.mapping.head.id);
        }
    }
}
