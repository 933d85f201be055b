//! Every column of the tables that this room writes.

use super::{LEFT, SUBSCRIBING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, say};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "people",
        title: Both("Wie u bent", "Who you are"),
        about: About::People(Personal {
            processing: &SUBSCRIBING,
            rows: Rows::Of("SELECT * FROM people WHERE id = ?"),
            keeps: Keeps::For(&LEFT),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("id"),
            say("address", Form::Text, "E-mailadres", "E-mail address"),
            say("address_key", Form::Text, "Het adres zoals wij het vergelijken", "The address as we compare it"),
            say("name", Form::Text, "Naam", "Name"),
            say("language", Form::Language, "Taal", "Language"),
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
            processing: &SUBSCRIBING,
            rows: Rows::Unlinked(Both(
                "dezelfde woorden als in uw adres en naam, om op te zoeken; ze gaan mee als die veranderen of gewist worden",
                "the same words as in your address and name, to search by; they go along when those change or are erased",
            )),
            keeps: Keeps::AsLongAs(Both("zolang adres en naam er zijn", "as long as address and name are there")),
            erasing: Erasing::Deleted,
        }),
        columns: &[say("words", Form::Text, "Woorden uit adres en naam", "Words of address and name")],
    },
];
