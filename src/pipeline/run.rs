//! Runs through all inputs on all cores and hands on what they give, in the order of the inputs.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

use anyhow::{Context, Result};
use rayon::prelude::*;

use crate::finding::Finding;
use crate::pipeline::archive::{Container, Unzipped};
use crate::pipeline::chunks::{Chunk, chunks};
use crate::pipeline::inputs::Input;
use crate::pipeline::job::Job;
use crate::pipeline::opened::{OpenedSource, downgrade_if_not_named, open, unzipped};
use crate::pipeline::read_source::{SourceRead, not_read, read_chunk};
use crate::pipeline::records_as_input;

/// Larger files are read by a thread of their own, while the others make records of what it has read.
const LARGE: u64 = 1 << 20;

/// Inputs that are read before the first of them is handed on, for each job.
const AHEAD: usize = 64;

/// Pieces of a large file that may wait, for each job.
const WAITING: usize = 8;

/// Bytes of the files of an archive that are held at once, unzipped; one file may have more.
const HELD: u64 = 16 << 20;

/// Archives within an archive that are read: a form may lie in a zip that lies in a zip, or that came with a mail.
const DEEPEST: usize = 2;

/// Reads all inputs; `work` is done on what each gives, on any core, `emit` on the results, in order.
pub fn run<T: Send>(
    inputs: &[Input],
    job: &Job<'_>,
    work: impl Fn(SourceRead) -> T + Sync,
    mut emit: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(job.jobs).build().context("cannot start the threads")?;
    let mut run = Run { job, pool: &pool, work: &work, emit: &mut emit };
    let ahead = AHEAD * job.jobs.max(1);
    let mut rest = inputs;
    while let Some(first) = rest.first() {
        if is_large(first) {
            match open(first) {
                Ok(found) => run.large(&found, 0, &mut job.limits.unzipped.clone())?,
                Err(read) => (run.emit)(work(*read))?,
            }
            rest = &rest[1..];
            continue;
        }
        let until = rest.iter().take(ahead).position(is_large);
        let (batch, others) = rest.split_at(until.unwrap_or(rest.len().min(ahead)));
        let done = pool.install(|| batch.par_iter().map(|input| small(job, &work, open(input))).collect());
        run.hand_on(done, 0, None)?;
        rest = others;
    }
    Ok(())
}

fn is_large(input: &Input) -> bool {
    input.path.as_ref().and_then(|path| path.metadata().ok()).is_some_and(|meta| meta.len() > LARGE)
}

/// What a small source gave.
enum SourceResult<T> {
    Taken(Vec<T>),
    Archive(Box<OpenedSource>),
}

/// What all sources are read with, and where their results go.
struct Run<'r, T, W> {
    job: &'r Job<'r>,
    pool: &'r rayon::ThreadPool,
    work: &'r W,
    emit: &'r mut dyn FnMut(T) -> Result<()>,
}

impl<T: Send, W: Fn(SourceRead) -> T + Sync> Run<'_, T, W> {
    /// Hands on what small sources gave, and walks the archives among them in their turn.
    fn hand_on(&mut self, done: Vec<SourceResult<T>>, depth: usize, left: Option<&mut u64>) -> Result<()> {
        let mut left = left;
        for one in done {
            match one {
                SourceResult::Taken(results) => results.into_iter().try_for_each(&mut self.emit)?,
                SourceResult::Archive(found) => {
                    let mut own = self.job.limits.unzipped;
                    self.archive(&found, depth, left.as_deref_mut().unwrap_or(&mut own))?;
                }
            }
        }
        Ok(())
    }

    /// Walks an archive as a folder; `left` are the bytes that may still be unzipped.
    fn archive(&mut self, found: &OpenedSource, depth: usize, left: &mut u64) -> Result<()> {
        let opened = if depth < DEEPEST {
            Container::open(&found.source, &found.origin.file, &self.job.limits, left)
        } else {
            Err(Finding::new("archive-too-deep"))
        };
        let mut archive = match opened {
            Ok(archive) => archive,
            Err(finding) => {
                let finding = finding.file(&found.origin.file);
                return (self.emit)((self.work)(not_read(&found.origin, finding)));
            }
        };
        let mut remark = archive.remark().or_else(|| found.remark.clone());
        while let Some(size) = archive.next_size() {
            if size > LARGE {
                let next = archive.next_file().map(|file| Unzipped { remark: remark.take(), ..file });
                match next.map(|file| unzipped(file, &found.origin)) {
                    Some(Ok(found)) => self.large(&found, depth + 1, left)?,
                    Some(Err(read)) => (self.emit)((self.work)(*read))?,
                    None => {}
                }
                continue;
            }
            let mut batch = small_files(&mut archive, AHEAD * self.job.jobs.max(1));
            batch.iter_mut().take(1).for_each(|first| first.remark = remark.take());
            let (job, work, origin) = (self.job, self.work, &found.origin);
            let one = |file| small(job, work, unzipped(file, origin));
            let done = self.pool.install(|| batch.into_par_iter().map(one).collect());
            self.hand_on(done, depth + 1, Some(&mut *left))?;
        }
        Ok(())
    }

    /// Reads a large source in a thread of its own.
    fn large(&mut self, found: &OpenedSource, depth: usize, left: &mut u64) -> Result<()> {
        let OpenedSource { source, origin, asked, remark } = found;
        if let Some(read) = records_as_input::read_records(source, origin, *asked, self.job.catalogue) {
            return (self.emit)((self.work)(remarked(read, remark.as_ref())));
        }
        let remark = Mutex::new(remark.clone());
        let remark = || remark.lock().ok().and_then(|mut remark| remark.take());
        let (job, pool, work) = (self.job, self.pool, self.work);
        let emit = &mut *self.emit;
        if job.jobs <= 1 {
            // what one thread keeps and lets go of costs less than what goes from one to another
            let (mut done, mut archive) = (Ok(()), false);
            chunks(job, source, &mut |chunk| {
                archive |= chunk.is_archive();
                if !archive {
                    done = emit(work(remarked(
                        downgrade_if_not_named(*asked, read_chunk(job, source, origin, chunk)),
                        remark().as_ref(),
                    )));
                }
                if archive || done.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            done?;
            return if archive { self.archive(found, depth, left) } else { Ok(()) };
        }
        let (send, receive) = sync_channel::<Chunk>(WAITING * job.jobs);
        let archive = std::thread::scope(|scope| {
            scope.spawn(move || {
                chunks(job, source, &mut |chunk| match send.send(chunk) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                });
            });
            while let Ok(first) = receive.recv() {
                if first.is_archive() {
                    return Ok(true);
                }
                let mut ready = vec![first];
                ready.extend(receive.try_iter().take(WAITING * job.jobs - 1));
                let one = |chunk| {
                    work(remarked(
                        downgrade_if_not_named(*asked, read_chunk(job, source, origin, chunk)),
                        remark().as_ref(),
                    ))
                };
                let done: Vec<T> = pool.install(|| ready.into_par_iter().map(one).collect());
                done.into_iter().try_for_each(&mut *emit)?;
            }
            anyhow::Ok(false)
        })?;
        if archive { self.archive(found, depth, left) } else { Ok(()) }
    }
}

/// The next small files of an archive, as many as may be held at once.
fn small_files(archive: &mut Container, most: usize) -> Vec<Unzipped> {
    let (mut batch, mut held) = (Vec::new(), 0);
    while let Some(size) = archive.next_size().filter(|size| *size <= LARGE && held + size <= HELD) {
        if batch.len() == most {
            break;
        }
        held += size;
        batch.extend(archive.next_file());
    }
    batch
}

/// What was read, with what is to be said of the archive that it lay in.
fn remarked(mut read: SourceRead, remark: Option<&Finding>) -> SourceRead {
    read.findings.extend(remark.cloned());
    read
}

/// Reads a source that is small enough to be read at one go.
fn small<T>(
    job: &Job<'_>,
    work: &impl Fn(SourceRead) -> T,
    opened: Result<OpenedSource, Box<SourceRead>>,
) -> SourceResult<T> {
    let found = match opened {
        Ok(found) => found,
        Err(read) => return SourceResult::Taken(vec![work(*read)]),
    };
    let OpenedSource { source, origin, asked, remark } = &found;
    if let Some(read) = records_as_input::read_records(source, origin, *asked, job.catalogue) {
        return SourceResult::Taken(vec![work(remarked(read, remark.as_ref()))]);
    }
    let mut remark = remark.as_ref();
    let (mut done, mut archive) = (Vec::new(), false);
    chunks(job, source, &mut |chunk| {
        archive |= chunk.is_archive();
        if !archive {
            done.push(work(remarked(
                downgrade_if_not_named(*asked, read_chunk(job, source, origin, chunk)),
                remark.take(),
            )));
        }
        ControlFlow::Continue(())
    });
    if archive { SourceResult::Archive(Box::new(found)) } else { SourceResult::Taken(done) }
}
