//! A report without persons holds none, whatever the forms say.

use crate::finding::Finding;
use crate::record::schema::{Kind, Schema};
use crate::report::input::arguments::Arguments;
use crate::report::render;
use crate::report::writers::template::{Shape, Template};

use super::batches::{Form, TODAY, batch};

/// A form that says something recognisable at every field.
fn full(file: &str) -> Form {
    let all = Schema::common().fields.iter().map(|field| {
        let id = field.id.replace("[]", "[0]");
        let id = if field.many { format!("{id}[0]") } else { id };
        let text = match field.kind {
            Kind::Date if field.sensitive => "17-07-1977",
            Kind::Money if field.sensitive => "7.777,77",
            Kind::Date => "01-06-2026",
            Kind::Hours => "12",
            Kind::Bsn => "999990019",
            Kind::Choice if field.sensitive => "vrouw",
            Kind::Choice => &field.choices[0],
            Kind::Text | Kind::Prose | Kind::Name | Kind::Address => "Zeldzaamheid",
            Kind::Phone => "0612345678",
            Kind::Email => "zeldzaam@voorbeeld.nl",
            Kind::Iban => "NL91ABNA0417164300",
            Kind::Kvk => "69599084",
            _ => "Zeldzaam als geschreven",
        };
        (id, text.to_owned())
    });
    let form = all.fold(Form::new(file, "plan_van_aanpak"), |form, (id, text)| form.says(&id, &text));
    form.leaves("Vraag aan Zeldzaamheid", "Zeldzaam antwoord")
        .remarked(Finding::new("label-ambiguous").field("client.naam").with("label", "Zeldzaam"))
}

#[test]
fn no_person_and_no_sensitive_answer_is_in_it() {
    let forms = batch([full("zeldzaam.xlsx"), Form::new("ander.xlsx", "voortgang").says("client.naam", "Z. Zeldzaam")]);
    let arguments = Arguments { pseudonym: true, ..Arguments::on(TODAY) };
    for shape in [Shape::Html, Shape::Markdown] {
        let text = render(&forms, &Template::built_in(shape).expect("a template"), arguments).expect("a report");
        let lower = text.to_lowercase();
        for word in ["zeldzaam", "17 juli", "1977", "7.777,77", "vrouw", "0019", "612345678", "41716", "69599084"] {
            assert!(!lower.contains(word), "{word}");
        }
        for word in ["cliënt 1", "cliënt 2", "bestand 1", "12 uur", "1 juni 2026", "noemt geen namen"] {
            assert!(text.contains(word), "{word}");
        }
    }
}

#[test]
fn no_sensitive_field_is_in_the_view() {
    let arguments = Arguments { pseudonym: true, ..Arguments::on(TODAY) };
    let report = crate::report::assemble::report(
        &batch([full("a.xlsx")]),
        crate::rules::catalogue::Rules::built_in(),
        arguments,
    );
    let fields: Vec<_> = report.clients[0].groups.iter().flat_map(|group| &group.fields).collect();
    assert!(!fields.is_empty());
    for field in fields {
        assert!(!field.sensitive, "{}", field.id);
        let free = [Kind::Text, Kind::Prose, Kind::Name, Kind::Address, Kind::Phone, Kind::Email];
        assert!(!free.contains(&field.kind), "{}", field.id);
    }
}

/// A record that anybody can write by hand.
fn crafted(file: &str) -> Form {
    let mut form = Form::new(file, "Soortkanarie")
        .says("client.naam", "K. Kanarie")
        .says("dienstverband.uren_per_week", "612345")
        .remarked(Finding { code: "Codekanarie".into(), ..Finding::new("hidden-sheet") })
        .remarked(Finding::new("hidden-sheet").field("Veldkanarie[3].x").with("sheet", "Bladkanarie"))
        .remarked(Finding::new("hidden-sheet").field("doelen[Rijkanarie].doel").with("sheet", "1234567"));
    let head = crate::record::answer::FormHead {
        id: "kanarie/plan".into(),
        body: "Instantiekanarie Jansen 411000019".to_owned(),
        kind: "Soortkanarie".to_owned(),
        version: "Versiekanarie".to_owned(),
    };
    form.0.form = std::sync::Arc::new(head);
    form
}

#[test]
fn a_crafted_record_shows_known_bodies_and_codes_only() {
    let arguments = Arguments { pseudonym: true, ..Arguments::on(TODAY) };
    for shape in [Shape::Html, Shape::Markdown] {
        let template = Template::built_in(shape).expect("a template");
        let text = render(&batch([crafted("Kanarie.json")]), &template, arguments).expect("a report");
        let text = text.to_lowercase();
        for word in ["kanarie", "jansen", "0019", "612345", "1234567"] {
            assert!(!text.contains(word), "{word}");
        }
        assert!(text.contains("onbekende instantie"));
    }
}

#[test]
fn the_order_tells_nothing_of_the_order_of_names() {
    let arguments = Arguments { pseudonym: true, ..Arguments::on(TODAY) };
    let names: Vec<String> = ('a'..='z').map(|c| format!("{c}.xlsx")).collect();
    let forms = |names: &[String]| {
        let hours = |n: usize| format!("{}", n + 1);
        let one = |(n, name): (usize, &String)| {
            Form::new(name, "voortgang")
                .of_its_own()
                .says("client.naam", name)
                .says("dienstverband.uren_per_week", &hours(n))
        };
        let seen = crate::report::assemble::report(
            &batch(names.iter().enumerate().map(one)),
            crate::rules::catalogue::Rules::built_in(),
            arguments,
        );
        let hours = |client: &crate::report::view::client::Client| client.groups[0].fields[0].answers[0].text.clone();
        seen.clients.iter().map(hours).collect::<Vec<_>>()
    };
    let shown = forms(&names);
    let by_name: Vec<String> = (1..=26).map(|n| format!("{n} uur")).collect();
    assert_ne!(shown, by_name);
    assert_eq!(shown.len(), 26);
}

#[test]
fn no_bsn_is_whole_in_the_name_of_a_file_a_label_or_a_place() {
    let form = Form::new("map/999990019.xlsx", "voortgang")
        .says("client.naam", "A. Bakker")
        .leaves("Vraag over BSN999990019", "negen negen negen negen negen nul nul één negen")
        .remarked(Finding::new("hidden-sheet").with("sheet", "999 990 019"));
    let text = super::batches::written(&batch([form]), Shape::Html);
    for word in ["999990019", "999 990 019", "negen negen"] {
        assert!(!text.contains(word), "{word}");
    }
    assert!(text.contains("map/•••••0019.xlsx"));
}
