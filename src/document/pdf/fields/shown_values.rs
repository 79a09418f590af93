//! What the boxes of a field show, beside what the field holds: a program that clears or fills fields without drawing them
//! anew leaves the former text to be seen.

use lopdf::{Document, Stream};
use memchr::memmem;

use crate::document::pdf::content::content_stream::{Drawn, Show};
use crate::document::pdf::fields::{Field, Kind, Widget};
use crate::document::pdf::structure::matrix::Matrix;
use crate::document::pdf::structure::objects;
use crate::text::normalize::fold;

/// Operations that are walked for what one box shows.
const BUDGET: usize = 5_000;

/// Whether a field shows a text that it does not hold. Where a viewer draws all fields itself, what is drawn does not count,
/// and a script that formats an answer shows it otherwise by nature.
/// `show` knows the fonts that it met: to read one takes longer than all else here.
pub(in crate::document::pdf) fn differs<'p>(show: &mut Show<'p>, pdf: &'p Document, field: &Field) -> bool {
    let text = matches!(field.kind, Kind::Text | Kind::Choice) && !field.formatted && !field.flag(14);
    if !text || field.widgets.len() != 1 || viewer_draws(pdf) {
        return false;
    }
    let Some(look) = look(pdf, &field.widgets[0]).filter(|look| may_differ(look, field)) else { return false };
    let shown = fold(&shown(show, look));
    let held: Vec<String> = field
        .values
        .iter()
        .flat_map(|value| [fold(value), fold(&field.shown(value))])
        .filter(|held| !held.is_empty())
        .collect();
    // a long answer may be cut in its box, and a letter that its font lacks is drawn as another
    !shown.is_empty() && !held.iter().any(|held| is_within(&shown, held) || shown.contains(held))
}

/// Whether all letters of one text stand in another, in their order.
fn is_within(short: &str, long: &str) -> bool {
    let mut left = long.chars();
    short.chars().all(|c| left.any(|other| other == c))
}

fn viewer_draws(pdf: &Document) -> bool {
    let form = crate::document::pdf::fields::form(pdf);
    form.and_then(|form| objects::get(pdf, form, "NeedAppearances")).is_some_and(|own| own.as_bool().unwrap_or(false))
}

/// The drawing of a box.
fn look<'p>(pdf: &'p Document, widget: &Widget) -> Option<&'p Stream> {
    let own = pdf.get_object(widget.id).ok().and_then(objects::as_dict)?;
    objects::get(pdf, objects::dict(pdf, own, "AP")?, "N")?.as_stream().ok()
}

/// Whether a drawing has text in it, and not the one that the field holds to the letter, as most have.
fn may_differ(look: &Stream, field: &Field) -> bool {
    let Ok(drawing) = look.get_plain_content_with_limit(crate::document::pdf::LONGEST_STREAM) else { return false };
    let draws = [&b"Tj"[..], b"TJ"].iter().any(|operator| memmem::find(&drawing, operator).is_some());
    let is_drawn =
        |value: &String| value.is_ascii() && memmem::find(&drawing, format!("({value})").as_bytes()).is_some();
    draws && !field.values.iter().any(is_drawn)
}

/// The text of a drawing, line by line.
fn shown<'p>(show: &mut Show<'p>, look: &'p Stream) -> String {
    show.budget = BUDGET;
    let mut drawn = Drawn::default();
    // on a page y grows downwards
    show.form(look, Matrix([1.0, 0.0, 0.0, -1.0, 0.0, 0.0]), &mut drawn);
    let mut chars = drawn.chars;
    chars.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    chars.into_iter().map(|chars| chars.text).collect()
}
