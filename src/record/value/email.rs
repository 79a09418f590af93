//! E-mail address: as written, where it is one.

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

pub(super) fn compile(written: Option<&str>) -> Result<(), String> {
    written.map_or(Ok(()), |w| Err(format!("an e-mail address is written as it is: `{w}` is no notation for it")))
}

/// One address, with or without `mailto:` and pointed brackets.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = content.as_text().and_then(|_| words::kept_words(content)) else {
        return Understood::as_written();
    };
    let bare = text.strip_prefix("mailto:").unwrap_or(&text);
    let bare = bare.strip_prefix('<').and_then(|b| b.strip_suffix('>')).unwrap_or(bare);
    Understood::from(is_address(bare).then(|| Value::Text(bare.into())))
}

fn is_address(text: &str) -> bool {
    let Some(at) = text.bytes().position(|byte| byte == b'@') else { return false };
    let (local, domain) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    let odd = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control() || ODD.contains(byte);
    let odd_beyond = |c: char| !c.is_ascii() && (c.is_whitespace() || c.is_control());
    let label = |label: &[u8]| {
        matches!(label, [first, .., last] if *first != b'-' && *last != b'-')
            || matches!(label, [only] if *only != b'-')
    };
    !local.is_empty()
        && !local.iter().chain(domain).any(odd)
        && (text.is_ascii() || !text.contains(odd_beyond))
        && domain.contains(&b'.')
        && domain.split(|byte| *byte == b'.').all(label)
}

/// What stands in no address, or between two.
const ODD: &[u8] = b"@,;<>()/\":";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let cases = [
            ("j.jansen@voorbeeld.nl", Some("j.jansen@voorbeeld.nl")),
            ("mailto:J@Voorbeeld.nl", Some("J@Voorbeeld.nl")),
            ("<zoë+werk@voorbeeld.nl>", Some("zoë+werk@voorbeeld.nl")),
            ("j.jansen", None),
            ("j@voorbeeld", None),
            ("a@b.nl, c@d.nl", None),
            ("a@b.nl / c@d.nl", None),
            ("Jan <a@b.nl>", None),
            ("a@b..nl", None),
        ];
        for (text, address) in cases {
            let wanted = Understood::from(address.map(|a| Value::Text(a.into())));
            assert_eq!(parse(&Content::Text(text.into())), wanted, "{text}");
        }
    }
}
