//! A running sentence with gaps, as a cell or a paragraph prints it: `De begeleiding duurt van ______ tot ______.`

use std::ops::Range;

use crate::document::cells::model::Cell;
use crate::text::checkbox::has_certain_box;
use crate::text::gap;
use crate::text::sentence::goes_on;

use super::texts::holds_day;

/// The words of a sentence around its gaps, and what was typed in these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapSentence {
    /// What is printed before each gap, and behind the last.
    pub literals: Vec<String>,
    /// What stands in each gap; of a blank nothing.
    pub typed: Vec<Option<String>>,
    /// What is printed in each gap to be replaced, with its brackets.
    pub prompts: Vec<Option<String>>,
    /// The bytes of the literals.
    spans: Vec<Range<usize>>,
}

/// A longer text between two lines of dots is no answer of which the ends are plain.
const MOST_TYPED: usize = 6;

/// The sentence in a cell; none where its gaps are those of labels (`Naam: ....`), or where on a filled form it is not plain
/// what is printed.
pub(in crate::suggest) fn of(cell: &Cell, filled: bool) -> Option<GapSentence> {
    let sentence = running(cell)?;
    let typed = sentence.typed.iter().any(Option::is_some);
    let written = typed || sentence.literals.iter().any(|literal| holds_day(literal));
    let plain = if filled { sentence.literals.iter().all(|literal| is_printed(literal)) } else { !written };
    plain.then_some(sentence)
}

/// Whether somebody wrote between the dots of a sentence.
pub(in crate::suggest) fn is_written_in(cell: &Cell) -> bool {
    running(cell).is_some_and(|sentence| sentence.typed.iter().any(Option::is_some))
}

fn running(cell: &Cell) -> Option<GapSentence> {
    let text = cell.content.as_text().filter(|text| !has_certain_box(text))?;
    let spans = spans(text, cell.room);
    let literals = spans.iter().map(|span| one_line(&text[span.clone()])).collect();
    let prompt = |pair: &[Range<usize>]| {
        let between = text[pair[0].end..pair[1].start].trim();
        gap::prompt(between).map(|_| between.to_owned())
    };
    let prompts = spans.windows(2).map(prompt).collect();
    let sentence = GapSentence { typed: vec![None; spans.len() - 1], prompts, literals, spans }.with_typed();
    sentence.is_running().then_some(sentence)
}

/// The text of a cell with these texts in gaps of its sentence, by their numbers; the other gaps stay as they are.
pub(in crate::suggest) fn with_texts(cell: &Cell, filled: bool, texts: &[(usize, &str)]) -> Option<String> {
    let sentence = of(cell, filled)?;
    let old = cell.content.as_text()?;
    let mut text = String::new();
    for (n, span) in sentence.spans.iter().enumerate() {
        text.push_str(&old[span.clone()]);
        let Some(next) = sentence.spans.get(n + 1) else { break };
        match texts.iter().find(|(gap, _)| *gap == n) {
            Some((_, own)) => text.push_str(&between(&text, own, &old[next.clone()])),
            None => text.push_str(&old[span.end..next.start]),
        }
    }
    let end = sentence.spans.last().map_or(old.len(), |last| last.end);
    Some(text + &old[end..])
}

/// A text in a gap, with the spaces that it needs.
fn between(before: &str, own: &str, behind: &str) -> String {
    let lead = if before.is_empty() || before.ends_with(['(', ' ']) { "" } else { " " };
    let apart = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '€' | '-' | '–'));
    format!("{lead}{own}{}", if apart { " " } else { "" })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is printed between the gaps, by its bytes; a line to write on behind the text is a gap too, and so is one before a
/// sign.
fn spans(text: &str, room: bool) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut from = 0;
    for gap in gap::all(text) {
        spans.push(trimmed(text, from..gap.start));
        from = gap.end;
    }
    spans.push(trimmed(text, from..text.len()));
    if text[spans[0].clone()].starts_with([',', ';', ')']) {
        spans.insert(0, 0..0);
    }
    if room && spans.last().is_some_and(|last| !last.is_empty()) {
        spans.push(text.len()..text.len());
    }
    let last = spans.len() - 1;
    let kept = |(n, span): &(usize, Range<usize>)| *n == 0 || *n == last || !gap::is_open(&text[span.clone()]);
    spans.into_iter().enumerate().filter(kept).map(|(_, span)| span).collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

impl GapSentence {
    /// The same with what stands between two pieces of a line of dots taken for an answer.
    fn with_typed(self) -> Self {
        let mut found = Self {
            literals: vec![self.literals[0].clone()],
            typed: Vec::new(),
            prompts: Vec::new(),
            spans: vec![self.spans[0].clone()],
        };
        let last = self.literals.len() - 1;
        let mut answer = None;
        let mut prompts = self.prompts.into_iter();
        for (n, (literal, span)) in self.literals.into_iter().zip(self.spans).enumerate().skip(1) {
            let prompt = prompts.next().flatten();
            if n < last && answer.is_none() && prompt.is_none() && is_answer(&literal) {
                answer = Some(literal);
                continue;
            }
            found.prompts.push(prompt);
            found.typed.push(answer.take());
            found.literals.push(literal);
            found.spans.push(span);
        }
        found
    }

    /// Whether a sentence runs on over its gaps: labels with a line behind each of them do not.
    fn is_running(&self) -> bool {
        let inner = &self.literals[1..];
        let words = |text: &str| text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        let on: Vec<&String> = inner.iter().filter(|literal| !literal.is_empty() && goes_on(literal)).collect();
        let signed = on.iter().any(|literal| literal.starts_with([',', ';', '(', ')']));
        let begins = self.literals[0].trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase);
        let labelled = self.typed.len() == 1 && self.literals[0].ends_with([':', '?']);
        let said = self.literals.iter().map(|literal| words(literal)).sum::<usize>() > 2;
        let all = on.len() == inner.iter().filter(|literal| !literal.is_empty()).count();
        let parted = inner
            .iter()
            .filter(|literal| !literal.is_empty())
            .all(|literal| goes_on(literal) || on.len() > 1 || words(literal) > 1);
        !on.is_empty() && said && !labelled && (signed || begins && (all || parted))
    }

    /// The pattern of a mapping, with what stands in the gaps between braces.
    pub(in crate::suggest) fn pattern(&self, fields: &[String]) -> String {
        let mut text = self.literals[0].clone();
        for (n, literal) in self.literals[1..].iter().enumerate() {
            let field = fields.get(n).map_or("", String::as_str);
            // a line of dots swallows the full stop behind it
            let stop = if literal.starts_with(char::is_uppercase) { ". " } else { "" };
            let printed = between(&text, &format!("{{{field}}}"), if stop.is_empty() { literal } else { stop });
            text.push_str(&format!("{printed}{stop}{literal}"));
        }
        text
    }
}

/// A name, a number or a date, and no printed words.
fn is_answer(text: &str) -> bool {
    const PREFIXES: [&str; 12] = ["van", "de", "den", "der", "ter", "ten", "te", "het", "en", "dhr.", "mevr.", "mw."];
    let words: Vec<&str> = text.split_whitespace().collect();
    let own = |word: &&&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let rest = words.iter().filter(|word| !own(word)).all(|word| PREFIXES.contains(word));
    !words.is_empty() && words.len() <= MOST_TYPED && rest && words.iter().any(|word| own(&word))
}

/// Whether words are printed ones as far as can be told: no number, and no capital but at the begin of a sentence.
fn is_printed(literal: &str) -> bool {
    let mut begins = true;
    for word in literal.split_whitespace() {
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let capital = bare.starts_with(char::is_uppercase);
        if bare.contains(|c: char| c.is_ascii_digit()) || capital && !begins && !is_abbreviation(bare) {
            return false;
        }
        begins = word.ends_with(['.', ':']) || !word.contains(char::is_alphabetic);
    }
    true
}

/// `BSN`, `UWV`
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    (2..=6).contains(&word.len()) && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::content::Content;

    fn read(text: &str, filled: bool) -> Option<GapSentence> {
        of(&Cell::new(0, 0, Content::Text(text.into())), filled)
    }

    #[test]
    fn a_sentence_that_runs_on_is_told_from_labels() {
        for (text, pattern) in [
            ("Wij, ......., wonende te ....... .", Some("Wij, {a}, wonende te {b}.")),
            ("De begeleiding duurt van ____ tot ____", Some("De begeleiding duurt van {a} tot {b}")),
            ("Hij werkt ....... uur per week", Some("Hij werkt {a} uur per week")),
            (", hierna te noemen werkgever (KvK ....)", Some("{a}, hierna te noemen werkgever (KvK {b})")),
            (
                "Hij is geboren op ....... in ....... Het gesprek was op .......",
                Some("Hij is geboren op {a} in {b}. Het gesprek was op {}"),
            ),
            ("Naam: ........ Datum: ........", None),
            ("Naam ........ Functie ........", None),
            ("naam ........ datum ........", None),
            ("Aantal: ........ uur per week", None),
            ("Toelichting ........", None),
            ("Een zin zonder ruimte, met een komma.", None),
        ] {
            let fields = ["a".to_owned(), "b".to_owned()];
            let found = read(text, false).map(|sentence| sentence.pattern(&fields));
            assert_eq!(found.as_deref(), pattern, "{text}");
        }
    }

    #[test]
    fn a_text_is_put_in_a_gap_of_a_sentence() {
        let cell = Cell::new(0, 0, Content::Text("Wij, ......., wonende te ....... in Nederland".into()));
        let filled = with_texts(&cell, false, &[(1, "«a»")]);
        assert_eq!(filled.as_deref(), Some("Wij, ......., wonende te «a» in Nederland"));
    }

    #[test]
    fn no_answer_of_a_filled_form_is_taken_for_a_printed_word() {
        let found = read("Wij, ... De Linde ..., verklaren dat ... Jan Bos ... hier werkt", true).expect("plain");
        assert_eq!(found.literals, ["Wij,", ", verklaren dat", "hier werkt"]);
        assert_eq!(found.typed, [Some("De Linde".to_owned()), Some("Jan Bos".to_owned())]);
        for text in
            ["Wij, De Linde, verklaren dat ... Jan ..., hier werkt", "Hij werkt 12 uur, vanaf ... 1 mei ..., als kok"]
        {
            assert_eq!(read(text, true), None, "{text}");
        }
    }
}
