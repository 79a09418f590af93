//! What a place takes before anything is written there: its shape, its list, whether it is locked.

use crate::document::spreadsheet::condition::Condition;
use crate::document::spreadsheet::number_format::Shows;
use crate::document::spreadsheet::precision::Precision;
use crate::document::spreadsheet::text_fit::CellSize;
use crate::text::content::Content;
use crate::text::place::Place;

/// Which content a cell is shaped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum NumberShape {
    /// No format of its own: text and numbers show as they are.
    #[default]
    Any,
    Text,
    Number,
    Percent,
    /// A calendar day.
    Day,
    /// A calendar day with a time of day.
    Moment,
    /// A time of day or a length of time.
    Clock,
    /// A box to tick.
    Tick,
}

impl NumberShape {
    /// Of a number format by its code and what it shows.
    pub fn of(code: Option<&str>, shows: Shows) -> Self {
        match (shows, code.map(str::trim)) {
            (Shows::Percent, _) => Self::Percent,
            (Shows::Day, _) => Self::Day,
            (Shows::Moment, _) => Self::Moment,
            (Shows::Clock, _) => Self::Clock,
            (Shows::Number, Some("@")) => Self::Text,
            (Shows::Number, Some(code))
                if ["general", "standaard", "standard"].iter().all(|g| !g.eq_ignore_ascii_case(code)) =>
            {
                Self::Number
            }
            (Shows::Number, _) => Self::Any,
        }
    }

    /// Whether a content shows as itself in a cell of this shape.
    pub fn shows(self, content: &Content) -> bool {
        match content {
            Content::Empty | Content::Text(_) => true,
            Content::Number(_) => matches!(self, Self::Any | Self::Text | Self::Number),
            Content::Percent(_) => self == Self::Percent,
            Content::Date(_) => matches!(self, Self::Day | Self::Moment),
            Content::Moment(_) => self == Self::Moment,
            Content::Clock(_) => self == Self::Clock,
            Content::Tick(_) => self == Self::Tick,
        }
    }
}

/// What a filler must know of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraints {
    /// The place that was asked for.
    pub place: Place,
    pub like: NumberShape,
    /// On a protected sheet, and locked: its author did not mean it to be filled by hand.
    pub locked: bool,
    /// A formula, which is never overwritten.
    pub formula: bool,
    /// The answers of its drop-down, where they can be resolved.
    pub list: Option<Vec<String>>,
    /// Whether the file takes nothing but its list.
    pub only_list: bool,
    /// What the file asks of an answer that is typed here.
    pub conditions: Vec<Condition>,
    /// Who writes the file judges the conditions and says what they refuse.
    pub judged_on_writing: bool,
    /// What shows of a number.
    pub precision: Precision,
    /// How many digits of a number show beside each other, where that is fixed.
    pub digits: Option<f64>,
    /// A formula works with what stands here, so that a number has to stay one.
    pub counted: bool,
    /// Outside what the sheet prints.
    pub unprinted: bool,
    /// What shows of a text, where the place does not grow with it.
    pub room: Option<CellSize>,
}

impl Constraints {
    /// A place of this shape that nothing restricts.
    pub fn new(place: &Place, like: NumberShape) -> Self {
        Self {
            place: place.clone(),
            like,
            locked: false,
            formula: false,
            list: None,
            only_list: false,
            conditions: Vec::new(),
            judged_on_writing: false,
            precision: Precision::default(),
            digits: None,
            counted: false,
            unprinted: false,
            room: None,
        }
    }
}

/// A rule that a source sets for the contents of some cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    pub list: Option<Vec<String>>,
    /// Whether another answer is refused.
    pub strict: bool,
    pub conditions: Vec<Condition>,
}

impl Rule {
    /// Sets what it says for `target`.
    pub fn lay_on(&self, target: &mut Constraints) {
        target.list.clone_from(&self.list);
        target.only_list = self.strict && self.list.is_some();
        // A rule that only warns, or says nothing, refuses nobody's answer.
        if self.strict {
            target.conditions.clone_from(&self.conditions);
        }
    }
}
