//! By which names forms call a role or a thing, with what is meant.

use serde::{Deserialize, Serialize};

use crate::mapping::spec::form_spec::Mapping;
use crate::questions::question::Question;

use super::words::UsedWording;
use crate::questions::form::Compared;

/// A role or a thing with all its names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Concept {
    pub name: String,
    pub means: String,
    pub note: String,
    /// The names that a form prints, the most used first.
    pub names: Vec<UsedWording>,
    /// Names that no form prints as far as is known, and that a note on a form or the name of its kind has.
    pub mentioned: Vec<String>,
    /// The other names that are met in practice, which none of these forms prints.
    pub not_seen: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    begrip: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    means: String,
    note: String,
    words: Vec<String>,
}

/// A printed text as words, and whether its source or an original has it.
type Text = (String, bool);

/// Every concept with the names that these forms print; one of which they print none stays with its meaning.
pub(super) fn glossary(forms: &[Compared]) -> Vec<Concept> {
    let printed: Vec<(&str, Vec<Text>)> =
        forms.iter().map(|form| (form.form.id.as_str(), printed(form, &form.mapping))).collect();
    let beside: Vec<String> = forms.iter().flat_map(beside).collect();
    written().into_iter().map(|written| concept(written, &printed, &beside)).collect()
}

fn written() -> Vec<Written> {
    let file: File = toml::from_str(include_str!("../../templates/begrippen.toml"))
        .expect("templates/begrippen.toml is well formed");
    file.begrip
}

fn concept(written: Written, printed: &[(&str, Vec<Text>)], beside: &[String]) -> Concept {
    let used = |word: String| {
        let spaced = spaced(&word);
        let by = |sourced: bool| -> Vec<String> {
            let prints = |texts: &[Text]| texts.iter().any(|(text, own)| (*own || !sourced) && text.contains(&spaced));
            printed.iter().filter(|(_, texts)| prints(texts)).map(|(id, _)| (*id).to_owned()).collect()
        };
        UsedWording { forms: by(false), sourced: by(true), ways: Vec::new(), wording: word }
    };
    let (mut names, others): (Vec<UsedWording>, Vec<UsedWording>) =
        written.words.into_iter().map(used).partition(|used| !used.forms.is_empty());
    let is_beside = |word: &String| beside.iter().any(|text| text.contains(&spaced(word)));
    let (mentioned, not_seen) = others.into_iter().map(|used| used.wording).partition(is_beside);
    names.sort_by_key(|used| std::cmp::Reverse(used.forms.len()));
    Concept { name: written.name, means: written.means, note: written.note, names, mentioned, not_seen }
}

/// All that the mapping knows to be printed on the form, as words between spaces: questions with their headings and the
/// words beside boxes and of choices, the title, other headings, text that is no label, and what the form is recognised
/// by.
fn printed(form: &Compared, mapping: &Mapping) -> Vec<Text> {
    let of_question = |question: &Question| -> Vec<Text> {
        let sourced = form.is_sourced_question(question);
        let choices = question.choices().iter().map(|(_, printed)| printed);
        question.under.iter().chain([&question.wording]).chain(choices).map(|text| (spaced(text), sourced)).collect()
    };
    let original = mapping.about.is_original();
    let recognised = mapping.recognise.printed.iter().chain(&mapping.headings).map(|wording| &wording.text);
    let fixed = mapping.fixed.iter().map(|fixed| &fixed.text);
    let others = recognised.chain(fixed).chain([&mapping.about.title]).map(|text| (spaced(text), original));
    form.questions.iter().flat_map(of_question).chain(others).collect()
}

/// What is said of a form and not by it: the note on its mapping, and the name of its kind.
fn beside(form: &Compared) -> Vec<String> {
    let kind = form.form.kind.replace('_', " ");
    form.mapping.about.note.iter().chain([&kind]).map(|text| spaced(text)).collect()
}

/// Lower case words with one space before, between and after them; a plural or possessive counts as the word itself.
fn spaced(text: &str) -> String {
    let runs = text.split(|c: char| !c.is_alphanumeric() && c != '-').map(|run| run.trim_matches('-'));
    let words = runs.filter(|word| !word.is_empty());
    let singular = |word: &str| {
        let word = word.to_lowercase();
        match word.strip_suffix('s') {
            Some(stem) if stem.chars().count() > 5 && stem.ends_with(['r', 'h', 't']) => stem.to_owned(),
            _ => word,
        }
    };
    let words: Vec<String> = words.map(singular).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_parts_of_words_are_not() {
        let text = spaced("Gegevens Werknemers (e-mail)");
        assert_eq!(text, " gegevens werknemer e-mail ");
        assert!(text.contains(&spaced("werknemer")) && !text.contains(&spaced("werk")));
    }

    #[test]
    fn every_concept_has_words_of_its_own() {
        for concept in written() {
            assert!(!concept.words.is_empty() && !concept.means.is_empty(), "{}", concept.name);
        }
    }
}
