//! Addresses of links that nobody sees beside the words that are shown: to whom mail goes, and where a file lies.

use crate::document::unseen::word_tests::WordTests;

/// Endings of templates, which name the program and not a client.
const TEMPLATES: [&str; 4] = [".dot", ".dotx", ".dotm", ".xltx"];

/// Whether words are the address of a link.
pub(in crate::document) fn is_link(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["mailto:", "file:", "tel:", "\\\\"].iter().any(|begin| lower.starts_with(begin))
        || lower.contains("://")
        || lower.get(1..3) == Some(":\\")
}

/// Whether an address may be somebody's: of mail that the form does not print, of a file on somebody's disk, or with a name.
pub(in crate::document) fn is_of_somebody(address: &str, tests: WordTests<'_>) -> bool {
    let plain = decoded(address);
    let lower = plain.to_lowercase();
    if lower.starts_with("mailto:") || lower.starts_with("tel:") {
        let (to, said) = plain.split_once('?').unwrap_or((&plain, ""));
        let mut to = to.split_once(':').unwrap_or_default().1.split([',', ';']).map(str::trim);
        return to.any(|one| !one.is_empty() && !(tests.is_printed)(one)) || names(said, tests);
    }
    if lower.contains("://") && !lower.starts_with("file:") {
        let path = plain.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        return path.is_some_and(|(_, path)| names(path, tests));
    }
    !TEMPLATES.iter().any(|end| lower.ends_with(end)) || names(&plain, tests)
}

/// Whether the words of an address name a person.
fn names(words: &str, tests: WordTests<'_>) -> bool {
    (tests.names_somebody)(&words.replace(['/', '\\', '_', '-', '+', '=', '&', '.'], " "))
}

/// `Pieter%20Lekman` as it is read.
fn decoded(address: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(address.len()), address.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_whose_it_is() {
        let is_printed = |words: &str| words == "info@utrecht.nl";
        let names_somebody = |words: &str| words.contains("Pieter");
        let tests = WordTests { is_printed: &is_printed, names_somebody: &names_somebody };
        for (address, of_somebody) in [
            ("mailto:info@utrecht.nl", false),
            ("mailto:info@utrecht.nl?subject=Plan", false),
            ("mailto:info@utrecht.nl?subject=Plan%20Pieter", true),
            ("mailto:plekman@voorbeeld.nl", true),
            ("https://www.utrecht.nl/werk-en-inkomen/", false),
            ("https://intranet/dossiers/Pieter%20Lekman", true),
            ("file:///C:/clienten/Lekman/plan.xlsx", true),
            ("C:\\clienten\\Lekman\\plan.xlsx", true),
            ("file:///C:/Templates/Normal.dotm", false),
        ] {
            assert!(is_link(address), "{address}");
            assert_eq!(is_of_somebody(address, tests), of_somebody, "{address}");
        }
        assert!(!is_link("Naam: Jan") && !is_link("worksheets/sheet1.xml"));
    }
}
