//! The whole comparison as data: every figure that any writer shows stands here.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::form_spec::Mapping;
use crate::questions::course::{self, Trajectory};
use crate::questions::form::{Compared, Form, compared};

use super::{
    answers, burden, compared_rules, coverage, distance, glossary, practice, repeated_questions, versions, words,
};

/// What a comparison of forms gives.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    /// The version of this layout.
    pub comparison: u32,
    /// Only what a source or an original asks was compared.
    pub sourced_only: bool,
    pub forms: Vec<Form>,
    pub kinds: Vec<coverage::KindCoverage>,
    pub coverage: Vec<coverage::Row>,
    pub words: Words,
    pub answers: Vec<answers::Row>,
    pub answers_sourced: answers::SourcedAnswers,
    #[serde(rename = "twice")]
    pub repeated: RepeatedQuestion,
    pub distance: distance::Distances,
    pub burden: Burdens,
    pub versions: Vec<versions::Change>,
    /// Where rules were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<compared_rules::ComparedRules>,
    /// Where records were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<practice::Practice>,
}

/// Wordings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    pub fields: Vec<words::FieldWordings>,
    pub ambiguous: Vec<words::Ambiguous>,
    pub glossary: Vec<glossary::Concept>,
}

/// What is asked again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RepeatedQuestion {
    pub trajectories: Vec<Trajectory>,
    pub with_uwv: Vec<repeated_questions::WithUwv>,
}

/// What filling costs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Burdens {
    pub forms: Vec<burden::Burden>,
    pub trajectories: Vec<burden::TrajectoryBurden>,
}

/// Compares forms with each other, and with the standard form where there is one; `sourced_only` leaves out all that
/// rests on usual practice alone.
pub fn compare(mappings: &[Arc<Mapping>], standard: Option<&Arc<Mapping>>, sourced_only: bool) -> Comparison {
    let forms = compared(mappings);
    let forms = if sourced_only { forms.into_iter().map(Compared::sourced).collect() } else { forms };
    let standard = standard.map(|mapping| compared(&[Arc::clone(mapping)])).and_then(|mut forms| forms.pop());
    compare_forms(&forms, standard.as_ref(), sourced_only)
}

fn compare_forms(forms: &[Compared], standard: Option<&Compared>, sourced_only: bool) -> Comparison {
    let (kinds, all) = (coverage::kinds(forms), course::trajectories(forms));
    Comparison {
        comparison: 3,
        sourced_only,
        forms: forms.iter().map(|form| form.form.clone()).collect(),
        coverage: coverage::coverage(forms, &kinds),
        words: Words {
            fields: words::of_fields(forms),
            ambiguous: words::ambiguous(forms),
            glossary: glossary::glossary(forms),
        },
        answers: answers::answers(forms),
        answers_sourced: answers::sourced(forms),
        repeated: RepeatedQuestion {
            trajectories: repeated_questions::several(&all),
            with_uwv: repeated_questions::with_uwv(forms),
        },
        distance: distance::distances(forms, standard, &kinds),
        burden: Burdens { forms: burden::burdens(forms), trajectories: burden::of_trajectories(&all) },
        versions: versions::versions(forms),
        rules: None,
        practice: None,
        kinds,
    }
}
