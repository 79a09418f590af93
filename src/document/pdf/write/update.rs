//! Gathers the objects of a pdf that change when fields are filled: values, states, looks, fonts and the form itself.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use crate::document::pdf::fields::{self, Field, Kind, Widget};
use crate::document::pdf::layout::cells;
use crate::document::pdf::structure::objects;
use crate::document::pdf::write::appearance::look;
use crate::document::pdf::write::letters;
use crate::document::pdf::write::typeface::Face;
use crate::finding::Finding;

/// The objects that change or are new.
pub(super) struct Update<'a> {
    pdf: &'a Document,
    changed: BTreeMap<ObjectId, Object>,
    next: u32,
    fonts: BTreeMap<Face, ObjectId>,
    /// The form leaves drawing to the viewer, so every value has to be drawn.
    pub(super) redraws: bool,
    pub(in crate::document::pdf) findings: Vec<Finding>,
}

impl<'a> Update<'a> {
    /// Nothing changed yet.
    pub(in crate::document::pdf) fn new(pdf: &'a Document) -> Self {
        let form = fields::form(pdf);
        let redraws = form
            .and_then(|form| objects::get(pdf, form, "NeedAppearances"))
            .is_some_and(|o| o.as_bool().unwrap_or(false));
        let next = pdf.max_id.max(pdf.objects.keys().map(|id| id.0).max().unwrap_or(0)) + 1;
        Self { pdf, changed: BTreeMap::new(), next, fonts: BTreeMap::new(), redraws, findings: Vec::new() }
    }

    /// The changed objects.
    pub(in crate::document::pdf) fn done(self) -> BTreeMap<ObjectId, Object> {
        self.changed
    }

    /// The dictionary of an object that is about to change.
    fn dict(&mut self, id: ObjectId) -> Option<&mut Dictionary> {
        let own = self.pdf.get_object(id).ok();
        let object = self.changed.entry(id).or_insert_with(|| own.cloned().unwrap_or(Object::Null));
        object.as_dict_mut().ok()
    }

    fn add(&mut self, object: Object) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.changed.insert(id, object);
        id
    }

    /// Stores a field's value and draws it.
    pub(in crate::document::pdf) fn field(&mut self, field: &Field) {
        let value = match (field.kind, field.values.as_slice()) {
            (Kind::Button, values) => Object::Name(values.first().map_or("Off", String::as_str).into()),
            (_, []) => text_string(""),
            (_, [one]) => text_string(one),
            (_, several) => Object::Array(several.iter().map(|value| text_string(value)).collect()),
        };
        let Some(dict) = self.dict(field.id) else { return };
        dict.set("V", value);
        dict.remove(b"I");
        dict.remove(b"RV");
        if field.kind == Kind::Button {
            field.widgets.iter().for_each(|widget| self.tick(widget));
        } else {
            self.looks(field);
        }
    }

    /// Shows a box as ticked or not.
    fn tick(&mut self, widget: &Widget) {
        let on = widget.on.as_deref().unwrap_or("Yes");
        if widget.on.is_none() {
            let [left, bottom, right, top] = widget.rect;
            let looks = [("Yes", true), ("Off", false)]
                .map(|(state, on)| (state, self.add(cross(right - left, top - bottom, on))));
            let looks = Dictionary::from_iter(looks.map(|(state, id)| (state, Object::Reference(id))));
            if let Some(dict) = self.dict(widget.id) {
                dict.set("AP", dictionary! { "N" => looks });
            }
        }
        if let Some(dict) = self.dict(widget.id) {
            dict.set("AS", Object::Name(if widget.ticked { on } else { "Off" }.into()));
        }
    }

    /// Draws the value of a text or choice field in each of its boxes.
    pub(in crate::document::pdf) fn looks(&mut self, field: &Field) {
        let (mut whole, mut complete) = (true, true);
        for widget in &field.widgets {
            let Some(own) = self.pdf.get_object(widget.id).ok().and_then(objects::as_dict) else { continue };
            let mut drawn = look(self.pdf, field, own);
            (whole, complete) = (whole && drawn.whole, complete && drawn.complete);
            let font = self.font(drawn.face);
            let fonts = dictionary! { drawn.face.name() => Object::Reference(font) };
            drawn.stream.dict.set("Resources", dictionary! { "Font" => fonts });
            let look = self.add(Object::Stream(drawn.stream));
            if let Some(dict) = self.dict(widget.id) {
                dict.set("AP", dictionary! { "N" => Object::Reference(look) });
            }
        }
        let said = [(whole, "pdf-value-cut"), (complete, "pdf-character-not-shown")];
        let said = said.into_iter().filter(|(well, _)| !well);
        self.findings.extend(said.map(|(_, code)| Finding::new(code).place(cells::place(field))));
    }

    /// The font of a face, added once.
    fn font(&mut self, face: Face) -> ObjectId {
        if let Some(id) = self.fonts.get(&face) {
            return *id;
        }
        let id = match face {
            Face::Plain => self.add(Object::Dictionary(dictionary! {
                "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
            })),
            Face::Letters => {
                let objects = letters::objects(self.next);
                let first = (self.next, 0);
                self.next += u32::try_from(objects.len()).unwrap_or(0);
                self.changed.extend(objects);
                first
            }
        };
        self.fonts.insert(face, id);
        id
    }

    /// Tells viewers that everything is drawn, and leaves out an xfa part that would contradict it.
    pub(in crate::document::pdf) fn form(&mut self) {
        let Some(form) = fields::form(self.pdf) else { return };
        let xfa = form.has(b"XFA");
        if !xfa && !self.redraws {
            return;
        }
        let mut form = form.clone();
        form.set("NeedAppearances", false);
        form.remove(b"XFA");
        let root = objects::reference(&self.pdf.trailer, "Root");
        let own = self.pdf.catalog().ok().and_then(|catalog| objects::reference(catalog, "AcroForm"));
        if let Some(id) = own {
            self.changed.insert(id, Object::Dictionary(form));
        } else if let Some(catalog) = root.and_then(|id| self.dict(id)) {
            catalog.set("AcroForm", form);
        }
        if xfa {
            self.findings.push(Finding::new("pdf-xfa-dropped"));
        }
    }
}

/// A box with a cross, or an empty one.
fn cross(wide: f64, high: f64, on: bool) -> Object {
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Form",
        "BBox" => [0.0, 0.0, wide, high].map(objects::real).to_vec(),
    };
    let (right, top) = (wide - 2.0, high - 2.0);
    let drawing =
        if on { format!("q 1.2 w 2 2 m {right:.2} {top:.2} l 2 {top:.2} m {right:.2} 2 l S Q") } else { String::new() };
    Object::Stream(Stream::new(dict, drawing.into_bytes()))
}
