//! What stands on a common form, part by part: the standard's own layout, and what of it a region agreed on.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use anyhow::{Result, bail};
use serde::Deserialize;

use crate::mapping::spec::parse::{ChoiceLists, choice_lists};
use crate::mapping::spec::wording::Wording;
use crate::record::schema::{Kind, Schema};

use super::proposal::{Entry, Proposal, Verdict};

/// A form, from top to bottom.
#[derive(Clone, Debug)]
pub struct Layout {
    pub title: String,
    pub intro: String,
    pub how: String,
    pub privacy: String,
    pub foot: String,
    pub parts: Vec<Part>,
}

/// A part under a heading of its own.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: String,
    pub help: String,
    pub rows: Vec<Row>,
}

/// What stands beside or below each other.
#[derive(Clone, Debug)]
pub enum Row {
    /// One question over the whole width, or two side by side.
    Pair(Vec<Ask>),
    /// Room for lines of prose below the question.
    Prose(Ask, u32),
    /// Two sides in two columns, a subject a row.
    Match { subjects: Vec<Subject>, sides: [String; 2] },
    /// So many blocks with the same rows.
    Goals { count: usize, rows: Vec<Row> },
    /// A column a signer, a row each thing that they write.
    Sign { signers: Vec<(String, String)>, signed: Vec<(String, String)> },
    /// A table with a row an entry.
    Table { group: String, columns: Vec<Ask>, count: usize },
}

/// A row of a table of two sides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    pub label: String,
    pub left: String,
    pub right: String,
}

/// One question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub field: String,
    pub label: String,
    #[serde(default)]
    pub help: String,
    /// The name of a list of wordings; `-` where the words of the schema are printed.
    #[serde(default, rename = "choices")]
    pub list: String,
    #[serde(default)]
    pub notation: String,
    /// The words to choose from: schema word and wordings, the first of which is printed.
    #[serde(skip)]
    pub words: Vec<(String, Vec<String>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    intro: String,
    how: String,
    privacy: String,
    foot: String,
    part: Vec<FilePart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePart {
    title: String,
    help: String,
    rows: Vec<FileRow>,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum FileRow {
    Prose { questions: Vec<Ask>, lines: u32 },
    Pair { questions: Vec<Ask> },
    Match { r#match: Vec<Subject>, sides: [String; 2] },
    Goals { goals: usize, of: Vec<FileRow> },
    Sign { sign: Vec<Who>, signed: Vec<What> },
}

#[derive(Deserialize)]
struct Who {
    who: String,
    label: String,
}

#[derive(Deserialize)]
struct What {
    what: String,
    label: String,
}

impl Ask {
    /// A question of a field that the standard does not have.
    fn of(id: &str, label: &str) -> Self {
        let (field, label) = (id.to_owned(), label.to_owned());
        Self { field, label, help: String::new(), list: String::new(), notation: String::new(), words: Vec::new() }
            .worded()
    }

    /// With the words of its list, of the schema, or of yes and no.
    fn worded(mut self) -> Self {
        let spoken = |word: &String| (word.clone(), vec![word.replace('_', " ")]);
        self.words = match (self.kind(), lists().get(&self.list)) {
            (Kind::YesNo, _) => {
                [("ja", "ja"), ("nee", "nee")].map(|(w, p)| (w.to_owned(), vec![p.to_owned()])).to_vec()
            }
            (Kind::Choice, Some(list)) => list.clone(),
            (Kind::Choice, None) => self.schema().choices.iter().map(spoken).collect(),
            _ => Vec::new(),
        };
        self
    }

    /// The field itself.
    pub fn schema(&self) -> &'static crate::record::schema::Field {
        let schema = Schema::common();
        schema.field(schema.id(&self.field).unwrap_or_else(|| panic!("`{}` is a field of the schema", self.field)))
    }

    pub fn kind(&self) -> Kind {
        self.schema().kind
    }

    /// As it is printed: with a mark where it belongs to every complete plan.
    pub fn shown(&self) -> String {
        if self.schema().core { format!("{} *", self.label) } else { self.label.clone() }
    }

    /// What is printed of each word.
    pub fn printed(&self) -> Vec<&str> {
        self.words.iter().filter_map(|(_, wordings)| wordings.first().map(String::as_str)).collect()
    }

    /// The same in a block with a number.
    pub fn numbered(&self, n: usize) -> Self {
        let number = n.to_string();
        Self { label: self.label.replace("{n}", &number), field: self.field.clone(), ..self.clone() }
    }
}

fn lists() -> &'static ChoiceLists {
    static LISTS: LazyLock<ChoiceLists> = LazyLock::new(|| {
        choice_lists(include_str!("../../mappings/choices.toml")).expect("mappings/choices.toml is well formed")
    });
    &LISTS
}

impl From<FileRow> for Row {
    fn from(row: FileRow) -> Self {
        let first = |asks: Vec<Ask>| asks.into_iter().next().expect("a row of prose has a question").worded();
        match row {
            FileRow::Prose { questions, lines } => Self::Prose(first(questions), lines),
            FileRow::Pair { questions } => Self::Pair(questions.into_iter().map(Ask::worded).collect()),
            FileRow::Match { r#match, sides } => Self::Match { subjects: r#match, sides },
            FileRow::Goals { goals, of } => {
                Self::Goals { count: goals, rows: of.into_iter().map(Self::from).collect() }
            }
            FileRow::Sign { sign, signed } => Self::Sign {
                signers: sign.into_iter().map(|one| (one.who, one.label)).collect(),
                signed: signed.into_iter().map(|one| (one.what, one.label)).collect(),
            },
        }
    }
}

impl Row {
    /// The questions of the row itself; those of tables of two sides and of signatures have no words of their own.
    pub fn asks(&self) -> Vec<&Ask> {
        match self {
            Self::Pair(asks) => asks.iter().collect(),
            Self::Prose(ask, _) => vec![ask],
            Self::Goals { rows, .. } => rows.iter().flat_map(Self::asks).collect(),
            Self::Table { columns, .. } => columns.iter().collect(),
            Self::Match { .. } | Self::Sign { .. } => Vec::new(),
        }
    }

    /// The ids of all fields of the row.
    pub fn fields(&self) -> Vec<String> {
        match self {
            Self::Match { subjects, .. } => subjects.iter().flat_map(|s| [s.left.clone(), s.right.clone()]).collect(),
            Self::Sign { signers, signed } => signers
                .iter()
                .flat_map(|(who, _)| signed.iter().map(move |(what, _)| format!("ondertekening.{who}_{what}")))
                .collect(),
            _ => self.asks().iter().map(|ask| ask.field.clone()).collect(),
        }
    }
}

impl Layout {
    /// The standard plan.
    pub fn standard() -> Self {
        let file: File = toml::from_str(include_str!("../../templates/standaardplan.toml"))
            .expect("templates/standaardplan.toml is well formed");
        let part = |part: FilePart| Part {
            title: part.title,
            help: part.help,
            rows: part.rows.into_iter().map(Row::from).collect(),
        };
        let parts = file.part.into_iter().map(part).collect();
        let (title, intro, how, privacy, foot) = (file.title, file.intro, file.how, file.privacy, file.foot);
        Self { title, intro, how, privacy, foot, parts }
    }

    /// Whether a field stands on it.
    pub fn has(&self, field: &str) -> bool {
        self.rows().any(|row| row.fields().iter().any(|own| own == field))
    }

    /// The words of a field that is asked in one question of its own.
    pub fn label(&self, field: &str) -> Option<&str> {
        let mut asks = self.rows().flat_map(Row::asks).filter(|ask| ask.field == field);
        let first = asks.next()?;
        asks.next().is_none().then_some(first.label.as_str())
    }

    /// Every question with its words, and every other printed word that an answer could be taken from.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        let asks = self.rows().flat_map(Row::asks).map(|ask| (ask.field.as_str(), ask.label.as_str()));
        let others = self.rows().flat_map(|row| match row {
            Row::Match { subjects, sides } => {
                subjects.iter().map(|s| s.label.as_str()).chain(sides.iter().map(String::as_str)).collect::<Vec<_>>()
            }
            Row::Sign { signers, signed } => signers.iter().chain(signed).map(|(_, label)| label.as_str()).collect(),
            _ => Vec::new(),
        });
        let titles = self.parts.iter().map(|part| part.title.as_str());
        asks.chain(others.chain(titles).map(|text| ("", text)))
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        self.parts.iter().flat_map(|part| &part.rows)
    }

    /// The part in which most fields of a group stand.
    fn part_of(&self, group: &str) -> Option<usize> {
        let count = |part: &Part| {
            let fields = part.rows.iter().flat_map(Row::fields);
            fields.filter(|field| field.split(['.', '[']).next() == Some(group)).count()
        };
        let (at, most) = self.parts.iter().map(count).enumerate().max_by_key(|(_, n)| *n)?;
        (most > 0).then_some(at)
    }

    /// The form that a region agreed on: the core in the parts of the standard, and an annex with what is a body's own.
    pub fn regional(&self, proposal: &Proposal, title: &str, body: Option<&(String, String)>) -> Result<Self> {
        let entries: BTreeMap<&str, &Entry> = match body {
            Some((id, _)) => proposal.of_body(id).map(|entry| (entry.schema().id.as_str(), entry)).collect(),
            None => proposal.core().map(|entry| (entry.schema().id.as_str(), entry)).collect(),
        };
        let agreed = Agreed { entries, standard: self };
        let mut parts: Vec<Part> = self.parts.iter().map(|part| agreed.part(part)).collect();
        let placed: Vec<String> = parts.iter().flat_map(|part| &part.rows).flat_map(Row::fields).collect();
        let left = || agreed.entries.iter().filter(|(id, _)| !placed.iter().any(|known| known == *id));
        let core: Vec<&Entry> = left().filter(|(_, e)| e.decision.verdict == Verdict::Kern).map(|(_, e)| *e).collect();
        for (group, rows) in by_group(&core) {
            match self.part_of(group) {
                Some(at) => add(&mut parts[at].rows, rows),
                None => parts.push(Part { title: heading(group), help: String::new(), rows }),
            }
        }
        let own: Vec<&Entry> = left().filter(|(_, e)| e.decision.verdict == Verdict::Eigen).map(|(_, e)| *e).collect();
        if let Some((_, name)) = body.filter(|_| !own.is_empty()) {
            let help = format!("Alleen voor {name}: wat deze instantie vraagt naast de gezamenlijke kern.");
            let rows = by_group(&own).into_iter().flat_map(|(_, rows)| rows).map(|row| self.helped(row)).collect();
            parts.push(Part { title: format!("Bijlage {name}"), help, rows });
        }
        parts.retain(|part| !part.rows.is_empty());
        let names: Vec<&str> = proposal.bodies.iter().map(|(_, name)| name.as_str()).collect();
        let with = body.map_or_else(|| "zonder bijlage".to_owned(), |(_, name)| format!("met de bijlage van {name}"));
        let layout = Self {
            title: title.to_owned(),
            intro: format!("Gezamenlijk formulier van {}, {with}", listed(&names)),
            how: self.how.replace("horen in elk compleet plan", "horen in elk compleet formulier"),
            privacy: self.privacy.clone(),
            foot: format!("{title}, {with}"),
            parts,
        };
        layout.is_unambiguous()?;
        Ok(layout)
    }

    /// With the help that the standard gives.
    fn helped(&self, row: Row) -> Row {
        let help = |mut ask: Ask| {
            if let Some(known) = self.rows().flat_map(Row::asks).find(|known| known.field == ask.field) {
                ask.help.clone_from(&known.help);
            }
            ask
        };
        match row {
            Row::Pair(asks) => Row::Pair(asks.into_iter().map(help).collect()),
            Row::Prose(ask, lines) => Row::Prose(help(ask), lines),
            other => other,
        }
    }

    /// That no two questions of one part are asked in the same words.
    fn is_unambiguous(&self) -> Result<()> {
        for part in &self.parts {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for ask in part.rows.iter().filter(|row| !matches!(row, Row::Goals { .. })).flat_map(Row::asks) {
                if let Some(other) = seen.insert(Wording::new(&ask.label).folded, &ask.field) {
                    bail!(
                        "`{}` and `{other}` would both be asked as \"{}\": give one of them other words",
                        ask.field,
                        ask.label
                    );
                }
            }
        }
        Ok(())
    }
}

/// What is agreed, by field.
struct Agreed<'a> {
    entries: BTreeMap<&'a str, &'a Entry>,
    standard: &'a Layout,
}

impl Agreed<'_> {
    fn part(&self, part: &Part) -> Part {
        let rows = part.rows.iter().flat_map(|row| self.row(row)).collect();
        Part { title: part.title.clone(), help: part.help.clone(), rows }
    }

    fn is_core(&self, field: &str) -> bool {
        self.entries.get(field).is_some_and(|entry| entry.decision.verdict == Verdict::Kern)
    }

    fn row(&self, row: &Row) -> Vec<Row> {
        match row {
            Row::Pair(asks) => {
                let kept: Vec<Ask> =
                    asks.iter().filter(|ask| self.is_core(&ask.field)).map(|ask| self.ask(ask)).collect();
                if kept.is_empty() { Vec::new() } else { vec![Row::Pair(kept)] }
            }
            Row::Prose(ask, lines) if self.is_core(&ask.field) => vec![Row::Prose(self.ask(ask), *lines)],
            Row::Prose(..) | Row::Table { .. } => Vec::new(),
            Row::Match { subjects, sides } => {
                let both = |s: &&Subject| self.is_core(&s.left) && self.is_core(&s.right);
                let kept: Vec<Subject> = subjects.iter().filter(both).cloned().collect();
                if kept.is_empty() { Vec::new() } else { vec![Row::Match { subjects: kept, sides: sides.clone() }] }
            }
            // One goal has what is agreed of goals, by whomever.
            Row::Goals { count, rows } => {
                let of_goal = |ask: &Ask| self.entries.contains_key(ask.field.as_str());
                let rows: Vec<Row> = rows.iter().filter_map(|row| self.goal_row(row, of_goal)).collect();
                if rows.is_empty() { Vec::new() } else { vec![Row::Goals { count: *count, rows }] }
            }
            Row::Sign { signers, signed } => {
                let has =
                    |who: &str, what: &str| self.entries.contains_key(format!("ondertekening.{who}_{what}").as_str());
                let who = signers.iter().filter(|(who, _)| signed.iter().any(|(what, _)| has(who, what)));
                let what = signed.iter().filter(|(what, _)| signers.iter().any(|(who, _)| has(who, what)));
                let (signers, signed): (Vec<_>, Vec<_>) = (who.cloned().collect(), what.cloned().collect());
                if signers.is_empty() { Vec::new() } else { vec![Row::Sign { signers, signed }] }
            }
        }
    }

    fn goal_row(&self, row: &Row, wanted: impl Fn(&Ask) -> bool) -> Option<Row> {
        match row {
            Row::Pair(asks) => {
                let kept: Vec<Ask> = asks.iter().filter(|ask| wanted(ask)).map(|ask| self.ask(ask)).collect();
                (!kept.is_empty()).then_some(Row::Pair(kept))
            }
            Row::Prose(ask, lines) if wanted(ask) => Some(Row::Prose(self.ask(ask), *lines)),
            _ => None,
        }
    }

    /// A question of the standard in the words and with the choices that are agreed; one that is asked in two keeps its own.
    fn ask(&self, ask: &Ask) -> Ask {
        let Some(entry) = self.entries.get(ask.field.as_str()) else { return ask.clone() };
        let mut ask = ask.clone();
        // Two questions for one field are told apart by their own words.
        if self.standard.label(&ask.field).is_some() {
            ask.label.clone_from(&entry.decision.wording);
        }
        with_choices(ask, entry)
    }
}

fn with_choices(mut ask: Ask, entry: &Entry) -> Ask {
    if ask.kind() == Kind::Choice && !entry.decision.choices.is_empty() {
        ask.words.retain(|(word, _)| entry.decision.choices.contains(word));
        let known = ask.schema();
        for word in entry.decision.choices.iter().filter(|word| known.choices.contains(word)) {
            if !ask.words.iter().any(|(known, _)| known == word) {
                ask.words.push((word.clone(), vec![word.replace('_', " ")]));
            }
        }
    }
    ask
}

/// Rows for fields that stand nowhere yet, those of one group together: short ones two by two.
fn by_group<'e>(entries: &[&'e Entry]) -> Vec<(&'e str, Vec<Row>)> {
    let mut groups: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let group = entry.schema().group();
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, all)) => all.push(entry),
            None => groups.push((group, vec![entry])),
        }
    }
    groups.into_iter().map(|(group, entries)| (group, rows_of(group, &entries))).collect()
}

fn rows_of(group: &str, entries: &[&Entry]) -> Vec<Row> {
    let ask = |entry: &Entry| with_choices(Ask::of(&entry.schema().id, &entry.decision.wording), entry);
    if group == "uren" {
        return vec![Row::Table {
            group: group.to_owned(),
            columns: entries.iter().map(|e| ask(e)).collect(),
            count: 20,
        }];
    }
    let is_prose = |entry: &&&Entry| entry.schema().kind == Kind::Prose || entry.schema().many;
    let short: Vec<Ask> = entries.iter().filter(|e| !is_prose(e)).map(|e| ask(e)).collect();
    let pairs = short.chunks(2).map(|pair| Row::Pair(pair.to_vec()));
    pairs.chain(entries.iter().filter(is_prose).map(|e| Row::Prose(ask(e), 3))).collect()
}

/// Puts rows of a goal into its blocks, and others after what stands there.
fn add(rows: &mut Vec<Row>, more: Vec<Row>) {
    for row in more {
        let in_rows = row.fields().iter().all(|field| field.contains("[]"));
        match rows.iter_mut().find_map(|known| if let Row::Goals { rows, .. } = known { Some(rows) } else { None }) {
            Some(of_goal) if in_rows => of_goal.push(row),
            _ => rows.push(row),
        }
    }
}

fn heading(group: &str) -> String {
    Schema::common().groups.get(group).map_or_else(|| group.to_owned(), |label| label.nl.clone())
}

/// `Coevorden, Utrecht en UWV`
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}
