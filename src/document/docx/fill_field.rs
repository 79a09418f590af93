//! Sets a legacy form field: its state, or the runs between its marks.

use std::ops::Range;

use crate::document::docx::field::{Field, Kind};
use crate::document::docx::run_text::RunFormat;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::checkbox::{self, BoxState};
use crate::text::content::Content;

/// Makes a field say `content`.
pub(super) fn set(tree: &Tree<'_>, field: &Field, content: &Content, patch: &mut Splices) -> Result<(), Finding> {
    match field.kind {
        Kind::Text => text(tree, field, &content.shown(), patch),
        Kind::Tick => {
            let state = if is_ticked(content) { "1" } else { "0" };
            state_of(tree, field, "checked", state, patch);
            Ok(())
        }
        Kind::Choice => choice(tree, field, content, patch),
    }
}

fn choice(tree: &Tree<'_>, field: &Field, content: &Content, patch: &mut Splices) -> Result<(), Finding> {
    let wanted = content.shown().trim().to_lowercase();
    let Some(index) = field.options.iter().position(|o| o.trim().to_lowercase() == wanted) else {
        return Err(Finding::new("choice-not-offered").with("options", field.options.join(", ")));
    };
    state_of(tree, field, "result", &index.to_string(), patch);
    Ok(())
}

/// Sets `w:checked` or `w:result`; the first stands last among its siblings, the second first.
fn state_of(tree: &Tree<'_>, field: &Field, name: &str, state: &str, patch: &mut Splices) {
    let settings = field.settings;
    let prefix = tree.written(settings).split_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
    let element = format!("<{prefix}{name} {prefix}val=\"{state}\"/>");
    match tree.child(settings, name) {
        Some(child) => patch.put(tree.span(child), element),
        None if tree.is_closed(settings) => {
            let written = tree.written(settings);
            patch.put(tree.span(settings), format!("<{written}>{element}</{written}>"));
        }
        None if name == "result" => patch.insert(tree.inner(settings).start, element),
        None => patch.insert(tree.inner(settings).end, element),
    }
}

/// Puts one run between the marks of a text field; bookmarks there stay.
fn text(tree: &Tree<'_>, field: &Field, text: &str, patch: &mut Splices) -> Result<(), Finding> {
    let refuse = || Finding::new("not-writable");
    let (separate, end) = field.separate.zip(field.end).ok_or_else(refuse)?;
    let (from, to) = tree.around(separate, "r").zip(tree.around(end, "r")).ok_or_else(refuse)?;
    if tree.parent(from) != tree.parent(to) || from == to {
        return Err(refuse());
    }
    let between: Vec<NodeId> = tree.children(tree.parent(from)).filter(|&c| from < c && c < to).collect();
    let look = between.iter().find(|&&c| tree.w_name(c) == "r").unwrap_or(&from);
    let kept: String = between
        .iter()
        .filter(|&&c| matches!(tree.w_name(c), "bookmarkStart" | "bookmarkEnd"))
        .map(|&c| &tree.source[tree.span(c)])
        .collect();
    let range: Range<usize> = tree.span(from).end..tree.span(to).start;
    let run = RunFormat::of(tree, from, tree.child(*look, "rPr"), &[]).run(text);
    patch.put(range, format!("{run}{kept}"));
    match field.most(tree) {
        Some(most) if text.chars().count() > most => {
            Err(Finding::new("text-too-long").with("most", most).with("length", text.chars().count()))
        }
        _ => Ok(()),
    }
}

/// Whether a content ticks a box.
pub(super) fn is_ticked(content: &Content) -> bool {
    match content {
        Content::Tick(ticked) => *ticked,
        Content::Text(text) => !text.trim().is_empty() && checkbox::state(text) != BoxState::Empty,
        Content::Empty => false,
        _ => true,
    }
}
