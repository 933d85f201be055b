//! Every column of the tables that this room writes.

use super::{LIMITS, SAFETY};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, no, nobody, say};

const TECHNICAL: Both = Both("Techniek", "Technical");

pub(super) const TABLES: &[Table] = &[
    nobody("seaql_migrations", TECHNICAL, &[no("version"), no("applied_at")]),
    nobody("leases", TECHNICAL, &[no("name"), no("holder"), no("until_at")]),
    nobody("bells", TECHNICAL, &[no("name"), no("rang_at")]),
    Table {
        name: "limits",
        title: Both("Tellingen tegen misbruik", "Counts against abuse"),
        about: About::People(Personal {
            processing: &SAFETY,
            rows: Rows::Unlinked(Both(
                "een code waaruit het netwerk of adres niet is terug te halen, en die niet naar een persoon leidt",
                "a hash of a network or an address, which does not lead back to a person",
            )),
            keeps: Keeps::For(&LIMITS),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            say("key", Form::Secret, "Code van het netwerk of adres", "Hash of a network or address"),
            say("opened_at", Form::Moment, "Vanaf", "Since"),
            say("taken", Form::Number, "Hoe vaak", "How often"),
        ],
    },
];
