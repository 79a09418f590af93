//! The form fields of a pdf: their names, kinds, values and the boxes in which they show.

pub(super) mod shown_values;
pub(super) mod unrestricted;

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::document::pdf::structure::layers;
use crate::document::pdf::structure::objects;
use crate::document::pdf::structure::pages::Page;

/// How many boxes of one page are read: no form has as many.
const BOXES: usize = 3_000;

/// How many parents a field may have.
const DEPTH: usize = 32;

/// What kind of answer a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// One box, or several of which one is ticked.
    Button,
    /// Chosen from a list, or typed where the list allows it.
    Choice,
    Signature,
}

/// A field, as its own dictionary and those of its parents say it.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) id: ObjectId,
    pub(super) kind: Kind,
    /// The full name: the names of its parents and its own, with dots between.
    pub(super) name: String,
    /// Its own name and its tooltip.
    pub(super) partial: String,
    pub(super) tooltip: Option<String>,
    pub(super) flags: i64,
    /// What it offers: as stored, and as shown.
    pub(super) options: Vec<(String, String)>,
    /// The values stored; none where it is empty.
    pub(super) values: Vec<String>,
    pub(super) longest: Option<usize>,
    /// 0 left, 1 centred, 2 right.
    pub(super) align: i64,
    /// The font and size of its text, as drawing operators.
    pub(super) look: String,
    pub(super) widgets: Vec<Widget>,
    /// A script of its own writes its answer otherwise than it is held.
    pub(super) formatted: bool,
    /// A script of its own works out what it says.
    pub(super) calculated: bool,
    /// Its value says that a box is ticked, and the box that it is not.
    pub(super) differs: bool,
}

/// A box in which a field shows.
#[derive(Clone, Debug)]
pub(super) struct Widget {
    pub(super) id: ObjectId,
    /// The page it is on, from zero.
    pub(super) page: usize,
    /// `[left, bottom, right, top]` as the file has it.
    pub(super) rect: [f64; 4],
    /// The state in which a button is on.
    pub(super) on: Option<String>,
    pub(super) ticked: bool,
    /// Neither the screen nor paper shows what stands in it: by its own flags, as a password, or on a layer that is off.
    pub(super) hidden: bool,
    pub(super) printed: bool,
}

impl Field {
    /// Whether the flag with this number (from one, as the pdf reference counts) is set.
    pub(super) fn flag(&self, number: u32) -> bool {
        self.flags & (1 << (number - 1)) != 0
    }

    /// Whether it is a set of buttons of which one is ticked.
    pub(super) fn is_group(&self) -> bool {
        let states: HashSet<_> = self.widgets.iter().filter_map(|widget| widget.on.as_deref()).collect();
        self.kind == Kind::Button && (self.flag(16) || states.len() > 1)
    }

    /// The word for the button's state: what the field's list says of it, or the state itself.
    pub(super) fn word(&self, at: usize) -> Option<String> {
        let state = self.widgets.get(at)?.on.clone()?;
        let listed = self.options.get(at).filter(|_| self.options.len() == self.widgets.len());
        Some(listed.map_or(state, |(_, shown)| shown.clone()))
    }

    /// What is stored, as the list shows it.
    pub(super) fn shown(&self, value: &str) -> String {
        let found = self.options.iter().find(|(stored, _)| stored == value);
        found.map_or_else(|| value.to_owned(), |(_, shown)| shown.clone())
    }
}

/// All fields in the order of their boxes; and whether a field is its own parent.
pub(super) fn fields(pdf: &Document, pages: &[Page<'_>]) -> (Vec<Field>, bool) {
    let mut found = Found { pdf, form: form(pdf), fields: Vec::new(), by_id: BTreeMap::new(), cyclic: false };
    for (page, node) in pages.iter().enumerate() {
        for object in objects::array(pdf, node.dict, "Annots").iter().take(BOXES) {
            if let Ok(id) = object.as_reference() {
                found.widget(id, page);
            }
        }
    }
    found.unseen();
    (found.fields, found.cyclic)
}

/// The form of the document.
pub(super) fn form(pdf: &Document) -> Option<&Dictionary> {
    pdf.catalog().ok().and_then(|catalog| objects::dict(pdf, catalog, "AcroForm"))
}

struct Found<'a> {
    pdf: &'a Document,
    form: Option<&'a Dictionary>,
    fields: Vec<Field>,
    by_id: BTreeMap<ObjectId, usize>,
    cyclic: bool,
}

impl<'a> Found<'a> {
    /// Adds the box `id`, if it is one, to its field.
    fn widget(&mut self, id: ObjectId, page: usize) {
        let Some(dict) = self.pdf.get_object(id).ok().and_then(objects::as_dict) else { return };
        if objects::name(self.pdf, dict, "Subtype") != Some(b"Widget") {
            return;
        }
        let Some(at) = self.field(id) else { return };
        let rect = objects::rect(self.pdf, dict, "Rect").unwrap_or_default();
        let on = on_state(self.pdf, dict);
        let state = objects::name(self.pdf, dict, "AS").map(|state| String::from_utf8_lossy(state).into_owned());
        let field = &mut self.fields[at];
        let button = field.kind == Kind::Button;
        // without a drawing for each state, the state or the value itself names the one that is on
        let named = || state.clone().or_else(|| field.values.first().cloned()).filter(|state| state != "Off");
        let on = on.or_else(|| named().filter(|_| button));
        let stored = field.values.first().filter(|_| button && (state.is_none() || !field.flag(16)));
        let ticked = on.is_some() && (state == on || stored == on.as_ref());
        field.differs |= ticked && button && state.is_some() && state != on;
        let flags = objects::integer(self.pdf, dict, "F").unwrap_or(0);
        let is_password = field.kind == Kind::Text && field.flag(14);
        let hidden = flags & 0b10_0010 != 0 || is_password || layers::is_off(self.pdf, dict);
        field.widgets.push(Widget { id, page, rect, on, ticked, hidden, printed: flags & 0b100 != 0 });
    }

    /// Fields with a value that no page shows.
    fn unseen(&mut self) {
        let Some(form) = self.form else { return };
        let mut open: Vec<(ObjectId, usize)> = objects::array(self.pdf, form, "Fields")
            .iter()
            .rev()
            .filter_map(|o| Some((o.as_reference().ok()?, 0)))
            .collect();
        let mut seen = HashSet::new();
        while let Some((id, depth)) = open.pop() {
            if !seen.insert(id) || depth > DEPTH {
                self.cyclic = true;
                continue;
            }
            let Some(dict) = self.pdf.get_object(id).ok().and_then(objects::as_dict) else { continue };
            let kids = objects::array(self.pdf, dict, "Kids");
            open.extend(kids.iter().rev().filter_map(|o| Some((o.as_reference().ok()?, depth + 1))));
            let named =
                |o: &Object| objects::deref(self.pdf, o).and_then(objects::as_dict).is_some_and(|kid| kid.has(b"T"));
            if !kids.iter().any(named) && dict.has(b"T") {
                self.field(id);
            }
        }
        self.fields.retain(|field| !field.widgets.is_empty() || !field.values.is_empty());
    }

    /// The field to which a dictionary belongs: itself, or the nearest parent with a name.
    fn field(&mut self, id: ObjectId) -> Option<usize> {
        let chain = self.chain(id);
        let own = chain.iter().position(|(_, dict)| dict.has(b"T"))?;
        let chain = &chain[own..];
        let id = chain[0].0;
        if let Some(&at) = self.by_id.get(&id) {
            return Some(at);
        }
        let field = self.read(id, chain)?;
        self.fields.push(field);
        self.by_id.insert(id, self.fields.len() - 1);
        Some(self.fields.len() - 1)
    }

    /// The dictionary and its parents, nearest first.
    fn chain(&mut self, id: ObjectId) -> Vec<(ObjectId, &'a Dictionary)> {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            if chain.len() >= DEPTH || chain.iter().any(|(seen, _)| *seen == id) {
                self.cyclic = true;
                break;
            }
            let Some(dict) = self.pdf.get_object(id).ok().and_then(objects::as_dict) else { break };
            chain.push((id, dict));
            next = objects::reference(dict, "Parent");
        }
        chain
    }

    fn read(&self, id: ObjectId, chain: &[(ObjectId, &Dictionary)]) -> Option<Field> {
        let pdf = self.pdf;
        let inherited = |key: &str| chain.iter().find_map(|(_, dict)| objects::get(pdf, dict, key));
        let default = |key: &str| inherited(key).or_else(|| self.form.and_then(|form| objects::get(pdf, form, key)));
        let integer = |object: Option<&Object>| object.and_then(|o| o.as_i64().ok());
        let flags = integer(inherited("Ff")).unwrap_or(0);
        let kind = match inherited("FT")?.as_name().ok()? {
            b"Tx" => Kind::Text,
            b"Btn" if flags & (1 << 16) == 0 => Kind::Button,
            b"Ch" => Kind::Choice,
            b"Sig" => Kind::Signature,
            _ => return None,
        };
        let names: Vec<String> = chain.iter().rev().filter_map(|(_, dict)| objects::text(pdf, dict, "T")).collect();
        Some(Field {
            id,
            kind,
            name: names.join("."),
            partial: names.last().cloned().unwrap_or_default(),
            tooltip: inherited("TU").and_then(objects::as_text).filter(|text| !text.trim().is_empty()),
            flags,
            options: options(pdf, inherited("Opt")),
            values: values(pdf, kind, inherited("V")),
            longest: integer(inherited("MaxLen")).and_then(|n| usize::try_from(n).ok()),
            align: integer(default("Q")).unwrap_or(0),
            look: default("DA")
                .and_then(|o| o.as_str().ok())
                .map_or(String::new(), |s| String::from_utf8_lossy(s).into()),
            widgets: Vec::new(),
            formatted: inherited("AA").and_then(objects::as_dict).is_some_and(|scripts| scripts.has(b"F")),
            calculated: inherited("AA").and_then(objects::as_dict).is_some_and(|scripts| scripts.has(b"C")),
            differs: false,
        })
    }
}

/// Who signed and on which day, as far as the signature says it.
fn signed(pdf: &Document, signature: &Dictionary) -> String {
    let name = objects::text(pdf, signature, "Name").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let moment = objects::text(pdf, signature, "M").unwrap_or_default();
    let digits = moment.trim_start_matches("D:").get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()));
    let day = digits.map(|day| format!("{}-{}-{}", &day[6..], &day[4..6], &day[..4]));
    name.into_iter().chain(day).collect::<Vec<_>>().join(", ")
}

/// The name of the state in which a button is on.
fn on_state(pdf: &Document, widget: &Dictionary) -> Option<String> {
    let normal = objects::dict(pdf, widget, "AP").and_then(|looks| objects::get(pdf, looks, "N"));
    let states = normal.and_then(|normal| normal.as_dict().ok());
    let found = states.and_then(|states| states.iter().map(|(name, _)| name).find(|name| *name != b"Off"));
    found.map(|name| String::from_utf8_lossy(name).into_owned())
}

fn options(pdf: &Document, list: Option<&Object>) -> Vec<(String, String)> {
    let list = list.and_then(|o| o.as_array().ok()).map_or(&[][..], Vec::as_slice);
    let option = |object: &Object| match objects::deref(pdf, object)? {
        Object::Array(pair) => {
            let both: Vec<String> =
                pair.iter().filter_map(|o| objects::deref(pdf, o).and_then(objects::as_text)).collect();
            Some((both.first()?.clone(), both.last()?.clone()))
        }
        single => objects::as_text(single).map(|text| (text.clone(), text)),
    };
    list.iter().take(10_000).filter_map(option).collect()
}

fn values(pdf: &Document, kind: Kind, value: Option<&Object>) -> Vec<String> {
    let values = match value {
        Some(Object::Array(several)) => {
            several.iter().filter_map(|o| objects::deref(pdf, o).and_then(objects::as_text)).collect()
        }
        Some(Object::Dictionary(signature)) if kind == Kind::Signature => vec![signed(pdf, signature)],
        Some(one) => objects::as_text(one).into_iter().collect(),
        None => Vec::new(),
    };
    let off = |value: &String| kind != Kind::Signature && (value.is_empty() || kind == Kind::Button && value == "Off");
    values.into_iter().filter(|value| !off(value)).collect()
}
