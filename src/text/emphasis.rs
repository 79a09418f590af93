//! A choice that somebody made by emphasis: of `ja / nee` the one word is bold, underlined, marked or framed, or set
//! apart by signs: `(ja) / nee`, `ja / --nee--`.
//!
//! ```
//! use eenvorm::text::{content::without_struck, emphasis};
//!
//! let said = emphasis::chosen("ja / nee", &[0..2]).expect("a choice");
//! assert_eq!(without_struck(&said), "ja / ");
//! ```

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::text::checkbox;
use crate::text::content::{MARKED, STRUCK, mark, strike};

/// Words of which one is chosen on paper forms; headings with a slash are made of other words.
const WORDS: [&str; 48] = [
    "ja",
    "nee",
    "neen",
    "wel",
    "niet",
    "geen",
    "j",
    "n",
    "nvt",
    "n.v.t.",
    "niet van toepassing",
    "onbekend",
    "vast",
    "tijdelijk",
    "bepaald",
    "onbepaald",
    "bepaalde tijd",
    "onbepaalde tijd",
    "man",
    "vrouw",
    "m",
    "v",
    "x",
    "anders",
    "overig",
    "intern",
    "extern",
    "interne",
    "externe",
    "nieuw",
    "nieuwe",
    "verlenging",
    "eerste",
    "vervolg",
    "licht",
    "midden",
    "zwaar",
    "intensief",
    "fulltime",
    "parttime",
    "voltijd",
    "deeltijd",
    "voldoende",
    "onvoldoende",
    "akkoord",
    "niet akkoord",
    "wel akkoord",
    "uitzend",
];

/// The longest text of such words, in bytes.
const MAX_ALTERNATIVES_BYTES: usize = 80;

/// Signs around a word that choose it.
const AROUND_CHOSEN: [(&str, &str); 10] = [
    ("**", "**"),
    ("__", "__"),
    ("<<", ">>"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("*", "*"),
    ("_", "_"),
    ("<", ">"),
    (">", "<"),
];

/// Signs on one side of a word: somebody set them there, but what they say is not plain.
const BESIDE: [&str; 16] = ["*", ">", "<", "→", "←", "+", "!", "^", "•", "#", "=", "?", " x", " X", " v", " V"];

/// Signs around a word that strike it out.
const AROUND_STRUCK: [&str; 6] = ["---", "--", "-", "~~", "~", "–"];

/// The text with the words struck out that were not chosen, where `marked` (bytes of it) covers one word of several
/// whole and nothing of the others. Where it covers less or more than one, its letters are marked, so that nobody takes
/// the text for a blank one; none where it is no such text, or nothing in it stands out.
pub fn chosen(text: &str, marked: &[Range<usize>]) -> Option<String> {
    if marked.is_empty() {
        return None;
    }
    let words = alternatives(text)?;
    let inside = |at: usize| marked.iter().any(|range| range.contains(&at));
    let letters = |word: &Range<usize>| -> Vec<bool> {
        text[word.clone()].char_indices().map(|(at, _)| inside(word.start + at)).collect()
    };
    let whole: Vec<usize> = (0..words.len()).filter(|n| letters(&words[*n]).into_iter().all(|is| is)).collect();
    let touched = words.iter().filter(|word| letters(word).into_iter().any(|is| is)).count();
    match (whole.as_slice(), touched) {
        ([only], 1) => Some(struck_but(text, &words, &[*only])),
        (_, 0) => None,
        (all, _) if all.len() == words.len() => None,
        _ => Some(mark(text, inside)),
    }
}

/// The words of a text of which one is chosen, where there are no others in it: `ja / nee`.
pub fn alternatives(text: &str) -> Option<Vec<Range<usize>>> {
    if text.len() > MAX_ALTERNATIVES_BYTES {
        return None;
    }
    let words = words(text);
    let is_choice = |word: &Range<usize>| WORDS.contains(&text[word.clone()].to_lowercase().as_str());
    (words.len() > 1 && words.iter().all(is_choice)).then_some(words)
}

/// What the signs around the words of a choice say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signs {
    /// The text with the words struck out that were not chosen.
    Chosen(String),
    /// Signs that choose nothing plainly.
    Doubtful,
}

/// What signs around one of several words say; none where there are no such words or signs.
pub fn written(text: &str) -> Option<Signs> {
    by_signs(text).or_else(|| is_decorated(text).then_some(Signs::Doubtful))
}

/// Whether words of a choice stand there with signs that no form prints: `👉 ja / nee`, `ja→nee`, `𝗷𝗮 / nee`.
fn is_decorated(text: &str) -> bool {
    let printed = |c: char| c.is_whitespace() || c.is_ascii_digit() || "/|,;.:()[]-–_…*".contains(c);
    let seen = |c: char| matches!(c, STRUCK | MARKED);
    let plain = text.len() > MAX_ALTERNATIVES_BYTES || checkbox::has_box(text) || text.contains(seen);
    if plain || text.chars().all(|c| printed(c) || is_letter(c)) {
        return false;
    }
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    let words: Vec<&str> = folded.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).collect();
    // a combining line over each letter parts them
    let joined: String = folded.chars().filter(|c| is_letter(*c) || c.is_whitespace() || *c == '/').collect();
    let joined: Vec<&str> = joined.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()).collect();
    let is_choice = |words: &[&str]| words.len() > 1 && words.iter().all(|word| WORDS.contains(word));
    is_choice(&words) || is_choice(&joined)
}

/// A letter as forms print it.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && c < '\u{2000}'
}

fn by_signs(text: &str) -> Option<Signs> {
    if text.len() > MAX_ALTERNATIVES_BYTES || !text.contains('/') {
        return None;
    }
    let words = words(text);
    let mut signs: Vec<(&str, Option<bool>)> = words.iter().map(|word| bare(&text[word.clone()])).collect();
    let beside: Vec<Option<&str>> = signs.iter().map(|(word, _)| beside(word)).collect();
    for (own, inner) in signs.iter_mut().zip(&beside) {
        own.0 = inner.unwrap_or(own.0);
    }
    let lower: Vec<String> = signs.iter().map(|(word, _)| word.to_lowercase()).collect();
    if words.len() < 2 || !lower.iter().all(|word| WORDS.contains(&word.as_str())) {
        return None;
    }
    // Behind the last word it is the form's own footnote: `ja / nee*`.
    let count = beside.iter().flatten().count();
    let footnote = count == 1 && beside.last().is_some_and(Option::is_some) && text.trim_end().ends_with('*');
    if count > 0 && count < words.len() && !footnote {
        return Some(Signs::Doubtful);
    }
    let having = |what: Option<bool>| (0..words.len()).filter(|n| signs[*n].1 == what).collect::<Vec<_>>();
    let (taken, out, plain) = (having(Some(true)), having(Some(false)), having(None));
    let capitals: Vec<usize> = (0..words.len()).filter(|n| is_capitals(signs[*n].0)).collect();
    match (taken.as_slice(), out.len(), plain.as_slice()) {
        ([only], 0, _) => Some(Signs::Chosen(struck_but(text, &words, &[*only]))),
        ([], 1.., [only]) => Some(Signs::Chosen(struck_but(text, &words, &[*only]))),
        ([], 0, _) => match capitals.as_slice() {
            [only] if words.iter().all(|word| word.len() > 1) => {
                Some(Signs::Chosen(struck_but(text, &words, &[*only])))
            }
            _ => None,
        },
        // all words of the form stand in brackets
        (all, _, _) if all.len() == words.len() => None,
        _ => Some(Signs::Doubtful),
    }
}

/// A word without the signs around it, and whether they choose it or strike it out.
fn bare(word: &str) -> (&str, Option<bool>) {
    let within = |before: &str, after: &str| {
        let inner = word.strip_prefix(before)?.strip_suffix(after)?.trim();
        inner.starts_with(char::is_alphabetic).then_some(inner)
    };
    let struck = AROUND_STRUCK.iter().find_map(|sign| within(sign, sign));
    let chosen = || AROUND_CHOSEN.iter().find_map(|(before, after)| within(before, after));
    match (struck, WORDS.contains(&word.to_lowercase().as_str())) {
        (_, true) => (word, None),
        (Some(inner), _) => (inner, Some(false)),
        _ => chosen().map_or((word, None), |inner| (inner, Some(true))),
    }
}

/// The word of a choice without the sign on one side of it; none where no sign stands there.
fn beside(word: &str) -> Option<&str> {
    let is_word = |inner: &&str| WORDS.contains(&inner.to_lowercase().as_str());
    let without = |sign: &&str| {
        let (before, behind) = (word.strip_prefix(sign.trim()), word.strip_suffix(*sign));
        let before = before.filter(|inner| !sign.starts_with(' ') || inner.starts_with(' '));
        before.map(str::trim).filter(is_word).or_else(|| behind.map(str::trim).filter(is_word))
    };
    (!is_word(&word)).then(|| BESIDE.iter().find_map(without)).flatten()
}

fn is_capitals(word: &str) -> bool {
    word.len() > 1 && !word.contains(char::is_lowercase)
}

/// The text with all words but these struck out.
fn struck_but(text: &str, words: &[Range<usize>], kept: &[usize]) -> String {
    let mut said = String::with_capacity(3 * text.len());
    let mut from = 0;
    for (n, word) in words.iter().enumerate() {
        said.push_str(&text[from..word.start]);
        let own = bare(&text[word.clone()]).0;
        said.push_str(&if kept.contains(&n) { own.to_owned() } else { strike(own) });
        from = word.end;
    }
    said.push_str(&text[from..]);
    said
}

/// The words between slashes or bars, else between white space, without the white space around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let slashes = text.contains(['/', '|']);
    let parts = |c: char| if slashes { matches!(c, '/' | '|') } else { c.is_whitespace() };
    let mut from = 0;
    let mut words = Vec::new();
    for part in text.split(parts) {
        let lead = part.len() - part.trim_start().len();
        let word = from + lead..from + lead.max(part.trim_end().len());
        if slashes || !word.is_empty() {
            words.push(word);
        }
        from += part.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::without_struck;

    #[test]
    fn the_one_word_that_stands_out_is_chosen() {
        for (text, marked, left) in [
            ("ja / nee", 0..2, Some("ja / ")),
            ("ja / nee", 5..8, Some(" / nee")),
            ("Ja/Nee", 3..6, Some("/Nee")),
            ("ja | nee", 0..2, Some("ja | ")),
            ("ja   nee", 5..8, Some("   nee")),
            ("ja / nee / n.v.t.", 11..17, Some(" /  / n.v.t.")),
            ("bepaalde tijd / vast", 0..13, Some("bepaalde tijd / ")),
            ("ja / nee", 0..8, None),
            ("Naam / Name", 0..4, None),
            ("ja", 0..2, None),
        ] {
            let said = chosen(text, std::slice::from_ref(&marked));
            assert_eq!(said.as_deref().map(without_struck).as_deref(), left, "{text} {marked:?}");
        }
    }

    #[test]
    fn what_stands_out_and_chooses_no_single_word_is_no_blank() {
        for (text, marked, said) in
            [("ja / nee", 0..1, "j\u{332}a / nee"), ("ja / nee", 0..6, "j\u{332}a\u{332} / n\u{332}ee")]
        {
            assert_eq!(chosen(text, std::slice::from_ref(&marked)).as_deref(), Some(said), "{text}");
        }
    }

    #[test]
    fn a_sign_on_one_side_of_a_word_says_nothing_plain_and_a_footnote_nothing_at_all() {
        for text in ["ja*/nee", "ja x / nee", "x ja / nee", "ja / →nee", "ja? / nee", "bepaalde tijd v / vast"] {
            assert_eq!(written(text), Some(Signs::Doubtful), "{text}");
        }
        for text in [
            "\"ja\" / nee",
            "'ja' / nee",
            "👉 ja / nee",
            "ja / nee 👈",
            "🔘 ja ⚪ nee",
            "𝗷𝗮 / nee",
            "ja / n\u{338}e\u{338}e\u{338}",
            "ja→nee",
            "ja / nee <-",
            "ja / nee 😊",
            "ja  nee ←",
        ] {
            assert_eq!(written(text), Some(Signs::Doubtful), "{text}");
        }
        for text in ["ja nee", "ja, nee", "ja (nee)", "☐ ja ☐ nee", "ja - nee", "Naam → adres", "100 €"] {
            assert_eq!(written(text), None, "{text}");
        }
        for text in ["ja / nee*", "ja* / nee*", "ja / nee *", "ja / nee"] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn signs_around_a_word_choose_it_or_strike_it_out() {
        for (text, left) in [
            ("ja / --nee--", Some("ja / ")),
            ("-ja- / nee", Some(" / nee")),
            ("(ja) / nee", Some("ja / ")),
            ("ja / [ nee ]", Some(" / nee")),
            ("**ja**/nee", Some("ja/")),
            ("JA / nee", Some("ja / ")),
            ("~ja~ / ~nee~ / n.v.t.", Some(" /  / n.v.t.")),
            ("ja / nee", None),
            ("JA / NEE", None),
            ("(ja) / (nee)", None),
            ("J / n", None),
            ("Naam / (adres)", None),
        ] {
            let said = written(text).map(|signs| match signs {
                Signs::Chosen(said) => without_struck(&said).to_lowercase(),
                Signs::Doubtful => "?".to_owned(),
            });
            assert_eq!(said.as_deref(), left, "{text}");
        }
        for text in ["ja / --nee-- / n.v.t.", "(ja) / (nee) / n.v.t.", "(ja) / -nee- / n.v.t."] {
            assert_eq!(written(text), Some(Signs::Doubtful), "{text}");
        }
    }
}
