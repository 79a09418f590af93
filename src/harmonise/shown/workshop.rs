//! For the workshop: field by field what is proposed, why, who asks it, and whom the words would surprise.

use crate::harmonise::proposal::{Entry, FieldDecision, Proposal};
use crate::sections::table::{Cell, Column, Section, Table, Tone};
use crate::text::dutch::{counted, noun};

/// The page.
pub fn workshop(proposal: &Proposal) -> Vec<Section> {
    vec![fields(proposal), words(proposal), choices(proposal)]
}

fn fields(proposal: &Proposal) -> Section {
    let new = proposal.entries.iter().filter(|entry| entry.new).count();
    let decided = proposal.entries.iter().filter(|entry| entry.decided).count();
    let lead = format!(
        "{} om over te praten: {decided} {} al besloten, {new} {} nieuw of {} nu anders voorgesteld. Het hoogst \
        staat waar het meeste voor pleit.",
        counted(proposal.entries.len(), "veld", "velden"),
        noun(decided, "is", "zijn"),
        noun(new, "is", "zijn"),
        noun(new, "wordt", "worden")
    );
    let limits = format!(
        "Punten: twee voor elke instantie die het volgens haar bron vraagt, één voor elke die het volgens gangbare praktijk vraagt, \
        zoveel als er instanties zijn ({n}) als een regel van een van hen het nodig heeft, en nog eens zoveel als het bij elk \
        compleet plan hoort. In de kern komt wat meer dan één instantie vraagt, een regel nodig heeft of bij elk plan hoort, tot er \
        {} velden zijn. Daarna blijft eigen wat een bron vraagt, en vervalt wat alleen gangbare praktijk is.",
        proposal.core,
        n = proposal.bodies.len()
    );
    let heads = ["Veld", "Wat", "Van", "Waarom", "Volgens bron of eigen formulier", "Volgens praktijk", "Stand"];
    let mut columns = heads.map(Column::text).to_vec();
    columns.insert(1, Column::number("Punten"));
    let row = |entry: &Entry| {
        let names = |ids: &[String]| -> String {
            let name = |id: &String| {
                proposal
                    .bodies
                    .iter()
                    .find(|(known, _)| known == id)
                    .map_or_else(|| id.clone(), |(_, name)| name.clone())
            };
            ids.iter().map(name).collect::<Vec<_>>().join("; ")
        };
        vec![
            Cell::text(super::label(entry.field)),
            Cell::count(entry.points),
            verdict(entry.decision.verdict),
            Cell::text(names(&entry.decision.of)),
            Cell::text(&entry.reason),
            Cell::text(entry.sourced.join("; ")),
            Cell::text(entry.practice.join("; ")),
            Cell::text(standing(entry)),
        ]
    };
    let table = Table::new("velden", "Elk veld", columns, proposal.entries.iter().map(row).collect());
    Section { id: "velden", title: "Welke velden", lead, limits, tables: vec![table], ..Section::default() }
}

fn verdict(verdict: FieldDecision) -> Cell {
    Cell::text(verdict.word()).toned(match verdict {
        FieldDecision::Kern => Tone::Yes,
        FieldDecision::Eigen => Tone::Plain,
        FieldDecision::Vervalt => Tone::Soft,
    })
}

fn standing(entry: &Entry) -> &'static str {
    match (entry.decided, entry.new) {
        (true, true) => "besloten; nu anders voorgesteld",
        (true, false) => "besloten",
        (false, true) => "nieuw",
        (false, false) => "",
    }
}

fn words(proposal: &Proposal) -> Section {
    let asked = || proposal.entries.iter().filter(|entry| entry.decision.verdict != FieldDecision::Vervalt);
    let surprising = asked().filter(|entry| !entry.differs_for.is_empty()).count();
    let lead = format!(
        "Van {} verandert bij {surprising} voor minstens één instantie het woord. Wie verrast wordt, staat erbij met de \
        eigen woorden.",
        counted(asked().count(), "vraag", "vragen")
    );
    let limits = "Voorgesteld is het woord dat de meeste instanties gebruiken en dat maar één ding betekent; anders dat van het \
        standaardformulier. De eigen woorden van een nagebouwd formulier zijn deels gangbare praktijk."
        .to_owned();
    let columns =
        ["Veld", "Voorgestelde vraag", "Waarom dit woord", "Wie het nu anders vraagt"].map(Column::text).to_vec();
    let row = |entry: &Entry| {
        let others: Vec<String> = entry.differs_for.iter().map(|(body, words)| format!("{body}: “{words}”")).collect();
        vec![
            Cell::text(super::label(entry.field)),
            Cell::text(super::question(entry)),
            Cell::text(if entry.decision.wording == entry.proposed.wording {
                entry.why_worded
            } else {
                "door mensen gekozen"
            }),
            Cell::text(others.join("; ")),
        ]
    };
    let table = Table::new("woorden", "De woorden", columns, asked().map(row).collect());
    Section { id: "woorden", title: "In welke woorden", lead, limits, tables: vec![table], ..Section::default() }
}

fn choices(proposal: &Proposal) -> Section {
    let chosen = || {
        let asked = proposal.entries.iter().filter(|entry| entry.decision.verdict != FieldDecision::Vervalt);
        asked.filter(|entry| !entry.decision.choices.is_empty())
    };
    let lead = format!(
        "{} kiezen. De lijst is de kleinste waarin niemand een antwoord verliest.",
        counted(chosen().count(), "vraag laat", "vragen laten")
    );
    let limits =
        "Laat één formulier de vraag open, dan staan alle woorden van het gemeenschappelijke schema erin: wat daar is \
        geantwoord, kan elk van die woorden zijn. Een woord zonder instanties staat er om die reden."
            .to_owned();
    let columns = ["Veld", "Antwoord", "Gaat anders verloren bij"].map(Column::text).to_vec();
    let rows = chosen().flat_map(|entry| {
        let of_word = |word: &String| {
            let bodies = entry.offered.iter().find(|choice| choice.word == *word);
            let bodies = bodies.map_or_else(String::new, |choice| choice.bodies.join("; "));
            [super::label(entry.field), word.replace('_', " "), bodies].map(Cell::text).to_vec()
        };
        entry.decision.choices.iter().map(of_word).collect::<Vec<_>>()
    });
    let left_out = lost(proposal);
    let table = Table::new("antwoorden", "De antwoorden", columns, rows.collect()).grouped(1);
    let columns = ["Veld", "Antwoord", "Wie het verliest"].map(Column::text).to_vec();
    let gone = Table::new("verloren", "Antwoorden die met dit voorstel verloren gaan", columns, left_out);
    Section {
        id: "antwoorden",
        title: "Met welke antwoorden",
        lead,
        limits,
        tables: vec![table, gone],
        ..Section::default()
    }
}

/// Words that somebody's form offers, or leaves room for, and the decision leaves out.
fn lost(proposal: &Proposal) -> Vec<Vec<Cell>> {
    let asked = proposal.entries.iter().filter(|entry| entry.decision.verdict != FieldDecision::Vervalt);
    let of = |entry: &Entry| -> Vec<Vec<Cell>> {
        let row = |choice: crate::harmonise::proposal::Choice| {
            [super::label(entry.field), choice.word.replace('_', " "), choice.bodies.join("; ")]
                .map(Cell::text)
                .to_vec()
        };
        entry.lost().into_iter().map(row).collect()
    };
    asked.flat_map(of).collect()
}
