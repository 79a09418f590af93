//! Asks a person about the lines in doubt, one by one; what was decided is kept, so that one may stop and go on later.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::document::cell::Document;
use crate::record::schema::Schema;

use super::lexicon::Lexicon;
use super::place::Placed;
use super::slot::{Slot, id_of};

/// What was decided, by the place of the label: a field, or nothing.
pub type Decisions = BTreeMap<String, Option<String>>;

/// Lines at least this sure are not asked about.
pub const SURE: f64 = 0.9;

/// How a review ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    Stopped,
}

/// The place of a question, by which a decision is remembered.
pub fn place_of(document: &Document, placed: &Placed) -> String {
    let sheet = &document.sheets[placed.asked.at.0];
    let place = sheet.place(sheet.cells[placed.asked.at.1].spot).map(|place| place.to_string()).unwrap_or_default();
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
        .filter(|p| p.confidence < SURE && !(p.slot.is_none() && p.others.is_empty()))
        .filter(|p| !decisions.contains_key(&place_of(document, p)))
        .collect();
    writeln!(
        out,
        "{} vragen om na te kijken. Enter = akkoord, een nummer of veldnaam = kiezen, o = overslaan, s = stoppen, ? = hulp",
        doubt.len()
    )?;
    for (n, placed) in doubt.iter().enumerate() {
        let choices = ask(document, placed, (n + 1, doubt.len()), out)?;
        let Some(answer) = answer(lexicon, &choices, input, out)? else {
            writeln!(out, "\nGestopt. Met dezelfde opdracht gaat u verder.")?;
            return Ok(End::Stopped);
        };
        decisions.insert(place_of(document, placed), answer);
    }
    writeln!(out, "Klaar.")?;
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
        "\n[{n}/{of}] {} op {}{heading}",
        placed.asked.full_text().replace('\n', " "),
        place_of(document, placed)
    )?;
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

/// What is answered: a field, no field, or none to stop.
#[allow(clippy::option_option, reason = "stop, no field, a field")]
fn answer(
    lexicon: &Lexicon,
    choices: &[Option<String>],
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> std::io::Result<Option<Option<String>>> {
    let numbered: Vec<&String> = choices.iter().flatten().collect();
    loop {
        write!(out, "> ")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim();
        match line.to_lowercase().as_str() {
            "" | "a" | "akkoord" | "ja" | "j" => return Ok(choices.first().cloned()),
            "o" | "overslaan" | "geen" => return Ok(Some(None)),
            "s" | "stop" | "stoppen" | "q" => return Ok(None),
            "?" | "h" | "help" | "hulp" => help(lexicon, out)?,
            other => {
                let by_number = other.parse::<usize>().ok().and_then(|n| numbered.get(n.checked_sub(1)?));
                if let Some(choice) = by_number {
                    return Ok(Some(Some((*choice).clone())));
                }
                if let Some(slot) = slot_named(lexicon, other).or_else(|| slot_named(lexicon, line)) {
                    return Ok(Some(Some(slot.id)));
                }
                let near = crate::strict::flaw::nearest(other, lexicon.slots.iter().map(|slot| slot.id.as_str()));
                match near {
                    Some(near) => writeln!(out, "  {line} ken ik niet; bedoelt u {near}?")?,
                    None => writeln!(out, "  {line} ken ik niet; ? geeft hulp")?,
                }
            }
        }
    }
}

fn help(lexicon: &Lexicon, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "  Enter neemt het eerste voorstel. Een nummer kiest een ander. De naam van een veld mag ook:")?;
    let schema = Schema::common();
    let known =
        schema.all().filter(|(id, _)| lexicon.slots.iter().any(|slot| slot.targets.iter().any(|t| t.field == *id)));
    for (id, field) in known {
        writeln!(
            out,
            "    {} - {}",
            id_of(crate::mapping::declaration::Target { field: id, part: None }),
            field.label.nl
        )?;
    }
    Ok(())
}
