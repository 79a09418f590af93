//! What somebody new reads and types: the commands and the run of the README, and the pages it leads to.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[test]
fn the_readme_s_first_command_makes_the_report() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    assert!(readme.contains("cargo run --release -- report fixtures -o rapport.html\n"));
    assert!(readme.contains("\ncargo test\n"));
    assert!(fs::read_to_string(".ci/run").expect(".ci/run").contains("\nstep cargo test\n"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rapport.html");
    let output = Command::new(env!("CARGO_BIN_EXE_eenvorm"))
        .args(["report", "fixtures", "--lang", "en", "-o"])
        .arg(&path)
        .output()
        .expect("the program runs");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "some fixtures lack required answers on purpose\n{talk}");
    assert!(!talk.contains("form-unknown"), "{talk}");
    let report = fs::read_to_string(path).expect("the report");
    assert!(report.starts_with("<!DOCTYPE html>") && report.trim_end().ends_with("</html>"));
    for name in ["Vries, S. de", "Yılmaz", "Groenvoorziening De Linde B.V."] {
        assert!(report.contains(name), "{name}");
    }
    for word in ["<script src", "<link ", "http-equiv=\"refresh\"", "@import", "url(http"] {
        assert!(!report.contains(word), "the report is one file: {word}");
    }
}

/// The first session in the README: what is typed, and what comes of it.
fn session() -> (Vec<String>, String) {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let shown =
        readme.split("```console\n$ eenvorm ").nth(1).expect("a run").split("```").next().expect("its end").to_owned();
    let (typed, comes) = shown.split_once('\n').expect("a line");
    (typed.split(' ').map(str::to_owned).collect(), comes.to_owned())
}

#[test]
fn the_run_in_the_readme_is_a_real_one() {
    let (typed, comes) = session();
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("ingevuld").display().to_string();
    let args = typed.iter().map(|arg| if arg == "ingevuld" { out.clone() } else { arg.clone() });
    let program =
        Command::new(env!("CARGO_BIN_EXE_eenvorm")).args(args).env("LC_ALL", "C").output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&program.stderr).replace(&out, "ingevuld"), comes);
    assert!(folder.path().join("ingevuld/Vries-de-uwv-aanvraag-jobcoaching.xlsx").is_file());
}

#[test]
fn the_page_of_forms_names_every_form_and_no_other() {
    let page = fs::read_to_string("docs/forms.md").expect("docs/forms.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |") && line.contains('/'));
    let named: Vec<&str> = rows.filter_map(|row| row.rsplit('`').nth(1)).collect();
    let catalogue = eenvorm::mapping::catalogue::Catalogue::load(&[]).expect("mappings");
    let known: Vec<&str> = catalogue.all().map(|known| &*known.mapping.head.id).collect();
    assert_eq!(named, known);
}

/// The pages that a reader can come to from the README.
fn pages() -> Vec<PathBuf> {
    let folders = [".", "docs", "docs/nl"].map(|folder| fs::read_dir(folder).expect("a folder"));
    let files = folders.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    files.filter(|path| path.extension().is_some_and(|word| word == "md")).collect()
}

#[test]
fn every_link_of_a_page_leads_to_a_file() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http") && !link.starts_with('#')) {
            let file = link.split('#').next().expect("a path");
            let target = page.parent().expect("a folder").join(file);
            assert!(target.exists(), "{}: {link}", page.display());
        }
    }
}

#[test]
fn every_command_has_its_line_on_the_page_of_commands() {
    let page = fs::read_to_string("docs/commands.md").expect("docs/commands.md");
    let help = Command::new(env!("CARGO_BIN_EXE_eenvorm")).args(["--help", "--lang", "en"]).output().expect("help");
    let help = String::from_utf8(help.stdout).expect("utf-8");
    let listed = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for name in names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(page.contains(&format!("`eenvorm {name}")), "{name}");
    }
}

#[test]
fn what_the_first_page_says_one_sees_is_what_the_program_says() {
    let page = fs::read_to_string("docs/nl/aan-de-slag.md").expect("the first page");
    let sentences = fs::read_to_string("templates/findings.toml").expect("findings");
    let sentences: Vec<&str> = sentences.lines().filter_map(|line| line.strip_prefix("nl = \"")).collect();
    let seen: Vec<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| *")?.split_once('*')).map(|(said, _)| said).collect();
    assert!(seen.len() > 3, "{seen:?}");
    for said in seen {
        assert!(sentences.iter().any(|sentence| sentence.starts_with(said)), "{said}");
    }
}

/// What is built in and is no crate has its licence in the archive of a release too. Where there is no Python, nothing is asked.
#[test]
fn the_letters_and_the_names_that_are_built_in_have_their_licences_in_a_release() {
    let python = |name: &str| Command::new(name).args(["tools/notices.py", "--assets"]).output().ok();
    let Some(output) = ["python3", "python"].into_iter().find_map(python).filter(|output| output.status.code() != Some(9009))
    else {
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    for word in ["Reserved Font Name Liberation", "SIL OPEN FONT LICENSE", "letters.ttf", "namen.toml", "Daniele Faraglia"] {
        assert!(text.contains(word), "{word}");
    }
    let archive = fs::read_to_string("tools/archive.sh").expect("tools/archive.sh");
    assert!(archive.contains("LICENCES-OF-OTHERS.txt"), "it goes along");
}
