//! A formula that works nothing out: `="Sanne"` is typed, whatever its program calls it.

/// Whether what stands behind the `=` is one text or one number.
pub fn is_constant(formula: &str) -> bool {
    let formula = formula.trim().trim_start_matches('=');
    let text = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    // A quotation mark within a text is written twice.
    text.is_some_and(|text| !text.replace("\"\"", "").contains('"')) || formula.parse::<f64>().is_ok()
}

/// Functions that say what day it is when the file is opened, in English and Dutch.
const OF_TODAY: [&str; 4] = ["TODAY(", "NOW(", "VANDAAG(", "NU("];

/// Whether a formula says something else on another day: `TODAY()`, `NOW()+14`.
pub fn renews(formula: &str) -> bool {
    let formula = formula.to_ascii_uppercase();
    let is_function =
        |at: usize| !formula[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"'));
    OF_TODAY.iter().any(|name| formula.match_indices(name).any(|(at, _)| is_function(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_is_one_text_or_one_number() {
        for constant in ["\"Sanne\"", "=\"Sanne\"", "\"de \"\"Bron\"\"\"", "12.5", " 12 ", "-3"] {
            assert!(is_constant(constant), "{constant}");
        }
        for formula in ["TODAY()", "of:=TODAY()", "=IF(A1=\"\",\"\",NOW())", "VANDAAG()+14"] {
            assert!(renews(formula), "{formula}");
        }
        assert!(!renews("KNOW(A1)") && !renews("\"NOW()\"") && !renews("A1"));
        for formula in ["", "\"", "A1", "\"a\"&\"b\"", "3*4", "SUM(A1:A3)", "TODAY()", "TRUE()"] {
            assert!(!is_constant(formula), "{formula}");
        }
    }
}
