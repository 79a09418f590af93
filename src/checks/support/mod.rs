//! What checks share: the record as they see it, and how they ask it.

pub(super) mod answered;
pub mod check;
pub(super) mod free_text;
pub(super) mod known;
pub(super) mod log;
pub(super) mod named;
pub(super) mod plan;
pub(super) mod rounded;
pub(super) mod signed;
pub mod subject;
