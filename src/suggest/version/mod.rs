//! A newer version of a mapped form: its mapping keeps every line that a person confirmed, recognises the new form and not
//! the old one, and says in words what moved, what is new and what is gone.

mod additions;
pub mod change;
mod groups;
mod headings;
mod lines;
mod mapping_text;
mod mapping_update;
mod order;
mod recognise;
mod sentences;

use crate::finding::Lang;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::spec::context::ChoiceLists;
use crate::mapping::spec::form_spec::Per;
use crate::record::schema::Schema;
use crate::spec_toml::diagnostic::Diagnostic;
use crate::text::checkbox::has_certain_box;
use crate::text::normalize::{fold, fold_label};

use crate::suggest::draft::line::quoted;
use crate::suggest::draft::mapping_head::MappingHead;
use crate::suggest::draft::unaccounted;

use change::Change;
use mapping_text::{line_after, place_of, set, unset};
use mapping_update::MappingUpdate;

pub use mapping_update::Form;

/// A mapping brought up to date, and what changed.
pub struct NewVersion {
    pub text: String,
    pub changes: Vec<Change>,
    /// How many lines stayed as they were.
    pub kept: usize,
    pub version: String,
    /// Whether anything printed tells the new form from the old one.
    pub told_apart: bool,
}

/// The mapping as it was, with the lists of words that it may name.
pub struct OldMapping<'o> {
    pub id: &'o str,
    pub text: &'o str,
    pub lists: &'o ChoiceLists,
    /// Its blank, where it has one that can be read.
    pub blank: Option<Form<'o>>,
}

/// Brings a mapping up to date; `rival` is how many phrases the other mappings have that fit the new form.
pub fn of(
    old: &OldMapping<'_>,
    new: Form<'_>,
    about: &MappingHead,
    rival: usize,
    lang: Lang,
) -> Result<NewVersion, Vec<Diagnostic>> {
    let mut work = MappingUpdate::begin(old.id, old.text, old.lists, new, old.blank)?;
    let before = work.old_labels();
    let all = work.mapping.lines.len();
    headings::renew(&mut work);
    let gone = if lines::are_all_there(&work) { lines::renew(&mut work) } else { Vec::new() };
    order::say(&mut work, &before);
    let columns = groups::renew(&mut work);
    lines::remove(&mut work, &gone);
    groups::remove(&mut work, &columns);
    explain_gone(&mut work);
    // what was taken out changes what the rest finds
    let text = work.text.clone();
    work.take(text, |_, _| true);
    additions::add(&mut work, lang);
    recognise::head(&mut work, about);
    let text = work.text.clone();
    work.take(text, |_, _| true);
    if !new.printed_form.filled {
        printed(&mut work);
    }
    let told_apart = recognise::renew(&mut work, rival);
    blank(&mut work, about);
    let touched =
        |change: &&Change| matches!(change, Change::Reworded { .. } | Change::Gone { .. } | Change::Moved { .. });
    let kept = all.saturating_sub(work.changes.iter().filter(touched).count());
    let said: String = work.changes.iter().map(|change| format!("# {}\n", change.sentence(lang))).collect();
    let text = format!("{said}{}", work.text);
    let mapping = crate::mapping::spec::parse::mapping(old.id, &text, old.lists)?;
    Ok(NewVersion { text, changes: work.changes, kept, version: mapping.head.version.clone(), told_apart })
}

/// A core field that is asked no more has a reason under `[not_asked]`.
fn explain_gone(work: &mut MappingUpdate<'_>) {
    let schema = Schema::common();
    let fields: Vec<String> = work
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Gone { field, .. } => Some(field.clone()),
            _ => None,
        })
        .collect();
    for field in fields {
        let whole = whole_of(&field);
        let Some(id) = schema.id(whole).filter(|id| schema.field(*id).core) else { continue };
        let asked = mapping_text::asks(&work.text, whole);
        if asked || work.mapping.not_asked.iter().any(|(known, _)| *known == id) {
            continue;
        }
        if place_of(&work.text, &["not_asked", whole]).is_some() {
            continue;
        }
        let line = format!("{} = \"deze versie vraagt het niet meer\"\n", quoted(whole));
        match line_after(&work.text, "[not_asked]") {
            Some(at) => work.text.insert_str(at, &line),
            None => work.text.push_str(&format!("\n[not_asked]\n{line}")),
        }
    }
}

/// The field of which this may be a part: `client.naam` of `client.naam.achternaam`.
fn whole_of(field: &str) -> &str {
    let known = |id: &str| Schema::common().id(id).is_some();
    match field.rsplit_once('.') {
        Some((whole, _)) if !known(field) && known(whole) => whole,
        _ => field,
    }
}

/// The headings, notes and prompts that the new blank prints and the mapping does not name.
fn printed(work: &mut MappingUpdate<'_>) {
    let form = work.new.printed_form;
    let before = work.old.map(|old| LabelIndex::of(old.document));
    let stood = |text: &str| before.as_ref().is_some_and(|old| old.phrases().contains(&fold(text)));
    let known = |text: &String| {
        let folded = fold(text);
        work.mapping.declares(&fold_label(text))
            || work.mapping.is_fixed(&folded)
            || work.mapping.title_folded == folded
    };
    let headings: Vec<String> = form.known_headings().filter(|text| !known(text) && !stood(text)).collect();
    let fresh = |text: &&String| !work.mapping.is_placeholder(text) && !has_certain_box(text);
    let prompts: Vec<String> = form.placeholders.iter().filter(fresh).cloned().collect();
    let before = work.standing.len();
    for (key, texts) in [("headings", headings), ("placeholders", prompts)] {
        let text = additions::printed(&work.text, key, &texts);
        work.take(text, |standing, _| standing.len() >= before);
    }
    let rest = unaccounted(work.new.document, &work.mapping);
    let text = additions::printed(&work.text, "fixed", &rest);
    work.take(text, |standing, _| standing.len() >= before);
}

/// The new file is the blank, where it is one.
fn blank(work: &mut MappingUpdate<'_>, about: &MappingHead) {
    let own = about.blank.as_ref().filter(|_| work.mapping.per != Per::Row);
    work.text = match own {
        Some(name) => set(&work.text, &["form", "blank"], &quoted(name)).unwrap_or_else(|| work.text.clone()),
        None => unset(&work.text, &["form", "blank"]),
    };
}

/// The text with who looked the mapping over, and when.
pub fn signed(text: &str, reviewed: &str, date: &str) -> String {
    let with = |text: String, key: &str, value: &str| set(&text, &["form", key], &quoted(value)).unwrap_or(text);
    with(with(text.to_owned(), "reviewed", reviewed), "date", date)
}
