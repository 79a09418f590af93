//! A located form read to the answers of a record, with an account of every cell.

mod about_list;
pub(crate) mod answer_text;
mod at_answers;
pub(crate) mod cell_ledger;
pub(crate) mod cell_reader;
pub(crate) mod combined;
pub mod date_order;
pub mod fixed_sheet;
pub mod form;
pub(crate) mod gaps;
pub(crate) mod not_read;
pub(crate) mod relabelled;
mod row_columns;
pub mod row_form;
mod shifted_row;
mod table_row;
mod tick_list;
