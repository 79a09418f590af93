//! A citizen service number in the middle of a text, where nobody looks after it.

use crate::finding::Finding;
use crate::record::schema::{Field, Kind};
use crate::record::value::bsn::passes_eleven_test;

use super::check::{Check, Question};
use super::subject::Subject;
use super::told::{Wanted, told};

pub(super) const CHECK: Check = Check {
    code: "bsn-in-tekst",
    title: "Er staat een burgerservicenummer in een tekst",
    question: Question::OfRecord(ask),
};

static WANTED: Wanted = Wanted::new(wanted);

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    told(record, &WANTED).filter(|told| holds_bsn(told.text)).map(|told| told.finding(CHECK.code)).collect()
}

/// Not where a number is the answer: some of them pass the eleven test by chance or by design.
fn wanted(field: &Field) -> bool {
    !field.id.ends_with("nummer") && !matches!(field.kind, Kind::Bsn | Kind::Kvk | Kind::Iban | Kind::Phone)
}

/// How the nine digits of a number are grouped.
const GROUPINGS: [&[usize]; 3] = [&[9], &[4, 2, 3], &[3, 3, 3]];

fn holds_bsn(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 9 || bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < 9 {
        return false;
    }
    let starts = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && !attached(text[..at].chars().next_back()));
    starts.into_iter().any(|at| GROUPINGS.iter().any(|groups| stands_at(text, at, groups)))
}

/// Whether a number of these groups stands at `at` and passes.
fn stands_at(text: &str, at: usize, groups: &[usize]) -> bool {
    let bytes = text.as_bytes();
    let mut digits = String::with_capacity(9);
    let mut next = at;
    for (n, &length) in groups.iter().enumerate() {
        if n > 0 {
            let Some(b'.' | b' ' | b'-') = bytes.get(next) else { return false };
            next += 1;
        }
        let Some(group) = bytes.get(next..next + length).filter(|g| g.iter().all(u8::is_ascii_digit)) else {
            return false;
        };
        digits.extend(group.iter().map(|b| char::from(*b)));
        next += length;
    }
    !attached(text[next..].chars().next()) && passes_eleven_test(&digits)
}

/// Whether a letter or digit makes it part of something longer.
fn attached(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|c| c.is_alphanumeric() || c == '+')
}
