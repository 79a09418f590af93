//! Who signs a form, and when.

use crate::checks::support::named::Named;

/// The name of each who signs, and the date.
pub(in crate::checks) static SIGNATURES: [(Named, Named); 3] = [
    (Named::new("ondertekening.client_naam"), Named::new("ondertekening.client_datum")),
    (Named::new("ondertekening.werkgever_naam"), Named::new("ondertekening.werkgever_datum")),
    (Named::new("ondertekening.jobcoach_naam"), Named::new("ondertekening.jobcoach_datum")),
];
