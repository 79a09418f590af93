//! Texts as a form holds them, and as each reader of a form gives them back: the one normal form of what is filled in.
//!
//! A line ends in one way (`\n`); no line has white space at its ends; a tab is a blank; what XML cannot hold, and
//! marks that show nothing, are gone; a row of dots or of underscores, which a form prints to write on, is `…` or
//! nothing.

use std::borrow::Cow;

use compact_str::CompactString;

use crate::record::answer::{Answer, Record};
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Notation, Reading, Value};
use crate::text::content::{Content, STRUCK};

/// The record with its texts in normal form; what is nothing but white space is no answer.
pub(super) fn tidy(record: &Record) -> Cow<'_, Record> {
    let untidy = |answer: &Answer| tidied(answer).is_some();
    if !record.answers.iter().any(untidy) {
        return Cow::Borrowed(record);
    }
    let mut record = record.clone();
    for answer in &mut record.answers {
        if let Some(tidied) = tidied(answer) {
            *answer = tidied;
        }
    }
    record.answers.retain(|answer| text(answer) != Some(""));
    Cow::Owned(record)
}

/// An answer in normal form, where it is not yet.
fn tidied(answer: &Answer) -> Option<Answer> {
    let field = Schema::common().field(answer.key.field);
    let text = text(answer)?;
    let mut normal = normal(text);
    if field.many && matches!(field.kind, Kind::Text | Kind::Prose) {
        normal = one_of_many(&normal);
    }
    let free = matches!(field.kind, Kind::Text | Kind::Prose) && answer.reading != Reading::AsWritten;
    // Somebody's own words for nothing (`n.v.t.`) are read from a form as just that.
    let said = free.then(|| non_answer(&normal)).flatten();
    if said.is_none() && normal == text {
        return None;
    }
    let text: CompactString = normal.into();
    let reading = match (&answer.reading, said) {
        (_, Some(said)) => said,
        (Reading::Value(_), None) => Reading::Value(Value::Text(text.clone())),
        (other, None) => other.clone(),
    };
    Some(Answer { reading, text, ..answer.clone() })
}

/// What is said with a text that is no value.
fn non_answer(text: &str) -> Option<Reading> {
    let understood = value::parse(&Content::Text(text.into()), &Notation::plain(Kind::Text));
    understood.reading.filter(|reading| matches!(reading, Reading::NonAnswer(_)))
}

/// A value of a list that is written on one line of many.
fn one_of_many(text: &str) -> String {
    let parts = text.split(['\n', ';', '•', '\u{f0b7}']).map(|part| part.trim().trim_start_matches("- ").trim());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The text of an answer, where it is one.
fn text(answer: &Answer) -> Option<&str> {
    match &answer.reading {
        Reading::Value(Value::Text(text)) => Some(text),
        Reading::AsWritten => Some(&answer.text),
        _ => None,
    }
}

/// The normal form of a text.
fn normal(text: &str) -> String {
    let plain = |b: u8| matches!(b, b'!'..=b'~') && !matches!(b, b'.' | b'_');
    if text.bytes().all(plain) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let held: String = text.chars().filter_map(held).collect();
    let lines: Vec<String> = held.lines().map(|line| short_lines(line.trim())).collect();
    lines.join("\n").trim().to_owned()
}

/// Whether a form says what was meant; dots and underscores at the ends may be those that the form prints to write on.
pub(super) fn is_same(read: &Reading, meant: &Reading) -> bool {
    let bare = |text: &str| text.trim_matches(|c: char| matches!(c, '_' | '.' | '…') || c.is_whitespace()).to_owned();
    match (read, meant) {
        (Reading::Value(Value::Text(read)), Reading::Value(Value::Text(meant))) => {
            read == meant || (!bare(meant).is_empty() && bare(read) == bare(meant))
        }
        (read, meant) => read == meant,
    }
}

/// A character as a form holds it; none for what it cannot hold or nobody sees.
fn held(c: char) -> Option<char> {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{2002}' => Some(' '),
        '\n' => Some(c),
        STRUCK | '\u{fffe}' | '\u{ffff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A line of text without what a form prints to write on: a row of dots is one sign, a row of underscores nothing.
fn short_lines(line: &str) -> String {
    let mut short = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let same = |c: char| c == first || (matches!(c, '.' | '…') && matches!(first, '.' | '…'));
        let end = line[at..].find(|c| !same(c)).map_or(line.len(), |end| at + end);
        let run = &line[at..end];
        let dots: usize = run.chars().map(|c| if c == '…' { 3 } else { 1 }).sum();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let in_word = word(line[..at].chars().next_back()) && word(line[end..].chars().next());
        match first {
            '_' if run.len() > 2 && !in_word => short.push(' '),
            '.' | '…' if dots > 3 => short.push('…'),
            _ => short.push_str(run),
        }
        at = end;
    }
    let trimmed = short.trim();
    if trimmed.chars().all(|c| c == '_' || c == ' ') { String::new() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_normal_form() {
        for (text, held) in [
            ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
            ("een \n twee", "een\ntwee"),
            ("een\u{b}twee\u{85}drie\u{2028}vier", "een\ntwee\ndrie\nvier"),
            ("a\u{0}b\u{1f}c\u{ffff}d\u{feff}e", "abcde"),
            ("wacht..... even", "wacht… even"),
            ("wacht... even", "wacht... even"),
            ("naam ______ en jan___jansen\n____", "naam   en jan___jansen"),
            ("\n\neen\n\n\ntwee\n", "een\n\n\ntwee"),
            ("een\ttwee", "een twee"),
            (" \t ", ""),
        ] {
            assert_eq!(normal(text), held, "{text:?}");
            assert_eq!(normal(held), held, "once is enough");
        }
    }
}
