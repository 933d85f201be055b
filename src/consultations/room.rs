//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::InviteeId;
use crate::room::{Forget, Kind, Processing, Rule, Seek, Start, Take, Tie, Turn, backed_up};
use crate::store::tables::states::Disposition;
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::web::public_routes),
    staff: Some(super::web::staff_routes),
    menu: &[
        Line::at(15, Group::Site, "/consultaties", Both("Consultaties", "Consultations")),
        Line::at(222, Group::Reach, "/beheer/consultaties", Both("Consultaties", "Consultations")),
        Line::at(224, Group::Reach, "/beheer/toezeggingen", Both("Toezeggingen", "Commitments")),
    ],
    tables: tables::TABLES,
    backup: backed_up![
        consultations,
        consultation_questions,
        consultation_invitations,
        consultation_invitees,
        consultation_letters,
        consultation_answers,
        consultation_entries,
        consultation_documents,
        consultation_document_versions,
        consultation_submissions,
        consultation_points,
        consultation_asides,
        consultation_commitments
    ],
    kinds: &[&ANSWERERS],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { Ok(super::forget(tx, who.id, app.clock.now()).await?) }),
    }],
    ties: &[Tie::firm("SELECT 1 FROM consultation_invitees WHERE consultation_invitees.person_id = people.id")],
    acts: Act::ALL,
    vocabulary: &[Disposition::WORDS],
    words: &[
        ("consultations.request", Both("verzoek om advies", "request for advice")),
        ("consultations.reminder", Both("herinnering aan een verzoek om advies", "reminder of a request for advice")),
        ("consultations.extended", Both("langere termijn voor een advies", "longer term for advice")),
        ("consultations.no_time", Both("geen langere termijn voor een advies", "no longer term for advice")),
        ("consultations.receipt", Both("ontvangstbewijs van een antwoord", "receipt of an answer")),
        ("consultations.reaction", Both("nota van antwoord", "reaction to an answer")),
        (
            "consultations.entered",
            Both("vraag of een ingevoerd antwoord telt", "question whether an entered answer counts"),
        ),
        ("secretary", Both("secretaris", "secretary")),
        ("chair", Both("voorzitter", "chair")),
        ("member", Both("lid", "member")),
        ("request", Both("verzoek", "request")),
        ("reminder", Both("herinnering", "reminder")),
        ("extended", Both("langere termijn", "longer term")),
        ("no-time", Both("geen langere termijn", "no longer term")),
        ("receipt", Both("ontvangstbewijs", "receipt")),
        ("reaction", Both("nota van antwoord", "reaction")),
        ("entered", Both("vraag of een ingevoerd antwoord telt", "question whether an entered answer counts")),
        ("post", Both("per post", "by post")),
        ("mail", Both("per mail", "by mail")),
        ("phone", Both("per telefoon", "by telephone")),
        ("meeting", Both("in een gesprek", "in a meeting")),
        ("counts", Both("telt", "counts")),
        ("stays", Both("wat al was verstuurd, blijft", "what was sent stays")),
        ("wrong", Both("klopt niet", "is not right")),
        ("withdrawn", Both("ingetrokken", "taken back")),
        ("no-advice", Both("geen advies", "no advice")),
        ("more-time", Both("meer tijd nodig", "more time needed")),
    ],
    marks: super::elsewhere::MARKS,
    planned: Some(|app, year, language| Box::pin(super::elsewhere::planned(app, year, language))),
    facts: Some(|app, of, language| Box::pin(super::facts::facts(app, of, language))),
    demo: Some(|app| Box::pin(super::demo::demo(app))),
    seeks: &[Seek {
        name: Both("Consultaties", "Consultations"),
        access: Access::Editor,
        list: "/beheer/consultaties",
        goes_on: false,
        find: |app, sought, language| Box::pin(super::seek::consultations(app, sought, language)),
    }],
    starts: &[Start {
        label: Both("Nieuwe consultatie", "New consultation"),
        access: Access::Editor,
        page: "/beheer/consultaties/nieuw",
    }],
    ..Room::named("consultations")
};

/// Asking organisations for advice and answering it.
pub(super) const CONSULTING: Processing = Processing {
    word: "consulting",
    turn: 45,
    of_readers: true,
    name: Both("Consultaties", "Consultations"),
    whose: Both(
        "wie namens een organisatie antwoordt, en medewerkers",
        "who answers on behalf of an organisation, and members of staff",
    ),
    purpose: Both(
        "cliëntenraden en andere organisaties om advies vragen, bewijzen dat het is gevraagd en ontvangen, en elk punt beantwoorden",
        "asking client councils and other organisations for advice, proving that it was asked and received, and answering every point",
    ),
    basis: Processing::TASK,
    source: Both("de organisatie, en de persoon zelf", "the organisation, and the person"),
    recipients: Both(
        "medewerkers van het centrum, en wie voor dezelfde organisatie antwoordt",
        "members of the centre’s staff, and who answers for the same organisation",
    ),
};

/// Who answered for an organisation.
pub(super) const ANSWERERS: Kind = Kind {
    word: "answerers",
    turn: 29,
    of_readers: true,
    usual: 730,
    bounds: (90, 2_555),
    name: Both("Wie namens een organisatie antwoordde", "Who answered on behalf of an organisation"),
    since: Both("het einde van de termijn", "the end of the term"),
    goes: Both(
        "de naam, de rol en de link; het antwoord van de organisatie blijft",
        "the name, the role and the link; the answer of the organisation stays",
    ),
};

const RULES: &[Rule<App>] = &[Rule {
    kind: &ANSWERERS,
    tables: &["consultation_invitees", "people"],
    over: "SELECT w.id AS id, w.person_id AS person, c.deadline_at AS at FROM consultation_invitees w
           JOIN consultation_invitations i ON i.id = w.invitation_id JOIN consultations c ON c.id = i.consultation_id
           WHERE w.person_id IS NOT NULL AND c.deadline_at <= ?",
    take: Take::AndWhoIsFree(|app, tx, rows| {
        Box::pin(async move {
            let ids: Vec<_> = rows.iter().map(|row| InviteeId(row.id)).collect();
            Ok(super::forget_invitees(tx, &ids, app.clock.now()).await?)
        })
    }),
}];
