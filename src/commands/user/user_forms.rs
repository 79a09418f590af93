//! The user's own forms: a mapping and its blanks in a folder where every command finds them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::run::reading::Mappings;
use crate::commands::user::config::folder;
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::mapping::mapping_file::{Origin, sibling_lists};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::parse;
use crate::spec_toml::diagnostic::shown;
use crate::ui::Ui;

/// Whether a form is one of the user's own.
pub fn is_own(known: &CatalogueEntry) -> bool {
    matches!((&known.origin, folder()), (Origin::File(path), Some(folder)) if path.starts_with(&folder))
}

/// That a mapping was refused for its errors, which were said before.
pub(super) fn not_added(id: &str, count: usize) -> Finding {
    Finding::new("mapping-not-added").with("id", id).with("count", count)
}

/// A mapping to be added: its id, its text, and its blanks by the names that the mapping gives them.
pub struct Addition {
    pub id: String,
    pub text: String,
    pub blanks: Vec<(String, Vec<u8>)>,
}

impl Addition {
    /// A mapping file with the blanks beside it; `blank` stands for the first of them where it is given.
    pub fn read(path: &Path, id: Option<&str>, blank: Option<&Path>) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the mapping file `{}`", path.display()))?;
        let mapping = parsed(path, &text)?;
        let id = id.map_or_else(|| id_of(path, &mapping), str::to_owned);
        let mut blanks = Vec::new();
        for (n, name) in mapping.about.blank.iter().enumerate() {
            let own = path.with_file_name(name);
            let file = blank.filter(|_| n == 0).unwrap_or(&own);
            let bytes = std::fs::read(file).with_context(|| format!("cannot read the blank `{}`", file.display()))?;
            blanks.push((name.clone(), bytes));
        }
        Ok(Self { id, text, blanks })
    }

    /// Checks it, puts it where every command finds it, and says what can be done now; false where it is refused.
    pub fn add(mut self, mappings: &Mappings, ui: &mut Ui) -> Result<bool> {
        let Some(folder) = folder() else { bail!("this system has no folder for settings; set EENVORM_CONFIG") };
        if self.id.split('/').count() != 2 || self.id.split('/').any(|part| !is_plain(part)) {
            bail!("`{}` is no id of a form; it is a body and a name: `mijn-gemeente/plan`", self.id);
        }
        let path = folder.join(&self.id).with_extension("toml");
        self.rename(&path);
        let mapping = parsed(&path, &self.text)?;
        if mapping.asked().is_empty() {
            bail!("`{}` asks for nothing: on the copy stands no name of a field, or none that is known", self.id);
        }
        let flaws = self.flaws(&mapping, ui);
        if flaws > 0 {
            ui.finding(&not_added(&self.id, flaws));
            return Ok(false);
        }
        let home = path.parent().unwrap_or(&folder).to_owned();
        let written = self.blanks.iter().map(|(name, _)| home.join(name)).chain([path.clone()]);
        let before: Vec<(PathBuf, Option<Vec<u8>>)> =
            written.map(|path| (path.clone(), std::fs::read(path).ok())).collect();
        std::fs::create_dir_all(&home).with_context(|| format!("cannot make the folder `{}`", home.display()))?;
        let write = |path: &Path, bytes: &[u8]| {
            std::fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
        };
        write(&path, self.text.as_bytes())?;
        for (name, bytes) in &self.blanks {
            write(&home.join(name), bytes)?;
        }
        if let Err(trouble) = self.ensure_recognised(&mappings.catalogue(ui)?) {
            // Nothing of what is refused stays there: its blank may be somebody's form.
            for (path, bytes) in before {
                match bytes {
                    Some(bytes) => write(&path, &bytes)?,
                    None => {
                        std::fs::remove_file(&path).with_context(|| format!("cannot write `{}`", path.display()))?
                    }
                }
            }
            return Err(trouble);
        }
        self.say(&mapping, &folder, ui);
        Ok(true)
    }

    /// Gives the blanks the name of the form: two forms of one body may both have a `blanco.xlsx`.
    fn rename(&mut self, path: &Path) {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut taken: Vec<String> = Vec::new();
        for (name, _) in &mut self.blanks {
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_owned();
            let new = format!("{stem}.{ending}");
            if taken.contains(&new) {
                continue;
            }
            let is_blank = |line: &str| line.trim_start().starts_with("blank") && line.contains('=');
            let quoted = toml::Value::String(name.clone()).to_string();
            let named = toml::Value::String(new.clone()).to_string();
            let lines = self
                .text
                .lines()
                .map(|line| if is_blank(line) { line.replace(&quoted, &named) } else { line.to_owned() });
            self.text = lines.collect::<Vec<_>>().join("\n") + "\n";
            taken.push(new.clone());
            *name = new;
        }
    }

    /// How many errors there are between the mapping and its blanks; each is said.
    fn flaws(&self, mapping: &Mapping, ui: &mut Ui) -> usize {
        let mut flaws = 0;
        for (name, bytes) in &self.blanks {
            for finding in crate::commands::user::blanks::findings(name, bytes, mapping) {
                flaws += usize::from(finding.severity == crate::finding::Severity::Error);
                ui.finding(&finding);
            }
        }
        flaws
    }

    /// Whether its own blanks are recognised as this form, now that it is among the others.
    fn ensure_recognised(&self, catalogue: &Catalogue) -> Result<()> {
        let sandbox = Sandbox::of_this_program();
        for (name, bytes) in &self.blanks {
            let source = Source::bytes(name, bytes.clone());
            let Ok(document) = crate::document::read(&source, &Limits::default(), &sandbox) else { continue };
            match catalogue.recognise(&document) {
                Ok(mapping) if *mapping.head.id == *self.id => {}
                Ok(other) => bail!("`{name}` is recognised as `{}`; add a phrase under `[recognise]`", other.head.id),
                Err(_) => bail!("`{name}` is not told from the other forms; add a phrase under `[recognise]`"),
            }
        }
        Ok(())
    }

    fn say(&self, mapping: &Mapping, folder: &Path, ui: &mut Ui) {
        let (id, fields) = (&self.id, mapping.asked().len());
        let folder = folder.display();
        ui.note(&match ui.lang() {
            Lang::Nl => format!(
                "`{id}` is toegevoegd ({fields} velden); elke opdracht kent dit formulier nu:\n  \
                 eenvorm report MAP -o rapport.html      leest ingevulde formulieren van deze soort\n  \
                 eenvorm fill --form {id} BESTAND -o ingevuld   vult het in met de antwoorden van een ander formulier\n  \
                 eenvorm forms --remove {id}   neemt het weer weg\n\
                 Uw eigen formulieren staan in `{folder}`."
            ),
            Lang::En => format!(
                "`{id}` is added ({fields} fields); every command knows this form now:\n  \
                 eenvorm report DIR -o report.html       reads filled forms of this kind\n  \
                 eenvorm fill --form {id} FILE -o filled   fills it in with the answers of another form\n  \
                 eenvorm forms --remove {id}   takes it away again\n\
                 Your own forms are in `{folder}`."
            ),
        });
    }
}

/// Takes one of the user's own forms away, with its blanks.
pub fn remove(id: &str, catalogue: &Catalogue, ui: &mut Ui) -> Result<()> {
    let known = catalogue.named(id)?;
    let Origin::File(path) = &known.origin else { bail!("`{id}` comes with the program and stays") };
    if !is_own(known) {
        bail!("`{id}` is not in your own folder but in `{}`", path.display());
    }
    let blanks = known.mapping.about.blank.iter().map(|name| path.with_file_name(name));
    for file in std::iter::once(path.clone()).chain(blanks.filter(|blank| blank.is_file())) {
        std::fs::remove_file(&file).with_context(|| format!("cannot remove `{}`", file.display()))?;
    }
    let id = &known.mapping.head.id;
    ui.note(&match ui.lang() {
        Lang::Nl => format!("`{id}` is weggenomen, met het blanco formulier"),
        Lang::En => format!("`{id}` is taken away, with its blank"),
    });
    Ok(())
}

fn parsed(path: &Path, text: &str) -> Result<Mapping> {
    let name = path.display().to_string();
    parse::mapping(&name, text, &sibling_lists(path)?)
        .map_err(|flaws| anyhow::anyhow!("a mapping cannot be used\n{}", shown(&flaws, &name, text)))
}

/// By the folder of its body, else by what the mapping says: `gemeente-dronten/jobcoachplan`.
fn id_of(path: &Path, mapping: &Mapping) -> String {
    let words = |text: &str| {
        let text = text.to_lowercase();
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(crate::text::normalize::fold).collect::<Vec<_>>().join("-")
    };
    let body = words(&mapping.head.body);
    let beside = path.parent().and_then(Path::file_name).is_some_and(|name| name.to_string_lossy() == body);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).filter(|_| beside);
    format!("{body}/{}", stem.unwrap_or_else(|| words(&mapping.about.title)))
}

fn is_plain(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}
