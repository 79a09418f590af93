//! What holds for every kind of value.

mod laws;
