//! Renders records and findings through a tera template: what was read, what was not, and a page for every client.

mod account;
mod actions;
pub mod agenda;
mod answer_words;
pub mod arguments;
mod assemble;
pub mod batch;
pub mod bodies;
mod coachings;
mod counting;
mod deadlines;
mod differences;
mod evaluations;
mod fields;
mod file_names;
mod filters;
mod hours;
mod markdown;
mod privacy;
mod remarks;
mod rows;
mod shielded;
pub mod shown;
pub mod template;
#[cfg(test)]
mod tests;
mod timeline;
pub mod view;
pub mod workbook;

use arguments::Arguments;
use batch::Batch;
use template::Template;

use crate::rules::catalogue::Rules;

/// The report on a batch, through the built-in template or the user's own.
pub fn render(batch: &Batch, template: &Template, arguments: Arguments) -> anyhow::Result<String> {
    template.render(&report(batch, Rules::built_in(), arguments))
}

/// What a report says, before it is set in a template, a workbook or an agenda.
pub fn report(batch: &Batch, rules: &Rules, arguments: Arguments) -> view::report::Report {
    assemble::report(batch, rules, arguments)
}
