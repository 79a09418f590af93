//! Asks a person about the lines in doubt, one by one; what was decided is kept, so that one may stop and go on later.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::document::cells::model::Document;
use crate::mapping::spec::mapping_line::Direction;
use crate::record::schema::Schema;

use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::wordings::{alike, name};

/// What was decided, by the place of the label: a field, or nothing.
pub type Decisions = BTreeMap<String, Option<String>>;

/// Lines at least this sure are not asked about.
pub const SURE: f64 = 0.9;

/// How one answers.
const HOW: &str = "Enter = het eerste voorstel, een nummer = een ander, een woord = zoeken in de velden,\n\
                   g = geen veld, o = overslaan (later opnieuw), t = terug naar de vorige, s = stoppen, ? = hulp";

/// What is answered to one question.
enum Answer {
    Field(String),
    /// The schema has no field for it.
    None,
    /// It stays as it was drafted, and is asked again.
    Skip,
    /// To the question before it.
    Back,
    Stop,
}

/// How a review ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    Stopped,
}

/// The place of a question, by which a decision is remembered.
pub fn place_of(document: &Document, placed: &MatchedQuestion) -> String {
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
pub fn apply(document: &Document, placed: &mut [MatchedQuestion], decisions: &Decisions, lexicon: &Lexicon) {
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
    placed: &[MatchedQuestion],
    lexicon: &Lexicon,
    decisions: &mut Decisions,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> std::io::Result<End> {
    let doubt: Vec<&MatchedQuestion> = placed
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
    let mut n = 0;
    while let Some(one) = doubt.get(n) {
        let choices = ask(document, placed, one, (n + 1, doubt.len()), out)?;
        n += 1;
        match answer(lexicon, &one.asked, choices, input, out)? {
            Answer::Field(field) => _ = decisions.insert(place_of(document, one), Some(field)),
            Answer::None => _ = decisions.insert(place_of(document, one), None),
            Answer::Skip => _ = decisions.remove(&place_of(document, one)),
            Answer::Back if n == 1 => writeln!(out, "  dit is de eerste vraag")?,
            Answer::Back => n = n.saturating_sub(2),
            Answer::Stop => {
                writeln!(out, "\nGestopt. Met dezelfde opdracht gaat u verder.")?;
                return Ok(End::Stopped);
            }
        }
    }
    sure_lines(document, placed, out)?;
    writeln!(out, "\nKlaar.")?;
    Ok(End::Done)
}

/// The likeliest other field of a question that no surer question asks.
pub fn second<'p>(all: &'p [MatchedQuestion], placed: &'p MatchedQuestion) -> Option<&'p Slot> {
    free(all, placed).map(|(slot, _)| slot).next()
}

/// The other fields of a question, without those that another question asks more surely.
fn free<'p>(all: &'p [MatchedQuestion], placed: &'p MatchedQuestion) -> impl Iterator<Item = (&'p Slot, f64)> {
    let taken = |slot: &Slot, sure: f64| {
        let asks = |other: &&MatchedQuestion| other.slot.as_ref().is_some_and(|own| own.id == slot.id);
        all.iter().filter(asks).any(|other| other.asked.at != placed.asked.at && other.confidence > sure)
    };
    placed.others.iter().filter(move |(slot, sure)| !taken(slot, *sure)).map(|(slot, sure)| (slot, *sure))
}

/// Lists what was not asked about, so that it is seen once.
fn sure_lines(document: &Document, placed: &[MatchedQuestion], out: &mut dyn Write) -> std::io::Result<()> {
    let sure = placed.iter().filter(|p| p.confidence >= SURE).filter_map(|p| Some((p, p.slot.as_ref()?)));
    let sure: Vec<(&MatchedQuestion, &Slot)> = sure.collect();
    if !sure.is_empty() {
        writeln!(out, "\nZonder vraag overgenomen (klopt er iets niet, verbeter het dan in de mapping):")?;
    }
    sure.iter().try_for_each(|(placed, slot)| {
        let label = placed.asked.full_text().replace('\n', " ");
        writeln!(out, "  \"{label}\", {} = {}", place_of(document, placed), name(slot))
    })
}

/// Shows one question with the fields it may ask; returns them, the first is what Enter takes.
fn ask(
    document: &Document,
    all: &[MatchedQuestion],
    placed: &MatchedQuestion,
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
    for (slot, sure) in placed.slot.iter().map(|slot| (slot, placed.confidence)).chain(free(all, placed)) {
        writeln!(out, "  {}. {} - {} ({:.0}%)", choices.len() + 1, name(slot), slot.id, sure * 100.0)?;
        choices.push(Some(slot.id.clone()));
    }
    if placed.slot.is_none() {
        choices.insert(0, None);
        writeln!(out, "  Enter: geen veld")?;
    }
    Ok(choices)
}

/// What is answered. `choices` are what stands on the screen with a number; the first is what Enter takes.
fn answer(
    lexicon: &Lexicon,
    asked: &Question,
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
            "t" | "terug" => return Ok(Answer::Back),
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

/// The slots that a plain word may mean, as far as they may stand here.
fn searched<'l>(lexicon: &'l Lexicon, asked: &Question, text: &str) -> Vec<&'l Slot> {
    let slots = alike(lexicon, text).into_iter().map(|(n, _)| &lexicon.slots[n]);
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
