//! What an answer place shows before anybody answers: a date's letters, alternatives, boxes, a unit.

use crate::record::schema::Kind;
use crate::record::unit::is_unit;
use crate::text::checkbox::{self, Checkbox, has_certain_box};
use crate::text::content::STRUCK;
use crate::text::gap;
use crate::text::normalize::fold;

/// What is known of an answer before it is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    pub kind: Option<Kind>,
    /// The answers that are offered: alternatives, the words beside boxes, the items of a list.
    pub options: Vec<String>,
    /// The options are boxes to tick.
    pub boxes: bool,
    /// Each box stands in a cell of its own.
    pub apart: bool,
    /// What stands in the empty answer place.
    pub placeholder: Option<String>,
    /// Two dates with a word between them.
    pub period: bool,
}

/// What a text that stands in an answer place says, where it is no answer.
pub fn placeholder(text: &str) -> Option<Hints> {
    let text = text.trim();
    let folded = fold(text);
    let hints = Hints { placeholder: Some(text.to_owned()), ..Hints::default() };
    if text.is_empty() || (folded.is_empty() && !has_certain_box(text) && !text.contains(['€', '%'])) {
        return Some(hints);
    }
    if let Some(prompt) = gap::whole_prompt(text) {
        let options = parted(&prompt);
        return Some(Hints { kind: yes_no(&options), options, ..hints });
    }
    let options = box_words(text);
    if !options.is_empty() || has_certain_box(text) {
        return Some(Hints { kind: yes_no(&options), options, boxes: true, ..hints });
    }
    if is_date_shape(text) {
        return Some(Hints { kind: Some(Kind::Date), ..hints });
    }
    if is_period(text) {
        return Some(Hints { period: true, ..hints });
    }
    if is_prompt(&folded) {
        return Some(hints);
    }
    if let Some(kind) = unit(&folded, text).filter(|_| !text.starts_with(char::is_uppercase)) {
        return Some(Hints { kind: Some(kind), ..hints });
    }
    let options = alternatives(text)?;
    Some(Hints { kind: yes_no(&options), options, ..hints })
}

/// The words beside the boxes of a text: `☐ Ja ☐ Nee`.
pub fn box_words(text: &str) -> Vec<String> {
    if !has_certain_box(text) {
        return Vec::new();
    }
    let boxes: Vec<Checkbox> = checkbox::boxes(text).collect();
    let Some(first) = boxes.first() else { return Vec::new() };
    let before = text[..first.range.start].trim();
    let ends = boxes.iter().skip(1).map(|next| next.range.start).chain([text.len()]);
    let mut words: Vec<String> = boxes.iter().zip(ends).map(|(one, end)| clean(&text[one.range.end..end])).collect();
    if words.last().is_some_and(String::is_empty) && !before.is_empty() {
        words.pop();
        words.insert(0, clean(before));
    }
    words.retain(|word| !word.is_empty());
    words
}

fn clean(word: &str) -> String {
    word.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("")
        .trim()
        .trim_matches([',', ';', '/'])
        .trim()
        .to_owned()
}

/// The answers that a label offers between parentheses at its end: `Zwaarte (L / M / Z)`, `Geslacht (m/v)`.
pub fn offered(label: &str) -> Vec<String> {
    let whole = label.trim_end_matches([':', '*', ' ']).strip_suffix(')');
    let inside = whole.and_then(|whole| whole.rsplit_once('(')).map_or("", |(_, inside)| inside);
    // `Geboortedatum (dd/mm/jjjj)` says how a date is written.
    if is_date_shape(inside) {
        return Vec::new();
    }
    let words: Vec<String> = inside.split(['/', '|']).map(|word| word.trim().to_owned()).collect();
    let short = |word: &String| !word.is_empty() && word.split_whitespace().count() <= 3;
    if (2..=6).contains(&words.len()) && words.iter().all(short) { words } else { Vec::new() }
}

/// The words that a prompt offers to choose from: `[licht/midden/intensief]`.
pub fn parted(prompt: &str) -> Vec<String> {
    let words: Vec<String> = prompt.split(['/', '|']).map(|word| word.trim().to_owned()).collect();
    if words.len() > 1 && words.iter().all(|word| !word.is_empty()) { words } else { Vec::new() }
}

/// `ja / nee`, `licht / midden / intensief`: few short words with slashes, none of them a name or a number.
fn alternatives(text: &str) -> Option<Vec<String>> {
    if text.contains(STRUCK) || text.chars().any(|c| c.is_ascii_digit()) || text.contains(['.', ':', '@']) {
        return None;
    }
    let text = text.trim_end_matches('*').trim();
    let words: Vec<String> = text.split(['/', '|']).map(|word| word.trim().to_owned()).collect();
    let short = |word: &String| !word.is_empty() && word.split_whitespace().count() <= 3;
    let lower = words.iter().all(|w| w.chars().next().is_some_and(|c| !c.is_uppercase()));
    let spaced = text.contains(" / ") || text.contains(" | ");
    let known = yes_no(&words).is_some() || ((2..=6).contains(&words.len()) && lower);
    (words.len() > 1 && words.iter().all(short) && known && (spaced || yes_no(&words).is_some() || words.len() > 2))
        .then_some(words)
}

/// The kind of a question that is answered with yes or no.
pub fn yes_no(options: &[String]) -> Option<Kind> {
    let said =
        |word: &str| options.iter().any(|option| option.split_whitespace().next().is_some_and(|w| fold(w) == word));
    let both = (said("ja") && said("nee")) || (options.len() == 2 && said("j") && said("n"));
    (both && options.len() <= 3).then_some(Kind::YesNo)
}

/// `dd-mm-jjjj`, `../../....`, `__-__-____`
fn is_date_shape(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare: String = lower.chars().filter(char::is_ascii_alphabetic).collect();
    let letters = bare.bytes().all(|b| matches!(b, b'd' | b'm' | b'j' | b'y'));
    let blanks = lower.chars().all(|c| matches!(c, '.' | '_' | '-' | '/' | ' ' | '…'));
    let parts = lower.split(['-', '/', ' ']).filter(|part| !part.is_empty()).count();
    (letters && bare.contains('d') && bare.contains('m') && bare.len() >= 4)
        || (blanks && parts == 3 && lower.contains(['-', '/']))
}

/// `van dd-mm-jjjj t/m dd-mm-jjjj`, `van … tot en met …`
fn is_period(text: &str) -> bool {
    let lower = text.to_lowercase();
    let joint = ["t/m", "tot en met", "tot", " - "].iter().any(|joint| lower.contains(joint));
    let rest = lower.replace("tot en met", "").replace("t/m", "").replace("tot", "").replace("van", "");
    let empty = rest
        .chars()
        .all(|c| matches!(c, 'd' | 'm' | 'j' | 'y' | '-' | '/' | '.' | '…' | '_' | ':') || c.is_whitespace());
    let room = text.contains('\t') || text.contains("  ") || rest.contains(['d', '.', '…', '_']);
    joint && empty && room && !text.chars().any(|c| c.is_ascii_digit())
}

/// What a drop-down or a control shows before a choice is made.
fn is_prompt(folded: &str) -> bool {
    const BEGINS: [&str; 12] = [
        "klik",
        "kieseen",
        "kiesuit",
        "maakeenkeuze",
        "selecteer",
        "vulhier",
        "vulin",
        "typhier",
        "maakkeuze",
        "uwantwoord",
        "hierinvullen",
        "tekstinvoeren",
    ];
    BEGINS.iter().any(|begin| folded.starts_with(begin)) || folded == "kies" || folded == "keuze"
}

/// A unit alone, or behind the room for a number: `uur`, `%`, `€`, `maanden`, `[   ] euro per uur`, `____ uur per 4 weken`.
fn unit(folded: &str, text: &str) -> Option<Kind> {
    match folded {
        "procent" => return Some(Kind::Percentage),
        "euro" | "eur" => return Some(Kind::Money),
        "" if text.contains('%') => return Some(Kind::Percentage),
        "" if text.contains('€') => return Some(Kind::Money),
        _ => {}
    }
    let unit = text.trim_start_matches(['[', ']', '_', '.', '…', ' ', '\u{a0}']);
    if !is_unit(unit) {
        return None;
    }
    match unit.split([' ', '/', '.']).next()? {
        "uur" | "uren" | "u" => Some(Kind::Hours),
        "maanden" | "weken" | "maand" => Some(Kind::Duration),
        "%" | "procent" => Some(Kind::Percentage),
        "€" | "euro" => Some(Kind::Money),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_answer_places_say_what_they_wait_for() {
        for (text, kind, options) in [
            ("dd-mm-jjjj", Some(Kind::Date), 0),
            ("ja / nee", Some(Kind::YesNo), 2),
            ("Ja/Nee", Some(Kind::YesNo), 2),
            ("☐ Ja ☐ Nee", Some(Kind::YesNo), 2),
            ("☐ Vast   ☐ Tijdelijk", None, 2),
            ("Man ☐ Vrouw ☐", None, 2),
            ("licht / midden / intensief", None, 3),
            ("Kies een antwoord", None, 0),
            ("uur", Some(Kind::Hours), 0),
            ("[naam werknemer]", None, 0),
            ("[licht/midden/intensief]", None, 3),
            ("[   ] uur per 4 weken", Some(Kind::Hours), 0),
            ("______ euro per uur", Some(Kind::Money), 0),
            ("____ %", Some(Kind::Percentage), 0),
            ("[   ] weken", Some(Kind::Duration), 0),
        ] {
            let hints = placeholder(text).expect(text);
            assert_eq!((hints.kind, hints.options.len()), (kind, options), "{text}");
        }
        for period in
            ["van dd-mm-jjjj t/m dd-mm-jjjj", "van ………… tot en met …………", "van ____ tot ____", "van\ttot en met"]
        {
            assert!(placeholder(period).is_some_and(|h| h.period), "{period}");
        }
        for answer in ["Jansen", "12-03-1998", "A. de Vries / B. Smit", "24 uur", "Postcode/woonplaats"] {
            assert_eq!(placeholder(answer), None, "{answer}");
        }
    }
}
