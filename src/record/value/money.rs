//! Money: euros, to the cent.

use compact_str::{CompactString, ToCompactString, format_compact};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::value::{Understood, Value, numeral, words};
use crate::text::content::Content;

/// How an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    sign: bool,
    thousands: bool,
    /// What stands for no cents: `,-` or `,–`.
    dash: Option<char>,
}

/// From a sample: `€ 1.125,00`, `1125,00`, `€ 1125,-`.
pub(super) fn compile(written: Option<&str>) -> Result<Form, String> {
    let written = written.unwrap_or("€ 0.000,00");
    let amount = written.strip_prefix('€').unwrap_or(written).trim_start();
    let digits: String = amount.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (thousands, cents) = digits.strip_prefix('.').map_or((false, digits.as_str()), |cents| (true, cents));
    let dash = match cents {
        "," => None,
        ",-" => Some('-'),
        ",–" => Some('–'),
        _ => return Err(format!("`{written}` is no notation of money: `€ 0.000,00`, `0,00` or `€ 0,-`")),
    };
    Ok(Form { sign: amount.len() < written.len(), thousands, dash })
}

/// What may follow an amount without changing it.
const ASIDES: [&str; 14] = [
    "excl. btw",
    "excl btw",
    "exclusief btw",
    "ex btw",
    "ex. btw",
    "(excl. btw)",
    "(exclusief btw)",
    "bruto",
    "all-in",
    "euro",
    "eur",
    "€",
    "(bruto)",
    "p.p.",
];

/// What may follow and is remarked: a note says whether the field counts it so.
const INCLUDING: [&str; 5] = ["incl. btw", "incl btw", "inclusief btw", "(incl. btw)", "(inclusief btw)"];
const PERIODS: [&str; 9] =
    ["per uur", "p/u", "p.u.", "per maand", "p/m", "p.m.", "per week", "per jaar", "per periode"];

/// An amount in euros; one with part of a cent is rounded where a sheet computed it and stays as written in a text.
pub(super) fn parse(content: &Content) -> Understood {
    match content {
        Content::Number(n) => match numeral::from_f64(*n).map(|n| n * Decimal::ONE_HUNDRED) {
            Some(cents) if cents.fract().is_zero() => Understood::from(cents.to_i64().map(Value::Money)),
            Some(cents) => Understood::from(cents.round().to_i64().map(Value::Money)).remark("money-rounded"),
            None => Understood::as_written(),
        },
        Content::Text(_) => words::of(content).map_or_else(Understood::as_written, |text| parse_text(&text)),
        _ => Understood::as_written(),
    }
}

fn parse_text(text: &str) -> Understood {
    if let Some(cents) = amount(text) {
        return Understood::value(Value::Money(cents));
    }
    let mut rest = text.to_lowercase();
    let mut remarks = Vec::new();
    while let Some((shorter, remark)) = without_aside(&rest) {
        remarks.extend(remark);
        rest = shorter.to_owned();
    }
    match amount(&rest) {
        Some(cents) => Understood { remarks, ..Understood::value(Value::Money(cents)) },
        None => Understood::as_written(),
    }
}

fn without_aside(text: &str) -> Option<(&str, Option<&'static str>)> {
    let cut = |list: &[&str]| list.iter().find_map(|aside| text.strip_suffix(aside)).map(str::trim_end);
    let plain = cut(&ASIDES).map(|rest| (rest, None));
    let including = || cut(&INCLUDING).map(|rest| (rest, Some("money-including-vat")));
    plain.or_else(including).or_else(|| cut(&PERIODS).map(|rest| (rest, Some("money-per-period"))))
}

/// Cents of `€ 1.125,-`, `EUR 4500,–`, `82.50`; `1.125` is a thousand.
fn amount(text: &str) -> Option<i64> {
    let text = text.trim();
    let bare = ["€", "EUR", "eur", "euro"].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text).trim_start();
    let bare = match bare.rsplit_once([',', '.']) {
        Some((whole, dash)) if !dash.is_empty() && dash.chars().all(|c| matches!(c, '-' | '–' | '—' | '=')) => {
            whole
        }
        _ => bare,
    };
    let cents = numeral::grouped(bare)? * Decimal::ONE_HUNDRED;
    cents.fract().is_zero().then(|| cents.to_i64()).flatten()
}

pub(super) fn print(cents: i64, form: Form) -> CompactString {
    let mut out = CompactString::from(if form.sign { "€ " } else { "" });
    if cents < 0 {
        out.push('-');
    }
    let euros = (cents.unsigned_abs() / 100).to_compact_string();
    for (n, digit) in euros.chars().enumerate() {
        if form.thousands && n > 0 && (euros.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    let behind = match (cents.unsigned_abs() % 100, form.dash) {
        (0, Some(dash)) => format_compact!(",{dash}"),
        (rest, _) => format_compact!(",{rest:02}"),
    };
    out + &behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let cases = [
            ("€ 1.125,-", Some(112_500)),
            ("€ 4500,–", Some(450_000)),
            ("1.125,00", Some(112_500)),
            ("€74,78", Some(7478)),
            ("€ 82,50 excl. btw", Some(8250)),
            ("€ 82,50 exclusief BTW", Some(8250)),
            ("€ 1.000.000,–", Some(100_000_000)),
            ("2.700", Some(270_000)),
            ("82.50", Some(8250)),
            ("EUR 100", Some(10_000)),
            ("100 euro", Some(10_000)),
            ("€ -12,50", Some(-1250)),
            ("82,5", Some(8250)),
            ("€ 82,505", None),
            ("€", None),
            ("circa € 80", None),
            ("€ 80 - € 90", None),
            ("0", Some(0)),
            ("-1", Some(-100)),
        ];
        for (text, cents) in cases {
            assert_eq!(parse(&Content::Text(text.into())), Understood::from(cents.map(Value::Money)), "{text}");
        }
    }

    #[test]
    fn what_changes_an_amount_is_remarked() {
        let cases = [
            (Content::Text("€ 99,83 incl. btw".into()), 9983, "money-including-vat"),
            (Content::Text("€ 82,50 per uur".into()), 8250, "money-per-period"),
            (Content::Number(82.333_333), 8233, "money-rounded"),
        ];
        for (content, cents, remark) in cases {
            assert_eq!(parse(&content), Understood::value(Value::Money(cents)).remark(remark), "{content:?}");
        }
    }

    #[test]
    fn amounts_are_written_as_the_sample() {
        let cases =
            [("€ 0.000,00", "€ 1.125,00"), ("1125,00", "1125,00"), ("€ 1.125,-", "€ 1.125,-"), ("€ 0,–", "€ 1125,–")];
        for (sample, wanted) in cases {
            assert_eq!(compile(Some(sample)).map(|form| print(112_500, form)).as_deref(), Ok(wanted));
        }
        assert!(compile(Some("dollar")).is_err());
    }
}
