//! Any text fills into any blank: it comes back in the one normal form of text, or is said and left out alone.

use eenvorm::fill::{Blank, Filler};
use eenvorm::finding::Severity;
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};
use eenvorm::record::answer::{Record, Source};
use eenvorm::record::json;
use eenvorm::record::schema::{Kind, Schema};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

/// Words as people, web forms and attackers write them, with all that has broken a form before.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Zé0-9 ,.!?()]{1,12}",
        2 => "\\PC{0,6}",
        1 => any::<char>().prop_map(|c| c.to_string()),
        2 => prop::sample::select(vec![
            "\r\n", "\r", "\n", " \n", "\n ", "\n\n\n", "\t", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\0",
            "\u{1f}", "\u{7f}", "\u{fffe}", "\u{ffff}", "\u{feff}", "\u{200b}", "\u{200e}", "\u{202e}", "\u{ad}",
            "\u{2011}", "\u{a0}", "____", "......", "……", "\u{2002}\u{2002}\u{2002}", "_x000D_", "&amp;", "<b>", "]]>",
            "=1+1", "☒ ja", "a\u{336}b\u{336}", "- ", "•", ";", "n.v.t.", "%", "@",
        ]).prop_map(str::to_owned),
    ];
    let texts = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
    let texts = texts.prop_filter("signs alone are no text", |text| text.chars().any(char::is_alphanumeric));
    // `...... Functie:` is how a form goes on after a line to write on: it is refused for one answer, and that is said
    texts.prop_filter("a line to write on before a label is print", |text| {
        let lines = ["...", "___", "…"].iter().any(|sign| text.trim_start().starts_with(sign));
        !(lines && text.contains(':'))
    })
}

/// A record with this text in every field of text that the form asks.
fn record(known: &CatalogueEntry, text: &str) -> Record {
    let mut data = Map::new();
    for (id, field) in Schema::common().all() {
        if !known.mapping.asks(id) || !matches!(field.kind, Kind::Text | Kind::Prose) || field.many {
            continue;
        }
        let group = data.entry(field.group().to_owned()).or_insert_with(|| match field.rows() {
            Some(_) => json!([{}]),
            None => json!({}),
        });
        let one = match group {
            Value::Array(rows) => &mut rows[0],
            other => other,
        };
        one[field.name()] = json!(text);
    }
    let from = Source { file: "n.json".into(), sha256: "".into() };
    json::read::from_json(json!({"schema": 1, "data": data}), &from).expect("a record")
}

/// The faults of one text in one blank: an answer that is neither there nor said.
fn faults(filler: &Filler<'_>, known: &CatalogueEntry, text: &str) -> Vec<String> {
    let filled = match filler.fill(&record(known, text)) {
        Ok(filled) => filled,
        Err(finding) => return vec![format!("{finding:?}")],
    };
    let errors = filled.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut faults: Vec<String> = errors.map(|finding| format!("{} {:?}", finding.code, finding.field)).collect();
    if filled.bytes.is_none() {
        faults.push("no form".to_owned());
    }
    faults
}

#[test]
fn any_text_fills_into_every_blank_and_comes_back() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let mut blanks: Vec<(&CatalogueEntry, Blank)> = Vec::new();
    for known in catalogue.all() {
        for (name, bytes) in catalogue.blanks(known).expect("the blanks") {
            if let Ok(blank) = Blank::read(&name, bytes, &known.mapping) {
                blanks.push((known, blank));
            }
        }
    }
    assert!(blanks.len() > 20, "{} blanks", blanks.len());
    let fillers: Vec<(&CatalogueEntry, Filler<'_>)> =
        blanks.iter().map(|(known, blank)| (*known, Filler::new(blank, &known.mapping))).collect();
    let mut runner =
        TestRunner::new(Config { cases: 8 * u32::try_from(fillers.len()).expect("few"), ..Config::default() });
    let any = (0..fillers.len(), words());
    let ran = runner.run(&any, |(turn, text)| {
        let (known, filler) = &fillers[turn];
        let faults = faults(filler, known, &text);
        prop_assert!(faults.is_empty(), "{}: {:?}", known.mapping.head.id, faults);
        Ok(())
    });
    assert!(ran.is_ok(), "{}", ran.err().map(|why| why.to_string()).unwrap_or_default());
}
