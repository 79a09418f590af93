//! The crates that the program is built on, held against `deny.toml` as `cargo deny` does, by what cargo knows without a network:
//! licences, crates that are banned, and where they come from. And the library that a program for Windows asks for.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for the program itself.
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<String>,
}

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What cargo says of all crates with every feature, of this system alone where only those were fetched; none without either.
fn metadata() -> Option<Metadata> {
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO")).current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output();
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
    };
    let all = ["metadata", "--offline", "--locked", "--all-features", "--format-version", "1"];
    let version = String::from_utf8(cargo(&["--version", "--verbose"])?).ok()?;
    let here = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let said = cargo(&all).or_else(|| cargo(&[&all[..], &["--filter-platform", here]].concat()))?;
    Some(serde_json::from_slice(&said).expect("what cargo says"))
}

fn deny() -> Deny {
    toml::from_str(&fs::read_to_string("deny.toml").expect("deny.toml")).expect("deny.toml is well formed")
}

/// Whether a licence expression leaves a choice of which all is allowed: `(MIT OR GPL-3.0) AND Unicode-3.0`. `AND` binds more than
/// `OR`; `/` is an older way to write `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut holds = both(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        holds |= both(words, allowed);
    }
    holds
}

fn both(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut holds = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        holds &= one(words, allowed);
    }
    holds
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    let is = |name: &str| allowed.iter().any(|known| known == name);
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let holds = either(words, allowed);
            let [")", rest @ ..] = *words else { return false };
            *words = rest;
            holds
        }
        [name, "WITH", exception, rest @ ..] => {
            *words = rest;
            is(&format!("{name} WITH {exception}"))
        }
        [name, rest @ ..] => {
            *words = rest;
            is(name)
        }
        [] => false,
    }
}

#[test]
fn a_licence_expression_is_read_as_it_is_meant() {
    let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (expression, holds) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("Apache-2.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("GPL-3.0 OR MIT AND Unicode-3.0", true),
        ("(GPL-3.0 OR MIT) AND Apache-2.0", false),
        ("(MIT", false),
        ("MIT MIT", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), holds, "{expression}");
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "that a check was skipped is said")]
fn what_the_program_is_built_on_is_what_deny_toml_allows() {
    let Some(Metadata { packages }) = metadata() else {
        eprintln!("skipped: cargo does not know all crates without a network; `cargo deny check` asks the same");
        return;
    };
    assert!(packages.len() > 100, "{} crates", packages.len());
    let deny = deny();
    let mut wrong = Vec::new();
    for package in &packages {
        let Package { name, version, license, source, dependencies } = package;
        if !license.as_deref().is_some_and(|license| is_allowed(license, &deny.licenses.allow)) {
            wrong.push(format!("{name} {version}: the licence {license:?} is not allowed"));
        }
        if deny.bans.deny.contains(name) {
            wrong.push(format!("{name} {version} is banned"));
        }
        match source.as_deref() {
            None | Some(REGISTRY) => {}
            Some(other) => wrong.push(format!("{name} {version} comes from {other}")),
        }
        if source.is_none() {
            let wild = dependencies.iter().filter(|dependency| dependency.req == "*");
            wrong.extend(wild.map(|dependency| format!("{} may have any version", dependency.name)));
        }
    }
    let own: BTreeMap<&str, bool> =
        packages.iter().map(|package| (package.name.as_str(), package.source.is_none())).collect();
    assert_eq!(own.get("eenvorm"), Some(&true), "the program is among them");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A program for Windows of 64 bits with an import table that names one library, and nothing else in it.
fn program_that_asks_for(library: &str) -> Vec<u8> {
    let mut bytes = vec![0; 0x400];
    let mut put = |at: usize, data: &[u8]| bytes[at..at + data.len()].copy_from_slice(data);
    put(0, b"MZ");
    put(0x3c, &0x40_u32.to_le_bytes());
    put(0x40, b"PE\0\0");
    // one section, 240 bytes of the optional header, which is of 64 bits
    put(0x46, &1_u16.to_le_bytes());
    put(0x54, &240_u16.to_le_bytes());
    put(0x58, &0x20b_u16.to_le_bytes());
    // the import table, at the address 0x1000
    put(0x58 + 112 + 8, &0x1000_u32.to_le_bytes());
    // the section: its size, its address, and where it lies in the file
    for (at, number) in [(8, 0x200_u32), (12, 0x1000), (16, 0x200), (20, 0x200)] {
        put(0x58 + 240 + at, &number.to_le_bytes());
    }
    // the one row, with the address of the name
    put(0x200 + 12, &0x1100_u32.to_le_bytes());
    put(0x300, library.as_bytes());
    bytes
}

#[test]
fn a_release_asks_for_no_runtime_that_windows_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("eenvorm.exe");
    for (library, comes_with_windows) in [
        ("KERNEL32.dll", true),
        ("api-ms-win-core-synch-l1-2-0.dll", true),
        ("VCRUNTIME140.dll", false),
        ("MSVCP140.dll", false),
    ] {
        fs::write(&path, program_that_asks_for(library)).expect("a program");
        let line = ["tools/libraries.py", "x86_64-pc-windows-msvc", &path.display().to_string()].map(str::to_owned);
        let run = |python: &str| Command::new(python).args(&line).output().ok();
        // 9009: Windows has a name for it and no program
        let mut ran = ["python3", "python"].into_iter().filter_map(run);
        let Some(output) = ran.find(|output| output.status.code() != Some(9009)) else { return };
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(library), "{said}");
        assert_eq!(output.status.success(), comes_with_windows, "{said}");
    }
    let config = fs::read_to_string(".cargo/config.toml").expect(".cargo/config.toml");
    assert!(config.contains("msvc") && config.contains("target-feature=+crt-static"), "{config}");
    assert!(fs::read_to_string(".github/workflows/release.yml").expect("release.yml").contains("tools/libraries.py"));
}
