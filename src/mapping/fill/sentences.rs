//! Answers written in the gaps of a running sentence: the printed words and the gaps without an answer stay as they are.

use crate::document::filling::constraints::NumberShape;
use crate::mapping::fill::form_writer::FormWriter;
use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::Location;
use crate::mapping::read::answer_text::{self, Slot};
use crate::mapping::read::gaps::{self, Gaps, place_of};
use crate::mapping::spec::sentence::{Gap, GapAsks, Sentence};
use crate::record::answer::{Answer, Key};
use crate::text::content::Content;
use crate::text::gap::is_open;
use crate::text::place::Place;

use crate::finding::Finding;

/// What is to be written in a gap.
struct GapText {
    gap: usize,
    keys: Vec<Key>,
    text: String,
}

impl FormWriter<'_, '_> {
    /// Writes each known answer of a sentence in its gap.
    pub(super) fn sentence(&mut self, sentences: &[Sentence], at: At) {
        let Some((place, old)) = self.edits.place_of(&Location::Sentence(at)) else { return };
        let Some(old) = old.as_text().map(str::to_owned) else { return };
        let Some(found) = gaps::read(sentences, &old, self.form.mapping) else { return };
        let mut wanted = Vec::new();
        for (n, gap) in found.sentence.gaps.iter().enumerate() {
            if let Some(asks) = &gap.asks {
                wanted.extend(self.gap_text(&found, (n, gap, asks), &place));
            }
        }
        if wanted.is_empty() {
            return;
        }
        if let Some(first) = wanted.first().filter(|_| self.takes.get(&place).is_some_and(|takes| takes.formula)) {
            return self.unsaid(&first.keys, &place, "formula-computes");
        }
        let (text, written) = self.composed(sentences, &found, &old, wanted, &place);
        let takes = self.takes.get(&place);
        if takes.and_then(|takes| takes.room).is_some_and(|room| !room.holds(&text)) {
            self.cut.push(place.clone());
        }
        if text != old {
            self.edits.set(place.clone(), Content::Text(text.into()));
        }
        for one in written {
            self.promise(&one.keys);
            let own = place_of(&place, &found.sentence.gaps[one.gap]);
            self.done.wrote.extend(one.keys.iter().map(|key| (*key, own.clone())));
        }
    }

    /// What is to be written in one gap; what cannot be is said.
    fn gap_text(
        &mut self,
        found: &Gaps<'_>,
        (n, gap, asks): (usize, &Gap, &GapAsks),
        place: &Place,
    ) -> Option<GapText> {
        let keys = answer_text::keys(asks.target, &asks.notation, &self.answers);
        if keys.is_empty() || self.is_said(&keys) {
            return None;
        }
        let own = place_of(place, gap);
        if !found.texts[n].is_empty() {
            self.unsaid(&keys, &own, "place-not-free");
            return None;
        }
        let answers: Vec<&Answer> = keys.iter().filter_map(|key| self.answers.get(key).copied()).collect();
        let slot = Slot { target: asks.target, notation: &asks.notation };
        let content = answer_text::content(&answers, &slot, &Content::Empty, NumberShape::Text);
        let text = content.map(|content| content.shown().trim().to_owned());
        match text.filter(|text| !text.is_empty() && !text.contains('\n')) {
            // what somebody wrote for "nothing" is no open gap
            Some(text) => Some(GapText { gap: n, keys, text: if is_open(&text) { "-".to_owned() } else { text } }),
            None => {
                self.unsaid(&keys, &own, "answer-not-written");
                None
            }
        }
    }

    /// The sentence with as many of the answers as are read back from it; the others are said, and their gaps stay.
    fn composed(
        &mut self,
        sentences: &[Sentence],
        found: &Gaps<'_>,
        old: &str,
        wanted: Vec<GapText>,
        place: &Place,
    ) -> (String, Vec<GapText>) {
        let mut kept: Vec<GapText> = Vec::new();
        let mut text = old.to_owned();
        for one in wanted {
            kept.push(one);
            let next = with_texts(found, old, &kept);
            if self.says(sentences, &next, found, &kept) {
                text = next;
            } else if let Some(GapText { gap, keys, .. }) = kept.pop() {
                let field = keys.first().map(ToString::to_string).unwrap_or_default();
                let gap = &found.sentence.gaps[gap];
                let finding = Finding::new("not-read-back").field(field).with("label", &gap.label);
                self.done.findings.push(finding.place(place_of(place, gap)));
            }
        }
        (text, kept)
    }

    /// Whether a text is read with just these answers in its gaps, and in the others what stood there before.
    fn says(&self, sentences: &[Sentence], text: &str, before: &Gaps<'_>, written: &[GapText]) -> bool {
        let Some(read) = gaps::read(sentences, text, self.form.mapping) else { return false };
        let same = std::ptr::eq(read.sentence, before.sentence) && !read.doubtful.contains(&true);
        same && read.sentence.gaps.iter().enumerate().all(|(n, gap)| {
            let own = written.iter().any(|one| one.gap == n);
            match (&gap.asks, own) {
                (Some(asks), true) => {
                    let content = Content::Text(read.texts[n].as_str().into());
                    answer_text::is_read(asks.target, &asks.notation, &content, &self.answers)
                }
                _ => read.texts[n] == before.texts[n],
            }
        })
    }
}

/// The old text with these texts in its gaps.
fn with_texts(found: &Gaps<'_>, old: &str, texts: &[GapText]) -> String {
    let mut text = old.to_owned();
    let mut in_order: Vec<&GapText> = texts.iter().collect();
    in_order.sort_by_key(|one| std::cmp::Reverse(one.gap));
    for one in in_order {
        let range = found.ranges[one.gap].clone();
        let (before, behind) = (&old[..range.start], &old[range.end..]);
        let apart = |c: char| c.is_alphanumeric() || matches!(c, ',' | ':' | ';' | '.' | ')' | '!' | '?' | '%' | '/');
        let lead = if before.ends_with(apart) { " " } else { "" };
        let stop = found.sentence.stops_behind(one.gap) && !behind.starts_with('.');
        let stop = if stop { "." } else { "" };
        let word = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '€' | '-' | '–'));
        let tail = if word { " " } else { "" };
        let own =
            if found.sentence.shares_stop(one.gap, &one.text) { &one.text[..one.text.len() - 1] } else { &one.text };
        text.replace_range(range, &format!("{lead}{own}{stop}{tail}"));
    }
    text.trim_end().to_owned()
}
