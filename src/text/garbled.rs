//! Letters that a program wrote in one encoding and another read in a second one: `YÄ±lmaz`, `Y�lmaz`.
//!
//! ```
//! use eenvorm::text::garbled::holds;
//! assert!(holds("YÄ±lmaz") && holds("CafÃ©") && holds("Y\u{fffd}lmaz"));
//! assert!(!holds("Yılmaz") && !holds("Café Ås"));
//! ```

use encoding_rs::WINDOWS_1252;

/// Whether a text holds the sign for a letter that was lost, or two signs of Windows-1252 that are one letter of UTF-8.
pub fn holds(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let is_first = |c: char| matches!(c, '\u{c3}'..='\u{c5}');
    text.contains(char::REPLACEMENT_CHARACTER)
        || text.char_indices().any(|(at, c)| {
            let pair = text[at..].char_indices().nth(2).map_or(&text[at..], |(end, _)| &text[at..at + end]);
            is_first(c) && is_one_letter(pair)
        })
}

fn is_one_letter(pair: &str) -> bool {
    let (bytes, _, lost) = WINDOWS_1252.encode(pair);
    !lost && bytes.len() == 2 && std::str::from_utf8(&bytes).is_ok_and(|letter| letter.chars().all(char::is_alphabetic))
}
