//! The words that a number format prints beside a number: `0" uur per maand"` shows 32 as `32 uur per maand`, and that is
//! what somebody answered.
//!
//! A sign of the euro, white space and the marks that group digits say nothing, so such a number stays a number.

use crate::text::content::Content;

/// What stands before and behind the digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatWords {
    before: String,
    behind: String,
    /// Digits that show at least, with zeros in front.
    digits: usize,
    /// How many sections the format has: of two the second is for numbers below zero, of three the third for zero.
    sections: usize,
}

impl FormatWords {
    /// Of a format by its code; none where it prints nothing that says something, or divides by a thousand.
    pub fn by_code(code: &str) -> Option<Self> {
        let mut words = Self { sections: 1, ..Self::default() };
        let (mut chars, mut begun, mut point, mut comma) = (code.chars().peekable(), false, false, false);
        while let Some(c) = chars.next() {
            let said = match c {
                ';' => break,
                '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
                '\\' => chars.next().map(String::from).unwrap_or_default(),
                '_' | '*' => {
                    chars.next();
                    " ".to_owned()
                }
                '[' => currency(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
                '0' | '#' | '?' => {
                    (begun, comma) = (true, false);
                    words.digits += usize::from(c == '0' && !point);
                    words.behind.clear();
                    String::new()
                }
                '.' => {
                    point = true;
                    String::new()
                }
                ',' => {
                    comma = begun;
                    String::new()
                }
                'g' | 'G' | 's' | 'S' => {
                    while chars.next_if(char::is_ascii_alphabetic).is_some() {}
                    begun = true;
                    String::new()
                }
                c if c.is_ascii_alphabetic() => String::new(),
                c => c.to_string(),
            };
            if begun { &mut words.behind } else { &mut words.before }.push_str(&said);
        }
        words.sections += sections_behind(chars.collect::<String>().as_str(), code);
        (begun && !comma && words.tell()).then_some(words)
    }

    /// Of a number as a program showed it: `32 uur per maand`.
    pub fn of_shown(shown: &str) -> Option<Self> {
        let digit = |c: char| c.is_ascii_digit();
        let (first, last) = (shown.find(digit)?, shown.rfind(digit)?);
        let before = shown[..first].trim_end_matches(['-', '−', '(']).to_owned();
        let words = Self { before, behind: shown[last + 1..].to_owned(), digits: 0, sections: 1 };
        words.tell().then_some(words)
    }

    /// A number with these words; anything else as it is.
    pub fn around(&self, content: Content) -> Content {
        match content {
            // Another section prints other words, which are not looked at.
            Content::Number(n) if n < 0.0 && self.sections > 1 || n == 0.0 && self.sections > 2 => content,
            Content::Number(_) => {
                let shown = content.shown();
                let zeros = self.digits.saturating_sub(shown.split(',').next().unwrap_or_default().len());
                let text = format!("{}{}{shown}{}", self.before, "0".repeat(zeros), self.behind);
                Content::Text(text.trim().into())
            }
            other => other,
        }
    }

    fn tell(&self) -> bool {
        let says = |c: char| c.is_alphanumeric() || matches!(c, '$' | '£' | '¥' | '%' | '+' | '<' | '>' | '±' | '~');
        self.before.contains(says) || self.behind.contains(says)
    }
}

/// The sign or the letters of a currency: `[$€-413]`, `[$USD]`; colours and conditions are nothing that shows.
fn currency(inside: &str) -> String {
    let sign = inside.strip_prefix('$').and_then(|inside| inside.split('-').next());
    sign.unwrap_or_default().to_owned()
}

/// How many sections follow the first: for numbers below zero, for zero, and for texts.
fn sections_behind(rest: &str, code: &str) -> usize {
    if rest.is_empty() { usize::from(code.ends_with(';')) } else { 1 + rest.matches(';').count().min(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_format_stand_around_its_number() {
        for (code, n, shown) in [
            ("0\" uur per maand\"", 32.0, "32 uur per maand"),
            ("0.0\\ \"fte\"", 0.8, "0,8 fte"),
            ("\"€\" #,##0\" per jaar\"", 20_000.0, "€ 20000 per jaar"),
            ("[$$-409]#,##0.00", 5.5, "$5,5"),
            ("[$USD]\\ 0", 5.0, "USD 5"),
            ("\"06-\"00000000", 1_234_567.0, "06-01234567"),
            ("\"+\"0", 31_612_345_678.0, "+31612345678"),
            ("General\" dagdelen\"", 2.0, "2 dagdelen"),
            ("0\" uur\";-0", -2.0, "-2"),
            ("0\" uur\";-0;\"geen\"", 0.0, "0"),
        ] {
            let words = FormatWords::by_code(code).expect(code);
            assert_eq!(words.around(Content::Number(n)).shown(), shown, "{code}");
        }
        for code in
            ["0", "General", "#,##0.00", "\"€\" #,##0.00", "[$€-413] #,##0.00;[Red]-0", "0000.00.000", "0,\"k\"", "@"]
        {
            assert_eq!(FormatWords::by_code(code), None, "{code}");
        }
    }

    #[test]
    fn words_are_told_from_what_a_program_showed() {
        for (shown, n, text) in [
            ("32 uur per maand", 32.0, Some("32 uur per maand")),
            ("-5 uur", -5.0, Some("-5 uur")),
            ("$ 5", 5.0, Some("$ 5")),
            ("€ 1.600,00", 1600.0, None),
            ("1,6E+03", 1600.0, None),
            ("geen", 0.0, None),
        ] {
            let words = FormatWords::of_shown(shown).map(|words| words.around(Content::Number(n)).shown().into_owned());
            assert_eq!(words.as_deref(), text, "{shown}");
        }
    }
}
