//! What ends before it begins, and what follows before what it follows.

use crate::finding::Finding;
use crate::record::schema::Schema;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::known::after;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "datum-omgekeerd",
    title: "Een datum ligt voor de datum waar hij op volgt",
    question: Question::OfRecord(ask),
};

/// Dates that follow each other.
static PAIRS: [(Named, Named); 8] = [
    (Named::new("dienstverband.begin"), Named::new("dienstverband.einde")),
    (Named::new("dienstverband.proefplaatsing_begin"), Named::new("dienstverband.proefplaatsing_einde")),
    (Named::new("begeleiding.begin"), Named::new("begeleiding.einde")),
    (Named::new("begeleiding.begin"), Named::new("uitkomst.datum_einde")),
    (Named::new("voortgang.begin"), Named::new("voortgang.einde")),
    (Named::new("voortgang.begin"), Named::new("voortgang.evaluatiedatum")),
    (Named::new("voortgang.evaluatiedatum"), Named::new("voortgang.volgende_evaluatie")),
    (Named::new("client.geboortedatum"), Named::new("dienstverband.begin")),
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    PAIRS.iter().filter_map(|(earlier, later)| reversed(record, earlier, later)).collect()
}

/// Said at the later of the two, with the name of the earlier.
fn reversed(record: &Subject<'_>, earlier: &Named, later: &Named) -> Option<Finding> {
    let (_, begin) = earlier.date(record)?;
    let (answer, end) = later.date(record)?;
    let name = &Schema::common().field(earlier.id()).id;
    after(begin, end).then(|| about(CHECK.code, answer).with("earlier", name))
}
