//! Reads the jobcoach forms of Dutch gemeenten to records of one common schema, and fills any of those forms from a
//! record.
//!
//! This is the library behind the program `eenvorm`: [`read`] and [`fill`] with a [`Catalogue`] of forms. A [`Record`]
//! is what one form says of one client, a [`Finding`] is what is remarked about a form.
//!
//! ```
//! let catalogue = eenvorm::Catalogue::built_in()?;
//! for record in eenvorm::read("fixtures/utrecht/jobcoachplan", &catalogue)?.records {
//!     let filled = eenvorm::fill(&record, "coevorden/plan-van-aanpak", &catalogue)?;
//!     for finding in &filled.findings {
//!         println!("{}: {}", record.source.file, finding.message(eenvorm::Lang::En));
//!     }
//! }
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! Everything else is public only for the program, its tests and its benchmarks, and changes without notice.

mod facade;

pub use facade::{Catalogue, Error, FilledForm, ReadForms, fill, read, to_json};
pub use finding::{Finding, Lang, Severity};
pub use record::answer::{Answer, Key, Record};
pub use record::value::Value;

#[doc(hidden)]
pub mod checks;
#[doc(hidden)]
pub mod commands;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod dossier;
#[doc(hidden)]
pub mod fill;
#[doc(hidden)]
pub mod finding;
#[doc(hidden)]
pub mod harmonise;
#[doc(hidden)]
pub mod mapping;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod pseudonym;
#[doc(hidden)]
pub mod questions;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod sections;
#[doc(hidden)]
pub mod spec_toml;
#[doc(hidden)]
pub mod suggest;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod ui;
