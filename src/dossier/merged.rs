//! The dossier as one record: what counts for each field, with the file before each place.

use std::sync::Arc;

use crate::finding::{Finding, Severity};
use crate::record::answer::{Answer, Key, Ledger, Record, Source, Unmapped};
use crate::record::identity::{self, MadeWith};
use crate::record::log;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

use super::Dossier;
use super::differences::Side;
use super::hours::{Basis, HoursAccount, USED};
use super::hours_lists::Role;
use super::logs::Row;

/// The first and the last day reported on.
const REPORTED: [&str; 2] = ["voortgang.begin", "voortgang.einde"];

impl Dossier<'_> {
    /// All forms as one record. The one form of a client is that record as it is; of several, each answer stands at the
    /// place of its file (`plan.xlsx > Blad1!C7`), and what contradicts is among the findings.
    pub fn merged(&self) -> Record {
        self.merged_for(None)
    }

    /// The same for a form of one kind: who signed a form of another kind did not sign this one.
    pub fn merged_for(&self, kind: Option<&str>) -> Record {
        if let [only] = self.forms[..] {
            return only.clone();
        }
        let Some(newest) = self.forms.first() else { return nothing() };
        let mut answers: Vec<Answer> = Schema::common()
            .all()
            .filter(|(_, field)| field.rows().is_none())
            .flat_map(|(id, _)| self.answers(id, kind))
            .collect();
        let mut findings = self.findings();
        findings.extend(self.add_up_hours(&mut answers));
        answers.extend(self.numbered(&self.goals()));
        answers.extend(self.numbered(&self.entries_of_period()));
        findings.extend(self.goals_remarks());
        findings.extend(self.left_out(&answers, kind));
        answers.sort_by_key(|answer| answer.key);
        Record {
            id: identity::joined(self.forms.iter().map(|form| form.id.as_deref())),
            made_with: self.made_with(),
            pseudonym: newest.pseudonym.clone(),
            source: self.source(),
            form: Arc::clone(&newest.form),
            answers,
            unmapped: self.unmapped(),
            ledger: self.forms.iter().fold(Ledger::default(), |sum, form| added(sum, form.ledger)),
            findings,
        }
    }

    /// Puts the hours used that count in place of those of the newest form: of another form, or a sum, with the period
    /// of all lists; a remark says of what they are the sum.
    fn add_up_hours(&self, answers: &mut Vec<Answer>) -> Option<Finding> {
        let account = self.hours_account();
        let used_field = Schema::common().id(USED)?;
        let counted = || account.lists.iter().filter(|list| list.role == Role::Counts);
        let used = account.hours_used();
        let parts = match used.as_ref().map(|used| &used.basis) {
            Some(Basis::Summed(parts)) => parts,
            Some(Basis::Stated(form)) => {
                self.take_from(USED, Some(*form), answers);
                return None;
            }
            Some(Basis::Logged) | None => {
                let newest = self.deciding_form(used_field);
                if account.lists.iter().any(|list| Some(list.form) == newest && list.role != Role::Counts) {
                    answers.retain(|answer| answer.key.field != used_field);
                }
                self.report_on_all(&account, answers);
                return None;
            }
        };
        self.report_on_all(&account, answers);
        let length = Schema::common().id(log::LENGTH)?;
        let stands = |form: usize, field| Some((form, self.forms[form].answers_to(field).first()?));
        let (form, answer) = counted()
            .find_map(|list| stands(list.form, used_field))
            .or_else(|| stands(account.total.filter(|_| parts.len() > 1)?.form, used_field))
            .or_else(|| counted().find_map(|list| stands(list.form, length)))?;
        answers.retain(|answer| answer.key.field != used_field);
        answers.push(Answer {
            key: Key::one(used_field),
            reading: Reading::Value(Value::Hours(used.as_ref()?.minutes)),
            place: self.place(form, &answer.place),
            text: parts.iter().map(|minutes| log::format_hours(*minutes)).collect::<Vec<_>>().join(" + ").into(),
        });
        let added_up = || self.added_up(parts).file(&self.forms[form].source.file).place(answer.place.clone());
        (parts.len() > 1).then(added_up)
    }

    /// Puts the period of all hours lists in place of that of the newest, where that is the period reported on.
    fn report_on_all(&self, account: &HoursAccount<'_>, answers: &mut Vec<Answer>) {
        let counted = || account.lists.iter().filter(|list| list.role == Role::Counts);
        let newest = self.forms.iter().position(|form| REPORTED.iter().any(|id| form.value(id).is_some()));
        if counted().any(|list| Some(list.form) == newest) {
            let spans = || counted().filter_map(|list| Some((list.span?, list.form)));
            let first = spans().min_by_key(|((begin, _), _)| *begin).map(|(_, form)| form);
            let last = spans().max_by_key(|((_, end), _)| *end).map(|(_, form)| form);
            for (id, form) in REPORTED.into_iter().zip([first, last]) {
                self.take_from(id, form, answers);
            }
        }
    }

    /// Takes a field from a form that says it.
    fn take_from(&self, id: &str, form: Option<usize>, answers: &mut Vec<Answer>) {
        let (Some(field), Some(form)) = (Schema::common().id(id), form) else { return };
        let told = self.forms[form].answers_to(field);
        if !told.is_empty() {
            answers.retain(|answer| answer.key.field != field);
            answers.extend(told.iter().map(|answer| self.at_home(form, answer, answer.key)));
        }
    }

    /// Of several mappings there is no one fingerprint.
    fn made_with(&self) -> Option<Arc<MadeWith>> {
        let one = self.forms.first()?.made_with.clone()?;
        let same = self.forms.iter().all(|form| form.made_with.as_ref() == Some(&one));
        Some(if same { one } else { Arc::new(MadeWith::mapping(String::new())) })
    }

    fn answers(&self, id: FieldId, kind: Option<&str>) -> Vec<Answer> {
        let is_signature = Schema::common().field(id).signature;
        let of_form = if is_signature { self.signed_form(kind) } else { self.deciding_form(id) };
        let Some(form) = of_form else { return Vec::new() };
        self.forms[form].answers_to(id).iter().map(|answer| self.at_home(form, answer, answer.key)).collect()
    }

    fn numbered(&self, rows: &[Row<'_>]) -> Vec<Answer> {
        let answers = (0..).zip(rows).flat_map(|(row, of)| {
            of.answers.iter().map(move |(form, answer)| (*form, *answer, Key { row, ..answer.key }))
        });
        answers.map(|(form, answer, key)| self.at_home(form, answer, key)).collect()
    }

    fn at_home(&self, form: usize, answer: &Answer, key: Key) -> Answer {
        Answer { key, place: self.place(form, &answer.place), ..answer.clone() }
    }

    /// A place of a form, with its file.
    fn place(&self, form: usize, place: &Place) -> Place {
        place.clone().inside(&self.forms[form].source.file)
    }

    /// The files, the newest first, each once; a digest is of one file only.
    fn source(&self) -> Source {
        let mut files: Vec<&str> = Vec::new();
        for form in &self.forms {
            if !files.contains(&&*form.source.file) {
                files.push(&form.source.file);
            }
        }
        let sha256 = if files.len() == 1 { Arc::clone(&self.forms[0].source.sha256) } else { "".into() };
        Source { file: files.join(" + ").into(), sha256 }
    }

    fn unmapped(&self) -> Vec<Unmapped> {
        let of_form = |(n, form): (usize, &&Record)| {
            let one = |unmapped: &Unmapped| Unmapped { place: self.place(n, &unmapped.place), ..unmapped.clone() };
            form.unmapped.iter().map(one).collect::<Vec<_>>()
        };
        self.forms.iter().enumerate().flat_map(of_form).collect()
    }

    /// What is remarked on the dossier: contradictions, several employers or gemeenten at once, and hours that are not
    /// counted or do not agree. Nothing of it holds a value but hours.
    pub fn findings(&self) -> Vec<Finding> {
        let schema = Schema::common();
        let differing = self.differences().into_iter().flat_map(|difference| {
            let field = &schema.field(difference.field).id;
            let (newer, known): (Vec<&Side>, Vec<&Side>) =
                difference.sides[1..].iter().partition(|side| side.passed_over);
            let (tied, older) = known.into_iter().partition(|side| side.tied);
            let first = format!("{}, {}", difference.sides[0].file, difference.sides[0].place);
            let all = [
                ("nieuwer-niet-begrepen", newer),
                ("zelfde-client-verschilt-even-nieuw", tied),
                ("zelfde-client-verschilt", older),
            ];
            all.map(|(code, sides): (_, Vec<&Side>)| differs(code, field, &first, &sides)).into_iter().flatten()
        });
        differing
            .chain(self.several_at_once())
            .chain(self.decision_contradicted())
            .chain(self.hours_remarks())
            .collect()
    }
}

/// That forms say a field otherwise than the one that counts: one remark, at the first of them.
fn differs(code: &'static str, field: &str, counts: &str, sides: &[&Side]) -> Option<Finding> {
    let (first, rest) = sides.split_first()?;
    let more = |before: &str, one: &str, several: &str| match rest.len() {
        0 => String::new(),
        1 => format!(" ({before} 1 {one})"),
        count => format!(" ({before} {count} {several})"),
    };
    let finding = Finding::new(code).field(field).file(&first.file).place(first.place.clone()).with("other", counts);
    let finding = finding.with("more_nl", more("en nog op", "andere plaats", "andere plaatsen"));
    let finding = finding.with("more_en", more("and in", "other place", "other places"));
    // an older form has an older address, employer or coach by nature; a person's name and day of birth stay
    let moves = code == "zelfde-client-verschilt" && !STAYS.contains(&field);
    Some(if moves { Finding { severity: Severity::Note, ..finding } } else { finding })
}

/// What does not change with time.
const STAYS: [&str; 4] = ["client.bsn", "client.naam", "client.geboortedatum", "client.geslacht"];

fn nothing() -> Record {
    Record {
        id: None,
        made_with: None,
        pseudonym: None,
        source: Source { file: "".into(), sha256: "".into() },
        form: Arc::new(crate::record::answer::FormHead {
            id: "".into(),
            body: String::new(),
            kind: String::new(),
            version: String::new(),
        }),
        answers: Vec::new(),
        unmapped: Vec::new(),
        ledger: Ledger::default(),
        findings: Vec::new(),
    }
}

fn added(one: Ledger, other: Ledger) -> Ledger {
    Ledger {
        cells: one.cells + other.cells,
        labels: one.labels + other.labels,
        answers: one.answers + other.answers,
        as_written: one.as_written + other.as_written,
        unmapped: one.unmapped + other.unmapped,
    }
}
