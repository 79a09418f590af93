//! Lines that fit the terminal: broken between words, what goes on indented; elsewhere a line stays a line.

use console::Term;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

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
    let indent = " ".repeat(indent);
    // A name of an option or a file is never broken, not even at its hyphens: it may be copied.
    let options = Options::new(width)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::fill(line, options)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::wrap;

    #[test]
    fn a_line_is_broken_between_words_and_goes_on_indented() {
        let told = "  hint: compare it with the signed form; the value is private";
        assert_eq!(wrap(told, Some(40), 8), "  hint: compare it with the signed form;\n        the value is private");
        assert_eq!(wrap(told, None, 8), told, "no terminal");
        assert_eq!(wrap(told, Some(20), 8), told, "too narrow to be of use");
        let coloured = "\u{1b}[1;31merror\u{1b}[0m[code]: what does not fit";
        assert_eq!(wrap(coloured, Some(30), 2), coloured, "colours take no room");
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
