//! The command line itself: its help, words of its options, and a start without one.

pub mod help;
pub(super) mod option_values;
pub(super) mod panic_hook;
pub mod without_terminal;
