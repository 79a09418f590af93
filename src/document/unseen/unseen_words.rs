//! Words in the parts of a package that its reader does not show: under merged cells, in footnotes, in stored values of charts,
//! in the names and hints of controls, in data that nothing shows. On a blank they may be of whoever had it before.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::spreadsheet::print_header;
use crate::document::unseen::link_words;
use crate::document::unseen::word_tests::WordTests;
use crate::document::xml;
use crate::text::bsn;

/// What a package holds that is not shown, by the names of its parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// With a number that passes the eleven test, or an address of mail.
    pub personal: BTreeSet<String>,
    /// With words that the form does not print.
    pub worded: BTreeSet<String>,
}

/// Attributes that hold words of people, by their local names.
const WORDED: [&str; 27] = [
    "formula",
    "formatCode",
    "descr",
    "title",
    "alt",
    "tooltip",
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "comment",
    "displayText",
    "instr",
    "desc",
    "name",
    "caption",
    "user",
    "userName",
    "condition",
    "value",
    "string-value",
    "target-range-address",
    "href",
    "display",
    "description",
    "location",
    "Target",
];

/// Of `w:val`, the elements of Word that say words with it.
const WORDED_BY_VAL: [&str; 11] = [
    "name",
    "filter",
    "customFilter",
    "alias",
    "tag",
    "tblCaption",
    "tblDescription",
    "query",
    "default",
    "statusText",
    "helpText",
];

/// Attributes and elements of words that whoever made the form says to those who fill it in, or calls its controls by: no
/// form would be without the note if these were told.
const HINTS: [&str; 11] = [
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "alias",
    "tag",
    "statusText",
    "helpText",
    "condition",
    "help-message",
    "error-message",
];

/// Attributes of what a cell works out and how it shows it.
const OF_CELLS: [&str; 2] = ["formula", "formatCode"];

/// Elements of words of which the form itself has the like: lists to choose from, formulas, formats, kinds of parts.
const OF_FORMS: [&str; 26] = [
    "font-face",
    "master-page",
    "list-style",
    "page-layout",
    "default-style",
    "outline-style",
    "sheet",
    "oddHeader",
    "evenHeader",
    "firstHeader",
    "oddFooter",
    "evenFooter",
    "firstFooter",
    "f",
    "formula1",
    "formula2",
    "numFmt",
    "Default",
    "Override",
    "Relationship",
    "property",
    "listItem",
    "style",
    "font",
    "lsdException",
    "Template",
];

/// Elements that are named after a font, a kind of part or a style of the program.
const NAMELESS: [&str; 5] = ["font-face", "font", "lsdException", "Default", "Override"];

/// Parts that hold looks, settings of programs, or what is looked at elsewhere.
const LAYOUT: [&str; 19] = [
    "[Content_Types].xml",
    "META-INF/manifest.xml",
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
    "meta.xml",
    "settings.xml",
    "manifest.rdf",
    "xl/styles.xml",
    "xl/calcChain.xml",
    "xl/metadata.xml",
    "word/styles.xml",
    "word/stylesWithEffects.xml",
    "word/fontTable.xml",
    "word/webSettings.xml",
    "word/numbering.xml",
    "word/comments.xml",
    "word/people.xml",
    "mimetype",
];

/// Folders of the same.
const LAYOUT_FOLDERS: [&str; 9] = [
    "xl/theme/",
    "word/theme/",
    "xl/printerSettings/",
    "word/fonts/",
    "docMetadata/",
    "Configurations2/",
    "xl/threadedComments/",
    "xl/externalLinks/",
    "customXml/itemProps",
];

/// Looks through all parts.
pub fn of(bytes: &Arc<[u8]>, tests: WordTests<'_>) -> Unseen {
    let mut unseen = Unseen::default();
    let Ok(mut package) = Package::open(&Source::bytes("", Arc::clone(bytes)), &Limits::text_document()) else {
        return unseen;
    };
    let names: Vec<String> = package.names().collect();
    for name in names {
        let ends = |end: &str| name.to_ascii_lowercase().ends_with(end);
        if ends("vbaproject.bin") || name.starts_with("xl/model/") {
            unseen.worded.insert(name);
            continue;
        }
        if ![".xml", ".rels", ".vml", ".rdf"].into_iter().any(ends) {
            continue;
        }
        let Ok(text) = package.text(&name) else { continue };
        for PartText { words, of_form } in words(&text) {
            if (tests.is_printed)(&words) || print_header::is_of_programs(&words) {
                continue;
            }
            if is_personal(&words) {
                unseen.personal.insert(name.clone());
            } else if is_left(&name, &words, of_form, tests) {
                unseen.worded.insert(name.clone());
            }
        }
    }
    unseen.worded.retain(|name| !unseen.personal.contains(name));
    unseen
}

/// Whether words of a part may be what somebody left in it. Where forms have the like, only names of persons tell it.
fn is_left(part: &str, words: &str, of_form: bool, tests: WordTests<'_>) -> bool {
    // properties are told by `carried`
    let told = matches!(part, "docProps/core.xml" | "docProps/custom.xml" | "meta.xml");
    if told || LAYOUT_FOLDERS.iter().any(|folder| part.starts_with(folder)) {
        return false;
    }
    if link_words::is_link(words) {
        return link_words::is_of_somebody(words, tests);
    }
    let of_form = of_form || LAYOUT.contains(&part) || part.to_ascii_lowercase().ends_with(".rels");
    if of_form { (tests.names_somebody)(words) } else { says_much(words) }
}

/// The words that a part of metadata says of the file, but not which programs and people made it.
pub(in crate::document) fn of_metadata(part: &str) -> Vec<String> {
    metadata(part).into_iter().filter(|text| !text.made_by).map(|text| text.words).collect()
}

/// Which programs and people it says that made the file.
pub(in crate::document) fn makers(part: &str) -> Vec<String> {
    metadata(part).into_iter().filter(|text| text.made_by).map(|text| text.words).collect()
}

/// What a part of metadata says.
struct MetadataText {
    words: String,
    /// It says what made the file, or when.
    made_by: bool,
}

fn metadata(part: &str) -> Vec<MetadataText> {
    const MADE_BY: [&str; 6] = ["creator", "CreatorTool", "Producer", "CreateDate", "ModifyDate", "MetadataDate"];
    let (mut reader, mut open, mut found) = (xml::reader(part), Vec::<String>::new(), Vec::new());
    let mut said = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                open.push(tag.local_name().as_ref().to_owned());
                said.clear();
            }
            Ok(Event::End(_)) => {
                let words = std::mem::take(&mut said);
                let name = open.pop().unwrap_or_default();
                let made_by = MADE_BY.contains(&name.as_str()) || open.iter().any(|name| name == "creator");
                if !words.trim().is_empty() {
                    found.push(MetadataText { words: words.trim().to_owned(), made_by });
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(event) => xml::push_text(&mut said, &event),
        }
    }
}

/// Whether words hold what no blank prints: a number that passes the eleven test, or somebody's address of mail.
pub(in crate::document) fn is_personal(words: &str) -> bool {
    let of_somebody = |word: &str| {
        let (name, host) = word.split_once('@').unwrap_or_default();
        name.contains('.') && host.contains('.') && !host.contains('/') && host.len() > 3
    };
    bsn::holds(words) || words.split([' ', ';', ',', ':', '<', '>', '"']).any(of_somebody)
}

/// Whether words may be somebody's: two words or a date, which is more than a key or a code.
pub(in crate::document) fn says_much(words: &str) -> bool {
    let words = &words.replace('_', " ").replace("%20", " ");
    let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let named = words.split_whitespace().filter(long).count() > 1 && words.chars().any(char::is_uppercase);
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let lower = words.to_lowercase();
    let of_pictures = ["logo", "automatisch gegenereerd", "automatically generated"];
    let named = named && !of_pictures.iter().any(|own| lower.contains(own));
    named || (digits == 8 && words.matches(['-', '/']).count() == 2)
}

/// Words of a part: of a paragraph or another element, or of an attribute.
struct PartText {
    words: String,
    /// Forms have the like of themselves: a prompt, a hint, a name of a cell.
    of_form: bool,
}

fn words(part: &str) -> Vec<PartText> {
    let (mut reader, mut found, mut said) = (xml::reader(part), Vec::new(), String::new());
    let mut open: Vec<String> = Vec::new();
    // the control around a prompt that waits for an answer, or the hint around its paragraphs, by its depth
    let mut prompt: Option<usize> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                of_tag(&tag, &mut found);
                let name = tag.local_name().as_ref().to_owned();
                if !is_within_words(&name) {
                    close(&mut said, open.last(), prompt.is_some(), &mut found);
                }
                if HINTS.contains(&name.as_str()) {
                    prompt = prompt.or(Some(open.len()));
                }
                open.push(name);
            }
            Ok(Event::Empty(tag)) => {
                if tag.local_name().as_ref() == "showingPlcHdr" {
                    prompt = prompt.or_else(|| open.iter().rposition(|name| name == "sdt"));
                }
                of_tag(&tag, &mut found);
            }
            Ok(Event::End(_)) => {
                let name = open.pop();
                if name.as_deref().is_none_or(|name| !is_within_words(name)) {
                    close(&mut said, name.as_ref(), prompt.is_some(), &mut found);
                }
                prompt = prompt.filter(|depth| *depth < open.len());
            }
            Ok(Event::Eof) | Err(_) => {
                close(&mut said, None, false, &mut found);
                return found;
            }
            Ok(Event::Comment(comment)) => {
                found.push(PartText { words: comment.trim().to_owned(), of_form: false });
            }
            Ok(event) => xml::push_text(&mut said, &event),
        }
    }
}

/// Elements that hold stretches of one paragraph.
fn is_within_words(name: &str) -> bool {
    matches!(name, "r" | "t" | "span" | "s" | "a" | "rPr" | "delText" | "rPh" | "hyperlink")
}

fn close(said: &mut String, element: Option<&String>, prompt: bool, found: &mut Vec<PartText>) {
    let mut words = std::mem::take(said);
    if element.is_some_and(|name| name == "instrText") {
        words = without_codes(&words);
    }
    if !words.trim().is_empty() {
        let of_form = prompt || element.is_some_and(|name| OF_FORMS.contains(&name.as_str()));
        found.push(PartText { words: words.trim().to_owned(), of_form });
    }
}

/// What an instruction of a Word field says besides its code and its switches: `REF Naam \* MERGEFORMAT` says `Naam`.
fn without_codes(instruction: &str) -> String {
    let is_code = |word: &&str| word.starts_with('\\') || word.chars().all(|c| c.is_ascii_uppercase());
    instruction.split_whitespace().filter(|word| !is_code(word)).collect::<Vec<_>>().join(" ")
}

fn of_tag(tag: &BytesStart<'_>, found: &mut Vec<PartText>) {
    let local = tag.local_name();
    let element: &str = local.as_ref();
    if NAMELESS.contains(&element) {
        return;
    }
    let of_form = OF_FORMS.contains(&element);
    let by_val = WORDED_BY_VAL.contains(&element);
    for attribute in tag.attributes().with_checks(false).flatten() {
        let name = attribute.key.0.rsplit(':').next().unwrap_or(attribute.key.0);
        if (WORDED.contains(&name) || by_val && name == "val")
            && let Some(said) = xml::attr(tag, attribute.key.0)
            && !said.starts_with("http://schemas.")
        {
            let hint = OF_CELLS.contains(&name)
                || by_val && element == "name"
                || HINTS.contains(&name)
                || HINTS.contains(&element)
                || said.starts_with("_xlnm.");
            found.push(PartText { words: said.trim().to_owned(), of_form: of_form || hint });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_part_are_those_of_its_paragraphs_and_hints() {
        let part = "<w:p><w:r><w:t>Pieter </w:t></w:r><w:r><w:t>Lekman</w:t></w:r></w:p><wp:docPr id=\"123456782\" descr=\"Kaart van Jan\"/>\
                    <w:tblCaption w:val=\"Plan\"/><w:sz w:val=\"20\"/>";
        let words: Vec<String> = words(part).into_iter().map(|text| text.words).collect();
        assert_eq!(words, ["Pieter Lekman", "Kaart van Jan", "Plan"]);
    }

    #[test]
    fn what_a_form_says_to_those_who_fill_it_in_is_told_from_what_somebody_left() {
        let part = "<w:sdt><w:sdtPr><w:alias w:val=\"Naam van de werknemer\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>\
                    <w:t>Typ hier de Naam</w:t></w:r></w:sdtContent></w:sdt><w:p><w:r><w:t>Pieter Lekman</w:t></w:r></w:p>";
        let left = words(part).into_iter().filter(|text| !text.of_form).map(|text| text.words);
        assert_eq!(left.collect::<Vec<_>>(), ["Pieter Lekman"]);
        let hints = "<dataValidation promptTitle=\"Let Op\" prompt=\"De Gemeente beslist\"/><definedName name=\"_xlnm.Print_Area\"/>";
        assert!(words(hints).into_iter().all(|text| text.of_form));
    }

    #[test]
    fn a_number_of_somebody_is_told_from_a_code() {
        assert!(is_personal("BSN 999900006") && is_personal("jan.jansen@voorbeeld.nl"));
        assert!(!is_personal("999900007") && !is_personal("info@utrecht.nl") && !is_personal("a@b"));
        assert!(says_much("Pieter Lekman") && says_much("12-03-1990"));
        assert!(!says_much("Blad1") && !says_much("kies een optie") && !says_much("rId1"));
    }
}
