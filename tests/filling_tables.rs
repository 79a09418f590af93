//! Filling an open spreadsheet leaves every other cell, row and style as it is written, node for node.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::{Edit, Format};
use eenvorm::document::write;
use eenvorm::text::content::{Content, strike};
use eenvorm::text::place::{Place, Spot};
use walkdir::WalkDir;

/// As far as the tables of the fixtures are compared.
const ROWS: usize = 120;
const COLS: usize = 40;

fn spreadsheets() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/documents", "mappings", "fixtures"].into_iter().map(|folder| root.join(folder));
    let files = folders.flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).filter_map(Result::ok);
    let fits = |path: &PathBuf| {
        path.extension().is_some_and(|e| e == "ods" || e == "fods") && !path.to_string_lossy().contains("hostile")
    };
    files.map(walkdir::DirEntry::into_path).filter(fits).collect()
}

/// The xml with the cells.
fn content(bytes: &[u8]) -> String {
    let mut text = String::new();
    if bytes.starts_with(b"PK") {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        zip.by_name("content.xml").expect("a part").read_to_string(&mut text).expect("text");
    } else {
        text = String::from_utf8(bytes.to_vec()).expect("text");
    }
    text
}

/// The first element `name` in `xml`: where it begins, its tag without how often it is repeated, what it holds, where
/// it ends, and how often it is repeated.
fn element<'a>(xml: &'a str, name: &str, repeats: &str) -> Option<(usize, String, &'a str, usize, usize)> {
    let open = format!("<table:{name}");
    let begin = xml
        .match_indices(&open)
        .map(|(at, _)| at)
        .find(|at| xml[at + 7 + name.len()..].starts_with([' ', '>', '/', '\n']))?;
    let inner = begin + xml[begin..].find('>')? + 1;
    let close = format!("</table:{name}>");
    let (end, held) = if xml[..inner].ends_with("/>") {
        (inner, "")
    } else {
        let length = xml[inner..].find(&close)?;
        (inner + length + close.len(), &xml[inner..inner + length])
    };
    let tag = xml[begin..inner].trim_end_matches('>').trim_end_matches('/');
    let (mut plain, mut many) = (tag.to_owned(), 1);
    if let Some(at) = tag.find(repeats) {
        let value = &tag[at + repeats.len() + 2..];
        let value = &value[..value.find('"')?];
        many = value.parse().ok()?;
        plain = tag.replacen(&format!("{repeats}=\"{value}\""), "", 1);
    }
    Some((begin, plain.split_whitespace().collect::<Vec<_>>().join(" "), held, end, many))
}

/// A formula without its result, which is calculated anew on opening.
fn formula(tag: &str, held: &str) -> String {
    let result = ["value", "value-type", "currency", "string-value", "date-value", "time-value", "boolean-value"];
    let mut plain = tag.to_owned();
    for name in result.iter().flat_map(|name| [format!(" office:{name}=\""), format!(" calcext:{name}=\"")]) {
        if let Some(begin) = plain.find(&name) {
            let value = begin + name.len();
            let end = plain[value..].find('"').map_or(plain.len(), |length| value + length + 1);
            plain.replace_range(begin..end, "");
        }
    }
    let said = held.find("<text:p").zip(held.rfind("</text:p>"));
    let held = said.map_or_else(|| held.to_owned(), |(from, to)| format!("{}{}", &held[..from], &held[to + 9..]));
    format!("{plain}>{}", held.trim())
}

/// The cells of a table, each as it is written; those that were edited are masked.
fn grid(table: &str, edited: &[Spot]) -> Vec<(String, Vec<String>)> {
    let mut rows = Vec::new();
    let mut rest = table;
    while let Some((_, tag, held, end, many)) = element(rest, "table-row", "table:number-rows-repeated") {
        rows.extend(std::iter::repeat_n((tag, held), many.min(ROWS - rows.len())));
        rest = &rest[end..];
    }
    rows.resize(ROWS, ("<table:table-row".to_owned(), ""));
    let cells = |row: usize, held: &str| {
        let mut cells = Vec::new();
        let mut rest = held;
        loop {
            let of = |name| element(rest, name, "table:number-columns-repeated");
            let both = [of("table-cell"), of("covered-table-cell")];
            let Some((_, tag, held, end, many)) = both.into_iter().flatten().min_by_key(|found| found.0) else { break };
            let cell = if tag.contains("table:formula=") { formula(&tag, held) } else { format!("{tag}>{held}") };
            cells.extend(std::iter::repeat_n(cell, many.min(COLS - cells.len())));
            rest = &rest[end..];
        }
        cells.resize(COLS, "<table:table-cell>".to_owned());
        for spot in edited.iter().filter(|spot| spot.row as usize == row) {
            "edited".clone_into(&mut cells[spot.col as usize]);
        }
        cells
    };
    rows.into_iter().enumerate().map(|(row, (tag, held))| (tag, cells(row, held))).collect()
}

/// The xml without the rows of its tables, and without the style for words that are struck out.
fn frame(xml: &str) -> String {
    let mut frame = String::new();
    let mut rest = xml;
    while let Some((begin, _, _, end, _)) = element(rest, "table-row", "table:number-rows-repeated") {
        frame.push_str(&rest[..begin]);
        rest = &rest[end..];
    }
    frame.push_str(rest);
    let new = "<style:style style:name=\"Doorgehaald\" style:family=\"text\"><style:text-properties \
               style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style>";
    frame.replace(new, "")
}

#[test]
fn every_other_node_stays() {
    let forms = spreadsheets();
    assert!(forms.len() > 5, "there are spreadsheets");
    for path in forms {
        let bytes = std::fs::read(&path).expect("a form");
        let old = content(&bytes);
        let names: Vec<&str> =
            old.split("<table:table table:name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let merged = |name: &str, spot: Spot| {
            let table = old.split(&format!("<table:table table:name=\"{name}\"")).nth(1).unwrap_or_default();
            let row = &grid(table.split("</table:table>").next().unwrap_or_default(), &[])[spot.row as usize];
            let cell = &row.1[spot.col as usize];
            cell.starts_with("<table:covered") || cell.contains("table:formula")
        };
        let spots = [(0, 1), (2, 1), (3, 3), (4, 0), (9, 20), (90, 2)].map(|(row, col)| Spot { row, col });
        for name in names {
            let here: Vec<Spot> = spots.into_iter().filter(|spot| !merged(name, *spot)).collect();
            let edits: Vec<Edit> = here
                .iter()
                .map(|spot| Edit {
                    place: Place::cell(&name.into(), *spot),
                    content: Content::Text(format!("ja / {}", strike("nee")).into()),
                })
                .collect();
            let new = content(&write(&bytes, Format::Ods, &edits).expect("written").bytes);
            assert_ne!(old, new, "{}: {name}", path.display());
            assert_eq!(frame(&old), frame(&new), "{}: {name}", path.display());
            let tables = |xml: &str| -> Vec<_> {
                let tables = xml.split("<table:table ").skip(1);
                tables
                    .map(|table| {
                        grid(table, if table.contains(&format!("table:name=\"{name}\"")) { &here } else { &[] })
                    })
                    .collect()
            };
            assert!(tables(&old) == tables(&new), "{}: {name}", path.display());
        }
    }
}
