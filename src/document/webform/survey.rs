//! How deep and how large a json text is, before it is held.

use crate::document::file::limits::Limits;
use crate::finding::Finding;

/// Objects and lists within each other: deeper than any form, and less than what a parser can bear.
const DEEPEST: usize = 100;

/// Refuses a text that is too deep, or has more values than the limits leave room for.
pub fn check(text: &str, limits: &Limits) -> Result<(), Finding> {
    let most = limits.cells / 2;
    let (mut depth, mut values) = (0_usize, 0);
    let mut letters = text.bytes();
    while let Some(letter) = letters.next() {
        match letter {
            b'"' => skip_string(&mut letters),
            b'{' | b'[' => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Finding::new("json-too-deep").with("limit", DEEPEST));
        }
        if values > most {
            return Err(Finding::new("too-many-cells").with("limit", most));
        }
    }
    Ok(())
}

fn skip_string(letters: &mut std::str::Bytes<'_>) {
    while let Some(letter) = letters.next() {
        match letter {
            b'"' => return,
            b'\\' => _ = letters.next(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_texts_do_not_count() {
        let limits = Limits { cells: 20, ..Limits::default() };
        let code = |text: &str| check(text, &limits).map_err(|finding| finding.code.into_owned());
        assert_eq!(code(&"[".repeat(10_000)), Err("too-many-cells".into()));
        assert_eq!(check(&"[".repeat(10_000), &Limits::default()).expect_err("too deep").code, "json-too-deep");
        assert_eq!(code(&format!(r#"{{"a": "{}\"[[["}}"#, "[".repeat(200))), Ok(()));
        assert_eq!(code(&"1,".repeat(11)), Err("too-many-cells".into()));
    }
}
