//! The words of a content: what a reader of the form takes as answered.

use std::borrow::Cow;

use crate::text::content::{self, Content};

/// The text without what is struck out, trimmed; a number by its digits; none for other typings.
pub(super) fn kept_words(content: &Content) -> Option<Cow<'_, str>> {
    match content {
        Content::Text(text) => Some(kept(text)),
        Content::Number(n) => Some(Cow::Owned(content::number_nl(*n).into_string())),
        _ => None,
    }
}

fn kept(text: &str) -> Cow<'_, str> {
    let separator = |c: char| c.is_whitespace() || matches!(c, '/' | '|');
    match content::without_struck(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(separator).to_owned()),
    }
}

/// The digits of a text that has nothing else but spaces, dots and hyphens; none where it has.
pub(super) fn digits<const N: usize>(text: &str) -> Option<([u8; N], usize)> {
    let mut digits = [0; N];
    let mut count = 0;
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(digit @ b'0'..=b'9') if count < N => {
                digits[count] = digit;
                count += 1;
            }
            Ok(b'.' | b'-') => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    Some((digits, count))
}

/// One space between words, none around them.
pub(super) fn spaced(text: &str) -> Cow<'_, str> {
    if is_spaced(text) {
        return Cow::Borrowed(text);
    }
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    Cow::Owned(spaced)
}

fn is_spaced(text: &str) -> bool {
    let mut apart = true;
    for byte in text.bytes() {
        let space = byte == b' ';
        if (space && apart) || (byte.is_ascii_whitespace() && !space) || byte == b'\x0b' {
            return false;
        }
        apart = space;
    }
    let ends_well = text.is_empty() || !apart;
    ends_well && (text.is_ascii() || !text.contains(|c: char| c.is_whitespace() && c != ' '))
}

/// The words between single spaces.
pub(super) fn between_spaces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest?;
        match whole.bytes().position(|byte| byte == b' ') {
            Some(at) => {
                rest = Some(&whole[at + 1..]);
                Some(&whole[..at])
            }
            None => rest.take(),
        }
    })
}
