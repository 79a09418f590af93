//! What filling a flat spreadsheet does to its xml: repeated cells, struck words, boxes, and what it says beforehand.

use eenvorm::document::cells::model::Format;
use eenvorm::document::filling::constraints::NumberShape;
use eenvorm::text::content::{Content, strike};

use crate::filled_files::{asked, fill, said, text};

#[path = "support/filled_files.rs"]
mod filled_files;

/// A flat spreadsheet with these styles and tables.
fn flat(styles: &str, tables: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document>"
    )
    .into_bytes()
}

#[test]
fn repeated_cells_and_rows_come_apart_around_an_answer() {
    let table = |rows: &str| format!("<table:table table:name=\"Blad1\">{rows}</table:table>");
    let form = flat(
        "",
        &table(
            "<table:table-row table:number-rows-repeated=\"5\"><table:table-cell table:style-name=\"ce1\" \
             table:number-columns-repeated=\"4\"/></table:table-row>",
        ),
    );
    let edits = [("Blad1!B3", text("ja")), ("Blad1!F3", Content::Number(2.5)), ("Blad1!A8", text("a  b"))];
    let written = fill(&form, Format::Ods, &edits);
    let four = "<table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"4\"/>";
    let new = flat(
        "",
        &table(&format!(
            "<table:table-row table:number-rows-repeated=\"2\">{four}</table:table-row>\
             <table:table-row><table:table-cell table:style-name=\"ce1\"/>\
             <table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>ja</text:p></table:table-cell>\
             <table:table-cell table:style-name=\"ce1\" table:number-columns-repeated=\"2\"/><table:table-cell/>\
             <table:table-cell office:value-type=\"float\" office:value=\"2.5\"><text:p>2,5</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"2\">{four}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
             <table:table-row><table:table-cell office:value-type=\"string\"><text:p>a <text:s/>b</text:p></table:table-cell></table:table-row>"
        )),
    );
    assert_eq!(String::from_utf8_lossy(&written.bytes), String::from_utf8_lossy(&new));
}

#[test]
fn struck_words_get_a_style_and_boxes_their_state() {
    let styles = "<style:style style:name=\"weg\" style:family=\"table-cell\"><style:text-properties \
                  style:text-line-through-style=\"solid\"/></style:style><style:style style:name=\"Doorgehaald\" style:family=\"text\"/>";
    let form = flat(
        styles,
        "<table:table table:name=\"Blad1\"><office:forms><form:form><form:checkbox form:linked-cell=\"Blad1.B2\"/></form:form></office:forms>\
         <table:table-row><table:table-cell><text:p>ja / nee</text:p></table:table-cell><table:table-cell table:style-name=\"weg\">\
         <text:p>nee</text:p></table:table-cell></table:table-row></table:table>",
    );
    let struck = format!("ja / {}", strike("nee"));
    let edits = [("Blad1!A1", text(&struck)), ("Blad1!B1", text("nee")), ("Blad1!B2", Content::Tick(true))];
    let written = fill(&form, Format::Ods, &edits);
    for (place, content) in &edits {
        assert_eq!(said(&written.bytes, place), *content, "{place}");
    }
    let new = String::from_utf8_lossy(&written.bytes);
    assert!(new.contains("ja / <text:span text:style-name=\"Doorgehaald1\">nee</text:span>"), "{new}");
    assert!(new.contains("form:current-state=\"checked\""), "{new}");
    let again =
        fill(&written.bytes, Format::Ods, &[("Blad1!A1", text("ja / nee")), ("Blad1!B1", text(&strike("nee")))]);
    assert_eq!(said(&again.bytes, "Blad1!A1"), text("ja / nee"));
    assert_eq!(said(&again.bytes, "Blad1!B1"), text(&strike("nee")));
}

#[test]
fn the_targets_of_a_flat_spreadsheet_say_what_they_take() {
    let styles = "<number:date-style style:name=\"N1\"><number:day/></number:date-style><style:style style:name=\"open\" \
                  style:family=\"table-cell\" style:data-style-name=\"N1\"><style:table-cell-properties style:cell-protect=\"none\"/></style:style>";
    let rule = |name: &str, list: &str| {
        format!(
            "<table:content-validation table:name=\"{name}\" table:condition=\"of:cell-content-is-in-list({list})\" table:base-cell-address=\"Blad1.A1\"/>"
        )
    };
    let cell = |rule: &str| format!("<table:table-cell table:content-validation-name=\"{rule}\"/>");
    let form = flat(
        styles,
        &format!(
            "<table:content-validations>{}{}{}</table:content-validations>\
             <table:table table:name=\"Blad1\" table:protected=\"true\"><table:table-row><table:table-cell table:style-name=\"open\"/>{}{}{}</table:table-row></table:table>\
             <table:table table:name=\"Lijst\"><table:table-row><table:table-cell><text:p>licht</text:p></table:table-cell></table:table-row>\
             <table:table-row><table:table-cell><text:p>midden</text:p></table:table-cell></table:table-row></table:table>\
             <table:named-expressions><table:named-range table:name=\"Regimes\" table:cell-range-address=\"$Lijst.$A$1:.$A$2\"/></table:named-expressions>",
            rule("v1", "&quot;ja&quot;;&quot;nee&quot;"),
            rule("v2", "[$Lijst.$A$1:.$A$2]"),
            rule("v3", "Regimes"),
            cell("v1"),
            cell("v2"),
            cell("v3"),
        ),
    );
    let found = asked(&form, Format::Ods, &["Blad1!A1", "Blad1!B1", "Blad1!C1", "Blad1!D1"]);
    assert_eq!((found[0].like, found[0].locked, found[1].locked), (NumberShape::Day, false, true));
    let lists: Vec<Option<String>> = found.iter().map(|t| t.list.as_ref().map(|list| list.join("|"))).collect();
    let levels = Some("licht|midden".to_owned());
    assert_eq!(lists, [None, Some("ja|nee".to_owned()), levels.clone(), levels]);
}
