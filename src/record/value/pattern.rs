//! Patterns of parts, as `{achternaam}, {voorletters} {tussenvoegsel}`: printed and taken apart by the same pieces.

use std::cmp::Ordering;

use compact_str::CompactString;

/// The parts of a name or an address, as many as either has.
pub(super) type Parts<'a> = [Option<&'a str>; 6];

/// The way to take a text apart with the most parts, where it is the only one.
#[derive(Default)]
struct LongestMatch<P> {
    /// The parts taken on the way that is tried now.
    taken: [P; 6],
    count: usize,
    only: Option<[P; 6]>,
}

impl<P: Copy> LongestMatch<P> {
    /// The way that is tried came to the end, with so many parts.
    fn add(&mut self, count: usize) {
        match count.cmp(&self.count) {
            Ordering::Greater => (self.count, self.only) = (count, Some(self.taken)),
            Ordering::Equal => self.only = None,
            Ordering::Less => {}
        }
    }
}

/// Some of the words of a text: the first, and the one behind the last.
pub(super) type Share = (usize, usize);

/// Parts in their order, with what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    slots: Vec<Slot>,
    /// Whether nothing but spaces stands between the parts.
    spaced: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Slot {
    /// What stands between this part and the one before it, where both are there.
    gap: String,
    /// What opens and closes this part alone: brackets.
    open: &'static str,
    part: u8,
    close: &'static str,
    follows: Follows,
}

/// What may stand right behind a part that does not end the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Follows {
    /// Anything: another part follows without a gap.
    anything: bool,
    /// The first characters of brackets and gaps; white space may stand there too.
    marks: Vec<char>,
    /// The same by their number, where they are ASCII.
    ascii: [bool; 128],
}

impl Default for Follows {
    fn default() -> Self {
        Self { anything: false, marks: Vec::new(), ascii: [false; 128] }
    }
}

impl Slot {
    /// Whether the part may end at this byte of a text that goes on there.
    fn may_end(&self, text: &str, at: usize) -> bool {
        let follows = &self.follows;
        match follows.ascii.get(usize::from(text.as_bytes()[at])) {
            Some(may) => *may,
            None => text.is_char_boundary(at) && text[at..].chars().next().is_some_and(|next| follows.may(next)),
        }
    }
}

impl Follows {
    /// By the bracket that closes a part, and the slots behind it.
    fn of(close: &str, behind: &[Slot]) -> Self {
        let mut follows = Self::default();
        follows.marks.extend(close.chars().next());
        let mut gap = "";
        for slot in behind {
            if slot.gap.len() > gap.len() {
                gap = &slot.gap;
            }
            follows.anything |= gap.is_empty() && close.is_empty();
            follows.marks.extend(gap.trim().chars().next());
        }
        for byte in 0..128_u8 {
            follows.ascii[usize::from(byte)] = follows.may(char::from(byte));
        }
        follows
    }

    fn may(&self, next: char) -> bool {
        self.anything || next.is_whitespace() || self.marks.contains(&next)
    }
}

/// Takes `{part}` for each of the names; none where nothing is written.
pub(super) fn compile(written: Option<&str>, names: &[&str]) -> Result<Option<Pattern>, String> {
    let Some(written) = written else { return Ok(None) };
    let mut slots: Vec<Slot> = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find('{') {
        let end =
            rest[at..].find('}').map(|n| at + n).ok_or_else(|| format!("a brace is not closed in `{written}`"))?;
        let name = &rest[at + 1..end];
        let part = names.iter().position(|n| *n == name);
        let part = part.ok_or_else(|| format!("`{{{name}}}` is no part: {}", names.join(", ")))?;
        let part = u8::try_from(part).map_err(|_| "too many parts".to_owned())?;
        if slots.iter().any(|slot| slot.part == part) {
            return Err(format!("`{{{name}}}` stands twice in `{written}`"));
        }
        let bracketed = rest[..at].ends_with('(') && rest[end + 1..].starts_with(')');
        let (open, close) = if bracketed { ("(", ")") } else { ("", "") };
        slots.push(Slot { gap: rest[..at - open.len()].to_owned(), open, part, close, follows: Follows::default() });
        rest = &rest[end + 1 + close.len()..];
    }
    match slots.first() {
        None => Err(format!("`{written}` names no part: {}", names.join(", "))),
        Some(first) if !first.gap.is_empty() => Err(format!("`{written}` has `{}` before its first part", first.gap)),
        Some(_) if !rest.is_empty() => Err(format!("`{written}` has `{rest}` behind its last part")),
        Some(_) => Ok(Some(Pattern::new(slots))),
    }
}

impl Pattern {
    fn new(mut slots: Vec<Slot>) -> Self {
        for at in 0..slots.len() {
            slots[at].follows = Follows::of(slots[at].close, &slots[at + 1..]);
        }
        let spaced = slots.iter().skip(1).all(|slot| slot.gap == " ") && slots.iter().all(|slot| slot.open.is_empty());
        Self { slots, spaced }
    }

    /// Whether nothing but spaces stands between the parts, so that each is made of whole words.
    pub(super) fn is_spaced(&self) -> bool {
        self.spaced
    }

    /// As [`Self::take_apart`], of so many words: of each part that is there its first word and the one behind its
    /// last.
    pub(super) fn share(&self, words: usize, fits: impl Fn(u8, Share) -> bool) -> Option<[Option<Share>; 6]> {
        let mut found = LongestMatch::default();
        self.share_on(0, 0, words, 0, &fits, &mut found);
        found.only
    }

    fn share_on(
        &self,
        at: usize,
        from: usize,
        words: usize,
        taken: usize,
        fits: &impl Fn(u8, Share) -> bool,
        found: &mut LongestMatch<Option<Share>>,
    ) {
        let rest = self.slots.len() - at;
        if from == words {
            found.add(taken);
            return;
        }
        if rest == 0 || taken + rest < found.count {
            return;
        }
        let part = self.slots[at].part;
        let first = if rest == 1 { words } else { from + 1 };
        for to in first..=words {
            if fits(part, (from, to)) {
                found.taken[usize::from(part)] = Some((from, to));
                self.share_on(at + 1, to, words, taken + 1, fits, found);
                found.taken[usize::from(part)] = None;
            }
        }
        self.share_on(at + 1, from, words, taken, fits, found);
    }

    /// Whether it has a place for this part.
    pub(super) fn asks(&self, part: u8) -> bool {
        self.slots.iter().any(|slot| slot.part == part)
    }

    /// The parts that are there, with the widest of the gaps between them.
    pub(super) fn print(&self, parts: &Parts<'_>) -> CompactString {
        let mut out = CompactString::default();
        let mut gap = "";
        for slot in &self.slots {
            if slot.gap.len() > gap.len() {
                gap = &slot.gap;
            }
            let Some(part) = parts[usize::from(slot.part)] else { continue };
            if !out.is_empty() {
                out.push_str(gap);
            }
            out.extend([slot.open, part, slot.close]);
            gap = "";
        }
        out
    }

    /// The fullest way to take a text apart such that each part fits; none where there is none or more than one.
    pub(super) fn take_apart<'a>(&self, text: &'a str, fits: impl Fn(u8, &str) -> bool) -> Option<Parts<'a>> {
        let mut found = LongestMatch::default();
        self.walk(0, "", text, 0, &fits, &mut found);
        found.only
    }

    fn walk<'a>(
        &self,
        at: usize,
        gap: &str,
        rest: &'a str,
        taken: usize,
        fits: &impl Fn(u8, &str) -> bool,
        found: &mut LongestMatch<Option<&'a str>>,
    ) {
        if taken + self.slots.len() - at < found.count {
            return;
        }
        let Some(slot) = self.slots.get(at) else {
            if rest.is_empty() {
                found.add(taken);
            }
            return;
        };
        let gap = if slot.gap.len() > gap.len() { &slot.gap } else { gap };
        self.with((at, slot), gap, rest, taken, fits, found);
        self.walk(at + 1, gap, rest, taken, fits, found);
    }

    /// All ways to take a text apart in which this part is there.
    fn with<'a>(
        &self,
        (at, slot): (usize, &Slot),
        gap: &str,
        rest: &'a str,
        taken: usize,
        fits: &impl Fn(u8, &str) -> bool,
        found: &mut LongestMatch<Option<&'a str>>,
    ) {
        let inside = if taken == 0 { Some(rest) } else { after_gap(rest, gap) };
        let Some(inside) = inside.and_then(|inside| past(inside, slot.open)) else { return };
        // behind the last part nothing may be left
        let last = at + 1 == self.slots.len();
        let whole = inside.len().saturating_sub(if last { slot.close.len() } else { 0 });
        let ends = (1..whole).filter(|end| !last && slot.may_end(inside, *end));
        for end in ends.chain([whole]) {
            let Some((part, behind)) = inside.split_at_checked(end) else { continue };
            let Some(behind) = past(behind, slot.close) else { continue };
            if !part.is_empty() && is_trimmed(part) && fits(slot.part, part) {
                found.taken[usize::from(slot.part)] = Some(part);
                self.walk(at + 1, "", behind, taken + 1, fits, found);
                found.taken[usize::from(slot.part)] = None;
            }
        }
    }
}

/// Whether no white space stands at either end.
fn is_trimmed(part: &str) -> bool {
    let sign = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = part.as_bytes();
    (sign(bytes.first()) && sign(bytes.last())) || part.trim().len() == part.len()
}

/// What stands behind a bracket, if the part has one.
fn past<'a>(text: &'a str, bracket: &str) -> Option<&'a str> {
    if bracket.is_empty() { Some(text) } else { text.strip_prefix(bracket) }
}

/// What stands behind a gap, whose white space may be any.
fn after_gap<'a>(text: &'a str, gap: &str) -> Option<&'a str> {
    let mark = gap.trim();
    if mark.is_empty() {
        let behind = text.trim_start();
        return (gap.is_empty() == (behind.len() == text.len())).then_some(behind);
    }
    text.trim_start().strip_prefix(mark).map(str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["een", "twee", "drie"];

    #[test]
    fn absent_parts_leave_no_marks() {
        let pattern = compile(Some("{een}, {twee} ({drie})"), &NAMES).expect("well formed").expect("written");
        let cases = [
            ([Some("a"), Some("b"), Some("c")], "a, b (c)"),
            ([Some("a"), None, Some("c")], "a, (c)"),
            ([Some("a"), None, None], "a"),
            ([None, Some("b"), Some("c")], "b (c)"),
            ([None, None, Some("c")], "(c)"),
        ];
        for ([een, twee, drie], wanted) in cases {
            let parts = [een, twee, drie, None, None, None];
            assert_eq!(pattern.print(&parts), wanted);
            let fits = |part: u8, text: &str| text == ["a", "b", "c"][usize::from(part)];
            assert_eq!(pattern.take_apart(wanted, fits), Some(parts), "{wanted}");
        }
    }

    #[test]
    fn what_can_be_taken_apart_in_two_ways_is_not() {
        let pattern = compile(Some("{een} {twee}"), &NAMES).expect("well formed").expect("written");
        assert_eq!(pattern.take_apart("a b c", |_, _| true), None);
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("{vier}", "`{vier}` is no part: een, twee, drie"),
            ("{een", "a brace is not closed in `{een`"),
            ("{een} {een}", "`{een}` stands twice in `{een} {een}`"),
            ("een", "`een` names no part: een, twee, drie"),
            ("dhr. {een}", "`dhr. {een}` has `dhr. ` before its first part"),
        ];
        for (written, message) in cases {
            assert_eq!(compile(Some(written), &NAMES).err().as_deref(), Some(message));
        }
    }
}
