//! Records as lines and tables: what each product holds, and that it appears whole.

#[path = "support/records.rs"]
mod records;

use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use eenvorm::finding::Finding;
use eenvorm::output::destination::Output;
use eenvorm::output::lines::Batch;
use eenvorm::output::{Options, Target, Writer};
use eenvorm::record::answer::Record;
use eenvorm::record::json::read;
use proptest::prelude::{ProptestConfig, prop, proptest};
use tempfile::TempDir;

/// Writes the records to `uit.<target>` in a folder of their own.
fn write(target: Target, options: Options, records: &[Record]) -> (TempDir, PathBuf, Vec<Finding>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("uit").with_extension(target.word());
    let output = Output::to(&path).expect("opened");
    let mut writer = Writer::begin(target, options, output).expect("begun");
    for record in records {
        writer.record(record).expect("written");
    }
    let rest = [Finding::new("empty-file").file(&"leeg.xlsx".into())];
    let findings = writer.end(&rest).expect("ended");
    (folder, path, findings)
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let bytes = fs::read(path).expect("a file");
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let mut csv = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    csv.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The cell of the first row under this heading.
fn under<'a>(rows: &'a [Vec<String>], heading: &str) -> &'a str {
    let at = rows[0].iter().position(|name| name == heading).unwrap_or_else(|| panic!("no column {heading}"));
    &rows[1][at]
}

#[test]
fn ndjson_is_a_record_a_line_and_json_an_array() {
    for (target, count) in [(Target::Ndjson, 3), (Target::Json, 3), (Target::Json, 0), (Target::Json, 1)] {
        let records = vec![records::jansen(); count];
        let (_folder, path, _) = write(target, Options::default(), &records);
        let bytes = fs::read(path).expect("a file");
        let mut back = Vec::new();
        read::records(&bytes, &records::source(""), |record| back.push(record.expect("a record")));
        assert_eq!(back, records);
        match target {
            Target::Json => drop(serde_json::from_slice::<Vec<serde_json::Value>>(&bytes).expect("an array")),
            _ => assert_eq!(bytes.split(|b| *b == b'\n').count(), count + 1),
        }
    }
}

#[test]
fn a_csv_has_a_row_a_record_and_a_file_a_repeating_group() {
    let (folder, path, findings) = write(Target::Csv, Options::default(), &[records::jansen(), records::jansen()]);
    assert_eq!(findings, []);
    let own = rows(&path);
    assert_eq!(own.len(), 3);
    assert_eq!(own[2][0], "2");
    for (heading, text) in [
        ("source.file", "aanvragen/jansen.xlsx"),
        ("form.id", "utrecht/jobcoachplan"),
        ("client.naam.voornaam", ""),
        ("client.naam.achternaam", "Jansen"),
        ("client.telefoon", "+31612345678"),
        ("doelgroep.grondslag", "participatiewet | ioaw"),
        ("doelgroep.beschut_werk", "true"),
        ("werkplek.taken", "'=vakken; \"vullen\"\nen meer"),
        ("begeleiding.tarief", "87.50"),
        ("begeleiding.begin", ""),
        ("said", r#"{"dienstverband.einde":"nvt","doelen[1].doel":"geen"}"#),
        ("as_written", r#"{"begeleiding.begin":"z.s.m."}"#),
        ("unmapped", r#"[{"place":"Blad1!B40","label":"Parkeerplaats nodig?","text":"nee"}]"#),
        ("findings", "text-cut"),
    ] {
        assert_eq!(under(&own, heading), text, "{heading}");
    }
    let goals = rows(&folder.path().join("uit.doelen.csv"));
    let numbers: Vec<_> = goals[1..].iter().map(|row| format!("{} {}", row[0], row[2])).collect();
    assert_eq!(numbers, ["1 0", "1 1", "1 2", "2 0", "2 1", "2 2"]);
    assert_eq!(under(&goals, "doelen[].doel"), "zelfstandig pauze nemen");
    assert_eq!(under(&rows(&folder.path().join("uit.uren.csv")), "uren[].van"), "09:30");
}

#[test]
fn columns_are_those_of_the_forms_and_what_has_none_is_said() {
    let ids = ["client.bsn", "doelgroep.grondslag"];
    let schema = eenvorm::record::schema::Schema::common();
    let fields = ids.iter().map(|id| schema.id(id).expect("a field")).collect();
    let options = Options { fields: Some(fields), delimiter: b';', ..Options::default() };
    let (folder, path, findings) = write(Target::Csv, options, &[records::jansen()]);
    let own = rows(&path);
    assert_eq!(own[0][12..14], ids);
    let [finding] = &*findings else { panic!("{findings:?}") };
    assert_eq!(finding.code, "answers-without-column");
    assert!(!folder.path().join("uit.doelen.csv").exists());
}

#[test]
fn rows_without_a_file_are_said() {
    let output = Output::to(Path::new(if cfg!(windows) { "NUL" } else { "/dev/null" })).expect("opened");
    let mut writer = Writer::begin(Target::Csv, Options::default(), output).expect("begun");
    writer.record(&records::jansen()).expect("written");
    let findings = writer.end(&[]).expect("ended");
    assert_eq!(findings.iter().map(|f| (&*f.code, &*f.with[0].1)).collect::<Vec<_>>(), [("rows-not-written", "4")]);
}

#[test]
fn a_workbook_has_typed_cells_on_five_sheets() {
    let (_folder, path, findings) = write(Target::Xlsx, Options::default(), &[records::jansen(), records::jansen()]);
    assert_eq!(findings, []);
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let sheets = ["Cliënten", "Doelen", "Urenverantwoording", "Niet ingelezen", "Bevindingen"];
    assert_eq!(book.sheet_names(), sheets);
    let clients = book.worksheet_range("Cliënten").expect("a sheet");
    let cell = |id: &str| {
        let col = (0..clients.width()).find(|col| clients[(1, *col)] == id).unwrap_or_else(|| panic!("no {id}"));
        clients[(2, col)].clone()
    };
    assert_eq!(clients.height(), 4);
    assert_eq!(cell("client.bsn"), "999990019");
    assert_eq!(cell("client.telefoon"), "+31612345678");
    assert_eq!(cell("werkplek.taken"), "=vakken; \"vullen\"\nen meer");
    assert_eq!(cell("doelgroep.beschut_werk"), "ja");
    assert_eq!(cell("dienstverband.uren_per_week"), 24.0);
    assert_eq!(cell("doelgroep.loonwaarde"), 0.4);
    assert_eq!(cell("begeleiding.tarief"), 87.5);
    assert_eq!(cell("begeleiding.begin"), "z.s.m.");
    let Data::DateTime(born) = cell("client.geboortedatum") else { panic!("no date") };
    assert_eq!(born.to_ymd_hms_milli(), (1998, 3, 14, 0, 0, 0, 0));
    assert_eq!(book.worksheet_range("Doelen").expect("a sheet").height(), 2 + 2 * 3);
    let leftovers = book.worksheet_range("Niet ingelezen").expect("a sheet");
    let why: Vec<_> = leftovers.rows().skip(2).take(4).map(|row| row[2].to_string()).collect();
    assert_eq!(why, ["nvt", "niet begrepen", "geen", "niet in het schema"]);
    let found = book.worksheet_range("Bevindingen").expect("a sheet");
    assert_eq!(found[(4, 1)], "leeg.xlsx", "what belongs to no record stands last");
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_said() {
    let mut record = records::jansen();
    let long = "é".repeat(40_000);
    let key = "werkplek.taken".parse().expect("a key");
    for answer in record.answers.iter_mut().filter(|answer| answer.key == key) {
        answer.reading = records::value("werkplek.taken", &long.clone().into());
    }
    let (_folder, _path, findings) = write(Target::Xlsx, Options::default(), &[record]);
    assert_eq!(findings.iter().map(|f| &*f.code).collect::<Vec<_>>(), ["text-cut"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn batches_in_order_are_the_same_as_one_by_one(records in prop::collection::vec(records::any_record(), 0..5)) {
        for target in [Target::Ndjson, Target::Json, Target::Csv] {
            let (folder, path, _) = write(target, Options::default(), &records);
            let other = folder.path().join("batches").with_extension(target.word());
            let output = Output::to(&other).expect("opened");
            let mut writer = Writer::begin(target, Options::default(), output).expect("begun");
            let format = writer.format().expect("made of lines");
            for pair in records.chunks(2) {
                let mut batch = Batch::default();
                for record in pair {
                    format.format(record, &mut batch);
                }
                writer.batch(&batch).expect("written");
            }
            writer.end(&[]).expect("ended");
            assert_eq!(fs::read(path).expect("a file"), fs::read(other).expect("a file"), "{target}");
        }
    }

    #[test]
    fn every_record_fits_in_every_table(records in prop::collection::vec(records::any_record(), 0..3)) {
        let (_folder, path, findings) = write(Target::Csv, Options::default(), &records);
        assert_eq!(findings, []);
        let own = rows(&path);
        assert_eq!(own.len(), records.len() + 1);
        for row in &own[1..] {
            for cell in row {
                let number = |c: char| c.is_ascii_digit() || " .,".contains(c);
                let formula = cell.starts_with(['=', '@', '\t', '\r'])
                    || cell.strip_prefix(['+', '-']).is_some_and(|rest| rest.is_empty() || !rest.chars().all(number));
                assert!(!formula, "{cell}");
            }
        }
        let (_folder, path, findings) = write(Target::Xlsx, Options::default(), &records);
        assert_eq!(findings, []);
        let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
        assert_eq!(book.worksheet_range("Cliënten").expect("a sheet").height(), records.len() + 2);
    }
}

/// The columns of every table, as they are published. One that is added is added here too; none goes or changes place
/// without a new version of the schema.
#[test]
fn the_columns_are_those_of_the_committed_list() {
    let (folder, path, _) = write(Target::Csv, Options::default(), &[records::jansen()]);
    let tables = [path, folder.path().join("uit.doelen.csv"), folder.path().join("uit.uren.csv")];
    let heads = tables.iter().map(|table| rows(table)[0].iter().fold(String::new(), |text, name| text + name + "\n"));
    let found = heads.collect::<Vec<_>>().join("\n");
    let listed = std::fs::read_to_string("tests/records/columns.txt").expect("the list");
    if let Some((line, (found, listed))) = (1..).zip(found.lines().zip(listed.lines())).find(|(_, (a, b))| a != b) {
        panic!("line {line} of tests/records/columns.txt is `{listed}`, the column is `{found}`");
    }
    assert_eq!(found.lines().count(), listed.lines().count(), "the list is as long as the tables are wide");
}
