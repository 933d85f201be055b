//! Every column of the tables that this room writes.

use super::{DECIDERS, DECIDING, NAMES, RECONSTRUCTING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const fn about(rows: Rows, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &RECONSTRUCTING, rows, keeps, erasing })
}
const fn decided(rows: &'static str, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &DECIDING, rows: Rows::Of(rows), keeps, erasing })
}
const ANSWERED: Erasing = Erasing::Blanked(Both(
    "wat per punt is geantwoord, hoort bij het besluit; wie het antwoordde, is er daarna niet meer uit te halen",
    "what was answered to each point belongs to the decision; who answered it can no longer be told from it",
));
const RECORDS: Keeps = Keeps::AsLongAs(Both(
    "zolang het dossier bestaat; het is een archiefstuk",
    "as long as the dossier exists; it is a record",
));
const IN_OFFICE: Erasing = Erasing::Kept(Both(
    "wie iets vastlegde of openbaar maakte, hoort bij het stuk (Archiefwet; AVG, artikel 17, lid 3, onder d)",
    "who recorded or published something belongs to the record (public records law; GDPR, article 17(3)(d))",
));
const SEALED: Rows = Rows::Unlinked(Both(
    "de naam is versleuteld en hoort bij geen adres; een medewerker zoekt hem op in het dossier",
    "the name is encrypted and belongs to no address; a member of staff looks it up in the dossier",
));
const BY_HAND: Erasing = Erasing::Kept(Both(
    "een medewerker vernietigt de sleutel in het dossier; daarna kan niemand de naam meer lezen",
    "a member of staff destroys the key in the dossier; after that nobody can read the name",
));

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "dossiers",
        title: Both("Dossiers die u wijzigde", "Dossiers that you changed"),
        about: about(
            Rows::Of(
                "SELECT * FROM dossiers WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("language"),
            say("title", Form::Text, "Titel", "Title"),
            no("summary"),
            no("version"),
            no("revision"),
            no("once"),
            no("entries_given"),
            no("sources_given"),
            no("actors_given"),
            no("made_at"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
        ],
    },
    nobody(
        "dossier_themes",
        Both("Thema’s van dossiers", "Themes of dossiers"),
        &[no("dossier_id"), no("number"), no("name"), no("colour")],
    ),
    Table {
        name: "dossier_actors",
        title: Both("Wie een rol had in wat er gebeurde", "Who had a role in what happened"),
        about: about(SEALED, RECORDS, BY_HAND),
        columns: &[
            key("id"),
            no("dossier_id"),
            no("number"),
            say("role", Form::Text, "Rol", "Role"),
            say("sealed", Form::Secret, "Naam, versleuteld", "Name, encrypted"),
            no("version"),
            no("once"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            key("destroyed_by"),
            say("destroyed_at", Form::Moment, "Naam vernietigd", "Name destroyed"),
        ],
    },
    Table {
        name: "dossier_keys",
        title: Both("Sleutels van namen in dossiers", "Keys of names in dossiers"),
        about: about(SEALED, Keeps::For(&NAMES), BY_HAND),
        columns: &[key("actor_id"), say("sealed", Form::Secret, "Sleutel, verzegeld", "Key, sealed")],
    },
    Table {
        name: "dossier_sources",
        title: Both("Bronnen die u vastlegde", "Sources that you recorded"),
        about: about(
            Rows::Of(
                "SELECT * FROM dossier_sources WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("dossier_id"),
            no("number"),
            say("title", Form::Text, "Titel", "Title"),
            no("said_on"),
            no("origin"),
            no("is_public"),
            no("address"),
            no("why_closed"),
            no("version"),
            no("once"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
        ],
    },
    Table {
        name: "dossier_entries",
        title: Both("Gebeurtenissen die u vastlegde", "Entries that you recorded"),
        about: about(
            Rows::Of(
                "SELECT * FROM dossier_entries WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("dossier_id"),
            no("number"),
            no("said"),
            no("place"),
            no("theme"),
            no("is_turn"),
            say("title", Form::Text, "Titel", "Title"),
            no("source"),
            no("body"),
            no("version"),
            no("once"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
        ],
    },
    nobody(
        "dossier_entry_sources",
        Both("Bronnen van gebeurtenissen", "Sources of entries"),
        &[no("entry_id"), no("source_id")],
    ),
    Table {
        name: "dossier_cleared",
        title: Both("Woorden waarvan u zei dat zij geen naam zijn", "Words of which you said that they are no name"),
        about: about(
            Rows::Of(
                "SELECT * FROM dossier_cleared WHERE cleared_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY cleared_at",
            ),
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("dossier_id"),
            no("place"),
            say("words", Form::Text, "Woorden", "Words"),
            key("cleared_by"),
            say("cleared_at", Form::Moment, "Wanneer", "When"),
        ],
    },
    Table {
        name: "dossier_publications",
        title: Both("Dossiers die u openbaar maakte", "Dossiers that you published"),
        about: about(
            Rows::Of(
                "SELECT * FROM dossier_publications WHERE published_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY dossier_id",
            ),
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            key("dossier_id"),
            no("revision"),
            no("content"),
            no("hash"),
            no("first_at"),
            key("published_by"),
            say("published_at", Form::Moment, "Openbaar gemaakt", "Published"),
            no("withdrawn_at"),
            no("withdrawn_why"),
        ],
    },
    Table {
        name: "decisions",
        title: Both("Besluiten die u vroeg of vastlegde", "Decisions that you asked for or recorded"),
        about: decided(
            "SELECT * FROM decisions WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR opened_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR concluded_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("dossier_id"),
            say("title", Form::Text, "Titel", "Title"),
            no("explanation"),
            no("body_id"),
            no("body_name"),
            no("deadline_day"),
            no("deadline_at"),
            no("state"),
            no("version"),
            no("once"),
            no("points_given"),
            no("made_at"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            key("opened_by"),
            no("opened_at"),
            no("closed_at"),
            key("concluded_by"),
            no("concluded_at"),
            no("entry"),
        ],
    },
    nobody(
        "decision_points",
        Both("Punten waarover akkoord is gevraagd", "Points on which agreement was asked"),
        &[
            no("id"),
            no("decision_id"),
            no("number"),
            no("version"),
            no("withdrawn_at"),
            no("withdrawn_why"),
            no("outcome"),
            no("outcome_words"),
        ],
    ),
    Table {
        name: "decision_texts",
        title: Both("Punten die u schreef", "Points that you wrote"),
        about: decided(
            "SELECT * FROM decision_texts WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               ORDER BY point_id, version",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("point_id"),
            no("version"),
            say("title", Form::Text, "Titel", "Title"),
            no("words"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
        ],
    },
    Table {
        name: "decision_respondents",
        title: Both("Besluiten waarover u bent gevraagd", "Decisions about which you were asked"),
        about: decided(
            "SELECT * FROM decision_respondents WHERE person_id = ? ORDER BY id",
            Keeps::For(&DECIDERS),
            Erasing::Blanked(Both(
                "dat iemand is gevraagd, hoort bij het besluit",
                "that somebody was asked belongs to the decision",
            )),
        ),
        columns: &[
            key("id"),
            no("decision_id"),
            key("person_id"),
            say("name", Form::Text, "Naam", "Name"),
            say("role", Form::Text, "Rol", "Role"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            no("by_hand"),
            no("made_at"),
            say("sent_at", Form::Moment, "Gevraagd", "Asked"),
            no("reminders"),
            say("reminded_at", Form::Moment, "Herinnerd", "Reminded"),
            say("revoked_at", Form::Moment, "Link ingetrokken", "Link revoked"),
        ],
    },
    Table {
        name: "decision_letters",
        title: Both("Brieven over besluiten aan u", "Letters about decisions to you"),
        about: decided(
            "SELECT * FROM decision_letters WHERE respondent_id IN
               (SELECT r.id FROM decision_respondents r WHERE r.person_id = ?) ORDER BY sending_id",
            RECORDS,
            Erasing::Kept(Both(
                "dat iemand is geschreven, hoort bij het besluit; wie dat was, is er daarna niet meer uit te halen",
                "that somebody was written to belongs to the decision; who it was can no longer be told from it",
            )),
        ),
        columns: &[
            key("sending_id"),
            key("respondent_id"),
            say("kind", Form::Word, "Welke brief", "Which letter"),
            say("at", Form::Moment, "Wanneer", "When"),
        ],
    },
    Table {
        name: "decision_answers",
        title: Both("Antwoorden die u gaf op punten", "Answers that you gave to points"),
        about: decided(
            "SELECT * FROM decision_answers WHERE respondent_id IN
               (SELECT r.id FROM decision_respondents r WHERE r.person_id = ?) ORDER BY point_id, version",
            RECORDS,
            ANSWERED,
        ),
        columns: &[
            no("point_id"),
            key("respondent_id"),
            no("version"),
            no("text_version"),
            say("answer", Form::Word, "Antwoord", "Answer"),
            say("words", Form::Text, "Voorwaarde of reden", "Condition or reason"),
            say("on_behalf", Form::Text, "Namens", "On behalf of"),
            say("at", Form::Moment, "Wanneer", "When"),
        ],
    },
];
