//! The tags of an XML text one after the other, without what stands between them; positions are bytes of the text.

use memchr::{memchr2, memmem};

/// The longest reference to a character or an entity that is read.
const LONGEST_REFERENCE: usize = 32;

/// What stands between `<` and `>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Begin(Begin),
    /// An end tag, with the ends of its name and of itself.
    End {
        named: usize,
        end: usize,
    },
    DocType,
    /// A comment, a section of plain characters, or an instruction, up to there.
    Aside(usize),
}

/// A tag with which an element begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Begin {
    /// Where the colon behind its prefix stands, if it has one.
    pub(crate) colon: Option<usize>,
    /// Where its name ends, and the tag.
    pub(crate) named: usize,
    pub(crate) end: usize,
    /// Whether it holds nothing: `<w:tab/>`.
    pub(crate) empty: bool,
    /// Whether one of its attributes declares a prefix.
    pub(crate) declares: bool,
}

/// The text is no XML from here on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// Where the next tag begins; the references before it must be whole.
pub(crate) fn opening(bytes: &[u8], from: usize) -> Result<Option<usize>, Broken> {
    let mut at = from;
    while let Some(mark) = mark(&bytes[at..]).map(|n| at + n) {
        if bytes[mark] == b'<' {
            return Ok(Some(mark));
        }
        let reference = &bytes[mark + 1..bytes.len().min(mark + 1 + LONGEST_REFERENCE)];
        let length = reference.iter().position(|byte| *byte == b';').ok_or(Broken)?;
        let well = length > 0 && reference[..length].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        if !well {
            return Err(Broken);
        }
        at = mark + 1 + length;
    }
    Ok(None)
}

/// The first `<` or `&`: most often it is near, so it is looked for in strides only after some bytes.
fn mark(bytes: &[u8]) -> Option<usize> {
    const NEAR: usize = 24;
    let near = &bytes[..bytes.len().min(NEAR)];
    let found = near.iter().position(|byte| matches!(byte, b'<' | b'&'));
    found.or_else(|| memchr2(b'<', b'&', &bytes[near.len()..]).map(|at| at + near.len()))
}

/// The tag of which the `<` stands there.
pub(crate) fn tag(bytes: &[u8], at: usize) -> Result<Tag, Broken> {
    let rest = &bytes[at + 1..];
    let aside = |mark: &[u8], from: usize| {
        let found = memmem::find(&rest[from..], mark).ok_or(Broken)?;
        Ok(Tag::Aside(at + 1 + from + found + mark.len()))
    };
    match rest {
        [b'/', ..] => {
            let named = name_end(bytes, at + 2);
            let white = bytes[named..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let well = named > at + 2 && bytes.get(named + white) == Some(&b'>');
            if well { Ok(Tag::End { named, end: named + white + 1 }) } else { Err(Broken) }
        }
        [b'?', ..] => aside(b"?>", 0),
        [b'!', b'-', b'-', ..] => aside(b"-->", 3),
        [b'!', b'[', ..] if rest.starts_with(b"![CDATA[") => aside(b"]]>", 0),
        [b'!', kind, ..] if kind.eq_ignore_ascii_case(&b'd') => Ok(Tag::DocType),
        [b'!', ..] => Err(Broken),
        _ => begin(bytes, at).map(Tag::Begin),
    }
}

/// Where a name that begins there ends.
fn name_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while at < bytes.len() && NAME[usize::from(bytes[at])] {
        at += 1;
    }
    at
}

/// By byte, whether it may belong to the name of an element.
const NAME: [bool; 256] = {
    let mut name = [true; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        let ends = byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<' | b'=' | b'"' | b'\'');
        name[byte as usize] = !ends;
        byte += 1;
    }
    name
};

/// A `>` in quotes does not end the tag.
fn begin(bytes: &[u8], at: usize) -> Result<Begin, Broken> {
    let named = name_end(bytes, at + 1);
    if named == at + 1 {
        return Err(Broken);
    }
    let colon = bytes[at + 1..named].iter().position(|byte| *byte == b':').map(|colon| at + 1 + colon);
    let mut declares = false;
    let (mut from, mut to) = (named, named);
    loop {
        match *bytes.get(to).ok_or(Broken)? {
            b'>' => return Ok(Begin { colon, named, end: to + 1, empty: bytes[to - 1] == b'/', declares }),
            b'<' => return Err(Broken),
            quote @ (b'"' | b'\'') => {
                declares |= bytes[from..to].trim_ascii_start().starts_with(b"xmlns");
                // values are too short to search in strides
                to += 1;
                while *bytes.get(to).ok_or(Broken)? != quote {
                    to += 1;
                }
                to += 1;
                from = to;
            }
            _ => to += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each tag in a word, with its name and what else stands in it.
    fn all(text: &str) -> Result<Vec<(&str, &str, &str)>, Broken> {
        let (mut tags, mut at) = (Vec::new(), 0);
        while let Some(start) = opening(text.as_bytes(), at)? {
            let (told, end) = match tag(text.as_bytes(), start)? {
                Tag::Begin(begin) => {
                    let word = if begin.empty { "empty" } else { "begin" };
                    let rest = &text[begin.named..begin.end - 1];
                    let rest = if begin.empty { &rest[..rest.len() - 1] } else { rest };
                    assert_eq!(begin.colon, text[start..begin.named].find(':').map(|colon| start + colon));
                    assert_eq!(begin.declares, rest.contains(" xmlns"));
                    ((word, &text[start + 1..begin.named], rest), begin.end)
                }
                Tag::End { named, end } => (("end", &text[start + 2..named], ""), end),
                Tag::DocType => (("doctype", "", ""), text.len()),
                Tag::Aside(end) => (("aside", "", ""), end),
            };
            tags.push(told);
            at = end;
        }
        Ok(tags)
    }

    #[test]
    fn tags_are_told_whatever_stands_in_quotes_and_between() {
        let text = "<?xml version='1.0'?><!-- <b> --><w:p a=\"x>y\" b='/'>Jansen &amp; &#90;n<w:tab/><![CDATA[<i>]]></w:p ><a xmlns:w=''/>";
        let told = [
            ("aside", "", ""),
            ("aside", "", ""),
            ("begin", "w:p", " a=\"x>y\" b='/'"),
            ("empty", "w:tab", ""),
            ("aside", "", ""),
            ("end", "w:p", ""),
            ("empty", "a", " xmlns:w=''"),
        ];
        assert_eq!(all(text).as_deref(), Ok(&told[..]));
        assert_eq!(all("<!DOCTYPE x [<!ENTITY a 'b'>]>"), Ok(vec![("doctype", "", "")]));
    }

    #[test]
    fn what_is_no_xml_is_broken() {
        for text in
            ["<a", "<a b=\"", "<>", "< a>", "</>", "</a b>", "<a<b>", "a & b<c/>", "a &<c/>", "<!-- a", "<?x", "<!x>"]
        {
            assert_eq!(all(text), Err(Broken), "{text}");
        }
        assert_eq!(all("no tag at all"), Ok(Vec::new()));
    }
}
