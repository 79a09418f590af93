//! A web form that asks another question under a key of the mapping: who puts up a form anew may change the words and keep
//! the key. The label says what was asked.

use crate::document::cells::model::{Format, Sheet};
use crate::finding::Finding;
use crate::mapping::locate::Located;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::locate::location::Location;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Locator;
use crate::record::schema::Schema;
use crate::text::normalize::fold;
use crate::text::place::{Place, Spot};

/// Words that change no question.
const FILLERS: [&str; 14] =
    ["de", "het", "een", "van", "uw", "u", "wat", "is", "welke", "voor", "aan", "in", "bij", "op"];

/// How near two words are at least of which one is only spelt otherwise.
const SPELT: f64 = 0.85;

/// The answered questions whose label in the file is another than the one that the mapping's blank prints for the key.
pub(super) fn relabelled(printed: &LabelIndex<'_>, mapping: &Mapping, located: &Located) -> Vec<Finding> {
    if printed.document.format != Format::Json {
        return Vec::new();
    }
    let lines = mapping.lines.iter().zip(&located.lines);
    let asked = lines.filter_map(|(line, found)| {
        let (Locator::Named(names), Some(Location::Named { sheet, named })) = (&line.by, found) else { return None };
        let sheet = &printed.document.sheets[*sheet];
        let named = &sheet.named[*named];
        let label = label_of(sheet, named.spot).filter(|_| !named.content.is_empty())?;
        let own = names.iter().find_map(|name| mapping.blank_labels.of_name(name))?;
        let is_key = names.iter().any(|name| name.rsplit('.').next() == Some(label.trim()));
        let field = Schema::common().field(line.targets().first()?.field);
        let finding = Finding::new("question-relabelled").field(&field.id).place(named.place.clone());
        let other = !is_key && !is_same_question(&own, &label);
        other.then(|| finding.with("label", label.trim()).with("own", own.trim()))
    });
    asked.collect()
}

/// The questions whose answer a web form hands over in pieces that are none of its usual ones: `{"dag": 1, "uur": 9}`.
pub(super) fn in_pieces(printed: &LabelIndex<'_>, mapping: &Mapping, located: &Located) -> Vec<Finding> {
    if printed.document.format != Format::Json {
        return Vec::new();
    }
    let missing = mapping.lines.iter().zip(&located.lines).filter(|(_, found)| found.is_none());
    let pieces = missing.filter_map(|(line, _)| {
        let Locator::Named(names) = &line.by else { return None };
        let within = |name: &str| {
            names.iter().any(|whole| name.strip_prefix(whole.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        let named = printed.document.sheets.iter().flat_map(|sheet| &sheet.named);
        let first =
            named.filter(|named| !named.content.is_empty()).find(|named| named.names.iter().any(|n| within(n)))?;
        let field = Schema::common().field(line.targets().first()?.field);
        let finding = Finding::new("answer-not-understood").field(&field.id).place(first.place.clone());
        Some(finding.with("kind", field.kind.word()))
    });
    pieces.collect()
}

/// What a web form prints beside the answer at a spot; none where that is only its key.
pub(crate) fn label_of(sheet: &Sheet, spot: Spot) -> Option<String> {
    let cell = sheet.at(Spot { col: spot.col.checked_sub(1)?, ..spot })?;
    let is_key = matches!(sheet.place_of(cell), Some(Place::Pointer(pointer)) if pointer.ends_with(['#']));
    cell.content.as_text().filter(|_| !is_key).map(str::to_owned)
}

/// Whether two labels ask the same, though they are spelt otherwise.
fn is_same_question(own: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(fold);
        words.filter(|word| !word.is_empty() && !FILLERS.contains(&word.as_str())).collect()
    };
    let (own, other) = (words(own), words(other));
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let near =
        |a: &str, b: &str| a == b || !has_digit(a) && !has_digit(b) && strsim::normalized_levenshtein(a, b) >= SPELT;
    let known = |word: &String, others: &[String]| others.iter().any(|one| near(word, one));
    own.iter().all(|word| known(word, &other)) && other.iter().all(|word| known(word, &own))
        || near(&own.concat(), &other.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_the_same_where_only_its_spelling_differs() {
        for (own, other) in [
            ("Uren per week", "Uren per week:"),
            ("Begin van het contract", "Begin contract"),
            ("E-mailadres", "E-mail adres"),
            ("Telefoonnummer", "Telefoonnumer"),
        ] {
            assert!(is_same_question(own, other), "{own} {other}");
        }
        for (own, other) in [
            ("Uren per week", "Uren per maand"),
            ("Telefoonnummer", "Telefoonnummer ouder/voogd"),
            ("Naam jobcoach", "Naam leidinggevende"),
            ("1e contactpersoon", "2e contactpersoon"),
            ("Bruto maandloon", "Bruto uurloon"),
        ] {
            assert!(!is_same_question(own, other), "{own} {other}");
        }
    }
}
