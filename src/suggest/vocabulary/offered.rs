//! The word of the schema that an offered answer means.

use crate::record::schema::{Field, Kind};
use crate::text::normalize::fold;

use super::choices;

/// The word of the schema that an offered answer to a question means.
pub(in crate::suggest) fn answer_word(field: &Field, question: &str, option: &str) -> Option<String> {
    let first = || first_or_again(question, option).filter(|_| field.id == "begeleiding.aanvraag");
    first().map(str::to_owned).or_else(|| choice_word(&field.id, field.kind, &field.choices, option))
}

/// What `ja` and `nee` say of a request: `Vraagt u dit voor het eerst aan?`, `Hebt u al eerder een jobcoach gehad?`
fn first_or_again(question: &str, option: &str) -> Option<&'static str> {
    let yes = yes_no_word(option)? == "ja";
    let asked = question.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| asked.contains(word));
    match (says(&["eerst"]), says(&["eerder", "verleng", "vervolg", "opnieuw"])) {
        (true, false) => Some(if yes { "eerste" } else { "vervolg" }),
        (false, true) => Some(if yes { "vervolg" } else { "eerste" }),
        _ => None,
    }
}

/// `ja` or `nee`, where a text begins with one.
pub(in crate::suggest) fn yes_no_word(text: &str) -> Option<&'static str> {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(fold)?;
    match first.as_str() {
        "ja" | "j" => Some("ja"),
        "nee" | "n" => Some("nee"),
        _ => None,
    }
}

/// The word of the schema that an offered answer means.
fn choice_word(id: &str, kind: Kind, choices: &[String], option: &str) -> Option<String> {
    let folded = fold(option);
    if folded.is_empty() {
        return None;
    }
    if kind == Kind::YesNo {
        let first = option.split([' ', ',', ';']).next().map(fold).unwrap_or_default();
        return match first.as_str() {
            "ja" | "j" => Some("ja".to_owned()),
            "nee" | "n" => Some("nee".to_owned()),
            _ => None,
        };
    }
    let shared = choices::wordings(id);
    let exact = |wordings: &[String]| wordings.iter().any(|wording| fold(wording) == folded);
    let known = choices.iter().find(|word| fold(&word.replace('_', " ")) == folded);
    let known = known.or_else(|| shared.iter().find(|(_, wordings)| exact(wordings)).map(|(word, _)| word));
    let within = |word: &str| word.len() > 3 && (folded.contains(word) || (folded.len() > 3 && word.contains(&folded)));
    let mut near: Vec<&String> = shared
        .iter()
        .filter(|(_, wordings)| wordings.iter().any(|wording| within(&fold(wording))))
        .map(|(word, _)| word)
        .chain(choices.iter().filter(|word| within(&fold(&word.replace('_', " ")))))
        .collect();
    near.sort_unstable();
    near.dedup();
    let only =
        || if let [only] = near.as_slice() { Some((*only).clone()) } else { most_specific(&near, &shared, &folded) };
    known.cloned().or_else(only)
}

/// Of several words, the one whose wording covers most of the answer.
fn most_specific(near: &[&String], shared: &[(String, Vec<String>)], folded: &str) -> Option<String> {
    let longest = |word: &String| {
        let wordings = shared.iter().filter(|(w, _)| w == word).flat_map(|(_, all)| all).map(|w| fold(w));
        wordings
            .chain([fold(&word.replace('_', " "))])
            .filter(|w| folded.contains(w.as_str()))
            .map(|w| w.len())
            .max()
            .unwrap_or(0)
    };
    let best = near.iter().map(|word| longest(word)).max().filter(|best| *best > 0)?;
    let mut fitting = near.iter().filter(|word| longest(word) == best);
    fitting.next().filter(|_| fitting.next().is_none()).map(|word| (*word).clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Schema;

    #[test]
    fn yes_and_no_say_whether_a_request_is_the_first() {
        let schema = Schema::common();
        let field = schema.field(schema.id("begeleiding.aanvraag").expect("a field"));
        for (question, option, word) in [
            ("Vraagt u dit voor het eerst aan?", "ja", Some("eerste")),
            ("Vraagt u dit voor het eerst aan?", "nee", Some("vervolg")),
            ("Hebt u al eerder een jobcoach gehad?", "Nee", Some("eerste")),
            ("Soort aanvraag", "ja", None),
        ] {
            assert_eq!(answer_word(field, question, option).as_deref(), word, "{question} {option}");
        }
    }
}
