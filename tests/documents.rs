//! The same workbook gives the same cells in every format, and hostile files give findings.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use eenvorm::document::cells::model::{Cell, Document, Piece, Sheet};
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::finding::Finding;
use eenvorm::text::content::Content;

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> Result<Document, Finding> {
    let source = Source::open(&path(name)).expect(name);
    eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process())
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_ref()).collect()
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Empty => "empty",
        Content::Text(_) => "text",
        Content::Number(_) => "number",
        Content::Percent(_) => "percent",
        Content::Date(_) => "date",
        Content::Moment(_) => "moment",
        Content::Clock(_) => "clock",
        Content::Tick(_) => "tick",
    }
}

/// Place, kind, flags and content, as the `.cells.txt` files write them.
fn line(sheet: &Sheet, cell: &Cell) -> String {
    let flags = [("h", cell.hidden), ("f", cell.formula)].map(|(flag, set)| if set { flag } else { "" }).concat();
    let place = sheet.place(cell.spot).expect("a sheet has places");
    format!("{place}\t{}\t{flags}\t{}", kind(&cell.content), cell.content.shown().replace('\n', "\\n"))
}

fn lines(document: &Document) -> Vec<String> {
    document.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(|cell| line(sheet, cell))).collect()
}

fn expected(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path(&format!("tests/documents/{name}.cells.txt"))).expect(name);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_same_workbook_gives_the_same_cells_in_every_format() {
    for name in ["plan.xlsx", "plan.xls", "plan.ods", "plan-pretty.ods", "plan.fods"] {
        let document = read(&format!("tests/documents/{name}")).expect(name);
        assert_eq!(lines(&document), expected("plan"), "{name}");
        // the writer of the xlsx leaves all formulas to be computed on opening
        let said: &[&str] = if name == "plan.xlsx" { &["formula-stale", "hidden-sheet"] } else { &["hidden-sheet"] };
        assert_eq!(codes(&document.findings), said, "{name}");
        let merged: Vec<_> =
            document.sheets[0].merged.iter().map(|area| format!("{}:{}", area.from, area.to)).collect();
        assert_eq!(merged, ["A1:D1", "B3:D3", "B9:D10"], "{name}");
        let cell = document.sheets[0].at("C10".parse().expect("an address")).expect("a merged cell");
        assert_eq!((cell.rows, cell.cols), (2, 3), "{name}");
    }
}

#[test]
fn delimited_text_gives_what_the_workbook_shows() {
    for name in ["plan.csv", "plan-1252.csv", "plan-16.tsv"] {
        let document = read(&format!("tests/documents/{name}")).expect(name);
        let told = document.sheets[0].cells.iter().map(|cell| {
            assert_eq!(kind(&cell.content), "text", "{name}");
            format!("Plan van aanpak!{}\t{}", cell.spot, cell.content.shown().replace('\n', "\\n"))
        });
        let narrow = |line: &str| if name.contains("1252") { line.replace('ı', "?") } else { line.to_owned() };
        let expected: Vec<_> = expected("plan")
            .iter()
            .filter(|line| line.starts_with("Plan"))
            .map(|line| {
                let mut parts = line.split('\t');
                let place = parts.next().unwrap_or_default();
                narrow(&format!("{place}\t{}", parts.nth(2).unwrap_or_default().replace('\u{336}', "")))
            })
            .collect();
        assert_eq!(told.collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn boxes_formulas_errors_and_repeats_are_read() {
    for (name, said) in [
        ("boxes.xlsx", &["control-without-cell"][..]),
        ("openpyxl.xlsx", &["formula-without-value", "cell-error"]),
        ("xlwt.xls", &[]),
        ("records.xlsb", &["xlsb-partly-read"]),
        ("repeated.fods", &["comment-ignored", "covered-cell"]),
    ] {
        let document = read(&format!("tests/documents/{name}")).expect(name);
        let stem = name.split('.').next().unwrap_or_default();
        assert_eq!(lines(&document), expected(stem), "{name}");
        assert_eq!(codes(&document.findings), said, "{name}");
    }
}

#[test]
fn hostile_files_give_a_finding() {
    for (name, code) in [
        ("random.xlsx", "not-a-form-file"),
        ("binary.csv", "not-a-form-file"),
        ("empty.csv", "empty-file"),
        ("truncated.xlsx", "truncated"),
        ("picture.xlsx", "picture-file"),
        ("page.xls", "html-file"),
        ("encrypted.xlsx", "encrypted"),
        ("dimensions.xls", "damaged"),
        ("backwards.xls", "damaged"),
        ("bomb.xlsx", "too-large"),
        ("damaged.xlsb", "damaged"),
        ("forms.zip", "archive"),
        ("repeats.ods", "too-many-cells"),
    ] {
        let found = read(&format!("tests/hostile/{name}")).map(|document| document.sheets.len());
        assert_eq!(found.map_err(|finding| finding.code.into_owned()), Err(code.to_owned()), "{name}");
    }
}

#[test]
fn far_corners_and_entities_do_no_harm() {
    let corner = read("tests/hostile/corner.xlsx").expect("two cells");
    let spots: Vec<_> = corner.sheets[0].cells.iter().map(|cell| cell.spot.to_string()).collect();
    assert_eq!(spots, ["A1", "XFD1048576"]);
    let entities = read("tests/hostile/entities.xlsx").expect("one string");
    assert_eq!(entities.sheets[0].cells[0].content.as_text(), Some("&l9;"));
}

#[test]
fn xlsx_cells_match_calamine() {
    use calamine::{Data, Reader, Xlsx};
    for name in ["plan.xlsx", "openpyxl.xlsx", "boxes.xlsx"] {
        let file = path(&format!("tests/documents/{name}"));
        let mut book: Xlsx<_> = calamine::open_workbook(file).expect(name);
        for sheet in read(&format!("tests/documents/{name}")).expect(name).sheets {
            let range = book.worksheet_range(&sheet.name).expect(name);
            let filled = range.used_cells().count();
            let ours = sheet.cells.iter().filter(|cell| cell.content != Content::Empty);
            let seen = ours.filter(|cell| range.get_value((cell.spot.row, cell.spot.col)) != Some(&Data::Empty));
            assert_eq!(seen.count(), filled, "{name}");
        }
    }
}

/// Changes a few bytes, and now and then cuts the end off.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte = u8::try_from(dice.roll(256)).unwrap_or_default();
        }
    }
    if dice.roll(8) == 0 {
        bytes.truncate(dice.roll(bytes.len()));
    }
}

/// The same zip with one of its parts changed, so that the change reaches the reader of that part.
fn mutate_part(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = dice.roll(old.len());
    for i in 0..old.len() {
        let mut part = old.by_index(i).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its bytes");
        if i == chosen {
            mutate(&mut content, dice);
        }
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        new.start_file(part.name().expect("its name"), stored).expect("memory");
        new.write_all(&content).expect("memory");
    }
    new.finish().expect("memory").into_inner()
}

#[test]
fn no_mutation_of_a_file_brings_the_reader_down() {
    let limits = Limits { cells: 50_000, streamed: 50_000, ..Limits::default() };
    let begun = Instant::now();
    let read = |name: &str, bytes: Vec<u8>| {
        drop(eenvorm::document::read(&Source::bytes(name, bytes), &limits, &Sandbox::in_process()));
    };
    for name in
        ["boxes.xlsx", "plan.xlsx", "plan.ods", "plan.fods", "repeated.fods", "plan.csv", "xlwt.xls", "records.xlsb"]
    {
        let bytes = std::fs::read(path(&format!("tests/documents/{name}"))).expect(name);
        let mut dice = Dice(7);
        for _ in 0..200 {
            let mut changed = bytes.clone();
            mutate(&mut changed, &mut dice);
            read(name, changed);
            if bytes.starts_with(b"PK") {
                read(name, mutate_part(&bytes, &mut dice));
            }
        }
    }
    assert!(begun.elapsed() < Duration::from_mins(5), "{:?}", begun.elapsed());
}

#[test]
fn stream_stops_when_the_sink_breaks() {
    let source = Source::open(&path("tests/documents/plan.xlsx")).expect("a file");
    let mut heard = 0;
    let format = eenvorm::document::stream(&source, &Limits::default(), &Sandbox::in_process(), &mut |piece| {
        heard += u32::from(!matches!(piece, Piece::Finding(_)));
        if matches!(piece, Piece::Cells(_)) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert!(format.is_ok());
    assert_eq!(heard, 2, "a sheet and its first cells");
}
