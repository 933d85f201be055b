//! Every column of the tables that this room writes.

use super::{DELIVERING, LEDGER, SINGLE_LETTERS};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};
use crate::store::tables::states::{DeliveryReason, DeliveryState};

const COUNTS: Both = Both("Tellingen", "Counts");

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "sendings",
        title: Both("Mails die alleen aan u waren gericht", "Mails that were for you alone"),
        about: About::People(Personal {
            processing: &DELIVERING,
            rows: Rows::Of(
                "SELECT * FROM sendings WHERE lane = 'waiting' AND id IN
                   (SELECT deliveries.sending_id FROM deliveries WHERE deliveries.person_id = ?) ORDER BY id",
            ),
            keeps: Keeps::For(&SINGLE_LETTERS),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("id"),
            no("lane"),
            say("label", Form::Word, "Welke mail", "Which mail"),
            no("publication_id"),
            no("nonce"),
            no("state"),
            no("reason"),
            no("on_uncertain"),
            no("not_after"),
            no("frozen_hash"),
            say("opened_at", Form::Moment, "Gemaakt", "Made"),
            say("closed_at", Form::Moment, "Afgerond", "Finished"),
            no("changed_at"),
            no("told_at"),
        ],
    },
    Table {
        name: "letters",
        title: Both("De tekst van die mails", "The text of those mails"),
        about: About::People(Personal {
            processing: &DELIVERING,
            rows: Rows::Of(
                "SELECT letters.* FROM letters JOIN sendings ON sendings.id = letters.sending_id AND sendings.lane = 'waiting'
                 JOIN deliveries ON deliveries.sending_id = letters.sending_id AND deliveries.person_id = ?
                 ORDER BY letters.sending_id",
            ),
            keeps: Keeps::For(&SINGLE_LETTERS),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("sending_id"),
            say("language", Form::Language, "Taal", "Language"),
            say("subject", Form::Text, "Onderwerp", "Subject"),
            say("frozen", Form::Secret, "Tekst, gewist zodra de mail is aangenomen", "Text, erased as soon as the mail is accepted"),
            no("hash"),
        ],
    },
    Table {
        name: "deliveries",
        title: Both("Mails die wij u stuurden", "Mails that we sent you"),
        about: About::People(Personal {
            processing: &DELIVERING,
            rows: Rows::Of("SELECT * FROM deliveries WHERE person_id = ? ORDER BY sending_id"),
            keeps: Keeps::For(&LEDGER),
            erasing: Erasing::Blanked(Both(
                "dat er een mail was, blijft meetellen in de verzending; het nummer leidt dan naar niemand meer",
                "that there was a mail goes on counting in its sending; the number then leads to nobody",
            )),
        }),
        columns: &[
            say("sending_id", Form::Sending, "Mail", "Mail"),
            key("person_id"),
            no("lane"),
            say("state", Form::Of(DeliveryState::WORDS), "Wat de mailserver ermee deed", "What the mail server did with it"),
            say("due_at", Form::Moment, "Volgende poging", "Next attempt"),
            say("attempts", Form::Small, "Pogingen", "Attempts"),
            no("worker"),
            no("claim"),
            say("first_at", Form::Moment, "Eerste poging", "First attempt"),
            say("settled_at", Form::Moment, "Afgerond", "Finished"),
            say("class", Form::Of(DeliveryReason::WORDS), "Reden", "Reason"),
            say("receipt", Form::Text, "Antwoord van de mailserver", "Answer of the mail server"),
        ],
    },
    nobody("sending_totals", COUNTS, &[no("sending_id"), no("state"), no("many")]),
    nobody("relays", Both("Mailservers", "Mail servers"), &[
        no("name"),
        no("allowance"),
        no("allowed_at"),
        no("is_down"),
        no("changed_at"),
        no("words"),
    ]),
];
