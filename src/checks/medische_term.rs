//! A diagnosis, a treatment or a medicine named in a text: facts that a gemeente or an employer may not keep.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use unicode_normalization::char::is_combining_mark;

use crate::finding::Finding;
use crate::record::schema::Field;
use crate::text::normalize::{KEPT, fold};

use crate::checks::support::check::{Check, Question};
use crate::checks::support::free_text::{FreeTextFields, free_texts};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "medische-term",
    title: "Er staat een medische term in een tekst",
    question: Question::OfRecord(ask),
};

static WANTED: FreeTextFields = FreeTextFields::new(wanted);

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    free_texts(record, &WANTED).filter(|told| named_in(told.text)).map(|told| told.finding(CHECK.code)).collect()
}

/// Not where the words are about the work, the employer or the coach, and not where a diagnosis is flagged anyway.
fn wanted(field: &Field) -> bool {
    let of_work = matches!(field.group(), "werkgever" | "werkplek" | "jobcoach" | "gemeente");
    !of_work && !matches!(field.id.as_str(), "client.opleiding" | "client.arbeidsverleden" | "profiel.diagnose")
}

/// Whether a text names one. Hardly any does, so that it is told from the longest words of the terms whether to look
/// closer.
fn named_in(text: &str) -> bool {
    static TERMS: OnceLock<AhoCorasick> = OnceLock::new();
    if text.is_ascii() && !longest_words().is_match(text) {
        return false;
    }
    let mut apart = String::new();
    set_apart(text, &mut apart);
    longest_words().is_match(&apart) && TERMS.get_or_init(|| search(patterns(), None)).is_match(&apart)
}

/// Finds the longest word of each term in any text; what is no ASCII must be set apart before.
fn longest_words() -> &'static AhoCorasick {
    static WORDS: OnceLock<AhoCorasick> = OnceLock::new();
    let longest = |term: String| term.split_whitespace().max_by_key(|word| word.len()).unwrap_or_default().to_owned();
    WORDS.get_or_init(|| search(patterns().map(longest), Some(AhoCorasickKind::DFA)))
}

fn search(patterns: impl Iterator<Item = String>, kind: Option<AhoCorasickKind>) -> AhoCorasick {
    let search = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(patterns);
    search.expect("the list of terms is not too long")
}

/// The terms as they stand between spaces; a `*` at the end stands for the rest of a word.
fn patterns() -> impl Iterator<Item = String> {
    let lines = include_str!("../../mappings/medische-termen.txt").lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut term = String::new();
            set_apart(line, &mut term);
            if line.ends_with('*') { term.trim_end().to_owned() } else { term }
        })
        .map(|term| format!(" {}", term.trim_start()))
}

/// The words folded onto `words`, with a space before and after each.
fn set_apart(text: &str, words: &mut String) {
    words.reserve(text.len() + 2);
    words.push(' ');
    let mut rest = text;
    while !rest.is_empty() {
        // most of it is ASCII, which is set apart some bytes at a time
        let near =
            rest.bytes().take(ASCII_CHUNK).position(|byte| !byte.is_ascii()).unwrap_or(rest.len().min(ASCII_CHUNK));
        let (ascii, behind) = rest.split_at(near);
        let mut apart = [0; ASCII_CHUNK];
        let (mut count, mut last) = (0, if words.ends_with(' ') { b' ' } else { 0 });
        for byte in ascii.bytes() {
            let letter = match KEPT[usize::from(byte)] {
                0 => b' ',
                letter => letter,
            };
            apart[count] = letter;
            count += usize::from(letter != b' ' || last != b' ');
            last = letter;
        }
        words.push_str(str::from_utf8(&apart[..count]).unwrap_or_default());
        rest = behind;
        if let Some(c) = rest.chars().next().filter(|c| !c.is_ascii()) {
            if c.is_alphanumeric() {
                words.push_str(&fold(c.encode_utf8(&mut [0; 4])));
            } else if !is_combining_mark(c) && !words.ends_with(' ') {
                words.push(' ');
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
}

/// Bytes that are set apart at once.
const ASCII_CHUNK: usize = 64;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_term_stands_once_and_finds_itself() {
        let terms: Vec<String> = patterns().collect();
        assert_eq!(terms.iter().collect::<BTreeSet<_>>().len(), terms.len(), "a term stands twice");
        for term in terms {
            assert!(term.trim().len() > 2, "`{term}` is too short to be sure of");
            assert!(named_in(&term), "{term}");
        }
    }

    #[test]
    fn terms_are_whole_words() {
        let cases = [
            ("Heeft ADHD.", true),
            ("heeft een depressíeve periode", true),
            ("PDD-NOS", true),
            ("gebruikt Ritalin", true),
            ("autistische trekken", true),
            ("adressen bezorgen", false),
            ("tast in het duister", false),
            ("", false),
            ("heeft moeite met plannen en drukte", false),
            ("passend werk", false),
        ];
        for (text, wanted) in cases {
            assert_eq!(named_in(text), wanted, "{text}");
        }
    }
}
