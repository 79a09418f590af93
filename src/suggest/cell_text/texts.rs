//! What a printed text is by its looks: a value, a sentence, a chapter, a label with what follows it.

use iban::Iban;

use crate::text::content::STRUCK;
use crate::text::label;

use crate::suggest::vocabulary::lexicon::Lexicon;

/// Nine digits or a date: nothing that is printed on a form.
pub(in crate::suggest) fn is_telling(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.bytes().filter(u8::is_ascii_alphabetic).count();
    digits >= 6 && others <= 4
}

/// A value as people write it, and no printed text: mostly digits, an address of mail, something struck out.
pub(in crate::suggest) fn is_value(text: &str) -> bool {
    if has_example_number(text) {
        return false;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if split(text).0.chars().filter(|c| c.is_alphabetic()).count() > 1 && !split(text).1.is_empty() {
        return false;
    }
    let mail = text.contains('@') && !text.contains(' ');
    let said = ["zie bijlage", "n.v.t.", "nvt", "onbekend", "volgt"].contains(&text.trim().to_lowercase().as_str());
    mail || said
        || is_amount(text)
        || text.contains(STRUCK)
        || (digits >= 4 && digits * 2 >= letters && !text.contains(['?', '*']))
}

/// `IBAN (NL00BANK0123456789)`: behind a label a number of the shape of an IBAN that cannot be one.
fn has_example_number(text: &str) -> bool {
    let whole = text.trim_end_matches([':', ' ']).strip_suffix(')');
    let Some((label, inside)) = whole.and_then(|whole| whole.split_once('(')) else { return false };
    let number: String = inside.split_whitespace().collect();
    let shaped = number.len() >= 10
        && number.is_ascii()
        && number[..2].bytes().all(|b| b.is_ascii_uppercase())
        && number[2..4].bytes().all(|b| b.is_ascii_digit());
    label.chars().filter(|c| c.is_alphabetic()).count() > 1 && shaped && number.parse::<Iban>().is_err()
}

/// `Versie 3.2 – januari 2026`: printed at the foot, and no question.
pub(in crate::suggest) fn is_version(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let says = words.next().is_some_and(|word| ["versie", "versienummer"].contains(&word.to_lowercase().as_str()));
    says && words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// `26 weken`, `½ jaar`, `6 mnd`: a number with its unit.
pub(in crate::suggest) fn is_amount(text: &str) -> bool {
    const UNITS: [&str; 20] = [
        "week", "weken", "maand", "maanden", "mnd", "jaar", "jr", "uur", "uren", "u", "min", "minuten", "dag", "dagen",
        "keer", "x", "km", "euro", "wk", "procent",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_numeric()));
    number
        && words.len() <= 5
        && words.get(1).is_some_and(|unit| UNITS.contains(&unit.to_lowercase().trim_end_matches('.')))
}

/// A number of four digits that is no year, a date or an address of mail: nothing that a label says.
pub(in crate::suggest) fn holds_number(text: &str) -> bool {
    let groups = text.split(|c: char| !c.is_ascii_digit()).filter(|group| group.len() > 3);
    let number =
        groups.into_iter().any(|group| !(group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))));
    let date = text.split(|c: char| c.is_whitespace() || c == '(' || c == ')').any(|word| {
        let parts: Vec<&str> = word.trim_matches(|c: char| !c.is_ascii_digit()).split(['-', '/', '.']).collect();
        parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    });
    !has_example_number(text) && (number || date || text.contains('@'))
}

/// Whether a whole day in digits or a number of nine digits stands in a text: somebody wrote it, or a note tells of a day.
pub(in crate::suggest) fn holds_day(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = bare.split(['-', '/', '.']).collect();
        let digits = |part: &&str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
        parts.iter().all(digits)
            && match parts[..] {
                [number] => number.len() == 9,
                [day, month, year] => day.len() < 3 && month.len() < 3 && matches!(year.len(), 2 | 4),
                _ => false,
            }
    })
}

/// `Register Jobcoach, 40118`: words with a number behind them.
pub(in crate::suggest) fn ends_in_number(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.len() > 3 && last.bytes().all(|byte| byte.is_ascii_digit()) && holds_number(text)
}

/// `CP-77`, `WRK/2025-118`: a code, and no words.
pub(in crate::suggest) fn is_code(text: &str) -> bool {
    let text = text.trim();
    let signs = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.'));
    signs
        && text.contains(['-', '/'])
        && text.ends_with(|c: char| c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_uppercase())
}

/// `A. Scholten`, `B.J.M. te Lammers`: somebody, as people write names behind initials.
pub(in crate::suggest) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = |word: &str| {
        word.len() <= 12
            && word.ends_with('.')
            && word
                .split('.')
                .filter(|part| !part.is_empty())
                .all(|part| part.chars().count() <= 2 && part.starts_with(char::is_uppercase))
    };
    let first = words.iter().take_while(|word| initials(word)).count();
    let rest = words.get(first..).unwrap_or_default();
    let last = rest.last().is_some_and(|last| last.starts_with(char::is_uppercase) && !last.ends_with([':', '?', '.']));
    first > 0 && last && rest.len() <= 4 && !text.contains(|c: char| c.is_ascii_digit() || c == ':')
}

/// The halves of a text that says the same twice.
pub(in crate::suggest) fn halves(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once(" / ")?;
    let said = |half: &str| half.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (said(first) && said(second) && !second.contains(" / ")).then(|| (first.trim(), second.trim()))
}

/// A printed sentence that asks nothing: an instruction or a note.
pub(in crate::suggest) fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    text.starts_with('*') || (words > 5 && text.ends_with(['.', '!']) && !text.ends_with(".."))
}

/// `Werknemer`, `De werkgever`: whom, and nothing else.
pub(in crate::suggest) fn about_only(lexicon: &Lexicon, text: &str) -> bool {
    let words = lexicon.vocabulary.words(text);
    words.stems.is_empty() && !words.about.is_empty()
}

/// `1 Gegevens`, `2. Dienstverband`, `A. Werknemer`, `III Doelen`: numbered, without a point within the number.
pub(in crate::suggest) fn is_chapter(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_end_matches(['.', ')', ':']);
    let number = !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase()) && first.len() > bare.len();
    let roman = bare.len() <= 4
        && first.len() > bare.len()
        && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
        && !bare.is_empty();
    (number || letter || roman) && text.len() > first.len()
}

pub(in crate::suggest) fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 4 && !text.chars().any(char::is_lowercase)
}

/// Whether a text begins with a line of dots or underscores to write on.
fn is_leader(text: &str) -> bool {
    text.starts_with("...") || text.starts_with("___") || text.starts_with('…')
}

/// `Naam ........ Functie ........`: a label ends behind its line of dots where another follows.
fn dotted(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut from) = (0, 0);
    while let Some(at) =
        text[from..].char_indices().find(|(at, _)| is_leader(&text[from + at..])).map(|(at, _)| from + at)
    {
        let rest = &text[at..];
        let end = at + rest.len() - rest.trim_start_matches(['.', '_', '…']).len();
        if text[end..].chars().filter(|c| c.is_alphabetic()).count() > 1
            && text[start..at].contains(char::is_alphabetic)
        {
            parts.push(text[start..end].trim());
            start = end;
        }
        from = end;
    }
    parts.push(text[start..].trim());
    parts
}

/// The parts of a cell or line with several labels: `Naam: ____ Datum: ____`, tabs or new lines between them.
pub(in crate::suggest) fn segments(text: &str) -> Vec<&str> {
    let parts = text.split(['\t', '\n']).flat_map(|part| part.split("   "));
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = parts.into_iter().flat_map(dotted).collect();
    let labelled = |part: &&str| {
        let (label, _) = split(part);
        let rest = part[label.len()..].trim_start();
        label.chars().any(char::is_alphabetic)
            && (label.split_whitespace().count() <= 6 && (rest.starts_with(':') || is_leader(rest))
                || label.ends_with('?') && label.split_whitespace().count() > 2)
    };
    if parts.len() > 1 && parts.iter().all(labelled) { parts } else { Vec::new() }
}

/// Words between parentheses, and no box drawn with them.
fn is_note(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')') && text.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// A label and what follows it in the same cell; a question keeps its mark.
pub(in crate::suggest) fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let Some((at, end)) = label::separator(text) else { return (text, "") };
    let mark = usize::from(text[at..].starts_with('?'));
    let after = label::answer(&text[end..]);
    // `Waar woont u? (straat en plaats)`, `Heeft u een bewindvoerder? Wie?`: the question goes on
    if mark > 0 && (after.ends_with('?') || is_note(after)) {
        return (text, "");
    }
    (text[..at + mark].trim(), if after.chars().all(|c| c == '.') { "" } else { after })
}

/// `Gemeente Utrecht`
pub(in crate::suggest) fn is_name_of_gemeente(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=4).contains(&words)
        && crate::text::normalize::fold(text).starts_with("gemeente")
        && !text.trim().ends_with([':', '?'])
}
