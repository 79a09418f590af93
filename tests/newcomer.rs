//! What somebody new reads and types: the commands and the run of the README, and the pages it leads to.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
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
    let output =
        eenvorm().args(["report", "fixtures", "--lang", "en", "-o"]).arg(&path).output().expect("the program runs");
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

/// The session on the page of filling, which the README leads to: what is typed, and what comes of it.
fn session() -> (Vec<String>, String) {
    assert!(fs::read_to_string("README.md").expect("README.md").contains("(docs/filling.md#a-run)"));
    let page = fs::read_to_string("docs/filling.md").expect("docs/filling.md");
    let shown =
        page.split("```console\n$ eenvorm ").nth(1).expect("a run").split("```").next().expect("its end").to_owned();
    let (typed, comes) = shown.split_once('\n').expect("a line");
    (typed.split(' ').map(str::to_owned).collect(), comes.to_owned())
}

#[test]
fn the_readme_is_one_screen() {
    let lines = fs::read_to_string("README.md").expect("README.md").lines().count();
    assert!(lines <= 50, "{lines} lines");
}

#[test]
fn the_run_that_the_readme_leads_to_is_a_real_one() {
    let (typed, comes) = session();
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("ingevuld").display().to_string();
    let args = typed.iter().map(|arg| if arg == "ingevuld" { out.clone() } else { arg.clone() });
    let program = eenvorm().args(args).env("LC_ALL", "C").output().expect("the program runs");
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
    let help = eenvorm().args(["--help", "--lang", "en"]).output().expect("help");
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

/// A tool of the checkout that is written in Python, and what it says; none where there is no Python.
fn python(arguments: &[&str]) -> Option<String> {
    let run = |name: &str| Command::new(name).args(arguments).output().ok();
    // 9009: Windows has a name for it and no program
    let is_there = |output: &std::process::Output| output.status.code() != Some(9009);
    let output = ["python3", "python"].into_iter().filter_map(run).find(is_there)?;
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn the_letters_and_the_names_that_are_built_in_have_their_licences_in_a_release() {
    let Some(text) = python(&["tools/notices.py", "--assets"]) else { return };
    for word in
        ["Reserved Font Name Liberation", "SIL OPEN FONT LICENSE", "letters.ttf", "namen.toml", "Daniele Faraglia"]
    {
        assert!(text.contains(word), "{word}");
    }
    let archive = fs::read_to_string("tools/archive.sh").expect("tools/archive.sh");
    assert!(archive.contains("LICENCES-OF-OTHERS.txt"), "it goes along");
}

/// The links of a page of Markdown that lead to a file.
fn links(text: &str) -> Vec<&str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    links.filter(|link| !link.is_empty() && !link.starts_with("http")).collect()
}

#[test]
fn the_pages_in_an_archive_lead_nowhere_that_is_not_there() {
    let archive = tempfile::tempdir().expect("a folder");
    let docs = archive.path().join("docs");
    for file in ["LICENCE", "CHANGELOG.md", "SECURITY.md"] {
        fs::copy(file, archive.path().join(file)).expect("a file");
    }
    let Some(said) = python(&["tools/site.py", &docs.display().to_string()]) else { return };
    assert!(!said.contains("leads nowhere"), "{said}");
    let first = fs::read_to_string(docs.join("index.html")).expect("the first page");
    assert!(first.contains("<ul><li>U vult één keer in;") && first.contains("href=\"nl/aan-de-slag.html\""), "{first}");
    python(&["tools/site.py", "--markdown", &docs.display().to_string()]);
    let mut seen = 0;
    for page in
        ["docs", "docs/nl"].into_iter().flat_map(|folder| fs::read_dir(archive.path().join(folder)).expect("a folder"))
    {
        let page = page.expect("an entry").path();
        if page.extension().is_some_and(|word| word == "md") {
            let text = fs::read_to_string(&page).expect("a page");
            let dead: Vec<&str> =
                links(&text).into_iter().filter(|link| !page.with_file_name("").join(link).exists()).collect();
            assert!(dead.is_empty(), "{}: {dead:?}", page.display());
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen} pages");
}
