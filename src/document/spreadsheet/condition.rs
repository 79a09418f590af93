//! What a data validation asks of an answer: a number between bounds, a day, a length.
//!
//! Only what can be judged without calculating is judged: bounds that are numbers or days, and custom formulas that ask of
//! the cell itself whether it is a number, a text or so long.

use crate::document::spreadsheet::number_format::serial;
use crate::text::content::Content;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A whole number.
    Whole,
    Decimal,
    Date,
    Time,
    Length,
    /// Whether it is a number, or a text.
    IsNumber,
    IsText,
}

/// How it is compared with the bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Between,
    NotBetween,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One condition on a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    pub subject: Subject,
    pub operator: Operator,
    /// None where the bound has to be calculated.
    pub bounds: [Option<f64>; 2],
}

impl Condition {
    /// A length of so many characters at most.
    pub fn at_most(most: usize) -> Self {
        let most = u32::try_from(most).map_or(f64::MAX, f64::from);
        Self { subject: Subject::Length, operator: Operator::LessOrEqual, bounds: [Some(most), None] }
    }

    /// Whether a content meets it; none where that cannot be told.
    pub fn holds(&self, content: &Content) -> Option<bool> {
        let is_text = matches!(content, Content::Text(_));
        let number = match content {
            Content::Empty => return Some(true),
            Content::Tick(_) => return None,
            Content::Text(_) => None,
            content => serial(content, false),
        };
        let value = match self.subject {
            Subject::IsNumber => return Some(!is_text),
            Subject::IsText => return Some(is_text),
            Subject::Length => length(content, number),
            // Words are no number, whatever stands in them: the form would refuse them.
            Subject::Whole if number.is_none_or(|n| n.fract() != 0.0) => return Some(false),
            _ => match number {
                Some(number) => number,
                None => return Some(false),
            },
        };
        self.compares(value)
    }

    fn compares(&self, value: f64) -> Option<bool> {
        let [first, second] = self.bounds;
        let equal = |a: f64, b: f64| (a - b).abs() < 1e-9 * a.abs().max(1.0);
        let first = first?;
        Some(match self.operator {
            Operator::Between => (first..=second?).contains(&value),
            Operator::NotBetween => !(first..=second?).contains(&value),
            Operator::Equal => equal(value, first),
            Operator::NotEqual => !equal(value, first),
            Operator::Less => value < first,
            Operator::LessOrEqual => value <= first,
            Operator::Greater => value > first,
            Operator::GreaterOrEqual => value >= first,
        })
    }
}

/// How long a content is for a rule: a date counts as its number.
fn length(content: &Content, number: Option<f64>) -> f64 {
    let text = number.map_or_else(|| content.shown().into_owned(), |n| n.to_string());
    f64::from(u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX))
}

impl Operator {
    /// As a workbook names it.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "between" | "" => Self::Between,
            "notBetween" => Self::NotBetween,
            "equal" => Self::Equal,
            "notEqual" => Self::NotEqual,
            "lessThan" => Self::Less,
            "lessThanOrEqual" => Self::LessOrEqual,
            "greaterThan" => Self::Greater,
            "greaterThanOrEqual" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// At the beginning of a text, and what follows it: `<=20`.
    pub fn sign(text: &str) -> Option<(Self, &str)> {
        let signs = [
            ("<=", Self::LessOrEqual),
            (">=", Self::GreaterOrEqual),
            ("<>", Self::NotEqual),
            ("!=", Self::NotEqual),
            ("<", Self::Less),
            (">", Self::Greater),
            ("=", Self::Equal),
        ];
        signs.into_iter().find_map(|(sign, operator)| Some((operator, text.strip_prefix(sign)?.trim())))
    }
}

/// The conditions of a custom formula on the cell that it is written for: `ISNUMBER(D7)`, `LEN(B7)=9`, or both in `AND`.
/// A part that asks for more is passed over: it cannot be told, and holds as far as anybody here knows.
pub fn custom(formula: &str) -> Vec<Condition> {
    let formula = formula.trim().trim_start_matches('=').trim();
    if let Some(inner) = inside(formula, "AND") {
        return arguments(inner).into_iter().flat_map(custom).collect();
    }
    let plain = |subject| Condition { subject, operator: Operator::Equal, bounds: [None; 2] };
    if inside(formula, "ISNUMBER").is_some_and(is_cell) {
        return vec![plain(Subject::IsNumber)];
    }
    if inside(formula, "ISTEXT").is_some_and(is_cell) {
        return vec![plain(Subject::IsText)];
    }
    let length = formula.find(')').and_then(|end| {
        inside(&formula[..=end], "LEN").filter(|cell| is_cell(cell))?;
        let (operator, bound) = Operator::sign(formula[end + 1..].trim())?;
        Some(Condition { subject: Subject::Length, operator, bounds: [Some(bound.parse().ok()?), None] })
    });
    length.into_iter().collect()
}

/// What stands between the brackets of a function, where they are all of the formula.
fn inside<'f>(formula: &'f str, function: &str) -> Option<&'f str> {
    let head = formula.get(..function.len()).filter(|head| head.eq_ignore_ascii_case(function))?;
    let inner = formula[head.len()..].trim().strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_i32;
    let whole = inner.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    });
    whole.then(|| inner.trim())
}

fn is_cell(word: &str) -> bool {
    word.replace(['$', '[', ']', '.'], "").parse::<crate::text::place::Spot>().is_ok()
}

/// The arguments of a function, apart by commas or semicolons outside of brackets and quotes.
fn arguments(inner: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth, mut quoted) = (Vec::new(), 0, 0_i32, false);
    for (at, c) in inner.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ',' | ';' if !quoted && depth == 0 => {
                parts.push(&inner[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inner[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn condition(subject: Subject, operator: &str, first: f64, second: Option<f64>) -> Condition {
        let operator = Operator::named(operator).expect("an operator");
        Condition { subject, operator, bounds: [Some(first), second] }
    }

    #[test]
    fn numbers_days_and_lengths_are_judged() {
        let text = |text: &str| Content::Text(text.into());
        let day = Content::Date(Date::constant(2026, 3, 14));
        for (condition, content, holds) in [
            (condition(Subject::Whole, "between", 1.0, Some(20.0)), Content::Number(12.0), Some(true)),
            (condition(Subject::Whole, "between", 1.0, Some(20.0)), Content::Number(12.5), Some(false)),
            (condition(Subject::Decimal, "", 0.0, Some(10.0)), Content::Number(12.5), Some(false)),
            (condition(Subject::Decimal, "", 0.0, Some(10.0)), text("acht"), Some(false)),
            (condition(Subject::Decimal, "", 0.0, None), Content::Number(12.5), None),
            (condition(Subject::Date, "greaterThan", 45_000.0, None), day.clone(), Some(true)),
            (condition(Subject::Date, "lessThan", 45_000.0, None), day, Some(false)),
            (condition(Subject::Length, "lessThanOrEqual", 8.0, None), Content::Number(999_900_102.0), Some(false)),
            (condition(Subject::Length, "lessThanOrEqual", 8.0, None), text("12345678"), Some(true)),
            (condition(Subject::Length, "lessThanOrEqual", 8.0, None), Content::Empty, Some(true)),
        ] {
            assert_eq!(condition.holds(&content), holds, "{condition:?} {content:?}");
        }
    }

    #[test]
    fn custom_formulas_are_judged_as_far_as_they_ask_of_the_cell_itself() {
        let number = Content::Number(123.0);
        let text = Content::Text("06".into());
        for (formula, number_holds, text_holds) in [
            ("ISNUMBER(D7)", true, false),
            ("=istext($D$7)", false, true),
            ("AND(ISNUMBER(D7),LEN(D7)=3)", true, false),
            ("LEN(D7)<=2", false, true),
            ("COUNTIF(A:A,D7)=1", true, true),
            ("AND(D7>$E$7,ISNUMBER(D7))", true, false),
            ("NOT(ISNUMBER(D7))", true, true),
        ] {
            let all = custom(formula);
            let holds = |content: &Content| all.iter().all(|condition| condition.holds(content) != Some(false));
            assert_eq!((holds(&number), holds(&text)), (number_holds, text_holds), "{formula}");
        }
    }
}
