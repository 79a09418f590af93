//! Where the forms of a client contradict each other, in words.

use crate::dossier::Dossier;
use crate::dossier::differences::{Difference, Side};
use crate::dossier::recency::form_date;
use crate::dossier::statement::Statement;
use crate::record::schema::{Field, Schema};
use crate::record::value::Reading;

use crate::report::view;
use crate::report::wording::remarks::RemarkWords;
use crate::report::wording::shown;

/// All contradictions that may be seen.
pub(in crate::report) fn differences(
    found: Vec<Difference>,
    dossier: &Dossier,
    remark_words: RemarkWords,
) -> Vec<view::action::Difference> {
    let schema = Schema::common();
    let seen = |difference: &Difference| remark_words.redaction.shows(schema.field(difference.field));
    let one = |difference: Difference| {
        let field = schema.field(difference.field);
        view::action::Difference {
            label: field.label.nl.clone(),
            sides: difference.sides.iter().map(|side| self::side(dossier, side, field, remark_words)).collect(),
            tied: difference.tied,
        }
    };
    found.into_iter().filter(seen).map(one).collect()
}

fn side(dossier: &Dossier, side: &Side, field: &Field, remark_words: RemarkWords) -> view::action::Side {
    let redaction = remark_words.redaction;
    let text = match &side.said {
        Statement::Value(_) if field.many => {
            let answers = Schema::common().id(&field.id).map(|id| dossier.forms[side.form].answers_to(id));
            let values = answers.into_iter().flatten().filter_map(|answer| match &answer.reading {
                Reading::Value(value) => Some(redaction.answer(&shown::value(value, field), field)),
                _ => None,
            });
            values.collect::<Vec<_>>().join(", ")
        }
        Statement::Value(value) => redaction.answer(&shown::value(value, field), field),
        Statement::None => "n.v.t.".to_owned(),
        Statement::Written(_) if redaction.pseudonym => "niet te tonen".to_owned(),
        Statement::Written(words) => redaction.answer(words, field),
    };
    view::action::Side {
        letter: Dossier::letter(side.form),
        text,
        file: remark_words.files.shown(&side.file),
        place: (!redaction.pseudonym).then(|| redaction.text(&side.place.to_string())),
        date: form_date(dossier.forms[side.form]).map(|date| date.to_string()),
    }
}
