//! Runs through all inputs on all cores and hands on what they give, in the order of the inputs.

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::document::source::Source;
use crate::finding::Finding;

use super::gather::Input;
use super::records;
use super::take::{Chunk, Job, Origin, Taken, chunks, not_read, take};

/// Larger files are read by a thread of their own, while the others make records of what it has read.
const LARGE: u64 = 1 << 20;

/// Inputs that are read before the first of them is handed on, for each job.
const AHEAD: usize = 64;

/// Reads all inputs; `work` is done on what each gives, on any core, `emit` on the results, in order.
pub fn run<T: Send>(
    inputs: &[Input],
    job: &Job<'_>,
    work: impl Fn(Taken) -> T + Sync,
    mut emit: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(job.jobs).build().context("cannot start the threads")?;
    let mut rest = inputs;
    while let Some(first) = rest.first() {
        if is_large(first) {
            pipeline(first, job, &pool, &work, &mut emit)?;
            rest = &rest[1..];
            continue;
        }
        let until = rest.iter().take(AHEAD * job.jobs.max(1)).position(is_large);
        let (batch, others) = rest.split_at(until.unwrap_or(rest.len().min(AHEAD * job.jobs.max(1))));
        let done: Vec<Vec<T>> = pool.install(|| batch.par_iter().map(|input| small(input, job, &work)).collect());
        for result in done.into_iter().flatten() {
            emit(result)?;
        }
        rest = others;
    }
    Ok(())
}

fn is_large(input: &Input) -> bool {
    input.path.as_ref().and_then(|path| path.metadata().ok()).is_some_and(|meta| meta.len() > LARGE)
}

/// Reads a source that is small enough to be read at one go.
fn small<T>(input: &Input, job: &Job<'_>, work: &impl Fn(Taken) -> T) -> Vec<T> {
    let (source, origin) = match open(input) {
        Ok(opened) => opened,
        Err(taken) => return vec![work(*taken)],
    };
    if let Some(taken) = records::taken(&source, &origin, input.named) {
        return vec![work(taken)];
    }
    let mut done = Vec::new();
    chunks(job, &source, &mut |chunk| {
        done.push(work(milder(input, take(job, &origin, chunk))));
        ControlFlow::Continue(())
    });
    done
}

/// Reads a large source in a thread of its own.
fn pipeline<T: Send>(
    input: &Input,
    job: &Job<'_>,
    pool: &rayon::ThreadPool,
    work: &(impl Fn(Taken) -> T + Sync),
    emit: &mut impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let (source, origin) = match open(input) {
        Ok(opened) => opened,
        Err(taken) => return emit(work(*taken)),
    };
    if let Some(taken) = records::taken(&source, &origin, input.named) {
        return emit(work(taken));
    }
    let (send, receive) = sync_channel::<Chunk>(2 * job.jobs.max(1));
    std::thread::scope(|scope| {
        let source = &source;
        scope.spawn(move || {
            chunks(job, source, &mut |chunk| match send.send(chunk) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
        while let Ok(first) = receive.recv() {
            let mut ready = vec![first];
            ready.extend(receive.try_iter().take(job.jobs.max(1) - 1));
            let one = |chunk| work(milder(input, take(job, &origin, chunk)));
            let done: Vec<T> = pool.install(|| ready.into_par_iter().map(one).collect());
            for result in done {
                emit(result)?;
            }
        }
        Ok(())
    })
}

/// A file that happens to lie in a folder and is of no form's format is no error.
fn milder(input: &Input, mut taken: Taken) -> Taken {
    if !input.named && !looks_like_a_form(&input.name) {
        for finding in taken.findings.iter_mut().filter(|finding| finding.code == "not-a-form-file") {
            finding.severity = crate::finding::Severity::Note;
        }
    }
    taken
}

/// Whether a name has the extension of a format that forms come in.
fn looks_like_a_form(name: &str) -> bool {
    const FORMS: [&str; 18] = [
        "xlsx", "xlsm", "xlam", "xltx", "xls", "xlsb", "ods", "fods", "csv", "tsv", "docx", "docm", "doc", "odt",
        "pdf", "json", "ndjson", "zip",
    ];
    name.rsplit_once('.').is_some_and(|(_, end)| FORMS.contains(&end.to_lowercase().as_str()))
}

fn open(input: &Input) -> Result<(Source, Origin), Box<Taken>> {
    let opened = match &input.path {
        Some(path) => Source::open(path).map(|source| source.named(&input.name)),
        None => stdin(),
    };
    let origin = |sha256: String| Origin { file: Arc::clone(&input.name), sha256: sha256.into() };
    let source = opened.map_err(|trouble| {
        let reason = trouble.root_cause().to_string();
        let finding = Finding::new("cannot-open").with("reason", reason).file(&input.name);
        Box::new(not_read(&origin(String::new()), finding))
    })?;
    match source.sha256() {
        Ok(sum) => Ok((source, origin(sum))),
        Err(error) => {
            let finding = Finding::new("cannot-open").with("reason", error).file(&input.name);
            Err(Box::new(not_read(&origin(String::new()), finding)))
        }
    }
}

fn stdin() -> Result<Source> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    Ok(Source::bytes("-", bytes))
}
