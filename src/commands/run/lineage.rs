//! `convert --lineage FILE`: from which sources, by which mappings and by which version the outputs were made, as an
//! event of `OpenLineage`, which data catalogues read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::commands::run::manifest::sum;
use crate::output::destination::Output;
use crate::pseudonym::Key;
use crate::record::schema::Schema;
use crate::text::bsn;
use crate::text::digest::hex;

/// The shape of the event, by name and version, and who makes the parts that are of this program only.
const EVENT: &str = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const RUN_FACET: &str = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunFacet";
const ENGINE: &str =
    "https://openlineage.io/spec/facets/1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet";
const VERSION: &str =
    "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet";
/// A URI, as the standard asks: a package URL.
const PRODUCER: &str = concat!("pkg:generic/eenvorm@", env!("CARGO_PKG_VERSION"));

/// What went in and what came out, while a run goes on.
#[derive(Debug, Default)]
pub struct Lineage {
    /// Each with what tells its version: of two names may be left the same, where a BSN in them is masked.
    sources: BTreeSet<(String, String)>,
    /// Fingerprint by form; a form may be read by more than one mapping in parts made at different times.
    mappings: BTreeMap<String, BTreeSet<String>>,
    /// What tells the version of each, by name; none of what cannot be read again, such as standard output.
    outputs: BTreeMap<String, String>,
}

impl Lineage {
    /// A source with what tells its version; that is empty where it could not be opened.
    pub fn source(&mut self, name: &str, version: &str) {
        let source = (name.to_owned(), version.to_owned());
        if !self.sources.contains(&source) {
            self.sources.insert(source);
        }
    }

    /// A mapping that read something.
    pub fn mapping(&mut self, form: &str, fingerprint: &str) {
        if !form.is_empty() {
            self.mappings.entry(form.to_owned()).or_default().insert(fingerprint.to_owned());
        }
    }

    /// A file that was made, by its checksum; standard output has none, nor has a pipe or a device.
    pub fn output(&mut self, path: Option<&Path>) {
        let sum = path.filter(|path| path.is_file()).and_then(sum).unwrap_or_default();
        self.outputs.insert(path.map_or("-".to_owned(), named), version(&sum, None));
    }

    /// A part that was made, of which the checksum is known.
    pub fn part(&mut self, path: &Path, sum: &str) {
        self.outputs.insert(named(path), version(sum, None));
    }

    /// Writes the event of a run that is complete.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut output = Output::to(path)?;
        writeln!(output, "{}", serde_json::to_string_pretty(&self.event(&jiff::Timestamp::now().to_string()))?)?;
        output.finish()
    }

    fn event(&self, time: &str) -> Json {
        let mappings: Vec<Json> =
            self.mappings.iter().map(|(form, of)| json!({"form": form, "fingerprints": of})).collect();
        let own = json!({"schema": Schema::common().version, "mappings": mappings});
        json!({
            "eventType": "COMPLETE",
            "eventTime": time,
            "producer": PRODUCER,
            "schemaURL": EVENT,
            "run": {"runId": self.run(time), "facets": {
                "processing_engine": facet(ENGINE, json!({"version": env!("CARGO_PKG_VERSION"), "name": "eenvorm"})),
                "eenvorm": facet(RUN_FACET, own),
            }},
            "job": {"namespace": "eenvorm", "name": "convert"},
            "inputs": self.sources.iter().map(|(name, version)| dataset(name, version)).collect::<Vec<_>>(),
            "outputs": self.outputs.iter().map(|(name, version)| dataset(name, version)).collect::<Vec<_>>(),
        })
    }

    /// The name of the run, as a UUID (version 8: made of what the run is about).
    fn run(&self, time: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(time);
        self.sources.iter().for_each(|(name, sum)| hash.update(format!("{name}\0{sum}\0")));
        let mut bytes = hash.finalize();
        bytes[6] = 0x80 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        let hex = hex(&bytes[..16]);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

/// A path as it is told: a BSN in it by its last four digits.
fn named(path: &Path) -> String {
    bsn::mask(&path.display().to_string()).into_owned()
}

/// What tells the version of a source: its checksum, or a code of it by a key.
pub fn version(sum: &str, key: Option<&Key>) -> String {
    match (sum.is_empty(), key) {
        (true, _) => String::new(),
        (false, None) => format!("sha256:{sum}"),
        (false, Some(_)) => format!("hmac-sha256:{sum}"),
    }
}

fn dataset(name: &str, version: &str) -> Json {
    let mut dataset = json!({"namespace": "file", "name": name});
    if !version.is_empty() {
        let version = facet(VERSION, json!({"datasetVersion": version}));
        dataset["facets"] = json!({"version": version});
    }
    dataset
}

/// A part of an event, with who made it and which shape it has.
fn facet(shape: &str, of: Json) -> Json {
    let mut facet = Map::new();
    facet.insert("_producer".to_owned(), json!(PRODUCER));
    facet.insert("_schemaURL".to_owned(), json!(shape));
    if let Json::Object(of) = of {
        facet.extend(of);
    }
    Json::Object(facet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_names_sources_mappings_and_outputs() {
        let mut lineage = Lineage::default();
        lineage.source("a.xlsx", &version("00ff", None));
        lineage.mapping("utrecht/jobcoachplan", "1f0c");
        let folder = tempfile::tempdir().expect("a folder");
        let made = folder.path().join("uit.ndjson");
        std::fs::write(&made, "abc").expect("written");
        lineage.output(Some(&made));
        lineage.output(None);
        let event = lineage.event("2026-03-14T09:30:00Z");
        assert_eq!(event["inputs"][0]["facets"]["version"]["datasetVersion"], "sha256:00ff");
        assert_eq!(event["outputs"][0], json!({"namespace": "file", "name": "-"}), "standard output is not read again");
        assert_eq!(event["outputs"][1]["name"], json!(made.display().to_string()));
        let abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(event["outputs"][1]["facets"]["version"]["datasetVersion"], abc);
        assert_eq!(event["run"]["facets"]["eenvorm"]["mappings"][0]["fingerprints"][0], "1f0c");
        let run = event["run"]["runId"].as_str().expect("a name");
        assert_eq!((run.len(), run.as_bytes()[14]), (36, b'8'), "{run}");
    }
}
