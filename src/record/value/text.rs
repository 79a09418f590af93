//! Text and prose: kept as written.

use crate::record::value::{Understood, Value, non_answer};
use crate::text::content::{self, Content};

pub(super) fn compile(written: Option<&str>) -> Result<(), String> {
    written.map_or(Ok(()), |w| Err(format!("text is written as it is: `{w}` is no notation for it")))
}

/// The text as it stands, without the white space around it and without what is struck out.
pub(super) fn parse(content: &Content) -> Understood {
    let shown = content.shown();
    let text = content::without_struck(&shown);
    let kept = text.trim();
    // `0` is what a program writes where nothing is known, `idem` what stands elsewhere on the form
    let nothing = kept.is_empty() || kept == "0" || non_answer::refers_back(kept);
    if nothing { Understood::as_written() } else { Understood::value(Value::Text(kept.into())) }
}

/// `12-mrt`, `9-dec`: how a spreadsheet shows the date that it made of two numbers.
pub(super) fn is_day_and_month(text: &str) -> bool {
    const MONTHS: [&str; 14] =
        ["jan", "feb", "mrt", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    text.split_once('-').is_some_and(|(day, month)| {
        let day = day.len() <= 2 && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        day && MONTHS.iter().any(|known| known.eq_ignore_ascii_case(month))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::strike;

    #[test]
    fn text_stays_text() {
        let cases = [
            (Content::Text("  Bakker\nen zoon ".into()), "Bakker\nen zoon"),
            (Content::Number(12_345_678.0), "12345678"),
            (Content::Number(2.5), "2,5"),
            (Content::Percent(0.4), "40%"),
            (Content::Clock(8400), "2:20"),
            (Content::Text(format!("Bakker {}", strike("Slager")).into()), "Bakker"),
        ];
        for (content, text) in cases {
            assert_eq!(parse(&content), Understood::value(Value::Text(text.into())), "{content:?}");
        }
        for text in
            [strike("weg"), "0".to_owned(), "idem".to_owned(), "zie boven".to_owned(), "Zie contract".to_owned()]
        {
            assert_eq!(parse(&Content::Text(text.as_str().into())), Understood::as_written(), "{text}");
        }
    }
}
