//! Fields of Word that stand within a line, behind their labels: `1. Naam [    ]  2. Geboortedatum [    ]`.

use std::sync::Arc;

use crate::document::cells::model::{Named, Sheet};
use crate::text::content::Content;
use crate::text::place::Place;
use crate::text::sentence;

use super::dates;
use super::sentences;

/// A field within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineField {
    pub name: Arc<str>,
    pub place: Place,
}

/// A label of a line with the field behind it.
pub(in crate::suggest) struct Labelled<'s> {
    pub label: &'s str,
    /// The line over the labels that says of whom they are: `Werknemer` over `Naam: [   ]`.
    pub over: Option<&'s str>,
    /// What it asks, where the label says too little.
    pub meaning: Option<String>,
    pub field: InlineField,
    /// What was typed in the field.
    pub content: Option<Content>,
    /// What can be chosen in it.
    pub options: Vec<String>,
}

/// The labels of the line in this cell, each with its field; none where the line has no fields to type in, or a box.
pub(in crate::suggest) fn of(sheet: &Sheet, cell: usize) -> Vec<Labelled<'_>> {
    let cell = &sheet.cells[cell];
    let own = cell.own_place.get();
    let fields: Vec<&Named> = sheet.named.iter().filter(|named| named.spot == cell.spot).collect();
    let within = |named: &&Named| own.as_deref().is_none_or(|own| *own != named.place) && !named.names.is_empty();
    let ticks = fields.iter().any(|named| matches!(named.content, Content::Tick(_)));
    let Some(text) = cell.content.as_text().filter(|_| !ticks && !fields.is_empty() && fields.iter().all(within))
    else {
        return Vec::new();
    };
    let (over, mut rest) = first_line(text).map_or((None, text), |(over, rest)| (Some(over), rest));
    let mut found = Vec::new();
    for named in fields {
        let (before, after) = parted(rest, &named.content);
        rest = after;
        let label = sentence::label(before);
        let label = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '_' | '.' | '…'));
        // `T: [    ]  E: [    ]`
        let letters = label.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 1 || letters == 1 && before.trim_end().ends_with(':') {
            let content = Some(named.content.clone()).filter(|content| !content.is_empty());
            let field = InlineField { name: Arc::clone(&named.names[0]), place: named.place.clone() };
            let beginning = found.first().map_or("", |first: &Labelled<'_>| first.label);
            let options = named.options.iter().map(ToString::to_string).collect();
            let meaning = sentences::meaning(label, after, beginning);
            found.push(Labelled { label, over, meaning, field, content, options });
        }
    }
    found
}

/// The first line of a text where it ends in no sign and the next one does.
fn first_line(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let next = rest.split('\n').next().unwrap_or_default();
    let short = first.split_whitespace().count() <= 5;
    (short && !first.contains([':', '?', '\t']) && next.contains([':', '?'])).then(|| (first.trim(), rest))
}

/// What stands before a field in the rest of its line, and behind it.
fn parted<'s>(rest: &'s str, content: &Content) -> (&'s str, &'s str) {
    let typed = content.shown();
    let typed = typed.trim();
    let found = match content {
        Content::Date(_) => dates::first(rest),
        _ if typed.is_empty() => None,
        _ => rest.find(typed).map(|at| at..at + typed.len()),
    };
    if let Some(typed) = found {
        return (&rest[..typed.start], &rest[typed.end..]);
    }
    let begin = rest.find(char::is_alphabetic).unwrap_or(0);
    let gap = |sign: &str| rest[begin..].find(sign).map(|at| begin + at);
    let at = ["  ", "\t", "\n", "\u{2002}", "\u{a0}\u{a0}", "__", "..", "…"].into_iter().filter_map(gap).min();
    // an empty field in a sentence leaves a space before the comma or the bracket behind it
    let closing = rest[begin..].match_indices(' ').map(|(at, _)| begin + at);
    let mut closing = closing.filter(|at| rest[at + 1..].starts_with([',', ')', ';', '.']));
    let at = at.into_iter().chain(closing.next()).min();
    let Some(at) = at else { return (rest, "") };
    let empty = |c: char| c.is_whitespace() || matches!(c, '_' | '.' | '…');
    (&rest[..at], rest[at..].trim_start_matches(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_at_its_gaps_and_at_what_was_typed() {
        assert_eq!(
            parted("1. Naam \u{2002}\u{2002}\t2. BSN \u{2002}", &Content::Empty),
            ("1. Naam ", "2. BSN \u{2002}")
        );
        assert_eq!(parted("Naam: Jan Bos  BSN:  ", &Content::Text("Jan Bos".into())), ("Naam: ", "  BSN:  "));
        assert_eq!(parted("BSN", &Content::Empty), ("BSN", ""));
        assert_eq!(parted("Ondergetekende, , geboren op ,", &Content::Empty), ("Ondergetekende,", ", geboren op ,"));
    }
}
