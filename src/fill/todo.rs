//! What is still to be done for a filled form: what did not cross, and what is still to be asked.

use super::Filled;
use crate::finding::{Finding, Lang};
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::{FieldId, Schema};

/// Fields that a message names; of those that matter most it names all, and the rest is counted.
const NAMED: usize = 8;

/// What does not cross and what is still to be asked, each in one finding that names first what belongs in any plan, and
/// what the form cannot do without.
pub fn findings(filled: &Filled, mapping: &Mapping) -> Vec<Finding> {
    let schema = Schema::common();
    let mut lost: Vec<FieldId> = filled.not_asked.iter().map(|key| key.field).collect();
    lost.dedup();
    let required = |id: &FieldId| {
        let mut lines = mapping.lines.iter().filter(|line| line.required);
        lines.any(|line| line.targets().iter().any(|target| target.field == *id))
    };
    let core = |id: &FieldId| schema.field(*id).core;
    let mut findings = Vec::new();
    if !lost.is_empty() {
        findings.push(crossing("not-asked", &lost, core));
    }
    if !filled.left_blank.is_empty() {
        findings.push(crossing("left-blank", &filled.left_blank, |id| core(id) || required(id)));
    }
    findings
}

fn crossing(code: &'static str, fields: &[FieldId], first: impl Fn(&FieldId) -> bool) -> Finding {
    let schema = Schema::common();
    let ids: Vec<&str> = fields.iter().map(|id| schema.field(*id).id.as_str()).collect();
    let (mut order, rest): (Vec<FieldId>, Vec<FieldId>) = fields.iter().partition(|id| first(id));
    let core = order.len();
    // A form that is not signed is worth little: that is named too.
    let (signatures, rest): (Vec<FieldId>, Vec<FieldId>) = rest.iter().partition(|id| schema.field(**id).signature);
    order.extend(signatures);
    order.extend(rest.into_iter().take(NAMED.saturating_sub(order.len())));
    let named = |lang| named(&order, fields.len() - order.len(), lang);
    let finding = Finding::new(code).with("count", fields.len()).with("core", core).with("fields", ids.join(", "));
    finding.with("named_nl", named(Lang::Nl)).with("named_en", named(Lang::En))
}

/// The labels of fields, by their groups: `Cliënt: Naam, Geboortedatum; Werkgever: Branche; en nog 12`.
fn named(fields: &[FieldId], more: usize, lang: Lang) -> String {
    let schema = Schema::common();
    let mut said = String::new();
    let mut last = None;
    for id in fields {
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
    match (more, lang) {
        (0, _) => said,
        (rest, Lang::Nl) => format!("{said}; en nog {rest}"),
        (rest, Lang::En) => format!("{said}; and {rest} more"),
    }
}

/// The list for one filled form, as Markdown in Dutch; no answer stands in it, only the names of fields. `by_hand` are
/// the findings of answers that the form could not take.
pub fn list(file: &str, form: &str, filled: &Filled, by_hand: &[Finding]) -> String {
    let (not_asked, left_blank) = (&filled.not_asked, &filled.left_blank);
    let mut text = format!("## {file}\n\nFormulier: {form}\n");
    text.push_str("\nNog in te vullen:\n\n");
    let schema = Schema::common();
    let mut open: Vec<FieldId> = left_blank.clone();
    open.sort_by_key(|id| (!schema.field(*id).core, *id));
    for id in &open {
        let field = schema.field(*id);
        let core = if field.core { " (kern)" } else { "" };
        text.push_str(&format!("- [ ] {}: {}{core}\n", group(*id), field.label.nl));
    }
    if open.is_empty() {
        text.push_str("- niets: alles wat dit formulier vraagt is ingevuld\n");
    }
    if !by_hand.is_empty() {
        text.push_str("\nPast er niet op, en moet met de hand:\n\n");
    }
    for finding in by_hand {
        let place = finding.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let what = finding.field.as_deref().and_then(asked_for).unwrap_or_else(|| finding.message(Lang::Nl));
        text.push_str(&format!("- [ ] {what}{place}\n"));
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

/// The label of the field that a finding names, such as `doelen[2].doel`.
fn asked_for(key: &str) -> Option<String> {
    let schema = Schema::common();
    let row =
        key.split_once('[').and_then(|(_, rest)| rest.split_once(']')).and_then(|(row, _)| row.parse::<u32>().ok());
    let id = row.map_or_else(|| key.to_owned(), |row| key.replacen(&format!("[{row}]"), "[]", 1));
    let id = schema.id(&id).or_else(|| schema.id(id.rsplit_once('.')?.0))?;
    let number = row.map(|row| format!(" {}", row + 1)).unwrap_or_default();
    Some(format!("{}{number}: {}", group(id), schema.field(id).label.nl))
}

fn group(id: FieldId) -> &'static str {
    let schema = Schema::common();
    schema.groups.get(schema.field(id).group()).map_or("", |label| label.nl.as_str())
}
