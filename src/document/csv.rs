//! Delimited text (csv, tsv): every field is text, each line a row.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use compact_str::CompactString;
use csv::{ByteRecord, ReaderBuilder};

use crate::document::cell_stream::{CellStream, Step};
use crate::document::encoding::{Decoded, Writing};
use crate::document::model::{Cell, Grid, Sheet};
use crate::document::source::Source;
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Place;

/// Bytes from which encoding and delimiter are found out.
const HEAD: u64 = 1 << 20;
/// Lines from which the delimiter is found out.
const LINES: usize = 50;
/// Bytes that one row may have: no form's export comes near.
const LONGEST: usize = 4 << 20;
/// Rows of which an empty last field may be handed on too: among them are the headings, and how many there are matters.
const WIDE: u32 = 32;
/// What may stand between fields; of equals the first wins.
const DELIMITERS: [u8; 4] = [b';', b'\t', b',', b'|'];

/// Hands on the file as one sheet.
pub fn read(source: &Source, feed: &mut CellStream<'_>) -> Step {
    let damaged = |_| Finding::new("damaged");
    let head = source.head(HEAD).map_err(damaged)?;
    let (writing, mark) = Writing::of(&head);
    let mut bytes = source.reader().map_err(damaged)?;
    bytes.seek(SeekFrom::Start(mark as u64)).map_err(damaged)?;
    let (delimiter, declared) = delimiter(&Writing::text(&head));
    feed.sheet(Sheet::new(stem(source.name()), Grid::Delimited), BTreeMap::new())?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(Decoded::new(bytes, writing).within(LONGEST));
    let last = rows(&mut reader, declared, feed)?;
    feed.end(Vec::new())?;
    let decoded = reader.into_inner();
    if decoded.nul {
        feed.finding(Finding::new("nul-bytes"))?;
    }
    match last.filter(|_| decoded.odd_quotes) {
        Some(place) => feed.finding(Finding::new("unclosed-quote").place(place)),
        None => Ok(()),
    }
}

/// Hands on the rows; where the last field of the file runs over lines, its place.
fn rows<R: Read>(
    reader: &mut csv::Reader<Decoded<R>>,
    declared: bool,
    feed: &mut CellStream<'_>,
) -> Step<Option<Place>> {
    let mut record = ByteRecord::new();
    let (mut next, mut line) = (0, reader.position().line());
    let mut skip = declared;
    let mut last = None;
    while reader.read_byte_record(&mut record).map_err(|_| unread(reader.get_ref(), next))? {
        reader.get_mut().begin();
        if std::mem::take(&mut skip) {
            line = reader.position().line();
            continue;
        }
        let lines = reader.position().line() - line;
        line += lines;
        let within = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        let row = next + u32::try_from(lines.saturating_sub(within + 1)).unwrap_or(0);
        next = row + 1;
        for (col, field) in (0..).zip(record.iter()).filter(|(_, field)| !field.is_empty()) {
            let text = CompactString::from_utf8(field).unwrap_or_default();
            feed.cell(Cell::new(row, col, Content::Text(text)))?;
        }
        if row < WIDE && has_unnamed_last(&record) {
            let col = u32::try_from(record.len() - 1).unwrap_or(0);
            feed.cell(Cell::new(row, col, Content::Empty))?;
        }
        let open = record.iter().next_back().is_some_and(|field| field.contains(&b'\n'));
        last = open.then(|| Place::Record { row: row + 1, col: u32::try_from(record.len()).unwrap_or(0) });
    }
    Ok(last)
}

/// Whether all fields say something but the last ones, as in a row of headings of which the last columns have no name.
fn has_unnamed_last(record: &ByteRecord) -> bool {
    let named = record.iter().take_while(|field| !field.is_empty()).count();
    named > 3 && named < record.len() && record.iter().skip(named).all(<[u8]>::is_empty)
}

/// Why the row after `rows` could not be read.
fn unread<R>(decoded: &Decoded<R>, rows: u32) -> Finding {
    if decoded.is_over() {
        Finding::new("row-too-long").with("row", rows + 1).with("size", LONGEST >> 20)
    } else {
        Finding::new("truncated")
    }
}

/// What stands between fields, and whether a first line `sep=;` says so.
fn delimiter(head: &str) -> (u8, bool) {
    if let Some([sign, b'\r' | b'\n', ..]) = head.strip_prefix("sep=").map(str::as_bytes) {
        return (*sign, true);
    }
    let mut best = (0, DELIMITERS[0]);
    for sign in DELIMITERS {
        let evenness = evenness(head, sign);
        if evenness > best.0 {
            best = (evenness, sign);
        }
    }
    (best.1, false)
}

/// How evenly `sign` divides the first lines, in thousandths; many fields count for more than few.
fn evenness(head: &str, sign: u8) -> usize {
    let mut reader =
        ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(head.as_bytes());
    let mut record = ByteRecord::new();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lines = 0;
    while lines < LINES && reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        *counts.entry(record.len()).or_default() += 1;
        lines += 1;
    }
    let score = |(fields, times): (&usize, &usize)| times * 1000 / lines.max(1) * (fields - 1) / fields;
    counts.iter().filter(|(fields, _)| **fields > 1).map(score).max().unwrap_or(0)
}

/// The name of a file without its folders and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::limits::Limits;
    use crate::document::model::Document;
    use crate::document::sandbox::Sandbox;

    fn document(text: &str) -> Document {
        let source = Source::bytes("map/lijst.csv", text.as_bytes().to_vec());
        crate::document::read(&source, &Limits::default(), &Sandbox::in_process()).expect("csv")
    }

    fn shown(text: &str) -> Vec<String> {
        let cells = &document(text).sheets[0].cells;
        cells.iter().map(|c| format!("{} {}", c.spot, c.content.shown())).collect()
    }

    #[test]
    fn the_delimiter_is_found_out() {
        for (text, sign) in [
            ("Naam;Bedrag\nJansen;1,50\nDe Vries;2,25\n", b';'),
            ("Naam,Bedrag\n\"Jansen, J.\",1.50\n", b','),
            ("a\tb\tc\n1\t2;3\t4\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("Plan van aanpak\nNaam;Jansen\nAdres;Dorpsstraat 1, Utrecht\n", b';'),
            ("alleen tekst\n", b';'),
        ] {
            assert_eq!(delimiter(text), (sign, false), "{text}");
        }
        assert_eq!(delimiter("sep=|\na;b|c\n"), (b'|', true));
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        assert_eq!(
            shown("sep=;\r\na;b\r\n\r\n;\"x\r\ny\";z\r\n00123;1-2"),
            ["A1 a", "B1 b", "B3 x\r\ny", "C3 z", "A4 00123", "B4 1-2"]
        );
        assert_eq!(shown("a;b\rc;d\r"), ["A1 a", "B1 b", "A2 c", "B2 d"]);
    }

    #[test]
    fn open_quotes_and_nul_bytes_are_said() {
        for (text, code, place) in
            [("a;b\n1;\"x\n2;y\n", "unclosed-quote", Some("rij 2, kolom 2")), ("a;b\n1;\0x\n", "nul-bytes", None)]
        {
            let finding = &document(text).findings[0];
            assert_eq!(
                (finding.code.as_ref(), finding.place.as_ref().map(ToString::to_string).as_deref()),
                (code, place)
            );
        }
        assert!(document("a;12\" breed\n1;2\n").findings.is_empty());
    }
}
