//! A page of a form that cannot be filled in place: what is printed, with the marks where answers stand.

use std::collections::BTreeMap;

use crate::document::cells::model::Document;
use crate::text::place::Spot;

use super::marks::Mark;

const STYLE: &str = "body{font:15px/1.4 sans-serif;margin:2em auto;max-width:70em}table{border-collapse:collapse;width:100%}\
td{border:1px solid #bbb;padding:.3em .5em;vertical-align:top;white-space:pre-wrap}\
mark{background:#fff3b0}mark.doubt{background:#ffd2a6}";

/// The page, in Dutch.
pub fn page(title: &str, document: &Document, marks: &[Mark]) -> String {
    let title = escaped(title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style>\
         </head><body>\n<h1>{title}</h1>\n<p>Dit formulier is niet in te vullen in zijn eigen vorm. Zo leest eenvorm \
         het: <mark>«naam van het veld»</mark> staat waar het antwoord gelezen wordt, \
         <mark class=\"doubt\">«…?»</mark> is een twijfel.</p>\n"
    );
    for (n, sheet) in document.sheets.iter().enumerate() {
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        for cell in sheet.cells.iter().filter(|cell| !cell.content.is_empty()) {
            let shown = escaped(&cell.content.shown());
            rows.entry(cell.spot.row).or_default().insert(cell.spot.col, shown);
        }
        for mark in marks.iter().filter(|mark| mark.sheet == n) {
            let Spot { row, col } = mark.spot;
            let class = if mark.doubtful { " class=\"doubt\"" } else { "" };
            let shown = format!("<mark{class}>{}</mark>", escaped(&mark.text));
            let own = rows.entry(row).or_default().entry(col).or_default();
            *own = if own.is_empty() { shown } else { format!("{own} {shown}") };
        }
        page.push_str(&format!("<h2>{}</h2>\n<table>\n", escaped(&sheet.name)));
        for cells in rows.values() {
            let cells: String = cells.values().map(|cell| format!("<td>{cell}</td>")).collect();
            page.push_str(&format!("<tr>{cells}</tr>\n"));
        }
        page.push_str("</table>\n");
    }
    page + "</body></html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
