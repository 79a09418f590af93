//! Text as both wings share it: where it stands, what stands there, and how words compare.

pub mod content;
pub mod emphasis;
pub mod normalize;
pub mod place;
