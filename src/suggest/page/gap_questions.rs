//! The questions of a running sentence: one for each gap.

use std::collections::BTreeSet;

use crate::document::cells::model::OwnPlace;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::content::Content;
use crate::text::place::Spot;
use crate::text::{gap, sentence};

use super::headings::Headings;
use super::printed_form::PrintedForm;
use super::question::{AskedGap, At, Question};
use super::sheet_classifier::{Role, SheetClassifier};
use crate::suggest::cell_text::gap_meaning::GapWords;
use crate::suggest::cell_text::gap_sentence::{self, GapSentence};
use crate::suggest::cell_text::hints::{self, Hints};
use crate::suggest::vocabulary::form_kind;

impl SheetClassifier<'_> {
    /// The questions of a cell that holds a running sentence with gaps; none where it holds no such sentence.
    pub(super) fn sentence(&mut self, c: usize, headings: &Headings, form: &mut PrintedForm) -> Option<Vec<Question>> {
        let Some(sentence) = gap_sentence::of(&self.sheet.cells[c], form.filled) else {
            let prompted = self.prompted(c, headings)?;
            self.roles[c] = Role::Label;
            return Some(vec![prompted]);
        };
        self.roles[c] = Role::Label;
        let above = headings.above(self.sheet.cells[c].spot);
        let questions = self.of_gaps(c, &sentence, &above, form_kind::looks_back(&form.title));
        form.placeholders.extend(sentence.prompts.iter().flatten().cloned());
        form.sentences.insert((self.n, c), sentence);
        Some(questions)
    }

    /// The question of a line that ends in a prompt: `t.a.v. [contactpersoon]`.
    fn prompted(&self, c: usize, headings: &Headings) -> Option<Question> {
        let cell = &self.sheet.cells[c];
        let text = cell.content.as_text()?.trim_end().trim_end_matches(['.', ';']);
        let gaps = gap::all(text);
        let [gap] = gaps.as_slice() else { return None };
        let label = text[..gap.start].trim().trim_end_matches(':');
        let line = matches!(cell.own_place, OwnPlace::Paragraph(_)) && gap.end == text.len();
        let prompt = gap::prompt(&text[gap.clone()]).filter(|_| line && label.split_whitespace().count() < 9)?;
        let knows = |text: &str| self.lexicon.vocabulary.words(text).stems.iter().any(|stem| self.lexicon.knows(stem));
        let options = hints::parted(&prompt);
        let placeholder = Some(text[gap.clone()].to_owned());
        (label.chars().filter(|c| c.is_alphabetic()).count() > 1).then(|| Question {
            sections: headings.above(cell.spot),
            meaning: (self.like(label) < 0.9 && knows(&prompt)).then_some(prompt),
            hints: Hints { kind: hints::yes_no(&options), options, placeholder, ..Hints::default() },
            ..Question::new((self.n, c), label.to_owned(), Direction::After)
        })
    }

    /// The questions of prompts that stand alone, and beside no label: `[naam bedrijf]` in the address of a letter.
    pub(super) fn of_prompts(&self, asked: &[Question], headings: &Headings) -> Vec<Question> {
        let claimed: BTreeSet<Spot> = asked.iter().filter_map(|one| one.answer).map(|s| self.sheet.corner(s)).collect();
        let open = (0..self.sheet.cells.len()).filter(|c| self.roles[*c] == Role::Empty);
        let free = open.filter(|c| !claimed.contains(&self.sheet.cells[*c].spot));
        let question = |c: usize| {
            let cell = &self.sheet.cells[c];
            let text = cell.content.as_text()?.trim();
            let prompt = gap::whole_prompt(text)?;
            let hints = hints::placeholder(text).unwrap_or_default();
            let sections = headings.above(cell.spot);
            let asked = Question::new((self.n, c), text.to_owned(), Direction::After);
            Some(Question { answer: Some(cell.spot), sections, meaning: Some(prompt), hints, ..asked })
        };
        free.filter_map(question).collect()
    }

    /// The questions of a sentence, in the order of its gaps; a gap without words before it asks nothing.
    fn of_gaps(&self, c: usize, sentence: &GapSentence, sections: &[(At, String)], looks_back: bool) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for n in 0..sentence.typed.len() {
            let label = label_of(&sentence.literals[n]);
            let prompt = sentence.prompts[n].as_deref().and_then(gap::prompt);
            if prompt.is_none() && label.chars().filter(|c| c.is_alphabetic()).count() < 2 {
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
            let (meaning, whose, named) = words.meaning(self.lexicon, prompt.as_deref());
            let options = prompt.as_deref().map(hints::parted).unwrap_or_default();
            questions.push(Question {
                sections: sections.to_vec(),
                contents: sentence.typed[n].iter().map(|text| Content::Text(text.as_str().into())).collect(),
                meaning,
                hints: Hints { kind: hints::yes_no(&options), options, ..Hints::default() },
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
