//! The comparison as one page, in html or Markdown, through a tera template.

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::Context;

use crate::report::template::{Shape, engine, trouble};

use super::shown::table::Section;

const HTML: (&str, &str) = ("vergelijking.html.tera", include_str!("../../templates/vergelijking.html.tera"));
const MARKDOWN: (&str, &str) = ("vergelijking.md.tera", include_str!("../../templates/vergelijking.md.tera"));

/// What a template sees.
#[derive(Serialize)]
struct View<'a> {
    title: &'static str,
    /// `2026-11-21`
    date: String,
    made_with: &'static str,
    /// How many forms are compared.
    forms: usize,
    sections: &'a [Section],
}

/// The page as text.
pub fn render(sections: &[Section], forms: usize, date: jiff::civil::Date, shape: Shape) -> Result<String> {
    let (name, text) = if shape == Shape::Html { HTML } else { MARKDOWN };
    let shape = if shape == Shape::Html { shape } else { Shape::Markdown };
    let view = View {
        title: "Formulieren jobcoaching vergeleken",
        date: date.to_string(),
        made_with: concat!("eenvorm ", env!("CARGO_PKG_VERSION")),
        forms,
        sections,
    };
    let doing = || format!("rendering the comparison through template `{name}`");
    let mut tera = engine(shape);
    tera.add_raw_template(name, text).map_err(|error| trouble(&error)).with_context(doing)?;
    let context = Context::from_serialize(&view).map_err(|error| trouble(&error)).with_context(doing)?;
    tera.render(name, &context).map_err(|error| trouble(&error)).with_context(doing)
}
