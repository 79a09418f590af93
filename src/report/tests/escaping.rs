//! An answer is words, whatever it holds.

use crate::report::writers::template::Shape;

use super::batches::{Form, batch, written};

const NASTY: &str = "<script>alert(1)</script>";

fn nasty() -> Form {
    Form::new("a & b <i>.xlsx", "plan_van_aanpak")
        .says("client.naam.achternaam", NASTY)
        .says("werkgever.naam", "Van \"A\" | B*C_D & zn.")
        .says("profiel.begeleidingsbehoefte", "regel een\nregel | twee\r\n# drie")
        .leaves("Vraag <b>?", "antwoord' onclick=\"x\"")
}

#[test]
fn html_holds_no_markup_of_an_answer() {
    let html = written(&batch([nasty()]), Shape::Html);
    assert!(!html.contains(NASTY) && !html.contains("<b>") && !html.contains("<i>"));
    assert!(html.contains("&lt;script&gt;"));
    assert!(!html.contains("onclick=\"x\""));
}

#[test]
fn markdown_tables_keep_their_columns() {
    let markdown = written(&batch([nasty()]), Shape::Markdown);
    assert!(!markdown.contains("<script>"));
    assert!(markdown.contains("regel een<br>regel \\| twee<br>\\# drie"));
    let mut columns = None;
    for line in markdown.lines() {
        let bars = line.replace("\\|", "").matches('|').count();
        let expected = if line.starts_with('|') { *columns.get_or_insert(bars) } else { 0 };
        assert_eq!(bars, expected, "{line}");
        columns = line.starts_with('|').then_some(bars);
    }
}

#[test]
fn nothing_is_asked_of_the_network() {
    let html = written(&batch([nasty()]), Shape::Html);
    for word in ["http://", "https://", "src=", "url(", "@import", "<link", "<iframe", "style="] {
        assert!(!html.contains(word), "{word}");
    }
    assert!(html.contains("default-src 'none'; style-src 'sha256-"));
}

#[test]
fn a_bsn_is_shown_by_its_last_four_digits() {
    let form = nasty().says("client.bsn", "999990019").says("voortgang.verslag", "bsn 999990019 belt terug");
    let form = form.leaves("Kopie BSN", "9999.90.019");
    for shape in [Shape::Html, Shape::Markdown] {
        let text = written(&batch([form.clone()]), shape);
        assert!(text.contains("•••••0019"));
        assert!(!text.contains("999990019") && !text.contains("9999.90.019"));
    }
}
