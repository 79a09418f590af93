//! A block of a form that is printed once more: `Doel 6` after `Doel 5`.

use crate::text::place::Place;

/// The last of several blocks that are alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The first and the last place of the block before it, where there is one.
    pub before: Option<(Place, Place)>,
    pub first: Place,
    pub last: Place,
    /// The places whose text holds its number.
    pub numbered: Vec<Place>,
    pub number: u32,
    /// How many more are wanted.
    pub times: u32,
}
