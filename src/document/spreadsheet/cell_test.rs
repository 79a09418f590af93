//! The test of a conditional format on the cell that it is laid on, as far as it can be judged without calculating.

use crate::document::spreadsheet::condition::{Condition, Operator, Subject};
use crate::text::content::Content;

/// What is asked of the content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellTest {
    /// Whatever stands in it, or whatever does not.
    Constant(bool),
    Compares(Condition),
    /// Whether it is this text, without regard to case, or is not.
    Equals(String, bool),
    Contains(String, bool),
    BeginsWith(String),
    EndsWith(String),
    /// It has to be calculated.
    Unknown,
}

/// A test of the cell itself, and what comes of it in a cell in which something stands that is no error.
const OF_ITSELF: [(&str, bool); 12] = [
    ("ISBLANK(*)", false),
    ("NOT(ISBLANK(*))", true),
    ("ISERROR(*)", false),
    ("ISERR(*)", false),
    ("ISNA(*)", false),
    ("*=\"\"", false),
    ("*<>\"\"", true),
    ("LEN(*)=0", false),
    ("LEN(*)>0", true),
    ("LEN(TRIM(*))=0", false),
    ("LEN(TRIM(*))>0", true),
    ("NOT(ISERROR(*))", true),
];

impl CellTest {
    /// As a rule of a workbook names it; `own` is the first cell that the rule is laid on.
    pub fn named(kind: &str, operator: &str, text: &str, formulas: &[&str], own: &str) -> Self {
        match kind {
            "cellIs" => Self::compared(operator, formulas),
            "expression" => formulas.first().map_or(Self::Unknown, |formula| Self::formula(formula, own)),
            "containsBlanks" | "containsErrors" => Self::Constant(false),
            "notContainsBlanks" | "notContainsErrors" => Self::Constant(true),
            "containsText" if !text.is_empty() => Self::Contains(text.to_lowercase(), true),
            "notContainsText" if !text.is_empty() => Self::Contains(text.to_lowercase(), false),
            "beginsWith" if !text.is_empty() => Self::BeginsWith(text.to_lowercase()),
            "endsWith" if !text.is_empty() => Self::EndsWith(text.to_lowercase()),
            _ => Self::Unknown,
        }
    }

    fn compared(operator: &str, bounds: &[&str]) -> Self {
        let Some(operator) = Operator::named(operator) else { return Self::Unknown };
        let text = bounds.first().and_then(|bound| bound.trim().strip_prefix('"')?.strip_suffix('"'));
        match (text, operator) {
            (Some(text), Operator::Equal) => return Self::Equals(text.to_lowercase(), true),
            (Some(text), Operator::NotEqual) => return Self::Equals(text.to_lowercase(), false),
            _ => {}
        }
        let bound = |n: usize| bounds.get(n).and_then(|bound| bound.trim().parse().ok());
        if bound(0).is_none() {
            return Self::Unknown;
        }
        Self::Compares(Condition { subject: Subject::Decimal, operator, bounds: [bound(0), bound(1)] })
    }

    fn formula(formula: &str, own: &str) -> Self {
        let plain: String = formula.chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
        let plain = plain.trim_start_matches('=').to_ascii_uppercase();
        match plain.as_str() {
            "TRUE" | "TRUE()" | "1" => return Self::Constant(true),
            "FALSE" | "FALSE()" | "0" => return Self::Constant(false),
            _ => {}
        }
        let known = OF_ITSELF.iter().find(|(test, _)| test.replace('*', own) == plain);
        known.map_or(Self::Unknown, |(_, holds)| Self::Constant(*holds))
    }

    /// Whether a content in which something stands meets it; none where that cannot be told.
    pub fn holds(&self, content: &Content) -> Option<bool> {
        let said = || content.shown().to_lowercase();
        match self {
            Self::Constant(holds) => Some(*holds),
            // a text is more than any number
            Self::Compares(condition) if content.as_text().is_some() => Some(matches!(
                condition.operator,
                Operator::Greater | Operator::GreaterOrEqual | Operator::NotEqual | Operator::NotBetween
            )),
            Self::Compares(condition) => condition.holds(content),
            Self::Equals(text, is) => Some((said() == *text) == *is),
            Self::Contains(text, is) => Some(said().contains(text.as_str()) == *is),
            Self::BeginsWith(text) => Some(said().starts_with(text.as_str())),
            Self::EndsWith(text) => Some(said().ends_with(text.as_str())),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_is_judged_where_nothing_has_to_be_calculated() {
        let (number, text) = (Content::Number(24.0), Content::Text("Sanne".into()));
        for (kind, operator, said, formulas, content, holds) in [
            ("cellIs", "greaterThan", "", &["20"][..], &number, Some(true)),
            ("cellIs", "greaterThan", "", &["30"][..], &number, Some(false)),
            ("cellIs", "between", "", &["20", "30"][..], &number, Some(true)),
            ("cellIs", "equal", "", &["\"sanne\""][..], &text, Some(true)),
            ("cellIs", "lessThan", "", &["$C$1"][..], &number, None),
            ("expression", "", "", &["TRUE"][..], &number, Some(true)),
            ("expression", "", "", &["ISERROR($B21)"][..], &number, Some(false)),
            ("expression", "", "", &["D20<TODAY()"][..], &number, None),
            ("containsText", "containsText", "ann", &["NOT(ISERROR(SEARCH(\"ann\",B21)))"][..], &text, Some(true)),
            ("duplicateValues", "", "", &[][..], &text, None),
        ] {
            let test = CellTest::named(kind, operator, said, formulas, "B21");
            assert_eq!(test.holds(content), holds, "{kind} {operator} {formulas:?}");
        }
    }
}
