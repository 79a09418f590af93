//! How hard Dutch wordings are to read, by a published formula.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::questions::question::Question;

/// Flesch–Douma: 206.84 − 0.93 × words per sentence − 77 × syllables per word; 100 is very easy, 0 very hard.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Level {
    /// Whole points; below 0 where words are longer than the scale was made for.
    pub score: i64,
    pub words: usize,
    /// Words of four syllables and more, of a hundred words.
    pub long_words: usize,
    /// On how many different wordings of questions it rests.
    pub wordings: usize,
}

/// The level of the printed questions of a form, each different wording once; headings and the words beside boxes do
/// not count, as a mapping may name them or not.
pub fn of_questions(questions: &[Question]) -> Option<Level> {
    let mut seen = HashSet::new();
    let labels = questions.iter().filter(|question| question.has_label()).map(|question| question.wording.as_str());
    level(labels.filter(|label| seen.insert(Wording::new(label).folded)))
}

/// The level of wordings, each taken for a sentence; none where there are no words.
fn level<'a>(wordings: impl IntoIterator<Item = &'a str>) -> Option<Level> {
    let (mut sentences, mut words, mut syllables, mut long) = (0_u32, 0_u32, 0_u32, 0_u32);
    for wording in wordings {
        let own = wording.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1);
        let counts: Vec<u32> = own.map(self::syllables).collect();
        if counts.is_empty() {
            continue;
        }
        sentences += 1;
        words += u32::try_from(counts.len()).unwrap_or(0);
        syllables += counts.iter().sum::<u32>();
        long += counts.iter().map(|count| u32::from(*count > 3)).sum::<u32>();
    }
    if words == 0 {
        return None;
    }
    // In whole numbers, so that every machine gives the same score: above the line over n × s hundredths, a half up.
    let (n, s, y) = (i64::from(words), i64::from(sentences), i64::from(syllables));
    let (above, below) = (20_684 * n * s - 93 * n * n - 7_700 * y * s, 100 * n * s);
    let score = (2 * above + below).div_euclid(2 * below);
    let (words, long_words) = (words as usize, ((200 * long + words) / (2 * words)) as usize);
    Some(Level { score, words, long_words, wordings: sentences as usize })
}

/// Groups of vowels; a diaeresis begins a new one, and abbreviations have at least one.
fn syllables(word: &str) -> u32 {
    let (mut count, mut run) = (0, String::new());
    for c in word.to_lowercase().chars() {
        let vowel = "aeiouyáàâéèêíìîóòôúùû".contains(c);
        let parted = matches!(c, 'ë' | 'ï' | 'ö' | 'ü' | 'ä');
        if parted || (vowel && (run.is_empty() || !continues(&run, c))) {
            count += 1;
            run.clear();
        }
        if vowel || parted { run.push(c) } else { run.clear() }
    }
    count.max(1)
}

/// Whether a vowel belongs to the sound before it: `ee`, `ij` and `oei` do, `eo` in `video` and `ia` do not.
fn continues(run: &str, next: char) -> bool {
    const SOUNDS: [&str; 24] = [
        "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ou", "au", "ei", "ai", "oi", "aai", "ooi", "oei", "eeu",
        "ieu", "ay", "ey", "oy", "ea", "io", "aau",
    ];
    SOUNDS.contains(&format!("{run}{next}").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_dutch_says_them() {
        for (word, count) in [
            ("Naam", 1),
            ("werknemer", 3),
            ("cliënt", 2),
            ("geboortedatum", 5),
            ("begeleidingsbehoefte", 7),
            ("ideeën", 3),
            ("bij", 1),
            ("BSN", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn short_words_read_more_easily() {
        let easy = level(["Naam", "Wat doet de coach?"]).expect("words");
        let hard = level(["Begeleidingsbehoefte", "Verantwoordingsrapportage arbeidsgehandicapten"]).expect("words");
        assert!(easy.score > 80 && hard.score < 0, "{easy:?} {hard:?}");
        assert_eq!(hard.long_words, 100);
        assert_eq!(level(["1.", "–"]), None);
    }
}
