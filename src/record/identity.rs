//! The name of a record, and what it was made with: the same for the same form on every machine, under whatever path.

use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::record::schema::Schema;
use crate::text::digest::hex;

/// Hexadecimals of a name: 128 bits, so that no two of a country's forms get the same.
const NAME: usize = 32;

/// Hexadecimals of a fingerprint, which only tells whether something changed.
const FINGERPRINT: usize = 16;

/// The name of what a source says on a form. `key` tells the records of one source apart: the name of the sheet, or
/// the sheet and the number of the row; it is empty where a source holds one client. None without a checksum.
///
/// ```
/// # use eenvorm::record::identity::id;
/// assert_eq!(id("ab12", "utrecht/jobcoachplan", "Blad1"), id("ab12", "utrecht/jobcoachplan", "Blad1"));
/// assert_eq!(id("", "utrecht/jobcoachplan", ""), None);
/// ```
pub fn id(sha256: &str, form: &str, key: &str) -> Option<Arc<str>> {
    (!sha256.is_empty()).then(|| digest(&[sha256, form, key], NAME).into())
}

/// The name of what several records say together; none where one of them has no name.
pub fn joined<'a>(ids: impl Iterator<Item = Option<&'a str>>) -> Option<Arc<str>> {
    let mut ids = ids.collect::<Option<Vec<&str>>>()?;
    ids.sort_unstable();
    (!ids.is_empty()).then(|| digest(&ids, NAME).into())
}

/// What tells one version of a mapping from another: a checksum of its text and of the lists that it may name.
pub fn fingerprint(texts: &[&str]) -> String {
    digest(texts, FINGERPRINT)
}

fn digest(parts: &[&str], length: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        // two parts are never one longer part
        hash.update([0]);
    }
    hex(&hash.finalize()[..length / 2])
}

/// What a record was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MadeWith {
    /// Of eenvorm: `0.2.0`; empty in an older record, which does not say it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Of the common schema.
    pub schema: u32,
    /// The fingerprint of the mapping; empty where none was used.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mapping: String,
}

impl MadeWith {
    /// This program and a mapping.
    pub fn mapping(fingerprint: String) -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), schema: Schema::common().version, mapping: fingerprint }
    }

    /// In one cell of a table: `0.2.0, schema 2, 1f0c…`.
    pub fn line(&self) -> String {
        let schema = format!("schema {}", self.schema);
        let parts = [self.version.as_str(), &schema, &self.mapping];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
