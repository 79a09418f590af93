//! One answer spread over cells beside each other: a digit in each (a BSN), or the day, the month and the year.

use crate::document::cells::model::Sheet;
use crate::text::place::Spot;

/// The cells of an answer that begins at `first`; a printed hyphen or slash between them is passed over.
pub(crate) fn cells(sheet: &Sheet, first: Spot, count: u32) -> Vec<Spot> {
    let mut area = sheet.area(first);
    let mut spots = vec![area.from];
    for _ in 0..count * 2 {
        if spots.len() >= count as usize {
            break;
        }
        area = sheet.area(Spot { row: area.from.row, col: area.to.col + 1 });
        if !is_between(sheet, area.from) {
            spots.push(area.from);
        }
    }
    spots
}

/// The positions in the sheet of the marks that are printed between the parts: they are the form's, and nobody's answer.
pub(crate) fn marks_between(sheet: &Sheet, spots: &[Spot]) -> Vec<usize> {
    let (Some(first), Some(last)) = (spots.first(), spots.last()) else { return Vec::new() };
    let cells = sheet.cells.iter().enumerate();
    let between =
        cells.filter(|(_, cell)| cell.spot.row == first.row && (first.col..last.col).contains(&cell.spot.col));
    between.filter(|(_, cell)| is_between(sheet, cell.spot)).map(|(position, _)| position).collect()
}

/// Whether a cell holds a mark that is printed between two parts.
fn is_between(sheet: &Sheet, spot: Spot) -> bool {
    let text = sheet.at(spot).and_then(|cell| cell.content.as_text());
    text.is_some_and(|text| matches!(text.trim(), "-" | "–" | "/" | "." | ":"))
}

/// The parts as one text: single characters follow each other, longer ones are parted by a hyphen. None where nothing
/// stands in them; what is missing between others is shown as `?`, so that it is not read as something else.
pub(crate) fn joined(parts: &[String]) -> Option<String> {
    let first = parts.iter().position(|part| !part.is_empty())?;
    let last = parts.iter().rposition(|part| !part.is_empty())?;
    let single = parts.len() > 3 && parts.iter().all(|part| part.chars().count() < 2);
    let open = |part: &String| if part.is_empty() { "?".to_owned() } else { part.clone() };
    let from = if single { 0 } else { first };
    let to = if single { last } else { parts.len() - 1 };
    let shown: Vec<String> = parts[from..=to].iter().map(open).collect();
    Some(shown.join(if single { "" } else { "-" }))
}

/// The parts of a text for so many cells: between hyphens, or a character each; none where it does not fit.
pub(crate) fn parts(text: &str, count: usize) -> Option<Vec<String>> {
    let words: Vec<String> = text.split(['-', '/', '.']).map(str::to_owned).collect();
    if words.len() == count && count > 1 {
        return Some(words);
    }
    let letters: Vec<String> = text.chars().filter(|c| !c.is_whitespace()).map(String::from).collect();
    (letters.len() == count).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_and_parted_alike() {
        for (cells, text) in
            [(vec!["9", "9", "9", "9", "9", "0", "0", "1", "9"], "999990019"), (vec!["07", "11", "2000"], "07-11-2000")]
        {
            let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
            assert_eq!(joined(&cells).as_deref(), Some(text));
            assert_eq!(parts(text, cells.len()), Some(cells));
        }
        let joined = |cells: &[&str]| joined(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
        assert_eq!(joined(&["", "", ""]), None);
        assert_eq!(joined(&["", "11", "2000"]).as_deref(), Some("11-2000"));
        assert_eq!(joined(&["7", "", "2000"]).as_deref(), Some("7-?-2000"));
        assert_eq!(joined(&["9", "9", "", "1"]).as_deref(), Some("99?1"));
        assert_eq!(parts("7 november 2000", 3), None);
    }
}
