//! For who decides: what one form would mean for each body, on one page.

use crate::harmonise::effects::{Change, Effects, OfBody};
use crate::harmonise::proposal::{Entry, FieldDecision, Proposal};
use crate::sections::table::{Cell, Column, Point, Section, Table, Tone, decimals, percent, share};
use crate::text::dutch::{counted, listed, noun};

use super::change;

/// The page.
pub fn director(proposal: &Proposal, effects: &Effects) -> Vec<Section> {
    let count = |verdict: FieldDecision| proposal.entries.iter().filter(|e| e.decision.verdict == verdict).count();
    let core = count(FieldDecision::Kern);
    let sourced = proposal.core().filter(|entry| !entry.sourced.is_empty()).count();
    let heavier: Vec<&str> = effects.bodies.iter().filter(|b| b.is_heavier()).map(|b| b.name.as_str()).collect();
    let lead = format!(
        "Voorstel voor één formulier van de soort {} voor {}: een gezamenlijke kern van {}, {} van één of meer instanties, en {} die \
        {}. {}",
        proposal.kind.replace('_', " "),
        counted(proposal.bodies.len(), "instantie", "instanties"),
        counted(core, "veld", "velden"),
        counted(count(FieldDecision::Eigen), "eigen veld", "eigen velden"),
        count(FieldDecision::Vervalt),
        noun(count(FieldDecision::Vervalt), "vervalt", "vervallen"),
        match heavier.as_slice() {
            [] => "Voor niemand wordt invullen langer.".to_owned(),
            names => format!("Langer wordt het invullen bij {}.", listed(names)),
        }
    );
    let decided = proposal.entries.iter().filter(|entry| entry.decided).count();
    let limits = format!(
        "De kern rust op wat van de formulieren bekend is: {sourced} van de {core} kernvelden vraagt minstens één instantie volgens \
        haar bron of origineel; de rest is gangbare praktijk. Minuten zijn geschat met één vaste regel en door niemand gemeten. \
        Het voorstel is een begin voor overleg: wat mensen in voorstel.toml of voorstel.xlsx veranderen, blijft staan; {decided} van de {} velden {} al besloten.",
        proposal.entries.len(),
        noun(decided, "is", "zijn")
    );
    let points = points(effects, core, sourced);
    let tables = vec![per_body(effects), core_table(proposal)];
    vec![Section { id: "besluit", title: "Wat dit betekent", lead, limits, points, tables, ..Section::default() }]
}

fn point(figure: impl ToString, told: impl Into<String>) -> Point {
    Point { figure: figure.to_string(), told: told.into(), from: ("besluit", "Per instantie") }
}

fn points(effects: &Effects, core: usize, sourced: usize) -> Vec<Point> {
    let sum = |of: fn(&OfBody) -> Change| {
        effects.bodies.iter().map(of).fold(Change::default(), |sum, one| Change {
            before: sum.before + one.before,
            after: sum.after + one.after,
        })
    };
    let (questions, again) = (sum(|body| body.questions), sum(|body| body.again.unwrap_or_default()));
    let (sensitive, minutes) = (sum(|body| body.sensitive), sum(|body| body.minutes));
    let now = |of: fn(&OfBody) -> usize| effects.bodies.iter().map(of).sum::<usize>();
    let rests = |change: Change, sourced: usize| {
        format!("; van de {} nu {} er {sourced} uit een bron", change.before, noun(sourced, "komt", "komen"))
    };
    let mut points = vec![
        point(core, format!("velden in de kern; {sourced} daarvan vraagt minstens één instantie volgens haar bron")),
        point(
            format!("{} → {}", questions.before, questions.after),
            format!(
                "vragen op de formulieren van alle instanties samen{}",
                rests(questions, now(|body| body.sourced.questions))
            ),
        ),
        point(
            format!("{} → {}", minutes.before, minutes.after),
            format!("minuten om die in te vullen, geschat{}", rests(minutes, now(|body| body.sourced.minutes))),
        ),
        point(
            format!("{} → {}", again.before, again.after),
            format!(
                "vragen in een traject die een eerder formulier al stelde{}",
                rests(again, now(|body| body.sourced.again))
            ),
        ),
        point(
            format!("{} → {}", sensitive.before, sensitive.after),
            format!("gevoelige gegevens die worden gevraagd{}", rests(sensitive, now(|body| body.sourced.sensitive))),
        ),
    ];
    if effects.bodies.len() > 1 {
        let from_to = format!("{} → {}", hundredths(effects.distance.before), hundredths(effects.distance.after));
        let told = format!(
            "gemiddelde afstand tussen twee formulieren, van 0 (hetzelfde) tot 1; van wat zij nu delen komt {} bij beide uit een bron",
            share(effects.shared_sourced, effects.shared)
        );
        points.insert(1, point(from_to, told));
    }
    points
}

fn hundredths(n: usize) -> String {
    decimals(n as f64 / 100.0)
}

fn per_body(effects: &Effects) -> Table {
    let mut columns = vec![Column::text("Instantie")];
    let numbers = ["Houdt", "Erbij", "Verliest", "Anders verwoord", "Vragen", "Minuten", "Gevoelig", "Dubbel"];
    columns.extend(numbers.map(Column::number));
    columns.extend(["Kern", "Eigen", "Nu uit bron"].map(Column::number));
    columns.push(Column::text("Zwaarder"));
    let row = |body: &OfBody| {
        let all = body.core + body.own;
        let part = |n: usize| Cell { text: share(n, all), ..Cell::count(percent(n, all)) };
        let mut cells = vec![Cell::text(&body.name)];
        cells.extend([body.keeps.len(), body.gains.len(), body.loses.len(), body.reworded.len()].map(Cell::count));
        cells.extend([body.questions, body.minutes, body.sensitive].map(change));
        cells.push(body.again.map_or_else(|| Cell::text("–").toned(Tone::Soft), change));
        cells.extend([part(body.core), part(body.own)]);
        let (sourced, questions) = (body.sourced.questions, body.questions.before);
        cells.push(Cell { text: share(sourced, questions), ..Cell::count(percent(sourced, questions)) });
        cells.push(if body.is_heavier() { Cell::text("ja").toned(Tone::Warn) } else { Cell::text("") });
        cells
    };
    let rows = effects.bodies.iter().map(row).collect();
    Table::new("per-instantie", "Per instantie, van nu naar het gezamenlijke formulier", columns, rows)
}

fn core_table(proposal: &Proposal) -> Table {
    let columns = ["Veld", "Vraag op het formulier", "Waarom"].map(Column::text).to_vec();
    // All of the page is on one sheet of A4: more bodies leave less room here.
    let shown = 11_usize.saturating_sub(proposal.bodies.len()).max(3);
    let row = |entry: &Entry| {
        let label = super::label(entry.field);
        [label.as_str(), &super::question(entry), &entry.reason].map(Cell::text).to_vec()
    };
    Table::new("kern", "De kern", columns, proposal.core().map(row).collect()).first(shown)
}
