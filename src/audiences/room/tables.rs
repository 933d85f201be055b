//! Every column of the tables that this room writes.

use crate::base::Both;
use crate::organisations::RELATIONS;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, say};

const fn of_relation(rows: Rows, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &RELATIONS, rows, keeps, erasing })
}
const BY_STAFF: Erasing = Erasing::Kept(Both(
    "het centrum moet kunnen verantwoorden wie dit vastlegde",
    "the centre must be able to account for who recorded this",
));

pub(super) const TABLES: &[Table] = &[Table {
    name: "audiences",
    title: Both("Doelgroepen die u maakte of wijzigde", "Audiences that you made or changed"),
    about: of_relation(
        Rows::Of(
            "SELECT * FROM audiences WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
                   OR changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
        ),
        Keeps::AsLongAs(Both("zolang de doelgroep bestaat", "as long as the audience exists")),
        BY_STAFF,
    ),
    columns: &[
        key("id"),
        say("name", Form::Text, "Naam", "Name"),
        no("name_key"),
        no("filter"),
        no("version"),
        key("made_by"),
        say("made_at", Form::Moment, "Gemaakt", "Made"),
        key("changed_by"),
        say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
    ],
}];
