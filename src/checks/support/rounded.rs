//! Hours that were rounded when they were written: a third of an hour is `0,33`, and three of them are `0,99` or
//! `1,00`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::answer::Answer;

/// The least and the most that an answer may have been meant to be, in hundredths of a minute.
pub(super) type Bounds = (i64, i64);

/// Hundredths of a minute in ten minutes, of which thirds and sixths of an hour are made.
const TEN_MINUTES: i64 = 1000;

/// What an answer of so many minutes may have been meant to be: as it is written, or the third or the sixth of an hour
/// that is written so.
pub(in crate::checks) fn meant(answer: &Answer, minutes: i64) -> Bounds {
    let stored = minutes.saturating_mul(100);
    let Some((written, half)) = decimals(&answer.text).filter(|(written, _)| (written - stored).abs() < 100) else {
        return (stored, stored);
    };
    let third = (written + TEN_MINUTES / 2).div_euclid(TEN_MINUTES) * TEN_MINUTES;
    let third = if (third - written).abs() <= half { third } else { written };
    (written.min(third).min(stored), written.max(third).max(stored))
}

/// The same of a total, which may itself have been rounded.
pub(in crate::checks) fn total(answer: &Answer, minutes: i64) -> Bounds {
    let (least, most) = meant(answer, minutes);
    let half = decimals(&answer.text).map_or(0, |(_, half)| half);
    (least - half, most + half)
}

/// All of these together.
pub(in crate::checks) fn sum(bounds: impl IntoIterator<Item = Bounds>) -> Bounds {
    bounds.into_iter().fold((0, 0), |(least, most), (a, b)| (least.saturating_add(a), most.saturating_add(b)))
}

/// Hours written with decimals, and half of their last decimal, in hundredths of a minute; none where they are exact,
/// as quarters are, or written otherwise.
fn decimals(text: &str) -> Option<(i64, i64)> {
    let number: String = text.trim().chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let number = number.replace(',', ".");
    let (_, behind) = number.split_once('.').filter(|(_, behind)| (1..=15).contains(&behind.len()))?;
    let quarter = ["0", "5", "00", "25", "50", "75"].contains(&behind);
    let hours: Decimal = number.parse().ok().filter(|_| !quarter)?;
    let written = (hours * Decimal::from(6000)).round().to_i64()?;
    let half = 3000_i64.checked_div(10_i64.checked_pow(u32::try_from(behind.len()).ok()?)?)?;
    Some((written, half + 1))
}
