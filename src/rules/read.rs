//! Reads a file of rules strictly: every key is known and of its kind, and what is said is never empty.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rust_decimal::Decimal;
use toml::de::DeTable;

use crate::record::value::date::Date;
use crate::record::value::gemeente;
use crate::spec_toml::diagnostic::Diagnostic;
use crate::spec_toml::table::{Flaws, Strict, Value, document, texts_of};

use super::fact::{FACTS, FactValue, Kind, SECTIONS};
use super::read_intensity::intensity;
use super::ruling::{BodyKind, Evidence, Level, Rate, Ruling, Scheme, SourceKind, Validity};
use super::toml_value::{decimal, must_number, number, own_text, tables};

const KINDS: [(&str, BodyKind); 5] = [
    ("gemeente", BodyKind::Gemeente),
    ("samenwerkingsverband", BodyKind::Samenwerkingsverband),
    ("werkgeversservicepunt", BodyKind::Werkgeversservicepunt),
    ("overeenkomst", BodyKind::Overeenkomst),
    ("uwv", BodyKind::Uwv),
];
const SOURCE_KINDS: [(&str, SourceKind); 4] = [
    ("publication", SourceKind::Publication),
    ("interview", SourceKind::Interview),
    ("letter", SourceKind::Letter),
    ("internal_document", SourceKind::InternalDocument),
];
const SCHEMES: [(&str, Scheme); 2] = [("extern", Scheme::Extern), ("intern", Scheme::Intern)];
const LEVELS: [(&str, Level); 6] = [
    ("primary_full_text", Level::PrimaryFullText),
    ("web_page", Level::WebPage),
    ("own_statement", Level::OwnStatement),
    ("secondary_transcription", Level::SecondaryTranscription),
    ("primary_opening_only", Level::PrimaryOpeningOnly),
    ("third_party_page", Level::ThirdPartyPage),
];

/// Whether a file is one of rules, and no mapping.
pub fn is_ruling(text: &str) -> bool {
    text.lines().any(|line| line.trim() == "[ruling]")
}

/// Reads the rules in the file `id`, or says all that is wrong with it.
pub fn ruling(id: &str, text: &str) -> Result<Ruling, Vec<Diagnostic>> {
    let table = document(text)?;
    let flaws = Flaws::default();
    let root = Strict::new(table.get_ref(), 0..text.len().min(1), &flaws);
    let read = whole(id, &root);
    root.finish();
    let mut flaws = flaws.take();
    flaws.sort_by_key(|flaw| flaw.span.start);
    match read {
        Some(ruling) if flaws.is_empty() => Ok(ruling),
        _ => Err(flaws),
    }
}

fn whole(id: &str, root: &Strict<'_>) -> Option<Ruling> {
    let empty = DeTable::new();
    let head = must_table(root, "ruling", &empty);
    let evidence = must_table(root, "evidence", &empty);
    let mut facts = BTreeMap::new();
    let (mut ruled, mut rates) = (None, Vec::new());
    for (section, _) in SECTIONS {
        let Some(table) = root.table(section) else { continue };
        for fact in FACTS.iter().filter(|fact| fact.section == *section) {
            facts.extend(fact_value(&table, fact.key, fact.kind).map(|said| ((fact.section, fact.key), said)));
        }
        match *section {
            "intensity" => ruled = intensity(&table),
            "tariff" => rates = read_rates(&table),
            _ => {}
        }
        table.finish();
    }
    let (kind, level) = (must_word(&head, "kind", &KINDS), must_word(&evidence, "level", &LEVELS));
    let seen_on = must_date(&evidence, "seen_on");
    let ruling = Ruling {
        id: id.to_owned(),
        body: body(&head),
        scheme: head.word("scheme", &SCHEMES),
        name: head.must("name"),
        kind: kind.unwrap_or(BodyKind::Gemeente),
        gemeenten: gemeenten(&head),
        follows: own_text(&head, "follows"),
        inherited: BTreeSet::new(),
        followed: None,
        title: own_text(&head, "title"),
        regulation: own_text(&head, "regulation"),
        validity: validity(&head),
        notes: filled_texts(&head, "notes"),
        evidence: Evidence {
            level: level.unwrap_or(Level::ThirdPartyPage),
            kind: evidence.word("source_kind", &SOURCE_KINDS).unwrap_or_default(),
            source: source(&evidence),
            seen_via: own_text(&evidence, "seen_via"),
            seen_on: seen_on.unwrap_or(civil::Date::MIN),
            also_see: filled_texts(&evidence, "also_see"),
        },
        intensity: ruled,
        rates,
        facts,
        definitions: definitions(root),
    };
    head.finish();
    evidence.finish();
    seen_on.and(kind).and(level).map(|_| ruling)
}

fn must_table<'t>(root: &Strict<'t>, key: &'static str, empty: &'t DeTable<'t>) -> Strict<'t> {
    root.table(key).unwrap_or_else(|| {
        root.flaw(root.span.clone(), format!("`[{key}]` is missing"));
        Strict::new(empty, root.span.clone(), &Flaws::default())
    })
}

fn must_word<T: Copy>(table: &Strict<'_>, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
    if table.get(key).is_none() {
        table.flaw(table.span.clone(), format!("`{key}` is missing here"));
    }
    table.word(key, words)
}

/// A CBS code of a gemeente, or a plain name.
fn body(head: &Strict<'_>) -> String {
    let body = head.must("body");
    if let Some(value) = head.get("body").filter(|_| body.starts_with("GM")) {
        known_gemeente(&body, value, head);
    }
    body
}

fn gemeenten(head: &Strict<'_>) -> Vec<String> {
    let codes = filled_texts(head, "gemeenten");
    for (code, value) in codes.iter().filter_map(|code| Some((code, head.get("gemeenten")?))) {
        known_gemeente(code, value, head);
    }
    codes
}

fn known_gemeente(code: &str, value: &Value<'_>, table: &Strict<'_>) {
    if !code.starts_with("GM") || gemeente::name(code).is_none() {
        table.flaw(value.span(), format!("`{code}` is no CBS code of a gemeente, such as `GM0344`"));
    }
}

/// An address; of what was never published, what it is and of when.
fn source(evidence: &Strict<'_>) -> String {
    let source = evidence.must("source");
    let published = evidence.spanned_text("source_kind").is_none_or(|(kind, _)| kind == "publication");
    if let Some(value) = evidence.get("source").filter(|_| published && !source.starts_with("http")) {
        let kinds = "`interview`, `letter` or `internal_document`";
        let told = format!("a source is an address that starts with `http`; for another give `source_kind`: {kinds}");
        evidence.flaw(value.span(), told);
    } else if let Some(value) = evidence.get("source").filter(|_| source.trim().is_empty()) {
        evidence.flaw(value.span(), "`source` says nothing: write what it is, and of when");
    }
    source
}

fn validity(head: &Strict<'_>) -> Validity {
    let validity = Validity {
        in_force_from: day(head, "in_force_from"),
        retroactive_to: day(head, "retroactive_to"),
        in_force_until: day(head, "in_force_until"),
    };
    if let (Some(from), Some(until), Some(value)) =
        (validity.from(), validity.in_force_until, head.get("in_force_until"))
        && until < from
    {
        head.flaw(value.span(), "it ends before it begins");
    }
    validity
}

fn must_date(table: &Strict<'_>, key: &'static str) -> Option<civil::Date> {
    if table.get(key).is_none() {
        table.flaw(table.span.clone(), format!("`{key}` is missing here"));
    }
    day(table, key)
}

/// A whole date, as text: `2014-07-01`.
fn day(table: &Strict<'_>, key: &'static str) -> Option<civil::Date> {
    let (text, span) = table.spanned_text(key)?;
    let day = Date::from_iso(text).and_then(Date::day);
    if day.is_none() {
        table.flaw(span, format!("`{text}` is no date; write it as \"2014-07-01\""));
    }
    day
}

fn read_rates(tariff: &Strict<'_>) -> Vec<Rate> {
    let Some(value) = tariff.get("rates") else { return Vec::new() };
    let mut rates: Vec<Rate> = tables(value, tariff).iter().filter_map(read_rate).collect();
    rates.sort_by_key(|rate| rate.from);
    rates
}

fn read_rate(table: &Strict<'_>) -> Option<Rate> {
    let from = table.spanned_text("from").and_then(|(text, span)| {
        let date = Date::from_iso(text);
        if date.is_none() {
            table.flaw(span, format!("`{text}` is no date; write it as \"2014-07-01\" or \"2014\""));
        }
        date
    });
    let amount = must_number(table, "amount");
    let rate = Rate { from, amount: amount?, source: own_text(table, "source"), note: own_text(table, "note") };
    table.finish();
    Some(rate)
}

fn definitions(root: &Strict<'_>) -> Vec<(String, String)> {
    let Some(table) = root.table("definitions") else { return Vec::new() };
    let words = table.entries().filter_map(|(word, _, value)| {
        let text = texts_of(value, &table.flaws).into_iter().next()?;
        Some((word.to_owned(), text))
    });
    words.collect()
}

/// What stands under a key, as its kind asks.
fn fact_value(table: &Strict<'_>, key: &'static str, kind: Kind) -> Option<FactValue> {
    match kind {
        Kind::Text => own_text(table, key).map(FactValue::Text),
        Kind::Texts => Some(filled_texts(table, key)).filter(|texts| !texts.is_empty()).map(FactValue::Texts),
        Kind::YesNo => table.get(key).map(|_| FactValue::YesNo(table.truth(key))),
        Kind::Number(_) => number(table, key).map(FactValue::Number),
        Kind::ByRegime(_) => by_regime(table, key).map(FactValue::ByRegime),
    }
}

fn by_regime(table: &Strict<'_>, key: &'static str) -> Option<Vec<(String, Decimal)>> {
    let inner = table.table(key)?;
    let numbers = inner.entries().filter_map(|(name, _, value)| Some((name.to_owned(), decimal(value, &inner)?)));
    Some(numbers.collect())
}

fn filled_texts(table: &Strict<'_>, key: &'static str) -> Vec<String> {
    let texts = table.texts(key);
    if let Some(value) = table.get(key).filter(|_| texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()))
    {
        table.flaw(value.span(), format!("`{key}` says nothing: leave out what was not seen"));
    }
    texts
}
