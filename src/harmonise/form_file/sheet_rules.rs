//! What may be typed in a cell of a form, and what is said when it is not.

use crate::harmonise::layout::FormQuestion;
use crate::record::schema::Kind;

/// The limit of an answer with its message, and the help that is shown beside the cell.
#[derive(Clone, PartialEq)]
pub(super) struct CellRule {
    pub(super) limit: Option<(CellLimit, String)>,
    pub(super) title: String,
    pub(super) help: String,
}

/// What may be typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellLimit {
    /// One of so many words in this column of the hidden sheet.
    Listed {
        column: u16,
        count: usize,
    },
    Date,
    /// So many digits.
    Digits(usize),
    Decimal(f64),
    Whole(i32),
}

/// The title of every message.
pub(super) const TITLE: &str = "Klopt dit?";

/// A warning, not a wall, as `n.v.t.` and `volgt` are answers too; nothing where there is nothing to say.
pub(super) fn rule(ask: &FormQuestion, list: impl FnOnce(&[String]) -> u16) -> Option<CellRule> {
    let words: Vec<String> = ask.printed().into_iter().map(str::to_owned).collect();
    let limit = if words.is_empty() {
        limit(ask)
    } else {
        let limit = CellLimit::Listed { column: list(&words), count: words.len() };
        Some((limit, "Kies een van de antwoorden uit de lijst.".to_owned()))
    };
    // What asks something stands beside the question already.
    let is_shown = limit.is_none() && ask.help.contains('?');
    let help = if is_shown { String::new() } else { ask.help.clone() };
    let title = ask.label.chars().take(32).collect();
    (limit.is_some() || !help.is_empty()).then_some(CellRule { limit, title, help })
}

fn limit(ask: &FormQuestion) -> Option<(CellLimit, String)> {
    let of = |limit: CellLimit, message: &str| Some((limit, message.to_owned()));
    match ask.kind() {
        Kind::Date => of(CellLimit::Date, "Typ een datum: dag-maand-jaar, bijvoorbeeld 01-09-2025."),
        Kind::Bsn => of(
            CellLimit::Digits(9),
            "Een burgerservicenummer heeft negen cijfers. Staat er een nul vooraan, dan hoort die erbij.",
        ),
        Kind::Kvk => of(CellLimit::Digits(8), "Een KvK-nummer heeft acht cijfers."),
        Kind::Percentage => of(CellLimit::Decimal(100.0), "Typ een getal van 0 tot 100, zonder %."),
        Kind::Decimal => of(CellLimit::Decimal(10.0), "Typ een cijfer van 0 tot 10."),
        Kind::Number => of(CellLimit::Whole(9999), "Typ een heel getal."),
        Kind::Hours => {
            let most = if ask.field.contains("per_week") { 60 } else { 9999 };
            let message = format!("Typ een aantal uren van 0 tot {most}, bijvoorbeeld 12,5.");
            of(CellLimit::Decimal(f64::from(most)), &message)
        }
        _ => None,
    }
}
