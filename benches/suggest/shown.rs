//! What stands behind the counts: why a label was missed, and the questions for `peer.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eenvorm::document::cells::model::Document;
use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::record::schema::Schema;
use eenvorm::suggest::matching::MatchedQuestion;

use crate::forms::Truth;

/// Says of each label that a person mapped what was made of it, where that is not the same.
pub(crate) fn explain(path: &Path, document: &Document, truth: &Truth, drafted: &[MatchedQuestion]) {
    for (label, fields) in truth {
        let all: Vec<&MatchedQuestion> = drafted.iter().filter(|placed| placed.asked.at == *label).collect();
        let text = document.sheets[label.0].cells[label.1].content.shown().replace('\n', " ");
        let told = |placed: &&MatchedQuestion| {
            let id = placed.slot.as_ref().map_or("-", |slot| slot.id.as_str());
            let others: Vec<String> =
                placed.others.iter().map(|(slot, sure)| format!("{} {sure:.2}", slot.id)).collect();
            format!(
                "[{}] {id} {:.2} {} {:?}",
                placed.asked.full_text(),
                placed.strength.0,
                others.join(", "),
                placed.evidence
            )
        };
        let placed =
            |field: &String| all.iter().any(|p| p.slot.as_ref().is_some_and(|s| s.id.starts_with(field.as_str())));
        let right = fields.iter().all(placed);
        if !right {
            let made: Vec<String> = all.iter().map(told).collect();
            println!(
                "WHY {} `{}` {fields:?}: {}",
                path.display(),
                text.trim(),
                if made.is_empty() { "no question".to_owned() } else { made.join(" ; ") }
            );
        }
    }
}

/// The questions and the known wordings, for `benches/peer.py`.
pub(crate) fn dump(path: &Path, held: bool, truth: &Truth, drafted: &[MatchedQuestion], others: &[&Mapping]) {
    let schema = Schema::common();
    let mut wordings: BTreeMap<String, BTreeSet<String>> =
        schema.all().map(|(_, field)| (field.id.clone(), BTreeSet::from([field.label.nl.clone()]))).collect();
    for line in others.iter().flat_map(|m| &m.lines) {
        for target in line.targets() {
            let known = wordings.entry(schema.field(target.field).id.clone()).or_default();
            known.extend(line.labels().map(|wording| wording.text.clone()));
        }
    }
    let questions: Vec<String> = drafted.iter().map(|placed| placed.asked.full_text()).collect();
    let none = BTreeSet::new();
    let fields: Vec<&BTreeSet<String>> = drafted.iter().map(|p| truth.get(&p.asked.at).unwrap_or(&none)).collect();
    let form = serde_json::json!({
        "form": path.display().to_string(), "apart": held, "questions": questions, "truth": fields, "wordings": wordings,
    });
    println!("DUMP {form}");
}
