//! Every column of the tables that this room writes.

use super::{FORMER_CONTACTS, RELATIONS};
use crate::base::Both;
use crate::organisations::TaskKind;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const fn of_relation(rows: Rows, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &RELATIONS, rows, keeps, erasing })
}
const BY_STAFF: Erasing = Erasing::Kept(Both(
    "het centrum moet kunnen verantwoorden wie dit vastlegde",
    "the centre must be able to account for who recorded this",
));

pub(super) const TABLES: &[Table] = &[
    nobody(
        "organisations",
        Both("Organisaties", "Organisations"),
        &[
            no("id"),
            no("kind"),
            no("name"),
            no("name_key"),
            no("area_id"),
            no("version"),
            no("made_at"),
            no("ended_at"),
            no("ended_reason"),
        ],
    ),
    Table {
        name: "contacts",
        title: Both("Waar u contactpersoon bent of was", "Where you are or were a contact"),
        about: of_relation(
            Rows::Of("SELECT * FROM contacts WHERE person_id = ? ORDER BY id"),
            Keeps::For(&FORMER_CONTACTS),
            Erasing::Deleted,
        ),
        columns: &[
            key("id"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            key("person_id"),
            say("role", Form::Text, "Rol", "Role"),
            say("from_on", Form::Text, "Vanaf", "From"),
            say("until_on", Form::Text, "Tot en met", "Until"),
            no("until_at"),
            say("made_at", Form::Moment, "Vastgelegd", "Recorded"),
        ],
    },
    Table {
        name: "organisation_notes",
        title: Both("Notities die u schreef bij een organisatie", "Notes that you wrote about an organisation"),
        about: of_relation(
            Rows::Of(
                "SELECT * FROM organisation_notes WHERE author IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY id",
            ),
            Keeps::AsLongAs(Both("zolang de organisatie bekend is", "as long as the organisation is known")),
            BY_STAFF,
        ),
        columns: &[
            key("id"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            key("author"),
            say("body", Form::Text, "Notitie", "Note"),
            no("once"),
            say("at", Form::Moment, "Wanneer", "When"),
        ],
    },
    nobody(
        "bodies",
        Both("Overleggroepen", "Bodies"),
        &[
            no("id"),
            no("kind"),
            no("name"),
            no("name_key"),
            no("area_id"),
            no("version"),
            no("made_at"),
            no("ended_at"),
        ],
    ),
    Table {
        name: "body_members",
        title: Both("Overleggroepen waarin u zit of zat", "Bodies in which you sit or sat"),
        about: of_relation(
            Rows::Of("SELECT * FROM body_members WHERE person_id = ? ORDER BY id"),
            Keeps::For(&FORMER_CONTACTS),
            Erasing::Deleted,
        ),
        columns: &[
            key("id"),
            say("body_id", Form::Body, "Overleggroep", "Body"),
            key("person_id"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            say("role", Form::Text, "Rol", "Role"),
            say("from_on", Form::Text, "Vanaf", "From"),
            say("until_on", Form::Text, "Tot en met", "Until"),
            no("until_at"),
            say("made_at", Form::Moment, "Vastgelegd", "Recorded"),
        ],
    },
    Table {
        name: "tasks",
        title: Both("Taken over u als contactpersoon", "Tasks about you as a contact"),
        about: of_relation(
            Rows::Of(
                "SELECT * FROM tasks WHERE person_id = ? OR done_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY id",
            ),
            Keeps::For(&FORMER_CONTACTS),
            Erasing::Deleted,
        ),
        columns: &[
            key("id"),
            say("kind", Form::Of(TaskKind::WORDS), "Waarom", "Why"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            key("contact_id"),
            key("person_id"),
            no("cause"),
            say("made_at", Form::Moment, "Sinds", "Since"),
            say("done_at", Form::Moment, "Afgerond", "Finished"),
            key("done_by"),
            say("outcome", Form::Word, "Hoe afgerond", "How finished"),
            say("note", Form::Text, "Notitie", "Note"),
        ],
    },
];
