//! The questions that a form prints, as the reader of the form counts them: one place for one answer is one question.

use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, BlockLine, Column, Line, Locator, RowColumn, Rows, Shape, TickBox};
use crate::mapping::spec::sentence::Gap;
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::{Wording, unnumbered};
use crate::record::schema::{Field, FieldId, Kind, Schema};
use crate::record::value::Notation;

/// One printed question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The fields it asks, in the order of the form: one, or several in one cell or under one label.
    pub targets: Vec<Target>,
    /// As it is printed; empty where nothing is.
    pub wording: String,
    /// The name by which it is found where nothing printed is: a content control, a field, a key of a web form.
    pub name: Option<String>,
    /// Other wordings of the same question that are met on versions of the form.
    pub others: Vec<String>,
    /// The headings above it, and the heading of its column.
    pub under: Vec<String>,
    pub required: bool,
    pub way: AnswerWay,
    /// The repeating group in which it stands.
    pub group: Option<String>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerWay {
    /// In one's own words, or as a date, a number and so on.
    Written,
    /// By a word of the schema, as the mapping names none that the form prints.
    Open,
    /// By one of these: schema word and printed wording.
    Chosen(Vec<(String, String)>),
    /// By boxes: schema word and printed label.
    Ticked(Vec<(String, String)>),
}

impl Question {
    /// The fields, each once.
    pub fn fields(&self) -> Vec<FieldId> {
        let mut fields: Vec<FieldId> = Vec::new();
        for target in &self.targets {
            if !fields.contains(&target.field) {
                fields.push(target.field);
            }
        }
        fields
    }

    /// The words that it is answered with: schema word and what is printed.
    pub fn choices(&self) -> &[(String, String)] {
        match &self.way {
            AnswerWay::Written | AnswerWay::Open => &[],
            AnswerWay::Chosen(choices) | AnswerWay::Ticked(choices) => choices,
        }
    }

    /// Whether a label is printed, and not the words beside boxes alone.
    pub fn has_label(&self) -> bool {
        let beside_boxes = match &self.way {
            AnswerWay::Ticked(boxes) => boxes.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" / "),
            _ => String::new(),
        };
        !self.wording.is_empty() && self.wording != beside_boxes
    }

    /// The fields of the schema that are asked.
    pub fn schema_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields().into_iter().map(|id| Schema::common().field(id))
    }

    /// Whether it asks a field.
    pub fn asks(&self, field: FieldId) -> bool {
        self.targets.iter().any(|target| target.field == field)
    }

    /// The wording with the headings above it, as a reader of the form finds it.
    pub fn full(&self) -> String {
        let printed = match &self.name {
            Some(name) => format!("(veld {name})"),
            None if self.wording.is_empty() => "(zonder gedrukte vraag)".to_owned(),
            None => self.wording.clone(),
        };
        self.under.iter().chain([&printed]).map(String::as_str).collect::<Vec<_>>().join(" › ")
    }
}

/// All questions of a form, in the order of its mapping.
pub fn questions(mapping: &Mapping) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for line in &mapping.lines {
        let own = if line.sentences().is_empty() { vec![of_line(line)] } else { of_gaps(line) };
        for question in own {
            match questions.iter_mut().find(|known| is_same(known, &question)) {
                Some(known) => join(known, question),
                None => questions.push(question),
            }
        }
    }
    questions.extend(mapping.rows.iter().flat_map(of_rows));
    questions
}

/// The same printed words at the same place, or one more way to ask what is asked once.
fn is_same(known: &Question, next: &Question) -> bool {
    let printed = |q: &Question| (Wording::new(&q.wording).folded, q.under.clone());
    let alike = !next.wording.is_empty() && printed(known) == printed(next);
    alike || is_alternative(known, next)
}

/// Several lines for one field without parts are the wordings of several versions: one of them stands on the form.
fn is_alternative(known: &Question, next: &Question) -> bool {
    let [target] = next.targets.as_slice() else { return false };
    let field = Schema::common().field(target.field);
    !field.many && field.kind.parts().is_empty() && known.targets == next.targets
}

fn join(known: &mut Question, next: Question) {
    for target in next.targets {
        if !known.targets.contains(&target) {
            known.targets.push(target);
        }
    }
    let others = std::iter::once(next.wording).chain(next.others);
    let new: Vec<String> = others.filter(|o| !o.is_empty() && *o != known.wording).collect();
    for other in new {
        if !known.others.contains(&other) {
            known.others.push(other);
        }
    }
    known.required |= next.required;
    if let (AnswerWay::Ticked(boxes), AnswerWay::Ticked(more)) = (&mut known.way, next.way) {
        boxes.extend(more);
    }
}

fn of_line(line: &Line) -> Question {
    let (wording, others, boxes) = printed(&line.by);
    let under = line.section.iter().chain(line.columns().first()).map(|w| w.text.clone()).collect();
    let way = match (&line.asks, boxes) {
        (_, boxes) if !boxes.is_empty() => AnswerWay::Ticked(boxes),
        (Asks::One { target, notation, worded }, _) => chosen(*target, notation, *worded),
        (Asks::Combined(_) | Asks::Sentence(_), _) => AnswerWay::Written,
    };
    let targets = match &line.asks {
        Asks::One { target, .. } => vec![*target],
        Asks::Combined(patterns) => {
            patterns.first().map(|p| p.pieces.iter().map(|piece| piece.target).collect()).unwrap_or_default()
        }
        Asks::Sentence(_) => line.targets(),
    };
    let name = if let Locator::Named(names) = &line.by { names.first().cloned() } else { None };
    Question { targets, wording, name, others, under, required: line.required, way, group: None }
}

/// The gaps of a running sentence: each is a question of its own, by the words before it.
fn of_gaps(line: &Line) -> Vec<Question> {
    let under: Vec<String> = line.section.iter().map(|wording| wording.text.clone()).collect();
    let gaps = line.sentences().first().into_iter().flat_map(|sentence| &sentence.gaps);
    let question = |gap: &Gap| {
        let asks = gap.asks.as_ref()?;
        let (wording, under, way) = (gap.label.clone(), under.clone(), chosen(asks.target, &asks.notation, false));
        let (targets, required) = (vec![asks.target], line.required);
        Some(Question { targets, wording, name: None, others: Vec::new(), under, required, way, group: None })
    };
    gaps.filter_map(question).collect()
}

/// Yes and no need no words to be a choice.
fn chosen(target: Target, notation: &Notation, worded: bool) -> AnswerWay {
    match (Schema::common().field(target.field).kind, notation.choices()) {
        (_, []) => AnswerWay::Written,
        (Kind::Choice, _) if !worded => AnswerWay::Open,
        (_, choices) => AnswerWay::Chosen(choices.to_vec()),
    }
}

/// The printed wording, the others that are read, and the boxes.
fn printed(by: &Locator) -> (String, Vec<String>, Vec<(String, String)>) {
    let texts = |wordings: &[Wording]| -> Vec<String> { wordings.iter().map(|w| w.text.clone()).collect() };
    let (mut wordings, boxes) = match by {
        Locator::Label { wordings, .. } | Locator::Column(Column::Heading(wordings)) => (texts(wordings), Vec::new()),
        Locator::Ticks { label, boxes, .. } | Locator::Marks { label, boxes, .. } => (texts(label), pairs(boxes)),
        Locator::Named(_) | Locator::At(_) | Locator::Sentence => (Vec::new(), Vec::new()),
        Locator::Column(Column::Number(n)) => (vec![format!("kolom {}", n + 1)], Vec::new()),
    };
    if wordings.is_empty() && !boxes.is_empty() {
        wordings = vec![boxes.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" / ")];
    }
    let others = wordings.split_off(wordings.len().min(1));
    (wordings.pop().unwrap_or_default(), others, boxes)
}

fn pairs(boxes: &[TickBox]) -> Vec<(String, String)> {
    boxes.iter().map(|one| (one.word.clone(), one.label.text.clone())).collect()
}

/// A column of a table, or a label of a block, is one question, however often its row is repeated.
fn of_rows(rows: &Rows) -> Vec<Question> {
    let under: Vec<String> = rows.section.iter().map(|w| w.text.clone()).collect();
    let question = |target: Target, texts: Vec<String>, way: AnswerWay| {
        let mut texts = texts;
        let others = texts.split_off(texts.len().min(1));
        let wording = texts.pop().unwrap_or_default();
        let (under, group) = (under.clone(), Some(rows.group.clone()));
        Question { targets: vec![target], wording, name: None, others, under, required: false, way, group }
    };
    match &rows.shape {
        Shape::Table { columns, .. } => columns.iter().map(|c| question(c.target, headings(c), way_of(c))).collect(),
        Shape::Blocks { lines, .. } => {
            lines.iter().map(|line| question(line.target, labels(line), way_of_line(line))).collect()
        }
    }
}

/// The labels of a block without its number.
fn labels(line: &BlockLine) -> Vec<String> {
    let whole = |label: &String| unnumbered(label).split_whitespace().collect::<Vec<_>>().join(" ").replace(" ?", "?");
    line.labels.iter().map(whole).collect()
}

fn headings(column: &RowColumn) -> Vec<String> {
    if column.headings.is_empty() {
        return vec![column.ticks.iter().map(|t| t.label.text.as_str()).collect::<Vec<_>>().join(" / ")];
    }
    column.headings.iter().map(|w| w.text.clone()).collect()
}

fn way_of(column: &RowColumn) -> AnswerWay {
    if column.ticks.is_empty() {
        return chosen(column.target, &column.notation, column.worded);
    }
    AnswerWay::Ticked(pairs(&column.ticks))
}

fn way_of_line(line: &BlockLine) -> AnswerWay {
    chosen(line.target, &line.notation, line.worded)
}
