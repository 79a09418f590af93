//! How BSNs are spelled, what is none, and properties over all of them.

use proptest::prelude::*;

use super::*;

#[test]
fn the_eleven_test() {
    for (bsn, passes) in [("999990019", true), ("999990018", false), ("000000000", false), ("99999001", false)] {
        assert_eq!(passes_eleven_test(bsn), passes, "{bsn}");
    }
}

#[test]
fn a_bsn_is_masked_however_it_is_spelled() {
    for (text, shown) in [
        ("999990019", "•••••0019"),
        ("BSN: 9999.90.019, zie boven", "BSN: •••••0019, zie boven"),
        ("999 990 019", "•••••0019"),
        ("één €999990019", "één €•••••0019"),
        ("geb. 14-03-1998 999990019", "geb. 14-03-1998 •••••0019"),
        ("kamer 2 999990019", "kamer 2 •••••0019"),
        ("kamer 2 999 990 019", "kamer 2 •••••0019"),
        ("999-990-019", "•••••0019"),
        ("9999 90 01 9", "•••••0019"),
        ("9 9 9 9 9 0 0 1 9", "•••••0019"),
        ("9|9|9|9|9|0|0|1|9", "•••••0019"),
        ("9999900 19", "•••••0019"),
        ("BSN999990019", "BSN•••••0019"),
        ("bsn_999990019", "bsn_•••••0019"),
        ("999990019 999990124", "•••••0019 999990124"),
        ("999990019/999991232", "•••••0019/999991232"),
        ("tel 0612345678 bsn 999990019", "tel 0612345678 bsn •••••0019"),
        ("+31 6 12345678 999990019", "+31 6 12345678 •••••0019"),
        ("999\u{a0}990\u{a0}019", "•••••0019"),
        ("999\u{2009}990\u{202f}019", "•••••0019"),
        ("999\u{2013}990\u{2011}019", "•••••0019"),
        ("999\u{200b}990019", "•••••0019"),
        ("9\u{336}99\u{336}990\u{336}019", "•••••0019"),
        ("9\u{fe0f}\u{20e3}9\u{fe0f}\u{20e3}9990019", "•••••0019"),
        ("⁹⁹⁹⁹⁹⁰⁰¹⁹", "•••••0019"),
        ("⑨⑨⑨⑨⑨⓪⓪①⑨", "•••••0019"),
        ("(999)990019", "(•••••0019"),
        ("999:990:019", "•••••0019"),
        ("99.99.90.019", "•••••0019"),
        ("999_990_019", "•••••0019"),
        ("999.990-019", "•••••0019"),
        ("999990019L", "•••••0019L"),
        ("９９９９９００１９", "•••••0019"),
        ("bsn 99999001\u{2d}9", "bsn •••••0019"),
        ("negen negen negen negen negen nul nul één negen", "•••••0019"),
        ("Negen, negen, negen, negen, negen, nul, nul, een, negen.", "•••••0019."),
        ("negen-negen-negen-negen-negen-nul-nul-één-negen", "•••••0019"),
        ("negennegennegennegennegennulnulééNnegen", "•••••0019"),
        ("negenennegentig negenennegentig negentig nul een negen", "•••••0019"),
        ("negen negen negen 9 9 0 0 1 9", "•••••0019"),
        ("BSN 10000057", "BSN •••••0057"),
        ("Burgerservicenummer: 1000.00.57", "Burgerservicenummer: •••••0057"),
        ("map/999990019.xlsx", "map/•••••0019.xlsx"),
    ] {
        assert_eq!(mask(text), shown, "{text}");
    }
}

#[test]
fn other_numbers_are_none() {
    for text in [
        "",
        "0612345678",
        "999990018",
        "9999900190",
        "1999990019",
        "9999.90.0199",
        "999990019L01",
        "NL999990019B01",
        "14-03-1998",
        "geb. 14-03-1998 1 kind",
        "1-1-2024 - 31-12-2024",
        "KvK 10000057",
        "+31612345678*1",
        "+31 (0)6 12345678",
        "NL91 ABNA 0417 1643 00",
        "zaak 999990018",
        "3fa99999001999990019c0ffee",
        "een kind van een vriend van een buurman met een fiets en een hond",
        "1 2 3 4 5 6 7 8 9 10 11 12",
    ] {
        assert_eq!(mask(text), text);
    }
}

/// Nine digits that pass the eleven test.
fn bsn() -> impl Strategy<Value = String> {
    (1_000_000_u32..99_999_999).prop_filter_map("has no check digit", |number| {
        let eight = format!("{number:08}");
        (0..10).map(|check| format!("{eight}{check}")).find(|bsn| passes_eleven_test(bsn))
    })
}

const WORDS: [&str; 10] = ["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"];

/// A number as somebody may write it.
fn spelled(bsn: &str, grouping: &[usize], sign: &str, script: u8) -> String {
    let mut rest = bsn;
    let groups = grouping.iter().map(|length| {
        let (group, behind) = rest.split_at(*length);
        rest = behind;
        group.to_owned()
    });
    let joined = groups.collect::<Vec<_>>().join(sign);
    let word = |c: char| c.to_digit(10).map_or_else(|| c.to_string(), |digit| WORDS[digit as usize].to_owned());
    match script {
        0 => joined,
        1 => joined.chars().filter_map(|c| c.to_digit(10).map_or(Some(c), |d| char::from_u32(0xff10 + d))).collect(),
        _ => bsn.chars().map(word).collect::<Vec<_>>().join(if sign.is_empty() { " " } else { sign }),
    }
}

const GROUPINGS: [&[usize]; 9] = [
    &[9],
    &[4, 2, 3],
    &[3, 3, 3],
    &[2, 2, 2, 3],
    &[2, 2, 2, 2, 1],
    &[4, 5],
    &[8, 1],
    &[1, 8],
    &[1, 1, 1, 1, 1, 1, 1, 1, 1],
];
const SIGNS: [&str; 14] =
    [".", "-", " ", "\u{a0}", "\u{2009}", "\u{202f}", " - ", "–", "\u{2011}", "_", "  ", "\t", "·", "\u{200b}"];
const BEFORE: [&str; 10] = [
    "",
    "BSN",
    "bsn: ",
    "geb. 14-03-1998 ",
    "tel 0612345678, ",
    "+31 6 12345678 ",
    "(",
    "klant_",
    "rekening NL91 ABNA 0417 1643 00 ",
    "KvK 12345678; ",
];
const BEHIND: [&str; 7] = ["", ".", ")", "L", " en verder", "; tel. 06-12345678", " geb. 1998-03-14"];

#[test]
fn a_code_of_the_program_is_none() {
    for code in
        ["formulier-123456782abc", "zie formulier-a123456782bc, uren", "cliënt 1b23456782ac", "werkgever-ab123456782c"]
    {
        assert!(!holds(code), "{code}");
    }
    for text in ["formulier-123456782", "klant-123456782abc", "formulier-123456782abcd", "formulier-123456782-jan"] {
        assert!(holds(text), "{text}");
    }
}

proptest! {
    #[test]
    fn a_bsn_in_any_spelling_is_found(
        bsn in bsn(), grouping in 0..GROUPINGS.len(), sign in 0..SIGNS.len(), script in 0..3_u8,
        before in 0..BEFORE.len(), behind in 0..BEHIND.len(),
    ) {
        let number = spelled(&bsn, GROUPINGS[grouping], SIGNS[sign], script);
        // a letter behind number words makes another word of the last
        let glue = script == 2 && (BEFORE[before].ends_with(char::is_alphabetic) || BEHIND[behind] == "L");
        prop_assume!(!(glue || grouping > 3 && BEHIND[behind] == "L"));
        let text = format!("{}{number}{}", BEFORE[before], BEHIND[behind]);
        let masked = mask(&text);
        prop_assert!(!masked.contains(&number), "{text:?} shows {masked:?}");
        prop_assert!(masked.contains("•••••"), "{text:?} shows {masked:?}");
    }

    #[test]
    fn dates_telephone_numbers_and_numbers_of_companies_are_never_found(
        (day, month, year) in (1..29_u32, 1..13_u32, 1930..2035_u32),
        phone in 10_000_000..99_999_999_u32, kvk in 10_000_000..99_999_999_u32, kind in 0..16, filler in 0..4,
    ) {
        let short = year % 100;
        let p = phone.to_string();
        let number = match kind {
            0 => format!("{day:02}-{month:02}-{year}"),
            1 => format!("{day}/{month}/{year}"),
            2 => format!("{year}-{month:02}-{day:02}"),
            3 => format!("{day:02}.{month:02}.{year} - {day:02}.{month:02}.{year}"),
            4 => format!("{day:02}-{month:02}-{short:02}"),
            5 => format!("{day}-{month}-{year} t/m {day}-{month}-{year}"),
            6 => format!("06{p}"),
            7 => format!("06-{p}"),
            8 => format!("06 {} {} {} {}", &p[..2], &p[2..4], &p[4..6], &p[6..]),
            9 => format!("+316{p}"),
            10 => format!("+31 6 {p}"),
            11 => format!("+31 (0)6-{p}"),
            12 => format!("0031 6 {p}"),
            13 => format!("(010) {} {}", &p[..3], &p[3..7]),
            14 => format!("KvK {kvk}"),
            _ => format!("KvK {} {}", kvk / 10_000, kvk % 10_000 + 10_000),
        };
        prop_assume!(kind != 15 || kvk % 10_000 < 1);
        let text = match filler {
            0 => number,
            1 => format!("tussen {number} en later"),
            2 => format!("({number})"),
            _ => format!("zie {number}, {number}."),
        };
        prop_assert_eq!(&*mask(&text), text.as_str());
    }

    #[test]
    fn no_iban_is_found(account in 0..9_999_999_999_u64, bank in "[A-Z]{4}", grouped in any::<bool>()) {
        let digits: String = bank.bytes().map(|b| (u32::from(b - b'A') + 10).to_string()).collect();
        let number: u128 = format!("{digits}{account:010}232100").parse().expect("a number");
        let iban = format!("NL{:02}{bank}{account:010}", 98 - number % 97);
        let fours: Vec<&str> = (0..iban.len()).step_by(4).map(|n| &iban[n..iban.len().min(n + 4)]).collect();
        let text = format!("op {}", if grouped { fours.join(" ") } else { iban.clone() });
        prop_assert_eq!(&*mask(&text), text.as_str());
    }

    #[test]
    fn any_text_is_masked_without_panic_and_for_good(text in "\\PC{0,60}|[0-9 .\\-éa-z+()]{0,40}") {
        let once = mask(&text).into_owned();
        prop_assert!(holds(&text) == (once != text));
    }
}
