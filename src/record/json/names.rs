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
    /// What stands before the number in a key, or all of it: `"client.bsn`, `"doelen[`
    before: Vec<u8>,
    /// What stands after it, where a number stands: `].uren`
    after: Option<Vec<u8>>,
    /// What stands last: `"`, or `.achternaam"` by part.
    ends: Vec<Vec<u8>>,
}

impl Names {
    /// The key as a JSON string.
    pub(super) fn key(&self, key: Key, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.before);
        if let Some(after) = &self.after {
            ink::number(key.row, out);
            out.extend_from_slice(after);
        }
        match key.part {
            Some(part) => out.extend_from_slice(&self.ends[usize::from(part)]),
            None => out.push(b'"'),
        }
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
    let (before, after) = match field.rows() {
        Some(group) => (format!("\"{group}["), Some(format!("].{}", field.name()).into_bytes())),
        None if field.many => (format!("\"{}[", field.id), Some(b"]".to_vec())),
        None => (format!("\"{}", field.id), None),
    };
    let parts = field.kind.parts();
    Names {
        group,
        many: field.many,
        name: member(field.name()),
        parts: parts.iter().map(|part| member(part)).collect(),
        before: before.into_bytes(),
        after,
        ends: parts.iter().map(|part| format!(".{part}\"").into_bytes()).collect(),
    }
}

/// `"name":`; a name of the schema needs no escapes.
fn member(name: &str) -> Vec<u8> {
    format!("\"{name}\":").into_bytes()
}
