//! Findings in words, one by one and by code.

use std::collections::BTreeMap;

use crate::finding::{Finding, Lang, Severity, sentence};
use crate::record::schema::Schema;

use crate::report::input::file_names::FileNames;
use crate::report::input::privacy::Redaction;
use crate::report::view;

/// How findings are put into words.
#[derive(Clone, Copy)]
pub(in crate::report) struct RemarkWords<'a> {
    pub(in crate::report) redaction: Redaction,
    pub(in crate::report) lang: Lang,
    pub(in crate::report) files: &'a FileNames,
}

impl RemarkWords<'_> {
    /// One finding; `file` is the source of the record it stands in, where it names none itself.
    pub(in crate::report) fn remark(&self, finding: &Finding, file: Option<&str>) -> view::account::Remark {
        let said = self.redaction.finding(finding);
        let place = finding.place.as_ref().filter(|_| !self.redaction.pseudonym);
        view::account::Remark {
            code: finding.code.to_string(),
            severity: severity(finding.severity),
            message: in_words(&said.message(self.lang), self.lang),
            hint: said.hint(self.lang).map(|hint| in_words(&hint, self.lang)),
            field: finding.field.as_deref().map(label),
            file: finding.file.as_deref().or(file).map(|file| self.files.shown(file)),
            place: place.map(|place| self.redaction.text(&place.to_string())),
        }
    }
}

/// A Dutch sentence with the labels of fields in place of their ids: `client.bsn` is “Burgerservicenummer”.
fn in_words(sentence: &str, lang: Lang) -> String {
    if lang != Lang::Nl {
        return sentence.to_owned();
    }
    let is_field = |id: &str| id.contains('.') && label(id) != id;
    let pieces = sentence.split('`').enumerate().map(|(n, piece)| match n % 2 {
        1 if is_field(piece) => format!("“{}”", label(piece)),
        1 => format!("`{piece}`"),
        _ => piece.to_owned(),
    });
    pieces.collect()
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

/// The remarks by code: errors first, then the most frequent. What differs among those of one code stays open in its
/// words.
pub(in crate::report) fn groups<'a>(
    remarks: impl Iterator<Item = &'a view::account::Remark>,
    lang: Lang,
) -> Vec<view::account::RemarkGroup> {
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
        if group.message != remark.message {
            group.message = sentence(&remark.code).map_or_else(|| remark.message.clone(), |found| found.unfilled(lang));
        }
        if group.places.len() < 3 {
            group.places.extend(spot(remark).filter(|spot| !group.places.contains(spot)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_by_its_label() {
        for (sentence, said) in [
            ("`client.bsn` is leeg", "“Burgerservicenummer” is leeg"),
            ("zie `eenvorm schema`", "zie `eenvorm schema`"),
            ("`doelen[1].uren` is te veel", "“Doelen 2: Uren” is te veel"),
        ] {
            assert_eq!(in_words(sentence, Lang::Nl), said);
        }
        assert_eq!(in_words("`client.bsn` is empty", Lang::En), "`client.bsn` is empty");
    }

    #[test]
    fn what_differs_among_the_remarks_of_one_code_stays_open_and_a_place_is_named_once() {
        let remark = |code: &'static str, field: &str, file: &str| {
            let finding = Finding::new(code).with("field", field);
            view::account::Remark {
                code: code.to_owned(),
                severity: "error",
                message: finding.message(Lang::Nl),
                hint: None,
                field: None,
                file: Some(file.to_owned()),
                place: None,
            }
        };
        let remarks = [
            remark("verplicht-leeg", "client.naam", "a.xlsx"),
            remark("verplicht-leeg", "client.bsn", "a.xlsx"),
            remark("verplicht-leeg", "client.bsn", "b.xlsx"),
            remark("bsn-elfproef", "client.bsn", "a.xlsx"),
            remark("bsn-elfproef", "client.bsn", "b.xlsx"),
        ];
        let said: Vec<(String, usize, Vec<String>)> = groups(remarks.iter(), Lang::Nl)
            .into_iter()
            .map(|group| (group.message, group.count, group.places))
            .collect();
        let places = vec!["a.xlsx".to_owned(), "b.xlsx".to_owned()];
        let open = "`…` is verplicht op dit formulier en niet beantwoord".to_owned();
        assert_eq!(
            said,
            [(open, 3, places.clone()), ("`client.bsn` doorstaat de elfproef niet".to_owned(), 2, places),]
        );
    }
}
