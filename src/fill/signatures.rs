//! Signatures do not travel: who signed one form, when and where, and what was declared there, says nothing of another
//! form.

use crate::record::answer::Record;
use crate::record::schema::Schema;

/// Takes the answers of signatures out of a record, so that the form to fill is signed again.
pub fn withhold(record: &mut Record) {
    let schema = Schema::common();
    record.answers.retain(|answer| !schema.field(answer.key.field).signature);
}
