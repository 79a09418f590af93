//! The common fields of a jobcoach form, read from `mappings/schema.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::finding::Lang;
use crate::record::unit::Unit;

/// The kinds of value a field may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Prose,
    Name,
    Address,
    Bsn,
    Date,
    Time,
    YesNo,
    Choice,
    Number,
    Decimal,
    Hours,
    Percentage,
    Money,
    Duration,
    Phone,
    Email,
    Postcode,
    Kvk,
    Iban,
    Gemeente,
}

impl Kind {
    /// As the schema writes it: `yes_no`.
    pub fn word(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The names of the parts of a composite kind, in the order of the record; none for other kinds. `volledig` is the
    /// whole, where it cannot be taken apart with certainty.
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["aanhef", "voornaam", "voorletters", "tussenvoegsel", "achternaam", "volledig"],
            Self::Address => &["straat", "huisnummer", "toevoeging", "postcode", "plaats", "volledig"],
            _ => &[],
        }
    }
}

/// A field by its position in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(u16);

impl FieldId {
    /// The position in [`Schema::fields`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A label in both languages.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub nl: String,
    pub en: String,
}

impl Label {
    /// The label in one of the two.
    pub fn in_language(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }
}

/// One common field.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema's own")]
pub struct Field {
    /// `client.bsn`, `doelen[].uren`
    pub id: String,
    pub kind: Kind,
    /// The words of a choice, else empty.
    pub choices: Vec<String>,
    pub label: Label,
    /// Belongs to a complete plan.
    pub core: bool,
    /// Never in a message, a log or an aggregate.
    pub sensitive: bool,
    /// Holds a special category of personal data (AVG, article 9): on no common form and in no report without persons.
    #[serde(skip)]
    pub special: bool,
    /// Part of a signature: its name, date or place, or what was declared with it; it holds for the form it stands on.
    pub signature: bool,
    /// A text to which a date is an answer too.
    #[serde(skip)]
    pub may_be_date: bool,
    /// Takes several values.
    pub many: bool,
    /// What it counts; an answer that names another period is converted or stays as written.
    pub unit: Option<Unit>,
    /// What its percentages are percentages of, in the words of forms.
    pub of: Vec<String>,
    /// What its names leave unsaid.
    pub note: Option<Label>,
    /// How its id divides: asked for every answer of every row.
    #[serde(skip)]
    divides: Divides,
}

/// Where the group of an id ends and its name begins.
#[derive(Clone, Copy, Debug)]
struct Divides {
    group: usize,
    repeats: bool,
    name: usize,
}

impl Divides {
    fn of(id: &str) -> Self {
        let dot = id.find('.').unwrap_or(id.len());
        let group = id[..dot].strip_suffix("[]");
        Self {
            group: group.map_or(dot, str::len),
            repeats: group.is_some(),
            name: if dot < id.len() { dot + 1 } else { 0 },
        }
    }
}

impl Field {
    /// Whether something remarked of an answer to this field is to be said.
    pub fn is_remarkable(&self, code: &str) -> bool {
        code != "date-for-text" || !self.may_be_date
    }

    /// The repeating group the field stands in: `doelen` for `doelen[].uren`.
    pub fn rows(&self) -> Option<&str> {
        self.divides.repeats.then(|| self.group())
    }

    /// The group: `client` for `client.bsn`, `doelen` for `doelen[].uren`.
    pub fn group(&self) -> &str {
        &self.id[..self.divides.group]
    }

    /// The id within its group: `bsn`, `uren`.
    pub fn name(&self) -> &str {
        &self.id[self.divides.name..]
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    group: BTreeMap<String, Label>,
    #[serde(deserialize_with = "in_order")]
    field: Vec<(String, Written)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the schema's own")]
struct Written {
    kind: Kind,
    #[serde(default)]
    choices: Vec<String>,
    label: Label,
    #[serde(default)]
    core: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    special: bool,
    #[serde(default)]
    signature: bool,
    #[serde(default)]
    may_be_date: bool,
    #[serde(default)]
    many: bool,
    unit: Option<Unit>,
    #[serde(default)]
    of: Vec<String>,
    note: Option<Label>,
}

/// The fields in the order of the file.
fn in_order<'de, D: serde::Deserializer<'de>>(de: D) -> Result<Vec<(String, Written)>, D::Error> {
    struct Fields;
    impl<'de> serde::de::Visitor<'de> for Fields {
        type Value = Vec<(String, Written)>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a table of fields")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut fields = Vec::new();
            while let Some(entry) = map.next_entry()? {
                fields.push(entry);
            }
            Ok(fields)
        }
    }
    de.deserialize_map(Fields)
}

/// The common schema.
#[derive(Debug)]
pub struct Schema {
    pub version: u32,
    /// In reading order; the fields of a group stand together.
    pub fields: Vec<Field>,
    /// The groups' labels by name.
    pub groups: BTreeMap<String, Label>,
    by_id: HashMap<String, FieldId>,
}

impl Schema {
    /// The schema in the binary.
    pub fn common() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| {
            Self::parse(include_str!("../../mappings/schema.toml")).expect("mappings/schema.toml is well formed")
        })
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let fields: Vec<Field> = file
            .field
            .into_iter()
            .map(|(id, w)| Field {
                divides: Divides::of(&id),
                id,
                kind: w.kind,
                choices: w.choices,
                label: w.label,
                core: w.core,
                sensitive: w.sensitive,
                signature: w.signature,
                may_be_date: w.may_be_date,
                special: w.special,
                many: w.many,
                unit: w.unit,
                of: w.of,
                note: w.note,
            })
            .collect();
        let by_id = (0..).zip(&fields).map(|(n, field)| (field.id.clone(), FieldId(n))).collect();
        Ok(Self { version: file.version, fields, groups: file.group, by_id })
    }

    /// The field with this id.
    pub fn id(&self, id: &str) -> Option<FieldId> {
        self.by_id.get(id).copied()
    }

    /// The field itself.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// All fields with their ids, in reading order.
    pub fn all(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        (0..).map(FieldId).zip(&self.fields)
    }

    /// The fields of one group, in reading order.
    pub fn of_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = (FieldId, &'a Field)> {
        self.all().filter(move |(_, field)| field.group() == group)
    }

    /// The names of the groups that repeat.
    pub fn row_groups(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.fields.iter().filter_map(Field::rows).collect();
        names.dedup();
        names
    }

    /// The names of the groups, in reading order.
    pub fn group_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.fields.iter().map(Field::group).collect();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_whole() {
        let schema = Schema::common();
        assert_eq!(schema.by_id.len(), schema.fields.len(), "ids are unique");
        let names = schema.group_names();
        assert_eq!(names.first(), Some(&"formulier"), "the order is that of the file");
        assert_eq!(schema.of_group("client").next().map(|(_, field)| &*field.id), Some("client.naam"));
        for name in &names {
            assert!(schema.groups.contains_key(*name), "group {name} has a label");
            assert_eq!(names.iter().filter(|n| n == &name).count(), 1, "group {name} stands together");
        }
        let parts =
            |id| schema.id(id).map(|id| schema.field(id)).map(|field| (field.group(), field.rows(), field.name()));
        assert_eq!(parts("client.bsn"), Some(("client", None, "bsn")));
        assert_eq!(parts("doelen[].uren"), Some(("doelen", Some("doelen"), "uren")));
        for field in &schema.fields {
            assert_eq!(field.kind == Kind::Choice, !field.choices.is_empty(), "{}", field.id);
            let counts = matches!(field.kind, Kind::Hours | Kind::Money | Kind::Percentage);
            assert_eq!(counts, field.unit.is_some(), "{} has a unit if it counts", field.id);
        }
    }
}
