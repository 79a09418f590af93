//! What may be told of a count of people: rounded at random to fives by the very people of the report, small ones not
//! at all.
//!
//! The same people always give the same rounding, so asking again tells nothing more. One more or less among them
//! rounds every count again, also those that they are not in: that a count differs between two reports reveals nobody.
//! No sum is printed that a hidden count could be taken from, and what the margins of one body tell together is
//! reckoned with. Forms are counted, and one client may have many: what is of few clients is hidden however many forms
//! it is.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::record::answer::Record;

/// A count as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclosedCount {
    /// A multiple of five, from ten: the true count is at most four away.
    About(u32),
    /// Fewer than ten, or to be taken from another count.
    Hidden,
}

/// Forms that are counted together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    pub(super) count: u32,
    /// The sum of the keys of their records.
    key: u64,
    clients: Clients,
}

/// Different clients, as far as they are needed to know that they are not few.
#[derive(Clone, Copy, Debug, Default)]
struct Clients {
    seen: [u64; ENOUGH],
    count: usize,
}

/// So many clients are never few.
const ENOUGH: usize = 9;
/// Fewer clients than this always are.
const MIN_CLIENTS: u64 = 5;

/// To what counts are rounded.
const BASE: u32 = 5;
/// A count that is rounded to this or less is not told: all counts under five are, and some up to nine.
const HIDDEN: u32 = 5;
/// So many values every count must keep for whoever knows all that is printed.
const DOUBT: i64 = 5;

/// A key that nobody knows who has not the form itself.
pub(super) fn key(record: &Record) -> u64 {
    let mut hash = Sha256::new();
    for text in [&*record.source.sha256, &record.form.id] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    for answer in &record.answers {
        hash.update(answer.key.to_string().as_bytes());
        hash.update([0]);
        hash.update(answer.text.as_bytes());
        hash.update([0]);
    }
    first_eight(hash)
}

fn first_eight(hash: Sha256) -> u64 {
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl Counted {
    /// One more, of a client.
    pub(super) fn add(&mut self, key: u64, client: u64) {
        self.count += 1;
        self.key = self.key.wrapping_add(key);
        let Clients { seen, count } = &mut self.clients;
        if *count < ENOUGH && !seen[..*count].contains(&client) {
            seen[*count] = client;
            *count += 1;
        }
    }

    /// Whether several forms are of few clients: fewer than five to nine, by the very forms of the report, so that
    /// where a count begins to be told does not tell how many there are.
    fn is_of_few(self, report: Self) -> bool {
        let limit = MIN_CLIENTS + self.dice(report, b"clients") % (ENOUGH as u64 - MIN_CLIENTS + 1);
        self.clients.count < self.count as usize && (self.clients.count as u64) < limit
    }

    /// A number that only the forms of the report and those counted decide.
    fn dice(self, report: Self, sort: &[u8]) -> u64 {
        let mut hash = Sha256::new();
        hash.update(report.key.to_be_bytes());
        hash.update(self.key.to_be_bytes());
        hash.update(sort);
        first_eight(hash)
    }

    /// To the five below or above, the nearer one the likelier; who is in the report and who is counted decide which.
    pub(super) fn rounded(self, report: Self) -> u32 {
        let over = self.count % BASE;
        let up = self.dice(report, &[]) % u64::from(BASE) < u64::from(over);
        self.count - over + if up { BASE } else { 0 }
    }

    /// In a report about these people.
    pub(super) fn disclose(self, report: Self) -> DisclosedCount {
        let rounded = self.rounded(report);
        if rounded <= HIDDEN || self.is_of_few(report) {
            DisclosedCount::Hidden
        } else {
            DisclosedCount::About(rounded)
        }
    }
}

/// The least and the most that a count can be.
pub(super) type Range = (i64, i64);

/// The least that a count can be which is told.
const MIN_SHOWN_COUNT: i64 = HIDDEN as i64 + 1;

pub(super) fn range(told: DisclosedCount) -> Range {
    let spread = i64::from(BASE) - 1;
    match told {
        DisclosedCount::About(n) => (i64::from(n) - spread, i64::from(n) + spread),
        DisclosedCount::Hidden => (0, i64::from(HIDDEN) + spread),
    }
}

/// The parts of a whole as they may be told together: all of them hidden where what is printed would pin one down.
pub(super) fn parts(whole: Counted, parts: &[Counted]) -> Vec<DisclosedCount> {
    let told: Vec<DisclosedCount> = parts.iter().map(|part| part.disclose(whole)).collect();
    let kept = match whole.disclose(whole) {
        DisclosedCount::About(_) => {
            keeps_doubt(range(whole.disclose(whole)), &told)
                && !parts.iter().any(|part| part.rounded(whole) > HIDDEN && part.is_of_few(whole))
        }
        DisclosedCount::Hidden => false,
    };
    if kept { told } else { vec![DisclosedCount::Hidden; parts.len()] }
}

/// The parts of a whole that are told only all together: one that is hidden hides the others. The last is the rest,
/// which may be small or nothing: it is hidden then, and keeps in doubt as any hidden part does.
pub(super) fn whole_or_none(whole: Counted, cells: &[Counted]) -> Vec<DisclosedCount> {
    let told = parts(whole, cells);
    let is_hidden = told.split_last().is_none_or(|(_, cells)| cells.contains(&DisclosedCount::Hidden));
    if is_hidden { vec![DisclosedCount::Hidden; cells.len()] } else { told }
}

/// One part of a whole, whose rest is not printed but must not be small either.
pub(super) fn part(whole: Counted, part: Counted, rest: Counted) -> DisclosedCount {
    match parts(whole, &[part, rest]).as_slice() {
        [told, DisclosedCount::About(_)] => *told,
        _ => DisclosedCount::Hidden,
    }
}

/// Whether each part, and a hidden one also above the limit, may still be many things for who knows the rest.
fn keeps_doubt(whole: Range, told: &[DisclosedCount]) -> bool {
    let (low, high) = sum(told);
    told.iter().all(|part| {
        let (a, b) = range(*part);
        !is_pinned(*part, (a.max(whole.0 - (high - b)), b.min(whole.1 - (low - a))))
    })
}

/// Whether a count is known too well by who knows that it lies between these: it can be few things only, or is known to
/// be small.
pub(super) fn is_pinned(told: DisclosedCount, (from, to): Range) -> bool {
    to - from + 1 < DOUBT || (told == DisclosedCount::Hidden && to < i64::from(HIDDEN))
}

fn sum(told: &[DisclosedCount]) -> Range {
    told.iter().map(|t| range(*t)).fold((0, 0), |(l, h), (a, b)| (l + a, h + b))
}

pub(super) fn all_hidden(told: &[DisclosedCount]) -> bool {
    told.iter().all(|part| *part == DisclosedCount::Hidden)
}

/// Hides what could be pinned down by laying the counts of one body side by side: `listed`, each a part whose rest is
/// not small, and `spreads`, each of which is the whole in parts. They all narrow down the whole, and so each other.
pub(super) fn together(whole: DisclosedCount, listed: &mut [DisclosedCount], spreads: &mut [Vec<DisclosedCount>]) {
    loop {
        let (least, most) = narrowed(whole, listed, spreads);
        let open = |told: &&mut Vec<DisclosedCount>| !all_hidden(told) && !keeps_doubt((least, most), told);
        if let Some(spread) = spreads.iter_mut().find(open) {
            spread.fill(DisclosedCount::Hidden);
            continue;
        }
        let is_narrow = |told: &DisclosedCount| {
            let (from, to) = range(*told);
            *told != DisclosedCount::Hidden && to.min(most - MIN_SHOWN_COUNT) - from + 1 < DOUBT
        };
        let Some(part) = listed.iter_mut().find(|told| is_narrow(told)) else { return };
        *part = DisclosedCount::Hidden;
    }
}

/// What the whole can be for who sees all of them.
pub(super) fn narrowed(whole: DisclosedCount, listed: &[DisclosedCount], spreads: &[Vec<DisclosedCount>]) -> Range {
    let (mut least, mut most) = range(whole);
    for told in listed.iter().filter(|told| **told != DisclosedCount::Hidden) {
        least = least.max(range(*told).0 + MIN_SHOWN_COUNT);
    }
    for told in spreads.iter().filter(|told| !all_hidden(told)) {
        let (low, high) = sum(told);
        (least, most) = (least.max(low), most.min(high));
    }
    (least, most)
}
