//! Every column of the tables that this room writes.

use crate::base::Both;
use crate::room::{Table, no, nobody};

const TECHNICAL: Both = Both("Techniek", "Technical");

pub(super) const TABLES: &[Table] = &[
    nobody(
        "signing_keys",
        TECHNICAL,
        &[
            no("id"),
            no("selector"),
            no("state"),
            no("sealed"),
            no("public"),
            no("made_at"),
            no("started_at"),
            no("stopped_at"),
            no("retired_at"),
        ],
    ),
    nobody("domain_checks", TECHNICAL, &[no("id"), no("checked_at"), no("findings")]),
];
