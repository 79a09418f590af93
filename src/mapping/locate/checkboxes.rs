//! Tick boxes beside their labels: ticked, not ticked, or something else.

use crate::text::checkbox::{self, BoxState, Checkbox, redrawn};
use crate::text::content::Content;
use crate::text::normalize::fold_label;

use crate::mapping::spec::mapping_line::TickBox;

/// The state of a box; `with_label` when the box stands in the cell of its label.
pub(crate) fn state(content: &Content, with_label: bool) -> BoxState {
    match content {
        Content::Empty => BoxState::Empty,
        Content::Tick(ticked) => BoxState::from(*ticked),
        Content::Number(n) if (n - 1.0).abs() < f64::EPSILON => BoxState::Ticked,
        Content::Text(text) => of_text(text.trim(), with_label),
        _ => BoxState::Other,
    }
}

fn of_text(text: &str, with_label: bool) -> BoxState {
    if !with_label {
        return if matches!(text, "" | "_") { BoxState::Empty } else { checkbox::state(text) };
    }
    if checkbox::has_box(text) {
        return BoxState::from(checkbox::boxes(text).any(|one| one.ticked));
    }
    let mut ends = text.split_whitespace().next().into_iter().chain(text.split_whitespace().next_back());
    BoxState::from(ends.any(|word| word == "x" || word == "X"))
}

/// The boxes whose words are ticked in a text such as `☐ Vast ☒ Tijdelijk`.
pub(crate) fn ticked<'b>(text: &str, boxes: &'b [TickBox]) -> Vec<&'b TickBox> {
    let words: Vec<String> =
        marked_words(text).into_iter().filter(|(on, _)| *on).map(|(_, word)| fold_label(word)).collect();
    boxes.iter().filter(|tick| words.contains(&tick.label.folded)).collect()
}

/// What somebody wrote beside the boxes of a list: behind one of these words, on a line under it, or before the first box.
pub(crate) fn remark<'t>(text: &'t str, words: &[&TickBox], is_printed: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    let boxes: Vec<Checkbox> = checkbox::boxes(text).collect();
    let [first, .., last] = boxes.as_slice() else { return None };
    let before = text[..first.range.start].trim();
    if text[last.range.end..].trim().is_empty() {
        return None;
    }
    if !before.is_empty() && !before.ends_with([':', '?']) && !is_printed(&fold_label(before)) {
        return Some(before);
    }
    let ends = boxes.iter().skip(1).map(|next| next.range.start).chain([text.len()]);
    boxes.iter().zip(ends).find_map(|(one, end)| behind_word(&text[one.range.end..end], words, is_printed))
}

/// What stands behind the word of a box, where its text begins with that word and has more letters.
fn behind_word<'t>(text: &'t str, words: &[&TickBox], is_printed: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    let known = |part: &str| words.iter().any(|tick| tick.label.folded == fold_label(part));
    let text = text.trim();
    if known(text) {
        // `☒ ja?`: somebody is not sure
        let asked = words.iter().any(|tick| tick.label.text.ends_with('?'));
        return text.ends_with('?').then_some(text).filter(|_| !asked);
    }
    let breaks = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
    let at = breaks.rev().find(|at| known(&text[..*at]))?;
    let rest = text[at..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | '|' | '.' | '*'));
    (rest.contains(char::is_alphanumeric) && !is_printed(&fold_label(rest))).then_some(rest)
}

/// Whether a text is a row of boxes with their words, none of them ticked: `☐ Ja ☐ Nee`.
pub(crate) fn is_open_boxes(text: &str) -> bool {
    let words = marked_words(text);
    words.len() > 1 && words.iter().all(|(on, word)| !on && word.split_whitespace().count() < 4)
}

/// Whether a text holds a box that is ticked.
pub(crate) fn has_ticked(text: &str) -> bool {
    marked_words(text).iter().any(|(on, _)| *on)
}

/// Whether a text holds a box, ticked or not, or its cell is one.
pub(crate) fn has_box(content: &Content) -> bool {
    matches!(content, Content::Tick(_)) || content.as_text().is_some_and(checkbox::has_box)
}

/// The words of a text with their boxes: each after its box, or each before it where the text ends in a box.
fn marked_words(text: &str) -> Vec<(bool, &str)> {
    let boxes: Vec<Checkbox> = checkbox::boxes(text).collect();
    let [first, ..] = boxes.as_slice() else { return Vec::new() };
    let (first, last) = (first.range.start, boxes[boxes.len() - 1].range.end);
    // a box at the begin stands before its word, also where the word of the last box ran over to another line
    let after = !text[last..].trim().is_empty() || text[..first].trim().is_empty();
    let mut words = Vec::new();
    for (n, one) in boxes.iter().enumerate() {
        let word = if after {
            let stop = boxes.get(n + 1).map_or(text.len(), |next| next.range.start);
            &text[one.range.end..stop]
        } else {
            let from = n.checked_sub(1).map_or(0, |before| boxes[before].range.end);
            &text[from..one.range.start]
        };
        words.push((one.ticked, word.split('\n').find(|line| !line.trim().is_empty()).unwrap_or(word).trim()));
    }
    words
}

/// A box set or cleared in the way it is drawn; none where it stands so already.
pub(crate) fn set(old: &Content, ticked: bool, with_label: bool, is_box: bool) -> Option<Content> {
    let is = state(old, with_label) == BoxState::Ticked;
    if is == ticked {
        return None;
    }
    if is_box || matches!(old, Content::Tick(_)) {
        return Some(Content::Tick(ticked));
    }
    match old.as_text() {
        Some(text) if checkbox::has_box(text) => Some(Content::Text(redrawn(text, |_| ticked).into())),
        _ if ticked => Some(Content::Text("x".into())),
        _ => Some(Content::Empty),
    }
}

/// The text with the boxes of these words ticked, and the other boxes of the line cleared; none where a word has no
/// box. Boxes that belong to no word of the line stay as they are.
pub(crate) fn marked(text: &str, boxes: &[TickBox], wanted: &[String]) -> Option<String> {
    let words: Vec<(bool, String)> = marked_words(text).into_iter().map(|(on, word)| (on, fold_label(word))).collect();
    let word_of = |n: usize| boxes.iter().find(|tick| tick.label.folded == words[n].1);
    let has = |word: &String| (0..words.len()).any(|n| word_of(n).is_some_and(|tick| tick.word == *word));
    if !wanted.iter().all(has) {
        return None;
    }
    Some(redrawn(text, |n| word_of(n).map_or(words[n].0, |tick| wanted.contains(&tick.word))))
}

/// The text with one of its boxes ticked, for each of them; and with each set of boxes, where there are few.
pub(crate) fn tickings(text: &str) -> Vec<String> {
    let count = checkbox::boxes(text).count();
    let one = (0..count).map(|only| redrawn(text, |n| n == only));
    let sets = if (2..=8).contains(&count) { 1..(1_usize << count) } else { 0..0 };
    let several = sets.filter(|set| set.count_ones() > 1).map(|set| redrawn(text, |n| set >> n & 1 == 1));
    one.chain(several).collect()
}
