//! What a file carries along without its reader seeing it: comments, deleted text, properties, values of other workbooks,
//! earlier versions. On a blank it is of whoever had the blank before, and each form that is made of it gets it too.

use std::sync::Arc;

use memchr::memmem;
use quick_xml::events::Event;

use crate::document::cells::model::{Document, Format};
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::pdf;
use crate::document::spreadsheet::print_header::{self, is_of_programs};
use crate::document::text_document::placeholder;
use crate::document::unseen::carried_kind::CarriedKind;
use crate::document::xml;

/// More earlier versions than this are not looked at.
const VERSIONS: usize = 16;

/// The kinds of what is carried along, each once; `is_printed` tells texts that the form itself has.
pub fn kinds(bytes: &Arc<[u8]>, document: &Document, is_printed: &dyn Fn(&str) -> bool) -> Vec<CarriedKind> {
    let mut kinds: Vec<CarriedKind> =
        document.findings.iter().filter_map(|finding| of_finding(&finding.code)).collect();
    if document.format == Format::Pdf {
        let other = |text: &str| says_of_somebody(text) && !is_printed(text);
        kinds.extend(pdf::carried(bytes).iter().filter(|(_, text)| other(text)).map(|(kind, _)| *kind));
    } else if let Ok(mut zipped) = Package::open(&Source::bytes("", Arc::clone(bytes)), &Limits::text_document()) {
        let names: Vec<String> = zipped.names().collect();
        for name in names {
            kinds.extend(of_name(&name));
            if is_looked_at(&name)
                && let Ok(part) = zipped.text(&name)
            {
                kinds.extend(of_part(&name, &part, is_printed));
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The versions of a pdf that stand in it before the last one: who clears its fields and saves it leaves them there.
pub fn earlier_versions(bytes: &[u8]) -> Vec<&[u8]> {
    let ends: Vec<usize> = memmem::find_iter(bytes, b"%%EOF").map(|at| at + b"%%EOF".len()).collect();
    let earlier = ends.split_last().map(|(_, earlier)| earlier).unwrap_or_default();
    earlier.iter().rev().take(VERSIONS).map(|end| &bytes[..*end]).collect()
}

/// What a finding on reading says is not read.
fn of_finding(code: &str) -> Option<CarriedKind> {
    match code {
        "comment-ignored" | "note-ignored" => Some(CarriedKind::Comments),
        "embedded-ignored" => Some(CarriedKind::Files),
        "pdf-field-shows-other" => Some(CarriedKind::Looks),
        "prompt-or-answer" => Some(CarriedKind::Prompts),
        _ => None,
    }
}

/// Parts that are there for nothing else.
fn of_name(name: &str) -> Option<CarriedKind> {
    let starts = |folder: &str| name.starts_with(folder);
    match name {
        _ if starts("xl/revisions/") => Some(CarriedKind::Deleted),
        _ if starts("xl/externalLinks/externalLink") || starts("xl/pivotCache/pivotCacheRecords") => {
            Some(CarriedKind::Values)
        }
        _ if starts("xl/threadedComments/") => Some(CarriedKind::Comments),
        _ => None,
    }
}

fn is_looked_at(name: &str) -> bool {
    let xml = name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("xml"));
    let folders = ["word/", "docProps/", "xl/worksheets/"];
    xml && (folders.iter().any(|folder| name.starts_with(folder)) || matches!(name, "content.xml" | "meta.xml"))
}

/// What one part holds that nobody sees.
fn of_part(name: &str, part: &str, is_printed: &dyn Fn(&str) -> bool) -> Vec<CarriedKind> {
    let has = |tags: &[&str]| tags.iter().any(|tag| part.contains(tag));
    let says = |elements: &[&str], plain: &dyn Fn(&str) -> String| {
        let other = |text: &String| text.chars().any(char::is_alphabetic) && !is_of_programs(text) && !is_printed(text);
        texts(part, elements).iter().map(|text| plain(text)).any(|text| other(&text))
    };
    let as_it_is = |text: &str| text.to_owned();
    let kinds = [
        (
            CarriedKind::Deleted,
            has(&["<w:delText", "<w:moveFrom ", "<text:deletion", "<table:deletion", "<table:cell-content-change"]),
        ),
        (CarriedKind::Comments, name == "word/comments.xml" && has(&["<w:comment "])),
        (CarriedKind::Properties, name == "word/settings.xml" && has(&["<w:docVar "])),
        (
            CarriedKind::Properties,
            name == "docProps/core.xml"
                && says(
                    &[
                        "title",
                        "subject",
                        "description",
                        "keywords",
                        "category",
                        "contentStatus",
                        "identifier",
                        "version",
                    ],
                    &as_it_is,
                ),
        ),
        (CarriedKind::Properties, name == "docProps/custom.xml" && has_own_property(part)),
        (
            CarriedKind::Properties,
            name == "meta.xml" && says(&["title", "subject", "description", "keyword", "user-defined"], &as_it_is),
        ),
        (
            CarriedKind::Headers,
            name.starts_with("xl/worksheets/") && says(&print_header::OF_SHEETS, &print_header::uncoded),
        ),
    ];
    kinds.into_iter().filter(|(_, holds)| *holds).map(|(kind, _)| kind).collect()
}

/// Whether a text may be an answer: a number or words, that are no programs' own and no prompt such as `dd-mm-jjjj`.
fn says_of_somebody(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let is_of_a_date = letters.clone().all(|c| matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'j' | 'y'));
    let words = letters.nth(2).is_some() && !is_of_a_date && !is_of_programs(text) && !placeholder::is_prompt(text);
    digits > 5 || words
}

/// The texts of the elements with these local names.
fn texts(part: &str, names: &[&str]) -> Vec<String> {
    let (mut reader, mut found, mut open) = (xml::reader(part), Vec::new(), None::<String>);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if names.contains(&tag.local_name().as_ref()) => open = Some(String::new()),
            Ok(Event::End(tag)) if names.contains(&tag.local_name().as_ref()) => found.extend(open.take()),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(event) => {
                if let Some(text) = &mut open {
                    xml::push_text(text, &event);
                }
            }
        }
    }
}

/// Properties of document systems, which say nothing of a person.
const OF_SYSTEMS: [&str; 9] = [
    "ContentTypeId",
    "MSIP_",
    "_dlc_",
    "TaxKeyword",
    "MediaService",
    "Order",
    "xd_",
    "TemplateUrl",
    "ComplianceAssetId",
];

/// Whether a property that somebody added holds words.
fn has_own_property(part: &str) -> bool {
    part.split("<property ").skip(1).any(|property| {
        let name = property.split("name=\"").nth(1).unwrap_or_default();
        let value =
            ["lpwstr>", "bstr>", "lpstr>"].iter().find_map(|tag| property.split(tag).nth(1)).unwrap_or_default();
        !OF_SYSTEMS.iter().any(|own| name.starts_with(own)) && value.starts_with(|c: char| c != '<')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_of_nobody() {
        for (text, of_somebody) in [
            ("Sanne de Vries", true),
            ("12-03-1990", true),
            ("dd-mm-jjjj", false),
            ("Kies een datum", false),
            ("Pagina 1", false),
            ("0", false),
        ] {
            assert_eq!(says_of_somebody(text), of_somebody, "{text}");
        }
    }

    #[test]
    fn what_nobody_sees_is_told_by_its_kind() {
        let none = |_: &str| false;
        for (name, part, kind) in [
            ("word/document.xml", "<w:p><w:del><w:r><w:delText>Sanne</w:delText></w:r></w:del></w:p>", "deleted"),
            ("word/settings.xml", "<w:docVars><w:docVar w:name=\"a\" w:val=\"b\"/></w:docVars>", "properties"),
            ("docProps/core.xml", "<c><dc:description>Sanne</dc:description></c>", "properties"),
            (
                "docProps/custom.xml",
                "<Properties><property name=\"Client\"><vt:lpwstr>Sanne</vt:lpwstr></property></Properties>",
                "properties",
            ),
            (
                "content.xml",
                "<text:tracked-changes><text:changed-region><text:deletion/></text:changed-region></text:tracked-changes>",
                "deleted",
            ),
            ("xl/worksheets/sheet1.xml", "<headerFooter><oddHeader>&amp;CSanne</oddHeader></headerFooter>", "headers"),
        ] {
            let kinds: Vec<&str> = of_part(name, part, &none).into_iter().map(CarriedKind::word).collect();
            assert_eq!(kinds, [kind], "{name}");
        }
        let system = "<Properties><property name=\"ContentTypeId\"><vt:lpwstr>0x01</vt:lpwstr></property></Properties>";
        assert!(of_part("docProps/custom.xml", system, &none).is_empty());
        let printed = |text: &str| text == "Plan";
        assert!(of_part("docProps/core.xml", "<c><dc:title>Plan</dc:title></c>", &printed).is_empty());
        let tracked_only = "<text:tracked-changes text:track-changes=\"true\"/>";
        assert!(of_part("content.xml", tracked_only, &none).is_empty());
    }

    #[test]
    fn earlier_versions_of_a_pdf_end_where_they_were_saved() {
        let pdf = b"%PDF-1.4 een %%EOF\ntwee %%EOF\n";
        assert_eq!(earlier_versions(pdf), [&b"%PDF-1.4 een %%EOF"[..]]);
        assert!(earlier_versions(b"%PDF-1.4 een %%EOF").is_empty());
    }
}
