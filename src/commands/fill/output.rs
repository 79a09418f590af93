//! Where filled forms go: into their folder, each under a name of its own, with a list of what is to be done; or, when
//! nothing is to be written, onto standard output as what would stand where.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::commands::fill::Args;
use crate::commands::run::run_files::{END, Inputs, is_same};
use crate::commands::run::run_log::MadeForm;
use crate::fill::review::TO_CHECK;
use crate::fill::{Blank, Filled, name, todo, unwritten};
use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::record::answer::{Answer, Record};
use crate::record::schema::{Kind, Schema};
use crate::record::value::Reading;
use crate::report::wording::shown;
use crate::text::bsn;

/// What filling came to for one client or record.
pub(super) struct FillOutcome {
    pub(in crate::commands) record: Record,
    pub(in crate::commands) filled: Result<Filled, Finding>,
    pub(in crate::commands) findings: Vec<Finding>,
    /// The files of the forms, the newest first.
    pub(in crate::commands) from: Vec<String>,
}

/// Puts filled forms into their folder.
pub(super) struct OutputFolder<'a> {
    args: &'a Args,
    mapping: &'a Mapping,
    blank: &'a Blank,
    /// None where nothing is to be written.
    folder: Option<&'a Path>,
    inputs: Inputs,
    /// The names given in this run, in lower case.
    taken: HashSet<String>,
    pub(in crate::commands) filled: usize,
    todo: Option<Output>,
    nr: usize,
}

impl<'a> OutputFolder<'a> {
    pub(in crate::commands) fn new(
        args: &'a Args,
        mapping: &'a Mapping,
        blank: &'a Blank,
        folder: Option<&'a Path>,
        inputs: Inputs,
        todo: Option<Output>,
    ) -> Self {
        Self { args, mapping, blank, folder, inputs, taken: HashSet::new(), filled: 0, todo, nr: 0 }
    }

    /// Writes one form, and says what there is to say of it.
    pub(in crate::commands) fn put(&mut self, done: FillOutcome) -> Result<Vec<Finding>> {
        self.nr += 1;
        let path = self.path(&done.record);
        let pattern = path.with_file_name(format!("{}.{}", self.args.name, self.blank.extension()));
        let from = Arc::clone(&done.record.source.file);
        let form = Arc::clone(&self.mapping.head.id);
        let about = |finding: Finding| {
            let file = finding.file.clone().or_else(|| Some(Arc::clone(&from)));
            Finding { file, form: Some(Arc::clone(&form)), ..finding }
        };
        let mut findings: Vec<Finding> = done.findings;
        let said = findings.clone();
        match done.filled {
            Err(finding) => findings.push(finding),
            Ok(filled) => {
                findings.extend(todo::findings(&filled, self.mapping));
                findings.extend(filled.findings.iter().cloned());
                let bytes = filled.bytes.as_deref().unwrap_or_default();
                let told = MadeForm { pattern: &pattern, number: self.nr, bytes, from: &done.from };
                match &filled.bytes {
                    Some(_) if self.folder.is_none() => self.show(&path, &filled, &done.from, &said)?,
                    Some(_) if self.inputs.holds(&path) || self.is_written_too(&path) => {
                        findings.push(Finding::new("output-is-input").with("path", path.display()));
                        self.args.log.left_form(&told)?;
                    }
                    Some(_) if path.exists() && !self.args.force => {
                        findings.push(Finding::new("file-exists").with("path", path.display()));
                        self.args.log.left_form(&told)?;
                    }
                    Some(bytes) => {
                        let mut output = Output::another(&path)?;
                        output.write_all(bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
                        // another run may have made a form of that name in the meantime
                        if self.args.force {
                            output.finish()?;
                        } else if !output.finish_new()? {
                            findings.push(Finding::new("file-exists").with("path", path.display()));
                            self.args.log.left_form(&told)?;
                            return Ok(findings.into_iter().map(about).collect());
                        }
                        self.filled += 1;
                        self.args.log.made_form(&told)?;
                        let list = self.list(&path, &filled, &done.from, &said);
                        self.note(&list)?;
                    }
                    None => findings.push(Finding::new("form-not-filled")),
                }
            }
        }
        Ok(findings.into_iter().map(about).collect())
    }

    /// Whether a form would take the place of something else that this run writes.
    fn is_written_too(&self, path: &Path) -> bool {
        [self.args.todo.as_deref(), self.args.log.path()].into_iter().flatten().any(|other| is_same(other, path))
    }

    /// Ends the list of what is to be done.
    pub(in crate::commands) fn finish(self) -> Result<()> {
        let Some(mut todo) = self.todo else { return Ok(()) };
        todo.write_all(END.as_bytes()).context("cannot write the list of what is to be done")?;
        todo.finish()?;
        self.args.log.made(self.args.todo.as_deref())
    }

    /// The path of the next file: a name that this run has not used yet.
    fn path(&mut self, record: &Record) -> PathBuf {
        let name = name::name(&self.args.name, record, &self.mapping.head.id, self.nr);
        let mut free = name.clone();
        let mut turn = 2;
        while !self.taken.insert(free.to_lowercase()) {
            free = format!("{name}-{turn}");
            turn += 1;
        }
        self.folder.unwrap_or(Path::new("")).join(format!("{free}.{}", self.blank.extension()))
    }

    fn list(&self, path: &Path, filled: &Filled, from: &[String], said: &[Finding]) -> String {
        let by_hand: Vec<Finding> = filled.findings.iter().filter(|finding| unwritten(finding)).cloned().collect();
        let to_check = filled.findings.iter().filter(|finding| TO_CHECK.contains(&finding.code.as_ref()));
        let said: Vec<Finding> = said.iter().chain(to_check).cloned().collect();
        let file = path.display().to_string();
        todo::list(&todo::TodoSubject {
            file: &file,
            mapping: self.mapping,
            from,
            filled,
            by_hand: &by_hand,
            said: &said,
        })
    }

    fn note(&mut self, list: &str) -> Result<()> {
        match &mut self.todo {
            Some(todo) => todo.write_all(list.as_bytes()).context("cannot write the list of what is to be done"),
            None => Ok(()),
        }
    }

    /// What would stand where, and what is to be done: on standard output, with each BSN masked.
    fn show(&self, path: &Path, filled: &Filled, from: &[String], said: &[Finding]) -> Result<()> {
        let mut text = self.list(path, filled, from, said);
        let _ = writeln!(text, "Dit zou er komen te staan:\n");
        let of_one = |one: &Answer, other: &Answer| one.place == other.place && one.key.field == other.key.field;
        for parts in filled.stands.chunk_by(of_one) {
            let Answer { key, place, .. } = &parts[0];
            let mut words: Vec<String> = parts.iter().map(words).collect();
            // the parts of a name that was not understood each have the words of the whole
            words.dedup();
            let label = todo::asked_for(&key.to_string()).unwrap_or_default();
            let words = words.join(" ");
            let _ = writeln!(text, "- {place}: {label}: {}", words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let mut output = Output::stdout();
        writeln!(output, "{text}").context("cannot write what would be filled in")?;
        output.finish()
    }
}

/// In words, with each BSN masked; what was not understood stands there as it was written.
fn words(answer: &Answer) -> String {
    let field = Schema::common().field(answer.key.field);
    match &answer.reading {
        Reading::Value(value) if field.kind == Kind::Bsn => shown::masked(&shown::value(value, field)),
        Reading::Value(value) => shown::value(value, field),
        Reading::NonAnswer(said) => bsn::mask(&shown::format_non_answer(*said, &answer.text)).into_owned(),
        Reading::AsWritten if field.kind == Kind::Bsn => shown::masked(&answer.text),
        Reading::AsWritten => bsn::mask(answer.text.trim()).into_owned(),
    }
}
