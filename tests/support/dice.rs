//! Numbers at random that are the same in every run: a linear congruential generator.

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number from 0, below `below`.
    pub(crate) fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below.max(1)
    }
}
