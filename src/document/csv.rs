//! Delimited text (csv, tsv): every field is text, each line a row.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use compact_str::CompactString;
use csv::{ByteRecord, ReaderBuilder, Terminator};

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::document::file::encoding::{Decoded, Writing};
use crate::document::file::source::Source;
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
    let text = Writing::text(&head);
    let (delimiter, declared) = delimiter(&text);
    // where both kinds of line ends stand in one file, the reader of csv does not count its lines right
    let terminator =
        if text.contains('\n') && !has_lone_return(&text) { Terminator::Any(b'\n') } else { Terminator::CRLF };
    feed.sheet(Sheet::new(stem(source.name()), Grid::Delimited), BTreeMap::new())?;
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
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
    let mut table = Table::default();
    let (mut next, mut line) = (0, reader.position().line());
    let (mut skip, mut apart) = (declared, false);
    let mut last = None;
    while reader.read_byte_record(&mut record).map_err(|_| unread(reader.get_ref(), next))? {
        reader.get_mut().begin();
        if std::mem::take(&mut skip) {
            line = reader.position().line();
            continue;
        }
        let lines = reader.position().line() - line;
        line += lines;
        without_return(&mut record);
        if record.iter().all(<[u8]>::is_empty) && record.len() < 2 {
            next += u32::try_from(lines).unwrap_or(0);
            apart = true;
            continue;
        }
        let within = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        let row = next + u32::try_from(lines.saturating_sub(within + 1)).unwrap_or(0);
        table.take(row, std::mem::take(&mut apart) || row > next, &record, feed)?;
        next = row + 1;
        let open = record.iter().next_back().is_some_and(|field| field.contains(&b'\n'));
        last = open.then(|| Place::Record { row: row + 1, col: u32::try_from(record.len()).unwrap_or(0) });
    }
    table.let_go(feed)?;
    Ok(last)
}

/// Whether a line ends in a carriage return alone.
fn has_lone_return(text: &str) -> bool {
    memchr::memchr_iter(b'\r', text.as_bytes()).any(|at| !matches!(text.as_bytes().get(at + 1), None | Some(b'\n')))
}

/// Takes the carriage return from the end of a line.
fn without_return(record: &mut ByteRecord) {
    let last = record.len().saturating_sub(1);
    if let Some(field) = record.get(last).and_then(|field| field.strip_suffix(b"\r")) {
        let field = field.to_vec();
        record.truncate(last);
        record.push_field(&field);
    }
}

/// The rows of one table: those without an empty line between them, of which most are as wide as the widest.
#[derive(Default)]
struct Table {
    width: usize,
    /// Rows so far that are as wide.
    full: usize,
    /// Rows that are shorter, one after another: they may be one that is broken by a line end in a text.
    held: Vec<(u32, ByteRecord)>,
}

impl Table {
    /// Below this many columns short rows add up to a whole one by chance.
    const FEWEST: usize = 6;

    fn take(&mut self, row: u32, apart: bool, record: &ByteRecord, feed: &mut CellStream<'_>) -> Step {
        if apart {
            self.let_go(feed)?;
            *self = Self::default();
        }
        if record.len() < self.width && self.width >= Self::FEWEST {
            if self.is_whole() && self.full > 1 {
                self.join(feed)?;
            } else if self.held_width() + record.len() - 1 > self.width {
                self.let_go(feed)?;
            }
            self.held.push((row, record.clone()));
            return Ok(());
        }
        let is_full = record.len() == self.width;
        if is_full && self.is_whole() {
            self.join(feed)?;
        } else if is_full && self.full > 1 {
            for (row, record) in &self.held {
                let place = Place::Record { row: row + 1, col: u32::try_from(record.len()).unwrap_or(0) };
                let finding = Finding::new("row-shorter").with("count", record.len()).with("headings", self.width);
                feed.finding(finding.place(place))?;
            }
        }
        self.let_go(feed)?;
        self.full = if record.len() > self.width { 1 } else { self.full + 1 };
        self.width = self.width.max(record.len());
        hand_on(row, record, feed)
    }

    /// The fields of the rows that are held, where each goes on in the last field of the one before it.
    fn held_width(&self) -> usize {
        self.held.iter().map(|(_, record)| record.len() - 1).sum::<usize>() + 1
    }

    /// Whether the rows that are held are as wide as one.
    fn is_whole(&self) -> bool {
        self.held.len() > 1 && self.held_width() == self.width
    }

    /// Hands on the rows that are held, each as it is.
    fn let_go(&mut self, feed: &mut CellStream<'_>) -> Step {
        if self.is_whole() && self.full > 1 {
            return self.join(feed);
        }
        self.held.drain(..).try_for_each(|(row, record)| hand_on(row, &record, feed))
    }

    /// Hands on the rows that are held as the one row that they are pieces of. An empty cell behind the last column says so:
    /// whoever reads the table takes nothing from it.
    fn join(&mut self, feed: &mut CellStream<'_>) -> Step {
        let mut whole = ByteRecord::new();
        let Some((first, _)) = self.held.first().map(|(row, record)| (*row, record.len())) else { return Ok(()) };
        let mut open: Vec<u8> = Vec::new();
        for (n, (_, record)) in self.held.drain(..).enumerate() {
            for (col, field) in record.iter().enumerate() {
                match (n, col) {
                    (0, 0) => {}
                    (_, 0) => open.push(b'\n'),
                    _ => whole.push_field(&std::mem::take(&mut open)),
                }
                open.extend_from_slice(field);
            }
        }
        whole.push_field(&open);
        hand_on(first, &whole, feed)?;
        feed.cell(Cell::new(first, u32::try_from(whole.len()).unwrap_or(0), Content::Empty))
    }
}

/// Hands on the fields of a row that are not empty.
fn hand_on(row: u32, record: &ByteRecord, feed: &mut CellStream<'_>) -> Step {
    for (col, field) in (0..).zip(record.iter()).filter(|(_, field)| !field.is_empty()) {
        let text = as_shown(CompactString::from_utf8(field).unwrap_or_default());
        if !text.is_empty() {
            feed.cell(Cell::new(row, col, Content::Text(text)))?;
        }
    }
    if row < WIDE && has_unnamed_last(record) {
        let col = u32::try_from(record.len() - 1).unwrap_or(0);
        feed.cell(Cell::new(row, col, Content::Empty))?;
    }
    Ok(())
}

/// What a spreadsheet shows of a field: exports write `="00123"` where they would have it keep its zeros.
fn as_shown(text: CompactString) -> CompactString {
    match text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        Some(shown) if !shown.replace("\"\"", "").contains('"') => shown.replace("\"\"", "\"").into(),
        _ => text,
    }
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
    use crate::document::cells::model::Document;
    use crate::document::file::limits::Limits;
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
