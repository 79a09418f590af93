//! What the names of characters in a font mean, and the characters of the fonts that hold only signs.

use lopdf::{Dictionary, Document, Object};

/// The text that a character's name stands for; none where the name says nothing.
pub(in crate::document::pdf) fn named(name: &[u8]) -> Option<String> {
    let plain = name.split(|b| *b == b'.').next().filter(|plain| !plain.is_empty())?;
    if let Some(known) = catalogued(plain) {
        return Some(known);
    }
    if plain.contains(&b'_') {
        return plain.split(|b| *b == b'_').map(named).collect();
    }
    let text = std::str::from_utf8(plain).ok()?;
    let digits = text.strip_prefix("uni").or_else(|| text.strip_prefix('u'))?;
    let code = digits.get(..4).filter(|_| digits.len() <= 6)?;
    u32::from_str_radix(if text.starts_with("uni") { code } else { digits }, 16)
        .ok()
        .and_then(char::from_u32)
        .map(String::from)
}

/// The name as the list of Adobe has it.
fn catalogued(name: &[u8]) -> Option<String> {
    let differences = vec![Object::Integer(0), Object::Name(name.to_vec())];
    let encoding = Dictionary::from_iter([("Differences", Object::Array(differences))]);
    coded(&Object::Dictionary(encoding)).map(|codes| codes[0].clone()).filter(|text| !text.is_empty())
}

/// The text of each of the 256 codes in an encoding that holds no unknown name.
pub(super) fn coded(encoding: &Object) -> Option<Vec<String>> {
    let font = Dictionary::from_iter([("Type", Object::Name(b"Font".to_vec())), ("Encoding", encoding.clone())]);
    let nothing = Document::new();
    let codes = font.get_font_encoding_with_limit(&nothing, 0).ok()?;
    Some((0..=255).map(|code| codes.bytes_to_string(&[code]).unwrap_or_default()).collect())
}

/// The sign at `code` of a font that holds only signs (`ZapfDingbats`, `Wingdings`, `Symbol`).
pub(super) fn sign(font: &str, code: u8) -> Option<char> {
    let dingbats = [(b'3', '✓'), (b'4', '✔'), (b'5', '✕'), (b'6', '✖'), (b'7', '✗'), (b'8', '✘'), (b'l', '●')];
    let boxes = [(b'm', '○'), (b'n', '■'), (b'o', '❏'), (b'p', '❐'), (b'q', '❑'), (b'r', '❒'), (b'u', '◆')];
    let wingdings = [(0x6C, '●'), (0x6E, '■'), (0x6F, '☐'), (0x71, '❑'), (0x72, '❒'), (0xA1, '○'), (0xA8, '☐')];
    let ticked = [(0xFB, '✗'), (0xFC, '✓'), (0xFD, '☒'), (0xFE, '☑'), (0xA7, '▪'), (0xD8, '➢')];
    let lists: [&[(u8, char)]; 2] = match font {
        _ if font.contains("Dingbats") => [&dingbats, &boxes],
        _ if font.contains("Wingdings") => [&wingdings, &ticked],
        _ if font.contains("Symbol") => [&[(0xB7, '•')], &[]],
        _ => return None,
    };
    lists.concat().iter().find(|(at, _)| *at == code).map(|(_, sign)| *sign)
}

/// Text as people write it: ligatures in letters, no-break spaces as spaces, private signs of `font` as signs.
pub(in crate::document::pdf) fn plain(text: &str, font: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}' => plain.push_str("ff"),
            '\u{FB01}' => plain.push_str("fi"),
            '\u{FB02}' => plain.push_str("fl"),
            '\u{FB03}' => plain.push_str("ffi"),
            '\u{FB04}' => plain.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => plain.push_str("st"),
            '\u{A0}' | '\u{2007}' | '\u{202F}' => plain.push(' '),
            '\u{F020}'..='\u{F0FF}' => {
                let code = u8::try_from(u32::from(c) & 0xFF).unwrap_or(0);
                plain.push(sign(font, code).or_else(|| sign("Wingdings", code)).unwrap_or(c));
            }
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_characters_are_understood() {
        let cases: [(&[u8], Option<&str>); 8] = [
            (b"Euro", Some("€")),
            (b"eacute", Some("é")),
            (b"uni0142", Some("ł")),
            (b"u1F600", Some("\u{1f600}")),
            (b"c_t", Some("ct")),
            (b"a.sc", Some("a")),
            (b"g23", None),
            (b".notdef", None),
        ];
        for (name, text) in cases {
            assert_eq!(named(name).as_deref(), text, "{}", String::from_utf8_lossy(name));
        }
    }

    #[test]
    fn each_encoding_has_its_own_euro_and_accents() {
        for (encoding, code, text) in
            [("WinAnsiEncoding", 0x80, "€"), ("MacRomanEncoding", 0x8E, "é"), ("StandardEncoding", 0xAE, "ﬁ")]
        {
            let codes = coded(&Object::Name(encoding.into())).expect(encoding);
            assert_eq!(codes[code], text, "{encoding}");
        }
    }

    #[test]
    fn ligatures_become_letters_and_private_signs_boxes() {
        assert_eq!(plain("o\u{FB03}ce\u{A0}x", "Arial"), "office x");
        assert_eq!(plain("\u{F0FE}\u{F0A8}", "ABCDEF+Wingdings-Regular"), "☑☐");
    }
}
