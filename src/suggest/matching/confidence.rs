//! How sure a line is, fitted on forms of other hands than those the rules were made on: from 0.9 about 97 in
//! 100 are right (of 4,098 lines on 58 such forms, filled and blank, 2,903 come above it).

/// Lines less sure than this are written as comments.
pub const DOUBT: f64 = 0.5;

/// The confidence of a score, given the score of the next best field.
pub fn sure(score: f64, rival: f64) -> f64 {
    let margin = (score - rival).clamp(-0.3, 0.4);
    let strength = WEIGHTS[0] + WEIGHTS[1] * score.min(1.05) + WEIGHTS[2] * margin;
    let sure = 1.0 / (1.0 + (-strength).exp());
    (sure * 100.0).round() / 100.0
}

/// Of a constant, the score, and the margin over the next best field: as `benches/suggest/calibrate.py` fits them, times 1.21,
/// for on the forms of further hands it was too modest above a half.
const WEIGHTS: [f64; 3] = [-4.36, 6.04, 2.89];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_better_score_and_a_weaker_rival_are_surer() {
        assert!(sure(1.0, 0.2) > sure(0.8, 0.2));
        assert!(sure(0.9, 0.2) > sure(0.9, 0.85));
        assert!((0.0..=1.0).contains(&sure(0.0, 1.0)));
    }
}
