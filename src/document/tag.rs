//! The tags of an XML text one after the other, without what stands between them.

use std::ops::Range;

use memchr::{memchr2, memmem};

/// The longest reference to a character or an entity that is read.
const LONGEST_REFERENCE: usize = 32;

/// What stands between `<` and `>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    /// `<w:tab/>`
    Empty,
    End,
    DocType,
    /// A comment, a section of plain characters, or an instruction.
    Aside,
}

/// One of them; positions are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'x> {
    pub(super) kind: TagKind,
    pub(super) span: Range<usize>,
    /// With its prefix.
    pub(super) name: &'x str,
    /// All between the name and the end.
    pub(super) attributes: &'x str,
    /// Whether one of them declares a prefix.
    pub(super) declares: bool,
}

/// The text is no XML from here on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken;

impl<'x> Tag<'x> {
    /// The first tag at or after `from`; none where there are no more.
    pub(super) fn next(text: &'x str, from: usize) -> Result<Option<Self>, Broken> {
        let Some(start) = opening(text, from)? else { return Ok(None) };
        let rest = &text.as_bytes()[start + 1..];
        let aside =
            |kind, length| Self { kind, span: start..start + 1 + length, name: "", attributes: "", declares: false };
        Ok(Some(match rest {
            [b'/', name @ ..] => {
                let named = length_of_name(name);
                let white = name[named..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if named == 0 || name.get(named + white) != Some(&b'>') {
                    return Err(Broken);
                }
                let name = &text[start + 2..start + 2 + named];
                Self { name, ..aside(TagKind::End, 2 + named + white) }
            }
            [b'?', ..] => aside(TagKind::Aside, up_to(rest, b"?>")?),
            [b'!', b'-', b'-', more @ ..] => aside(TagKind::Aside, 3 + up_to(more, b"-->")?),
            [b'!', b'[', ..] if rest.starts_with(b"![CDATA[") => aside(TagKind::Aside, up_to(rest, b"]]>")?),
            [b'!', kind, ..] if kind.eq_ignore_ascii_case(&b'd') => aside(TagKind::DocType, 1),
            [b'!', ..] => return Err(Broken),
            _ => {
                let named = length_of_name(rest);
                if named == 0 {
                    return Err(Broken);
                }
                let (kind, length, declares) = started(rest, named)?;
                let inside = start + 1..start + 1 + length - if kind == TagKind::Empty { 2 } else { 1 };
                let (name, attributes) = text[inside].split_at(named);
                Self { name, attributes, declares, ..aside(kind, length) }
            }
        }))
    }
}

/// Whether a byte may belong to the name of an element.
pub(super) fn is_name(byte: u8) -> bool {
    NAME[usize::from(byte)]
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

fn length_of_name(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_name(*byte)).unwrap_or(bytes.len())
}

/// Where the next tag begins; the references before it must be whole.
fn opening(text: &str, from: usize) -> Result<Option<usize>, Broken> {
    let bytes = text.as_bytes();
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

/// The bytes up to and with an end.
fn up_to(rest: &[u8], end: &[u8]) -> Result<usize, Broken> {
    memmem::find(rest, end).map(|at| at + end.len()).ok_or(Broken)
}

/// Whether an element begins or is empty, the bytes of its tag behind `<`, and whether it declares a prefix; a `>` in
/// quotes does not end it.
fn started(rest: &[u8], named: usize) -> Result<(TagKind, usize, bool), Broken> {
    let mut at = named;
    let mut declares = false;
    loop {
        let mark = at + rest[at..].iter().position(|byte| matches!(byte, b'>' | b'"' | b'\'' | b'<')).ok_or(Broken)?;
        match rest[mark] {
            b'>' if rest[..mark].ends_with(b"/") => return Ok((TagKind::Empty, mark + 1, declares)),
            b'>' => return Ok((TagKind::Start, mark + 1, declares)),
            b'<' => return Err(Broken),
            quote => {
                declares |= rest[at..mark].trim_ascii_start().starts_with(b"xmlns");
                // values are too short to search in strides
                at = mark + 2 + rest[mark + 1..].iter().position(|byte| *byte == quote).ok_or(Broken)?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<(TagKind, &str, &str)>, Broken> {
        let (mut tags, mut at) = (Vec::new(), 0);
        while let Some(tag) = Tag::next(text, at)? {
            at = tag.span.end;
            tags.push((tag.kind, tag.name, tag.attributes));
        }
        Ok(tags)
    }

    #[test]
    fn tags_are_told_whatever_stands_in_quotes_and_between() {
        let text =
            "<?xml version='1.0'?><!-- <b> --><w:p a=\"x>y\" b='/'>Jansen &amp; &#90;n<w:tab/><![CDATA[<i>]]></w:p >";
        let told = [
            (TagKind::Aside, "", ""),
            (TagKind::Aside, "", ""),
            (TagKind::Start, "w:p", " a=\"x>y\" b='/'"),
            (TagKind::Empty, "w:tab", ""),
            (TagKind::Aside, "", ""),
            (TagKind::End, "w:p", ""),
        ];
        assert_eq!(all(text).as_deref(), Ok(&told[..]));
        let first = Tag::next("<!DOCTYPE x [<!ENTITY a 'b'>]>", 0);
        assert_eq!(first.map(|tag| tag.map(|tag| tag.kind)), Ok(Some(TagKind::DocType)));
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
