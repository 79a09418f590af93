//! The paths in a list of files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::pipeline::inputs::shown;

/// The most bytes that a list of files may have; some hundred thousand long paths fit.
const LONGEST_LIST: u64 = 256 << 20;

/// The paths in a list, a path a line or each ended by NUL (as `find -print0` writes them); `-` is standard input. A path
/// within quotes, as Explorer copies it, is the path between them.
pub fn listed(list: &Path) -> Result<Vec<PathBuf>> {
    let name = shown(list);
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if name == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(File::open(list).with_context(|| format!("cannot read the list `{name}`"))?)
    };
    source.take(LONGEST_LIST + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read the list `{name}`"))?;
    if bytes.len() as u64 > LONGEST_LIST {
        bail!("the list `{name}` is longer than {} MiB", LONGEST_LIST >> 20);
    }
    // PowerShell writes UTF-16 with a mark at its beginning, other editors of Windows UTF-8 with one.
    let (text, _, is_broken) = encoding_rs::UTF_8.decode(&bytes);
    if is_broken {
        bail!("the list `{name}` is not UTF-8");
    }
    let end = if text.contains('\0') { '\0' } else { '\n' };
    Ok(text
        .split(end)
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty())
        .map(|line| if end == '\n' { unquoted(line, Path::exists) } else { line })
        .map(PathBuf::from)
        .collect())
}

/// What stands between quotes, unless there is a file of that name with its quotes.
fn unquoted(line: &str, exists: impl Fn(&Path) -> bool) -> &str {
    let trimmed = line.trim();
    let between = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|name| !name.is_empty());
    between.filter(|_| !exists(Path::new(line))).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_list_may_stand_within_quotes() {
        for (line, there, path) in [
            (r#""C:\Users\s\plan juli.xlsx""#, false, r"C:\Users\s\plan juli.xlsx"),
            (r#" "plan.xlsx" "#, false, "plan.xlsx"),
            (r#""plan.xlsx""#, true, r#""plan.xlsx""#),
            (r#"plan "juli".xlsx"#, false, r#"plan "juli".xlsx"#),
            (r#"""#, false, r#"""#),
            (r#""""#, false, r#""""#),
            (" plan.xlsx", false, " plan.xlsx"),
        ] {
            assert_eq!(unquoted(line, |_| there), path, "{line}");
        }
    }

    #[test]
    fn a_list_has_lines_of_every_kind_or_ends_its_paths_by_nul() {
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("lijst.txt");
        for (text, paths) in [
            ("a.xlsx\nmap/b c.docx\n\n", ["a.xlsx", "map/b c.docx"]),
            ("a.xlsx\r\nb.pdf\r\n", ["a.xlsx", "b.pdf"]),
            ("a\nb.xlsx\0c.pdf\0", ["a\nb.xlsx", "c.pdf"]),
        ] {
            std::fs::write(&list, text).expect("written");
            assert_eq!(listed(&list).expect("a list"), paths.map(PathBuf::from));
        }
        let text = "één.xlsx\r\nb.pdf\r\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = ["\u{feff}", text].concat().into_bytes();
        for bytes in [utf16, marked] {
            std::fs::write(&list, bytes).expect("written");
            assert_eq!(listed(&list).expect("a list of Windows"), ["één.xlsx", "b.pdf"].map(PathBuf::from));
        }
        std::fs::write(&list, [b'a', 0x82, b'\n']).expect("written");
        assert!(listed(&list).is_err(), "an old code page is not guessed");
    }
}
