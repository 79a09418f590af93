//! What runs of another deal left in a folder of parts: another number of buckets, another format, or other shares.
//! Whoever reads the folder reads all parts in it, so that such parts beside those of this run would give records
//! twice.
//!
//! What the same share made (or the same whole) is taken away, for this run makes all of it again. A share and the
//! whole, or shares of two divisions, cannot tell what of each other they hold: that is refused.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::run::manifest::{BucketLine, FOLDER, MadeWith, SourceLine};
use crate::output::Target;
use crate::pipeline::shard::Shard;

/// What the name of a part begins with: its bucket, and the share that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartName {
    pub(in crate::commands) number: u32,
    pub(in crate::commands) shard: Option<Shard>,
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shard {
            Some(shard) => write!(f, "part-{:05}-{}", self.number, shard.word()),
            None => write!(f, "part-{:05}", self.number),
        }
    }
}

impl PartName {
    /// Of the name of a part, and how that name ends; none of another file.
    fn of(path: &Path) -> Option<(Self, Target)> {
        let name = path.file_name()?.to_str()?;
        let (stem, end) = name.split_once('.')?;
        let (number, shard) = match stem.strip_prefix("part-")?.split_once('-') {
            Some((number, shard)) => (number, Some(shard.replacen("-of-", "/", 1).parse().ok()?)),
            None => (stem.strip_prefix("part-")?, None),
        };
        // the tables beside a csv are called after it: `part-00003.doelen.csv`
        let target = end.rsplit('.').next()?.parse().ok()?;
        Some((Self { number: number.parse().ok()?, shard }, target))
    }
}

/// How a run deals records over a folder.
pub(super) struct Partitioning<'r> {
    pub(in crate::commands) folder: &'r Path,
    pub(in crate::commands) shard: Option<Shard>,
    pub(in crate::commands) parts: u32,
    pub(in crate::commands) target: Target,
}

impl Partitioning<'_> {
    /// Takes away what another deal of this share left, and says how many files that were; trouble where others left parts
    /// that may hold the same records.
    pub(super) fn take_away_others(&self) -> Result<usize> {
        let manifests = files(&self.folder.join(FOLDER))?;
        let parts = self.parts_there()?;
        let made_by_others = |stem: PartName| match (stem.shard, self.shard) {
            (Some(theirs), Some(own)) => !theirs.is_beside(own),
            (theirs, own) => theirs != own,
        };
        if let Some(other) = parts.iter().find(|path| PartName::of(path).is_some_and(|(stem, _)| made_by_others(stem)))
        {
            bail!(
                "`{}` was made by another share of the files than this run reads, and may hold the same records; name another folder, or empty this one",
                other.display()
            );
        }
        let own = |path: &PathBuf| PartName::of(path).filter(|(stem, _)| stem.shard == self.shard);
        let is_of_another_deal = |path: &&PathBuf| {
            let of = |stem: PartName| {
                stem.number >= self.parts || BucketLine::read(path).is_some_and(|b| b.of != self.parts)
            };
            own(path).is_some_and(|(stem, _)| of(stem))
        };
        let others: Vec<&PathBuf> = manifests.iter().filter(is_of_another_deal).collect();
        let stems: HashSet<u32> = others.iter().filter_map(|path| Some(own(path)?.0.number)).collect();
        let mut taken_away = 0;
        for part in &parts {
            let Some((stem, target)) = own(part) else { continue };
            if target != self.target || stem.number >= self.parts || stems.contains(&stem.number) {
                remove(part)?;
                taken_away += 1;
            }
        }
        let told = others.iter().filter_map(|path| BucketLine::read(path)).flat_map(|bucket| bucket.made);
        let folders: Vec<PathBuf> =
            told.filter_map(|part| Some(self.folder.join(Path::new(&part.part).parent()?))).collect();
        self.take_away_empty(folders.iter());
        // the manifests last: a run that is killed here finds by them what is still to be taken away
        others.into_iter().try_for_each(|manifest| remove(manifest))?;
        Ok(taken_away)
    }

    /// Takes away those folders of bodies in which nothing is left. In a run over a share they stay, for the run over another
    /// one may just be about to write there.
    pub(super) fn take_away_empty<'f>(&self, folders: impl Iterator<Item = &'f PathBuf>) {
        let is_body = |folder: &&PathBuf| {
            let name = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("body="));
            name && folder.parent() == Some(self.folder)
        };
        for folder in folders.filter(is_body).filter(|_| self.shard.is_none()) {
            // a folder that holds something is not removed
            let _ = fs::remove_dir(folder);
        }
    }

    /// The sources that earlier runs of this share read, by the manifests that they left, and what they were made with.
    pub(super) fn sources_before(&self) -> Result<Vec<(String, MadeWith)>> {
        let mut sources = Vec::new();
        let own = |path: &PathBuf| PartName::of(path).is_some_and(|(stem, _)| stem.shard == self.shard);
        for manifest in files(&self.folder.join(FOLDER))?.into_iter().filter(own) {
            // one that cannot be read is made again, and its parts are not what is there to lose
            let Ok(text) = fs::read_to_string(&manifest) else { continue };
            let lines = text.lines().filter_map(|line| serde_json::from_str::<SourceLine>(line).ok());
            sources.extend(lines.map(|line| (line.source, line.made_with)));
        }
        Ok(sources)
    }

    /// The files in the folders of bodies.
    fn parts_there(&self) -> Result<Vec<PathBuf>> {
        let mut parts = Vec::new();
        for folder in files(self.folder)? {
            let is_body = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("body="));
            if is_body && folder.is_dir() {
                parts.extend(files(&folder)?);
            }
        }
        Ok(parts)
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut files = read().with_context(|| format!("reading `{}`", folder.display()))?;
    files.sort();
    Ok(files)
}

/// Another run may have taken it away in the meantime.
fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing `{}`", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_part_tells_its_bucket_and_its_share() {
        let shard = |text: &str| Some(text.parse().expect("a share"));
        for (name, told) in [
            ("part-00003.ndjson", Some((3, None, Target::Ndjson))),
            ("part-00003.doelen.csv", Some((3, None, Target::Csv))),
            ("part-00012-2-of-7.xlsx", Some((12, shard("2/7"), Target::Xlsx))),
            ("part-00012-2-of-7.txt", None),
            ("part-x.ndjson", None),
            ("part-00003", None),
            ("notes.csv", None),
        ] {
            let expected = told.map(|(number, shard, target)| (PartName { number, shard }, target));
            assert_eq!(PartName::of(Path::new(name)), expected, "{name}");
        }
    }
}
