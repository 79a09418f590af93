//! The running sentences of a draft: `[[combined]]` without a label, with the fields in the gaps.

use std::collections::BTreeMap;

use crate::document::cells::model::Document;

use super::line;
use super::written::DraftLine;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::At;

/// A line for each sentence of which a gap asks a field; `{}` stands for a gap without one.
pub(super) fn text(document: &Document, printed_form: &PrintedForm, lines: &[DraftLine<'_>]) -> String {
    let mut sentences: BTreeMap<At, Vec<&DraftLine<'_>>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.placed.asked.gap.is_some() && line.is_kept()) {
        sentences.entry(line.placed.asked.at).or_default().push(line);
    }
    let mut text = String::new();
    for (at, own) in sentences {
        let Some(sentence) = printed_form.sentences.get(&at) else { continue };
        let mut fields = vec![String::new(); sentence.typed.len()];
        for line in &own {
            if let Some(gap) = line.placed.asked.gap {
                fields[gap.number] = line::key(line.slot);
            }
        }
        let Some(precise) = own.iter().max_by_key(|line| line.scope) else { continue };
        let sure = own.iter().map(|line| line.placed.confidence).fold(1.0, f64::min);
        text.push_str(&format!("\n[[combined]] # {sure:.2}\n"));
        let around = line::around(&precise.placed.asked, precise.scope, document);
        around.iter().for_each(|pair| text.push_str(&format!("{pair}\n")));
        text.push_str(&format!("pattern = {}\n", line::quoted(&sentence.pattern(&fields))));
    }
    text
}
