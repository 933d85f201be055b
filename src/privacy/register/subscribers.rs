//! Tables of `subscribers`.

use super::{About, Activity, Both, Erasing, Form, Keeps, Kind, Personal, Rows, Table, key, no, nobody, say};

const fn of_subscriber(rows: &'static str, keeps: Keeps) -> About {
    About::People(Personal { activity: Activity::Subscribing, rows: Rows::Of(rows), keeps, erasing: Erasing::Deleted })
}

/// What goes with the person it is about.
const WITH_THE_PERSON: Keeps = Keeps::For(Kind::Left);

pub(super) const TABLES: &[Table] = &[
    nobody(
        "consent_texts",
        Both("Teksten van toestemming", "Texts of consent"),
        &[no("hash"), no("language"), no("body"), no("made_at")],
    ),
    Table {
        name: "sign_ups",
        title: Both("Uw aanmeldingen", "Your sign-ups"),
        about: of_subscriber(
            "SELECT * FROM sign_ups WHERE person_id = ? ORDER BY id",
            Keeps::For(Kind::HandledSignUps),
        ),
        columns: &[
            key("id"),
            key("person_id"),
            say("name", Form::Text, "Naam die werd ingevuld", "Name that was filled in"),
            say("language", Form::Word, "Taal", "Language"),
            say("consent_hash", Form::Consent, "Tekst die u zag", "Text that you saw"),
            say("sending_id", Form::Sending, "Mail die wij toen stuurden", "Mail that we sent then"),
            say("requested_at", Form::Moment, "Aangevraagd", "Requested"),
            say("confirmed_at", Form::Moment, "Bevestigd", "Confirmed"),
        ],
    },
    Table {
        name: "sign_up_publications",
        title: Both("Waarvoor u zich aanmeldde", "What you signed up for"),
        about: of_subscriber(
            "SELECT * FROM sign_up_publications WHERE sign_up_id IN (SELECT sign_ups.id FROM sign_ups WHERE sign_ups.person_id = ?)
             ORDER BY sign_up_id, publication_id",
            Keeps::For(Kind::HandledSignUps),
        ),
        columns: &[key("sign_up_id"), say("publication_id", Form::Publication, "Uitgave", "Publication")],
    },
    Table {
        name: "subscriptions",
        title: Both("Uw abonnementen", "Your subscriptions"),
        about: of_subscriber("SELECT * FROM subscriptions WHERE person_id = ? ORDER BY id", WITH_THE_PERSON),
        columns: &[
            key("id"),
            key("person_id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("source", Form::Word, "Waardoor het begon", "How it began"),
            say("confirmed_at", Form::Moment, "Sinds", "Since"),
            say("withdrawn_at", Form::Moment, "Afgemeld", "Left"),
            say("withdrawn_through", Form::Word, "Waardoor afgemeld", "How it was left"),
        ],
    },
    Table {
        name: "consents",
        title: Both("Het bewijs van uw toestemming", "The evidence of your consent"),
        about: of_subscriber("SELECT * FROM consents WHERE person_id = ? ORDER BY id", WITH_THE_PERSON),
        columns: &[
            key("id"),
            key("person_id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("act", Form::Word, "Wat er gebeurde", "What happened"),
            say("consent_hash", Form::Consent, "Tekst die u zag", "Text that you saw"),
            say("language", Form::Word, "Taal", "Language"),
            say("source", Form::Word, "Waardoor", "Through"),
            say("basis", Form::Text, "Grondslag of reden", "Basis or reason"),
            say("message_id", Form::Text, "Kenmerk van de mail", "Identifier of the mail"),
            say("at", Form::Moment, "Wanneer", "When"),
        ],
    },
    Table {
        name: "person_topics",
        title: Both("Onderwerpen die u koos", "Topics that you chose"),
        about: of_subscriber("SELECT * FROM person_topics WHERE person_id = ? ORDER BY topic_id", WITH_THE_PERSON),
        columns: &[key("person_id"), say("topic_id", Form::Topic, "Onderwerp", "Topic")],
    },
    Table {
        name: "person_areas",
        title: Both("Gebieden die u koos", "Areas that you chose"),
        about: of_subscriber("SELECT * FROM person_areas WHERE person_id = ? ORDER BY area_id", WITH_THE_PERSON),
        columns: &[key("person_id"), say("area_id", Form::Area, "Gebied", "Area")],
    },
];
