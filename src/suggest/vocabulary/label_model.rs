//! Which field a label asks, by all wordings of each field together: a linear model over the letters and stems of a text.
//!
//! The nearest single wording misses a label that takes one word from each of several wordings. The model has weighed every
//! piece of every wording of `labels.toml`, so such a label still comes to its field. It is trained by
//! `cargo bench --bench suggest -- --train`, which writes `label_model.bin`; nothing is learnt while the program runs.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::words::{Party, Vocabulary};
use crate::text::digest::fnv1a;

/// How many buckets the pieces of texts are put into; two pieces in one bucket are rarely in one label.
pub const BUCKETS: usize = 1 << 13;

/// The class of questions outside the schema.
pub const OUTSIDE: &str = "-";

/// The shortest and the longest run of letters that is a piece.
const RUNS: (usize, usize) = (2, 5);

/// What the inverse document frequencies are multiplied by to be kept in a byte.
pub const IDF_SCALE: f32 = 20.0;

const FILE: &[u8] = include_bytes!("label_model.bin");

/// The model as it was trained: a weight for each bucket and class.
#[derive(Debug)]
pub struct LabelModel {
    /// The keys of `labels.toml`, and [`OUTSIDE`].
    pub classes: Vec<String>,
    idf: &'static [u8],
    /// By bucket, then by class.
    weights: &'static [u8],
    scale: f32,
}

impl LabelModel {
    /// The one in the program; without classes where the file is not whole.
    pub fn common() -> &'static Self {
        static MODEL: LazyLock<LabelModel> = LazyLock::new(|| LabelModel::parse(FILE).unwrap_or_default());
        &MODEL
    }

    /// A line with the scale of the weights, a line of classes with spaces between, a byte for each bucket, and a signed
    /// byte for each bucket and class.
    fn parse(file: &'static [u8]) -> Option<Self> {
        let mut parts = file.splitn(3, |byte| *byte == b'\n');
        let scale = std::str::from_utf8(parts.next()?).ok()?.parse().ok()?;
        let classes: Vec<String> = std::str::from_utf8(parts.next()?).ok()?.split('\t').map(str::to_owned).collect();
        let (idf, weights) = parts.next()?.split_at_checked(BUCKETS)?;
        (weights.len() == BUCKETS * classes.len()).then_some(Self { classes, idf, weights, scale })
    }

    /// How likely each class is for a text, from 0 to 1, by position.
    pub fn classify(&self, text: &str, vocabulary: &Vocabulary) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.classes.len()];
        let idf = |bucket: usize| f32::from(self.idf.get(bucket).copied().unwrap_or_default()) / IDF_SCALE;
        for (bucket, value) in features(text, vocabulary, idf) {
            let row = self.weights.get(bucket * sums.len()..(bucket + 1) * sums.len()).unwrap_or_default();
            let value = value * self.scale;
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * f32::from(weight.cast_signed()));
        }
        softmax(&mut sums);
        sums
    }
}

impl Default for LabelModel {
    fn default() -> Self {
        Self { classes: Vec::new(), idf: &[], weights: &[], scale: 0.0 }
    }
}

/// Turns sums into shares of one.
pub fn softmax(sums: &mut [f32]) {
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
    let all: f32 = sums.iter().sum();
    sums.iter_mut().for_each(|sum| *sum /= all);
}

/// The pieces of a text as buckets, each with its weight; the squares of the weights add up to one.
pub fn features(text: &str, vocabulary: &Vocabulary, idf: impl Fn(usize) -> f32) -> Vec<(usize, f32)> {
    let mut counts: HashMap<usize, f32> = HashMap::default();
    for piece in pieces(text, vocabulary) {
        *counts.entry(bucket(&piece)).or_default() += 1.0;
    }
    let mut found: Vec<(usize, f32)> =
        counts.into_iter().map(|(bucket, count)| (bucket, (1.0 + count.ln()) * idf(bucket))).collect();
    found.sort_unstable_by_key(|(bucket, _)| *bucket);
    let length = found.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        found.iter_mut().for_each(|(_, value)| *value /= length);
    }
    found
}

/// Runs of letters within words, words, pairs of words, stems, and whom the words name.
fn pieces(text: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let words = super::words::raw(text);
    let mut pieces = Vec::with_capacity(text.len() * 4);
    for word in &words {
        let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        for long in RUNS.0..=RUNS.1 {
            pieces.extend(letters.windows(long).map(|run| run.iter().collect::<String>()));
        }
        pieces.push(format!("1:{word}"));
    }
    pieces.extend(words.windows(2).map(|pair| format!("2:{} {}", pair[0], pair[1])));
    let said = vocabulary.words(text);
    pieces.extend(said.stems.iter().map(|stem| format!("s:{stem}")));
    pieces.extend(said.about.iter().map(|party| format!("a:{}", name(*party))));
    pieces
}

fn name(party: Party) -> &'static str {
    match party {
        Party::Client => "client",
        Party::Werkgever => "werkgever",
        Party::Jobcoach => "jobcoach",
        Party::Gemeente => "gemeente",
    }
}

/// The same in every version of the program, as the weights are kept by bucket.
fn bucket(piece: &str) -> usize {
    let hash = fnv1a(piece.bytes());
    (hash ^ (hash >> 15)) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::vocabulary::labels::Labels;
    use crate::suggest::vocabulary::lexicon::Lexicon;

    /// Whoever changes `labels.toml` trains the model again.
    #[test]
    fn the_model_knows_the_wordings_that_it_was_trained_on() {
        let lexicon = Lexicon::new(std::iter::empty());
        let (model, labels) = (LabelModel::common(), Labels::common());
        let (mut right, mut all) = (0, 0);
        for (id, texts) in labels.wordings() {
            assert!(model.classes.contains(&id), "`{id}` is new: train the model again");
            for text in texts.iter().step_by(7) {
                let shares = model.classify(text, &lexicon.vocabulary);
                let best = shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(n, _)| &model.classes[n]);
                all += 1;
                right += usize::from(best == Some(&id));
            }
        }
        // the rest are wordings that several fields share
        assert!(right * 100 > all * 92, "{right} of {all}: train the model again");
    }

    #[test]
    fn shares_add_up_to_one_and_a_text_without_words_is_nothing_special() {
        let lexicon = Lexicon::new(std::iter::empty());
        for text in ["Telefoonnummer", "", "—", "zzzz"] {
            let shares = LabelModel::common().classify(text, &lexicon.vocabulary);
            assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-3, "{text}");
        }
    }

    #[test]
    fn a_file_that_is_not_whole_is_no_model() {
        for file in [&b""[..], b"0.1", b"0.1\na\tb\n", b"x\na\n"] {
            assert!(LabelModel::parse(file).is_none());
        }
    }
}
