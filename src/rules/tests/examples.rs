//! The worked examples of the regulations, and the same employee under every ruling, to the last digit.

use jiff::civil::{self, date};
use rust_decimal::Decimal;

use crate::rules::catalogue::Rules;
use crate::rules::comparison::rows;
use crate::rules::convert::{Base, Notation, group_minutes, part_of_year, to_half_year, trial};
use crate::rules::outcome::{Assumption, Formula, Hours, Origin, Refusal, Span};
use crate::rules::person::{CoachingYear, Given, Person, WorkHours};
use crate::rules::ruling::Ruling;

const TODAY: civil::Date = date(2026, 11, 21);

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn of(id: &str) -> &'static Ruling {
    Rules::built_in().get(id).expect("a known ruling")
}

fn person(work: WorkHours, year: i64, regime: &str) -> Person {
    let year = CoachingYear::from_number(year).expect("a year");
    Person { work: Some(work), year, regime: Some(regime.to_owned()), months: None }
}

fn week(hours: u32) -> WorkHours {
    WorkHours::PerWeek(Decimal::from(hours))
}

fn year(hours: u32) -> WorkHours {
    WorkHours::PerYear(Decimal::from(hours))
}

/// The hours per half-year, to two decimals.
fn hours(id: &str, work: WorkHours, year: i64, regime: &str, given: &Given) -> Decimal {
    let found = of(id).half_year(&person(work, year, regime), given);
    found.map(|hours| hours.rounded()).expect("a figure")
}

#[test]
fn uwv_2014_example_1_intensief_at_500_hours_a_year() {
    let given = Given::on(date(2014, 9, 1));
    for (nth, expected) in [(1, "37.5"), (2, "18.75"), (3, "15"), (4, "15")] {
        assert_eq!(hours("uwv-extern-2014", year(500), nth, "intensief", &given), number(expected));
    }
}

#[test]
fn uwv_2014_example_2_midden_at_500_hours_a_year() {
    let given = Given::on(date(2014, 9, 1));
    for (nth, expected) in [(1, "25"), (2, "12.5"), (3, "7.5")] {
        assert_eq!(hours("uwv-extern-2014", year(500), nth, "midden", &given), number(expected));
    }
}

fn trial_hours(id: &str, months: Option<u32>) -> Hours {
    let person = Person { months, ..person(year(600), 1, "midden") };
    of(id).trial(&person, &Given::on(date(2014, 9, 1))).expect("a figure")
}

#[test]
fn uwv_2012_example_3_a_trial_of_three_months() {
    let found = trial_hours("uwv-extern-2012", None);
    assert_eq!((found.rounded(), found.span, found.formula), (number("15"), Span::Whole { months: 3 }, Formula::F9));
}

#[test]
fn uwv_2014_example_3_is_ten_hours_where_the_protocol_prints_fifteen() {
    let found = trial_hours("uwv-extern-2014", Some(2));
    assert_eq!(found.rounded(), number("10"));
    assert_ne!(found.rounded(), number("15"));
    assert_eq!(trial_hours("uwv-extern-2014", None).rounded(), number("10"), "two months is the standard of 2014");
}

#[test]
fn uwv_2014_example_14_a_group_of_six() {
    assert_eq!(group_minutes(number("120"), 6), Some(number("20")));
    assert_eq!(group_minutes(number("120"), 0), None);
}

#[test]
fn uwv_intern_2015_counts_in_full_from_24_hours() {
    let given = Given::on(date(2015, 6, 1)).tariff(number("74.78"));
    let found = |contract| hours("uwv-intern-2015", week(contract), 1, "midden", &given);
    assert_eq!((found(24), found(36), found(16)), (number("30.09"), number("30.09"), number("20.06")));
}

#[test]
fn uwv_intern_2015_example_6_three_months_of_a_year() {
    assert_eq!(part_of_year(number("4500"), 3), number("1125"));
}

#[test]
fn rotterdam_above_and_below_its_reference() {
    let given = Given::on(TODAY);
    assert_eq!(hours("rotterdam", week(32), 2, "midden", &given), number("18"));
    assert_eq!(hours("rotterdam", week(16), 1, "licht", &given), number("12"));
}

#[test]
fn factor_werk_and_what_it_costs() {
    let found = of("factor-werk").half_year(&person(week(24), 1, "standaard"), &Given::on(TODAY).weeks(48));
    let found = found.expect("a figure");
    assert_eq!((found.rounded(), found.cost(number("45"))), (number("57.6"), number("2592")));
}

#[test]
fn amsterdam_with_the_tariff_of_another_body_is_indicative() {
    let given = Given::on(TODAY).tariff(number("84.9"));
    let found = of("amsterdam").half_year(&person(week(24), 1, "eerste 6 maanden"), &given).expect("a figure");
    assert_eq!(found.rounded(), number("31.8"));
    assert!(found.indicative());
    assert!(found.assumptions.contains(&Assumption::FirstPeriodOnly));
}

#[test]
fn utrecht_lists_hours_a_year() {
    assert_eq!(hours("utrecht", week(24), 1, "40 uur", &Given::on(TODAY)), number("20"));
}

#[test]
fn rotterdam_werkbegeleiding_starts_above_an_hour_a_workday() {
    let base = Base { work: Some(year(1152)), ..Base::default() };
    let found = to_half_year(Notation::HoursPerWorkday(Decimal::ONE), &base).expect("a figure");
    assert_eq!((found.hours, found.formula), (number("72"), Formula::F8));
}

/// Body, regime, years 1 to 3 and the total of three years.
type Printed = (&'static str, &'static str, [&'static str; 4]);

#[test]
fn the_same_employee_in_hours_per_half_year() {
    let given = Given::on(TODAY).weeks(48);
    let expected: [Printed; 6] = [
        ("uwv-extern-2014", "licht", ["34,56", "17,28", "17,28", "138,24"]),
        ("uwv-extern-2014", "midden", ["57,60", "28,80", "17,28", "207,36"]),
        ("uwv-extern-2014", "intensief", ["86,40", "43,20", "34,56", "328,32"]),
        ("factor-werk", "standaard", ["57,60", "28,80", "17,28", "207,36"]),
        ("rotterdam", "licht", ["18,00", "9,00", "9,00", "72,00"]),
        ("rotterdam", "midden", ["30,00", "18,00", "9,00", "114,00"]),
    ];
    for line in expected {
        assert_eq!(cells(line.0, line.1, None, &given), line.2, "{} {}", line.0, line.1);
    }
}

#[test]
fn the_same_employee_where_a_tariff_is_needed() {
    let intern = |tariff| cells("uwv-intern-2015", "midden", None, &Given::on(TODAY).tariff(number(tariff)));
    assert_eq!(intern("74.78"), ["30,09", "18,05", "9,36", "115,00"]);
    assert_eq!(intern("39.35"), ["57,18", "34,31", "17,79", "218,55"]);
    let amsterdam = |regime, months| cells("amsterdam", regime, months, &Given::on(TODAY).tariff(number("84.9")));
    assert_eq!(amsterdam("eerste 6 maanden", None), ["31,80", "–", "–", "–"]);
    assert_eq!(amsterdam("verlengingsperiode", Some(6))[1], "15,90");
    assert_eq!(amsterdam("verlengingsperiode", None)[1], "–", "the length of an extension was not seen");
    assert_eq!(cells("utrecht", "40 uur", None, &Given::on(TODAY))[0], "20,00");
}

fn cells(id: &str, regime: &str, months: Option<u32>, given: &Given) -> [String; 4] {
    let all = rows(of(id), week(24), months, given);
    let row = all.iter().find(|row| row.regime.is_some_and(|r| r.name == regime)).expect("a row");
    let [_, _, first, second, third, total] = row.cells();
    [first, second, third, total]
}

#[test]
fn a_percentage_without_weeks_is_refused_and_says_what_would_do() {
    let person = person(week(24), 1, "midden");
    let found = of("uwv-extern-2014").half_year(&person, &Given::on(TODAY));
    assert_eq!(found, Err(Refusal::WeeksMissing));
    let stated = of("uwv-extern-2007").half_year(&person, &Given::on(date(2010, 1, 1)).weeks(52)).expect("a figure");
    assert_eq!(stated.rounded(), number("57.6"), "2007 says 48 weeks itself");
    assert!(stated.assumptions.contains(&Assumption::Weeks { per_year: number("48"), origin: Origin::Ruling }));
}

#[test]
fn what_is_missing_is_refused_with_its_reason() {
    let refused = |id: &str, person: &Person| of(id).half_year(person, &Given::on(TODAY)).expect_err("a refusal");
    assert_eq!(refused("delft", &person(week(24), 1, "midden")), Refusal::NotSeen);
    assert_eq!(refused("uwv-intern-2015", &person(week(24), 1, "midden")), Refusal::TariffMissing);
    assert_eq!(refused("amsterdam", &person(week(24), 2, "midden")), Refusal::MonthsMissing);
    assert_eq!(refused("rotterdam", &person(week(24), 1, "intensief")).code(), "regime_unknown");
    assert_eq!(refused("utrecht", &person(week(24), 1, "midden")).code(), "regime_unknown");
    assert_eq!(refused("factor-werk", &person(week(24), 2, "uitzondering")).code(), "year_not_seen");
    assert_eq!(refused("rotterdam", &person(week(0), 1, "midden")).code(), "out_of_range");
    assert_eq!(refused("rotterdam", &Person::default()).code(), "regime_missing");
    let nobody = Person { work: None, ..person(week(24), 1, "midden") };
    assert_eq!(refused("rotterdam", &nobody), Refusal::WorkHoursMissing);
}

#[test]
fn a_figure_says_that_it_is_second_hand_or_no_longer_in_force() {
    let given = Given::on(TODAY).weeks(48);
    let assumed = |id: &str| of(id).half_year(&person(week(24), 1, "midden"), &given).expect("a figure").assumptions;
    let codes = |id: &str| assumed(id).iter().map(Assumption::code).collect::<Vec<_>>();
    assert_eq!(codes("rotterdam"), ["reference", "ceiling", "second_hand"]);
    assert_eq!(codes("uwv-extern-2014"), ["weeks", "ceiling", "not_in_force"]);
    assert_eq!(codes("factor-werk"), ["weeks", "regimes_unknown_here", "ceiling", "undated"]);
}

#[test]
fn a_trial_without_a_month_is_refused() {
    let base = Base { work: Some(year(600)), ..Base::default() };
    assert_eq!(trial(number("10"), 0, &base).expect_err("a refusal").code(), "out_of_range");
}

#[test]
fn fifty_two_weeks_give_a_twelfth_more_than_forty_eight() {
    let at = |weeks: u32| hours("uwv-extern-2014", week(24), 1, "midden", &Given::on(TODAY).weeks(weeks));
    assert_eq!((at(48), at(52)), (number("57.6"), number("62.4")));
}
