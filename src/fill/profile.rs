//! The user's own details, for forms that ask them where the record does not say: who she is and for whom she works.
//!
//! ```toml
//! default = "eigen"
//!
//! [profile.eigen]
//! "jobcoach.organisatie" = "Coach & Co"
//! "jobcoach.kvk" = "12345678"
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Lang};
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{self, Notation, Reading, Value};
use crate::text::content::Content;
use crate::text::normalize;
use crate::text::organisation::known_by;
use crate::text::place::Place;

/// The fields that are of the jobcoach herself.
const PERSON: [&str; 6] = [
    "jobcoach.naam",
    "jobcoach.telefoon",
    "jobcoach.email",
    "jobcoach.rol",
    "jobcoach.in_dienst_van",
    "jobcoach.kwalificatie",
];

/// The fields that are of her organisation.
const ORGANISATION: [&str; 4] = ["jobcoach.organisatie", "jobcoach.kvk", "jobcoach.iban", "begeleiding.tarief"];

/// The position of the surname among the parts of a name; behind it stands the whole, where it cannot be taken apart.
const SURNAME: u8 = 4;
const GIVEN: u8 = 1;
const INITIALS: u8 = 2;

/// The fields a profile may have, in the order in which they are asked.
pub fn fields() -> impl Iterator<Item = FieldId> {
    let order = [&PERSON[..1], &ORGANISATION[..3], &PERSON[1..], &ORGANISATION[3..]].concat();
    order.into_iter().filter_map(|id| Schema::common().id(id))
}

/// A field of a profile by its id, or by the last word of it: `jobcoach.kvk`, `kvk`.
pub fn field(word: &str) -> Option<FieldId> {
    let word = if word == "erkenning" { "kwalificatie" } else { word };
    fields().find(|id| {
        let field = Schema::common().field(*id);
        field.id == word || field.name() == word
    })
}

/// All profiles, as the file has them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profiles {
    /// The one that is used unless another is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Texts by field, by the name of the profile.
    #[serde(default)]
    pub profile: BTreeMap<String, BTreeMap<String, String>>,
}

impl Profiles {
    /// The name of the profile that is used unless another is named: the one said to be, else the only one.
    pub fn used(&self) -> Option<&str> {
        let only = || self.profile.keys().next().filter(|_| self.profile.len() == 1);
        self.default.as_ref().filter(|name| self.profile.contains_key(*name)).or_else(only).map(String::as_str)
    }

    /// The profile of that name, every value read; else the field that cannot be, by its key in the file.
    pub fn named(&self, name: &str) -> Option<Result<Profile, String>> {
        self.profile.get(name).map(|texts| Profile::read(name, texts))
    }
}

/// The value of the text of a field; none where it is no such value.
pub fn read(field: FieldId, text: &str) -> Option<Value> {
    match value::parse(&Content::Text(text.trim().into()), &notation(field)).reading {
        Some(Reading::Value(value)) => Some(value),
        _ => None,
    }
}

/// A value as the file keeps it.
pub fn written(field: FieldId, value: &Value) -> Option<String> {
    value::print(value, &notation(field)).map(Into::into)
}

fn notation(id: FieldId) -> Notation {
    let field = Schema::common().field(id);
    let choices: Vec<(String, Vec<String>)> =
        field.choices.iter().map(|word| (word.clone(), vec![word.clone(), word.replace('_', " ")])).collect();
    Notation::compile(field.kind, None, &choices).unwrap_or_else(|_| Notation::plain(field.kind)).of_field(field)
}

/// One profile, as answers that a record may lack.
#[derive(Debug)]
pub struct Profile {
    pub name: String,
    answers: Vec<Answer>,
    /// The fields that a record took from it.
    used: Mutex<BTreeSet<FieldId>>,
}

impl Profile {
    fn read(name: &str, texts: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut answers = Vec::new();
        for (key, text) in texts {
            let id = field(key).ok_or(key)?;
            let read = read(id, text).ok_or(key)?;
            let place = Place::Pointer(format!("/{key}").into()).inside(&format!("profile {name}").into());
            let answer = |key: Key, value: Value| Answer {
                key,
                reading: Reading::Value(value),
                place: place.clone(),
                text: text.as_str().into(),
            };
            let whole = Key::one(id);
            if Schema::common().field(id).kind.parts().is_empty() {
                answers.push(answer(whole, read));
            } else {
                let parts = value::into_parts(read);
                answers.extend(parts.map(|(n, part)| answer(Key { part: Some(n), ..whole }, Value::Text(part))));
            }
        }
        answers.sort_by_key(|answer| answer.key);
        Ok(Self { name: name.to_owned(), answers, used: Mutex::default() })
    }

    fn answers_to(&self, field: FieldId) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(move |answer| answer.key.field == field)
    }

    /// Whether both name an organisation, and the same one.
    fn is_of(&self, record: &Record) -> bool {
        self.says("jobcoach.organisatie", record) == Some(true)
    }

    /// Whether a record says the same as the profile; none where one of them does not say.
    fn says(&self, id: &str, record: &Record) -> Option<bool> {
        let field = Schema::common().id(id)?;
        let last = |answers: &mut dyn Iterator<Item = &Answer>| {
            let word = |answer: &Answer| match &answer.reading {
                Reading::Value(Value::Text(name)) if id == "jobcoach.organisatie" => Some((known_by(name), None)),
                Reading::Value(Value::Text(text)) => Some((normalize::fold(text), answer.key.part)),
                _ => None,
            };
            answers.filter(|answer| answer.key.part.is_none_or(|part| part >= SURNAME)).filter_map(word).last()
        };
        let (theirs, of_theirs) = last(&mut record.answers_to(field).iter())?;
        let (own, of_own) = last(&mut self.answers_to(field))?;
        // Initials and titles differ from form to form, and so does `B.V.` behind an organisation.
        let in_full = of_own != of_theirs && (own.ends_with(&theirs) || theirs.ends_with(&own));
        let begins = of_own.is_none() && (own.starts_with(&theirs) || theirs.starts_with(&own));
        Some(own == theirs || in_full || begins)
    }

    /// Whether first names differ, or the first letters of the names.
    fn has_another_initial(&self, record: &Record) -> bool {
        let Some(field) = Schema::common().id("jobcoach.naam") else { return false };
        let first = |answer: &Answer| match (&answer.reading, answer.key.part) {
            (Reading::Value(Value::Text(part)), Some(GIVEN | INITIALS)) => normalize::fold(part).chars().next(),
            _ => None,
        };
        let given = |answer: &Answer| match (&answer.reading, answer.key.part) {
            (Reading::Value(Value::Text(part)), Some(GIVEN)) => Some(normalize::fold(part)),
            _ => None,
        };
        let (name, other) = (self.answers_to(field).find_map(given), record.answers_to(field).iter().find_map(given));
        if matches!((name, other), (Some(name), Some(other)) if name != other) {
            return true;
        }
        let own = self.answers_to(field).find_map(first);
        let theirs = record.answers_to(field).iter().find_map(first);
        matches!((own, theirs), (Some(own), Some(theirs)) if own != theirs)
    }

    /// Whether the coach of a record works for the employer, and the profile says of nobody that she does.
    fn is_internal(&self, record: &Record) -> bool {
        let differs = |(id, internal): (&str, &str)| {
            let Some(field) = Schema::common().id(id) else { return false };
            let is_internal = |answer: &Answer| answer.reading == Reading::Value(Value::Text(internal.into()));
            record.answers_to(field).iter().any(is_internal) && !self.answers_to(field).any(is_internal)
        };
        [("jobcoach.rol", "interne_werkbegeleider"), ("jobcoach.in_dienst_van", "werkgever")].into_iter().any(differs)
    }

    /// Whether the record speaks of another person.
    fn is_other_person(&self, record: &Record) -> bool {
        let named = Schema::common().id("jobcoach.naam").map_or(&[][..], |field| record.answers_to(field));
        // a name that was not understood, or a word instead of one, is not known to be hers
        if !named.is_empty() && !named.iter().any(|answer| matches!(answer.reading, Reading::Value(_))) {
            return true;
        }
        if self.has_another_initial(record) || self.is_internal(record) {
            return true;
        }
        self.says("jobcoach.naam", record).map_or_else(
            || {
                let said = ["jobcoach.telefoon", "jobcoach.email"].map(|id| self.says(id, record));
                said.contains(&Some(false)) && !said.contains(&Some(true))
            },
            |same| !same,
        )
    }

    /// Whether the record speaks of another organisation, or of a coach who is not known to work for this one.
    fn is_other_organisation(&self, record: &Record, other_person: bool) -> bool {
        let numbers = || ["jobcoach.kvk", "jobcoach.iban"].map(|id| self.says(id, record));
        self.says("jobcoach.organisatie", record).map_or_else(
            || numbers().contains(&Some(false)) || other_person && !numbers().contains(&Some(true)),
            |same| !same,
        )
    }

    /// Adds what the form asks and the record does not say; details of two people are never mixed.
    fn complete(&self, record: &mut Record, mapping: &Mapping) -> Option<Finding> {
        let other_person = self.is_other_person(record);
        let other_organisation = self.is_other_organisation(record, other_person);
        let schema = Schema::common();
        let mut withheld = Vec::new();
        let lacking = fields().filter(|id| mapping.asks(*id) && record.answers_to(*id).is_empty());
        for id in lacking.collect::<Vec<_>>() {
            let own: Vec<Answer> = self.answers_to(id).cloned().collect();
            if own.is_empty() {
                continue;
            }
            if other_organisation || other_person && PERSON.contains(&schema.field(id).id.as_str()) {
                withheld.push(id);
                continue;
            }
            let at = record.answers.partition_point(|answer| answer.key.field < id);
            record.answers.splice(at..at, own);
            if let Ok(mut used) = self.used.lock() {
                used.insert(id);
            }
        }
        (!withheld.is_empty()).then(|| about("profile-of-another", &self.name, &withheld))
    }
}

/// A finding that names fields, by their labels in either language.
fn about(code: &'static str, profile: &str, fields: &[FieldId]) -> Finding {
    let named = |lang| fields.iter().map(|id| label(*id, lang)).collect::<Vec<_>>().join(", ");
    let ids: Vec<&str> = fields.iter().map(|id| Schema::common().field(*id).id.as_str()).collect();
    let finding = Finding::new(code).with("profile", profile).with("fields", ids.join(", "));
    finding.with("named_nl", named(Lang::Nl)).with("named_en", named(Lang::En))
}

/// The profiles that a run may use.
#[derive(Debug, Default)]
pub struct OwnProfiles {
    /// The one to use unless a record is of another's organisation.
    default: Option<Profile>,
    others: Vec<Profile>,
}

impl OwnProfiles {
    /// This one only, whatever a record says.
    pub fn one(profile: Profile) -> Self {
        Self { default: Some(profile), others: Vec::new() }
    }

    /// The default, and others for records that name their organisation.
    pub fn new(default: Option<Profile>, others: Vec<Profile>) -> Self {
        Self { default, others }
    }

    /// Adds to the record what the form asks, the record does not say and the profile does.
    pub fn complete(&self, record: &mut Record, mapping: &Mapping) -> Option<Finding> {
        let named = self.others.iter().find(|profile| profile.is_of(record));
        named.or(self.default.as_ref())?.complete(record, mapping)
    }

    /// Which fields came from which profile, over the whole run.
    pub fn findings(&self) -> Vec<Finding> {
        let said = |profile: &Profile| {
            let used: Vec<FieldId> = profile.used.lock().map(|used| used.iter().copied().collect()).unwrap_or_default();
            (!used.is_empty()).then(|| about("profile-used", &profile.name, &used))
        };
        self.default.iter().chain(&self.others).filter_map(said).collect()
    }
}

/// The label of a field of a profile.
pub fn label(id: FieldId, lang: Lang) -> &'static str {
    Schema::common().field(id).label.in_language(lang)
}
