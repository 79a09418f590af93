//! Who asks what: of each common field the bodies whose forms ask it, and in which words.

use std::collections::BTreeMap;

use crate::mapping::spec::wording::Wording;
use crate::questions::form::Compared;
use crate::record::schema::FieldId;

/// A body with its forms.
#[derive(Clone, Debug)]
pub struct Body {
    /// `GM0344`
    pub id: String,
    pub name: String,
    /// The forms by their place among all.
    forms: Vec<usize>,
}

/// Forms by the bodies that decide with them; forms of practice are nobody's: they have no body, and so no say.
pub struct Forms<'a> {
    pub all: &'a [Compared],
    pub bodies: Vec<Body>,
}

/// A body that asks a field.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'f> {
    pub body: &'f Body,
    /// By its source or on its own form.
    pub sourced: bool,
    /// On its own form.
    pub confirmed: bool,
    /// By a draft of its form that nobody looked over.
    pub drafted: bool,
}

/// A wording with the bodies that print it.
#[derive(Clone, Debug)]
pub struct Worded<'f> {
    pub text: String,
    pub folded: String,
    /// On every form it stands under a heading or over a column, so that alone it may say too little.
    pub needs_heading: bool,
    pub by: Vec<Asking<'f>>,
}

impl<'a> Forms<'a> {
    /// In the order of the forms.
    pub fn of(all: &'a [Compared]) -> Self {
        let mut bodies: Vec<Body> = Vec::new();
        for (at, form) in all.iter().enumerate().filter(|(_, form)| !form.form.of_practice) {
            match bodies.iter_mut().find(|body| body.id == form.form.body) {
                Some(body) => body.forms.push(at),
                None => {
                    let (id, name) = (form.form.body.clone(), form.form.body_name.clone());
                    bodies.push(Body { id, name, forms: vec![at] });
                }
            }
        }
        Self { all, bodies }
    }

    /// The forms of a body.
    pub fn of_body<'s>(&'s self, body: &'s Body) -> impl Iterator<Item = &'a Compared> + 's {
        body.forms.iter().map(|at| &self.all[*at])
    }

    /// The form of a body that is filled in: the one with the most questions, of equals the first.
    pub fn main<'s>(&'s self, body: &'s Body) -> Option<&'a Compared> {
        let mut forms = self.of_body(body);
        let first = forms.next()?;
        Some(forms.fold(first, |most, form| if form.questions.len() > most.questions.len() { form } else { most }))
    }

    /// The bodies that ask a field, in the order of the forms.
    pub fn asking(&self, field: FieldId) -> Vec<Asking<'_>> {
        let of_body = |body| {
            let mut asking = self.of_body(body).filter(|form| form.asked.contains(&field)).peekable();
            asking.peek()?;
            let (mut sourced, mut confirmed, mut drafted) = (false, false, false);
            for form in asking {
                sourced |= form.is_sourced(field);
                confirmed |= form.is_confirmed(field);
                drafted |= form.is_drafted(field);
            }
            Some(Asking { body, sourced, confirmed, drafted })
        };
        self.bodies.iter().filter_map(of_body).collect()
    }

    /// The forms of practice that ask a field.
    pub fn of_practice(&self, field: FieldId) -> Vec<&'a str> {
        let asking = self.all.iter().filter(|form| form.form.of_practice && form.asked.contains(&field));
        asking.map(|form| form.form.id.as_str()).collect()
    }

    /// The wordings of a field with the bodies that print them, in the order of the forms.
    pub fn wordings(&self, field: FieldId) -> Vec<Worded<'_>> {
        let mut found: Vec<Worded<'_>> = Vec::new();
        for body in &self.bodies {
            for form in self.of_body(body) {
                let sourced = form.is_sourced(field);
                for question in form.asking(field).filter(|question| !question.wording.is_empty()) {
                    let (text, leans) = (&question.wording, question.group.is_some() || !question.under.is_empty());
                    let folded = Wording::new(text).folded;
                    let at = found.iter().position(|known| known.folded == folded).unwrap_or_else(|| {
                        found.push(Worded { text: text.clone(), folded, needs_heading: leans, by: Vec::new() });
                        found.len() - 1
                    });
                    // asked alone on one form, it is clear enough alone
                    found[at].needs_heading &= leans;
                    match found[at].by.iter_mut().find(|known| known.body.id == body.id) {
                        Some(known) => known.sourced |= sourced,
                        None => found[at].by.push(Asking {
                            body,
                            sourced,
                            confirmed: form.is_confirmed(field),
                            drafted: form.is_drafted(field),
                        }),
                    }
                }
            }
        }
        found
    }

    /// Of every folded wording, how many fields it stands for among these forms, alone in its question or not.
    pub fn meanings(&self) -> BTreeMap<String, Vec<FieldId>> {
        let mut meanings: BTreeMap<String, Vec<FieldId>> = BTreeMap::new();
        for question in self.all.iter().flat_map(|form| &form.questions).filter(|q| !q.wording.is_empty()) {
            let fields = meanings.entry(Wording::new(&question.wording).folded).or_default();
            for field in question.fields() {
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
        }
        meanings
    }
}

/// How much it weighs that these bodies ask: two for each that does by a source, one for each that does by practice.
pub fn weight(asking: &[Asking<'_>]) -> usize {
    asking.iter().map(|one| 1 + usize::from(one.sourced)).sum()
}
