//! Lengths as OpenDocument writes them.

/// A length such as `0.45in` or `2.1cm`, in points.
pub(super) fn points(length: &str) -> Option<f64> {
    let units = [("in", 72.0), ("cm", 72.0 / 2.54), ("mm", 72.0 / 25.4), ("pt", 1.0)];
    let (number, unit) = units.iter().find_map(|(name, unit)| Some((length.strip_suffix(name)?, unit)))?;
    number.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0).map(|n| n * unit)
}
