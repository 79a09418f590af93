//! One common form out of many: what is proposed and why, what people decide, what it does to each body, the form
//! itself, and how a form drifts from what was agreed.

pub mod asked;
pub mod decisions;
pub mod drift;
pub mod effects;
pub mod form_file;
pub mod layout;
pub mod mapping_text;
pub mod needs;
pub mod proposal;
pub mod proposal_file;
pub mod proposal_workbook;
mod regional;
pub mod shown;
pub mod wording;
