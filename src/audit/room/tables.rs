//! Every column of the tables that this room writes.

use super::ACCOUNTING;
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, say};

pub(super) const TABLES: &[Table] = &[Table {
    name: "audit",
    title: Both("Wat er in het logboek staat", "What the log says"),
    about: About::People(Personal {
        processing: &ACCOUNTING,
        rows: Rows::Of(
            "SELECT * FROM audit WHERE (object = 'person' AND object_id = ?)
                   OR actor IN (SELECT 'member:' || CAST(members.id AS TEXT) FROM members WHERE members.person_id = ?)
                   OR (object = 'member' AND object_id IN (SELECT members.id FROM members WHERE members.person_id = ?))
                 ORDER BY id",
        ),
        keeps: Keeps::AsLongAs(Both(
            "zolang de installatie bestaat: het logboek is bewijs en kan niet worden gewijzigd",
            "as long as the installation exists: the log is evidence and cannot be changed",
        )),
        erasing: Erasing::Kept(Both(
            "er staat alleen een nummer in, dat na het wissen naar niemand meer leidt",
            "it holds only a number, which leads to nobody after erasure",
        )),
    }),
    columns: &[
        key("id"),
        say("at", Form::Moment, "Wanneer", "When"),
        say("actor", Form::Word, "Wie", "Who"),
        say("action", Form::Act, "Wat", "What"),
        say("object", Form::Thing, "Waaraan", "To what"),
        key("object_id"),
        say("result", Form::Word, "Uitkomst", "Outcome"),
        say("origin", Form::Word, "Waarvandaan", "From where"),
        say("detail", Form::Code, "Bijzonderheden", "Details"),
    ],
}];
