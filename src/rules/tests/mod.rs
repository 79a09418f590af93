//! Files of rules, what they give for an employee, and what a plan breaks of them.

mod examples;
mod faults;
mod laws;
mod verdicts;
