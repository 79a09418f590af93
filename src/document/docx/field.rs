//! A legacy form field (`FORMTEXT`, `FORMCHECKBOX`, `FORMDROPDOWN`): its name, what it offers and what it says.

use crate::document::text_document::placeholder::{Tidy, asks, is_prompt, waits};
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::content::Content;

/// How the names begin that `LibreOffice` makes up, anew at each save.
const MADE_UP: &str = "__Fieldmark__";

/// The kinds of legacy field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Text,
    Tick,
    Choice,
}

impl Kind {
    /// The word by which fields without a name are counted.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "tekstveld",
            Self::Tick => "vakveld",
            Self::Choice => "keuzeveld",
        }
    }
}

/// A legacy form field.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// Its `w:textInput`, `w:checkBox` or `w:ddList`.
    pub(super) settings: NodeId,
    pub(super) kind: Kind,
    pub(super) name: Option<String>,
    pub(super) options: Vec<String>,
    /// What a box or a list says; a text says what stands between its marks.
    pub(super) content: Content,
    /// What is said of a box or a list that nobody has touched.
    pub(super) untouched: Option<&'static str>,
    /// What a text shows until somebody types in it.
    default: Option<String>,
    /// The marks after its code and at its end, where it has a result.
    pub(super) separate: Option<NodeId>,
    pub(super) end: Option<NodeId>,
}

impl Field {
    /// The field that begins at this `w:fldChar`, when it is a form field.
    pub(super) fn of(tree: &Tree<'_>, begin: NodeId) -> Option<Self> {
        let data = tree.child(begin, "ffData")?;
        let named = tree.child(data, "name").and_then(|n| tree.attr(n, "val"));
        let name = named.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
        let name = name.filter(|n| !n.starts_with(MADE_UP));
        let (settings, kind) = tree.children(data).find_map(|child| Some((child, kind(tree.w_name(child))?)))?;
        let options: Vec<String> = tree
            .children(settings)
            .filter(|&c| tree.w_name(c) == "listEntry")
            .map(|c| tree.attr(c, "val").unwrap_or_default().into_owned())
            .collect();
        let (content, untouched) = content(tree, settings, kind, &options);
        let default = tree.child(settings, "default").filter(|_| kind == Kind::Text);
        let default =
            default.and_then(|default| tree.attr(default, "val")).map(|text| Tidy::of(&text).text.into_owned());
        Some(Self { settings, kind, name, options, content, untouched, default, separate: None, end: None })
    }

    /// Whether a text is no more than what the form itself set there.
    pub(super) fn is_default(&self, text: &str) -> bool {
        !text.is_empty() && self.default.as_deref() == Some(text)
    }

    /// Whether it is a box to tick.
    pub(super) fn is_tick(&self) -> bool {
        self.kind == Kind::Tick
    }

    /// The most characters that it takes, when it says so.
    pub(super) fn most(&self, tree: &Tree<'_>) -> Option<usize> {
        let length = tree.child(self.settings, "maxLength")?;
        tree.attr(length, "val")?.parse().ok().filter(|&n| n > 0)
    }
}

fn kind(name: &str) -> Option<Kind> {
    match name {
        "textInput" => Some(Kind::Text),
        "checkBox" => Some(Kind::Tick),
        "ddList" => Some(Kind::Choice),
        _ => None,
    }
}

/// What a box or a list says: the answer, else what the form itself set; and what is said of the latter. A list of which
/// nothing was chosen shows its first item, which is nobody's answer.
fn content(tree: &Tree<'_>, settings: NodeId, kind: Kind, options: &[String]) -> (Content, Option<&'static str>) {
    let said = |name: &str| tree.child(settings, name);
    match kind {
        Kind::Text => (Content::Empty, None),
        Kind::Tick => {
            let checked = said("checked");
            let ticked = checked.or_else(|| said("default")).is_some_and(|c| tree.is_on(c));
            (Content::Tick(ticked), (ticked && checked.is_none()).then_some("tick-of-the-form"))
        }
        Kind::Choice => {
            let index = |name: &str| said(name).and_then(|r| tree.attr(r, "val")?.parse::<usize>().ok());
            let chosen = index("result");
            let shown =
                options.get(chosen.or_else(|| index("default")).unwrap_or(0)).map_or("", |option| option.trim());
            match chosen {
                _ if shown.is_empty() || is_prompt(shown) => (Content::Empty, None),
                None if waits(shown) => (Content::Empty, None),
                Some(0) if asks(shown) => (Content::Empty, None),
                None => (Content::Empty, Some("text-of-the-form")),
                Some(_) => (Content::Text(shown.into()), None),
            }
        }
    }
}
