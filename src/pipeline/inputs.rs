//! Which files there are to read: those the user names, and those found in folders and by globs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use globset::GlobBuilder;
use walkdir::{DirEntry, WalkDir};

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As it is shown, with `/` between folders; `-` for standard input.
    pub name: Arc<str>,
    /// None for standard input.
    pub path: Option<PathBuf>,
    /// Named by the user, and not found in a folder or by a glob.
    pub named: bool,
}

/// The inputs behind the paths, each once, in the order in which they are named; those of a folder by name.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut seen = BTreeSet::new();
    for path in paths {
        let found = behind(path)?;
        inputs.extend(found.into_iter().filter(|input| seen.insert(input.path.clone())));
    }
    if inputs.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| format!("`{}`", shown(path))).collect();
        bail!("there is no file in {}", names.join(", "));
    }
    Ok(inputs)
}

fn behind(path: &Path) -> Result<Vec<Input>> {
    if path.as_os_str() == "-" {
        return Ok(vec![Input { name: "-".into(), path: None, named: true }]);
    }
    if path.is_dir() {
        return walk(path, |_| true);
    }
    if path.exists() {
        return Ok(vec![input(path.to_owned(), true)]);
    }
    let pattern = shown(path);
    if !pattern.contains(['*', '?', '[', '{']) {
        bail!("`{pattern}` does not exist");
    }
    let found = by_glob(&pattern)?;
    if found.is_empty() {
        bail!("no file fits `{pattern}`");
    }
    Ok(found)
}

fn by_glob(pattern: &str) -> Result<Vec<Input>> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    let matcher = glob.with_context(|| format!("`{pattern}` is no pattern"))?.compile_matcher();
    let fixed: Vec<&str> = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '{'])).collect();
    let base = match fixed.join("/") {
        root if root.is_empty() && pattern.starts_with('/') => PathBuf::from("/"),
        root if root.is_empty() => PathBuf::from("."),
        root => PathBuf::from(root),
    };
    let fits = |path: &Path| matcher.is_match(shown(path.strip_prefix(".").unwrap_or(path)));
    if base.is_dir() { walk(&base, fits) } else { Ok(Vec::new()) }
}

/// The files of a folder and its folders, but for hidden files and the lock files of office programs.
fn walk(folder: &Path, fits: impl Fn(&Path) -> bool) -> Result<Vec<Input>> {
    let visible = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$"))
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = entry.with_context(|| format!("cannot read the folder `{}`", shown(folder)))?;
        if entry.file_type().is_file() && fits(entry.path()) {
            found.push(input(entry.into_path(), false));
        }
    }
    Ok(found)
}

fn input(path: PathBuf, named: bool) -> Input {
    Input { name: shown(path.strip_prefix("./").unwrap_or(&path)).into(), path: Some(path), named }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[Input], folder: &Path) -> Vec<String> {
        let strip = format!("{}/", shown(folder));
        inputs.iter().map(|input| input.name.replace(&strip, "")).collect()
    }

    #[test]
    fn folders_globs_and_files_are_read_once_and_lock_files_never() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("a/b")).expect("made");
        for name in ["a/2.xlsx", "a/b/1.csv", "a/~$2.xlsx", "a/.verborgen.xlsx", "3.pdf"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let all = gather(&[folder.path().join("3.pdf"), folder.path().to_owned()]).expect("gathered");
        assert_eq!(names(&all, folder.path()), ["3.pdf", "a/2.xlsx", "a/b/1.csv"]);
        assert!(all[0].named && !all[1].named);
        let glob = gather(&[folder.path().join("**/*.csv")]).expect("gathered");
        assert_eq!(names(&glob, folder.path()), ["a/b/1.csv"]);
        assert!(gather(&[folder.path().join("weg.xlsx")]).is_err());
        assert!(gather(&[folder.path().join("*.docx")]).is_err());
    }
}
