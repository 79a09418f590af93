//! What there is to do as an agenda (RFC 5545): what has a day as an event of that day, the rest as a task.
//!
//! The identifiers stay, so that importing again moves an entry and does not double it; what was made later counts,
//! also on one day.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::report::view::action::Action;
use crate::report::view::report::Report;

/// The longest line, in bytes, without its break.
const MAX_LINE_BYTES: usize = 75;

/// The agenda of a report, as it is at a moment.
pub fn agenda(report: &Report, made: Timestamp) -> String {
    let mut lines: Vec<String> = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//eenvorm//{}//NL", escaped(report.made_with)),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "X-WR-CALNAME:Jobcoaching".to_owned(),
    ];
    report.actions.iter().for_each(|action| lines.extend(entry(action, made)));
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn entry(action: &Action, made: Timestamp) -> Vec<String> {
    let day = action.date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let kind = if day.is_some() { "VEVENT" } else { "VTODO" };
    let compact = |date: Date| date.to_string().replace('-', "");
    let stamp = stamp(made);
    let mut lines = vec![
        format!("BEGIN:{kind}"),
        format!("UID:{}", action.uid),
        format!("DTSTAMP:{stamp}"),
        format!("LAST-MODIFIED:{stamp}"),
        format!("SEQUENCE:{}", sequence(made)),
    ];
    if let Some(day) = day {
        lines.push(format!("DTSTART;VALUE=DATE:{}", compact(day)));
        lines.push(format!("DTEND;VALUE=DATE:{}", compact(day.tomorrow().unwrap_or(day))));
        lines.push("TRANSP:TRANSPARENT".to_owned());
    }
    lines.push(format!("SUMMARY:{}", escaped(&format!("{}: {}", action.client.name, action.title))));
    lines.push(format!("DESCRIPTION:{}", escaped(&action.why)));
    lines.push("CLASS:CONFIDENTIAL".to_owned());
    lines.push(format!("CATEGORIES:{}", escaped(action.kind)));
    lines.push(format!("END:{kind}"));
    lines
}

/// `20260314T093000Z`
fn stamp(made: Timestamp) -> String {
    let utc = made.to_zoned_datetime(TimeZone::UTC).datetime();
    let digits = |text: String| text.replace(['-', ':'], "");
    let time = format!("{:02}{:02}{:02}", utc.hour(), utc.minute(), utc.second());
    format!("{}T{time}Z", digits(utc.date().to_string()))
}

/// Goes up with the second in which the agenda is made: a later one counts. From 2020, so that it stays a number that
/// every agenda takes.
fn sequence(made: Timestamp) -> i64 {
    const FIRST: i64 = 1_577_836_800;
    (made.as_second() - FIRST).clamp(0, i64::from(i32::MAX))
}

/// Text as a value: `\`, `;`, `,` and line breaks are written as escapes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line of at most 75 bytes; what is longer goes on after a break and a space, and no character is cut.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut room = MAX_LINE_BYTES;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = MAX_LINE_BYTES - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_later_counts_also_on_one_day() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let (morning, noon) = (at("2026-03-14T09:30:00Z"), at("2026-03-14T12:00:01Z"));
        assert_eq!((stamp(morning), sequence(noon) - sequence(morning)), ("20260314T093000Z".to_owned(), 9001));
        assert!(sequence(morning) > 2264, "more than the days that older versions counted");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = "é".repeat(100);
        let text = folded(&line);
        assert!(text.split("\r\n").all(|part| part.len() <= MAX_LINE_BYTES), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn what_means_something_in_an_agenda_is_escaped() {
        assert_eq!(escaped("Vries, S. de; \\ a\nb\r"), "Vries\\, S. de\\; \\\\ a\\nb");
    }
}
