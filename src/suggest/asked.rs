//! Everything that a form asks, questions and columns alike, in the order of the form.

use crate::mapping::spec::form_spec::Direction;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::beginnings;
use super::blocks;
use super::hints::Hints;
use super::inline_fields::InlineField;
use super::paper::{At, Paper};
use super::phrases::Phrases;
use super::slot::Slot;

/// Something that a form asks.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: At,
    pub text: String,
    pub look: Direction,
    pub answer: Option<Spot>,
    pub column: Option<(At, String)>,
    pub sections: Vec<(At, String)>,
    /// What was answered, some of it.
    pub contents: Vec<Content>,
    pub hints: Hints,
    pub within: Within,
    /// What it says where the label alone says too little.
    pub meaning: Option<String>,
    /// It stands in a block in which people sign.
    pub signs: bool,
    /// The office fills it in itself.
    pub of_office: bool,
    /// The field within a line in which it is answered.
    pub field: Option<InlineField>,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    Form,
    /// A column of a table with a client a row.
    Clients,
    /// A column of the table at this position, of this group.
    Rows {
        table: usize,
        group: String,
    },
    /// A label of the first of several blocks; the heading, or its own number, counts them.
    Block {
        group: String,
        heading: Option<At>,
    },
}

/// Whether the last heading or note above a question, or its own label, says that the office fills it in.
fn is_of_office(paper: &Paper, asked: &Asked) -> bool {
    let office = |text: &str| Phrases::common().tell("office", text);
    let above = |at: &At| at.0 == asked.at.0 && at.1 < asked.at.1;
    let heading = paper.headings.iter().filter(|(at, _)| above(at)).map(|(at, _)| *at).max();
    let since = |at: &At| above(at) && heading.is_none_or(|heading| *at >= heading);
    let printed = paper.headings.iter().chain(&paper.fixed).map(|(at, text)| (*at, text.as_str()));
    let labels = paper.questions.iter().map(|question| (question.at, question.text.as_str()));
    // a note says it of what stands under it, a long one of the whole form says nothing
    let says = |text: &str| text.split_whitespace().count() <= 12 && office(text);
    office(&asked.full_text()) || printed.chain(labels).any(|(at, text)| since(&at) && says(text))
}

impl Asked {
    /// All that a form asks.
    pub fn of(paper: &Paper) -> Vec<Self> {
        let questions = paper.questions.iter().map(|q| Self {
            at: q.at,
            text: q.text.clone(),
            look: q.look,
            answer: q.answer,
            column: q.column.clone(),
            sections: q.sections.clone(),
            contents: q.content.iter().cloned().collect(),
            hints: q.hints.clone(),
            within: Within::Form,
            meaning: q.meaning.clone(),
            signs: q.signs,
            of_office: false,
            field: q.field.clone(),
        });
        let questions = blocks::first(questions.collect());
        let columns = paper.tables.iter().enumerate().flat_map(|(n, table)| {
            table.columns.iter().map(move |column| Self {
                at: column.at,
                text: column.text.clone(),
                look: Direction::Below,
                answer: None,
                column: None,
                sections: table.sections.clone(),
                contents: column.contents.clone(),
                hints: column.hints.clone(),
                within: match &table.group {
                    Some(group) => Within::Rows { table: n, group: group.clone() },
                    None => Within::Clients,
                },
                meaning: None,
                signs: false,
                of_office: false,
                field: None,
            })
        });
        let mut all: Vec<Self> = questions.into_iter().chain(columns).collect();
        all.sort_by_key(|asked| (asked.at, asked.answer));
        beginnings::part(&mut all);
        beginnings::pair(&mut all);
        for asked in &mut all {
            asked.of_office = is_of_office(paper, asked);
        }
        all
    }

    /// Whether its boxes stand in cells of their own, below the label.
    pub fn apart(&self) -> bool {
        self.hints.apart
    }

    /// The label with the heading of its column.
    pub fn full_text(&self) -> String {
        match &self.column {
            Some((_, heading)) => format!("{} {heading}", self.text),
            None => self.text.clone(),
        }
    }

    /// Whether a slot may stand here at all.
    pub fn may_ask(&self, slot: &Slot) -> bool {
        match &self.within {
            Within::Form => slot.rows.is_none(),
            Within::Clients => slot.rows.is_none() && !slot.is_pair(),
            Within::Rows { group, .. } | Within::Block { group, .. } => slot.rows.as_ref() == Some(group),
        }
    }
}
