//! What a record says beside its answers, read back: form, source, leftovers, ledger, findings.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::finding::{Finding, Severity};
use crate::record::answer::{FormHead, Ledger, Source, Unmapped};
use crate::record::identity::MadeWith;
use crate::record::json::read::{Reader, pointer};
use crate::text::place::Place;

impl Reader {
    /// The text at `name`; nothing where it is absent.
    fn text<'j>(&mut self, object: &'j Json, parent: &str, name: &str) -> Option<&'j str> {
        match object.get(name) {
            None | Some(Json::Null) => None,
            Some(Json::String(text)) => Some(text),
            Some(_) => {
                self.misshapen(&pointer(parent, name), "string");
                None
            }
        }
    }

    /// A text of the record itself.
    pub(super) fn name(&mut self, object: &Map<String, Json>, name: &str) -> Option<Arc<str>> {
        match object.get(name) {
            None | Some(Json::Null) => None,
            Some(Json::String(text)) => Some(text.as_str().into()),
            Some(_) => {
                self.misshapen(&pointer("", name), "string");
                None
            }
        }
    }

    /// What it was made with; none where it does not say.
    pub(super) fn made_with(&mut self, object: &Map<String, Json>) -> Option<MadeWith> {
        let made = object.get("made_with").filter(|made| !made.is_null())?;
        let mut text = |name| self.text(made, "/made_with", name).unwrap_or_default().to_owned();
        let (version, mapping) = (text("version"), text("mapping"));
        let schema = made.get("schema").and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok());
        if schema.is_none() {
            self.misshapen("/made_with/schema", "number");
        }
        Some(MadeWith { version, schema: schema.unwrap_or(0), mapping })
    }

    /// The form; empty names where the record says none.
    pub(super) fn form(&mut self, object: &Map<String, Json>) -> FormHead {
        let form = object.get("form").unwrap_or(&Json::Null);
        let mut text = |name| self.text(form, "/form", name).unwrap_or_default().to_owned();
        FormHead { id: text("id").into(), body: text("body"), kind: text("kind"), version: text("version") }
    }

    pub(super) fn source(&mut self, object: &Map<String, Json>, from: &Source) -> Source {
        let source = object.get("source").unwrap_or(&Json::Null);
        let Some(file) = self.text(source, "/source", "file") else { return from.clone() };
        let sha256 = self.text(source, "/source", "sha256").unwrap_or_default();
        Source { file: file.into(), sha256: sha256.into() }
    }

    pub(super) fn unmapped_of(&mut self, object: &Map<String, Json>) -> Vec<Unmapped> {
        let mut unmapped = Vec::new();
        for (at, json) in self.list(object, "unmapped") {
            let label = self.text(json, &at, "label").map(str::to_owned);
            match self.text(json, &at, "text").map(str::to_owned) {
                Some(text) => unmapped.push(Unmapped { place: self.place(json, &at), label, text: text.into() }),
                None => self.misshapen(&pointer(&at, "text"), "string"),
            }
        }
        unmapped
    }

    /// The place it says; where it says none, its own.
    fn place(&mut self, json: &Json, at: &str) -> Place {
        let own = || Place::Pointer(at.into());
        match self.text(json, at, "place").map(str::parse) {
            Some(Ok(place)) => place,
            Some(Err(_)) => {
                self.misshapen(&pointer(at, "place"), "place");
                own()
            }
            None => own(),
        }
    }

    fn list<'j>(&mut self, object: &'j Map<String, Json>, section: &str) -> Vec<(String, &'j Json)> {
        let at = pointer("", section);
        match object.get(section) {
            None | Some(Json::Null) => Vec::new(),
            Some(Json::Array(list)) => list.iter().enumerate().map(|(n, json)| (pointer(&at, n), json)).collect(),
            Some(_) => {
                self.misshapen(&at, "array");
                Vec::new()
            }
        }
    }

    pub(super) fn ledger(&mut self, object: &Map<String, Json>) -> Ledger {
        let Some(ledger) = object.get("ledger") else { return Ledger::default() };
        let mut count = |name| match ledger.get(name) {
            None => 0,
            Some(json) => json.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or_else(|| {
                self.misshapen(&pointer("/ledger", name), "number");
                0
            }),
        };
        Ledger {
            cells: count("cells"),
            labels: count("labels"),
            answers: count("answers"),
            as_written: count("as_written"),
            unmapped: count("unmapped"),
        }
    }

    pub(super) fn findings_of(&mut self, object: &Map<String, Json>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, json) in self.list(object, "findings") {
            let Some(code) = self.text(json, &at, "code") else {
                self.misshapen(&pointer(&at, "code"), "string");
                continue;
            };
            let severity = json.get("severity").and_then(|s| Severity::deserialize(s).ok());
            findings.push(Finding {
                code: Cow::Owned(code.to_owned()),
                severity: severity.unwrap_or(Severity::Error),
                field: self.text(json, &at, "field").map(str::to_owned),
                place: json.get("place").map(|_| self.place(json, &at)),
                file: None,
                form: None,
                with: arguments(json),
            });
        }
        findings
    }
}

/// What the `{name}`s of a finding stand for.
fn arguments(json: &Json) -> Vec<(Cow<'static, str>, String)> {
    let with = json.get("with").and_then(Json::as_object);
    let texts = with.into_iter().flatten().filter_map(|(name, what)| Some((name, what.as_str()?)));
    texts.map(|(name, what)| (Cow::Owned(name.clone()), what.to_owned())).collect()
}
