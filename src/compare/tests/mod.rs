//! What is held back of people withstands those who compute it back.

mod disclosure;
