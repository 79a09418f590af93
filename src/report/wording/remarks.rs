//! Findings in words, one by one and by code.

use std::collections::BTreeMap;

use crate::finding::{Finding, Lang, Severity, sentence};
use crate::record::field_names;

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
            message: field_names::in_words(&said.message(self.lang), self.lang),
            hint: within_report(said.hint(self.lang)).map(|hint| field_names::in_words(&hint, self.lang)),
            field: finding.field.as_deref().map(|id| field_names::label(id, Lang::Nl)),
            file: finding.file.as_deref().or(file).map(|file| self.files.shown(file)),
            place: place.map(|place| self.redaction.text(&place.to_string())),
        }
    }
}

/// A hint without what sends the reader to the report that he is reading.
fn within_report(hint: Option<String>) -> Option<String> {
    let parts = |hint: String| {
        let kept: Vec<&str> = hint.split("; ").filter(|part| !part.starts_with("`eenvorm report`")).collect();
        (!kept.is_empty()).then(|| kept.join("; "))
    };
    hint.and_then(parts)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
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
