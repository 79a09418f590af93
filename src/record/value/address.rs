//! Address: its parts, or the whole where it cannot be said which word is which.

use compact_str::CompactString;

use crate::record::value::pattern::{Parts, Pattern};
use crate::record::value::{Understood, Value, address_line, postcode, words};
use crate::text::content::Content;

/// An address. What cannot be taken apart with certainty stands whole in `volledig`, and then nothing else does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Address {
    pub straat: Option<CompactString>,
    /// Digits.
    pub huisnummer: Option<CompactString>,
    /// `a`, `II`, `bis`
    pub toevoeging: Option<CompactString>,
    /// `1234 AB`
    pub postcode: Option<CompactString>,
    pub plaats: Option<CompactString>,
    /// The whole address, where its parts are in doubt.
    pub volledig: Option<CompactString>,
}

impl Address {
    /// Its parts in the order of [`crate::record::schema::Kind::parts`].
    pub(super) fn parts(&self) -> Parts<'_> {
        [
            self.straat.as_deref(),
            self.huisnummer.as_deref(),
            self.toevoeging.as_deref(),
            self.postcode.as_deref(),
            self.plaats.as_deref(),
            self.volledig.as_deref(),
        ]
    }

    pub(super) fn into_parts(self) -> [Option<CompactString>; 6] {
        [self.straat, self.huisnummer, self.toevoeging, self.postcode, self.plaats, self.volledig]
    }

    /// One part.
    pub fn part(&self, part: u8) -> Option<&str> {
        self.parts().get(usize::from(part)).copied().flatten()
    }

    /// From parts by their position; a postcode gets its space, other white space goes.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = (u8, &'a str)>) -> Self {
        let mut address = Self::default();
        for (part, text) in parts {
            address.set(part, Some(words::spaced(text).into()).filter(|text: &CompactString| !text.is_empty()));
        }
        address
    }

    /// Sets one part, in which words are one space apart.
    fn set(&mut self, part: u8, text: Option<CompactString>) {
        match part {
            0 => self.straat = text,
            1 => self.huisnummer = text,
            2 => self.toevoeging = text,
            3 => self.postcode = text.map(|text| postcode::canonical(&text).unwrap_or(text)),
            4 => self.plaats = text,
            5 => self.volledig = text,
            _ => {}
        }
    }
}

/// By the pattern where it fits in one way only, else in any usual writing.
pub(super) fn parse(content: &Content, pattern: Option<&Pattern>) -> Understood {
    let Some(text) = content.as_text().and_then(|_| words::kept_words(content)) else {
        return Understood::as_written();
    };
    let text = if text.contains('\n') { text.replace("\r\n", "\n").replace('\n', ", ").into() } else { text };
    let line = words::spaced(&text);
    if !line.chars().any(char::is_alphabetic) || line.len() > 200 {
        return Understood::as_written();
    }
    let mut address = Address::default();
    match pattern.and_then(|pattern| pattern.take_apart(&line, address_line::fits)) {
        Some(parts) => (0..).zip(parts).for_each(|(n, part)| address.set(n, part.map(CompactString::from))),
        None => address_line::read(&line).into_iter().for_each(|(n, part)| address.set(n, Some(part.into()))),
    }
    Understood::value(Value::Address(Box::new(address)))
}

/// By the pattern, else as it is usual: `Dorpsstraat 12 a, 1234 AB Utrecht`.
pub(super) fn print(address: &Address, pattern: Option<&Pattern>) -> Option<CompactString> {
    if let Some(whole) = &address.volledig {
        return Some(whole.clone());
    }
    if let Some(pattern) = pattern {
        return Some(pattern.print(&address.parts())).filter(|text| !text.is_empty());
    }
    let same =
        |text: &CompactString| parse(&Content::Text(text.clone()), None).is(&Value::Address(Box::new(address.clone())));
    [" ", "-"].into_iter().map(|hyphen| address_line::usual(address.parts(), hyphen).into()).find(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::schema::Kind;
    use crate::record::value::pattern::compile;

    /// Parts in the order of the schema, `.` where there is none.
    fn read(text: &str, pattern: Option<&str>) -> String {
        let pattern = compile(pattern, Kind::Address.parts()).expect("a pattern");
        match parse(&Content::Text(text.into()), pattern.as_ref()).reading {
            Some(crate::record::value::Reading::Value(Value::Address(address))) => {
                address.parts().map(|part| part.unwrap_or(".")).join("|")
            }
            _ => "as written".to_owned(),
        }
    }

    #[test]
    fn addresses_in_every_usual_writing() {
        let cases = [
            ("Dorpsstraat 12-a, 1234 AB Utrecht", "Dorpsstraat|12|a|1234 AB|Utrecht|."),
            ("Dorpsstraat 12, 1234AB Utrecht", "Dorpsstraat|12|.|1234 AB|Utrecht|."),
            ("Dorpsstraat 12a", "Dorpsstraat|12|a|.|.|."),
            ("Dorpsstraat 12\n1234 AB Utrecht", "Dorpsstraat|12|.|1234 AB|Utrecht|."),
            ("Dorpsstraat 12 1234 AB Utrecht", "Dorpsstraat|12|.|1234 AB|Utrecht|."),
            ("Plein 1944 nr. 3", "Plein 1944|3|.|.|.|."),
            ("Plein 1944 3", "Plein 1944|3|.|.|.|."),
            ("1e Oosterparkstraat 12 II", "1e Oosterparkstraat|12|II|.|.|."),
            ("'s-Hertogenbosch", ".|.|.|.|'s-Hertogenbosch|."),
            ("1011AB Amsterdam", ".|.|.|1011 AB|Amsterdam|."),
            ("1234 ab", ".|.|.|1234 AB|.|."),
            ("12, 3541AB", ".|12|.|3541 AB|.|."),
            ("12-a, 3541AB Utrecht", ".|12|a|3541 AB|Utrecht|."),
            ("Postbus 123, 3500 AB Utrecht", "Postbus|123|.|3500 AB|Utrecht|."),
            ("Laan van Nieuw Oost-Indië 12 bis", "Laan van Nieuw Oost-Indië|12|bis|.|.|."),
            ("Dorpsstraat 12-3, Alphen aan den Rijn", "Dorpsstraat|12|3|.|Alphen aan den Rijn|."),
            ("Dorpsstraat", "Dorpsstraat|.|.|.|.|."),
            ("Dorpsstraat 12 Utrecht", ".|.|.|.|.|Dorpsstraat 12 Utrecht"),
            ("Plein 1944", ".|.|.|.|.|Plein 1944"),
            ("Gebouw De Hoek, 3e verdieping, kamer 12", ".|.|.|.|.|Gebouw De Hoek, 3e verdieping, kamer 12"),
        ];
        for (text, parts) in cases {
            assert_eq!(read(text, None), parts, "{text}");
        }
        assert_eq!(read("12", None), "as written");
    }

    #[test]
    fn addresses_by_their_pattern() {
        let cases = [
            ("{straat} {huisnummer} {toevoeging}", "Dorpsstraat 12 a", "Dorpsstraat|12|a|.|.|."),
            ("{straat} {huisnummer} {toevoeging}", "Dorpsstraat 12-a", "Dorpsstraat|12|a|.|.|."),
            ("{straat} {huisnummer} {toevoeging}", "1e Oosterparkstraat 12 II", "1e Oosterparkstraat|12|II|.|.|."),
            ("{straat} {huisnummer}{toevoeging}", "Dorpsstraat 12a", "Dorpsstraat|12|a|.|.|."),
            ("{straat} {huisnummer}{toevoeging}", "Plein 1944 3", "Plein 1944|3|.|.|.|."),
            ("{postcode} {plaats}", "1234AB Utrecht", ".|.|.|1234 AB|Utrecht|."),
            ("{postcode} {plaats}", "1234 AB 's-Gravenhage", ".|.|.|1234 AB|'s-Gravenhage|."),
            ("{plaats}, {straat} {huisnummer}", "Utrecht, Dorpsstraat 12", "Dorpsstraat|12|.|.|Utrecht|."),
        ];
        for (pattern, text, parts) in cases {
            assert_eq!(read(text, Some(pattern)), parts, "{text}");
        }
    }
}
