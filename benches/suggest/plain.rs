//! Plain edit distance between labels, to compare with.

use std::collections::{BTreeMap, BTreeSet};

use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::record::schema::Schema;
use eenvorm::suggest::matching::MatchedQuestion;
use eenvorm::text::normalize::fold_label;

use crate::tally::Line;

/// The nearest wording by edit distance, one field once, the nearest first.
pub(crate) fn plain(drafted: &[MatchedQuestion], others: &[&Mapping]) -> Vec<Line> {
    let schema = Schema::common();
    let mut wordings: Vec<(String, String)> =
        schema.all().map(|(_, f)| (fold_label(&f.label.nl), f.id.clone())).collect();
    for line in others.iter().flat_map(|m| &m.lines) {
        for (wording, target) in line.labels().flat_map(|w| line.targets().into_iter().map(move |t| (w.clone(), t))) {
            wordings.push((wording.folded, schema.field(target.field).id.clone()));
        }
    }
    let mut pairs: Vec<(f64, usize, &String)> = Vec::new();
    for (n, placed) in drafted.iter().enumerate() {
        let folded = fold_label(&placed.asked.full_text());
        let mut best: BTreeMap<&String, f64> = BTreeMap::new();
        for (wording, field) in &wordings {
            let like = strsim::normalized_levenshtein(&folded, wording);
            let known = best.entry(field).or_default();
            *known = known.max(like);
        }
        pairs.extend(best.into_iter().filter(|(_, like)| *like >= 0.7).map(|(field, like)| (like, n, field)));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    let (mut taken, mut used) = (BTreeSet::new(), BTreeSet::new());
    let mut lines = Vec::new();
    for (like, n, field) in pairs {
        if taken.contains(&n) || used.contains(field) {
            continue;
        }
        taken.insert(n);
        used.insert(field.clone());
        let asked = &drafted[n].asked;
        lines.push(Line {
            label: asked.at,
            fields: BTreeSet::from([field.clone()]),
            confidence: like,
            strength: (like, 0.0),
            answer: None,
            text: asked.full_text(),
        });
    }
    lines
}
