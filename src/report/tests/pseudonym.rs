//! A report without persons holds none, whatever the forms say.

use crate::finding::Finding;
use crate::record::schema::{Kind, Schema};
use crate::report::arguments::Arguments;
use crate::report::render;
use crate::report::template::{Shape, Template};

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
