//! The tables of this room, every column of them.

use super::{ATTENDEES, ATTENDING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Says, Table, key, no, nobody, say};

const COUNTS: Erasing = Erasing::Blanked(Both(
    "de regel blijft zonder u, zodat het aantal mensen op een bijeenkomst klopt",
    "the row stays without you, so that the number of people at an event is right",
));
const OFFICE: Erasing = Erasing::Kept(Both(
    "het centrum moet kunnen verantwoorden wie dit deed",
    "the centre must be able to account for who did this",
));
const WITH_REGISTRATION: Keeps = Keeps::AsLongAs(Both(
    "zo lang als de aanmelding; daarna staat er geen naam meer bij",
    "as long as the registration; after that no name is with it",
));

const fn of_attending(rows: Rows, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &ATTENDING, rows, keeps, erasing })
}

pub(in crate::events) const TABLES: &[Table] = &[
    Table {
        name: "events",
        title: Both("Bijeenkomsten die u maakte", "Events that you made"),
        about: of_attending(
            Rows::Of(
                "SELECT * FROM events WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            Keeps::AsLongAs(Both("zolang de bijeenkomst bekend is", "as long as the event is known")),
            OFFICE,
        ),
        columns: &[
            no("id"),
            no("kind"),
            no("state"),
            say("title_nl", Form::Text, "Titel", "Title"),
            no("title_en"),
            no("lead_nl"),
            no("lead_en"),
            no("about_nl"),
            no("about_en"),
            no("starts_wall"),
            no("starts_at"),
            no("ends_wall"),
            no("ends_at"),
            no("place"),
            no("address"),
            no("link"),
            no("opens_wall"),
            no("opens_at"),
            no("closes_wall"),
            no("closes_at"),
            no("domains"),
            no("quota"),
            no("asks_needs"),
            no("offer_hours"),
            no("reminder_days"),
            no("sequence"),
            no("version"),
            key("made_by"),
            say("made_at", Form::Moment, "Gemaakt", "Made"),
            no("moved_at"),
            no("opened_at"),
            no("called_off_at"),
            no("called_off_reason"),
            no("needs_gone_at"),
            no("evaluates"),
            no("thanks"),
            no("admission"),
            no("invite_nl"),
            no("invite_en"),
            no("certificate_days"),
            no("kinds"),
        ],
    },
    nobody(
        "event_sessions",
        Both("Programma’s", "Programmes"),
        &[
            no("id"),
            no("event_id"),
            no("round"),
            no("code"),
            no("title_nl"),
            no("title_en"),
            no("about_nl"),
            no("about_en"),
            no("speaker"),
            no("room"),
            no("starts_wall"),
            no("starts_at"),
            no("ends_wall"),
            no("ends_at"),
        ],
    ),
    nobody(
        "event_pools",
        Both("Aantallen plaatsen", "Numbers of places"),
        &[
            no("id"),
            no("event_id"),
            no("session_id"),
            no("capacity"),
            no("taken"),
            no("released"),
            no("waiting"),
            no("ceiling"),
            no("kind"),
            no("held"),
        ],
    ),
    Table {
        name: "event_bookings",
        title: Both("Formulieren van aanmelding van de laatste dag", "Forms of registration of the last day"),
        about: of_attending(
            Rows::Of(
                "SELECT * FROM event_bookings WHERE id IN
                   (SELECT event_registrations.booking_id FROM event_registrations WHERE event_registrations.person_id = ?)
                 ORDER BY id",
            ),
            Keeps::AsLongAs(Both(
                "een dag nadat het formulier is verstuurd of verlopen",
                "a day after the form was sent or expired",
            )),
            Erasing::Blanked(Both(
                "de regel zelf gaat binnen een dag weg",
                "the row itself goes within a day",
            )),
        ),
        columns: &[
            key("id"),
            no("event_id"),
            no("token_hash"),
            say("guests", Form::Text, "Wat u invulde", "What you filled in"),
            no("places"),
            no("language"),
            say("network", Form::Secret, "Code van het netwerk", "Code of the network"),
            say("made_at", Form::Moment, "Begonnen", "Begun"),
            no("expires_at"),
            no("extended"),
            no("ended_at"),
            no("outcome"),
            key("invitation_id"),
        ],
    },
    Table {
        name: "event_registrations",
        title: Both("Uw aanmeldingen voor bijeenkomsten", "Your registrations for events"),
        about: of_attending(
            Rows::Of("SELECT * FROM event_registrations WHERE person_id = ? ORDER BY id"),
            Keeps::For(&ATTENDEES),
            COUNTS,
        ),
        columns: &[
            key("id"),
            key("event_id"),
            key("person_id"),
            no("number"),
            no("epoch"),
            say("name", Form::Text, "Naam", "Name"),
            no("name_key"),
            say("organisation", Form::Text, "Organisatie", "Organisation"),
            say("domain", Form::Text, "Maildomein", "Mail domain"),
            say("language", Form::Language, "Taal", "Language"),
            say("state", Form::Word, "Status", "State"),
            say("reason", Form::Word, "Reden", "Reason"),
            say("code", Form::Secret, "Toegangscode", "Entrance code"),
            say("ticket", Form::Secret, "Lange toegangscode", "Long entrance code"),
            key("booking_id"),
            key("replaces"),
            say("origin", Form::Word, "Herkomst", "Origin"),
            say("uid", Form::Code, "Nummer in uw agenda", "Number in your calendar"),
            no("sequence"),
            say("needs", Form::Text, "Wensen voor eten en toegang", "Needs of food and access"),
            say("sending_id", Form::Sending, "Mail met het bewijs", "Mail with the ticket"),
            say("made_at", Form::Moment, "Aangemeld", "Registered"),
            say("ended_at", Form::Moment, "Afgemeld", "Cancelled"),
            say("in_at", Form::Moment, "Binnen", "In"),
            key("in_by"),
            say("declined_at", Form::Moment, "Geweigerd in de agenda", "Declined in the calendar"),
            say("reply", Form::Of(Says::WORDS), "Antwoord van uw agenda", "Answer of your calendar"),
            say("reply_stamp", Form::Moment, "Moment van dat antwoord", "Moment of that answer"),
            no("items"),
            no("evaluated"),
            say("approval", Form::Word, "Goedkeuring", "Approval"),
            say("approval_reason", Form::Text, "Reden van afwijzing", "Reason of refusal"),
            say("kind", Form::Word, "Soort organisatie", "Kind of organisation"),
        ],
    },
    nobody(
        "event_questions",
        Both("Vragen bij bijeenkomsten", "Questions of events"),
        &[
            no("id"),
            no("event_id"),
            no("place"),
            no("kind"),
            no("ask_nl"),
            no("ask_en"),
            no("why_nl"),
            no("why_en"),
            no("choices_nl"),
            no("choices_en"),
            no("required"),
            no("keep_days"),
            no("ended_at"),
            no("when_question_id"),
            no("when_choice"),
        ],
    ),
    Table {
        name: "event_question_answers",
        title: Both("Wat u antwoordde bij het aanmelden", "What you answered when registering"),
        about: of_attending(
            Rows::Of(
                "SELECT event_question_answers.* FROM event_question_answers
                 JOIN event_registrations ON event_registrations.id = event_question_answers.registration_id
                 WHERE event_registrations.person_id = ?
                 ORDER BY event_question_answers.registration_id, event_question_answers.question_id",
            ),
            Keeps::AsLongAs(Both(
                "tot het moment dat bij de vraag staat (eten en toegang: twee weken na afloop), en nooit langer dan de aanmelding",
                "until the moment that stands with the question (food and access: two weeks afterwards), and never longer than the registration",
            )),
            Erasing::Deleted,
        ),
        columns: &[key("registration_id"), key("question_id"), say("answer", Form::Text, "Antwoord", "Answer")],
    },
    nobody(
        "event_answers",
        Both("Antwoorden op evaluaties, zonder namen", "Answers to evaluations, without names"),
        &[no("id"), no("event_id"), no("session_id"), no("question"), no("mark"), no("words")],
    ),
    nobody("event_goals", Both("Bijeenkomsten", "Events"), &[no("year"), no("kind"), no("wanted")]),
    Table {
        name: "event_choices",
        title: Both("Workshops die u koos", "Workshops that you chose"),
        about: of_attending(
            Rows::Of(
                "SELECT event_choices.* FROM event_choices
                 JOIN event_registrations ON event_registrations.id = event_choices.registration_id
                 WHERE event_registrations.person_id = ? ORDER BY event_choices.registration_id, event_choices.session_id",
            ),
            WITH_REGISTRATION,
            COUNTS,
        ),
        columns: &[
            key("registration_id"),
            key("session_id"),
            say("made_at", Form::Moment, "Gekozen", "Chosen"),
        ],
    },
    Table {
        name: "event_waiting",
        title: Both("Wachtlijsten waarop u stond", "Waiting lists that you were on"),
        about: of_attending(
            Rows::Of(
                "SELECT event_waiting.* FROM event_waiting
                 JOIN event_registrations ON event_registrations.id = event_waiting.registration_id
                 WHERE event_registrations.person_id = ? ORDER BY event_waiting.id",
            ),
            WITH_REGISTRATION,
            COUNTS,
        ),
        columns: &[
            key("id"),
            no("event_id"),
            no("pool_id"),
            key("registration_id"),
            say("state", Form::Word, "Status", "State"),
            no("priority"),
            say("joined_at", Form::Moment, "Op de lijst", "Joined"),
            say("offered_at", Form::Moment, "Aangeboden", "Offered"),
            say("offered_until", Form::Moment, "Aangeboden tot", "Offered until"),
            no("sending_id"),
            say("ended_at", Form::Moment, "Afgelopen", "Ended"),
        ],
    },
    Table {
        name: "event_notices",
        title: Both("Mails over een bijeenkomst die u had", "Mails about an event that you had"),
        about: of_attending(
            Rows::Of(
                "SELECT event_notices.* FROM event_notices
                 JOIN event_registrations ON event_registrations.id = event_notices.registration_id
                 WHERE event_registrations.person_id = ? ORDER BY event_notices.at, event_notices.kind",
            ),
            WITH_REGISTRATION,
            COUNTS,
        ),
        columns: &[
            key("registration_id"),
            say("kind", Form::Word, "Soort", "Kind"),
            no("about"),
            say("at", Form::Moment, "Op", "At"),
        ],
    },
    Table {
        name: "event_letters",
        title: Both("Mails aan deelnemers die u schreef", "Mails to attendees that you wrote"),
        about: of_attending(
            Rows::Of(
                "SELECT * FROM event_letters
                 WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            ),
            Keeps::AsLongAs(Both("zolang de bijeenkomst bekend is", "as long as the event is known")),
            OFFICE,
        ),
        columns: &[
            key("id"),
            no("event_id"),
            no("once"),
            no("whom"),
            no("session_id"),
            say("subject", Form::Text, "Onderwerp", "Subject"),
            no("source"),
            key("made_by"),
            say("made_at", Form::Moment, "Verstuurd", "Sent"),
        ],
    },
    Table {
        name: "event_letter_people",
        title: Both("Mails van de organisatie van een bijeenkomst", "Mails of the organisers of an event"),
        about: of_attending(
            Rows::Of(
                "SELECT event_letter_people.* FROM event_letter_people
                 JOIN event_registrations ON event_registrations.id = event_letter_people.registration_id
                 WHERE event_registrations.person_id = ? ORDER BY event_letter_people.letter_id",
            ),
            WITH_REGISTRATION,
            COUNTS,
        ),
        columns: &[
            key("letter_id"),
            key("registration_id"),
            say("told_at", Form::Moment, "Op", "At"),
            say("sending_id", Form::Sending, "Mail", "Mail"),
        ],
    },
    Table {
        name: "event_invitations",
        title: Both("Uitnodigingen voor bijeenkomsten", "Invitations to events"),
        about: of_attending(
            Rows::Of("SELECT * FROM event_invitations WHERE person_id = ? ORDER BY id"),
            Keeps::For(&ATTENDEES),
            COUNTS,
        ),
        columns: &[
            key("id"),
            key("event_id"),
            key("person_id"),
            say("name", Form::Text, "Naam", "Name"),
            say("organisation", Form::Text, "Organisatie", "Organisation"),
            say("state", Form::Word, "Status", "State"),
            no("due"),
            no("reminders"),
            say("sending_id", Form::Sending, "Laatste mail", "Last mail"),
            say("sent_at", Form::Moment, "Uitgenodigd", "Invited"),
            say("reminded_at", Form::Moment, "Herinnerd", "Reminded"),
            say("answered_at", Form::Moment, "Geantwoord", "Answered"),
            key("registration_id"),
            key("made_by"),
            say("made_at", Form::Moment, "Opgeschreven", "Written down"),
        ],
    },
    Table {
        name: "event_scans",
        title: Both("Hoe u aan de deur werd opgezocht", "How you were looked up at the door"),
        about: of_attending(
            Rows::Of(
                "SELECT event_scans.* FROM event_scans
                 JOIN event_registrations ON event_registrations.id = event_scans.registration_id
                 WHERE event_registrations.person_id = ? ORDER BY event_scans.id",
            ),
            WITH_REGISTRATION,
            COUNTS,
        ),
        columns: &[
            key("id"),
            no("event_id"),
            no("nonce"),
            key("registration_id"),
            say("verdict", Form::Word, "Uitkomst", "Outcome"),
            say("at", Form::Moment, "Op", "At"),
            key("member_id"),
        ],
    },
];
