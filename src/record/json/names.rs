//! The names of the common schema as pieces of JSON, made once.

use std::sync::OnceLock;

use crate::record::answer::Key;
use crate::record::json::ink;
use crate::record::schema::{Field, FieldId, Schema};

/// A group as it stands in `data`.
pub(super) struct Group {
    /// `"client":`
    pub(super) name: Vec<u8>,
    /// Whether it is an array of rows.
    pub(super) rows: bool,
    /// The position of its last field.
    pub(super) last: FieldId,
}

/// A field as it stands in `data` and in a key.
pub(super) struct Names {
    /// The position of its group.
    pub(super) group: usize,
    pub(super) many: bool,
    /// `"bsn":`
    pub(super) name: Vec<u8>,
    /// `"achternaam":`, by part.
    pub(super) parts: Vec<Vec<u8>>,
    /// What stands around the number in a key, where one stands: `"doelen[` and `].uren`
    around: Option<(Vec<u8>, Vec<u8>)>,
    /// What follows, of the whole and then of each part: `":`, `.achternaam":`, with what stands before where no number does.
    keys: Vec<Vec<u8>>,
    /// The same with the begin of a place: `.achternaam":{"place":"`
    placed: Vec<Vec<u8>>,
}

impl Names {
    /// The key as the name of a member: `"client.naam.achternaam":`
    pub(super) fn key(&self, key: Key, out: &mut Vec<u8>) {
        self.ended(key, &self.keys, out);
    }

    /// The key, and the begin of its place: `"client.naam.achternaam":{"place":"`
    pub(super) fn placed(&self, key: Key, out: &mut Vec<u8>) {
        self.ended(key, &self.placed, out);
    }

    fn ended(&self, key: Key, ends: &[Vec<u8>], out: &mut Vec<u8>) {
        if let Some((before, after)) = &self.around {
            out.extend_from_slice(before);
            ink::number(key.row, out);
            out.extend_from_slice(after);
        }
        out.extend_from_slice(&ends[key.part.map_or(0, |part| usize::from(part) + 1)]);
    }
}

/// All names, by the positions of groups and fields.
pub(super) struct Prepared {
    pub(super) groups: Vec<Group>,
    fields: Vec<Names>,
}

impl Prepared {
    /// Those of the common schema.
    pub(super) fn common() -> &'static Self {
        static PREPARED: OnceLock<Prepared> = OnceLock::new();
        PREPARED.get_or_init(|| Self::new(Schema::common()))
    }

    pub(super) fn field(&self, id: FieldId) -> &Names {
        &self.fields[id.index()]
    }

    fn new(schema: &Schema) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut fields = Vec::new();
        for (id, field) in schema.all() {
            let name = member(field.group());
            match groups.last_mut().filter(|group| group.name == name) {
                Some(group) => group.last = id,
                None => groups.push(Group { name, rows: field.rows().is_some(), last: id }),
            }
            fields.push(names(field, groups.len() - 1));
        }
        Self { groups, fields }
    }
}

fn names(field: &Field, group: usize) -> Names {
    let (before, around) = match field.rows() {
        Some(group) => (String::new(), Some((format!("\"{group}["), format!("].{}", field.name())))),
        None if field.many => (String::new(), Some((format!("\"{}[", field.id), "]".to_owned()))),
        None => (format!("\"{}", field.id), None),
    };
    let parts = field.kind.parts();
    let of_parts = parts.iter().map(|part| format!("{before}.{part}"));
    let keys: Vec<String> = std::iter::once(before.clone()).chain(of_parts).collect();
    let ending = |end: &str| keys.iter().map(|key| format!("{key}{end}").into_bytes()).collect();
    Names {
        group,
        many: field.many,
        name: member(field.name()),
        parts: parts.iter().map(|part| member(part)).collect(),
        around: around.map(|(before, after)| (before.into_bytes(), after.into_bytes())),
        keys: ending("\":"),
        placed: ending("\":{\"place\":\""),
    }
}

/// `"name":`; a name of the schema needs no escapes.
fn member(name: &str) -> Vec<u8> {
    format!("\"{name}\":").into_bytes()
}
