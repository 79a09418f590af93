//! Findings in words, one by one and by code.

use std::collections::BTreeMap;

use crate::finding::{Finding, Lang, Severity};
use crate::record::schema::Schema;

use super::account::FileNames;
use super::privacy::Veil;
use super::view;

/// How findings are put into words.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) veil: Veil,
    pub(super) lang: Lang,
    pub(super) files: &'a FileNames,
}

impl Voice<'_> {
    /// One finding; `file` is the source of the record it stands in, where it names none itself.
    pub(super) fn remark(&self, finding: &Finding, file: Option<&str>) -> view::account::Remark {
        let said = self.veil.finding(finding);
        let place = finding.place.as_ref().filter(|_| !self.veil.pseudonym);
        view::account::Remark {
            code: finding.code.to_string(),
            severity: severity(finding.severity),
            message: said.message(self.lang),
            hint: said.hint(self.lang),
            field: finding.field.as_deref().map(label),
            file: finding.file.as_deref().or(file).map(|file| self.files.shown(file)),
            place: place.map(|place| self.veil.text(&place.to_string())),
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The Dutch label of a field by its id; a row is counted from one: `Doelen 2: Uren`.
fn label(id: &str) -> String {
    let schema = Schema::common();
    if let Some(field) = schema.id(id) {
        return schema.field(field).label.nl.clone();
    }
    let row = id.split_once('[').and_then(|(group, rest)| Some((group, rest.split_once(']')?)));
    let Some((group, (number, name))) = row else { return id.to_owned() };
    let name = name.trim_start_matches('.');
    let group_label = schema.groups.get(group).map_or(group, |label| label.nl.as_str());
    let number = number.parse::<u32>().map_or_else(|_| String::new(), |n| format!(" {}", n + 1));
    let field = schema.id(&format!("{group}[].{name}")).map(|field| schema.field(field).label.nl.as_str());
    field.map_or_else(|| format!("{group_label}{number}"), |field| format!("{group_label}{number}: {field}"))
}

/// The remarks by code: errors first, then the most frequent.
pub(super) fn groups<'a>(remarks: impl Iterator<Item = &'a view::account::Remark>) -> Vec<view::account::RemarkGroup> {
    let mut by_code: BTreeMap<(&str, &str), view::account::RemarkGroup> = BTreeMap::new();
    for remark in remarks {
        let group = by_code.entry((remark.severity, &remark.code)).or_insert_with(|| view::account::RemarkGroup {
            code: remark.code.clone(),
            severity: remark.severity,
            message: remark.message.clone(),
            hint: remark.hint.clone(),
            count: 0,
            places: Vec::new(),
        });
        group.count += 1;
        if group.places.len() < 3 {
            group.places.extend(spot(remark));
        }
    }
    let rank = |severity: &str| ["error", "warning", "note"].iter().position(|known| *known == severity);
    let mut groups: Vec<view::account::RemarkGroup> = by_code.into_values().collect();
    groups.sort_by_key(|group| (rank(group.severity), std::cmp::Reverse(group.count)));
    groups
}

fn spot(remark: &view::account::Remark) -> Option<String> {
    let parts: Vec<&str> = [&remark.file, &remark.place].into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() { None } else { Some(parts.join(", ")) }
}
