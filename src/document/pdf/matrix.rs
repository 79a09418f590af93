//! Moves, turns and scales points of a page.

/// A transformation `[a b c d e f]`, as the pdf reference writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    /// Nothing changes.
    pub(super) const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by `x` and `y`.
    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, next.0);
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    /// Where a point comes to lie.
    pub(super) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The rectangle `[left, top, right, bottom]` around the four corners of `rect`.
    pub(super) fn bounds(self, [x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
        let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|corner| self.apply(corner));
        corners.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[l, t, r, b], &(x, y)| {
            [l.min(x), t.min(y), r.max(x), b.max(y)]
        })
    }

    /// From a page with this box and this turn (in degrees, clockwise) to points from its top left corner downwards.
    pub(super) fn page([left, bottom, right, top]: [f64; 4], turn: i64) -> Self {
        match turn.rem_euclid(360) {
            90 => Self([0.0, 1.0, 1.0, 0.0, -bottom, -left]),
            180 => Self([-1.0, 0.0, 0.0, 1.0, right, -bottom]),
            270 => Self([0.0, -1.0, -1.0, 0.0, top, right]),
            _ => Self([1.0, 0.0, 0.0, -1.0, -left, top]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_left_corner_of_a_turned_page_is_its_origin() {
        let page = [10.0, 20.0, 110.0, 220.0];
        for (turn, corner) in [(0, (10.0, 220.0)), (90, (10.0, 20.0)), (180, (110.0, 20.0)), (-90, (110.0, 220.0))] {
            assert_eq!(Matrix::page(page, turn).apply(corner), (0.0, 0.0), "{turn}");
        }
    }

    #[test]
    fn one_after_the_other_is_both() {
        let both = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(Matrix::shift(3.0, 4.0));
        assert_eq!(both.apply((1.0, 1.0)), (5.0, 6.0));
    }
}
