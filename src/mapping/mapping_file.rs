//! Mapping files as they are found: in the binary, and in folders on disk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::mapping::spec::context::ChoiceLists;
use crate::mapping::spec::parse::{self};
use crate::spec_toml::diagnostic::shown;

pub(super) static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/mappings");

/// The files of `mappings/` that are no mapping.
const OTHER_FILES: [&str; 4] = ["schema.toml", "choices.toml", "gemeenten.toml", "labels.toml"];

/// The folders of `mappings/` that hold no mapping: what bodies rule, and blanks.
const OTHER_FOLDERS: [&str; 2] = ["rules", "blanks"];

/// Where a mapping comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn,
    File(PathBuf),
}

/// A mapping file as it was found.
pub(super) struct MappingFile {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) origin: Origin,
}

impl MappingFile {
    pub(super) fn path(&self) -> String {
        match &self.origin {
            Origin::BuiltIn => format!("mappings/{}.toml", self.id),
            Origin::File(path) => path.display().to_string(),
        }
    }
}

pub(super) fn lists_of(text: &str, path: &str) -> Result<ChoiceLists> {
    parse::choice_lists(text).map_err(|flaws| anyhow::anyhow!("{}", shown(&flaws, path, text)))
}

/// The lists of wordings that a mapping file may name: those in the binary and those beside it or one folder up.
pub fn sibling_lists(path: &Path) -> Result<ChoiceLists> {
    let mut lists = lists_of(built_in_choices(), "choices.toml")?;
    for folder in path.ancestors().skip(1).take(2) {
        let shared = folder.join("choices.toml");
        if shared.is_file() {
            lists.extend(lists_of(&read(&shared)?, &shared.display().to_string())?);
        }
    }
    Ok(lists)
}

pub(super) fn built_in_choices() -> &'static str {
    BUILT_IN.get_file("choices.toml").and_then(include_dir::File::contents_utf8).unwrap_or("")
}

pub(super) fn built_in() -> Vec<MappingFile> {
    let bodies = BUILT_IN.dirs().filter(|dir| !is_other(dir.path())).flat_map(Dir::files);
    let mappings = bodies.filter(|file| file.path().extension().is_some_and(|e| e == "toml"));
    mappings
        .filter_map(|file| {
            let text = file.contents_utf8()?.to_owned();
            Some(MappingFile { id: id_of(file.path()), text, origin: Origin::BuiltIn })
        })
        .collect()
}

/// Whether a path below the mappings leads into a folder that holds none.
fn is_other(path: &Path) -> bool {
    let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.is_some_and(|name| OTHER_FOLDERS.contains(&name.as_str()))
}

/// `mappings/utrecht/jobcoachplan.toml` below the folder is `utrecht/jobcoachplan`.
pub(super) fn id_of(path: &Path) -> String {
    let parts: Vec<_> =
        path.with_extension("").components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

pub(super) fn on_disk(folder: &Path) -> Result<Vec<MappingFile>> {
    let written = |file: Result<PathBuf, (PathBuf, anyhow::Error)>| match file {
        Ok(path) => MappingFile::of(folder, &path),
        Err((_, trouble)) => Err(trouble),
    };
    files(folder).map(written).collect()
}

/// The mapping files of a folder; a folder in it that cannot be read with the reason.
pub(super) fn files(folder: &Path) -> impl Iterator<Item = Result<PathBuf, (PathBuf, anyhow::Error)>> + '_ {
    WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(move |entry| {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let trouble = anyhow::Error::from(error);
                return Some(Err((
                    path,
                    trouble.context(format!("cannot read the mappings in `{}`", folder.display())),
                )));
            }
        };
        let path = entry.path();
        let other = path.file_name().is_some_and(|name| OTHER_FILES.iter().any(|o| name == *o));
        let mapping = entry.file_type().is_file() && !other && path.extension().is_some_and(|e| e == "toml");
        let below = path.strip_prefix(folder).unwrap_or(path);
        (mapping && !is_other(below)).then(|| Ok(path.to_owned()))
    })
}

impl MappingFile {
    /// The mapping file at a path in a folder of mappings.
    pub(super) fn of(folder: &Path, path: &Path) -> Result<Self> {
        let id = id_of(path.strip_prefix(folder).unwrap_or(path));
        Ok(Self { id, text: read(path)?, origin: Origin::File(path.to_owned()) })
    }
}

pub(super) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read the mapping file `{}`", path.display()))
}
