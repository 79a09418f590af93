//! Whether a form is one of this field at all: judged before any line, by the words that are printed on it.

use super::phrases::{Phrases, words};

/// What kind of form it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub kind: Kind,
    /// The words that say so.
    pub reasons: Vec<String>,
}

/// A form of this field, of a neighbouring one, or another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Jobcoach,
    /// `bijstand`, `wmo`, `schuldhulp`, `verzuim`
    Neighbour(String),
    Other,
}

impl Kind {
    /// As the findings and the json name it.
    pub fn word(&self) -> &str {
        match self {
            Self::Jobcoach => "jobcoach",
            Self::Neighbour(name) => name,
            Self::Other => "other",
        }
    }
}

/// What begins the name of a list of words of a neighbouring form.
const NEAR: &str = "near_";
/// What begins the name of a list of words that tell a neighbouring form in its title only.
const TITLE: &str = "title_";
/// So many different words and questions of the field stand for a form that never names a jobcoach.
const WITHOUT_COACH: usize = 5;
/// So much more often than a jobcoach must a neighbour be named to be what the form is about.
const TIMES: usize = 2;

impl Verdict {
    /// Judges the printed words of a form.
    ///
    /// `particular` is how many fields that only a jobcoach's form asks have found a question that asks them surely: a
    /// form that never names a jobcoach is one by what it asks.
    pub(in crate::suggest) fn of(title: &str, printed: &[String], particular: usize) -> Self {
        let phrases = Phrases::common();
        let core = phrases.times("field_of_work_core", printed);
        if let Some((name, said)) = titled(title, printed, core) {
            return Self { kind: Kind::Neighbour(name.to_owned()), reasons: said };
        }
        let field = phrases.found("field_of_work", printed);
        let near = phrases.named(NEAR).map(|name| (name, phrases.found(name, printed), phrases.times(name, printed)));
        let near = near.filter(|(_, found, _)| found.len() > 1).max_by_key(|(_, found, times)| (*times, found.len()));
        let (kind, reasons) = match near {
            Some((name, found, times)) if times > core * TIMES && found.len() * 2 > field.len() => {
                (Kind::Neighbour(name[NEAR.len()..].to_owned()), found)
            }
            _ if core > 0 && field.len() > 1 || field.len() + particular >= WITHOUT_COACH && particular > 2 => {
                (Kind::Jobcoach, field)
            }
            Some((name, found, _)) => (Kind::Neighbour(name[NEAR.len()..].to_owned()), found),
            None => (Kind::Other, field),
        };
        Self { kind, reasons: reasons.into_iter().take(6).collect() }
    }

    /// Whether the fields of the schema may be looked for.
    pub fn is_of_field(&self) -> bool {
        self.kind == Kind::Jobcoach
    }
}

/// The neighbour that the title of a form names, where the title names no coach and the form speaks of coaches less.
fn titled(title: &str, printed: &[String], core: usize) -> Option<(&'static str, Vec<String>)> {
    let phrases = Phrases::common();
    let title = words(title);
    if phrases.times("field_of_work_core", &title) + phrases.times("plan", &title) > 0 {
        return None;
    }
    let mut named = phrases.named(NEAR).chain(phrases.named(TITLE)).filter(|name| phrases.times(name, &title) > 0);
    let name = named.find(|name| phrases.times(name, printed) > core)?;
    Some((name.split_once('_')?.1, phrases.found(name, printed)))
}
