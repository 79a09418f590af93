//! What a person should look over on a filled form although nothing was lost: a choice that stands there in other words
//! than on the form it came from, and a printed total that is not the sum of the rows above it.

use crate::finding::{Finding, Lang};
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, Line, Locator};
use crate::record::answer::{Answer, Key, Record};
use crate::record::log::decimal_hours;
use crate::record::schema::{Field, FieldId, Kind, Schema};
use crate::record::value::{NonAnswer, Reading, Value};
use crate::text::normalize::fold;

use super::todo::named;

/// Codes of what belongs under *Controleer* in the list of what is to be done.
pub const TO_CHECK: [&str; 4] = ["choice-reworded", "goals-not-total", "text-may-be-cut", "words-for-a-date"];

const OF_GOALS: &str = "doelen[].uren";
const TOTAL: &str = "begeleiding.uren_aangevraagd";

/// Words by which a label says that it adds up what stands above it.
const TOTAL_WORDS: [&str; 3] = ["totaal", "totale", "samen"];

pub(super) fn remarks(record: &Record, stands: &[Answer], form: &LocatedForm<'_>, mapping: &Mapping) -> Vec<Finding> {
    let words = stands.iter().filter_map(words_for_a_date);
    // from one form of a kind to the next nothing changes its words, and a total was that of its own column
    if *record.form.id == *mapping.head.id {
        return words.collect();
    }
    let of_other = [reworded(record, stands, mapping), not_the_sum(stands, form)];
    words.chain(of_other.into_iter().flatten()).collect()
}

/// That words stand where a day is asked, such as `z.s.m.`: nothing can be counted from them.
fn words_for_a_date(answer: &Answer) -> Option<Finding> {
    let field = Schema::common().field(answer.key.field);
    let in_words =
        matches!(answer.reading, Reading::AsWritten | Reading::NonAnswer(NonAnswer::Elsewhere | NonAnswer::Unknown));
    let finding = || Finding::new("words-for-a-date").field(answer.key.to_string()).place(answer.place.clone());
    (in_words && field.kind == Kind::Date && field.rows().is_none()).then(finding)
}

/// Choices whose words on this form are not those of the form they came from: each body means its own by them. Only the
/// fields are named, for which word was chosen says something of a person.
fn reworded(record: &Record, stands: &[Answer], mapping: &Mapping) -> Option<Finding> {
    let schema = Schema::common();
    let mut first = None;
    let mut fields: Vec<FieldId> = Vec::new();
    for Answer { key, place, reading, .. } in stands {
        let (field, Reading::Value(Value::Text(word))) = (schema.field(key.field), reading) else { continue };
        if field.kind == Kind::Choice && is_reworded(record, *key, word, mapping) && !fields.contains(&key.field) {
            first.get_or_insert(place);
            fields.push(key.field);
        }
    }
    let named = |lang| named(&fields, 0, lang);
    let finding = Finding::new("choice-reworded").with("count", fields.len());
    Some(finding.with("named_nl", named(Lang::Nl)).with("named_en", named(Lang::En)).place(first?.clone()))
}

fn is_reworded(record: &Record, key: Key, word: &str, mapping: &Mapping) -> bool {
    let Some(answer) = record.answers.iter().find(|answer| answer.key == key) else { return false };
    let written = fold(&answer.text);
    let printed: Vec<String> = wordings(mapping, key.field, word).iter().map(|wording| fold(wording)).collect();
    // `M` for `man` and `bepaalde tijd` for `arbeidsovereenkomst voor bepaalde tijd` are the same words, and a record
    // that holds the word of the schema has no words of a form
    let same = |printed: &String| printed.contains(&written) || written.contains(printed.as_str());
    !written.is_empty() && written != fold(word) && !printed.is_empty() && !printed.iter().any(same)
}

/// In which words a form prints a choice.
fn wordings<'m>(mapping: &'m Mapping, field: FieldId, word: &str) -> Vec<&'m str> {
    let mut found = Vec::new();
    for line in mapping.lines.iter().filter(|line: &&Line| line.targets().iter().any(|target| target.field == field)) {
        if let Asks::One { notation, .. } = &line.asks {
            found.extend(notation.choices().iter().filter(|(own, _)| own == word).map(|(_, printed)| printed.as_str()));
        }
        if let Locator::Ticks { boxes, .. } | Locator::Marks { boxes, .. } = &line.by {
            found.extend(boxes.iter().filter(|own| own.word == word).map(|own| own.label.text.as_str()));
        }
    }
    found
}

/// A total that the form prints below hours of goals and that is not their sum. On another form the same hours may have
/// stood by themselves, so this is no fault of the forms it was filled from.
fn not_the_sum(stands: &[Answer], form: &LocatedForm<'_>) -> Option<Finding> {
    let schema = Schema::common();
    let (goals, total) = (schema.id(OF_GOALS)?, schema.id(TOTAL)?);
    let hours = |of: FieldId| {
        stands.iter().filter_map(move |answer| match answer.reading {
            Reading::Value(Value::Hours(minutes)) if answer.key.field == of => Some((&answer.place, minutes)),
            _ => None,
        })
    };
    let label = fold(&form.label_of(total));
    let is_total = label.split(' ').any(|word| TOTAL_WORDS.contains(&word));
    let (place, asked) = hours(total).next()?;
    let sum: i64 = hours(goals).map(|(_, minutes)| minutes).sum();
    let field: &Field = schema.field(total);
    let finding = || Finding::new("goals-not-total").field(field.id.clone()).place(place.clone());
    let decimal = |minutes: i64| decimal_hours(minutes, |hours| hours.to_string());
    (is_total && sum > 0 && sum != asked).then(|| finding().with("sum", decimal(sum)).with("total", decimal(asked)))
}
