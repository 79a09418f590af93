//! What stands in the gaps of a running sentence, in the split that is understood best.

use std::ops::Range;

use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::sentence::{Gap, Sentence};
use crate::record::schema::Schema;
use crate::record::value::{self, Reading, many};
use crate::text::content::{Content, seen};
use crate::text::gap::typed;
use crate::text::place::Place;

/// A sentence with what stands in its gaps.
pub(crate) struct Gaps<'s> {
    pub sentence: &'s Sentence,
    /// The bytes between its printed words.
    pub ranges: Vec<Range<usize>>,
    /// What was typed in each; empty where it is still to be written.
    pub texts: Vec<String>,
    /// Whether it cannot be told what was typed there.
    pub doubtful: Vec<bool>,
    /// How many gaps are not understood.
    missed: usize,
}

/// The gaps of a text in the first wording and the first split in which each is understood; where there is none, in the one
/// in which most are.
pub(crate) fn read<'s>(sentences: &'s [Sentence], text: &str, mapping: &Mapping) -> Option<Gaps<'s>> {
    let mut best: Option<Gaps<'s>> = None;
    for sentence in sentences {
        for ranges in sentence.splits(text) {
            let found = Gaps::of(sentence, ranges, text, mapping);
            if found.missed == 0 {
                return Some(found);
            }
            match &mut best {
                Some(best) if best.missed < found.missed => {}
                Some(best) if best.missed == found.missed && std::ptr::eq(best.sentence, sentence) => {
                    best.doubt(&found)
                }
                Some(best) if best.missed == found.missed => {}
                _ => best = Some(found),
            }
        }
    }
    best
}

impl<'s> Gaps<'s> {
    fn of(sentence: &'s Sentence, ranges: Vec<Range<usize>>, text: &str, mapping: &Mapping) -> Self {
        let said = |range: &Range<usize>| Some(seen(typed(&text[range.clone()])).into_owned());
        let own = |range: &Range<usize>| said(range).filter(|text| !mapping.is_prompt(text)).unwrap_or_default();
        let texts =
            ranges.iter().map(own).zip(&sentence.gaps).map(|(text, gap)| without_stop(gap, text)).collect::<Vec<_>>();
        let missed = sentence.gaps.iter().zip(&texts).filter(|(gap, text)| !is_understood(gap, text)).count();
        Self { sentence, doubtful: vec![false; ranges.len()], ranges, texts, missed }
    }

    /// Another split says as much: what it says otherwise is doubtful.
    fn doubt(&mut self, other: &Self) {
        for (n, doubtful) in self.doubtful.iter_mut().enumerate() {
            *doubtful |= self.texts[n] != other.texts[n];
        }
    }
}

/// The text without a full stop at its end, where it is an answer only so: a line of dots swallows that of the sentence.
fn without_stop(gap: &Gap, text: String) -> String {
    match text.strip_suffix('.') {
        Some(bare) if !is_understood(gap, &text) && is_understood(gap, bare) => bare.to_owned(),
        _ => text,
    }
}

/// Whether what was typed in a gap is an answer to what it asks.
fn is_understood(gap: &Gap, text: &str) -> bool {
    let Some(asks) = gap.asks.as_ref().filter(|_| !text.is_empty()) else { return true };
    let content = Content::Text(text.into());
    if Schema::common().field(asks.target.field).many && asks.target.part.is_none() {
        return many::parse_all(&content, &asks.notation).iter().all(|one| one.reading != Some(Reading::AsWritten));
    }
    value::parse(&content, &asks.notation).reading != Some(Reading::AsWritten)
}

/// The place of a gap: behind the words before it.
pub(crate) fn place_of(cell: &Place, gap: &Gap) -> Place {
    if gap.label.is_empty() { cell.clone() } else { cell.clone().after(&gap.label) }
}
