//! The headings that a mapping names, each with the labels that it expects under it.

use crate::mapping::spec::form_spec::{Heading, Mapping};
use crate::mapping::spec::wording::Wording;

impl Heading {
    /// Its own wording.
    pub(crate) fn own(&self) -> &Wording {
        &self.path[self.path.len() - 1]
    }
}

/// The paths that lines and groups stand under, and those at which a section only ends.
pub(crate) fn of(mapping: &Mapping) -> Vec<Heading> {
    let mut outline: Vec<Heading> = Vec::new();
    for line in &mapping.lines {
        expect(&mut outline, &line.section, || line.labels().cloned());
    }
    for rows in &mapping.rows {
        expect(&mut outline, &rows.section, || rows.labels().into_iter());
    }
    for heading in &mapping.headings {
        place(&mut outline, std::slice::from_ref(heading), None);
    }
    outline
}

/// Expects labels under a path and under those that lead there.
fn expect<L: Iterator<Item = Wording>>(outline: &mut Vec<Heading>, path: &[Wording], labels: impl Fn() -> L) {
    let mut parent = None;
    for depth in 1..=path.len() {
        let at = place(outline, &path[..depth], parent);
        outline[at].labels.extend(labels());
        parent = Some(at);
    }
}

/// The position of a path, where it is put if it is new.
fn place(outline: &mut Vec<Heading>, path: &[Wording], parent: Option<usize>) -> usize {
    position(outline, path).unwrap_or_else(|| {
        outline.push(Heading { path: path.to_vec(), parent, labels: Vec::new() });
        outline.len() - 1
    })
}

/// The position of a path.
pub(crate) fn position(outline: &[Heading], path: &[Wording]) -> Option<usize> {
    let same =
        |known: &[Wording]| known.len() == path.len() && known.iter().zip(path).all(|(a, b)| a.folded == b.folded);
    outline.iter().position(|heading| same(&heading.path))
}
