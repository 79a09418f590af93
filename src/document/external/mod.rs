//! Other people's programs that happen to be installed, such as LibreOffice and tesseract: found on the path, and run with
//! limits in a folder of their own that is gone afterwards. None of them is needed, and none is linked.

pub mod libreoffice;
pub mod tesseract;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use crate::document::sandbox::Sandbox;

/// What the folders of these programs are called.
const PREFIX: &str = "eenvorm-buiten-";

/// After this time a folder belongs to a run that was killed.
const STALE: Duration = Duration::from_hours(1);

/// Bytes that are taken of what a program prints.
const PRINTED: u64 = 64 << 20;

/// Why a program gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    TooSlow,
    GaveUp,
}

/// The program of one of these names, on the path or at one of its usual places.
pub(crate) fn find(names: &[&str], usual: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    let named = |folder: PathBuf| {
        let named = |name: &&str| folder.join(if cfg!(windows) { format!("{name}.exe") } else { (*name).to_owned() });
        names.iter().map(named).collect::<Vec<_>>()
    };
    folders.flat_map(named).chain(usual.iter().cloned()).find(|program| program.is_file())
}

/// A folder for one run of a program, for its owner only.
pub(crate) fn room() -> std::io::Result<TempDir> {
    clear();
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o700));
    }
    builder.tempdir()
}

/// Takes away what a killed run left: forms may lie in it.
fn clear() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let Ok(entries) = std::fs::read_dir(std::env::temp_dir()) else { return };
        let is_stale = |path: &Path| {
            let changed = path.symlink_metadata().and_then(|meta| meta.modified()).ok();
            changed.and_then(|changed| SystemTime::now().duration_since(changed).ok()).is_some_and(|age| age > STALE)
        };
        for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
            if is_stale(&entry.path()) && !entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    });
}

/// Runs a program in its room, and takes what it prints.
pub(crate) fn run(
    program: &Path,
    arguments: &[std::ffi::OsString],
    room: &Path,
    sandbox: &Sandbox,
    time: Duration,
) -> Result<Vec<u8>, Failure> {
    let mut command = sandbox.confined(program);
    command.args(arguments).current_dir(room).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Settings and recent files of the user stay as they are, and nobody is called.
    for name in ["HOME", "TMPDIR", "TMP", "TEMP"] {
        command.env(name, room);
    }
    for name in ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    command.env_remove("no_proxy").env_remove("NO_PROXY").env("OMP_THREAD_LIMIT", "1");
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|_| Failure::GaveUp)?;
    let printed = child.stdout.take().ok_or(Failure::GaveUp)?;
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = printed.take(PRINTED).read_to_end(&mut bytes);
        read.map(|_| bytes)
    });
    let until = Instant::now() + time;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break,
            Ok(Some(_)) | Err(_) => {
                end(&mut child);
                return Err(Failure::GaveUp);
            }
            Ok(None) if Instant::now() > until => {
                end(&mut child);
                return Err(Failure::TooSlow);
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    // A child of the child would hold the pipe open for ever.
    end(&mut child);
    reader.join().ok().and_then(Result::ok).ok_or(Failure::GaveUp)
}

/// Ends a program and all that it started: an office suite begins as a script that starts the real one.
fn end(child: &mut Child) {
    let id = child.id();
    let mut all = if cfg!(windows) {
        let mut all = Command::new("taskkill");
        all.args(["/T", "/F", "/PID", &id.to_string()]);
        all
    } else {
        // every shell has `kill` within itself, and not every system has it as a program
        let mut all = Command::new("sh");
        all.args(["-c", &format!("kill -s KILL -- -{id}")]);
        all
    };
    let _ = all.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let _ = child.kill();
    let _ = child.wait();
}
