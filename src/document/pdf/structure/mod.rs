//! What a pdf is built of: its objects, its pages in order, its layers, and the coordinates of a page.

pub(super) mod layers;
pub(super) mod load;
pub(super) mod matrix;
pub(super) mod object_count;
pub(super) mod objects;
pub(super) mod pages;
