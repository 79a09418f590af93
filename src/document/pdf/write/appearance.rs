//! Draws the value of a text or choice field in its box, as a viewer shows it and a printer prints it.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream};

use crate::document::pdf::fields::{self, Field, Kind};
use crate::document::pdf::structure::objects;
use crate::document::pdf::write::text_layout::{self, LEADING, PlacedLine, REACH, Setting};
use crate::document::pdf::write::typeface::Face;
use crate::document::pdf::write::widget_box::{Frame, rectangle};

/// The most characters that are drawn; more fit in no box.
const MOST: usize = 20_000;

/// A drawn value.
pub(super) struct Appearance {
    pub(in crate::document::pdf) stream: Stream,
    pub(super) face: Face,
    /// Everything shows.
    pub(in crate::document::pdf) whole: bool,
    /// The face has all characters.
    pub(super) complete: bool,
}

/// Draws what a field says now in one of its boxes. `widget` is the box's dictionary.
pub(in crate::document::pdf) fn look(pdf: &Document, field: &Field, widget: &Dictionary) -> Appearance {
    let frame = Frame::read(pdf, widget);
    let text: String = shown(field).chars().take(MOST).collect();
    let (face, complete) = Face::of(&text, is_embedded(pdf, &field.look));
    let is_list = field.kind == Kind::Choice && !field.flag(18);
    let setting = match field.longest {
        _ if is_list => text_layout::list(&frame, field, face),
        _ if field.kind == Kind::Text && field.flag(13) => text_layout::several(&frame, &text, field, face),
        Some(cells) if field.flag(25) && cells > 0 => text_layout::comb(&frame, &text, cells, field, face),
        _ => text_layout::single(&frame, &text.replace('\n', " "), field, face),
    };
    let mut steps = frame.ground();
    steps.push(Operation::new("BMC", vec!["Tx".into()]));
    steps.push(Operation::new("q", vec![]));
    steps.extend(frame.clip());
    if is_list {
        steps.extend(chosen(&frame, field, &setting));
    }
    steps.extend(texts(&setting, field, face));
    steps.extend([Operation::new("Q", vec![]), Operation::new("EMC", vec![])]);
    let drawing = Content { operations: steps }.encode().unwrap_or_default();
    Appearance { stream: Stream::new(frame.dict(), drawing), face, whole: setting.whole && text.len() < MOST, complete }
}

/// Whether the font that a `/DA` names is embedded in the form.
fn is_embedded(pdf: &Document, look: &str) -> bool {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    let at = words.iter().position(|word| *word == "Tf").and_then(|at| at.checked_sub(2));
    let Some(name) = at.and_then(|at| words[at].strip_prefix('/')) else { return false };
    let fonts = fields::form(pdf).and_then(|form| objects::dict(pdf, form, "DR"));
    let font = fonts.and_then(|all| objects::dict(pdf, all, "Font")).and_then(|fonts| objects::dict(pdf, fonts, name));
    let Some(font) = font else { return false };
    let inner = objects::array(pdf, font, "DescendantFonts").first();
    let inner = inner.and_then(|inner| objects::deref(pdf, inner)).and_then(objects::as_dict).unwrap_or(font);
    let about = objects::dict(pdf, inner, "FontDescriptor");
    about.is_some_and(|about| ["FontFile", "FontFile2", "FontFile3"].iter().any(|file| about.has(file.as_bytes())))
}

/// What shows of a field's value.
fn shown(field: &Field) -> String {
    let is_list = field.kind == Kind::Choice && !field.flag(18);
    let all = || field.options.iter().map(|(_, shown)| shown.clone()).collect();
    let values: Vec<String> =
        if is_list { all() } else { field.values.iter().map(|value| field.shown(value)).collect() };
    let text = values.join("\n").replace('\t', " ");
    if field.kind == Kind::Text && field.flag(14) { "*".repeat(text.chars().count()) } else { text }
}

/// The steps of a `/DA` that set the colour.
fn colour_of(look: &str) -> Operation {
    let words: Vec<&str> = look.split_ascii_whitespace().collect();
    for (operator, count) in [("g", 1), ("rg", 3), ("k", 4)] {
        let Some(at) = words.iter().rposition(|word| *word == operator).filter(|at| *at >= count) else { continue };
        let given: Vec<Object> =
            words[at - count..at].iter().filter_map(|n| n.parse().ok()).map(Object::Real).collect();
        if given.len() == count {
            return Operation::new(operator, given);
        }
    }
    Operation::new("g", vec![0.into()])
}

fn texts(setting: &Setting, field: &Field, face: Face) -> Vec<Operation> {
    let mut steps = vec![Operation::new("BT", vec![]), colour_of(&field.look)];
    steps.push(Operation::new("Tf", vec![face.name().into(), objects::real(setting.size)]));
    for PlacedLine { x, y, text } in &setting.lines {
        let place = [1.0, 0.0, 0.0, 1.0, *x, *y].map(objects::real).to_vec();
        steps.push(Operation::new("Tm", place));
        steps.push(Operation::new("Tj", vec![face.string(text)]));
    }
    steps.push(Operation::new("ET", vec![]));
    steps
}

/// The ground under the chosen options of a list.
fn chosen(frame: &Frame<'_>, field: &Field, setting: &Setting) -> Vec<Operation> {
    let is_chosen = |text: &str| field.values.iter().any(|value| field.shown(value) == text);
    let bar = |y: f64| {
        let colour = [0.6, 0.75, 0.86].map(objects::real).to_vec();
        let bottom = y - (LEADING - REACH.0) * setting.size;
        [
            Operation::new("rg", colour),
            rectangle(0.0, bottom, frame.wide, LEADING * setting.size),
            Operation::new("f", vec![]),
        ]
    };
    setting.lines.iter().filter(|line| is_chosen(&line.text)).flat_map(|line| bar(line.y)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_says_the_colour() {
        assert_eq!(colour_of("0 0 1 rg /F1 9 Tf").operator, "rg");
        assert_eq!(colour_of("/F1 9 Tf").operands, [Object::Integer(0)]);
    }
}
