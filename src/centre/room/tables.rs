//! Every column of the tables that this room writes.

use crate::base::Both;
use crate::room::{Table, no, nobody};

const TECHNICAL: Both = Both("Techniek", "Technical");
const SETTINGS: Both = Both("Instellingen van het centrum", "Settings of the centre");

pub(super) const TABLES: &[Table] = &[
    nobody(
        "centre",
        SETTINGS,
        &[
            no("id"),
            no("name_nl"),
            no("name_en"),
            no("postal_address"),
            no("contact_address"),
            no("sender_name"),
            no("sender_address"),
            no("reply_address"),
            no("letter_address"),
            no("brand"),
            no("accent"),
            no("one_person_office"),
            no("accessibility"),
            no("accessibility_on"),
            no("accessibility_register"),
            no("version"),
            no("set_up_at"),
            no("logo"),
        ],
    ),
    nobody("set_up_links", TECHNICAL, &[no("hash"), no("made_at"), no("used_at")]),
    nobody(
        "publications",
        SETTINGS,
        &[
            no("id"),
            no("slug"),
            no("name_nl"),
            no("name_en"),
            no("description_nl"),
            no("description_en"),
            no("list_id"),
            no("per_year"),
            no("on_uncertain"),
            no("position"),
            no("created_at"),
        ],
    ),
    nobody("topics", SETTINGS, &[no("id"), no("slug"), no("name_nl"), no("name_en"), no("position"), no("retired_at")]),
    nobody(
        "areas",
        SETTINGS,
        &[no("id"), no("parent_id"), no("slug"), no("name_nl"), no("name_en"), no("position"), no("retired_at")],
    ),
];
