//! What the styles of a Word document say of the text that has them, as far as it changes what is read: struck out, hidden,
//! raised, or set apart from its neighbours.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use crate::document::docx::parts::Part;
use crate::document::file::package::Package;
use crate::document::xml::tree::{NodeId, Tree};
use crate::finding::Finding;
use crate::text::letter_format::LetterFormat;

/// The part in which nearly every program keeps them.
const PART: &str = "word/styles.xml";

/// What a style may say that changes a text whatever stands in it.
const CHANGES: [&str; 4] = [":strike", ":dstrike", ":vanish", ":vertAlign"];

/// The size of letters of a document that says none, in half points.
const USUAL_SIZE: u32 = 20;

/// A style may be based on one that is based on another; longer chains have lost their way.
const DEEPEST: usize = 12;

/// The styles, looked at only where it matters.
#[derive(Default)]
pub(super) struct Styles {
    text: String,
    /// Whether a style may change what any text says.
    pub(super) matter: bool,
    parsed: OnceCell<HashMap<String, Style>>,
}

/// One style.
#[derive(Clone, Default)]
struct Style {
    based_on: Option<String>,
    format: Format,
}

/// How text is formatted, as far as it matters; none where nothing is said.
#[derive(Clone, Copy, Default)]
pub(super) struct Format {
    pub(super) struck: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<bool>,
    /// Bold, underlined, marked, shaded or framed.
    pub(super) marked: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) color: Option<u32>,
    /// The same, with black told from what is left to Word.
    pub(super) shade: Option<u32>,
    /// In half points.
    pub(super) size: Option<u32>,
}

impl Format {
    /// This, and what `other` says besides.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            struck: self.struck.or(other.struck),
            hidden: self.hidden.or(other.hidden),
            raised: self.raised.or(other.raised),
            marked: self.marked.or(other.marked),
            italic: self.italic.or(other.italic),
            color: self.color.or(other.color),
            shade: self.shade.or(other.shade),
            size: self.size.or(other.size),
        }
    }

    /// Takes in an element of the properties of a run.
    pub(super) fn take(&mut self, tree: &Tree<'_>, child: NodeId) {
        let val = || tree.attr(child, "val");
        let either = |said: Option<bool>, is: bool| Some(said.unwrap_or(false) | is);
        match tree.w_name(child) {
            "strike" | "dstrike" => self.struck = either(self.struck, tree.is_on(child)),
            "b" | "caps" | "smallCaps" | "outline" | "shadow" | "emboss" | "imprint" => {
                self.marked = either(self.marked, tree.is_on(child));
            }
            "glow" => self.marked = Some(true),
            "position" => self.marked = either(self.marked, val().is_some_and(|val| val != "0")),
            "u" | "highlight" | "bdr" | "em" | "effect" => {
                self.marked = either(self.marked, val().is_some_and(|val| !matches!(&*val, "none" | "nil")));
            }
            "shd" => self.marked = either(self.marked, is_shaded(tree, child)),
            "i" => self.italic = Some(tree.is_on(child)),
            "color" => {
                self.color = Some(val().map_or(0, |val| LetterFormat::color(&val)));
                self.shade = Some(val().map_or(0, |val| LetterFormat::shade(&val)));
            }
            "sz" => self.size = val().and_then(|val| val.parse().ok()),
            "vanish" => self.hidden = Some(tree.is_on(child)),
            "vertAlign" => self.raised = Some(val().is_some_and(|val| val == "superscript")),
            _ => {}
        }
    }

    /// The look of its letters.
    pub(super) fn look(self) -> LetterFormat {
        LetterFormat {
            color: self.color.unwrap_or(0),
            size: self.size.unwrap_or(0),
            italic: self.italic.unwrap_or(false),
        }
    }
}

/// Whether a run stands on a colour of its own.
fn is_shaded(tree: &Tree<'_>, shading: NodeId) -> bool {
    let pattern = tree.attr(shading, "val").is_some_and(|val| !matches!(&*val, "clear" | "nil" | "none"));
    let plain = |fill: &str| fill.eq_ignore_ascii_case("auto") || fill.eq_ignore_ascii_case("FFFFFF");
    pattern || tree.attr(shading, "fill").is_some_and(|fill| !plain(&fill))
}

impl Styles {
    /// The styles of a document with these parts; none where it names only such as every program has.
    pub(super) fn load(package: &mut Package, parts: &[Part]) -> Result<Self, Finding> {
        let named =
            parts.iter().any(|part| names_of_styles(&part.text).any(|(of_words, name)| !is_usual(of_words, name)));
        if !named {
            return Ok(Self::default());
        }
        let of_words = parts.iter().any(|part| names_of_styles(&part.text).any(|(of_words, _)| of_words));
        let text = package.text_if_any(PART)?.unwrap_or_default();
        let matter = of_words || CHANGES.iter().any(|change| text.contains(change));
        Ok(Self { text, matter, parsed: OnceCell::new() })
    }

    /// What a style says, with what it is based on.
    pub(super) fn of(&self, name: &str) -> Format {
        let styles = self.parsed.get_or_init(|| parse(&self.text));
        let (mut format, mut at) = (Format::default(), Some(name));
        for _ in 0..DEEPEST {
            let Some(style) = at.and_then(|name| styles.get(name)) else { break };
            format = format.or(style.format);
            at = style.based_on.as_deref();
        }
        format
    }

    /// The size of letters in a paragraph of this style, in half points; that of Word itself where nobody says it, and 0
    /// where the styles were not looked at.
    pub(super) fn usual_size(&self, paragraph: Option<&str>) -> u32 {
        if self.text.is_empty() {
            return 0;
        }
        let own = paragraph.and_then(|name| self.of(name).size);
        own.or_else(|| self.of(DEFAULTS).size).unwrap_or(USUAL_SIZE)
    }
}

/// The styles that a part names, each with whether it is of words and not of a whole paragraph.
fn names_of_styles(part: &str) -> impl Iterator<Item = (bool, &str)> {
    memchr::memmem::find_iter(part.as_bytes(), b"Style ").filter_map(|at| {
        let of_words = match part.as_bytes().get(at.checked_sub(1)?)? {
            b'r' => true,
            b'p' => false,
            _ => return None,
        };
        let said = part.get(at + 6..)?.split_once("val=\"")?.1;
        Some((of_words, said.split_once('"')?.0))
    })
}

/// Whether every program has this style, and nobody makes it to strike something out. To read all styles of a document
/// takes longer than to read the document itself.
fn is_usual(of_words: bool, name: &str) -> bool {
    if of_words {
        return matches!(name, "PlaceholderText" | "Tekstvantijdelijkeaanduiding" | "Hyperlink" | "PageNumber");
    }
    USUAL.iter().any(|usual| name.starts_with(usual))
}

/// How the names of usual styles of paragraphs begin, in Word's English and Dutch.
const USUAL: [&str; 22] = [
    "Heading",
    "Kop",
    "List",
    "Lijst",
    "Normal",
    "Standaard",
    "Title",
    "Titel",
    "Subtitle",
    "Ondertitel",
    "NoSpacing",
    "Geenafstand",
    "Header",
    "Footer",
    "Voettekst",
    "Table",
    "Tabel",
    "BodyText",
    "Plattetekst",
    "TOC",
    "Inhopg",
    "Caption",
];

/// The name under which the defaults of the document are kept; no style has it.
const DEFAULTS: &str = "\u{0}";

fn parse(text: &str) -> HashMap<String, Style> {
    let mut styles = HashMap::new();
    let Ok(tree) = Tree::parse(text, PART) else { return styles };
    for id in tree.root().into_iter().flat_map(|root| tree.children(root)) {
        match tree.w_name(id) {
            "docDefaults" => {
                let run = tree.child(id, "rPrDefault").and_then(|run| tree.child(run, "rPr"));
                let format = run.map(|run| formatted(&tree, run)).unwrap_or_default();
                styles.insert(DEFAULTS.to_owned(), Style { based_on: None, format });
            }
            "style" => {
                let Some(name) = tree.attr(id, "styleId") else { continue };
                let based_on = tree.child(id, "basedOn").and_then(|base| tree.attr(base, "val"));
                let format = tree.child(id, "rPr").map(|run| formatted(&tree, run)).unwrap_or_default();
                styles.insert(name.into_owned(), Style { based_on: based_on.map(Into::into), format });
            }
            _ => {}
        }
    }
    styles
}

fn formatted(tree: &Tree<'_>, properties: NodeId) -> Format {
    let mut format = Format::default();
    tree.children(properties).for_each(|child| format.take(tree, child));
    format
}

/// The name of the style of a paragraph.
pub(super) fn paragraph_style<'x>(tree: &Tree<'x>, paragraph: NodeId) -> Option<Cow<'x, str>> {
    let properties = tree.child(paragraph, "pPr")?;
    tree.attr(tree.child(properties, "pStyle")?, "val")
}
