//! A report as a page through a template, as a workbook and as an agenda.

pub mod agenda;
mod filters;
mod markdown;
pub mod template;
pub mod workbook;
