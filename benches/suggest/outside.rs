//! Questions that the schema has no field for.

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::suggest::matching;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;

use crate::tally::lines;

/// Questions that the schema has no field for, ten by ten on a form of their own: how many get a field all the same.
pub(crate) fn outside(catalogue: &Catalogue) -> (usize, usize) {
    let lexicon = Lexicon::new(catalogue.all().map(|known| &*known.mapping));
    let questions: Vec<&str> = include_str!("outside.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let (mut asked, mut guessed) = (0, 0);
    for ten in questions.chunks(10) {
        let mut text = String::from("Plan van aanpak jobcoaching;\nNaam werknemer;\nBSN;\n");
        ten.iter().for_each(|question| text.push_str(&format!("{question};\n")));
        let source = Source::bytes("outside.csv", text.into_bytes());
        let Ok(document) = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()) else {
            continue;
        };
        let (_, placed) = matching::read(&document, &source, &lexicon);
        asked += ten.len();
        for line in
            lines(&placed).iter().filter(|line| ten.iter().any(|q| q.starts_with(line.text.trim_end_matches('?'))))
        {
            guessed += 1;
            if std::env::args().any(|arg| arg == "--verbose") {
                println!("OUTSIDE {:?} for `{}` {:.2}", line.fields, line.text, line.confidence);
            }
        }
    }
    (asked, guessed)
}
