//! Letters and digits that stand raised behind a word: `24¹` with a footnote mark, `25 m²`. Formats say it by the looks
//! of a letter; here it is a character of its own, so that a mark is never taken for one more digit of a number.
//!
//! ```
//! use eenvorm::text::raised;
//!
//! assert_eq!(raised::raise("1*"), "¹*");
//! assert_eq!(raised::without("24¹"), "24");
//! assert_eq!(raised::lower("m²"), "m2");
//! ```

use std::borrow::Cow;

/// Each character as it stands raised.
const RAISED: [(char, char); 40] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('-', '⁻'),
    ('=', '⁼'),
    ('(', '⁽'),
    (')', '⁾'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('e', 'ᵉ'),
    ('f', 'ᶠ'),
    ('g', 'ᵍ'),
    ('h', 'ʰ'),
    ('i', 'ⁱ'),
    ('j', 'ʲ'),
    ('k', 'ᵏ'),
    ('l', 'ˡ'),
    ('m', 'ᵐ'),
    ('n', 'ⁿ'),
    ('o', 'ᵒ'),
    ('p', 'ᵖ'),
    ('r', 'ʳ'),
    ('s', 'ˢ'),
    ('t', 'ᵗ'),
    ('u', 'ᵘ'),
    ('v', 'ᵛ'),
    ('w', 'ʷ'),
    ('x', 'ˣ'),
    ('y', 'ʸ'),
    ('z', 'ᶻ'),
];

/// The text raised, as far as its characters can be.
pub fn raise(text: &str) -> String {
    let raised = |c: char| RAISED.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, raised)| *raised);
    text.chars().map(raised).collect()
}

/// The text with its raised characters as plain ones.
pub fn lower(text: &str) -> Cow<'_, str> {
    if !holds(text) {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| RAISED.iter().find(|(_, raised)| *raised == c).map_or(c, |(plain, _)| *plain);
    Cow::Owned(text.chars().map(plain).collect())
}

/// The text without its raised characters.
pub fn without(text: &str) -> Cow<'_, str> {
    if !holds(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_raised(*c)).collect())
}

/// Whether a character of the text stands raised.
pub fn holds(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_raised)
}

fn is_raised(c: char) -> bool {
    !c.is_ascii() && RAISED.iter().any(|(_, raised)| *raised == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_raised_comes_down_again() {
        for (plain, raised) in RAISED {
            assert_eq!(raise(&plain.to_string()), raised.to_string());
            assert_eq!(lower(&raised.to_string()), plain.to_string());
        }
        assert_eq!(without("S. de Vries¹ ²"), "S. de Vries ");
        assert!(matches!(without("één m"), Cow::Borrowed(_)));
    }
}
