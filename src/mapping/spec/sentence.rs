//! A running sentence with gaps: `Ondergetekende {jobcoach.naam}, als jobcoach verbonden aan {jobcoach.organisatie}`. It is
//! found by its own printed words, and each gap is read by itself.

use std::ops::Range;

use crate::mapping::spec::target::Target;
use crate::record::value::Notation;
use crate::text::gap::is_open;
use crate::text::normalize::fold;
use crate::text::sentence;

use super::literal::{Folded, Literal, ends_sentence};

/// What a gap asks.
#[derive(Clone, Debug)]
pub struct GapAsks {
    pub target: Target,
    pub notation: Notation,
}

/// A gap of a sentence.
#[derive(Clone, Debug)]
pub struct Gap {
    /// None where the schema has no field for it.
    pub asks: Option<GapAsks>,
    /// The words right before it.
    pub label: String,
}

/// A sentence with gaps, as a mapping writes it.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub gaps: Vec<Gap>,
    /// What is printed before each gap, and behind the last.
    literals: Vec<Literal>,
}

/// Splits that are tried of one text.
const MOST_SPLITS: usize = 64;

/// Words of the printed text by which a sentence is named where it is not found.
const NAMED: usize = 6;

impl Sentence {
    /// Reads `written`; `asks` finds a field and its notation.
    pub fn parse(written: &str, mut asks: impl FnMut(&str) -> Result<GapAsks, String>) -> Result<Self, String> {
        let mut sentence = Self { gaps: Vec::new(), literals: Vec::new() };
        let mut rest = written;
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').ok_or("a `{` is not closed")? + open;
            let before = Literal::new(&rest[..open]);
            if !sentence.gaps.is_empty() && before.is_empty() {
                return Err("two gaps need words or a comma between them, else they cannot be told apart".into());
            }
            let id = rest[open + 1..close].trim();
            let asks = if id.is_empty() { None } else { Some(asks(id)?) };
            sentence.gaps.push(Gap { asks, label: label(&before.text, sentence.gaps.last()) });
            sentence.literals.push(before);
            rest = &rest[close + 1..];
        }
        sentence.literals.push(Literal::new(rest));
        if sentence.gaps.iter().all(|gap| gap.asks.is_none()) {
            return Err("a pattern names a field, as `Ondergetekende {jobcoach.naam}, werkzaam bij {}`".into());
        }
        if sentence.words().count() < 2 {
            return Err("a pattern without a `label` is found by its own words: it needs at least two of them".into());
        }
        Ok(sentence)
    }

    /// The printed words, from left to right.
    fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.literals.iter().flat_map(|literal| literal.text.split_whitespace());
        words.filter(|word| word.chars().any(char::is_alphabetic))
    }

    /// How it begins, for a finding.
    pub fn beginning(&self) -> String {
        self.words().take(NAMED).collect::<Vec<_>>().join(" ")
    }

    /// Whether the full stop at the end of an answer ends the sentence too: `bij De Linde B.V.`
    pub fn shares_stop(&self, gap: usize, answer: &str) -> bool {
        self.stops_behind(gap) && answer.ends_with('.') && !ends_sentence(answer)
    }

    /// Whether a full stop is printed behind a gap, which a line of dots before it swallows.
    pub fn stops_behind(&self, gap: usize) -> bool {
        self.literals[gap + 1].begins_with_stop()
    }

    /// The fields that its gaps ask.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.gaps.iter().filter_map(|gap| gap.asks.as_ref()).map(|asks| asks.target)
    }

    /// Whether a text is this sentence, whatever stands in its gaps.
    pub fn fits(&self, text: &str) -> bool {
        self.may_fit(text) && !self.splits_up_to(text, 1).is_empty()
    }

    /// The ways in which a text can be split over the gaps, as byte ranges, the shortest first gaps first.
    pub fn splits(&self, text: &str) -> Vec<Vec<Range<usize>>> {
        if self.may_fit(text) { self.splits_up_to(text, MOST_SPLITS) } else { Vec::new() }
    }

    /// Whether a text may fit, told without folding all of it.
    fn may_fit(&self, text: &str) -> bool {
        let printed: usize = self.literals.iter().map(Literal::len).sum();
        let first = self.literals[0].first();
        let begins = || fold(text.split_whitespace().next().unwrap_or_default()).chars().next() == first;
        text.len() >= printed && first.is_none_or(|first| !first.is_alphanumeric() || begins())
    }

    fn splits_up_to(&self, text: &str, most: usize) -> Vec<Vec<Range<usize>>> {
        let folded = Folded::of(text);
        let Some(stands) = self.stands(&folded) else { return Vec::new() };
        let mut found = Vec::new();
        self.split_from(&folded, &stands, &mut Vec::new(), &mut found, most);
        found
    }

    /// Where each literal may stand so that all after it can follow; none where one cannot.
    fn stands(&self, folded: &Folded) -> Option<Vec<Vec<Range<usize>>>> {
        let last = self.literals.len() - 1;
        let mut stands: Vec<Vec<Range<usize>>> = vec![Vec::new(); last + 1];
        for n in (0..=last).rev() {
            let own = self.literals[n].stands(folded, n == 0, n == last);
            let follows = |at: &Range<usize>| n == last || stands[n + 1].iter().any(|next| next.start >= at.end);
            let own: Vec<Range<usize>> = own.into_iter().filter(follows).collect();
            if own.is_empty() {
                return None;
            }
            stands[n] = own;
        }
        Some(stands)
    }

    fn split_from(
        &self,
        folded: &Folded,
        stands: &[Vec<Range<usize>>],
        done: &mut Vec<Range<usize>>,
        found: &mut Vec<Vec<Range<usize>>>,
        most: usize,
    ) {
        if found.len() >= most {
            return;
        }
        let Some(next) = stands.get(done.len()) else {
            let between = done.windows(2).zip(self.literals.windows(2));
            found.push(between.map(|(at, of)| folded.between(&at[0], &at[1], &of[0], &of[1])).collect());
            return;
        };
        let from = done.last().map_or(0, |before| before.end);
        for at in next.iter().filter(|at| at.start >= from) {
            done.push(at.clone());
            self.split_from(folded, stands, done, found, most);
            done.pop();
        }
    }
}

/// The words right before a gap; where only a sign stands there, those of the gap before it.
fn label(before: &str, last: Option<&Gap>) -> String {
    let label = sentence::label(before).trim_end_matches([',', ';', ':', ' ']);
    if is_open(label) || !label.chars().any(char::is_alphanumeric) {
        return last.map(|gap| gap.label.clone()).unwrap_or_default();
    }
    label.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::{Kind, Schema};
    use crate::text::gap;

    fn sentence(written: &str) -> Result<Sentence, String> {
        let field = Schema::common().id("jobcoach.naam").expect("a field");
        Sentence::parse(written, |_| {
            Ok(GapAsks { target: Target { field, part: None }, notation: Notation::plain(Kind::Text) })
        })
    }

    #[test]
    fn a_sentence_is_split_at_its_printed_words() {
        for (written, text, gaps) in [
            ("Ondergetekende {a}, als jobcoach bij {a}.", "Ondergetekende\t, als jobcoach bij", vec!["", ""]),
            (
                "Ondergetekende {a}, als jobcoach bij {a}.",
                "ondergetekende Jan ,als  Jobcoach bij De Linde B.V..",
                vec!["Jan", "De Linde B.V."],
            ),
            (
                "Ondergetekende {a}, als jobcoach bij {a}.",
                "Ondergetekende Jan, als jobcoach bij De Linde B.V.",
                vec!["Jan", "De Linde B.V."],
            ),
            (
                "Ondergetekende {a}, als jobcoach bij {a}.",
                "Ondergetekende Jan, als jobcoach bij De Linde.",
                vec!["Jan", "De Linde"],
            ),
            ("Cliënt werkt {} uur – van {a} tot {a}", "Client werkt 12uur - van 1-1 tot 2-2", vec!["12", "1-1", "2-2"]),
            ("geb. d.d. {a}. Het gesprek: {}", "geb. d.d. 5-4-1989. Het gesprek: goed", vec!["5-4-1989", "goed"]),
            ("{a}, hierna de werkgever, bij {}", ", hierna de werkgever, bij", vec!["", ""]),
        ] {
            let splits = sentence(written).expect("a sentence").splits(text);
            let found: Vec<&str> =
                splits.first().into_iter().flatten().map(|at| gap::typed(&text[at.clone()])).collect();
            assert_eq!(found, gaps, "{text}");
        }
    }

    #[test]
    fn a_word_within_another_parts_nothing_and_an_answer_may_hold_one() {
        let own = sentence("Gesproken met {a} en met {a} samen").expect("a sentence");
        assert_eq!(own.splits("Gesproken met Benen met Jan samen").len(), 0);
        assert_eq!(own.splits("Gesproken met Jan en met Piet en met Klaas samen").len(), 2);
        assert!(!own.fits("Gesproken met Jan en met Piet samen op vrijdag"));
        assert!(!own.fits("Er is gesproken met Jan en met Piet samen"));
    }

    #[test]
    fn a_pattern_that_nothing_tells_is_refused() {
        for written in
            ["{a}, {a}", "Naam {a}", "Ondergetekende van {}", "van {a}{a} uur", "van {a}. {a} uur", "van {a uur"]
        {
            assert!(sentence(written).is_err(), "{written}");
        }
        let own = sentence("Ondergetekende {a}, heeft op {}, te {} gesproken").expect("a sentence");
        assert_eq!(
            own.gaps.iter().map(|gap| gap.label.as_str()).collect::<Vec<_>>(),
            ["Ondergetekende", "heeft op", "te"]
        );
        assert_eq!(own.beginning(), "Ondergetekende heeft op te gesproken");
    }
}
