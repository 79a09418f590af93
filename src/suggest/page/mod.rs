//! A form as its reader sees it: headings, labels, answers, tables and notes of its sheets, and the questions they make.

mod answers;
mod beginnings;
mod blocks;
mod chapters;
pub(super) mod choice_words;
pub mod client_sheets;
mod crossings;
pub(super) mod example_rows;
mod explanations;
mod first_look;
pub(super) mod form_questions;
pub(super) mod form_reader;
mod gap_questions;
mod heading_texts;
mod headings;
mod notes;
mod numbered_columns;
pub mod printed_form;
pub mod question;
mod sentence_questions;
mod sheet_classifier;
mod sheet_questions;
pub(super) mod signatures;
pub mod table;
pub mod tables;
pub(super) mod translations;
pub(super) mod validations;
