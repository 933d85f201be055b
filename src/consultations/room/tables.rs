//! Every column of the tables that this room writes.

use super::{ANSWERERS, CONSULTING};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

const fn consulted(rows: &'static str, keeps: Keeps, erasing: Erasing) -> About {
    About::People(Personal { processing: &CONSULTING, rows: Rows::Of(rows), keeps, erasing })
}
const RECORDS: Keeps = Keeps::AsLongAs(Both(
    "zolang de consultatie bestaat; zij is een archiefstuk",
    "as long as the consultation exists; it is a record",
));
const OF_THE_ORGANISATION: Erasing = Erasing::Kept(Both(
    "wat een organisatie antwoordde, hoort bij haar; wie het typte, is er daarna niet meer uit te halen",
    "what an organisation answered belongs to it; who typed it can no longer be told from it",
));
const IN_OFFICE: Erasing = Erasing::Kept(Both(
    "wie vroeg, goedkeurde of antwoordde, hoort bij het stuk (Archiefwet; AVG, artikel 17, lid 3, onder d)",
    "who asked, approved or answered belongs to the record (public records law; GDPR, article 17(3)(d))",
));

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "consultations",
        title: Both("Consultaties die u schreef of goedkeurde", "Consultations that you wrote or approved"),
        about: consulted(
            "SELECT * FROM consultations WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR approved_by IN (SELECT members.id FROM members WHERE members.person_id = ?) ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("kenmerk"),
            say("title", Form::Text, "Titel", "Title"),
            no("summary"),
            no("source"),
            no("body"),
            no("on_behalf"),
            no("deadline_wall"),
            no("deadline_at"),
            key("contact_id"),
            no("state"),
            no("version"),
            no("once"),
            no("made_at"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            key("approved_by"),
            say("approved_at", Form::Moment, "Goedgekeurd", "Approved"),
            no("approved_hash"),
            no("opened_at"),
            no("given"),
            no("introduction"),
            key("offered_by"),
            no("offered_at"),
            no("offered_hash"),
            key("published_by"),
            no("published_at"),
            no("late_by"),
        ],
    },
    nobody(
        "consultation_questions",
        Both("Vragen van consultaties", "Questions of consultations"),
        &[no("id"), no("consultation_id"), no("number"), no("kind"), no("asked"), no("choices")],
    ),
    Table {
        name: "consultation_invitations",
        title: Both("Wat u namens een organisatie liet weten", "What you let us know on behalf of an organisation"),
        about: consulted(
            "SELECT * FROM consultation_invitations WHERE declined_by IN
               (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?) ORDER BY id",
            RECORDS,
            OF_THE_ORGANISATION,
        ),
        columns: &[
            no("id"),
            no("consultation_id"),
            say("organisation_id", Form::Organisation, "Organisatie", "Organisation"),
            no("made_at"),
            no("sent_at"),
            no("reminders"),
            no("reminded_at"),
            say("declined", Form::Word, "Wat", "What"),
            say("declined_why", Form::Text, "Toelichting", "Explanation"),
            say("declined_at", Form::Moment, "Wanneer", "When"),
            key("declined_by"),
            no("submitted_at"),
        ],
    },
    Table {
        name: "consultation_invitees",
        title: Both("Namens wie u antwoordt of antwoordde", "On whose behalf you answer or answered"),
        about: consulted(
            "SELECT * FROM consultation_invitees WHERE person_id = ? ORDER BY id",
            Keeps::For(&ANSWERERS),
            Erasing::Blanked(Both(
                "dat iemand namens de organisatie antwoordde, hoort bij het antwoord",
                "that somebody answered on behalf of the organisation belongs to the answer",
            )),
        ),
        columns: &[
            key("id"),
            no("invitation_id"),
            key("person_id"),
            say("name", Form::Text, "Naam", "Name"),
            say("role", Form::Text, "Rol", "Role"),
            say("part", Form::Word, "Wat u doet", "What you do"),
            say("made_at", Form::Moment, "Sinds", "Since"),
            say("revoked_at", Form::Moment, "Link ingetrokken", "Link revoked"),
            no("invited_by"),
            say("here_at", Form::Moment, "Laatst aan het schrijven", "Last writing"),
            no("here_question"),
        ],
    },
    Table {
        name: "consultation_letters",
        title: Both("Brieven over consultaties aan u", "Letters about consultations to you"),
        about: consulted(
            "SELECT * FROM consultation_letters WHERE invitee_id IN
               (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?) ORDER BY sending_id",
            RECORDS,
            OF_THE_ORGANISATION,
        ),
        columns: &[
            key("sending_id"),
            key("invitee_id"),
            say("kind", Form::Word, "Welke brief", "Which letter"),
            say("at", Form::Moment, "Wanneer", "When"),
        ],
    },
    Table {
        name: "consultation_answers",
        title: Both("Antwoorden die u bewaarde", "Answers that you saved"),
        about: consulted(
            "SELECT * FROM consultation_answers WHERE saved_by IN
               (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?) ORDER BY invitation_id, question_id, version",
            RECORDS,
            OF_THE_ORGANISATION,
        ),
        columns: &[
            no("invitation_id"),
            no("question_id"),
            no("version"),
            say("words", Form::Text, "Antwoord", "Answer"),
            key("saved_by"),
            say("saved_at", Form::Moment, "Bewaard", "Saved"),
            no("growing_since"),
        ],
    },
    Table {
        name: "consultation_submissions",
        title: Both("Antwoorden die u namens een organisatie verstuurde", "Answers that you sent on behalf of an organisation"),
        about: consulted(
            "SELECT * FROM consultation_submissions WHERE released_by IN
               (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?) ORDER BY id",
            RECORDS,
            OF_THE_ORGANISATION,
        ),
        columns: &[
            no("id"),
            no("invitation_id"),
            no("version"),
            no("content"),
            no("hash"),
            no("openness"),
            no("late"),
            key("released_by"),
            say("released_at", Form::Moment, "Verstuurd", "Sent"),
            no("attachments"),
            no("entry_id"),
        ],
    },
    Table {
        name: "consultation_entries",
        title: Both("Antwoorden die u invoerde of waarover u besliste", "Answers that you entered or decided on"),
        about: consulted(
            "SELECT * FROM consultation_entries
             WHERE entered_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR decided_by IN (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?) ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("invitation_id"),
            say("source", Form::Word, "Hoe het binnenkwam", "How it came in"),
            no("written_on"),
            no("sent_on"),
            say("received_on", Form::Text, "Ontvangen", "Received"),
            no("counted_on"),
            no("content"),
            no("hash"),
            key("entered_by"),
            say("entered_at", Form::Moment, "Ingevoerd", "Entered"),
            say("verdict", Form::Word, "Beslissing", "Decision"),
            say("words", Form::Text, "Toelichting", "Explanation"),
            key("decided_by"),
            say("decided_at", Form::Moment, "Beslist", "Decided"),
        ],
    },
    Table {
        name: "consultation_documents",
        title: Both("Bijlagen die u toevoegde", "Attachments that you added"),
        about: consulted(
            "SELECT * FROM consultation_documents WHERE id IN (SELECT v.document_id FROM consultation_document_versions v
               JOIN consultation_invitees w ON w.id = v.brought_by WHERE w.person_id = ?) ORDER BY id",
            RECORDS,
            OF_THE_ORGANISATION,
        ),
        columns: &[
            no("id"),
            no("consultation_id"),
            no("invitation_id"),
            no("entry_id"),
            say("title", Form::Text, "Titel", "Title"),
            say("made_at", Form::Moment, "Toegevoegd", "Added"),
            say("removed_at", Form::Moment, "Weggehaald", "Taken away"),
        ],
    },
    Table {
        name: "consultation_document_versions",
        title: Both("Versies van documenten die u plaatste", "Versions of documents that you placed"),
        about: consulted(
            "SELECT * FROM consultation_document_versions
             WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
               OR brought_by IN (SELECT w.id FROM consultation_invitees w WHERE w.person_id = ?)
             ORDER BY document_id, number",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("document_id"),
            say("number", Form::Number, "Versie", "Version"),
            no("paper_id"),
            key("made_by"),
            key("brought_by"),
            say("made_at", Form::Moment, "Geplaatst", "Placed"),
        ],
    },
    Table {
        name: "consultation_points",
        title: Both("Punten die u beantwoordde", "Points that you answered"),
        about: consulted(
            "SELECT * FROM consultation_points WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
             ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("consultation_id"),
            no("number"),
            no("submission_id"),
            no("question_id"),
            no("from_char"),
            no("until_char"),
            no("quote"),
            say("title", Form::Text, "Punt", "Point"),
            no("theme"),
            no("disposition"),
            no("reason"),
            no("changes"),
            no("version"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
            no("document_id"),
            no("merged_into"),
        ],
    },
    Table {
        name: "consultation_asides",
        title: Both("Stukken waarvan u zei dat zij geen punt zijn", "Pieces of which you said that they are no point"),
        about: consulted(
            "SELECT * FROM consultation_asides WHERE made_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
             ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("consultation_id"),
            no("submission_id"),
            no("question_id"),
            no("document_id"),
            no("from_char"),
            no("until_char"),
            no("quote"),
            say("reason", Form::Text, "Waarom", "Why"),
            key("made_by"),
            say("made_at", Form::Moment, "Wanneer", "When"),
        ],
    },
    Table {
        name: "consultation_commitments",
        title: Both("Toezeggingen van u", "Your commitments"),
        about: consulted(
            "SELECT * FROM consultation_commitments WHERE owner IN (SELECT members.id FROM members WHERE members.person_id = ?)
             ORDER BY id",
            RECORDS,
            IN_OFFICE,
        ),
        columns: &[
            no("id"),
            no("point_id"),
            say("promised", Form::Text, "Toezegging", "Commitment"),
            key("owner"),
            say("due_on", Form::Text, "Klaar voor", "Due"),
            key("made_by"),
            no("made_at"),
            no("result"),
            key("closed_by"),
            say("closed_at", Form::Moment, "Afgerond", "Completed"),
        ],
    },
];
