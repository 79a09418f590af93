//! What a question may ask: a field, a part of one, a field in a notation, or two fields in one cell.

use crate::mapping::spec::mapping_line::{Asks, Line, Locator};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::Wording;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::Notation;

use super::words::Party;

/// The unit that questions are matched with; made once from the schema and the known wordings, each id once.
#[derive(Clone, Debug)]
pub struct Slot {
    /// As a key of `labels.toml`: `client.naam.achternaam`, `client.adres {postcode} {plaats}`.
    pub id: String,
    pub targets: Vec<Target>,
    pub notation: Option<String>,
    pub kind: Kind,
    pub group: String,
    /// The repeating group it stands in.
    pub rows: Option<String>,
    pub about: Option<Party>,
}

impl Slot {
    pub(in crate::suggest) fn parse(id: &str) -> Option<Self> {
        let schema = Schema::common();
        let whole = |text: &str| Some(Target { field: schema.id(text)?, part: None });
        let (targets, notation) = match id.split_once(' ') {
            Some((field, notation)) if notation.starts_with('{') => (vec![whole(field)?], Some(notation.to_owned())),
            Some((one, other)) => (vec![whole(one)?, whole(other)?], None),
            None => (vec![whole(id).or_else(|| part(id))?], None),
        };
        let field = schema.field(targets[0].field);
        let kind = targets[0].part.map_or(field.kind, |part| crate::record::value::kind_of_part(field.kind, part));
        Some(Self {
            id: id.to_owned(),
            notation,
            kind,
            group: field.group().to_owned(),
            rows: field.rows().map(str::to_owned),
            about: about(&field.id),
            targets,
        })
    }

    /// Its field or part of one, without the notation; of two fields in one cell the first.
    pub(in crate::suggest) fn field(&self) -> &str {
        self.id.split(' ').next().unwrap_or(&self.id)
    }

    /// Whether two fields are asked in one cell.
    pub fn is_pair(&self) -> bool {
        self.targets.len() > 1
    }
}

fn part(id: &str) -> Option<Target> {
    let (field, name) = id.rsplit_once('.')?;
    let schema = Schema::common();
    let field: FieldId = schema.id(field)?;
    let position = schema.field(field).kind.parts().iter().position(|part| *part == name)?;
    Some(Target { field, part: u8::try_from(position).ok() })
}

/// Whom a field is about.
fn about(id: &str) -> Option<Party> {
    let (group, name) = id.split_once('.')?;
    match group {
        "client" | "profiel" => Some(Party::Client),
        "werkgever" => Some(Party::Werkgever),
        "jobcoach" => Some(Party::Jobcoach),
        "gemeente" => Some(Party::Gemeente),
        "ondertekening" | "voortgang" => match name {
            _ if name.contains("client") => Some(Party::Client),
            _ if name.contains("werkgever") && name != "overdracht" => Some(Party::Werkgever),
            _ if name.contains("jobcoach") => Some(Party::Jobcoach),
            _ => None,
        },
        _ => None,
    }
}

/// The slot that a line of a mapping asks.
pub fn slot_of(line: &Line) -> Option<String> {
    let schema = Schema::common();
    let ids: Vec<String> = line.targets().iter().map(|target| id_of(*target)).collect();
    match &line.asks {
        Asks::Combined(patterns) => {
            let pieces = &patterns.first()?.pieces;
            let pair: Vec<String> = pieces.iter().map(|piece| id_of(piece.target)).collect();
            (pair.len() == 2).then(|| pair.join(" "))
        }
        Asks::One { target, notation, .. }
            if target.part.is_none() && schema.field(target.field).kind == Kind::Address =>
        {
            Some(format!("{}{}", ids.first()?, address_shape(notation)))
        }
        Asks::One { .. } => ids.first().cloned(),
        // its gaps are questions of their own
        Asks::Sentence(_) => None,
    }
}

fn address_shape(notation: &Notation) -> &'static str {
    match (notation.asks(0), notation.asks(4)) {
        (true, false) => " {straat} {huisnummer}{toevoeging}",
        (false, true) => " {postcode} {plaats}",
        _ => "",
    }
}

/// `client.naam.achternaam`
pub fn id_of(target: Target) -> String {
    let field = Schema::common().field(target.field);
    match target.part {
        Some(part) => format!("{}.{}", field.id, field.kind.parts()[usize::from(part)]),
        None => field.id.clone(),
    }
}

/// The labels of the question itself, without those of its boxes.
pub fn question_of(line: &Line) -> Vec<Wording> {
    match &line.by {
        Locator::Ticks { label, .. } => label.clone(),
        _ => line.labels().cloned().collect(),
    }
}
