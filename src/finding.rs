//! Something remarked about a form: data with a stable code, put into words from one catalogue of sentences.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use serde::{Deserialize, Serialize};

use crate::text::place::Place;

/// The worst is the greatest: an error ends `check` with exit code 1, a warning does so under `--strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Note,
    Warning,
    Error,
}

/// The languages in which findings are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    Nl,
    #[default]
    En,
}

/// A remark about a form. Its arguments name labels, counts and paths, never a sensitive value.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// A key of the catalogue, such as `bsn-elfproef`.
    pub code: Cow<'static, str>,
    pub severity: Severity,
    /// The field's id, as `client.bsn` or `doelen[2].uren`.
    pub field: Option<String>,
    pub place: Option<Place>,
    /// The source as the user named it.
    pub file: Option<Arc<str>>,
    /// The form's id, as `utrecht/jobcoachplan`.
    pub form: Option<Arc<str>>,
    /// What the sentence's `{name}`s stand for.
    pub with: Vec<(Cow<'static, str>, String)>,
}

impl Finding {
    /// A finding with the severity that the catalogue gives it.
    pub fn new(code: &'static str) -> Self {
        let severity = sentence(code).map_or(Severity::Error, |s| s.severity);
        Self { code: Cow::Borrowed(code), severity, field: None, place: None, file: None, form: None, with: Vec::new() }
    }

    /// About this field.
    #[must_use]
    pub fn field(mut self, id: impl Into<String>) -> Self {
        self.field = Some(id.into());
        self
    }

    /// At this place.
    #[must_use]
    pub fn place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With `{name}` standing for this.
    #[must_use]
    pub fn with(mut self, name: &'static str, what: impl ToString) -> Self {
        self.with.push((Cow::Borrowed(name), what.to_string()));
        self
    }

    /// In this file.
    #[must_use]
    pub fn file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    /// What is said, in one lower-case sentence without a stop.
    pub fn message(&self, lang: Lang) -> String {
        sentence(&self.code).map_or_else(|| self.code.to_string(), |s| self.put(s.message(lang), lang))
    }

    /// What can be done about it.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        sentence(&self.code).and_then(|s| s.hint(lang)).map(|hint| self.put(hint, lang))
    }

    /// The sentence with its `{name}`s filled in.
    fn put(&self, sentence: &str, lang: Lang) -> String {
        let mut said = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, (name, behind))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            said.push_str(before);
            match self.with.iter().find(|(known, _)| known == name) {
                Some((_, what)) => said.push_str(&spoken(name, what, lang)),
                None if name == "field" => said.push_str(self.field.as_deref().unwrap_or("?")),
                None => said.push_str(left_out(lang)),
            }
            rest = behind;
        }
        said.push_str(rest);
        said
    }
}

/// What stands for an argument that a finding does not have: where persons are left out, it may be of the form.
pub fn left_out(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "(weggelaten)",
        Lang::En => "(left out)",
    }
}

/// Whether an argument is a word of the program or a short count, and so tells nothing of a form.
pub fn tells_no_answer(name: &str, what: &str) -> bool {
    let is_count = || name == "count" && (1..=4).contains(&what.len()) && what.bytes().all(|b| b.is_ascii_digit());
    word(name, what).is_some() || is_count()
}

/// The word of the program that an argument is.
fn word(name: &str, what: &str) -> Option<&'static Word> {
    static WORDS: LazyLock<BTreeMap<String, BTreeMap<String, Word>>> = LazyLock::new(|| {
        toml::from_str(include_str!("../templates/words.toml")).expect("templates/words.toml is well formed")
    });
    WORDS.get(name)?.get(what)
}

/// A word of the program, a number or a day, in the language of the sentence; anything else as it is.
fn spoken<'w>(name: &str, what: &'w str, lang: Lang) -> Cow<'w, str> {
    match (word(name, what), lang) {
        (Some(word), Lang::Nl) => word.nl.as_str().into(),
        (Some(word), Lang::En) => word.en.as_str().into(),
        (None, Lang::En) if is_decimal(what) => what.replace(',', ".").into(),
        (None, Lang::Nl) if is_day(what) => format!("{}-{}-{}", &what[8..], &what[5..7], &what[..4]).into(),
        (None, _) => what.into(),
    }
}

/// `57,6`, also where it is `> 57,6` or `-0,5`, or one of a sum: `12,5 + 3`
fn is_decimal(what: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = |text: &str| {
        let text = text.trim_start_matches('-');
        text.split_once(',').map_or_else(|| digits(text), |(whole, part)| digits(whole) && digits(part))
    };
    what.contains(',') && what.trim_start_matches("> ").split(" + ").all(number)
}

/// `2026-03-31`, which Dutch writes `31-03-2026`
fn is_day(what: &str) -> bool {
    what.len() == 10
        && what.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
}

/// One word in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    nl: String,
    en: String,
}

/// The sentences for one code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    pub severity: Severity,
    nl: String,
    en: String,
    hint_nl: Option<String>,
    hint_en: Option<String>,
    explain_nl: String,
    explain_en: String,
}

impl Sentence {
    /// The message, its `{name}`s still open.
    pub fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }

    /// The message with `…` for what a finding fills in.
    pub fn unfilled(&self, lang: Lang) -> String {
        unfilled(self.message(lang))
    }

    /// The hint, its `{name}`s still open.
    pub fn hint(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Nl => self.hint_nl.as_deref(),
            Lang::En => self.hint_en.as_deref(),
        }
    }

    /// What the finding means and what to do, in full.
    pub fn explanation(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nl => &self.explain_nl,
            Lang::En => &self.explain_en,
        }
    }
}

/// Words with `…` for what a finding fills in.
pub fn unfilled(words: &str) -> String {
    let mut parts = words.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('…');
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
}

/// The sentences for `code`.
pub fn sentence(code: &str) -> Option<&'static Sentence> {
    sentences().get(code)
}

/// All sentences by code.
pub fn sentences() -> &'static BTreeMap<String, Sentence> {
    static SENTENCES: OnceLock<BTreeMap<String, Sentence>> = OnceLock::new();
    SENTENCES.get_or_init(|| {
        toml::from_str(include_str!("../templates/findings.toml")).expect("templates/findings.toml is well formed")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_well_formed_in_both_languages() {
        for (code, sentence) in sentences() {
            assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
            for lang in [Lang::Nl, Lang::En] {
                assert!(!sentence.message(lang).ends_with('.'), "{code}: no full stop");
                assert!(!sentence.explanation(lang).is_empty(), "{code}: explained");
            }
            assert_eq!(sentence.hint(Lang::Nl).is_some(), sentence.hint(Lang::En).is_some(), "{code}");
        }
    }

    #[test]
    fn a_kind_speaks_the_language_of_its_sentence() {
        let finding = Finding::new("answer-not-understood").field("begeleiding.begin").with("kind", "date");
        assert!(finding.message(Lang::Nl).contains("te lezen als datum;"), "{}", finding.message(Lang::Nl));
        assert!(finding.message(Lang::En).contains("be read as a date;"), "{}", finding.message(Lang::En));
    }

    #[test]
    fn what_a_finding_does_not_have_is_said_to_be_left_out() {
        let finding = Finding::new("answer-not-understood").field("begeleiding.begin");
        assert!(finding.message(Lang::Nl).contains("(weggelaten)"), "{}", finding.message(Lang::Nl));
        assert!(finding.message(Lang::En).contains("(left out)"), "{}", finding.message(Lang::En));
        for (name, what, so) in
            [("kind", "date", true), ("kind", "Jan", false), ("count", "12", true), ("count", "123456782", false)]
        {
            assert_eq!(tells_no_answer(name, what), so, "{name} {what}");
        }
    }

    #[test]
    fn a_number_is_written_as_the_language_writes_it() {
        for (what, nl, en) in [
            ("57,6", "57,6", "57.6"),
            ("> 12,5", "> 12,5", "> 12.5"),
            ("12,5 + 3", "12,5 + 3", "12.5 + 3"),
            ("a, 5", "a, 5", "a, 5"),
        ] {
            assert_eq!((&*spoken("is", what, Lang::Nl), &*spoken("is", what, Lang::En)), (nl, en));
        }
    }
}
