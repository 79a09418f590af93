//! Trains the model of labels: `cargo bench --bench suggest -- --train` writes `src/suggest/vocabulary/label_model.bin`.
//!
//! Multinomial logistic regression by `AdaGrad` over the wordings of `labels.toml`, those of `wordings.toml` beside this file,
//! and the questions outside the schema, always in the same order, so that the same wordings give the same file on one machine.

use std::collections::BTreeMap;
use std::fs;

use eenvorm::suggest::vocabulary::label_model::{BUCKETS, IDF_SCALE, OUTSIDE, features, softmax};
use eenvorm::suggest::vocabulary::labels::Labels;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;
use serde::Deserialize;

const EPOCHS: usize = 10;
const STEP: f32 = 0.6;
/// How much of a weight is left after each epoch: wordings that one form has must not be learnt by heart.
const DECAY: f32 = 0.995;

#[derive(Deserialize)]
struct Further {
    label: BTreeMap<String, Vec<String>>,
    outside: Outside,
}

#[derive(Deserialize)]
struct Outside {
    questions: Vec<String>,
}

struct Example {
    class: usize,
    features: Vec<(usize, f32)>,
}

pub(crate) fn train() {
    let lexicon = Lexicon::new(std::iter::empty());
    let labels = Labels::common();
    let mut texts: BTreeMap<String, Vec<String>> = labels.wordings().into_iter().collect();
    texts.insert(OUTSIDE.to_owned(), labels.outside());
    let further: Further = toml::from_str(include_str!("wordings.toml")).expect("wordings.toml is well formed");
    for (id, more) in further.label {
        texts.get_mut(&id).unwrap_or_else(|| panic!("`{id}` is no key of labels.toml")).extend(more);
    }
    texts.get_mut(OUTSIDE).expect("questions outside").extend(further.outside.questions);
    let classes: Vec<&String> = texts.keys().collect();
    let counted = |text: &str| features(text, &lexicon.vocabulary, |_| 1.0);
    let mut held = vec![0_u32; BUCKETS];
    let mut all = 0.0_f32;
    for text in texts.values().flatten() {
        counted(text).iter().for_each(|(bucket, _)| held[*bucket] += 1);
        all += 1.0;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    let idf: Vec<u8> = held
        .iter()
        .map(|held| ((((1.0 + all) / (1.0 + *held as f32)).ln() + 1.0) * IDF_SCALE).min(255.0) as u8)
        .collect();
    let weight = |bucket: usize| f32::from(idf[bucket]) / IDF_SCALE;
    let mut examples: Vec<Example> = Vec::new();
    for (class, texts) in texts.values().enumerate() {
        let made = texts.iter().map(|text| Example { class, features: features(text, &lexicon.vocabulary, weight) });
        examples.extend(made);
    }
    shuffle(&mut examples);
    let weights = descend(&examples, classes.len());
    let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let scale = most / 127.0;
    let ids: Vec<&str> = classes.iter().map(|id| id.as_str()).collect();
    apart(&weights, &ids, |text| features(text, &lexicon.vocabulary, weight));
    let mut file = format!("{scale}\n").into_bytes();
    file.extend(ids.join("\t").into_bytes());
    file.push(b'\n');
    file.extend(&idf);
    #[allow(clippy::cast_possible_truncation)]
    file.extend(weights.iter().map(|weight| ((weight / scale).round() as i8).cast_unsigned()));
    fs::write("src/suggest/vocabulary/label_model.bin", &file).expect("the model is written");
    println!("{} wordings, {} classes, {} bytes", examples.len(), classes.len(), file.len());
}

/// How many wordings of writers of whom nothing is learnt (`apart.tsv`) come to their field first, and among three.
fn apart(weights: &[f32], ids: &[&str], features: impl Fn(&str) -> Vec<(usize, f32)>) {
    let (mut first, mut among, mut all) = (0, 0, 0);
    for (text, fields) in include_str!("apart.tsv").lines().filter_map(|line| line.split_once('\t')) {
        let mut sums = vec![0.0_f32; ids.len()];
        for (bucket, value) in features(text) {
            let row = &weights[bucket * ids.len()..(bucket + 1) * ids.len()];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
        }
        let mut order: Vec<usize> = (0..ids.len()).filter(|class| ids[*class] != OUTSIDE).collect();
        order.sort_by(|a, b| sums[*b].total_cmp(&sums[*a]));
        let is = |class: &usize| fields.split('|').any(|field| field == ids[*class]);
        first += usize::from(is(&order[0]));
        among += usize::from(order.iter().take(3).any(is));
        all += 1;
    }
    println!("kept apart: {first} of {all} first, {among} among three");
}

/// The same disorder each time: neighbours in the list are of one field.
fn shuffle(examples: &mut [Example]) {
    let mut state = 0x2545_f491_u32;
    for n in (1..examples.len()).rev() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        examples.swap(n, state as usize % (n + 1));
    }
}

/// A weight for each bucket and class.
fn descend(examples: &[Example], classes: usize) -> Vec<f32> {
    let mut weights = vec![0.0_f32; BUCKETS * classes];
    let mut squares = vec![1e-4_f32; BUCKETS * classes];
    let mut sums = vec![0.0_f32; classes];
    for epoch in 0..EPOCHS {
        let mut right = 0_usize;
        for example in examples {
            sums.fill(0.0);
            for (bucket, value) in &example.features {
                let row = &weights[bucket * classes..(bucket + 1) * classes];
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
            }
            let best = sums.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(n, _)| n);
            right += usize::from(best == Some(example.class));
            softmax(&mut sums);
            sums[example.class] -= 1.0;
            for (bucket, value) in &example.features {
                let range = bucket * classes..(bucket + 1) * classes;
                let row = weights[range.clone()].iter_mut().zip(&mut squares[range]);
                for ((weight, square), slope) in row.zip(&sums) {
                    let slope = slope * value;
                    // most classes are as good as impossible: their weights would move by nothing
                    if slope.abs() > 1e-5 {
                        *square += slope * slope;
                        *weight -= STEP * slope / square.sqrt();
                    }
                }
            }
        }
        weights.iter_mut().for_each(|weight| *weight *= DECAY);
        println!("epoch {epoch}: {right} of {} right", examples.len());
    }
    weights
}
