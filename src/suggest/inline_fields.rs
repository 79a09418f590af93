//! Fields of Word that stand within a line, behind their labels: `1. Naam [    ]  2. Geboortedatum [    ]`.

use std::sync::Arc;

use crate::document::model::{Named, Sheet};
use crate::text::content::Content;
use crate::text::place::Place;

/// A field within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineField {
    pub name: Arc<str>,
    pub place: Place,
}

/// A label of a line with the field behind it, and what was typed there.
pub(super) type Labelled<'s> = (&'s str, InlineField, Option<Content>);

/// The labels of the line in this cell, each with its field; none where the line has no fields to type in, or a box.
pub(super) fn of(sheet: &Sheet, cell: usize) -> Vec<Labelled<'_>> {
    let cell = &sheet.cells[cell];
    let own = cell.own_place.get();
    let fields: Vec<&Named> = sheet.named.iter().filter(|named| named.spot == cell.spot).collect();
    let within = |named: &&Named| own.as_deref().is_none_or(|own| *own != named.place) && !named.names.is_empty();
    let ticks = fields.iter().any(|named| matches!(named.content, Content::Tick(_)) || !named.options.is_empty());
    let Some(text) = cell.content.as_text().filter(|_| !ticks && !fields.is_empty() && fields.iter().all(within)) else {
        return Vec::new();
    };
    let mut rest = text;
    let mut found = Vec::new();
    for named in fields {
        let (before, after) = parted(rest, &named.content);
        rest = after;
        let label = before.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '_' | '.' | '…'));
        if label.chars().filter(|c| c.is_alphabetic()).count() > 1 {
            let content = Some(named.content.clone()).filter(|content| !content.is_empty());
            let field = InlineField { name: Arc::clone(&named.names[0]), place: named.place.clone() };
            found.push((label, field, content));
        }
    }
    found
}

/// What stands before a field in the rest of its line, and behind it.
fn parted<'s>(rest: &'s str, content: &Content) -> (&'s str, &'s str) {
    let typed = content.shown();
    let typed = typed.trim();
    if !typed.is_empty()
        && let Some(at) = rest.find(typed)
    {
        return (&rest[..at], &rest[at + typed.len()..]);
    }
    let begin = rest.find(char::is_alphabetic).unwrap_or(0);
    let gap = |sign: &str| rest[begin..].find(sign).map(|at| begin + at);
    let at = ["  ", "\t", "\u{2002}", "\u{a0}\u{a0}", "__", "..", "…"].into_iter().filter_map(gap).min();
    let Some(at) = at else { return (rest, "") };
    let empty = |c: char| c.is_whitespace() || matches!(c, '_' | '.' | '…');
    (&rest[..at], rest[at..].trim_start_matches(empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_at_its_gaps_and_at_what_was_typed() {
        assert_eq!(parted("1. Naam \u{2002}\u{2002}\t2. BSN \u{2002}", &Content::Empty), ("1. Naam ", "2. BSN \u{2002}"));
        assert_eq!(parted("Naam: Jan Bos  BSN:  ", &Content::Text("Jan Bos".into())), ("Naam: ", "  BSN:  "));
        assert_eq!(parted("BSN", &Content::Empty), ("BSN", ""));
    }
}
