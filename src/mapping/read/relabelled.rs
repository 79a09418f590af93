//! A web form that asks another question under a key of the mapping: who puts up a form anew may change the words and keep
//! the key. The label says what was asked.

use crate::document::cells::model::{Format, Sheet};
use crate::finding::Finding;
use crate::mapping::locate::Located;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::locate::location::Location;
use crate::mapping::locate::table::Table;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Locator, Shape};
use crate::record::schema::Schema;
use crate::text::normalize::fold;
use crate::text::place::{Place, Spot};

/// Words that change no question.
const FILLERS: [&str; 18] = [
    "de", "het", "een", "van", "uw", "u", "wat", "wie", "is", "welke", "voor", "aan", "in", "bij", "op", "naam",
    "nummer", "aantal",
];

/// How a question calls the client, which goes without saying in one about the client.
const CLIENT: [&str; 6] = ["werknemer", "medewerker", "client", "kandidaat", "deelnemer", "inwoner"];

/// The groups of fields that are about the client.
const OF_CLIENT: [&str; 4] = ["client.", "doelgroep.", "dienstverband.", "werkplek."];

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
        let other = !is_key && !is_same_question(&own, &label, &field.id);
        other.then(|| finding.with("label", label.trim()).with("own", own.trim()))
    });
    let mut found: Vec<Finding> = asked.collect();
    found.extend(located.tables.iter().flat_map(|table| relabelled_columns(printed, mapping, table)));
    found
}

/// The headings of a group that say more than those of the mapping, in brackets: `Hoeveel uren? (per week)`.
fn relabelled_columns(printed: &LabelIndex<'_>, mapping: &Mapping, table: &Table) -> Vec<Finding> {
    let Shape::Table { columns, .. } = &mapping.rows[table.rows].shape else { return Vec::new() };
    let said = table.headings().filter_map(|(column, at)| {
        let label = printed.cell(at).content.as_text()?;
        let column = columns.get(column).filter(|column| column.ticks.is_empty())?;
        let field = &Schema::common().field(column.target.field).id;
        let own = column.headings.first()?;
        let same = column.headings.iter().any(|own| is_same_question(&own.text, label, field));
        let finding = Finding::new("question-relabelled").field(field).with("label", label.trim());
        let place = printed.document.sheets[at.sheet].place_of(printed.cell(at));
        (!same).then(|| place.into_iter().fold(finding.with("own", own.text.trim()), Finding::place))
    });
    said.collect()
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

/// A word without the `nummer` at its end: a telephone is asked by its number.
fn bare(word: &str) -> &str {
    word.strip_suffix("nummer").filter(|rest| rest.len() > 3).unwrap_or(word)
}

/// Whether two labels ask the same, though they are spelt otherwise; they are of this field.
fn is_same_question(own: &str, other: &str, field: &str) -> bool {
    let of_client = OF_CLIENT.iter().any(|group| field.starts_with(group));
    let fills = |word: &str| FILLERS.contains(&word) || of_client && CLIENT.contains(&word);
    let words = |text: &str| -> Vec<String> {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|w| !w.is_empty()).collect();
        let telling: Vec<String> = words.iter().filter(|word| !fills(word)).cloned().collect();
        if telling.is_empty() { words } else { telling }
    };
    let (own, other) = (words(own), words(other));
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let near =
        |a: &str, b: &str| a == b || !has_digit(a) && !has_digit(b) && strsim::normalized_levenshtein(a, b) >= SPELT;
    let known = |word: &String, others: &[String]| others.iter().any(|one| near(word, one) || bare(word) == bare(one));
    // one word in two, with a letter astray: a whole word more or less says something else (`niet`, `al`)
    let (joined, apart) = (own.concat(), other.concat());
    let astray = || !has_digit(&joined) && !has_digit(&apart) && strsim::levenshtein(&joined, &apart) <= 1;
    own.iter().all(|word| known(word, &other)) && other.iter().all(|word| known(word, &own))
        || joined == apart
        || astray()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_the_same_where_only_its_spelling_differs() {
        for (own, other, field) in [
            ("Uren per week", "Uren per week:", "dienstverband.uren_per_week"),
            ("Uren per week", "Aantal uren per week", "dienstverband.uren_per_week"),
            ("Begin van het contract", "Begin contract", "dienstverband.begin"),
            ("E-mailadres", "E-mail adres", "client.email"),
            ("Telefoonnummer", "Telefoonnumer", "client.telefoon"),
            ("Telefoonnummer", "Telefoon", "werkgever.telefoon"),
            ("Telefoonnummer", "Telefoonnummer werknemer", "client.telefoon"),
            ("Functie van de werknemer", "Functie", "werkplek.functie"),
            ("Naam van de jobcoach", "Jobcoach", "jobcoach.naam"),
        ] {
            assert!(is_same_question(own, other, field), "{own} {other}");
        }
        for (own, other, field) in [
            ("Uren per week", "Uren per maand", "dienstverband.uren_per_week"),
            ("Uren per week", "Uren", "dienstverband.uren_per_week"),
            ("Telefoonnummer", "Telefoonnummer ouder/voogd", "client.telefoon"),
            ("Telefoonnummer", "Telefoonnummer werknemer", "werkgever.telefoon"),
            ("Functie van de werknemer", "Functie van de werkgever", "werkplek.functie"),
            ("Naam jobcoach", "Naam leidinggevende", "jobcoach.naam"),
            ("Naam van de jobcoach", "Naam", "jobcoach.naam"),
            ("1e contactpersoon", "2e contactpersoon", "werkgever.contactpersoon"),
            ("Bruto maandloon", "Bruto uurloon", "dienstverband.loon"),
            (
                "Staat de werknemer in het doelgroepregister?",
                "Staat de werknemer niet in het doelgroepregister?",
                "doelgroep.doelgroepregister",
            ),
            (
                "Staat de werknemer in het doelgroepregister?",
                "Staat de werkgever in het doelgroepregister?",
                "doelgroep.doelgroepregister",
            ),
            (
                "De werknemer geeft toestemming voor deze aanvraag",
                "De werknemer geeft toestemming voor deze aanvraag niet",
                "ondertekening.toestemming",
            ),
            ("Welke uitkering krijgt de werknemer?", "Welke uitkering kreeg de werknemer?", "doelgroep.uitkering"),
            ("Hoeveel uren?", "Hoeveel uren? (per week)", "doelen.uren"),
        ] {
            assert!(!is_same_question(own, other, field), "{own} {other}");
        }
    }
}
