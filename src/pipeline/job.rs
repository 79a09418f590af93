//! How sources are read.

use std::sync::Arc;

use crate::document::file::limits::Limits;
use crate::document::sandbox::Sandbox;
use crate::mapping::catalogue::Catalogue;
use crate::mapping::spec::form_spec::Mapping;
use crate::pipeline::programs::Programs;
use crate::suggest::vocabulary::lexicon::Lexicon;

/// Made once by a command and shared by all threads of a run.
pub struct Job<'a> {
    pub catalogue: &'a Catalogue,
    /// The form that the user says it is.
    pub form: Option<Arc<Mapping>>,
    pub limits: Limits,
    pub sandbox: Sandbox,
    /// Other programs that help to read, where they are installed.
    pub programs: Programs,
    /// What an unknown form is drafted with, when it may be.
    pub draft: Option<Lexicon>,
    /// How many sources are read at once.
    pub jobs: usize,
}
