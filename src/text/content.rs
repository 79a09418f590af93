//! What stands at a place, as the source typed it.

use std::borrow::Cow;

use compact_str::{CompactString, ToCompactString, format_compact};
use jiff::civil::{Date, DateTime};

use crate::text::checkbox;

/// The mark that follows each struck-out letter (combining long stroke), so that "ja / n̶e̶e̶" stays plain text.
pub const STRUCK: char = '\u{336}';

/// The mark that follows each letter that stands out by its looks and chooses nothing (combining low line): such a text
/// is no blank one.
pub const MARKED: char = '\u{332}';

/// What stands at a place. Text stays text: only the source's own typing makes a number or a date.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Content {
    /// Nothing: a place where an answer may come.
    #[default]
    Empty,
    /// Text, with its line breaks; struck-out letters are followed by [`STRUCK`].
    Text(CompactString),
    /// A number without a unit.
    Number(f64),
    /// A number shown as a percentage, as the fraction it is stored as: 0.4 is shown as 40%.
    Percent(f64),
    /// A calendar day.
    Date(Date),
    /// A calendar day with a time of day.
    Moment(DateTime),
    /// A time of day or a length of time, in seconds: a cell formatted `uu:mm` or `[u]:mm`.
    Clock(i64),
    /// A box that is ticked or not.
    Tick(bool),
}

impl Content {
    /// Whether nothing stands here; white space is nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The text itself, where it was typed as text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// How a Dutch reader sees it: decimal comma, `dd-mm-jjjj`, `u:mm`, ☒ and ☐.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Tick(ticked) => Cow::Borrowed(checkbox::glyph(*ticked)),
            other => Cow::Owned(other.typed().into_string()),
        }
    }

    /// How a number, a date or a time is shown.
    fn typed(&self) -> CompactString {
        match self {
            Self::Number(n) => number_nl(*n),
            Self::Percent(n) => number_nl(n * 100.0) + "%",
            Self::Date(d) => date_nl(*d),
            Self::Moment(m) => format_compact!("{} {:02}:{:02}", date_nl(m.date()), m.hour(), m.minute()),
            Self::Clock(s) => clock_nl(*s),
            Self::Empty | Self::Text(_) | Self::Tick(_) => CompactString::default(),
        }
    }

    /// The same content in a cell that strikes out what stands in it: its text, or what is shown of it, struck out.
    #[must_use]
    pub fn struck(self) -> Self {
        match self {
            Self::Empty | Self::Tick(_) => self,
            other => Self::Text(strike(&other.shown()).into()),
        }
    }

    /// As [`Self::shown`], of a content that is needed no more.
    pub fn into_shown(self) -> CompactString {
        match self {
            Self::Text(text) => text,
            Self::Empty | Self::Tick(_) => self.shown().into(),
            _ => self.typed(),
        }
    }
}

/// The text as it is seen: without zero-width and direction marks and soft hyphens, with every hyphen and space the
/// plain one. The joiners of scripts and emoji stay.
pub fn seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(|c| unseen(c) || plain(c) != c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !unseen(*c)).map(plain).collect())
}

fn unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

fn plain(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

/// The text without its struck-out letters.
pub fn without_struck(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(STRUCK) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letters.next_if_eq(&STRUCK).is_none() {
            kept.push(letter);
        }
    }
    Cow::Owned(kept)
}

/// The text with every letter struck out; white space stays white, and what is struck out stays so.
pub fn strike(text: &str) -> String {
    let mut struck = String::with_capacity(text.len() * 3);
    for c in text.chars().filter(|c| *c != STRUCK) {
        struck.push(c);
        if !c.is_whitespace() {
            struck.push(STRUCK);
        }
    }
    struck
}

/// The text with these letters marked as standing out, by their bytes.
pub fn mark(text: &str, is: impl Fn(usize) -> bool) -> String {
    let mut said = String::with_capacity(2 * text.len());
    for (at, c) in text.char_indices() {
        said.push(c);
        if c.is_alphanumeric() && is(at) {
            said.push(MARKED);
        }
    }
    said
}

/// A number with a decimal comma, to 12 decimals at the most, so that binary fractions do not show.
pub fn number_nl(n: f64) -> CompactString {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and within 2^53")]
        return (n as i64).to_compact_string();
    }
    let shortest = n.to_string();
    let decimals = shortest.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = if decimals <= 12 { shortest } else { format!("{n:.12}") };
    digits.trim_end_matches('0').trim_end_matches('.').replace('.', ",").into()
}

fn date_nl(d: Date) -> CompactString {
    let mut shown = CompactString::default();
    let (day, month) = (d.day().unsigned_abs(), d.month().unsigned_abs());
    shown.extend([day / 10, day % 10].map(|digit| char::from(b'0' + digit)));
    shown.push('-');
    shown.extend([month / 10, month % 10].map(|digit| char::from(b'0' + digit)));
    shown.push('-');
    if d.year() < 1000 {
        return shown + &format_compact!("{:04}", d.year());
    }
    shown + &d.year().to_compact_string()
}

fn clock_nl(seconds: i64) -> CompactString {
    let minutes = seconds.abs() / 60;
    format_compact!("{}{}:{:02}", if seconds < 0 { "-" } else { "" }, minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_goes() {
        assert_eq!(seen("an\u{200b}na@\u{feff}voor\u{ad}beeld.nl\u{200e}"), "anna@voorbeeld.nl");
        assert_eq!(seen("06\u{2011}12\u{a0}34\u{202f}56\u{2009}78"), "06-12 34 56 78");
        assert!(matches!(seen("één 👩\u{200d}🔧"), Cow::Borrowed(_)));
    }

    #[test]
    fn struck_letters_go_and_the_rest_stays() {
        let both = format!("ja / {}", strike("nee"));
        assert_eq!(both, "ja / n\u{336}e\u{336}e\u{336}");
        assert_eq!(without_struck(&both), "ja / ");
        assert!(matches!(without_struck("ja / nee"), Cow::Borrowed("ja / nee")));
    }
}
