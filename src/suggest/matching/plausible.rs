//! What rules a field out for a question, however near its wording: the unit, another person, a part of a name.

use crate::record::schema::Kind;
use crate::text::normalize::fold;

use super::candidate::Candidate;
use super::contact_words;
use super::question_context::QuestionContext;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::phrases::{Phrases, words};
use crate::suggest::vocabulary::slot::Slot;

/// What the office fills in itself.
const OF_OFFICE: [&str; 7] = [
    "formulier.ontvangen",
    "gemeente.contactpersoon",
    "gemeente.opdrachtnummer",
    "begeleiding.besluit",
    "begeleiding.besluit_datum",
    "begeleiding.uren_toegekend",
    "begeleiding.regime",
];

/// Takes away the fields that a question cannot ask. `named` says that the label, a heading or the questions before it
/// name somebody.
pub(super) fn rule_out(
    asked: &Question,
    around: &QuestionContext,
    named: bool,
    slots: &[Slot],
    candidates: &mut Vec<Candidate>,
) {
    if asked.of_office {
        candidates.retain(|candidate| OF_OFFICE.contains(&slots[candidate.slot].id.as_str()));
    }
    let text = asked.full_text();
    candidates.retain(|candidate| {
        let slot = &slots[candidate.slot];
        // a bare `IBAN` of anybody is no employer's
        (named || slot.kind != Kind::Iban || words(&asked.text).len() > 2)
            // nor a bare `KvK-nummer` that of a bureau of coaches
            && (named || slot.id != "jobcoach.kvk" || words(&asked.text).len() > 2)
            && asks_for(&asked.text, slot)
            && unit_fits(&text, slot)
            && !(counts_digits(&text) && slot.id.contains("cijfer"))
            && day_fits(&text, slot)
            && person_fits(&text, asked, slot)
            && signs(asked, around, slot)
            && is_of_named(asked, slot)
            && part_fits(&text, slot)
            && line_fits(&text, slot)
            && number_fits(&asked.text, slot)
            && contact_words::fits(&text, slot)
    });
}

/// In a gap behind which a sentence says whose it is (`namens de werkgever`) stands nothing of anybody else.
fn is_of_named(asked: &Question, slot: &Slot) -> bool {
    let whose = asked.gap.filter(|gap| gap.named).and_then(|gap| gap.whose);
    whose.is_none_or(|who| slot.about == Some(who))
}

/// `uur per maand` is no field of hours a week; `per 4 weken`, `dagdelen` and `fte` are none at all.
fn unit_fits(text: &str, slot: &Slot) -> bool {
    let said = words(text);
    let says = |word: &str| said.iter().any(|said| said == word);
    let hours = matches!(slot.kind, Kind::Hours | Kind::Decimal | Kind::Number | Kind::Duration | Kind::Date)
        || slot.id.contains("uren_");
    let per = |unit: &[&str]| {
        said.windows(2)
            .any(|pair| matches!(pair[0].as_str(), "per" | "p" | "elke" | "iedere") && unit.contains(&pair[1].as_str()))
            || unit.iter().any(|unit| says(unit) && unit.ends_with("lijks"))
    };
    let (week, month) = (per(&["week", "w", "wk", "wekelijks"]), per(&["maand", "m", "mnd", "maandelijks"]));
    if slot.id.ends_with("_per_week") && (month && !week) || slot.id.ends_with("_per_maand") && (week && !month) {
        return false;
    }
    if hours && slot.rows.is_none() && Phrases::common().tell("other_unit", text) {
        return false;
    }
    // `u` is an hour on a label, and whoever is asked in a question
    let asks = text.contains('?');
    let hour =
        |word: &String| word.contains("uur") || word.contains("uren") || (word == "u" && !asks) || word == "tijd";
    let timed = said.iter().any(hour);
    let score = is_score(text, &said);
    if slot.id.contains("uren_") && hours && !timed {
        let other = says("maanden") || says("weken") || says("dagen") || text.contains(['%', '€']) || score;
        return !other;
    }
    let told = says("toelichting") || says("waarom") || says("uitleg");
    let worded = matches!(slot.kind, Kind::Prose | Kind::Text | Kind::Choice | Kind::YesNo);
    !(score && matches!(slot.kind, Kind::Hours | Kind::Money | Kind::Percentage | Kind::Date)
        || score && !told && worded && slot.rows.is_none())
}

/// `BSN (9 cijfers)`, `KvK-nummer, 8 cijfers`: how long a number is, and no grade.
fn counts_digits(text: &str) -> bool {
    let said = words(text);
    said.windows(2).any(|pair| pair[1] == "cijfers" && pair[0].parse::<u32>().is_ok())
}

/// `Cijfer`, `(1-10)`, `schaal 1 t/m 5`: what is asked is a grade.
fn is_score(text: &str, said: &[String]) -> bool {
    let says = |word: &str| said.iter().any(|said| said == word);
    let end = |word: &String| word == "10" || word == "5";
    let scale = said
        .windows(3)
        .any(|three| three[0] == "1" && end(&three[2]) && matches!(three[1].as_str(), "tot" | "t" | "tm" | "en"));
    let dashed = ["1-10", "1 - 10", "1–10", "1-5", "1 - 5", "1–5"].iter().any(|scale| text.contains(scale));
    let through = said.windows(4).any(|four| four[0] == "1" && four[1] == "t" && four[2] == "m" && end(&four[3]));
    says("cijfer") || says("rapportcijfer") || dashed || scale || through || text.contains("1/10")
}

/// `Opgesteld op`, `Verstuurd d.d.`, `Van (datum)`: what is asked is a day.
fn day_fits(text: &str, slot: &Slot) -> bool {
    let label = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')').to_lowercase();
    let day = label.ends_with(" op") && !label.contains("bereik")
        || label.ends_with(" d.d")
        || label.ends_with("(datum)")
        || label.ends_with(" t/m");
    !day || slot.is_pair() || matches!(slot.kind, Kind::Date | Kind::Time) || slot.rows.is_some()
}

/// The word that begins a question says what is answered: `Is …?` yes or no, `Wanneer …?` a day, `Hoeveel …?` a number.
fn asks_for(text: &str, slot: &Slot) -> bool {
    let said = words(text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' '));
    let first = said.iter().find(|word| word.chars().count() > 1).map_or("", String::as_str);
    if !text.contains('?') || slot.is_pair() || said.iter().any(|word| word == "zo") {
        return true;
    }
    let open = matches!(slot.kind, Kind::Text | Kind::Prose | Kind::Choice | Kind::YesNo);
    let number = matches!(
        slot.kind,
        Kind::Number | Kind::Decimal | Kind::Hours | Kind::Percentage | Kind::Money | Kind::Duration
    );
    match first {
        "is" | "heeft" | "mag" | "mogen" | "zou" | "moet" | "weet" | "kan" | "wilt" | "zijn" | "krijgt" | "staat"
        | "ontvangt" | "vindt" | "valt" => open,
        "wanneer" => slot.kind == Kind::Date || slot.kind == Kind::Text,
        "hoeveel" => number || slot.kind == Kind::Text,
        "wie" => matches!(slot.kind, Kind::Name | Kind::Text | Kind::Choice),
        "waarom" => matches!(slot.kind, Kind::Text | Kind::Prose),
        "waarmee" | "waarin" | "waarbij" => open,
        _ => true,
    }
}

/// A partner, a second contact or a doctor is nobody of the schema.
fn person_fits(text: &str, asked: &Question, slot: &Slot) -> bool {
    let identity = matches!(
        slot.kind,
        Kind::Name | Kind::Phone | Kind::Email | Kind::Bsn | Kind::Iban | Kind::Address | Kind::Date
    ) || ["contactpersoon", "leidinggevende", "organisatie"].iter().any(|end| slot.id.ends_with(end));
    let exempt = ["vertegenwoordiger", "noodcontact", "ingevuld_door", "gemeente.contactpersoon"];
    if !identity || exempt.iter().any(|end| slot.id.ends_with(end)) {
        return true;
    }
    let about_other = |text: &str| Phrases::common().tell("other_person", text);
    let heading = asked
        .sections
        .last()
        .is_some_and(|(_, heading)| heading.split_whitespace().count() < 5 && about_other(heading));
    !about_other(text) && !heading
}

/// Where a block is signed, only fields of signing stand, each of the one who signs there.
fn signs(asked: &Question, around: &QuestionContext, slot: &Slot) -> bool {
    if !asked.signs {
        return true;
    }
    slot.group == "ondertekening" && (slot.about.is_none() || slot.about == around.about)
}

/// `In welke straat woont u, en op welk nummer?` asks neither the street alone nor the number.
fn line_fits(text: &str, slot: &Slot) -> bool {
    let said = words(text);
    let says = |begins: &[&str]| said.iter().any(|word| begins.iter().any(|begin| word.starts_with(begin)));
    let both = says(&["straat", "adresregel"]) && says(&["nummer", "huisn", "nr"]);
    !both || ![".straat", ".huisnummer", ".toevoeging"].iter().any(|part| slot.id.ends_with(part))
}

/// `Verslag nr.` asks for no name, no day and nothing in words.
fn number_fits(text: &str, slot: &Slot) -> bool {
    let said = words(text);
    let numbered = said.last().is_some_and(|word| matches!(word.as_str(), "nr" | "nummer"));
    let worded =
        matches!(slot.kind, Kind::Text | Kind::Prose) && !slot.id.contains("nummer") && !slot.id.contains("kvk");
    !numbered || !worded && !matches!(slot.kind, Kind::Name | Kind::Date | Kind::YesNo | Kind::Choice)
}

/// What stands before the last name, as labels begin to call it.
const FIRST: [&str; 6] = ["voornaam", "voornamen", "roepnaam", "voorletter", "initialen", "voorl"];

/// `Achternaam` is a part of a name, `Roepnaam en achternaam` is the whole.
fn part_fits(text: &str, slot: &Slot) -> bool {
    let of_name = [".achternaam", ".voornaam", ".voorletters", ".tussenvoegsel"];
    if slot.kind != Kind::Name && !of_name.iter().any(|part| slot.id.ends_with(part)) {
        return true;
    }
    let label = fold(text);
    let last = label.contains("achternaam") || label.contains("familienaam");
    let first = FIRST.iter().any(|part| label.contains(part)) || text.to_lowercase().contains("voor-");
    // `Voorletters en naam`, `Jobcoach (voorletters, naam)`: the whole beside a part of it
    let whole = first && words(text).iter().any(|word| word == "naam");
    if last && first || whole { slot.targets.iter().all(|target| target.part.is_none()) } else { true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_and_grades_are_told() {
        for (text, digits, score) in [
            ("BSN werknemer (9 cijfers)", true, false),
            ("Rapportcijfer werknemer", false, true),
            ("Cijfers van de werkgever", false, false),
            ("Hoe is de sfeer (1-10)?", false, true),
            ("Schaal 1 t/m 5", false, true),
            ("Begeleiding op 1 en 2 maart", false, false),
        ] {
            assert_eq!((counts_digits(text), is_score(text, &words(text))), (digits, score), "{text}");
        }
    }
}
