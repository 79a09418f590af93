//! Money: euros, to the cent.

use compact_str::{CompactString, ToCompactString, format_compact};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::unit::{self, Counted, Period, Unit, without_period};
use crate::record::value::{Reading, Understood, Value, numeral, words};
use crate::text::content::Content;

/// How an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MoneyNotation {
    sign: bool,
    thousands: bool,
    /// What stands for no cents: `,-` or `,–`.
    dash: Option<char>,
    /// The period that the form counts over, where it says one.
    per: Option<Period>,
}

/// From a sample: `€ 1.125,00`, `1125,00`, `€ 1125,-`, `€ 0,00 per uur`.
pub(super) fn compile(written: Option<&str>) -> Result<MoneyNotation, String> {
    let (written, per) = without_period(written.unwrap_or("€ 0.000,00"));
    let amount = written.strip_prefix('€').unwrap_or(written).trim_start();
    let digits: String = amount.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (thousands, cents) = digits.strip_prefix('.').map_or((false, digits.as_str()), |cents| (true, cents));
    let dash = match cents {
        "," => None,
        ",-" => Some('-'),
        ",–" => Some('–'),
        _ => return Err(format!("`{written}` is no notation of money: `€ 0.000,00`, `0,00` or `€ 0,-`")),
    };
    Ok(MoneyNotation { sign: amount.len() < written.len(), thousands, dash, per })
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

/// An amount in euros; one with part of a cent is rounded where a sheet computed it and stays as written in a text. An
/// amount over another period than the field's is converted where that is exact, and stays as written where it is not.
pub(super) fn parse(content: &Content, form: MoneyNotation, unit: Option<&Unit>) -> Understood {
    match content {
        Content::Number(n) => match numeral::from_f64(*n).map(|n| n * Decimal::ONE_HUNDRED) {
            Some(cents) if cents.fract().is_zero() => settled(cents.to_i64(), None, form, unit),
            Some(cents) => settled(cents.round().to_i64(), None, form, unit).remark("money-rounded"),
            None => Understood::as_written(),
        },
        Content::Text(_) => {
            words::kept_words(content).map_or_else(Understood::as_written, |text| parse_text(&text, form, unit))
        }
        _ => Understood::as_written(),
    }
}

/// So many cents over the period that is named with them, in the field's unit.
fn settled(cents: Option<i64>, named: Option<Period>, form: MoneyNotation, unit: Option<&Unit>) -> Understood {
    let Some(cents) = cents else { return Understood::as_written() };
    match unit::settle(cents, named, form.per, unit) {
        Counted::AsAsked(cents) => Understood::value(Value::Money(cents)),
        Counted::Converted(cents) => Understood::value(Value::Money(cents)).remark("money-converted"),
        Counted::Other => Understood::as_written().remark("money-other-period"),
    }
}

fn parse_text(text: &str, form: MoneyNotation, unit: Option<&Unit>) -> Understood {
    if let Some(cents) = amount(text) {
        return settled(Some(cents), None, form, unit);
    }
    let mut rest = text.to_lowercase();
    let (mut remarks, mut named) = (Vec::new(), None);
    loop {
        if let Some((shorter, remark)) = without_aside(&rest) {
            remarks.extend(remark);
            rest = shorter.to_owned();
        } else if let (shorter, Some(period)) = without_period(&rest)
            && named.is_none()
        {
            named = Some(period);
            rest = shorter.to_owned();
        } else {
            break;
        }
    }
    let mut understood = settled(amount(&rest), named, form, unit);
    if matches!(understood.reading, Some(Reading::Value(_))) {
        understood.remarks.extend(remarks);
    }
    understood
}

fn without_aside(text: &str) -> Option<(&str, Option<&'static str>)> {
    let cut = |list: &[&str]| list.iter().find_map(|aside| text.strip_suffix(aside)).map(str::trim_end);
    let plain = cut(&ASIDES).map(|rest| (rest, None));
    let including = || cut(&INCLUDING).map(|rest| (rest, Some("money-including-vat")));
    plain.or_else(including)
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

/// The bare number; none where the form counts over a period in which the amount is no whole number of cents.
pub(super) fn count(cents: i64, form: MoneyNotation, unit: Option<&Unit>) -> Option<Decimal> {
    unit::in_notation(cents, form.per, unit).map(|cents| Decimal::new(cents, 2))
}

pub(super) fn print(cents: i64, form: MoneyNotation, unit: Option<&Unit>) -> Option<CompactString> {
    let amount = printed(unit::in_notation(cents, form.per, unit)?, form);
    Some(match form.per {
        Some(per) => format_compact!("{amount} per {}", per.words()),
        None => amount,
    })
}

fn printed(cents: i64, form: MoneyNotation) -> CompactString {
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

    fn form(sample: &str) -> MoneyNotation {
        compile(Some(sample)).expect("a notation")
    }

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
            assert_eq!(
                parse(&Content::Text(text.into()), form("€ 0,00"), None),
                Understood::from(cents.map(Value::Money)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_changes_an_amount_is_remarked() {
        let cases = [
            (Content::Text("€ 99,83 incl. btw".into()), 9983, "money-including-vat"),
            (Content::Number(82.333_333), 8233, "money-rounded"),
        ];
        for (content, cents, remark) in cases {
            let understood = Understood::value(Value::Money(cents)).remark(remark);
            assert_eq!(parse(&content, form("€ 0,00"), None), understood, "{content:?}");
        }
    }

    #[test]
    fn an_amount_over_another_period_is_converted_or_stays_as_written() {
        let monthly = Unit::try_from("euro per maand".to_owned()).expect("a unit");
        let read = |text: &str| parse(&Content::Text(text.into()), form("€ 0,00"), Some(&monthly));
        let euros = |n: i64| Understood::value(Value::Money(n * 100));
        for text in ["€ 2.400", "€ 2.400 per maand", "2400 p/m", "€ 2.400 bruto per maand", "€ 2.400,- per mnd bruto"]
        {
            assert_eq!(read(text), euros(2400), "{text}");
        }
        for text in ["€ 15,50 per uur", "15,50 p/u", "€ 2.200 per 4 weken", "€ 600 p.w.", "€ 15,50/uur"] {
            assert_eq!(read(text), Understood::as_written().remark("money-other-period"), "{text}");
        }
        assert_eq!(read("€ 28.800 per jaar"), euros(2400).remark("money-converted"));
        let hourly = form("€ 0,00 per uur");
        assert_eq!(parse(&Content::Number(15.5), hourly, Some(&monthly)).reading, Some(Reading::AsWritten));
        assert_eq!(print(1550, hourly, None).as_deref(), Some("€ 15,50 per uur"));
    }

    #[test]
    fn amounts_are_written_as_the_sample() {
        let cases =
            [("€ 0.000,00", "€ 1.125,00"), ("1125,00", "1125,00"), ("€ 1.125,-", "€ 1.125,-"), ("€ 0,–", "€ 1125,–")];
        for (sample, wanted) in cases {
            assert_eq!(compile(Some(sample)).map(|form| printed(112_500, form)).as_deref(), Ok(wanted));
        }
        assert!(compile(Some("dollar")).is_err());
    }
}
