//! Escapes text for Markdown, so that an answer is never markup and never leaves its table cell.

use std::io::{self, Write};

/// Writes the text as plain words of Markdown; line breaks become `<br>`.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.write_all(b"&amp;")?,
            '<' => out.write_all(b"&lt;")?,
            '>' => out.write_all(b"&gt;")?,
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => write!(out, "\\{c}")?,
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.write_all(b"<br>")?,
            c if c.is_control() => out.write_all(b" ")?,
            c => write!(out, "{c}")?,
        }
    }
    Ok(())
}

/// The text escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // writing to a vector does not fail
    let _ = escape(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        for (text, written) in [
            ("a | b", "a \\| b"),
            ("*zeer* <b>", "\\*zeer\\* &lt;b&gt;"),
            ("een\r\ntwee\ndrie", "een<br>twee<br>drie"),
            ("[x](http://x) & `y`", "\\[x\\](http://x) &amp; \\`y\\`"),
            ("# kop", "\\# kop"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }
}
