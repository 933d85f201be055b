//! Tables of `store`, `audit`, `people`, `centre` and `sender`.

use super::{About, Activity, Both, Erasing, Form, Keeps, Kind, Personal, Rows, Table, key, no, nobody, say};

const TECHNICAL: Both = Both("Techniek", "Technical");
const SETTINGS: Both = Both("Instellingen van het centrum", "Settings of the centre");

pub(super) const TABLES: &[Table] = &[
    nobody("seaql_migrations", TECHNICAL, &[no("version"), no("applied_at")]),
    nobody("leases", TECHNICAL, &[no("name"), no("holder"), no("until_at")]),
    nobody("bells", TECHNICAL, &[no("name"), no("rang_at")]),
    Table {
        name: "limits",
        title: Both("Tellingen tegen misbruik", "Counts against abuse"),
        about: About::People(Personal {
            activity: Activity::Safety,
            rows: Rows::Unlinked(Both(
                "een onomkeerbaar kenmerk van een netwerk of adres, dat niet naar een persoon terugleidt",
                "a hash of a network or an address, which does not lead back to a person",
            )),
            keeps: Keeps::For(Kind::Limits),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            say("key", Form::Secret, "Kenmerk van netwerk of adres", "Hash of a network or address"),
            say("opened_at", Form::Moment, "Vanaf", "Since"),
            say("taken", Form::Number, "Hoe vaak", "How often"),
        ],
    },
    Table {
        name: "audit",
        title: Both("Wat er in het logboek staat", "What the log says"),
        about: About::People(Personal {
            activity: Activity::Accounting,
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
            say("action", Form::Word, "Wat", "What"),
            say("object", Form::Word, "Waaraan", "To what"),
            key("object_id"),
            say("result", Form::Word, "Uitkomst", "Outcome"),
            say("origin", Form::Word, "Waarvandaan", "From where"),
            say("detail", Form::Code, "Bijzonderheden", "Details"),
        ],
    },
    Table {
        name: "people",
        title: Both("Wie u bent", "Who you are"),
        about: About::People(Personal {
            activity: Activity::Subscribing,
            rows: Rows::Of("SELECT * FROM people WHERE id = ?"),
            keeps: Keeps::For(Kind::Left),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("id"),
            say("address", Form::Text, "E-mailadres", "E-mail address"),
            say("address_key", Form::Text, "Het adres zoals wij het vergelijken", "The address as we compare it"),
            say("name", Form::Text, "Naam", "Name"),
            say("language", Form::Word, "Taal", "Language"),
            no("epoch"),
            say("paused_until", Form::Moment, "Geen mails tot", "No mails until"),
            say("created_at", Form::Moment, "Bij ons bekend sinds", "Known to us since"),
            no("found"),
        ],
    },
    Table {
        name: "people_words",
        title: Both("Zoekindex van adressen en namen", "Search index of addresses and names"),
        about: About::People(Personal {
            activity: Activity::Subscribing,
            rows: Rows::Unlinked(Both(
                "dezelfde woorden als in uw adres en naam, om op te zoeken; ze gaan mee als die veranderen of gewist worden",
                "the same words as in your address and name, to search by; they go along when those change or are erased",
            )),
            keeps: Keeps::AsLongAs(Both("zolang adres en naam er zijn", "as long as address and name are there")),
            erasing: Erasing::Deleted,
        }),
        columns: &[say("words", Form::Text, "Woorden uit adres en naam", "Words of address and name")],
    },
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
