//! All rulings, those in the binary and those on disk, and which of them holds for a body on a date.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail};
use foldhash::{HashMap, HashMapExt};
use include_dir::{Dir, include_dir};
use jiff::civil;

use crate::spec_toml::diagnostic::shown;

use super::fact::Fact;
use super::read;
use super::ruling::{Followed, Ruling, Scheme};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/mappings/rules");

/// All known rulings.
pub struct Rules {
    /// In the order of their ids.
    rulings: Vec<Ruling>,
    /// The positions of those that are about a body, by its name as written and in lower case.
    about: HashMap<String, Vec<usize>>,
}

impl Rules {
    /// The rulings in the binary.
    pub fn built_in() -> &'static Self {
        static ALL: OnceLock<Rules> = OnceLock::new();
        ALL.get_or_init(|| Self::load(&[]).expect("the rules in the binary are well formed"))
    }

    /// The rulings in the binary, added to or overridden by those in `rules/` of the folders of mappings.
    pub fn load(folders: &[PathBuf]) -> Result<Self> {
        Self::load_beside(None, folders).map(|(rules, _)| rules)
    }

    /// The same with the user's own folder before the others; a file of rules there that cannot be used is left out,
    /// and its path is given.
    pub fn load_beside(own: Option<&Path>, folders: &[PathBuf]) -> Result<(Self, Vec<String>)> {
        let mut written = built_in();
        let mut left_out = Vec::new();
        if let Some(folder) = own.map(|own| own.join("rules")) {
            match on_disk(&folder) {
                Ok(own) => {
                    let (usable, others) = own.into_iter().partition(|(id, _, text)| read::ruling(id, text).is_ok());
                    let _: &Vec<(String, String, String)> = &others;
                    written.extend::<Vec<_>>(usable);
                    left_out.extend(others.into_iter().map(|(_, path, _)| path));
                }
                Err(_) => left_out.push(folder.display().to_string()),
            }
        }
        for folder in folders {
            written.extend(on_disk(&folder.join("rules"))?);
        }
        let (mut rulings, mut wrong) = (BTreeMap::new(), Vec::new());
        for (id, path, text) in written {
            match read::ruling(&id, &text) {
                Ok(ruling) => _ = rulings.insert(id, ruling),
                Err(flaws) => wrong.push(shown(&flaws, &path, &text)),
            }
        }
        if !wrong.is_empty() {
            bail!("some rules cannot be used\n{}", wrong.join("\n"));
        }
        let mut rulings: Vec<Ruling> = rulings.into_values().collect();
        follow(&mut rulings)?;
        Ok((Self { about: about(&rulings), rulings }, left_out))
    }

    /// All of them, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Ruling> {
        self.rulings.iter()
    }

    /// By the name of its file.
    pub fn get(&self, id: &str) -> Option<&Ruling> {
        self.rulings.iter().find(|ruling| ruling.id == id)
    }

    /// The ruling that best tells what holds for a body on a date; of UWV's the external jobcoach comes first.
    pub fn for_body(&self, body: &str, date: civil::Date) -> Option<&Ruling> {
        self.all_for(body, date).into_iter().next()
    }

    /// All that holds for a body on a date, also through the region it belongs to: its own before the region's,
    /// external before internal, what says how much before what does not, dated before undated, and then by what was read.
    pub fn all_for(&self, body: &str, date: civil::Date) -> Vec<&Ruling> {
        let about = self.about.get(body).or_else(|| self.about.get(&body.to_ascii_lowercase()));
        let about = about.into_iter().flatten().map(|position| &self.rulings[*position]);
        let mut found: Vec<&Ruling> = about.filter(|ruling| ruling.validity.holds_on(date)).collect();
        found.sort_by_key(|ruling| {
            let regional = !ruling.body.eq_ignore_ascii_case(body);
            let says = ruling.intensity.is_some();
            (regional, ruling.scheme, !says, ruling.validity.from().is_none(), ruling.evidence.level)
        });
        found
    }

    /// The last ruling of a body itself, begun by a date, that states a number: where none that holds states it.
    pub fn last_to_state(&self, body: &str, scheme: Option<Scheme>, fact: Fact, date: civil::Date) -> Option<&Ruling> {
        let of_body = |ruling: &&Ruling| ruling.body.eq_ignore_ascii_case(body) && ruling.number(fact).is_some();
        let begun = |ruling: &&Ruling| ruling.validity.from().is_some_and(|from| from <= date);
        let fits = |ruling: &&Ruling| scheme.is_none() || ruling.scheme.is_none() || ruling.scheme == scheme;
        self.all().filter(of_body).filter(begun).filter(fits).max_by_key(|ruling| ruling.validity.from())
    }

    /// Of every body and scheme the ruling to count with on a date: the one that says how much and holds; else the last
    /// one that said so and has begun; else the one that holds, or the last that did.
    pub fn to_compare(&self, date: civil::Date) -> Vec<&Ruling> {
        let mains = self.combined(date).into_iter().filter_map(|body| self.get(&body.ruling.id));
        mains.collect()
    }
}

/// Fills what a body that follows another does not say itself with what the other says, and remembers what that was.
fn follow(rulings: &mut [Ruling]) -> Result<()> {
    let written = rulings.to_vec();
    for ruling in rulings.iter_mut() {
        let Some(followed) = ruling.follows.clone() else { continue };
        let is_it = |other: &&Ruling| {
            (other.body.eq_ignore_ascii_case(&followed) || other.id == followed) && other.id != ruling.id
        };
        let rank = |other: &&Ruling| {
            let scheme =
                other.scheme == ruling.scheme || (ruling.scheme.is_none() && other.scheme == Some(Scheme::Extern));
            (scheme, other.intensity.is_some(), other.validity.from())
        };
        let Some(other) = written.iter().filter(is_it).max_by_key(rank) else {
            bail!("`{}` follows `{followed}`, of which no rules are known", ruling.id);
        };
        let (body, until) = (other.body.clone(), other.validity.in_force_until);
        ruling.followed = Some(Followed { id: other.id.clone(), body, until });
        inherit(ruling, other);
    }
    Ok(())
}

fn inherit(ruling: &mut Ruling, other: &Ruling) {
    for (key, said) in &other.facts {
        if !ruling.facts.contains_key(key) {
            ruling.facts.insert(*key, said.clone());
            ruling.inherited.insert(*key);
        }
    }
    if ruling.intensity.is_none() && other.intensity.is_some() {
        ruling.intensity.clone_from(&other.intensity);
        ruling.inherited.insert(("intensity", "regimes"));
    }
    if ruling.rates.is_empty() && !other.rates.is_empty() {
        ruling.rates.clone_from(&other.rates);
        ruling.inherited.insert(("tariff", "rates"));
    }
}

/// The positions of the rulings of each body, its own and those of its region, in the order of their ids.
fn about(rulings: &[Ruling]) -> HashMap<String, Vec<usize>> {
    let mut about: HashMap<String, Vec<usize>> = HashMap::new();
    for (position, ruling) in rulings.iter().enumerate() {
        for body in std::iter::once(&ruling.body).chain(&ruling.gemeenten) {
            let positions = about.entry(body.to_ascii_lowercase()).or_default();
            if positions.last() != Some(&position) {
                positions.push(position);
            }
        }
    }
    for body in rulings.iter().flat_map(|ruling| std::iter::once(&ruling.body).chain(&ruling.gemeenten)) {
        let positions = about.get(&body.to_ascii_lowercase()).cloned().unwrap_or_default();
        about.insert(body.clone(), positions);
    }
    about
}

fn built_in() -> Vec<(String, String, String)> {
    let files = BUILT_IN.files().filter(|file| file.path().extension().is_some_and(|e| e == "toml"));
    let read = files.filter_map(|file| {
        let id = file.path().file_stem()?.to_string_lossy().into_owned();
        let path = format!("mappings/rules/{id}.toml");
        Some((id, path, file.contents_utf8()?.to_owned()))
    });
    read.collect()
}

/// Id, path and text of every file of rules in a folder; none where there is no such folder.
fn on_disk(folder: &Path) -> Result<Vec<(String, String, String)>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let trouble = || format!("cannot read the rules in `{}`", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(trouble)? {
        paths.push(entry.with_context(trouble)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let read = paths.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).with_context(trouble)?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((id, path.display().to_string(), text))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Rules, Scheme};

    const TODAY: Date = date(2026, 11, 21);

    fn of(body: &str, date: Date) -> Option<&'static str> {
        Rules::built_in().for_body(body, date).map(|ruling| ruling.id.as_str())
    }

    #[test]
    fn each_day_has_the_version_that_held_then() {
        let versions = [
            (date(2007, 1, 1), "uwv-extern-2007"),
            (date(2012, 12, 14), "uwv-extern-2007"),
            (date(2012, 12, 15), "uwv-extern-2012"),
            (date(2014, 6, 30), "uwv-extern-2012"),
            (date(2014, 7, 1), "uwv-extern-2014"),
            (date(2015, 12, 31), "uwv-extern-2014"),
            (date(2016, 1, 10), "uwv-extern-2016"),
            (date(2019, 10, 1), "uwv-web-extern"),
        ];
        for (day, expected) in versions {
            assert_eq!(of("uwv", day), Some(expected), "{day}");
        }
        let all = Rules::built_in().all_for("uwv", TODAY);
        let intern = all.iter().find(|ruling| ruling.scheme == Some(Scheme::Intern));
        assert_eq!(intern.map(|ruling| ruling.id.as_str()), Some("uwv-intern-2015"));
    }

    #[test]
    fn a_gemeente_is_found_by_its_own_code_and_through_its_region() {
        assert_eq!(of("GM0599", TODAY), Some("rotterdam"));
        assert_eq!(of("gm0599", TODAY), Some("rotterdam"));
        assert_eq!(of("GM0232", TODAY), Some("lucrato"));
        assert_eq!(of("GM0405", TODAY), Some("werksaam-westfriesland"));
        assert_eq!(of("isd-kompas", TODAY), Some("isd-kompas"));
        assert_eq!(of("GM0034", TODAY), None);
    }

    #[test]
    fn before_and_after_its_time_a_ruling_does_not_hold() {
        assert_eq!(of("GM0473", date(2020, 1, 1)), Some("zandvoort"));
        assert_eq!(of("GM0473", TODAY), None);
        assert_eq!(of("GM0599", date(2025, 12, 31)), None);
        assert_eq!(of("GM1681", date(2023, 7, 1)), Some("borger-odoorn"), "it works back to July");
    }

    #[test]
    fn every_body_is_compared_once_with_the_last_that_says_how_much() {
        let compared = Rules::built_in().to_compare(TODAY);
        let ids: Vec<&str> = compared.iter().map(|ruling| ruling.id.as_str()).collect();
        assert_eq!(ids[..2], ["uwv-extern-2014", "uwv-intern-2015"]);
        assert_eq!(ids.len(), 25);
        let then = Rules::built_in().to_compare(date(2013, 1, 1));
        assert!(then.iter().any(|ruling| ruling.id == "uwv-extern-2012"));
        assert!(!then.iter().any(|ruling| ruling.id == "rotterdam"));
    }

    #[test]
    fn a_folder_adds_rules_and_overrides_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let rules = folder.path().join("rules");
        std::fs::create_dir(&rules).expect("a folder");
        let own = "[ruling]\nbody = \"GM0034\"\nname = \"Almere\"\nkind = \"gemeente\"\n\
            [evidence]\nlevel = \"web_page\"\nsource = \"https://example.nl\"\nseen_on = \"2026-11-21\"\n";
        std::fs::write(rules.join("almere.toml"), own).expect("written");
        let folders = [folder.path().to_owned()];
        let all = Rules::load(&folders).expect("rules");
        assert!(all.for_body("GM0034", TODAY).is_some() && all.for_body("GM0599", TODAY).is_some());
        std::fs::write(rules.join("almere.toml"), own.replace("kind", "kint")).expect("written");
        let trouble = Rules::load(&folders).err().expect("trouble").to_string();
        assert!(trouble.contains("did you mean `kind`?"), "{trouble}");
    }
}
