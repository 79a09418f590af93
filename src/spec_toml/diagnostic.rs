//! A mistake in a TOML file of knowledge, shown with its line, a caret and what was probably meant.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// A mistake at a place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The bytes of the file it is about.
    pub span: Range<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A mistake without a hint.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    /// With what can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// The line of the file it is on, from one.
    pub fn line(&self, text: &str) -> usize {
        text[..self.span.start.min(text.len())].bytes().filter(|b| *b == b'\n').count() + 1
    }

    /// The mistake as it is shown, with the line of the file and a caret under the place.
    pub fn show(&self, path: &str, text: &str) -> String {
        let end = self.span.end.min(text.len());
        let span = self.span.start.min(end)..end;
        let snippet = Snippet::source(text).path(path).annotation(AnnotationKind::Primary.span(span));
        let mut group = Group::with_title(Level::ERROR.primary_title(&self.message)).element(snippet);
        if let Some(hint) = &self.hint {
            group = group.element(Level::HELP.with_name("hint").message(hint));
        }
        Renderer::plain().render(&[group])
    }
}

/// The flaws of one file, each with its line.
pub fn shown(flaws: &[Diagnostic], path: &str, text: &str) -> String {
    flaws.iter().map(|flaw| flaw.show(path, text)).collect::<Vec<_>>().join("\n")
}

/// `did you mean` the nearest of the known words, where one is near.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// The known word nearest to `word`: at most a third of its letters away.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = (word.chars().count() / 3).max(1) + 1;
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(distance, _)| *distance < far)
        .min()
        .map(|(_, known)| known)
}
