//! `--log FILE`: what a run read, made and left, a JSON object a line. It holds names of files that are read and codes
//! of findings, and no value of any form: a filled form is told by the pattern of its name, its number and its
//! checksum.
//!
//! ```json
//! {"time":"2026-03-14T09:30:00Z","read":"jansen.xlsx","outcome":"records","records":1,"findings":{"uren-som":2}}
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::commands::run::persons::file_name;
use crate::finding::Finding;
use crate::pipeline::read_source::Outcome;
use crate::pseudonym::Key;
use crate::text::bsn;
use crate::text::digest::hex;

/// Where a run keeps its log.
#[derive(Clone, Default, clap::Args)]
pub struct RunLog {
    /// Keep in FILE what was read, made and left: a JSON object a line, without any value of a form. It holds the names of files
    /// that are read; a filled form is told by the pattern of its name, for that holds the name of a client, its number and its
    /// checksum
    #[arg(long = "log", value_name = "FILE")]
    file: Option<PathBuf>,
    /// By which names of files are told where persons are left out, for a file may be called after its client.
    #[arg(skip)]
    key: Option<Key>,
}

/// A form that a run fills in, as its log names it.
pub struct MadeForm<'a> {
    /// The folder and the pattern of the name: `uit/{achternaam}-{form}.xlsx`
    pub pattern: &'a Path,
    /// Which form of the run it is, counted from 1.
    pub number: usize,
    pub bytes: &'a [u8],
    /// The files of the forms that it was filled in from.
    pub from: &'a [String],
}

impl RunLog {
    /// In this file, for a command that says of its log what it holds.
    pub fn to(file: Option<PathBuf>) -> Self {
        Self { file, key: None }
    }

    /// Where it is.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The same, with codes of files instead of their names where there is a key.
    #[must_use]
    pub fn by(self, key: Option<&Key>) -> Self {
        Self { key: key.cloned(), ..self }
    }

    /// That a run begins.
    pub fn begin(&self, command: &str) -> Result<()> {
        if let Some(path) = self.path().filter(|path| !is_log(path)) {
            bail!("`{}` is no log of eenvorm, and nothing is added to it; name another file", path.display());
        }
        self.line(|| json!({"run": command, "version": env!("CARGO_PKG_VERSION")}))
    }

    /// What became of a file, or of a piece of a large one.
    pub fn read(&self, file: &str, outcome: Outcome, records: usize, findings: &[Finding]) -> Result<()> {
        self.line(|| {
            let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
            findings.iter().for_each(|finding| *codes.entry(&finding.code).or_default() += 1);
            let file = named(file_name(file, self.key.as_ref()));
            json!({"read": file, "outcome": outcome.word(), "records": records, "findings": codes})
        })
    }

    /// A file that was made.
    pub fn made(&self, path: Option<&Path>) -> Result<()> {
        self.line(|| json!({"made": path.map_or("-".into(), |path| named(path.to_string_lossy()))}))
    }

    /// A form that was filled in, from these files. It is called after its client as a rule, so the pattern of its name is
    /// told, which form of the run it is, and the checksum by which its file is known.
    pub fn made_form(&self, form: &MadeForm<'_>) -> Result<()> {
        self.line(|| {
            let sha256 = hex(&Sha256::digest(form.bytes));
            json!({"made": named(form.pattern.to_string_lossy()), "number": form.number, "sha256": sha256, "from": sources(form)})
        })
    }

    /// A form whose file is there already.
    pub fn left_form(&self, form: &MadeForm<'_>) -> Result<()> {
        self.line(|| {
            let pattern = named(form.pattern.to_string_lossy());
            json!({"left": pattern, "number": form.number, "from": sources(form), "sources": form.from.len()})
        })
    }

    /// Sources that were done already.
    pub fn left(&self, part: &Path, sources: usize) -> Result<()> {
        self.line(|| json!({"left": named(part.to_string_lossy()), "sources": sources}))
    }

    /// That all is read, and how much that was.
    pub fn done(&self, sums: [(&str, usize); 5]) -> Result<()> {
        let sums: Map<String, Json> = sums.iter().map(|(name, sum)| ((*name).to_owned(), json!(sum))).collect();
        self.line(|| json!({"done": sums}))
    }

    /// Each line is written at once, so that the log of a run that is killed tells how far it came.
    fn line(&self, told: impl FnOnce() -> Json) -> Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        let mut line = Map::new();
        line.insert("time".to_owned(), json!(jiff::Timestamp::now().to_string()));
        if let Json::Object(told) = told() {
            line.extend(told);
        }
        let text = format!("{}\n", Json::Object(line));
        let written = opened(path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.with_context(|| format!("writing the log `{}`", path.display()))
    }
}

/// A name as a log tells it: the BSN that a file may be called by, by its last four digits.
fn named(name: Cow<'_, str>) -> String {
    bsn::mask(&name).into_owned()
}

fn sources(form: &MadeForm<'_>) -> Vec<String> {
    form.from.iter().map(|file| named(Cow::Borrowed(file))).collect()
}

/// Whether a log may be added to a file: there is none yet, it is empty, or it begins as a log does.
fn is_log(path: &Path) -> bool {
    let mut begin = [0; 9];
    let read = File::open(path).and_then(|mut file| std::io::Read::read(&mut file, &mut begin));
    !path.is_file() || read.is_ok_and(|read| read == 0 || begin == *b"{\"time\":\"")
}

/// The log to add to; a new one is for its owner only.
fn opened(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
