//! How a form writes dates and names, as far as its placeholders, labels and answers show.

use std::collections::BTreeMap;

use crate::record::schema::Kind;
use crate::record::value::Notation;
use crate::text::content::Content;
use crate::text::normalize::fold;

use super::line::quoted;
use super::written::DraftLine;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::slot::Slot;

/// The table `[notation]`: the way most dates are written; empty where none is shown.
pub(super) fn block(lines: &[DraftLine<'_>]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.slot.kind == Kind::Date) {
        let asked = &line.placed.asked;
        let waits = asked.hints.placeholder.as_deref().and_then(as_date);
        let said = || asked.contents.iter().find_map(Content::as_text).and_then(of_answer);
        *counts.entry(waits.or_else(said).unwrap_or_default()).or_default() += 1;
    }
    counts.remove("");
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(date, _)| format!("\n[notation]\ndate = {}\n", quoted(&date))).unwrap_or_default()
}

/// A placeholder that is a notation of dates.
fn as_date(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    Notation::compile(Kind::Date, Some(&lower), &[]).is_ok().then_some(lower)
}

/// The notation of a date in digits: `14-03-1998` is `dd-mm-jjjj`.
fn of_answer(text: &str) -> Option<String> {
    let text = text.trim();
    let sign = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let lengths: Vec<usize> = text.split(sign).map(str::len).collect();
    let digits = text.chars().all(|c| c == sign || c.is_ascii_digit());
    (digits && lengths == [2, 2, 4]).then(|| as_date(&format!("dd{sign}mm{sign}jjjj")))?
}

/// How a name is written: as its label says the parts, or as the answer has a comma.
pub(super) fn name(asked: &Question, slot: &Slot) -> Option<String> {
    if slot.kind != Kind::Name || slot.is_pair() {
        return None;
    }
    let label = fold(&asked.text);
    let last = label.find("achternaam").or_else(|| label.find("naam"));
    let (initials, first) = (label.find("voorletters"), label.replace("voornaamwoord", "").find("voornaam"));
    let comma = asked.contents.iter().find_map(Content::as_text).is_some_and(|text| text.contains(", "));
    let written = match (initials.zip(last), first.zip(label.find("achternaam"))) {
        (Some((initials, last)), _) if last < initials => "{achternaam}, {voorletters} {tussenvoegsel}",
        (Some(_), _) => "{voorletters} {tussenvoegsel} {achternaam}",
        (None, Some((first, last))) if first < last => "{voornaam} {tussenvoegsel} {achternaam}",
        _ if comma => "{achternaam}, {voorletters} {tussenvoegsel}",
        _ => return None,
    };
    Notation::compile(Kind::Name, Some(written), &[]).is_ok().then(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_show_how_they_are_written() {
        for (text, notation) in [
            ("14-03-1998", Some("dd-mm-jjjj")),
            ("14/03/1998", Some("dd/mm/jjjj")),
            ("1-3-1998", None),
            ("maart 1998", None),
            ("06-12345678", None),
        ] {
            assert_eq!(of_answer(text).as_deref(), notation, "{text}");
        }
        assert_eq!(as_date("DD-MM-JJJJ").as_deref(), Some("dd-mm-jjjj"));
    }
}
