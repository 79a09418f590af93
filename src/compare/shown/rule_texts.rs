//! What rules say, subject by subject, what most of them say, and the texts that it is from.

use crate::compare::compared_rules::ComparedRules;
use crate::compare::majority::{CommonRuling, Question};
use crate::compare::sources::{SourceText, StandingWord};
use crate::compare::subjects::{RulingSaid, Subject};

use crate::record::value::date::Date;
use crate::report::wording::shown::long_date;
use crate::sections::table::{Cell, Column, Table, Tone};

/// What a table says where no text was seen to say anything.
pub(super) const OF_NOBODY: &str = "Van geen van deze instanties gezien.";

/// `22 november 2026`
pub(super) fn spelled(date: &str) -> String {
    Date::from_iso(date).map_or_else(|| date.to_owned(), long_date)
}

/// `UWV`
pub(super) fn spoken(body: &str) -> String {
    crate::report::wording::bodies::name(body)
}

/// How a statement was seen that an older text makes.
const OLDER: &str = "oudere tekst van dezelfde instantie, telt niet";

pub(super) fn facts(ruled: &ComparedRules) -> Table {
    let columns = ["Onderdeel", "Wat", "Instantie", "Wat er staat", "Hoe gezien"].map(Column::text).to_vec();
    let of = |subject: &Subject| -> Vec<Vec<Cell>> {
        let row = |said: &RulingSaid, how: Cell| {
            let head = [&subject.section, &subject.label, &said.name].map(Cell::text);
            head.into_iter().chain([Cell::long(&said.text), how]).collect()
        };
        let said = subject.said.iter().map(|said| row(said, seen(said)));
        let older = subject.older.iter().map(|said| row(said, older(said)));
        said.chain(older).collect()
    };
    let rows = ruled.facts.iter().flat_map(of).collect();
    let title = "Al wat instanties bepalen, onderwerp voor onderwerp";
    Table::new("regels-feiten", title, columns, rows).or(OF_NOBODY).first(12).grouped(2)
}

/// From which text it is, where the body has more than one.
fn seen(said: &RulingSaid) -> Cell {
    let how = match (said.follows, said.second_hand) {
        (true, _) => Cell::text("overgenomen van wie zij volgt"),
        (_, true) => Cell::text("tweede hand").toned(Tone::Warn),
        _ => Cell::text("eigen bron"),
    };
    if said.one_of_several || said.follows {
        Cell { text: format!("{} ({})", how.text, said.file), ..how }
    } else {
        how
    }
}

fn older(said: &RulingSaid) -> Cell {
    Cell::text(format!("{OLDER} ({})", said.file)).toned(Tone::Soft)
}

/// Every text, with what it gives or why it does not count.
pub(super) fn sources(ruled: &ComparedRules) -> Table {
    let columns = [
        "Instantie",
        "Bestand",
        "Regeling",
        "Nummer",
        "Geldt",
        "Telt mee",
        "Gelezen",
        "Soort bron",
        "Bron",
        "Gezien op",
        "Volgt",
    ];
    let row = |text: &SourceText| {
        let level = Cell::text(text.level.dutch());
        vec![
            Cell::text(&text.name),
            Cell::text(&text.file),
            Cell::text(&text.cited),
            Cell::text(text.regulation.as_deref().unwrap_or_default()),
            Cell::text(if text.holds { "voor zover gezien" } else { "nee" }),
            counts(text, ruled),
            if text.second_hand { level.toned(Tone::Warn) } else { level },
            Cell::text(text.source_kind.dutch()),
            Cell::text(&text.source),
            Cell::text(&text.seen_on),
            Cell::text(text.follows.as_deref().map(spoken).unwrap_or_default()),
        ]
    };
    let rows = ruled.sources.iter().map(row).collect();
    Table::new("regels-bronnen", "Waar het vandaan komt", columns.map(Column::text).to_vec(), rows).first(8).grouped(1)
}

/// `ja`, `ja, voor: Proces`, or why not.
fn counts(text: &SourceText, ruled: &ComparedRules) -> Cell {
    let several = ruled.sources.iter().filter(|other| other.ruling == text.ruling).count() > 1;
    let day = |day: &Option<String>| day.as_deref().map_or_else(|| "onbekend".to_owned(), spelled);
    let why = match text.standing {
        StandingWord::Counts if !text.holds => {
            format!(
                "ja, als laatste die zegt hoeveel of die bekend is; geldt na {} niet meer",
                day(&text.in_force_until)
            )
        }
        StandingWord::Counts if several && !text.gives.is_empty() => format!("ja, voor: {}", text.gives.join(", ")),
        StandingWord::Counts => "ja".to_owned(),
        StandingWord::NotYet => format!("nee: geldt pas vanaf {}", day(&text.in_force_from)),
        StandingWord::Lapsed => format!("nee: geldt na {} niet meer", day(&text.in_force_until)),
        StandingWord::Replaced => {
            format!("nee: vervangen door {}", text.replaced_by.as_deref().unwrap_or("een latere tekst"))
        }
        StandingWord::NothingSeen => "nee: er is geen bepaling in gezien".to_owned(),
        StandingWord::SaidByNewer => "nee: nieuwere teksten zeggen al wat erin staat".to_owned(),
    };
    Cell::text(why).toned(if text.standing == StandingWord::Counts { Tone::Plain } else { Tone::Warn })
}

/// A row a word and body.
pub(super) fn defined(ruled: &ComparedRules) -> Table {
    let columns = ["Woord", "Instantie", "Wat ermee bedoeld wordt", "Hoe gezien"].map(Column::text).to_vec();
    let rows = ruled.definitions.iter().flat_map(|defined| {
        let row = |said: &RulingSaid, how: Cell| {
            let head = [&defined.word, &said.name, &said.text].map(Cell::text);
            head.into_iter().chain([how]).collect::<Vec<_>>()
        };
        let said = defined.said.iter().map(|said| row(said, seen(said)));
        said.chain(defined.older.iter().map(|said| row(said, older(said)))).collect::<Vec<_>>()
    });
    let rows = rows.collect();
    Table::new("regels-woorden", "Wie bedoelt wat met een woord", columns, rows).or(OF_NOBODY).first(20).grouped(1)
}

/// Questions that several answer, with what the most say and who say otherwise.
pub(super) fn held(ruled: &ComparedRules) -> Table {
    let columns = ["Onderdeel", "Wat", "Wat er staat", "Hoeveel", "Wie"].map(Column::text).to_vec();
    let name = |common: &CommonRuling, id: &String| {
        let of = ruled.rulings.iter().find(|body| body.id == *id);
        let name = of.map_or_else(|| id.clone(), |body| body.name.clone());
        if common.following.contains(id) { format!("{name} (volgt)") } else { name }
    };
    let rows_of =
        |question: &Question| -> Vec<Vec<Cell>> {
            let agreed = question.held.iter().any(|held| held.majority);
            let row =
                |held: &CommonRuling| {
                    let standing = match (held.majority, agreed) {
                        (true, _) => "meerderheid",
                        (false, true) => "minderheid",
                        (false, false) => "geen meerderheid",
                    };
                    let names: Vec<String> = held.rulings.iter().map(|id| name(held, id)).collect();
                    vec![
                        Cell::text(&question.section),
                        Cell::text(&question.label),
                        Cell::long(&held.text),
                        Cell::text(format!("{} van {}: {standing}", held.voices, question.of))
                            .toned(if held.majority { Tone::Yes } else { Tone::Plain }),
                        Cell::text(names.join("; ")),
                    ]
                };
            question.held.iter().map(row).collect()
        };
    let rows = ruled.questions.iter().filter(|question| question.of > 2).flat_map(rows_of).collect();
    let title = "Waar de meesten het over eens zijn, en wie het anders doet (van wie iets is gezien)";
    let empty = "Over geen onderwerp is van drie instanties of meer iets gezien.";
    Table::new("regels-meerderheid", title, columns, rows).or(empty).first(20).grouped(2)
}
