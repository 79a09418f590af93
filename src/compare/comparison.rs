//! The whole comparison as data: every figure that any writer shows stands here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::form_spec::Mapping;

use super::forms::{Compared, Form, compared};
use super::{answers, burden, coverage, distance, glossary, practice, ruled, twice, versions, words};

/// What a comparison of forms gives.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// The version of this layout.
    pub comparison: u32,
    pub forms: Vec<Form>,
    pub coverage: Vec<coverage::Row>,
    pub words: Words,
    pub answers: Vec<answers::Row>,
    pub twice: Twice,
    pub distance: distance::Distances,
    pub burden: Burdens,
    pub versions: Vec<versions::Change>,
    /// Where rules were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<ruled::Ruled>,
    /// Where records were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<practice::Practice>,
}

/// Wordings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    pub fields: Vec<words::OfField>,
    pub ambiguous: Vec<words::Ambiguous>,
    pub glossary: Vec<glossary::Concept>,
}

/// What is asked again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Twice {
    pub trajectories: Vec<twice::Trajectory>,
    pub with_uwv: Vec<twice::WithUwv>,
}

/// What filling costs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Burdens {
    pub forms: Vec<burden::Burden>,
    pub bodies: Vec<burden::OfBody>,
}

/// Compares forms with each other, and with the standard form where there is one.
pub fn compare(mappings: &[Arc<Mapping>], standard: Option<&Arc<Mapping>>) -> Comparison {
    let forms = compared(mappings);
    let standard = standard.map(|mapping| compared(&[Arc::clone(mapping)])).and_then(|mut forms| forms.pop());
    of(&forms, standard.as_ref())
}

fn of(forms: &[Compared], standard: Option<&Compared>) -> Comparison {
    let burdens = burden::burdens(forms);
    Comparison {
        comparison: 1,
        forms: forms.iter().map(|form| form.form.clone()).collect(),
        coverage: coverage::coverage(forms),
        words: Words {
            fields: words::of_fields(forms),
            ambiguous: words::ambiguous(forms),
            glossary: glossary::glossary(forms),
        },
        answers: answers::answers(forms),
        twice: Twice { trajectories: twice::trajectories(forms), with_uwv: twice::with_uwv(forms) },
        distance: distance::distances(forms, standard),
        burden: Burdens { bodies: burden::of_bodies(forms, &burdens), forms: burdens },
        versions: versions::versions(forms),
        rules: None,
        practice: None,
    }
}
