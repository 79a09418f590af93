//! The list of checks.
use crate::finding::Finding;
use crate::mapping::declaration::Mapping;
use crate::record::answer::Record;
/// x
pub fn run(_r: &Record, _m: Option<&Mapping>) -> Vec<Finding> {
    Vec::new()
}
