//! Laws of conversion: there and back agree, more gives no less, and nothing panics.

use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use rust_decimal::Decimal;

use crate::rules::convert::{Base, Notation, Tariff, Weeks, from_half_year, to_half_year};
use crate::rules::outcome::Origin;
use crate::rules::person::WorkHours;

fn hundredths(most: i64) -> impl Strategy<Value = Decimal> {
    (1..=most * 100).prop_map(|n| Decimal::new(n, 2))
}

fn notation() -> impl Strategy<Value = Notation> {
    prop_oneof![
        hundredths(100).prop_map(Notation::Percentage),
        hundredths(2000).prop_map(Notation::HoursPerYear),
        hundredths(100_000).prop_map(Notation::AmountPerYear),
        (hundredths(100_000), 1..=36_u32).prop_map(|(amount, months)| Notation::AmountPerPeriod { amount, months }),
        hundredths(40).prop_map(Notation::HoursPerWeek),
        hundredths(160).prop_map(Notation::HoursPerMonth),
        (hundredths(2000), 1..=36_u32).prop_map(|(hours, months)| Notation::HoursPerPeriod { hours, months }),
        hundredths(8).prop_map(Notation::HoursPerWorkday),
    ]
}

fn work() -> impl Strategy<Value = WorkHours> {
    prop_oneof![hundredths(60).prop_map(WorkHours::PerWeek), hundredths(3000).prop_map(WorkHours::PerYear)]
}

fn base() -> impl Strategy<Value = Base> {
    let reference = proptest::option::of(hundredths(40));
    (work(), 40..=53_u32, reference, hundredths(200)).prop_map(|(work, weeks, reference, tariff)| Base {
        work: Some(work),
        weeks: Some(Weeks { per_year: weeks.into(), origin: Origin::Given }),
        reference,
        tariff: Some(Tariff { amount: tariff, from: None, origin: Origin::Given }),
    })
}

fn number(written: Notation) -> Decimal {
    match written {
        Notation::Percentage(n)
        | Notation::HoursPerYear(n)
        | Notation::AmountPerYear(n)
        | Notation::AmountPerPeriod { amount: n, .. }
        | Notation::HoursPerWeek(n)
        | Notation::HoursPerMonth(n)
        | Notation::HoursPerPeriod { hours: n, .. }
        | Notation::HoursPerWorkday(n) => n,
    }
}

proptest! {
    #[test]
    fn there_and_back_is_the_same(written in notation(), base in base()) {
        let hours = to_half_year(written, &base).expect("a figure").hours;
        let back = from_half_year(hours, written, &base).expect("a notation");
        prop_assert_eq!(number(back).round_dp(10), number(written).round_dp(10));
    }

    #[test]
    fn one_notation_in_another_is_as_many_hours(written in notation(), other in notation(), base in base()) {
        let hours = to_half_year(written, &base).expect("a figure").hours;
        // What would be more than a whole working year is refused, and rightly.
        if let Ok(told) = from_half_year(hours, other, &base)
            && let Ok(again) = to_half_year(told, &base)
        {
            prop_assert_eq!(again.hours.round_dp(10), hours.round_dp(10));
        }
    }

    #[test]
    fn more_contract_hours_never_give_less(written in notation(), base in base(), more in hundredths(20)) {
        let longer = match base.work.expect("hours of work") {
            WorkHours::PerWeek(hours) => WorkHours::PerWeek(hours + more),
            WorkHours::PerYear(hours) => WorkHours::PerYear(hours + more),
        };
        let hours = |work| to_half_year(written, &Base { work: Some(work), ..base }).expect("a figure").hours;
        prop_assert!(hours(longer).round_dp(10) >= hours(base.work.expect("hours of work")).round_dp(10));
    }

    #[test]
    fn any_numbers_give_a_figure_or_a_reason(n in any::<i64>(), scale in 0..28_u32, weeks in any::<i64>(), months in any::<u32>()) {
        let (odd, weeks) = (Decimal::new(n, scale), Decimal::new(weeks, scale));
        let base = Base {
            work: Some(WorkHours::PerWeek(odd)),
            weeks: Some(Weeks { per_year: weeks, origin: Origin::Given }),
            reference: Some(odd),
            tariff: Some(Tariff { amount: odd, from: None, origin: Origin::Given }),
        };
        for written in [
            Notation::Percentage(odd), Notation::AmountPerYear(odd), Notation::HoursPerWeek(weeks),
            Notation::AmountPerPeriod { amount: odd, months }, Notation::HoursPerPeriod { hours: odd, months },
        ] {
            if let Ok(found) = to_half_year(written, &base) {
                prop_assert!(from_half_year(found.hours, written, &base).is_ok() || found.hours > Decimal::from(100_000_000));
            }
        }
    }
}
