//! The words in which a form says an answer: its notation, its own choice words, its boxes and its struck alternatives.

use compact_str::CompactString;
use foldhash::HashMap;

use crate::document::filling::constraints::NumberShape;
use crate::mapping::locate::checkboxes;
use crate::mapping::read::combined::split;
use crate::mapping::spec::pattern::{OPEN, Pattern};
use crate::mapping::spec::target::Target;
use crate::record::answer::{Answer, Key};
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Like, NonAnswer, Notation, Reading, Value, many};
use crate::text::content::{Content, strike};
use crate::text::gap::is_open;

/// What a place asks and how it writes it.
pub(crate) struct Slot<'m> {
    pub target: Target,
    pub notation: &'m Notation,
}

/// The keys of the record's answers that belong at one place.
pub(crate) fn keys(target: Target, notation: &Notation, answers: &HashMap<Key, &Answer>) -> Vec<Key> {
    let field = Schema::common().field(target.field);
    let key = Key { field: target.field, row: 0, part: target.part };
    if field.many && target.part.is_none() {
        let turns = (0..).map(|row| Key { row, ..key });
        return turns.take_while(|key| answers.contains_key(key)).collect();
    }
    let parts = field.kind.parts();
    if target.part.is_none() && !parts.is_empty() {
        let all = (0..).zip(parts).map(|(part, _)| Key { part: Some(part), ..key });
        let all: Vec<Key> = all.filter(|key| answers.contains_key(key)).collect();
        let whole = u8::try_from(parts.len()).unwrap_or(u8::MAX) - 1;
        // what is not taken apart goes where the street or the surname is asked, and nowhere else
        let main = if field.kind == Kind::Name { 4 } else { 0 };
        let asked = |key: &&Key| key.part.is_some_and(|part| notation.asks(if part == whole { main } else { part }));
        let asked: Vec<Key> = all.iter().filter(asked).copied().collect();
        return match (all.is_empty(), field.kind) {
            (true, _) => keys_of_row(key, answers),
            // A surname alone is not who somebody is: then the name is said in full.
            (false, Kind::Name) if !asked.iter().copied().any(is_first_name) => all,
            _ => asked,
        };
    }
    keys_of_row(key, answers)
}

/// Whether a key is of a first name or of initials.
fn is_first_name(key: Key) -> bool {
    matches!(key.part, Some(1 | 2))
}

/// The key itself, where the record answers it.
pub(crate) fn keys_of_row(key: Key, answers: &HashMap<Key, &Answer>) -> Vec<Key> {
    answers.contains_key(&key).then_some(key).into_iter().collect()
}

/// What to write so that the answers are read back; none where the place cannot say them.
pub(crate) fn content(answers: &[&Answer], slot: &Slot<'_>, old: &Content, shape: NumberShape) -> Option<Content> {
    let first = answers.first()?;
    match &first.reading {
        Reading::AsWritten => Some(Content::Text(first.text.clone())),
        Reading::NonAnswer(said) => Some(Content::Text(said_words(*said, &first.text, slot.notation).into())),
        Reading::Value(_) => {
            let value = whole(answers, slot)?;
            offered(old, &value, slot.notation)
                .or_else(|| shaped(&value, slot.notation, shape))
                .or_else(|| loosely(&value, slot.notation))
        }
    }
}

/// One value, or the several values of a field that takes them.
enum OneOrMany {
    One(Value),
    Many(Vec<Value>),
}

fn whole(answers: &[&Answer], slot: &Slot<'_>) -> Option<OneOrMany> {
    let field = Schema::common().field(slot.target.field);
    let values: Vec<&Value> = answers
        .iter()
        .filter_map(|answer| match &answer.reading {
            Reading::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    if values.len() < answers.len() {
        return None;
    }
    if field.many && slot.target.part.is_none() {
        return Some(OneOrMany::Many(values.into_iter().cloned().collect()));
    }
    let in_parts = slot.target.part.is_none() && answers.iter().any(|answer| answer.key.part.is_some());
    if in_parts {
        let text =
            |value: &'_ Value| if let Value::Text(text) = value { text.clone() } else { CompactString::default() };
        let parts: Vec<(u8, CompactString)> =
            answers.iter().zip(&values).filter_map(|(a, value)| Some((a.key.part?, text(value)))).collect();
        return value::join(field.kind, parts.iter().map(|(n, text)| (*n, text.as_str()))).map(OneOrMany::One);
    }
    values.first().map(|value| OneOrMany::One((*value).clone()))
}

fn shaped(whole: &OneOrMany, notation: &Notation, shape: NumberShape) -> Option<Content> {
    match whole {
        OneOrMany::One(value)
            if shape == NumberShape::Any
                && let Some(number) = bare_number(value, notation) =>
        {
            Some(number)
        }
        OneOrMany::One(value) => value::content(value, notation, like(shape)),
        OneOrMany::Many(values) => many::print_all(&values.iter().collect::<Vec<_>>(), notation).map(Content::Text),
    }
}

/// A count as the number that a person types, where the notation writes it without anything else: so the form can add
/// it up.
fn bare_number(value: &Value, notation: &Notation) -> Option<Content> {
    if !matches!(notation.kind(), Kind::Number | Kind::Decimal | Kind::Hours) {
        return None;
    }
    let text = value::print(value, notation)?;
    let number = text.replacen(',', ".", 1);
    let is_bare = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.starts_with("0.") || !number.starts_with('0') || number == "0");
    let content = Content::Number(number.parse().ok().filter(|_| is_bare)?);
    reads(&content, &OneOrMany::One(value.clone()), notation).then_some(content)
}

/// In the kind's own writing, where the form's notation cannot say the value but still reads it.
fn loosely(whole: &OneOrMany, notation: &Notation) -> Option<Content> {
    let OneOrMany::One(value) = whole else { return None };
    let own = Notation::compile(notation.kind(), None, &[]).ok()?;
    let content = Content::Text(value::print(value, &own)?);
    reads(&content, whole, notation).then_some(content)
}

fn like(shape: NumberShape) -> Like {
    match shape {
        NumberShape::Any | NumberShape::Text => Like::Text,
        NumberShape::Number => Like::Number,
        NumberShape::Percent => Like::Percent,
        NumberShape::Day | NumberShape::Moment => Like::Date,
        NumberShape::Clock => Like::Clock,
        NumberShape::Tick => Like::Tick,
    }
}

/// Whether a content is read as just this.
fn reads(content: &Content, whole: &OneOrMany, notation: &Notation) -> bool {
    match whole {
        OneOrMany::One(value) => value::parse(content, notation).reading == Some(Reading::Value(value.clone())),
        OneOrMany::Many(values) => {
            let read: Vec<Option<Reading>> =
                many::parse_all(content, notation).into_iter().map(|understood| understood.reading).collect();
            read.len() == values.len() && values.iter().all(|v| read.contains(&Some(Reading::Value(v.clone()))))
        }
    }
}

/// The printed alternatives with the right ones ticked, or with the wrong ones struck out.
fn offered(old: &Content, whole: &OneOrMany, notation: &Notation) -> Option<Content> {
    if !matches!(notation.kind(), Kind::YesNo | Kind::Choice) {
        return None;
    }
    let text = old.as_text()?;
    let fits = |text: String| Some(Content::Text(text.into())).filter(|content| reads(content, whole, notation));
    checkboxes::tickings(text).into_iter().find_map(fits).or_else(|| strikings(text).into_iter().find_map(fits))
}

/// The text with all but one of its alternatives struck out, for each of them.
fn strikings(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('/').collect();
    if !(2..=8).contains(&parts.len()) {
        return Vec::new();
    }
    let one = |kept: usize| {
        let words = parts.iter().enumerate().map(|(n, part)| {
            let word = part.trim();
            let marked = if n == kept || word.is_empty() { word.to_owned() } else { strike(word) };
            part.replacen(word, &marked, 1)
        });
        words.collect::<Vec<_>>().join("/")
    };
    (0..parts.len()).map(one).collect()
}

/// Other writings of the same answer, for a place that does not take the usual one: without what stands between its
/// digits (`30071989`, `1234AB`), and as the bare number.
pub(crate) fn rewritten(answers: &[&Answer], slot: &Slot<'_>, content: &Content) -> Vec<Content> {
    let Some(whole) = whole(answers, slot) else { return Vec::new() };
    let shown = content.shown();
    let day = match &whole {
        OneOrMany::One(Value::Date(date)) => date.day().map(|day| day.strftime("%d%m%Y").to_string()),
        _ => None,
    };
    let bare: String = shown.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/' | '(' | ')')).collect();
    let number = match &whole {
        // eight digits as a number are a day in the year 40000 to a workbook
        OneOrMany::One(Value::Date(_)) => None,
        OneOrMany::One(value) => {
            bare_number(value, slot.notation).or_else(|| Some(Content::Number(bare.parse().ok()?)))
        }
        OneOrMany::Many(_) => None,
    };
    let number = number.filter(|number| number.shown() == bare);
    let texts = day.into_iter().chain([bare]).filter(|text| !text.is_empty()).map(|text| Content::Text(text.into()));
    texts.chain(number).filter(|other| reads(other, &whole, slot.notation)).collect()
}

/// The entry of a drop-down that says the answer.
pub(crate) fn of_list(answers: &[&Answer], slot: &Slot<'_>, list: &[String]) -> Option<Content> {
    let whole = whole(answers, slot)?;
    let entries = list.iter().map(|entry| Content::Text(entry.as_str().into()));
    entries.into_iter().find(|content| reads(content, &whole, slot.notation))
}

/// The record's own words for what is no value, where the form reads them so; else the usual ones.
fn said_words(said: NonAnswer, text: &str, notation: &Notation) -> String {
    let own = value::parse(&Content::Text(text.into()), notation).reading;
    if own == Some(Reading::NonAnswer(said)) {
        return text.to_owned();
    }
    match said {
        NonAnswer::NotApplicable => "n.v.t.",
        NonAnswer::Unknown => "onbekend",
        NonAnswer::Nothing => "-",
        NonAnswer::Elsewhere => "zie bijlage",
    }
    .to_owned()
}

/// Several fields in one text, with dots for those that have no answer; none where a field cannot be said, or where the text would be split otherwise.
pub(crate) fn joined(pattern: &Pattern, answers: &HashMap<Key, &Answer>) -> Option<String> {
    joined_text(pattern, answers).filter(|text| {
        let Some(readings) = split(pattern, text) else { return false };
        let mut pieces = pattern.pieces.iter().zip(readings);
        pieces.all(|(piece, reading)| says(piece.target, &piece.notation, reading.as_ref(), answers))
    })
}

/// Whether a content at the place of a target is read as the record has it.
pub(crate) fn is_read(target: Target, notation: &Notation, content: &Content, answers: &HashMap<Key, &Answer>) -> bool {
    if Schema::common().field(target.field).many && target.part.is_none() {
        let keys = keys(target, notation, answers);
        let read: Vec<Reading> = many::parse_all(content, notation).into_iter().filter_map(|one| one.reading).collect();
        return read.len() == keys.len() && keys.iter().all(|key| read.contains(&answers[key].reading));
    }
    says(target, notation, value::parse(content, notation).reading.as_ref(), answers)
}

/// Whether a part of a text was read as the record has it.
fn says(target: Target, notation: &Notation, reading: Option<&Reading>, answers: &HashMap<Key, &Answer>) -> bool {
    let keys = keys(target, notation, answers);
    if keys.is_empty() {
        return reading.is_none();
    }
    let is = |key: &Key| match (reading, key.part) {
        (Some(Reading::Value(whole)), Some(part)) if target.part.is_none() => {
            let text = value::part(whole, part).map(|text| Reading::Value(Value::Text(text.into())));
            text.as_ref() == Some(&answers[key].reading)
        }
        (reading, _) => reading == Some(&answers[key].reading),
    };
    keys.iter().all(is)
}

fn joined_text(pattern: &Pattern, answers: &HashMap<Key, &Answer>) -> Option<String> {
    pattern.join(|piece| {
        let keys = keys(piece.target, &piece.notation, answers);
        if keys.is_empty() {
            return Some(OPEN.to_owned());
        }
        let of_piece: Vec<&Answer> = keys.iter().filter_map(|key| answers.get(key).copied()).collect();
        let slot = Slot { target: piece.target, notation: &piece.notation };
        let content = content(&of_piece, &slot, &Content::Empty, NumberShape::Any)?;
        let said = content.shown().into_owned();
        // What somebody wrote for "nothing" is no open place.
        Some(if is_open(&said) { "-".to_owned() } else { said })
    })
}
