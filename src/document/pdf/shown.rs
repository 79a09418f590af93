//! Whether the box of a field shows something else than the field says: who opens the form sees the box, and a program
//! that fills a form may leave the drawing of before in it.

use lopdf::Document;

use crate::document::pdf::cells;
use crate::document::pdf::content_stream::{Drawn, Show};
use crate::document::pdf::fields::{self, Field, Kind};
use crate::document::pdf::matrix::Matrix;
use crate::document::pdf::objects;
use crate::document::placeholder::{asks, is_prompt};
use crate::finding::Finding;

/// Fields that are looked at; no form has as many.
const MOST: usize = 2_000;

/// A remark on each field that shows something else. A form that asks to be drawn anew shows what its fields say.
pub(super) fn otherwise<'a>(pdf: &'a Document, show: &mut Show<'a>, fields: &[Field]) -> Vec<Finding> {
    let anew = fields::form(pdf).is_some_and(|form| {
        objects::get(pdf, form, "NeedAppearances").and_then(|anew| anew.as_bool().ok()) == Some(true)
    });
    let looked_at = fields.iter().take(if anew { 0 } else { MOST });
    let differing: Vec<&Field> = looked_at.filter(|field| differs(pdf, show, field)).collect();
    differing.into_iter().map(|field| Finding::new("pdf-shown-otherwise").place(cells::place(field))).collect()
}

fn differs<'a>(pdf: &'a Document, show: &mut Show<'a>, field: &Field) -> bool {
    if !matches!(field.kind, Kind::Text | Kind::Choice) || field.flag(14) {
        return false;
    }
    let said = letters(&cells::content(field).shown());
    let mut boxes = field.widgets.iter().filter(|widget| !widget.hidden);
    boxes.any(|widget| {
        let look = pdf.get_object(widget.id).ok().and_then(objects::as_dict);
        let look = look.and_then(|dict| objects::dict(pdf, dict, "AP")).and_then(|look| objects::get(pdf, look, "N"));
        let Some(form) = look.and_then(|look| look.as_stream().ok()) else { return false };
        let mut drawn = Drawn::default();
        show.form(form, Matrix::ONE, &mut drawn);
        let text: String = drawn.ink.iter().map(|ink| ink.text.as_str()).collect();
        drawn.nameless == 0 && is_other(&said, &text)
    })
}

/// Whether a drawn text is another than what is said: one of them may be cut short, and an empty field may show a prompt.
fn is_other(said: &str, drawn: &str) -> bool {
    let shown = letters(drawn);
    // `dd-mm-jjjj` asks for a date
    let date = || shown.chars().all(|c| matches!(c, 'd' | 'm' | 'j' | 'y'));
    let prompt = said.is_empty() && (shown.len() < 3 || asks(drawn) || is_prompt(drawn) || date());
    !shown.is_empty() && !prompt && (said.is_empty() || !shown.contains(said) && !said.contains(&shown))
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_may_cut_a_text_short_and_prompt_but_not_say_something_else() {
        for (said, drawn, other) in [
            ("S. de Vries", "S. de Vries", false),
            ("een lange zin die niet past", "een lange zin", false),
            ("B. Bakker", "S. de Vries", true),
            ("", "S. de Vries", true),
            ("", "", false),
            ("", "dd-mm-jjjj", false),
            ("14-03-1998", "14031998", false),
        ] {
            assert_eq!(is_other(&letters(said), drawn), other, "{said} {drawn}");
        }
    }
}
