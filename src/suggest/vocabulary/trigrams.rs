//! How alike two texts are by the letters of their words, three at a time: `Functieomschr.` comes near `Omschrijving functie`.
//!
//! Whole words miss what is cut short, joined or bent otherwise. A cosine over weighted trigrams of letters sees it, and
//! costs less than a table of word vectors: what each brings is told in `docs/suggest.md`.

use foldhash::HashMap;
use rayon::prelude::*;

use super::numbers::real;
use super::words::Vocabulary;

/// Three letters of a word, its beginning and end being letters too.
type Trigram = [char; 3];

/// The trigrams of all known wordings.
#[derive(Debug, Default)]
pub(in crate::suggest) struct Trigrams {
    /// The wordings that hold a trigram, by position.
    holders: HashMap<Trigram, Vec<usize>>,
    /// How telling the trigrams of each wording are together.
    lengths: Vec<f64>,
}

impl Trigrams {
    /// Of the wordings, in their order.
    pub(super) fn of(texts: &[&str], vocabulary: &Vocabulary) -> Self {
        let mut trigrams = Self::default();
        let all: Vec<Vec<Trigram>> = texts.par_iter().map(|text| cut(text, vocabulary)).collect();
        for (n, cut) in all.iter().enumerate() {
            cut.iter().for_each(|trigram| trigrams.holders.entry(*trigram).or_default().push(n));
        }
        trigrams.lengths = vec![0.0; all.len()];
        trigrams.lengths = all.par_iter().map(|cut| trigrams.length(cut)).collect();
        trigrams
    }

    /// How telling a trigram is: the fewer wordings hold it, the more.
    fn weight(&self, trigram: Trigram) -> f64 {
        let held = self.holders.get(&trigram).map_or(0, Vec::len);
        if held == 0 { 0.0 } else { (1.0 + real(self.lengths.len()) / real(held)).ln() }
    }

    fn length(&self, cut: &[Trigram]) -> f64 {
        cut.iter().map(|trigram| self.weight(*trigram).powi(2)).sum::<f64>().sqrt()
    }

    /// How alike each wording is to a text, from 0 to 1, by position.
    pub(in crate::suggest) fn alike(&self, text: &str, vocabulary: &Vocabulary) -> Vec<f64> {
        let cut = cut(text, vocabulary);
        let own = self.length(&cut);
        let mut shared = vec![0.0; self.lengths.len()];
        for trigram in cut {
            let weight = self.weight(trigram).powi(2);
            for n in self.holders.get(&trigram).into_iter().flatten() {
                shared[*n] += weight;
            }
        }
        let cosine = |(shared, length): (f64, &f64)| if shared > 0.0 { shared / (own * length) } else { 0.0 };
        shared.into_iter().zip(&self.lengths).map(cosine).collect()
    }
}

/// The trigrams of the words of a text that have weight, in order and each once.
fn cut(text: &str, vocabulary: &Vocabulary) -> Vec<Trigram> {
    let mut cut = Vec::with_capacity(text.len());
    let mut letters: Vec<char> = Vec::new();
    for word in vocabulary.telling(text) {
        letters.clear();
        letters.extend([' '].into_iter().chain(word.chars()).chain([' ']));
        cut.extend(letters.windows(3).map(|three| [three[0], three[1], three[2]]));
    }
    cut.sort_unstable();
    cut.dedup();
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_cut_short_comes_nearest_to_the_whole() {
        let vocabulary = Vocabulary::default();
        let wordings = ["Functie", "Werktijden", "Loonwaarde", "Omschrijving van de werkzaamheden"];
        let trigrams = Trigrams::of(&wordings, &vocabulary);
        let nearest = |text: &str| {
            let alike = trigrams.alike(text, &vocabulary);
            (0..wordings.len()).max_by(|a, b| alike[*a].total_cmp(&alike[*b])).map(|n| wordings[n])
        };
        assert_eq!(nearest("Funct."), Some("Functie"));
        assert_eq!(nearest("Loonw."), Some("Loonwaarde"));
        assert_eq!(nearest("Werkzaamh."), Some("Omschrijving van de werkzaamheden"));
        let exact = trigrams.alike("Werktijden", &vocabulary)[1];
        assert!((exact - 1.0).abs() < 1e-9, "{exact}");
        assert!(trigrams.alike("", &vocabulary).iter().all(|alike| *alike == 0.0));
    }
}
