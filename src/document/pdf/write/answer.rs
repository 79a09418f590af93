//! Turns a new content into what a field stores, or says why the field does not take it.

use crate::document::pdf::fields::{Field, Kind};
use crate::finding::Finding;
use crate::text::content::Content;

/// Gives the field its new value; whether anything changed. `word` is the word of one button of a group.
pub(in crate::document::pdf) fn set(field: &mut Field, word: Option<&str>, content: &Content) -> Result<bool, Finding> {
    if field.flag(1) || field.kind == Kind::Signature {
        return Err(Finding::new("pdf-field-locked"));
    }
    let values = match (field.kind, content) {
        (Kind::Button, content) => return tick(field, word, content),
        (_, Content::Empty) => Vec::new(),
        (_, Content::Tick(on)) => {
            if *on {
                vec!["X".to_owned()]
            } else {
                Vec::new()
            }
        }
        (Kind::Choice, content) => choose(field, &content.shown())?,
        (_, content) => vec![content.shown().into_owned()],
    };
    let length = values.first().map_or(0, |value| value.chars().count());
    if let Some(longest) = field.longest.filter(|longest| field.kind == Kind::Text && length > *longest) {
        return Err(Finding::new("pdf-value-too-long")
            .with("length", length)
            .with("longest", longest)
            .with("over", length - longest));
    }
    let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
    let changed = field.values != values;
    field.values = values;
    Ok(changed)
}

/// What a list stores for what it shows; several answers stand on lines of their own.
fn choose(field: &Field, text: &str) -> Result<Vec<String>, Finding> {
    let free = field.flag(18) && field.flag(19);
    let stored = |line: &str| {
        let shown = field.options.iter().find(|(_, shown)| shown.trim() == line.trim());
        let found = shown.or_else(|| field.options.iter().find(|(stored, _)| stored.trim() == line.trim()));
        let own = || free.then(|| line.to_owned());
        found.map(|(stored, _)| stored.clone()).or_else(own).ok_or_else(|| Finding::new("pdf-choice-unknown"))
    };
    if field.flag(22) { text.lines().map(stored).collect() } else { stored(text).map(|value| vec![value]) }
}

/// Ticks or unticks the boxes of a button field.
fn tick(field: &mut Field, word: Option<&str>, content: &Content) -> Result<bool, Finding> {
    let unknown = || Finding::new("pdf-choice-unknown");
    let is = |at: usize, said: &str| {
        field.word(at).as_deref() == Some(said) || field.widgets[at].on.as_deref() == Some(said)
    };
    let at = |said: &str| (0..field.widgets.len()).find(|at| is(*at, said)).ok_or_else(unknown);
    let all = |on: bool| if on { Some(0) } else { None };
    let chosen = match (word, content) {
        (Some(word), Content::Tick(true)) => Some(at(word)?),
        (Some(word), Content::Tick(false) | Content::Empty) => {
            let off = at(word)?;
            field.widgets.iter().position(|widget| widget.ticked).filter(|now| *now != off)
        }
        (None, Content::Tick(on)) if !field.is_group() => all(*on),
        (None, Content::Empty) => None,
        (None, Content::Text(said)) => Some(at(said)?),
        _ => return Err(unknown()),
    };
    if chosen.is_some() && field.widgets.is_empty() {
        return Err(Finding::new("pdf-no-field"));
    }
    let state = chosen.map(|at| field.widgets[at].on.clone().unwrap_or_else(|| "Yes".to_owned()));
    Ok(turn(field, chosen, state))
}

/// Turns one box on and the others off; boxes in unison share a state.
fn turn(field: &mut Field, chosen: Option<usize>, state: Option<String>) -> bool {
    let alone = field.flag(16) && !field.flag(26);
    let mut changed = false;
    for (at, widget) in field.widgets.iter_mut().enumerate() {
        let same = state.is_some() && widget.on.as_ref().is_none_or(|on| Some(on) == state.as_ref());
        let on = if alone { chosen == Some(at) } else { same };
        changed |= widget.ticked != on;
        widget.ticked = on;
    }
    field.values = state.into_iter().collect();
    changed
}
