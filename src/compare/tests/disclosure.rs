//! Attacks on what is told of people: from margins, from several margins together, and from two reports.

use proptest::prelude::*;

use crate::compare::disclosure::{
    Counted, DisclosedCount, Range, all_hidden, part, parts, range, together, whole_or_none,
};

/// People with one form each, with the keys that a generator gives.
fn people(keys: &[u64]) -> Counted {
    let mut counted = Counted::default();
    keys.iter().for_each(|key| counted.add(*key, *key));
    counted
}

/// Forms of so many clients in turn.
fn forms_of(clients: u64, keys: &[u64]) -> Counted {
    let mut counted = Counted::default();
    keys.iter().zip(0..).for_each(|(key, n)| counted.add(*key, n % clients));
    counted
}

/// Keys without end, as unlike as hashes.
fn fresh(seed: u64) -> impl FnMut() -> u64 {
    let mut next = seed;
    move || {
        next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        next
    }
}

/// One of the first `n` numbers; the high bits of such a key are the odd ones.
fn below(key: u64, n: usize) -> usize {
    usize::try_from(key >> 40).unwrap_or(0) % n
}

/// What one body prints: the number of forms, how many fill each field, and spreads.
struct Printed {
    whole: DisclosedCount,
    listed: Vec<DisclosedCount>,
    spreads: Vec<Vec<DisclosedCount>>,
}

/// A body of which every person has a step in each spread, and fills some of the fields.
#[derive(Debug)]
struct Population {
    keys: Vec<u64>,
    steps: Vec<Vec<usize>>,
    fills: Vec<Vec<bool>>,
}

const STEPS: usize = 4;

impl Population {
    fn counted(&self, is_in: impl Fn(usize) -> bool) -> Counted {
        let keys: Vec<u64> = (0..self.keys.len()).filter(|n| is_in(*n)).map(|n| self.keys[n]).collect();
        people(&keys)
    }

    fn spread(&self, spread: usize) -> Vec<Counted> {
        (0..STEPS).map(|step| self.counted(|n| self.steps[spread][n] == step)).collect()
    }

    fn field(&self, field: usize) -> Counted {
        self.counted(|n| self.fills[field][n])
    }

    fn rest(&self, field: usize) -> Counted {
        self.counted(|n| !self.fills[field][n])
    }

    fn printed(&self) -> Printed {
        let whole = people(&self.keys);
        let mut listed: Vec<DisclosedCount> =
            (0..self.fills.len()).map(|field| part(whole, self.field(field), self.rest(field))).collect();
        let mut spreads: Vec<Vec<DisclosedCount>> =
            (0..self.steps.len()).map(|n| parts(whole, &self.spread(n))).collect();
        together(whole.disclose(whole), &mut listed, &mut spreads);
        Printed { whole: whole.disclose(whole), listed, spreads }
    }
}

fn population() -> impl Strategy<Value = Population> {
    (6_usize..70, any::<u64>(), prop::collection::vec(0_usize..10, 70), any::<u64>()).prop_map(
        |(size, seed, lean, fill)| {
            let mut key = fresh(seed);
            let mut odd = fresh(fill);
            // Steps lean to the first ones, so that both small and large counts occur.
            let step = |n: usize, odd: u64| lean[(n + below(odd, 7)) % 70].min(STEPS - 1);
            Population {
                keys: (0..size).map(|_| key()).collect(),
                steps: (0..3).map(|_| (0..size).map(|n| step(n, odd())).collect()).collect(),
                fills: (0..6).map(|share| (0..size).map(|_| below(odd(), 6) >= share).collect()).collect(),
            }
        },
    )
}

/// Bounds on every count for who sees all that is printed and knows how it is done, by tightening until nothing moves.
fn attacked(printed: &Printed) -> (Vec<Range>, Vec<Vec<Range>>) {
    let mut whole = range(printed.whole);
    let mut listed: Vec<Range> = printed.listed.iter().map(|told| range(*told)).collect();
    let mut spreads: Vec<Vec<Range>> =
        printed.spreads.iter().map(|told| told.iter().map(|t| range(*t)).collect()).collect();
    let seen = |told: &[DisclosedCount]| told.iter().any(|t| *t != DisclosedCount::Hidden);
    for _ in 0..50 {
        for (told, range) in printed.listed.iter().zip(&mut listed) {
            if *told != DisclosedCount::Hidden {
                whole.0 = whole.0.max(range.0 + 6);
                range.1 = range.1.min(whole.1 - 6);
            }
        }
        for (_, spread) in printed.spreads.iter().zip(&mut spreads).filter(|(told, _)| seen(told)) {
            let (low, high) = spread.iter().fold((0, 0), |(l, h), (a, b)| (l + a, h + b));
            whole = (whole.0.max(low), whole.1.min(high));
            for range in spread.iter_mut() {
                *range = (range.0.max(whole.0 - (high - range.1)), range.1.min(whole.1 - (low - range.0)));
            }
        }
    }
    (listed, spreads)
}

fn within(range: Range, count: u32) -> bool {
    range.0 <= i64::from(count) && i64::from(count) <= range.1
}

proptest! {
    #[test]
    fn no_count_is_pinned_down_by_all_margins_together(population in population()) {
        let printed = population.printed();
        prop_assume!(printed.whole != DisclosedCount::Hidden);
        let (listed, spreads) = attacked(&printed);
        for (field, told) in printed.listed.iter().enumerate().filter(|(_, told)| **told != DisclosedCount::Hidden) {
            let (count, rest) = (population.field(field).count, population.rest(field));
            prop_assert!(count >= 5 && rest.count >= 5, "{told:?}");
            prop_assert!(within(listed[field], count), "the attacker is not misled");
            prop_assert!(listed[field].1 - listed[field].0 >= 4, "{told:?} {:?}", listed[field]);
        }
        for (n, told) in printed.spreads.iter().enumerate().filter(|(_, told)| !all_hidden(told)) {
            for ((told, range), counted) in told.iter().zip(&spreads[n]).zip(population.spread(n)) {
                prop_assert!(within(*range, counted.count), "the attacker is not misled");
                prop_assert!(range.1 - range.0 >= 4, "{told:?} {range:?}");
                prop_assert!(counted.count >= 5 || *told == DisclosedCount::Hidden);
                prop_assert!(*told != DisclosedCount::Hidden || range.1 >= 5, "nor is it known that it is small: {range:?}");
            }
        }
    }

    #[test]
    fn two_reports_that_differ_by_one_person_tell_of_nobody(keys in prop::collection::vec(any::<u64>(), 0..60), one: u64) {
        let (before, mut after) = (people(&keys), people(&keys));
        after.add(one, one);
        let ((a, b), (c, d)) = (range(before.disclose(before)), range(after.disclose(after)));
        // The attacker knows that one form came in, and not whether it is counted here.
        let pairs: Vec<(i64, i64)> =
            (a..=b).flat_map(|x| [x, x + 1].map(|y| (x, y))).filter(|(_, y)| (c..=d).contains(y)).collect();
        let before: std::collections::BTreeSet<i64> = pairs.iter().map(|(x, _)| *x).collect();
        prop_assert!(before.len() >= 4, "{:?}", pairs);
        if keys.len() < 5 {
            prop_assert!(before.contains(&5), "it is not known that it was under five");
        }
        let counted = pairs.iter().filter(|(x, y)| y > x).count();
        prop_assert!(counted > 0, "it may be counted");
        prop_assert!(counted < pairs.len(), "and it may not be");
    }

    #[test]
    fn the_same_people_are_always_told_alike(mut keys in prop::collection::vec(any::<u64>(), 0..60)) {
        let told = people(&keys).disclose(people(&keys));
        keys.reverse();
        prop_assert_eq!(people(&keys).disclose(people(&keys)), told);
    }
}

/// Bounds on the cells of a table of outcomes, its last cell being the rest, for who also sees how many forms fill what
/// all in the other cells fill.
fn bounded(cells: &[DisclosedCount], filled: DisclosedCount) -> Vec<Range> {
    let (_, cells) = cells.split_last().expect("a rest");
    let ranges: Vec<Range> = cells.iter().map(|told| range(*told)).collect();
    let low: i64 = ranges.iter().map(|range| range.0).sum();
    let most = range(filled).1;
    ranges.iter().map(|(from, to)| (*from, (*to).min(most - (low - from)))).collect()
}

#[test]
fn how_often_an_outcome_is_filled_would_pin_down_the_cells_of_a_table() {
    let cells = [DisclosedCount::About(10); 7];
    let pinned = bounded(&cells, DisclosedCount::About(35));
    assert!(pinned.iter().all(|(from, to)| to - from < 4), "so the two are not told together: {pinned:?}");
    let alone = bounded(&cells, DisclosedCount::About(100));
    assert!(alone.iter().all(|(from, to)| to - from >= 4), "{alone:?}");
}

proptest! {
    #[test]
    fn a_table_of_outcomes_is_told_whole_and_no_cell_of_it_is_small(
        sizes in prop::collection::vec(0_usize..40, 7), clients in 1_u64..40, seed: u64
    ) {
        let mut key = fresh(seed);
        let groups: Vec<Vec<u64>> = sizes.iter().map(|size| (0..*size).map(|_| key()).collect()).collect();
        let cells: Vec<Counted> = groups.iter().map(|keys| forms_of(clients, keys)).collect();
        let whole = forms_of(clients, &groups.concat());
        let told = whole_or_none(whole, &cells);
        prop_assert!(all_hidden(&told) || !told[..6].contains(&DisclosedCount::Hidden), "{told:?}");
        if !all_hidden(&told) {
            prop_assert!(sizes[..6].iter().all(|size| *size >= 5) && clients >= 5, "{sizes:?} of {clients}");
            let printed = Printed { whole: whole.disclose(whole), listed: Vec::new(), spreads: vec![told] };
            for (range, size) in attacked(&printed).1[0].iter().zip(&sizes) {
                prop_assert!(range.1 - range.0 >= 4 && within(*range, u32::try_from(*size).expect("few")), "{range:?}");
            }
        }
    }
}

#[test]
fn a_table_of_outcomes_is_told_where_every_form_has_one() {
    let mut key = fresh(11);
    let mut cell = |size: usize| people(&(0..size).map(|_| key()).collect::<Vec<_>>());
    let mut cells: Vec<Counted> = [60, 80, 120, 90, 70, 40].map(&mut cell).to_vec();
    let whole = cell(460);
    for rest in [0, 3] {
        cells.push(cell(rest));
        let told = whole_or_none(whole, &cells);
        cells.pop();
        assert!(
            told[..6].iter().all(|told| *told != DisclosedCount::Hidden) && told[6] == DisclosedCount::Hidden,
            "{rest}: {told:?}"
        );
    }
    cells[2] = cell(3);
    cells.push(cell(90));
    assert!(all_hidden(&whole_or_none(whole, &cells)), "a small outcome hides them all");
}

#[test]
fn two_spreads_that_pin_each_other_down_are_not_both_told() {
    let (ten, twenty) = (DisclosedCount::About(10), DisclosedCount::About(20));
    let one = vec![ten, DisclosedCount::Hidden, DisclosedCount::Hidden, DisclosedCount::Hidden, DisclosedCount::Hidden];
    let other = vec![ten, ten, ten, twenty, twenty];
    let mut printed = Printed { whole: DisclosedCount::About(50), listed: Vec::new(), spreads: vec![one, other] };
    let (_, pinned) = attacked(&printed);
    assert_eq!(pinned[0][1], (9, 9), "at most 50 by the one and at least 50 by the other");
    together(printed.whole, &mut printed.listed, &mut printed.spreads);
    let (_, left) = attacked(&printed);
    let told = printed.spreads.iter().zip(left).filter(|(told, _)| !all_hidden(told));
    assert!(told.flat_map(|(_, ranges)| ranges).all(|(from, to)| to - from >= 4));
}

/// How often, where one count alone differs between two reports, the one person between them is in that count.
fn betrayed(runs: u64) -> (usize, usize) {
    let (mut alone, mut right) = (0, 0);
    for run in 0..runs {
        let (mut key, mut odd) = (fresh(run * 7919 + 1), fresh(run * 104_729 + 3));
        let groups: Vec<Vec<u64>> = (0..STEPS).map(|_| (0..8 + below(odd(), 14)).map(|_| key()).collect()).collect();
        let step = below(odd(), STEPS);
        let mut later = groups.clone();
        later[step].push(key());
        let told = |groups: &[Vec<u64>]| -> Vec<DisclosedCount> {
            let whole = people(&groups.concat());
            groups.iter().map(|keys| people(keys).disclose(whole)).collect()
        };
        let (before, after) = (told(&groups), told(&later));
        let changed: Vec<usize> = (0..STEPS).filter(|n| before[*n] != after[*n]).collect();
        if let [only] = changed.as_slice() {
            alone += 1;
            right += usize::from(*only == step);
        }
    }
    (alone, right)
}

#[test]
fn a_count_that_differs_between_two_reports_does_not_tell_who_came_in() {
    let (alone, right) = betrayed(4000);
    assert!(alone > 500, "{alone} cases");
    assert!(right * 2 < alone, "of {alone} times that one count differs, the newcomer is in it {right} times");
}

#[test]
fn a_part_is_hidden_where_its_rest_is_small() {
    let keys: Vec<u64> = (1..=30_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
    let whole = people(&keys);
    for small in 0..5 {
        let (few, others) = (people(&keys[..small]), people(&keys[small..]));
        assert_eq!(part(whole, others, few), DisclosedCount::Hidden, "all but {small}");
        assert_eq!(part(whole, few, others), DisclosedCount::Hidden, "{small} of them");
    }
    assert!(matches!(part(whole, people(&keys[..15]), people(&keys[15..])), DisclosedCount::About(15)));
}

#[test]
fn rounding_is_fair_over_many_groups() {
    let group =
        |n: u64| people(&(0..12).map(|k| (n * 12 + k + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect::<Vec<_>>());
    let sum: u32 = (0..5000_u64).map(|n| group(n).rounded(group(n))).sum();
    assert!((59_000..61_000).contains(&sum), "{sum} for 60000");
}

/// Twenty keys a run, as unlike as hashes.
fn twenty(run: u64) -> Vec<u64> {
    let mut key = fresh(run * 7919 + 1);
    (0..20).map(|_| key()).collect()
}

#[test]
fn many_forms_of_few_clients_are_hidden_and_with_them_what_they_could_be_taken_from() {
    for run in 0..200 {
        let (keys, others) = (twenty(run), twenty(run + 1000));
        let whole = people(&[keys.clone(), others.clone()].concat());
        for clients in 1..5 {
            let few = forms_of(clients, &keys);
            assert_eq!(few.disclose(few), DisclosedCount::Hidden, "twenty forms of {clients} clients");
            assert_eq!(part(whole, few, people(&others)), DisclosedCount::Hidden);
            assert_eq!(part(whole, people(&others), few), DisclosedCount::Hidden, "the rest would tell of it");
            assert!(all_hidden(&parts(whole, &[few, people(&others)])), "and so would the other steps");
        }
    }
}

#[test]
fn where_forms_of_several_clients_begin_to_be_told_does_not_tell_how_many_they_are() {
    let is_told = |clients, run| {
        let keys = twenty(run);
        forms_of(clients, &keys).disclose(people(&keys)) != DisclosedCount::Hidden
    };
    let told = |clients| (0..500).filter(|run| is_told(clients, *run)).count();
    assert_eq!((told(4), told(9)), (0, 500));
    for clients in 5..9 {
        assert!((50..450).contains(&told(clients)), "{clients} clients: {} of 500", told(clients));
    }
}
