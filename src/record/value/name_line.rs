//! Names as they are written in one line: which word is which, and in what order they are said.

use compact_str::CompactString;

use crate::record::value::aanhef::{self, aanhef, begins_with_aanhef};
use crate::record::value::pattern::Parts;
use crate::record::value::words::between_spaces;

/// Initials of more than one letter, as Dutch first names are cut short.
const LONGER_INITIALS: [&str; 24] = [
    "Ch", "Chr", "Cl", "Cor", "Dj", "Fr", "Fre", "Gr", "IJ", "Jac", "Joh", "Kh", "Kl", "Ph", "Phl", "Sj", "Sh", "St",
    "Th", "Thj", "Tj", "Wm", "Yv", "Zs",
];

/// Words between first name and surname, whatever their capitals.
const DUTCH: [&str; 30] = [
    "van", "de", "der", "den", "het", "'t", "’t", "t", "ten", "ter", "te", "op", "in", "aan", "bij", "uit", "onder",
    "over", "voor", "tot", "'s", "’s", "von", "vom", "zu", "zur", "zum", "vd", "v.d.", "v/d",
];

/// Words that are between in lower case, and belong to the surname with a capital: `Fatima El Amrani`.
const FOREIGN: [&str; 22] = [
    "el", "al", "ben", "bel", "bin", "ait", "aït", "da", "di", "del", "della", "do", "dos", "das", "du", "la", "le",
    "los", "las", "abu", "st.", "mc",
];

/// The bytes of the longest of both.
const LONGEST_BETWEEN: usize = 5;

/// The bytes with which any of them begins, in either case.
const BEGINS_BETWEEN: [bool; 256] = {
    let mut begins = [false; 256];
    let mut n = 0;
    while n < DUTCH.len() + FOREIGN.len() {
        let word = if n < DUTCH.len() { DUTCH[n] } else { FOREIGN[n - DUTCH.len()] };
        begins[word.as_bytes()[0] as usize] = true;
        begins[word.as_bytes()[0].to_ascii_uppercase() as usize] = true;
        n += 1;
    }
    begins
};

/// Whether the text may be one person's name.
pub(super) fn is_one_name(text: &str) -> bool {
    let joined = || between_spaces(text).any(|word| matches!(word, "en" | "of"));
    let rest = aanhef(text).map_or(text, |(_, rest)| rest);
    let (mut odd, mut spaces) = (false, 0);
    for byte in rest.bytes() {
        odd |= ODD[usize::from(byte)];
        spaces += usize::from(byte == b' ');
    }
    rest.len() <= 100
        && spaces < 9
        && !odd
        && (rest.is_ascii() || !rest.contains(char::is_control))
        && text.contains(char::is_alphabetic)
        && !joined()
        && aanhef::length(text) < text.len()
        && !matches!(text, "WAAR" | "ONWAAR" | "TRUE" | "FALSE")
        // what a merge of letters left open: `«Voornaam» «Achternaam»`
        && !text.contains(['«', '»'])
}

/// Whether the lines of a text are names by themselves, as where somebody wrote two below each other: `S. de Vries`,
/// and `B. Bakker` under it. First name and surname on two lines are one name.
pub(super) fn are_several(text: &str) -> bool {
    let whole = |line: &&str| line.split_whitespace().count() > 1 && line.contains(char::is_alphabetic);
    text.trim().lines().map(str::trim).filter(whole).count() > 1
}

/// By byte, whether it stands in no name: digits, control characters and most marks.
const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        odd[byte as usize] = byte.is_ascii_digit()
            || byte.is_ascii_control()
            || matches!(byte, b'@' | b'/' | b';' | b'&' | b'+' | b'?' | b'!' | b':' | b'"' | b'=');
        byte += 1;
    }
    odd
};

/// `A.C.` of `AC`, `A.C`, `A. C.`; none where the words are no initials.
pub(super) fn initials(text: &str) -> Option<CompactString> {
    if !are_initials(text) {
        return None;
    }
    let mut dotted = CompactString::with_capacity(text.len() + 4);
    for word in between_spaces(text) {
        if word.contains('.') {
            let initials = word.strip_suffix('.').unwrap_or(word).split('.');
            initials.for_each(|initial| dotted.extend([initial, "."]));
        } else {
            word.chars().for_each(|letter| dotted.extend([letter, '.']));
        }
    }
    Some(dotted)
}

fn are_initials(text: &str) -> bool {
    text.bytes().any(|byte| byte != b' ')
        && between_spaces(text)
            .all(|word| if word.bytes().any(|byte| byte == b'.') { dotted(word) } else { shouted(word) })
}

/// `AC`, without a dot; nothing is as well.
pub(super) fn shouted(word: &str) -> bool {
    word.chars().all(char::is_uppercase) && word.chars().count() <= 4
}

/// `A.C.`, `Th.`, `J.-P.`
fn dotted(word: &str) -> bool {
    word.strip_suffix('.').unwrap_or(word).split('.').all(|initial| {
        let bare = initial.strip_prefix('-').unwrap_or(initial);
        let mut letters = bare.chars();
        // `Zr.` or another title that is not known here is no initial.
        let alone = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        alone || LONGER_INITIALS.contains(&bare) || (!bare.is_empty() && bare.len() <= 3 && shouted(bare))
    })
}

pub(super) fn between(word: &str) -> bool {
    word.len() <= LONGEST_BETWEEN
        && word.bytes().next().is_some_and(|first| BEGINS_BETWEEN[usize::from(first)])
        && (DUTCH.iter().any(|dutch| dutch.eq_ignore_ascii_case(word)) || FOREIGN.contains(&word))
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a text may be this part, as a pattern asks it.
pub(super) fn fits(part: u8, text: &str) -> bool {
    let words = || between_spaces(text);
    match part {
        0 => aanhef::length(text) == text.len(),
        1 => {
            let plain = !text.bytes().any(|b| matches!(b, b',' | b'(' | b')' | b'.')) && !words().any(between);
            plain && !are_initials(text) && !begins_with_aanhef(text)
        }
        2 => are_initials(text) && !begins_with_aanhef(text),
        3 => words().all(between),
        4 => {
            let first = between_spaces(text).next().unwrap_or(text);
            !text.bytes().any(|b| matches!(b, b',' | b'(' | b')'))
                && !between(first)
                && !are_initials(first)
                && !ends_in_initial(text)
                && !ends_in_between(text)
                && !words().any(|word| word.trim_end_matches('.').contains('.'))
        }
        _ => false,
    }
}

/// Whether a surname has the words behind it that belong before it, as lists write it: `Horst ter`.
pub(super) fn ends_in_between(text: &str) -> bool {
    text.rsplit_once(' ').is_some_and(|(_, last)| last.starts_with(char::is_lowercase) && between(last))
}

/// Whether a surname of several words ends in what is an initial: `Vries S.`, `VRIES S`.
pub(super) fn ends_in_initial(text: &str) -> bool {
    let Some((_, last)) = text.rsplit_once(' ') else { return false };
    let mut letters = last.chars();
    let alone = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    alone || (last.ends_with('.') && are_initials(last))
}

/// Parts by position, taken from a line without a pattern; position 5, the whole, where they are in doubt.
pub(super) fn read(text: &str) -> Vec<(u8, &str)> {
    let parts = match text.split_once(',') {
        Some((surname, rest)) => comma(surname.trim(), rest.trim()),
        None => plain(text),
    };
    parts.filter(|parts| are_certain(parts)).unwrap_or_else(|| vec![(5, text)])
}

/// Parts of organisations and posts in them that are written as initials are.
const DEPARTMENTS: [&str; 16] =
    ["HR", "HRM", "PO", "PZ", "MT", "OR", "CEO", "CFO", "COO", "CTO", "ICT", "IT", "BV", "NV", "VOF", "ZZP"];

/// Titles behind a name, and what tells two of one name apart.
const BEHIND: [&str; 12] = ["MSc", "BSc", "MA", "BA", "LLM", "PhD", "MBA", "MEd", "BEd", "RA", "Jr", "Sr"];

/// Whether nothing in the parts shows that they were taken apart wrongly: a surname with a dot in it (`J. Jansen,
/// jobcoach`, `Jansen geb. Pieters`), of one letter (`J,Jansen`), or with initials or a title behind it (`Jansen JJ`).
fn are_certain(parts: &[(u8, &str)]) -> bool {
    let Some((_, surname)) = parts.iter().find(|(part, _)| *part == 4) else { return true };
    let last = surname.rsplit(' ').next().unwrap_or(surname);
    let first = parts.iter().find(|(part, _)| *part == 1).map(|(_, first)| *first);
    let small = |word: &str| word.chars().any(char::is_lowercase);
    let letters = last.chars().count() > 1 && shouted(last) && (first.is_some_and(small) || small(surname));
    // `Jansen, jobcoach` says what Jansen does
    let role = first.is_some_and(|first| !capital(first)) && capital(last);
    // `Jansen - voorman`, `Jansen ma-do`: what stands behind a surname that begins with a capital is none of it
    let tail = surname.split([' ', '-']).filter(|word| !word.is_empty()).skip_while(|word| !capital(word));
    let more = tail.clone().any(|word| word.starts_with(char::is_lowercase) && !between(word));
    !surname.contains('.')
        && surname.chars().count() > 1
        && !ends_in_initial(surname)
        && !letters
        && !role
        && !more
        && !BEHIND.contains(&last)
}

/// `Jansen, mw. J. (Jo) van der`
fn comma<'a>(surname: &'a str, rest: &'a str) -> Option<Vec<(u8, &'a str)>> {
    let mut parts = Vec::with_capacity(4);
    let rest = aanhef(rest).map_or(rest, |(aanhef, rest)| {
        parts.push((0, aanhef));
        rest
    });
    if rest.is_empty() || surname.is_empty() || rest.contains(',') {
        return None;
    }
    let (prefix, surname) = match leading(surname, between) {
        ("", surname) => behind_surname(surname),
        before => before,
    };
    // `Jeroen Bakker, HR`, `M. van den Berg, Perspectief`: a whole name, and what somebody does or where
    let several = glued(surname).len() > 1 && !foreign_pair(surname);
    if several || aanhef::length(surname) > 0 || is_department(rest) {
        return None;
    }
    let at = words(rest).find(|(_, word)| between(word)).map_or(rest.len(), |(at, _)| at);
    let (first, behind) = (rest[..at].trim(), rest[at..].trim());
    let apart = !prefix.is_empty() && !behind.is_empty();
    if surname.is_empty() || apart || !words(behind).all(|(_, word)| between(word)) {
        return None;
    }
    parts.extend(first_names(first)?);
    let between = if prefix.is_empty() { behind } else { prefix };
    parts.extend(Some((3, between)).filter(|(_, b)| !b.is_empty()));
    parts.push((4, surname));
    Some(parts)
}

/// `El Amrani`: a surname of two words.
fn foreign_pair(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, _)| FOREIGN.contains(&first.to_lowercase().as_str()))
}

/// Whether a text behind a comma is a part of an organisation, a post in it or a title, and no initials.
fn is_department(text: &str) -> bool {
    let inside = text.rsplit_once('(').map_or(text, |(_, inside)| inside.trim_end_matches(')'));
    DEPARTMENTS.contains(&inside) || BEHIND.contains(&inside)
}

/// The words between that stand behind a surname, as lists write it, and the surname: `Vries de`.
fn behind_surname(text: &str) -> (&str, &str) {
    let last = words(text).filter(|(_, word)| !between(word)).map(|(at, word)| at + word.len()).last().unwrap_or(0);
    (text[last..].trim_start(), &text[..last])
}

/// `J.`, `J. (Jan)`, `Anna Maria`, or nothing.
fn first_names(text: &str) -> Option<Vec<(u8, &str)>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    if are_initials(text) {
        return Some(vec![(2, text)]);
    }
    if let Some((letters, name)) = text.strip_suffix(')').and_then(|text| text.split_once(" (")) {
        let well = are_initials(letters) && !name.contains(['(', ')', '.']);
        return well.then(|| vec![(2, letters), (1, name)]);
    }
    (!text.contains(['(', ')', '.'])).then(|| vec![(1, text)])
}

/// `De heer A.C. Blonk`, `Jan de Vries`
fn plain(text: &str) -> Option<Vec<(u8, &str)>> {
    let mut parts = Vec::with_capacity(5);
    let text = aanhef(text).map_or(text, |(aanhef, rest)| {
        parts.push((0, aanhef));
        rest
    });
    let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let initial = |word: &str| are_initials(word) && (!shouted || word.contains('.') || word.chars().count() == 1);
    let (letters, rest) = leading(text, initial);
    if letters.is_empty() {
        parts.extend(without_initials(rest)?);
        return Some(parts);
    }
    parts.push((2, letters));
    let rest = match rest.strip_prefix('(') {
        Some(inside) => {
            let (name, behind) = inside.split_once(')')?;
            parts.push((1, name));
            behind.trim_start()
        }
        None => rest,
    };
    parts.extend(surname(rest)?);
    Some(parts)
}

/// `van den Berg` as its words between and its surname.
fn surname(text: &str) -> Option<Vec<(u8, &str)>> {
    let (prefix, surname) = leading(text, between);
    if surname.is_empty() || surname.contains(['(', ')']) {
        return None;
    }
    Some(Some((3, prefix)).filter(|(_, p)| !p.is_empty()).into_iter().chain([(4, surname)]).collect())
}

fn without_initials(text: &str) -> Option<Vec<(u8, &str)>> {
    if text.contains(['(', ')', '.']) {
        return None;
    }
    let bounds = glued(text);
    let word = |n: usize| bounds.get(n).map(|(from, to)| &text[*from..*to]);
    let first = word(0)?;
    if bounds.len() == 1 {
        return surname(text);
    }
    if between(first) {
        // of `van den Berg Jan` it cannot be told whether the last word is a first name
        let own = bounds.iter().filter(|(from, to)| !between(&text[*from..*to])).count();
        return if own == 1 { surname(text) } else { None };
    }
    let foreign = |n: usize| word(n).is_some_and(|w| capital(w) && FOREIGN.contains(&w.to_lowercase().as_str()));
    let rest = &text[bounds[1].0..];
    match bounds.len() {
        2 if foreign(0) => Some(vec![(4, text)]),
        3 if foreign(1) && !between(word(1)?) => Some(vec![(1, first), (4, rest)]),
        2 => Some(vec![(1, first), (4, rest)]).filter(|_| word(1).is_some_and(|w| !between(w))),
        _ if word(1).is_some_and(between) => {
            let mut parts = vec![(1, first)];
            parts.extend(surname(rest)?);
            Some(parts)
        }
        _ => None,
    }
}

/// Words with their positions.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    between_spaces(text).filter(|w| !w.is_empty()).map(move |word| {
        let from = at;
        at += word.len() + 1;
        (from, word)
    })
}

/// The words in front that are such, and the rest.
fn leading(text: &str, such: impl Fn(&str) -> bool) -> (&str, &str) {
    let at = words(text).find(|(_, word)| !such(word)).map_or(text.len(), |(at, _)| at);
    (text[..at].trim_end(), &text[at..])
}

/// The bounds of words, where a double surname is one: `Jansen-de Boer`, `Jansen - de Boer`.
fn glued(text: &str) -> Vec<(usize, usize)> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    for (from, word) in words(text) {
        let to = from + word.len();
        match bounds.last_mut() {
            Some(last) if word.starts_with('-') || open_ended(&text[last.0..last.1]) => last.1 = to,
            _ => bounds.push((from, to)),
        }
    }
    bounds
}

/// Whether a double surname goes on behind this: it ends in a hyphen and words between.
fn open_ended(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(_, behind)| behind.split(' ').all(|word| word.is_empty() || between(word)))
}

/// As it is said: `mevr. J. (Jo) van der Berg`.
pub(super) fn spoken_order(parts: Parts<'_>) -> String {
    let [aanhef, first, letters, between, surname, _] = parts;
    let bracketed = first.filter(|_| letters.is_some()).map(|first| format!("({first})"));
    let first = if bracketed.is_some() { bracketed.as_deref() } else { first };
    let (before, behind) = if letters.is_some() { (letters, first) } else { (first, None) };
    let alone = before.is_none();
    let between = between.map(|between| if alone { capitalised(between) } else { between.to_owned() });
    join([aanhef, before, behind, between.as_deref(), surname], " ")
}

/// `Berg, mevr. J. (Jo) van der`
pub(super) fn surname_first(parts: Parts<'_>) -> String {
    let [aanhef, first, letters, between, surname, _] = parts;
    let bracketed = first.filter(|_| letters.is_some()).map(|first| format!("({first})"));
    let first = if bracketed.is_some() { bracketed.as_deref() } else { first };
    let rest = join([aanhef, letters, first, between, None], " ");
    join([surname, Some(rest.as_str()).filter(|r| !r.is_empty()), None, None, None], ", ")
}

fn join(parts: [Option<&str>; 5], between: &str) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(between)
}

/// `van der` as `Van der`.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
