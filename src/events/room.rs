//! What the house must know of this room.

mod acts;
mod demo;
mod tables;

use super::elsewhere;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{EventInvitationId, RegistrationId};
use crate::room::{Forget, Kind, Processing, Rule, Seek, Start, Take, Tie, Turn, backed_up, bell};
use crate::web::Access;
use crate::web::layout::{Group, Line};

const EVENTS: Both = Both("Bijeenkomsten", "Events");

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::routes),
    menu: &[
        Line::at(15, Group::Site, "/bijeenkomsten", EVENTS),
        Line::at(140, Group::Make, "/beheer/bijeenkomsten", EVENTS),
    ],
    bells: &[bell("events", "*/5 * * * * *", |app| Box::pin(move_on(app)))],
    tables: tables::TABLES,
    backup: backed_up![
        events,
        event_sessions,
        event_pools,
        event_bookings,
        event_registrations,
        event_choices,
        event_questions,
        event_question_answers,
        event_waiting,
        event_notices,
        event_scans,
        event_letters,
        event_letter_people,
        event_invitations,
        event_goals,
        event_answers
    ],
    kinds: &[&ATTENDEES],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { super::forget(tx, app, who).await }),
    }],
    ties: &[
        Tie::firm("SELECT 1 FROM event_registrations WHERE event_registrations.person_id = people.id"),
        Tie::firm("SELECT 1 FROM event_invitations WHERE event_invitations.person_id = people.id"),
    ],
    acts: acts::ALL,
    words: WORDS,
    facts: Some(|app, of, language| Box::pin(elsewhere::facts(app, of, language))),
    marks: elsewhere::MARKS,
    answers: Some(|app, tx, answer| Box::pin(super::heed(app, tx, answer))),
    coming: Some(|app, language| Box::pin(elsewhere::coming(app, language))),
    planned: Some(|app, year, language| Box::pin(elsewhere::planned(app, year, language))),
    demo: Some(|app| Box::pin(demo::make(app))),
    seeks: &[
        Seek {
            name: Both("Bijeenkomsten", "Events"),
            access: Access::Editor,
            list: "/beheer/bijeenkomsten",
            goes_on: false,
            find: |app, sought, language| Box::pin(super::seek::events(app, sought, language)),
        },
        Seek {
            name: Both("Aanmeldingen", "Registrations"),
            access: Access::Editor,
            list: "/beheer/bijeenkomsten",
            goes_on: false,
            find: |app, sought, language| Box::pin(super::seek::registered(app, sought, language)),
        },
    ],
    starts: &[Start {
        label: Both("Nieuwe bijeenkomst", "New event"),
        access: Access::Editor,
        page: "/beheer/bijeenkomsten/nieuw",
    }],
    ..Room::named("events")
};

/// Gives back what forms no longer keep, ends offers whose time is over, and tells what there is to tell.
async fn move_on(app: &App) -> anyhow::Result<()> {
    super::sweep(app).await?;
    super::lapse_due(app).await?;
    super::end_lists(app).await?;
    super::approving::end_requests(app).await?;
    super::hand_out(app).await?;
    super::write_due(app).await?;
    super::tell_due(app).await
}

/// Registering for events, and letting in who has a place.
pub const ATTENDING: Processing = Processing {
    word: "attending",
    turn: 45,
    of_readers: true,
    name: EVENTS,
    whose: Both(
        "wie zich aanmeldt of is uitgenodigd voor een bijeenkomst",
        "who registers for an event or was invited",
    ),
    purpose: Both(
        "uitnodigen, plaatsen verdelen, wie een plaats heeft laten weten wat die nodig heeft en binnenlaten; wensen voor eten en toegang alleen om eraan te voldoen, en die gaan twee weken na afloop weg",
        "inviting, giving out places, telling who has one what they need and letting them in; needs of food and access only to meet them, and these go two weeks afterwards",
    ),
    basis: Processing::TASK,
    source: Both(
        "de persoon zelf, of wie diegene aanmeldde of uitnodigde",
        "the person, or who registered or invited them",
    ),
    recipients: Processing::OURSELVES,
};

/// Who came to an event, or wanted to.
pub(crate) const ATTENDEES: Kind = Kind {
    word: "attendees",
    turn: 35,
    of_readers: true,
    usual: 365,
    bounds: (30, 730),
    name: Both("Deelnemers van bijeenkomsten", "Attendees of events"),
    since: Both("het einde van de bijeenkomst", "the end of the event"),
    goes: Both(
        "wie er kwam, wilde komen of was uitgenodigd; de aantallen blijven, en het adres gaat mee als er verder niets bij hoort",
        "who came, wanted to or was invited; the numbers stay, and the address goes along when nothing else belongs to it",
    ),
};

const RULES: &[Rule<App>] = &[REGISTRATIONS, INVITATIONS];

const INVITATIONS: Rule<App> = Rule {
    kind: &ATTENDEES,
    tables: &["event_invitations", "people"],
    over: "SELECT event_invitations.id AS id, event_invitations.person_id AS person, events.ends_at AS at
           FROM events JOIN event_invitations ON event_invitations.event_id = events.id
           WHERE event_invitations.person_id IS NOT NULL AND events.ends_at <= ?",
    take: Take::AndWhoIsFree(|_, tx, rows| {
        Box::pin(async move {
            let ids: Vec<_> = rows.iter().map(|row| EventInvitationId(row.id)).collect();
            Ok(super::inviting::forget_invited(tx, &ids).await?)
        })
    }),
};

const REGISTRATIONS: Rule<App> = Rule {
    kind: &ATTENDEES,
    tables: &["event_registrations", "people"],
    over: "SELECT event_registrations.id AS id, event_registrations.person_id AS person, events.ends_at AS at
           FROM events JOIN event_registrations ON event_registrations.event_id = events.id
           WHERE event_registrations.person_id IS NOT NULL AND events.ends_at <= ?",
    take: Take::AndWhoIsFree(|_, tx, rows| {
        Box::pin(async move {
            let ids: Vec<_> = rows.iter().map(|row| RegistrationId(row.id)).collect();
            Ok(super::forget_attendees(tx, &ids).await?)
        })
    }),
};

const WORDS: &[(&str, Both)] = &[
    ("registered", Both("aangemeld", "registered")),
    ("waiting", Both("op de wachtlijst", "on the waiting list")),
    ("cancelled", Both("afgemeld", "cancelled")),
    ("replaced", Both("een collega ging in uw plaats", "a colleague went instead")),
    ("colleague", Both("een collega", "a colleague")),
    ("offered", Both("aangeboden", "offered")),
    ("taken", Both("aangenomen", "taken")),
    ("declined", Both("niet aangenomen", "declined")),
    ("lapsed", Both("verlopen", "lapsed")),
    ("self", Both("u zelf", "yourself")),
    ("not-me", Both("u was dit niet", "this was not you")),
    ("reminder", Both("een herinnering", "a reminder")),
    ("called-off", Both("de bijeenkomst ging niet door", "the event was called off")),
    ("in-vain", Both("er kwam geen plaats vrij", "no place came free")),
    ("in", Both("binnengelaten", "let in")),
    ("staff", Both("een medewerker, op verzoek", "a member of staff, on request")),
    ("form", Both("zelf aangemeld", "registered themselves")),
    ("moved", Both("andere dag of plaats", "another day or place")),
    ("already", Both("was al binnen", "was in already")),
    ("no-place", Both("had geen plaats", "had no place")),
    ("events.ticket", Both("de mail met het toegangsbewijs", "the mail with the ticket")),
    ("events.calendar", Both("de mail voor de agenda", "the mail for the calendar")),
    ("events.waiting", Both("de mail over de wachtlijst", "the mail about the waiting list")),
    ("events.offer", Both("de mail met een aanbod", "the mail with an offer")),
    ("events.lapsed", Both("de mail dat een aanbod voorbij was", "the mail that an offer was over")),
    ("events.cancelled", Both("de mail over de afmelding", "the mail about cancelling")),
    ("events.replaced", Both("de mail dat een collega gaat", "the mail that a colleague goes")),
    ("events.changed", Both("de mail over de workshops", "the mail about the workshops")),
    ("events.already", Both("de mail dat u al was aangemeld", "the mail that you were registered already")),
    ("thanks", Both("de dank na afloop", "the thanks afterwards")),
    ("events.declined", Both("de vraag of u nog komt", "the question whether you still come")),
    ("events.thanks", Both("de mail met dank", "the mail with thanks")),
    ("events.reminder", Both("de herinnering", "the reminder")),
    ("events.moved", Both("de mail over een andere dag of plaats", "the mail about another day or place")),
    ("events.called-off", Both("de mail dat het niet doorging", "the mail that it was called off")),
    ("events.letter", Both("een mail van de organisatie van een bijeenkomst", "a mail of the organisers of an event")),
    ("none", Both("niet nodig", "not needed")),
    ("asked", Both("aangevraagd", "asked for")),
    ("given", Both("goedgekeurd", "approved")),
    ("refused", Both("afgewezen", "refused")),
    ("undecided", Both("er was niet op tijd beslist", "it was not decided in time")),
    ("invited", Both("uitgenodigd", "invited")),
    ("reminded", Both("herinnerd", "reminded")),
    ("invitation", Both("de uitnodiging", "the invitation")),
    ("events.asked", Both("de mail over de aanvraag", "the mail about the request")),
    ("events.refused", Both("de mail dat er geen plaats was", "the mail that there was no place")),
    ("events.invitation", Both("de uitnodiging", "the invitation")),
    ("events.invitation-reminder", Both("de herinnering aan een uitnodiging", "the reminder of an invitation")),
    ("events.in-vain", Both("de mail dat er geen plaats kwam", "the mail that no place came")),
];
