//! A double click, or forms dropped on the program: nobody typed a command, and nobody sees a terminal afterwards.
//!
//! The launcher in the release archive of macOS sets [`OWN_WINDOW`]; Windows opens a console for a program of its own.
//! Without anything dropped the program tells in Dutch what it does, and asks for forms: macOS drops nothing on a
//! launcher, but a folder that is dropped in the window is typed there. With files or folders it writes a report beside
//! them. Then it waits for Enter, for the window closes with the program. In a terminal nothing of this happens.

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::commands::Cli;
use crate::text::system::System;
use crate::text::visible;

/// Set by the launcher that comes with a release for macOS.
pub const OWN_WINDOW: &str = "EENVORM_WINDOW";

/// What every shell of Windows sets for the programs that it starts, and Explorer does not.
const SHELLS: [&str; 4] = ["PROMPT", "WT_SESSION", "TERM", "SHELL"];

const WELCOME: &str = "\
eenvorm maakt van de jobcoachformulieren van gemeenten één geheel.

Sleep een map met formulieren, of losse formulieren, in dit venster:
het maakt er één rapport van en zet dat ernaast.

Er gaat niets naar internet. Uw formulieren worden alleen gelezen.";

/// How more is asked of the program, which stands in no folder where a terminal looks for programs by itself.
fn more(system: System) -> &'static str {
    match system {
        System::Windows => {
            "
Wilt u meer, zoals een formulier laten invullen? Open de map waarin
eenvorm.exe staat in de Verkenner, typ cmd in de balk met de naam van
de map, druk op Enter, en typ in het venster dat dan opengaat:

    .\\eenvorm --help --lang nl"
        }
        System::MacOs | System::Other => {
            "
Wilt u meer, zoals een formulier laten invullen? Open het programma
Terminal, typ cd met een spatie erachter, sleep de map waarin eenvorm
staat in het venster, druk op Enter, en typ:

    ./eenvorm --help --lang nl"
        }
    }
}

const ASK: &str = "
Sleep een map in dit venster en druk op Enter (alleen Enter: sluiten).
Drag a folder into this window and press Enter (Enter alone: close).";

/// A start without a terminal: what was dropped on the program.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    dropped: Vec<PathBuf>,
}

impl Window {
    /// A window of its own, or none where a command was typed. `variable` looks up the environment.
    pub fn of(arguments: &[OsString], variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let own = variable(OWN_WINDOW).is_some() || (cfg!(windows) && is_explorer(&variable));
        let dropped: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
        // What Explorer hands over is whole paths, so that a subcommand is never taken for a file of that name.
        let are_files = dropped.iter().all(|path| path.is_absolute() && path.exists());
        (own && are_files).then_some(Self { dropped })
    }

    /// Makes the report of what was dropped on the program, or else in its window once that is explained; waits for Enter.
    pub fn run(mut self) -> ExitCode {
        if self.dropped.is_empty() {
            say(WELCOME);
            say(more(System::HERE));
            self.dropped = asked();
        }
        let Some(first) = self.dropped.first() else { return ExitCode::SUCCESS };
        let home = std::env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" });
        let code = self.report(&free(&place(first, home.map(PathBuf::from))));
        say("\nDruk op Enter om dit venster te sluiten. / Press Enter to close this window.");
        // No key to wait for where there is no keyboard; then the window may close.
        let _ = io::stdin().lock().read_line(&mut String::new());
        code
    }

    fn report(&self, report: &Path) -> ExitCode {
        let words = ["eenvorm", "report", "--lang", "nl", "--output"].map(OsString::from);
        let paths = self.dropped.iter().map(|path| path.as_os_str().to_owned());
        let line = words.into_iter().chain([report.as_os_str().to_owned(), OsString::from("--")]).chain(paths);
        let code = match Cli::try_parse_from(line) {
            Ok(cli) => cli.run(),
            Err(error) => {
                say(&error.to_string());
                ExitCode::from(2)
            }
        };
        if report.exists() {
            say(&format!("\nHet rapport staat in {}\nOpen het met een dubbelklik.", report.display()));
        }
        code
    }
}

/// What is dropped in the window, which types it there; nothing where Enter alone is pressed, or where there is no keyboard.
fn asked() -> Vec<PathBuf> {
    loop {
        say(ASK);
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            return Vec::new();
        }
        let paths = paths(line.trim(), !cfg!(windows), Path::exists);
        match paths.iter().find(|path| !path.exists()) {
            None => return paths,
            Some(path) => {
                say(&format!("\nEr is geen bestand of map `{0}`. / There is no file or folder `{0}`.", path.display()))
            }
        }
    }
}

/// The whole paths that a window typed for what was dropped in it, parted by spaces: within quotes, or with a `\` before a
/// sign that means something to a shell. On Windows that is a part of the path. A line that is one path as it stands is that.
fn paths(line: &str, escapes: bool, exists: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let absolute = |path: &str| std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    if exists(Path::new(line)) {
        return vec![absolute(line)];
    }
    let (mut paths, mut quote, mut signs) = (Vec::new(), None, line.chars());
    let mut path = String::new();
    while let Some(c) = signs.next() {
        match (quote, c) {
            (None, '\\') if escapes => path.extend(signs.next()),
            (None, '"' | '\'') => quote = Some(c),
            (Some(opened), c) if c == opened => quote = None,
            (None, ' ' | '\t') => paths.push(std::mem::take(&mut path)),
            (_, c) => path.push(c),
        }
    }
    paths.push(path);
    paths.iter().filter(|path| !path.is_empty()).map(|path| absolute(path)).collect()
}

/// Whether Windows opened the console for this program alone.
fn is_explorer(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let powershell = variable("PSModulePath").is_some_and(|path| is_from_powershell(&path.to_string_lossy()));
    !powershell && SHELLS.iter().all(|name| variable(name).is_none())
}

/// PowerShell sets none of the others, but puts the user's own modules in front of those of the system. That folder may be
/// anywhere and of any language: `OneDrive - Gemeente\Documenten\WindowsPowerShell\Modules`.
fn is_from_powershell(modules: &str) -> bool {
    let folders = modules.split(';').map(|folder| folder.trim_end_matches('\\').to_lowercase());
    let own = |folder: &String| folder.ends_with(r"powershell\modules") && !folder.contains(r"\program files");
    folders.into_iter().any(|folder| own(&folder))
}

/// The folder for the report: beside what was dropped, or the user's own where nothing may be written there, as on a share
/// that is only read.
fn place(dropped: &Path, home: Option<PathBuf>) -> PathBuf {
    let beside = dropped.parent().unwrap_or(dropped).to_owned();
    let own = home.into_iter().flat_map(|home| [home.join("Documents"), home]);
    let takes_files = |folder: &PathBuf| tempfile::tempfile_in(folder).is_ok();
    std::iter::once(beside.clone()).chain(own).find(takes_files).unwrap_or(beside)
}

/// `rapport.html` in that folder, under a number where that name is taken: nothing is written over.
fn free(folder: &Path) -> PathBuf {
    let mut report = folder.join("rapport.html");
    let mut number = 2;
    while report.exists() {
        report = folder.join(format!("rapport-{number}.html"));
        number += 1;
    }
    report
}

fn say(text: &str) {
    // A window that cannot be written to has nobody looking at it.
    let _ = writeln!(io::stdout().lock(), "{}", visible::lines(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment<'a>(set: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
        move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
    }

    #[test]
    fn a_console_of_its_own_is_told_from_a_shell() {
        const SYSTEM: &str =
            r"C:\Program Files\WindowsPowerShell\Modules;C:\WINDOWS\system32\WindowsPowerShell\v1.0\Modules";
        let documents = format!(r"C:\Users\s\Documents\WindowsPowerShell\Modules;{SYSTEM}");
        let onedrive = format!(r"C:\Users\s\OneDrive - Gemeente\Documenten\WindowsPowerShell\Modules;{SYSTEM}");
        let share = format!(r"\\server\home\s\Documenten\PowerShell\Modules;{SYSTEM}");
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], true),
            (&[("PSModulePath", SYSTEM)], true),
            (&[("PROMPT", "$P$G")], false),
            (&[("PSModulePath", &documents)], false),
            (&[("PSModulePath", &onedrive)], false),
            (&[("PSModulePath", &share)], false),
            (&[("TERM", "xterm")], false),
        ];
        for (set, own) in cases {
            assert_eq!(is_explorer(environment(set)), own, "{set:?}");
        }
    }

    #[test]
    fn what_a_window_types_for_a_dropped_folder_is_understood() {
        let whole = |paths: &[&str]| -> Vec<PathBuf> {
            paths.iter().map(|path| std::path::absolute(path).expect("a path")).collect()
        };
        for (line, escapes, there, expected) in [
            ("/Users/s/formulieren", true, "", &["/Users/s/formulieren"][..]),
            (r"/Users/s/mijn\ formulieren/", true, "", &["/Users/s/mijn formulieren/"]),
            (r"/Users/s/\(a\)\ \'b\'.xlsx /Users/s/c.docx", true, "", &["/Users/s/(a) 'b'.xlsx", "/Users/s/c.docx"]),
            ("'/home/s/mijn formulieren'", true, "", &["/home/s/mijn formulieren"]),
            (r#""C:\Users\s\mijn formulieren""#, false, "", &[r"C:\Users\s\mijn formulieren"]),
            (r"C:\Users\s\formulieren", false, "", &[r"C:\Users\s\formulieren"]),
            ("/home/s/van 't Hof", true, "/home/s/van 't Hof", &["/home/s/van 't Hof"]),
        ] {
            let found = paths(line, escapes, |path| path == Path::new(there));
            assert_eq!(found, whole(expected), "{line}");
        }
    }

    #[test]
    fn a_report_that_cannot_stand_beside_its_forms_stands_in_the_user_s_folder() {
        let home = tempfile::tempdir().expect("a folder");
        let (closed, home) = (Path::new("/er/is/geen/map/plan.xlsx"), home.path().to_owned());
        assert_eq!(place(&home.join("plan.xlsx"), None), home);
        assert_eq!(place(closed, Some(home.clone())), home);
        std::fs::create_dir(home.join("Documents")).expect("made");
        assert_eq!(place(closed, Some(home.clone())), home.join("Documents"));
        assert_eq!(place(closed, None), Path::new("/er/is/geen/map"), "and there it is said why not");
    }

    #[test]
    fn each_system_is_told_how_to_open_a_terminal_in_the_folder_of_the_program() {
        assert!(
            more(System::Windows).contains("Verkenner")
                && more(System::Windows).ends_with(r"    .\eenvorm --help --lang nl")
        );
        for system in [System::MacOs, System::Other] {
            assert!(more(system).contains("Terminal") && more(system).ends_with("    ./eenvorm --help --lang nl"));
        }
    }

    #[test]
    fn a_typed_command_is_no_dropped_file() {
        let own = [(OWN_WINDOW, "1")];
        assert_eq!(Window::of(&["report".into()], environment(&own)), None);
        assert_eq!(Window::of(&[], environment(&[("TERM", "xterm")])), None);
        assert_eq!(Window::of(&[], environment(&own)), Some(Window { dropped: Vec::new() }));
    }
}
