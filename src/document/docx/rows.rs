//! Adds rows to a table: copies of its last row, emptied.

use crate::document::docx::data_binding::Stores;
use crate::document::docx::fill_answer;
use crate::document::docx::flow::is_repeating_item;
use crate::document::docx::inline::gather;
use crate::document::docx::lines::{FragmentKind, Lines};
use crate::document::docx::run_text::RunFormat;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::checkbox;
use crate::text::content::Content;

/// Puts `count` emptied copies of a row after it; an item of a repeating section is copied whole.
pub(super) fn add(tree: &Tree<'_>, stores: &Stores, row: NodeId, count: usize, patch: &mut Splices) {
    let outer = item(tree, row);
    let mut copy = Splices::default();
    let mut cells = Vec::new();
    hosts(tree, row, &mut cells);
    for cell in cells {
        empty(tree, &gather(tree, stores, cell), &mut copy);
    }
    for id in tree.within(outer) {
        if is_own(tree, id) {
            copy.put(tree.span(id), "");
        }
        for name in ["paraId", "textId"] {
            if let Some(value) = tree.attr_span(id, name) {
                copy.put(fill_answer::attribute(tree.source, value), "");
            }
        }
    }
    let text = copy.within(tree.source, tree.span(outer));
    patch.insert(tree.span(outer).end, text.repeat(count));
}

/// The item of a repeating section around a row, or the row.
fn item(tree: &Tree<'_>, row: NodeId) -> NodeId {
    tree.around(row, "sdt").filter(|control| is_repeating_item(tree, *control)).unwrap_or(row)
}

/// The cells of a row.
fn hosts(tree: &Tree<'_>, id: NodeId, cells: &mut Vec<NodeId>) {
    for child in tree.children(id) {
        match tree.w_name(child) {
            "tc" => cells.push(child),
            "sdt" if tree.children(child).any(|c| tree.w_name(c) == "sdtContent") => {
                let content = tree.child(child, "sdtContent").unwrap_or(child);
                if tree.children(content).any(|c| tree.w_name(c) == "tc") && tree.child(child, "sdtPr").is_some() {
                    cells.push(child);
                } else {
                    hosts(tree, content, cells);
                }
            }
            _ => {}
        }
    }
}

/// Whether an element must stand only once, or belongs to the rows above.
fn is_own(tree: &Tree<'_>, id: NodeId) -> bool {
    match tree.w_name(id) {
        "bookmarkStart" | "bookmarkEnd" | "vMerge" | "dataBinding" => true,
        "id" => tree.w_name(tree.parent(id)) == "sdtPr",
        _ => false,
    }
}

/// Takes the text away; boxes with their labels stay, unticked.
fn empty(tree: &Tree<'_>, lines: &Lines, copy: &mut Splices) {
    let has_box = lines.raw.chars().any(checkbox::is_box);
    for shown in &lines.shown {
        let blank = if matches!(shown.content, Content::Tick(_)) { Content::Tick(false) } else { Content::Empty };
        // A list that cannot be emptied keeps its choice.
        let _ = fill_answer::set(tree, &shown.answer, &blank, copy, &mut Vec::new());
    }
    for (index, bit) in lines.bits.iter().enumerate() {
        let end = lines.bits.get(index + 1).map_or(lines.raw.len(), |b| b.start);
        let within = |s: &std::ops::Range<usize>| s.start <= bit.start && end <= s.end && !s.is_empty();
        if matches!(bit.kind, FragmentKind::Paragraph | FragmentKind::Bullet)
            || lines.shown.iter().any(|s| within(&s.range))
        {
            continue;
        }
        let text = &lines.raw[bit.start..end];
        if !has_box {
            copy.put(tree.span(bit.node), "");
        } else if checkbox::has_ticked(text) {
            let unticked = checkbox::cleared(text);
            let run = tree.around(bit.node, "r").unwrap_or(bit.node);
            copy.put(tree.span(bit.node), RunFormat::of(tree, run, tree.child(run, "rPr"), &[]).within(&unticked));
        }
    }
}
