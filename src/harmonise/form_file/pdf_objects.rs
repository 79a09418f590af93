//! The objects of a pdf: pages, fields and the structure in which they are read aloud.

use anyhow::Result;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string};

use super::pdf_fonts::fonts;

/// The drawn content of a page.
pub(super) struct PageOf {
    pub(super) content: String,
}

/// An element of the structure, in the order in which it is read.
pub(super) enum Element {
    Text {
        role: &'static str,
        page: usize,
        marks: Vec<i64>,
    },
    Field {
        page: usize,
        field: Field,
    },
    /// What follows stands within it, until it is closed; the cells of a table say whose head they are.
    Open {
        role: &'static str,
        scope: Option<&'static str>,
    },
    Close,
}

/// A place for an answer.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) rect: [f64; 4],
    pub(super) tip: String,
    pub(super) words: Vec<String>,
    pub(super) tall: bool,
    pub(super) required: bool,
}

/// How an answer is written: as large as it fits.
const LOOK: &str = "/Answer 0 Tf 0 g";
/// Several lines.
const MULTILINE: i64 = 1 << 12;
/// A list in which another answer may be typed.
const COMBO: i64 = (1 << 17) | (1 << 18);

/// An element of the structure that holds others.
struct OpenElement {
    id: ObjectId,
    role: &'static str,
    scope: Option<&'static str>,
    within: ObjectId,
    holds: Vec<Object>,
}

/// What is built, and where its parts stand.
struct Building {
    pdf: Document,
    pages: Vec<ObjectId>,
    whole: ObjectId,
    /// The elements that are open, the document first, with what they hold and whose heads they are.
    open: Vec<OpenElement>,
    /// Of each page its elements by their marks, then of each field its own.
    of_pages: Vec<Vec<Object>>,
    of_fields: Vec<ObjectId>,
    groups: Vec<(String, ObjectId, Vec<Object>)>,
    annotations: Vec<Vec<Object>>,
}

/// The pdf as a file.
pub(super) fn document(title: &str, drawn: &[PageOf], order: &[Element], size: [f64; 2]) -> Result<Vec<u8>> {
    let mut pdf = Document::with_version("1.7");
    let fonts = fonts(&mut pdf);
    let tree = pdf.new_object_id();
    let pages: Vec<ObjectId> = drawn.iter().map(|_| pdf.new_object_id()).collect();
    let (whole, roots) = (pdf.new_object_id(), pdf.new_object_id());
    let count = drawn.len();
    let mut building = Building {
        pdf,
        pages,
        whole,
        open: vec![OpenElement { id: whole, role: "Document", scope: None, within: roots, holds: Vec::new() }],
        of_pages: vec![Vec::new(); count],
        of_fields: Vec::new(),
        groups: Vec::new(),
        annotations: vec![Vec::new(); count],
    };
    order.iter().for_each(|element| building.add(element, count));
    building.set_pages(drawn, tree, &fonts, size);
    building.finish(title, tree, roots, &fonts)
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

impl Building {
    fn add(&mut self, element: &Element, pages: usize) {
        if matches!(element, Element::Close) {
            self.close();
            return;
        }
        let id = self.pdf.new_object_id();
        let within = self.open.last().map_or(self.whole, |open| open.id);
        if let Some(open) = self.open.last_mut() {
            open.holds.push(id.into());
        }
        match element {
            Element::Close => {}
            Element::Open { role, scope } => {
                self.open.push(OpenElement { id, role, scope: *scope, within, holds: Vec::new() });
            }
            Element::Text { role, page, marks } => {
                self.of_pages[*page].extend(marks.iter().map(|_| Object::from(id)));
                let marks: Vec<Object> = marks.iter().map(|mark| (*mark).into()).collect();
                let of = dictionary! {
                    "Type" => "StructElem", "S" => name(role), "P" => within, "Pg" => self.pages[*page], "K" => marks,
                };
                self.pdf.objects.insert(id, of.into());
            }
            Element::Field { page, field } => {
                let key = i64::try_from(pages + self.of_fields.len()).unwrap_or(0);
                let widget = self.widget(field, *page, key);
                self.of_fields.push(id);
                let held = dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => self.pages[*page] };
                let of = dictionary! {
                    "Type" => "StructElem", "S" => "Form", "P" => within, "Pg" => self.pages[*page],
                    "Alt" => text_string(&field.tip), "K" => held,
                };
                self.pdf.objects.insert(id, of.into());
            }
        }
    }

    /// Writes the element that was opened last.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let mut of =
            dictionary! { "Type" => "StructElem", "S" => name(open.role), "P" => open.within, "K" => open.holds };
        if let Some(scope) = open.scope {
            of.set("A", dictionary! { "O" => "Table", "Scope" => name(scope) });
        }
        self.pdf.objects.insert(open.id, of.into());
    }

    /// The field as it stands on its page, below the name of its group: its full name is the id of the schema.
    fn widget(&mut self, field: &Field, page: usize, key: i64) -> ObjectId {
        let (group, own) = field.name.split_once('.').unwrap_or(("", &field.name));
        let at = self.groups.iter().position(|(known, ..)| known == group).unwrap_or_else(|| {
            let id = self.pdf.new_object_id();
            self.groups.push((group.to_owned(), id, Vec::new()));
            self.groups.len() - 1
        });
        let required = if field.required { 2 } else { 0 };
        let flags = required | if field.tall { MULTILINE } else { 0 };
        let rect: Vec<Object> = field.rect.iter().map(|n| Object::Real(rounded(*n))).collect();
        let look = Object::String(LOOK.as_bytes().to_vec(), StringFormat::Literal);
        let mut widget = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "F" => 4, "P" => self.pages[page], "Rect" => rect,
            "T" => text_string(own), "TU" => text_string(&field.tip), "StructParent" => key, "DA" => look, "FT" => "Tx",
            "Parent" => self.groups[at].1, "Ff" => flags,
        };
        if !field.words.is_empty() {
            widget.set("FT", name("Ch"));
            widget.set("Ff", required | COMBO);
            widget.set("Opt", field.words.iter().map(|word| text_string(word)).collect::<Vec<_>>());
        }
        let id = self.pdf.add_object(widget);
        self.groups[at].2.push(id.into());
        self.annotations[page].push(id.into());
        id
    }

    fn set_pages(&mut self, drawn: &[PageOf], tree: ObjectId, fonts: &Dictionary, size: [f64; 2]) {
        for (n, page) in drawn.iter().enumerate() {
            let mut content = Stream::new(Dictionary::new(), page.content.clone().into_bytes());
            // Smaller where it can be; whole where it cannot.
            let _ = content.compress();
            let content = self.pdf.add_object(content);
            let media: Vec<Object> = [0.0, 0.0, size[0], size[1]].map(|n| Object::Real(rounded(n))).to_vec();
            let of = dictionary! {
                "Type" => "Page", "Parent" => tree, "MediaBox" => media, "Contents" => content, "Tabs" => "S",
                "Resources" => dictionary! { "Font" => fonts.clone() },
                "StructParents" => i64::try_from(n).unwrap_or(0), "Annots" => self.annotations[n].clone(),
            };
            self.pdf.objects.insert(self.pages[n], of.into());
        }
        let kids: Vec<Object> = self.pages.iter().map(|id| (*id).into()).collect();
        let count = i64::try_from(kids.len()).unwrap_or(0);
        self.pdf.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    }

    fn finish(mut self, title: &str, tree: ObjectId, roots: ObjectId, fonts: &Dictionary) -> Result<Vec<u8>> {
        let mut numbers: Vec<Object> = Vec::new();
        for (n, elements) in (0_i64..).zip(std::mem::take(&mut self.of_pages)) {
            let elements = self.pdf.add_object(Object::Array(elements));
            numbers.extend([n.into(), elements.into()]);
        }
        for (n, element) in (i64::try_from(self.pages.len()).unwrap_or(0)..).zip(&self.of_fields) {
            numbers.extend([n.into(), (*element).into()]);
        }
        let parents = self.pdf.add_object(dictionary! { "Nums" => numbers });
        while !self.open.is_empty() {
            self.close();
        }
        let root = dictionary! { "Type" => "StructTreeRoot", "K" => self.whole, "ParentTree" => parents,
            "ParentTreeNextKey" => i64::try_from(self.pages.len() + self.of_fields.len()).unwrap_or(0),
        };
        self.pdf.objects.insert(roots, root.into());
        let mut fields: Vec<Object> = Vec::new();
        for (group, id, kids) in std::mem::take(&mut self.groups) {
            self.pdf.objects.insert(id, dictionary! { "T" => text_string(&group), "Kids" => kids }.into());
            fields.push(id.into());
        }
        let form = dictionary! {
            "Fields" => fields, "DR" => dictionary! { "Font" => fonts.clone() },
            "DA" => Object::String(LOOK.as_bytes().to_vec(), StringFormat::Literal),
        };
        let form = self.pdf.add_object(form);
        let catalog = self.pdf.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => tree, "AcroForm" => form, "StructTreeRoot" => roots,
            "MarkInfo" => dictionary! { "Marked" => true }, "Lang" => text_string("nl-NL"),
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        });
        let info =
            self.pdf.add_object(dictionary! { "Title" => text_string(title), "Author" => text_string("eenvorm") });
        self.pdf.trailer.set("Root", catalog);
        self.pdf.trailer.set("Info", info);
        let mut bytes = Vec::new();
        self.pdf.save_to(&mut bytes)?;
        Ok(bytes)
    }
}

/// To hundredths, as a pdf holds numbers.
#[expect(
    clippy::cast_possible_truncation,
    reason = "lengths on a page, far within what the smaller kind of number holds"
)]
fn rounded(number: f64) -> f32 {
    ((number * 100.0).round() / 100.0) as f32
}
