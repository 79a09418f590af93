//! The table of `docs/any-to-any.md`: how many fields any two forms both ask.

use std::fmt::Write as _;

use crate::forms::{blanks, catalogue};
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};

const PAGE: &str = "docs/any-to-any.md";

const HEAD: &str = "\
# From any form to any form

How many fields of the common schema go along when a form (row) fills another (column): the fields that both ask.
What a form asks of itself stands on the diagonal, in bold. Columns are the forms that `fill` can fill; a form whose
blank is an xls, csv or json is read only. What does not go along is said as `not-asked`, and what the other form asks
besides as `left-blank`.

This page is made by a test: `EENVORM_WRITE=1 cargo test --test standaard any_to_any`.
";

#[test]
fn the_page_tells_how_many_fields_cross() {
    let page = page(&catalogue());
    if std::env::var_os("EENVORM_WRITE").is_some() {
        std::fs::write(PAGE, &page).expect("written");
    }
    let stands = std::fs::read_to_string(PAGE).expect("the page").replace("\r\n", "\n");
    assert!(stands == page, "{PAGE} is stale: EENVORM_WRITE=1 cargo test --test standaard any_to_any");
}

fn page(catalogue: &Catalogue) -> String {
    let all: Vec<&CatalogueEntry> = catalogue.all().collect();
    let fillable: Vec<usize> = (0..all.len()).filter(|n| !blanks(catalogue, all[*n]).is_empty()).collect();
    let mut page = format!("{HEAD}\n| | form |");
    for column in &fillable {
        write!(page, " {} |", column + 1).expect("text");
    }
    write!(page, "\n|--:|---|{}\n", "--:|".repeat(fillable.len())).expect("text");
    for (n, from) in all.iter().enumerate() {
        write!(page, "| {} | `{}` |", n + 1, from.mapping.head.id).expect("text");
        for column in &fillable {
            let both = from.mapping.asked().intersection(&all[*column].mapping.asked()).count();
            let shown = if *column == n { format!("**{both}**") } else { both.to_string() };
            write!(page, " {shown} |").expect("text");
        }
        page.push('\n');
    }
    page
}
