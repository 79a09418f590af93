//! What a run into parts remembers of a bucket, in its manifest: first a line of the parts that were made of it, then
//! one of each of its sources.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::commands::run::persons::file_name;
use crate::commands::run::reading::FileResult;
use crate::document::file::source::Source;
use crate::pipeline::inputs::Input;
use crate::pipeline::read_source::Outcome;
use crate::pseudonym::Key;

/// Where manifests stand; engines pass over folders whose names begin so.
pub(in crate::commands) const FOLDER: &str = "_manifest";

/// The first line of a manifest: which bucket of how many this is, and what was made of it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BucketLine {
    pub(super) bucket: u32,
    pub(in crate::commands) of: u32,
    pub(in crate::commands) made: Vec<Part>,
}

impl BucketLine {
    /// That of a manifest, without the rest.
    pub(in crate::commands) fn read(path: &Path) -> Option<Self> {
        let mut line = String::new();
        BufReader::new(File::open(path).ok()?).read_line(&mut line).ok()?;
        serde_json::from_str(&line).ok()
    }
}

/// A part, and the tables beside it, as they were made.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// From the folder of the run, with `/` between folders.
    pub(in crate::commands) part: String,
    /// None where it was gone before the manifest was written, so that it is made again.
    pub(in crate::commands) sha256: Option<String>,
}

impl Part {
    pub(in crate::commands) fn at(folder: &Path, path: &Path) -> Self {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        Self { part: name.replace(std::path::MAIN_SEPARATOR, "/"), sha256: sum(path) }
    }

    /// Whether it is there as it was made.
    pub(super) fn is_whole(&self, folder: &Path) -> bool {
        let found = sum(&folder.join(&self.part));
        found.is_some() && found == self.sha256
    }
}

/// A manifest as it is read again.
pub(super) struct Manifest {
    pub(super) bucket: BucketLine,
    pub(in crate::commands) sources: Vec<SourceLine>,
}

impl Manifest {
    /// None where there is none that can be read to its end.
    pub(in crate::commands) fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let bucket = serde_json::from_str(lines.next()?).ok()?;
        let sources: Result<_, _> = lines.map(serde_json::from_str).collect();
        Some(Self { bucket, sources: sources.ok()? })
    }
}

/// A source as a manifest remembers it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceLine {
    pub(in crate::commands) source: String,
    /// Of its bytes; none where it could not be opened.
    pub(in crate::commands) sha256: Option<String>,
    pub(in crate::commands) made_with: MadeWith,
    /// What came of it, and of each file in it where it is an archive.
    #[serde(default)]
    pub(super) outcomes: Vec<FileOutcome>,
    /// The fingerprints of the mappings that read it, by form.
    #[serde(default)]
    pub(in crate::commands) forms: BTreeMap<String, String>,
}

/// Everything besides the source that its records follow from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::commands) struct MadeWith {
    pub(in crate::commands) version: String,
    /// Of all mappings, a checksum.
    pub(in crate::commands) mappings: String,
    /// What was asked: the form, the output, and by which key persons are left out.
    pub(in crate::commands) options: String,
}

impl MadeWith {
    /// Whether it was made with this key; the word is empty for none.
    pub(super) fn is_by(&self, key_word: &str) -> bool {
        match self.options.rfind(", key ") {
            Some(from) => self.options[from..] == *key_word,
            None => key_word.is_empty(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileOutcome {
    file: String,
    outcome: String,
    records: usize,
}

impl SourceLine {
    /// Nothing is known of it but its name.
    fn of(input: &Input, made_with: &MadeWith) -> Self {
        Self {
            source: input.name.to_string(),
            sha256: None,
            made_with: made_with.clone(),
            outcomes: Vec::new(),
            forms: BTreeMap::new(),
        }
    }

    /// How many files in it could not be read.
    pub(super) fn not_read(&self) -> usize {
        self.outcomes.iter().filter(|one| one.outcome == Outcome::NotRead.word()).count()
    }

    /// As it stands in the manifest: by a key without names of files, for those may be names of clients, and without
    /// checksums by which a file is found.
    pub(in crate::commands) fn shown(&self, key: Option<&Key>) -> Self {
        let code = |text: &str| file_name(text, key).into_owned();
        Self {
            source: code(&self.source),
            sha256: self.sha256.as_deref().map(code),
            made_with: self.made_with.clone(),
            outcomes: self.outcomes.iter().map(|one| FileOutcome { file: code(&one.file), ..one.clone() }).collect(),
            forms: self.forms.clone(),
        }
    }
}

/// The lines of a bucket while it is read.
pub(in crate::commands) struct Lines {
    lines: Vec<SourceLine>,
    /// Where the line of each source is.
    at: HashMap<String, usize>,
}

impl Lines {
    pub(in crate::commands) fn of(inputs: &[Input], made_with: &MadeWith) -> Self {
        let lines = inputs.iter().map(|input| SourceLine::of(input, made_with)).collect();
        let at = inputs.iter().enumerate().map(|(n, input)| (input.name.to_string(), n)).collect();
        Self { lines, at }
    }

    /// Notes what came of a file under the source that it is, or lies in; a large file comes in several pieces. The
    /// checksum is that of the bytes that were read: a file that changes in the meantime is another one the next time.
    pub(in crate::commands) fn note(&mut self, said: &FileResult, forms: BTreeMap<String, String>) {
        let Some(line) = self.line(&said.file) else { return };
        line.sha256 = Some(&*said.input_sha256).filter(|sum| !sum.is_empty()).map(str::to_owned);
        line.forms.extend(forms);
        let outcome = said.outcome.word();
        match line.outcomes.last_mut().filter(|last| *last.file == *said.file) {
            Some(last) => last.records += said.records,
            None => {
                let outcome = outcome.to_owned();
                line.outcomes.push(FileOutcome { file: said.file.to_string(), outcome, records: said.records });
            }
        }
    }

    /// The line of a file: of its own name, else of the longest name that a file in an archive begins with.
    fn line(&mut self, file: &str) -> Option<&mut SourceLine> {
        let ends = file.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | '/')).map(|(at, _)| at);
        let number = std::iter::once(file.len()).chain(ends).find_map(|end| self.at.get(&file[..end]))?;
        self.lines.get_mut(*number)
    }

    /// The lines, once all is read. An archive without any file in it gave nothing that told its checksum.
    pub(super) fn ended(mut self, inputs: &[Input]) -> Vec<SourceLine> {
        for (line, input) in self.lines.iter_mut().zip(inputs) {
            if line.outcomes.is_empty() {
                line.sha256 = sha256(input);
            }
        }
        self.lines
    }
}

/// The checksum of an input; none where it cannot be opened.
pub(in crate::commands) fn sha256(input: &Input) -> Option<String> {
    sum(input.path.as_deref()?)
}

/// The checksum of a file; none where it cannot be opened.
pub(in crate::commands) fn sum(path: &Path) -> Option<String> {
    Source::open(path).ok()?.sha256().ok()
}
