//! What is still to be done for a filled form: what did not cross, and what is still to be asked.

use crate::finding::{Finding, Lang};
use crate::record::answer::Key;
use crate::record::schema::{FieldId, Schema};

/// Fields that a message names; of the core it names all, and the rest is counted.
const NAMED: usize = 8;

/// What does not cross and what is still to be asked, each in one finding that names the core of a plan first.
pub fn findings(not_asked: &[Key], left_blank: &[FieldId]) -> Vec<Finding> {
    let mut lost: Vec<FieldId> = not_asked.iter().map(|key| key.field).collect();
    lost.dedup();
    let lists = [("not-asked", lost), ("left-blank", left_blank.to_vec())];
    lists.into_iter().filter(|(_, fields)| !fields.is_empty()).map(|(code, fields)| crossing(code, &fields)).collect()
}

fn crossing(code: &'static str, fields: &[FieldId]) -> Finding {
    let schema = Schema::common();
    let ids: Vec<&str> = fields.iter().map(|id| schema.field(*id).id.as_str()).collect();
    let core = fields.iter().filter(|id| schema.field(**id).core).count();
    let finding = Finding::new(code).with("count", fields.len()).with("core", core).with("fields", ids.join(", "));
    finding.with("named_nl", named(fields, Lang::Nl)).with("named_en", named(fields, Lang::En))
}

/// The labels of fields, by their groups: `Cliënt: Naam, Geboortedatum; Werkgever: Branche; en nog 12`.
fn named(fields: &[FieldId], lang: Lang) -> String {
    let schema = Schema::common();
    let mut order = fields.to_vec();
    order.sort_by_key(|id| (!schema.field(*id).core, *id));
    let core = fields.iter().filter(|id| schema.field(**id).core).count();
    order.truncate(core.max(NAMED));
    let mut said = String::new();
    let mut last = None;
    for id in &order {
        let field = schema.field(*id);
        let group = schema.groups.get(field.group()).map_or("", |label| label.said(lang));
        let between = match last {
            Some(last) if last == group => ", ".to_owned(),
            Some(_) => format!("; {group}: "),
            None => format!("{group}: "),
        };
        said.push_str(&between);
        said.push_str(field.label.said(lang));
        last = Some(group);
    }
    match (fields.len() - order.len(), lang) {
        (0, _) => said,
        (rest, Lang::Nl) => format!("{said}; en nog {rest}"),
        (rest, Lang::En) => format!("{said}; and {rest} more"),
    }
}

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
