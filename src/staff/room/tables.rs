//! Every column of the tables that this room writes.

use super::{SESSIONS, STAFF};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, say};
use crate::store::tables::states::Stage;

const WORK: Keeps = Keeps::AsLongAs(Both(
    "zolang er stukken zijn die deze medewerker schreef, goedkeurde of wijzigde",
    "as long as there are pieces that this member wrote, approved or changed",
));
const ACCOUNTABLE: Erasing = Erasing::Kept(Both(
    "het centrum moet kunnen verantwoorden wie wat goedkeurde; een medewerker die weg is, kan niet meer naar binnen en verliest wachtwoord en app",
    "the centre must be able to account for who approved what; a member who is gone cannot enter any more and loses password and app",
));

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "members",
        title: Both("U als medewerker", "You as a member of staff"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of("SELECT * FROM members WHERE person_id = ?"),
            keeps: WORK,
            erasing: ACCOUNTABLE,
        }),
        columns: &[
            key("id"),
            key("person_id"),
            say("name", Form::Text, "Naam", "Name"),
            say("password_hash", Form::Secret, "Wachtwoord, alleen als kenmerk", "Password, only as a hash"),
            say("totp_sealed", Form::Secret, "App voor codes", "App for codes"),
            no("totp_step"),
            no("epoch"),
            say("failures", Form::Small, "Vergissingen bij het inloggen", "Mistakes at signing in"),
            say("locked_until", Form::Moment, "Geblokkeerd tot", "Locked until"),
            say("invited_at", Form::Moment, "Uitgenodigd", "Invited"),
            say("joined_at", Form::Moment, "Begonnen", "Joined"),
            say("disabled_at", Form::Moment, "Buitengesloten", "Shut out"),
        ],
    },
    Table {
        name: "member_roles",
        title: Both("Uw rollen", "Your roles"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of(
                "SELECT * FROM member_roles WHERE member_id IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY role",
            ),
            keeps: WORK,
            erasing: ACCOUNTABLE,
        }),
        columns: &[key("member_id"), say("role", Form::Word, "Rol", "Role")],
    },
    Table {
        name: "sessions",
        title: Both("Waar u bent ingelogd", "Where you are signed in"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of(
                "SELECT * FROM sessions WHERE member_id IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY made_at",
            ),
            keeps: Keeps::For(&SESSIONS),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            say("hash", Form::Secret, "Kenmerk van de sessie", "Hash of the session"),
            key("member_id"),
            say("stage", Form::Of(Stage::WORDS), "Stap", "Stage"),
            say("made_at", Form::Moment, "Begonnen", "Began"),
            say("seen_at", Form::Moment, "Laatst gezien", "Last seen"),
        ],
    },
    Table {
        name: "member_recovery_codes",
        title: Both("Uw herstelcodes", "Your recovery codes"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of(
                "SELECT * FROM member_recovery_codes
                 WHERE member_id IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY made_at, hash",
            ),
            keeps: Keeps::AsLongAs(Both(
                "tot een code gebruikt is, er nieuwe komen of wachtwoord en app gewist worden",
                "until a code is used, new ones are made, or password and app are erased",
            )),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("member_id"),
            say("hash", Form::Secret, "Herstelcode, alleen als kenmerk", "Recovery code, only as a hash"),
            say("made_at", Form::Moment, "Gemaakt", "Made"),
        ],
    },
    Table {
        name: "member_networks",
        title: Both("Van waar u eerder inlogde", "From where you signed in before"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of(
                "SELECT * FROM member_networks WHERE member_id IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY seen_at, network",
            ),
            keeps: Keeps::AsLongAs(Both(
                "tot 180 dagen na de laatste keer dat u van daar inlogde",
                "until 180 days after you last signed in from there",
            )),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("member_id"),
            say("network", Form::Secret, "Code van het netwerk", "Hash of the network"),
            say("seen_at", Form::Moment, "Laatst gezien", "Last seen"),
        ],
    },
];
