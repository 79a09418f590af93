//! What a form says of itself, and on what its mapping rests.

use crate::finding::Lang;
use crate::record::schema::FieldId;

/// Whether a mapping was made from the body's own form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    Original,
    /// From the body's own form, by `suggest`: as good as an original once somebody looked it over.
    Draft,
    Reconstruction,
}

/// What a form says of itself.
#[derive(Clone, Debug)]
pub struct FormInfo {
    pub title: String,
    pub gemeenten: Vec<String>,
    /// `extern`, `intern` or `werkfit`, where the form is for one of the body's schemes only.
    pub scheme: Option<&'static str>,
    pub basis: Basis,
    pub source: String,
    /// The fields whose question follows usual practice, not the source.
    pub practice: Vec<FieldId>,
    pub send_to: Option<String>,
    /// The blanks' file names, beside the mapping; the first that can be filled is, unless another is asked for.
    pub blank: Vec<String>,
    pub note: Option<String>,
    /// Who made the mapping, who looked it over, and when.
    pub author: Option<String>,
    pub reviewed: Option<String>,
    pub date: Option<String>,
}

/// The finding on what is read or filled by a draft at which nobody has looked.
pub const MAPPING_NOT_REVIEWED: &str = "mapping-not-reviewed";

impl FormInfo {
    /// Whether it is a draft that nobody looked over.
    pub fn is_unreviewed(&self) -> bool {
        self.basis == Basis::Draft && self.reviewed.is_none()
    }

    /// Whether it is known what the body's own form prints.
    pub fn is_original(&self) -> bool {
        self.basis != Basis::Reconstruction && !self.is_unreviewed()
    }

    /// The source, with who made the mapping and who looked it over, as far as it says.
    pub fn provenance(&self, lang: Lang) -> String {
        let (made, looked, unreviewed) = match lang {
            Lang::Nl => ("gemaakt door", "nagekeken door", "ontwerp, niet nagekeken"),
            Lang::En => ("made by", "looked over by", "a draft, not looked over"),
        };
        let who = [(made, &self.author), (looked, &self.reviewed)];
        let who = who.into_iter().filter_map(|(did, who)| Some(format!("{did} {}", who.as_ref()?)));
        let unreviewed = self.is_unreviewed().then(|| unreviewed.to_owned());
        let said: Vec<String> = unreviewed.into_iter().chain(who).chain(self.date.clone()).collect();
        if said.is_empty() { self.source.clone() } else { format!("{}; {}", self.source, said.join(", ")) }
    }
}
