//! What waits for an answer, or the answer itself, against the kind of a field.

use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Notation, Reading};
use crate::text::content::Content;

use super::candidate::Candidate;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::numbers::real;
use crate::suggest::vocabulary::offered::answer_word;
use crate::suggest::vocabulary::slot::Slot;

/// What waits for the answer, or the answer itself, against the kind of the field.
pub(super) fn shape(slot: &Slot, asked: &Question, candidate: &mut Candidate) {
    let mut apply = |factor: f64, bonus: f64, what: String| {
        candidate.score = (candidate.score * factor + bonus).min(1.1);
        candidate.evidence.push(what);
    };
    let schema = Schema::common();
    let field = schema.field(slot.targets[0].field);
    let kind = slot.kind;
    if asked.hints.period {
        if slot.is_pair() {
            apply(1.0, 0.1, "two dates wait".to_owned());
        } else {
            apply(0.6, 0.0, "two dates wait".to_owned());
        }
    } else if slot.is_pair() && asked.hints.kind == Some(Kind::Date) {
        apply(0.6, 0.0, "one date waits".to_owned());
    }
    if is_percentage(&asked.text) {
        match kind {
            Kind::Percentage => apply(1.0, 0.06, "a percentage is asked".to_owned()),
            Kind::Choice | Kind::YesNo | Kind::Date => apply(0.7, 0.0, "a percentage is asked".to_owned()),
            Kind::Text | Kind::Prose => apply(0.85, 0.0, "a percentage is asked".to_owned()),
            _ => {}
        }
    }
    if let Some(waits) = asked.hints.kind.filter(|waits| asked.hints.options.is_empty() || *waits != Kind::YesNo) {
        match agreement(kind, waits) {
            Some(true) => apply(1.0, 0.06, format!("a {waits:?} waits")),
            Some(false) => apply(0.6, 0.0, format!("a {waits:?} waits")),
            None => {}
        }
    }
    if asked.hints.options.len() > 1 {
        let words: Vec<String> =
            asked.hints.options.iter().filter_map(|o| answer_word(field, &asked.text, o)).collect();
        let share = real(words.len()) / real(asked.hints.options.len());
        match field.kind {
            Kind::Choice if share >= 0.5 => {
                apply(1.0, 0.25 * share, format!("{} of {} choices fit", words.len(), asked.hints.options.len()));
            }
            Kind::YesNo if share >= 0.6 => apply(1.0, 0.06, "ja and nee wait".to_owned()),
            Kind::Choice | Kind::YesNo if share < 0.3 => apply(0.6, 0.0, "the choices do not fit".to_owned()),
            // `ja` and `nee` are no times of work
            Kind::Text | Kind::Prose if asked.hints.kind == Some(Kind::YesNo) => {
                apply(0.85, 0.0, "ja and nee wait".to_owned());
            }
            Kind::Text | Kind::Prose | Kind::Choice | Kind::YesNo => apply(0.92, 0.0, "choices wait".to_owned()),
            Kind::Hours | Kind::Duration | Kind::Number | Kind::Percentage
                if asked.hints.options.iter().all(|o| o.bytes().any(|b| b.is_ascii_digit())) => {}
            kind if readable(kind, &asked.hints.options) => {}
            _ => apply(0.55, 0.0, "choices wait".to_owned()),
        }
    } else if asked.hints.boxes && !matches!(field.kind, Kind::YesNo | Kind::Choice) {
        apply(0.6, 0.0, "a box waits".to_owned());
    }
    for content in &asked.contents {
        if let Some((factor, bonus, what)) = answered(kind, &field.choices, content, slot.is_pair()) {
            apply(factor, bonus, what.to_owned());
            break;
        }
    }
}

/// Whether a label says that its answer is a percentage.
fn is_percentage(label: &str) -> bool {
    let label = label.to_lowercase();
    label.contains('%') || label.contains("percentage") || label.contains("procent")
}

/// Whether an answer of one kind may wait where another is asked; none where nothing can be said.
fn agreement(kind: Kind, waits: Kind) -> Option<bool> {
    match (kind, waits) {
        (kind, waits) if kind == waits => Some(true),
        (Kind::Text | Kind::Prose, Kind::Date) => Some(false),
        (Kind::Text | Kind::Prose, _) => None,
        (Kind::Decimal | Kind::Number | Kind::Hours | Kind::Duration, Kind::Hours | Kind::Duration | Kind::Number) => {
            None
        }
        _ => Some(false),
    }
}

/// What the answer itself says about the kind asked.
fn answered(kind: Kind, choices: &[String], content: &Content, pair: bool) -> Option<(f64, f64, &'static str)> {
    if pair || content.is_empty() {
        return None;
    }
    let words: Vec<(String, Vec<String>)> = choices.iter().map(|w| (w.clone(), vec![w.replace('_', " ")])).collect();
    let notation = Notation::compile(kind, None, &words).ok()?;
    let reading = value::parse(content, &notation).reading?;
    let is_date = matches!(content, Content::Date(_));
    match (kind, reading) {
        (_, Reading::NonAnswer(_)) => None,
        (Kind::Bsn, Reading::Value(_)) => Some((1.0, 0.2, "the answer passes the eleven test")),
        (Kind::Iban, Reading::Value(_)) => Some((1.0, 0.2, "the answer is a valid IBAN")),
        (Kind::Email | Kind::Postcode, Reading::Value(_)) => Some((1.0, 0.12, "the answer fits")),
        (Kind::Text | Kind::Prose | Kind::Name | Kind::Address, _) if is_date || is_email(content) => {
            Some((0.55, 0.0, "the answer does not fit"))
        }
        (Kind::Text | Kind::Prose | Kind::Name | Kind::Address, _) => None,
        (Kind::Choice | Kind::Gemeente, Reading::AsWritten) => Some((0.9, 0.0, "the answer is not a known one")),
        (_, Reading::Value(_)) => Some((1.0, 0.05, "the answer fits")),
        (_, Reading::AsWritten) => Some((0.7, 0.0, "the answer does not fit")),
    }
}

fn is_email(content: &Content) -> bool {
    content.as_text().is_some_and(|text| text.contains('@') && !text.contains(' '))
}

/// Whether most of the answers that are offered can be read as a kind.
fn readable(kind: Kind, options: &[String]) -> bool {
    if matches!(kind, Kind::Name | Kind::Address) {
        return false;
    }
    let Ok(notation) = Notation::compile(kind, None, &[]) else { return false };
    let fits = |option: &&String| {
        let reading = value::parse(&Content::Text((*option).as_str().into()), &notation).reading;
        matches!(reading, Some(Reading::Value(_)))
    };
    options.iter().filter(fits).count() * 2 > options.len()
}
