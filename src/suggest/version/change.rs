//! What became of a form in its newer version, in words and for programs.

use serde_json::{Value, json};

use crate::finding::Lang;
use crate::suggest::draft::line::quoted;

/// What became of a question, a heading or what the form says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What the form says of itself: `title`, `version`.
    Head {
        key: &'static str,
        old: String,
        new: String,
    },
    Heading {
        old: String,
        new: String,
    },
    Gone {
        field: String,
        label: String,
    },
    New {
        field: String,
        label: String,
        place: String,
    },
    /// A question that is new and got no field.
    Unplaced {
        label: String,
        place: String,
    },
    /// `by_place`: nothing but its place between the others says that it is the same question.
    Reworded {
        field: String,
        old: String,
        new: String,
        place: String,
        by_place: bool,
    },
    Moved {
        field: String,
        label: String,
        from: Spot,
        to: Spot,
    },
    /// Of a choice: words that are printed no more, and words that are new.
    Choices {
        field: String,
        label: String,
        gone: Vec<String>,
        new: Vec<String>,
    },
    /// A line with an address: nothing says whether its answer still stands there.
    Address {
        field: String,
        place: String,
    },
}

/// Where a question stands: the heading above it and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub heading: Option<String>,
    pub place: Option<String>,
}

impl Spot {
    fn words(&self, lang: Lang) -> String {
        let (at, under, nowhere) = match lang {
            Lang::Nl => ("op ", "onder ", "elders"),
            Lang::En => ("at ", "below ", "elsewhere"),
        };
        let place = self.place.as_ref().map(|place| format!("{at}{place}"));
        let heading = self.heading.as_deref().map(|heading| format!("{under}{}", quoted(heading)));
        let both: Vec<String> = place.into_iter().chain(heading).collect();
        if both.is_empty() { nowhere.to_owned() } else { both.join(", ") }
    }
}

impl Change {
    /// The word for this change in a comment, a count and a program.
    pub fn word(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Head { key: "title", .. }, Lang::Nl) => "andere titel",
            (Self::Head { key: "title", .. }, Lang::En) => "title",
            (Self::Head { .. }, Lang::Nl) => "andere versie",
            (Self::Head { .. }, Lang::En) => "version",
            (Self::Heading { .. }, Lang::Nl) => "andere kop",
            (Self::Heading { .. }, Lang::En) => "heading",
            (Self::Gone { .. }, Lang::Nl) => "vervallen",
            (Self::Gone { .. }, Lang::En) => "gone",
            (Self::New { .. }, Lang::Nl) => "nieuw",
            (Self::New { .. }, Lang::En) => "new",
            (Self::Unplaced { .. }, Lang::Nl) => "nieuw zonder veld",
            (Self::Unplaced { .. }, Lang::En) => "unplaced",
            (Self::Reworded { .. }, Lang::Nl) => "andere woorden",
            (Self::Reworded { .. }, Lang::En) => "reworded",
            (Self::Moved { .. }, Lang::Nl) => "verplaatst",
            (Self::Moved { .. }, Lang::En) => "moved",
            (Self::Choices { .. }, Lang::Nl) => "andere keuzes",
            (Self::Choices { .. }, Lang::En) => "choices",
            (Self::Address { .. }, Lang::Nl) => "na te kijken",
            (Self::Address { .. }, Lang::En) => "look over",
        }
    }

    /// The change in a sentence: `vervallen: "client.bsn", "BSN"`.
    pub fn sentence(&self, lang: Lang) -> String {
        let (at, is) = if lang == Lang::Nl { ("op", "is nu") } else { ("at", "is") };
        let said = match self {
            Self::Head { old, new, .. } | Self::Heading { old, new } => {
                format!("{} {is} {}", quoted(old), quoted(new))
            }
            Self::Gone { field, label } => format!("\"{field}\", {}", quoted(label)),
            Self::New { field, label, place } => format!("\"{field}\", {} {at} {place}", quoted(label)),
            Self::Unplaced { label, place } => format!("{} {at} {place}", quoted(label)),
            Self::Reworded { field, old, new, place, by_place } => {
                let alone = match (by_place, lang) {
                    (false, _) => "",
                    (true, Lang::Nl) => "; alleen aan de plaats herkend, kijk het na",
                    (true, Lang::En) => "; told by its place alone, look it over",
                };
                format!("\"{field}\", {} {is} {} {at} {place}{alone}", quoted(old), quoted(new))
            }
            Self::Moved { field, label, from, to: new } => {
                let (was, is) = if lang == Lang::Nl { ("stond", "staat nu") } else { ("stood", "now stands") };
                format!("\"{field}\", {} {was} {}; {is} {}", quoted(label), from.words(lang), new.words(lang))
            }
            Self::Choices { field, label, gone, new } => {
                let listed = |words: &[String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
                let (less, more) = if lang == Lang::Nl { ("zonder", "erbij") } else { ("without", "added") };
                let parts = [(less, gone), (more, new)].into_iter().filter(|(_, words)| !words.is_empty());
                let parts: Vec<String> = parts.map(|(word, words)| format!("{word} {}", listed(words))).collect();
                format!("\"{field}\", {}: {}", quoted(label), parts.join("; "))
            }
            Self::Address { field, place } => match lang {
                Lang::Nl => format!("\"{field}\" wordt op {place} gezocht, zonder label"),
                Lang::En => format!("\"{field}\" is looked for at {place}, without a label"),
            },
        };
        format!("{}: {said}", self.word(lang))
    }

    /// The change for programs.
    pub fn as_json(&self) -> Value {
        let change = self.word(Lang::En);
        match self {
            Self::Head { old, new, .. } | Self::Heading { old, new } => {
                json!({ "change": change, "old": old, "new": new })
            }
            Self::Gone { field, label } => json!({ "change": change, "field": field, "label": label }),
            Self::New { field, label, place } => {
                json!({ "change": change, "field": field, "label": label, "place": place })
            }
            Self::Unplaced { label, place } => json!({ "change": change, "label": label, "place": place }),
            Self::Reworded { field, old, new, place, by_place } => json!({
                "change": change, "field": field, "old": old, "label": new, "place": place, "by_place": by_place
            }),
            Self::Moved { field, label, from, to } => json!({
                "change": change, "field": field, "label": label, "from": from.heading, "to": to.heading,
                "old_place": from.place, "place": to.place
            }),
            Self::Choices { field, label, gone, new } => {
                json!({ "change": change, "field": field, "label": label, "gone": gone, "new": new })
            }
            Self::Address { field, place } => json!({ "change": change, "field": field, "place": place }),
        }
    }
}
