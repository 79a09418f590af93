//! What to know before reading on: each finding of the comparison in one figure and one sentence.

use rust_decimal::Decimal;

use crate::compare::comparison::Comparison;
use crate::compare::ruled::{OfPerson, hours};

use super::table::{Names, Point, Section, decimals};

pub(super) fn section(comparison: &Comparison) -> Section {
    let lead = "Wat de formulieren vragen, in welke woorden en onder welke regels, in een paar cijfers. Elk cijfer leidt naar \
        het onderdeel waar het vandaan komt; daar staat ook hoe het is gemeten en wat het niet zegt."
        .to_owned();
    let limits =
        "Formulieren zijn vergeleken zoals zij in kaart zijn gebracht. Een cijfer zegt iets over die beschrijving, \
        niet over hoe een instantie met mensen omgaat."
            .to_owned();
    let names = Names::new(comparison);
    let found = [
        Some(forms(comparison)),
        Some(core(comparison)),
        words(comparison),
        again(comparison),
        near(comparison, &names),
        standard(comparison),
        minutes(comparison),
        Some(sensitive(comparison)),
        rules(comparison),
        practice(comparison),
    ];
    let points = found.into_iter().flatten().collect();
    Section { id: "kort", title: "In het kort", lead, limits, points, ..Section::default() }
}

fn point(figure: impl ToString, told: String, from: (&'static str, &'static str)) -> Point {
    Point { figure: figure.to_string(), told, from }
}

fn noun(n: usize, one: &'static str, more: &'static str) -> &'static str {
    if n == 1 { one } else { more }
}

fn forms(comparison: &Comparison) -> Point {
    let bodies = comparison.burden.bodies.len();
    let rebuilt = comparison.forms.iter().filter(|form| form.reconstruction).count();
    let told = format!(
        "{} van {bodies} {} vergeleken; nagebouwd, niet origineel: {rebuilt}",
        noun(comparison.forms.len(), "formulier", "formulieren"),
        noun(bodies, "instantie", "instanties")
    );
    point(comparison.forms.len(), told, ("formulieren", "Welke formulieren"))
}

fn core(comparison: &Comparison) -> Point {
    let shared = comparison.coverage.iter().filter(|row| row.shared).count();
    let own = comparison.coverage.iter().filter(|row| row.asked_by == 1).count();
    let all = comparison.coverage.len();
    let told = format!("van {all} velden vraagt bijna elk formulier; {own} velden vraagt er maar één");
    point(shared, told, ("dekking", "Wat elk formulier vraagt"))
}

fn words(comparison: &Comparison) -> Option<Point> {
    let several = comparison.words.fields.iter().filter(|field| field.wordings.len() > 1).count();
    let most = comparison.words.ambiguous.first();
    let example = most.map_or_else(String::new, |word| {
        format!("; “{}” vraagt naar {} verschillende dingen", word.wording, word.fields.len())
    });
    let told = format!("{} met meer dan één woord gevraagd{example}", noun(several, "veld wordt", "velden worden"));
    (several > 0).then(|| point(several, told, ("woorden", "In welke woorden")))
}

fn again(comparison: &Comparison) -> Option<Point> {
    let trajectories = &comparison.twice.trajectories;
    let asked: usize = trajectories.iter().map(|trajectory| trajectory.questions).sum();
    let known: usize = trajectories.iter().map(|trajectory| trajectory.known_questions).sum();
    let percent = (known * 100 + asked / 2).checked_div(asked)?;
    let told = format!("van de vragen in een traject ({known} van {asked}) is op een eerder formulier al beantwoord");
    Some(point(format!("{percent}%"), told, ("dubbel", "Dubbel gevraagd")))
}

fn near(comparison: &Comparison, names: &Names) -> Option<Point> {
    let pair = comparison.distance.pairs.iter().min_by(|a, b| a.distance.total_cmp(&b.distance))?;
    let told = format!(
        "is de kleinste afstand tussen twee formulieren: {} en {}",
        names.name(&pair.one),
        names.name(&pair.other)
    );
    Some(point(decimals(pair.distance), told, ("afstand", "Hoe ver uit elkaar")))
}

fn standard(comparison: &Comparison) -> Option<Point> {
    let distance = &comparison.distance;
    let all = distance.to_standard.len();
    let fit = distance.to_standard.iter().filter(|form| form.extra.is_empty()).count();
    let told = format!(
        "van {all} {} met alle vragen in het standaardformulier",
        noun(all, "formulier past", "formulieren passen")
    );
    (distance.standard != "kern" && all > 0).then(|| point(fit, told, ("afstand", "Hoe ver uit elkaar")))
}

fn minutes(comparison: &Comparison) -> Option<Point> {
    let bodies = comparison.burden.bodies.iter().filter(|body| body.forms > 1);
    let body = bodies.max_by_key(|body| body.minutes)?;
    let told = format!(
        "minuten kost het naar schatting om alle {} formulieren van {} in te vullen",
        body.forms, body.body_name
    );
    Some(point(body.minutes, told, ("last", "Wat invullen kost")))
}

fn sensitive(comparison: &Comparison) -> Point {
    let beyond = comparison.burden.forms.iter().filter(|burden| !burden.beyond_plan.is_empty()).count();
    let special = comparison.burden.forms.iter().filter(|burden| !burden.special.is_empty()).count();
    let told = format!(
        "{} gevoelige gegevens buiten de kern van een plan; {special} een diagnose",
        noun(beyond, "formulier vraagt", "formulieren vragen")
    );
    point(beyond, told, ("last", "Wat invullen kost"))
}

fn rules(comparison: &Comparison) -> Option<Point> {
    let ruled = comparison.rules.as_ref()?;
    let named = |one: &OfPerson| {
        let of = ruled.rulings.iter().find(|body| body.id == one.ruling);
        let second_hand = if of.is_some_and(|body| body.second_hand) { " (tweede hand)" } else { "" };
        let past = if of.is_some_and(|body| !body.holds) { " (niet meer geldig)" } else { "" };
        format!("{}{second_hand}{past}", one.name)
    };
    let figures: Vec<(Decimal, String)> =
        ruled.person.iter().filter_map(|one| Some((hours(&one.figure)?, named(one)))).collect();
    let (most, least) = (figures.iter().map(|one| one.0).max()?, figures.iter().map(|one| one.0).min()?);
    let of = |wanted: Decimal| {
        figures.iter().filter(|one| one.0 == wanted).map(|one| one.1.as_str()).collect::<Vec<_>>().join(" en ")
    };
    let two = |hours| format!("{hours:.2}").replace('.', ",");
    let told = format!(
        "uur per half jaar is het meeste dat dezelfde persoon kan krijgen: {}; het minste is {}: {}. Van {} van de {} \
        regelingen is geen cijfer te geven",
        of(most),
        two(least),
        of(least),
        ruled.person.len() - figures.len(),
        ruled.person.len()
    );
    Some(point(two(most), told, ("regels", "Onder welke regels")))
}

fn practice(comparison: &Comparison) -> Option<Point> {
    let bodies = comparison.practice.as_ref()?.bodies.len();
    let told = format!(
        "{} waarvan genoeg ingevulde formulieren zijn gelezen om er iets over te zeggen",
        noun(bodies, "instantie", "instanties")
    );
    Some(point(bodies, told, ("praktijk", "Uit de praktijk")))
}
