//! Brings the parts of the report together: clients first, then everything that points at them.

use std::collections::HashSet;

use crate::dossier::Dossier;
use crate::dossier::clients::clients;
use crate::dossier::recency::form_date;
use crate::record::answer::Record;
use crate::record::value::date::Date;
use crate::report::view::action::Urgency;
use crate::rules::catalogue::Rules;

use crate::report::account::{self};
use crate::report::actions;
use crate::report::client::coachings;
use crate::report::client::counting::{iso, person};
use crate::report::client::deadlines;
use crate::report::client::differences;
use crate::report::client::fields;
use crate::report::client::hours;
use crate::report::client::timeline;
use crate::report::input::arguments::Arguments;
use crate::report::input::batch::{Batch, KnownForms};
use crate::report::input::file_names::FileNames;
use crate::report::input::privacy::Redaction;
use crate::report::input::shielded;
use crate::report::view;
use crate::report::wording::remarks::{self, RemarkWords};
use crate::report::wording::shown;

/// The view of a batch.
pub(super) fn report(batch: &Batch, rules: &Rules, arguments: Arguments) -> view::report::Report {
    let redaction = Redaction::new(arguments);
    let batch = &shielded::batch(batch, redaction);
    let names = FileNames::new(batch, redaction);
    let remark_words = RemarkWords { redaction, lang: arguments.lang, files: &names };
    let cases = cases(batch, redaction);
    let mut owners = vec![view::account::ClientRef { anchor: String::new(), name: String::new() }; batch.records.len()];
    for case in &cases {
        case.records.iter().for_each(|n| owners[*n].clone_from(&case.client));
    }
    let context = Context { remark_words, arguments, rules, known_forms: &batch.known_forms, cases: &cases };
    let mut uids = HashSet::new();
    let clients = cases.iter().map(|case| {
        let mut client = client(case, &context);
        actions::set_apart(&mut client.actions, &case.dossier, &mut uids);
        client
    });
    let clients: Vec<view::client::Client> = clients.collect();
    let remarks: Vec<view::account::Remark> =
        batch.findings.iter().map(|finding| remark_words.remark(finding, None)).collect();
    let all = || remarks.iter().chain(clients.iter().flat_map(|client| &client.remarks));
    let mut report = view::report::Report {
        title: "Rapport jobcoaching",
        date: arguments.date.to_string(),
        made_with: concat!("eenvorm ", env!("CARGO_PKG_VERSION")),
        pseudonym: arguments.pseudonym,
        counts: view::report::Counts::default(),
        files: account::files(batch, &owners, remark_words),
        form_kinds: account::form_kinds(&batch.records, remark_words),
        remark_groups: remarks::groups(all(), remark_words.lang),
        actions: to_do(&clients),
        deadlines: coming(&clients),
        timeline: timeline::timeline(&clients, arguments.date),
        hours: hours::chart(&clients),
        remarks,
        clients,
    };
    report.counts = counts(&report, batch);
    report
}

/// A client's records and what the client is called.
struct Case<'a> {
    records: Vec<usize>,
    dossier: Dossier<'a>,
    client: view::account::ClientRef,
    /// The cases that may be of the same client, by position.
    possibly: Vec<usize>,
}

/// What all pages of clients are made with.
struct Context<'a> {
    remark_words: RemarkWords<'a>,
    arguments: Arguments,
    rules: &'a Rules,
    known_forms: &'a KnownForms,
    cases: &'a [Case<'a>],
}

/// The clients by name; without persons in the order of the digests of their files, for an alphabet betrays names.
fn cases(batch: &Batch, redaction: Redaction) -> Vec<Case<'_>> {
    let grouped = clients(&batch.records);
    let mut named: Vec<(String, usize, Dossier)> = (0..)
        .zip(&grouped.members)
        .map(|(n, records)| {
            let dossier = Dossier::new(records.iter().map(|n| &batch.records[*n]).collect());
            (name_in_list(&dossier, redaction), n, dossier)
        })
        .collect();
    let digest = |dossier: &Dossier| dossier.forms.first().map(|form| form.source.sha256.to_string());
    named.sort_by_cached_key(|(name, _, dossier)| match redaction.pseudonym {
        true => (String::new(), digest(dossier)),
        false => (crate::text::normalize::fold(name), None),
    });
    let at = |client: &usize| named.iter().position(|(_, n, _)| n == client);
    let alike: Vec<Vec<usize>> =
        grouped.possibly.iter().map(|possibly| possibly.clients.iter().filter_map(at).collect()).collect();
    let number =
        |n: usize| view::account::ClientRef { anchor: format!("client-{}", n + 1), name: format!("cliënt {}", n + 1) };
    named
        .into_iter()
        .enumerate()
        .map(|(n, (name, of, dossier))| {
            let name = if redaction.pseudonym { linked(&dossier).unwrap_or_else(|| number(n).name) } else { name };
            let mut others: Vec<usize> = alike.iter().filter(|group| group.contains(&n)).flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            others.retain(|other| *other != n);
            Case {
                records: grouped.members[of].clone(),
                client: view::account::ClientRef { name, ..number(n) },
                possibly: others,
                dossier,
            }
        })
        .collect()
}

/// What a client is called by a key: the same in every report with that key.
fn linked(dossier: &Dossier) -> Option<String> {
    let is_code = |code: &&str| code.len() >= 12 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = dossier.forms.iter().filter_map(|form| form.pseudonym.as_deref()).find(is_code)?;
    Some(format!("cliënt {}", &code[..12]))
}

fn name_in_list(dossier: &Dossier, redaction: Redaction) -> String {
    let name = dossier.newest("client.naam").map(|name| shown::name_in_list(&name));
    let name = name.or_else(|| dossier.uninterpreted("client.naam"));
    name.map_or_else(|| "naam onbekend".to_owned(), |name| redaction.text(&name))
}

fn client(case: &Case, context: &Context) -> view::client::Client {
    let (dossier, remark_words, arguments) = (&case.dossier, context.remark_words, context.arguments);
    let redaction = remark_words.redaction;
    let gemeente = coachings::gemeente(dossier, redaction);
    let mut details = coachings::details(dossier, gemeente.clone(), redaction);
    let several = dossier.coachings();
    let watched = coachings::watched(&several, redaction);
    let called =
        |other: &Case| view::account::ClientRef { name: told_apart(other, case, context), ..other.client.clone() };
    let possibly: Vec<view::account::ClientRef> =
        case.possibly.iter().filter_map(|n| context.cases.get(*n)).map(called).collect();
    let names = names_of_alike(case, context);
    let contradicting = coachings::differences(dossier, &watched);
    let actions = actions::actions_for(&actions::Case {
        dossier,
        differences: &contradicting,
        client: &case.client,
        gemeente: gemeente.as_deref(),
        hours: details.hours,
        coachings: &watched,
        possibly: &names,
        today: arguments.date,
        rules: context.rules,
        known_forms: context.known_forms,
        redaction,
    });
    let deadlines = match watched.as_slice() {
        [] => deadlines::deadlines(dossier, &case.client, gemeente.as_deref(), arguments.date),
        several => coachings::deadlines(several, &case.client, arguments.date),
    };
    if watched.is_empty() {
        let coming = deadlines.iter().find(|deadline| deadline.kind == "evaluatie" && deadline.days >= 0);
        details.evaluation = coming.map(|deadline| deadline.date.clone()).or(details.evaluation);
    }
    let coachings = coachings::shown(&watched, &actions, redaction);
    let groups = fields::groups(dossier, redaction);
    let all_fields = || groups.iter().flat_map(|group| &group.fields);
    view::client::Client {
        anchor: case.client.anchor.clone(),
        name: case.client.name.clone(),
        full_name: person(dossier, "client.naam", redaction).unwrap_or_else(|| case.client.name.clone()),
        bsn: all_fields().find(|f| f.id == "client.bsn").and_then(|f| f.answers.first()).map(|a| a.text.clone()),
        born: iso(dossier, "client.geboortedatum", redaction),
        next: deadlines.iter().find(|deadline| deadline.days >= 0).cloned(),
        also: coachings::also(&details, &coachings),
        coachings,
        differing: contradicting.len(),
        differences: differences::differences(contradicting, dossier, remark_words),
        actions,
        possibly,
        forms: dossier.forms.iter().enumerate().map(|(n, record)| form(n, record, remark_words)).collect(),
        unmapped: if redaction.pseudonym { Vec::new() } else { unmapped(dossier, redaction) },
        remarks: dossier.forms.iter().flat_map(|record| remarks_on(record, remark_words)).collect(),
        as_written: dossier.forms.iter().map(|record| record.ledger.as_written as usize).sum(),
        details,
        deadlines,
        groups,
    }
}

/// The clients that may be this one and come after it, so that each pair is named once.
fn names_of_alike(case: &Case, context: &Context) -> Vec<String> {
    let own = context.cases.iter().position(|other| std::ptr::eq(other, case)).unwrap_or_default();
    let later = case.possibly.iter().filter(|n| **n > own).filter_map(|n| context.cases.get(*n));
    later.map(|other| told_apart(other, case, context)).collect()
}

/// What a client that may be this one is called beside it: with the year of birth and the employer or the gemeente, never
/// a number; where these are equal the newest form tells them apart.
fn told_apart(other: &Case, case: &Case, context: &Context) -> String {
    let known = |of: &Case| match context.remark_words.redaction.pseudonym {
        true => Vec::new(),
        false => known_of(&of.dossier, context.remark_words.redaction),
    };
    let newest = |of: &Case| of.dossier.forms.first().map(|form| context.remark_words.files.shown(&form.source.file));
    let beside = case.possibly.iter().filter_map(|n| context.cases.get(*n)).chain([case]);
    let tells = |one: &Case| !known(other).is_empty() && known(one) != known(other);
    let is_like = |one: &Case| one.client.name == other.client.name && !tells(one);
    let equal = beside.filter(|one| !std::ptr::eq(*one, other)).any(is_like);
    let mut told = known(other);
    match newest(other).filter(|_| equal) {
        // many clients of one table are in one file
        Some(file) if newest(case).as_ref() == Some(&file) => {
            let place = other.dossier.forms[0].answers.first().map(|answer| answer.place.to_string());
            told.extend([file].into_iter().chain(place));
        }
        file => told.extend(file),
    }
    let name = &other.client.name;
    if told.is_empty() { name.clone() } else { format!("{name} ({})", told.join(", ")) }
}

/// What tells a client from another of nearly the same name: `geboren 1990`, and the employer, else the gemeente.
fn known_of(dossier: &Dossier, redaction: Redaction) -> Vec<String> {
    let year =
        dossier.date("client.geboortedatum").and_then(Date::first_day).map(|day| format!("geboren {}", day.year()));
    let at = person(dossier, "werkgever.naam", redaction).or_else(|| coachings::gemeente(dossier, redaction));
    year.into_iter().chain(at).collect()
}

fn remarks_on(record: &Record, remark_words: RemarkWords) -> Vec<view::account::Remark> {
    record.findings.iter().map(|finding| remark_words.remark(finding, Some(&record.source.file))).collect()
}

fn form(n: usize, record: &Record, remark_words: RemarkWords) -> view::client::Form {
    view::client::Form {
        letter: Dossier::letter(n),
        id: record.form.id.to_string(),
        title: account::form_title(record),
        kind: shown::choice(&record.form.kind),
        version: record.form.version.clone(),
        date: form_date(record).map(|date| date.to_string()),
        file: remark_words.files.shown(&record.source.file),
        ledger: record.ledger,
    }
}

fn unmapped(dossier: &Dossier, redaction: Redaction) -> Vec<view::client::Unmapped> {
    let of_form = |(n, record): (usize, &&Record)| {
        let one = |unmapped: &crate::record::answer::Unmapped| view::client::Unmapped {
            letter: Dossier::letter(n),
            label: unmapped.label.as_deref().map(|label| redaction.text(label)),
            text: redaction.text(unmapped.text.trim()),
            place: redaction.text(&unmapped.place.to_string()),
        };
        record.unmapped.iter().map(one).collect::<Vec<_>>()
    };
    dossier.forms.iter().enumerate().flat_map(of_form).collect()
}

/// What is to be done for all clients, the earliest first.
fn to_do(clients: &[view::client::Client]) -> Vec<view::action::Action> {
    let mut all: Vec<view::action::Action> = clients.iter().flat_map(|client| &client.actions).cloned().collect();
    actions::sort(&mut all);
    all
}

/// The deadlines of all clients that are to come or passed not long ago, the earliest first.
fn coming(clients: &[view::client::Client]) -> Vec<view::chart::Deadline> {
    let all = clients.iter().flat_map(|client| &client.deadlines);
    let mut coming: Vec<view::chart::Deadline> = all.filter(|d| d.days >= -deadlines::LINGERS).cloned().collect();
    coming.sort_by_key(|deadline| deadline.days);
    coming
}

fn counts(report: &view::report::Report, batch: &Batch) -> view::report::Counts {
    let files = |outcome: &str| report.files.iter().filter(|file| file.outcome == outcome).count();
    let of = |severity: &str| -> usize {
        report.remark_groups.iter().filter(|group| group.severity == severity).map(|group| group.count).sum()
    };
    let actions = |urgency: Urgency| report.actions.iter().filter(|action| action.urgency == urgency).count();
    let due = |urgency: Urgency| report.deadlines.iter().filter(|deadline| deadline.urgency == urgency).count();
    let all = report.clients.iter().flat_map(|client| &client.deadlines);
    let fields = report.clients.iter().flat_map(|client| &client.groups).flat_map(|group| &group.fields);
    view::report::Counts {
        files: report.files.len(),
        files_read: files("records"),
        files_blank: files("blank"),
        files_not_read: files("not_read"),
        files_passed_over: batch.passed_over,
        forms: batch.records.len(),
        clients: report.clients.len(),
        ledger: account::sum(&batch.records),
        errors: of("error"),
        warnings: of("warning"),
        notes: of("note"),
        actions_late: actions(Urgency::Past),
        actions_soon: actions(Urgency::Soon),
        actions_undated: actions(Urgency::Undated),
        due_soon: due(Urgency::Soon),
        overdue: due(Urgency::Past),
        long_past: all.filter(|deadline| deadline.days < -deadlines::LINGERS).count(),
        special: fields.filter(|field| field.special).count(),
    }
}
