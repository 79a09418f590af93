//! Learns which field forms ask after which: `cargo bench --bench suggest -- --train` writes
//! `src/suggest/vocabulary/field_order.tsv` from `orders.txt` beside this file.
//!
//! Of each pair of neighbours it is kept how much likelier it is than by chance, as a logarithm.

use std::collections::BTreeMap;
use std::fs;

/// How many times a field has to be seen before its neighbours are believed half.
const DOUBT: f64 = 6.0;
/// Nearer to what chance gives than this a neighbour says nothing.
const LEAST: f64 = 0.1;

pub(crate) fn train() {
    let mut orders: Vec<(f64, Vec<String>)> = Vec::new();
    for line in include_str!("orders.txt").lines().filter(|line| !line.starts_with('#')) {
        let (weight, fields) = line.split_once(' ').expect("a weight and fields");
        let fields = fields.split(' ').map(str::to_owned).collect();
        orders.push((weight.parse().expect("a weight"), fields));
    }
    let (mut one, mut two) = (BTreeMap::<&str, f64>::new(), BTreeMap::<(&str, &str), f64>::new());
    for (weight, fields) in &orders {
        fields.iter().filter(|field| *field != "-").for_each(|field| *one.entry(field).or_default() += weight);
        for pair in fields.windows(2).filter(|pair| pair[0] != pair[1] && !pair.contains(&"-".to_owned())) {
            *two.entry((&pair[0], &pair[1])).or_default() += weight;
        }
    }
    let all: f64 = one.values().sum();
    let mut file = String::new();
    for (field, seen) in &one {
        let never = (DOUBT / (seen + DOUBT)).ln();
        file.push_str(&format!("{field}\t{never:.2}"));
        for ((_, next), times) in two.range((*field, "")..).take_while(|((from, _), _)| from == field) {
            let by_chance = one[next] / all;
            let ratio = ((times + DOUBT * by_chance) / ((seen + DOUBT) * by_chance)).ln();
            if (ratio - never).abs() > LEAST {
                file.push_str(&format!("\t{next}={ratio:.2}"));
            }
        }
        file.push('\n');
    }
    fs::write("src/suggest/vocabulary/field_order.tsv", &file).expect("the order is written");
    println!("{} orders, {} pairs, {} bytes", orders.len(), two.len(), file.len());
}
