//! Binds the pages together: the heads and feet that each page repeats do not stand between the rows of a table.

use std::collections::HashMap;

use crate::document::pdf::fields::Field;
use crate::document::pdf::layout::grid::Item;
use crate::document::pdf::layout::items::{CellSource, Leaf, middle};
use crate::document::pdf::layout::lines::Segment;
use crate::text::place::Place;

/// The part of a page, at its head and at its foot, where repeated lines may stand.
const EDGE: f64 = 0.1;

/// Words of which the number of a page is made.
const NUMBERING: [&str; 10] = ["pagina", "blz", "blz.", "bladzijde", "blad", "page", "van", "of", "/", "-"];

/// Those with which it begins.
const PAGE: [&str; 5] = ["pagina", "blz", "bladzijde", "blad", "page"];

/// A line as it is recognised on another page: its height and its words.
type Line = (i64, String);

/// Everything on the pages, one below the other; repeated heads (but the first) and feet (but the last) follow at the end. The
/// number of a page is left out: at the end of a table it would be a row of it.
pub(in crate::document::pdf) fn bound(
    leaves: &[Leaf],
    repeated: &[Vec<u32>],
    fields: &[Field],
) -> Vec<Item<CellSource>> {
    let (mut items, mut later) = (Vec::new(), Vec::new());
    for (leaf, repeated) in leaves.iter().zip(repeated) {
        let from = next_line(&items);
        let mut of_page = Vec::new();
        let put_off = leaf.items(from, repeated, fields, &mut of_page);
        items.extend(of_page.into_iter().filter(|item| !is_page_number(leaf, item)));
        later.push((from, put_off.into_iter().filter(|item| !is_page_number(leaf, item)).collect::<Vec<_>>()));
    }
    for (from, put_off) in later {
        let by = next_line(&items) - from;
        items.extend(put_off.into_iter().map(|item| Item { first: item.first + by, last: item.last + by, ..item }));
    }
    items
}

/// The numbers of the lines at the heads (but the first) and the feet (but the last) that other pages have too.
pub(in crate::document::pdf) fn repeated(leaves: &[Leaf]) -> Vec<Vec<u32>> {
    let lines: Vec<Vec<(u32, Line, bool)>> = leaves.iter().map(edge_lines).collect();
    let mut times: HashMap<&Line, usize> = HashMap::new();
    for (_, line, _) in lines.iter().flatten() {
        *times.entry(line).or_default() += 1;
    }
    let of_page = |(at, lines): (usize, &Vec<(u32, Line, bool)>)| {
        let kept = |is_head: bool| if is_head { at == 0 } else { at + 1 == leaves.len() };
        let repeated = lines.iter().filter(|(_, line, is_head)| times[line] > 1 && !kept(*is_head));
        repeated.map(|(number, ..)| *number).collect()
    };
    lines.iter().enumerate().map(of_page).collect()
}

/// Whether an item is nothing but the number of its page, with a word that says so, at the head or the foot of it.
fn is_page_number(leaf: &Leaf, item: &Item<CellSource>) -> bool {
    let CellSource::Text(text, Place::Line { line, .. }) = &item.what else { return false };
    let at_edge = |segment: &Segment| {
        segment.line == *line && (segment.base < EDGE * leaf.high || segment.base > (1.0 - EDGE) * leaf.high)
    };
    names_page(text) && leaf.segments.iter().any(at_edge)
}

fn names_page(text: &str) -> bool {
    let numbered = numbered(text.trim());
    numbered.contains('#') && PAGE.iter().any(|word| numbered.starts_with(word))
}

fn next_line<T>(items: &[Item<T>]) -> u32 {
    items.iter().map(|item| item.last + 1).max().unwrap_or(0)
}

/// The lines at the head and the foot of a page that hold no field: their numbers, and whether they stand at the head.
fn edge_lines(leaf: &Leaf) -> Vec<(u32, Line, bool)> {
    let mut lines: Vec<(u32, Line, bool)> = Vec::new();
    for segment in &leaf.segments {
        let (head, foot) = (segment.base < EDGE * leaf.high, segment.base > (1.0 - EDGE) * leaf.high);
        if !head && !foot || leaf.has_field_at(middle(segment)) {
            continue;
        }
        match lines.last_mut() {
            Some((number, (_, words), _)) if *number == segment.line => {
                words.push('\t');
                words.push_str(&numbered(&segment.text));
            }
            _ => lines.push((segment.line, (height(segment.base), numbered(&segment.text)), head)),
        }
    }
    lines
}

/// A height to two points, so that a hair of difference does not count.
fn height(base: f64) -> i64 {
    format!("{:.0}", base / 2.0).parse().unwrap_or(0)
}

/// The text, with `#` for the numbers when it is nothing but the number of the page.
fn numbered(text: &str) -> String {
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
    if words.iter().all(|word| is_number(word) || NUMBERING.contains(&word.as_str())) {
        words.iter().map(|word| if is_number(word) { "#" } else { word }).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_of_a_page_may_differ() {
        for (text, expected) in
            [("Pagina 1 van 2", "pagina # van #"), ("3/4", "#"), ("Doel 1", "Doel 1"), ("1 van de 2", "1 van de 2")]
        {
            assert_eq!(numbered(text), expected);
        }
        assert!(names_page("Pagina 1 van 2") && names_page("blz. 3/4"));
        assert!(!names_page("3/4") && !names_page("Pagina 1 van het plan") && !names_page("Pagina"));
    }
}
