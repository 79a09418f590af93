//! What a draft leaves to a person: core fields without a line, lines in doubt, labels without a field.

use std::collections::BTreeSet;

use crate::document::cells::model::Document;
use crate::finding::Lang;
use crate::record::schema::Schema;

use super::groups::Tables;
use super::line::{self, LocatorScope, quoted};
use super::mapping_head::MappingHead;
use super::written::DraftLine;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::Question;

/// The core fields that no line asks.
pub(super) fn not_asked(lines: &[DraftLine<'_>], tables: &Tables<'_>, about: &MappingHead) -> String {
    let asked: BTreeSet<_> = lines
        .iter()
        .filter(|line| tables.hold(line))
        .flat_map(|line| line.slot.targets.iter().map(|t| t.field))
        .collect();
    let known = |id: &str| id == "formulier.soort" || (id == "gemeente.naam" && about.body.starts_with("GM"));
    let missing = Schema::common().all().filter(|(id, field)| field.core && !asked.contains(id) && !known(&field.id));
    let lines: String =
        missing.map(|(_, field)| format!("\"{}\" = \"niet gevonden op het formulier\"\n", field.id)).collect();
    if lines.is_empty() { lines } else { format!("\n[not_asked]\n{lines}") }
}

/// What a person has to look at, as lines of comment: each is about one label, with its place.
#[derive(Clone, Debug, Default)]
pub struct Undecided {
    /// Lines in doubt, each with the field that would be next.
    doubtful: Vec<String>,
    /// Lines that do not find their own answer.
    lost: Vec<String>,
    /// Lines of another table or block of a group.
    others: Vec<String>,
    /// Labels without a field.
    unplaced: Vec<String>,
}

impl Undecided {
    pub(super) fn of(
        document: &Document,
        placed: &[MatchedQuestion],
        lines: &[DraftLine<'_>],
        tables: &Tables<'_>,
    ) -> Self {
        let place = |asked: &Question| {
            let sheet = &document.sheets[asked.at.0];
            sheet.place(sheet.cells[asked.at.1].spot).map(|place| place.to_string()).unwrap_or_default()
        };
        let at = |asked: &Question| format!("{} ({})", quoted(&asked.full_text()), place(asked));
        let named = |line: &DraftLine<'_>| format!("\"{}\" {}", line::key(line.slot), at(&line.placed.asked));
        let doubtful = |placed: &MatchedQuestion| {
            let slot = placed.slot.as_ref()?;
            let next = |(slot, sure): &(_, f64)| format!(" | \"{}\" {sure:.2}", line::key(slot));
            let other = placed.others.first().map(next).unwrap_or_default();
            let body = line::body(&placed.asked, slot, slot.notation.as_deref(), LocatorScope::Section, document);
            let (key, body) = (line::key(slot), body.unwrap_or_default());
            if placed.asked.gap.is_some() {
                return Some(format!("{{{key}}} {} # {:.2}{other}", at(&placed.asked), placed.confidence));
            }
            Some(format!("\"{key}\" = {{ {body} }} # {:.2}{other}; {}", placed.confidence, place(&placed.asked)))
        };
        Self {
            doubtful: placed.iter().filter(|placed| placed.confidence < DOUBT).filter_map(doubtful).collect(),
            lost: lines.iter().filter(|line| !line.is_kept()).map(named).collect(),
            others: lines.iter().filter(|line| line.is_kept() && !tables.hold(line)).map(named).collect(),
            unplaced: placed.iter().filter(|placed| placed.slot.is_none()).map(|placed| at(&placed.asked)).collect(),
        }
    }

    /// As comments below a mapping.
    pub fn text(&self, lang: Lang) -> String {
        let nl = lang == Lang::Nl;
        let parts = [
            (
                &self.doubtful,
                if nl {
                    "Twijfel: kies, en zet de regel in de tabel hierboven."
                } else {
                    "In doubt: choose, and move the line to its table above."
                },
            ),
            (
                &self.lost,
                if nl {
                    "Niet teruggevonden op het formulier: zeg zelf waar het antwoord staat."
                } else {
                    "Not found again on the form: say yourself where the answer stands."
                },
            ),
            (
                &self.others,
                if nl {
                    "In een andere tabel of een ander blok van dezelfde groep: een beschrijving neemt er een van."
                } else {
                    "In another table or block of the same group: a mapping takes one of them."
                },
            ),
            (
                &self.unplaced,
                if nl {
                    "Geen veld: wat daar staat, wordt gemeld als niet geplaatst."
                } else {
                    "Unplaced: what stands there is told as unmapped."
                },
            ),
        ];
        let part = |(lines, title): &(&Vec<String>, &str)| {
            let lines: String = lines.iter().map(|line| format!("# {line}\n")).collect();
            format!("\n# {title}\n{lines}")
        };
        parts.iter().filter(|(lines, _)| !lines.is_empty()).map(part).collect()
    }
}
