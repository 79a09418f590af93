//! What is to be done about the forms themselves: add, sign, look over.

use crate::dossier::recency::recency;
use crate::finding::Finding;
use crate::record::answer::Record;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::report::account::form_title;
use crate::report::wording::shown::long_date;

use super::{Case, Found};

/// Findings that say that an answer is missing.
const MISSING: [&str; 2] = ["verplicht-leeg", "kern-ontbreekt"];

/// The newest form of each kind, by position.
fn newest_of_kind<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Record> {
    let forms = &case.dossier.forms;
    let is_first = |n: usize| forms[..n].iter().all(|form| form.form.id != forms[n].form.id);
    (0..forms.len()).filter(move |n| is_first(*n)).map(|n| forms[n])
}

/// Required answers that the newest form of a kind leaves open and that no other form of the client gives.
pub(super) fn missing(case: &Case<'_>) -> Vec<Found> {
    let one = |form: &Record| {
        let is_missing = |finding: &&Finding| MISSING.contains(&finding.code.as_ref());
        let mut fields: Vec<FieldId> = Vec::new();
        for finding in form.findings.iter().filter(is_missing) {
            fields.extend(named(finding).into_iter().filter(|field| !known(case, *field)));
        }
        fields.sort_unstable();
        fields.dedup();
        (!fields.is_empty()).then(|| Found {
            kind: "aanvullen",
            title: format!("Aanvullen: {}", form_title(form)),
            why: format!("Nog niet ingevuld: {}.", labels(&fields)),
            day: None,
            which: form.form.id.to_string(),
            coaching: None,
        })
    };
    newest_of_kind(case).filter_map(one).collect()
}

/// The fields that a finding is about: its own, or those that it lists.
fn named(finding: &Finding) -> Vec<FieldId> {
    let schema = Schema::common();
    let listed =
        finding.with.iter().find(|(name, _)| name == "fields" || name == "missing").map(|(_, ids)| ids.as_str());
    let own = finding.field.as_deref();
    let ids = own.into_iter().chain(listed.into_iter().flat_map(|ids| ids.split(", ")));
    ids.filter_map(|id| schema.id(id.trim_matches('`'))).collect()
}

fn known(case: &Case<'_>, field: FieldId) -> bool {
    let schema = Schema::common();
    // A goal or an entry of a log stands in rows, which are joined from all forms.
    match schema.field(field).rows() {
        Some(group) => case.dossier.forms.iter().any(|form| form.rows(group) > 0),
        None => case.dossier.statement(&schema.field(field).id).is_some(),
    }
}

/// Signatures that the newest form of a kind asks and that are not all there.
pub(super) fn unsigned(case: &Case<'_>) -> Vec<Found> {
    let one = |form: &Record| {
        let asked = case.known_forms.get(&*form.form.id)?;
        let open: Vec<FieldId> =
            asked.signatures.iter().copied().filter(|field| form.answers_to(*field).is_empty()).collect();
        (!open.is_empty()).then(|| Found {
            kind: "ondertekenen",
            title: format!("Laten ondertekenen: {}", form_title(form)),
            why: format!("Nog open: {}.", labels(&open)),
            day: None,
            which: form.form.id.to_string(),
            coaching: None,
        })
    };
    newest_of_kind(case).filter_map(one).collect()
}

/// Forms of a day that is still to come: a year that was typed wrong makes a form the newest, and what it says counts.
pub(super) fn of_later(case: &Case<'_>) -> Vec<Found> {
    let one = |form: &Record| {
        let (written, signed) = recency(form);
        let later = written.max(signed).filter(|day| *day > case.today)?;
        Some(Found {
            kind: "datum",
            title: format!("Nakijken: {} is van een dag die nog komt", form_title(form)),
            why: format!("Er staat {}. Daardoor telt het als nieuwer dan de andere.", long_date(Date::Day(later))),
            day: None,
            which: form.form.id.to_string(),
            coaching: None,
        })
    };
    newest_of_kind(case).filter_map(one).collect()
}

/// Contradictions between the forms, field by field.
pub(super) fn differing(case: &Case<'_>) -> Option<Found> {
    let differences = case.differences;
    let fields: Vec<FieldId> = differences.iter().map(|difference| difference.field).collect();
    let tied = differences.iter().any(|difference| difference.tied);
    let newest = if tied { " Van even nieuwe formulieren zegt geen datum welk het nieuwste is." } else { "" };
    (!fields.is_empty()).then(|| Found {
        kind: "verschil",
        title: "Nakijken: de formulieren spreken elkaar tegen".to_owned(),
        why: format!("{}. Het nieuwste formulier telt.{newest}", labels(&fields)),
        day: None,
        which: String::new(),
        coaching: None,
    })
}

/// Several employers or gemeenten on one day.
pub(super) fn several(case: &Case<'_>) -> Vec<Found> {
    let loose =
        match case.dossier.forms.len().saturating_sub(case.coachings.iter().map(|one| one.dossier.forms.len()).sum()) {
            0 => String::new(),
            1 => " Eén formulier zegt niet bij welke het hoort, of hoort bij een eerdere, en telt daar niet mee."
                .to_owned(),
            n => format!(
                " {n} formulieren zeggen niet bij welke ze horen, of horen bij een eerdere, en tellen daar niet mee."
            ),
        };
    let watched = match case.coachings.len() {
        0 => "de termijnen in deze lijst zijn die van het nieuwste formulier.".to_owned(),
        n => format!("elk van de {n} begeleidingen heeft hier haar eigen termijnen en uren.{loose}"),
    };
    let one = |several: crate::dossier::several::Simultaneous| {
        let label = &Schema::common().field(several.field).label.nl;
        let ended = |form: usize| case.dossier.ended_on(form);
        let named = |(name, form): &(String, usize)| match ended(*form) {
            Some(end) => format!("{} (afgesloten op {})", case.redaction.text(name), long_date(Date::Day(end))),
            None => case.redaction.text(name),
        };
        let names: Vec<String> = several.names.iter().map(named).collect();
        let open = several.names.iter().filter(|(_, form)| ended(*form).is_none()).count();
        let how = if open > 1 {
            "Volgens de formulieren lopen ze naast elkaar, of geen formulier zegt wanneer de een ophield"
        } else {
            "Volgens de formulieren liepen ze een tijd naast elkaar"
        };
        let ask = if open > 1 { "Zet een einddatum waar het voorbij is; " } else { "Nu geldt: " };
        let listed = if case.redaction.pseudonym { String::new() } else { format!(": {}", names.join(", ")) };
        // the last name may end in a stop of its own: `B.V.`
        let said = format!("{how}{listed}");
        Found {
            kind: "tegelijk",
            title: format!("Nakijken: {} tegelijk ({})", names.len(), label.to_lowercase()),
            why: format!("{}. {ask}{watched}", said.trim_end_matches('.')),
            day: None,
            which: label.clone(),
            coaching: None,
        }
    };
    case.dossier.simultaneous().into_iter().map(one).collect()
}

/// Other clients that may be this one.
pub(super) fn possibly(case: &Case<'_>) -> Option<Found> {
    (!case.possibly.is_empty()).then(|| Found {
        kind: "zelfde",
        title: "Nakijken: mogelijk één cliënt".to_owned(),
        why: format!("Lijkt op {}; niet samengevoegd, want zeker is het niet.", case.possibly.join(", ")),
        day: None,
        which: String::new(),
        coaching: None,
    })
}

/// The labels of fields by group: `Cliënt: Adres, Telefoonnummer; Jobcoach: Naam jobcoach`.
fn labels(fields: &[FieldId]) -> String {
    let schema = Schema::common();
    let mut said = String::new();
    let mut last = None;
    for id in fields {
        let field = schema.field(*id);
        let group = schema.groups.get(field.group()).map_or("", |label| label.nl.as_str());
        match last {
            Some(last) if last == group => said.push_str(", "),
            Some(_) => said.push_str(&format!("; {group}: ")),
            None => said.push_str(&format!("{group}: ")),
        }
        said.push_str(&field.label.nl);
        last = Some(group);
    }
    said
}
