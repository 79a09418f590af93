//! What is still to be done for a filled form: what did not cross, and what is still to be asked.

use crate::record::answer::Key;
use crate::record::schema::{FieldId, Schema};

/// The list for one filled form, as Markdown in Dutch; no answer stands in it, only the names of fields.
pub fn list(file: &str, form: &str, not_asked: &[Key], left_blank: &[FieldId]) -> String {
    let mut text = format!("## {file}\n\nFormulier: {form}\n");
    text.push_str("\nNog in te vullen:\n\n");
    let schema = Schema::common();
    let mut open: Vec<FieldId> = left_blank.to_vec();
    open.sort_by_key(|id| (!schema.field(*id).core, *id));
    for id in &open {
        let field = schema.field(*id);
        let core = if field.core { " (kern)" } else { "" };
        text.push_str(&format!("- [ ] {}: {}{core}\n", group(*id), field.label.nl));
    }
    if open.is_empty() {
        text.push_str("- niets: alles wat dit formulier vraagt is ingevuld\n");
    }
    text.push_str("\nStaat niet op dit formulier, en gaat dus niet mee:\n\n");
    let mut fields: Vec<FieldId> = not_asked.iter().map(|key| key.field).collect();
    fields.dedup();
    for id in &fields {
        text.push_str(&format!("- {}: {}\n", group(*id), schema.field(*id).label.nl));
    }
    if fields.is_empty() {
        text.push_str("- niets: elk antwoord heeft een plaats\n");
    }
    text.push('\n');
    text
}

fn group(id: FieldId) -> &'static str {
    let schema = Schema::common();
    schema.groups.get(schema.field(id).group()).map_or("", |label| label.nl.as_str())
}
