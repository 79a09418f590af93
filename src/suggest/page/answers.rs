//! Where the answer to a label stands, and what waits there.

use crate::document::cells::model::{Grid, OwnPlace};
use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::checkbox_cells;
use crate::mapping::spec::mapping_line::Direction;
use crate::record::schema::Kind;
use crate::text::checkbox::{has_certain_box, has_ticked};
use crate::text::content::Content;
use crate::text::gap;
use crate::text::place::{Place, Spot};

use super::question::Question;
use super::sheet_classifier::Role;
use super::sheet_classifier::SheetClassifier;
use super::tables::table_of;
use crate::suggest::cell_text::hints::{self, Hints};
use crate::suggest::cell_text::inline_fields;
use crate::suggest::cell_text::own_cell_answers;
use crate::suggest::cell_text::texts::{ends_in_number, is_person, is_sentence, is_value, split};

/// A text that is this near to a known wording is a label.
const KNOWN: f64 = 0.75;
/// One that is this near is a label, whatever follows it.
const CERTAIN: f64 = 0.9;
/// A choice of more words is a statement, to which one agrees on its own.
const CHOICE: usize = 5;

impl SheetClassifier<'_> {
    /// The question that a cell may be, with the place of its answer.
    pub(super) fn question(&self, c: usize, text: &str, filled: bool) -> Option<Question> {
        // `Wat gaat er goed?` and a sentence on the next line: what somebody answered
        let known = |least: f64| self.like(split(text).0) >= least;
        let answered =
            own_cell_answers::is_taken(text) && known(KNOWN) || filled && is_question(split(text).0) && known(CERTAIN);
        let boxed = self.boxes.get(&c).map(|boxed| self.sheet.cells[*boxed].spot);
        if boxed.is_none() && is_sentence(if answered { split(text).0 } else { text }) {
            return None;
        }
        let (label, after) = match split(text) {
            // `Contract: uren per week`, `Wie bellen bij nood? (naam)`: what follows is no answer where one waits beside
            (_, after) if !after.is_empty() && self.is_of_label(c, after) => {
                (text.trim_end_matches([':', '*', ' ']), "")
            }
            // `Vertel kort: wat is er gebeurd en wat is er beter geworden?`: one question
            (_, after) if text.ends_with('?') && after.split_whitespace().count() > 2 && !known(KNOWN) => (text, ""),
            (label, after) if after == "*" || after == "(*)" => (label, ""),
            parted => parted,
        };
        let ask = |look, answer: Option<Spot>, content: Option<Content>, hints| {
            let question = Question::new((self.n, c), label.to_owned(), look);
            Some(Question { answer, contents: content.into_iter().collect(), hints, ..question })
        };
        if let Some(statement) = hints::placeholder(text).filter(|hints| hints.options.len() == 1) {
            let label = statement.options[0].clone();
            let said = has_ticked(text).then_some(Content::Tick(true));
            let hints = Hints { kind: Some(Kind::YesNo), placeholder: None, ..statement };
            return Some(Question { text: label, ..ask(Direction::In, None, said, hints)? });
        }
        let left = self.sheet.cells[c].spot.col.checked_sub(1).map(|col| Spot { col, ..self.sheet.cells[c].spot });
        if let Some(spot) = left.filter(|spot| self.is_box(*spot)) {
            let hints = Hints { boxes: true, ..Hints::default() };
            return ask(Direction::Left, Some(spot), None, hints);
        }
        if let Some((spot, (content, hints))) =
            boxed.and_then(|spot| Some((spot, self.answer(c, spot, Direction::Below, filled)?)))
        {
            return ask(Direction::Below, Some(spot), content, hints);
        }
        if !after.is_empty() {
            let hints = hints::placeholder(after).unwrap_or_default();
            let said = (hints.placeholder.is_none() || has_ticked(after)).then(|| Content::Text(after.into()));
            return ask(Direction::After, None, said, hints);
        }
        if let Some((first, hints)) = self.boxed_words(c) {
            return ask(Direction::Right, Some(first), None, hints);
        }
        if self.has_room(c) && self.places.claim(c).is_none() {
            let hints = Hints { options: hints::offered(label), ..Hints::default() };
            return ask(Direction::After, None, None, hints);
        }
        let (right, below) = (self.right(c), self.below(c));
        let waits = text.ends_with([':', '?', '…']) || text.ends_with("..");
        let claim = self.places.claim(c);
        let looks = match claim {
            Some(claim) => vec![claim],
            None if self.places.are_known() => Vec::new(),
            None => match self.after_note(c, below) {
                Some((answer, true)) => vec![answer],
                note => self.looks(c, right, below).into_iter().chain(note.map(|(answer, _)| answer)).collect(),
            },
        };
        for (look, spot) in looks {
            if let Some((content, mut hints)) = self.answer(c, spot, look, filled) {
                if hints == Hints::default() {
                    hints.options = hints::offered(label);
                }
                return ask(look, Some(spot), content, hints);
            }
        }
        // where the places are known, a question without one is a heading; what ends in a colon has its answer behind it
        let shown = self.places.are_known() || self.placed;
        if let Some(content) = self.beside_colon(c, text) {
            return ask(Direction::Right, Some(right), Some(content), Hints::default());
        }
        if waits && !(text.ends_with('?') && (shown || self.heads_labels_below(below))) {
            return ask(Direction::After, None, None, Hints::default());
        }
        // a list of questions without room for answers, as a web form prints it
        let own = self.sheet.cells[c].own_place.get();
        let web = matches!(own.as_deref(), Some(Place::Pointer(_) | Place::After { .. }));
        let listed =
            !self.placed && self.sheet.grid == Grid::Flow && !web && self.is_alone(c) && self.like(label) >= 0.9;
        listed.then(|| ask(Direction::Right, None, None, Hints::default())).flatten()
    }

    /// Whether under a question of a text a label with an answer of its own begins: then the question heads it.
    fn heads_labels_below(&self, below: Spot) -> bool {
        let Some(c) = self.position(below).filter(|_| self.sheet.grid == Grid::Flow) else { return false };
        let Some(text) = self.sheet.cells[c].content.as_text() else { return false };
        let (label, after) = split(text.trim());
        let answered = text.trim().ends_with(':') || self.is_field(below) || self.is_field(self.right(c));
        let own = answered || !after.is_empty() || self.sheet.cells[c].room;
        own && !label.ends_with('?') && label.split_whitespace().count() < 9 && self.roles[c] == Role::Open
    }

    /// The value right of a label with a colon, where the looks of the cells tell no place; the result of a formula right of
    /// any label.
    fn beside_colon(&self, c: usize, text: &str) -> Option<Content> {
        let known = self.places.are_known() && self.places.claim(c).is_none() && self.sheet.grid == Grid::Sheet;
        let at = self.position(self.right(c)).filter(|at| self.roles[*at] == Role::Answer)?;
        let computed = self.sheet.cells[at].formula && self.like(split(text).0) >= 0.6;
        ((text.ends_with(':') || computed) && known).then(|| self.sheet.cells[at].content.clone())
    }

    /// Whether what follows a colon or a question mark belongs to the label.
    fn is_of_label(&self, c: usize, after: &str) -> bool {
        let words = after.chars().filter(|c| c.is_alphabetic()).count() > 2;
        if words && !has_certain_box(after) && self.places.claim(c).is_some() {
            return true;
        }
        if !words || hints::placeholder(after).is_some() || after.ends_with(':') || is_value(after) {
            return false;
        }
        let waits = |spot: Spot| {
            let at = self.position(spot).filter(|at| *at != c);
            at.is_some_and(|at| matches!(self.roles[at], Role::Empty | Role::Answer))
        };
        let field = |spot: Spot| self.sheet.named.iter().any(|named| named.spot == spot);
        let beside = [self.right(c), self.below(c)];
        beside.into_iter().any(|spot| waits(spot) && (field(spot) || !self.filled || after.starts_with('(')))
    }

    /// Whether a cell holds one box and nothing else.
    fn is_box(&self, spot: Spot) -> bool {
        let Some(c) = self.position(spot) else { return false };
        match &self.sheet.cells[c].content {
            Content::Tick(_) => true,
            Content::Text(text) => has_certain_box(text) && hints::box_words(text).is_empty(),
            _ => false,
        }
    }

    /// Where the answer is looked for first.
    fn looks(&self, c: usize, right: Spot, below: Spot) -> Vec<(Direction, Spot)> {
        let cell = &self.sheet.cells[c];
        let wide = self.sheet.area(cell.spot).to.col >= self.width && (self.width > cell.spot.col || cell.cols > 1);
        let both = [(Direction::Right, right), (Direction::Below, below)];
        if self.captioned && self.is_field(below) {
            return vec![both[1]];
        }
        if wide || self.spaced || self.is_in_row_of_labels(c) {
            return vec![both[1]];
        }
        let merged = |spot| self.sheet.area(spot).from != self.sheet.area(spot).to;
        let printed_right = self.position(right).is_some_and(|c| !matches!(self.roles[c], Role::Empty | Role::Answer));
        if printed_right && merged(below) { vec![both[1], both[0]] } else { both.to_vec() }
    }

    /// Whether a cell of a table stands in a row of labels, with the row of their answers under it.
    fn is_in_row_of_labels(&self, c: usize) -> bool {
        if self.sheet.grid != Grid::Flow {
            return false;
        }
        let mut row: Vec<usize> = self.in_row(c).filter(|n| !self.sheet.cells[*n].content.is_empty()).collect();
        row.sort_unstable();
        let row = &row[usize::from(row.first().is_some_and(|n| self.is_number_of_question(*n)))..];
        let below: Vec<usize> = row.iter().filter_map(|n| self.position(self.below(*n))).collect();
        let labels = |cells: &[usize]| {
            let text = |n: &usize| self.sheet.cells[*n].content.as_text();
            cells.iter().filter(|n| text(n).is_some_and(|text| self.like(split(text).0) >= KNOWN)).count()
        };
        let table = |n: &usize| table_of(self, self.sheet.cells[*n].spot);
        let same = table(&c).is_some() && below.len() == row.len() && below.iter().all(|n| table(n) == table(&c));
        let (known, answers) = (labels(row), row.len() - labels(&below).min(row.len()));
        // all but one of three are labels, or half of them where nothing under them is one
        let enough = known * 3 >= row.len() * 2 && answers * 3 >= row.len() * 2
            || known * 2 >= row.len() && answers == row.len() && !row.iter().any(|n| self.is_of_answers(*n));
        // boxes to tick and other prompts are answers, and stand beside their question
        let beside = row.iter().any(|n| self.roles[*n] == Role::Empty || self.is_field(self.right(*n)));
        row.len() > 1 && same && enough && !beside
    }

    /// Whether a cell is no label and stands in a column of answers.
    fn is_of_answers(&self, c: usize) -> bool {
        let cell = &self.sheet.cells[c];
        self.answers.contains(&cell.spot.col)
            && cell.content.as_text().is_none_or(|text| self.like(split(text).0) < KNOWN)
    }

    /// Whether a cell is `1.` or `3.12` before a question.
    fn is_number_of_question(&self, c: usize) -> bool {
        let text = self.sheet.cells[c].content.shown();
        let text = text.trim();
        text.len() < 6 && text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
    }

    /// What stands in an answer place; none where something printed does.
    fn answer(&self, c: usize, spot: Spot, look: Direction, filled: bool) -> Option<(Option<Content>, Hints)> {
        let Some(at) = self.position(spot) else {
            let exists = self.sheet.grid != Grid::Flow;
            if self.places.holds(self.sheet.corner(spot)) {
                return Some((None, Hints::default()));
            }
            return (exists && (look == Direction::Right || self.is_room_below(spot)))
                .then(|| (None, Hints::default()));
        };
        if self.holds_labels(at) || self.asks_itself(c, at) {
            return None;
        }
        let content = &self.sheet.cells[at].content;
        let options =
            self.sheet.named.iter().find(|named| named.spot == self.sheet.cells[at].spot).map(|n| n.options.clone());
        let listed = Hints { options: options.unwrap_or_default(), ..Hints::default() };
        match (self.roles[at], content) {
            (Role::Empty, Content::Text(text)) => {
                let mut hints = hints::placeholder(text).unwrap_or_default();
                if hints.options.is_empty() {
                    hints.options = listed.options;
                }
                if hints.boxes && look == Direction::Below {
                    self.boxes_below(at, &mut hints);
                }
                let said = has_ticked(text).then(|| content.clone());
                Some((said, hints))
            }
            (Role::Empty, _) => Some((None, listed)),
            (Role::Answer, Content::Tick(on)) => {
                Some((on.then(|| content.clone()), Hints { kind: Some(Kind::YesNo), boxes: true, ..listed }))
            }
            (Role::Answer, _) => Some((Some(content.clone()), listed)),
            (Role::Open | Role::Fixed, Content::Text(text))
                if filled
                    && (!self.fielded || self.is_field(spot))
                    && (self.boxes.get(&c) == Some(&at)
                        || self.is_answer(c, self.label_text(at, text), look)
                        || (look == Direction::Right
                            && self.answers.contains(&spot.col)
                            && !text.trim().ends_with(':')
                            && !self.is_answered_below(at))) =>
            {
                Some((Some(content.clone()), listed))
            }
            _ => None,
        }
    }

    /// Whether a line says in brackets what belongs there, and says it better than the text over it: `[naam bedrijf]` under
    /// the name of the gemeente that writes the letter.
    fn asks_itself(&self, c: usize, at: usize) -> bool {
        let cell = &self.sheet.cells[at];
        let prompt = cell.content.as_text().and_then(gap::whole_prompt);
        let line = matches!(cell.own_place, OwnPlace::Paragraph(_)) && self.sheet.grid == Grid::Flow;
        let label = self.like(split(&self.sheet.cells[c].content.shown()).0);
        prompt.is_some_and(|prompt| line && label < CERTAIN && self.like(&prompt) >= KNOWN.max(label))
    }

    /// Whether several labels stand in a cell, each with a field of its own: `Naam: [   ]` over `Telefoon: [   ]`.
    pub(super) fn holds_labels(&self, at: usize) -> bool {
        self.sheet.named.len() > 1 && inline_fields::of(self.sheet, at).len() > 1
    }

    /// Whether a text stands over such a cell and has no field itself: it says of whom the labels there are.
    pub(super) fn heads_labels(&self, c: usize) -> bool {
        let below = self.position(self.below(c)).filter(|at| *at != c);
        self.is_alone(c) && !self.is_field(self.sheet.cells[c].spot) && below.is_some_and(|at| self.holds_labels(at))
    }

    pub(super) fn is_field(&self, spot: Spot) -> bool {
        self.sheet.named.iter().any(|named| named.spot == self.sheet.corner(spot))
    }

    /// Adds the boxes of the rows under the first one.
    fn boxes_below(&self, first: usize, hints: &mut Hints) {
        let mut at = first;
        while let Some(next) =
            self.position(self.below(at)).filter(|next| *next != at && self.roles[*next] == Role::Empty)
        {
            let words = self.sheet.cells[next].content.as_text().map(hints::box_words).unwrap_or_default();
            if words.is_empty() {
                break;
            }
            hints.options.extend(words);
            hints.apart = true;
            at = next;
        }
        hints.kind = hints::yes_no(&hints.options);
    }

    /// The first box of a question with its boxes in cells of their own, and the words beside them.
    fn boxed_words(&self, c: usize) -> Option<(Spot, Hints)> {
        let (side, words) = checkbox_cells::words(self.sheet, c).filter(|(_, words)| words.len() > 1)?;
        let text = |word: &usize| self.sheet.cells[*word].content.as_text().map(|text| text.trim().to_owned());
        let options: Vec<String> = words.iter().filter_map(text).collect();
        if options.iter().any(|option| option.ends_with([':', '?']) || option.split_whitespace().count() > CHOICE) {
            return None;
        }
        let first = step(self.sheet, &self.sheet.cells[words[0]], side, 0)?;
        Some((first, Hints { kind: hints::yes_no(&options), options, boxes: true, ..Hints::default() }))
    }

    /// Whether a text is a label with its own answer below it.
    fn is_answered_below(&self, c: usize) -> bool {
        let text = |c: usize| self.sheet.cells[c].content.shown().into_owned();
        let below = self.position(self.below(c)).filter(|below| self.roles[*below] != Role::Empty);
        self.like(&text(c)) >= 0.9 && below.is_some_and(|below| self.like(&text(below)) < 0.6)
    }

    /// Whether a text beside a label is what somebody answered, and not another label.
    fn is_answer(&self, c: usize, text: &str, look: Direction) -> bool {
        let own = self.sheet.cells[c].content.shown();
        let (label, other) = (self.like(split(&own).0), self.like(split(text).0));
        let marked = own.trim().ends_with([':', '?']);
        // `We zien elkaar weer op: 11 januari` below a label is a label with its own answer
        let answered = look == Direction::Below && is_line_of_form(text);
        let printed = answered || text.trim().ends_with(':') || (text.trim().ends_with('?') && other > 0.6);
        let margin = if look == Direction::Right { 0.0 } else { 0.25 };
        if look == Direction::Right && label >= KNOWN && (is_person(text) || ends_in_number(text)) {
            return true;
        }
        !printed && (marked || label >= other + margin) && (other < 0.9 || label >= 0.95 && marked)
    }

    /// Whether the empty rows below a label are there to be written in: a merged area, or the end of what is printed.
    fn is_room_below(&self, spot: Spot) -> bool {
        let area = self.sheet.area(spot);
        let row_is_free = !self.sheet.cells.iter().any(|cell| cell.spot.row == spot.row && !cell.content.is_empty());
        area.from != area.to || row_is_free
    }
}

/// `Volgend gesprek: 11 januari 2027`: some words, a colon, and what was filled in behind it.
fn is_line_of_form(text: &str) -> bool {
    let (label, after) = split(text);
    let words = label.split_whitespace().count();
    !text.contains('\n') && !label.ends_with('?') && (2..=8).contains(&words) && is_value(after)
}

/// `Wat gaat er goed?`, and not `Vragen?`
fn is_question(text: &str) -> bool {
    text.ends_with('?') && text.split_whitespace().count() > 2
}
