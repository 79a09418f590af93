//! Asks a person about the lines in doubt, one by one; what was decided is kept, so that one may stop and go on later.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::document::model::Document;
use crate::mapping::spec::form_spec::Direction;
use crate::record::schema::Schema;
use crate::text::normalize::fold_label;

use super::asked::Asked;
use super::draft::DOUBT;
use super::lexicon::Lexicon;
use super::place::Placed;
use super::slot::Slot;
use super::words::Words;

/// What was decided, by the place of the label: a field, or nothing.
pub type Decisions = BTreeMap<String, Option<String>>;

/// Lines at least this sure are not asked about.
pub const SURE: f64 = 0.9;

/// How one answers.
const HOW: &str = "Enter = het eerste voorstel, een nummer = een ander, een woord = zoeken in de velden,\n\
                   g = geen veld, o = overslaan (later opnieuw), s = stoppen, ? = hulp";

/// What is answered to one question.
enum Answer {
    Field(String),
    /// The schema has no field for it.
    None,
    /// It stays as it was drafted, and is asked again.
    Skip,
    Stop,
}

/// How a review ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    Stopped,
}

/// The place of a question, by which a decision is remembered.
pub fn place_of(document: &Document, placed: &Placed) -> String {
    let sheet = &document.sheets[placed.asked.at.0];
    let place = sheet.place(sheet.cells[placed.asked.at.1].spot).map(|place| match placed.asked.answer {
        None if placed.asked.look == Direction::After => place.after(&placed.asked.text).to_string(),
        _ => place.to_string(),
    });
    let place = place.unwrap_or_default();
    match &placed.asked.column {
        Some((_, heading)) => format!("{place} / {heading}"),
        None => place,
    }
}

/// Takes over what was decided before.
pub fn apply(document: &Document, placed: &mut [Placed], decisions: &Decisions, lexicon: &Lexicon) {
    for placed in placed.iter_mut() {
        let Some(decision) = decisions.get(&place_of(document, placed)) else { continue };
        match decision.as_deref().and_then(|id| slot_named(lexicon, id)) {
            Some(slot) => {
                placed.slot = Some(slot);
                placed.confidence = 1.0;
            }
            None => placed.slot = None,
        }
    }
}

fn slot_named(lexicon: &Lexicon, id: &str) -> Option<Slot> {
    lexicon.slots.iter().find(|slot| slot.id == id).cloned()
}

/// Asks about each line in doubt that is not decided yet.
pub fn review(
    document: &Document,
    placed: &[Placed],
    lexicon: &Lexicon,
    decisions: &mut Decisions,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> std::io::Result<End> {
    let doubt: Vec<&Placed> = placed
        .iter()
        .filter(|p| {
            p.confidence < SURE && (p.slot.is_some() || p.others.first().is_some_and(|(_, sure)| *sure >= DOUBT))
        })
        .filter(|p| !decisions.contains_key(&place_of(document, p)))
        .collect();
    let sure = placed.iter().filter(|p| p.slot.is_some() && p.confidence >= SURE).count();
    writeln!(out, "{} vragen om na te kijken; {sure} andere zijn zeker genoeg.", doubt.len())?;
    if !doubt.is_empty() {
        writeln!(out, "{HOW}")?;
    }
    for (n, placed) in doubt.iter().enumerate() {
        let choices = ask(document, placed, (n + 1, doubt.len()), out)?;
        match answer(lexicon, &placed.asked, choices, input, out)? {
            Answer::Field(field) => _ = decisions.insert(place_of(document, placed), Some(field)),
            Answer::None => _ = decisions.insert(place_of(document, placed), None),
            Answer::Skip => {}
            Answer::Stop => {
                writeln!(out, "\nGestopt. Met dezelfde opdracht gaat u verder.")?;
                return Ok(End::Stopped);
            }
        }
    }
    writeln!(out, "\nKlaar.")?;
    Ok(End::Done)
}

/// Shows one question with the fields it may ask; returns them, the first is what Enter takes.
fn ask(
    document: &Document,
    placed: &Placed,
    (n, of): (usize, usize),
    out: &mut dyn Write,
) -> std::io::Result<Vec<Option<String>>> {
    let heading = placed.asked.sections.last().map(|(_, text)| format!(" (onder \"{text}\")")).unwrap_or_default();
    writeln!(
        out,
        "\n[{n}/{of}] \"{}\", {}{heading}",
        placed.asked.full_text().replace('\n', " "),
        place_of(document, placed)
    )?;
    if placed.asked.hints.options.len() > 1 {
        writeln!(out, "      keuzes: {}", placed.asked.hints.options.join(" / "))?;
    }
    let mut choices: Vec<Option<String>> = Vec::new();
    for (slot, sure) in placed
        .slot
        .iter()
        .map(|slot| (slot, placed.confidence))
        .chain(placed.others.iter().map(|(slot, sure)| (slot, *sure)))
    {
        writeln!(out, "  {}. {} - {} ({:.0}%)", choices.len() + 1, name(slot), slot.id, sure * 100.0)?;
        choices.push(Some(slot.id.clone()));
    }
    if placed.slot.is_none() {
        choices.insert(0, None);
        writeln!(out, "  Enter: geen veld")?;
    }
    Ok(choices)
}

/// The Dutch name of what a slot asks.
fn name(slot: &Slot) -> String {
    let schema = Schema::common();
    let names: Vec<String> = slot
        .targets
        .iter()
        .map(|target| {
            let field = schema.field(target.field);
            let group = schema.groups.get(field.group()).map_or(field.group(), |label| label.nl.as_str());
            format!("{group}: {}", field.label.nl)
        })
        .collect();
    names.join(" en ")
}

/// What is answered. `choices` are what stands on the screen with a number; the first is what Enter takes.
fn answer(
    lexicon: &Lexicon,
    asked: &Asked,
    mut choices: Vec<Option<String>>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> std::io::Result<Answer> {
    loop {
        write!(out, "> ")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(Answer::Stop);
        }
        let line = line.trim();
        match line.to_lowercase().as_str() {
            "" | "a" | "akkoord" | "ja" | "j" => {
                return Ok(choices.first().cloned().flatten().map_or(Answer::None, Answer::Field));
            }
            "g" | "geen" => return Ok(Answer::None),
            "o" | "overslaan" | "later" => return Ok(Answer::Skip),
            "s" | "stop" | "stoppen" | "q" => return Ok(Answer::Stop),
            "?" | "h" | "help" | "hulp" => help(out)?,
            other => {
                let numbered: Vec<&String> = choices.iter().flatten().collect();
                let by_number = other.parse::<usize>().ok().and_then(|n| numbered.get(n.checked_sub(1)?));
                if let Some(choice) = by_number {
                    return Ok(Answer::Field((*choice).clone()));
                }
                let named = slot_named(lexicon, other).or_else(|| slot_named(lexicon, line));
                if let Some(slot) = named.filter(|slot| asked.may_ask(slot)) {
                    return Ok(Answer::Field(slot.id));
                }
                let found = searched(lexicon, asked, line);
                if found.is_empty() {
                    writeln!(out, "  `{line}` vind ik niet; probeer een ander woord, of g voor geen veld")?;
                } else {
                    choices = found.iter().map(|slot| Some(slot.id.clone())).collect();
                    found
                        .iter()
                        .enumerate()
                        .try_for_each(|(n, slot)| writeln!(out, "  {}. {} - {}", n + 1, name(slot), slot.id))?;
                }
            }
        }
    }
}

/// The slots whose wordings are nearest to some words, or whose name holds them, as far as they may stand here.
fn searched<'l>(lexicon: &'l Lexicon, asked: &Asked, text: &str) -> Vec<&'l Slot> {
    let folded = fold_label(text);
    let mut words = lexicon.question(text);
    let none = Words::default();
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    for entry in lexicon.near(&mut words, &folded).into_iter().map(|n| &lexicon.entries[n]) {
        let like = if entry.folded == folded { 1.0 } else { lexicon.likeness(&words, &none, entry) };
        if let Some(slot) = entry.slot {
            let known = best.entry(slot).or_default();
            *known = known.max(like);
        }
    }
    for (n, slot) in lexicon.slots.iter().enumerate() {
        if folded.len() > 2 && (fold_label(&name(slot)).contains(&folded) || slot.id.contains(&folded)) {
            let known = best.entry(n).or_default();
            *known = known.max(0.5);
        }
    }
    let mut found: Vec<(usize, f64)> = best.into_iter().filter(|(_, like)| *like >= 0.3).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let slots = found.into_iter().map(|(n, _)| &lexicon.slots[n]);
    slots.filter(|slot| asked.may_ask(slot)).take(8).collect()
}

fn help(out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "  Bij elke vraag van het formulier kiest u het veld waarin het antwoord hoort.")?;
    writeln!(out, "{HOW}")?;
    writeln!(out, "  Zoeken gaat met een gewoon woord: `branche`, `telefoon coach`. De onderwerpen zijn:")?;
    let groups: Vec<&str> = Schema::common().groups.values().map(|label| label.nl.as_str()).collect();
    writeln!(out, "  {}", groups.join(", "))?;
    writeln!(out, "  Alle velden staan in `eenvorm schema --to markdown`.")
}
