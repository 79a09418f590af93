//! Renders records and findings through a tera template: what was read, what was not, and a page for every client.

mod account;
pub mod arguments;
mod assemble;
pub mod batch;
mod clients;
mod deadlines;
mod dossier;
mod fields;
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

use arguments::Arguments;
use batch::Batch;
use template::Template;

/// The report on a batch, through the built-in template or the user's own.
pub fn render(batch: &Batch, template: &Template, arguments: Arguments) -> anyhow::Result<String> {
    template.render(&assemble::report(batch, arguments))
}
