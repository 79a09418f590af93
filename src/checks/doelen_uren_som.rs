//! Goals that need more hours than are asked; fewer may be right, as some forms ask hours from a list.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{format_hours, range};
use crate::checks::support::named::{Named, hours, value};
use crate::checks::support::rounded;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "doelen-uren-som",
    title: "De doelen vragen meer uren dan zijn aangevraagd",
    question: Question::OfRecord(ask),
};

static OF_GOALS: Named = Named::new("doelen[].uren");
static ASKED: Named = Named::new("begeleiding.uren_aangevraagd");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let answers = OF_GOALS.answers(record);
    let (Some(from), Some(to), Some((_, asked))) = (answers.first(), answers.last(), ASKED.hours(record)) else {
        return Vec::new();
    };
    let each = || answers.iter().filter_map(|answer| Some((answer, hours(value(answer)?)?)));
    let sum: i64 = each().map(|(_, minutes)| minutes).sum();
    let (least, _) = rounded::sum(each().map(|(answer, minutes)| rounded::meant(answer, minutes)));
    let finding = || about(CHECK.code, from).place(range(&from.place, &to.place)).field("doelen[].uren");
    (sum > asked && least > asked * 100)
        .then(|| finding().with("sum", format_hours(sum)).with("asked", format_hours(asked)))
        .into_iter()
        .collect()
}
