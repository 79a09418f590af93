//! Citizen service numbers (BSN): the eleven test, and the one finder of them in any text.
//!
//! A number is found however it is spelled: `411000019`, `4110.00.019`, `411 000 019` with spaces of any kind,
//! `BSN411000019`, digits of other scripts, `vier één één nul nul nul nul één negen`. Dates, telephone numbers, an
//! IBAN, a number of the chamber of commerce and a tax number (`411000019L01`) are none.
//!
//! ```
//! use eenvorm::text::bsn::{holds, mask};
//! assert!(holds("klant 999-990-019"));
//! assert_eq!(mask("BSN999990019, tel. 06-12345678"), "BSN•••••0019, tel. 06-12345678");
//! ```

mod group;
mod groups;
mod other_numbers;

use std::borrow::Cow;
use std::ops::Range;

use group::Group;

/// Digits that a BSN has.
const LENGTH: usize = 9;

/// The eleven test: nine digits weighted 9, 8, … 2, −1 make a multiple of eleven that is not zero.
pub fn passes_eleven_test(bsn: &str) -> bool {
    bsn.bytes().all(|b| b.is_ascii_digit()) && passes(&bsn.bytes().map(|b| b - b'0').collect::<Vec<u8>>())
}

fn passes(digits: &[u8]) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 = weights.iter().zip(digits).map(|(weight, digit)| weight * i32::from(*digit)).sum();
    digits.len() == LENGTH && sum != 0 && sum % 11 == 0
}

/// A BSN in a text: where it stands, and its last four digits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    at: Range<usize>,
    last: [u8; 4],
}

/// Whether a BSN stands in the text.
pub fn holds(text: &str) -> bool {
    !find(text).is_empty()
}

/// Where each BSN stands in the text.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    find(text).into_iter().map(|bsn| bsn.at)
}

/// The text with each BSN in it shown by its last four digits.
pub fn mask(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut masked, mut from) = (String::with_capacity(text.len()), 0);
    for bsn in found {
        masked.push_str(&text[from..bsn.at.start]);
        masked.push_str("•••••");
        masked.extend(bsn.last.iter().map(|digit| char::from(b'0' + digit)));
        from = bsn.at.end;
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

fn find(text: &str) -> Vec<Found> {
    if !groups::may_hold(text) {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    for run in groups::runs(text) {
        for first in 0..run.len() {
            let Some(bsn) = beginning_at(text, &run, first) else { continue };
            // where two readings overlap, all that either takes for the number is hidden
            match found.last_mut().filter(|last| last.at.end > bsn.at.start) {
                Some(last) => *last = Found { at: last.at.start..bsn.at.end.max(last.at.end), last: bsn.last },
                None => found.push(bsn),
            }
        }
    }
    found
}

/// The number that begins with this group.
fn beginning_at(text: &str, run: &[Group], first: usize) -> Option<Found> {
    let mut digits = Vec::with_capacity(LENGTH);
    for (last, group) in run.iter().enumerate().skip(first) {
        digits.extend_from_slice(&group.digits);
        let whole = match digits.len() {
            LENGTH => passes(&digits) && is_spelling(text, run, first, last),
            // the zero in front was lost, as spreadsheets do: told from other numbers by its label alone
            8 => passes(&[&[0], &digits[..]].concat()) && is_labelled(&text[..run[first].at.start]),
            10.. => return None,
            _ => false,
        };
        if whole {
            let last_four = digits.last_chunk::<4>()?;
            return Some(Found { at: run[first].at.start..group.at.end, last: *last_four });
        }
    }
    None
}

/// Whether these groups may spell one number, and are no row of numbers or part of another.
fn is_spelling(text: &str, run: &[Group], first: usize, last: usize) -> bool {
    let window = &run[first..=last];
    let parting = || window[1..].iter().map(|group| group.before);
    let behind = &text[run[last].at.end..];
    if window.iter().any(|group| group.word) {
        // digits said in one word are not found by chance
        let said_in_one = window.iter().any(|group| group.word && group.digits.len() > 2);
        return said_in_one || window.iter().filter(|group| group.word).count() >= 3;
    }
    if window.len() == 1 {
        return !other_numbers::is_tax_number(behind)
            && !other_numbers::is_hash(text, &window[0].at)
            && !other_numbers::is_code(text, &window[0].at);
    }
    if window[window.len() - 1].digits.len() < 3 && behind.starts_with(char::is_alphabetic) {
        return false; // `12345678 1e`
    }
    if window.iter().all(|group| group.digits.len() == 1) {
        return singles_around(run, first) <= LENGTH + 1;
    }
    let uniform = parting().all(|between| between == window[1].before);
    if uniform && window[1].before == Some(',') {
        return window.iter().all(|group| group.digits.len() == 3);
    }
    uniform || (window.len() <= 4 && window.iter().all(|group| group.digits.len() > 1))
}

/// How many single digits stand in a row around this one; many of them are scores or a series.
fn singles_around(run: &[Group], at: usize) -> usize {
    let single = |group: &&Group| group.digits.len() == 1;
    // more of them than a number has need not be counted
    let count = |groups: &mut dyn Iterator<Item = &Group>| groups.take(LENGTH + 2).take_while(single).count();
    count(&mut run[..at].iter().rev()) + count(&mut run[at..].iter())
}

/// Whether what stands in front says that a BSN follows.
fn is_labelled(before: &str) -> bool {
    const LABELS: [&str; 4] = ["bsn", "bsnnummer", "servicenummer", "sofinummer"];
    let from = before.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let label = super::normalize::fold(&before[from..]);
    LABELS.iter().any(|known| label.ends_with(known))
}

#[cfg(test)]
mod tests;
