//! What to know before reading on: each finding of the comparison in one figure and one sentence.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::compare::compared_rules::{PersonFigure, hours};
use crate::compare::comparison::Comparison;
use crate::questions::course::Trajectory;
use crate::questions::distance::nearest;

use super::burden::beyond_sourced;
use super::distance::{not_measured, rests_on, without_distance};
use super::forms;
use super::names::Names;
use super::words::sourced;
use crate::sections::table::{Point, Section, decimals, share};
use crate::text::dutch::{counted, listed, noun};

pub(super) fn section(comparison: &Comparison) -> Section {
    let lead = "Wat de formulieren vragen, in welke woorden en onder welke regels, in een paar cijfers. Elk cijfer leidt naar \
        het onderdeel waar het vandaan komt; daar staat ook hoe het is gemeten en wat het niet zegt."
        .to_owned();
    let limits =
        "Formulieren zijn vergeleken zoals zij in kaart zijn gebracht. Een cijfer zegt iets over die beschrijving, \
        niet over hoe een instantie met mensen omgaat."
            .to_owned();
    let names = Names::new(comparison);
    let of_forms = (!comparison.forms.is_empty()).then(|| of_forms(comparison));
    let sensitive = of_forms.is_some().then(|| sensitive(comparison));
    let found = [
        rules(comparison),
        of_forms,
        core(comparison),
        words(comparison),
        again(comparison),
        near(comparison, &names),
        standard(comparison, &names),
        minutes(comparison),
        sensitive,
        practice(comparison),
    ];
    let points = found.into_iter().flatten().collect();
    Section { id: "kort", title: "In het kort", lead, limits, points, ..Section::default() }
}

fn point(figure: impl ToString, told: String, from: (&'static str, &'static str)) -> Point {
    Point { figure: figure.to_string(), told, from }
}

fn of_forms(comparison: &Comparison) -> Point {
    let own = || comparison.forms.iter().filter(|form| !form.of_practice);
    let bodies = own().map(|form| form.body.as_str()).collect::<BTreeSet<_>>().len();
    let practice = comparison.forms.iter().filter(|form| form.of_practice && !form.is_standard).count();
    let standard = if comparison.forms.iter().any(|form| form.is_standard) { " en het standaardformulier" } else { "" };
    let (fields, sourced) = forms::sourced(comparison);
    let apart =
        if practice == 0 { String::new() } else { format!(" en {practice} uit de praktijk, van geen instantie") };
    let told = format!(
        "{}: {} van {bodies} {}{apart}{standard}. Van wat zij vragen staat {} in een bron of op een origineel",
        noun(comparison.forms.len(), "formulier", "formulieren"),
        own().count(),
        noun(bodies, "instantie", "instanties"),
        share(sourced, fields)
    );
    point(comparison.forms.len(), told, ("formulieren", "Welke formulieren"))
}

/// The core of the kind of which there are the most forms.
fn core(comparison: &Comparison) -> Option<Point> {
    let kind = comparison.kinds.first().filter(|kind| kind.forms > 1)?;
    let told = format!(
        "van {} {} op minstens vier van de vijf formulieren van de soort {} ({} formulieren van {} {}); {} daarvan ook \
        als alleen telt wat uit een bron komt",
        counted(kind.fields, "veld", "velden"),
        noun(kind.core.len(), "staat", "staan"),
        kind.kind.replace('_', " "),
        kind.forms,
        kind.bodies,
        noun(kind.bodies, "instantie", "instanties"),
        kind.core_sourced.len()
    );
    Some(point(kind.core.len(), told, ("dekking", "Wat elk formulier vraagt")))
}

fn words(comparison: &Comparison) -> Option<Point> {
    let several = comparison.words.fields.iter().filter(|field| field.wordings.len() > 1);
    let (all, seen) =
        several.fold((0, 0), |(all, seen), field| (all + 1, seen + usize::from(sourced(&field.wordings) > 1)));
    let most = comparison.words.ambiguous.first();
    let example = most.map_or_else(String::new, |word| {
        format!("; “{}” vraagt naar {} verschillende dingen", word.wording, word.fields.len())
    });
    let told = format!(
        "{} met meer dan één woord gevraagd, {seen} ook als alleen woorden bij vragen uit een bron tellen{example}",
        noun(all, "veld wordt", "velden worden")
    );
    (all > 0).then(|| point(all, told, ("woorden", "In welke woorden")))
}

fn again(comparison: &Comparison) -> Option<Point> {
    let sum = |of: fn(&Trajectory) -> usize| comparison.repeated.trajectories.iter().map(of).sum::<usize>();
    let (asked, known) = (sum(|one| one.questions), sum(|one| one.known_questions));
    let told = format!(
        "van de vragen die iemand in een traject krijgt ({known} van {asked}) is op een eerder formulier al beantwoord; {} daarvan \
        {} beide keren in een bron",
        sum(|one| one.known_sourced),
        noun(sum(|one| one.known_sourced), "staat", "staan")
    );
    (asked > 0).then(|| point(share(known, asked), told, ("dubbel", "Dubbel gevraagd")))
}

fn near(comparison: &Comparison, names: &Names) -> Option<Point> {
    let Some((pair, distance)) = nearest(&comparison.distance.pairs) else {
        let why = without_distance(comparison, names).trim_end_matches('.').to_owned();
        let told = format!("geen afstand: {}", if why.is_empty() { not_measured(comparison) } else { why });
        return (comparison.forms.len() > 1).then(|| point("–", told, ("afstand", "Hoe ver uit elkaar")));
    };
    let told = format!(
        "is de {} twee formulieren: {} en {}.{}",
        if comparison.forms.len() == 2 { "afstand tussen de" } else { "kleinste afstand tussen" },
        names.name(&pair.one),
        names.name(&pair.other),
        rests_on(pair)
    );
    Some(point(decimals(distance), told, ("afstand", "Hoe ver uit elkaar")))
}

fn standard(comparison: &Comparison, names: &Names) -> Option<Point> {
    let distance = &comparison.distance;
    let measured = || distance.to_standard.iter().filter(|form| form.distance.is_some());
    let fitting = || measured().filter(|form| form.extra.is_empty());
    let (all, fit) = (measured().count(), fitting().count());
    let (fields, sourced) =
        fitting().fold((0, 0), |(fields, sourced), form| (fields + form.both.len(), sourced + form.both_sourced));
    let rests = if fields == 0 {
        String::new()
    } else {
        format!(
            "; van wat {} staat {} in een bron of op een origineel",
            noun(fit, "dat vraagt", "die vragen"),
            share(sourced, fields)
        )
    };
    let told = format!(
        "van {all} {} met alle vragen in het standaardformulier{rests}. {}",
        noun(all, "formulier past", "formulieren passen"),
        without_distance(comparison, names)
    );
    let told = told.trim_end().trim_end_matches('.').to_owned();
    (distance.standard != "kern" && all > 0).then(|| point(fit, told, ("afstand", "Hoe ver uit elkaar")))
}

/// The course that takes longest; of forms that are no course, the form that does.
fn minutes(comparison: &Comparison) -> Option<Point> {
    let courses = comparison.burden.trajectories.iter().filter(|course| course.forms > 1);
    if let Some(course) = courses.max_by_key(|course| course.minutes) {
        let told = format!(
            "minuten kost het naar schatting om de {} formulieren in te vullen die iemand bij {} krijgt, waarvan {} aan vragen uit \
            een bron",
            course.forms, course.name, course.minutes_sourced
        );
        return Some(point(course.minutes, told, ("last", "Wat invullen kost")));
    }
    let longest = comparison.burden.forms.iter().max_by_key(|burden| burden.minutes)?;
    let what = if comparison.forms.len() == 1 { "invullen" } else { "langste formulier" };
    let sourced = longest.minutes_sourced;
    let minutes = noun(longest.minutes as usize, "minuut", "minuten");
    let told = format!("{minutes} kost het {what} naar schatting, waarvan {sourced} aan vragen uit een bron");
    Some(point(longest.minutes, told, ("last", "Wat invullen kost")))
}

fn sensitive(comparison: &Comparison) -> Point {
    let beyond = comparison.burden.forms.iter().filter(|burden| !burden.beyond_plan.is_empty()).count();
    let special = comparison.burden.forms.iter().filter(|burden| !burden.special.is_empty()).count();
    let by_source = comparison.burden.forms.iter().filter(|burden| burden.special_sourced > 0).count();
    let told = format!(
        "van {} {} gevoelige gegevens buiten de kern van een plan{}; {} een diagnose{}",
        comparison.forms.len(),
        noun(comparison.forms.len(), "formulier vraagt", "formulieren vragen"),
        beyond_sourced(comparison),
        if special == 0 {
            "geen vraagt".to_owned()
        } else {
            format!("{special} {}", noun(special, "vraagt", "vragen"))
        },
        if special == 0 { String::new() } else { format!(", {by_source} daarvan volgens een bron of origineel") },
    );
    point(beyond, told, ("last", "Wat invullen kost"))
}

fn rules(comparison: &Comparison) -> Option<Point> {
    let ruled = comparison.rules.as_ref()?;
    let named = |one: &PersonFigure| {
        let of = ruled.rulings.iter().find(|body| body.id == one.ruling);
        let second_hand = if of.is_some_and(|body| body.second_hand) { " (tweede hand)" } else { "" };
        let past = if of.is_some_and(|body| !body.holds) { " (niet meer geldig)" } else { "" };
        let followed = of.is_some_and(|body| body.lapsed.is_some() && body.intensity_followed);
        let followed = if followed { " (volgt een tekst die niet meer geldt)" } else { "" };
        format!("{}{second_hand}{past}{followed}", one.name)
    };
    let figures: Vec<(Decimal, String)> =
        ruled.person.iter().filter_map(|one| Some((hours(&one.figure)?, named(one)))).collect();
    let (most, least) = (figures.iter().map(|one| one.0).max()?, figures.iter().map(|one| one.0).min()?);
    let of = |wanted: Decimal| {
        listed(&figures.iter().filter(|one| one.0 == wanted).map(|one| one.1.as_str()).collect::<Vec<_>>())
    };
    let two = |hours| format!("{hours:.2}").replace('.', ",");
    let spread = if most == least {
        format!("kan dezelfde persoon krijgen bij elke regeling die een cijfer geeft: {}", of(most))
    } else {
        let (few, by) = (two(least), of(least));
        format!("is het meeste dat dezelfde persoon kan krijgen: {}; het minste is {few}: {by}", of(most))
    };
    let told = format!("uur per half jaar {spread}. {}", without_figure(ruled.person.len(), figures.len()));
    Some(point(two(most), told, ("regels", "Onder welke regels")))
}

/// Of how many no figure can be had.
fn without_figure(all: usize, told: usize) -> String {
    match (all - told, all) {
        (0, 1) => "Andere regelingen zijn niet vergeleken".to_owned(),
        (0, _) => format!("Elk van de {all} regelingen geeft een cijfer"),
        (none, _) => format!("Van {none} van de {all} regelingen is geen cijfer te geven"),
    }
}

fn practice(comparison: &Comparison) -> Option<Point> {
    let bodies = comparison.practice.as_ref()?.bodies.len();
    let told = format!(
        "{} waarvan genoeg ingevulde formulieren zijn gelezen om er iets over te zeggen",
        noun(bodies, "instantie", "instanties")
    );
    Some(point(bodies, told, ("praktijk", "Uit de praktijk")))
}
