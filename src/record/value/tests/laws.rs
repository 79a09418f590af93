//! What holds for every value in every notation: it is written, read back as itself, and goes through JSON unchanged.

use compact_str::CompactString;
use jiff::civil;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use rust_decimal::Decimal;

use crate::record::schema::Kind;
use crate::record::value::address::Address;
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::name::Name;
use crate::record::value::{Like, Notation, Reading, Value, canonical, content, parse, print};
use crate::text::content::Content;

/// Kinds with notations that can say every value of [`value`].
const EXACT: [(Kind, &[Option<&str>]); 19] = [
    (Kind::Text, &[None]),
    (Kind::Name, &[None, Some("{aanhef} {voorletters} ({voornaam}) {tussenvoegsel} {achternaam}")]),
    (Kind::Address, &[None, Some("{straat} {huisnummer} {toevoeging}, {postcode} {plaats}")]),
    (Kind::Bsn, &[None, Some("0000.00.000"), Some("000 000 000")]),
    (
        Kind::Date,
        &[
            None,
            Some("d-m-jjjj"),
            Some("dd/mm/jjjj"),
            Some("d mmmm jjjj"),
            Some("dddd d mmm jjjj"),
            Some("jjjj-mm-dd"),
            Some("jjjjmmdd"),
            Some("mm/dd/jjjj"),
            Some("ddd dd.mm.jjjj"),
        ],
    ),
    (Kind::Time, &[None, Some("u:mm"), Some("uu.mm"), Some("u.mm uur")]),
    (
        Kind::YesNo,
        &[None, Some("J/N"), Some("1/2"), Some("☒/☐"), Some("☒ ja ☐ nee"), Some("ja ☒ nee ☐"), Some("doorhalen")],
    ),
    (
        Kind::Choice,
        &[None, Some("aankruisen"), Some("aankruisen per regel"), Some("aankruisen erachter"), Some("doorhalen")],
    ),
    (Kind::Number, &[None]),
    (Kind::Decimal, &[None, Some("0,00")]),
    (
        Kind::Hours,
        &[
            None,
            Some("u:mm"),
            Some("0,00 uur"),
            Some("min"),
            Some("2 uur 20 min"),
            Some("uur of min"),
            Some("2u20"),
            Some("uur per week"),
        ],
    ),
    (Kind::Percentage, &[Some("0%"), Some("0 %"), Some("0"), Some("0,00")]),
    (Kind::Money, &[None, Some("0,00"), Some("€ 0,-"), Some("0.000,–")]),
    (Kind::Duration, &[None, Some("maanden"), Some("weken"), Some("0 maanden"), Some("jaren")]),
    (Kind::Phone, &[None, Some("06 12345678"), Some("06 12 34 56 78"), Some("0612345678"), Some("+31 6 12345678")]),
    (Kind::Email, &[None]),
    (Kind::Postcode, &[None, Some("1234AB")]),
    (Kind::Kvk, &[None]),
    (Kind::Gemeente, &[None, Some("Gemeente naam"), Some("GM0000"), Some("0000")]),
];

fn text(pattern: &str) -> impl Strategy<Value = Value> + use<> {
    proptest::string::string_regex(pattern).expect("a pattern").prop_map(|text| Value::Text(text.into()))
}

fn part(pattern: &str) -> impl Strategy<Value = Option<CompactString>> + use<> {
    proptest::option::of(proptest::string::string_regex(pattern).expect("a pattern").prop_map_into())
}

fn name() -> impl Strategy<Value = Value> {
    let between =
        proptest::option::of(prop_oneof![Just("van"), Just("van der"), Just("de"), Just("van 't"), Just("el")]);
    let title = proptest::option::of(prop_oneof![Just("mevr."), Just("De heer"), Just("dhr.")]);
    // a surname that is itself a word between, as `Den`, cannot be told from one: it is longer here
    (title, part("[A-ZÇ][a-zé]{2,6}"), part("([B-Z]\\.){1,3}"), between, "[A-ZÇŁ][a-zéıü]{5,8}(-[A-Z][a-z]{2,5})?")
        .prop_map(|(aanhef, voornaam, voorletters, between, surname)| {
            Value::Name(Box::new(Name {
                aanhef: aanhef.map(CompactString::from),
                // a bracketed first name needs initials in front
                voornaam: voornaam.filter(|_| voorletters.is_some()),
                voorletters,
                tussenvoegsel: between.map(CompactString::from),
                achternaam: Some(surname.into()),
                volledig: None,
            }))
        })
}

fn address() -> impl Strategy<Value = Value> {
    let street = "[A-Z][a-z]{2,8}(straat|weg|laan)";
    (street, "[1-9][0-9]{0,3}", part("[a-z]|II|bis"), part("[1-9][0-9]{3} [A-R][A-Z]"), "[A-Z][a-z]{3,9}( aan Zee)?")
        .prop_map(|(straat, huisnummer, toevoeging, postcode, plaats)| {
            Value::Address(Box::new(Address {
                straat: Some(straat.into()),
                huisnummer: Some(huisnummer.into()),
                toevoeging,
                plaats: postcode.is_some().then_some(plaats.into()),
                postcode,
                volledig: None,
            }))
        })
}

fn date() -> impl Strategy<Value = Value> {
    (1800_i16..2200, 1_i8..13, 1_i8..32).prop_filter_map("the day exists", |(year, month, day)| {
        civil::Date::new(year, month, day).ok().map(|day| Value::Date(Date::Day(day)))
    })
}

fn value(kind: Kind) -> proptest::strategy::BoxedStrategy<Value> {
    let wording = |word: &'static str| Just(Value::Text(word.into()));
    match kind {
        Kind::Name => name().boxed(),
        Kind::Address => address().boxed(),
        Kind::Bsn => text("[0-9]{9}").boxed(),
        Kind::Date => date().boxed(),
        Kind::Time => (0_u16..=1440).prop_map(Value::Time).boxed(),
        Kind::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        Kind::Choice => prop_oneof![wording("licht"), wording("midden"), wording("intensief")].boxed(),
        Kind::Number => (-999_999_i64..999_999).prop_map(Value::Number).boxed(),
        Kind::Decimal => (any::<i32>(), 0_u32..4).prop_map(|(n, s)| Value::Decimal(Decimal::new(n.into(), s))).boxed(),
        Kind::Hours => (0_i64..200_000).prop_map(Value::Hours).boxed(),
        Kind::Percentage => (200_i64..=10_000).prop_map(|n| Value::Percentage(Decimal::new(n, 2))).boxed(),
        Kind::Money => (-10_000_000_i64..1_000_000_000).prop_map(Value::Money).boxed(),
        Kind::Duration => (0_u32..100, 0_u32..400)
            .prop_filter("not nothing", |both| *both != (0, 0))
            .prop_map(|(months, days)| Value::Duration(Duration { months, days }))
            .boxed(),
        Kind::Phone => text("\\+31[1-7][0-9]{8}")
            .prop_filter("no gemeente number", |v| !matches!(v, Value::Text(t) if t.starts_with("+3114")))
            .boxed(),
        Kind::Email => text("[a-z]{1,8}(\\.[a-z]{1,4})?@[a-z]{2,8}\\.nl").boxed(),
        Kind::Postcode => text("[1-9][0-9]{3} [A-R][A-Z]").boxed(),
        Kind::Kvk => text("[0-9]{8}").boxed(),
        Kind::Gemeente => prop_oneof![wording("Utrecht"), wording("'s-Gravenhage"), wording("Bergen (L.)")].boxed(),
        Kind::Text | Kind::Prose | Kind::Iban => text("[A-Za-zé][a-z0-9 .,/-]{8,20}[a-z]{6}").boxed(),
    }
}

fn compiled(kind: Kind, written: Option<&str>) -> Notation {
    let choice = |word: &str, wordings: &[&str]| (word.to_owned(), wordings.iter().map(|w| (*w).to_owned()).collect());
    let regime = [choice("licht", &["L", "Licht"]), choice("midden", &[]), choice("intensief", &["Zwaar regime"])];
    let choices: &[(String, Vec<String>)] = if kind == Kind::Choice { &regime } else { &[] };
    Notation::compile(kind, written, choices).expect("a notation")
}

fn every_case() -> impl Strategy<Value = (Kind, Option<&'static str>, Value)> {
    let pairs: Vec<_> = EXACT.iter().flat_map(|(kind, all)| all.iter().map(|written| (*kind, *written))).collect();
    proptest::sample::select(pairs).prop_flat_map(|(kind, written)| value(kind).prop_map(move |v| (kind, written, v)))
}

const SHAPES: [Like; 6] = [Like::Text, Like::Number, Like::Percent, Like::Date, Like::Clock, Like::Tick];

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_written_is_read_back((kind, written, value) in every_case()) {
        let notation = compiled(kind, written);
        let text = print(&value, &notation);
        let read = text.clone().map(|text| parse(&Content::Text(text), &notation).reading);
        prop_assert_eq!(read, Some(Some(Reading::Value(value))), "{:?} as {:?}", text, written);
    }

    #[test]
    fn every_shape_of_place_takes_it((kind, written, value) in every_case()) {
        let notation = compiled(kind, written);
        for like in SHAPES {
            let shaped = content(&value, &notation, like);
            let read = shaped.clone().map(|shaped| parse(&shaped, &notation).reading);
            prop_assert_eq!(read, Some(Some(Reading::Value(value.clone()))), "{:?}", shaped);
        }
    }

    #[test]
    fn json_keeps_it((kind, _, value) in every_case()) {
        let json = serde_json::to_value(&value).expect("a value is json");
        prop_assert_eq!(serde_json::to_string(&value).expect("a value is json"), json.to_string());
        prop_assert_eq!(canonical::from_json(kind, &json), Some(value));
    }

    #[test]
    fn any_words_are_read_without_harm(
        (kind, written) in proptest::sample::select(EXACT.iter().flat_map(|(k, all)| all.iter().map(|w| (*k, *w))).collect::<Vec<_>>()),
        words in proptest::collection::vec("[A-Za-z]{1,6}|[0-9]{1,8}|de|van|jaar|uur|mei|[☒☐½€%.,:/()'-]|\\PC", 0..8),
        glue in prop_oneof![Just(" "), Just(""), Just("-"), Just("\n")],
    ) {
        let notation = compiled(kind, written);
        let read = parse(&Content::Text(words.join(glue).into()), &notation);
        if let Some(Reading::Value(value)) = read.reading {
            prop_assert_eq!(canonical::from_json(kind, &serde_json::to_value(&value).expect("a value is json")), Some(value));
        }
    }
}
