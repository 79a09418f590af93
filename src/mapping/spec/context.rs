//! What the lines of a mapping file are read with: the schema, the choices and notations of the file, and its flaws.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

use crate::mapping::spec::target::Target;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{Notation, kind_of_part};
use crate::spec_toml::diagnostic::{Diagnostic, did_you_mean};
use crate::spec_toml::table::{Flaws, Strict, Value, texts_of};

/// Lists of wordings by name, as in `mappings/choices.toml`: schema word, wordings.
pub type ChoiceLists = BTreeMap<String, Vec<(String, Vec<String>)>>;

/// What the lines of a file are read with.
pub(crate) struct Context<'a> {
    pub schema: &'static Schema,
    pub lists: &'a ChoiceLists,
    /// The file's own notations by kind.
    pub notations: HashMap<Kind, (String, Range<usize>)>,
    pub flaws: Flaws,
}

impl Context<'_> {
    pub(crate) fn flaw(&self, span: Range<usize>, message: impl Into<String>) {
        self.flaws.borrow_mut().push(Diagnostic::new(span, message));
    }

    /// The field, or the part of a field, that `id` names.
    pub(crate) fn target(&self, id: &str) -> Result<Target, Diagnostic> {
        if let Some(field) = self.schema.id(id) {
            return Ok(Target { field, part: None });
        }
        if let Some((whole, part)) = id.rsplit_once('.')
            && let Some(field) = self.schema.id(whole)
        {
            let parts = self.schema.field(field).kind.parts();
            if let Some(n) = parts.iter().position(|p| *p == part) {
                return Ok(Target { field, part: u8::try_from(n).ok() });
            }
            let message = format!("`{whole}` has no part `{part}`");
            return Err(Diagnostic::new(0..0, message).hint(did_you_mean(part, parts.iter().copied())));
        }
        let known = self.schema.fields.iter().map(|f| f.id.as_str());
        Err(Diagnostic::new(0..0, format!("`{id}` is no field of the schema")).hint(did_you_mean(id, known)))
    }

    /// As [`Self::target`], with the flaw noted at `span`.
    pub(crate) fn target_at(&self, id: &str, span: Range<usize>) -> Option<Target> {
        self.target(id).map_err(|flaw| self.flaws.borrow_mut().push(Diagnostic { span, ..flaw })).ok()
    }

    /// The notation of a target: the line's own, else the file's, else the kind's.
    pub(crate) fn notation(
        &self,
        target: Target,
        own: Option<(&str, Range<usize>)>,
        choices: &[(String, Vec<String>)],
        span: Range<usize>,
    ) -> Notation {
        let field = self.schema.field(target.field);
        let kind = target.part.map_or(field.kind, |part| kind_of_part(field.kind, part));
        let choices = if choices.is_empty() && kind == Kind::Choice { bare(&field.choices) } else { choices.to_vec() };
        let file = self.notations.get(&kind).filter(|_| target.part.is_none());
        let written = own.or_else(|| file.map(|(text, span)| (text.as_str(), span.clone())));
        let (text, at) = written.map_or((None, span), |(text, at)| (Some(text), at));
        let notation = Notation::compile(kind, text, &choices).unwrap_or_else(|message| {
            self.flaw(at, message);
            Notation::plain(kind)
        });
        if target.part.is_some() { notation } else { notation.of_field(field) }
    }
}

fn bare(words: &[String]) -> Vec<(String, Vec<String>)> {
    words.iter().map(|word| (word.clone(), vec![word.replace('_', " ")])).collect()
}

/// Schema words with their wordings.
pub(crate) fn wordings_by_word(value: &Value<'_>, flaws: &Rc<RefCell<Vec<Diagnostic>>>) -> Vec<(String, Vec<String>)> {
    let Some(table) = Strict::of(value, flaws) else { return Vec::new() };
    table.entries().map(|(word, _, value)| (word.to_owned(), texts_of(value, flaws))).collect()
}
