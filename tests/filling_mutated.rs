//! Mutated records and blanks that are filled: what the fuzz target `filling` does, for a few rounds.
//!
//! `EENVORM_MUTATE_SECONDS=300 cargo test --test filling_mutated` goes on for so long instead.

use dice::Dice;
use std::time::{Duration, Instant};

#[path = "support/dice.rs"]
mod dice;
#[path = "../fuzz/fuzz_targets/shared/filling.rs"]
mod filling;

const WORDS: [&str; 14] = [
    "Sanne",
    " 12,5 uur ",
    "\r\n",
    "\u{b}",
    "\0",
    "____",
    "☒ ja",
    "=1+1",
    "]]>",
    "30071989",
    "(4 x 4 uur)",
    "\u{202e}",
    "12:30",
    "dd-mm-jjjj",
];

/// A record in json with values that do not belong there, or a text of odd words.
fn record(dice: &mut Dice) -> Vec<u8> {
    let text = |dice: &mut Dice| (0..=dice.roll(4)).map(|_| WORDS[dice.roll(WORDS.len())]).collect::<String>();
    if dice.roll(2) == 0 {
        return text(dice).into_bytes();
    }
    let goals: Vec<_> = (0..dice.roll(9))
        .map(|_| match dice.roll(3) {
            0 => serde_json::json!({}),
            1 => serde_json::json!({ "doel": text(dice) }),
            _ => serde_json::json!({ "doel": text(dice), "uren": dice.roll(100_000), "gereed": text(dice) }),
        })
        .collect();
    let data = serde_json::json!({
        "client": { "naam": { "achternaam": text(dice) }, "bsn": text(dice), "geboortedatum": "1989-07-30" },
        "dienstverband": { "uren_per_week": 36.5, "begin": text(dice) },
        "doelen": goals,
    });
    serde_json::json!({ "schema": 1, "data": data }).to_string().into_bytes()
}

/// The blank with some of its bytes changed.
fn blank(dice: &mut Dice, own: &[u8]) -> Vec<u8> {
    let mut bytes = own.to_vec();
    for _ in 0..=dice.roll(3) {
        let at = dice.roll(bytes.len());
        let length = dice.roll(24).min(bytes.len() - at);
        match dice.roll(3) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => _ = bytes.drain(at..at + length),
            _ => bytes[at..at + length].fill(0xFF),
        }
    }
    bytes
}

#[test]
fn any_record_and_any_blank_give_a_form_or_a_finding() {
    let seconds = std::env::var("EENVORM_MUTATE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let (forms, mut dice) = (filling::forms(), Dice(14));
    assert!(forms.blanks.len() > 20, "{} blanks", forms.blanks.len());
    for round in 0.. {
        if until.map_or(round > 0, |until| Instant::now() > until) {
            break;
        }
        for (choice, (_, _, own)) in forms.blanks.iter().enumerate() {
            let choice = u8::try_from(choice).expect("few blanks");
            let (kind, rest) = if dice.roll(3) > 0 { (0, record(&mut dice)) } else { (1, blank(&mut dice, own)) };
            filling::fill(&[vec![choice, kind], rest].concat());
        }
    }
}
