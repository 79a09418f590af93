//! Where something stands: printed for people and parsed back alike (`Blad1!C7`, `tabel 2, rij 4, cel 2`).

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A row and a column of a grid, counted from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    pub row: u32,
    pub col: u32,
}

impl Spot {
    /// In one number by which spots are sooner compared: row by row, from left to right.
    pub(crate) fn order(self) -> u64 {
        u64::from(self.row) << 32 | u64::from(self.col)
    }
}

/// Where something stands in a source; numbers are counted from one when printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A spreadsheet cell or range: `Blad1!C7`, `Blad1!E2:E30`.
    Cell { sheet: Arc<str>, at: Spot, to: Option<Spot> },
    /// A cell of a table in a text document: `tabel 2, rij 4, cel 2`.
    TableCell { table: u32, row: u32, cell: u32 },
    /// A paragraph outside tables: `alinea 12`.
    Paragraph(u32),
    /// A content control by tag, alias or ordinal: `besturingselement bsn`.
    Control(Arc<str>),
    /// A form field of a pdf or a legacy field of a text document: `veld client_naam`.
    Field(Arc<str>),
    /// A text on a line of a page, the first or a later one of it: `blz 2, regel 14`, `blz 2, regel 14, deel 2`.
    Line { page: u32, line: u32, part: u32 },
    /// A field of a delimited file: `rij 2, kolom 5`.
    Record { row: u32, col: u32 },
    /// A json pointer: `/data/bsn`.
    Pointer(Arc<str>),
    /// What follows a label in the same cell or line: `Blad1!B7 na "Naam:"`.
    After { place: Box<Place>, label: Arc<str> },
    /// A place inside a part of the source: `map/form.xlsx > Blad1!C7`, `koptekst 1 > alinea 2`.
    Inside { part: Arc<str>, place: Box<Place> },
}

impl Place {
    /// The cell at `spot` of a spreadsheet.
    pub fn cell(sheet: &Arc<str>, spot: Spot) -> Self {
        Self::Cell { sheet: Arc::clone(sheet), at: spot, to: None }
    }

    /// This place within a part (an entry of an archive, a header of a document).
    #[must_use]
    pub fn inside(self, part: &Arc<str>) -> Self {
        Self::Inside { part: Arc::clone(part), place: Box::new(self) }
    }

    /// Whether it is on the sheet of that name.
    pub fn is_on(&self, name: &str) -> bool {
        match self {
            Self::Cell { sheet, .. } => **sheet == *name,
            Self::After { place, .. } | Self::Inside { place, .. } => place.is_on(name),
            _ => false,
        }
    }

    /// The page of a text in print, counted from one.
    pub fn page(&self) -> Option<u32> {
        match self {
            Self::Line { page, .. } => Some(*page),
            Self::After { place, .. } | Self::Inside { place, .. } => place.page(),
            _ => None,
        }
    }

    /// Whether it is a form field, which holds what was typed.
    pub fn is_field(&self) -> bool {
        match self {
            Self::Field(_) => true,
            Self::After { place, .. } | Self::Inside { place, .. } => place.is_field(),
            _ => false,
        }
    }

    /// The sheet of a workbook that it is on.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::Cell { sheet, .. } => Some(sheet),
            Self::After { place, .. } => place.sheet(),
            _ => None,
        }
    }

    /// Which row of a table it is in, in words that no path changes: `Blad1!7`, `tabel 2, rij 4`, `rij 5`.
    pub fn row_key(&self) -> Option<String> {
        match self {
            Self::Cell { sheet, at, to } if to.is_none_or(|to| to.row == at.row) => {
                Some(format!("{sheet}!{}", u64::from(at.row) + 1))
            }
            Self::TableCell { table, row, .. } => Some(format!("tabel {table}, rij {row}")),
            Self::Record { row, .. } => Some(format!("rij {row}")),
            Self::After { place, .. } => place.row_key(),
            _ => None,
        }
    }

    /// What follows `label` at this place.
    #[must_use]
    pub fn after(self, label: &str) -> Self {
        Self::After { place: Box::new(self), label: Arc::from(label) }
    }

    /// The place in which one behind a label, or within it, stands.
    #[must_use]
    pub fn whole(self) -> Self {
        match self {
            Self::After { place, .. } | Self::Inside { place, .. } => *place,
            place => place,
        }
    }
}

/// The letters of a column counted from zero, written at the end of `room`.
pub fn letters(col: u32, room: &mut [u8; 7]) -> &[u8] {
    let mut at = room.len();
    let mut rest = u64::from(col) + 1;
    while rest > 0 {
        rest -= 1;
        at -= 1;
        room[at] = b'A' + u8::try_from(rest % 26).unwrap_or(0);
        rest /= 26;
    }
    &room[at..]
}

/// The letters of a column counted from zero: 0 is `A`, 27 is `AB`.
pub fn column_letters(col: u32) -> String {
    let spot = Spot { row: 0, col }.to_string();
    spot[..spot.len() - 1].to_owned()
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(str::from_utf8(letters(self.col, &mut [0; 7])).unwrap_or_default())?;
        (u64::from(self.row) + 1).fmt(f)
    }
}

impl FromStr for Spot {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is not a cell address such as `C7`");
        let plain = text.replace('$', "");
        let split = plain.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (letters, digits) = plain.split_at(split);
        if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
            return Err(bad());
        }
        let col = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        let row: u32 = digits.parse().map_err(|_| bad())?;
        if row == 0 { Err(bad()) } else { Ok(Self { row: row - 1, col: col - 1 }) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { sheet, at, to: None } => {
                f.write_str(sheet)?;
                f.write_str("!")?;
                at.fmt(f)
            }
            Self::Cell { sheet, at, to: Some(to) } => write!(f, "{sheet}!{at}:{to}"),
            Self::TableCell { table, row, cell } => write!(f, "tabel {table}, rij {row}, cel {cell}"),
            Self::Paragraph(n) => write!(f, "alinea {n}"),
            Self::Control(tag) => write!(f, "besturingselement {tag}"),
            Self::Field(name) => write!(f, "veld {name}"),
            Self::Line { page, line, part: 1 } => write!(f, "blz {page}, regel {line}"),
            Self::Line { page, line, part } => write!(f, "blz {page}, regel {line}, deel {part}"),
            Self::Record { row, col } => write!(f, "rij {row}, kolom {col}"),
            Self::Pointer(pointer) => f.write_str(pointer),
            Self::After { place, label } => write!(f, "{place} na \"{label}\""),
            Self::Inside { part, place } => write!(f, "{part} > {place}"),
        }
    }
}

impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((part, rest)) = text.split_once(" > ") {
            return Ok(Self::Inside { part: part.into(), place: Box::new(rest.parse()?) });
        }
        if let Some((place, label)) = text.strip_suffix('"').and_then(|t| t.split_once(" na \"")) {
            return Ok(Self::After { place: Box::new(place.parse()?), label: label.into() });
        }
        parse_words(text)
            .or_else(|| parse_address(text))
            .ok_or_else(|| format!("`{text}` is not a place such as `Blad1!C7` or `tabel 2, rij 4, cel 2`"))
    }
}

/// The places that begin with a word.
fn parse_words(text: &str) -> Option<Place> {
    if text.starts_with('/') {
        return Some(Place::Pointer(text.into()));
    }
    if let Some(tag) = text.strip_prefix("besturingselement ") {
        return Some(Place::Control(tag.into()));
    }
    if let Some(name) = text.strip_prefix("veld ") {
        return Some(Place::Field(name.into()));
    }
    if let Some([table, row, cell]) = numbers(text, ["tabel ", ", rij ", ", cel "]) {
        return Some(Place::TableCell { table, row, cell });
    }
    if let Some([page, line]) = numbers(text, ["blz ", ", regel "]) {
        return Some(Place::Line { page, line, part: 1 });
    }
    if let Some([page, line, part]) = numbers(text, ["blz ", ", regel ", ", deel "]) {
        return (part > 1).then_some(Place::Line { page, line, part });
    }
    if let Some([row, col]) = numbers(text, ["rij ", ", kolom "]) {
        return Some(Place::Record { row, col });
    }
    numbers(text, ["alinea "]).map(|[n]| Place::Paragraph(n))
}

/// The numbers that follow each of the words in turn, when nothing else stands between.
fn numbers<const N: usize>(text: &str, words: [&str; N]) -> Option<[u32; N]> {
    let mut rest = text;
    let mut found = [0; N];
    for (slot, word) in found.iter_mut().zip(words) {
        rest = rest.strip_prefix(word)?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        *slot = rest[..end].parse().ok()?;
        rest = &rest[end..];
    }
    rest.is_empty().then_some(found)
}

/// A spreadsheet address; the sheet's name may itself hold an exclamation mark.
fn parse_address(text: &str) -> Option<Place> {
    let (sheet, address) = text.rsplit_once('!')?;
    let (at, to) = match address.split_once(':') {
        Some((at, to)) => (at.parse().ok()?, Some(to.parse().ok()?)),
        None => (address.parse().ok()?, None),
    };
    Some(Place::Cell { sheet: sheet.trim_matches('\'').into(), at, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_print_and_parse_alike() {
        for text in [
            "Blad1!C7",
            "Blad1!E2:E30",
            "Doelen en uren!AB104",
            "tabel 2, rij 4, cel 2",
            "alinea 12",
            "Blad1!B7 na \"Naam:\"",
            "besturingselement client_bsn",
            "veld Tekstvak 3",
            "blz 2, regel 14",
            "blz 2, regel 14, deel 2",
            "veld regime na \"licht\"",
            "tooltip > veld client.naam",
            "rij 2, kolom 5",
            "/data/bsn",
            "map/form.xlsx > Blad1!C7",
            "koptekst 1 > alinea 2",
            "tabel 1, rij 1, cel 1 > tabel 2, rij 1, cel 3",
        ] {
            let place: Place = text.parse().expect(text);
            assert_eq!(place.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in
            ["", "C7", "Blad1!", "Blad1!7C", "Blad1!C0", "tabel x, rij 1, cel 2", "blz 1, regel 2, deel 1", "zomaar"]
        {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }
}
