//! A share of the files, for one of several machines.

use std::str::FromStr;

use sha2::{Digest, Sha256};

/// One of several shares of the files, for as many machines: `2/7` is the second of seven.
///
/// A file belongs to exactly one share, by its name as it is shown, so that the shares together are the whole, whatever
/// the machine and however many files there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// Whether this share holds the file of that name.
    pub fn holds(self, name: &str) -> bool {
        bucket(name, self.of) == self.number - 1
    }

    /// Whether it is a share of the same division, so that the two hold no file both unless they are the same.
    pub fn is_beside(self, other: Self) -> bool {
        self.of == other.of
    }

    /// As part of a file's name: `2-of-7`.
    pub fn word(self) -> String {
        format!("{}-of-{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("give the number of the share and how many there are, such as `2/7`".to_owned()),
        }
    }
}

/// Which of `count` buckets the file of that name belongs to, counted from 0; the same on every machine.
pub fn bucket(name: &str, count: u32) -> u32 {
    // A checksum and not the hash of a map: that one differs between versions of the compiler.
    let digest = Sha256::digest(name.as_bytes());
    let start = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    u32::try_from(start % u64::from(count.max(1))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_exactly_one_share() {
        for of in [1, 2, 7] {
            let shares: Vec<Shard> = (1..=of).map(|n| format!("{n}/{of}").parse().expect("a share")).collect();
            for name in (0..200).map(|n| format!("map/formulier-{n}.xlsx")) {
                assert_eq!(shares.iter().filter(|share| share.holds(&name)).count(), 1, "{name} of {of}");
            }
        }
        assert_eq!(bucket("formulieren/jansen.xlsx", 16), 10, "the same on every machine");
        for wrong in ["0/3", "4/3", "1/0", "1", "a/b", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
