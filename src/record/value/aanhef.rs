//! What a person is called before the name: the aanhef and titles, `mw. drs.`

use crate::record::value::words::between_spaces;

const AANHEFFEN: [&str; 22] = [
    "de heer",
    "dhr.",
    "dhr",
    "hr.",
    "hr",
    "heer",
    "de hr.",
    "mevrouw",
    "mevr.",
    "mevr",
    "mw.",
    "mw",
    "mvr.",
    "mevr:",
    "mej.",
    "mejuffrouw",
    "dhr./mevr.",
    "dhr./mw.",
    "de hr",
    "de dhr.",
    "de dhr",
    "mevrouw.",
];

/// Titles before a name; without their dot only in lower case, since `DR` may be initials.
const TITLES: [&str; 20] = [
    "drs.", "dr.", "ir.", "ing.", "mr.", "prof.", "bc.", "dra.", "drs", "ms.", "mrs.", "miss", "ds.", "jhr.", "jkvr.",
    "fam.", "familie", "zr.", "br.", "pater",
];

/// Whether an aanhef begins with this word.
pub(super) fn begins_aanhef(word: &str) -> bool {
    let begins = |aanhef: &&str| {
        let first = aanhef.split(' ').next().unwrap_or(aanhef);
        first.eq_ignore_ascii_case(word)
    };
    may_be_aanhef(word) && (AANHEFFEN.iter().any(begins) || is_title(word))
}

/// Whether a text is an aanhef, or one with more behind it.
pub(super) fn begins_with_aanhef(text: &str) -> bool {
    length(text) > 0
}

/// By its first letter, which nearly every name tells apart.
fn may_be_aanhef(text: &str) -> bool {
    text.starts_with(['d', 'h', 'm', 'i', 'p', 'b', 'j', 'f', 'z', 'D', 'H', 'M', 'I', 'P', 'B', 'J', 'F', 'Z'])
}

/// The aanhef in front, with the titles behind it, and what follows: `mw. drs.`
pub(super) fn aanhef(text: &str) -> Option<(&str, &str)> {
    let length = length(text);
    (length > 0 && length < text.len()).then(|| (&text[..length], text[length..].trim_start()))
}

/// The bytes of the aanhef and the titles in front; none where there are none.
pub(super) fn length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text[length..].trim_start();
        let from = text.len() - rest.len();
        match one_aanhef(rest) {
            0 => return length,
            more => length = from + more,
        }
    }
}

fn one_aanhef(text: &str) -> usize {
    if !may_be_aanhef(text) {
        return 0;
    }
    // `dhr.J. Jansen` has no space behind its dot.
    let ends = |at: usize| {
        let (before, behind) = (&text[..at], &text[at..]);
        behind.is_empty() || behind.starts_with(' ') || before.ends_with('.') && behind.starts_with(char::is_uppercase)
    };
    let starts =
        |word: &&&str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)) && ends(word.len());
    let longest = AANHEFFEN.iter().filter(starts).map(|word| word.len()).max();
    longest.unwrap_or_else(|| between_spaces(text).next().filter(|word| is_title(word)).map_or(0, str::len))
}

fn is_title(word: &str) -> bool {
    TITLES.iter().any(|title| if title.ends_with('.') { title.eq_ignore_ascii_case(word) } else { *title == word })
}
