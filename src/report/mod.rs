//! Renders records and findings through a tera template: what was read, what was not, and a page for every client.

mod account;
mod actions;
mod assemble;
mod client;
mod evaluations;
pub mod input;
#[cfg(test)]
mod tests;
pub mod view;
pub mod wording;
pub mod writers;

use input::arguments::Arguments;
use input::batch::Batch;
use writers::template::Template;

use crate::rules::catalogue::Rules;

/// The report on a batch, through the built-in template or the user's own.
pub fn render(batch: &Batch, template: &Template, arguments: Arguments) -> anyhow::Result<String> {
    template.render(&report(batch, Rules::built_in(), arguments))
}

/// What a report says, before it is set in a template, a workbook or an agenda.
pub fn report(batch: &Batch, rules: &Rules, arguments: Arguments) -> view::report::Report {
    assemble::report(batch, rules, arguments)
}
