//! Words as they compare: without case, accents, punctuation and spaces; labels without their numbers and asides too.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Lower case, accents off, nothing but letters and digits.
pub fn fold(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    fold_onto(&mut folded, text);
    String::from_utf8(folded).unwrap_or_default()
}

/// Bytes that are folded at once.
const ASCII_CHUNK: usize = 32;

/// ASCII folded; nothing, 0, for all but letters and digits.
pub const KEPT: [u8; 256] = {
    let mut kept = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() {
            kept[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    kept
};

/// Appends the text folded, as UTF-8; each character folds by itself, whatever stands beside it.
pub fn fold_onto(folded: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    // most of it is ASCII, which is folded some bytes at a time
    while let Some((near, behind)) =
        rest.split_at_checked(rest.len().min(ASCII_CHUNK)).filter(|(near, _)| near.is_ascii())
    {
        let mut count = folded.len();
        folded.resize(count + near.len(), 0);
        for byte in near.bytes() {
            folded[count] = KEPT[usize::from(byte)];
            count += usize::from(folded[count] != 0);
        }
        folded.truncate(count);
        if behind.is_empty() {
            return;
        }
        rest = behind;
    }
    let mut kept = String::new();
    for c in rest.chars() {
        if c.is_ascii_alphanumeric() {
            kept.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    push(&mut kept, part);
                }
            });
        }
    }
    folded.extend_from_slice(kept.as_bytes());
}

/// Letters that no decomposition takes apart.
fn push(folded: &mut String, c: char) {
    match c {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'þ' | 'Þ' => folded.push_str("th"),
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'ħ' | 'Ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        _ if c.is_alphanumeric() => folded.extend(c.to_lowercase().filter(|l| !is_combining_mark(*l))),
        _ => {}
    }
}

/// A label folded, without the question number in front ("3.4", "2a", "Vraag 3:") and the aside behind ("(verplicht)").
pub fn fold_label(label: &str) -> String {
    fold(bare(label))
}

/// A label as printed, without number and aside.
pub fn bare(label: &str) -> &str {
    if is_bare(label.as_bytes()) { label } else { without_aside(without_number(label.trim())) }
}

/// Whether a label is clearly bare: it begins with a letter that numbers nothing, and ends with a letter or a digit.
fn is_bare(label: &[u8]) -> bool {
    let [first, .., last] = label else { return false };
    let numbers = matches!(first, b'v' | b'V') || matches!(label[1], b'.' | b')');
    let numbers = numbers || label[1..label.len().min(3)].iter().any(u8::is_ascii_digit);
    first.is_ascii_alphabetic() && !numbers && last.is_ascii_alphanumeric()
}

/// Asides that say how to answer, not what is asked.
const ASIDES: [&str; 12] = [
    "verplicht",
    "verplichtveld",
    "nietverplicht",
    "optioneel",
    "facultatief",
    "indienvantoepassing",
    "invantoepassing",
    "ivt",
    "indienbekend",
    "indienaanwezig",
    "nvtindiennvt",
    "vultuin",
];

fn without_aside(label: &str) -> &str {
    let mut label = label;
    loop {
        label = label.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '.'));
        let Some(inside) = label.strip_suffix(')') else { return label };
        match inside.rfind('(') {
            Some(open) if open > 0 && ASIDES.contains(&fold(&inside[open..]).as_str()) => label = &label[..open],
            _ => return label,
        }
    }
}

/// A number goes where it is a question's: with a mark or a letter to it, or before a capital; "24 uur" keeps its own.
pub fn without_number(label: &str) -> &str {
    let bare = label.trim_start_matches('(');
    let bare = question_word(bare).unwrap_or(bare);
    let rest = match bare.as_bytes() {
        [b'0'..=b'9', ..] => after_digits(bare),
        [letter, b'.' | b')', mark, ..] if letter.is_ascii_alphabetic() && mark.is_ascii_whitespace() => {
            Some(&bare[2..])
        }
        [b'A'..=b'Z', ..] => after_code(bare),
        _ => None,
    };
    match rest.map(str::trim_start) {
        Some(rest) if !rest.is_empty() => rest,
        _ => label,
    }
}

/// What follows "Vraag" where a number does.
fn question_word(label: &str) -> Option<&str> {
    let (word, rest) = label.split_at_checked(5)?;
    let rest = rest.trim_start();
    (word.eq_ignore_ascii_case("vraag") && rest.starts_with(|c: char| c.is_ascii_digit())).then_some(rest)
}

fn after_digits(label: &str) -> Option<&str> {
    let number = label.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(label.len());
    let marked = label[..number].contains('.');
    let rest = &label[number..];
    let rest = match rest.as_bytes() {
        // "1e" and "2e" are ordinals, not numbers of questions
        [letter, next, ..] if letter.is_ascii_lowercase() && *letter != b'e' && !next.is_ascii_alphanumeric() => {
            return Some(rest[1..].trim_start_matches([')', '.', ':']));
        }
        [b')' | b':', ..] => return Some(&rest[1..]),
        _ => rest,
    };
    let word = rest.trim_start();
    let apart = word.len() < rest.len();
    let capital = word.starts_with(char::is_uppercase);
    ((marked && (apart || capital)) || (apart && capital)).then_some(word)
}

/// What follows `B2`, `V17.` or `G01Q02.`, as forms and survey tools number their questions; `B2B` and `A4 papier` are
/// words.
fn after_code(label: &str) -> Option<&str> {
    let (code, rest) = label.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let bare = code.trim_end_matches(['.', ':', ')']);
    let letters = bare.bytes().filter(u8::is_ascii_uppercase).count();
    let coded = bare.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.');
    let counts = (1..=2).contains(&letters) && bare.len() <= 8 && bare.ends_with(|c: char| c.is_ascii_digit());
    let mut next = rest.chars();
    let word = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
    (coded && counts && (code.len() > bare.len() || word)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_questions_are_no_words_of_them() {
        for (label, bare) in [
            ("B2 Naam van de werknemer", "Naam van de werknemer"),
            ("V17. Doel 1 [omschrijving]", "Doel 1 [omschrijving]"),
            ("G01Q02. welke functie", "welke functie"),
            ("A1.3 Geboortedatum", "Geboortedatum"),
            ("A4 papier", "A4 papier"),
            ("WIA Uitkering", "WIA Uitkering"),
            ("H2O", "H2O"),
            ("B2B Contact", "B2B Contact"),
        ] {
            assert_eq!(without_number(label), bare);
        }
    }

    #[test]
    fn words_fold() {
        let cases = [
            ("Re-integratie", "reintegratie"),
            ("Reïntegratie", "reintegratie"),
            ("e-mail", "email"),
            ("E mail", "email"),
            ("Loonwaarde (%)", "loonwaarde"),
            ("Yılmaz", "yilmaz"),
            ("İzmir", "izmir"),
            ("Łukasz Çelik", "lukaszcelik"),
            ("Straße", "strasse"),
            ("Súdwest-Fryslân", "sudwestfryslan"),
            ("ĳs", "ijs"),
            ("a\u{a0}b", "ab"),
            ("", ""),
            ("'s-Gravenhage", "sgravenhage"),
            ("Œuvre Ægir Søren", "oeuvreaegirsoren"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn labels_fold_without_numbers_and_asides() {
        let cases = [
            ("3.4 Postcode en plaats", "postcodeenplaats"),
            ("1. Naam:", "naam"),
            ("2a Naam *", "naam"),
            ("2a. Naam", "naam"),
            ("a) Naam", "naam"),
            ("Vraag 3: Naam", "naam"),
            ("vraag 3.4 Naam", "naam"),
            ("(3) Naam", "naam"),
            ("1)Naam", "naam"),
            ("1 Gegevens cliënt", "gegevensclient"),
            ("3.4.Naam", "naam"),
            ("Naam (verplicht)", "naam"),
            ("Naam\u{a0}(optioneel) *:", "naam"),
            ("Einde (indien van toepassing):", "einde"),
            ("Naam (voluit)", "naamvoluit"),
            ("1e ziektedag", "1eziektedag"),
            ("2e contactpersoon", "2econtactpersoon"),
            ("24 uur per week", "24uurperweek"),
            ("3.4", "34"),
            ("12", "12"),
            ("A. van Dijk", "vandijk"),
            ("(verplicht)", "verplicht"),
        ];
        for (label, folded) in cases {
            assert_eq!(fold_label(label), folded, "{label}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_label_that_is_clearly_bare_is_bare(label in "[a-zA-Z0-9 .()*:]{0,6}") {
            if is_bare(label.as_bytes()) {
                proptest::prop_assert_eq!(without_aside(without_number(label.trim())), label.as_str());
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,24}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
