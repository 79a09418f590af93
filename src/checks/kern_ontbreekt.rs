//! A question of a complete plan that the form asks and nobody answered.

use std::sync::OnceLock;

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::{Answer, Key};
use crate::record::schema::{FieldId, Schema};

use crate::checks::support::answered::{answered, lacking};
use crate::checks::support::check::{Check, Question};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "kern-ontbreekt", title: "Een kernvraag is niet beantwoord", question: Question::OfForm(ask) };

static LENGTH: Named = Named::new("uren[].duur");
static FROM: Named = Named::new("uren[].van");
static TO: Named = Named::new("uren[].tot");

/// A field of a complete plan; in a repeating group, with all fields of the group.
struct Core {
    field: FieldId,
    group: Vec<FieldId>,
}

fn core() -> &'static [Core] {
    static CORE: OnceLock<Vec<Core>> = OnceLock::new();
    CORE.get_or_init(|| {
        let schema = Schema::common();
        let fields = schema.all().filter(|(_, field)| field.core);
        let group = |name| schema.of_group(name).map(|(id, _)| id).collect();
        fields.map(|(id, field)| Core { field: id, group: field.rows().map_or_else(Vec::new, group) }).collect()
    })
}

/// What the form marks as required is another finding.
fn ask(record: &Subject<'_>, mapping: &Mapping) -> Vec<Finding> {
    let mut found = Vec::new();
    // of a form on which nothing is answered that alone is said
    if record.answers.is_empty() && (!record.unmapped.is_empty() || record.ledger.unmapped > 0) {
        return found;
    }
    let asks = |field| mapping.asks(field) && !mapping.requires(field) && !record.is_left_out(field);
    for core in core().iter().filter(|core| asks(core.field)) {
        let rows: Vec<&Answer> = core.group.iter().flat_map(|field| record.answers_to(*field)).collect();
        if !rows.is_empty() {
            let rows = rows_without(core.field, &rows);
            found.extend(rows.into_iter().map(|answer| in_row(core.field, answer)));
        } else if !answered(record.answers_to(core.field)) {
            found.push(lacking(CHECK.code, record, core.field));
        }
    }
    found
}

/// An answer of each row that says nothing of `field`. A length may be said by two times.
fn rows_without<'a>(field: FieldId, answers: &[&'a Answer]) -> Vec<&'a Answer> {
    let mut rows: Vec<&Answer> = answers.to_vec();
    rows.sort_by_key(|answer| answer.key.row);
    let rows = rows.chunk_by(|one, other| one.key.row == other.key.row);
    let says = |row: &[&Answer], field| answered(row.iter().copied().filter(|answer| answer.key.field == field));
    let timed = |row: &[&Answer]| field == LENGTH.id() && says(row, FROM.id()) && says(row, TO.id());
    rows.filter(|row| !says(row, field) && !timed(row)).filter_map(|row| row.first().copied()).collect()
}

/// Said at another answer of the row.
fn in_row(field: FieldId, answer: &Answer) -> Finding {
    let key = Key { field, row: answer.key.row, part: None };
    Finding::new(CHECK.code).field(key.to_string()).place(answer.place.clone())
}
