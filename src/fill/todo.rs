//! What is still to be done for a filled form: what did not cross, and what is still to be asked.

use super::Filled;
use crate::finding::{Finding, Lang};
use crate::mapping::spec::form_spec::Mapping;
use crate::record::field_names;
use crate::record::schema::{FieldId, Schema};

/// Fields that a message names; of those that matter most it names all, and the rest is counted.
const NAMED: usize = 8;

/// What does not cross and what is still to be asked, each in one finding that names first what belongs in any plan,
/// and what the form cannot do without.
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
pub(super) fn named(fields: &[FieldId], more: usize, lang: Lang) -> String {
    let schema = Schema::common();
    let mut said = String::new();
    let mut last = None;
    for id in fields {
        let field = schema.field(*id);
        let group = schema.groups.get(field.group()).map_or("", |label| label.in_language(lang));
        let between = match last {
            Some(last) if last == group => ", ".to_owned(),
            Some(_) => format!("; {group}: "),
            None => format!("{group}: "),
        };
        said.push_str(&between);
        said.push_str(field.label.in_language(lang));
        last = Some(group);
    }
    match (more, lang) {
        (0, _) => said,
        (rest, Lang::Nl) => format!("{said}; en nog {rest}"),
        (rest, Lang::En) => format!("{said}; and {rest} more"),
    }
}

/// What a list of what is to be done is about.
pub struct TodoSubject<'a> {
    /// The file of the filled form.
    pub file: &'a str,
    pub mapping: &'a Mapping,
    /// The files of the client's forms, the newest first.
    pub from: &'a [String],
    pub filled: &'a Filled,
    /// The findings of answers that the form could not take.
    pub by_hand: &'a [Finding],
    /// What is said of the client's forms together, and of what was computed.
    pub said: &'a [Finding],
}

/// The list for one filled form, as Markdown in Dutch; no answer stands in it, only the names of fields. What only a
/// person can add comes first.
pub fn list(about: &TodoSubject<'_>) -> String {
    let mut text = head(about);
    let (first, rest) = open(about);
    ticked(&mut text, "Eerst: dit vraagt het formulier en kunt alleen u toevoegen", &first);
    ticked(&mut text, "Past er niet op, en moet met de hand", &by_hand(about.by_hand));
    ticked(&mut text, "Controleer", &about.said.iter().map(checked).collect::<Vec<_>>());
    if first.is_empty() && rest.is_empty() {
        text.push_str("\nAlles wat dit formulier vraagt is ingevuld.\n");
    }
    line(&mut text, "Mag ook nog", &rest);
    let mut lost: Vec<FieldId> = about.filled.not_asked.iter().map(|key| key.field).collect();
    lost.dedup();
    line(&mut text, "Staat niet op dit formulier, en gaat dus niet mee", &lost);
    text.push('\n');
    text
}

fn head(about: &TodoSubject<'_>) -> String {
    let Mapping { head, about: of, .. } = about.mapping;
    let mut text = format!("## {}\n\nFormulier: {} (`{}`)\n", about.file, of.title, head.id);
    if about.from.len() > 1 {
        text.push_str(&format!("Uit {} formulieren: {}\n", about.from.len(), about.from.join(", ")));
    }
    if let Some(to) = &of.send_to {
        text.push_str(&format!("Gaat naar: {to}\n"));
    }
    text
}

/// What is still open: what the form or any plan cannot do without and what is to be signed, and the rest.
fn open(about: &TodoSubject<'_>) -> (Vec<String>, Vec<FieldId>) {
    let schema = Schema::common();
    let needed = |id: &FieldId| about.mapping.requires(*id) || schema.field(*id).core;
    let (mut first, rest): (Vec<FieldId>, Vec<FieldId>) = about.filled.left_blank.iter().partition(|id| needed(id));
    let (signed, rest): (Vec<FieldId>, Vec<FieldId>) = rest.iter().partition(|id| schema.field(**id).signature);
    first.sort_by_key(|id| (!about.mapping.requires(*id), *id));
    first.extend(signed);
    let named = |id: &FieldId| {
        let required = if about.mapping.requires(*id) { " (verplicht)" } else { "" };
        format!("{}: {}{required}", group(*id), schema.field(*id).label.nl)
    };
    (first.iter().map(named).collect(), rest)
}

fn by_hand(findings: &[Finding]) -> Vec<String> {
    let one = |finding: &Finding| {
        let place = finding.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let what = finding.field.as_deref().and_then(asked_for).unwrap_or_else(|| finding.message(Lang::Nl));
        format!("{what}{place}")
    };
    findings.iter().map(one).collect()
}

/// What is remarked, with the label of its field before it and its places.
fn checked(finding: &Finding) -> String {
    let label = finding.field.as_deref().and_then(asked_for).map(|label| format!("{label}: ")).unwrap_or_default();
    let place = match (&finding.file, &finding.place) {
        (Some(file), Some(place)) => format!(" ({file}, {place})"),
        (Some(file), None) => format!(" ({file})"),
        // of the filled form itself
        (None, Some(place)) => format!(" ({place})"),
        _ => String::new(),
    };
    let message = finding.message(Lang::Nl);
    let named = finding.field.as_deref().and_then(|id| message.strip_prefix(&format!("`{id}`")));
    let said = named.map_or(message.as_str(), |rest| rest.trim_start_matches(':').trim_start());
    format!("{label}{}{place}", field_names::in_words(said, Lang::Nl))
}

fn ticked(text: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("\n{heading}:\n\n"));
    lines.iter().for_each(|line| text.push_str(&format!("- [ ] {line}\n")));
}

/// The labels of fields in one line, by group.
fn line(text: &mut String, heading: &str, fields: &[FieldId]) {
    if !fields.is_empty() {
        text.push_str(&format!("\n{heading}: {}.\n", named(fields, 0, Lang::Nl)));
    }
}

/// The label of the field that a finding names, such as `doelen[2].doel`.
pub fn asked_for(key: &str) -> Option<String> {
    let schema = Schema::common();
    let row =
        key.split_once('[').and_then(|(_, rest)| rest.split_once(']')).and_then(|(row, _)| row.parse::<u32>().ok());
    let id = row.map_or_else(|| key.to_owned(), |row| key.replacen(&format!("[{row}]"), "[]", 1));
    // One of several answers to a question has a number, and is no row.
    let several = || schema.id(&id.replace("[]", ""));
    let id = schema.id(&id).or_else(|| schema.id(id.rsplit_once('.')?.0)).or_else(several)?;
    let number = row.filter(|_| schema.field(id).id.contains("[]")).map(|row| format!(" {}", row + 1));
    let number = number.unwrap_or_default();
    Some(format!("{}{number}: {}", group(id), schema.field(id).label.nl))
}

fn group(id: FieldId) -> &'static str {
    let schema = Schema::common();
    schema.groups.get(schema.field(id).group()).map_or("", |label| label.nl.as_str())
}
