//! The key of pseudonyms: bytes in a file that only who links them has.

use crate::text::digest::hex;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A shorter key can be tried out.
const MIN_KEY_BYTES: usize = 16;

/// More is no key but another file, named by mistake.
const MAX_KEY_BYTES: usize = 4096;

/// A key. It is shown nowhere, so it has no `Debug` that would.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl Key {
    /// The key in a file: its bytes, but for the line break that an editor sets at the end.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("cannot read the key in `{shown}`"))?;
        let bytes = bytes.trim_ascii_end();
        if !(MIN_KEY_BYTES..=MAX_KEY_BYTES).contains(&bytes.len()) {
            bail!(
                "the key in `{shown}` must have {MIN_KEY_BYTES} to {MAX_KEY_BYTES} bytes; make one of random signs, and keep it apart from the records"
            );
        }
        Ok(Self(Hmac::new_from_slice(bytes).with_context(|| format!("cannot use the key in `{shown}`"))?))
    }

    /// What stands for a value of some sort, such as a client's number: 128 bits in hexadecimals.
    pub fn code(&self, sort: &str, value: &str) -> Arc<str> {
        let mut code = self.0.clone();
        for part in [sort.as_bytes(), b"\0", value.as_bytes()] {
            code.update(part);
        }
        hex(&code.finalize().into_bytes()[..16]).into()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Result<Key> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sleutel");
        std::fs::write(&path, text).expect("written");
        Key::read(&path)
    }

    #[test]
    fn the_same_key_gives_the_same_and_another_another() {
        let one = key("0123456789abcdef").expect("a key");
        assert_eq!(one.code("bsn", "999990019"), key("0123456789abcdef\n").expect("a key").code("bsn", "999990019"));
        assert_ne!(one.code("bsn", "999990019"), key("0123456789abcdeg").expect("a key").code("bsn", "999990019"));
        assert_ne!(one.code("bsn", "999990019"), one.code("id", "999990019"));
        assert!(!format!("{one:?}").contains("0123"));
    }

    #[test]
    fn the_code_is_hmac_sha256_as_others_compute_it() {
        // printf 'bsn\0999990019' | openssl dgst -sha256 -hmac 0123456789abcdef
        let own = key("0123456789abcdef").expect("a key").code("bsn", "999990019");
        assert_eq!(&*own, "901d7a416e758dd735d207d0799d8741");
    }

    #[test]
    fn what_is_too_short_to_be_a_key_is_refused_without_being_shown() {
        let refused = key("geheim").expect_err("refused").to_string();
        assert!(!refused.contains("geheim") && refused.contains("16"), "{refused}");
    }
}
