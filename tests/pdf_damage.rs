//! Damaged and hostile pdfs: a finding or what could be read, never a panic, soon and with little memory.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use eenvorm::document::cells::model::Edit;
use eenvorm::document::pdf;
use eenvorm::text::content::Content;

/// What one file may take in an unoptimised build; 2 seconds is the aim in an optimised one.
const LONGEST: Duration = Duration::from_secs(20);

fn form(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)).expect(name)
}

/// Reads and fills; the code of what went wrong, or the codes of what was remarked.
fn outcome(bytes: &[u8]) -> Vec<String> {
    let start = Instant::now();
    let edits = ["veld client.naam", "veld naam", "veld regime", "veld b.a"]
        .map(|place| Edit { place: place.parse().expect(place), content: Content::Text("licht".into()) });
    let codes = match pdf::read(bytes) {
        Ok(document) => document.findings.iter().map(|finding| finding.code.to_string()).collect(),
        Err(finding) => vec![finding.code.to_string()],
    };
    let _ = pdf::write(bytes, &edits);
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
    codes
}

/// The next of a fixed row of numbers.
fn next(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 33).expect("31 bits")
}

/// A copy with some bytes changed, a part cut out or a part put in twice.
fn mutated(original: &[u8], seed: &mut u64) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=next(seed) % 8 {
        let at = next(seed) % bytes.len();
        let end = (at + next(seed) % 40).min(bytes.len());
        match next(seed) % 4 {
            0 => bytes[at] = u8::try_from(next(seed) % 256).expect("a byte"),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.splice(at..at, original[at.min(original.len() - 1)..][..1].repeat(9)).for_each(drop),
            _ => {
                let digit = bytes[at..].iter().position(u8::is_ascii_digit).map_or(at, |found| at + found);
                bytes[digit] = b'0' + u8::try_from(next(seed) % 10).expect("a digit");
            }
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
    bytes
}

#[test]
fn mutated_forms_never_panic() {
    let mut seed = 0x9E37_79B9_7F4A_7C15;
    for name in
        ["acroform-ingebed.pdf", "kringen.pdf", "tabel-met-lijnen.pdf", "objectstromen.pdf", "acroform-benoemd.pdf"]
    {
        let original = form(name);
        for _ in 0..80 {
            outcome(&mutated(&original, &mut seed));
        }
    }
}

#[test]
fn a_form_cut_short_is_repaired_or_refused() {
    let original = form("acroform-benoemd.pdf");
    for part in 1..20 {
        let codes = outcome(&original[..original.len() * part / 20]);
        assert!(!codes.is_empty(), "{part}/20");
    }
}

/// A pdf of these objects, the first of which is the catalogue, without a table of where they stand.
fn hostile(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    for (number, object) in (1..).zip(objects) {
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n9\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

fn with_content(content: &str, more: &[String]) -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
        /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R /Y 7 0 R >> >> >>";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        page.to_owned(),
        stream("", content),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    objects.extend_from_slice(more);
    hostile(&objects)
}

fn stream(dict: &str, content: &str) -> String {
    format!("<< {dict} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

#[test]
fn deep_nesting_is_no_trouble() {
    let depth = 50_000;
    for (open, close) in [("[", "]"), ("<< /A ", " >>"), ("(", ")")] {
        let nested = format!("{}{}", open.repeat(depth), close.repeat(depth));
        outcome(&hostile(&[format!("<< /Type /Catalog /Pages {nested} >>")]));
        outcome(&with_content(&format!("BT /F 9 Tf 9 9 Td (a) Tj {nested} TJ ET"), &[]));
    }
    outcome(&with_content(&"q ".repeat(200_000), &[]));
    outcome(&with_content(&"BT ".repeat(200_000), &[]));
}

#[test]
fn deep_page_trees_are_cyclic_or_too_deep() {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    objects.extend((3..5_003).map(|next| format!("<< /Type /Pages /Kids [{next} 0 R {next} 0 R 2 0 R] /Count 9 >>")));
    assert!(!outcome(&hostile(&objects)).is_empty());
}

#[test]
fn parents_in_a_circle_are_said() {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>".to_owned(),
    ];
    let field =
        |parent: usize| format!("<< /Subtype /Widget /FT /Tx /T (a) /V (x) /Rect [0 0 9 9] /Parent {parent} 0 R >>");
    objects.extend((5..100).map(field));
    objects.push(field(4));
    assert!(outcome(&hostile(&objects)).contains(&"pdf-cyclic".to_owned()));
}

#[test]
fn lengths_that_are_not_true_are_not_believed() {
    for length in ["2147483647", "99999999999999999999", "-5", "4 0 R"] {
        let text = "BT /F 9 Tf 9 9 Td (Naam) Tj ET";
        let mut bytes = with_content(text, &[]);
        let (from, to) = (format!("/Length {} >>\nstream\nBT", text.len()), format!("/Length {length} >>\nstream\nBT"));
        let lied = String::from_utf8_lossy(&bytes).replace(&from, &to);
        assert!(lied.contains(&to));
        bytes = lied.into_bytes();
        assert!(!outcome(&bytes).is_empty(), "{length}");
    }
}

#[test]
fn drawings_that_double_and_tables_of_everything_end() {
    let names: String = "/X Do /Y Do ".repeat(40);
    let mut more = Vec::new();
    for number in 6..26 {
        let (x, y) = (number + 1, number + 2);
        let dict = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {x} 0 R /Y {y} 0 R >> >>"
        );
        more.push(stream(&dict, &names));
    }
    assert!(outcome(&with_content("/X Do", &more)).contains(&"damaged".to_owned()));
    let text = format!("BT /F 9 Tf 9 9 Td ({}) Tj ET", "a ".repeat(2_000_000));
    assert!(outcome(&with_content(&text, &[])).contains(&"pdf-cut-short".to_owned()));
    let (mut many, mut lines) = (String::new(), String::new());
    for n in 0..60_000 {
        let _ = write!(many, "1 0 0 1 {} {} Tm (a) Tj ", (n % 50) * 11, (n / 50) % 830);
        let _ = write!(lines, "{} {} .5 800 re f ", n % 595, n % 30);
    }
    outcome(&with_content(&format!("BT /F 6 Tf {many} ET"), &[]));
    outcome(&with_content(&format!("{lines} BT /F 6 Tf {many} ET"), &[]));
}

#[test]
fn files_that_are_no_pdf_give_damaged() {
    for bytes in [&b""[..], b"%PDF-1.7", b"PK\x03\x04", b"%PDF-1.4\ntrailer\n<<>>\nstartxref\n0\n%%EOF", &[0xFF; 4096]]
    {
        assert_eq!(outcome(bytes), ["damaged"]);
    }
}
