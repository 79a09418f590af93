//! Distances in tables: pairs, templates that travelled, and the way to the standard.

use crate::compare::comparison::Comparison;
use crate::compare::distance::{Family, ToStandard};
use crate::questions::distance::{Pair, nearest as nearest_pair};
use crate::sections::table::Tone;

use super::heat::heat;
use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table, decimals};
use crate::text::dutch::{counted, noun};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let distance = &comparison.distance;
    let standard = if distance.standard == "kern" {
        "Een standaardformulier is er niet bij; de maat is dan de kern van het gemeenschappelijke schema met wat bijna alle \
        formulieren vragen, en die kern heeft geen eigen woorden."
    } else {
        "De maat is het standaardformulier. Dat heeft plaats voor alles wat de onderzochte formulieren samen over een plan \
        vragen, zodat elk afzonderlijk formulier er ver van af staat; wie het overneemt, hoeft alleen toe te voegen wat daar \
        verplicht is of bij elk compleet plan hoort. De rest mag leeg blijven."
    };
    let told = [nearest(comparison, &names), families_told(&distance.families), without_distance(comparison, &names)];
    let lead = told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    let limits = format!(
        "De afstand tussen twee formulieren loopt van 0 (hetzelfde) tot 1 (niets gemeen): van alle velden die minstens één van \
        beide vraagt, telt een veld dat beide in dezelfde woorden vragen als één, in andere woorden als een half. Groepen \
        ontstaan door telkens de twee naaste samen te nemen, op de gemiddelde afstand van hun formulieren. Wat onder 0,6 \
        samenkomt heet een familie: mogelijk één sjabloon dat gereisd heeft. Opmaak en toelichting tellen niet mee, dus een \
        familie is een reden om het na te vragen en geen bewijs. {standard}"
    );
    let tables = vec![
        to_standard(comparison, &names),
        families(comparison, &names),
        pairs(comparison, &names),
        merges(comparison, &names),
    ];
    Section {
        id: "afstand",
        title: "Hoe ver uit elkaar",
        lead,
        limits,
        heat: Some(heat(comparison, &names)),
        tables,
        ..Section::default()
    }
}

/// The two forms that are nearest to each other.
fn nearest(comparison: &Comparison, names: &Names) -> String {
    let Some((pair, distance)) = nearest_pair(&comparison.distance.pairs) else {
        return format!("Er valt geen afstand te meten: {}.", not_measured(comparison));
    };
    format!(
        "Het dichtst bij elkaar staan {} en {}, op {}: {} vragen zij beide, waarvan {} in dezelfde woorden.{}",
        names.both(&pair.one),
        names.both(&pair.other),
        decimals(distance),
        counted(pair.both, "veld", "velden"),
        pair.same_words,
        rests_on(pair)
    )
}

/// Why no two forms have a distance.
pub(super) fn not_measured(comparison: &Comparison) -> String {
    let measured = comparison.forms.iter().filter(|form| form.fields > 0).count();
    let of = if measured == 0 { "geen formulier" } else { "niet meer dan één formulier" };
    if comparison.sourced_only {
        format!("van {of} komt een vraag uit een bron of van een origineel, en iets anders telt hier niet")
    } else {
        format!("van {of} is een veld van het schema bekend")
    }
}

/// The forms that are near to nothing and far from nothing, as no field of theirs is compared.
pub(super) fn without_distance(comparison: &Comparison, names: &Names) -> String {
    let left: Vec<String> = comparison.forms.iter().filter(|f| f.fields == 0).map(|f| names.both(&f.id)).collect();
    let why = if comparison.sourced_only {
        "komt niets uit een bron of van een origineel"
    } else {
        "is geen veld van het schema bekend"
    };
    match left.as_slice() {
        [] => String::new(),
        [one] => format!("Van {one} {why}: dat formulier heeft geen afstand, geen familie en geen plaats in de boom."),
        all => format!(
            "Van {} formulieren {why}: zij hebben geen afstand, geen familie en geen plaats in de boom ({}).",
            all.len(),
            all.join("; ")
        ),
    }
}

/// What of the shared fields, and of the same words, was really read on both sides.
pub(super) fn rests_on(pair: &Pair) -> String {
    let fields = match (pair.is_unsourced(), pair.both_sourced) {
        (true, _) => {
            " Geen van de velden die zij delen komt bij beide uit een bron of van een origineel: de afstand berust op \
            gangbare praktijk en zegt niets over de instanties zelf."
                .to_owned()
        }
        (_, sourced) if sourced == pair.both => String::new(),
        (_, sourced) => format!(
            " Van de velden die zij delen {} er {sourced} bij beide uit een bron.",
            noun(sourced, "komt", "komen")
        ),
    };
    fields + &words_rest_on(pair.same_words, pair.same_words_sourced)
}

fn words_rest_on(same_words: usize, sourced: usize) -> String {
    match (same_words, sourced) {
        (0, _) => String::new(),
        (_, 0) => {
            " Geen van die woorden is bij beide gezien: zij volgen gangbare praktijk, in onze woorden, en zeggen niets \
            over een gedeeld sjabloon."
                .to_owned()
        }
        (same, sourced) if same == sourced => String::new(),
        (_, sourced) => format!(
            " Van die woorden {} er {sourced} bij een vraag die bij beide uit een bron komt.",
            noun(sourced, "hoort", "horen")
        ),
    }
}

fn families_told(families: &[Family]) -> String {
    let (seen, own): (Vec<&Family>, Vec<&Family>) = families.iter().partition(|family| family.same_words_sourced > 0);
    let told = match seen.len() {
        0 if own.is_empty() => "Geen twee formulieren lijken zo op elkaar dat zij één sjabloon kunnen zijn.".to_owned(),
        0 => String::new(),
        1 => "Eén groep lijkt zo op elkaar dat het één sjabloon kan zijn.".to_owned(),
        n => format!("{n} groepen lijken zo op elkaar dat elk ervan één sjabloon kan zijn."),
    };
    let ours = match own.len() {
        0 => String::new(),
        1 => "Eén groep lijkt alleen op elkaar in woorden die uit gangbare praktijk zijn ingevuld: dat zegt niets over de \
            instanties zelf."
            .to_owned(),
        n => format!(
            "{n} groepen lijken alleen op elkaar in woorden die uit gangbare praktijk zijn ingevuld: dat zegt niets over de \
            instanties zelf."
        ),
    };
    [told, ours].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn to_standard(comparison: &Comparison, names: &Names) -> Table {
    let numbers = ["Afstand", "Past", "Waarvan uit bron", "Andere woorden", "Erbij", "Mag leeg", "Eraf"];
    let columns = std::iter::once(Column::text("Formulier")).chain(numbers.map(Column::number));
    let columns = columns.chain(["Welke erbij", "Welke eraf, of in een bijlage"].map(Column::text));
    let mut of: Vec<&ToStandard> = comparison.distance.to_standard.iter().collect();
    of.sort_by(|a, b| far(a.distance).total_cmp(&far(b.distance)));
    let rows = of.into_iter().map(|form| {
        if form.distance.is_none() {
            let dashes = std::iter::repeat_with(dash).take(9);
            return std::iter::once(Cell::text(names.both(&form.form))).chain(dashes).collect();
        }
        let own = form.both.len() + form.extra.len();
        vec![
            Cell::text(names.both(&form.form)),
            measured(form.distance),
            Cell { text: format!("{} van {own}", form.both.len()), ..Cell::count(form.both.len()) },
            Cell::count(form.both_sourced),
            Cell::count(form.reworded.len()),
            Cell::count(form.must_add.len()),
            Cell::count(form.missing.len() - form.must_add.len()),
            Cell::count(form.extra.len()),
            Cell::fields(&form.must_add),
            Cell::fields(&form.extra),
        ]
    });
    let title = match comparison.distance.standard.as_str() {
        "kern" => "Wat elk formulier zou moeten veranderen om de kern te zijn".to_owned(),
        _ => "Wat elk formulier zou moeten veranderen om het standaardformulier over te nemen".to_owned(),
    };
    Table::new("standaard", title, columns.collect(), rows.collect())
}

/// Where there is no distance, it comes after all that have one.
fn far(distance: Option<f64>) -> f64 {
    distance.unwrap_or(f64::INFINITY)
}

fn measured(distance: Option<f64>) -> Cell {
    distance.map_or_else(dash, |distance| Cell::number(distance, decimals(distance)))
}

fn dash() -> Cell {
    Cell::text("–").toned(Tone::Soft)
}

fn families(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![
        Column::number("Formulieren"),
        Column::text("Familie"),
        Column::number("Zelfde woorden"),
        Column::number("Waarvan uit bron"),
        Column::text("Wat dat zegt"),
    ];
    let rows = comparison.distance.families.iter().map(|family| {
        let members: Vec<String> = family.forms.iter().map(|id| names.both(id)).collect();
        let told = if family.same_words_sourced == 0 {
            Cell::text("berust op gangbare praktijk: geen aanwijzing voor één sjabloon").toned(Tone::Warn)
        } else {
            Cell::text("een reden om het na te vragen")
        };
        vec![
            Cell::count(family.forms.len()),
            Cell::text(members.join("; ")),
            Cell::count(family.same_words),
            Cell::count(family.same_words_sourced),
            told,
        ]
    });
    Table::new("families", "Families: groepen die onder 0,6 samenkomen", columns, rows.collect())
}

fn pairs(comparison: &Comparison, names: &Names) -> Table {
    let numbers = ["Afstand", "Beide", "Waarvan uit bron", "Minstens één", "Zelfde woorden", "Waarvan uit bron"]
        .map(Column::number);
    let columns = ["Eén", "Ander"].map(Column::text).into_iter().chain(numbers).collect();
    let mut pairs: Vec<&Pair> = comparison.distance.pairs.iter().collect();
    pairs.sort_by(|a, b| far(a.distance).total_cmp(&far(b.distance)));
    let rows = pairs.into_iter().map(|pair| {
        vec![
            Cell::text(names.both(&pair.one)),
            Cell::text(names.both(&pair.other)),
            measured(pair.distance),
            Cell::count(pair.both),
            Cell::count(pair.both_sourced),
            Cell::count(pair.either),
            Cell::count(pair.same_words),
            Cell::count(pair.same_words_sourced),
        ]
    });
    Table::new("afstanden", "De afstand van elk tweetal, de naaste eerst", columns, rows.collect()).first(8)
}

fn merges(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![Column::text("Groep"), Column::text("komt bij groep"), Column::number("op afstand")];
    let rows = comparison.distance.merges.iter().map(|merge| {
        let distance = Cell::number(merge.distance, decimals(merge.distance));
        vec![Cell::text(names.letters(&merge.one)), Cell::text(names.letters(&merge.other)), distance]
    });
    Table::new("clustering", "Hoe de groepen ontstaan: telkens de twee naaste", columns, rows.collect()).first(6)
}
