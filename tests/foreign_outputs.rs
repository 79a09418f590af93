//! What stands already where something is to be written: what eenvorm made is made anew, and what somebody else made, or
//! corrected, is left alone unless that is asked for.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::path::Path;
use std::process::Output;

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
const OTHER: &str = "eigen werk van iemand anders";

fn run(folder: &Path, args: &[&str]) -> Output {
    let own = folder.to_str().expect("a path");
    let args = args.iter().map(|arg| arg.replace("[DIR]", own));
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("EENVORM_CONFIG", folder.join("instellingen"));
    command.env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[test]
fn a_page_or_a_table_of_another_hand_is_left_alone_and_an_own_one_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("eigen.html.tera"), "<p>{{ title }}</p>").expect("a template");
    let template = ["report", PLAN, "--template", "[DIR]/eigen.html.tera", "-o", "[DIR]/eigen.html"];
    for (name, args) in [
        ("rapport.html", &["report", PLAN, "-o", "[DIR]/rapport.html"][..]),
        ("rapport.md", &["report", PLAN, "-o", "[DIR]/rapport.md"]),
        ("agenda.ics", &["report", PLAN, "-o", "[DIR]/agenda.ics"]),
        ("eigen.html", &template),
        ("vergelijking.md", &["compare", "-o", "[DIR]/vergelijking.md"]),
        ("vergelijking.html", &["compare", "-o", "[DIR]/vergelijking.html"]),
        ("todo.md", &["fill", "--form", "utrecht/jobcoachplan", PLAN, "-o", "[DIR]/uit", "--todo", "[DIR]/todo.md"]),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, OTHER).expect("written");
        let refused = run(folder.path(), args);
        assert_eq!(code(&refused), Some(2), "{name}: {}", String::from_utf8_lossy(&refused.stderr));
        assert_eq!(fs::read_to_string(&path).expect("text"), OTHER, "{name}");
        let forced = run(folder.path(), &[args, &["--force"]].concat());
        assert_ne!(code(&forced), Some(2), "{name}: {}", String::from_utf8_lossy(&forced.stderr));
        assert_ne!(fs::read_to_string(&path).expect("text"), OTHER, "{name}");
        let again = run(folder.path(), args);
        assert_ne!(code(&again), Some(2), "{name}: {}", String::from_utf8_lossy(&again.stderr));
    }
}

#[test]
fn a_foreign_file_in_the_place_of_a_part_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let args = ["convert", PLAN, "--by", "body", "-o", "[DIR]/delen"];
    assert_eq!(code(&run(folder.path(), &args)), Some(0));
    let mut parts = fs::read_dir(folder.path().join("delen/body=GM0344")).expect("a folder");
    let part = parts.next().expect("a part").expect("a file").path();
    fs::write(&part, OTHER).expect("written");
    assert_eq!(code(&run(folder.path(), &args)), Some(2));
    assert_eq!(fs::read_to_string(&part).expect("text"), OTHER);
    assert_eq!(code(&run(folder.path(), &[&args[..], &["--force"]].concat())), Some(0));
    assert_ne!(fs::read_to_string(&part).expect("text"), OTHER);
}

#[test]
fn what_somebody_corrected_in_a_common_form_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let args = ["harmonise", "--kind", "aanvraag", "-o", "[DIR]/regio"];
    let made = run(folder.path(), &args);
    assert_eq!(code(&made), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(code(&run(folder.path(), &args)), Some(0));
    for name in ["formulier/regio/kern.toml", "formulier/regio/kern.docx", "bestuur.html"] {
        let path = folder.path().join("regio").join(name);
        let corrected = if name.ends_with(".html") { Vec::new() } else { fs::read(&path).expect("a file") };
        let corrected = [corrected, OTHER.as_bytes().to_vec()].concat();
        fs::write(&path, &corrected).expect("written");
        assert_eq!(code(&run(folder.path(), &args)), Some(2), "{name}");
        assert!(fs::read(&path).expect("a file") == corrected, "{name}");
        assert_eq!(code(&run(folder.path(), &[&args[..], &["--force"]].concat())), Some(0), "{name}");
        assert!(fs::read(&path).expect("a file") != corrected, "{name}");
    }
}

#[test]
fn what_was_noted_in_a_profile_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("instellingen/profile.toml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let text =
        "# van kantoor\n[profile.eigen]\n\"jobcoach.kvk\" = \"12345678\" # nagekeken\n\"jobcoach.naam\" = \"A. #1\"\n";
    fs::write(&path, text).expect("written");
    for _ in 0..2 {
        assert_eq!(code(&run(folder.path(), &["profile", "--set", "organisatie=Bureau B"])), Some(0));
    }
    let text = fs::read_to_string(&path).expect("a profile");
    assert!(text.starts_with("# van kantoor\n# nagekeken\n") && text.matches('#').count() == 3, "{text}");
}
