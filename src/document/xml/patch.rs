//! Changes to a part, gathered first and made at once; every byte outside them stays as it is.

use std::ops::Range;

/// The pieces of one text that get new words.
#[derive(Debug, Default)]
pub struct Splices {
    all: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Puts `new` where the bytes `at` stand now.
    pub fn put(&mut self, at: Range<usize>, new: impl Into<String>) {
        self.all.push((at, new.into()));
    }

    /// Puts `new` before the byte `at`; what is inserted at one place keeps its order.
    pub fn insert(&mut self, at: usize, new: impl Into<String>) {
        self.put(at..at, new);
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The text with its new pieces.
    pub fn apply(self, text: &str) -> String {
        self.within(text, 0..text.len())
    }

    /// The bytes `range` of the text with their new pieces; a change inside an earlier, larger one is left out.
    pub fn within(mut self, text: &str, range: Range<usize>) -> String {
        self.all.sort_by_key(|(at, _)| (at.start, at.end != at.start, usize::MAX - at.end));
        let mut whole = String::with_capacity(range.len() + self.all.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut done = range.start;
        for (at, new) in self.all.iter().filter(|(at, _)| at.end <= range.end) {
            if at.start >= done {
                whole.push_str(&text[done..at.start]);
                whole.push_str(new);
                done = at.end;
            }
        }
        whole.push_str(&text[done..range.end]);
        whole
    }
}

/// A tag as it is written, with the attribute `name` set to a value, or without it.
pub fn set(tag: &str, name: &str, value: Option<&str>) -> String {
    let mut whole = String::with_capacity(tag.len() + 32);
    set_onto(&mut whole, tag, name, value);
    whole
}

/// The same, appended.
pub fn set_onto(whole: &mut String, tag: &str, name: &str, value: Option<&str>) {
    let at = attribute(tag, name).unwrap_or_else(|| {
        let end = tag.trim_end_matches('>').trim_end_matches('/').trim_end().len();
        end..end
    });
    whole.push_str(&tag[..at.start]);
    if let Some(value) = value {
        whole.extend([" ", name, "=\"", &escape(value), "\""]);
    }
    whole.push_str(&tag[at.end..]);
}

/// The tag of an element that has something in it.
pub fn opened(tag: &str) -> String {
    tag.strip_suffix("/>").map_or_else(|| tag.to_owned(), |open| format!("{}>", open.trim_end()))
}

/// The tag of an element that has nothing in it.
pub fn closed(tag: &str) -> String {
    if tag.ends_with("/>") { tag.to_owned() } else { format!("{}/>", tag.trim_end_matches('>')) }
}

/// Where the attribute `name` stands in a tag, with the white space before it.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let bytes = tag.as_bytes();
    let mut at = tag.find(|c: char| c.is_ascii_whitespace())?;
    while at < bytes.len() {
        let begin = at;
        at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        // names and values are too short to search in strides
        let up_to = |mark: u8, from: usize| bytes.get(from..)?.iter().position(|b| *b == mark).map(|n| from + n);
        let equals = up_to(b'=', at)?;
        let quote = equals + 1 + bytes[equals + 1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        let end = up_to(*bytes.get(quote)?, quote + 1)? + 1;
        if tag[at..equals].trim_end() == name {
            return Some(begin..end);
        }
        at = end;
    }
    None
}

/// Text as xml writes it, within a tag as well as between tags.
pub fn escape(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            c => written.push(c),
        }
    }
    written
}

/// Whether xml 1.0 can hold this letter.
pub fn holds(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_and_taken_out_and_the_rest_stays() {
        for (tag, name, value, new) in [
            ("<c r=\"A1\" s='3' t=\"s\"/>", "t", None, "<c r=\"A1\" s='3'/>"),
            ("<c r=\"A1\" t = \"s\" >", "t", Some("b"), "<c r=\"A1\" t=\"b\" >"),
            ("<c r=\"A1\" />", "t", Some("b"), "<c r=\"A1\" t=\"b\" />"),
            ("<x:c>", "t", Some("a<\"b"), "<x:c t=\"a&lt;&quot;b\">"),
            ("<c at=\"t='1'\"/>", "t", None, "<c at=\"t='1'\"/>"),
            ("<c a=\"x/\" b=\"1\"/>", "a", None, "<c b=\"1\"/>"),
        ] {
            assert_eq!(set(tag, name, value), new, "{tag}");
        }
        assert_eq!((opened("<c />").as_str(), closed("<c a=\"/\">").as_str()), ("<c>", "<c a=\"/\"/>"));
    }

    #[test]
    fn pieces_change_in_any_order() {
        let mut splices = Splices::default();
        splices.put(4..5, "V".to_owned());
        splices.insert(1, "x".to_owned());
        splices.insert(1, "y".to_owned());
        splices.insert(6, "z".to_owned());
        assert_eq!(splices.apply("abcdef"), "axybcdVfz");
    }

    #[test]
    fn a_change_within_a_larger_one_is_left_out() {
        let mut splices = Splices::default();
        splices.put(2..3, "C");
        splices.put(1..4, "-");
        splices.insert(1, "x");
        assert_eq!(splices.within("abcdef", 1..5), "x-e");
    }
}
