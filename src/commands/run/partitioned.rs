//! `convert -o DIR --by body`: many files to parts by body, in a run that resumes.
//!
//! The files are dealt over buckets by their names. Each bucket gives a part for each body that it holds forms of, and
//! a manifest that is written last:
//!
//! ```text
//! uit/body=GM0344/part-00003.ndjson
//! uit/body=uwv/part-00003.ndjson
//! uit/_manifest/part-00003.ndjson     a line of its parts and their checksums, and one a source: its name, checksum, what
//!                                     it was made with, what came of it
//! ```
//!
//! A bucket whose sources and parts are the same as its manifest says is skipped, so a changed or added file costs its
//! own bucket only. A killed run leaves a bucket without its manifest, or with the earlier one, which no longer fits:
//! it is made again. A part whose bytes stay the same is left as it is, with its time, for whoever copies what changed.
//! What a run of another deal left in the folder never stays beside it ([`other_parts`](super::other_parts)).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::run::counts::Counts;
use crate::commands::run::lineage::{Lineage, version};
use crate::commands::run::manifest::{BucketLine, FOLDER, Lines, MadeWith, Part, SourceLine};
use crate::commands::run::other_parts::{PartName, Partitioning};
use crate::commands::run::persons::{file_name, left_out};
use crate::commands::run::reading::{FileResult, Reading, Tools};
use crate::commands::run::run_files::{Inputs, refuse_overwriting_foreign};
use crate::mapping::catalogue::Catalogue;
use crate::output::destination::Output;
use crate::output::{Options, Target, Writer, temporary};
use crate::pipeline::inputs::{Input, InputOrigin};
use crate::pipeline::shard::bucket;
use crate::pseudonym::Key;
use crate::record::answer::Record;
use crate::ui::Ui;

/// A run into a folder.
pub struct Partitioned<'r> {
    pub folder: &'r Path,
    pub reading: &'r Reading,
    pub target: Target,
    pub options: Options,
    /// How many buckets the files are dealt over.
    pub parts: u32,
    /// Whether also what is done and unchanged is made again.
    pub again: bool,
    /// Whether what somebody else put in the place of a part is written over.
    pub force: bool,
    /// By which persons are left out; the manifest then names no file either.
    pub key: Option<Key>,
    /// Where the lineage is written, which is over none of the files that are read.
    pub lineage_file: Option<&'r Path>,
}

/// How many buckets were made, how many were left as they were, how many files of another deal were taken away, how many
/// earlier sources are no longer read, and how many could not be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartCounts {
    pub parts: usize,
    pub skipped: usize,
    pub taken_away: usize,
    pub gone: usize,
    /// Sources, or files in them, that could not be read, now or before.
    pub not_read: usize,
}

impl Partitioned<'_> {
    /// Makes every bucket that is not done; findings are said for those that are made.
    pub fn run(&self, catalogue: &Catalogue, ui: &mut Ui) -> Result<PartCounts> {
        temporary::private_folder(&self.folder.join(FOLDER))
            .with_context(|| format!("writing `{}`", self.folder.display()))?;
        temporary::clear(&self.folder.join(FOLDER));
        let made_with = self.made_with(catalogue);
        let inputs = self.inputs()?;
        let gone = self.gone(&inputs)?;
        let taken_away = self.deal().take_away_others()?;
        let mut made = PartCounts { taken_away, gone, ..PartCounts::default() };
        let mut tools: Option<Tools<'_>> = None;
        for (number, inputs) in self.buckets(inputs) {
            let done = if self.again { None } else { self.done(number, &inputs, &made_with) };
            if done.as_ref().is_some_and(|done| done.not_read == 0) {
                self.left(number, inputs.len(), &mut made)?;
                continue;
            }
            let tools = match &mut tools {
                Some(tools) => tools,
                none => none.insert(self.reading.tools(catalogue, ui)?),
            };
            if let Some(done) = done
                && self.still_not_read(&done, tools, ui)?
            {
                made.not_read += done.not_read;
                self.left(number, inputs.len(), &mut made)?;
                continue;
            }
            made.not_read += self.make(number, &inputs, &made_with, tools, ui)?.not_read;
            made.parts += 1;
        }
        Ok(made)
    }

    /// Notes that a bucket stays as it is.
    fn left(&self, number: u32, sources: usize, made: &mut PartCounts) -> Result<()> {
        made.skipped += 1;
        self.reading.log.left(&self.manifest(number), sources)
    }

    /// The files to read, without the parts of an earlier run.
    fn inputs(&self) -> Result<Vec<Input>> {
        let mut own = PartsFolder::at(self.folder)?;
        let mut inputs = Vec::new();
        let found = self.reading.inputs()?;
        Inputs::of(&found).and(self.reading.files_from.as_deref()).refuse_overwriting_input(self.lineage_file)?;
        for input in found {
            let Some(path) = &input.path else {
                bail!("standard input has no name by which it could be found again; `--by` reads files");
            };
            // The parts of an earlier run lie in a folder that is read again: they are no sources, and are never
            // written over.
            if own.holds(path) {
                if input.asked == InputOrigin::Named {
                    bail!("`{}` lies in the folder that this run writes to; name another folder", input.name);
                }
                continue;
            }
            inputs.push(input);
        }
        Ok(inputs)
    }

    /// How many earlier sources are no longer read, whose records go with them. That none at all is left is what a search
    /// that failed or a disk that is not there looks like: it is refused, for it would empty the folder.
    fn gone(&self, inputs: &[Input]) -> Result<usize> {
        let before = self.deal().sources_before()?;
        let names =
            |sources: &[(String, MadeWith)]| sources.iter().map(|(name, _)| name.clone()).collect::<HashSet<_>>();
        if inputs.is_empty() && !before.is_empty() && !self.again {
            bail!(
                "no file is read, and what an earlier run made in `{}` would be removed (sources: {}); look at what was named, or give `--again` to empty the folder",
                self.folder.display(),
                names(&before).len()
            );
        }
        // names that another key made say nothing
        let own = self.key_word();
        let before: Vec<_> = before.into_iter().filter(|(_, made_with)| made_with.is_by(&own)).collect();
        let now: HashSet<String> =
            inputs.iter().map(|input| file_name(&input.name, self.key.as_ref()).into_owned()).collect();
        Ok(names(&before).difference(&now).count())
    }

    /// By which key persons are left out, without telling the key.
    fn key_word(&self) -> String {
        self.key.as_ref().map_or_else(String::new, |key| format!(", key {}", &key.code("key", "")[..12]))
    }

    /// The inputs by bucket. Earlier buckets without a source are made too: they become empty.
    fn buckets(&self, inputs: Vec<Input>) -> BTreeMap<u32, Vec<Input>> {
        let mut buckets: BTreeMap<u32, Vec<Input>> = BTreeMap::new();
        for input in inputs {
            buckets.entry(bucket(&input.name, self.parts)).or_default().push(input);
        }
        // those of a share have names of their own, so that it leaves alone what others made
        for number in (0..self.parts).filter(|number| self.manifest(*number).is_file()) {
            buckets.entry(number).or_default();
        }
        buckets
    }

    fn deal(&self) -> Partitioning<'_> {
        Partitioning { folder: self.folder, shard: self.reading.shard, parts: self.parts, target: self.target }
    }

    pub(super) fn manifest(&self, number: u32) -> PathBuf {
        self.folder.join(FOLDER).join(format!("{}.ndjson", self.stem(number)))
    }

    /// Shares of one run write into one folder without meeting.
    fn stem(&self, number: u32) -> String {
        PartName { number, shard: self.reading.shard }.to_string()
    }

    fn made_with(&self, catalogue: &Catalogue) -> MadeWith {
        let form = self.reading.form.as_deref().unwrap_or("recognised");
        let draft = if self.reading.draft { ", drafts" } else { "" };
        let programs = self.reading.programs.words();
        MadeWith {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            mappings: catalogue.fingerprint(),
            options: format!(
                "{}, {form}{draft}{programs}, {} parts, {:?}, {:?}, {:?}{}",
                self.target,
                self.parts,
                self.options.provenance,
                self.options.lang,
                char::from(self.options.delimiter),
                self.key_word(),
            ),
        }
    }

    /// Makes the parts of a bucket, takes those away that no longer hold anything, and writes its manifest.
    fn make(
        &self,
        number: u32,
        inputs: &[Input],
        made_with: &MadeWith,
        tools: &Tools<'_>,
        ui: &mut Ui,
    ) -> Result<Counts> {
        let mut lines = Lines::of(inputs, made_with);
        let mut writers: BTreeMap<String, Writer> = BTreeMap::new();
        let mut rest = Vec::new();
        let counts = self.reading.run_with(
            tools,
            inputs,
            ui,
            |records| (forms(&records), left_out(records, self.key.as_ref(), tools.catalogue())),
            |(forms, records): (BTreeMap<String, String>, Vec<Record>), said: &FileResult| {
                if self.key.is_none() {
                    rest.extend(said.own.iter().cloned());
                }
                lines.note(said, forms);
                records.iter().try_for_each(|record| self.writer(&mut writers, number, record)?.record(record))
            },
        )?;
        let bodies: BTreeSet<String> = writers.keys().cloned().collect();
        for writer in writers.into_values() {
            writer.end(&rest)?.iter().for_each(|finding| ui.finding(finding));
        }
        self.take_away_others(number, &bodies)?;
        for body in &bodies {
            self.reading.log.made(Some(&self.part(body, number)))?;
        }
        let mut manifest = Output::another(&self.manifest(number))?;
        let bucket = BucketLine { bucket: number, of: self.parts, made: self.made(number, &bodies)? };
        writeln!(manifest, "{}", serde_json::to_string(&bucket)?)?;
        for line in lines.ended(inputs) {
            writeln!(manifest, "{}", serde_json::to_string(&line.shown(self.key.as_ref()))?)?;
        }
        manifest.finish()?;
        Ok(counts)
    }

    fn writer<'w>(
        &self,
        writers: &'w mut BTreeMap<String, Writer>,
        number: u32,
        record: &Record,
    ) -> Result<&'w mut Writer> {
        let body = folder_name(&record.form.body);
        if !writers.contains_key(&body) {
            let part = self.part(&body, number);
            let folder = part.parent().unwrap_or(self.folder);
            temporary::private_folder(folder).with_context(|| format!("writing `{}`", folder.display()))?;
            refuse_overwriting_foreign(Some(&part), self.force)?;
            let output = Output::to(&part)?.over(self.force).if_changed();
            writers.insert(body.clone(), Writer::begin(self.target, self.options.clone(), output)?);
        }
        writers.get_mut(&body).context("a writer for each body")
    }

    fn part(&self, body: &str, number: u32) -> PathBuf {
        self.folder.join(format!("body={body}")).join(format!("{}.{}", self.stem(number), self.target))
    }

    /// The parts of a bucket, with the tables that some formats set beside them.
    fn made(&self, number: u32, bodies: &BTreeSet<String>) -> Result<Vec<Part>> {
        let begins = format!("{}.", self.stem(number));
        let mut made = Vec::new();
        for folder in bodies.iter().map(|body| self.folder.join(format!("body={body}"))) {
            for file in fs::read_dir(&folder).with_context(|| format!("reading `{}`", folder.display()))? {
                let file = file.with_context(|| format!("reading `{}`", folder.display()))?;
                if file.file_name().to_string_lossy().starts_with(&begins) {
                    made.push(Part::at(self.folder, &file.path()));
                }
            }
        }
        made.sort_by(|one, other| one.part.cmp(&other.part));
        Ok(made)
    }

    /// Of what all parts in the folder are made, by their manifests, whichever run made them.
    pub fn lineage(&self) -> Result<Lineage> {
        let mut lineage = Lineage::default();
        let files =
            |folder: &Path| fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|file| file.path());
        let mut sums: HashMap<PathBuf, String> = HashMap::new();
        for manifest in files(&self.folder.join(FOLDER)) {
            let made = BucketLine::read(&manifest).into_iter().flat_map(|bucket| bucket.made);
            sums.extend(made.filter_map(|part| Some((self.folder.join(part.part), part.sha256?))));
            let text = fs::read_to_string(&manifest).with_context(|| format!("reading `{}`", manifest.display()))?;
            for line in text.lines().filter_map(|line| serde_json::from_str::<SourceLine>(line).ok()) {
                let sum = line.sha256.as_deref().unwrap_or_default();
                lineage.source(&line.source, &version(sum, self.key.as_ref()));
                line.forms.iter().for_each(|(form, fingerprint)| lineage.mapping(form, fingerprint));
            }
        }
        let is_body = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("body="));
        for part in files(self.folder).filter(is_body).flat_map(|folder| files(&folder).collect::<Vec<_>>()) {
            match sums.get(&part) {
                Some(sum) => lineage.part(&part, sum),
                None => lineage.output(Some(&part)),
            }
        }
        Ok(lineage)
    }

    /// The parts of this bucket under other bodies are of sources that are gone or have changed; so is a folder in which
    /// nothing is left.
    fn take_away_others(&self, number: u32, bodies: &BTreeSet<String>) -> Result<()> {
        let own = format!("{}.", self.stem(number));
        // by its manifest of before, also where a run was killed between the part and its folder
        let before = BucketLine::read(&self.manifest(number)).into_iter().flat_map(|bucket| bucket.made);
        let mut emptied: BTreeSet<PathBuf> =
            before.filter_map(|part| Some(self.folder.join(Path::new(&part.part).parent()?))).collect();
        for folder in fs::read_dir(self.folder)?.filter_map(Result::ok) {
            let name = folder.file_name().to_string_lossy().into_owned();
            let Some(body) = name.strip_prefix("body=") else { continue };
            if bodies.contains(body) {
                continue;
            }
            for part in fs::read_dir(folder.path())?.filter_map(Result::ok) {
                if part.file_name().to_string_lossy().starts_with(&own) {
                    fs::remove_file(part.path()).with_context(|| format!("removing `{}`", part.path().display()))?;
                    emptied.insert(folder.path());
                }
            }
        }
        self.deal().take_away_empty(emptied.iter());
        Ok(())
    }
}

/// The folder that a run writes to.
struct PartsFolder {
    path: PathBuf,
    /// Which folders lie in it: to ask that of each file takes a twentieth of reading it.
    folders: HashMap<PathBuf, bool>,
}

impl PartsFolder {
    fn at(folder: &Path) -> Result<Self> {
        let path = folder.canonicalize().with_context(|| format!("writing `{}`", folder.display()))?;
        Ok(Self { path, folders: HashMap::new() })
    }

    /// Whether a file lies in it, under whichever name or link.
    fn holds(&mut self, file: &Path) -> bool {
        let lies = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(&self.path));
        if file.is_symlink() {
            return lies(file);
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Some(known) = self.folders.get(folder) {
            return *known;
        }
        let lies = lies(folder);
        self.folders.insert(folder.to_owned(), lies);
        lies
    }
}

/// The fingerprint of the mapping of each form among the records.
fn forms(records: &[Record]) -> BTreeMap<String, String> {
    let of = |record: &Record| {
        let fingerprint = record.made_with.as_deref().map(|made| made.mapping.clone()).unwrap_or_default();
        (record.form.id.to_string(), fingerprint)
    };
    records.iter().map(of).filter(|(form, _)| !form.is_empty()).collect()
}

/// A body as the name of a folder; of a crafted record it may be any text.
fn folder_name(body: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = body.chars().take(64).map(safe).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}
