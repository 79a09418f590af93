//! What a form asks, as its reader counts it: each printed question, on what evidence, what it costs to answer, what an
//! earlier form of the same course asked already, and how far two forms are apart.

pub mod course;
pub mod distance;
pub mod effort;
pub mod form;
pub mod question;
pub mod reading_level;
