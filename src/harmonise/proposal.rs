//! The proposal: of each field whether it is part of the common core, stays a body's own, or goes, and why.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::questions::form::Compared;
use crate::questions::question::{AnswerWay, Question};
use crate::record::schema::{Field, FieldId, Kind, Schema};
use crate::rules::catalogue::Rules;

use super::asked::{Asking, Body, Forms, weight};
use super::layout::Layout;
use super::needs::needs;
use super::wording::{self, ReservedWords};

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldDecision {
    /// On the common form.
    Kern,
    /// On the annex of the bodies that are named.
    Eigen,
    /// On no form.
    Vervalt,
}

impl FieldDecision {
    /// As people write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kern => "kern",
            Self::Eigen => "eigen",
            Self::Vervalt => "vervalt",
        }
    }

    /// What a person wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Kern, Self::Eigen, Self::Vervalt].into_iter().find(|one| one.word() == word.trim().to_lowercase())
    }
}

/// A word of a choice, with the bodies whose forms offer it: they lose an answer without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub word: String,
    pub bodies: Vec<String>,
}

/// What is decided of a field, by the program until people decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub verdict: FieldDecision,
    /// The bodies on whose annex it stands, where it is their own.
    pub of: Vec<String>,
    pub wording: String,
    /// The words to choose from, where it is a choice.
    pub choices: Vec<String>,
    pub remark: String,
}

/// One field of the proposal.
#[derive(Clone, Debug)]
pub struct Entry {
    pub field: FieldId,
    pub proposed: Decision,
    pub decision: Decision,
    /// People changed or confirmed it: a rerun keeps it.
    pub decided: bool,
    /// It was not in the earlier proposal, or another thing is proposed now.
    pub new: bool,
    pub points: usize,
    pub reason: String,
    /// The bodies that ask it by a source, and those that do by practice.
    pub sourced: Vec<String>,
    pub practice: Vec<String>,
    pub why_worded: &'static str,
    /// Bodies that ask it otherwise, with their words.
    pub differs_for: Vec<(String, String)>,
    pub offered: Vec<Choice>,
    /// Where it is a choice, the bodies whose forms leave it open: any word may be their answer.
    pub open: Vec<String>,
}

/// A proposal for forms of one kind.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub kind: String,
    /// How many fields the core may have.
    pub core: usize,
    pub forms: Vec<String>,
    /// The bodies, by id and name.
    pub bodies: Vec<(String, String)>,
    /// The highest first.
    pub entries: Vec<Entry>,
}

impl Entry {
    /// The field itself.
    pub fn schema(&self) -> &'static Field {
        Schema::common().field(self.field)
    }

    /// The words of a choice that the decision leaves out, with the bodies that lose them; where it names no words, all
    /// stay.
    pub fn lost(&self) -> Vec<Choice> {
        if self.decision.choices.is_empty() {
            return Vec::new();
        }
        let open = || self.open.iter().map(|body| format!("{body} (open vraag)"));
        let of_word = |word: &String| {
            let offering = self.offered.iter().filter(|choice| choice.word == *word).flat_map(|c| c.bodies.clone());
            Choice { word: word.clone(), bodies: offering.chain(open()).collect() }
        };
        let left_out = self.schema().choices.iter().filter(|word| !self.decision.choices.contains(word));
        left_out.map(of_word).filter(|choice| !choice.bodies.is_empty()).collect()
    }
}

impl Proposal {
    /// The entries that a body has on its form: the core, and what is its own.
    pub fn of_body<'s>(&'s self, body: &'s str) -> impl Iterator<Item = &'s Entry> {
        self.entries.iter().filter(move |entry| match entry.decision.verdict {
            FieldDecision::Kern => true,
            FieldDecision::Eigen => entry.decision.of.iter().any(|of| of == body),
            FieldDecision::Vervalt => false,
        })
    }

    /// The entries of the common core.
    pub fn core(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.decision.verdict == FieldDecision::Kern)
    }
}

/// Ranks what the forms ask, and proposes.
pub fn propose(all: &[Compared], kind: &str, core: usize, layout: &Layout, rules: &Rules, date: Date) -> Proposal {
    let forms = Forms::of(all);
    let bodies: Vec<String> = forms.bodies.iter().map(|body| body.id.clone()).collect();
    let mut ranked: Vec<Ranked<'_>> = Schema::common()
        .all()
        .filter_map(|(id, field)| {
            ranked(id, field, &Asked { forms: &forms, bodies: &bodies, kind, layout, rules, date })
        })
        .collect();
    ranked.sort_by_key(|one| Reverse(one.points));
    let mut in_core = 0;
    let words = layout.labels().map(|(_, text)| Wording::new(text).folded).collect::<BTreeSet<_>>();
    let mut reserved = ReservedWords { words };
    let mut judged: Vec<(Ranked<'_>, FieldDecision)> = Vec::new();
    for one in ranked {
        let verdict = one.verdict(in_core < core);
        in_core += usize::from(verdict == FieldDecision::Kern);
        judged.push((one, verdict));
    }
    whole_signatures(&mut judged, layout);
    let entries = judged.into_iter().map(|(one, verdict)| one.entry(verdict, &forms, layout, &mut reserved));
    let entries = entries.collect();
    Proposal {
        kind: kind.to_owned(),
        core,
        forms: all.iter().map(|form| form.form.id.clone()).collect(),
        bodies: forms.bodies.iter().map(|body| (body.id.clone(), body.name.clone())).collect(),
        entries,
    }
}

/// A block of signatures is not split: what stands in it beside fields of the core is of the core too, also beyond its
/// size.
fn whole_signatures(judged: &mut Vec<(Ranked<'_>, FieldDecision)>, layout: &Layout) {
    let core: Vec<&str> = judged
        .iter()
        .filter(|(_, verdict)| *verdict == FieldDecision::Kern)
        .map(|(one, _)| one.field.id.as_str())
        .collect();
    let beside = layout.signed_with(|field| core.contains(&field));
    for field in beside {
        let Some(id) = Schema::common().id(&field) else { continue };
        match judged.iter_mut().find(|(one, _)| one.id == id) {
            Some((_, verdict)) => *verdict = FieldDecision::Kern,
            None => {
                let field = Schema::common().field(id);
                judged.push((
                    Ranked { id, field, asking: Vec::new(), of_practice: Vec::new(), rules: Vec::new(), points: 0 },
                    FieldDecision::Kern,
                ));
            }
        }
    }
}

/// A field with all that speaks for it.
struct Ranked<'f> {
    id: FieldId,
    field: &'static Field,
    asking: Vec<Asking<'f>>,
    /// The forms of practice that ask it: they speak for nobody.
    of_practice: Vec<&'f str>,
    rules: Vec<String>,
    points: usize,
}

/// The kind of which the core of the schema says what belongs to every complete one.
const PLAN: &str = "plan_van_aanpak";

/// What the rank of a field is taken from.
struct Asked<'f> {
    forms: &'f Forms<'f>,
    bodies: &'f [String],
    kind: &'f str,
    layout: &'f Layout,
    rules: &'f Rules,
    date: Date,
}

/// Two points for each body that asks it by a source and one for each that does by practice; as many as there are
/// bodies where a rule of one of them needs it, and again where it belongs to every complete plan. None where nothing
/// speaks for it: what no form of another kind than a plan asks is on no common form of that kind either.
fn ranked<'f>(id: FieldId, field: &'static Field, asked: &Asked<'f>) -> Option<Ranked<'f>> {
    let Asked { forms, bodies, kind, layout, rules, date } = *asked;
    let asking = forms.asking(id);
    // What the form itself says is asked of nobody.
    let core = field.core && layout.has(&field.id) && (kind == PLAN || !asking.is_empty());
    let of_practice = forms.of_practice(id);
    if (asking.is_empty() && of_practice.is_empty() && !core) || field.id == "formulier.soort" {
        return None;
    }
    let named = |need: super::needs::Need| {
        let names: Vec<String> = need.bodies.iter().map(|id| name_of(id, forms)).collect();
        format!("{} ({})", need.rule, names.join(", "))
    };
    let rules: Vec<String> = needs(&field.id, bodies, rules, date).into_iter().map(named).collect();
    let bonus = usize::from(!rules.is_empty()) + usize::from(core);
    let points = weight(&asking) + bonus * bodies.len();
    Some(Ranked { id, field, asking, of_practice, rules, points })
}

fn name_of(id: &str, forms: &Forms<'_>) -> String {
    forms.bodies.iter().find(|body| body.id == id).map_or_else(|| id.to_owned(), |body| body.name.clone())
}

impl Ranked<'_> {
    /// The bodies that ask it by more than practice: by a source, or by a draft that is yet to be looked over.
    fn known(&self) -> Vec<&str> {
        self.asking.iter().filter(|one| one.sourced || one.drafted).map(|one| one.body.id.as_str()).collect()
    }

    /// Into the core while there is room, where more than one body asks it or something else than one form wants it.
    fn verdict(&self, room: bool) -> FieldDecision {
        let wanted = self.asking.len() > 1 || self.field.core || !self.rules.is_empty();
        match (self.field.special, room && wanted, self.known().is_empty()) {
            (true, ..) => FieldDecision::Vervalt,
            (_, true, _) => FieldDecision::Kern,
            (_, _, false) => FieldDecision::Eigen,
            _ => FieldDecision::Vervalt,
        }
    }

    fn reason(&self, verdict: FieldDecision) -> String {
        let count = |is_meant: &dyn Fn(&Asking<'_>) -> bool| self.asking.iter().filter(|one| is_meant(one)).count();
        let (all, sourced) = (self.asking.len(), count(&|one| one.sourced));
        let drafted = count(&|one| one.drafted && !one.sourced);
        let confirmed = count(&|one| one.confirmed);
        let mut told = vec![match (all, sourced) {
            (0, _) if self.of_practice.is_empty() => "geen van deze formulieren vraagt het".to_owned(),
            (0, _) => format!("geen instantie vraagt het; wel, uit de praktijk: {}", self.of_practice.join(", ")),
            (all, 0) if drafted > 0 => format!("{all} {} het, volgens geen nagekeken bron", noun(all)),
            (all, 0) => format!("{all} {} het, alleen volgens gangbare praktijk", noun(all)),
            (all, sourced) if all == sourced => format!("{all} {} het {}", noun(all), by_what(sourced, confirmed)),
            (all, sourced) => format!("{all} {} het, {sourced} {}", noun(all), by_what(sourced, confirmed)),
        }];
        if drafted > 0 {
            told.push(format!("{drafted} daarvan volgens een ontwerp dat niemand heeft nagekeken"));
        }
        if self.asking.is_empty() && verdict == FieldDecision::Kern && !self.field.core && self.rules.is_empty() {
            told.push("hoort bij het blok met handtekeningen".to_owned());
        }
        if !self.rules.is_empty() {
            told.push(format!("nodig voor {}", self.rules.join("; ")));
        }
        if self.field.core {
            told.push("hoort bij elk compleet plan".to_owned());
        }
        if self.field.special {
            told.push("bijzonder persoonsgegeven (AVG artikel 9)".to_owned());
        } else if self.field.sensitive && !self.field.core && verdict != FieldDecision::Vervalt {
            told.push("gevoelig: vraagt om een reden (AVG artikel 5)".to_owned());
        }
        told.join("; ")
    }

    fn entry(self, verdict: FieldDecision, forms: &Forms<'_>, layout: &Layout, reserved: &mut ReservedWords) -> Entry {
        let words = wording::propose(self.id, layout.label(&self.field.id), forms, reserved);
        let offered = offered(self.id, self.field, forms);
        let proposed = Decision {
            verdict,
            of: if verdict == FieldDecision::Eigen {
                self.known().into_iter().map(str::to_owned).collect()
            } else {
                Vec::new()
            },
            wording: words.text,
            choices: least(self.id, self.field, &offered, forms),
            remark: String::new(),
        };
        let names = |sourced: bool| -> Vec<String> {
            let name = |one: &Asking<'_>| match one.drafted && !one.sourced {
                true => format!("{} (ontwerp)", one.body.name),
                false => one.body.name.clone(),
            };
            self.asking.iter().filter(|one| one.sourced == sourced).map(name).collect()
        };
        Entry {
            field: self.id,
            decision: proposed.clone(),
            proposed,
            decided: false,
            new: true,
            points: self.points,
            reason: self.reason(verdict),
            sourced: names(true),
            practice: names(false),
            why_worded: words.why,
            differs_for: words.surprises,
            offered,
            open: left_open(self.id, self.field, forms),
        }
    }
}

fn noun(n: usize) -> &'static str {
    if n == 1 { "instantie vraagt" } else { "instanties vragen" }
}

/// By what it is known that so many bodies ask it, of which so many on a form of their own.
fn by_what(sourced: usize, confirmed: usize) -> &'static str {
    match (sourced, confirmed) {
        (1, 0) => "volgens haar bron",
        (1, _) => "op haar eigen formulier",
        (_, 0) => "volgens hun bron",
        (all, own) if all == own => "op hun eigen formulier",
        _ => "volgens hun bron of op hun eigen formulier",
    }
}

/// The words of a choice that forms offer, in the order of the schema, each with its bodies.
fn offered(id: FieldId, field: &Field, forms: &Forms<'_>) -> Vec<Choice> {
    if field.kind != Kind::Choice {
        return Vec::new();
    }
    let of_word = |word: &String| {
        let offers =
            |form: &Compared| form.asking(id).any(|question| question.choices().iter().any(|(known, _)| known == word));
        let bodies = forms.bodies.iter().filter(|body| forms.of_body(body).any(offers));
        Choice { word: word.clone(), bodies: bodies.map(|body| body.name.clone()).collect() }
    };
    field.choices.iter().map(of_word).filter(|choice| !choice.bodies.is_empty()).collect()
}

/// Whether a form of a body asks for no word of its own.
fn is_left_open(id: FieldId, body: &Body, forms: &Forms<'_>) -> bool {
    let is_open = |question: &Question| matches!(question.way, AnswerWay::Written | AnswerWay::Open);
    forms.of_body(body).any(|form| form.asking(id).any(is_open))
}

fn left_open(id: FieldId, field: &Field, forms: &Forms<'_>) -> Vec<String> {
    let open = forms.bodies.iter().filter(|body| field.kind == Kind::Choice && is_left_open(id, body, forms));
    open.map(|body| body.name.clone()).collect()
}

/// The smallest list that loses nobody's answer: all that any form offers; all of the schema where a form names no
/// words of its own, as its answers may be any.
fn least(id: FieldId, field: &Field, offered: &[Choice], forms: &Forms<'_>) -> Vec<String> {
    match field.kind {
        Kind::Choice if offered.is_empty() || forms.bodies.iter().any(|body| is_left_open(id, body, forms)) => {
            field.choices.clone()
        }
        Kind::Choice => offered.iter().map(|choice| choice.word.clone()).collect(),
        _ => Vec::new(),
    }
}
