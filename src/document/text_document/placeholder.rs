//! Lines to write on (`Naam: ______`, dots, wide spaces) and prompts are no text: they are passed over.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::content::Content;
use crate::text::gap;

/// What a prompt tells to do, and how it ends: `Klik of tik om een datum in te voeren.`
const TOLD: [(&str, &[&str]); 6] = [
    ("klik ", &["in te voeren", "invoeren", "te typen", "te kiezen", "te selecteren", "in te vullen", "in te geven"]),
    ("tik ", &["in te voeren", "te typen", "te kiezen", "te selecteren"]),
    ("vul hier ", &[" in"]),
    ("voer hier ", &[" in"]),
    ("click ", &["to enter text", "to enter a date", "to choose an item", "to select", "to type"]),
    ("tap ", &["to enter text", "to enter a date"]),
];

/// Prompts that are no more than this.
const PROMPTS: [&str; 28] = [
    "kies",
    "schrijf hier",
    "kies een item",
    "kies een antwoord",
    "kies een optie",
    "kies een datum",
    "kies een bouwsteen",
    "kies een waarde",
    "kies een element",
    "kies een mogelijkheid",
    "kies uit de lijst",
    "maak een keuze",
    "maak uw keuze",
    "maak je keuze",
    "selecteer een item",
    "selecteer een antwoord",
    "selecteer een optie",
    "selecteer een datum",
    "selecteer een waarde",
    "typ hier",
    "typ hier uw tekst",
    "voer tekst in",
    "choose an item",
    "select an item",
    "enter text",
    "enter a date",
    "type here",
    "choose a building block",
];

/// The longest prompt, in bytes.
const LONGEST_PROMPT: usize = 80;

/// Whether a text only asks for an answer, as an empty control shows it: in whatever format, and however it got there.
pub fn is_prompt(text: &str) -> bool {
    let text = text.trim();
    let first = text.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if text.len() > LONGEST_PROMPT || !first.is_some_and(|first| b"kmstvce".contains(&first)) {
        return false;
    }
    // most answers that begin with one of these letters are told apart by two more, without a copy in lower case
    let likely = |prompt: &str| text.get(..3).is_some_and(|begin| prompt[..3].eq_ignore_ascii_case(begin));
    if !PROMPTS.iter().any(|prompt| likely(prompt)) && !TOLD.iter().any(|(begin, _)| likely(begin)) {
        return false;
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let said = words.join(" ");
    let said = said.trim_end_matches(['.', '…', ' ', ':']);
    let told = |(begin, ends): &(&str, &[&str])| said.starts_with(begin) && ends.iter().any(|end| said.ends_with(end));
    PROMPTS.contains(&said) || TOLD.iter().any(told)
}

/// Whether the first of a list's answers only asks to choose one of the others.
pub fn asks(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let begins =
        ["kies ", "kies.", "kies…", "maak een keuze", "maak uw keuze", "selecteer", "klik ", "choose ", "select "];
    begins.iter().any(|begin| lower.starts_with(begin))
        || !lower.is_empty() && lower.chars().all(|c| " .…-–—_<>".contains(c))
}

/// Whether what a form itself sets in a field only waits for an answer: a prompt, a text in brackets, `dd-mm-jjjj`.
pub fn waits(text: &str) -> bool {
    let text = text.trim();
    let of_date = |c: char| "dmjyDMJY-/. ".contains(c);
    is_prompt(text)
        || asks(text)
        || text.starts_with(['[', '<', '…', '.', '_', '('])
        || !text.contains(char::is_alphanumeric)
        || text.chars().all(of_date)
}

/// A text without its lines to write on, and without white space at the ends of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidy<'r> {
    pub text: Cow<'r, str>,
    /// What was passed over: the place in `text`, what stands there instead, and the bytes of the original.
    cuts: Vec<(usize, &'static str, Range<usize>)>,
}

impl<'r> Tidy<'r> {
    /// Tidies `raw`: a line to write on between two texts becomes one tab, any other nothing.
    pub fn of(raw: &'r str) -> Self {
        let mut tidy = Self { text: Cow::Borrowed(raw), cuts: Vec::new() };
        if is_tidy(raw) {
            return tidy;
        }
        let mut text = String::with_capacity(raw.len());
        let mut from = 0;
        for stretch in stretches(raw) {
            text.push_str(&raw[from..stretch.start]);
            let left = left(raw, &stretch);
            tidy.cuts.push((text.len(), left, stretch.clone()));
            text.push_str(left);
            from = stretch.end;
        }
        text.push_str(&raw[from..]);
        tidy.text = Cow::Owned(text);
        tidy.trim(raw.len());
        tidy
    }

    /// Passes over the empty lines at both ends; `whole` is the length of the original.
    fn trim(&mut self, whole: usize) {
        let kept = self.text.trim_end_matches('\n').len();
        if kept < self.text.len() {
            let from = self.before_cuts(kept);
            self.text.to_mut().truncate(kept);
            self.cuts.retain(|cut| cut.0 < kept);
            self.cuts.push((kept, "", from..whole));
        }
        let lead = self.text.len() - self.text.trim_start_matches('\n').len();
        if lead > 0 {
            let to = self.behind_cuts(lead);
            self.text.to_mut().drain(..lead);
            self.cuts.retain(|cut| cut.0 > lead);
            self.cuts.iter_mut().for_each(|cut| cut.0 -= lead);
            self.cuts.insert(0, (0, "", 0..to));
        }
    }

    /// Where the text leaves room to write: its gaps, and where a line to write on was passed over.
    pub fn gaps(&self) -> Vec<Range<usize>> {
        let mut gaps = gap::all(&self.text);
        let cuts = self.cuts.iter().map(|(at, left, _)| *at..at + left.len());
        let beside = |cut: &Range<usize>| !gaps.iter().any(|gap| gap.start <= cut.end && cut.start <= gap.end);
        let beside: Vec<Range<usize>> = cuts.filter(beside).collect();
        gaps.extend(beside);
        gaps.sort_unstable_by_key(|gap| gap.start);
        gaps
    }

    /// Whether an empty line or a line to write on was passed over behind the text.
    pub fn has_room(&self, raw: &str) -> bool {
        let behind = |cut: &&(usize, &str, Range<usize>)| cut.0 == self.text.len();
        let to_write_on = |text: &str| text.contains('\n') || starts_line(text.trim_start());
        !self.text.is_empty() && self.cuts.iter().filter(behind).any(|cut| to_write_on(&raw[cut.2.clone()]))
    }

    /// The bytes of the original for a range of the text; what was passed over at its edges is taken along.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.before_cuts(range.start);
        from..self.behind_cuts(range.end).max(from)
    }

    /// The same, but of what was passed over only what stands on the same lines: no line is taken away.
    pub fn original_lines(&self, raw: &str, range: &Range<usize>) -> Range<usize> {
        let Range { start, end } = self.original(range);
        let (first, last) = (self.behind_cuts(range.start).max(start), self.before_cuts(range.end).max(start));
        let line = raw[last.min(end)..end].find('\n').map_or(end, |i| last + i);
        if first > last {
            return start..line;
        }
        raw[start..first].rfind('\n').map_or(start, |i| start + i + 1)..line
    }

    /// Where a place of the text is in the original, before what was passed over there.
    fn before_cuts(&self, at: usize) -> usize {
        self.in_original(at, |place, _| at > place)
    }

    /// Where a place of the text is in the original, behind what was passed over there.
    fn behind_cuts(&self, at: usize) -> usize {
        self.in_original(at, |place, gap| at >= place + gap.len())
    }

    fn in_original(&self, at: usize, is_beyond: impl Fn(usize, &str) -> bool) -> usize {
        let passed = self.cuts.iter().take_while(|(place, gap, _)| is_beyond(*place, gap)).last();
        passed.map_or(at, |(place, gap, cut)| cut.end + at.saturating_sub(place + gap.len()))
    }
}

/// The content of a cell without its lines to write on.
pub struct TidyContent {
    pub content: Content,
    /// Whether a line to write on, or an empty one, follows it.
    pub has_room: bool,
}

impl TidyContent {
    pub fn of(raw: &str) -> Self {
        let tidy = Tidy::of(raw);
        let has_room = tidy.has_room(raw);
        let content = if tidy.text.is_empty() { Content::Empty } else { Content::Text(tidy.text.into()) };
        Self { content, has_room }
    }
}

/// Whether a text has clearly nothing to pass over: no edge that is white, no tab, break or run of signs.
fn is_tidy(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let (mut sign, mut dots, mut before) = (false, false, 0);
    for &byte in bytes {
        sign |= SIGN[usize::from(byte)];
        dots |= byte == b'.' && before == b'.';
        before = byte;
    }
    !sign && !dots && bytes.first() != Some(&b' ') && before != b' '
}

/// By byte, whether it may be of something to pass over: white space but the blank, underscores, and the first bytes of
/// white space and of an ellipsis outside ASCII.
const SIGN: [bool; 256] = {
    let mut sign = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        sign[byte] = byte < 0x20 || matches!(byte, 0x5F | 0xC2 | 0xE1 | 0xE2 | 0xE3);
        byte += 1;
    }
    sign
};

/// What a line to write on leaves behind.
fn left(raw: &str, stretch: &Range<usize>) -> &'static str {
    let before = raw[..stretch.start].ends_with(|c| c != '\n');
    let after = raw[stretch.end..].starts_with(|c| c != '\n');
    if before && after { "\t" } else { "" }
}

/// The stretches to pass over, from left to right.
fn stretches(raw: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = raw[at..].find(is_blank).map(|i| at + i) {
        let end = raw[begin..].find(|c| !is_blank(c)).map_or(raw.len(), |i| begin + i);
        found.extend(passed(raw, begin..end));
        at = end;
    }
    found
}

/// The part of a stretch of spaces, dots and underscores that is no text.
fn passed(raw: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let text = &raw[stretch.clone()];
    if let Some(line) = text.char_indices().map(|(i, _)| i).find(|&i| starts_line(&text[i..])) {
        let kept = text[..line].trim_end().len();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = word(raw[..stretch.start].chars().next_back()) && word(raw[stretch.end..].chars().next());
        let in_word = inside && text.chars().all(|c| c == '_');
        return (!in_word).then_some(stretch.start + kept..stretch.end);
    }
    let ends_line = raw[stretch.end..].is_empty() || raw[stretch.end..].starts_with('\n');
    let kept = text.trim_end().len();
    ((ends_line || stretch.start == 0) && kept < text.len() && (ends_line || kept == 0))
        .then_some(stretch.start + kept..stretch.end)
}

/// Whether a line to write on begins here: three underscores, four dots, two ellipses or three wide spaces.
fn starts_line(text: &str) -> bool {
    let run = |c: char| text.chars().take_while(|&d| d == c).count();
    let dots: usize = text.chars().map_while(|c| if c == '.' { Some(1) } else { (c == '…').then_some(3) }).sum();
    run('_') >= 3 || dots >= 4 || run('\u{2002}') >= 3
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\n') || matches!(c, '_' | '.' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_is_told_from_an_answer() {
        for text in [
            "Klik om tekst in te voeren.",
            "Klik om tekst in te voeren .",
            "Klik hier als u een datum wilt invoeren.",
            "Klik of tik om een\ndatum in te voeren.",
            "KIES EEN ITEM.",
            "Kies een antwoord",
            "Vul hier uw naam in",
            "Click or tap here to enter text.",
            "Choose an item.",
        ] {
            assert!(is_prompt(text), "{text}");
        }
        for text in ["Kiest zelf een item", "Klik en Klaar B.V.", "kies een opleiding", "Vul de bus in", ""] {
            assert!(!is_prompt(text), "{text}");
        }
    }

    #[test]
    fn lines_to_write_on_are_no_text() {
        for (raw, text) in [
            ("Naam: ______", "Naam:"),
            ("Naam ......... Datum ………", "Naam\tDatum"),
            ("Naam:\t\nDatum:\t", "Naam:\nDatum:"),
            ("  Jan  ", "Jan"),
            ("enz… en zo.", "enz… en zo."),
            ("Zie 3.4. Daarna: ____ (invullen)", "Zie 3.4. Daarna:\t(invullen)"),
            ("jan___jansen@voorbeeld.nl", "jan___jansen@voorbeeld.nl"),
            ("Naam: ____Jan____", "Naam:\tJan"),
            ("\u{2002}\u{2002}\u{2002}\u{2002}\u{2002}", ""),
            ("een\n\ntwee\n\n", "een\n\ntwee"),
            ("wacht... even", "wacht... even"),
            ("Naam: ____\nDatum: ____\n", "Naam:\nDatum:"),
            ("\n\n ____\nNaam:\n____\n", "Naam:"),
            ("", ""),
        ] {
            assert_eq!(Tidy::of(raw).text, text, "{raw:?}");
        }
    }

    #[test]
    fn a_place_in_the_text_is_found_back() {
        let tidy = Tidy::of("Naam: ____ Datum: ____ ok");
        assert_eq!(tidy.text, "Naam:\tDatum:\tok");
        assert_eq!(tidy.original(&(5..6)), 5..11, "the line itself");
        assert_eq!(tidy.original(&(6..12)), 11..17, "the second label");
        assert_eq!(Tidy::of("Naam: ____").original(&(5..5)), 5..10);
        assert_eq!(Tidy::of("Naam:").original(&(5..5)), 5..5);
        assert_eq!(Tidy::of("\nNaam:\n").original(&(0..5)), 0..7);
        assert_eq!(Tidy::of("____").original(&(0..0)), 0..4);
    }
}
