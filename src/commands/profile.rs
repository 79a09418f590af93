//! `eenvorm profile`: the user's own details, kept once for every form that asks them.

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::user::config;
use crate::fill::profile::{self, OwnProfiles, Profile, Profiles};
use crate::finding::Lang;
use crate::output::destination::Output;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::spec_toml::diagnostic::did_you_mean;
use crate::ui::Ui;

/// Keep your own details (name, organisation, KvK, IBAN, rate), which `fill` puts where a form asks them
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm profile --ask                asks each of your details
  eenvorm profile --set kvk=12345678   keeps one of them
  eenvorm profile                      shows what is kept
  eenvorm profile zelfstandig --ask    a second profile, for another organisation")]
pub struct Args {
    /// The name of the profile, for who works for several organisations [default: the one in use, else `eigen`]
    name: Option<String>,
    /// Keep this value, such as `kvk=12345678`; an empty one takes the field out; may be given more than once.
    /// The fields: naam, organisatie, kvk, iban, telefoon, email, rol, `in_dienst_van`, kwalificatie and tarief
    #[arg(long, value_name = "FIELD=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
    /// Ask for each field in turn; Enter keeps what there is
    #[arg(long, conflicts_with_all = ["set", "remove"])]
    ask: bool,
    /// Use this profile from now on, unless another is named
    #[arg(long = "default", conflicts_with = "remove")]
    default: bool,
    /// Take this profile away
    #[arg(long, conflicts_with = "set", requires = "name")]
    remove: bool,
}

/// The word for no profile at all.
const NONE: &str = "none";

/// The profile that is made where none is named.
const FIRST: &str = "eigen";

fn assignment(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or("give a field and a value: `kvk=12345678`")?;
    Ok((field.trim().to_owned(), value.trim().to_owned()))
}

/// Changes what is to be changed, and shows what there is.
pub fn run(args: &Args, ui: &Ui) -> Result<()> {
    let path = path().context("this system has no folder for settings; set EENVORM_CONFIG")?;
    let mut all = load(&path)?;
    let name = args.name.clone().or_else(|| all.used().map(str::to_owned)).unwrap_or_else(|| FIRST.to_owned());
    if name == NONE || name.trim().is_empty() || name.chars().any(char::is_control) {
        bail!("`{}` cannot be the name of a profile", name.escape_debug());
    }
    let before = all.used().map(str::to_owned);
    let first = all.profile.is_empty() && args.set.is_empty() && !args.remove && std::io::stdin().is_terminal();
    if args.remove {
        all.profile.remove(&name).with_context(|| unknown(&name, &all))?;
        all.default = all.default.filter(|default| *default != name);
    } else if args.ask || first {
        ask(&mut all, &name, ui.lang())?;
    }
    for (word, text) in &args.set {
        keep(&mut all, &name, known(word)?, text)?;
    }
    if args.default {
        if !all.profile.contains_key(&name) {
            bail!(unknown(&name, &all));
        }
        all.default = Some(name);
    }
    // A second profile does not switch the first one off.
    if all.used().is_none() {
        all.default = before.filter(|name| all.profile.contains_key(name));
    }
    if args.remove || args.ask || first || args.default || !args.set.is_empty() {
        save(&path, &all)?;
    }
    show(&all, &path, args.name.as_deref().filter(|_| !args.remove), ui.lang())
}

/// The profiles that a run uses: the one named, else the default and those for other organisations.
pub fn own(named: Option<&str>) -> Result<OwnProfiles> {
    let Some(path) = path().filter(|_| named != Some(NONE)) else { return Ok(OwnProfiles::default()) };
    let all = load(&path)?;
    let one = |name: &str| -> Result<Profile> {
        let read = all.named(name).with_context(|| unknown(name, &all))?;
        read.map_err(|key| anyhow::anyhow!("`{key}` in `{}` cannot be read", path.display()))
    };
    if let Some(name) = named {
        return Ok(OwnProfiles::one(one(name)?));
    }
    let used = all.used();
    let others = all.profile.keys().filter(|name| Some(name.as_str()) != used);
    Ok(OwnProfiles::new(used.map(one).transpose()?, others.map(|name| one(name)).collect::<Result<_>>()?))
}

fn path() -> Option<PathBuf> {
    config::settings().map(|folder| folder.join("profile.toml"))
}

fn load(path: &Path) -> Result<Profiles> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Profiles::default()),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    // What the reader of TOML says quotes the line, and that is somebody's own.
    toml::from_str(&text).map_err(|_| anyhow::anyhow!("`{}` is no file of profiles", path.display()))
}

fn save(path: &Path, all: &Profiles) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    let kept = comments(&std::fs::read_to_string(path).unwrap_or_default());
    let text = kept + &toml::to_string(all).context("writing the profiles")?;
    let mut output = Output::to(path)?;
    output.write_all(text.as_bytes()).with_context(|| format!("cannot write `{}`", path.display()))?;
    output.finish()
}

/// What somebody noted in the file by hand, a line each.
fn comments(text: &str) -> String {
    let noted = |line: &str| {
        let mut quote = None;
        let at = line.char_indices().find(|(_, c)| match (quote, c) {
            (None, '#') => true,
            (None, '"' | '\'') => {
                quote = Some(*c);
                false
            }
            (Some(open), c) if open == *c => {
                quote = None;
                false
            }
            _ => false,
        });
        at.map(|(at, _)| format!("{}\n", line[at..].trim_end()))
    };
    text.lines().filter_map(noted).collect()
}

fn unknown(name: &str, all: &Profiles) -> String {
    match did_you_mean(name, all.profile.keys().map(String::as_str)) {
        Some(hint) => format!("there is no profile `{name}`; {hint}"),
        None => format!("there is no profile `{name}`; `eenvorm profile` shows them"),
    }
}

fn known(word: &str) -> Result<FieldId> {
    profile::field(word).with_context(|| {
        let names: Vec<&str> = profile::fields().map(|id| Schema::common().field(id).name()).collect();
        format!("`{word}` is no field of a profile; known are {}", names.join(", "))
    })
}

/// Keeps a value as the file writes it; an empty text takes it out.
fn keep(all: &mut Profiles, name: &str, field: FieldId, text: &str) -> Result<()> {
    let own = all.profile.entry(name.to_owned()).or_default();
    let about = Schema::common().field(field);
    if text.trim().is_empty() {
        own.remove(&about.id);
        return Ok(());
    }
    let value = profile::read(field, text);
    let written = value.and_then(|value| profile::written(field, &value));
    let written = written.with_context(|| {
        let example = example(about.kind).map_or_else(|| about.choices.join("`, `"), str::to_owned);
        format!("what you give for `{}` cannot be right; it is written as `{example}`", about.name())
    })?;
    own.insert(about.id.clone(), written);
    Ok(())
}

fn example(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Iban => Some("NL91 ABNA 0417 1643 00"),
        Kind::Kvk => Some("12345678"),
        Kind::Phone => Some("06 12345678"),
        Kind::Email => Some("naam@voorbeeld.nl"),
        Kind::Money => Some("85,00"),
        Kind::Name => Some("S. de Vries"),
        Kind::Choice => None,
        _ => Some("tekst"),
    }
}

/// Asks for each field until the answer can be read; Enter keeps what there is, `-` takes it out.
fn ask(all: &mut Profiles, name: &str, lang: Lang) -> Result<()> {
    let mut out = std::io::stderr();
    let how = match lang {
        Lang::Nl => "Enter laat staan wat er staat; een streepje (-) haalt het weg.",
        Lang::En => "Enter keeps what there is; a dash (-) takes it out.",
    };
    writeln!(out, "{how}")?;
    let mut lines = std::io::stdin().lock().lines();
    for field in profile::fields() {
        let about = Schema::common().field(field);
        loop {
            let now = all.profile.get(name).and_then(|own| own.get(&about.id));
            let now = now.map(|now| format!(" [{now}]")).unwrap_or_default();
            let offered =
                if about.choices.is_empty() { String::new() } else { format!(" ({})", about.choices.join(", ")) };
            write!(out, "{}{offered}{now}: ", about.label.in_language(lang))?;
            out.flush()?;
            let Some(line) = lines.next().transpose()? else { return Ok(()) };
            let text = line.trim();
            if text.is_empty() {
                break;
            }
            match keep(all, name, field, if text == "-" { "" } else { text }) {
                Ok(()) => break,
                Err(_) if lang == Lang::Nl => {
                    writeln!(out, "  dat klopt niet; zo wordt het geschreven: {}", like(field))?
                }
                Err(_) => writeln!(out, "  that cannot be right; it is written as: {}", like(field))?,
            }
        }
    }
    Ok(())
}

fn like(field: FieldId) -> String {
    let about = Schema::common().field(field);
    example(about.kind).map_or_else(|| about.choices.join(", "), str::to_owned)
}

/// What the profiles say, and where they are kept.
fn show(all: &Profiles, path: &Path, only: Option<&str>, lang: Lang) -> Result<()> {
    let mut out = anstream::stdout();
    let word = |nl: &'static str, en: &'static str| if lang == Lang::Nl { nl } else { en };
    if all.profile.is_empty() {
        writeln!(
            out,
            "{}",
            word(
                "Er is nog geen profiel. Maak er een met `eenvorm profile --ask`, of met bijvoorbeeld\n  eenvorm profile --set naam=\"S. de Vries\" --set kvk=12345678",
                "There is no profile yet. Make one with `eenvorm profile --ask`, or for instance with\n  eenvorm profile --set naam=\"S. de Vries\" --set kvk=12345678",
            )
        )?;
        return Ok(());
    }
    if let Some(name) = only.filter(|name| !all.profile.contains_key(*name)) {
        bail!(unknown(name, all));
    }
    for (name, own) in all.profile.iter().filter(|(name, _)| only.is_none_or(|only| only == name.as_str())) {
        let used = if all.used() == Some(name) {
            word(" (gebruikt, tenzij u een ander noemt)", " (used, unless another is named)")
        } else {
            ""
        };
        writeln!(out, "{name}{used}")?;
        for field in profile::fields() {
            let about = Schema::common().field(field);
            let said = own.get(&about.id).map_or("-", String::as_str);
            writeln!(out, "  {:<16}{:<34}{said}", about.name(), about.label.in_language(lang))?;
        }
    }
    writeln!(out, "{} {}", word("Bewaard in", "Kept in"), path.display())?;
    Ok(())
}
