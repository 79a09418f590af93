//! Records of an older version, brought to the present one a step a version.
//!
//! A record of a newer version is refused: this program cannot know what it means.

use serde_json::{Map, Value as Json, json};

use crate::finding::Finding;
use crate::record::schema::Schema;

/// The step from each version to the next, the first from 1 to 2.
const STEPS: [fn(&mut Map<String, Json>); 1] = [named];

/// Brings a record to the present version; the finding is why it cannot be.
pub(super) fn to_present(object: &mut Map<String, Json>, version: u64) -> Result<(), Finding> {
    let known = u64::from(Schema::common().version);
    if version == 0 || version > known {
        return Err(Finding::new("record-version").with("found", version).with("known", known));
    }
    for from in version..known {
        if let Some(step) = usize::try_from(from - 1).ok().and_then(|at| STEPS.get(at)) {
            step(object);
        }
        object["schema"] = json!(from + 1);
    }
    Ok(())
}

/// From 1 to 2: a record tells what it was made with. Its name is given by who knows its form, for the record does not
/// say whether its source holds a client a sheet.
fn named(object: &mut Map<String, Json>) {
    if object.contains_key("source") && !object.contains_key("made_with") {
        object.insert("made_with".to_owned(), json!({"schema": 1}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_from_every_older_version() {
        assert_eq!(STEPS.len() + 1, Schema::common().version as usize);
    }
}
