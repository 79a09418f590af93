//! Sections as one page, in html or Markdown, through a tera template.

use anyhow::{Context as _, Result};
use serde::Serialize;
use tera::Context;

use crate::report::writers::template::{Shape, engine, trouble};

use crate::sections::table::Section;

const HTML: (&str, &str) = ("vergelijking.html.tera", include_str!("../../templates/vergelijking.html.tera"));
const MARKDOWN: (&str, &str) = ("vergelijking.md.tera", include_str!("../../templates/vergelijking.md.tera"));

/// What a template sees.
#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    /// `2026-11-21`
    date: String,
    made_with: &'static str,
    /// How many forms it is about.
    forms: usize,
    /// Where the measures stand: `docs/compare.md`.
    measures: &'static str,
    sections: &'a [Section],
}

/// What a page is about.
pub struct Head<'a> {
    pub title: &'a str,
    pub forms: usize,
    pub date: jiff::civil::Date,
    /// Where the measures stand: `docs/compare.md`.
    pub measures: &'static str,
}

/// The page as text.
pub fn render(about: &Head<'_>, sections: &[Section], shape: Shape) -> Result<String> {
    let (name, text) = if shape == Shape::Html { HTML } else { MARKDOWN };
    let shape = if shape == Shape::Html { shape } else { Shape::Markdown };
    let view = View {
        title: about.title,
        date: about.date.to_string(),
        made_with: concat!("eenvorm ", env!("CARGO_PKG_VERSION")),
        forms: about.forms,
        measures: about.measures,
        sections,
    };
    let doing = || format!("rendering the page through template `{name}`");
    let mut tera = engine(shape);
    tera.add_raw_template(name, text).map_err(|error| trouble(&error)).with_context(doing)?;
    let context = Context::from_serialize(&view).map_err(|error| trouble(&error)).with_context(doing)?;
    tera.render(name, &context).map_err(|error| trouble(&error)).with_context(doing)
}
