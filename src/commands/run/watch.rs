//! `--watch`: a run that begins again whenever a form comes, changes or goes, until it is stopped.
//!
//! The system tells that something changed; what changed is seen by looking at the files themselves (name, size, time),
//! so that a message that is lost costs some seconds and no form. A form that is still being written is waited for, though not
//! without end; what is no form is not waited for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::commands::run::reading::Reading;
use crate::document::cells::model::Format;
use crate::document::file::sniff::{Kind, sniff};
use crate::document::file::source::Source;
use crate::finding::Lang;
use crate::pipeline::opened::may_be_form_by_name;
use crate::ui::Ui;

/// How long nothing may change before files are read: programs write a file in several goes.
const QUIET: Duration = Duration::from_millis(700);

/// How long a file that keeps changing is waited for: a log grows as long as its program runs.
const LONGEST: Duration = Duration::from_secs(10);

/// How often the files are looked at where the system reports changes, for a message may be lost.
const NOW_AND_THEN: Duration = Duration::from_secs(10);

/// How often where it does not, as on many network drives.
const OFTEN: Duration = Duration::from_secs(2);

/// How long a stop may go unseen.
const STEP: Duration = Duration::from_millis(150);

/// The files as they are: their size and the time of their last change.
type Files = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Runs at once, and again after each change, until it is stopped; `own` is what the run itself writes.
pub fn follow(reading: &Reading, own: &[&Path], ui: &mut Ui, mut run: impl FnMut(&mut Ui) -> Result<()>) -> Result<()> {
    if reading.paths.iter().any(|path| path.as_os_str() == "-") || reading.files_from.as_deref() == Some(Path::new("-"))
    {
        bail!("standard input ends and cannot be followed; name a folder");
    }
    let stop = stopped()?;
    let changes = Changes::of(reading);
    let (mut read, mut again): (Option<Files>, bool) = (None, false);
    let mut changing = Changing::default();
    while !stop.load(Ordering::Relaxed) {
        let files = changing.quiet(reading, own, &stop);
        if let Some(path) = changing.newly_restless() {
            ui.note(&keeps_changing(&path, ui.lang()));
        }
        let differs = read.as_ref().is_none_or(|read| changing.differ(read, &files));
        if !stop.load(Ordering::Relaxed) && differs {
            let first = read.is_none() && !again;
            again = false;
            if !files.is_empty() {
                // the code at the end is that of the last run
                ui.reset_counts();
                match run(ui) {
                    Ok(()) => {}
                    Err(trouble) if first => return Err(trouble),
                    // a full disk may get room again, a file that went may be back: it is tried again
                    Err(trouble) => {
                        ui.trouble(&trouble);
                        again = true;
                    }
                }
            }
            ui.note(following(ui.lang()));
            read = Some(files).filter(|_| !again);
        }
        if again {
            pause(NOW_AND_THEN, &stop);
        }
        changes.wait(&stop);
    }
    Ok(())
}

fn following(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "wacht op nieuwe en veranderde bestanden, tot u Ctrl+C indrukt",
        Lang::En => "waiting for new and changed files, until you press Ctrl+C",
    }
}

/// What ctrl-c sets, or the end of a service or a session (SIGTERM, SIGHUP): the run that goes on is ended first. A second one ends the program at once; then what was being
/// written is not there, and what stood there before is.
fn stopped() -> Result<Arc<AtomicBool>> {
    static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(stop) = STOP.get() {
        return Ok(Arc::clone(stop));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let set = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    set.context("cannot tell when to stop following")?;
    let _ = STOP.set(Arc::clone(&stop));
    Ok(stop)
}

fn keeps_changing(path: &Path, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("`{}` blijft veranderen; er wordt niet langer op gewacht", path.display()),
        Lang::En => format!("`{}` keeps changing, and is no longer waited for", path.display()),
    }
}

/// The files that are changing, since when, and whether that was said.
#[derive(Default)]
struct Changing(BTreeMap<PathBuf, (Instant, bool)>);

impl Changing {
    /// The files once none changes any more that may be a form, but for those that change without end.
    fn quiet(&mut self, reading: &Reading, own: &[&Path], stop: &AtomicBool) -> Files {
        let mut before = files(reading, own);
        loop {
            pause(QUIET, stop);
            let now = files(reading, own);
            let changed = changed(&before, &now, reading.programs.ocr);
            self.0.retain(|path, _| changed.contains(path));
            for path in changed {
                self.0.entry(path).or_insert_with(|| (Instant::now(), false));
            }
            if self.0.keys().all(|path| self.is_restless(path)) || stop.load(Ordering::Relaxed) {
                return now;
            }
            before = now;
        }
    }

    /// Whether a file has been changing for longer than it is waited for.
    fn is_restless(&self, path: &Path) -> bool {
        self.0.get(path).is_some_and(|(since, _)| since.elapsed() > LONGEST)
    }

    /// A file of which it was not said yet.
    fn newly_restless(&mut self) -> Option<PathBuf> {
        let (path, (_, said)) = self.0.iter_mut().find(|(_, (since, said))| !said && since.elapsed() > LONGEST)?;
        *said = true;
        Some(path.clone())
    }

    /// Whether forms came, went or changed; one that never rests is read when it does.
    fn differ(&self, read: &Files, now: &Files) -> bool {
        changed(read, now, true).iter().any(|path| !self.is_restless(path))
    }
}

/// The files that came, went or changed and may be forms. `pictures` are forms where they are read, and else only told of.
fn changed(before: &Files, now: &Files, pictures: bool) -> BTreeSet<PathBuf> {
    let differ = |(path, meta): &(&PathBuf, _), other: &Files| other.get(*path) != Some(*meta);
    let came = now.iter().filter(|file| differ(file, before)).map(|(path, _)| path);
    let came = came.filter(|path| may_be_form(path, pictures));
    let went = before.keys().filter(|path| !now.contains_key(*path));
    came.chain(went).cloned().collect()
}

/// Whether a file may be a form by its name, or by how it begins.
fn may_be_form(path: &Path, pictures: bool) -> bool {
    if may_be_form_by_name(&path.to_string_lossy()) {
        return true;
    }
    match Source::open(path).ok().map(|source| sniff(&source)) {
        Some(Ok((Kind::Form(Format::Csv), _))) | None => false,
        Some(Ok(_)) => true,
        Some(Err(finding)) => pictures || finding.code != "picture-file" && finding.code != "not-a-form-file",
    }
}

/// Waits, unless it is to stop.
fn pause(long: Duration, stop: &AtomicBool) {
    let until = Instant::now() + long;
    while Instant::now() < until && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(STEP);
    }
}

/// The files to read as they are; a folder that is empty, or not there for a while, has none.
fn files(reading: &Reading, own: &[&Path]) -> Files {
    let inputs = reading.inputs().unwrap_or_default();
    let paths =
        inputs.into_iter().filter_map(|input| input.path).filter(|path| !own.iter().any(|own| is_own(path, own)));
    let seen = |path: PathBuf| {
        let meta = path.metadata().ok()?;
        Some((path, (meta.len(), meta.modified().ok())))
    };
    paths.filter_map(seen).collect()
}

/// Whether a file is one that the run writes: the output, a table beside it (`OUT.doelen.csv`), or a part in it.
fn is_own(path: &Path, output: &Path) -> bool {
    let (Ok(path), Ok(output)) = (std::path::absolute(path), std::path::absolute(output)) else { return false };
    let stem = output.file_stem().map(|stem| format!("{}.", stem.to_string_lossy())).unwrap_or_default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.parent() == output.parent() && path.extension() == output.extension() && name.starts_with(&stem);
    path.starts_with(&output) || (beside && !stem.is_empty())
}

/// What reports changes.
struct Changes {
    /// Of which the messages come; it ends with this.
    watcher: Option<RecommendedWatcher>,
    told: Receiver<()>,
}

impl Changes {
    /// Of the folders that are read; where one cannot be followed, files are looked at more often.
    fn of(reading: &Reading) -> Self {
        let (send, told) = channel();
        let tell = move |_: notify::Result<notify::Event>| {
            let _ = send.send(());
        };
        let watcher = notify::recommended_watcher(tell).ok().filter(|_| std::env::var_os("EENVORM_POLL").is_none());
        let followed = watcher.and_then(|mut watcher| {
            reading.paths.iter().try_for_each(|path| follow_path(&mut watcher, path)).ok().map(|()| watcher)
        });
        Self { watcher: followed, told }
    }

    /// Waits for a change, a stop, or the time to look anyhow.
    fn wait(&self, stop: &AtomicBool) {
        let longest = if self.watcher.is_some() { NOW_AND_THEN } else { OFTEN };
        let until = Instant::now() + longest;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            match self.told.recv_timeout(STEP) {
                Ok(()) => return while self.told.try_recv().is_ok() {},
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(STEP),
            }
        }
    }
}

/// A folder with all in it; of a file or a glob the folder that it lies in, for programs write a file by renaming.
fn follow_path(watcher: &mut RecommendedWatcher, path: &Path) -> notify::Result<()> {
    if path.is_dir() {
        return watcher.watch(path, RecursiveMode::Recursive);
    }
    let mut folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    while !folder.is_dir() {
        folder = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    }
    watcher.watch(folder, RecursiveMode::Recursive)
}
