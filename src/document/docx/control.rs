//! A content control (`w:sdt`): what kind it is, what it is called, what it offers and what it says.

use jiff::civil::Date;

use crate::document::docx::data_binding::Binding;
use crate::document::text_document::date_control;
use crate::document::text_document::placeholder::is_prompt;
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::content::Content;

/// The kinds of content control that hold an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Text,
    Date,
    /// A list; `open` when other answers may be typed.
    Choice {
        open: bool,
    },
    Tick,
}

impl Kind {
    /// The word by which controls without a name are counted.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "tekst",
            Self::Date => "datum",
            Self::Choice { .. } => "keuze",
            Self::Tick => "vakje",
        }
    }
}

/// A content control.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) node: NodeId,
    pub(super) kind: Kind,
    pub(super) tag: Option<String>,
    pub(super) alias: Option<String>,
    /// Whether it shows only its prompt.
    pub(super) prompt: bool,
    /// What it offers: as shown, and as kept.
    pub(super) options: Vec<(String, String)>,
    pub(super) ticked: bool,
    pub(super) day: Option<Date>,
    pub(super) binding: Option<Binding>,
}

impl Control {
    /// The control, when it is an answer place: innermost, no table, and of a kind that holds an answer.
    pub(super) fn of(tree: &Tree<'_>, node: NodeId) -> Option<Self> {
        let mut control = Self {
            node,
            kind: Kind::Text,
            tag: None,
            alias: None,
            prompt: false,
            options: Vec::new(),
            ticked: false,
            day: None,
            binding: None,
        };
        let properties = tree.child(node, "sdtPr");
        for child in properties.into_iter().flat_map(|p| tree.children(p)) {
            if !control.note(tree, child) {
                return None;
            }
        }
        is_innermost(tree, node, properties.is_some()).then_some(control)
    }

    /// Takes over one property; false when it says that this is no answer place.
    fn note(&mut self, tree: &Tree<'_>, child: NodeId) -> bool {
        let value = || tree.attr(child, "val").map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        match tree.expanded_name(child) {
            (Ns::Word, "tag") => self.tag = value(),
            (Ns::Word, "alias") => self.alias = value(),
            (Ns::Word, "showingPlcHdr") => self.prompt = tree.is_on(child),
            (Ns::Word | Ns::Word15, "dataBinding") => self.binding = Binding::of(tree, child),
            (Ns::Word, "date") => {
                self.kind = Kind::Date;
                self.day = tree.attr(child, "fullDate").and_then(|d| d.get(..10)?.parse().ok());
            }
            (Ns::Word, name @ ("dropDownList" | "comboBox")) => {
                self.kind = Kind::Choice { open: name == "comboBox" };
                self.options = tree.children(child).filter_map(|item| option(tree, item)).collect();
            }
            (Ns::Word14, "checkbox") => {
                self.kind = Kind::Tick;
                let checked = tree.children(child).find(|&c| tree.expanded_name(c) == (Ns::Word14, "checked"));
                self.ticked = checked.is_some_and(|c| tree.is_on(c));
            }
            (
                Ns::Word,
                "docPartObj" | "docPartList" | "picture" | "group" | "citation" | "bibliography" | "equation",
            )
            | (Ns::Word15, "repeatingSection" | "repeatingSectionItem") => return false,
            _ => {}
        }
        true
    }

    /// What a shown text means here.
    pub(super) fn content(&self, shown: &str) -> Content {
        match self.kind {
            Kind::Tick => Content::Tick(self.ticked),
            _ if shown.is_empty() => Content::Empty,
            Kind::Date => match self.day {
                Some(date) if date_control::agrees(date, shown) => Content::Date(date),
                _ => Content::Text(shown.into()),
            },
            Kind::Text | Kind::Choice { .. } => Content::Text(shown.into()),
        }
    }

    /// Whether a text is only the prompt of a list ("Kies een item.", kept without a value).
    pub(super) fn is_prompt(&self, shown: &str) -> bool {
        self.prompt || is_prompt(shown) || self.options.iter().any(|(text, kept)| kept.is_empty() && text == shown)
    }

    /// The answers it offers, as shown.
    pub(super) fn offers(&self) -> Vec<String> {
        self.options.iter().filter(|(_, kept)| !kept.is_empty()).map(|(text, _)| text.clone()).collect()
    }
}

/// An item of a list: as shown and as kept.
fn option(tree: &Tree<'_>, item: NodeId) -> Option<(String, String)> {
    let kept = tree.attr(item, "value");
    let text = tree.attr(item, "displayText").or_else(|| kept.clone())?.into_owned();
    Some((text, kept.unwrap_or_default().into_owned()))
}

/// Whether a control that is flagged as showing its prompt may show an answer: some programs that put one in leave the
/// flag. A prompt has a look of its own (a style, grey letters) or says that it is one; but a program that saves a blank
/// anew may lose that look, so that nothing here tells both apart.
pub(super) fn may_be_answered(tree: &Tree<'_>, node: NodeId) -> bool {
    let Some(content) = tree.child(node, "sdtContent") else { return false };
    let looks = |id: NodeId| matches!(tree.w_name(id), "rStyle" | "color");
    let texts: String = tree.within(content).filter(|id| tree.w_name(*id) == "t").map(|id| tree.text(id)).collect();
    let said = texts.trim();
    let asks = is_prompt(said) || said.starts_with(['[', '<', '…', '.', '_', '(']);
    said.contains(char::is_alphanumeric) && !asks && !tree.within(content).any(looks)
}

/// Whether no control, table or second cell stands in it; `LibreOffice` wraps a whole document without properties.
fn is_innermost(tree: &Tree<'_>, node: NodeId, has_properties: bool) -> bool {
    let mut cells = 0;
    for id in tree.within(node) {
        match tree.w_name(id) {
            "sdt" | "tbl" | "tr" | "sectPr" => return false,
            "tc" => cells += 1,
            _ => {}
        }
    }
    has_properties && cells < 2
}
