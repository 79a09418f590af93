//! What only the records of one batch together show: a client told in two ways, a form that came in twice, and coaching
//! that lasts longer over several forms than its body gives.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use foldhash::fast::FixedState;
use jiff::civil;

use crate::dossier::Dossier;
use crate::dossier::asked::PLANS;
use crate::dossier::clients::{Clients, PossibleMatch, Why, clients};
use crate::dossier::recency::recency;
use crate::finding::{Finding, Lang};
use crate::record::answer::Record;
use crate::record::log::entries;
use crate::record::schema::{Kind, Schema};
use crate::rules::catalogue::Rules;
use crate::text::normalize::fold;
use crate::text::place::Place;

use crate::checks::regels;
use crate::checks::support::check::about;
use crate::checks::support::log;
use crate::checks::support::named::Named;
use crate::checks::support::rounded;
use crate::checks::support::subject::Subject;
use crate::checks::uren_boven_toekenning;
use crate::checks::uren_toegekend_boven_aanvraag as boven_aanvraag;
use crate::dossier::hours::Basis;
use crate::dossier::logs::Row;
use crate::dossier::periods::Periods;

/// The codes of its findings, each with a Dutch title.
pub const CODES: [(&str, &str); 18] = [
    ("bsn-van-twee-personen", "Hetzelfde BSN staat bij twee personen"),
    ("dubbel-formulier", "Hetzelfde formulier is twee keer ingediend"),
    ("meer-tegelijk", "Een cliënt heeft meer werkgevers of gemeenten tegelijk"),
    ("mogelijk-dezelfde-client", "Formulieren zijn mogelijk van één cliënt"),
    ("nieuwer-niet-begrepen", "Een nieuwer formulier zegt iets dat niet is begrepen, en het oudere telt"),
    ("nieuwere-versie", "Een plan of aanvraag kwam later nog eens, anders"),
    ("uren-andere-coach", "Urenlijsten die meetellen zijn van een andere coach"),
    ("uren-andere-werkgever", "Een urenlijst is van een andere werkgever"),
    ("uren-lijst-deels", "Een deel van een urenlijst valt buiten de periode van de begeleiding"),
    ("uren-lijst-even-nieuw", "Twee even nieuwe urenlijsten van dezelfde dagen zeggen andere uren"),
    ("uren-lijst-vervangen", "Een nieuwere urenlijst van dezelfde dagen zegt andere uren"),
    ("uren-lijsten-overlappen", "Twee urenlijsten gaan deels over dezelfde dagen"),
    ("uren-niet-geteld", "De som van de urenlijsten telt niet elke regel mee"),
    ("uren-totaal-en-lijsten", "Het totaal is anders dan wat de urenlijsten zeggen"),
    ("uren-totaal-niet-begrepen", "Een totaal is niet begrepen en telt niet mee"),
    ("uren-totaal-of-deel", "Een later verslag noemt meer uren: alle, of alleen die van zijn periode"),
    ("zelfde-client-verschilt", "Twee formulieren zeggen iets anders over dezelfde cliënt"),
    ("zelfde-client-verschilt-even-nieuw", "Twee even nieuwe formulieren zeggen iets anders over dezelfde cliënt"),
];

static BSN: Named = Named::new("client.bsn");
static NAME: Named = Named::new("client.naam");
static COACH: Named = Named::new("jobcoach.naam");
static GEMEENTE: Named = Named::new("gemeente.naam");
static FORM_DATE: Named = Named::new("formulier.datum");
static EVALUATED: Named = Named::new("voortgang.evaluatiedatum");
static PERIOD: [Named; 4] = [
    Named::new("begeleiding.begin"),
    Named::new("begeleiding.einde"),
    Named::new("voortgang.begin"),
    Named::new("voortgang.einde"),
];

/// The forms of a client that were looked at, by what they are for.
type Seen = HashMap<u64, Vec<usize>>;

/// The records seen so far, as far as they compare: without prose, goals and what has no field.
#[derive(Default)]
pub struct Batch {
    records: Vec<Record>,
    /// What each of them says, prose and all.
    said: Vec<u64>,
}

impl Batch {
    /// Keeps of a record what compares.
    pub fn see(&mut self, record: &Record) {
        let schema = Schema::common();
        let compares = |field: &crate::record::schema::Field| {
            field.rows().is_none_or(|group| group == "uren") && field.kind != Kind::Prose
        };
        let answers = record.answers.iter().filter(|answer| compares(schema.field(answer.key.field)));
        self.records.push(Record {
            id: record.id.clone(),
            made_with: None,
            pseudonym: record.pseudonym.clone(),
            source: record.source.clone(),
            form: Arc::clone(&record.form),
            answers: answers.cloned().collect(),
            unmapped: Vec::new(),
            ledger: record.ledger,
            findings: Vec::new(),
        });
        self.said.push(hash(record.answers.iter().map(|a| (a.key, a.text.as_str())).collect::<Vec<_>>()));
    }

    /// What the records show beside each other. The order in which they were seen changes nothing.
    pub fn end(&self, rules: &Rules) -> Vec<Finding> {
        let clients = clients(&self.records);
        let mut found: Vec<Finding> =
            clients.members.iter().flat_map(|members| self.of_client(members, rules)).collect();
        found.extend(clients.possibly.iter().filter_map(|possibly| self.alike(&clients, possibly)));
        found
    }

    fn of_client(&self, members: &[usize], rules: &Rules) -> Vec<Finding> {
        let dossier = Dossier::new(members.iter().map(|n| &self.records[*n]).collect());
        let mut found = dossier.findings();
        found.extend(above_grant(&dossier));
        found.extend(above_request(&dossier));
        let mut oldest_first = members.to_vec();
        oldest_first.sort_by_cached_key(|n| {
            let record = &self.records[*n];
            let place = record.answers.first().map(|answer| answer.place.to_string());
            (begun(record).or(recency(record).0), recency(record), record.source.file.to_string(), place)
        });
        let mut forms: Seen = HashMap::new();
        let mut coached = HashMap::new();
        for n in oldest_first {
            let record = &Subject::of(&self.records[n]);
            let of = members.iter().position(|member| *member == n);
            let employer = of.and_then(|form| dossier.employer_of(form));
            let told = match self.again(n, record, employer, &mut forms) {
                Some(again) => vec![again],
                None => too_long(record, employer, &mut coached, rules),
            };
            found.extend(told.into_iter().map(|finding| finding.file(&record.source.file)));
        }
        found
    }

    /// The same form for the same client, body, employer and period: once more, or a newer version of it.
    fn again(&self, n: usize, record: &Subject<'_>, employer: Option<usize>, forms: &mut Seen) -> Option<Finding> {
        // a form for another employer or gemeente is another one
        let gemeente = GEMEENTE.text(record).map(|(_, name)| fold(name));
        let key = hash((&record.form.id, &record.form.body, employer, gemeente, self.period(n, record)));
        let seen = forms.entry(key).or_default();
        let is_plan = PLANS.contains(&record.form.kind.as_str());
        let same = |other: &&usize| self.said[**other] == self.said[n] || is_plan || self.is_of_moment(n, **other);
        let first = seen.iter().find(same).copied();
        seen.push(n);
        let other = &self.records[first?];
        let date = |record: &Record| FORM_DATE.date(&Subject::of(record)).map(|(_, date)| date);
        let is_newer = date(&self.records[n]).zip(date(other)).is_some_and(|(own, theirs)| own != theirs);
        let is_version = is_plan && is_newer && self.said[first?] != self.said[n];
        let code = if is_version { "nieuwere-versie" } else { "dubbel-formulier" };
        let told = match BSN.answers(record).first().or_else(|| NAME.answers(record).first()) {
            Some(answer) => about(code, answer),
            // a record without persons tells only that it is the same one
            None => Finding::new(code).field("client.bsn").place(pseudonym(&self.records[n])?),
        };
        Some(told.with("other", &*other.source.file))
    }

    /// Whether two forms of a kind that comes more than once in a period tell of one moment: reports of one day, lists of
    /// the same visits. Without a day that tells it only the same words are the same form.
    fn is_of_moment(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.records[one], &self.records[other]);
        let coach =
            |record: &Record| fold(&COACH.answers(&Subject::of(record)).iter().map(|a| &*a.text).collect::<String>());
        let (own, theirs) = (coach(one), coach(other));
        if own != theirs && !own.is_empty() && !theirs.is_empty() {
            return false;
        }
        let days = |record: &Record| -> BTreeSet<civil::Date> {
            entries(record).iter().filter_map(|entry| entry.date?.1.day()).collect()
        };
        let (own, theirs) = (days(one), days(other));
        if !own.is_empty() && !theirs.is_empty() {
            return own.intersection(&theirs).count() * 2 >= own.len().min(theirs.len());
        }
        let told = |record: &Record| {
            [&FORM_DATE, &EVALUATED].map(|date| date.date(&Subject::of(record)).map(|(_, date)| date))
        };
        let (own, theirs) = (told(one), told(other));
        own == theirs && own.iter().any(Option::is_some)
    }

    /// What it is about: its period, else its date, else all that it says.
    fn period(&self, n: usize, record: &Subject<'_>) -> u64 {
        let dates = PERIOD.each_ref().map(|date| date.date(record).map(|(_, date)| date));
        match FORM_DATE.date(record) {
            _ if dates.iter().any(Option::is_some) => hash((0, dates)),
            Some((_, date)) => hash((1, date)),
            None => hash((2, self.said[n])),
        }
    }

    /// Clients that may be one: at the newest form of the first of them, with the files of all.
    fn alike(&self, clients: &Clients, possibly: &PossibleMatch) -> Option<Finding> {
        let newest = |client: &usize| clients.members.get(*client)?.first().map(|n| &self.records[*n]);
        let forms: Vec<&Record> = possibly.clients.iter().filter_map(newest).collect();
        let first = forms.first()?;
        // many clients of one table are in one file
        let mut files: Vec<&str> = forms.iter().map(|form| &*form.source.file).collect();
        let mut seen = HashSet::new();
        files.retain(|file| seen.insert(*file));
        let subject = &Subject::of(first);
        let answer = NAME.answers(subject).first().or_else(|| BSN.answers(subject).first());
        let files = files.join(", ");
        let finding = match possibly.why {
            Why::BsnOfTwo => Finding::new("bsn-van-twee-personen").with("files", files),
            why => Finding::new("mogelijk-dezelfde-client")
                .with("files", files)
                .with("why_nl", words(why, Lang::Nl))
                .with("why_en", words(why, Lang::En)),
        };
        let finding = finding.field(if NAME.answers(subject).is_empty() { "client.bsn" } else { "client.naam" });
        Some(Finding { place: answer.map(|answer| answer.place.clone()), ..finding.file(&first.source.file) })
    }
}

/// More hours used than granted, over several forms: what one form alone says is said of that form.
fn above_grant(dossier: &Dossier<'_>) -> Option<Finding> {
    let granted = dossier.hours_of_period("begeleiding.uren_toegekend")?;
    let used = dossier.hours_used().filter(|used| used.minutes > granted)?;
    if dossier.forms.iter().any(|form| !uren_boven_toekenning::ask(&Subject::of(form)).is_empty()) {
        return None;
    }
    // hours that were rounded up one by one are not more than was granted
    let entries = dossier.entries_of_period();
    let lengths = entries.iter().map(Row::entry).filter_map(|entry| log::meant_of(&entry));
    if used.basis == Basis::Logged && rounded::sum(lengths).0 <= granted * 100 {
        return None;
    }
    let finding = Finding::new("uren-boven-toekenning").with("used", log::format_hours(used.minutes));
    Some(dossier.at_hours(finding.with("granted", log::format_hours(granted))))
}

/// Many more hours granted than asked, where two forms say it: one that grants is no older than the request.
fn above_request(dossier: &Dossier<'_>) -> Option<Finding> {
    const GRANTED: &str = "begeleiding.uren_toegekend";
    let (form, granted) = dossier.told_of_period(GRANTED)?;
    let (request, asked) = dossier.told_of_period("begeleiding.uren_aangevraagd")?;
    // the newest form stands first; what one form says is said of that form
    if form >= request || !boven_aanvraag::is_above(granted, asked) {
        return None;
    }
    let record = &dossier.forms[form];
    let answer = record.answers_to(Schema::common().id(GRANTED)?).first()?;
    Some(boven_aanvraag::said(about(boven_aanvraag::CHECK.code, answer), granted, asked).file(&record.source.file))
}

/// Where the pseudonym of a record stands that has one.
fn pseudonym(record: &Record) -> Option<Place> {
    record.pseudonym.as_ref().map(|_| Place::Pointer("/pseudonym".into()))
}

/// The same for the same content, in any run.
fn hash(what: impl Hash) -> u64 {
    FixedState::default().hash_one(what)
}

/// Why clients may be one, in words.
fn words(why: Why, lang: Lang) -> &'static str {
    match (why, lang) {
        (Why::NameAndBirth, Lang::Nl) => {
            "dezelfde geboortedatum en achternaam, de voornaam of voorletters laten het open"
        }
        (Why::NameAndBirth, Lang::En) => "the same date of birth and surname; first names or initials leave it open",
        (Why::PartOfName, Lang::Nl) => "dezelfde geboortedatum en een deel van de achternaam",
        (Why::PartOfName, Lang::En) => "the same date of birth and a part of the surname",
        (Why::NameAndContact, Lang::Nl) => {
            "dezelfde achternaam met passende voorletters, en dezelfde werkgever, hetzelfde adres, telefoonnummer of e-mailadres; een geboortedatum ontbreekt"
        }
        (Why::NameAndContact, Lang::En) => {
            "the same surname with fitting initials, and the same employer, address, telephone or mail address; a date of birth is missing"
        }
        (Why::Name, Lang::Nl) => "dezelfde naam; een geboortedatum ontbreekt",
        (Why::Name, Lang::En) => "the same name; a date of birth is missing",
        (Why::BsnSlip, Lang::Nl) => "dezelfde naam en geboortedatum, en nummers die een verschrijving verschillen",
        (Why::BsnSlip, Lang::En) => "the same name and date of birth, and numbers that differ by a slip",
        (Why::BsnWrong, Lang::Nl) => "hetzelfde nummer, dat de elfproef niet doorstaat",
        (Why::BsnWrong, Lang::En) => "the same number, which fails the eleven test",
        (Why::BsnOfTwo, Lang::Nl) => "hetzelfde BSN bij twee personen",
        (Why::BsnOfTwo, Lang::En) => "the same BSN with two persons",
        (Why::ClientNumber, Lang::Nl) => "hetzelfde cliëntnummer bij dezelfde instantie",
        (Why::ClientNumber, Lang::En) => "the same client number of the same body",
    }
}

/// The first day of the period that a form asks or reports on: it tells which form comes before which, also where none
/// is dated.
fn begun(record: &Record) -> Option<civil::Date> {
    ["begeleiding.begin", "voortgang.begin"].into_iter().find_map(|id| record.date(id)?.first_day())
}

/// The period of this form with those of the forms before it, of the same client, employer and body.
fn too_long(
    record: &Subject<'_>,
    employer: Option<usize>,
    coached: &mut HashMap<u64, Periods>,
    rules: &Rules,
) -> Vec<Finding> {
    let Some(employer) = employer else { return Vec::new() };
    let periods = coached.entry(hash((employer, &record.form.body))).or_default();
    let (alone, told) = (periods.months() == 0, periods.add(record));
    if alone || !told { Vec::new() } else { regels::too_long(record, periods.months(), rules) }
}
