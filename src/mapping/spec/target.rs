//! What a line of a mapping asks: a field of the schema, or a part of one (`werkgever.adres.plaats`).

use crate::record::schema::FieldId;

/// The field of a line, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    pub field: FieldId,
    pub part: Option<u8>,
}
