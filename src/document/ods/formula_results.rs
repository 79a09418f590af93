//! The results of formulas: taken out when cells change, so that they are calculated on opening.

use crate::document::xml::patch::{Splices, set};

/// What says the result of a formula in the tag of its cell.
const SAID: [&str; 8] = [
    "office:value",
    "office:value-type",
    "office:currency",
    "office:string-value",
    "office:date-value",
    "office:time-value",
    "office:boolean-value",
    "calcext:value-type",
];

/// The text of a document without the results of its formulas.
pub fn without_results(text: &str) -> String {
    let mut splices = Splices::default();
    for (at, _) in text.match_indices(" table:formula=") {
        let Some(begin) = text[..at].rfind('<') else { continue };
        let Some(end) = tag_end(&text[begin..]).map(|length| begin + length) else { continue };
        let tag = SAID.iter().fold(text[begin..end].to_owned(), |tag, name| set(&tag, name, None));
        splices.put(begin..end, tag);
        let name = text[begin + 1..end].split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        if text[..end].ends_with("/>") {
            continue;
        }
        let close = text[end..].find(&format!("</{name}>")).map_or(end, |length| end + length);
        for (from, length) in paragraphs(&text[end..close]) {
            splices.put(end + from..end + from + length, String::new());
        }
    }
    splices.apply(text)
}

/// The length of a tag, in whose values a `>` may stand.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The paragraphs directly in a cell, each with its length; a note that hangs in it keeps its own.
fn paragraphs(inner: &str) -> Vec<(usize, usize)> {
    let after_note = inner.rfind("</office:annotation>").unwrap_or(0);
    let mut found = Vec::new();
    let mut at = after_note;
    while let Some(begin) = inner[at..].find("<text:p").map(|n| at + n) {
        let Some(open) = tag_end(&inner[begin..]).map(|n| begin + n) else { break };
        let end = if inner[..open].ends_with("/>") {
            open
        } else {
            inner[open..].find("</text:p>").map_or(inner.len(), |n| open + n + "</text:p>".len())
        };
        found.push((begin, end - begin));
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_stays_without_its_result() {
        let cell = "<table:table-cell table:style-name=\"ce1\" table:formula=\"of:=IF([.A1]>0;1;0)\" office:value-type=\"float\" \
                    office:value=\"1\" calcext:value-type=\"float\"><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell>";
        let new = "<table:table-cell table:style-name=\"ce1\" table:formula=\"of:=IF([.A1]>0;1;0)\"></table:table-cell>\
                   <table:table-cell><text:p>2</text:p></table:table-cell>";
        assert_eq!(without_results(cell), new);
    }
}
