//! The same person under every ruling: a table in hours per half-year, and bars to draw it with.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::catalogue::Rules;
use super::outcome::{Hours, Refusal, two_decimals};
use super::person::{CoachingYear, Given, Person, WorkHours};
use super::ruling::{Regime, Ruling, Size};

/// One regime of one ruling, over the coaching years.
#[derive(Clone, Debug)]
pub struct Row<'r> {
    pub ruling: &'r Ruling,
    /// None where no regime was seen.
    pub regime: Option<&'r Regime>,
    /// Hours per half-year in year 1, 2 and 3.
    pub years: [Result<Hours, Refusal>; 3],
    /// Hours in three years, where every year has its own figure.
    pub total: Option<Decimal>,
}

/// The hours of one ruling beside the most of all.
#[derive(Clone, Debug)]
pub struct Bar<'r> {
    pub ruling: &'r Ruling,
    pub regime: Option<&'r Regime>,
    pub year: CoachingYear,
    pub hours: Hours,
    /// Of the longest bar, from 0 to 1.
    pub share: Decimal,
}

impl Rules {
    /// What each ruling gives this very person, on the day given.
    pub fn for_person(&self, person: &Person, given: &Given) -> Vec<(&Ruling, Result<Hours, Refusal>)> {
        self.to_compare(given.date).into_iter().map(|ruling| (ruling, ruling.half_year(person, given))).collect()
    }

    /// What every regime of each ruling gives somebody with these hours of work, year by year.
    pub fn table(&self, work: WorkHours, months: Option<u32>, given: &Given) -> Vec<Row<'_>> {
        let rows = self.to_compare(given.date).into_iter().flat_map(|ruling| rows(ruling, work, months, given));
        rows.collect()
    }
}

/// A row for each regime of a ruling; one without a regime where none was seen.
pub fn rows<'r>(ruling: &'r Ruling, work: WorkHours, months: Option<u32>, given: &Given) -> Vec<Row<'r>> {
    let regimes = ruling.intensity.as_ref().map_or(&[][..], |intensity| &intensity.regimes);
    if regimes.is_empty() {
        return vec![row(ruling, None, work, months, given)];
    }
    regimes.iter().map(|regime| row(ruling, Some(regime), work, months, given)).collect()
}

fn row<'r>(
    ruling: &'r Ruling,
    regime: Option<&'r Regime>,
    work: WorkHours,
    months: Option<u32>,
    given: &Given,
) -> Row<'r> {
    let years = CoachingYear::ALL.map(|year| {
        let person = Person { work: Some(work), year, regime: regime.map(|regime| regime.name.clone()), months };
        ruling.half_year(&person, given)
    });
    let by_year = regime.is_some_and(|regime| matches!(regime.size, Size::ByYear(_)));
    let total = years.iter().map(|year| year.as_ref().ok().map(|hours| hours.hours * Decimal::TWO)).sum();
    Row { ruling, regime, years, total: if by_year { total } else { None } }
}

impl Row<'_> {
    /// Body, regime, the three years and the total, as they are printed; `–` where there is no figure.
    pub fn cells(&self) -> [String; 6] {
        let printed = |hours: Option<Decimal>| hours.map_or_else(|| "–".to_owned(), |h| printed(two_decimals(h)));
        let year = |n: usize| printed(self.years[n].as_ref().ok().map(|hours| hours.hours));
        let regime = self.regime.map_or_else(|| "–".to_owned(), |regime| regime.name.clone());
        [self.ruling.name.clone(), regime, year(0), year(1), year(2), printed(self.total)]
    }
}

/// Bars for all figures of one year, the longest first.
pub fn bars<'r>(rows: &[Row<'r>], year: CoachingYear) -> Vec<Bar<'r>> {
    let figures: Vec<(&Row<'r>, &Hours)> =
        rows.iter().filter_map(|row| Some((row, row.years[year.index()].as_ref().ok()?))).collect();
    let most = figures.iter().map(|(_, hours)| hours.hours).max().unwrap_or_default();
    let share = |hours: Decimal| if most.is_zero() { Decimal::ZERO } else { hours / most };
    let mut bars: Vec<Bar<'r>> = figures
        .into_iter()
        .map(|(row, hours)| Bar {
            ruling: row.ruling,
            regime: row.regime,
            year,
            share: share(hours.hours),
            hours: hours.clone(),
        })
        .collect();
    bars.sort_by_key(|bar| Reverse(bar.share));
    bars
}

/// With two decimals and a comma: `57,60`.
fn printed(hours: Decimal) -> String {
    format!("{hours:.2}").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::{Rules, bars};
    use crate::rules::person::{CoachingYear, Given, Person, WorkHours};

    fn given() -> Given {
        Given::on(date(2026, 11, 21)).weeks(48)
    }

    #[test]
    fn midden_in_year_one_is_58_hours_at_uwv_and_30_in_rotterdam() {
        let work = Some(WorkHours::PerWeek(Decimal::from(24)));
        let person = Person { work, regime: Some("midden".into()), ..Person::default() };
        let all = Rules::built_in().for_person(&person, &given());
        let figure = |id: &str| {
            let found = all.iter().find(|(ruling, _)| ruling.id == id).and_then(|(_, found)| found.as_ref().ok());
            found.map(|hours| hours.rounded().normalize().to_string())
        };
        assert_eq!(figure("uwv-extern-2014").as_deref(), Some("57.6"));
        assert_eq!(figure("rotterdam").as_deref(), Some("30"));
        assert_eq!(figure("delft"), None);
        assert_eq!(all.len(), 25, "who has no figure has a reason");
    }

    #[test]
    fn a_table_has_a_row_for_every_regime_and_for_every_body_without_one() {
        let rows = Rules::built_in().table(WorkHours::PerWeek(Decimal::from(24)), None, &given());
        let of = |id: &str| rows.iter().filter(|row| row.ruling.id == id).count();
        assert_eq!((of("uwv-extern-2014"), of("rotterdam"), of("utrecht"), of("delft")), (4, 2, 2, 1));
        let delft = rows.iter().find(|row| row.ruling.id == "delft").expect("a row");
        assert_eq!(delft.cells(), ["Delft", "–", "–", "–", "–", "–"]);
    }

    #[test]
    fn bars_are_measured_by_the_longest_and_leave_out_who_has_no_figure() {
        let rows = Rules::built_in().table(WorkHours::PerWeek(Decimal::from(24)), None, &given());
        let bars = bars(&rows, CoachingYear::First);
        let drawn: Vec<(String, String)> = bars
            .iter()
            .filter_map(|bar| Some((bar.regime?.name.clone(), bar.share.round_dp(3).normalize().to_string())))
            .collect();
        // 86.4 hours of `intensief` at UWV are the most; Factor Werk's exception is as many.
        assert_eq!(drawn[0], ("intensief".to_owned(), "1".to_owned()));
        assert_eq!(drawn[1], ("uitzondering".to_owned(), "1".to_owned()));
        assert!(drawn.contains(&("20 uur".to_owned(), "0.116".to_owned())));
        assert!(bars.windows(2).all(|pair| pair[0].share >= pair[1].share));
        assert!(bars.iter().all(|bar| bar.ruling.id != "uwv-intern-2015"), "an amount without a tariff");
    }
}
