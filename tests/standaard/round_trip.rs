//! From one gemeente's form to the standard plan and back: nothing that both ask is lost or changed on the way.

use std::collections::BTreeSet;

use crate::forms::{STANDARD, blanks, catalogue, fill, fixtures, read, said};
use crate::row_order::closed_up;
use eenvorm::record::answer::Key;

#[test]
fn a_record_goes_through_the_standard_plan_and_comes_back_the_same() {
    let catalogue = catalogue();
    let standard = catalogue.get(STANDARD).expect("the standard plan");
    let papers = blanks(&catalogue, standard);
    assert_eq!(papers.len(), 4);
    let (mut wrong, mut crossed) = (Vec::new(), 0);
    for (path, first) in fixtures(&catalogue) {
        let own = catalogue.get(&first.form.id).expect("a known form");
        let Some(blank) = blanks(&catalogue, own).into_iter().next() else { continue };
        for paper in &papers {
            let way = format!("{} over {}", path.display(), paper.extension());
            let there = fill(paper, &standard.mapping, &first);
            let Some(bytes) = &there.bytes else {
                wrong.push(format!("{way}: not filled {:?}", codes(&there.findings)));
                continue;
            };
            let between = read(&format!("plan.{}", paper.extension()), bytes, &catalogue).expect("the standard plan");
            let back = fill(&blank, &own.mapping, &between);
            let Some(bytes) = &back.bytes else {
                wrong.push(format!("{way}: not filled back {:?}", codes(&back.findings)));
                continue;
            };
            let last = read(&path.to_string_lossy(), bytes, &catalogue).expect("the form itself");
            let computed: BTreeSet<String> =
                back.findings.iter().filter(|f| f.code == "formula-computes").filter_map(|f| f.field.clone()).collect();
            let (before, after) = (closed_up(&said(&first), |_| true), said(&last));
            let asked = |key: &&Key| !there.not_asked.contains(key) && !back.not_asked.contains(key);
            for key in before.keys().filter(asked).filter(|key| !computed.contains(&key.to_string())) {
                if before.get(key) == after.get(key) {
                    crossed += 1;
                } else {
                    wrong.push(format!("{way}: {key}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} lost, {crossed} crossed\n{}", wrong.len(), wrong.join("\n"));
    assert!(crossed > 1_000, "{crossed} answers");
}

fn codes(findings: &[eenvorm::finding::Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {:?}", finding.code, finding.field)).collect()
}
