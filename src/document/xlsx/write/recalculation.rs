//! Whether a workbook calculates, and that it does so again when it is opened.

use quick_xml::events::Event;

use crate::document::xml;
use crate::document::xml::patch::{Splices, set};

/// What comes before the settings of the calculation in a workbook, in the order of the format.
const BEFORE: [&str; 9] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
];

/// The text of the workbook part, so that all formulas are calculated when it is opened.
pub fn on_opening(text: &str) -> String {
    let mut reader = xml::reader(text);
    let mut splices = Splices::default();
    let (mut prefix, mut after, mut depth) = (String::new(), None, 0_usize);
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let event = reader.read_event();
        let to = usize::try_from(reader.buffer_position()).unwrap_or_default();
        match event {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "calcPr" => {
                splices.put(from..to, set(&text[from..to], "fullCalcOnLoad", Some("1")));
                return splices.apply(text);
            }
            Ok(Event::Start(tag)) => {
                let name = tag.name().0;
                if depth == 0 {
                    name[..name.len() - tag.local_name().as_ref().len()].clone_into(&mut prefix);
                }
                depth += 1;
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                if depth == 1 && BEFORE.contains(&tag.local_name().as_ref()) {
                    after = Some(to);
                }
            }
            Ok(Event::Empty(tag)) if depth == 1 && BEFORE.contains(&tag.local_name().as_ref()) => after = Some(to),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if let Some(at) = after {
        splices.insert(at, format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>"));
    }
    splices.apply(text)
}

/// Whether a sheet part has a formula.
pub fn calculates(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |at: usize| matches!(bytes.get(at), Some(b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t'));
    let named = |needle: &'static [u8]| memchr::memmem::find_iter(bytes, needle).any(|at| ends(at + needle.len()));
    named(b"<f") || named(b":f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_stands_where_the_format_wants_it() {
        for (text, new) in [
            (
                "<workbook><sheets><sheet/></sheets><definedNames><definedName>A</definedName></definedNames><pivotCaches/></workbook>",
                "<workbook><sheets><sheet/></sheets><definedNames><definedName>A</definedName></definedNames>\
                 <calcPr fullCalcOnLoad=\"1\"/><pivotCaches/></workbook>",
            ),
            (
                "<x:workbook><x:sheets/></x:workbook>",
                "<x:workbook><x:sheets/><x:calcPr fullCalcOnLoad=\"1\"/></x:workbook>",
            ),
            (
                "<workbook><sheets/><calcPr calcId=\"1\"/></workbook>",
                "<workbook><sheets/><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></workbook>",
            ),
        ] {
            assert_eq!(on_opening(text), new);
        }
    }

    #[test]
    fn a_formula_is_found() {
        for (text, found) in
            [("<c><f>A1</f></c>", true), ("<x:f/>", true), ("<x:f t=\"shared\"/>", true), ("<foo/><c/>", false)]
        {
            assert_eq!(calculates(text), found, "{text}");
        }
    }
}
