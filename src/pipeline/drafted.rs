//! Reads a form that is not known as a draft of its mapping says, when the user asks for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::model::Document;
use crate::document::file::source::Source;
use crate::finding::Finding;
use crate::mapping::spec::form_info::MAPPING_NOT_REVIEWED;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::Record;
use crate::record::schema::FieldId;
use crate::suggest::cell_text::extent;
use crate::suggest::draft::draft;
use crate::suggest::draft::mapping_head::MappingHead;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::matching::{self, MatchedQuestion};
use crate::suggest::vocabulary::lexicon::Lexicon;

/// A drafted mapping, and how sure the place of each field is.
pub(crate) struct Drafted {
    pub mapping: Arc<Mapping>,
    sure: BTreeMap<FieldId, f64>,
}

impl Drafted {
    /// Drafts the mapping of a document; none where nothing could be placed.
    pub(crate) fn of(document: &Document, source: &Source, file: &str, lexicon: &Lexicon) -> Option<Self> {
        let beginning = extent::beginning(document);
        let document = beginning.as_ref().map_or(document, |(beginning, _)| beginning);
        let (printed_form, placed) = matching::read(document, source, lexicon);
        if !printed_form.verdict.is_of_field() {
            return None;
        }
        let about = MappingHead::of(document, &printed_form, file);
        let draft = draft(&about.id(), &about, document, &printed_form, &placed).ok()?;
        let mut sure = BTreeMap::new();
        for placed in placed.iter().filter(|placed| placed.confidence >= DOUBT) {
            for field in fields(placed) {
                let least: &mut f64 = sure.entry(field).or_insert(placed.confidence);
                *least = least.min(placed.confidence);
            }
        }
        (!sure.is_empty()).then(|| Self { mapping: Arc::new(draft.mapping), sure })
    }

    /// Says of each answer that its place was drafted, and how sure that is.
    pub(crate) fn tell(&self, record: &mut Record) {
        let told = record.answers.iter().filter_map(|answer| {
            let sure = self.sure.get(&answer.key.field)?;
            let finding = Finding::new("answer-drafted").field(answer.key.to_string()).place(answer.place.clone());
            let finding = finding.with("confidence", format!("{sure:.2}"));
            let file = Some(Arc::clone(&record.source.file));
            Some(Finding { file, form: Some(Arc::clone(&record.form.id)), ..finding })
        });
        let told: Vec<Finding> = told.collect();
        // each answer says it
        record.findings.retain(|finding| finding.code != MAPPING_NOT_REVIEWED);
        record.findings.extend(told);
    }
}

fn fields(placed: &MatchedQuestion) -> impl Iterator<Item = FieldId> {
    placed.slot.iter().flat_map(|slot| &slot.targets).map(|target| target.field)
}
