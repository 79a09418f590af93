//! Several values in one place: `Participatiewet, WIA`, `☒ PW ☐ WIA ☒ IOAW`, a line each.

use compact_str::CompactString;

use crate::record::value::marks;
use crate::record::value::wordings::Chosen;
use crate::record::value::{How, Notation, Understood, Value, parse, print};
use crate::text::checkbox;
use crate::text::content::{self, Content};

/// Reads every value of a place; none where nothing was answered. A piece that is not understood stays as written by
/// itself.
pub fn parse_all(content: &Content, notation: &Notation) -> Vec<Understood> {
    if let How::Choice(choices) = &notation.how {
        let word = |n: usize| Understood::value(Value::Text(choices.word(n).into()));
        match choices.chosen(content) {
            Chosen::One(one) => return vec![word(one)],
            Chosen::These(these) => return these.into_iter().map(word).collect(),
            Chosen::None => return Vec::new(),
            Chosen::Unknown => {}
        }
    }
    let whole = parse(content, notation);
    let Some(text) = content.as_text() else { return whole.reading.is_some().then_some(whole).into_iter().collect() };
    let kept = content::without_struck(text);
    let pieces: Vec<&str> = pieces(&kept, matches!(notation.how, How::Text)).collect();
    if pieces.len() < 2 {
        return whole.reading.is_some().then_some(whole).into_iter().collect();
    }
    let read = pieces.into_iter().flat_map(ticked).map(|piece| parse(&Content::Text(piece.into()), notation));
    read.filter(|understood| understood.reading.is_some()).collect()
}

/// A piece, or where it has boxes the words of those that are ticked: a word beside an empty box is no answer.
fn ticked(piece: &str) -> Vec<&str> {
    let Some(boxes) = checkbox::has_box(piece).then(|| marks::boxes(piece)).flatten() else { return vec![piece] };
    boxes.into_iter().filter(|(ticked, _)| *ticked).map(|(_, word)| word).collect()
}

/// What stands between line breaks, semicolons and bullets; and between commas and "en", but in text.
fn pieces(text: &str, prose: bool) -> impl Iterator<Item = &str> {
    let mark = move |c: char| {
        matches!(c, '\n' | '\r' | ';' | '•' | '\u{f0b7}') || (!prose && matches!(c, ',' | '+' | '&' | '/'))
    };
    let lines = text.split(mark).flat_map(move |piece| if prose { vec![piece] } else { piece.split(" en ").collect() });
    lines.map(|piece| piece.trim().trim_start_matches("- ")).filter(|piece| !piece.is_empty())
}

/// The values in one text; none where they would not be read back as the same.
pub fn print_all(values: &[&Value], notation: &Notation) -> Option<CompactString> {
    let text = if let How::Choice(choices) = &notation.how {
        let words: Option<Vec<&str>> =
            values.iter().map(|v| if let Value::Text(w) = v { Some(w.as_str()) } else { None }).collect();
        choices.print(&words?)?
    } else {
        let between = if matches!(notation.how, How::Text) { "\n" } else { "; " };
        values.iter().map(|value| print(value, notation)).collect::<Option<Vec<_>>>()?.join(between).into()
    };
    let read = parse_all(&Content::Text(text.clone()), notation);
    let same = read.len() == values.len() && values.iter().all(|value| read.iter().any(|u| u.is(value)));
    same.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Kind;
    use crate::record::value::Reading;

    fn basis(written: Option<&str>) -> Notation {
        let choice = |word: &str, wording: &str| (word.to_owned(), vec![wording.to_owned()]);
        let choices = [choice("participatiewet", "PW"), choice("wia", "WIA"), choice("ioaw", "IOAW")];
        Notation::compile(Kind::Choice, written, &choices).expect("a notation")
    }

    fn shown(text: &str, notation: &Notation) -> String {
        let words = parse_all(&Content::Text(text.into()), notation).into_iter().map(|u| match u.reading {
            Some(Reading::Value(Value::Text(word))) => word,
            other => format!("{other:?}").into(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn several_values_in_one_place() {
        let text = Notation::compile(Kind::Text, None, &[]).expect("the default");
        let cases = [
            ("Participatiewet, WIA", "participatiewet wia"),
            ("☒ PW ☐ WIA ☒ IOAW", "participatiewet ioaw"),
            ("☒ bijstand\n☐ WIA\n☒ IOAW", "Some(AsWritten) ioaw"),
            ("PW\nIOAW", "participatiewet ioaw"),
            ("PW en WIA", "participatiewet wia"),
            ("PW", "participatiewet"),
            ("☐ PW ☐ WIA ☐ IOAW", ""),
            ("PW / W̶I̶A̶ / IOAW", "participatiewet ioaw"),
            ("PW, iets anders", "participatiewet Some(AsWritten)"),
            ("PW, PW", "participatiewet participatiewet"),
            ("n.v.t.", "Some(NonAnswer(NotApplicable))"),
            ("", ""),
        ];
        for (written, wanted) in cases {
            assert_eq!(shown(written, &basis(None)), wanted, "{written}");
        }
        assert_eq!(
            shown("Arbeidsovereenkomst, getekend\n- Coachingsplan", &text),
            "Arbeidsovereenkomst, getekend Coachingsplan"
        );
    }

    #[test]
    fn several_values_are_written_in_one_place() {
        let values = [Value::Text("participatiewet".into()), Value::Text("ioaw".into())];
        let values: Vec<&Value> = values.iter().collect();
        let cases =
            [(None, "PW, IOAW"), (Some("aankruisen"), "☒ PW  ☐ WIA  ☒ IOAW"), (Some("doorhalen"), "PW / W̶I̶A̶ / IOAW")];
        for (written, wanted) in cases {
            assert_eq!(print_all(&values, &basis(written)).as_deref(), Some(wanted));
        }
    }
}
