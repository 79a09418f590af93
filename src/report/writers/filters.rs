//! The filters of a template: `datum`, `uur`, `euro`, `getal`, `aantal`, `zin`, `md` and `fingerprint`.

use sha2::{Digest, Sha256};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::record::value::date::Date;

use crate::report::wording::shown;
use crate::report::writers::markdown;

/// Adds them all.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("datum", |text: &str, options: Kwargs, _: &State| date(text, &options));
    tera.register_filter("uur", |minutes: i64, _: Kwargs, _: &State| shown::hours(minutes));
    tera.register_filter("euro", |cents: i64, _: Kwargs, _: &State| shown::euro(cents));
    tera.register_filter("getal", |n: i64, _: Kwargs, _: &State| shown::grouped(n));
    tera.register_filter("aantal", |n: i64, nouns: Kwargs, _: &State| count(n, &nouns));
    tera.register_filter("zin", |text: &str, _: Kwargs, _: &State| begun(text));
    tera.register_filter("md", |text: &str, _: Kwargs, _: &State| Value::safe_string(&markdown::escaped(text)));
    tera.register_filter("fingerprint", |text: &str, _: Kwargs, _: &State| Value::safe_string(&fingerprint(text)));
}

/// `2026-03-14` as `14 maart 2026`, or with `kort=true` as `14-03-2026`; what is no date stays as it is.
fn date(text: &str, options: &Kwargs) -> TeraResult<String> {
    let short = options.get::<bool>("kort")?.unwrap_or(false);
    let show = if short { shown::short_date } else { shown::long_date };
    Ok(Date::from_iso(text).map_or_else(|| text.to_owned(), show))
}

/// With a capital, as a sentence begins; names in it keep theirs.
fn begun(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number with its noun: `3 | aantal(een="bestand", meer="bestanden")`.
fn count(n: i64, nouns: &Kwargs) -> TeraResult<String> {
    let noun = nouns.must_get::<&str>(if n == 1 { "een" } else { "meer" })?;
    Ok(format!("{} {noun}", shown::grouped(n)))
}

/// The fingerprint by which a content security policy knows a style or a script.
fn fingerprint(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        for (text, code) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), code);
        }
    }
}
