//! Text of a file as a terminal may be shown it: without characters that steer the terminal or turn the reading order.

use std::borrow::Cow;

/// Whether a character steers instead of being seen: a control character, or a mark that turns the direction of text.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Several lines as they may be shown: whatever steers becomes `�`, but for ends of lines and tabs.
///
/// ```
/// # use eenvorm::text::visible::lines;
/// assert_eq!(lines("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\n");
/// ```
pub fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| steers(c) && !matches!(c, '\n' | '\t'), |_| char::REPLACEMENT_CHARACTER)
}

/// Text of a page, which a browser shows and a terminal may: ends of lines of every kind are left.
pub fn page(text: &str) -> Cow<'_, str> {
    replaced(text, |c| steers(c) && !c.is_whitespace(), |_| char::REPLACEMENT_CHARACTER)
}

/// One line as it may be shown: an end of a line or a tab in it is a space.
pub fn line(text: &str) -> Cow<'_, str> {
    replaced(text, steers, |c| if matches!(c, '\n' | '\t') { ' ' } else { char::REPLACEMENT_CHARACTER })
}

fn replaced(text: &str, is: impl Fn(char) -> bool, by: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.contains(&is) {
        Cow::Owned(text.chars().map(|c| if is(c) { by(c) } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for (text, shown) in [
            ("\u{1b}]0;PWNED\u{7}\u{1b}[2J\u{202e}ab", "�]0;PWNED��[2J�ab"),
            ("\u{9b}31m\u{7f}\r", "�31m��"),
            ("een\ttwee\ndrie", "een twee drie"),
            ("Café De Linde – 5 € ☐ 👍🏽", "Café De Linde – 5 € ☐ 👍🏽"),
            ("", ""),
        ] {
            assert_eq!(line(text), shown, "{text:?}");
        }
        assert_eq!(lines("een\ttwee\r\n\u{2066}"), "een\ttwee�\n�");
    }
}
