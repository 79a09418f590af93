//! What stands on a common form, part by part, and the standard's own.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::mapping::spec::context::ChoiceLists;
use crate::mapping::spec::parse::choice_lists;
use crate::record::schema::{Kind, Schema};

/// A form, from top to bottom.
#[derive(Clone, Debug)]
pub struct Layout {
    pub title: String,
    pub intro: String,
    pub how: String,
    pub privacy: String,
    pub foot: String,
    /// What the sheet of the workbook is called.
    pub sheet: String,
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
    Pair(Vec<FormQuestion>),
    /// Room for lines of prose below the question.
    Prose(FormQuestion, u32),
    /// Two sides in two columns, a subject a row.
    Match { subjects: Vec<Subject>, sides: [String; 2] },
    /// So many blocks with the same rows.
    Goals { count: usize, rows: Vec<Row> },
    /// A column a signer, a row each thing that they write.
    Sign { signers: Vec<(String, String)>, signed: Vec<(String, String)> },
    /// A table with a row an entry.
    Table { group: String, columns: Vec<FormQuestion>, count: usize },
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
pub struct FormQuestion {
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
    sheet: String,
    id: String,
    kind: String,
    version: String,
    note: String,
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
    Prose { questions: Vec<FormQuestion>, lines: u32 },
    Pair { questions: Vec<FormQuestion> },
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

impl FormQuestion {
    /// A question of a field that the standard does not have.
    pub(super) fn of(id: &str, label: &str) -> Self {
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

/// The wordings of choices that all mappings share.
pub fn lists() -> &'static ChoiceLists {
    static LISTS: LazyLock<ChoiceLists> = LazyLock::new(|| {
        choice_lists(include_str!("../../mappings/choices.toml")).expect("mappings/choices.toml is well formed")
    });
    &LISTS
}

impl From<FileRow> for Row {
    fn from(row: FileRow) -> Self {
        let first = |asks: Vec<FormQuestion>| asks.into_iter().next().expect("a row of prose has a question").worded();
        match row {
            FileRow::Prose { questions, lines } => Self::Prose(first(questions), lines),
            FileRow::Pair { questions } => Self::Pair(questions.into_iter().map(FormQuestion::worded).collect()),
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
    pub fn asks(&self) -> Vec<&FormQuestion> {
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

/// The standard form, with what its mapping says of it.
pub struct StandardForm {
    /// `standaard/plan`
    pub id: String,
    pub kind: String,
    pub version: String,
    pub note: String,
    pub layout: Layout,
}

impl StandardForm {
    pub fn of_this_program() -> Self {
        let file = toml::from_str(include_str!("../../templates/standaardplan.toml"));
        let File { title, intro, how, privacy, foot, sheet, id, kind, version, note, part: parts } =
            file.expect("templates/standaardplan.toml is well formed");
        let part = |part: FilePart| Part {
            title: part.title,
            help: part.help,
            rows: part.rows.into_iter().map(Row::from).collect(),
        };
        let parts = parts.into_iter().map(part).collect();
        let layout = Layout { title, intro, how, privacy, foot, sheet, parts };
        Self { id, kind, version, note, layout }
    }
}

impl Layout {
    /// The standard plan.
    pub fn standard() -> Self {
        StandardForm::of_this_program().layout
    }

    /// Whether a field stands on it.
    pub fn has(&self, field: &str) -> bool {
        self.rows().any(|row| row.fields().iter().any(|own| own == field))
    }

    /// The fields of blocks of signatures that are printed where these are: what is signed by one is asked of all who
    /// sign.
    pub fn signed_with(&self, has: impl Fn(&str) -> bool) -> Vec<String> {
        let mut all = Vec::new();
        for row in self.rows() {
            let Row::Sign { signers, signed } = row else { continue };
            let id = |who: &str, what: &str| format!("ondertekening.{who}_{what}");
            let who = signers.iter().filter(|(who, _)| signed.iter().any(|(what, _)| has(&id(who, what))));
            for (who, _) in who {
                let what = signed.iter().filter(|(what, _)| signers.iter().any(|(who, _)| has(&id(who, what))));
                all.extend(what.map(|(what, _)| id(who, what)));
            }
        }
        all
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

    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.parts.iter().flat_map(|part| &part.rows)
    }
}
