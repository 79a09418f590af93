//! What fields are called in sentences for people: by their labels in the schema, and not by their ids.

use crate::finding::Lang;

use super::schema::Schema;

/// A sentence with the labels of fields in place of their ids: `client.bsn` is “Burgerservicenummer”.
pub fn in_words(sentence: &str, lang: Lang) -> String {
    let is_field = |id: &str| (id.contains('.') || id.contains('[')) && label(id, lang) != id;
    let pieces = sentence.split('`').enumerate().map(|(n, piece)| match n % 2 {
        1 if is_field(piece) => format!("“{}”", label(piece, lang)),
        1 => format!("`{piece}`"),
        _ => piece.to_owned(),
    });
    pieces.collect()
}

/// The label of a field by its id; a row is counted from one: `Doelen 2: Uren`.
pub fn label(id: &str, lang: Lang) -> String {
    let schema = Schema::common();
    let of = |id: &str| schema.id(id).map(|field| schema.field(field).label.in_language(lang));
    if let Some(label) = of(id) {
        return label.to_owned();
    }
    let row = id.split_once('[').and_then(|(group, rest)| Some((group, rest.split_once(']')?)));
    let Some((group, (number, name))) = row else {
        // a part of a name or an address: `client.naam.achternaam`
        let part = id.rsplit_once('.').and_then(|(whole, part)| Some(format!("{} ({part})", of(whole)?)));
        return part.unwrap_or_else(|| id.to_owned());
    };
    let name = name.trim_start_matches('.');
    let Some(group_label) = schema.groups.get(group).map(|label| label.in_language(lang)) else {
        // one of several answers to a question: `doelgroep.grondslag[1]`
        return of(group).unwrap_or(id).to_owned();
    };
    let number = number.parse::<u32>().map_or_else(|_| String::new(), |n| format!(" {}", n + 1));
    match of(&format!("{group}[].{name}")) {
        Some(field) => format!("{group_label}{number}: {field}"),
        None => format!("{group_label}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_by_its_label_in_the_language_of_the_sentence() {
        for (sentence, said) in [
            ("`client.bsn` is leeg", "“Burgerservicenummer” is leeg"),
            ("zie `eenvorm schema`", "zie `eenvorm schema`"),
            ("`doelen[1].uren` is te veel", "“Doelen 2: Uren” is te veel"),
            ("`client.naam.achternaam` is leeg", "“Naam (achternaam)” is leeg"),
            ("het bestand `plan.xlsx`", "het bestand `plan.xlsx`"),
        ] {
            assert_eq!(in_words(sentence, Lang::Nl), said);
        }
        assert_ne!(in_words("`client.bsn` is empty", Lang::En), "`client.bsn` is empty");
    }
}
