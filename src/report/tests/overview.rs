//! Deadlines, time line, hours and the account of the reading.

use std::sync::Arc;

use crate::finding::Finding;
use crate::report::input::batch::{Batch, FileRead, Outcome};
use crate::report::view::action::Urgency;
use crate::report::writers::template::Shape;

use super::batches::{Form, batch, seen, written};

#[test]
fn nothing_read_is_still_a_report() {
    let empty = Batch::default();
    for shape in [Shape::Html, Shape::Markdown] {
        let text = written(&empty, shape);
        assert!(text.contains("geen cliënten te tonen") && text.contains("geen bestanden opgegeven"));
    }
    let report = seen(&empty);
    assert!(report.timeline.is_none() && report.hours.is_none() && report.deadlines.is_empty());
}

#[test]
fn a_form_that_says_nothing_has_a_page() {
    let blank = batch([Form::new("leeg.xlsx", "voortgang")]);
    let html = written(&blank, Shape::Html);
    assert!(html.contains("naam onbekend") && html.contains("Utrecht, voortgang"));
    assert!(html.contains("staat een datum die nog komt"));
}

#[test]
fn deadlines_stand_in_order_from_the_reference_date() {
    let report = seen(&batch([
        Form::new("a.xlsx", "plan_van_aanpak")
            .says("client.naam", "J. Bos")
            .says("begeleiding.begin", "01-10-2025")
            .says("begeleiding.duur", "6 maanden")
            .says("voortgang.volgende_evaluatie", "10-03-2026"),
        Form::new("b.xlsx", "plan_van_aanpak")
            .says("client.naam", "K. Dam")
            .says("begeleiding.einde", "14-03-2026")
            .says("dienstverband.einde", "juni 2026"),
        Form::new("c.xlsx", "plan_van_aanpak").says("client.naam", "L. Eik").says("begeleiding.einde", "01-01-2020"),
    ]));
    let told: Vec<_> =
        report.deadlines.iter().map(|d| (d.date.as_str(), d.kind, d.when.as_str(), d.urgency, d.computed)).collect();
    let expected = [
        ("2026-03-10", "evaluatie", "4 dagen geleden", Urgency::Past, false),
        ("2026-03-14", "einde_begeleiding", "vandaag", Urgency::Soon, false),
        ("2026-03-31", "einde_begeleiding", "over 17 dagen", Urgency::Soon, true),
        ("2026-06-30", "einde_dienstverband", "over 4 maanden", Urgency::Later, false),
    ];
    assert_eq!(told, expected);
    assert_eq!((report.counts.overdue, report.counts.due_soon, report.counts.long_past), (1, 2, 1));
}

#[test]
fn after_the_end_of_the_trajectory_nothing_is_due() {
    let report = seen(&batch([Form::new("a.xlsx", "eindrapport")
        .says("uitkomst.datum_einde", "01-03-2026")
        .says("begeleiding.einde", "01-06-2026")]));
    assert!(report.deadlines.is_empty());
}

#[test]
fn marks_stay_on_the_time_line() {
    let report = seen(&batch((0..40_u16).map(|n| {
        Form::new(&format!("{n}.xlsx"), "plan_van_aanpak")
            .says("begeleiding.begin", "01-01-2024")
            .says("begeleiding.einde", &format!("{:02}-{:02}-{}", n % 28 + 1, n % 12 + 1, 2026 + n % 3))
    })));
    let line = report.timeline.expect("a time line");
    assert_eq!(line.rows.len(), 24);
    let listed = report.clients.iter().filter(|client| client.deadlines[0].date.as_str() >= "2026-02-01").count();
    assert_eq!(line.left_out + 24, listed);
    assert!(line.rows.iter().flat_map(|row| &row.marks).all(|mark| (0.0..=100.0).contains(&mark.at)));
    for bar in line.rows.iter().filter_map(|row| row.bar.as_ref()) {
        assert!(bar.at >= 0.0 && bar.width >= 0.0 && bar.at + bar.width <= 100.01);
    }
    assert!(line.today > 0.0 && line.today < 100.0);
}

#[test]
fn bars_share_one_scale_and_the_rest_is_computed() {
    let report = seen(&batch([
        Form::new("a.xlsx", "plan_van_aanpak")
            .says("client.naam", "J. Bos")
            .says("begeleiding.uren_aangevraagd", "60 uur")
            .says("begeleiding.uren_toegekend", "30 uur")
            .says("begeleiding.uren_besteed", "36,5 uur"),
        Form::new("b.xlsx", "plan_van_aanpak")
            .says("client.naam", "K. Dam")
            .says("begeleiding.uren_toegekend", "15 uur"),
        Form::new("c.xlsx", "plan_van_aanpak").says("client.naam", "L. Eik"),
    ]));
    let chart = report.hours.expect("a chart");
    assert_eq!((chart.scale, chart.rows.len(), chart.without), (60 * 60, 2, 1));
    let (bos, dam) = (&chart.rows[0], &chart.rows[1]);
    assert_eq!((bos.aangevraagd, bos.toegekend, bos.besteed), (Some(100.0), Some(50.0), Some(60.83)));
    assert_eq!(bos.hours.resterend, Some(-390));
    assert_eq!((dam.toegekend, dam.besteed, dam.hours.resterend), (Some(25.0), None, None));
    assert_eq!((chart.total.toegekend, chart.total.resterend), (Some(45 * 60), None));
}

#[test]
fn what_was_not_read_is_told() {
    let mut batch = batch([
        Form::new("a.xlsx", "voortgang").leaves("Parkeerplaats nodig?", "nee"),
        Form::new("b.xlsx", "voortgang").leaves("Parkeerplaats nodig?", "ja").leaves("Kenteken", "AB-12-CD"),
    ]);
    let broken: Arc<str> = "stuk.docx".into();
    batch.files.push(FileRead { file: Arc::clone(&broken), format: "docx".to_owned(), outcome: Outcome::NotRead });
    batch.findings.push(Finding::new("empty-file").file(&broken));
    let report = seen(&batch);
    assert_eq!(report.counts.files_not_read, 1);
    assert_eq!(report.files[2].remarks[0].message, "het bestand is leeg");
    let questions: Vec<_> = report.form_kinds[0].unmapped.iter().map(|q| (q.label.as_deref(), q.count)).collect();
    assert_eq!(questions, [(Some("Parkeerplaats nodig?"), 2), (Some("Kenteken"), 1)]);
    let html = written(&batch, Shape::Html);
    assert!(html.contains("stuk.docx") && html.contains("het bestand is leeg") && html.contains("AB-12-CD"));
}

#[test]
fn a_large_caseload_is_whole_and_folded() {
    let forms = (0..130).map(|n| {
        Form::new(&format!("{n}.xlsx"), "plan_van_aanpak")
            .says("client.naam.achternaam", &format!("Naam{n}"))
            .says("begeleiding.einde", "30-06-2026")
    });
    let html = written(&batch(forms), Shape::Html);
    assert_eq!(html.matches("<td data-l=\"Wat\">einde begeleiding</td>").count(), 130);
    assert_eq!(html.matches("<article class=\"client\"").count(), 130);
    assert!(html.contains("Nog 70 termijnen") && html.contains("De lijst van 130 bestanden"));
    assert_eq!(html.matches("<details>").count(), html.matches("</details>").count());
}

#[test]
fn the_same_batch_gives_the_same_bytes() {
    let forms = || batch([Form::new("a.xlsx", "voortgang").says("client.naam", "J. Bos").leaves("x", "y")]);
    assert_eq!(written(&forms(), Shape::Html), written(&forms(), Shape::Html));
}
