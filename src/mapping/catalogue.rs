//! All mappings, those in the binary and those on disk, and which of them fits a document.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use anyhow::{Context as _, Result, bail};
use sha2::{Digest, Sha256};

use crate::document::cells::model::Document;
use crate::finding::Finding;
use crate::spec_toml::diagnostic::{did_you_mean, shown};
use crate::text::digest::hex;

use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::mapping_file::{
    BUILT_IN, MappingFile, Origin, built_in, built_in_choices, files, id_of, lists_of, on_disk, read,
};
use crate::mapping::own_blank;
use crate::mapping::spec::form_spec::{Mapping, Per, Written};
use crate::mapping::spec::parse;
use crate::mapping::spec::wording::Wording;
use crate::record::value::gemeente;

/// A mapping and where it comes from.
#[derive(Clone, Debug)]
pub struct CatalogueEntry {
    pub mapping: Arc<Mapping>,
    pub origin: Origin,
}

/// All known mappings, by the id of their form.
pub struct Catalogue {
    known: BTreeMap<String, CatalogueEntry>,
    search: AhoCorasick,
    /// Of each mapping, the phrases that tell it and those that tell it apart, by their numbers in `search`.
    signs: Vec<Recognition>,
    left_out: Vec<UnusableMapping>,
}

/// A mapping of the user's own that cannot be used, and why.
#[derive(Debug)]
pub struct UnusableMapping {
    pub path: PathBuf,
    id: String,
    trouble: String,
}

impl UnusableMapping {
    fn of(id: &str, path: &Path, trouble: &anyhow::Error) -> Self {
        Self { path: path.to_owned(), id: id.to_owned(), trouble: format!("{trouble:#}") }
    }
}

/// What tells one form.
struct Recognition {
    mapping: Arc<Mapping>,
    printed: Vec<usize>,
    absent: Vec<usize>,
}

/// Phrases, each with a number.
#[derive(Default)]
struct Phrases {
    all: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Phrases {
    fn numbers(&mut self, wordings: &[Wording]) -> Vec<usize> {
        wordings.iter().map(|wording| self.number(&wording.folded)).collect()
    }

    fn number(&mut self, folded: &str) -> usize {
        if let Some(number) = self.numbers.get(folded) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(folded.to_owned());
        self.numbers.insert(folded.to_owned(), number);
        number
    }
}

/// Of its labels, in hundredths, a form has at least so many of a known one that is named as the nearest: with fewer, who
/// reads it as that form gets a form of somebody else.
const NEAR: usize = 60;

impl Catalogue {
    /// The mappings in the binary, added to or overridden by those of the folders, the last one first.
    pub fn load(folders: &[PathBuf]) -> Result<Self> {
        Self::load_beside(None, folders)
    }

    /// The same with the user's own folder before the others. A file of that folder that cannot be used is left out: it
    /// may be of long ago, and is trouble only for who names its form.
    pub fn load_beside(own: Option<&Path>, folders: &[PathBuf]) -> Result<Self> {
        let mut lists = lists_of(built_in_choices(), "choices.toml")?;
        let mut choices = built_in_choices().to_owned();
        let mut written = built_in();
        let mut left_out = Vec::new();
        if let Some(own) = own {
            let shared = own.join("choices.toml");
            if shared.is_file() {
                match read(&shared)
                    .and_then(|text| lists_of(&text, &shared.display().to_string()).map(|own| (text, own)))
                {
                    Ok((text, own)) => {
                        choices.push_str(&text);
                        lists.extend(own);
                    }
                    Err(trouble) => left_out.push(UnusableMapping::of("", &shared, &trouble)),
                }
            }
            for file in files(own) {
                match file.and_then(|path| MappingFile::of(own, &path).map_err(|trouble| (path, trouble))) {
                    Ok(file) => match parse::mapping(&file.id, &file.text, &lists) {
                        Ok(_) => written.push(file),
                        Err(flaws) => {
                            let drawn = shown(&flaws, &file.path(), &file.text);
                            left_out.push(UnusableMapping { path: file.path().into(), id: file.id, trouble: drawn });
                        }
                    },
                    Err((path, trouble)) => left_out.push(UnusableMapping::of(
                        &id_of(path.strip_prefix(own).unwrap_or(&path)),
                        &path,
                        &trouble,
                    )),
                }
            }
        }
        for folder in folders {
            let shared = folder.join("choices.toml");
            if shared.is_file() {
                let text = read(&shared)?;
                lists.extend(lists_of(&text, &shared.display().to_string())?);
                choices.push_str(&text);
            }
            written.extend(on_disk(folder)?);
        }
        let choices: Arc<str> = choices.into();
        let mut known = BTreeMap::new();
        let mut wrong = Vec::new();
        for file in written {
            match parse::mapping(&file.id, &file.text, &lists) {
                Ok(mapping) => {
                    let written = Written::new(&file.text, &choices);
                    let blank_labels = own_blank::labels(&mapping, &file.origin);
                    let mapping = Mapping { written, blank_labels, ..mapping };
                    known.insert(file.id, CatalogueEntry { mapping: Arc::new(mapping), origin: file.origin });
                }
                Err(flaws) => wrong.push(shown(&flaws, &file.path(), &file.text)),
            }
        }
        if !wrong.is_empty() {
            bail!(
                "{} cannot be used\n{}",
                if wrong.len() == 1 { "a mapping" } else { "some mappings" },
                wrong.join("\n")
            );
        }
        Ok(Self { left_out, ..Self::of(known)? })
    }

    fn of(known: BTreeMap<String, CatalogueEntry>) -> Result<Self> {
        let mut phrases = Phrases::default();
        let sign = |known: &CatalogueEntry| {
            let tells = &known.mapping.recognise;
            let (printed, absent) = (phrases.numbers(&tells.printed), phrases.numbers(&tells.absent));
            Recognition { mapping: Arc::clone(&known.mapping), printed, absent }
        };
        let signs = known.values().map(sign).collect();
        let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(&phrases.all);
        let search = search.context("the phrases of the mappings cannot be searched for")?;
        Ok(Self { known, search, signs, left_out: Vec::new() })
    }

    /// All mappings in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &CatalogueEntry> {
        self.known.values()
    }

    /// The files of those that are not built in.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.all().filter_map(|known| match &known.origin {
            Origin::File(path) => Some(path.as_path()),
            Origin::BuiltIn => None,
        })
    }

    /// The mapping of a form.
    pub fn get(&self, id: &str) -> Option<&CatalogueEntry> {
        self.known.get(id)
    }

    /// The mappings of the user's own that cannot be used.
    pub fn left_out(&self) -> &[UnusableMapping] {
        &self.left_out
    }

    /// The mapping of a form that the user names, or of the only form of a body: by its folder, its code or name, or
    /// those of a gemeente that it works for or that shares it, with the name of the form behind a `/` where there are
    /// several; else trouble with those that come near.
    pub fn named(&self, id: &str) -> Result<&CatalogueEntry> {
        if let Some(left_out) = self.left_out.iter().find(|left_out| left_out.id == id) {
            bail!("a mapping cannot be used\n{}", left_out.trouble);
        }
        if let Some(known) = self.known.get(id) {
            return Ok(known);
        }
        let (body, form) = id.split_once('/').map_or((id, None), |(body, form)| (body, Some(form)));
        let code = gemeente::code(body).unwrap_or(body);
        let is_named = |known: &&String| {
            known.split_once('/').is_some_and(|(folder, own)| form.map_or(folder == body, |form| form == own))
        };
        let has_code = |known: &&String| {
            let (head, about) = (&self.known[*known].mapping.head, &self.known[*known].mapping.about);
            head.body.eq_ignore_ascii_case(code) || about.gemeenten.iter().any(|own| own.eq_ignore_ascii_case(code))
        };
        let of_body = || {
            let fits = |known: &&String| match form {
                Some(_) => is_named(known) && has_code(known),
                None => is_named(known) || has_code(known),
            };
            self.known.keys().filter(fits)
        };
        match of_body().collect::<Vec<_>>().as_slice() {
            [] => self.get(id).with_context(|| {
                let hint = did_you_mean(id, self.known.keys().map(String::as_str));
                format!("`{id}` is no known form; {}", hint.unwrap_or_else(|| "`eenvorm forms` lists them".to_owned()))
            }),
            [only] => Ok(&self.known[*only]),
            several => {
                let ids: Vec<String> = several.iter().map(|id| format!("`{id}`")).collect();
                bail!("`{id}` has several forms: {}", ids.join(", "))
            }
        }
    }

    /// The mapping that fits the document, or the finding that says why none does.
    pub fn recognise(&self, document: &Document) -> Result<Arc<Mapping>, Finding> {
        self.recognise_printed(&LabelIndex::of(document))
    }

    /// As [`Self::recognise`], of a document that is folded already.
    pub fn recognise_printed(&self, printed: &LabelIndex<'_>) -> Result<Arc<Mapping>, Finding> {
        let text = printed.phrases();
        let mut seen = vec![false; self.search.patterns_len()];
        for hit in self.search.find_overlapping_iter(text) {
            seen[hit.pattern().as_usize()] = true;
        }
        let mut best: Vec<&Arc<Mapping>> = Vec::new();
        for Recognition { mapping, printed: all, absent } in &self.signs {
            let (all, absent) = (all.iter().all(|n| seen[*n]), absent.iter().any(|n| seen[*n]));
            if !all || absent || (mapping.per == Per::Row && !heads_a_table(mapping, printed)) {
                continue;
            }
            let weight = |m: &Mapping| m.recognise.printed.len();
            match best.first().map(|first| weight(first).cmp(&weight(mapping))) {
                None | Some(std::cmp::Ordering::Equal) => best.push(mapping),
                Some(std::cmp::Ordering::Less) => best = vec![mapping],
                Some(std::cmp::Ordering::Greater) => {}
            }
        }
        match best.as_slice() {
            [only] => Ok(Arc::clone(only)),
            [] => Err(self.unknown(printed)),
            several => {
                let ids: Vec<&str> = several.iter().map(|m| &*m.head.id).collect();
                Err(Finding::new("form-ambiguous").with("forms", ids.join(", ")))
            }
        }
    }

    /// That no mapping fits, with the one of which most labels are printed.
    fn unknown(&self, printed: &LabelIndex<'_>) -> Finding {
        let share = |mapping: &Mapping| {
            let labels: Vec<_> =
                mapping.lines.iter().flat_map(crate::mapping::spec::mapping_line::Line::labels).collect();
            let found = labels.iter().filter(|label| printed.labels(label).next().is_some()).count();
            (found * 100).checked_div(labels.len()).unwrap_or(0)
        };
        let nearest =
            self.known.values().map(|k| (share(&k.mapping), &k.mapping.head.id)).max_by_key(|(share, _)| *share);
        match nearest {
            Some((share, id)) if share >= NEAR => {
                Finding::new("form-unknown-near").with("near", id).with("share", share)
            }
            _ => Finding::new("form-unknown"),
        }
    }

    /// A checksum of all mappings: another one tells that records may come out otherwise.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for known in self.known.values() {
            // Of a file that is gone meanwhile there is nothing to tell but its name.
            let text = match &known.origin {
                Origin::BuiltIn => self.text(known),
                Origin::File(path) => std::fs::read_to_string(path).ok(),
            };
            hash.update(known.mapping.head.id.as_bytes());
            hash.update(text.unwrap_or_default());
        }
        hash.update(built_in_choices());
        hex(&hash.finalize()[..8])
    }

    /// The text of a mapping that is in the binary.
    pub fn text(&self, known: &CatalogueEntry) -> Option<String> {
        let path = format!("{}.toml", known.mapping.head.id);
        Some(BUILT_IN.get_file(path)?.contents_utf8()?.to_owned())
    }

    /// All blanks that come with a mapping, by their file names.
    pub fn blanks(&self, known: &CatalogueEntry) -> Result<Vec<(String, Vec<u8>)>> {
        known
            .mapping
            .about
            .blank
            .iter()
            .map(|name| Ok((name.clone(), own_blank::bytes(&known.mapping.head.id, &known.origin, name)?)))
            .collect()
    }
}

/// Whether all telling names of columns stand in one row.
fn heads_a_table(mapping: &Mapping, printed: &LabelIndex<'_>) -> bool {
    let names = &mapping.recognise.printed;
    printed.rows().any(|row| names.iter().all(|wording| row.clone().any(|cell| cell == wording.folded)))
}

impl Mapping {
    /// Whether a document shows all that tells this form, and nothing that tells it apart.
    pub fn fits(&self, document: &Document) -> bool {
        self.fits_printed(&LabelIndex::of(document))
    }

    /// As [`Self::fits`], of a document that is folded already.
    pub fn fits_printed(&self, printed: &LabelIndex<'_>) -> bool {
        let stands = |wording: &Wording| printed.phrases().contains(&wording.folded);
        self.recognise.printed.iter().all(stands) && !self.recognise.absent.iter().any(stands)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Catalogue, Origin};

    #[test]
    fn what_bodies_rule_is_no_mapping_in_the_binary_or_on_disk() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("mappings");
        assert!(folder.join("rules").join("rotterdam.toml").is_file());
        let built_in = Catalogue::load(&[]).expect("mappings");
        let on_disk = Catalogue::load(&[folder]).expect("mappings");
        let ids = |all: &Catalogue| all.all().map(|known| known.mapping.head.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&built_in), ids(&on_disk));
        assert!(on_disk.all().all(|known| matches!(known.origin, Origin::File(_))));
        assert!(ids(&built_in).iter().all(|id| !id.starts_with("rules/")));
    }

    #[test]
    fn a_form_is_found_under_each_of_the_bodies_that_share_it() {
        let catalogue = Catalogue::load(&[]).expect("mappings");
        let named = |id: &str| catalogue.named(id).map(|known| known.mapping.head.id.to_string()).ok();
        let shared = Some("isd-kompas/aanvraag".to_owned());
        for id in ["isd-kompas/aanvraag", "GM1954/aanvraag", "gm0965/aanvraag", "Voerendaal/aanvraag"] {
            assert_eq!(named(id), shared, "{id}");
        }
        let subsidy = Some("werkzaak-rivierenland/aanvraag-loonkostensubsidie".to_owned());
        assert_eq!((named("GM0216"), named("Culemborg")), (subsidy.clone(), subsidy));
        let plan = Some("utrecht/jobcoachplan".to_owned());
        assert_eq!((named("GM0344/jobcoachplan"), named("Utrecht/jobcoachplan")), (plan.clone(), plan));
        assert_eq!((named("GM0344"), named("GM0344/aanvraag"), named("GM9999/aanvraag")), (None, None, None));
    }
}
