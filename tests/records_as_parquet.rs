//! Records as Parquet: typed columns, structs and lists, read back.
#![cfg(feature = "parquet")]

#[path = "support/records.rs"]
mod records;

use std::fs::File;
use std::path::Path;

use eenvorm::output::destination::Output;
use eenvorm::output::{Options, Target, Writer};
use eenvorm::record::answer::Record;
use eenvorm::record::schema::Schema;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::ColumnDescPtr;
use serde_json::{Value as Json, json};

/// What a file says of itself: its columns with their types, and the versions it was made with.
fn about(records: &[Record]) -> (String, Vec<(String, Option<String>)>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("uit.parquet");
    write(&path, records);
    let reader = SerializedFileReader::new(File::open(path).expect("a file")).expect("a parquet file");
    let meta = reader.metadata().file_metadata();
    let column = |column: &ColumnDescPtr| {
        let (path, kind, means) = (column.path().string(), column.physical_type(), column.converted_type());
        format!("{path} {kind} {means} {} {}\n", column.max_def_level(), column.max_rep_level())
    };
    let columns = meta.schema_descr().columns().iter().map(column).collect();
    let pairs = meta.key_value_metadata().expect("what it says of itself").iter();
    (columns, pairs.map(|pair| (pair.key.clone(), pair.value.clone())).collect())
}

fn write(path: &Path, records: &[Record]) {
    let output = Output::to(path).expect("opened");
    let mut writer = Writer::begin(Target::Parquet, Options::default(), output).expect("begun");
    for record in records {
        writer.record(record).expect("written");
    }
    assert_eq!(writer.end(&[]).expect("ended"), []);
}

fn back(records: &[Record]) -> Vec<Json> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("uit.parquet");
    write(&path, records);
    let reader = SerializedFileReader::new(File::open(path).expect("a file")).expect("a parquet file");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| members(&row.expect("a row"))).collect()
}

fn members(row: &Row) -> Json {
    Json::Object(row.get_column_iter().map(|(name, field)| (name.clone(), json(field))).collect())
}

/// A day as the number of days since 1970, a decimal as text.
fn json(field: &Field) -> Json {
    match field {
        Field::Null => Json::Null,
        Field::Bool(yes) => json!(yes),
        Field::Int(n) | Field::Date(n) | Field::TimeMillis(n) => json!(n),
        Field::Long(n) => json!(n),
        Field::Double(n) => json!(n),
        Field::Str(text) => json!(text),
        Field::Group(row) => members(row),
        Field::ListInternal(list) => list.elements().iter().map(json).collect(),
        other => json!(other.to_string()),
    }
}

#[test]
fn columns_are_typed_and_groups_are_nested() {
    let rows = back(&vec![records::jansen(); 5000]);
    assert_eq!(rows.len(), 5000, "more than one row group");
    let row = &rows[4999];
    assert_eq!(row["source"]["file"], "aanvragen/jansen.xlsx");
    assert_eq!(row["client"]["naam"]["achternaam"], "Jansen");
    assert_eq!(row["client"]["naam"]["voornaam"], Json::Null);
    assert_eq!(row["client"]["bsn"], "999990019");
    assert_eq!(row["client"]["geboortedatum"], 10_299, "14 March 1998");
    assert_eq!(row["doelgroep"]["grondslag"], json!(["participatiewet", "ioaw"]));
    assert_eq!(row["doelgroep"]["beschut_werk"], true);
    assert_eq!(row["dienstverband"]["uren_per_week"], 24.0);
    assert_eq!(row["begeleiding"]["tarief"], "87.50");
    let goals = row["doelen"].as_array().expect("a list");
    assert_eq!(goals.iter().map(|goal| goal["row"].clone()).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(goals[1]["doel"], Json::Null);
    assert_eq!(goals[2]["doel"], "op tijd komen");
    assert_eq!(row["said"], r#"{"dienstverband.einde":"nvt","doelen[1].doel":"geen"}"#);
    assert_eq!(row["as_written"], r#"{"begeleiding.begin":"z.s.m."}"#);
}

/// The columns as they are published: path, type, what that means, and the levels of definition and of repetition. One that is added is added here too; none goes or changes without
/// a new version of the schema.
#[test]
fn the_columns_are_those_of_the_committed_list_whatever_the_records_hold() {
    let (columns, about_it) = about(&[records::jansen()]);
    let listed = std::fs::read_to_string("tests/records/columns-parquet.txt").expect("the list");
    if let Some((line, (found, listed))) = (1..).zip(columns.lines().zip(listed.lines())).find(|(_, (a, b))| a != b) {
        panic!("line {line} of tests/records/columns-parquet.txt is `{listed}`, the column is `{found}`");
    }
    assert_eq!(columns.lines().count(), listed.lines().count(), "the list is as long as the table is wide");
    let none = about(&[]);
    assert_eq!(none, (columns, about_it.clone()), "a file without a record has the same columns");
    let schema = Schema::common().version.to_string();
    assert!(about_it.contains(&("eenvorm.schema".to_owned(), Some(schema))), "{about_it:?}");
}

#[test]
fn where_each_answer_stands_is_in_a_column_of_its_own() {
    let rows = back(&[records::jansen()]);
    let stands: Json = serde_json::from_str(rows[0]["provenance"].as_str().expect("text")).expect("json");
    let answer = &stands["client.geboortedatum"];
    assert!(answer["place"].is_string() && answer["text"].is_string(), "{stands}");
}

#[test]
fn a_date_that_is_not_known_to_the_day_is_kept_as_written() {
    let mut record = records::jansen();
    let key = "client.geboortedatum".parse().expect("a key");
    for answer in record.answers.iter_mut().filter(|answer| answer.key == key) {
        answer.reading = records::value("client.geboortedatum", &json!("1998-03"));
    }
    let rows = back(&[record]);
    assert_eq!(rows[0]["client"]["geboortedatum"], Json::Null);
    let words: Json = serde_json::from_str(rows[0]["as_written"].as_str().expect("text")).expect("json");
    assert_eq!(words, json!({"client.geboortedatum": "1998-03", "begeleiding.begin": "z.s.m."}));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

    #[test]
    fn every_record_is_a_row(records in proptest::prelude::prop::collection::vec(records::any_record(), 0..4)) {
        assert_eq!(back(&records).len(), records.len());
    }
}
