//! A choice that somebody made by emphasis: of `ja / nee` the one word is bold, underlined, marked or framed.

use std::ops::Range;

use crate::text::content::strike;

/// Words of which one is chosen on paper forms; headings with a slash are made of other words.
const WORDS: [&str; 28] = [
    "ja",
    "nee",
    "neen",
    "wel",
    "niet",
    "j",
    "n",
    "nvt",
    "n.v.t.",
    "onbekend",
    "vast",
    "tijdelijk",
    "bepaald",
    "onbepaald",
    "man",
    "vrouw",
    "m",
    "v",
    "x",
    "intern",
    "extern",
    "nieuw",
    "verlenging",
    "eerste",
    "vervolg",
    "licht",
    "midden",
    "intensief",
];

/// The text with the words struck out that were not chosen, where `marked` (bytes of it) covers one word of several whole
/// and nothing of the others; none where it is no such text, or leaves room for doubt.
pub fn chosen(text: &str, marked: &[Range<usize>]) -> Option<String> {
    if marked.is_empty() || text.len() > 80 || !text.contains('/') {
        return None;
    }
    let words = words(text);
    let is_choice = |word: &Range<usize>| WORDS.contains(&text[word.clone()].to_lowercase().as_str());
    if words.len() < 2 || !words.iter().all(is_choice) {
        return None;
    }
    let inside = |at: usize| marked.iter().any(|range| range.contains(&at));
    let letters =
        |word: &Range<usize>| text[word.clone()].char_indices().map(|(at, _)| word.start + at).collect::<Vec<_>>();
    let whole: Vec<&Range<usize>> = words.iter().filter(|word| letters(word).into_iter().all(inside)).collect();
    let touched = words.iter().filter(|word| letters(word).into_iter().any(inside)).count();
    let ([only], 1) = (whole.as_slice(), touched) else { return None };
    let mut said = String::with_capacity(3 * text.len());
    let mut from = 0;
    for word in words.iter().filter(|word| word != only) {
        said.push_str(&text[from..word.start]);
        said.push_str(&strike(&text[word.clone()]));
        from = word.end;
    }
    said.push_str(&text[from..]);
    Some(said)
}

/// The words between slashes, without the white space around them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut from = 0;
    let mut words = Vec::new();
    for part in text.split('/') {
        let lead = part.len() - part.trim_start().len();
        words.push(from + lead..from + lead.max(part.trim_end().len()));
        from += part.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::without_struck;

    #[test]
    fn the_one_word_that_stands_out_is_chosen() {
        for (text, marked, left) in [
            ("ja / nee", 0..2, Some("ja / ")),
            ("ja / nee", 5..8, Some(" / nee")),
            ("Ja/Nee", 3..6, Some("/Nee")),
            ("ja / nee / n.v.t.", 11..17, Some(" /  / n.v.t.")),
            ("ja / nee", 0..8, None),
            ("ja / nee", 0..1, None),
            ("ja / nee", 0..6, None),
            ("Naam / Name", 0..4, None),
            ("ja", 0..2, None),
        ] {
            let said = chosen(text, std::slice::from_ref(&marked));
            assert_eq!(said.as_deref().map(without_struck).as_deref(), left, "{text} {marked:?}");
        }
    }
}
