//! Of two fields that a form asks in one cell, one may be known: the other stays open, in dots.

use std::collections::BTreeSet;

use crate::forms::{blanks, catalogue, fill, fixtures, read, said};
use eenvorm::mapping::spec::mapping_line::Asks;
use eenvorm::record::answer::{Key, Record};
use eenvorm::record::schema::FieldId;

#[test]
fn one_half_of_a_pair_is_written_and_read_back() {
    let catalogue = catalogue();
    let fixtures = fixtures(&catalogue);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for known in catalogue.all() {
        for blank in blanks(&catalogue, known) {
            for pair in pairs(&known.mapping.lines) {
                let whole = fixtures.iter().filter(|(_, record)| pair.iter().all(|id| answers(record, *id)));
                for ((path, record), gone) in whole.take(3).flat_map(|whole| pair.iter().map(move |id| (whole, *id))) {
                    let mut half = record.clone();
                    half.answers.retain(|answer| answer.key.field != gone);
                    let filled = fill(&blank, &known.mapping, &half);
                    let way = format!("{} into {}.{}", path.display(), known.mapping.head.id, blank.extension());
                    tried += 1;
                    let codes: Vec<_> = filled.findings.iter().map(|f| (&f.code, &f.field)).collect();
                    let Some(bytes) = &filled.bytes else {
                        wrong.push(format!("{way}: {codes:?}"));
                        continue;
                    };
                    let name = format!("half.{}", blank.extension());
                    let read = said(&read(&name, bytes, &catalogue).expect("the form itself"));
                    let asked = |key: &Key| pair.contains(&key.field) && !filled.not_asked.contains(key);
                    let kept = said(&half).into_iter().filter(|(key, _)| asked(key));
                    let lost = kept.filter(|(key, reading)| read.get(key) != Some(reading)).count();
                    let came = read.keys().filter(|key| key.field == gone).count();
                    if lost + came > 0 {
                        wrong.push(format!("{way}: {lost} lost, {came} came from nowhere, {codes:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 20, "{tried} halves");
}

/// The fields of each pair that a form asks in one cell.
fn pairs(lines: &[eenvorm::mapping::spec::mapping_line::Line]) -> Vec<BTreeSet<FieldId>> {
    let of_pattern = |line: &eenvorm::mapping::spec::mapping_line::Line| match &line.asks {
        Asks::Combined(patterns) => {
            Some(patterns.first()?.pieces.iter().map(|piece| piece.target.field).collect::<BTreeSet<FieldId>>())
        }
        Asks::One { .. } | Asks::Sentence(_) => None,
    };
    lines.iter().filter_map(of_pattern).filter(|pair| pair.len() > 1).collect()
}

fn answers(record: &Record, field: FieldId) -> bool {
    record.answers.iter().any(|answer| answer.key.field == field)
}
