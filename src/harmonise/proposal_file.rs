//! The proposal as a file that people edit: a table a field, with the reasons as comments above it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::record::schema::Schema;
use crate::spec_toml::diagnostic::did_you_mean;
use crate::text::normalize::fold;

use super::decisions::{Earlier, Read, line};
use super::proposal::{Decision, Entry, FieldDecision, Proposal};

const HEAD: &str = "\
# Het voorstel voor één gezamenlijk formulier. Pas aan wat u anders wilt, en draai `eenvorm harmonise` opnieuw:
# wat u verandert, blijft. Van elk veld:
#   wat        kern (op elk formulier), eigen (op de bijlage van wie onder `van` staat) of vervalt
#   van        van welke instanties het een eigen vraag is, als wat = \"eigen\"
#   vraag      de woorden waarin het gevraagd wordt
#   antwoorden de woorden waaruit gekozen wordt, als het een keuze is
#   opmerking  wat u erbij wilt onthouden
#   besloten   true: dit staat vast, ook als het programma later iets anders zou voorstellen
";

const FOOT: &str = "\
# Hieraan ziet het programma wat u veranderd hebt en wat nieuw is. Laat het staan.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    voorstel: ProposalInfo,
    #[serde(default)]
    veld: BTreeMap<String, Veld>,
    #[serde(default)]
    geschreven: BTreeMap<String, String>,
    #[serde(default)]
    voorgesteld: BTreeMap<String, String>,
}

/// What a proposal says of itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalInfo {
    pub soort: String,
    pub kern: usize,
    pub titel: String,
    pub formulieren: Vec<String>,
    pub instanties: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Veld {
    wat: String,
    #[serde(default)]
    van: Vec<String>,
    vraag: String,
    #[serde(default)]
    antwoorden: Vec<String>,
    #[serde(default)]
    opmerking: String,
    #[serde(default)]
    besloten: bool,
}

/// The proposal as text.
pub fn written(proposal: &Proposal, title: &str) -> String {
    let mut out = HEAD.to_owned();
    let bodies: Vec<String> =
        proposal.bodies.iter().map(|(id, name)| format!("{} = {}", text(id), text(name))).collect();
    let _ = write!(
        out,
        "\n[voorstel]\nsoort = {}\nkern = {}\ntitel = {}\nformulieren = {}\ninstanties = {{ {} }}\n",
        text(&proposal.kind),
        proposal.core,
        text(title),
        texts(&proposal.forms),
        bodies.join(", ")
    );
    for verdict in [FieldDecision::Kern, FieldDecision::Eigen, FieldDecision::Vervalt] {
        for entry in proposal.entries.iter().filter(|entry| entry.decision.verdict == verdict) {
            out.push_str(&of_entry(entry));
        }
    }
    out.push_str(&format!("\n{FOOT}\n[geschreven]\n"));
    let pairs = |of: fn(&Entry) -> &Decision| -> String {
        let pair = |entry: &Entry| format!("{} = {}\n", text(&entry.schema().id), text(&line(of(entry))));
        proposal.entries.iter().map(pair).collect()
    };
    out.push_str(&pairs(|entry| &entry.decision));
    out.push_str("\n[voorgesteld]\n");
    out.push_str(&pairs(|entry| &entry.proposed));
    out
}

fn of_entry(entry: &Entry) -> String {
    let mut out = format!("\n# {} ({} punten): {}\n", entry.schema().label.nl, entry.points, entry.reason);
    let mut remark = |name: &str, texts: &[String]| {
        if !texts.is_empty() {
            let _ = writeln!(out, "#   {name}: {}", texts.join(", "));
        }
    };
    remark("vraagt het volgens de bron of op het eigen formulier", &entry.sourced);
    remark("vraagt het volgens gangbare praktijk", &entry.practice);
    let surprised: Vec<String> =
        entry.differs_for.iter().map(|(body, words)| format!("{body} (nu \"{words}\")")).collect();
    remark("wordt anders gevraagd bij", &surprised);
    let lost: Vec<String> =
        entry.offered.iter().map(|choice| format!("{} ({})", choice.word, choice.bodies.join(", "))).collect();
    remark("antwoorden die zonder het woord verloren gaan", &lost);
    remark("laat het antwoord open, en verliest elk woord dat er niet bij staat", &entry.open);
    if entry.new {
        out.push_str("#   nieuw in dit voorstel\n");
    }
    let decision = &entry.decision;
    let _ = writeln!(out, "[veld.{}]\nwat = {}", text(&entry.schema().id), text(decision.verdict.word()));
    if decision.verdict == FieldDecision::Eigen || !decision.of.is_empty() {
        let _ = writeln!(out, "van = {}", texts(&decision.of));
    }
    let _ = writeln!(out, "vraag = {}", text(&decision.wording));
    if !decision.choices.is_empty() {
        let _ = writeln!(out, "antwoorden = {}", texts(&decision.choices));
    }
    if !decision.remark.is_empty() {
        let _ = writeln!(out, "opmerking = {}", text(&decision.remark));
    }
    if entry.decided {
        out.push_str("besloten = true\n");
    }
    out
}

fn text(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn texts(values: &[String]) -> String {
    format!("[{}]", values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", "))
}

/// Reads a proposal as people left it.
pub fn read(file: &str) -> Result<(ProposalInfo, Earlier)> {
    let file: File = toml::from_str(file).context("the proposal cannot be read")?;
    let mut earlier = Earlier::new();
    for (field, veld) in file.veld {
        let decision = Decision {
            verdict: verdict(&field, &veld.wat)?,
            of: veld.van.iter().map(|body| body_id(body, &file.voorstel.instanties)).collect(),
            wording: veld.vraag,
            choices: veld.antwoorden,
            remark: veld.opmerking,
        };
        let of = |table: &BTreeMap<String, String>| table.get(&field).cloned().unwrap_or_default();
        let (written, proposed) = (of(&file.geschreven), of(&file.voorgesteld));
        check(&field, &decision, &file.voorstel.instanties)?;
        earlier.insert(field, Read { decision, decided: veld.besloten, written, proposed });
    }
    Ok((file.voorstel, earlier))
}

/// The verdict that a person wrote.
pub fn verdict(field: &str, word: &str) -> Result<FieldDecision> {
    FieldDecision::from_word(word)
        .with_context(|| format!("`{field}` is \"{word}\": write \"kern\", \"eigen\" or \"vervalt\""))
}

/// The id of a body that people wrote by its id or by its name.
pub fn body_id(written: &str, bodies: &BTreeMap<String, String>) -> String {
    let is_named = |(_, name): &(&String, &String)| fold(name) == fold(written);
    let named = || bodies.iter().find(is_named).map(|(id, _)| id.clone());
    let own = bodies.contains_key(written).then(|| written.to_owned());
    own.or_else(named).unwrap_or_else(|| written.to_owned())
}

/// That a decision can be carried out.
pub fn check(field: &str, decision: &Decision, bodies: &BTreeMap<String, String>) -> Result<()> {
    let schema = Schema::common();
    let Some(id) = schema.id(field) else {
        let hint = did_you_mean(field, schema.fields.iter().map(|known| known.id.as_str()));
        bail!(
            "`{field}` is no field of the common schema; {}",
            hint.unwrap_or_else(|| "`eenvorm schema` lists them".to_owned())
        );
    };
    if decision.verdict == FieldDecision::Eigen && decision.of.is_empty() {
        bail!("`{field}` is \"eigen\" of nobody: name the bodies under `van`");
    }
    if let Some(unknown) = decision.of.iter().find(|body| !bodies.contains_key(*body)) {
        bail!(
            "`{field}` is \"eigen\" of `{unknown}`, which is none of {}",
            bodies.values().cloned().collect::<Vec<_>>().join(", ")
        );
    }
    if decision.wording.trim().is_empty() {
        bail!("`{field}` has no words to be asked in: write them under `vraag`");
    }
    let words = &schema.field(id).choices;
    if let Some(unknown) = decision.choices.iter().find(|word| !words.contains(word)) {
        let hint = did_you_mean(unknown, words.iter().map(String::as_str));
        bail!(
            "`{unknown}` is no answer to `{field}`; {}",
            hint.unwrap_or_else(|| format!("the answers are {}", words.join(", ")))
        );
    }
    Ok(())
}
