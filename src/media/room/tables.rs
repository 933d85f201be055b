//! Every column of the tables that this room writes.

use super::{IMAGES, PICTURING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const TITLE: Both = Both("Beeld dat u plaatste", "Images that you placed");

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "media",
        title: TITLE,
        about: About::People(Personal {
            processing: &PICTURING,
            rows: Rows::Of(
                "SELECT * FROM media WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
                   OR changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            keeps: Keeps::For(&IMAGES),
            erasing: Erasing::Kept(Both(
                "het centrum moet kunnen verantwoorden wie dit plaatste",
                "the centre must be able to account for who placed this",
            )),
        }),
        columns: &[
            no("id"),
            no("hash"),
            say("name", Form::Text, "Naam", "Name"),
            no("words"),
            say("alt", Form::Text, "Beschrijving", "Description"),
            no("decorative_at"),
            no("focus_x"),
            no("focus_y"),
            no("width"),
            no("height"),
            no("version"),
            key("made_by"),
            say("made_at", Form::Moment, "Geplaatst", "Placed"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            no("idle_since"),
            no("kept_at"),
        ],
    },
    nobody(
        "media_files",
        TITLE,
        &[no("media_id"), no("size"), no("hash"), no("form"), no("width"), no("height"), no("bytes"), no("made_at")],
    ),
    nobody(
        "media_papers",
        Both("Bestanden die alleen sommigen mogen lezen", "Files that only some may read"),
        &[no("id"), no("hash"), no("form"), no("bytes"), no("remarks"), no("made_at")],
    ),
    nobody("media_uses", TITLE, &[no("media_id"), no("kind"), no("about"), no("label")]),
];
