//! Moves, turns and scales points of a page.

/// A transformation `[a b c d e f]`, as the pdf reference writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::document::pdf) struct Matrix(pub(in crate::document::pdf) [f64; 6]);

impl Matrix {
    /// Nothing changes.
    pub(in crate::document::pdf) const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves by `x` and `y`.
    pub(in crate::document::pdf) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this, then `next`.
    pub(in crate::document::pdf) fn then(self, next: Self) -> Self {
        let m = self.0;
        let (across, down, from) = (next.along(m[0], m[1]), next.along(m[2], m[3]), next.apply((m[4], m[5])));
        Self([across.0, across.1, down.0, down.1, from.0, from.1])
    }

    /// Where a point comes to lie.
    pub(in crate::document::pdf) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let along = self.along(x, y);
        (along.0 + self.0[4], along.1 + self.0[5])
    }

    /// Where a step comes to lead.
    fn along(self, x: f64, y: f64) -> (f64, f64) {
        let m = self.0;
        (m[0] * x + m[2] * y, m[1] * x + m[3] * y)
    }

    /// The rectangle `[left, top, right, bottom]` around the four corners of `rect`.
    pub(in crate::document::pdf) fn bounds(self, rect: [f64; 4]) -> [f64; 4] {
        let [one, other] = [(rect[0], rect[1]), (rect[2], rect[3])].map(|corner| self.apply(corner));
        let [third, last] = [(rect[2], rect[1]), (rect[0], rect[3])].map(|corner| self.apply(corner));
        let (low, high) = (least([one, other, third, last]), least([one, other, third, last].map(|(x, y)| (-x, -y))));
        [low.0, low.1, -high.0, -high.1]
    }

    /// From a page with this box and this turn (in degrees, clockwise) to points from its top left corner downwards.
    pub(in crate::document::pdf) fn page([left, bottom, right, top]: [f64; 4], turn: i64) -> Self {
        match turn.rem_euclid(360) {
            90 => Self([0.0, 1.0, 1.0, 0.0, -bottom, -left]),
            180 => Self([-1.0, 0.0, 0.0, 1.0, right, -bottom]),
            270 => Self([0.0, -1.0, -1.0, 0.0, top, right]),
            _ => Self([1.0, 0.0, 0.0, -1.0, -left, top]),
        }
    }
}

/// The least x and the least y of some points.
fn least(points: [(f64, f64); 4]) -> (f64, f64) {
    points.into_iter().fold((f64::MAX, f64::MAX), |low, point| (low.0.min(point.0), low.1.min(point.1)))
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
