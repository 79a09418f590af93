//! Whether a number format lets a reader see all of a number: `0` shows 13 for 12,5, and `h:mm` shows 12:30 for 36,5 hours.
//!
//! A cell keeps the number whatever it shows, so reading it again by program says nothing of what a person sees.

use crate::text::content::Content;

/// The hours that a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Hours {
    #[default]
    None,
    /// Those of a day: after 23:59 comes 0:00.
    OfDay,
    /// All of them, `[h]`; or all minutes, `[mm]`.
    All,
}

/// What of a number a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Precision {
    /// A format with signs for digits, for days or for hours; otherwise a number shows as it is.
    pub fixed: bool,
    /// It has no sign for any part of a number: `;;;`, `"zie bijlage"`.
    pub hides: bool,
    pub hides_zero: bool,
    /// Its section for texts has no `@`: `;;;` shows no text at all.
    pub hides_text: bool,
    pub decimals: u8,
    /// How often the number is divided by a thousand before it shows.
    pub thousands: u8,
    pub grouped: bool,
    pub day: bool,
    pub month: bool,
    pub year: bool,
    /// Its month stands in digits before its day: `mm/dd/yyyy` shows 1 September as 09/01, which is read here as 9 January.
    pub month_first: bool,
    /// Its month stands in letters.
    pub named_month: bool,
    /// Its dates are of another calendar, or in digits of another script.
    pub foreign: bool,
    /// It has the sign of a currency.
    pub money: bool,
    pub hours: Hours,
    pub minutes: bool,
    pub seconds: bool,
    /// How many digits its dates, times and fixed words are wide.
    pub wide: f32,
}

/// How much wider than its digits a number may be before it is said that it does not show: widths are estimates.
const SURE: f64 = 1.15;

/// A number as a format shows it that divides it by a thousand, so often, to so many decimals: `0,` shows 24000 as 24.
pub fn in_thousands(n: f64, thousands: u8, decimals: u8) -> f64 {
    let unit = 10_f64.powi(i32::from(decimals));
    (n / 1000_f64.powi(i32::from(thousands)) * unit).round() / unit
}

impl Precision {
    /// A number as it shows where the format divides it by a thousand; anything else as it is.
    pub fn scaled(&self, content: Content) -> Content {
        match content {
            Content::Number(n) if self.thousands > 0 => Content::Number(in_thousands(n, self.thousands, self.decimals)),
            other => other,
        }
    }

    /// Of a format that Excel has built in.
    pub fn built_in(id: u32) -> Self {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 | 43 | 44 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd-mm-yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 | 20 | 32 => "h:mm",
            19 | 21 | 33 => "h:mm:ss",
            22 => "dd-mm-yyyy h:mm",
            41 | 42 => "#,##0",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            _ => return Self::default(),
        };
        Self::by_code(code)
    }

    /// Of a format by its code: `0`, `#,##0.00`, `dd-mm-yyyy`, `[h]:mm`.
    pub fn by_code(code: &str) -> Self {
        if ["general", "standaard", "standard", "@"].contains(&code.trim().to_ascii_lowercase().as_str()) {
            return Self::default();
        }
        let sections = sections(code);
        let mut precision = sections.first().map(|section| Self::of_section(section)).unwrap_or_default();
        precision.hides_text = sections.get(3).is_some_and(|text| !text.contains('@'));
        precision.hides_zero = sections.get(2).is_some_and(|zero| Self::of_section(zero).hides);
        precision
    }

    fn of_section(section: &str) -> Self {
        let (mut own, mut chars) = (Self { fixed: true, ..Self::default() }, section.chars().peekable());
        let (mut digits, mut point, mut commas, mut any, mut free) = (false, false, 0_u8, false, false);
        while let Some(c) = chars.next() {
            match c.to_ascii_lowercase() {
                '\\' | '_' | '*' => {
                    chars.next();
                    own.wide += if c == '*' { 0.0 } else { 1.0 };
                }
                '"' => {
                    let words: Vec<char> = chars.by_ref().take_while(|c| *c != '"').collect();
                    own.money |= words.contains(&'€');
                    own.wide += count(words.len());
                }
                '€' => (own.money, own.wide) = (true, own.wide + 1.0),
                '[' => own.bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>(), &mut any),
                '0' | '#' | '?' => {
                    (any, digits) = (true, true);
                    own.grouped |= commas > 0;
                    commas = 0;
                    own.decimals += u8::from(point);
                }
                '.' if !digits && any => own.wide += 0.6,
                '.' => point = true,
                ',' if digits => commas += 1,
                // A fraction, a power of ten or a general number within words shows what it is.
                '/' | 'e' if digits => free = true,
                'g' if section.to_ascii_lowercase().contains("general") => free = true,
                '@' => free = true,
                letter @ ('d' | 'y' | 'j' | 'm' | 'h' | 'u' | 's') => {
                    let mut turns = 1;
                    while chars.next_if(|next| next.eq_ignore_ascii_case(&c)).is_some() {
                        turns += 1;
                    }
                    any = true;
                    own.letters(letter, turns);
                }
                ' ' | '-' | ':' | '/' | ';' => own.wide += 0.6,
                _ => own.wide += 1.0,
            }
        }
        own.thousands = commas;
        own.hides = !any && !free;
        if free { Self::default() } else { own }
    }

    /// `[h]`, `[mm]`, `[s]`: all of them; colours, languages and conditions are nothing that shows.
    fn bracket(&mut self, inside: &str, any: &mut bool) {
        let language = inside.rsplit_once('-').and_then(|(_, code)| u32::from_str_radix(code, 16).ok());
        // above the language stand the calendar and the digits; 1 of each is what is usual here
        self.foreign |= inside.starts_with('$')
            && language.is_some_and(|code| ![0, 1].contains(&(code >> 16 & 0xff)) || code >> 24 > 1);
        self.money |= inside.starts_with("$€");
        let only = |letter: char| !inside.is_empty() && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter));
        if let Some(at) = ['h', 'u', 'm', 's'].into_iter().position(only) {
            *any = true;
            self.hours = Hours::All;
            self.minutes |= at > 1;
            self.seconds |= at > 2;
            self.wide += 3.0;
        }
    }

    fn letters(&mut self, letter: char, turns: u8) {
        let mut wide = turns.max(2);
        match letter {
            'd' if turns > 2 => wide = if turns == 3 { 2 } else { 9 },
            'd' => {
                self.month_first |= self.month && !self.year;
                self.day = true;
            }
            'y' | 'j' => self.year = true,
            'h' | 'u' => self.hours = if self.hours == Hours::All { Hours::All } else { Hours::OfDay },
            's' => self.seconds = true,
            // Next to hours they are minutes; `mm:ss` is told by the seconds that follow.
            'm' if turns < 3 && self.hours != Hours::None => self.minutes = true,
            _ => {
                wide = if turns > 3 { 9 } else { turns.max(2) };
                // the name of a month is told from a day wherever it stands
                self.month = true;
                self.named_month |= turns > 2;
            }
        }
        if letter == 's' && self.month && !self.day && !self.year {
            (self.month, self.minutes) = (false, true);
        }
        self.wide += f32::from(wide);
    }

    /// Whether a reader sees all of a content.
    pub fn shows(&self, content: &Content) -> bool {
        if matches!(content, Content::Text(_)) {
            return !self.hides_text;
        }
        if !self.fixed {
            return true;
        }
        match content {
            Content::Empty | Content::Text(_) | Content::Tick(_) => true,
            _ if self.hides => false,
            Content::Number(n) => self.shows_number(*n),
            Content::Percent(n) => self.shows_number(*n * 100.0),
            Content::Date(_) => self.shows_day(),
            Content::Moment(_) => self.shows_day() && self.hours != Hours::None && self.minutes,
            Content::Clock(seconds) => self.shows_clock(*seconds),
        }
    }

    fn shows_day(&self) -> bool {
        self.day && self.month && self.year && !self.foreign && (self.named_month || !self.month_first)
    }

    fn shows_number(&self, n: f64) -> bool {
        let unit = 10_f64.powi(i32::from(self.decimals)) / 1000_f64.powi(i32::from(self.thousands));
        let at = n * unit;
        !(n == 0.0 && self.hides_zero) && (at - at.round()).abs() < 1e-6 * at.abs().max(1.0)
    }

    fn shows_clock(&self, seconds: i64) -> bool {
        let hours = match self.hours {
            Hours::All => true,
            Hours::OfDay => (0..86_400).contains(&seconds),
            Hours::None => self.minutes && (0..3_600).contains(&seconds),
        };
        hours && (self.minutes || seconds % 3_600 == 0) && (self.seconds || seconds % 60 == 0)
    }

    /// Whether a content that is stored as a number shows in a cell of so many digits: one that is too wide shows as
    /// `####`.
    pub fn fits(&self, content: &Content, digits: f64) -> bool {
        let fixed = f64::from(self.wide);
        let number = |n: f64, decimals: u8| {
            let whole = n.abs().trunc().to_string().len();
            let groups = if self.grouped { (whole.max(1) - 1) / 3 } else { 0 };
            let signs = f64::from(u8::from(n < 0.0)) + f64::from(count(groups)) * 0.6;
            let behind = if decimals > 0 { f64::from(decimals) + 0.6 } else { 0.0 };
            f64::from(count(whole)) + signs + behind + fixed
        };
        let wanted = match content {
            Content::Empty | Content::Text(_) | Content::Tick(_) => return true,
            // A number of no format of its own is rounded to what fits; its whole part has to.
            Content::Number(n) | Content::Percent(n) if !self.fixed => number(*n, 0),
            Content::Number(n) => number(*n, self.decimals),
            Content::Percent(n) => number(*n * 100.0, self.decimals),
            Content::Date(_) | Content::Moment(_) | Content::Clock(_) => fixed,
        };
        wanted <= digits * SURE
    }
}

fn count(n: usize) -> f32 {
    f32::from(u8::try_from(n).unwrap_or(u8::MAX))
}

/// The sections of a code, apart by semicolons outside of quotes.
fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut from, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '"' => quoted = !quoted,
            '\\' if !quoted => escaped = true,
            ';' if !quoted => {
                sections.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[from..]);
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, DateTime};

    #[test]
    fn a_format_shows_a_number_or_rounds_it() {
        for (code, n, shown) in [
            ("General", 12.5, true),
            ("0", 12.5, false),
            ("0", 12.0, true),
            ("0.0", 12.5, true),
            ("0.0", 12.25, false),
            ("#,##0.00", 1234.56, true),
            ("#,##0,", 1500.0, false),
            ("#,##0,", 15_000.0, true),
            ("0 \"uur\"", 12.5, false),
            ("0.00 \"uur\"", 12.5, true),
            ("# ?/?", 12.5, true),
            ("0.00E+00", 12.5, true),
            ("\"€\" #,##0.00;[Red]-#,##0.00", 15.5, true),
            ("\"x;y\"0", 12.5, false),
            (";;;", 12.0, false),
            ("\"zie bijlage\"", 12.0, false),
            ("0;-0;;@", 0.0, false),
            ("0;-0;;@", 3.0, true),
        ] {
            assert_eq!(Precision::by_code(code).shows(&Content::Number(n)), shown, "{code} {n}");
        }
        assert!(!Precision::by_code("0%").shows(&Content::Percent(0.125)));
        assert!(Precision::by_code("0.0%").shows(&Content::Percent(0.125)));
    }

    #[test]
    fn a_format_shows_hours_and_days_or_leaves_some_out() {
        let long = Content::Clock(131_400);
        let half = Content::Clock(30_600);
        for (code, content, shown) in [
            ("h:mm", &long, false),
            ("hh:mm", &half, true),
            ("[h]:mm", &long, true),
            ("[h]", &long, false),
            ("[mm]", &long, true),
            ("uu:mm", &half, true),
            ("mm:ss", &half, false),
            ("[uu]:mm", &long, true),
        ] {
            assert_eq!(Precision::by_code(code).shows(content), shown, "{code}");
        }
        let day = Content::Date(Date::constant(2026, 3, 14));
        for (code, shown) in [
            ("dd-mm-yyyy", true),
            ("d mmmm jjjj", true),
            ("[$-413]d mmm yy;@", true),
            ("mmmm yyyy", false),
            ("dd-mm", false),
            ("mm/dd/yyyy", false),
            ("m/d/yy", false),
            ("mmm d, yyyy", true),
            ("yyyy-mm-dd", true),
            ("[$-107041E]d/mm/yyyy", false),
            ("[$-D000000]d/m/yyyy", false),
            ("[$-F800]dddd, mmmm dd, yyyy", true),
        ] {
            assert_eq!(Precision::by_code(code).shows(&day), shown, "{code}");
        }
        let moment = Content::Moment(DateTime::constant(2026, 3, 14, 9, 30, 0, 0));
        assert!(Precision::built_in(22).shows(&moment) && !Precision::built_in(14).shows(&moment));
        assert!(!Precision::built_in(20).shows(&long) && Precision::built_in(46).shows(&long));
    }

    #[test]
    fn what_is_too_wide_does_not_fit() {
        let day = Content::Date(Date::constant(2026, 3, 14));
        for (code, content, digits, fits) in [
            ("dd-mm-yyyy", &day, 8.43, true),
            ("dd-mm-yyyy", &day, 7.0, false),
            ("d mmmm yyyy", &day, 10.0, false),
            ("0", &Content::Number(12_345_678.0), 5.0, false),
            ("General", &Content::Number(999_900_102.0), 6.0, false),
            ("General", &Content::Number(12.123_456_789), 3.0, true),
            ("0.00", &Content::Number(12.5), 5.0, true),
        ] {
            assert_eq!(Precision::by_code(code).fits(content, digits), fits, "{code} {digits}");
        }
    }
}
