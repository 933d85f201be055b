//! Every column of the tables that this room writes.

use super::{Channel, HANDLED_SIGN_UPS, IMPORTS};
use crate::base::Both;
use crate::people::{LEFT, SUBSCRIBING};
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const fn of_subscriber(rows: &'static str, keeps: Keeps) -> About {
    About::People(Personal { processing: &SUBSCRIBING, rows: Rows::Of(rows), keeps, erasing: Erasing::Deleted })
}
/// What goes with the person it is about.
const WITH_THE_PERSON: Keeps = Keeps::For(&LEFT);

pub(super) const TABLES: &[Table] = &[
    nobody(
        "embedding_sites",
        Both("Websites met het aanmeldformulier", "Websites with the sign-up form"),
        &[no("origin"), no("added_at")],
    ),
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
            Keeps::For(&HANDLED_SIGN_UPS),
        ),
        columns: &[
            key("id"),
            key("person_id"),
            say("name", Form::Text, "Naam die werd ingevuld", "Name that was filled in"),
            say("language", Form::Language, "Taal", "Language"),
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
            Keeps::For(&HANDLED_SIGN_UPS),
        ),
        columns: &[
            key("sign_up_id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("requested_at", Form::Moment, "Aangevraagd", "Requested"),
            say("language", Form::Language, "Taal", "Language"),
            say("consent_hash", Form::Consent, "Tekst die u zag", "Text that you saw"),
        ],
    },
    Table {
        name: "subscriptions",
        title: Both("Uw abonnementen", "Your subscriptions"),
        about: of_subscriber("SELECT * FROM subscriptions WHERE person_id = ? ORDER BY publication_id", WITH_THE_PERSON),
        columns: &[
            key("person_id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("source", Form::Word, "Waardoor het begon", "How it began"),
            say("confirmed_at", Form::Moment, "Sinds", "Since"),
            say("withdrawn_at", Form::Moment, "Afgemeld", "Left"),
            say("withdrawn_through", Form::Of(Channel::WORDS), "Waardoor afgemeld", "How it was left"),
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
            say("publication_name", Form::Text, "Zoals hij toen heette", "As it was called then"),
            say("act", Form::Word, "Wat er gebeurde", "What happened"),
            say("consent_hash", Form::Consent, "Tekst die u zag", "Text that you saw"),
            say("language", Form::Language, "Taal", "Language"),
            say("source", Form::Word, "Waardoor", "Through"),
            say("basis", Form::Text, "Grondslag of reden", "Basis or reason"),
            say("message_id", Form::Text, "Kenmerk van de mail", "Identifier of the mail"),
            key("import_id"),
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
    Table {
        name: "sign_up_topics",
        title: Both("Onderwerpen op uw aanmelding", "Topics on your sign-up"),
        about: of_subscriber(
            "SELECT * FROM sign_up_topics WHERE sign_up_id IN (SELECT sign_ups.id FROM sign_ups WHERE sign_ups.person_id = ?)
             ORDER BY sign_up_id, topic_id",
            Keeps::For(&HANDLED_SIGN_UPS),
        ),
        columns: &[key("sign_up_id"), say("topic_id", Form::Topic, "Onderwerp", "Topic")],
    },
    Table {
        name: "sign_up_areas",
        title: Both("Gebieden op uw aanmelding", "Areas on your sign-up"),
        about: of_subscriber(
            "SELECT * FROM sign_up_areas WHERE sign_up_id IN (SELECT sign_ups.id FROM sign_ups WHERE sign_ups.person_id = ?)
             ORDER BY sign_up_id, area_id",
            Keeps::For(&HANDLED_SIGN_UPS),
        ),
        columns: &[key("sign_up_id"), say("area_id", Form::Area, "Gebied", "Area")],
    },
    Table {
        name: "address_changes",
        title: Both("Verhuizingen naar of van een ander adres", "Moves to or from another address"),
        about: About::People(Personal {
            processing: &SUBSCRIBING,
            rows: Rows::Of("SELECT * FROM address_changes WHERE to_id = ? OR from_id = ? ORDER BY id"),
            keeps: WITH_THE_PERSON,
            erasing: Erasing::Blanked(Both(
                "een afmeldlink in een oude mail moet blijven werken voor wie de mails nu krijgt; er staat geen adres in, en het nummer leidt dan naar niemand meer",
                "the link for leaving in an old mail must go on working for whoever gets the mails now; there is no address in it, and the number then leads to nobody",
            )),
        }),
        columns: &[
            key("id"),
            key("from_id"),
            no("from_epoch"),
            key("to_id"),
            key("sending_id"),
            say("asked_at", Form::Moment, "Aangevraagd", "Asked"),
            say("confirmed_at", Form::Moment, "Bevestigd", "Confirmed"),
            say("undone_at", Form::Moment, "Teruggedraaid", "Undone"),
            say("settled_at", Form::Moment, "Afgerond", "Finished"),
        ],
    },
    Table {
        name: "imports",
        title: Both("Lijsten waarmee u werd toegevoegd", "Lists by which you were added"),
        about: About::People(Personal {
            processing: &SUBSCRIBING,
            rows: Rows::Of(
                "SELECT * FROM imports WHERE id IN (SELECT consents.import_id FROM consents WHERE consents.person_id = ?)
                   OR made_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            keeps: Keeps::For(&IMPORTS),
            erasing: Erasing::Kept(Both(
                "de herkomst van de lijst geldt ook voor wie er nog in staat; u staat er niet bij",
                "the origin of the list also counts for whoever is still in it; you do not stand in it",
            )),
        }),
        columns: &[
            key("id"),
            no("state"),
            no("fault"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("file_name", Form::Text, "Bestand", "File"),
            no("encoding"),
            no("sha256"),
            no("bytes"),
            no("pieces"),
            no("layout"),
            say("basis", Form::Text, "Grondslag", "Basis"),
            say("source", Form::Text, "Herkomst", "Origin"),
            say("obtained_on", Form::Text, "Verkregen op", "Obtained on"),
            no("skip_wrong"),
            key("made_by"),
            say("made_at", Form::Moment, "Toegevoegd", "Added"),
            no("changed_at"),
            no("ended_at"),
            no("read_rows"),
            no("right_rows"),
            no("wrong_rows"),
            no("repeated"),
            no("contradicting"),
            no("inactive"),
            no("merged_rows"),
            no("added"),
            no("present"),
            no("left_earlier"),
            no("suppressed"),
            no("trouble"),
            no("troubled_at"),
            no("sending_id"),
        ],
    },
    Table {
        name: "import_pieces",
        title: Both("Een lijst die nu wordt toegevoegd", "A list that is being added now"),
        about: About::People(Personal {
            processing: &SUBSCRIBING,
            rows: Rows::Unlinked(Both(
                "het bestand is verzegeld en nog niet verwerkt; pas daarna is bekend wie erin staat",
                "the file is sealed and not processed yet; only after that is it known who stands in it",
            )),
            keeps: Keeps::AsLongAs(Both(
                "tot de lijst verwerkt of ingetrokken is, hoogstens een dag",
                "until the list is processed or withdrawn, at most a day",
            )),
            erasing: Erasing::Kept(Both(
                "de blijvende code waaruit uw adres niet is terug te halen, zorgt dat de lijst u niet terugbrengt",
                "the hash of your address that stays keeps the list from bringing you back",
            )),
        }),
        columns: &[
            no("import_id"),
            no("number"),
            say("sealed", Form::Secret, "Het bestand, verzegeld", "The file, sealed"),
        ],
    },
    nobody(
        "import_faults",
        Both("Fouten in lijsten, zonder wat er stond", "Faults in lists, without what stood there"),
        &[no("import_id"), no("line"), no("place"), no("fault")],
    ),
    Table {
        name: "removals",
        title: Both("Een uitschrijving van velen die nu loopt", "A removal of many that is under way"),
        about: About::People(Personal {
            processing: &SUBSCRIBING,
            rows: Rows::Of(
                "SELECT * FROM removals WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            keeps: Keeps::AsLongAs(Both(
                "tot iedereen eruit is, hoogstens enkele uren; dan gaat de rij weg",
                "until everyone is out, at most some hours; then the row goes",
            )),
            erasing: Erasing::Kept(Both(
                "de rij gaat vanzelf weg zodra iedereen eruit is",
                "the row goes by itself as soon as everyone is out",
            )),
        }),
        columns: &[
            key("id"),
            say("publication_id", Form::Publication, "Uitgave", "Publication"),
            say("words", Form::Text, "Waarop werd gezocht", "What was searched for"),
            no("of_publication_id"),
            no("standing"),
            say("reason", Form::Text, "Reden", "Reason"),
            no("many"),
            no("last_id"),
            no("after_id"),
            no("seen"),
            no("taken"),
            key("made_by"),
            say("made_at", Form::Moment, "Begonnen", "Begun"),
        ],
    },
    nobody("subscriber_counts", Both("Tellingen", "Counts"), &[no("publication_id"), no("many"), no("counted_at")]),
    nobody("leave_reasons", Both("Waarom lezers weggingen, geteld", "Why readers left, counted"), &[no("month"), no("reason"), no("many")]),
    nobody(
        "growth",
        Both("Groei per maand", "Growth by month"),
        &[no("publication_id"), no("month"), no("joined"), no("gone"), no("total"), no("counted_at")],
    ),
];
