//! The begin tags of an XML part that were met before: a form repeats a few of them a thousand times.

use crate::document::xml::namespace::Ns;
use crate::document::xml::scanner::Begin;

/// How many tags are kept; one that falls in the place of another takes it.
const PLACES: usize = 256;

/// A begin tag that declares no prefix.
#[derive(Clone, Copy)]
pub(crate) struct KnownTag<'x> {
    /// All of it, from `<` to `>`; no other `>` stands in it.
    tag: &'x str,
    /// Its name without prefix.
    pub(crate) name: &'x str,
    pub(crate) ns: Ns,
    /// Where its name ends, counted from its `<`.
    pub(crate) named: usize,
    /// Whether it holds nothing.
    pub(crate) empty: bool,
    /// The declarations that were in force.
    declared: usize,
}

impl KnownTag<'_> {
    /// How many bytes it takes.
    pub(crate) fn length(&self) -> usize {
        self.tag.len()
    }
}

/// Tags by what they are made of.
pub(crate) struct KnownTags<'x> {
    places: Vec<Option<KnownTag<'x>>>,
    /// How often the prefixes in force have changed.
    declared: usize,
}

impl<'x> KnownTags<'x> {
    pub(crate) fn new() -> Self {
        Self { places: vec![None; PLACES], declared: 0 }
    }

    /// Other prefixes are in force: what a tag met before means is no longer known.
    pub(crate) fn forget(&mut self) {
        self.declared += 1;
    }

    /// The tag of which the `<` stands there, when the same was met before.
    pub(crate) fn find(&self, source: &'x str, start: usize) -> Option<KnownTag<'x>> {
        let rest = &source.as_bytes()[start..];
        let (length, place) = measure(rest)?;
        let met = self.places[place].as_ref()?;
        (met.declared == self.declared && met.tag.as_bytes() == &rest[..length]).then_some(*met)
    }

    /// What a tag is that begins there, kept for the next time.
    pub(crate) fn keep(&mut self, source: &'x str, start: usize, begin: &Begin, ns: Ns) -> KnownTag<'x> {
        let tag = &source[start..begin.end];
        let name = &source[begin.colon.unwrap_or(start) + 1..begin.named];
        let met = KnownTag { tag, name, ns, named: begin.named - start, empty: begin.empty, declared: self.declared };
        if let Some((length, place)) = measure(&source.as_bytes()[start..])
            && length == tag.len()
            && !begin.declares
        {
            self.places[place] = Some(met);
        }
        met
    }
}

/// How long the tag is that begins here, up to its first `>`, and the place of its bytes; none near the end.
fn measure(bytes: &[u8]) -> Option<(usize, usize)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const ENDS: u64 = ONES * b'>' as u64;
    let (words, _) = bytes.as_chunks::<8>();
    let mut mixed = 0_u64;
    for (n, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let off = word ^ ENDS;
        let found = off.wrapping_sub(ONES) & !off & (ONES << 7);
        if found == 0 {
            mixed = mix(mixed ^ word);
            continue;
        }
        let last = found.trailing_zeros();
        mixed = mix(mixed ^ (word << (63 - last)));
        return Some((n * 8 + last as usize / 8 + 1, (mixed >> 56) as usize));
    }
    None
}

fn mix(word: u64) -> u64 {
    let mixed = word.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::xml::scanner::{Tag, tag};

    #[test]
    fn a_tag_is_known_again_under_the_same_declarations() {
        let source = "<w:tcW w:w=\"4320\"/><w:tcW w:w=\"4321\"/><w:tcW w:w=\"4320\"/><a b=\">\"/><a b=\">\"/>        ";
        let mut met = KnownTags::new();
        let Ok(Tag::Begin(begin)) = tag(source.as_bytes(), 0) else { panic!("a tag") };
        met.keep(source, 0, &begin, Ns::Word);
        assert!(met.find(source, 19).is_none());
        let same = met.find(source, 38).expect("the same");
        assert_eq!((same.name, same.named, same.empty, same.length()), ("tcW", 6, true, 19));
        met.forget();
        assert!(met.find(source, 38).is_none());
        let Ok(Tag::Begin(begin)) = tag(source.as_bytes(), 57) else { panic!("a tag") };
        met.keep(source, 57, &begin, Ns::Other);
        assert!(met.find(source, 67).is_none(), "a tag with another `>` in it is read anew");
    }

    #[test]
    fn tags_are_measured_up_to_their_first_end() {
        for (text, length) in
            [("<w:p>        ", Some(5)), ("<w:tabs/>        ", Some(9)), ("<w:p>", None), ("<w:t>é>   ", Some(5))]
        {
            assert_eq!(measure(text.as_bytes()).map(|(length, _)| length), length, "{text}");
        }
        let place = |text: &str| measure(text.as_bytes()).map(|(_, place)| place);
        assert_eq!(place("<w:p>Jansen  "), place("<w:p><w:r>   "), "what follows does not matter");
        let usual = ["p", "r", "t", "tr", "tc", "tcPr", "pPr", "rPr", "tbl", "tab/", "br/", "b/", "sdt", "body"];
        let places: BTreeSet<_> = usual.iter().map(|name| place(&format!("<w:{name}>        "))).collect();
        assert!(places.len() + 1 >= usual.len(), "each in a place of its own, but for one at the most");
    }
}
