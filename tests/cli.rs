//! Transcripts of the program: `tests/cli/*.toml` say what is asked and what comes of it.
//!
//! `args`, `code` (0), `stdout` and `stderr` (nothing) as a whole, `shows` and `says` for lines of them, `never` for words of
//! neither, `stdin` as a file, `files` to make first. `[DIR]` is a folder of the case's own, `[..]` stands for any text in a
//! line.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    args: Vec<String>,
    #[serde(default)]
    code: i32,
    stdout: Option<String>,
    stderr: Option<String>,
    /// Lines of stdout.
    #[serde(default)]
    shows: Vec<String>,
    /// Lines of stderr.
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    stdin: Option<PathBuf>,
    /// Texts by name, made in the folder of the case.
    #[serde(default)]
    files: BTreeMap<String, String>,
}

/// Whether the text is as written, with any text at `[..]`.
fn fits(text: &str, written: &str) -> bool {
    let mut pieces = written.split("[..]");
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

/// The lines of a text fit one by one.
fn all_fit(text: &str, written: &str) -> bool {
    let (text, written): (Vec<&str>, Vec<&str>) = (text.lines().collect(), written.lines().collect());
    text.len() == written.len() && text.iter().zip(written).all(|(line, written)| fits(line, written))
}

fn run(name: &str, case: &Case) {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().display().to_string();
    for (file, text) in &case.files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let stdin = case.stdin.as_ref().map_or_else(Stdio::null, |path| File::open(path).expect("the input").into());
    let output = eenvorm()
        .args(case.args.iter().map(|arg| arg.replace("[DIR]", &own)))
        .env("LC_ALL", "C")
        .env("COLUMNS", "100")
        .env("XDG_CONFIG_HOME", folder.path())
        .env("EENVORM_NO_LIBREOFFICE", "1")
        .env_remove("EENVORM_MAPPINGS")
        .stdin(stdin)
        .output()
        .expect("the program runs");
    let plain =
        |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&own, "[DIR]").replace('\\', "/").replace(".exe", "");
    let (stdout, stderr) = (plain(&output.stdout), plain(&output.stderr));
    let all = format!("{name}: code {:?}\n-- stdout\n{stdout}-- stderr\n{stderr}", output.status.code());
    assert_eq!(output.status.code(), Some(case.code), "{all}");
    let whole = |text: &str, written: &Option<String>, lines: &[String]| match written {
        Some(written) => assert!(all_fit(text, written), "expected\n{written}\n{all}"),
        None if lines.is_empty() => assert!(text.is_empty(), "{all}"),
        None => {}
    };
    whole(&stdout, &case.stdout, &case.shows);
    whole(&stderr, &case.stderr, &case.says);
    for (text, line) in
        case.shows.iter().map(|line| (&stdout, line)).chain(case.says.iter().map(|line| (&stderr, line)))
    {
        assert!(text.lines().any(|shown| fits(shown, line)), "expected the line\n{line}\n{all}");
    }
    assert!(case.never.iter().all(|word| !stdout.contains(word) && !stderr.contains(word)), "{all}");
}

#[test]
fn every_transcript_comes_out_as_written() {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(Path::new("tests/cli")).expect("cases").flatten().map(|e| e.path()).collect();
    paths.sort();
    assert!(paths.len() > 20, "there are transcripts");
    for path in paths {
        let text = fs::read_to_string(&path).expect("a case");
        let case: Case = toml::from_str(&text).unwrap_or_else(|trouble| panic!("{}: {trouble}", path.display()));
        run(&path.display().to_string(), &case);
    }
}
