//! The questions of a running sentence: one for each gap.

use crate::mapping::spec::mapping_line::Direction;
use crate::text::content::Content;
use crate::text::sentence;

use super::headings::Headings;
use super::printed_form::PrintedForm;
use super::question::{AskedGap, At, Question};
use super::sheet_classifier::{Role, SheetClassifier};
use crate::suggest::cell_text::gap_meaning::GapWords;
use crate::suggest::cell_text::gap_sentence::{self, GapSentence};
use crate::suggest::vocabulary::form_kind;

impl SheetClassifier<'_> {
    /// The questions of a cell that holds a running sentence with gaps; none where it holds no such sentence.
    pub(super) fn sentence(&mut self, c: usize, headings: &Headings, form: &mut PrintedForm) -> Option<Vec<Question>> {
        let sentence = gap_sentence::of(&self.sheet.cells[c], form.filled)?;
        self.roles[c] = Role::Label;
        let above = headings.above(self.sheet.cells[c].spot);
        let questions = self.of_gaps(c, &sentence, &above, form_kind::looks_back(&form.title));
        form.sentences.insert((self.n, c), sentence);
        Some(questions)
    }

    /// The questions of a sentence, in the order of its gaps; a gap without words before it asks nothing.
    fn of_gaps(&self, c: usize, sentence: &GapSentence, sections: &[(At, String)], looks_back: bool) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for n in 0..sentence.typed.len() {
            let label = label_of(&sentence.literals[n]);
            if label.chars().filter(|c| c.is_alphabetic()).count() < 2 {
                continue;
            }
            let before = questions.last().map(|asked| asked.meaning.clone().unwrap_or_else(|| asked.text.clone()));
            let words = GapWords {
                label: &label,
                said: &said_before(sentence, n),
                behind: &sentence.literals[n + 1],
                before: before.as_deref(),
                looks_back,
                next: &sentence.literals.get(n + 1).map(|next| label_of(next)).unwrap_or_default(),
            };
            let (meaning, whose, named) = words.meaning(self.lexicon);
            questions.push(Question {
                sections: sections.to_vec(),
                contents: sentence.typed[n].iter().map(|text| Content::Text(text.as_str().into())).collect(),
                meaning,
                signs: words.is_signed(),
                gap: Some(AskedGap { number: n, whose, named }),
                ..Question::new((self.n, c), label, Direction::After)
            });
        }
        questions
    }
}

/// The words right before a gap, without signs.
fn label_of(before: &str) -> String {
    // of several sentences the last one
    let last = before.rfind(". ").map_or(before, |at| &before[at + 2..]);
    let label = sentence::label(last).trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '('));
    label.to_owned()
}

/// What the sentence says before a gap, from its begin.
fn said_before(sentence: &GapSentence, n: usize) -> String {
    let said = sentence.literals[..=n].join(" ");
    said.rfind(". ").map_or(said.as_str(), |at| &said[at + 2..]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_right_before_a_gap_are_its_label() {
        assert_eq!(label_of(") een jobcoach toegekend van"), "een jobcoach toegekend van");
        assert_eq!(label_of("uur. Hiervan zijn"), "Hiervan zijn");
    }
}
