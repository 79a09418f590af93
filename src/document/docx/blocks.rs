//! Repeats a block of paragraphs and tables after itself, each copy with the next number.

use std::ops::Range;

use crate::document::docx::flow::is_repeating_item;
use crate::document::docx::parts;
use crate::document::docx::read::{DocumentPart, laid_out, stores};
use crate::document::file::package::Package;
use crate::document::filling::repeated_block::Block;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::place::Place;

/// The most copies that are made at once.
const MOST: u32 = 100;

/// Elements that must stand only once, or tie their surroundings to something elsewhere.
const OWN: [&str; 9] = [
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "dataBinding",
    "footnoteReference",
    "endnoteReference",
    "sectPr",
];

/// The document with the block repeated; none where its elements cannot stand there once more.
pub(super) fn repeat(bytes: &[u8], block: &Block) -> Result<Option<Vec<u8>>, Finding> {
    if block.times > MOST {
        return Ok(None);
    }
    let mut package = Package::text_document(bytes)?;
    let parts = parts::load(&mut package)?;
    let stores = stores(&mut package, &parts)?;
    let laid_out = laid_out(&parts, &stores)?;
    for (part, laid_part) in parts.iter().zip(&laid_out) {
        if let Some(text) = repeated(laid_part, block) {
            return package.patched_texts([(part.name.clone(), text)].into()).map(Some);
        }
    }
    Ok(None)
}

/// The text of a part in which the block stands, with its copies.
fn repeated(laid_part: &DocumentPart<'_>, block: &Block) -> Option<String> {
    let tree = &laid_part.tree;
    let (first, last) = (host(laid_part, &block.first)?, host(laid_part, &block.last)?);
    let before = match &block.before {
        Some((first, last)) => Some((host(laid_part, first)?, host(laid_part, last)?)),
        None => None,
    };
    let level = shared(tree, before.map_or(last, |(first, _)| first), first)?;
    let level = around_item(tree, level).unwrap_or(level);
    let siblings: Vec<NodeId> = tree.children(level).collect();
    let at = |id| siblings.iter().position(|sibling| *sibling == id || tree.within(*sibling).contains(&id));
    let (from, to) = (at(first)?, at(last)?);
    // What parts the block from the one before parts its copies too.
    let from = match before {
        Some((_, last)) => at(last).map(|last| last + 1).filter(|after| *after <= from)?,
        None => from,
    };
    let elements = siblings.get(from..=to)?;
    let repeats = |id: &NodeId| matches!(tree.w_name(*id), "p" | "tbl" | "tr" | "sdt");
    if !elements.iter().all(repeats) {
        return None;
    }
    let span = tree.span(siblings[from]).start..tree.span(siblings[to]).end;
    let apart = apart(tree, elements);
    // Where not every block begins a page, its copies go on where it ends.
    let breaks = |host: NodeId| tree.within(host).find(|id| tree.w_name(*id) == "pageBreakBefore");
    let turns = breaks(siblings[at(first)?]).filter(|_| before.is_none_or(|(first, _)| breaks(first).is_none()));
    let numbered: Vec<Range<usize>> = block
        .numbered
        .iter()
        .map(|place| numbers(tree, host(laid_part, place)?, block.number))
        .collect::<Option<_>>()?;
    let mut copies = String::new();
    for number in block.number + 1..=block.number + block.times {
        copies.push_str(&apart);
        copies.push_str(&copy(tree, (elements, turns), span.clone(), &numbered, (block.number, number)));
    }
    let mut whole = Splices::default();
    whole.insert(span.end, copies);
    Some(whole.apply(tree.source))
}

/// The element of a place.
fn host(laid_part: &DocumentPart<'_>, place: &Place) -> Option<NodeId> {
    let mut cells = laid_part.sheets.iter().flat_map(|laid| laid.sheet.cells.iter().zip(&laid.hosts));
    cells.find(|(cell, _)| cell.own_place.is(place)).map(|(_, host)| *host)
}

/// The element that holds both, apart from each other.
fn shared(tree: &Tree<'_>, a: NodeId, b: NodeId) -> Option<NodeId> {
    let mut level = tree.parent(b);
    while level != a && !tree.within(level).contains(&a) {
        if tree.parent(level) == level {
            return None;
        }
        level = tree.parent(level);
    }
    Some(level)
}

/// What holds the part that Word repeats as a whole, where a block is all of that part: then the part is copied, so that Word
/// offers to repeat each copy too.
fn around_item(tree: &Tree<'_>, level: NodeId) -> Option<NodeId> {
    let item = tree.parent(level);
    (tree.w_name(level) == "sdtContent" && is_repeating_item(tree, item)).then(|| tree.parent(item))
}

/// Two tables that follow each other become one: then an empty paragraph parts them.
fn apart(tree: &Tree<'_>, elements: &[NodeId]) -> String {
    let is_table = |id: Option<&NodeId>| id.is_some_and(|id| tree.w_name(*id) == "tbl");
    if !is_table(elements.first()) || !is_table(elements.last()) {
        return String::new();
    }
    let prefix = tree.written(elements[0]).split_once(':').map_or("", |(prefix, _)| prefix);
    if prefix.is_empty() { "<p/>".to_owned() } else { format!("<{prefix}:p/>") }
}

/// Where the number of the block stands in the text of a place.
fn numbers(tree: &Tree<'_>, host: NodeId, number: u32) -> Option<Range<usize>> {
    let mut texts = tree.within(host).filter(|id| tree.w_name(*id) == "t").map(|id| tree.inner(id));
    texts.find_map(|at| whole_number(&tree.source[at.clone()], number).map(|found| shifted(&found, at.start)))
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// Where a number stands in a text, and is no part of a longer one.
fn whole_number(text: &str, number: u32) -> Option<Range<usize>> {
    let digits = number.to_string();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut found = text.match_indices(&digits).map(|(at, _)| at..at + digits.len());
    found.find(|at| !is_digit(text[..at.start].chars().next_back()) && !is_digit(text[at.end..].chars().next()))
}

/// Where a name counts the block, from 1 (`doel_5`) or within brackets from 0 (`doelen[4].doel`), and what the copy has.
fn counted(name: &str, old: u32, new: u32) -> Option<(Range<usize>, String)> {
    let from_zero = format!("[{}]", old - 1);
    match name.find(&from_zero) {
        Some(at) => Some((at..at + from_zero.len(), format!("[{}]", new - 1))),
        None => whole_number(name, old).map(|at| (at, new.to_string())),
    }
}

/// The block with another number, and without what must stand only once.
fn copy(
    tree: &Tree<'_>,
    (elements, turns): (&[NodeId], Option<NodeId>),
    span: Range<usize>,
    numbered: &[Range<usize>],
    (old, new): (u32, u32),
) -> String {
    let mut patch = Splices::default();
    for at in numbered {
        patch.put(at.clone(), new.to_string());
    }
    for id in elements.iter().flat_map(|id| std::iter::once(*id).chain(tree.within(*id))) {
        let word = tree.w_name(id);
        if turns == Some(id) || OWN.contains(&word) || word == "id" && tree.w_name(tree.parent(id)) == "sdtPr" {
            patch.put(tree.span(id), "");
        }
        for name in ["paraId", "textId"] {
            if let Some(value) = tree.attr_span(id, name) {
                patch.put(crate::document::docx::fill_answer::attribute(tree.source, value), "");
            }
        }
        if matches!(word, "tag" | "alias")
            && let Some(value) = tree.attr_span(id, "val")
            && let Some((at, number)) = counted(&tree.source[value.clone()], old, new)
        {
            patch.put(shifted(&at, value.start), number);
        }
    }
    patch.within(tree.source, span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_part_of_another() {
        assert_eq!(whole_number("Doel 5", 5), Some(5..6));
        assert_eq!(whole_number("15 en 5:", 5), Some(6..7));
        assert_eq!(whole_number("Doel 15", 5), None);
        assert_eq!(whole_number("doel5_naam", 5), Some(4..5));
        assert_eq!(counted("doelen[4].doel", 5, 7), Some((6..9, "[6]".to_owned())));
        assert_eq!(counted("doel_5", 5, 6), Some((5..6, "6".to_owned())));
        assert_eq!(counted("naam", 5, 6), None);
    }
}
