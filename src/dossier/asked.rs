//! What one form says of the request that it is: whether it was refused, and whether it follows on another.

use crate::record::answer::Record;
use crate::record::value::Value;

pub(super) const DECISION: &str = "begeleiding.besluit";
pub(super) const REQUEST: &str = "begeleiding.aanvraag";
pub(super) const GRANTED: &str = "begeleiding.uren_toegekend";

/// The kinds of form that plan a period; other kinds tell of it more than once.
pub const PLANS: [&str; 4] = ["aanmelding", "aanvraag", "vervolgaanvraag", "plan_van_aanpak"];

/// Whether a form tells that what it asks was refused, and grants nothing.
pub(super) fn is_refused(form: &Record) -> bool {
    let grants = matches!(form.value(GRANTED), Some(Value::Hours(minutes)) if *minutes > 0);
    says(form, DECISION, "afgewezen") && !grants
}

/// Whether a form asks for a period after another one.
pub(super) fn is_follow_up(form: &Record) -> bool {
    says(form, REQUEST, "vervolg") || form.form.kind == "vervolgaanvraag"
}

/// Whether a form answers a question with this word.
pub(super) fn says(form: &Record, id: &str, wanted: &str) -> bool {
    matches!(form.value(id), Some(Value::Text(word)) if word == wanted)
}

/// Whether a form asks something at all: others tell of a coaching that was asked.
pub(super) fn asks(form: &Record) -> bool {
    PLANS.contains(&form.form.kind.as_str())
}
