//! What bodies rule on jobcoaching, as data with source, date and evidence, and how much it is in hours per half-year.

mod basis;
pub mod catalogue;
pub mod combined;
pub mod comparison;
pub mod convert;
pub mod fact;
mod half_year;
pub mod judge;
pub mod outcome;
pub mod person;
pub mod read;
mod read_intensity;
pub mod ruling;
#[cfg(test)]
mod tests;
mod toml_value;

use jiff::civil;

/// The ruling in the binary that best tells what holds for a body on a date.
pub fn for_body(body: &str, date: civil::Date) -> Option<&'static ruling::Ruling> {
    catalogue::Rules::built_in().for_body(body, date)
}
