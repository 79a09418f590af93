//! The evidence of each line, for whoever wants to know why.

use crate::document::cells::model::Document;

use crate::suggest::matching::MatchedQuestion;

/// Each question with its field, how sure that is, and what speaks for it.
pub fn text(document: &Document, placed: &[MatchedQuestion]) -> String {
    let mut text = String::new();
    for placed in placed {
        let sheet = &document.sheets[placed.asked.at.0];
        let place = sheet.place(sheet.cells[placed.asked.at.1].spot).map(|place| place.to_string()).unwrap_or_default();
        let section: String = placed.asked.sections.iter().map(|(_, text)| format!("{text} > ")).collect();
        text.push_str(&format!("{place}: {section}{}\n", placed.asked.full_text().replace('\n', " ")));
        match &placed.slot {
            Some(slot) => text.push_str(&format!("  {} {:.2}\n", slot.id, placed.confidence)),
            None => text.push_str("  unplaced\n"),
        }
        placed.evidence.iter().for_each(|said| text.push_str(&format!("    {said}\n")));
        for (slot, sure) in &placed.others {
            text.push_str(&format!("    or {} {sure:.2}\n", slot.id));
        }
    }
    text
}
