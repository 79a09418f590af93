//! Templates of the user's own, right and wrong.

use crate::report::input::arguments::Arguments;
use crate::report::render;
use crate::report::writers::template::{Shape, Template};

use super::batches::{Form, TODAY, batch};

fn rendered(name: &str, text: &str) -> anyhow::Result<String> {
    let forms = batch([Form::new("a.xlsx", "voortgang")
        .says("client.naam", "J. <Bos>")
        .says("begeleiding.uren_toegekend", "57,5")]);
    let shape = Shape::of(name).expect("a shape");
    render(&forms, &Template::own(name, text, shape)?, Arguments::on(TODAY))
}

fn chain(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_shape_escapes_in_its_own_way() {
    let text = "{% for c in clients %}{{ c.name }}{% endfor %}";
    assert_eq!(rendered("mijn.html.tera", text).expect("html"), "&lt;Bos&gt;, J.");
    assert_eq!(rendered("mijn.md.tera", "{{ clients[0].name }} {{ \"a|b\" }}").expect("md"), "&lt;Bos&gt;, J. a\\|b");
    assert_eq!(rendered("mijn.txt.tera", text).expect("txt"), "<Bos>, J.");
}

#[test]
fn the_filters_speak_dutch() {
    let text = "{{ date | datum }}, {{ date | datum(kort=true) }}, {{ clients[0].hours.toegekend | uur }}, \
                {{ 112500 | euro }}, {{ 12500 | getal }}, {{ 1 | aantal(een='form', meer='forms') }}, {{ 'a*b' | md }}";
    let said = "14 maart 2026, 14-03-2026, 57,5 uur, €\u{a0}1.125,00, 12.500, 1 form, a\\*b";
    assert_eq!(rendered("mijn.txt.tera", text).expect("text"), said);
}

#[test]
fn a_template_may_extend_the_built_in_one() {
    let text = "{% extends \"rapport.html.tera\" %}{% block footer %}Praktijk Zonneveld{% endblock footer %}";
    let html = rendered("huisstijl.html.tera", text).expect("html");
    assert!(html.contains("Praktijk Zonneveld") && html.contains("Komende termijnen"));
}

#[test]
fn a_template_that_is_not_well_formed_says_where() {
    let error =
        rendered("mijn.html.tera", "<h1>\n{{ title }}\n{% if clients %}\n{{ title | }}\n").expect_err("no report");
    let said = chain(&error);
    assert!(said.contains("template `mijn.html.tera` is not well formed"), "{said}");
    assert!(said.contains("mijn.html.tera, line 4, column"), "{said}");
}

#[test]
fn an_unknown_name_says_line_and_what_was_being_rendered() {
    let error =
        rendered("mijn.html.tera", "<h1>{{ title }}</h1>\n{% for c in clients %}\n  {{ c.naam }}\n{% endfor %}\n");
    let said = chain(&error.expect_err("no report"));
    assert!(
        said.contains("cannot render the report (clients: 1, forms: 1) through template `mijn.html.tera`"),
        "{said}"
    );
    assert!(said.contains("mijn.html.tera, line 3, column"), "{said}");
    assert!(said.contains("{{ c.naam }}") && said.contains("^^^"), "{said}");
}

#[test]
fn shapes_are_told_by_name() {
    for (name, shape) in [
        ("rapport.html", Some(Shape::Html)),
        ("map/Eigen.MD.tera", Some(Shape::Markdown)),
        ("lijst.txt", Some(Shape::Text)),
        ("rapport.docx", None),
        ("rapport", None),
    ] {
        assert_eq!(Shape::of(name), shape, "{name}");
    }
    assert!(Template::named("rapport.md").is_some_and(|t| t.is_ok()));
    assert!(Template::named("mijn.md").is_none());
}
