//! What nearly every program writes in the same way, told without a parser; all other xml is left to the parser.

/// A tag of a row, or a whole cell.
#[derive(Debug, PartialEq, Eq)]
pub enum Plain<'p> {
    /// `<row r="4" hidden="1">`, with its attributes.
    Row(&'p str),
    /// `</row>`
    RowEnd,
    /// `<c r="B4" s="3"/>`, a cell in which nothing stands.
    Nothing(CellTag<'p>),
    /// `<c r="B4" t="s"><v>12</v></c>`, with its value.
    Value(CellTag<'p>, &'p str),
    /// `<c r="B4" t="inlineStr"><is><t>Naam</t></is></c>`, with its text.
    Inline(CellTag<'p>, &'p str),
}

/// What the tag of a cell says, empty where it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellTag<'p> {
    /// `r`: its address.
    pub address: &'p str,
    /// `s`: the number of its style.
    pub style: &'p str,
    /// `t`: what its value is.
    pub kind: &'p str,
}

/// What stands first among the rows, and what follows it.
pub fn next(rest: &str) -> Option<(Plain<'_>, &str)> {
    let rest = rest.trim_ascii_start();
    if let Some(cell) = rest.strip_prefix("<c") {
        let (head, empty, after) = head(cell)?;
        return if empty { Some((Plain::Nothing(head), after)) } else { content(head, after) };
    }
    if let Some(after) = rest.strip_prefix("</row>") {
        return Some((Plain::RowEnd, after));
    }
    let (attributes, empty, after) = tag(rest.strip_prefix("<row")?)?;
    (!empty).then_some((Plain::Row(attributes), after))
}

/// The string item that stands first in `rest`, and what follows it: `<si><t>Naam</t></si>`.
pub fn string(rest: &str) -> Option<(&str, &str)> {
    let (text, after) = text(rest.trim_ascii_start().strip_prefix("<si>")?)?;
    Some((text, after.strip_prefix("</si>")?))
}

/// What the tag of a cell says, whether it ends at once, and what follows it; `rest` begins behind its name.
fn head(rest: &str) -> Option<(CellTag<'_>, bool, &str)> {
    let bytes = rest.as_bytes();
    let mut head = CellTag::default();
    let mut at = 0;
    loop {
        match bytes.get(at..)? {
            [b'>', ..] => return Some((head, false, &rest[at + 1..])),
            [b'/', b'>', ..] => return Some((head, true, &rest[at + 2..])),
            [b' ', name @ (b'r' | b's' | b't'), b'=', b'"', ..] => {
                let from = at + 4;
                let length = bytes[from..].iter().position(|byte| matches!(byte, b'"' | b'&' | b'<'))?;
                if bytes[from + length] != b'"' {
                    return None;
                }
                let value = &rest[from..from + length];
                match name {
                    b'r' => head.address = value,
                    b's' => head.style = value,
                    _ => head.kind = value,
                }
                at = from + length + 1;
            }
            _ => return None,
        }
    }
}

fn content<'p>(head: CellTag<'p>, rest: &'p str) -> Option<(Plain<'p>, &'p str)> {
    if let Some(rest) = rest.strip_prefix("<v>") {
        // too short to search in strides
        let end = rest.bytes().position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
        let (value, after) = rest.split_at(end);
        return Some((Plain::Value(head, value), after.strip_prefix("</v></c>")?));
    }
    if let Some(after) = rest.strip_prefix("</c>") {
        return Some((Plain::Nothing(head), after));
    }
    let (text, after) = text(rest.strip_prefix("<is>")?)?;
    Some((Plain::Inline(head, text), after.strip_prefix("</is></c>")?))
}

/// `<t>Naam</t>`, where it says nothing that Excel writes as `_x000D_`.
fn text(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix("<t>").or_else(|| rest.strip_prefix("<t xml:space=\"preserve\">"))?;
    let (text, after) = up_to_tag(rest)?;
    let escaped = memchr::memchr_iter(b'_', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b'x'));
    if escaped { None } else { Some((text, after.strip_prefix("</t>")?)) }
}

/// The text up to the next tag, where xml means it as it is written.
fn up_to_tag(rest: &str) -> Option<(&str, &str)> {
    let end = memchr::memchr3(b'<', b'&', b'\r', rest.as_bytes())?;
    (rest.as_bytes()[end] == b'<').then(|| rest.split_at(end))
}

/// The attributes of the tag whose name ends where `rest` begins, whether it ends at once, and what follows it.
fn tag(rest: &str) -> Option<(&str, bool, &str)> {
    let bytes = rest.as_bytes();
    let mut quoted = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'&' | b'\'' | b'<' => return None,
            b'>' if !quoted => {
                let empty = bytes[..at].ends_with(b"/");
                let attributes = &rest[..at - usize::from(empty)];
                // the name of another tag that begins alike goes on
                return (attributes.is_empty() || attributes.starts_with(|c: char| c.is_ascii_whitespace()))
                    .then(|| (attributes, empty, &rest[at + 1..]));
            }
            _ => {}
        }
    }
    None
}

/// The names and the values of attributes.
pub fn each(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, after) = parted(rest, b'=')?;
        let (value, after) = parted(after.trim_ascii_start().strip_prefix('"')?, b'"')?;
        rest = after;
        Some((name.trim_ascii(), value))
    })
}

/// What stands before and after a mark; names and values are too short to search for it in strides.
fn parted(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_plainly_is_told_from_what_is_not() {
        let none = CellTag::default();
        for (piece, plain) in [
            ("\n <row r=\"4\" ht=\"1>2\">x", Some((Plain::Row(" r=\"4\" ht=\"1>2\""), "x"))),
            ("</row><row>", Some((Plain::RowEnd, "<row>"))),
            ("<c/>", Some((Plain::Nothing(none), ""))),
            ("<c r=\"B4\" s=\"1\"/>x", Some((Plain::Nothing(CellTag { address: "B4", style: "1", kind: "" }), "x"))),
            ("<c r=\"B4\"></c>", Some((Plain::Nothing(CellTag { address: "B4", ..none }), ""))),
            ("<c t=\"s\"><v>12</v></c>x", Some((Plain::Value(CellTag { kind: "s", ..none }, "12"), "x"))),
            ("<c><is><t> a_b</t></is></c>", Some((Plain::Inline(none, " a_b"), ""))),
            ("<c><is><t xml:space=\"preserve\">a </t></is></c>", Some((Plain::Inline(none, "a "), ""))),
            ("<c  r=\"B4\"/>", None),
            ("<c r=\"B4\" cm=\"1\"/>", None),
            ("<c r = \"B4\"/>", None),
            ("<c r=\"B<4\"/>", None),
            ("<c r=\"B4/>", None),
            ("<c><is><t>a_x000D_</t></is></c>", None),
            ("<c><is><t>R&amp;D</t></is></c>", None),
            ("<c><is><r><t>a</t></r></is></c>", None),
            ("<c><v>a\r\nb</v></c>", None),
            ("<c><v>1<!-- een --></v></c>", None),
            ("<c><f>1+1</f><v>2</v></c>", None),
            ("<c r='B4'><v>2</v></c>", None),
            ("<c t=\"a&amp;b\"><v>2</v></c>", None),
            ("<cols/>", None),
            ("<row/>", None),
            ("<row r=\"1", None),
            ("<c><v>1", None),
            ("</sheetData>", None),
            ("", None),
        ] {
            assert_eq!(next(piece), plain, "{piece}");
        }
    }

    #[test]
    fn attributes_and_strings_are_told() {
        let all: Vec<_> = each(" r=\"B4\"  s = \"1\" t=\"a=b\"").collect();
        assert_eq!(all, [("r", "B4"), ("s", "1"), ("t", "a=b")]);
        assert_eq!(each(" r='B4'").count(), 0);
        assert_eq!(string("\n<si><t>Naam</t></si><si/>"), Some(("Naam", "<si/>")));
        for piece in ["<si/>", "<si><r><t>a</t></r></si>", "<sst><si><t>a</t></si>", "</sst>", ""] {
            assert_eq!(string(piece), None, "{piece}");
        }
    }
}
