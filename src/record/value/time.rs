//! Time of day: to the minute.

use compact_str::{CompactString, format_compact};

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// How hours and minutes stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeNotation {
    mark: char,
    padded: bool,
    uur: bool,
}

pub(super) fn compile(written: Option<&str>) -> Result<TimeNotation, String> {
    let written = written.unwrap_or("uu:mm");
    let (clock, uur) = written.strip_suffix(" uur").map_or((written, false), |clock| (clock, true));
    match clock {
        "uu:mm" | "hh:mm" => Ok(TimeNotation { mark: ':', padded: true, uur }),
        "u:mm" | "h:mm" => Ok(TimeNotation { mark: ':', padded: false, uur }),
        "uu.mm" => Ok(TimeNotation { mark: '.', padded: true, uur }),
        "u.mm" => Ok(TimeNotation { mark: '.', padded: false, uur }),
        "uuumm" | "uu'u'mm" => Ok(TimeNotation { mark: 'u', padded: true, uur }),
        _ => Err(format!("`{written}` is no notation of a time: `uu:mm`, `u:mm`, `uu.mm`, with or without ` uur`")),
    }
}

/// `9:00`, `09.30 uur`, `9u30`, `9 uur`, `0930`; in a sheet a clock, a fraction of a day or a whole hour.
pub(super) fn parse(content: &Content) -> Understood {
    let minutes = match content {
        Content::Clock(seconds) => whole_minutes(*seconds),
        Content::Moment(moment) => Some(i64::from(moment.hour()) * 60 + i64::from(moment.minute())),
        Content::Number(n) if *n >= 0.0 && *n < 1.0 => day_fraction(*n),
        Content::Number(n) if n.fract() == 0.0 => text(&n.to_string()),
        Content::Text(_) => words::kept_words(content).and_then(|words| text(&words)),
        _ => None,
    };
    let within = minutes.and_then(|m| u16::try_from(m).ok()).filter(|m| *m <= 24 * 60);
    Understood::from(within.map(Value::Time))
}

fn whole_minutes(seconds: i64) -> Option<i64> {
    (seconds % 60 == 0).then_some(seconds / 60)
}

/// A sheet stores nine o'clock as 0.375.
fn day_fraction(n: f64) -> Option<i64> {
    let minutes = n * 1440.0;
    let near = minutes.round();
    #[allow(clippy::cast_possible_truncation, reason = "a day has 1440 minutes")]
    ((minutes - near).abs() < 0.01).then_some(near as i64)
}

fn text(text: &str) -> Option<i64> {
    let clock = ["uur", "u.", "u", "h"].iter().find_map(|uur| text.strip_suffix(uur)).unwrap_or(text).trim_end();
    let named = clock.len() < text.len();
    let (hours, minutes) = match clock.split_once([':', '.', 'u', 'h']) {
        Some((hours, minutes)) => (hours, minutes.strip_suffix(":00").unwrap_or(minutes)),
        None if clock.len() == 4 && !named => clock.split_at_checked(2)?,
        None => (clock, "00"),
    };
    let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    (minutes < 60).then_some(hours * 60 + minutes)
}

pub(super) fn print(minutes: u16, form: TimeNotation) -> CompactString {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let uur = if form.uur { " uur" } else { "" };
    let width = if form.padded { 2 } else { 1 };
    format_compact!("{hours:0width$}{}{minutes:02}{uur}", form.mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        let t = |t: &str| Content::Text(t.into());
        let cases = [
            (t("9:00"), Some(540)),
            (t("09.30"), Some(570)),
            (t("9.30 uur"), Some(570)),
            (t("9u30"), Some(570)),
            (t("9 uur"), Some(540)),
            (t("9u"), Some(540)),
            (t("0930"), Some(570)),
            (t("09:00:00"), Some(540)),
            (t("24:00"), Some(1440)),
            (t("9"), Some(540)),
            (t("24:01"), None),
            (t("9:60"), None),
            (t("9:5"), None),
            (t("ochtend"), None),
            (t(":30"), None),
            (Content::Clock(34_200), Some(570)),
            (Content::Number(0.375), Some(540)),
            (Content::Number(9.0), Some(540)),
            (Content::Number(9.3), None),
            (Content::Clock(-60), None),
        ];
        for (content, minutes) in cases {
            assert_eq!(parse(&content), Understood::from(minutes.map(Value::Time)), "{content:?}");
        }
    }
}
