//! The template of a report: the built-in ones, or the user's own, and where it is wrong.

use anyhow::anyhow;
use tera::{Context, ErrorKind, Tera};

use crate::report::view;
use crate::report::writers::filters;
use crate::report::writers::markdown;

/// The built-in templates; a template of the user's may extend or include them by these names.
const BUILT_IN: [(&str, &str); 2] = [
    ("rapport.html.tera", include_str!("../../../templates/rapport.html.tera")),
    ("rapport.md.tera", include_str!("../../../templates/rapport.md.tera")),
];

/// What a template writes, and so how answers are escaped in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Html,
    Markdown,
    /// Plain text: nothing is escaped.
    Text,
}

impl Shape {
    /// The shape that the name of a template or an output tells: `rapport.html`, `eigen.md.tera`, `lijst.txt`.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let name = name.strip_suffix(".tera").unwrap_or(&name);
        match name.rsplit_once('.')?.1 {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" | "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// A template that is ready to be rendered.
#[derive(Debug)]
pub struct Template {
    name: String,
    tera: Tera,
}

impl Template {
    /// The built-in template of a shape; plain text has none and is written as Markdown.
    pub fn built_in(shape: Shape) -> anyhow::Result<Self> {
        let shape = if shape == Shape::Html { shape } else { Shape::Markdown };
        let (name, text) = built_in(shape);
        let mut tera = engine(shape);
        tera.add_raw_template(name, text).map_err(|error| trouble(&error).context("a built-in template is wrong"))?;
        Ok(Self { name: name.to_owned(), tera })
    }

    /// The user's own template; `name` is what the user calls it. It stands alone, or beside the built-in one of its
    /// shape where it extends or includes that.
    pub fn own(name: &str, text: &str, shape: Shape) -> anyhow::Result<Self> {
        let mut alone = engine(shape);
        let Err(error) = alone.add_raw_template(name, text) else {
            return Ok(Self { name: name.to_owned(), tera: alone });
        };
        let mut beside = engine(shape);
        match beside.add_raw_templates([built_in(shape), (name, text)]) {
            Ok(()) => Ok(Self { name: name.to_owned(), tera: beside }),
            Err(other) => {
                let error = if matches!(error.kind(), ErrorKind::SyntaxError(_)) { error } else { other };
                Err(trouble(&error).context(format!("template `{name}` is not well formed")))
            }
        }
    }

    /// The built-in template of this name, if there is one: `rapport.html`, `rapport.md`.
    pub fn named(name: &str) -> Option<anyhow::Result<Self>> {
        let plain = name.strip_suffix(".tera").unwrap_or(name);
        let known = BUILT_IN.iter().any(|(known, _)| known.strip_suffix(".tera") == Some(plain));
        known.then(|| Self::built_in(Shape::of(plain).unwrap_or(Shape::Html)))
    }

    /// The report as text.
    pub fn render(&self, report: &view::report::Report) -> anyhow::Result<String> {
        let what = || {
            let (clients, forms) = (report.counts.clients, report.counts.forms);
            format!("cannot render the report (clients: {clients}, forms: {forms}) through template `{}`", self.name)
        };
        let context = Context::from_serialize(report).map_err(|error| trouble(&error).context(what()))?;
        self.tera.render(&self.name, &context).map_err(|error| trouble(&error).context(what()))
    }
}

/// The name and the text of the built-in template of a shape.
fn built_in(shape: Shape) -> (&'static str, &'static str) {
    BUILT_IN[usize::from(shape != Shape::Html)]
}

/// An engine with the filters and the escaping of a shape, whatever a template is called.
pub fn engine(shape: Shape) -> Tera {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    match shape {
        Shape::Html => tera.autoescape_on([""]),
        Shape::Markdown => {
            tera.set_escape_fn(markdown::escape);
            tera.autoescape_on([""]);
        }
        Shape::Text => tera.autoescape_on(Vec::<&str>::new()),
    }
    tera
}

/// An error of the template engine as: file, line, column, what is wrong, and the line itself.
pub fn trouble(error: &tera::Error) -> anyhow::Error {
    let drawn = error.to_string();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (file, at) = (report.filename(), report.span());
            let code: Vec<&str> = drawn.lines().skip(2).collect();
            let place = format!("{file}, line {}, column {}", at.start_line, at.start_col + 1);
            anyhow!("{place}: {}\n{}", report.message(), code.join("\n"))
        }
        _ => anyhow!(drawn),
    }
}
