//! Input fields, lists, content controls and form controls of an odt: their names, what they offer, what they say.

use std::collections::HashMap;

use crate::document::text_document::date_control;
use crate::document::text_document::placeholder::{is_prompt, waits};
use crate::document::xml::namespace::Ns;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::content::Content;

/// An answer place of an odt, before what it shows is known.
#[derive(Clone, Debug)]
pub(super) struct Control {
    /// The word by which it is counted.
    pub(super) word: &'static str,
    /// Whether it is a form field, not a content control.
    pub(super) is_field: bool,
    pub(super) names: [Option<String>; 2],
    pub(super) options: Vec<String>,
    /// Whether it shows only its prompt.
    pub(super) prompt: bool,
    /// What it says whatever it shows: a box, a chosen item, the value of a form control.
    pub(super) said: Option<Content>,
    /// What is said of one that shows what the form itself set, for nobody has touched it.
    pub(super) untouched: Option<&'static str>,
    pub(super) day: Option<jiff::civil::Date>,
}

impl Control {
    fn new(word: &'static str, is_field: bool, names: [Option<String>; 2]) -> Self {
        let names = names.map(|n| n.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty() && !n.starts_with("__")));
        Self { word, is_field, names, options: Vec::new(), prompt: false, said: None, untouched: None, day: None }
    }

    /// The content for a shown text.
    pub(super) fn content(&self, shown: &str) -> Content {
        match (&self.said, self.day) {
            (Some(said), _) => said.clone(),
            _ if self.prompt || shown.is_empty() || is_prompt(shown) => Content::Empty,
            (None, Some(date)) if date_control::agrees(date, shown) => Content::Date(date),
            _ => Content::Text(shown.into()),
        }
    }

    /// An input field, a placeholder, a list or a content control.
    pub(super) fn of(tree: &Tree<'_>, id: NodeId) -> Option<Self> {
        let attr = |name: &str| tree.attr(id, name).map(std::borrow::Cow::into_owned);
        let is = |name: &str| attr(name).is_some_and(|v| v == "true");
        let (ns, name) = tree.expanded_name(id);
        match (ns, name) {
            (Ns::OdText, "text-input" | "placeholder") => {
                let mut control = Self::new("tekst", false, [attr("description"), None]);
                control.prompt = name == "placeholder";
                Some(control)
            }
            (Ns::OdText, "drop-down") => {
                let mut control = Self::new("keuze", false, [attr("name"), None]);
                control.options = values(tree, id, "label", "value");
                Some(control)
            }
            (_, "content-control") => {
                let options = values(tree, id, "list-item", "display-text");
                let word = if is("checkbox") {
                    "vakje"
                } else if is("date") {
                    "datum"
                } else if options.is_empty() {
                    "tekst"
                } else {
                    "keuze"
                };
                let mut control = Self::new(word, false, [attr("tag"), attr("alias")]);
                control.prompt = is("showing-place-holder");
                control.said = is("checkbox").then(|| Content::Tick(is("checked")));
                control.day = attr("current-date").and_then(|d| d.get(..10)?.parse().ok());
                control.options = options;
                Some(control)
            }
            _ => None,
        }
    }

    /// A legacy field: a text that begins here, a box or a list.
    pub(super) fn field(tree: &Tree<'_>, id: NodeId) -> Option<Self> {
        let kind = tree.attr(id, "type")?;
        let name = tree.attr(id, "name").map(std::borrow::Cow::into_owned);
        let param = |wanted: &str| {
            let named = tree.children(id).filter(|&c| tree.attr(c, "name").is_some_and(|n| n == wanted));
            named.filter_map(|c| tree.attr(c, "value")).map(std::borrow::Cow::into_owned).collect::<Vec<String>>()
        };
        match kind.rsplit('.').next()? {
            "FORMTEXT" => Some(Self::new("tekstveld", true, [name, None])),
            "FORMCHECKBOX" => {
                let mut control = Self::new("vakveld", true, [name, None]);
                let ticked = param("Checkbox_Checked").first().is_some_and(|v| v == "true");
                control.said = Some(Content::Tick(ticked));
                Some(control)
            }
            "FORMDROPDOWN" => {
                let mut control = Self::new("keuzeveld", true, [name, None]);
                control.options = param("Dropdown_ListEntry");
                let chosen: Option<usize> = param("Dropdown_Selected").first().and_then(|i| i.parse().ok());
                let shown = control.options.get(chosen.unwrap_or(0)).map_or("", |option| option.trim());
                let (said, untouched) = of_form(said(shown), chosen.is_none());
                (control.said, control.untouched) = (Some(said), untouched);
                Some(control)
            }
            _ => None,
        }
    }
}

fn said(text: &str) -> Content {
    if text.is_empty() { Content::Empty } else { Content::Text(text.into()) }
}

/// What a text or a list says: nothing where it shows no more than what the form itself set, and what is said of that.
fn of_form(content: Content, is_default: bool) -> (Content, Option<&'static str>) {
    match content.as_text().filter(|_| is_default) {
        None => (content, None),
        Some(text) => (Content::Empty, (!waits(text)).then_some("text-of-the-form")),
    }
}

/// The values of an attribute of all children of this name.
fn values(tree: &Tree<'_>, id: NodeId, child: &str, attr: &str) -> Vec<String> {
    let items = tree.children(id).filter(|&c| tree.expanded_name(c).1 == child);
    items
        .filter(|&c| tree.attr(c, "value").is_none_or(|v| !v.is_empty()))
        .filter_map(|c| tree.attr(c, attr))
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// The form controls of a document by their id.
pub(super) fn forms(tree: &Tree<'_>) -> HashMap<String, Control> {
    let all = tree.root().map(|root| tree.within(root)).unwrap_or_default();
    all.filter(|&id| tree.expanded_name(id).0 == Ns::OdForm)
        .filter_map(|id| Some((tree.attr(id, "id")?.into_owned(), form(tree, id)?)))
        .collect()
}

fn form(tree: &Tree<'_>, id: NodeId) -> Option<Control> {
    let attr = |name: &str| tree.attr(id, name).map(std::borrow::Cow::into_owned);
    let control = |word| Control::new(word, true, [attr("name"), None]);
    let value = || attr("current-value").or_else(|| attr("value")).unwrap_or_default();
    let text = || of_form(said(value().trim()), attr("current-value").is_none_or(|own| Some(own) == attr("value")));
    match tree.expanded_name(id).1 {
        "text" | "textarea" | "formatted-text" | "number" => {
            let (said, untouched) = text();
            Some(Control { said: Some(said), untouched, ..control("tekstveld") })
        }
        "date" => {
            let day = value().get(..10).and_then(|d| d.parse().ok());
            Some(Control { said: Some(day.map_or(Content::Empty, Content::Date)), ..control("datumveld") })
        }
        "checkbox" | "radio" => {
            let own = attr("current-state").or_else(|| attr("current-selected"));
            let state = own.clone().or_else(|| attr("state")).or_else(|| attr("selected"));
            let ticked = matches!(state.as_deref(), Some("checked" | "true"));
            let untouched = (ticked && own.is_none()).then_some("tick-of-the-form");
            Some(Control { said: Some(Content::Tick(ticked)), untouched, ..control("vakveld") })
        }
        "combobox" => {
            let options = values(tree, id, "item", "label");
            let (said, untouched) = text();
            Some(Control { said: Some(said), options, untouched, ..control("keuzeveld") })
        }
        "listbox" => {
            let chosen = tree.children(id).find(|&c| tree.attr(c, "current-selected").is_some_and(|v| v == "true"));
            let text = chosen.and_then(|c| tree.attr(c, "label")).unwrap_or_default();
            Some(Control {
                said: Some(said(&text)),
                options: values(tree, id, "option", "label"),
                ..control("keuzeveld")
            })
        }
        _ => None,
    }
}
