//! Runs a parser (xls, xlsb) in a child process with limits on memory and time: damaged files make it hang or abort.

pub mod protocol;

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Instant;

use anyhow::Context;

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Format, Piece};
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::protocol::{Event, WireEvent};
use crate::document::xls::reader;
use crate::finding::Finding;

/// The word with which this program is asked to read for another process. It is no subcommand: nobody types it, and no help,
/// completion or list of commands names it.
pub const SUBCOMMAND: &str = "read-guarded";

/// The word with which it is asked to replace itself by another program, under limits on memory and file size.
pub const CONFINED: &str = "run-confined";

/// Bytes of memory that another program may ask for, and of the largest file it may write.
const OTHERS: (u64, u64) = (6 << 30, 1 << 30);

/// Where fragile formats are read.
#[derive(Clone, Debug)]
pub struct Sandbox {
    program: Option<PathBuf>,
}

impl Sandbox {
    /// In a process of its own: `program` is this program, which answers to [`SUBCOMMAND`] with [`serve`].
    pub fn program(program: impl Into<PathBuf>) -> Self {
        Self { program: Some(program.into()) }
    }

    /// In a process of this program; in this process where the program cannot say where it stands.
    pub fn of_this_program() -> Self {
        std::env::current_exe().map_or_else(|_| Self::in_process(), Self::program)
    }

    /// In this process: a panic is caught, a hang or an abort is not.
    pub fn in_process() -> Self {
        Self { program: None }
    }

    /// A command that runs another program; within limits where there is a process to set them.
    pub(crate) fn confined(&self, program: &Path) -> Command {
        self.confined_where(cfg!(unix), program)
    }

    fn confined_where(&self, has_limits: bool, program: &Path) -> Command {
        let Some(own) = self.program.as_ref().filter(|_| has_limits) else { return Command::new(program) };
        let mut command = Command::new(own);
        command.arg(CONFINED).arg(program);
        command
    }

    /// Hands on the document.
    pub fn read(&self, source: &Source, format: Format, feed: &mut CellStream<'_>) -> Step {
        reader::check(source, format, feed.limits())?;
        match &self.program {
            Some(program) => ReaderProcess::start(program, source, feed.limits())?.listen(feed),
            None => within(source, format, feed),
        }
    }
}

/// Reads in this process; a panic is a finding. Its message, which might quote the file, is not shown.
fn within(source: &Source, format: Format, feed: &mut CellStream<'_>) -> Step {
    let read = std::panic::AssertUnwindSafe(|| reader::read(source, format, feed));
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(Finding::new("damaged").into()))
}

/// Does what another process of this program asks by [`SUBCOMMAND`] or [`CONFINED`]; none where the line asks anything else.
pub fn served(line: &[OsString], limits: &Limits) -> Option<anyhow::Result<()>> {
    match line {
        [_, word, file] if word == SUBCOMMAND => Some(serve(file, limits, std::io::stdout().lock())),
        [_, word, program, arguments @ ..] if word == CONFINED => {
            Some(Err(become_confined(Path::new(program), arguments)))
        }
        _ => None,
    }
}

/// Answers to [`SUBCOMMAND`]: reads `file` (standard input for `-`) and writes it in the compact form to `out`.
pub fn serve(file: &OsStr, limits: &Limits, mut out: impl Write) -> anyhow::Result<()> {
    confine(limits.memory);
    std::panic::set_hook(Box::new(|_| {}));
    let source = if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
        Source::bytes("-", bytes)
    } else {
        Source::open(file.as_ref())?
    };
    let mut broken = None;
    let mut sink = |piece: Piece| {
        let told = WireEvent::from(Event::Piece(piece)).write(&mut out);
        told.map_or_else(
            |error| {
                broken = Some(error);
                ControlFlow::Break(())
            },
            |()| ControlFlow::Continue(()),
        )
    };
    let read = crate::document::stream(&source, limits, &Sandbox::in_process(), &mut sink);
    broken.map_or(Ok(()), Err).context("cannot write to standard output")?;
    let last = read.map_or_else(Event::Broken, |_| Event::Done);
    WireEvent::from(last).write(&mut out).context("cannot write to standard output")
}

/// Limits the memory of this process, where the system can.
#[cfg(unix)]
fn confine(memory: u64) {
    let now = rlimit::Resource::AS.get_hard().unwrap_or(rlimit::INFINITY);
    // Where it cannot be set (macOS), the checks beforehand and the time limit remain.
    let _ = rlimit::Resource::AS.set(memory.min(now), now);
    let _ = rlimit::Resource::CORE.set(0, 0);
}

#[cfg(not(unix))]
fn confine(_memory: u64) {}

/// Answers to [`CONFINED`]: becomes the program, with limits on its memory and on what it writes. It returns only where
/// that fails.
#[cfg(unix)]
pub fn become_confined(program: &Path, arguments: &[OsString]) -> anyhow::Error {
    confine(OTHERS.0);
    let now = rlimit::Resource::FSIZE.get_hard().unwrap_or(rlimit::INFINITY);
    let _ = rlimit::Resource::FSIZE.set(OTHERS.1.min(now), now);
    std::os::unix::process::CommandExt::exec(Command::new(program).args(arguments)).into()
}

/// There are no such limits to set here.
#[cfg(not(unix))]
pub fn become_confined(_program: &Path, _arguments: &[OsString]) -> anyhow::Error {
    let _ = OTHERS;
    anyhow::anyhow!("this system has no such limits")
}

/// A process that reads for this one.
struct ReaderProcess {
    child: Child,
    messages: Receiver<WireEvent>,
    until: Instant,
}

impl Drop for ReaderProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl ReaderProcess {
    fn start(program: &PathBuf, source: &Source, limits: &Limits) -> Result<Self, Finding> {
        let failed = || Finding::new("reader-gave-up");
        let mut command = Command::new(program);
        command.arg(SUBCOMMAND).stdout(Stdio::piped()).stderr(Stdio::null());
        match source.path() {
            Some(path) => command.arg(path).stdin(Stdio::null()),
            None => command.arg("-").stdin(Stdio::piped()),
        };
        let mut child = command.spawn().map_err(|_| failed())?;
        if let Some(mut input) = child.stdin.take() {
            let mut bytes = source.reader().map_err(|_| failed())?;
            // It may give up before it has taken in everything.
            std::thread::spawn(move || drop(std::io::copy(&mut bytes, &mut input)));
        }
        let out = BufReader::new(child.stdout.take().ok_or_else(failed)?);
        let (tell, messages) = sync_channel(4);
        std::thread::spawn(move || {
            let lines = out.split(b'\n').map_while(Result::ok);
            for message in lines.map_while(|line| WireEvent::parse(&line)) {
                if tell.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, messages, until: Instant::now() + limits.time })
    }

    fn listen(self, feed: &mut CellStream<'_>) -> Step {
        loop {
            let left = self.until.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).map_err(|why| match why {
                RecvTimeoutError::Timeout => Finding::new("reader-too-slow"),
                RecvTimeoutError::Disconnected => Finding::new("reader-gave-up"),
            })?;
            match Event::from(message) {
                Event::Piece(Piece::Sheet(sheet)) => feed.sheet(sheet, std::collections::BTreeMap::new())?,
                Event::Piece(Piece::Cells(cells)) => cells.into_iter().try_for_each(|cell| feed.cell(cell))?,
                Event::Piece(Piece::Merged(merged)) => feed.end(merged)?,
                Event::Piece(Piece::Finding(finding)) if finding.code == "wrong-extension" => {}
                Event::Piece(Piece::Finding(finding)) => feed.finding(finding)?,
                Event::Broken(finding) => return Err(finding.into()),
                Event::Done => return feed.end(Vec::new()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_program_runs_by_itself_where_there_are_no_limits_to_set() {
        let words = |command: Command| {
            let program = [command.get_program().to_owned()];
            program.into_iter().chain(command.get_args().map(ToOwned::to_owned)).collect::<Vec<_>>()
        };
        let sandbox = Sandbox::program("eenvorm.exe");
        let other = Path::new("soffice.exe");
        assert_eq!(words(sandbox.confined_where(false, other)), ["soffice.exe"]);
        assert_eq!(words(sandbox.confined_where(true, other)), ["eenvorm.exe", CONFINED, "soffice.exe"]);
        assert_eq!(words(Sandbox::in_process().confined_where(true, other)), ["soffice.exe"]);
    }
}
