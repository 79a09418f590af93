//! The gaps of a running sentence, each read by itself: one that is not understood keeps no other from being read.

use crate::mapping::locate::label_index::At;
use crate::mapping::read::cell_ledger::Mark;
use crate::mapping::read::cell_reader::Words;
use crate::mapping::read::gaps::{self, Gaps, place_of};
use crate::mapping::spec::sentence::Sentence;
use crate::record::answer::{Key, Unmapped};
use crate::record::value::Reading;
use crate::text::content::Content;

use super::Reader;

impl Reader<'_, '_> {
    /// Reads what stands in the gaps of a sentence.
    pub(super) fn sentence(&mut self, sentences: &[Sentence], at: At) {
        let cell = self.printed.cell(at);
        let (Some(text), Some(place)) = (cell.content.as_text(), self.printed.sheet(at).place_of(cell)) else { return };
        let Some(found) = gaps::read(sentences, text, self.mapping) else { return };
        self.account.mark(at, Mark::Label);
        let Gaps { sentence, texts, doubtful, .. } = found;
        for ((gap, text), doubtful) in sentence.gaps.iter().zip(texts).zip(doubtful) {
            if text.is_empty() {
                continue;
            }
            let place = place_of(&place, gap);
            let Some(asks) = &gap.asks else {
                let label = Some(gap.label.clone()).filter(|label| !label.is_empty());
                self.beside.push(Unmapped { place, label, text: text.as_str().into() });
                continue;
            };
            let content = std::borrow::Cow::Owned(Content::Text(text.as_str().into()));
            let words = Words { at: Some(at), place, content, hidden: cell.hidden };
            if doubtful {
                let key = Key { field: asks.target.field, row: 0, part: asks.target.part };
                self.keep(key, Reading::AsWritten, words);
            } else {
                self.answer(asks.target, 0, &asks.notation, words);
            }
        }
    }
}
