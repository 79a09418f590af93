//! Parts of a name or an address that do not go together, or are none: `Sanne` for initials, `de` before `de Vries`, a whole
//! name beside a surname, a house number `12,0`.

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{Reading, Value, name};

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "deel-klopt-niet",
    title: "Een deel van een naam of adres klopt niet",
    question: Question::OfRecord(ask),
};

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let parts = record.answers.iter().filter(|answer| answer.key.part.is_some());
    let wrong = parts.filter(|answer| is_wrong(answer, record).unwrap_or(false));
    wrong.map(|answer| about(CHECK.code, answer)).collect()
}

fn is_wrong(answer: &Answer, record: &Subject<'_>) -> Option<bool> {
    let kind = Schema::common().field(answer.key.field).kind;
    let text = text(answer)?;
    // of a pseudonym nothing is told
    if record.pseudonym.is_some() {
        return Some(false);
    }
    let other = |name: &str| other_part(answer, record, kind, name);
    Some(match (kind, *kind.parts().get(usize::from(answer.key.part?))?) {
        (Kind::Name, "voorletters") => !name::are_initials(text),
        (Kind::Name, "achternaam") => {
            let begins = |prefix: &str| {
                let start = text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
                start && text[prefix.len()..].starts_with(' ')
            };
            text.contains([',', ';']) || other("tussenvoegsel").is_some_and(begins)
        }
        (Kind::Name, "volledig") => ["voornaam", "voorletters", "achternaam"].iter().any(|name| other(name).is_some()),
        (Kind::Address, "huisnummer") => text.contains([',', '.']),
        (Kind::Address, "straat") => {
            let last = text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
            matches!(last.as_str(), "nr" | "nr." | "no." | "nummer")
        }
        (Kind::Address, "volledig") => ["straat", "huisnummer"].iter().any(|name| other(name).is_some()),
        _ => false,
    })
}

/// What another part of the same name or address says.
fn other_part<'a>(answer: &Answer, record: &Subject<'a>, kind: Kind, name: &str) -> Option<&'a str> {
    let part = kind.parts().iter().position(|part| *part == name)?;
    let same = |other: &&Answer| other.key.row == answer.key.row && other.key.part.map(usize::from) == Some(part);
    record.answers_to(answer.key.field).iter().find(same).and_then(text)
}

fn text(answer: &Answer) -> Option<&str> {
    match &answer.reading {
        Reading::Value(Value::Text(text)) => Some(text),
        _ => None,
    }
}
