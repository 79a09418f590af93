//! What text documents share, and other formats with them: boxes of symbol fonts, prompts, styles, controls.

pub(crate) mod date_control;
pub(crate) mod field_names;
pub mod placeholder;
pub mod symbol_font;
pub mod text_style;
