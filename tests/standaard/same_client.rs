//! The same client on the three papers of the standard plan is the same record.

use std::path::Path;

use crate::forms::{STANDARD, blanks, catalogue, fill, fixtures, read, said};

/// Those with fixtures come first.
const PAPERS: [&str; 4] = ["xlsx", "docx", "pdf", "ods"];

#[test]
fn three_papers_of_one_client_say_the_same() {
    let catalogue = catalogue();
    for situation in ["volledig", "vervolg"] {
        let records = [0, 1, 2].map(|n| {
            let ending = PAPERS[n];
            let name = format!("fixtures/standaard/plan/{situation}.{ending}");
            let record = read(&name, &std::fs::read(&name).expect(&name), &catalogue).expect("the standard plan");
            assert_eq!(&*record.form.id, STANDARD, "{name}");
            assert!(record.unmapped.is_empty(), "{name}: {:?}", record.unmapped);
            said(&record)
        });
        assert!(records[0].len() > 20, "{situation}");
        assert_eq!(records[0], records[1], "{situation} as docx");
        assert_eq!(records[0], records[2], "{situation} as pdf");
    }
}

#[test]
fn all_blanks_are_filled_alike() {
    let catalogue = catalogue();
    let standard = catalogue.get(STANDARD).expect("the standard plan");
    let papers = blanks(&catalogue, standard);
    assert_eq!(papers.iter().map(eenvorm::fill::Blank::extension).collect::<Vec<_>>(), PAPERS);
    for (path, record) in fixtures(&catalogue) {
        let [xlsx, docx, pdf, ods] = [0, 1, 2, 3].map(|n| {
            let filled = fill(&papers[n], &standard.mapping, &record);
            let bytes = filled.bytes.unwrap_or_else(|| panic!("{}: {:?}", path.display(), filled.findings));
            let name = Path::new("plan").with_extension(PAPERS[n]);
            said(&read(&name.to_string_lossy(), &bytes, &catalogue).expect("the standard plan"))
        });
        assert_eq!(xlsx, docx, "{} as docx", path.display());
        assert_eq!(xlsx, pdf, "{} as pdf", path.display());
        assert_eq!(xlsx, ods, "{} as ods", path.display());
    }
}
