//! The author's mapping brought up to date: every line kept, new wordings first, new questions added.

use crate::document::model::Document;
use crate::record::schema::Schema;
use crate::text::normalize::fold_label;

use super::against::{Change, sentence};
use super::counted::counted;
use super::line::{self, Precision};
use super::place::Placed;
use super::question::Within;

/// The author's own file with every line kept, the new wordings put first, and the new questions at the end of
/// `[answers]`; what changed stands above it as comments.
pub fn updated(text: &str, document: &Document, changes: &[Change], placed: &[Placed]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for change in changes {
        if let Change::Reworded { field, old, new, .. } = change {
            reword(&mut lines, field, old, new);
        }
        if let Change::Moved { from: Some(from), to: Some(to), field, .. } = change {
            let (old, new) = (line::quoted(from), line::quoted(to));
            let of_field = lines.iter_mut().filter(|line| line.trim_start().starts_with(&format!("\"{field}\"")));
            of_field
                .for_each(|line| *line = line.replacen(&format!("section = {old}"), &format!("section = {new}"), 1));
        }
    }
    let news: Vec<&Placed> = changes
        .iter()
        .filter_map(|change| match change {
            Change::New { field, .. } => drafted(field, placed),
            _ => None,
        })
        .collect();
    for draft in news {
        let added = match &draft.asked.within {
            Within::Form | Within::Clients => {
                addition(draft, document, placed).map(|line| (line, end_of_answers(&lines)))
            }
            Within::Rows { group, .. } => column_line(draft).map(|line| into_group(&mut lines, group, "columns", line)),
            Within::Block { group, .. } => {
                column_line(draft).map(|line| into_group(&mut lines, group, "answers", line))
            }
        };
        if let Some((line, at)) = added {
            lines.insert(at, line);
        }
    }
    let gone = |field: &str| changes.iter().any(|change| matches!(change, Change::New { field: f, .. } if f == field));
    lines.retain(|line| !explains(line).is_some_and(|field| gone(&field)));
    let said: String = changes.iter().map(|change| format!("# {}\n", sentence(change))).collect();
    format!("{said}{}\n", lines.join("\n"))
}

/// Adds a wording before the one that was on the form until now: of a line, or of a column.
fn reword(lines: &mut [String], field: &str, old: &str, new: &str) {
    let (old, new) = (line::quoted(old), line::quoted(new));
    let name = field.rsplit('.').next().unwrap_or(field);
    let keys: &[&str] = if field.contains("[]") { &[name, "label"] } else { &["label"] };
    for key in keys {
        for line in lines.iter_mut() {
            for (from, to) in [
                (format!("{key} = {old}"), format!("{key} = [{new}, {old}]")),
                (format!("{key} = [{old}"), format!("{key} = [{new}, {old}")),
            ] {
                if line.contains(&from) {
                    *line = line.replacen(&from, &to, 1);
                    return;
                }
            }
        }
    }
}

/// The question that asks a field.
fn drafted<'p>(field: &str, placed: &'p [Placed]) -> Option<&'p Placed> {
    placed.iter().find(|p| p.slot.as_ref().is_some_and(|slot| line::key(slot) == field))
}

/// The line of a field that the form did not ask before.
fn addition(draft: &Placed, document: &Document, placed: &[Placed]) -> Option<String> {
    let slot = draft.slot.as_ref().filter(|slot| !slot.is_pair())?;
    let once = placed.iter().filter(|p| fold_label(&p.asked.text) == fold_label(&draft.asked.text)).count() < 2;
    let precision = if once { Precision::Label } else { Precision::Section };
    let body = line::body(&draft.asked, slot, slot.notation.as_deref(), precision, document)?;
    Some(format!("\"{}\" = {{ {body} }} # new, {:.2}", line::key(slot), draft.confidence))
}

/// A column of a group, or a label of a block, that the form did not have before.
fn column_line(draft: &Placed) -> Option<String> {
    let slot = draft.slot.as_ref()?;
    let text = counted(&draft.asked.text).map_or_else(|| draft.asked.text.clone(), |(template, _)| template);
    let label = line::column(&text, &draft.asked, slot);
    let in_block = matches!(draft.asked.within, Within::Block { .. }) && !label.starts_with('{');
    let label = if in_block { format!("{{ label = {label} }}") } else { label };
    Some(format!("{} = {label}", Schema::common().field(slot.targets[0].field).name()))
}

/// Where a line of a group goes: into its table, into the author's inline table, or into a new one at the end.
fn into_group(lines: &mut Vec<String>, group: &str, kind: &str, line: String) -> (String, usize) {
    let headed = |header: &str| lines.iter().position(|line| line.trim() == header);
    let noted = format!("{line} # new");
    if let Some(table) = headed(&format!("[rows.\"{group}\".{kind}]")) {
        return (noted, end_of_table(lines, table));
    }
    let Some(group_at) = headed(&format!("[rows.\"{group}\"]")) else {
        lines.extend([
            String::new(),
            format!("[rows.\"{group}\"]"),
            String::new(),
            format!("[rows.\"{group}\".{kind}]"),
        ]);
        return (noted, lines.len());
    };
    let end = end_of_table(lines, group_at);
    let inline = (group_at..end).find(|n| lines[*n].trim_start().starts_with(&format!("{kind} =")));
    match inline.and_then(|n| Some((n, lines[n].rfind('}')?))) {
        Some((n, brace)) => {
            let (before, after) = lines[n].split_at(brace);
            let joined = format!("{}, {line} {after}", before.trim_end().trim_end_matches(','));
            lines.remove(n);
            (joined, n)
        }
        None => (format!("{kind} = {{ {line} }} # new"), end),
    }
}

/// The line after the last one of `[answers]`.
fn end_of_answers(lines: &[String]) -> usize {
    let begin = lines.iter().position(|line| line.trim() == "[answers]");
    begin.map_or(lines.len(), |begin| end_of_table(lines, begin))
}

/// The line after the last one of the table that begins at this line.
fn end_of_table(lines: &[String], header: usize) -> usize {
    let begin = header + 1;
    let headed = |line: &String| line.trim_start().starts_with('[') && !line.starts_with(' ');
    let end = lines[begin..].iter().position(headed).map_or(lines.len(), |n| begin + n);
    let blank = |n: &usize| lines[*n - 1].trim().is_empty() || lines[*n - 1].starts_with('#');
    (begin..=end).rev().find(|n| *n == begin || !blank(n)).unwrap_or(end)
}

/// The field that a line of `[not_asked]` explains.
fn explains(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let field = key.trim().trim_matches('"');
    (value.trim().starts_with('"') && Schema::common().id(field).is_some()).then(|| field.to_owned())
}
