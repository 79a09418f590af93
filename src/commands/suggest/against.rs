//! `eenvorm suggest --against`: the mapping of a newer version of a form that is known.

use anyhow::{Context, Result, anyhow};

use crate::commands::suggest::{Args, To, Understood};
use crate::document::cells::model::Document;
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::Lang;
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::mapping_file::{Origin, sibling_lists};
use crate::spec_toml::diagnostic::shown;
use crate::suggest::matching::{self, MatchedQuestion};
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::version::{self, Form, NewVersion, OldMapping};
use crate::suggest::vocabulary::choices;
use crate::text::normalize::fold;
use crate::ui::Ui;

/// What changed, as the mapping of the new version or as json, and the id that the mapping may have.
pub(in crate::commands) fn compared(args: &Args, form: &Understood, ui: &Ui) -> Result<(String, String)> {
    let known = form.catalogue.named(args.against.as_deref().unwrap_or_default())?;
    let id = &known.mapping.head.id;
    let text = text_of(known, &form.catalogue)?;
    let lists = match &known.origin {
        Origin::BuiltIn => choices::lists().clone(),
        Origin::File(path) => sibling_lists(path)?,
    };
    let blank = blank(known, form);
    let blank = blank.as_ref().map(|(document, printed_form, placed)| Form { document, printed_form, placed });
    let new = Form { document: &form.document, printed_form: &form.printed_form, placed: &form.placed };
    let old = OldMapping { id, text: &text, lists: &lists, blank };
    let made = version::of(&old, new, &form.about, rival(form), ui.lang())
        .map_err(|flaws| anyhow!("the mapping of `{id}` cannot be brought up to date\n{}", shown(&flaws, id, &text)))?;
    let new_id = args.id.clone().unwrap_or_else(|| id_of(id, &made.version));
    say(&made, id, &new_id, args, ui);
    if args.to == To::Json {
        let all: Vec<_> = made.changes.iter().map(version::change::Change::as_json).collect();
        return Ok((new_id, format!("{}\n", serde_json::to_string_pretty(&all)?)));
    }
    Ok((new_id, reviewed(made.text, args)))
}

fn text_of(known: &CatalogueEntry, catalogue: &Catalogue) -> Result<String> {
    match &known.origin {
        Origin::BuiltIn => Ok(catalogue.text(known).unwrap_or_default()),
        Origin::File(path) => {
            std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
        }
    }
}

/// The blank that the mapping has, of the same format where there is one, understood like the new form. One that cannot be
/// read tells nothing: the mapping alone is compared then.
fn blank(known: &CatalogueEntry, form: &Understood) -> Option<(Document, PrintedForm, Vec<MatchedQuestion>)> {
    let blanks = form.catalogue.blanks(known).unwrap_or_default();
    let read = blanks.into_iter().filter_map(|(name, bytes)| {
        let source = Source::bytes(&name, bytes);
        let sandbox = Sandbox::of_this_program();
        let document = crate::document::read(&source, &Limits::default(), &sandbox).ok()?;
        Some((source, document))
    });
    let mut read: Vec<_> = read.collect();
    let same = read.iter().position(|(_, document)| document.format == form.document.format).unwrap_or(0);
    if read.is_empty() {
        return None;
    }
    let (source, document) = read.swap_remove(same);
    let (printed_form, placed) = matching::read(&document, &source, form.lexicon);
    Some((document, printed_form, placed))
}

/// How many phrases the mappings have that fit the new form already.
fn rival(form: &Understood) -> usize {
    let printed = LabelIndex::of(&form.document);
    let fits = form.catalogue.all().filter(|known| known.mapping.fits_printed(&printed));
    fits.map(|known| known.mapping.recognise.printed.len()).max().unwrap_or(0)
}

/// `dronten/plan` in its version 2026 is `dronten/plan-2026`; without one it is `dronten/plan-nieuw`.
fn id_of(id: &str, version: &str) -> String {
    let words = version.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join("-");
    let words = if words.is_empty() || words == "onbekend" { "nieuw".to_owned() } else { words };
    if id.ends_with(&format!("-{words}")) { format!("{id}-nieuw") } else { format!("{id}-{words}") }
}

/// The mapping with who looked it over, and when.
fn reviewed(text: String, args: &Args) -> String {
    let Some(author) = &args.author else { return text };
    let today = crate::commands::today().to_string();
    version::signed(&text, author, &today)
}

/// How much changed and what to do next.
fn say(made: &NewVersion, old: &str, id: &str, args: &Args, ui: &Ui) {
    let lang = ui.lang();
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for word in made.changes.iter().map(|change| change.word(lang)) {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    let counts = if counts.is_empty() {
        if lang == Lang::Nl { "niets anders" } else { "nothing else" }.to_owned()
    } else {
        counts.join(", ")
    };
    let kept = made.kept;
    let form = args.form().display();
    let file = args.output.as_ref().map_or_else(|| "MAPPING".to_owned(), |path| path.display().to_string());
    ui.note(&match lang {
        Lang::Nl => format!("vergeleken met `{old}`: {kept} regels zijn gebleven zoals zij waren; {counts}"),
        Lang::En => format!("compared with `{old}`: {kept} lines stayed as they were; {counts}"),
    });
    if made.changes.is_empty() && !made.told_apart {
        ui.note(match lang {
            Lang::Nl => "Niets verschilt: het is dezelfde versie.",
            Lang::En => "Nothing differs: it is the same version.",
        });
    } else if !made.told_apart {
        ui.note(match lang {
            Lang::Nl => {
                "Niets dat gedrukt staat onderscheidt deze versie van de vorige: geef zelf een zin onder `[recognise]`."
            }
            Lang::En => {
                "Nothing that is printed tells this version from the one before: give a phrase under `[recognise]`."
            }
        });
    } else if !args.add && args.to == To::Toml {
        ui.note(&match lang {
            Lang::Nl => format!(
                "De mapping herkent de nieuwe versie; `{old}` blijft voor de oude. Kijk na wat veranderde, en zet hem dan bij uw eigen \
                 formulieren: eenvorm forms --add {file} --blank {form} --id {id}"
            ),
            Lang::En => format!(
                "The mapping recognises the new version; `{old}` stays for the old one. Look over what changed, and put it among your \
                 own forms: eenvorm forms --add {file} --blank {form} --id {id}"
            ),
        });
    }
}
