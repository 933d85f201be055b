//! Every column of the tables that this room writes.

use super::{FEEDBACK, RETURNS};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};
use crate::staff::STAFF;

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
        name: "suppressions",
        title: Both("Of wij u mogen schrijven", "Whether we may write to you"),
        about: About::People(Personal {
            processing: &RETURNS,
            rows: Rows::OfHash("SELECT * FROM suppressions WHERE hash = ? ORDER BY id"),
            keeps: Keeps::AsLongAs(Both(
                "zolang het adres niet mag worden aangeschreven; de hash bevat het adres niet",
                "as long as the address must not be written to; the hash does not hold the address",
            )),
            erasing: Erasing::Blanked(Both(
                "er blijft alleen een code waaruit uw adres niet is terug te halen, zodat een oude lijst u niet terugbrengt",
                "only a keyed hash of the address stays, so that an old list does not bring you back",
            )),
        }),
        columns: &[
            key("id"),
            say("hash", Form::Secret, "Code van het adres", "Hash of the address"),
            no("normalisation"),
            key("person_id"),
            say("reason", Form::Word, "Waarom wij niet schrijven", "Why we do not write"),
            say("made_at", Form::Moment, "Sinds", "Since"),
            say("lifted_at", Form::Moment, "Opgeheven", "Lifted"),
            key("lifted_by"),
            say("lifted_reason", Form::Text, "Waarom opgeheven", "Why lifted"),
        ],
    },
    Table {
        name: "feedback",
        title: Both("Wat er van uw mailserver terugkwam", "What came back from your mail server"),
        about: About::People(Personal {
            processing: &RETURNS,
            rows: Rows::Of("SELECT * FROM feedback WHERE person_id = ? ORDER BY id"),
            keeps: Keeps::For(&FEEDBACK),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("id"),
            no("identity"),
            say("at", Form::Moment, "Wanneer", "When"),
            say("door", Form::Word, "Waardoor", "By which way"),
            say("kind", Form::Word, "Wat", "What"),
            say("class", Form::Word, "Reden", "Reason"),
            say("enhanced", Form::Text, "Code", "Code"),
            say(
                "words",
                Form::Text,
                "In de woorden van de mailserver, of van wie antwoordde",
                "In the words of the mail server, or of who answered",
            ),
            say("sending_id", Form::Sending, "Over welke mail", "About which mail"),
            key("person_id"),
            say("publication_id", Form::Publication, "Over welke uitgave", "About which publication"),
            no("heeded_at"),
        ],
    },
    nobody(
        "doors",
        Both("Ingangen voor teruggekomen mail", "Doors for returned mail"),
        &[
            no("name"),
            no("taken"),
            no("ignored"),
            no("strange"),
            no("opened_at"),
            no("taken_at"),
            no("fault"),
            no("fault_at"),
            no("validity"),
            no("mark"),
        ],
    ),
    Table {
        name: "door_keys",
        title: Both("Sleutels die u maakte", "Keys that you made"),
        about: About::People(Personal {
            processing: &STAFF,
            rows: Rows::Of(
                "SELECT * FROM door_keys WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY id",
            ),
            keeps: WORK,
            erasing: ACCOUNTABLE,
        }),
        columns: &[
            no("id"),
            no("hash"),
            say("name", Form::Text, "Naam van de sleutel", "Name of the key"),
            key("made_by"),
            say("made_at", Form::Moment, "Gemaakt", "Made"),
            no("used_at"),
            no("revoked_at"),
        ],
    },
];
