//! E-mail address: as written, where it is one.

use super::{Understood, Value, words};
use crate::content::Content;

pub(super) fn compile(written: Option<&str>) -> Result<(), String> {
    written.map_or(Ok(()), |w| Err(format!("an e-mail address is written as it is: `{w}` is no notation for it")))
}

/// One address, with or without `mailto:` and pointed brackets.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = content.as_text().and_then(|_| words::of(content)) else { return Understood::as_written() };
    let bare = text.strip_prefix("mailto:").unwrap_or(&text);
    let bare = bare.strip_prefix('<').and_then(|b| b.strip_suffix('>')).unwrap_or(bare);
    Understood::from(is_address(bare).then(|| Value::Text(bare.into())))
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '(' | ')' | '/');
    let labels = domain.split('.').all(|l| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-'));
    !local.is_empty()
        && !local.starts_with("mailto:")
        && !text.contains(['"', ':'])
        && !local.contains(odd)
        && !domain.contains(odd)
        && domain.contains('.')
        && labels
}

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
