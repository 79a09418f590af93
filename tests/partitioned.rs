//! Runs over many files: shares that together are the whole, and parts by body that a rerun leaves alone.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use walkdir::WalkDir;

fn program_with(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = eenvorm();
    command.current_dir(folder).args(arguments).args(["--quiet"]).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

fn records(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = program_with(folder, arguments).output().expect("the program runs");
    assert_ne!(output.status.code(), Some(2), "{arguments:?}");
    let mut lines: Vec<String> = String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A folder with copies of the forms of two bodies, under names of their own.
fn forms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for (form, name) in [("fixtures/utrecht/jobcoachplan", "utrecht"), ("fixtures/uwv/aanvraag-jobcoaching", "uwv")] {
        let files = WalkDir::new(form).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
        let is_form =
            |path: &Path| path.extension().is_some_and(|e| ["xlsx", "docx", "ods"].iter().any(|kind| e == *kind));
        for (n, file) in files.filter(|entry| is_form(entry.path())).enumerate() {
            let extension = file.path().extension().expect("an extension").to_string_lossy().into_owned();
            fs::copy(file.path(), folder.path().join(format!("in/{name}-{n}.{extension}"))).expect("a form");
        }
    }
    folder
}

/// Every file below a folder with its bytes.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|file| (file.path().to_owned(), fs::read(file.path()).expect("a file"))).collect()
}

fn convert(folder: &Path) -> Vec<&'static str> {
    assert!(folder.join("in").is_dir());
    vec!["convert", "in", "-o", "uit", "--by", "body", "--parts", "4"]
}

#[test]
fn one_two_and_seven_shares_together_are_the_whole() {
    let folder = forms();
    let whole = records(folder.path(), &["convert", "in"]);
    assert!(whole.len() > 4, "there are forms");
    for of in [1, 2, 7] {
        let mut all: Vec<String> = Vec::new();
        for number in 1..=of {
            all.extend(records(folder.path(), &["convert", "in", "--shard", &format!("{number}/{of}")]));
        }
        all.sort();
        assert_eq!(all, whole, "{of} shares");
    }
}

#[test]
fn a_list_of_files_is_read_as_the_files_themselves() {
    let folder = forms();
    let names = listed(folder.path());
    fs::write(folder.path().join("lijst.txt"), names.join("\n")).expect("a list");
    assert_eq!(
        records(folder.path(), &["convert", "--files-from", "lijst.txt"]),
        records(folder.path(), &["convert", "in"])
    );
    fs::write(folder.path().join("leeg.txt"), "").expect("a list");
    assert!(records(folder.path(), &["convert", "--files-from", "leeg.txt"]).is_empty());
}

#[test]
fn a_list_that_a_search_made_is_read_as_the_folder() {
    let folder = forms();
    // a script that quotes forms, and a text
    for file in ["fixtures/make/export.py", "fixtures/README.md"] {
        let name = Path::new(file).file_name().expect("a name");
        fs::copy(file, folder.path().join("in").join(name)).expect("a file");
    }
    let names = listed(folder.path());
    fs::write(folder.path().join("lijst"), names.join("\0")).expect("a list");
    assert!(names.iter().any(|name| name.ends_with(".py")), "there are files that are no form");
    let whole = records(folder.path(), &["convert", "in"]);
    assert_eq!(records(folder.path(), &["convert", "--files-from", "lijst"]), whole);
    // records that are listed are read, as where they are named
    fs::write(folder.path().join("records.ndjson"), whole.join("\n")).expect("records");
    fs::write(folder.path().join("lijst"), "records.ndjson").expect("a list");
    assert_eq!(records(folder.path(), &["convert", "--files-from", "lijst"]).len(), whole.len());
}

#[test]
fn what_lies_in_an_archive_is_done_once_and_made_again_when_the_archive_changes() {
    let folder = forms();
    let form = fs::read("fixtures/utrecht/jobcoachplan/volledig.xlsx").expect("a form");
    let zip = |names: &[&str]| {
        let file = fs::File::create(folder.path().join("in/alle 2025.zip")).expect("a file");
        let mut zip = zip::ZipWriter::new(file);
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
            std::io::Write::write_all(&mut zip, &form).expect("written");
        }
        zip.finish().expect("an archive");
    };
    zip(&["a.xlsx"]);
    fs::write(folder.path().join("in/leeg.zip"), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")
        .expect("an archive");
    let made = |folder: &Path| {
        let log = folder.join("log.ndjson");
        let _ = fs::remove_file(&log);
        records(folder, &[convert(folder).as_slice(), &["--log", "log.ndjson"]].concat());
        let text = fs::read_to_string(log).expect("a log");
        (text.matches("\"read\"").count(), text.matches("\"made\"").count())
    };
    assert!(made(folder.path()).0 > 4);
    let before = content(&folder.path().join("uit"));
    // the empty archive could not be read, and is tried again
    assert_eq!(made(folder.path()), (1, 0), "all is done: {before:?}");
    zip(&["a.xlsx", "b.xlsx"]);
    assert!(made(folder.path()).0 > 0, "the bucket of the archive");
    let after = content(&folder.path().join("uit"));
    assert_eq!(after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count(), 2, "it and its manifest");
}

#[test]
fn the_parts_together_are_the_whole_and_a_rerun_writes_nothing() {
    let folder = forms();
    let whole = records(folder.path(), &["convert", "in"]);
    records(folder.path(), &convert(folder.path()));
    let first = content(&folder.path().join("uit"));
    let mut lines: Vec<String> = first
        .iter()
        .filter(|(path, _)| !path.to_string_lossy().contains("_manifest"))
        .flat_map(|(_, bytes)| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    lines.sort();
    assert!(lines == whole, "the parts hold the same records as one file");
    assert!(folder.path().join("uit/body=GM0344").is_dir() && folder.path().join("uit/body=uwv").is_dir());
    let written = |path: &PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).expect("a time");
    let times: Vec<_> = first.keys().map(written).collect();
    records(folder.path(), &convert(folder.path()));
    // A part that is written anew has the same bytes, and another time.
    assert_eq!(first.keys().map(written).collect::<Vec<_>>(), times);
    assert!(content(&folder.path().join("uit")) == first, "nothing is written again");
}

#[test]
fn a_changed_a_new_and_a_removed_file_change_their_own_bucket_only() {
    let folder = forms();
    records(folder.path(), &convert(folder.path()));
    let before = content(&folder.path().join("uit"));
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.path().join("in/nieuw.xlsx")).expect("a form");
    records(folder.path(), &convert(folder.path()));
    let after = content(&folder.path().join("uit"));
    let changed: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
    assert_eq!(
        changed.len(),
        2,
        "one part and its manifest: {:?}",
        changed.iter().map(|(path, _)| path).collect::<Vec<_>>()
    );
    // another form under the same name
    fs::copy("fixtures/uwv/aanvraag-jobcoaching/volledig.docx", folder.path().join("in/nieuw.xlsx")).expect("a form");
    records(folder.path(), &convert(folder.path()));
    let replaced = content(&folder.path().join("uit"));
    let touched: Vec<_> = replaced
        .iter()
        .filter(|(path, bytes)| after.get(*path) != Some(bytes))
        .map(|(path, _)| path.file_stem().expect("a name").to_owned())
        .collect();
    assert!(!touched.is_empty() && touched.iter().all(|stem| *stem == touched[0]), "one bucket: {touched:?}");
    fs::remove_file(folder.path().join("in/nieuw.xlsx")).expect("a form");
    records(folder.path(), &convert(folder.path()));
    assert!(content(&folder.path().join("uit")) == before, "as if it had never been there");
}

#[test]
fn a_run_that_is_killed_and_started_again_gives_the_same_as_one_undisturbed() {
    let undisturbed = forms();
    records(undisturbed.path(), &convert(undisturbed.path()));
    let relative = |root: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
        let inside = |path: PathBuf| path.strip_prefix(root).expect("inside").to_owned();
        content(&root.join("uit")).into_iter().map(|(path, bytes)| (inside(path), bytes)).collect()
    };
    for milliseconds in [5, 20, 60, 120, 250, 500, 1000] {
        let folder = forms();
        let mut child = program_with(folder.path(), &convert(folder.path())).spawn().expect("the program runs");
        sleep(Duration::from_millis(milliseconds));
        child.kill().expect("it is killed, or was done");
        child.wait().expect("it ended");
        records(folder.path(), &convert(folder.path()));
        assert!(relative(folder.path()) == relative(undisturbed.path()), "killed after {milliseconds} ms");
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_comes_to_the_same_end() {
    let undisturbed = forms();
    records(undisturbed.path(), &convert(undisturbed.path()));
    let folder = forms();
    for turn in 1..=6 {
        let mut child = program_with(folder.path(), &convert(folder.path())).spawn().expect("the program runs");
        sleep(Duration::from_millis(80 * turn));
        child.kill().expect("it is killed, or was done");
        child.wait().expect("it ended");
    }
    records(folder.path(), &convert(folder.path()));
    let lines = |root: &Path| content(&root.join("uit")).into_values().collect::<Vec<_>>();
    assert!(lines(folder.path()) == lines(undisturbed.path()));
}

#[test]
fn a_mapping_that_changes_makes_its_parts_anew_and_a_lineage_names_what_all_parts_are_made_of() {
    let folder = forms();
    let mut arguments = convert(folder.path());
    arguments.extend(["--lineage", "herkomst.json", "--log", "log.ndjson"]);
    records(folder.path(), &arguments);
    let lineage = || -> serde_json::Value {
        serde_json::from_slice(&fs::read(folder.path().join("herkomst.json")).expect("a lineage")).expect("json")
    };
    let first = lineage();
    let inputs = first["inputs"].as_array().expect("sources").len();
    assert_eq!(inputs, content(&folder.path().join("in")).len());
    records(folder.path(), &arguments);
    assert_eq!(lineage()["inputs"], first["inputs"], "a rerun that makes nothing tells the same");
    assert_eq!(lineage()["outputs"], first["outputs"]);
    for made in first["outputs"].as_array().expect("parts") {
        let bytes = fs::read(folder.path().join(made["name"].as_str().expect("a name"))).expect("a part");
        let sum = sha256(&bytes);
        assert_eq!(made["facets"]["version"]["datasetVersion"], format!("sha256:{sum}"), "{made}");
    }
    let log = fs::read_to_string(folder.path().join("log.ndjson")).expect("a log");
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    let count = |key: &str| lines.iter().filter(|line| line.get(key).is_some()).count();
    assert_eq!((count("run"), count("read")), (2, inputs), "the second run reads nothing");
    assert!(count("left") > 0 && count("made") > 0);
    // a BSN of the fixtures has nine digits; five of them alone stand in some nanosecond or checksum
    assert!(!log.contains("9999900"), "no number is in a log");
    let mappings = folder.path().join("eigen/utrecht");
    fs::create_dir_all(&mappings).expect("a folder");
    let own = fs::read_to_string("mappings/utrecht/jobcoachplan.toml").expect("a mapping");
    fs::write(mappings.join("jobcoachplan.toml"), own + "\n# changed\n").expect("written");
    let with = [arguments.as_slice(), &["--mappings", "eigen"]].concat();
    records(folder.path(), &with);
    assert_ne!(lineage()["run"]["facets"]["eenvorm"], first["run"]["facets"]["eenvorm"], "another fingerprint");
}

#[test]
fn parts_in_the_folder_that_is_read_are_no_sources_and_are_never_written_over() {
    let folder = forms();
    let inside = ["convert", ".", "-o", "uit", "--by", "body", "--parts", "4"];
    records(folder.path(), &inside);
    let first = content(&folder.path().join("uit"));
    assert!(first.len() > 4, "there are parts");
    records(folder.path(), &inside);
    assert!(content(&folder.path().join("uit")) == first, "a rerun changes nothing");
    let part = first.keys().find(|path| path.to_string_lossy().contains("body=uwv")).expect("a part");
    let part = part.display().to_string();
    let over = program_with(folder.path(), &["convert", &part, "-o", "uit", "--by", "body"]).output().expect("it runs");
    assert_eq!(over.status.code(), Some(2));
    assert!(content(&folder.path().join("uit")) == first, "nothing is written over");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The records in the parts below a folder, whatever their names.
fn in_parts(folder: &Path) -> Vec<String> {
    let parts = content(folder).into_iter().filter(|(path, _)| !path.to_string_lossy().contains("_manifest"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let mut lines: Vec<String> =
        parts.flat_map(|(_, bytes)| text(bytes).lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.sort();
    lines
}

fn code(folder: &Path, arguments: &[&str]) -> i32 {
    program_with(folder, arguments).status().expect("the program runs").code().expect("a code")
}

#[test]
fn another_number_of_parts_or_another_format_leaves_nothing_of_before() {
    let folder = forms();
    let whole = records(folder.path(), &["convert", "in"]);
    let by_body = ["convert", "in", "-o", "uit", "--by", "body"];
    for parts in ["16", "4", "7", "16"] {
        records(folder.path(), &[&by_body[..], &["--parts", parts]].concat());
        assert_eq!(in_parts(&folder.path().join("uit")), whole, "{parts} parts");
    }
    records(folder.path(), &[&by_body[..], &["--to", "csv"]].concat());
    let kept = content(&folder.path().join("uit"));
    let parts: Vec<_> = kept.keys().filter(|path| !path.to_string_lossy().contains("_manifest")).collect();
    assert!(
        !parts.is_empty() && parts.iter().all(|path| path.extension().is_some_and(|end| end == "csv")),
        "{parts:?}"
    );
    records(folder.path(), &by_body);
    assert_eq!(in_parts(&folder.path().join("uit")), whole, "ndjson again");
}

#[test]
fn a_share_beside_the_whole_or_beside_another_division_is_refused() {
    let folder = forms();
    let whole = records(folder.path(), &["convert", "in"]);
    let by_body = ["convert", "in", "-o", "uit", "--by", "body"];
    let share = |share: &'static str| [&by_body[..], &["--shard", share]].concat();
    for number in ["1/3", "2/3", "3/3"] {
        records(folder.path(), &share(number));
    }
    assert_eq!(in_parts(&folder.path().join("uit")), whole);
    let before = content(&folder.path().join("uit"));
    for refused in [by_body.to_vec(), share("1/2")] {
        assert_eq!(code(folder.path(), &refused), 2, "{refused:?}");
        assert!(content(&folder.path().join("uit")) == before, "nothing is changed");
    }
    records(folder.path(), &[&share("2/3")[..], &["--parts", "5"]].concat());
    assert_eq!(in_parts(&folder.path().join("uit")), whole, "a share may be dealt anew");
}

#[test]
fn a_part_that_is_gone_or_changed_is_made_again() {
    let folder = forms();
    records(folder.path(), &convert(folder.path()));
    let before = content(&folder.path().join("uit"));
    let part = before.keys().find(|path| path.to_string_lossy().contains("body=uwv")).expect("a part").clone();
    let damages: [&dyn Fn(); 3] = [
        &|| fs::remove_file(&part).expect("removed"),
        &|| fs::remove_dir_all(part.parent().expect("a folder")).expect("removed"),
        &|| fs::write(&part, [&before[&part][..], b"{}\n"].concat()).expect("written"),
    ];
    for damage in damages {
        damage();
        records(folder.path(), &convert(folder.path()));
        assert!(content(&folder.path().join("uit")) == before, "it is there again as it was");
    }
}

/// The files as a list has them.
fn listed(folder: &Path) -> Vec<String> {
    let name = |path: &PathBuf| format!("in/{}", path.file_name().expect("a name").to_string_lossy());
    content(&folder.join("in")).keys().map(name).collect()
}

#[test]
fn a_name_in_a_list_that_is_not_there_is_said_and_the_rest_is_read() {
    let folder = forms();
    let names = listed(folder.path());
    let list = [&["niet/daar.xlsx".to_owned()][..], &names, &["in/weg-*.docx".to_owned()]].concat().join("\n");
    fs::write(folder.path().join("lijst.txt"), list).expect("a list");
    let whole = records(folder.path(), &["convert", "in"]);
    let mut command = eenvorm();
    command.current_dir(folder.path()).args(["--messages", "json", "convert", "--files-from", "lijst.txt"]);
    let output = command.stdin(Stdio::null()).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for name in ["niet/daar.xlsx", "in/weg-*.docx"] {
        assert!(said.lines().any(|line| line.contains(name) && line.contains("file-gone")), "{said}");
    }
    let mut lines: Vec<String> = String::from_utf8(output.stdout).expect("text").lines().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(lines, whole);
    records(folder.path(), &["convert", "--files-from", "lijst.txt", "-o", "uit", "--by", "body"]);
    assert_eq!(in_parts(&folder.path().join("uit")), whole, "parts by body too");
}

/// What a run says, in Dutch and in full.
fn said(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = eenvorm();
    command.current_dir(folder).args(["--lang", "nl"]).args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the program runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_list_without_a_file_empties_no_folder_unless_that_is_asked() {
    let folder = forms();
    fs::write(folder.path().join("leeg.txt"), "").expect("a list");
    let whole = records(folder.path(), &["convert", "in", "--lang", "nl"]);
    for share in [None, Some("1/1")] {
        let uit = if share.is_some() { "uit-1" } else { "uit" };
        let run = |list: &[&'static str], more: &[&'static str]| {
            let share: Vec<&str> = share.iter().flat_map(|share| ["--shard", share]).collect();
            said(folder.path(), &[&["convert", "-o", uit, "--by", "body"], list, &share, more].concat())
        };
        run(&["in"], &[]);
        let before = content(&folder.path().join(uit));
        for more in [&[][..], &["--parts", "3"], &["--to", "csv"]] {
            let (code, told) = run(&["--files-from", "leeg.txt"], more);
            assert_eq!(code, Some(2), "{more:?} {told}");
            assert!(
                told.contains("--again") && told.contains(&format!("bronnen: {}", listed(folder.path()).len())),
                "{told}"
            );
            assert!(content(&folder.path().join(uit)) == before, "nothing is removed: {more:?}");
        }
        assert_eq!(in_parts(&folder.path().join(uit)), whole);
        let (code, told) = run(&["--files-from", "leeg.txt"], &["--again"]);
        assert_ne!(code, Some(2), "{told}");
        assert!(in_parts(&folder.path().join(uit)).is_empty(), "it is asked");
        assert_ne!(run(&["--files-from", "leeg.txt"], &[]).0, Some(2), "there is nothing left to lose");
    }
}

#[test]
fn how_many_sources_are_gone_is_said_and_their_records_go() {
    for share in [None, Some("1/1")] {
        let folder = forms();
        fs::write(folder.path().join("sleutel"), "a key that is only for this test").expect("a key");
        let share: Vec<&str> = share.iter().flat_map(|share| ["--shard", share]).collect();
        for key in [&[][..], &["--pseudonym-key", "sleutel"]] {
            let run = || said(folder.path(), &[&convert(folder.path())[..], &share, key].concat()).1;
            assert!(!run().contains("eerdere keer"), "a run by another key knows none of these names");
            let names = listed(folder.path());
            // one, so that a bucket may lose its only source; and then two
            for (gone, words) in
                [(&names[..1], "1 bron van een eerdere keer"), (&names[1..3], "2 bronnen van een eerdere keer")]
            {
                gone.iter().for_each(|name| {
                    fs::rename(folder.path().join(name), folder.path().join(name.replace('/', "-"))).expect("moved")
                });
                let told = run();
                assert!(told.contains(words), "{told}");
                let left = records(folder.path(), &[&["convert", "in", "--lang", "nl"][..], key].concat());
                assert_eq!(in_parts(&folder.path().join("uit")), left);
                assert!(!run().contains("eerdere keer"), "said once");
            }
            names[..3].iter().for_each(|name| {
                fs::rename(folder.path().join(name.replace('/', "-")), folder.path().join(name)).expect("moved")
            });
        }
    }
}

#[test]
fn a_part_whose_bytes_stay_the_same_keeps_its_time() {
    let folder = forms();
    let one_bucket = ["convert", "in", "-o", "uit", "--by", "body", "--parts", "1", "--to", "csv"];
    records(folder.path(), &one_bucket);
    let times = || -> BTreeMap<PathBuf, _> {
        let written = |path: &PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).expect("a time");
        content(&folder.path().join("uit")).into_keys().map(|path| (path.clone(), written(&path))).collect()
    };
    let before = times();
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.path().join("in/nieuw.xlsx")).expect("a form");
    records(folder.path(), &one_bucket);
    let after = times();
    let kept = |word: &str| {
        let of: Vec<_> = before.iter().filter(|(path, _)| path.to_string_lossy().contains(word)).collect();
        assert!(!of.is_empty(), "{word}");
        of.iter().filter(|(path, time)| after.get(*path) == Some(*time)).count() == of.len()
    };
    assert!(kept("body=uwv"), "it has the same bytes, and the tables beside it too");
    assert!(!kept("body=GM0344") && !kept("_manifest"));
}

#[test]
fn what_could_not_be_read_is_said_at_each_run_and_tried_again() {
    let folder = forms();
    fs::write(folder.path().join("in/stuk.docx"), "PK\x03\x04 is none").expect("written");
    let (first, words) = said(folder.path(), &convert(folder.path()));
    assert_eq!(first, Some(1));
    assert!(words.contains("1 bestand niet gelezen"), "{words}");
    let before = content(&folder.path().join("uit"));
    let (again, words) = said(folder.path(), &convert(folder.path()));
    assert_eq!(again, Some(1), "{words}");
    assert!(words.contains("stuk.docx") && words.contains("0 delen gemaakt"), "{words}");
    assert!(words.contains("1 bestand niet gelezen"), "{words}");
    assert!(content(&folder.path().join("uit")) == before, "nothing is made anew");
    // pictures are read with another program: what was made without it is no longer what is asked
    let (_, words) = said(folder.path(), &[&convert(folder.path())[..], &["--ocr"]].concat());
    assert!(!words.contains("0 delen gemaakt"), "{words}");
}

#[test]
fn a_bsn_in_a_name_stands_in_no_manifest_and_in_no_lineage() {
    let folder = forms();
    let form = folder.path().join("in/plan 123456782.xlsx");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", form).expect("a form");
    let run = [&convert(folder.path())[..], &["--lineage", "herkomst.json"]].concat();
    said(folder.path(), &run);
    let holds = |bytes: &[u8], text: &str| text_of(bytes).contains(text);
    let lineage = fs::read(folder.path().join("herkomst.json")).expect("a lineage");
    assert!(holds(&lineage, "plan •••••6782.xlsx") && !holds(&lineage, "123456782"));
    let manifests = content(&folder.path().join("uit/_manifest"));
    assert!(manifests.values().any(|bytes| holds(bytes, "plan •••••6782.xlsx")));
    assert!(!manifests.values().any(|bytes| holds(bytes, "123456782")));
}

#[test]
fn a_file_that_was_called_by_another_bsn_is_another_file() {
    for key in [&[][..], &["--pseudonym-key", "sleutel"]] {
        let folder = forms();
        fs::write(folder.path().join("sleutel"), "a key that is only for this test").expect("a key");
        let run = [&convert(folder.path())[..4], &["--by", "body", "--parts", "1"], key].concat();
        let [one, other] = ["123456782", "100046782"].map(|bsn| folder.path().join(format!("in/plan {bsn}.xlsx")));
        fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", &one).expect("a form");
        said(folder.path(), &run);
        let before = content(&folder.path().join("uit"));
        let (_, words) = said(folder.path(), &run);
        // what a masked name was is known by a key only; without one it is read again, and gives the same
        assert_eq!(words.contains("0 delen gemaakt"), !key.is_empty(), "{words}");
        assert!(content(&folder.path().join("uit")) == before);
        fs::rename(&one, &other).expect("moved");
        let (_, words) = said(folder.path(), &run);
        assert!(!words.contains("0 delen gemaakt"), "{words}");
        let of_other = in_parts(&folder.path().join("uit")).iter().filter(|line| line.contains("100046782")).count();
        assert_eq!(of_other, usize::from(key.is_empty()));
    }
}

#[test]
fn a_folder_of_a_body_goes_with_its_last_form_and_one_that_holds_something_else_stays() {
    let folder = forms();
    let other_format = [&convert(folder.path())[..], &["--to", "csv"]].concat();
    let uit = folder.path().join("uit");
    let taken = |word: &str| {
        let forms = fs::read_dir(folder.path().join("in")).expect("a folder").filter_map(Result::ok);
        let own: Vec<_> = forms.filter(|form| form.file_name().to_string_lossy().starts_with(word)).collect();
        own.iter().for_each(|form| fs::remove_file(form.path()).expect("removed"));
    };
    records(folder.path(), &convert(folder.path()));
    fs::create_dir(uit.join("body=leeg")).expect("a folder of another hand");
    assert!(uit.join("body=uwv").is_dir() && uit.join("body=GM0344").is_dir());
    taken("uwv");
    records(folder.path(), &other_format);
    assert!(!uit.join("body=uwv").exists(), "nothing is left in it");
    fs::write(uit.join("body=GM0344/notitie.txt"), "blijft").expect("written");
    taken("utrecht");
    fs::copy("fixtures/standaard/plan/volledig.xlsx", folder.path().join("in/ander.xlsx")).expect("a form");
    records(folder.path(), &[&other_format[..], &["--again"]].concat());
    assert_eq!(content(&uit.join("body=GM0344")).len(), 1, "what another hand put there stays");
    assert!(uit.join("body=leeg").is_dir(), "what no run made stays");
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
