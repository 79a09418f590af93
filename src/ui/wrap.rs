//! Lines that fit the terminal: broken between words, what goes on indented; elsewhere a line stays a line.

use console::Term;

/// The columns of the terminal that messages go to; none where they go elsewhere.
pub fn of_messages() -> Option<usize> {
    width(&Term::stderr())
}

/// The columns of the terminal that the product goes to; none where it goes elsewhere.
pub fn of_product() -> Option<usize> {
    width(&Term::stdout())
}

fn width(term: &Term) -> Option<usize> {
    term.size_checked().map(|(_, columns)| usize::from(columns))
}

/// One line as several that are no wider than `width`, as far as its words allow.
pub fn wrap(line: &str, width: Option<usize>, indent: usize) -> String {
    let Some(width) = width.filter(|width| *width > indent + 20) else { return line.to_owned() };
    let start = line.len() - line.trim_start_matches(' ').len();
    let mut text = line[..start].to_owned();
    let mut column = start;
    for (n, word) in line[start..].split(' ').enumerate() {
        let long = columns(word);
        if column > indent && column + 1 + long > width {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            column = indent;
        } else if n > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += long;
    }
    text
}

/// The characters that show, without what sets colours.
fn columns(word: &str) -> usize {
    let mut escaped = false;
    let shows = |c: &char| {
        let hidden = escaped || *c == '\u{1b}';
        escaped = hidden && *c != 'm';
        !hidden
    };
    word.chars().filter(shows).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{columns, wrap};

    #[test]
    fn a_line_is_broken_between_words_and_goes_on_indented() {
        let told = "  hint: compare it with the signed form; the value is private";
        assert_eq!(wrap(told, Some(40), 8), "  hint: compare it with the signed form;\n        the value is private");
        assert_eq!(wrap(told, None, 8), told, "no terminal");
        assert_eq!(wrap(told, Some(20), 8), told, "too narrow to be of use");
        assert_eq!(columns("\u{1b}[1;31merror\u{1b}[0m[code]:"), 12);
    }

    proptest! {
        #[test]
        fn no_word_is_lost_and_no_line_too_wide(words in prop::collection::vec("[a-zé`]{1,18}", 1..30), width in 30_usize..90) {
            let line = words.join(" ");
            let wrapped = wrap(&line, Some(width), 4);
            prop_assert_eq!(wrapped.split_whitespace().collect::<Vec<_>>(), words);
            prop_assert!(wrapped.lines().all(|line| line.chars().count() <= width));
        }
    }
}
