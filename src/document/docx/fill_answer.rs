//! Sets a content control or a legacy field, in the way that Word itself would.

use crate::document::docx::control::{Control, Kind};
use crate::document::docx::data_binding::Binding;
use crate::document::docx::fill_field::is_ticked;
use crate::document::docx::lines::Answer;
use crate::document::docx::run_text::RunFormat;
use crate::document::docx::{fill_field, limits};
use crate::document::text_document::date_control;
use crate::document::xml::namespace::Ns;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::content::Content;

/// A value to be kept elsewhere too.
pub(super) type Kept = (Binding, String);

/// Makes an answer place say `content`.
pub(super) fn set(
    tree: &Tree<'_>,
    answer: &Answer,
    content: &Content,
    patch: &mut Splices,
    kept: &mut Vec<Kept>,
) -> Result<(), Finding> {
    if limits::takes_nothing(tree, answer) {
        return Err(Finding::new("field-locked"));
    }
    match answer {
        Answer::Field(field) => fill_field::set(tree, field, content, patch),
        Answer::Control(control) => {
            let value = match control.kind {
                Kind::Text => plain(tree, control, content, patch)?,
                Kind::Date => date(tree, control, content, patch)?,
                Kind::Choice { open } => choice(tree, control, content, open, patch)?,
                Kind::Tick => tick(tree, control, content, patch)?,
            };
            kept.extend(control.binding.clone().map(|binding| (binding, value)));
            Ok(())
        }
    }
}

/// A text as the content of an answer place: a box becomes a tick.
pub(super) fn content(answer: &Answer, text: &str) -> Content {
    let ticks = match answer {
        Answer::Control(control) => control.kind == Kind::Tick,
        Answer::Field(field) => field.is_tick(),
    };
    if ticks { Content::Tick(is_ticked(&Content::Text(text.into()))) } else { Content::Text(text.into()) }
}

fn plain(tree: &Tree<'_>, control: &Control, content: &Content, patch: &mut Splices) -> Result<String, Finding> {
    let text = content.shown().into_owned();
    write(tree, control, &|format| format.run(&text), patch)?;
    Ok(text)
}

/// A day: the shown text in the control's own pattern, and the day itself beside it.
fn date(tree: &Tree<'_>, control: &Control, content: &Content, patch: &mut Splices) -> Result<String, Finding> {
    let Some(element) = tree.child(control.node, "sdtPr").and_then(|p| tree.child(p, "date")) else {
        return Err(Finding::new("not-writable"));
    };
    let setting = |name: &str| tree.child(element, name).and_then(|c| tree.attr(c, "val"));
    let pattern = setting("dateFormat").unwrap_or("dd-MM-yyyy".into());
    let (day, text) = match content {
        Content::Date(day) => (Some(*day), date_control::print(*day, &pattern)),
        Content::Moment(moment) => (Some(moment.date()), date_control::print(moment.date(), &pattern)),
        other => (date_control::read(&other.shown()), other.shown().into_owned()),
    };
    let full = day.map(|d| format!("{d}T00:00:00Z"));
    match (tree.attr_span(element, "fullDate"), &full) {
        (Some(range), Some(full)) => patch.put(range, full.clone()),
        (Some(range), None) => patch.put(attribute(tree.source, range), ""),
        (None, Some(full)) => {
            let written = tree.written(element);
            let prefix = written.strip_suffix("date").unwrap_or("w:");
            patch.insert(tree.span(element).start + 1 + written.len(), format!(" {prefix}fullDate=\"{full}\""));
        }
        (None, None) => {}
    }
    write(tree, control, &|format| format.run(&text), patch)?;
    Ok(match (day, setting("storeMappedDataAs").as_deref()) {
        (Some(day), Some("date")) => day.to_string(),
        (Some(day), Some("dateTime") | None) => format!("{day}T00:00:00"),
        _ => text,
    })
}

/// A whole attribute, with its name and the space before it, by the bytes of its value.
pub(super) fn attribute(source: &str, value: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = source[..value.start].rfind(char::is_whitespace).unwrap_or(value.start);
    start..value.end + 1
}

fn choice(
    tree: &Tree<'_>,
    control: &Control,
    content: &Content,
    open: bool,
    patch: &mut Splices,
) -> Result<String, Finding> {
    let wanted = content.shown();
    let like = |text: &str| text.trim().to_lowercase() == wanted.trim().to_lowercase();
    let item = control.options.iter().find(|(shown, _)| like(shown));
    let item = item.or_else(|| control.options.iter().find(|(_, kept)| like(kept)));
    let (shown, kept) = match item {
        Some(item) => item.clone(),
        None if open || content.is_empty() => (wanted.to_string(), wanted.to_string()),
        None => return Err(Finding::new("choice-not-offered").with("options", control.offers().join(", "))),
    };
    write(tree, control, &|format| format.run(&shown), patch)?;
    Ok(kept)
}

/// A box: its state, and the sign that shows it.
fn tick(tree: &Tree<'_>, control: &Control, content: &Content, patch: &mut Splices) -> Result<String, Finding> {
    let ticked = is_ticked(content);
    let properties = tree.child(control.node, "sdtPr");
    let find = |parent: Option<NodeId>, name: &str| {
        parent.and_then(|p| tree.children(p).find(|&c| tree.expanded_name(c) == (Ns::Word14, name)))
    };
    let checkbox = find(properties, "checkbox").ok_or_else(|| Finding::new("not-writable"))?;
    let state = if ticked { "1" } else { "0" };
    match find(Some(checkbox), "checked").map(|c| (c, tree.attr_span(c, "val"))) {
        Some((_, Some(range))) => patch.put(range, state),
        Some((checked, None)) => patch.put(tree.span(checked), checked_element(tree, checkbox, state)),
        None if tree.is_closed(checkbox) => return Err(Finding::new("not-writable")),
        None => patch.insert(tree.inner(checkbox).start, checked_element(tree, checkbox, state)),
    }
    let (look, sign) = if ticked { ("checkedState", '☒') } else { ("uncheckedState", '☐') };
    let look = find(Some(checkbox), look);
    let font = look.and_then(|l| tree.attr(l, "font")).unwrap_or_default();
    let code = look.and_then(|l| tree.attr(l, "val")).and_then(|v| u32::from_str_radix(&v, 16).ok());
    let code = code.unwrap_or(u32::from(sign));
    write(tree, control, &|format| format.sign(&font, code), patch)?;
    Ok(ticked.to_string())
}

/// `<w14:checked w14:val="1"/>`, with the prefix of the check box.
fn checked_element(tree: &Tree<'_>, checkbox: NodeId, state: &str) -> String {
    let prefix = tree.written(checkbox).strip_suffix("checkbox").unwrap_or("w14:");
    format!("<{prefix}checked {prefix}val=\"{state}\"/>")
}

/// Puts a run where the content of a control stands, and takes away that it only prompts.
fn write(
    tree: &Tree<'_>,
    control: &Control,
    run: &dyn Fn(RunFormat) -> String,
    patch: &mut Splices,
) -> Result<(), Finding> {
    let properties = tree.child(control.node, "sdtPr");
    let content = tree.child(control.node, "sdtContent").ok_or_else(|| Finding::new("not-writable"))?;
    if let Some(prompt) = properties.and_then(|p| tree.child(p, "showingPlcHdr")) {
        patch.put(tree.span(prompt), "");
    }
    let first = tree.within(content).find(|&c| tree.w_name(c) == "r").and_then(|r| tree.child(r, "rPr"));
    let own = properties.and_then(|p| tree.child(p, "rPr"));
    let look = if control.prompt { own } else { first.or(own) };
    let new = run(RunFormat::of(tree, content, look, &[]));
    let mut paragraphs = tree.within(content).filter(|&c| tree.w_name(c) == "p");
    let Some(paragraph) = paragraphs.next() else {
        return bare(tree, control.node, content, &new, patch);
    };
    for other in paragraphs {
        patch.put(tree.span(other), "");
    }
    let inner = tree.inner(paragraph);
    let from = tree.child(paragraph, "pPr").map_or(inner.start, |p| tree.span(p).end);
    if tree.is_closed(paragraph) {
        let tag = tree.source[tree.span(paragraph)].trim_end_matches("/>").trim_end();
        patch.put(tree.span(paragraph), format!("{tag}>{new}</{}>", tree.written(paragraph)));
    } else {
        patch.put(from..inner.end, new);
    }
    Ok(())
}

/// The content of a control that holds runs, or nothing yet.
fn bare(tree: &Tree<'_>, control: NodeId, content: NodeId, run: &str, patch: &mut Splices) -> Result<(), Finding> {
    if tree.around(control, "p").is_none() {
        return Err(Finding::new("not-writable"));
    }
    if tree.is_closed(content) {
        let name = tree.written(content);
        patch.put(tree.span(content), format!("<{name}>{run}</{name}>"));
    } else {
        patch.put(tree.inner(content), run);
    }
    Ok(())
}
