//! Numbers and addresses in free text by which somebody is found: phones, e-mail addresses, accounts, postcodes.
//!
//! The kinds of value in `record/value` know them too, and ask another question: whether the whole of an answer is one that
//! can be, so that it may be kept and printed anew. Here they are looked for in the middle of a sentence, and what only
//! looks like one is masked as well: an account of which the check digits are wrong, a phone of ten digits in a row that no
//! network gives out, a postcode with letters that none has. A number masked for nothing costs less than one that is told.

use std::ops::Range;

/// Where they stand, and what is put in their place.
pub(super) fn found(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = phones(text);
    for word in words(text) {
        let plain = text[word.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        if plain.contains('@') {
            found.push((word, "[e-mail]"));
        } else if is_account(plain) {
            found.push((word, "[rekening]"));
        }
    }
    found.extend(postcodes(text).into_iter().map(|range| (range, "[postcode]")));
    found
}

/// The words of a text, without the marks at their ends.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        let plain = word.trim_matches(|c: char| matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '<' | '>' | '"'));
        let from = plain.as_ptr() as usize - text.as_ptr() as usize;
        from..from + plain.len()
    })
}

fn is_account(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= 15
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// Dutch phone numbers, in any writing: ten digits from 0, or nine behind +31 or 0031.
fn phones(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_digit() || matches!(bytes[at], b'+' | b'(');
        let inside = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
        let run = if begins && !inside { run(&bytes[at..]) } else { 0 };
        if run > 0 && is_phone(&text[at..at + run]) {
            // `(06) 12345678` begins with its bracket; that of `(06 12345678)` is around it.
            let around = bytes[at] == b'(' && !text[at..at + run].contains(')');
            found.push((at + usize::from(around)..at + run, "[telefoon]"));
        }
        at += run.max(1);
    }
    found
}

/// How far digits and the marks within a number go, up to the last digit; a mark stands before a digit.
fn run(bytes: &[u8]) -> usize {
    let mut end = 0;
    for (n, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => end = n + 1,
            b'+' if n == 0 => {}
            b'(' | b')' | b' ' | b'-' | b'.' | b'/' if n - end < 3 => {}
            _ => break,
        }
    }
    end
}

fn is_phone(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31").filter(|_| text.contains('+')));
    match national {
        Some(rest) => rest.trim_start_matches('0').len() == 9,
        None => digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00"),
    }
}

fn postcodes(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is = |from: usize| -> Option<usize> {
        let digits = bytes.get(from..from + 4)?;
        if digits[0] == b'0' || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let letters = if bytes.get(from + 4) == Some(&b' ') { from + 5 } else { from + 4 };
        let two = bytes.get(letters..letters + 2)?;
        let ends = bytes.get(letters + 2).is_none_or(|b| !b.is_ascii_alphanumeric());
        (two.iter().all(u8::is_ascii_uppercase) && ends).then_some(letters + 2)
    };
    let begins = |at: &usize| *at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    (0..bytes.len()).filter(begins).filter_map(|from| Some(from..is(from)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        let mut found: Vec<_> = found(text).into_iter().map(|(range, _)| &text[range]).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn numbers_are_found_in_any_writing() {
        for number in ["06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "(030) 123 45 67"] {
            let text = format!("Bel {number}, na vijven.");
            assert_eq!(masked(&text), [number], "{text}");
        }
        assert_eq!(masked("mail j.jansen@voorbeeld.nl."), ["j.jansen@voorbeeld.nl"]);
        assert_eq!(masked("op NL91ABNA0417164300 graag"), ["NL91ABNA0417164300"]);
        assert_eq!(masked("woont op 3511 AB, of 3511AB"), ["3511 AB", "3511AB"]);
    }

    #[test]
    fn dates_hours_and_amounts_are_no_numbers_of_a_person() {
        for text in ["van 01-02-2025 tot 01-03-2026", "12 uur, 24 uur in 2025", "€ 1.234,56 en 0,5"] {
            assert_eq!(masked(text), Vec::<&str>::new(), "{text}");
        }
    }
}
